using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// In how many of several answers to the same question a value or statement comes again: what a model is sure of it says each time (Wang et al., Self-Consistency Improves Chain of Thought Reasoning, 2022). Only the first
/// answer gives values; the others say how far they are to be believed.
/// </summary>
internal static class SampleAgreement
{
    /// <summary>The items of the first answer with the share (0 to 1) of all answers that give them, their own among these.</summary>
    internal static ImmutableArray<T> Of<T>(ImmutableArray<T> items, IReadOnlyCollection<ImmutableArray<T>> others)
    {
        if (others.Count == 0) return items;
        if (items is ImmutableArray<AnsweredField> fields) return (ImmutableArray<T>)(object)Fields(fields, [.. others.Select(static o => (ImmutableArray<AnsweredField>)(object)o)]);
        if (items is ImmutableArray<AnsweredStatement> statements) return (ImmutableArray<T>)(object)Statements(statements, [.. others.Select(static o => (ImmutableArray<AnsweredStatement>)(object)o)]);
        return items;
    }

    /// <summary>What an agreement is worth: a value of one answer alone keeps half of its score and a bit.</summary>
    internal static double Weight(double? agreement) => 0.5 + ((agreement ?? 1) / 2);

    private static ImmutableArray<AnsweredField> Fields(ImmutableArray<AnsweredField> items, ImmutableArray<ImmutableArray<AnsweredField>> others) =>
        [.. items.Select(i => i with { Agreement = Share(others.Count(o => o.Any(f => Leaf(f.Path) == Leaf(i.Path) && LookAlikes.Compact(f.Value) == LookAlikes.Compact(i.Value))), others.Length) })];

    /// <summary>A statement comes again where one of the same section cites the same place and has the same numbers.</summary>
    private static ImmutableArray<AnsweredStatement> Statements(ImmutableArray<AnsweredStatement> items, ImmutableArray<ImmutableArray<AnsweredStatement>> others) =>
        [.. items.Select(i => i with { Agreement = Share(others.Count(o => o.Any(s => s.Section == i.Section && Cites(s, i) && Numbers(s.Text).SetEquals(Numbers(i.Text)))), others.Length) })];

    private static double Share(int again, int others) => (again + 1.0) / (others + 1);

    private static string Leaf(string path) => RecordFields.WithoutIndexes(path);

    private static bool Cites(AnsweredStatement a, AnsweredStatement b) =>
        a.Evidence.Any(x => x.Location is { } here && b.Evidence.Any(y => y.DocumentId == x.DocumentId && y.Location is { } there && here.Overlaps(there)));

    private static HashSet<string> Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static w => w.Trim('.', ',', ';', ':', '(', ')')).Where(static w => w.Any(char.IsAsciiDigit))];
}
