using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// What looks as if it identified somebody, found for hiding alone: wider than the mentions that fields are made of, since to hide too much costs a model little (it is put back), and to hide too little sends it away.
/// Names of headings, signatures and labels of notes; numbers of charts, members and telephones that follow no numbering plan.
/// </summary>
internal static class IdentifyingText
{
    private const string Word = @"\p{Lu}[\p{L}'\u2019\-]{1,24}";

    private const string Given = @"(?:" + Word + @"|\p{Lu}\b\.?)";

    /// <summary>Digits of a number that stands for somebody without any label; a shorter one may be a result or a count.</summary>
    private const int LeastDigits = 7;

    /// <summary>Digits of a number behind a label of one that stands for somebody.</summary>
    private const int LeastLabelledDigits = 4;

    private static readonly Lazy<SievedPattern> LabelledNamePattern = Pattern.Sieved(
        @"\b(?:(?i:patient|pt|name|author|(?:exp |expected )?cosigner|attending|surgeon|assistant|anesthesiologist|resident|fellow|pcp|cc|rn|nurse|therapist|provider|physician|consultant|radiologist|pathologist|pharmacist|next of kin|emergency contact|contact|subscriber|(?:policy ?)?holder|insured|guarantor|(?:parent/)?guardian|parent|student|gravida|mother|father|son|daughter|brother|sister|wife|husband|partner|caregiver|proxy|spouse|witness|interpreter|scribe|tech(?:nologist)?|counselor|director|clinician|practitioner|requester|sender|recipient|attn|attention|from|to|by|(?:electronically )?signed(?: by)?|(?:dictated|transcribed|reported|verified|reviewed|read|seen) by)(?: ?\([A-Za-z, ]{2,20}\))? ?: {0,8}|(?i:electronically signed by|dictated by|/es/) )(?:(?:Dr|Mr|Mrs|Ms)\.? )?(?<n>" + Word + ", ?" + Given + "(?: [A-Z]\\b)?|" + Given + "(?: [A-Z]\\b\\.?)?(?: " + Word + "){0,2})", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> CredentialPattern = Pattern.Sieved(
        @"\b(?<n>" + Given + "(?: [A-Z]\\b\\.?)?(?: " + Word + @"){0,2}|" + Word + @", ?" + Given + @"),? (?<c>M\.?D\.?|D\.?O\.?|MBBS|PA-[CS]|[FACD]?NP(?:-C|-BC)?|APRN|ARNP|CNS|CRN[AP]|CNM|RN|LPN|BSN|MSN|PharmD|RPh|BCPS|DPT|PTA?|OTR?(?:/L)?|COTA|CCC-SLP|SLP|MLS|MT|CHT|RDMS|RVT|RDCS|CGC|[CP]PNP(?:-PC)?|CPhT|C?MA|EMT(?:-P)?|MHS|LMFT|LPC|DC|OD|AuD|RDH|PGY ?-?\d|MS ?\d|RDN?|RRT|LC?SW|LICSW|LMSW|MSW|PsyD|Ph\.?D\.?|DPM|DDS|DMD|CWOCN|CCRN)(?![A-Za-z])", RegexOptions.CultureInvariant);

    /// <summary>Credentials that are abbreviations or words of orders too.</summary>
    private static readonly HashSet<string> s_weak = new(StringComparer.Ordinal) { "OD", "DC", "MT", "MA", "RD", "SLP", "PT", "OT", "DO", "CNS", "CMA" };

    private static readonly Lazy<SievedPattern> HeadingPattern = Pattern.Sieved(
        @"(?m)^ {0,40}(?<n>" + Word + ", ?" + Word + @"(?: [A-Z]\b\.?)?)(?= {2,}| \(?(?:MRN|DOB|[MF]\b|\d|[A-Z]{1,3}-?\d{4})| {0,2}\r?$)|(?<=  )(?<n>" + Word + ", ?" + Word + @"(?: [A-Z]\b\.?)?)(?= {1,12}(?:MRN|DOB|[A-Z]{0,3}-?\d{4}))|\b(?<n>[A-Z][A-Z'\u2019\-]{1,24},[A-Z][A-Z'\u2019\-]{1,20})\b", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> LabelledNumberPattern = Pattern.Sieved(
        @"\b(?i:(?:member|subscriber|policy|insurance|plan|account|acct|(?:plan )?group|grp|patient|chart|record|claim|reference|ref|auth(?:orization)?|visit|encounter|mrn|csn|fin|npi|ssn|tin|id)(?: ?(?:id|no|number|num)\b\.?)?) ?[:#]{0,2} {0,8}(?<v>[A-Za-z]{0,4}-?\d[\dA-Za-z\-]{2,20})(?![\dA-Za-z/.])", RegexOptions.CultureInvariant);

    /// <summary>Numbers of groups are short: letters and two digits do.</summary>
    private static readonly Lazy<SievedPattern> GroupPattern = Pattern.Sieved(
        @"\b(?i:(?:group|grp)(?: ?(?:id|no|number|num)\b\.?)?) ?[:#]{1,2} {0,8}(?<v>[A-Za-z]{1,6}-?\d{2,6}[A-Za-z]?)(?![\dA-Za-z/.])", RegexOptions.CultureInvariant);

    /// <summary>Labelled numbers that are written with blanks: 'Member ID: XQ 412 883', 'SSN: 412 88 1234'.</summary>
    private static readonly Lazy<SievedPattern> SpacedNumberPattern = Pattern.Sieved(
        @"\b(?i:member|subscriber|policy|insurance|plan|account|acct|group|grp|patient|chart|record|claim|ref(?:erence)?|auth(?:orization)?|visit|encounter|mrn|csn|fin|npi|ssn|tin|medicare|medicaid|mbi|hicn|card|case|file|license|lic|dea|id)(?: ?(?i:id|no|number|num)\b\.?)? ?[:#]{1,2} {0,8}(?<v>(?:[A-Z]{1,4}[ \-])?\d{2,6}(?:[ \-]\d{2,6}){1,3}|[A-Z]{1,4} \d{4,9})(?![\dA-Za-z/.])", RegexOptions.CultureInvariant);

    /// <summary>Names in small letters behind the word of an office, with an initial, or alone behind 'dr': 'seen by l. demopoulos', 'for dr hargreaves', 'pt r. blumenthal-king'.</summary>
    private static readonly Lazy<SievedPattern> SmallNamePattern = Pattern.Sieved(
        @"\b(?:(?:pt|patient|by|for|per|with|tech|rn|np|md|provider|attending|resident|surgeon|nurse|pcp|cc|witness|scribe)\b ?:? ?(?:dr\.? )?(?<n>[a-z]\. ?[a-z][a-z'\u2019\-]{2,24})|(?:seen by|signed by|dictated by|spoke (?:to|with)|discussed with|d/w|name ?:) (?<n>[a-z][a-z'\u2019\-]{2,24} [a-z][a-z'\u2019\-]{2,24})|(?:dr|drs|mr|mrs|ms)\.? (?<n>(?:[a-z]\. ?)?[a-z][a-z'\u2019\-]{2,24})|(?:tech|rn|np|md|provider|attending|surgeon|nurse|pcp|scribe|author|signed|cosigned) ?: ?(?<n>[a-z][a-z'\u2019\-]{1,24} [a-z][a-z'\u2019\-]{2,24}))(?![\w@])", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> PhonePattern = Pattern.Sieved(
        @"(?<![\d.\-/])(?<v>(?:\+?1[ .\-])?(?:\(\d{3}\) ?|\d{3}[ .\-])\d{3}[ .\-]\d{4}|\d{3}-\d{4})(?![\d\-/]|\.\d| ?(?:mg|mcg|m[lL]|kcal|cal|cc|g|units?|IU|%)\b)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> NumberPattern = Pattern.Sieved(@"(?<![\dA-Za-z./\-,])(?<v>[A-Z]{0,4}-?\d[\dA-Z\-]{5,20})(?![\dA-Za-z/]|[.,]\d| ?(?:mg|mcg|m[lL]|kcal|cal|cc|g|units?|IU|%)\b)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> DatePattern = Pattern.Sieved(@"^(?:(?:19|20)\d\d-?[01]\d-?[0-3]\d|[01]?\d-[0-3]?\d-(?:19|20)?\d\d|[01]\d[0-3]\d(?:19|20)\d\d|(?:19|20)\d\d-(?:19|20)\d\d|[0-3]?\d-?[A-Z]{3}-?(?:19|20)?\d\d|[0-2]\d[0-5]\d-[0-2]\d[0-5]\d)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> StreetPattern = Pattern.Sieved(@"(?<![\d/.])(?<v>\d{1,5}(?:-\d{1,4}| 1/2)? (?:[NSEW]\.? )?(?:\p{Lu}[\p{L}'\u2019]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Boulevard|Blvd|Way|Circle|Cir|Terrace|Ter|Parkway|Pkwy|Highway|Hwy|Square|Sq|Row|Close|Loop|Mews|Pike|Trail|Trl|Path|Crossing|Alley|Walk|Crescent|Ridge|Run|Trace))\b", RegexOptions.CultureInvariant);

    /// <summary>Names as they are written, with what they are written beside them left out.</summary>
    internal static IEnumerable<string> Names(string text)
    {
        var small = InSmallLetters(text);
        foreach (var pattern in new[] { LabelledNamePattern.Value, CredentialPattern.Value, HeadingPattern.Value })
        {
            foreach (Match match in pattern.Matches(text))
            {
                // 'Attending: Pneumonia' is a form filled in wrongly: what the lexicons know is no name here.
                // 'PCP: Primary Care' is no name either: what stands elsewhere in small letters is a word.
                string[] words = [.. match.Groups["n"].Value.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Length > 1)];
                // 'One Tablet OD': what is also an abbreviation of orders makes no name of words that are all known.
                if (s_weak.Contains(match.Groups["c"].Value) && words.All(UnknownNames.Knows)) continue;
                foreach (string word in words.Where(w => !small.Contains(w) && !IsClinical(w))) yield return word;
            }
        }

        foreach (Match match in SmallNamePattern.Value.Matches(text))
        {
            // Of small letters only what no rule file knows as a word is a name.
            string[] words = match.Groups["n"].Value.Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Any(static w => w.Length > 2 && w.Split('-').All(UnknownNames.Knows))) continue;
            foreach (string word in words.Where(static w => w.Length > 1 && !IsClinical(w))) yield return word;
        }

        foreach (string word in UnknownNames.In(text).Where(w => !small.Contains(w) && !IsClinical(w))) yield return word;
    }

    /// <summary>Names behind a title or what somebody is called, be they also words that stand elsewhere in small letters ('Dr. Church', 'goes by "Chief"'): hidden where they begin with a capital letter.</summary>
    internal static IEnumerable<string> Titled(string text)
    {
        foreach (Match match in TitledPattern.Value.Matches(text))
        {
            foreach (Capture name in match.Groups["n"].Captures) yield return name.Value;
        }
    }

    private static readonly Lazy<SievedPattern> TitledPattern = Pattern.Sieved(
        @"\b(?:(?:Drs?|Mrs?|Ms|Miss|Sra?|Mx|Officer|Nurse)\b\.? (?:[A-Z]\. ?){0,2}(?<n>" + Word + ")(?:(?:,|,? and|,? &) (?<n>" + Word + "))*|(?i:goes by|known as|nicknamed?|call(?:s|ed|ing)?(?: out for)?(?: (?:her|him|them|me|himself|herself))?|aka|n\u00e9e|preferred name:?) ?[\u201c\"'(]{0,2}(?<n>" + Word + "))", RegexOptions.CultureInvariant);

    /// <summary>Numbers that stand for somebody, as they are written: behind a label, in the form of a telephone number, or of seven digits and more that are no date.</summary>
    internal static IEnumerable<string> Numbers(string text)
    {
        foreach (Match match in LabelledNumberPattern.Value.Matches(text))
        {
            string value = match.Groups["v"].Value.TrimEnd('-');
            if (value.Count(char.IsAsciiDigit) >= LeastLabelledDigits && !DatePattern.Value.IsMatch(value)) yield return value;
        }

        foreach (Match match in SpacedNumberPattern.Value.Matches(text))
        {
            string value = match.Groups["v"].Value;
            if (value.Count(char.IsAsciiDigit) >= LeastLabelledDigits && !DatePattern.Value.IsMatch(value.Replace(' ', '-'))) yield return value;
        }

        foreach (string code in IdentifyingCodes.In(text)) yield return code;
        foreach (Match match in GroupPattern.Value.Matches(text)) yield return match.Groups["v"].Value;
        foreach (Match match in StreetPattern.Value.Matches(text)) yield return match.Groups["v"].Value;
        foreach (Match match in PhonePattern.Value.Matches(text)) yield return match.Groups["v"].Value;
        foreach (Match match in NumberPattern.Value.Matches(text))
        {
            string value = match.Groups["v"].Value.TrimEnd('-');
            if (value.Count(char.IsAsciiDigit) >= LeastDigits && !DatePattern.Value.IsMatch(value) && !IsRange(value)) yield return value;
        }
    }

    /// <summary>'1000-2000' is a range of round figures that rises; '5590-1182' is a number of somebody.</summary>
    private static bool IsRange(string value)
    {
        string[] ends = value.Split('-');
        return ends.Length == 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low) && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && low < high && low % 10 == 0 && high % 10 == 0;
    }

    /// <summary>The words that stand in a text in small letters, those of addresses of mail left out: found once, so that the time grows with the text.</summary>
    private static HashSet<string> InSmallLetters(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int at = 0; at < text.Length;)
        {
            int end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '\'' or '\u2019' or '@' or '.')) end++;
            string run = text[at..end];
            if (!run.Contains('@', StringComparison.Ordinal))
            {
                foreach (string word in run.Split('.', StringSplitOptions.RemoveEmptyEntries).Where(static w => !w.Any(char.IsUpper)))
                {
                    words.Add(word);
                    words.UnionWith(word.Split('-', '\'', '\u2019'));
                }
            }

            at = Math.Max(end, at + 1);
        }

        return words;
    }

    private static bool IsClinical(string word)
    {
        var whole = new TextSpan(0, word.Length);
        return DrugLexicon.Find(word, whole).Any() || TestLexicon.Find(word, whole).Any() || TermLexicon.Terms.Find(TermTokenizer.Tokenize(word, whole)).Any();
    }
}
