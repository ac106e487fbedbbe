using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/other-names.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>payer</c>, <c>organization</c>, <c>specialty</c>, <c>test</c> or <c>place</c>.</param>
/// <param name="Writings">Words, lower case.</param>
/// <param name="Example">Two texts, parted by <c>|</c>, that may be the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>|</c>, that name two things.</param>
internal sealed record OtherNameRule(string Id, string Kind, ImmutableArray<string> Writings, string Example, string CounterExample);

/// <summary>Whether a name of a payer, a specialty, an address or a test that holds another one names another: what may stand beside it is told, and all else makes it another.</summary>
internal static class OtherNames
{
    private static readonly Lazy<ImmutableArray<OtherNameRule>> Rules = new(static () => [.. RuleFiles.Read("other-names.tsv", 6).Select(static c => new OtherNameRule(c[0], c[1], [.. c[2].Split('|')], c[4], c[5]))]);

    private static readonly Lazy<FrozenSet<string>> OfPayers = Of("payer"), OfOrganizations = Of("organization"), OfSpecialties = Of("specialty"), OfTests = Of("test"), Places = Of("place");

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<OtherNameRule> All => Rules.Value;

    /// <summary>Whether two texts of a field name two things though one holds the other.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="value">What stands.</param>
    internal static bool Are(string path, string gold, string value)
    {
        var (first, second) = (NormalForm.Words(gold), NormalForm.Words(value));
        return path switch
        {
            "coverage.payer" => Beside(first, second).Any(w => !OfPayers.Value.Contains(w)) || Moved(first, second),
            "patient.address" => Beside(first, second).Any(w => Places.Value.Contains(w) || w.Length == 1) || Moved(first, second),
            "servicingProvider.name" => Beside(first, second).Any(w => !OfOrganizations.Value.Contains(w)) || Moved(first, second),
            "clinical.labs[].name" => Beside(first, second).Any(w => !OfTests.Value.Contains(w) && !NormalForm.IsNumber(w)),
            _ when path.EndsWith(".specialty", StringComparison.Ordinal) => Beside(first, second).Any(w => !OfSpecialties.Value.Contains(w)),
            _ => false,
        };
    }

    /// <summary>Whether the words that both have stand in another order: Oak Hill is not Hill Oak.</summary>
    private static bool Moved(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        var (own, other) = (first.Where(second.Contains).Distinct(StringComparer.Ordinal), second.Where(first.Contains).Distinct(StringComparer.Ordinal));
        return !own.SequenceEqual(other, StringComparer.Ordinal);
    }

    /// <summary>The words that one has and the other has not.</summary>
    private static IEnumerable<string> Beside(ImmutableArray<string> first, ImmutableArray<string> second) =>
        first.Where(w => !second.Any(o => Misreading.Is(w, o))).Concat(second.Where(w => !first.Any(o => Misreading.Is(w, o))));

    private static Lazy<FrozenSet<string>> Of(string kind) => new(() => All.Where(r => r.Kind == kind).SelectMany(static r => r.Writings).ToFrozenSet(StringComparer.Ordinal));
}
