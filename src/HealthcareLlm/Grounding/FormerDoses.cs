using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>A dose that the quotes have only as what it was ('25 mg (was 12.5 mg)', 'in place of 0.15 mg') and the statement as what it is.</summary>
internal static class FormerDoses
{
    private const int Before = 24;

    /// <summary>The first such dose of the statement; null where there is none.</summary>
    internal static (string Token, int At)? First(string statement, string quotes)
    {
        foreach (Match dose in s_dose.Value.Matches(statement))
        {
            if (s_formerly.Value.IsMatch(Ahead(statement, dose.Index)) || s_whichWas.Value.IsMatch(statement, dose.Index + dose.Length)) continue;
            var same = s_dose.Value.Matches(quotes).Where(q => Number(q) == Number(dose)).ToList();
            if (same.Count > 0 && same.TrueForAll(q => s_former.Value.IsMatch(Ahead(quotes, q.Index)))) return (dose.Value, dose.Index);
        }

        return null;
    }

    private static string Ahead(string text, int at) => text[Math.Max(0, at - Before)..at];

    private static string Number(Match dose) => dose.Groups["n"].Value.TrimStart('0');

    private static readonly Lazy<SievedPattern> s_dose = Pattern.Sieved(@"(?<![\w.,])(?<n>\d+(?:\.\d+)?)(?= ?(?:mg|mcg|g|units?|mEq|u)\b|\)| to \d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Of notes: right before what a dose was.</summary>
    private static readonly Lazy<SievedPattern> s_former = Pattern.Sieved(@"(?:\b(?:was|previously|formerly|prior|old|in place of|instead of|(?:up|down|increased|decreased|reduced|raised|changed) from|home dose(?: was)?)|\bnot) \(?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Of sentences: before a dose that is no longer, or that is denied.</summary>
    private static readonly Lazy<SievedPattern> s_formerly = Pattern.Sieved(@"\b(?:(?:from|previous\w*|former\w*|prior|old|earlier|before|home|usual|in place of|instead of|rather than|no longer|replac\w+|had (?:been|taken)|took|stopped)\b[^.;]{0,18}|(?:was|were|not|than|the) )$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_whichWas = Pattern.Sieved(@"\G ?[A-Za-z]{1,5}\b[^.;]{0,24}\b(?:before|previously|formerly|until now|at home|was (?:wrong|out of date|old)|to \d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
