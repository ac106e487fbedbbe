using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Who is who in running text: who asks and signs, where the service is given, and whose the numbers beside a name are.</summary>
internal static class ProseParties
{
    // A signature block has at most this many characters.
    private const int LongestBlock = 600;

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages.Where(IsProse))
        {
            var names = ProsePeople.Of(page);
            Asking(context, page, names);
            Serving(context, page, names);
            if (page.Kind != PageKind.Letter) continue;
            Head(context, page);
            Block(context, page);
            Reach(context, page);
        }
    }

    /// <summary>Whether a page speaks in sentences or typed lines rather than in the boxes of a form.</summary>
    internal static bool IsProse(RequestPage page) => page.Kind is PageKind.Letter or PageKind.Other || (page.Kind is PageKind.Form or PageKind.FaxCover && page.Page.Reading == PageReading.Text);

    /// <summary>Whose a number without a party's label is: the path of the party, empty for nobody that is asked for; null where no name tells.</summary>
    internal static string? OwnerOf(RequestPage page, int at)
    {
        if (!IsProse(page)) return null;
        if (IsCopy(page, at)) return string.Empty;
        if (InBlock(page, at)) return IsColleagues(page, at) ? string.Empty : "requestingProvider";
        var nearest = ProsePeople.OwnerOf(page, at);
        // On a form the columns and headings tell whose a number is, but for the name before it in its own line.
        if (page.Kind == PageKind.Form && nearest is not null && page.Text.AsSpan(nearest.End, at - nearest.End).Contains('\n')) return null;
        return nearest switch
        {
            null => null,
            { IsPerson: true, Role: ProseRole.Requesting } => "requestingProvider",
            { IsPerson: true, Role: ProseRole.Elsewhere } => string.Empty,
            { IsPerson: true } owner => Lone(ProsePeople.Of(page)) == owner.Name ? "requestingProvider" : page.Kind == PageKind.Letter ? string.Empty : null,
            { } place when place.Span.Start - page.Page.Span.Start < 120 => null,
            _ => "servicingProvider",
        };
    }

    /// <summary>Whether a number stands in a paragraph on the patient that names no clinician.</summary>
    internal static bool IsBesidePatient(RequestPage page, int at)
    {
        string text = page.PageText;
        int here = Math.Clamp(at - page.Page.Span.Start, 0, text.Length);
        int start = ParagraphStart.Value.Matches(text[..here]).LastOrDefault() is { } before ? before.Index + before.Length : 0;
        var next = ParagraphStart.Value.Match(text, here);
        string paragraph = text[start..(next.Success ? next.Index : text.Length)];
        return PatientPattern.Value.IsMatch(text[start..here]) && !ProsePeople.Of(page).Exists(n => n.IsPerson && n.Span.Start >= page.Page.Span.Start + start && n.Span.Start < page.Page.Span.Start + start + paragraph.Length);
    }

    /// <summary>Whether a place stands under the close of a letter, before its enclosures and copies.</summary>
    internal static bool InBlock(RequestPage page, int at) => BlockOf(page) is { } block && at >= block.Start && at < block.End;

    /// <summary>Whether a number under a letter's close stands behind another name than the signer's: 'R. Roe, MD, NPI … - S. Doe, MD, NPI …'.</summary>
    private static bool IsColleagues(RequestPage page, int at)
    {
        if (ProsePeople.OwnerOf(page, at) is not { IsPerson: true } near || page.Text.AsSpan(near.End, at - near.End).Contains('\n')) return false;
        var signer = SignerPattern.Value.Match(BlockOf(page)!.Value.In(page.Text));
        return signer.Success && NameReadings.Person(signer.Groups["n"].Value) is { } person && !near.Name.EndsWith(person.Value.Split(' ')[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a place stands on a line of copies or enclosures.</summary>
    internal static bool IsCopy(RequestPage page, int at)
    {
        string text = page.PageText;
        int here = Math.Clamp(at - page.Page.Span.Start, 0, text.Length);
        int start = here == 0 ? 0 : text.LastIndexOf('\n', here - 1) + 1;
        return CopyPattern.Value.IsMatch(text[start..here]);
    }

    /// <summary>The one clinician whom a page names in no other part; null where there are several.</summary>
    private static string? Lone(List<ProseName> names)
    {
        var distinct = names.Where(n => n.IsPerson && n.Role is ProseRole.Untold or ProseRole.Requesting).Select(n => n.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }

    private static void Asking(RequestContext context, RequestPage page, List<ProseName> names)
    {
        string? lone = Lone(names);
        foreach (var name in names.Where(n => n.IsPerson && n.Name.Contains(' ', StringComparison.Ordinal)))
        {
            if ((name.Role != ProseRole.Requesting && (name.Role != ProseRole.Untold || name.Name != lone)) || IsCopy(page, name.Span.Start)) continue;
            // An initial tells less than a name.
            double score = (name.Role == ProseRole.Requesting ? 0.8 : 0.66) * PartyFields.Asking(page) * (name.Name.IndexOf(' ', StringComparison.Ordinal) == 1 ? 0.65 : 1);
            context.AddSpans("requestingProvider.name", page, name.Name, score, "clinician-in-prose", false, Doubt.None, name.Span);
            int stop = Math.Min(names.Find(n => n.Span.Start > name.End)?.Span.Start ?? page.Page.Span.End, Math.Min(page.Page.Span.End, name.End + 80));
            string behind = page.Text[name.Span.Start..stop];
            int line = behind.IndexOf('\n', Math.Min(behind.Length, name.End - name.Span.Start));
            if (NameReadings.SpecialtyBehind(line > 0 ? behind[..line] : behind) is { } specialty) context.AddSpans("requestingProvider.specialty", page, specialty.Value, 0.7, "clinician-in-prose", false, Doubt.None, specialty.At(name.Span));
            Numbers(context, page, names, name);
        }
    }

    /// <summary>Telephone and fax number in the brackets or the line behind a clinician's name.</summary>
    private static void Numbers(RequestContext context, RequestPage page, List<ProseName> names, ProseName name)
    {
        var next = names.Find(n => n.Span.Start > name.End);
        int end = Math.Min(next?.Span.Start ?? page.Page.Span.End, Math.Min(page.Page.Span.End, name.End + 160));
        if (end <= name.End) return;
        string text = page.Text[name.End..end];
        if (ParagraphPattern.Value.Match(text) is { Success: true } stop) text = text[..stop.Index];
        foreach (Match fax in FaxPattern.Value.Matches(text).Take(1)) AddPhone(context, page, "requestingProvider.fax", name.End, fax, 0.74);
        foreach (Match phone in PhonePattern.Value.Matches(text).Take(1)) AddPhone(context, page, "requestingProvider.phone", name.End, phone, 0.74);
    }

    private static void Serving(RequestContext context, RequestPage page, List<ProseName> names)
    {
        foreach (var name in names.Where(n => !n.IsPerson && n.Span.Start - page.Page.Span.Start >= 120))
        {
            var npi = NpiPattern.Value.Match(page.Text, name.End, Math.Min(90, page.Page.Span.End - name.End));
            bool bears = npi.Success && BesidePattern.Value.IsMatch(page.Text[name.End..npi.Index]) && !InBlock(page, npi.Index);
            if ((!bears && name.Role != ProseRole.Servicing) || IsCopy(page, name.Span.Start) || InBlock(page, name.Span.Start)) continue;
            string before = ProsePeople.Context(page.PageText, name.Span.Start - page.Page.Span.Start);
            if (ClauseSense.At(before + name.Name, before.Length, string.Empty) is Sense.Past or Sense.NotAsked) continue;
            context.AddSpans("servicingProvider.name", page, name.Name, (bears ? 0.74 : 0.62) * page.Weight, "place-in-prose", false, Doubt.None, name.Span);
            if (!bears) continue;
            foreach (var reading in IdentifierReadings.Npis(npi.Groups["v"].Value).Take(1))
            {
                context.AddSpans("servicingProvider.npi", page, reading.Value, 0.86 * page.Weight, "npi-bearer", reading.Repaired, reading.Doubt, new TextSpan(npi.Index, npi.Index + npi.Length));
            }
        }
    }

    /// <summary>What stands under the close of a letter; where it has none, under the last line that a clinician's name begins.</summary>
    private static TextSpan? BlockOf(RequestPage page)
    {
        if (page.Kind != PageKind.Letter) return null;
        string text = page.PageText;
        int from = -1;
        foreach (Match match in ClosePattern.Value.Matches(text)) from = match.Index + match.Length;
        if (from < 0) from = SignerLinePattern.Value.Matches(text).LastOrDefault(m => m.Index > text.Length / 2)?.Index ?? -1;
        if (from < 0) return null;
        var copy = CopyPattern.Value.Match(text, from);
        int to = Math.Min(copy.Success ? copy.Index : text.Length, from + LongestBlock);
        return new(page.Page.Span.Start + from, page.Page.Span.Start + to);
    }

    private static void Block(RequestContext context, RequestPage page)
    {
        if (BlockOf(page) is not { } block) return;
        string text = block.In(page.Text);
        TextSpan At(Group g) => new(block.Start + g.Index, block.Start + g.Index + g.Value.TrimEnd().Length);
        var signer = SignerPattern.Value.Match(text);
        if (signer.Success && NameReadings.Person(signer.Groups["n"].Value) is { } person && !NameReadings.IsOrganization(signer.Groups["n"].Value))
        {
            context.AddSpans("requestingProvider.name", page, person.Value, 0.82 * PartyFields.Asking(page), "signature-block", false, Doubt.None, At(signer.Groups["n"]));
            foreach (var group in (Group[])[signer.Groups["s"], signer.Groups["s2"]])
            {
                // A line of its own under the name may be a practice: 'Lowfield Neurology'.
                if (!group.Success || NameReadings.IsNoSpecialty(group.Value) || (group.Name == "s2" && !SpecialtyPattern.Value.IsMatch(group.Value))) continue;
                context.AddSpans("requestingProvider.specialty", page, TextForm.OneLine(group.Value), 0.7, "signature-block", false, Doubt.None, At(group));
                break;
            }

            Signed(context, page, text[..signer.Index], At(signer.Groups["n"]));
        }

        // Under a clerk's name stand the clerk's numbers.
        double sure = signer.Success ? 0.8 : 0.56;
        if (!signer.Success && context.Book.Has("requestingProvider.phone", 0.6)) return;
        var fax = FaxPattern.Value.Match(text);
        if (fax.Success) AddPhone(context, page, "requestingProvider.fax", block.Start, fax, sure);
        var phone = PhonePattern.Value.Match(text);
        if (!phone.Success) phone = LonePhonePattern.Value.Matches(text).FirstOrDefault(p => !(fax.Success && p.Index >= fax.Index && p.Index < fax.Index + fax.Length)) ?? phone;
        if (phone.Success) AddPhone(context, page, "requestingProvider.phone", block.Start, phone, sure);
    }

    /// <summary>What stands between a letter's close and the typed name is ink, whatever recognition made of it, unless the letter says that it is not signed.</summary>
    private static void Signed(RequestContext context, RequestPage page, string between, TextSpan name)
    {
        if (UnsignedPattern.Value.IsMatch(between) || between.Length > 60 || !between.Any(char.IsLetterOrDigit)) return;
        context.Book.Add("requestingProvider.signature", new("signed", 0.74, EvidenceOf.Spans(page.Document, name), "signature-filled-line") { Mapped = true });
    }

    /// <summary>The telephone and fax number in the head of a letter are those of who writes it, where its close gives none.</summary>
    private static void Head(RequestContext context, RequestPage page)
    {
        int end = page.Page.Lines.Length == 0 ? 0 : page.Page.Lines[Math.Min(5, page.Page.Lines.Length - 1)].Span.End;
        string text = page.Text[page.Page.Span.Start..Math.Max(page.Page.Span.Start, end)];
        var phone = BarePhonePattern.Value.Match(text);
        if (!phone.Success) phone = PhonePattern.Value.Match(text);
        if (phone.Success && !AddresseePattern.Value.IsMatch(text[..phone.Index]) && !IsBesidePatient(page, page.Page.Span.Start + phone.Index)) AddPhone(context, page, "requestingProvider.phone", page.Page.Span.Start, phone, 0.56);
        foreach (Match fax in FaxPattern.Value.Matches(text, phone.Success ? phone.Index : 0).Take(1))
        {
            if (!AddresseePattern.Value.IsMatch(text[..fax.Index])) AddPhone(context, page, "requestingProvider.fax", page.Page.Span.Start, fax, 0.56);
        }
    }

    /// <summary>'Call us at 555-…', 'fax your answer to 555-…': where who writes can be reached.</summary>
    private static void Reach(RequestContext context, RequestPage page)
    {
        foreach (Match match in ReachPattern.Value.Matches(page.PageText).Where(m => !IsCopy(page, page.Page.Span.Start + m.Index)).Take(1)) AddPhone(context, page, "requestingProvider.phone", page.Page.Span.Start, match, 0.6);
        foreach (Match match in FaxToPattern.Value.Matches(page.PageText).Take(1)) AddPhone(context, page, "requestingProvider.fax", page.Page.Span.Start, match, 0.6);
    }

    private static void AddPhone(RequestContext context, RequestPage page, string path, int offset, Match match, double score)
    {
        var group = match.Groups["v"];
        foreach (var reading in IdentifierReadings.Phones(group.Value).Take(1))
        {
            context.AddSpans(path, page, reading.Value, score, "letter-number", reading.Repaired, reading.Doubt, new TextSpan(offset + match.Index, offset + group.Index + group.Length));
        }
    }

    private const string Number = @"(?<v>\(?[0-9]{3}\)?[\s.\-]{0,2}[0-9]{3}[\s.\-]?[0-9]{4})";

    private static readonly Lazy<Regex> ClosePattern = Pattern.Of(@"\b(?:sincerely|respectfully|(?:best|kind|warm)? ?regards|yours (?:truly|faithfully)|with thanks|many thanks|thank you[,.!]|cordially)\b?[^\n]{0,20}|(?m:^)[ \t]*(?:thanks|thank you)\b[^\n]{0,20}$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> CopyPattern = Pattern.Of(@"^\W*(?:enclosures?|encl|cc|copies?|copy to)\b|\bcc:", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SignerPattern = Pattern.Of(@"(?<n>(?:Dr\.?[ ]+)?\p{Lu}[\p{L}'’\-]+(?:[ ]+\p{Lu}\.?)?(?:[ ]+\p{Lu}[\p{L}'’\-]+){1,2})(?<c>,?[ ]*(?:M\.?D|D\.?O|NP|PA-?C?|FNP(?:-?B?C)?|DPM|ARNP|APRN|DNP|CRNP|Ph\.?D|Psy\.?D|AuD|DPT|DC|OD)\b\.?(?:,?[ ]*F[A-Z]{3,4}\b)?)(?:[ ]*(?:,|[-–·]|\()[ ]*(?<s>\p{Lu}[\p{L}&/ ]{4,44}))?(?:\s*\n\s*(?<s2>\p{Lu}[\p{L}&/ ]{4,44})[ ]*(?=\n|,|$))?", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SpecialtyPattern = Pattern.Of(@"^\W*(?:\p{L}*(?:logy|iatry|iatrics?|ics|gery|medicine)|adult|medical|interventional|clinical|general|internal|family|sports|physical|pain|orthop\p{L}+|neuro\p{L}*|cardio\p{L}*|radiat\p{L}+|vascular|plastic|thoracic|colorectal|hand|foot|reproductive|maternal|nuclear|critical|emergency|infectious|allergy|behavioral|geriatric|women['’]s|undersea|sleep|wound|hospice|palliative|transplant)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SignerLinePattern = Pattern.Of(@"^[ \t]*(?:/s/[ \t]*)?\p{Lu}[\p{L}'’\-]+(?:[ ]+\p{Lu}\.?)?(?:[ ]+\p{Lu}[\p{L}'’\-]+){1,2},?[ ]*(?:M\.?D|D\.?O|NP|PA-?C?|FNP(?:-?B?C)?|DPM|ARNP|APRN|DNP|CRNP|DPT|DC|OD)\b\.?[^\n]{0,60}$", RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ParagraphStart = Pattern.Of(@"\n[ \t>]*\n", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> PatientPattern = Pattern.OfWords(@"\b(?:patient|born|dob|date of birth|member|subscriber|beneficiary)\b");
    private static readonly Lazy<Regex> ReachPattern = Pattern.OfWords(@"\b(?:(?:call|reach(?:ed)?|contact)(?: (?:me|us|our office|the office|my office))?|(?:phone|telephone) (?:me|us|our office))(?: (?:at|on|by (?:phone|telephone)(?: at)?))?:? " + Number);
    private static readonly Lazy<Regex> FaxToPattern = Pattern.OfWords(@"\b(?:(?:or|and|please) fax|fax (?:me|us|it|(?:your|the) \p{L}+))(?: (?:me|us|it))?(?: (?:at|to|on))?:? " + Number);
    private static readonly Lazy<Regex> FaxPattern = Pattern.Of(@"(?<!\bby )\b(?:fax|facsimile|fx|f)\b\W{0,4}" + Number, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> PhonePattern = Pattern.Of(@"\b(?:phone|telephone|tel|ph|voice|office|direct(?: line)?|line|main|call|callback|cell)\W{0,4}" + Number, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BarePhonePattern = Pattern.Of(@"(?<![0-9])(?<v>\(?[0-9]{3}\)?[\s.\-]{1,2}[0-9]{3}[.\-][0-9]{4})(?=[^\n0-9]{0,8}fax)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> LonePhonePattern = Pattern.Of(@"(?<![0-9])(?<v>\(?[0-9]{3}\)?[\s.\-]{1,2}[0-9]{3}[.\-][0-9]{4})(?![0-9])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> AddresseePattern = Pattern.Of(@"(?m:^)\W*(?:to|attn|attention|re)\b|\b(?:health plan|insurance|medicaid|medicare|utili[sz]ation|prior auth\w*|authori[sz]ations?)\b[^\n]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> NpiPattern = Pattern.Of(@"\bNPI\b[\s#:.=]{0,6}(?<v>[0-9]{10})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BesidePattern = Pattern.Of(@"^(?:[\s,(\-–:;>]|\([^()]{0,50}\)|(?:of|in) \p{Lu}\p{L}+|(?i:the|its|dept|department|site|facility|location|lab)\b\.?)*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ParagraphPattern = Pattern.Of(@"\n\s*\n|\.\s+(?=\p{Lu}\p{Ll})", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> UnsignedPattern = Pattern.Of(@"\b(?:dictated,? (?:but )?not signed|not signed|unsigned|signature pending)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
