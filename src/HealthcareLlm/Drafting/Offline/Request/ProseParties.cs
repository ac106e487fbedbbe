using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Who is who in running text: 'at Larkspur Genomics (NPI …)', the block under a letter's close, the head of a letter.</summary>
internal static class ProseParties
{
    // How far before an NPI the name of its bearer may begin, characters.
    private const int Before = 110;

    private static readonly Lazy<Regex> BearerPattern = Pattern.Of(@"(?<how>\b(?:at|by|of|from|in|to|with|the|laboratory|lab|facility|supplier|pharmacy|hospital|site|agency|company)[\s>:,]+(?:the[\s>]+)?)?(?<n>\p{Lu}[\p{L}&'’\-]*(?:(?: |\r?\n[>\s]*)(?:of|and|for|the|&|\p{Lu}[\p{L}&'’\-]*)){0,6})\s*[,(\-–]?\s*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> CredentialPattern = Pattern.Of(@"\b(?:M\.?D|D\.?O|MD|DO|NP|PA|PA-C|FNP|DNP|DPM|AuD|PhD|PsyD|RN|PT|DPT|OD|DC|FACS|LCSW)\b\.?(?:[\s>,\-–(]+[\p{L}&, >\n]{0,44})?[\s>,()\-–]*$|\b(?:Dr|Mr|Ms|Mrs)\.?\s+[\p{L}'’.\- ]{2,40}[\s>,(\-–]*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ClosePattern = Pattern.Of(@"\b(?:sincerely|respectfully|(?:best|kind|warm)? ?regards|yours truly|yours faithfully|with thanks|thank you,)\b[^\n]{0,20}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> CopyPattern = Pattern.Of(@"^\W*(?:enclosures?|encl|cc|copies?|copy to)\b|\bcc:", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SignerPattern = Pattern.Of(@"(?<n>(?:Dr\.?[ ]+)?\p{Lu}[\p{L}'’\-]+(?:[ ]+\p{Lu}\.?)?(?:[ ]+\p{Lu}[\p{L}'’\-]+){1,2})(?<c>,?[ ]*(?:M\.?D|D\.?O|NP|PA-?C?|FNP(?:-?B?C)?|DPM|ARNP|APRN|DNP|Ph\.?D|Psy\.?D|AuD|DPT|DC|OD)\b\.?(?:,?[ ]*F[A-Z]{3,4}\b)?)(?:[ ]*(?:,|[-–·]|\()[ ]*(?<s>\p{Lu}[\p{L}&/ ]{4,44}))?(?:\s*\n\s*(?<s2>\p{Lu}[\p{L}&/ ]{4,44})[ ]*(?=\n|$))?", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> FaxPattern = Pattern.Of(@"\bfax\W{0,4}(?<v>\(?[0-9]{3}\)?[\s.\-]{0,2}[0-9]{3}[\s.\-]?[0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> PhonePattern = Pattern.Of(@"\b(?:phone|telephone|tel|office|direct(?: line)?|line|main|call|callback|cell)\W{0,4}(?<v>\(?[0-9]{3}\)?[\s.\-]{0,2}[0-9]{3}[\s.\-]?[0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BarePhonePattern = Pattern.Of(@"(?<![0-9])(?<v>\(?[0-9]{3}\)?[\s.\-]{1,2}[0-9]{3}[.\-][0-9]{4})(?=[^\n0-9]{0,8}fax)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> NpiPattern = Pattern.Of(@"\bNPI\b\W{0,4}(?<v>[0-9]{10})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> UnsignedPattern = Pattern.Of(@"\b(?:dictated,? (?:but )?not signed|not signed|unsigned|signature pending)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            if (page.Kind is PageKind.Letter or PageKind.Other || (page.Kind == PageKind.Form && page.Page.Reading == PageReading.Text)) Bearers(context, page);
            if (page.Kind == PageKind.Letter)
            {
                Head(context, page);
                Close(context, page);
            }
        }
    }

    /// <summary>Whom the words before an NPI in running text name: the path of that party's NPI, empty for nobody that is asked for; null where they name nobody.</summary>
    internal static string? Bearer(RequestPage page, int at) => BearerOf(page, at) switch
    {
        { IsPerson: true } when InBlock(page, at) => "requestingProvider.npi",
        { IsPerson: true } => string.Empty,
        { } => "servicingProvider.npi",
        null => null,
    };

    /// <summary>Whether an organization stands right before an NPI, parted by a comma or bracket alone: 'Kestrel Hospital, NPI …'.</summary>
    internal static bool IsOrganizations(RequestPage page, int at)
    {
        string before = page.Text[Math.Max(page.Page.Span.Start, at - 3)..at].TrimEnd();
        return before.Length > 0 && before[^1] is ',' or '(' && BearerOf(page, at) is { IsPerson: false } bearer && NameReadings.IsOrganization(bearer.Words);
    }

    /// <summary>Whether a place stands under the close of a letter, before its enclosures and copies.</summary>
    internal static bool InBlock(RequestPage page, int at) => BlockOf(page) is { } block && at >= block.Start && at < block.End;

    /// <summary>Whether a place stands on a line of copies or enclosures.</summary>
    internal static bool IsCopy(RequestPage page, int at)
    {
        string text = page.PageText;
        int here = Math.Clamp(at - page.Page.Span.Start, 0, text.Length);
        int start = here == 0 ? 0 : text.LastIndexOf('\n', here - 1) + 1;
        return CopyPattern.Value.IsMatch(text[start..here]);
    }

    private sealed record BearerName(bool IsPerson, string Words, TextSpan Span);

    private static BearerName? BearerOf(RequestPage page, int at)
    {
        int from = Math.Max(page.Page.Span.Start, at - Before);
        string before = page.Text[from..at];
        if (CredentialPattern.Value.IsMatch(before)) return new(true, string.Empty, default);
        var match = BearerPattern.Value.Match(before);
        if (!match.Success) return null;
        var name = match.Groups["n"];
        string words = TextForm.OneLine(name.Value.Replace('>', ' '));
        if (!words.Contains(' ', StringComparison.Ordinal) || words.StartsWith("My ", StringComparison.Ordinal)) return null;
        bool organization = NameReadings.IsOrganization(words);
        if (!organization && !match.Groups["how"].Success) return null;
        if (words.Split(' ').Any(w => w.Length == 1 && char.IsLetter(w[0]))) return null;
        return new(false, words, new(from + name.Index, from + name.Index + name.Value.TrimEnd().Length));
    }

    private static void Bearers(RequestContext context, RequestPage page)
    {
        foreach (Match match in NpiPattern.Value.Matches(page.PageText))
        {
            int at = page.Page.Span.Start + match.Index;
            if (IsCopy(page, at) || BearerOf(page, at) is not { IsPerson: false } bearer || bearer.Span.Start - page.Page.Span.Start < 120) continue;
            context.AddSpans("servicingProvider.name", page, bearer.Words, 0.74 * page.Weight, "npi-bearer", false, Doubt.None, bearer.Span);
            foreach (var reading in IdentifierReadings.Npis(match.Groups["v"].Value).Take(1))
            {
                int start = page.Page.Span.Start + match.Groups["v"].Index;
                context.AddSpans("servicingProvider.npi", page, reading.Value, 0.86 * page.Weight, "npi-bearer", reading.Repaired, reading.Doubt, new TextSpan(at, start + reading.End));
            }
        }
    }

    private static TextSpan? BlockOf(RequestPage page)
    {
        if (page.Kind != PageKind.Letter) return null;
        string text = page.PageText;
        Match? close = null;
        foreach (Match match in ClosePattern.Value.Matches(text)) close = match;
        if (close is null) return null;
        int from = close.Index + close.Length;
        var copy = CopyPattern.Value.Match(text, from);
        int to = Math.Min(copy.Success ? copy.Index : text.Length, from + 600);
        return new(page.Page.Span.Start + from, page.Page.Span.Start + to);
    }

    private static void Close(RequestContext context, RequestPage page)
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
                if (!group.Success || NameReadings.IsNoSpecialty(group.Value)) continue;
                context.AddSpans("requestingProvider.specialty", page, TextForm.OneLine(group.Value), 0.7, "signature-block", false, Doubt.None, At(group));
                break;
            }

            Signed(context, page, text[..signer.Index], At(signer.Groups["n"]));
        }

        foreach (Match fax in FaxPattern.Value.Matches(text).Take(1)) AddPhone(context, page, "requestingProvider.fax", block.Start, fax, 0.8);
        foreach (Match phone in PhonePattern.Value.Matches(text).Take(1)) AddPhone(context, page, "requestingProvider.phone", block.Start, phone, 0.8);
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
        foreach (Match phone in BarePhonePattern.Value.Matches(text).Take(1))
        {
            AddPhone(context, page, "requestingProvider.phone", page.Page.Span.Start, phone, 0.56);
            foreach (Match fax in FaxPattern.Value.Matches(text, phone.Index).Take(1)) AddPhone(context, page, "requestingProvider.fax", page.Page.Span.Start, fax, 0.56);
        }
    }

    private static void AddPhone(RequestContext context, RequestPage page, string path, int offset, Match match, double score)
    {
        var group = match.Groups["v"];
        foreach (var reading in IdentifierReadings.Phones(group.Value).Take(1))
        {
            context.AddSpans(path, page, reading.Value, score, "letter-number", reading.Repaired, reading.Doubt, new TextSpan(offset + match.Index, offset + group.Index + group.Length));
        }
    }
}
