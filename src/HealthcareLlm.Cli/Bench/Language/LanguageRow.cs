using System.Globalization;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>One measurement of what is understood of clinical language.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Reached">The figure, or why there is none.</param>
/// <param name="Count">On how many things; 0 where nothing was measured.</param>
/// <param name="Bound">The bound as the issue states it; empty where it states none.</param>
/// <param name="Holds">Whether the bound holds; null where there is none or nothing was measured.</param>
internal sealed record LanguageRow(string What, string Reached, int Count, string Bound, bool? Holds)
{
    /// <summary>A share or F1 against the least that it must be.</summary>
    internal static LanguageRow AtLeast(string what, double reached, int count, double bound) =>
        new(what, Three(reached), count, "≥ " + Three(bound), reached >= bound);

    /// <summary>A share or F1 for which there is no bound.</summary>
    internal static LanguageRow Told(string what, double reached, int count) => new(what, Three(reached), count, string.Empty, null);

    /// <summary>A row whose data is not at hand.</summary>
    internal static LanguageRow Absent(string what, string file) => new(what, "not measured: data not present (" + file + ")", 0, string.Empty, null);

    internal static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

/// <summary>Counts of one class against all others.</summary>
internal sealed class Tally
{
    private int _both, _expected, _found;

    internal int Expected => _expected;

    /// <summary>Harmonic mean of precision and recall; 0 where the class neither is expected nor found.</summary>
    internal double F1 => _expected + _found == 0 ? 0 : 2.0 * _both / (_expected + _found);

    internal void Add(bool expected, bool found)
    {
        _both += expected && found ? 1 : 0;
        _expected += expected ? 1 : 0;
        _found += found ? 1 : 0;
    }
}
