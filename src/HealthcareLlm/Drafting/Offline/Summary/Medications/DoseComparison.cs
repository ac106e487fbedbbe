using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Whether two rows give the same dose and frequency, however written.</summary>
internal static class DoseComparison
{
    /// <summary>True where dose and frequency agree, false where one of them surely differs, null where it cannot be told.</summary>
    internal static bool? IsSame(MedicationItem a, MedicationItem b)
    {
        if (SameDose(a, b) == false) return false;
        string? first = Rhythm(a), second = Rhythm(b);
        if (first is not null && second is not null && first != second) return false;
        return SameDose(a, b) is true || (first is not null && first == second) ? true : null;
    }

    /// <summary>Whether the doses are the same number of the same unit; null where one gives none or the units differ.</summary>
    internal static bool? SameDose(MedicationItem a, MedicationItem b)
    {
        if (a.Dose.IsEmpty || b.Dose.IsEmpty) return null;
        if (Amount(a.At(a.Dose)) is not { } first || Amount(b.At(b.Dose)) is not { } second || first.Unit != second.Unit) return null;
        return first.Number == second.Number;
    }

    /// <summary>Whether both end on the same day; null where one gives no day.</summary>
    internal static bool? SameEnd(MedicationItem a, MedicationItem b)
    {
        if (a.Duration.IsEmpty || b.Duration.IsEmpty || DateReader.First(a.Note.Text, a.Duration) is not { } first || DateReader.First(b.Note.Text, b.Duration) is not { } second) return null;
        return (first.Month, first.Day) == (second.Month, second.Day);
    }

    private static (decimal Number, string Unit)? Amount(string written)
    {
        var match = Number().Match(written);
        if (!match.Success || !decimal.TryParse(match.Groups["n"].Value.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return null;
        string unit = match.Groups["u"].Value.ToLowerInvariant().TrimEnd('s');
        if (unit == "g") return (number * 1000, "mg");
        return (number, unit switch { "tablet" or "tab" => "tab", "capsule" or "cap" => "cap", "u" or "iu" => "unit", "µg" => "mcg", _ => unit });
    }

    private static string? Rhythm(MedicationItem item)
    {
        if (item.Frequency.IsEmpty) return null;
        string text = item.At(item.Frequency).ToLowerInvariant().Replace(".", string.Empty, StringComparison.Ordinal);
        if (text.Contains("week", StringComparison.Ordinal)) return "weekly";
        if (text.Contains("other day", StringComparison.Ordinal) || text.StartsWith("qod", StringComparison.Ordinal)) return "every other day";
        if (Twice().IsMatch(text)) return "2";
        if (Thrice().IsMatch(text)) return "3";
        if (Four().IsMatch(text)) return "4";
        return Once().IsMatch(text) ? "1" : null;
    }

    private static SievedPattern Number() => NumberPattern.Value;

    private static readonly Lazy<SievedPattern> NumberPattern = Pattern.Sieved(@"(?<n>\d[\d,]*(?:\.\d+)?)\s?(?<u>[a-zµ%]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Twice() => TwicePattern.Value;

    private static readonly Lazy<SievedPattern> TwicePattern = Pattern.Sieved(@"\b(?:bid|twice|two times|2 ?(?:x|times)|q ?12 ?h\w*|every 12 h\w*|every twelve)\b", RegexOptions.CultureInvariant);

    private static SievedPattern Thrice() => ThricePattern.Value;

    private static readonly Lazy<SievedPattern> ThricePattern = Pattern.Sieved(@"\b(?:tid|three times|3 ?(?:x|times)|q ?8 ?h\w*|every 8 h\w*|every eight)\b", RegexOptions.CultureInvariant);

    private static SievedPattern Four() => FourPattern.Value;

    private static readonly Lazy<SievedPattern> FourPattern = Pattern.Sieved(@"\b(?:qid|four times|4 ?(?:x|times)|q ?6 ?h\w*|every 6 h\w*|every six)\b", RegexOptions.CultureInvariant);

    private static SievedPattern Once() => OncePattern.Value;

    private static readonly Lazy<SievedPattern> OncePattern = Pattern.Sieved(@"\b(?:daily|qd|qday|once|nightly|qhs|qam|qpm|bedtime|every (?:day|morning|evening|night)|q ?24 ?h\w*|every 24 h\w*|at night)\b", RegexOptions.CultureInvariant);
}
