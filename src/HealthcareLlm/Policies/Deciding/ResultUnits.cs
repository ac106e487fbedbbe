using System.Globalization;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Units of results: the same unit in other writings, and amounts in a volume that differ by powers of ten alone (mg/dL, mg/L, g/L). Nothing else is converted.</summary>
internal static class ResultUnits
{
    private static readonly Dictionary<string, int> Prefixes = new(StringComparer.Ordinal) { [string.Empty] = 0, ["d"] = -1, ["c"] = -2, ["m"] = -3, ["u"] = -6, ["mc"] = -6, ["n"] = -9, ["p"] = -12 };

    /// <summary>The factor from one unit to another; null where they are not known to measure the same.</summary>
    internal static decimal? Factor(string from, string to)
    {
        (string one, string other) = (Folded(from), Folded(to));
        if (one == other) return 1;
        return Scale(one) is { } a && Scale(other) is { } b && a.Kind == b.Kind ? Power(a.Exponent - b.Exponent) : null;
    }

    /// <summary>Without blanks, dots and the words for 'an hour'.</summary>
    internal static string Folded(string unit)
    {
        string plain = unit.ToLowerInvariant();
        foreach (var (written, folded) in (ReadOnlySpan<(string, string)>)[("torr", "mmhg"), ("an hour", "/h"), ("events", string.Empty), ("event", string.Empty), ("percent", "%"), ("on room air", string.Empty), ("on ra", string.Empty), (" room air", string.Empty), (" ra", string.Empty), ("per", "/"), ("hour", "h"), ("hr", "h"), ("µ", "u"), ("μ", "u")]) plain = plain.Replace(written, folded, StringComparison.Ordinal);
        return string.Concat(plain.Where(static c => !char.IsWhiteSpace(c) && c is not ('.' or '²' or '^')));
    }

    /// <summary>An amount (grams or moles) in a volume (liters), as a power of ten of g/L or mol/L.</summary>
    private static (string Kind, int Exponent)? Scale(string unit)
    {
        string[] parts = unit.Split('/');
        if (parts.Length != 2 || Exponent(parts[1], "l") is not { } volume) return null;
        if (Exponent(parts[0], "mol") is { } moles) return ("mol", moles - volume);
        return Exponent(parts[0], "g") is { } grams ? ("g", grams - volume) : null;
    }

    private static int? Exponent(string written, string of) => written.EndsWith(of, StringComparison.Ordinal) && Prefixes.TryGetValue(written[..^of.Length], out int power) ? power : null;

    private static decimal Power(int exponent) => decimal.Parse("1e" + exponent.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
