using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What somebody named in running text is to the request.</summary>
internal enum ProseRole
{
    /// <summary>The words do not tell.</summary>
    Untold,

    /// <summary>Who orders, prescribes, asks or signs.</summary>
    Requesting,

    /// <summary>Where or by whom the service is given.</summary>
    Servicing,

    /// <summary>A clinician who has no part in the request: primary care, referring, copied, reading.</summary>
    Elsewhere,

    /// <summary>Somebody who has no part in the request: a relative, the subscriber, a clerk.</summary>
    Other,
}

/// <summary>A clinician or an organization named in running text.</summary>
/// <param name="Name">The name as written, without credentials.</param>
/// <param name="Span">Its place.</param>
/// <param name="End">Where its credentials end.</param>
/// <param name="IsPerson">Whether it is a person.</param>
/// <param name="Role">What it is to the request.</param>
internal sealed record ProseName(string Name, TextSpan Span, int End, bool IsPerson, ProseRole Role);

/// <summary>Finds clinicians and organizations in running text, and tells by the words before them what they are to the request.</summary>
internal static class ProsePeople
{
    // How far before a name its role may be told, characters of the same sentence or line.
    private const int Before = 90;

    // How far behind a name its number may stand.
    private const int Reach = 170;

    /// <summary>The clinicians and organizations of a page, in order.</summary>
    internal static List<ProseName> Of(RequestPage page)
    {
        string text = page.PageText;
        int offset = page.Page.Span.Start;
        var names = new List<ProseName>();
        foreach (Match match in Clinician().Matches(text))
        {
            var group = match.Groups["n"];
            // 'Requesting Jane Roe, MD', 'Name Jane Roe, MD': a label's words are no part of the name.
            int label = LabelWords().Match(group.Value).Length;
            string written = group.Value[label..];
            // Before an NPI stands a name where a label announces it.
            if (match.Groups["npi"].Success && label == 0 && !match.Groups["d"].Success && !text[..match.Index].TrimEnd().EndsWith(':')) continue;
            if (NameReadings.IsOrganization(written) || NameReadings.Person(TextForm.OneLine(written)) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal) && !match.Groups["d"].Success) continue;
            int start = offset + group.Index + label;
            names.Add(new(name.Value, new(start, start + written.Length), offset + match.Index + match.Length, true, PersonRole(text, match)));
        }

        foreach (Match match in Organization().Matches(text))
        {
            // Behind a credential stands a specialty.
            int begin = match.Index;
            if (names.Exists(n => n.IsPerson && offset + begin >= n.Span.End && offset + begin < n.End)) continue;
            if (names.Exists(n => n.IsPerson && offset + begin >= n.End && offset + begin - n.End <= 6 && !text[(n.End - offset)..begin].Any(char.IsLetterOrDigit) && !Parts().IsMatch(text[(n.End - offset)..begin]))) continue;
            foreach (var (from, to) in OfOrganization(page, match.Groups["n"]))
            {
                string written = text[from..to];
                if (Insurer().IsMatch(written)) continue;
                bool bears = Bears().IsMatch(text[to..Math.Min(text.Length, to + 20)]) && Preposition().IsMatch(text[..from]);
                if ((!NameReadings.IsOrganization(written) && !bears) || names.Exists(n => n.Span.Overlaps(new(offset + from, offset + to)))) continue;
                names.Add(new(TextForm.OneLine(written.Replace('>', ' ')), new(offset + from, offset + to), offset + to, false, PlaceRole(text, from)));
            }
        }

