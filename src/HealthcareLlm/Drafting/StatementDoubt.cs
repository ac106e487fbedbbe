namespace HealthcareLlm.Drafting;

/// <summary>In which way a statement is not borne out by what it cites.</summary>
public enum DoubtKind
{
    /// <summary>None of its quotes stands in the documents.</summary>
    NoQuote,

    /// <summary>A number, unit, code, name, day or side of it stands in none of its quotes.</summary>
    NotThere,

    /// <summary>A number, day, side or drug of it belongs to something else in its quotes.</summary>
    OfAnother,

    /// <summary>Its quotes deny it, suppose it or give it to somebody else.</summary>
    Reverse,
}

/// <summary>Why a drafted statement, or a part of it, would be withheld.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Token">The word or number on which it fails; null where it is the whole.</param>
/// <param name="Part">Name of the part that fails; null where it is the statement.</param>
public sealed record StatementDoubt(DoubtKind Kind, string? Token, string? Part);
