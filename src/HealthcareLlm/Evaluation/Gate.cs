namespace HealthcareLlm.Evaluation;

/// <summary>A bound that a run must keep.</summary>
/// <param name="Measure">Id of the measure, or a number of <see cref="GateNumbers"/>.</param>
/// <param name="Group">Group of cases.</param>
/// <param name="AtLeast">Smallest allowed number; a share is 0 to 1; null for none.</param>
/// <param name="AtMost">Largest allowed number; null for none.</param>
public sealed record Gate(string Measure, string Group, double? AtLeast, double? AtMost)
{
    /// <summary>Fewest that the number must be over (of a figure on confidence: fewest of its scarcer class): below it the bound is not kept, for want of evidence. 0 for none.</summary>
    public int MinimumN { get; init; }

    /// <summary>The task of runs that must keep it: a run without a set of that task skips it, and says so. Null: every run must keep it, and one that does not measure it fails.</summary>
    public string? Task { get; init; }
}

/// <summary>How a gate came out.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Measured">What was counted; null where nothing was, or where the gate is on a number that is no count.</param>
public sealed record GateOutcome(Gate Gate, Measure? Measured)
{
    /// <summary>The number measured; null where it could not be scored.</summary>
    public double? Value { get; init; } = Measured?.Value;

    /// <summary>How many it is over; of a figure on confidence, how many the scarcer class has, wrong values or right ones: they carry it, however many the other has.</summary>
    public int N { get; init; } = Measured?.Of ?? 0;

    /// <summary>Why the number bears no claim, or is none; empty where it bears one.</summary>
    public string Remark { get; init; } = string.Empty;

    /// <summary>Whether it was not tried, being for a task of which the run has no set: neither kept nor failed.</summary>
    public bool Skipped { get; init; }

    /// <summary>Whether there was nothing to measure: not kept, for want of evidence.</summary>
    public bool NotScored => Value is null;

    /// <summary>Whether it is over fewer than the gate asks for: not kept, for want of evidence.</summary>
    public bool TooFew => N < Gate.MinimumN;

    /// <summary>Whether the bound is kept.</summary>
    public bool Kept => !Skipped && Value is { } value && !TooFew && !(value < Gate.AtLeast) && !(value > Gate.AtMost);

    /// <summary>Whether it was tried and is not kept.</summary>
    public bool Failed => !Skipped && !Kept;

    /// <summary>Whether the bound is kept by a number that bears no claim: said wherever it is called kept.</summary>
    public bool KeptOnLittle => Kept && Remark.Length > 0;

    /// <summary>How it came out, in a word or two.</summary>
    public string Standing => Skipped ? "skipped" : NotScored ? "NOT SCORED" : TooFew ? "TOO FEW" : !Kept ? "NO" : KeptOnLittle ? "yes, but bears no claim" : "yes";
}
