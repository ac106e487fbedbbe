using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Numbers of somebody that no numbering plan knows: licences, registries, claims, devices, prescriptions, passports, as they are labelled or made of letters and digits.
/// For hiding alone, and wide: what is hidden is put back. Codes of diagnoses and services, doses, measures and dates are left.
/// </summary>
internal static class IdentifyingCodes
{
    /// <summary>Digits that a number of letters and digits must have without a label.</summary>
    private const int LeastDigits = 4;

    /// <summary>Digits that it must have behind a label.</summary>
    private const int LeastLabelledDigits = 3;

    private static readonly Lazy<SievedPattern> s_labelled = Pattern.Sieved(
        @"\b(?i:lic(?:en[cs]e)?|registry|registration|certificate|commission|passport|pager|pgr|extension|ext|serial|badge|band|donor|recipient|ptan|upin|caqh|dea|doc|sn|dn|udi|case|claim|script|prescription|rx|accession|specimen|policy|member|mem|sub|card|booking|docket|inmate|unos|registered|ref)(?: ?(?i:id|no|num|number|ref)\b\.?)?(?: ?#s?)?(?<d> ?[:#.])? {0,3}(?<v>(?:[A-Z]{1,4}[ \-./])?[A-Z]{0,4}\d[\dA-Z]{1,20}(?:[ \-./\u2022][\dA-Z]{2,12}){0,4})(?![\dA-Za-z]|[.,]\d| ?(?:mg|mcg|m[lL]|g|units?|IU|%)\b)", RegexOptions.CultureInvariant);

    /// <summary>'LD #00418', 'RPSGT #11827', 'CADC 118827'.</summary>
    private static readonly Lazy<SievedPattern> s_marked = Pattern.Sieved(
        @"(?<![\w])(?:(?:[A-Z]{2,6} )?#s? ?:? ?|(?:CADC|LADC|PSY|RPSGT|LCSW|LMFT|LPC|RPH|LPN|RN|NP|MD|PT|OT|RD|RDN)[ .\-]#? ?)(?<v>[A-Z]{0,4}[\-./]?\d[\dA-Z\-./]{2,19}[\dA-Z])(?![\dA-Za-z]|[.,]\d| ?(?:mg|mcg|m[lL]|g|units?|IU|%|tab|cap)\b)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_joined = Pattern.Sieved(@"(?<![\w.\-/])(?<v>[A-Z0-9]{1,12}(?:[\-./][A-Z0-9]{1,12}){1,4})(?![\w]|[\-./]\w)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_compact = Pattern.Sieved(@"(?<![\w.\-/])(?<v>[A-Z]{2,5}\d{5,12}|[A-Z]\d{6,12})(?![\w]|[\-./]\w)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_abroad = Pattern.Sieved(@"(?<![\w+])(?<v>\+\d{1,3}(?:[ .\-\u2022]?\(?\d{2,4}\)?){2,5})(?!\d)|(?<![\d.\-/])(?<v>\d{3}[\u2022\u00b7]\d{3}[\u2022\u00b7]\d{4})(?!\d)", RegexOptions.CultureInvariant);

    /// <summary>Addresses in capitals; short forms that are also units and releases ('3 MM ST', '10 MG DR') are left out.</summary>
    private static readonly Lazy<SievedPattern> s_street = Pattern.Sieved(@"(?<![\d/.])(?<v>\d{1,5} (?:[NSEW] )?(?:[A-Z]{2,20} ){1,3}(?:LN|LANE|AVE|AVENUE|AVENIDA|RD|ROAD|BLVD|BOULEVARD|PKWY|PARKWAY|HWY|HIGHWAY|STREET|DRIVE|COURT|CIRCLE|TERRACE|PLACE|TRAIL|SQUARE))\b|(?<![\d/.])(?<v>\d{1,5} (?:[NSEW] )?(?:AVENIDA|CALLE|RUE|VIA)(?: [A-Z]{2,20}){1,4})\b", RegexOptions.CultureInvariant);

    // 'E11.65', 'M17', 'S72.001A'; 'J1745', '99213'.
    private static readonly Lazy<SievedPattern> s_code = Pattern.Sieved(@"^(?:[A-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?|[A-Z]\d{4}|\d{4}[FTU]|\d{5})$", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_year = Pattern.Sieved(@"^(?:19|20)\d\d$", RegexOptions.CultureInvariant);

    /// <summary>Words before numbers that are measured, dated or of a code set.</summary>
    private static readonly HashSet<string> s_measured = new(StringComparer.Ordinal) { "BP", "HR", "RR", "T", "P", "R", "O", "WT", "HT", "BMI", "IO", "ICD", "CPT", "HCPCS", "NDC", "LOINC", "SNOMED", "DSM", "FY", "CY", "Q", "AJCC", "ISO", "II", "III", "IV", "VI", "CM", "PCS", "MM", "ML", "MG", "MCG" };

    /// <summary>Such numbers as they are written.</summary>
    internal static IEnumerable<string> In(string text)
    {
        foreach (Match match in s_labelled.Value.Matches(text))
        {
            // 'Rx 1000' is a dose where nothing marks it as a number of a thing.
            string value = match.Groups["v"].Value;
            if (Digits(value) >= LeastLabelledDigits && (Digits(value) > LeastLabelledDigits || match.Groups["d"].Success || value.Any(char.IsAsciiLetter)) && !IsOther(value)) yield return value;
        }

        foreach (Match match in s_marked.Value.Matches(text))
        {
            if (Digits(match.Groups["v"].Value) >= LeastDigits) yield return match.Groups["v"].Value;
        }

        foreach (var pattern in new[] { s_joined, s_compact })
        {
            foreach (Match match in pattern.Value.Matches(text))
            {
                string value = match.Groups["v"].Value;
                if (Digits(value) >= LeastDigits && value.Any(char.IsAsciiLetter) && !IsOther(value)) yield return value;
            }
        }

        foreach (var pattern in new[] { s_abroad, s_street })
        {
            foreach (Match match in pattern.Value.Matches(text)) yield return match.Groups["v"].Value;
        }
    }

    private static int Digits(string value) => value.Count(char.IsAsciiDigit);

    /// <summary>Whether letters and digits are codes of diagnoses or services, measures, years or dates.</summary>
    private static bool IsOther(string value)
    {
        if (s_code.Value.IsMatch(value) || value.Split('/', ' ').All(static p => s_code.Value.IsMatch(p))) return true;
        string[] parts = value.Split('-', '.', '/', ' ');
        if (parts.Any(static p => s_measured.Contains(new string([.. p.TakeWhile(char.IsAsciiLetter)])))) return true;
        if (parts.All(static p => p.All(char.IsAsciiLetter) || s_year.Value.IsMatch(p) || p.Length <= 2)) return true;
        // 'CA-1250', 'HBA1C-2024': a test of its name with its value.
        string head = new([.. value.TakeWhile(char.IsAsciiLetter)]);
        return head.Length > 0 && Digits(value) <= LeastDigits && TestLexicon.Find(head, new(0, head.Length)).Any();
    }
}
