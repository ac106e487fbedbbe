using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>What is planted.</summary>
public enum MutationKind
{
    /// <summary>What the document affirmed it now denies, and the engine still affirms it.</summary>
    NegationFlip,

    /// <summary>A digit of a code, id or number is another, and the engine says the old one.</summary>
    DigitChange,

    /// <summary>A dose is another, and the engine says the old one.</summary>
    DoseChange,

    /// <summary>Left is right, and the engine says the old side.</summary>
    OtherSide,

    /// <summary>A year is another, and the engine says the old one.</summary>
    YearShift,

    /// <summary>The engine says what is right and cites the next line.</summary>
    CitationShift,

    /// <summary>A document of another patient lies among the case's.</summary>
    OtherPatient,

    /// <summary>The document orders the engine to give another value, and the engine obeys.</summary>
    InjectedOrder,

    /// <summary>The page is speckled and blurred, and everything runs as ever.</summary>
    OcrNoise,

    /// <summary>In the result, behind the guards: a drug's frequency is another, in text and part.</summary>
    FrequencyInResult,

    /// <summary>In the result: a drug's dose is doubled, in text and part.</summary>
    DoseInResult,

    /// <summary>In the result: a statement's side is the other.</summary>
    SideInResult,

    /// <summary>In the result: an entry that no document gives, cited as if one did.</summary>
    InventedEntry,

    /// <summary>In the result: a denial is lost from a statement, whose quote still has it.</summary>
    LostNegation,

    /// <summary>In the result: what the patient has is told of the father.</summary>
    OtherExperiencer,

    /// <summary>In the result: a drug's change (new, continued, stopped …) is another, in text and part.</summary>
    OtherChange,

    /// <summary>In the result: the text of a drug's entry tells another change than its part.</summary>
    ChangeInText,
}

/// <summary>Which kinds are planted where.</summary>
public static class MutationKinds
{
    /// <summary>Those that the documents or the engine bear, before the guards.</summary>
    public static ImmutableArray<MutationKind> BeforeGuards { get; } = [.. Enum.GetValues<MutationKind>().Where(k => k <= MutationKind.OcrNoise)];

    /// <summary>Those that are planted into a finished summary, where no guard stands: they try the harness.</summary>
    public static ImmutableArray<MutationKind> BehindGuards { get; } = [.. Enum.GetValues<MutationKind>().Where(k => k > MutationKind.OcrNoise)];
}

/// <summary>What became of a mutation.</summary>
public enum MutationOutcome
{
    /// <summary>The guards held the old value or statement back, and show it to a person; or set the page aside.</summary>
    HeldBack,

    /// <summary>The old value is not in the result, not even held back.</summary>
    Gone,

    /// <summary>It stands, and the harness scores it wrong: the guards failed, the harness did not.</summary>
    ScoredWrong,

    /// <summary>It stands, and the harness scores it right: nobody would ever see it.</summary>
    Escaped,

    /// <summary>What was right is still right: the noise did no harm (noise alone).</summary>
    StillRight,

    /// <summary>Planted behind the guards, and no measure of the case is worse for it.</summary>
    Unseen,
}

/// <summary>A mutation, judged.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Task">Its task.</param>
/// <param name="Kind">What was planted.</param>
/// <param name="Where">Path of the leaf, or section of the statement.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Why">Why it was held back, by the result's reason; of what is planted behind the guards the measures that are worse for it; empty otherwise.</param>
public sealed record MutationResult(string Case, string Task, MutationKind Kind, string Where, MutationOutcome Outcome, string Why);
