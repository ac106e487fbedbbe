using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A unit of <c>rules/units.tsv</c>.</summary>
/// <param name="Id">UCUM code; counted things in braces.</param>
/// <param name="Writings">How it is written, lower case.</param>
/// <param name="Kind">What it measures: two quantities of other kinds are never the same.</param>
/// <param name="Factor">What one of it is in the base unit of its kind.</param>
/// <param name="Example">Two quantities, parted by <c>=</c>, that are the same.</param>
/// <param name="CounterExample">Two quantities, parted by <c>=</c>, that are not.</param>
public sealed record Unit(string Id, ImmutableArray<string> Writings, string Kind, decimal Factor, string Example, string CounterExample);

/// <summary>
/// A quantity with its unit, comparable across writings and units of one kind: 500 mg is 0.5 g, 10 ng/mL is 10 ug/L, 5 ft 10 in is 70 in (UCUM 2.2). Months and
/// years are no numbers of days, counted things are not converted, and what cannot be read as one quantity (a range, a combination of strengths) is none.
/// </summary>
/// <param name="Bound">Empty, <c>&lt;</c>, <c>&gt;</c>, <c>&lt;=</c> or <c>&gt;=</c>.</param>
/// <param name="Kind">Kinds of the numerator and, each behind a slash, of the denominators.</param>
/// <param name="Value">Value in base units.</param>
public sealed partial record Quantity(string Bound, string Kind, decimal Value)
{
    /// <summary>Relative difference up to which two values are one: the last digits of a conversion.</summary>
    private const decimal Tolerance = 0.000000001m;

    /// <summary>Longest text, in characters, that is looked at as a quantity.</summary>
    private const int LongestText = 60;

    private static readonly Lazy<ImmutableArray<Unit>> Rules = new(() =>
        [.. RuleFiles.Read("units.tsv", 7).Select(c => new Unit(c[0], [.. c[1].Split('|')], c[2], decimal.Parse(c[3], CultureInfo.InvariantCulture), c[5], c[6]))]);

    private static readonly Lazy<FrozenDictionary<string, Unit>> ByWriting =
        new(() => Rules.Value.SelectMany(u => u.Writings.Select(w => KeyValuePair.Create(w, u))).ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Every unit, in the order of the file.</summary>
    public static ImmutableArray<Unit> Units => Rules.Value;

    /// <summary>Reads a quantity; null where the text is not one quantity with a unit.</summary>
    public static Quantity? Read(string text)
    {
        if (text.Length > LongestText) return null;
        string plain = Plain(text);
        var match = Whole().Match(plain);
        if (!match.Success) return null;
        Quantity? sum = null;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            if (!decimal.TryParse(match.Groups["number"].Captures[i].Value.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return null;
            if (Unit(match.Groups["unit"].Captures[i].Value) is not { } unit) return null;
            var part = new Quantity(BoundOf(match.Groups["bound"].Value), unit.Kind, number * unit.Factor);
            // 5 ft 10 in: parts of one kind, the larger unit first.
            if (sum is not null && (sum.Kind != part.Kind || part.Kind is not ("length" or "mass") || part.Value >= sum.Value)) return null;
            sum = sum is null ? part : sum with { Value = sum.Value + part.Value };
        }

        return sum;
    }

    /// <summary>Whether two doses are the same, in which U is a unit as IU is; null where either text is not one quantity, so that its words must decide.</summary>
    public static bool? Same(string first, string second) => Read(first) is { } one && Read(second) is { } other ? one.AsDose().IsSame(other.AsDose()) : null;

    /// <summary>Whether two results of a laboratory are the same; null as for <see cref="Same"/>.</summary>
    public static bool? SameResult(string first, string second) => Read(first) is { } one && Read(second) is { } other ? one.IsSame(other) : null;

    /// <summary>Whether two units are the same, such as <c>mg/L</c> and <c>mcg/mL</c>; null where either is no unit that is known.</summary>
    public static bool? SameUnit(string first, string second) =>
        Unit(Plain(first)) is { } one && Unit(Plain(second)) is { } other ? one.Kind == other.Kind && one.Factor == other.Factor : null;

    /// <summary>The unit that is so written; null where it is none that is known.</summary>
    internal static Unit? UnitOf(string writing) => ByWriting.Value.GetValueOrDefault(Plain(writing));

    /// <summary>Whether the other is the same quantity.</summary>
    public bool IsSame(Quantity other) =>
        Bound == other.Bound && Kind == other.Kind && Math.Abs(Value - other.Value) <= Tolerance * Math.Max(Math.Abs(Value), Math.Abs(other.Value));

    private Quantity AsDose() => Kind is "units*" ? this with { Kind = "units" } : this;

    private static string Plain(string text) => Spaces().Replace(
        text.Trim().ToLowerInvariant().Replace('\u00b5', 'u').Replace('\u03bc', 'u').Replace('\u2019', '\'').Replace('\u201d', '"').Replace('\u2032', '\'').Replace('\u2033', '"')
            .Replace("\u00b2", "2", StringComparison.Ordinal).Replace("mm hg", "mmhg", StringComparison.Ordinal).Replace("\u00d7", "x", StringComparison.Ordinal).TrimEnd('.'),
        " ");

    private static string BoundOf(string sign) => sign switch { "\u2264" => "<=", "\u2265" => ">=", _ => sign.Trim() };

    /// <summary>A unit with its denominators: <c>mg/0.8 ml</c>, <c>units per day</c>, <c>x10^9/l</c>.</summary>
    private static (string Kind, decimal Factor)? Unit(string text)
    {
        string[] steps = text.Replace(" per ", "/", StringComparison.Ordinal).Split('/', StringSplitOptions.TrimEntries);
        string kind = string.Empty;
        decimal factor = 1;
        for (int i = 0; i < steps.Length; i++)
        {
            var match = Step().Match(steps[i]);
            if (!match.Success) return null;
            decimal scale = 1;
            if (match.Groups["power"].Success) scale = Power(match.Groups["power"].Value);
            else if (match.Groups["number"].Success && (i == 0 || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out scale) || scale == 0)) return null;
            string name = match.Groups["name"].Value.Trim();
            string of = "number";
            if (name.Length > 0)
            {
                if (!ByWriting.Value.TryGetValue(name, out var unit)) return null;
                (of, scale) = (unit.Kind, scale * unit.Factor);
            }
            else if (!match.Groups["power"].Success)
            {
                return null;
            }

            kind += i == 0 ? of : "/" + of;
            factor = i == 0 ? scale : factor / scale;
        }

        return (kind, factor);
    }

    private static decimal Power(string exponent)
    {
        decimal power = 1;
        for (int i = int.Parse(exponent, CultureInfo.InvariantCulture); i > 0; i--) power *= 10;
        return power;
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    // A text has 60 characters at most, and so its steps are few: the limit is for a clock that goes on while a busy machine does not.
    [GeneratedRegex("""^(?<bound><=|>=|[<>\u2264\u2265])? ?(?:(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*\.?[0-9]+) ?(?<unit>(?:(?:x ?)?10[\^*][0-9]{1,2}|[a-z%'"][^0-9,;()+/-]*(?:\^?2)?)(?: ?/ ?(?:[0-9]*\.?[0-9]+ ?)?[a-z][^0-9,;()+/-]*(?:\^?2)?)*) ?){1,2}$""", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Whole();

    [GeneratedRegex("""^(?:(?:x ?)?10[\^*](?<power>[0-9]{1,2})|(?<number>[0-9]*\.?[0-9]+))? ?(?<name>[a-z%'"][a-z0-9^ '"]*)?$""", RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
