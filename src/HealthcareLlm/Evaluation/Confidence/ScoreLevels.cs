using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Values of one score.</summary>
/// <param name="Score">The score, 0 to 1.</param>
/// <param name="Count">Values that have it.</param>
/// <param name="Right">Of these, right.</param>
internal readonly record struct ScoreLevel(double Score, int Count, int Right)
{
    /// <summary>The levels of these values, from the lowest score up.</summary>
    internal static List<ScoreLevel> Of(IEnumerable<ScoredValue> values)
    {
        var levels = new Dictionary<double, (int Count, int Right)>();
        foreach (var value in values)
        {
            ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(levels, value.Score, out _);
            level = (level.Count + 1, level.Right + (value.Right ? 1 : 0));
        }

        return [.. levels.Select(l => new ScoreLevel(l.Key, l.Value.Count, l.Value.Right)).OrderBy(l => l.Score)];
    }
}
