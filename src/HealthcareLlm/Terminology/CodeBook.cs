using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Terminology;

/// <summary>How a code stands on a day.</summary>
public enum CodeStanding
{
    /// <summary>It may be used.</summary>
    Valid,

    /// <summary>It is a category; a complete code is needed.</summary>
    Heading,

    /// <summary>The edition of that day does not have it.</summary>
    Unknown,

    /// <summary>It began later.</summary>
    NotYetValid,

    /// <summary>It ended before.</summary>
    NoLongerValid,

    /// <summary>No edition of its system covers that day, so that nothing can be said.</summary>
    NotJudged,
}

/// <summary>A judgement.</summary>
/// <param name="Standing">How the code stands.</param>
/// <param name="Edition">By which edition; null where none covers the day.</param>
/// <param name="Entry">What the edition says of it; null where it does not have it.</param>
public sealed record CodeJudgement(CodeStanding Standing, CodeSetEdition? Edition, CodeEntry? Entry);

/// <summary>All editions of a site. A code is judged by the edition that holds on its date of service; of several, by the one that began last.</summary>
public sealed class CodeBook
{
    private readonly ImmutableArray<(CodeSetEdition Edition, Lazy<FrozenDictionary<string, CodeEntry>> Entries)> _editions;

    /// <summary>Makes a book of editions, whose codes are read when they are first asked for.</summary>
    public CodeBook(IEnumerable<(CodeSetEdition Edition, Func<CodeSet> Read)> editions)
    {
        ArgumentNullException.ThrowIfNull(editions);
        _editions =
        [
            .. editions.OrderBy(static e => e.Edition.ValidFrom).ThenBy(static e => e.Edition.Version, StringComparer.Ordinal)
                .Select(static e => (e.Edition, new Lazy<FrozenDictionary<string, CodeEntry>>(() => e.Read().Entries.ToFrozenDictionary(static c => c.Code, StringComparer.Ordinal)))),
        ];
    }

    /// <summary>A book of sets that are at hand.</summary>
    public static CodeBook Of(params IEnumerable<CodeSet> sets) => new(sets.Select(static s => (s.Edition, (Func<CodeSet>)(() => s))));

    /// <summary>Its editions, the oldest first.</summary>
    public IEnumerable<CodeSetEdition> Editions => _editions.Select(static e => e.Edition);

    /// <summary>Whether it has any edition of a system.</summary>
    public bool Has(CodeSystem system) => _editions.Any(e => e.Edition.System == system);

    /// <summary>How a code, with or without its dot, stands on a day.</summary>
    public CodeJudgement Judge(CodeSystem system, string code, DateOnly on)
    {
        var (edition, entries) = _editions.LastOrDefault(e => e.Edition.System == system && e.Edition.Covers(on));
        if (edition is null) return new(CodeStanding.NotJudged, null, null);
        if (!entries.Value.TryGetValue(CodeSystems.Key(code), out var entry)) return new(CodeStanding.Unknown, edition, null);
        var standing = entry.ValidFrom > on ? CodeStanding.NotYetValid
            : entry.ValidUntil < on ? CodeStanding.NoLongerValid
            : entry.IsHeading ? CodeStanding.Heading : CodeStanding.Valid;
        return new(standing, edition, entry);
    }
}
