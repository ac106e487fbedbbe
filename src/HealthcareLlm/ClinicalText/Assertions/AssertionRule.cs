namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>What a rule says of its targets, or which scopes a stop closes.</summary>
[Flags]
internal enum AssertionEffects
{
    /// <summary>Nothing: the words are only taken away from other rules.</summary>
    None = 0,

    /// <summary>Denied.</summary>
    Negated = 1,

    /// <summary>Supposed.</summary>
    Possible = 2,

    /// <summary>Before this episode.</summary>
    Historical = 4,

    /// <summary>Planned, conditional, to watch for.</summary>
    Hypothetical = 8,

    /// <summary>Another person's.</summary>
    Other = 16,

    /// <summary>All of the above: what a general stop closes.</summary>
    Any = 31,

    /// <summary>It happened, so that it is not planned.</summary>
    Performed = 32,

    /// <summary>For stops alone: back to now, so that a time of the past ends here ('Ten years ago he had a stroke, now he is weak').</summary>
    Now = 64,
}

/// <summary>Where a trigger stands as seen from its targets.</summary>
internal enum TriggerPlace
{
    /// <summary>Before them.</summary>
    Before,

    /// <summary>After them.</summary>
    After,

    /// <summary>After them where its clause ends with it ('Fever: no'), else before ('Neck: no masses').</summary>
    Answer,

    /// <summary>Nowhere: it looks like a trigger and is none.</summary>
    Pseudo,

    /// <summary>On both sides.</summary>
    Around,

    /// <summary>A time: what stands before it in its clause, and what happened then behind it, over verbs ('As a child she had eczema').</summary>
    Time,

    /// <summary>It closes the scope of others.</summary>
    Stop,
}

/// <summary>A rule of rules/assertions.tsv.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Effects">What it says, or what it closes.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="ForProblems">Whether it speaks of problems, findings and all that is neither treatment nor test.</param>
/// <param name="ForTreatments">Whether it speaks of treatments and tests.</param>
/// <param name="Reach">Tokens that it reaches over.</param>
internal sealed record AssertionRule(string Id, AssertionEffects Effects, TriggerPlace Place, bool ForProblems, bool ForTreatments, int Reach);
