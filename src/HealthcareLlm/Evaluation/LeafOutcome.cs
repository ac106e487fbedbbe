using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>How a result's leaf stands to the gold's.</summary>
public enum LeafOutcome
{
    /// <summary>Given and right.</summary>
    Right,

    /// <summary>Given, and not the gold's: another value, one side of a conflict, or what must have been refused.</summary>
    Wrong,

    /// <summary>Given, and the gold has none.</summary>
    Invented,

    /// <summary>The gold has one (a value, a conflict, something to refuse) and the result says missing.</summary>
    Missed,

    /// <summary>Held back although the gold gives it.</summary>
    RefusedWrongly,

    /// <summary>Held back, as the gold says.</summary>
    RefusedRightly,

    /// <summary>Conflict shown with every side, as the gold says.</summary>
    ConflictingRightly,

    /// <summary>Conflict claimed although the gold gives one value, or shown without every side.</summary>
    ConflictingWrongly,

    /// <summary>Something is held back where the gold has nothing: no wrong value, but work for a reviewer.</summary>
    HeldBackNeedlessly,

    /// <summary>Neither the gold nor the result has one.</summary>
    RightlyMissing,

    /// <summary>A finding beyond those that the gold lists: it may be true of the documents; traps judge it.</summary>
    Extra,

    /// <summary>Could not be scored: the gold cannot be attained or the field's status is none of the contract's.</summary>
    NotScored,
}

/// <summary>One leaf, judged.</summary>
/// <param name="Path">Path with the gold's indexes, or the result's where the gold has no such entry (then behind a <c>+</c>).</param>
/// <param name="Field">Path without indexes.</param>
/// <param name="Critical">Whether the contract calls it critical.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Gold">What the gold says, for a person; null where it has none.</param>
/// <param name="Given">What the result says, for a person; null where it says nothing.</param>
/// <param name="RightAmongCandidates">Whether the right value is among the candidates of a field that was held back.</param>
/// <param name="GoldGives">Whether the gold gives one value.</param>
public sealed record LeafScore(string Path, string Field, bool Critical, LeafOutcome Outcome, string? Gold, string? Given, bool RightAmongCandidates, bool GoldGives)
{
    /// <summary>Score of the value that stands, 0 to 1; null where none stands or it has none.</summary>
    public double? Score
    {
        get => Told(_score);
        init => _score = value ?? double.NaN;
    }

    /// <summary>Its calibrated probability, 0 to 1; null while it is uncalibrated.</summary>
    public double? Confidence
    {
        get => Told(_confidence);
        init => _confidence = value ?? double.NaN;
    }

    /// <summary>Its citations, judged apart; null where no value stands.</summary>
    public Citing.CitationScore? Citation { get; init; }

    /// <summary>Where the value stands by the result and by the gold; null unless it was asked for (<see cref="CaseScorer.Score"/>).</summary>
    public LeafPlaces? Places { get; init; }

    /// <summary>What went right or wrong, by what it means.</summary>
    public ErrorClass Class { get; init; }

    /// <summary>Likeness of a free text that stands to the gold's, 0 to 1 (<see cref="Anls"/>); null for any other leaf. It informs; the outcome does not rest on it.</summary>
    public double? Anls
    {
        get => Told(_anls);
        init => _anls = value ?? double.NaN;
    }

    // Nothing is kept as NaN: a run has a million leaves, and a number that may be null takes twice its room.
    private readonly double _score = double.NaN, _confidence = double.NaN, _anls = double.NaN;

    private static double? Told(double number) => double.IsNaN(number) ? null : number;
}

/// <summary>Where a leaf stands.</summary>
/// <param name="Cited">What the result cites: for the value, or for the candidates of what it holds back.</param>
/// <param name="Gold">Places of the gold; empty where it tells none.</param>
public sealed record LeafPlaces(ImmutableArray<ReadCitation> Cited, ImmutableArray<GoldPlace> Gold);

/// <summary>One list, judged by its entries.</summary>
/// <param name="Field">Path of the list without indexes.</param>
/// <param name="Gold">Entries that the gold gives.</param>
/// <param name="Given">Entries in which a value stands.</param>
/// <param name="Matched">Entries whose name or code is right.</param>
/// <param name="OrderKept">Whether the matched entries stand in the gold's order.</param>
public sealed record ListScore(string Field, int Gold, int Given, int Matched, bool OrderKept)
{
    /// <summary>Matched entries of which every leaf is right: of a drug its name, dose, route and frequency.</summary>
    public int Whole { get; init; }

    /// <summary>Whether the gold's first entry stands first; null where it was not found or the gold has no second.</summary>
    public bool? StandsFirst { get; init; }
}
