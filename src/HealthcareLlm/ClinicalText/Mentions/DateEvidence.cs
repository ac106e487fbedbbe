using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Order of day and month in numeric dates.</summary>
public enum DateOrder
{
    /// <summary>Nothing settles it, or both orders occur.</summary>
    Unknown,

    /// <summary>03/04 is 4 March.</summary>
    MonthFirst,

    /// <summary>03/04 is 3 April.</summary>
    DayFirst,
}

/// <summary>What a document itself shows about its dates.</summary>
/// <param name="Order">Order of day and month: by dates that can be read in one order only, else by forms that only the United States use.</param>
/// <param name="LatestYear">The latest four-digit year of a full date, which dates the document; null where there is none.</param>
/// <param name="StatedAge">An age in years that the text states; null where none or several are stated.</param>
public sealed partial record DateEvidence(DateOrder Order, int? LatestYear, int? StatedAge)
{
    /// <summary>No evidence at all.</summary>
    public static DateEvidence None { get; } = new(DateOrder.Unknown, null, null);

    /// <summary>The evidence of a text.</summary>
    public static DateEvidence From(string text)
    {
        int monthFirst = 0, dayFirst = 0;
        int? latest = null;
        foreach (var match in DatePatterns.Numeric().EnumerateMatches(text))
        {
            var parts = NumericDate.Parse(text.AsSpan(match.Index, match.Length));
            if (parts is not { } p || p.YearFirst) continue;
            if (p.First > 12 && p.Second <= 12) dayFirst++;
            else if (p.Second > 12 && p.First <= 12) monthFirst++;
        }

        foreach (var match in DatePatterns.FourDigitYear().EnumerateMatches(text))
        {
            int year = DatePatterns.LastNumber(text.AsSpan(match.Index, match.Length));
            if (year is >= 1990 and <= 2060 && (latest is null || year > latest)) latest = year;
        }

        var order = (monthFirst, dayFirst) switch
        {
            ( > 0, 0) => DateOrder.MonthFirst,
            (0, > 0) => DateOrder.DayFirst,
            (0, 0) => UnitedStates().IsMatch(text) ? DateOrder.MonthFirst : DateOrder.Unknown,
            _ => monthFirst >= 3 * dayFirst ? DateOrder.MonthFirst : DateOrder.Unknown,
        };
        return new(order, latest, OneAge(text));
    }

    private static int? OneAge(string text)
    {
        int? age = null;
        foreach (var match in Age().EnumerateMatches(text))
        {
            int number = DatePatterns.FirstNumber(text.AsSpan(match.Index, match.Length));
            if (age is { } known && Math.Abs(known - number) > 1) return null;
            age ??= number;
        }

        return age;
    }

    private static readonly Lazy<SievedPattern> UnitedStatesPattern = Pattern.Sieved(@"\bNPI\b|\bCPT\b|\bHCPCS\b|\bICD-?10|\bMedicare\b|\bMedicaid\b|\bHIPAA\b|\bSSN\b|\bmg/dL\b|\b[A-Z]{2},? \d{5}(-\d{4})?\b|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|, ?(MD|M\.D\.|DO|D\.O\.|NP|PA-C)\b|\blbs?\b|\bER\b|\bPCP\b|\b9[6-9]\.\d ?(°? ?F)?\b|\bTylenol\b|\bacetaminophen\b|\battending\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static SievedPattern UnitedStates() => UnitedStatesPattern.Value;

    private static readonly Lazy<SievedPattern> AgePattern = Pattern.Sieved(@"\b\d{1,3}[ \-]?(year|yr)s?[ \-]old|\b\d{1,3} ?y/?o\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private static SievedPattern Age() => AgePattern.Value;
}
