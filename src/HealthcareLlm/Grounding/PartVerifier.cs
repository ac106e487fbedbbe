using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>Whether a row's named value stands in its quotes: an ISO date as a date, everything else by its letters and digits.</summary>
internal static partial class PartVerifier
{
    internal static bool Holds(string value, IEnumerable<string> quotes) =>
        ValueVerifier.Holds(IsoDate().IsMatch(value) ? FieldKind.Date : FieldKind.Text, value, quotes, repaired: false);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IsoDate();
}
