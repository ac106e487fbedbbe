using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Identity;

/// <summary>Whom one page names as its patient.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Page">The page.</param>
/// <param name="Weight">How much it says on whom the packet is about: a form more than a note.</param>
internal sealed partial record PageIdentity(AnnotatedDocument Document, Page Page, int Weight)
{
    private const int TimeLimit = 10_000;

    // The sender's line of a fax, a letterhead, then whom the page is about.
    private const int HeaderLines = 7;

    // Characters of a page's head, in which it says that it asks for something.
    private const int HeadLength = 500;

    // A name that a birth date follows stands within so many characters.
    private const int BesideReach = 70;
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create("(;:0123456789");

    private static readonly HashSet<string> TitleWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "note", "notes", "report", "summary", "history", "progress", "discharge", "day", "admission", "visit", "clinic", "letter", "date", "request", "form", "page",
        "consult", "consultation", "nursing", "operative", "procedure", "results", "laboratory", "lab", "labs", "imaging", "radiology", "hospital", "encounter",
        "collected", "received", "printed", "addendum", "plan", "review", "evaluation", "assessment", "office", "follow", "followup", "daily", "medication", "therapy",
        "patient", "pt", "member", "beneficiary", "enrollee", "recipient", "client", "subscriber", "insured", "name", "center", "centre", "service",
        "medicine", "surgery", "geriatric", "geriatrics", "pediatric", "pediatrics", "neurology", "cardiology", "oncology", "hematology", "nephrology", "psychiatry", "orthopedic", "orthopedics", "urology",
        "obstetrics", "gynecology", "emergency", "intensive", "critical", "care", "hospitalist", "internal", "unit", "ward", "department", "pharmacy", "anesthesia", "pathology", "neonatal", "trauma", "stroke",
    };

    /// <summary>Names of the patient, in normal form, each with its place.</summary>
    internal List<(string Name, TextSpan Span)> Names { get; } = [];

    /// <summary>Places where a patient's name should stand and what was recognized is none, as letters in a comb of boxes.</summary>
    internal List<TextSpan> Unreadable { get; } = [];

    /// <summary>Birth dates of the patient.</summary>
    internal List<(DateOnly Date, TextSpan Span)> Births { get; } = [];

    /// <summary>Member ids and record numbers, letters and digits.</summary>
    internal List<string> Ids { get; } = [];

    /// <summary>'page 2 of 3' as its two numbers; zeros where the page does not say.</summary>
    internal (int Number, int Of) Numbering { get; private init; }

    /// <summary>Whether the page says that it continues another.</summary>
    internal bool IsContinued { get; private init; }

    /// <summary>The page's text.</summary>
    internal string Text => Page.Span.In(Document.Text);

    /// <summary>Whether the page names nobody.</summary>
    internal bool NamesNobody => Names.Count == 0 && Births.Count == 0;

    /// <summary>Reads one page, looking for its labelled values among those of its document.</summary>
    internal static PageIdentity Of(AnnotatedDocument document, Page page, DateEvidence evidence) =>
        Of(document, page, [.. document.LabelledValues.Where(v => StartOf(v) is var at && at >= page.Span.Start && at <= page.Span.End)], evidence);

    /// <summary>Where a labelled value begins: at its label, or where it has none at the value.</summary>
    internal static int StartOf(LabelledValue value) => value.LabelSpan.IsEmpty ? value.ValueSpan.Start : value.LabelSpan.Start;

    /// <summary>Reads one page.</summary>
    /// <param name="document">Its document.</param>
    /// <param name="page">The page.</param>
    /// <param name="values">The labelled values that begin on it, in order.</param>
    /// <param name="evidence">How the document writes dates.</param>
    internal static PageIdentity Of(AnnotatedDocument document, Page page, List<LabelledValue> values, DateEvidence evidence)
    {
        // Rows of results make no form of a report that bears the member's number.
        bool form = values.Exists(v => v.Target == "memberId" && !v.IsBlank) && values.Count(v => v.Target.Length > 0 && v.Target is not ("ignore" or "reference" or "allergy" or "finding" or "weight" or "height") && !v.Target.StartsWith("lab", StringComparison.Ordinal) && !v.Target.StartsWith("medication", StringComparison.Ordinal)) >= 8;
        string text = page.Span.In(document.Text);
        var numbers = Numbers().Match(text);
        var identity = new PageIdentity(document, page, form ? 4 : Asks().IsMatch(text.Length > HeadLength ? text[..HeadLength] : text) ? 3 : 2)
        {
            Numbering = numbers.Success ? (Parse(numbers.Groups["n"].Value), Parse(numbers.Groups["o"].Value)) : (0, 0),
            IsContinued = Continued().IsMatch(text.Length > 400 ? text[..400] : text),
        };
        foreach (var value in values) identity.Take(value, values, evidence);
        identity.TakeMentions();
        identity.TakeHeader(evidence);
        if (identity.Names.Count == 0 && !form) identity.TakeBanner(evidence);
        if (identity.Names.Count == 0) identity.TakeBeside();
        return identity;
    }

    private void Take(LabelledValue value, List<LabelledValue> all, DateEvidence evidence)
    {
        if (value.IsBlank || value.Place == LabelPlace.CheckBox) return;
        string words = value.ValueSpan.In(Document.Text);
        switch (value.Target)
        {
            case "name" when value.Topic == FormTopic.Patient || (value.Topic == FormTopic.None && all.Exists(v => v.Target == "birthDate" && v.Topic == FormTopic.None)):
            case "patient.re":
                if (PersonNames.Normalize(Cut(words)) is { } name && name.Contains(' ', StringComparison.Ordinal)) AddName(name, value.ValueSpan);
                else if (ReadableName.IsComb(words)) Unreadable.Add(value.ValueSpan);
                break;
            case "lastName" when value.Topic is FormTopic.Patient or FormTopic.None:
                if (all.Find(v => v.Target == "firstName" && !v.IsBlank && v.Topic == value.Topic) is { } first) AddName(first.ValueSpan.In(Document.Text).Trim() + " " + words.Trim(' ', ','), value.ValueSpan);
                else if (WholeName(words) is { } whole) AddName(whole, value.ValueSpan);
                else if (ReadableName.IsComb(words)) Unreadable.Add(value.ValueSpan);
                break;
            case "birthDate" when value.Topic is not (FormTopic.Subscriber or FormTopic.Other or FormTopic.Contact) && !(value.Topic == FormTopic.None && Kin.IsBorn(Document.Text, value.LabelSpan.Start)):
                if (DateReader.ReadOne(words, evidence, DateRole.Birth) is { } read && Births.Count < 4)
                {
                    foreach (string date in read.Value is { Length: 10 } settled ? [settled] : read.Candidates)
                    {
                        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)) Births.Add((birth, value.ValueSpan));
                    }
                }

                break;
            case "memberId" when value.Topic is not (FormTopic.Requesting or FormTopic.Servicing):
            case "ignore" when value.Label.Contains("MR", StringComparison.Ordinal) || value.Label.Contains("record", StringComparison.OrdinalIgnoreCase) || value.Label.Contains("chart", StringComparison.OrdinalIgnoreCase):
                string id = new([.. words.TakeWhile(c => c is not (',' or ';' or '(')).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
                if (id.Length is >= 4 and <= 24 && id.Any(char.IsAsciiDigit)) Ids.Add(id);
                break;
        }
    }

    /// <summary>'Progress note - Okafor, Brielle - 05/17/1988': a name and a date of birth in the page's first lines, without labels.</summary>
    private void TakeHeader(DateEvidence evidence)
    {
        foreach (var line in Page.Lines.Take(HeaderLines))
        {
            string words = line.Span.In(Document.Text);
            if (words.Length > 240) continue;
            foreach (Match match in Header().Matches(words))
            {
                var (name, date) = (match.Groups["n"], match.Groups["d"]);
                if (Kin.IsNamed(words, name.Index, name.Index + name.Length)) continue;
                // 'Report, Jane Roe 1/2/1960': the title in front is no surname.
                string named = name.Value.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma && TitleWords.Contains(name.Value[..comma]) ? name.Value[(comma + 1)..] : name.Value;
                if (PersonNames.Normalize(named) is not { } normal || !normal.Contains(' ', StringComparison.Ordinal)) continue;
                if (DateReader.ReadOne(date.Value, evidence, DateRole.Birth)?.Value is not { Length: 10 } iso || !DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)) continue;
                // A title of a note is no name, and a date near the packet's own year, or of a page without other dates, is of a visit.
                if (normal.Split(' ').Any(TitleWords.Contains)) continue;
                if (!match.Groups["l"].Success && (evidence.LatestYear is not { } latest || birth.Year > latest - 1)) continue;
                AddName(normal, new(line.Span.Start + name.Index, line.Span.Start + name.Index + name.Length));
                Births.Add((birth, new(line.Span.Start + date.Index, line.Span.Start + date.Index + date.Length)));
                return;
            }
        }
    }

    /// <summary>'ROE, Jane Q    HG-6630917   74M   DOB 02MAR1951': the banner of a clinical print-out, a name and a number, birth date, age or sex beside it, without labels.</summary>
    private void TakeBanner(DateEvidence evidence)
    {
        foreach (var line in Page.Lines.Take(10))
        {
            string words = line.Span.In(Document.Text);
            var match = Banner().Match(words.Length > 240 ? words[..240] : words);
            if (!match.Success || PersonNames.Normalize(match.Groups["n"].Value) is not { } normal || !normal.Contains(' ', StringComparison.Ordinal) || normal.Split(' ').Any(TitleWords.Contains)) continue;
            string rest = words[(match.Groups["n"].Index + match.Groups["n"].Length)..];
            var birth = BannerBirth().Match(rest);
            var number = BannerNumber().Match(rest);
            if (!birth.Success && !number.Success) continue;
            // '12 Elm St,  Anytown, NM 87099' is an address: a state and its ZIP code are no given name and number.
            if (!birth.Success && StateAndZip().IsMatch(words[match.Groups["n"].Index..])) continue;
            AddName(normal, new(line.Span.Start + match.Groups["n"].Index, line.Span.Start + match.Groups["n"].Index + match.Groups["n"].Length));
            if (number.Success) TakeNumber(number.Groups["id"].Value);
            if (Births.Count == 0 && birth.Success && DateReader.ReadOne(birth.Groups["d"].Value, evidence, DateRole.Birth)?.Value is { Length: 10 } iso
                && DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) Births.Add((date, line.Span));
            return;
        }
    }

    /// <summary>'PT ROE,  JANE DOB 3/14/1961', 'I write about Jane Roe, born on …': the name that stands right before a birth date.</summary>
    private void TakeBeside()
    {
        foreach (var (_, span) in Births)
        {
            int from = Math.Max(Page.Span.Start, span.Start - BesideReach);
            string before = Document.Text[from..span.Start];
            foreach (Match match in Beside().Matches(before).Reverse())
            {
                if (Kin.IsNamed(before, match.Index, match.Index + match.Length)) continue;
                string[] words = [.. match.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => TitleWords.Contains(w.Trim(',')))];
                if (words.Length < 2 || PersonNames.Normalize(string.Join(' ', words)) is not { } name || !name.Contains(' ', StringComparison.Ordinal) || name.Split(' ').Any(TitleWords.Contains)) continue;
                AddName(name, new(from + match.Index, from + match.Index + match.Length));
                return;
            }
        }
    }

    private void TakeMentions()
    {
        foreach (var mention in Document.MentionsIn(Page.Span))
        {
            if (mention.Type == MentionType.Identifier && Page.Span.Contains(mention.Span) && mention.Part("kind")?.Value is "mrn" or "memberId") TakeNumber(mention.Part("value")?.Value);
            if (mention.Type != MentionType.Person || mention.Rule != "person-label" || !Page.Span.Contains(mention.Span) || mention.Part("role")?.Value != "patient") continue;
            if (mention.Part("name")?.Value is { } name && name.Contains(' ', StringComparison.Ordinal) && !Names.Exists(n => n.Span.Overlaps(mention.Span))) AddName(name, mention.Span);
        }
    }

    /// <summary>Takes a name that can be read; what recognition made of boxes and rules is nobody's name, and is kept apart.</summary>
    private void AddName(string name, TextSpan span)
    {
        if (ReadableName.Of(name) is { } readable) Names.Add((readable, span));
        else Unreadable.Add(span);
    }

    // 'LAST, FIRST, MI, SUFFIX' in one box: the first comma parts the surname, the others what follows it.
    private static string? WholeName(string words)
    {
        int comma = words.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && PersonNames.Normalize(words[..(comma + 1)] + words[(comma + 1)..].Replace(',', ' ')) is { } name && name.Contains(' ', StringComparison.Ordinal) ? name : null;
    }

    private void TakeNumber(string? value)
    {
        string id = new([.. (value ?? string.Empty).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
        if (id.Length is >= 4 and <= 24 && id.Any(char.IsAsciiDigit) && !Ids.Contains(id)) Ids.Add(id);
    }

    // 'Jane Roe DOB 1/2/1960' or 'Jane Roe - request for MRI': the name ends at a label or dash.
    private static string Cut(string words)
    {
        int end = words.AsSpan().IndexOfAny(s_nameEnds);
        string name = end > 0 ? words[..end] : words;
        // 'Jane Roe, b.', 'Jane Roe, born': what follows is the birth date.
        if (Remark().Match(name) is { Success: true, Index: > 3 } remark) name = name[..remark.Index];
        int dash = name.IndexOf(" - ", StringComparison.Ordinal);
        if (dash > 0) name = name[..dash];
        // Recognition takes a capital I for an l: no name begins with a small l before a consonant.
        return MisreadCapital().Replace(name, "I");
    }

    private static int Parse(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\p{L}])(?<n>[A-Z][\p{L}'’\-]+,? {1,3}(?:[A-Z]\.? )?[A-Z][\p{L}'’\-]+(?: [A-Z]\b\.?)?(?:,? (?i:jr|sr|ii|iii)\b\.?)?|[A-Z][\p{L}'’\-]+, {0,3}[A-Z][\p{L}'’\-]+ [A-Z][\p{L}'’\-]+)\s*(?:[-–·|,:(*•©«»~=_]|\s{2})?\s*(?<l>DOB:?|[Bb]orn:?|b\.|[Bb]irth date:?|[Dd]ate of birth:?)?\s*(?<d>[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Header();

    // Surname in front, at the head of the line or of a cell; a provider bears a credential or stands behind a label.
    [GeneratedRegex(@"(?:^|\s{2,}|\t|[|·]\s*)(?:(?:Name|Patient(?: Name)?|Pt\.?)\s*:?\s*)?(?<n>[A-Z][\p{L}'’\-]+(?: [A-Z][\p{L}'’\-]+)?, ?[A-Z][\p{L}'’\-]+(?: [A-Z][\p{L}'’\-]*\.?)?)(?!,? ?(?:MD|M\.D\.|DO|RN|NP|PA|PhD|PharmD|LCSW|DPM)\b)(?=\s|$|[|·(])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Banner();

    [GeneratedRegex(@"^[\p{L}'’\- ]{2,40}, ?[A-Z]{2} {1,3}[0-9]{5}(?:-[0-9]{4})?(?![0-9A-Za-z\-])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex StateAndZip();

    [GeneratedRegex(@"\b(?:DOB|D\.O\.B\.?|born|birth(?: ?date)?)\s*:?\s*(?<d>[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][A-Za-z]{2,8}\.? [0-9]{1,2},? ?[0-9]{4}|[0-9]{1,2}[ \-]?[A-Z][A-Za-z]{2}[ \-]?[0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex BannerBirth();

    [GeneratedRegex(@"^(?:\s{1,}|\s*[|·(#]\s*)(?:MRN?|MR ?#|Chart|Acct|Claim|Case|Member|Policy|ID|Rec(?:ord)?(?: no)?|No|Unit no)?[\s.:#]*(?<id>(?=[A-Za-z0-9\-*]*[0-9]{3})[A-Za-z*]{0,4}-?[A-Za-z0-9*]{2,10}(?:-[A-Za-z0-9*]{2,10}){0,2})(?![A-Za-z0-9/])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex BannerNumber();

    [GeneratedRegex(@"(?<![\p{L}\p{M}'’])l(?=[bcdfghjklmnpqrstvwxz])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex MisreadCapital();

    [GeneratedRegex(@"\bpage\s*:?\s*(?<n>[0-9]{1,3})\s*(?:of|/)\s*(?<o>[0-9]{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(continued|cont'?d?\.?)\b|\(cont\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?<![\p{L}'’\-])(?:\p{Lu}[\p{L}'’\-]+,[ \n]{0,3}\p{Lu}[\p{L}'’\-]+(?: \p{Lu}\b\.?)?(?: (?i:jr|sr|ii|iii)\b\.?)?|\p{Lu}[\p{L}'’\-]+(?: \p{Lu}\b\.?)?(?: \p{Lu}[\p{L}'’\-]+){1,2}(?:,? (?i:jr|sr|ii|iii)\b\.?)?)", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Beside();

    [GeneratedRegex(@"[\s,;(\-–]+(?:b\.|born|dob|d\.o\.b|birth|aged?|member|id|mrn|chart)(?![\p{L}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Remark();

    /// <summary>What the head of a page that asks for a service says.</summary>
    [GeneratedRegex(@"\b(?:prior|pre)[ -]?(?:auth\w*|cert\w*|approv\w*|determin\w*)\b|\bauthori[sz]ation\b|\bprecert\w*|\brequest(?:s|ed)? (?:for|to)\b|\brequisition\b|\b(?:benefits?|utili[sz]ation) (?:management|review)\b|\bletter of (?:medical )?necessity\b|\btreatment plan notice\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Asks();
}
