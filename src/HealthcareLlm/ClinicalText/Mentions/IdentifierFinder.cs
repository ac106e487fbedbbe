using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds identifiers by label and form. Parts: <c>kind</c> (npi, phone, fax, taxId, memberId, mrn, group, reference, ssn, email, address, zip),
/// <c>value</c> in normal form, <c>checkDigit</c> = wrong where it is.
/// </summary>
internal sealed class IdentifierFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (Match match in Labelled().Matches(content))
        {
            var value = match.Groups["v"];
            if (FromLabel(match, value) is { } mention) yield return mention;
        }

        foreach (Match match in Phone().Matches(content))
        {
            if (PhoneNumbers.Normalize(match.Groups["v"].ValueSpan) is not { } number) continue;
            string before = Mentions.Find.Before(content, match.Index, 40).ToString();
            if (NotPhone().IsMatch(before)) continue;
            int fax = before.LastIndexOf("fax", StringComparison.OrdinalIgnoreCase);
            bool isFax = (fax >= 0 && !PhoneLabel().IsMatch(before[fax..])) || FaxLetter().IsMatch(before);
            yield return Make(SpanOf(match.Groups["v"]), isFax ? "fax" : "phone", number, "identifier-phone");
        }

        // To look for an address of mail at each word is most of the work, and few texts have one.
        foreach (Match match in (content.Contains('@', StringComparison.Ordinal) ? Fixed() : FixedWithoutMail()).Matches(content))
        {
            if (match.Groups["ssn"].Success) yield return Make(SpanOf(match), "ssn", Digits(match.Value), "identifier-ssn");
            else if (match.Groups["email"].Success) yield return Make(SpanOf(match), "email", match.Value, "identifier-email");
            else if (match.Groups["zip"].Success) yield return Make(SpanOf(match.Groups["zip"]), "zip", match.Groups["zip"].Value, "identifier-zip");
            else yield return Make(SpanOf(match.Groups["address"]), "address", match.Groups["address"].Value.TrimEnd(',', ' ', '.'), "identifier-address");
        }
    }

    private static Mention? FromLabel(Match match, Group value)
    {
        string label = match.Groups["l"].Value;
        string kind = KindOf(label);
        switch (kind)
        {
            case "npi":
                if (NpiCheck.Normalize(value.ValueSpan.Trim()) is not { } npi) return null;
                var mention = Make(SpanOf(value), "npi", npi, "identifier-npi");
                return NpiCheck.IsValid(npi) ? mention : mention with { Parts = mention.Parts.Add(new("checkDigit", "wrong", SpanOf(value))) };
            case "taxId":
                string tax = Digits(value.Value);
                return tax.Length == 9 ? Make(SpanOf(value), kind, tax, "identifier-tax-id") : null;
            default:
                string compact = kind is "memberId" or "group" or "mrn" ? value.Value.Replace(" ", string.Empty, StringComparison.Ordinal) : value.Value.TrimEnd();
                if (!compact.Any(char.IsAsciiDigit) || compact.Length < 3) return null;
                return Make(SpanOf(value), kind, kind == "memberId" ? compact.Replace("-", string.Empty, StringComparison.Ordinal) : compact, "identifier-by-label");
        }
    }

    private static string KindOf(string label)
    {
        if (Has("NPI") || Has("National Provider")) return "npi";
        if (Has("TIN") || Has("EIN") || Has("tax")) return "taxId";
        if (Has("MRN") || Has("record") || Has("chart")) return "mrn";
        if (Has("group") || Has("grp")) return "group";
        return Has("ref") || Has("auth") || Has("case") || Has("tracking") || Has("request") ? "reference" : "memberId";
        bool Has(string word) => label.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static TextSpan SpanOf(Capture capture)
    {
        int end = capture.Index + capture.Length - (capture.Length - capture.ValueSpan.TrimEnd(" -.,").Length);
        return new(capture.Index, end);
    }

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    private static Mention Make(TextSpan span, string kind, string value, string rule) =>
        Mentions.Find.Mention(MentionType.Identifier, span, span, rule, new MentionPart("kind", kind, default), new MentionPart("value", value, span));

    private static readonly Lazy<SievedPattern> LabelledPattern = Pattern.Sieved(@"\b(?:(?<l>NPI|National Provider Identifier|TIN|EIN|Tax(?:payer)? ?ID|Federal Tax ID|MRN|MBI)\b(?: ?(?:ID|identifier|number|num|no|#)\b\.?)?(?: ?\(?(?:TIN|EIN|ID|NPI|number|no\.?)\)?)?|(?<l>(?:medical )?record|chart|(?:member|subscriber|insured|beneficiary|recipient|policy|plan|insurance|Medicaid|Medicare|patient)(?:'s)?(?: ?/ ?(?:subscriber|member|policy))?|group|grp|reference|ref|(?:prior )?authorization|auth|case|tracking|request)(?: ?(?:(?:ID(?:entification)?|identifier)(?: ?(?:number|num|no|nbr|#))?|number|num|no|nbr|MBI|#)(?![A-Za-z])\.?| ?(?=[:#])))[ ]?[:#=]?[ ]{0,4}#?(?<v>(?=[A-Z0-9\-]{0,12} ?\d)[A-Z0-9][A-Z0-9\-]{1,22}(?: [A-Z0-9\-]*\d[A-Z0-9\-]*){0,10})(?![\w/])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Labelled() => LabelledPattern.Value;

    private static readonly Lazy<SievedPattern> PhonePattern = Pattern.Sieved(@"(?<![\w.\-/])(?<v>(?:\+?1[ .\-]{0,2})?(?:\([2-9]\d{2}\) {0,2}|[2-9]\d{2}[ .\-/\u2013]{1,3})[2-9]\d{2}[ .\-\u2013]{1,3}\d{4}|[2-9]\d{2}[2-9]\d{6})(?![\w\-/]|\.\d)", RegexOptions.CultureInvariant);

    private static SievedPattern Phone() => PhonePattern.Value;

    private static readonly Lazy<SievedPattern> NotPhonePattern = Pattern.Sieved(@"(?:NPI|\bID|MRN|account|acct|member|policy|group|NDC|claim|#)[ \w]{0,10}[:# ]{0,4}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern NotPhone() => NotPhonePattern.Value;

    private static readonly Lazy<SievedPattern> PhoneLabelPattern = Pattern.Sieved(@"\b(?:ph|phone|tel|telephone|cell|mobile|call)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern PhoneLabel() => PhoneLabelPattern.Value;

    private static readonly Lazy<SievedPattern> FaxLetterPattern = Pattern.Sieved(@"(?:^|[\s|(])F[:.)] {0,2}$", RegexOptions.CultureInvariant);

    private static SievedPattern FaxLetter() => FaxLetterPattern.Value;

    private const string Number = @"(?<![\w\-])(?<ssn>\d{3}-\d{2}-\d{4}|[Xx*]{3}-[Xx*]{2}-\d{4})(?![\w\-])", Mail = @"|(?<email>\b[A-Za-z0-9][A-Za-z0-9._%+\-]{0,40}@[A-Za-z0-9\-]{1,40}(?:\.[A-Za-z0-9\-]{1,20}){1,3}\b)";

    private const string Place = @"|\b(?<address>\d{1,5}[A-Z]? (?:[NSEW]\.? )?(?:[A-Z0-9][A-Za-z0-9'.\-]{0,20} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Terrace|Ter|Trail|Plaza|Square|Loop)\b\.?(?:,? (?:Suite|Ste|Apt|Unit|Floor|Fl|Bldg|#)\.? ?#?[A-Z0-9\-]{1,6})?(?:,? (?:[A-Z][A-Za-z.\-]{1,20} ?){1,3},? [A-Z]{2},? \d{5}(?:-\d{4})?)?)|(?<address>\bP\.?O\.? ?Box \d{1,8}(?:,? (?:[A-Z][A-Za-z.\-]{1,20} ?){1,3},? [A-Z]{2} \d{5}(?:-\d{4})?)?)|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? {1,2}(?<zip>\d{5}(?:-\d{4})?)(?![\w\-])";

    private static readonly Lazy<SievedPattern> FixedPattern = Pattern.Sieved(Number + Mail + Place, RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> FixedWithoutMailPattern = Pattern.Sieved(Number + Place, RegexOptions.CultureInvariant);

    private static SievedPattern FixedWithoutMail() => FixedWithoutMailPattern.Value;

    private static SievedPattern Fixed() => FixedPattern.Value;
}
