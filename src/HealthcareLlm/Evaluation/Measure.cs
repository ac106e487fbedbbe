using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>A share that was counted.</summary>
/// <param name="Id">What it is; see <see cref="MeasureBook"/>.</param>
/// <param name="Group">The cases that it is over: <c>all</c>, <c>grade:fax</c>, <c>made:last</c>, <c>part:test</c> …</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
public sealed record Measure(string Id, string Group, int Count, int Of)
{
    /// <summary>The share, 0 to 1; null where there was nothing to count: it could not be scored.</summary>
    public double? Value => Of == 0 ? null : (double)Count / Of;

    /// <summary>Exact one-sided upper 95 % bound of the share: with <see cref="Lower95"/> it makes a two-sided interval of 90 %, not of 95 %. 1 where nothing was counted.</summary>
    public double Upper95 => Of == 0 ? 1 : BinomialBound.Upper95(Count, Of);

    /// <summary>Exact one-sided lower 95 % bound of the share, as <see cref="Upper95"/>; 0 where nothing was counted.</summary>
    public double Lower95 => BinomialBound.Lower95(Count, Of);
}

/// <summary>The cases that measures are taken over.</summary>
internal static class CaseGroups
{
    /// <summary>The groups that a gate may name, for a person.</summary>
    internal const string Known = "all, grade:digital+clean, grade:fair, grade:fax, made:first, made:last, noise:<step>, part:development, part:calibration, part:test";

    /// <summary>Whether cases can be of that group; steps of scan quality are named by the set that has them.</summary>
    internal static bool IsKnown(string group) => Known.Split(", ").Contains(group) || (group.StartsWith("noise:", StringComparison.Ordinal) && group.Length > "noise:".Length);

    /// <summary>The groups to which a case belongs: all, its grade ('digital' and 'clean' together), when its lay-out was made, its step of scan quality, its part.</summary>
    internal static ImmutableArray<string> Of(CaseScore score)
    {
        var groups = ImmutableArray.CreateBuilder<string>();
        groups.Add("all");
        if (score.Tags.TryGetValue("grade", out string? grade)) groups.Add("grade:" + (grade is "digital" or "clean" ? "digital+clean" : grade));
        if (score.Tags.TryGetValue("made", out string? made)) groups.Add("made:" + made);
        if (score.Tags.TryGetValue("noise", out string? noise)) groups.Add("noise:" + noise);
        groups.Add("part:" + score.Part);
        return groups.ToImmutable();
    }

    /// <summary>The places of the cases of each group, groups in ordinal order.</summary>
    internal static ImmutableSortedDictionary<string, ImmutableArray<int>> Places(ImmutableArray<CaseScore> cases) => cases
        .SelectMany((c, i) => Of(c).Select(g => (Group: g, At: i))).GroupBy(x => x.Group, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(g => g.Key, g => g.Select(x => x.At).ToImmutableArray(), StringComparer.Ordinal);
}
