namespace HealthcareLlm.Policies;

/// <summary>
/// What a chart shows of a criterion. There are these four and no fifth: nothing here says that a request is refused, which is a decision of people.
/// </summary>
public enum CriterionState
{
    /// <summary>The chart shows it.</summary>
    Met,

    /// <summary>The chart shows that it is not so.</summary>
    NotMet,

    /// <summary>The chart does not say: to be asked for, and never the same as <see cref="NotMet"/>.</summary>
    NotDocumented,

    /// <summary>Places of the chart contradict each other: a person must look.</summary>
    Conflicting,
}

/// <summary>
/// The four-valued logic of criteria. It is a logic of evidence after Belnap (A useful four-valued logic, 1977: told true, told false, told nothing, told both), with the
/// orders that DESIGN.md fixes: what is certainly not so outweighs a contradiction, a contradiction outweighs silence.
/// </summary>
public static class FourValued
{
    /// <summary>All must hold: the worst of NotMet &gt; Conflicting &gt; NotDocumented &gt; Met.</summary>
    /// <exception cref="ArgumentException">There is no state: a tree without children says nothing, and is refused when it is read.</exception>
    public static CriterionState All(params ReadOnlySpan<CriterionState> states) =>
        First(states, [CriterionState.NotMet, CriterionState.Conflicting, CriterionState.NotDocumented, CriterionState.Met]);

    /// <summary>One suffices: the best of Met &gt; Conflicting &gt; NotDocumented &gt; NotMet.</summary>
    /// <exception cref="ArgumentException">There is no state.</exception>
    public static CriterionState Any(params ReadOnlySpan<CriterionState> states) =>
        First(states, [CriterionState.Met, CriterionState.Conflicting, CriterionState.NotDocumented, CriterionState.NotMet]);

    /// <summary>
    /// At least <paramref name="count"/> must hold: Met where so many are; NotMet where so many cannot be reached even were every open one Met; else Conflicting where one is, else NotDocumented.
    /// </summary>
    /// <exception cref="ArgumentException">There is no state, or the count lies outside of 1 to their number.</exception>
    public static CriterionState AtLeast(int count, params ReadOnlySpan<CriterionState> states)
    {
        if (states.IsEmpty || count < 1 || count > states.Length) throw new ArgumentException("a count from 1 to the number of states is needed", nameof(count));
        int met = states.Count(CriterionState.Met), closed = states.Count(CriterionState.NotMet);
        if (met >= count) return CriterionState.Met;
        if (states.Length - closed < count) return CriterionState.NotMet;
        return states.Contains(CriterionState.Conflicting) ? CriterionState.Conflicting : CriterionState.NotDocumented;
    }

    /// <summary>An exception that is Met makes it Met; else the base alone counts.</summary>
    public static CriterionState Unless(CriterionState @base, CriterionState exception) => exception == CriterionState.Met ? CriterionState.Met : @base;

    private static CriterionState First(ReadOnlySpan<CriterionState> states, ReadOnlySpan<CriterionState> order)
    {
        if (states.IsEmpty) throw new ArgumentException("no state", nameof(states));
        foreach (var candidate in order)
        {
            if (states.Contains(candidate)) return candidate;
        }

        throw new ArgumentException("an unknown state", nameof(states));
    }
}
