using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>Whether a row's named value stands in its quotes: an ISO date as a date, everything else by its letters and digits.</summary>
internal static class PartVerifier
{
    private static bool Holds(string value, IEnumerable<string> quotes) =>
        ValueVerifier.Holds(IsoDate().IsMatch(value) ? FieldKind.Date : FieldKind.Text, value, quotes, repaired: false);

    /// <summary>What is wrong with the value beside its quotes; null where nothing is.</summary>
    internal static Verdict? Fault(string value, IEnumerable<string> quotes) =>
        !Holds(value, quotes) ? Verdict.TokenNotInSpan : IsoDate().IsMatch(value) ? null : ValueOrder.Fault(value, quotes);

    private static readonly Lazy<SievedPattern> IsoDatePattern = Pattern.Sieved(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant);

    private static SievedPattern IsoDate() => IsoDatePattern.Value;
}
