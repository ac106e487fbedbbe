using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>What a part of an answer is by its own form.</summary>
internal enum AnswerKind
{
    /// <summary>A date of the calendar.</summary>
    Date,

    /// <summary>Ten digits that begin with 1 or 2 and are not parted as a telephone number is.</summary>
    Npi,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A word for a sex.</summary>
    Sex,

    /// <summary>A weight or height with its unit.</summary>
    Measure,

    /// <summary>A number of nine digits, two and seven.</summary>
    TaxId,

    /// <summary>Letters and digits, or many digits.</summary>
    Id,
}

/// <summary>A part of an answer with a form of its own.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Offset in the answer.</param>
/// <param name="End">Offset after its last character.</param>
internal readonly record struct AnswerPart(AnswerKind Kind, int Start, int End);

/// <summary>Divides an answer into parts of known form: 'Roe, MD; 1003000126, phone 555-010-2000' holds an NPI and a telephone number.</summary>
internal static class AnswerParts
{
    /// <summary>Parts in order, without overlaps; what may be of several kinds is of the strictest.</summary>
    internal static List<AnswerPart> Of(string answer)
    {
        var parts = new List<AnswerPart>();
        void Take(AnswerKind kind, Regex pattern, Func<string, bool>? test = null)
        {
            foreach (Match match in pattern.Matches(answer))
            {
                if (test is not null && !test(match.Value)) continue;
                if (!parts.Exists(p => p.Start < match.Index + match.Length && match.Index < p.End)) parts.Add(new(kind, match.Index, match.Index + match.Length));
            }
        }

        Take(AnswerKind.Date, Date.Value);
        Take(AnswerKind.Phone, Phone.Value);
        Take(AnswerKind.Npi, TenDigits.Value, t => NpiCheck.Normalize(t) is not null || t.Count(char.IsAsciiDigit) >= 9);
        Take(AnswerKind.TaxId, TaxId.Value);
        Take(AnswerKind.Measure, Measure.Value);
        Take(AnswerKind.Sex, Sex.Value);
        Take(AnswerKind.Id, Id.Value, t => t.Count(char.IsAsciiDigit) >= 3);
        parts.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return parts;
    }

    /// <summary>Whether an answer denies, does not know, or leaves open: such words give no fact.</summary>
    internal static bool IsNoAnswer(string answer) => NoAnswer.Value.IsMatch(answer);

    /// <summary>Whether an answer denies.</summary>
    internal static bool IsNo(string answer) => No.Value.IsMatch(answer);

    private static readonly Lazy<Regex> Date = Pattern.Of(@"(?<![0-9A-Za-z/\-])[0-9OIl]{1,2}\s?[/.\-–]\s?[0-9OIl]{1,2}\s?[/.\-–]\s?(?:[0-9OIl]{4}|[0-9OIl]{2})(?![0-9A-Za-z/\-])|(?<![0-9A-Za-z])(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{1,2}[0-9]{1,2}(?:st|nd|rd|th)?\s{0,2},?\s{0,2}[0-9]{4}\b|(?<![0-9/])[0-9]{1,2}(?:st|nd|rd|th)?[ \-/](?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ ,\-/]{1,2}(?:[0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Phone = Pattern.Of(@"(?<![0-9A-Za-z])(?:\+?1[ .\-])?(?:\([0-9]{3}\)\s{0,2}|[0-9OIl]{3}[ .\-/])[0-9OIl]{3}[ .\-][0-9OIlS]{4}(?![0-9A-Za-z])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> TenDigits = Pattern.Of(@"(?<![0-9A-Za-z])[12Il|Z](?:[ ]?[0-9OIlSBZ|]){8,9}(?![0-9A-Za-z])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> TaxId = Pattern.Of(@"(?<![0-9A-Za-z])[0-9]{2}-[0-9]{7}(?![0-9A-Za-z])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Measure = Pattern.Of(@"(?<![0-9.,/])[0-9]{1,3}(?:\.[0-9]{1,2})?\s{0,2}(?:kg|kgs|kilograms?|lbs?|pounds?|cm|centimeters|ft|feet|foot|inch|inches|')(?![A-Za-z])(?:\s{0,2}[0-9]{1,2}(?:\.[0-9])?\s{0,2}(?:in|inch|inches|"")?(?![A-Za-z]))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Sex = Pattern.Of(@"\b(?:male|female|boy|girl|man|woman)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Id = Pattern.Of(@"(?<![0-9A-Za-z/])(?:[A-Z]{1,5}[ \-]?)?[0-9][0-9A-Z]*(?:[ \-][0-9A-Z]*[0-9][0-9A-Z]*)*(?:-[A-Z]{1,2})?(?![0-9A-Za-z/])|(?<![0-9A-Za-z])[A-Z][A-Z0-9]*[0-9][A-Z0-9]*(?:[ \-][0-9A-Z]*[0-9][0-9A-Z]*)*(?![0-9A-Za-z/])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> NoAnswer = Pattern.Of(@"^\W*(?:(?:no|none|not|never|nil|neither|n/?a|unknown|unsure|not (?:known|applicable|sure|done)|perhaps|possibly|maybe|may be|might|unlikely|to be determined|tbd|pending|see (?:attached|above|below|note|chart))\b|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> No = Pattern.Of(@"^\W*(?:no|not|never|n)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