        names.Sort((a, b) => a.Span.CompareTo(b.Span));
        return names;
    }

    /// <summary>An organization's name without the labels around it; on a form, where a line ends a label or a value, its lines apart.</summary>
    private static IEnumerable<(int From, int To)> OfOrganization(RequestPage page, Group group)
    {
        int end = group.Index + group.Length;
        bool apart = page.Kind == PageKind.Form && group.Value.Contains('\n', StringComparison.Ordinal) && !Sentence().IsMatch(page.PageText[..group.Index]);
        for (int from = group.Index; from < end;)
        {
            int line = apart ? page.PageText.IndexOf('\n', from) : -1;
            int to = line < 0 || line > end ? end : line;
            string written = page.PageText[from..to];
            int lead = OrganizationLabel().Match(written).Length, trail = written.Length - OrganizationTrail().Match(written).Length;
            if (lead < trail) yield return (from + lead, from + trail);
            from = to + 1;
        }
    }

    /// <summary>Whose number stands at a place: the nearest name before it in the same sentence, brackets or line; null where none stands there.</summary>
    internal static ProseName? OwnerOf(RequestPage page, int at)
    {
        ProseName? owner = null;
        foreach (var name in Of(page))
        {
            if (name.End > at) break;
            if (at - name.End <= Reach && !Parts().IsMatch(page.Text[name.End..at])) owner = name;
        }

        return owner;
    }

    private static ProseRole PersonRole(string text, Match match)
    {
        string before = Context(text, match.Index);
        if (Elsewhere().IsMatch(before)) return ProseRole.Elsewhere;
        if (Asking().IsMatch(before) || Signing().IsMatch(before)) return ProseRole.Requesting;
        string after = text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 60)];
        return Asks().IsMatch(after) ? ProseRole.Requesting : ElsewhereAfter().IsMatch(after) ? ProseRole.Elsewhere : ProseRole.Untold;
    }

    private static ProseRole PlaceRole(string text, int at) => Serving().IsMatch(Context(text, at)) ? ProseRole.Servicing : ProseRole.Untold;

    /// <summary>The words before a place in its own sentence or line.</summary>
    internal static string Context(string text, int at)
    {
        int from = Math.Max(0, at - Before);
        string before = text[from..at];
        foreach (Match stop in Stop().Matches(before)) from = at - before.Length + stop.Index + stop.Length;
        return text[from..at];
    }

    // Two letters alone may be anything, but behind a comma.
    private const string Credential = @"(?:,?[ ]*(?:M\.?D|D\.?O|NP|PA-C|PA|[A-Z]{0,6}NP(?:-[A-Z]{1,3}|BC|C)?|DPM|APRN|DNP|CNM|CRNA|Ph\.?D|Psy\.?D|AuD|DPT|LCSW|LMFT|DDS|DMD|MBBS)|,[ ]*(?:M\.S|M\.A|DC|OD|PT|OT|RN|SLP|OTR|RD|LPC|MS|CCC-SLP|CLT))\b\.?";

    private static readonly Lazy<Regex> ClinicianPattern = Pattern.Of($@"(?<d>\bDr\.?[\s>]+)?(?<n>(?:\p{{Lu}}\.[ ]?){{1,2}}\p{{Lu}}[\p{{L}}'’\-]+|\p{{Lu}}[\p{{L}}'’\-]+,[ ]+\p{{Lu}}[\p{{L}}'’\-]+(?:[ ]+\p{{Lu}}\.?(?!\p{{L}}))?(?=,[ ]*\p{{Lu}})|\p{{Lu}}[\p{{L}}'’\-]+(?:[ ]+\p{{Lu}}\.?(?!\p{{L}}))?(?:[ ]+(?:(?:van|von|de|del|la|di)[ ]+)?\p{{Lu}}[\p{{L}}'’\-]+){{1,3}})(?:{Credential}(?:,?[ ]+(?:F[A-Z]{{3,4}}|PhD|MPH|MS|MBA)\b)*|(?<npi>,?[ ]{{0,3}}(?=N\.?P\.?I\b)))|(?<d>\bDr\.?[\s>]+)(?<n>(?:\p{{Lu}}\.?[ ]+)?\p{{Lu}}[\p{{L}}'’\-]+(?:[ ]+\p{{Lu}}\.?(?!\p{{L}}))?(?:[ ]+\p{{Lu}}[\p{{L}}'’\-]+){{0,2}})", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> LabelWordsPattern = Pattern.OfWords(@"^(?:(?:name|cc|requesting|ordering|referring|treating|attending|prescrib\w+|physician|provider|practitioner|clinician|doctor|surgeon|specialist|\p{L}+olog(?:ist|y)|psychiatrist|therapist|primary|care|pcp|supervising|signature|signed|by|from|to|contact|servicing|rendering|performing|md|oncology|radiation|medical|name|prov)\s+)+(?=\p{Lu}\p{L}*[\s,])");

    private static Regex LabelWords() => LabelWordsPattern.Value;

    private static Regex Clinician() => ClinicianPattern.Value;

    private const string OrganizationWord = @"(?:St\.|\p{Lu}[\p{L}'’\-]*)";

    private static readonly Lazy<Regex> OrganizationPattern = Pattern.Of($@"(?<![\p{{L}}'’\-])(?<n>{OrganizationWord}(?:(?:[ ]|[ ]?\n[ >]{{0,3}})(?:(?:of|and|for|the|&)[ ])?{OrganizationWord}){{1,5}}(?:,[ ](?:LLC|Inc\b\.?|PLLC|P\.?C\b\.?|Corp\b\.?|Ltd\b\.?))?)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> OrganizationLabelPattern = Pattern.OfWords(@"^\s*(?:(?:name[’':.]?|npi|network|facility|supplier|practice|provider|servicing|rendering|performing|requesting|tin|taxonomy|agency name|treating site|treatment site|program|institution|business name|no|phone|fax|to|from|place|site)\s+)+");

    private static Regex OrganizationLabel() => OrganizationLabelPattern.Value;

    private static readonly Lazy<Regex> OrganizationTrailPattern = Pattern.OfWords(@"(?:\s+(?:npi|tax|id|tin|phone|tel|fax|address|parent|ur|attn|network|name|contact|principal|date))+\s*$");

    private static Regex OrganizationTrail() => OrganizationTrailPattern.Value;

    // A line that a sentence runs on to.
    private static readonly Lazy<Regex> SentencePattern = Pattern.Of(@"(?:(?<=\s)\p{Ll}+,?[ ]){2}$", RegexOptions.RightToLeft | RegexOptions.CultureInvariant);

    private static Regex Sentence() => SentencePattern.Value;

    private static Regex Organization() => OrganizationPattern.Value;

    private static readonly Lazy<Regex> InsurerPattern = Pattern.OfWords(@"\b(?:plans?|insurance|insurer|assurance|mutual|medicaid|medicare|hmo|ppo|benefits?|utili[sz]ation|authori[sz]ations?|member|patient)\b");

    internal static bool IsInsurer(string words) => Insurer().IsMatch(words);

    private static Regex Insurer() => InsurerPattern.Value;

    private static readonly Lazy<Regex> BearsPattern = Pattern.Of(@"^[\s>]*[,(\-–][\s>]*NPI\b", RegexOptions.CultureInvariant);

    private static Regex Bears() => BearsPattern.Value;

    private static readonly Lazy<Regex> PrepositionPattern = Pattern.OfWords(@"\b(?:at|by|from|through|with|to|in|laboratory|facility|supplier|pharmacy|hospital|site|agency|company)[\s>:,]+(?:the )?$", RegexOptions.RightToLeft);

    private static Regex Preposition() => PrepositionPattern.Value;

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"(?<!\b(?:Dr|Mr|Mrs|Ms|St|No|M\.D|D\.O|\p{Lu}))[.;!?]\s+|\n\s*\n|\n(?=[^\n]{0,40}$)(?<=(?:^|\n)[^\n]{0,44}\n)", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    // A further name, a paragraph or a sentence parts a number from a name.
    private static readonly Lazy<Regex> PartsPattern = Pattern.Of(@"\n\s*\n|(?<!\b(?:[Tt]el|[Pp]h|[Ff]x|[Nn]o|[Ee]xt|\p{Lu}))\.\s+(?=\p{Lu})", RegexOptions.CultureInvariant);

    private static Regex Parts() => PartsPattern.Value;

    private static readonly Lazy<Regex> AskingPattern = Pattern.OfWords(@"\b(?:on behalf of|ordered by|ordering|requested by|requesting|requestor|prescrib(?:ed|er|ing)(?: by)?|treating|from:|sender:?|signed(?: by)?|author|behalf|my name is|I am|submitted by|physician|provider|clinician)\b[^.\n]{0,30}$|/s/\s*$|(?:\bI|\s\||^\|),\s*$");

    private static Regex Asking() => AskingPattern.Value;

    private static readonly Lazy<Regex> SigningPattern = Pattern.OfWords(@"\b(?:sincerely|respectfully|regards|truly|faithfully|thanks|thank you|cordially)\b[^\n]{0,30}\s[\s\S]{0,60}$");

    private static Regex Signing() => SigningPattern.Value;

    private static readonly Lazy<Regex> AsksPattern = Pattern.OfWords(@"^[\s,]*(?:\([^)]{0,80}\)[\s,]*)?(?:NPI?!?[\s#:]*[0-9]{10}[\s,)]*)?(?:asks?|requests?|orders?|prescribes?|has (?:ordered|prescribed|requested)|is (?:asking|requesting|ordering|prescribing)|seeks)\b");

    private static Regex Asks() => AsksPattern.Value;

    private static readonly Lazy<Regex> ElsewherePattern = Pattern.OfWords(@"\b(?:cc|copy|copies|pcp|primary care|pediatrician|family (?:doctor|physician)|referr(?:ed|ing)|seen by|saw|sees|sent by|collaborat\w+|supervis\w+|read(?:er)? (?:by|is)|interpreted|dictated by|radiologist|pathologist|reviewer|medical director|dear|attn|attention|counselor|enclos\w+|covering|partners?|cosign\w*|consult\w*|performed by|done by|tested by)\b[^\n;]{0,60}$");

    private static Regex Elsewhere() => ElsewherePattern.Value;

    private static readonly Lazy<Regex> ElsewhereAfterPattern = Pattern.OfWords(@"^[^.\n]{0,40}\b(?:for primary care|her pcp|his pcp|referred|pcp)\b");

    private static Regex ElsewhereAfter() => ElsewhereAfterPattern.Value;

    // What is done is done at, by or through a place.
    private static readonly Lazy<Regex> ServingPattern = Pattern.OfWords(@"\b(?:done|performed?|provided|provides?|administered|delivered|delivers?|given|carried out|completed|infused|dispensed|dispenses|supplied|supplies|supplier|filled|fitted|made|rendered|furnished|sent|take place|takes place|scheduled|surgery|treatment|admission|visits?|begins?|starts?|study|test|laboratory|lab|facility|site|location|where|hospital|pharmacy|place|agency)\b[^.;]{0,70}\b(?:at|by|from|through|with|in|to|is|of)\b[\s:]*(?:the )?$|\b(?:at|by|from|through|to|where|facility|site|supplier|pharmacy|laboratory|lab|agency|performed? at|perform at|place)[\s:.=]+(?:the )?$");

    private static Regex Serving() => ServingPattern.Value;
}
