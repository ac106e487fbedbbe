using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>What a golden case says about one leaf of the record. A leaf that no document gives is absent from the tree.</summary>
public abstract record GoldLeaf
{
    private GoldLeaf()
    {
    }

    /// <summary>The documents give it.</summary>
    /// <param name="Value">The right value in the contract's normal form; empty where only a pattern tells it.</param>
    /// <param name="AnyOf">Other right writings.</param>
    /// <param name="Pattern">Regular expression that a right value matches, case-insensitive; null where the words themselves decide.</param>
    /// <param name="At">Every place that bears it.</param>
    public sealed record Given(string Value, ImmutableArray<string> AnyOf, string? Pattern, ImmutableArray<GoldPlace> At) : GoldLeaf
    {
        /// <summary>Whether a right result may leave it out: then it is judged where it stands, and not missed where it does not.</summary>
        public bool IsOptional { get; init; }
    }

    /// <summary>Something stands there that must not become a value.</summary>
    /// <param name="Value">What it truly is; null where nobody can tell.</param>
    /// <param name="Why">Reason: handwritten, struck-out, check-digit, not-a-code, unreadable, ambiguous-date.</param>
    public sealed record Refused(string? Value, string Why) : GoldLeaf;

    /// <summary>Documents disagree.</summary>
    /// <param name="Sides">Every side's value.</param>
    public sealed record Conflicting(ImmutableArray<string> Sides) : GoldLeaf;
}

/// <summary>A place in a golden case's documents.</summary>
/// <param name="File">File name.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Box">x, y, width, height in pixels of the page as a viewer shows it; empty where unknown or plain text.</param>
public sealed record GoldPlace(string File, int Page, ImmutableArray<double> Box);
