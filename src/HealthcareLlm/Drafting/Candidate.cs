using System.Collections.Immutable;

namespace HealthcareLlm.Drafting;

/// <summary>Why an engine itself doubts a candidate. Guards hold such a candidate back and say so.</summary>
public enum Doubt
{
    /// <summary>No doubt.</summary>
    None,

    /// <summary>The order of day and month, or the century, is not settled by the document.</summary>
    AmbiguousDate,

    /// <summary>The check digit is wrong.</summary>
    CheckDigit,

    /// <summary>It does not have the form of its kind.</summary>
    NotOfItsKind,

    /// <summary>Ten digits of a drug code without hyphens can be padded in three ways.</summary>
    AmbiguousDrugCode,

    /// <summary>Several options of one question are marked.</summary>
    SeveralMarked,

    /// <summary>The state of a check box could not be told.</summary>
    UnclearMark,

    /// <summary>A stroke runs through it, or through what it replaces.</summary>
    Struck,

    /// <summary>It is written by hand.</summary>
    Handwritten,

    /// <summary>The reader was unsure of its letters.</summary>
    Unreadable,

    /// <summary>A place of a picture seems empty, and may hold ink of which recognition made no word.</summary>
    PerhapsSigned,

    /// <summary>Another engine found it, and the one that drafts gives another value or none.</summary>
    SecondOpinion,
}

/// <summary>One possible value of a field, in normal form, with what is said to support it.</summary>
/// <param name="Value">Normal form of the contract.</param>
/// <param name="Score">Rank, 0 to 1, not a probability.</param>
/// <param name="Evidence">At least one quote.</param>
/// <param name="Rule">Id of the rule that made it.</param>
public sealed record Candidate(string Value, double Score, ImmutableArray<Evidence> Evidence, string Rule)
{
    /// <summary>Whether look-alike characters were mended (O/0, l/1, S/5 …): such a value is always for a person to see.</summary>
    public bool Repaired { get; init; }

    /// <summary>Whether the value was mapped from other words by <see cref="Rule"/> ('M' → male); then the rule's id stands in the result's reason.</summary>
    public bool Mapped { get; init; }

    /// <summary>Why the engine doubts it.</summary>
    public Doubt Doubt { get; init; }
}
