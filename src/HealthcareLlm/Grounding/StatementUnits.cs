using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Units behind numbers, brought to one writing: '48 h' is 48 hours, '4 yo' is 4 years.</summary>
internal static class StatementUnits
{
    private static readonly FrozenDictionary<string, string> s_writings = Writings();

    private static readonly Lazy<SievedPattern> s_unit = Pattern.Sieved(
        @"[\s-]?(?<unit>mcg|µg|μg|ug|mg|grams?|gm|g|kg|mL|cc|L|units?|u(?!g)|mEq|mmol|mmHg|mm Hg|bpm|%|percent|tablets?|tabs?|capsules?|caps?|puffs?|hours?|hrs?|h|days?|d|weeks?|wks?|wk|months?|mos?|years?|yrs?|yr|y\.?o\.?|y|cm|mm|liters?|pounds?|lbs?|feet|foot|ft|minutes?|mins?|°?[FC]\b)(?:/(?:dL|mL|min|L|hr|h|day|kg))?(?!\w)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The unit that begins at a place, in its one writing; null where none does.</summary>
    internal static string? After(string text, int at)
    {
        var match = s_unit.Value.Match(text, at, Math.Min(24, text.Length - at));
        return match.Success && match.Index == at ? Of(match.Groups["unit"].Value) : null;
    }

    /// <summary>The one writing of a unit.</summary>
    internal static string Of(string unit) => s_writings.GetValueOrDefault(unit.Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant(), unit.ToLowerInvariant());

    /// <summary>Whether a text names a unit anywhere, in any writing.</summary>
    internal static bool StandsIn(string text, string unit)
    {
        foreach (Match match in s_words.Value.Matches(text))
        {
            if (Of(match.Value) == unit) return true;
        }

        return false;
    }

    private static readonly Lazy<SievedPattern> s_words = Pattern.Sieved(@"(?:[A-Za-zµμ]+|%)", RegexOptions.CultureInvariant);

    private static FrozenDictionary<string, string> Writings()
    {
        string[] rows =
        [
            "hour hours h hr hrs", "day days d", "week weeks wk wks", "month months mo mos", "year years yr yrs y yo", "minute minutes min mins", "mcg µg μg ug", "g gm gram grams", "ml cc", "l liter liters", "unit units u",
            "tablet tablets tab tabs", "capsule capsules cap caps", "puff puffs", "% percent", "lb lbs pound pounds", "ft feet foot", "mmhg",
        ];
        return rows.Select(static r => r.Split(' ')).SelectMany(static r => r.Select(w => KeyValuePair.Create(w, r[0]))).Append(KeyValuePair.Create("mm hg", "mmhg")).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
