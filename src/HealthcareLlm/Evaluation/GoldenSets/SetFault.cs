using System.Globalization;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>How much a fault of a golden set weighs.</summary>
public enum FaultWeight
{
    /// <summary>The set does not keep what it promises: the case cannot be run, or its figures would be false.</summary>
    Error,

    /// <summary>Something to look at, or something that could not be checked.</summary>
    Warning,
}

/// <summary>A place where a golden set breaks its format or one of its promises.</summary>
/// <param name="File">Path of the file, as it was opened.</param>
/// <param name="Line">Line in it, from 1; the line of the nearest member above where the member itself is absent.</param>
/// <param name="Path">Path in the JSON, such as <c>record.patient.npi</c>; empty for the whole file.</param>
/// <param name="Weight">How much it weighs.</param>
/// <param name="Rule">The promise that is broken, one of <see cref="SetRules"/>.</param>
/// <param name="Message">What is wrong, for a person. It may hold text of the golden set, never of a document.</param>
public sealed record SetFault(string File, int Line, string Path, FaultWeight Weight, string Rule, string Message)
{
    /// <summary><c>file:line: path: message</c>, as compilers and editors write it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{File}:{Line}: {(Path.Length == 0 ? string.Empty : Path + ": ")}{Message}");
}

/// <summary>The promises that a golden set is checked for.</summary>
public static class SetRules
{
    /// <summary>The file is JSON, of a version that is read, and keeps to its schema.</summary>
    public const string Format = "format";

    /// <summary>Ids are unique, name their folders, and every case is listed.</summary>
    public const string Names = "names";

    /// <summary>Every path is one of the contract.</summary>
    public const string Paths = "paths";

    /// <summary>Every value stands in the contract's normal form and contradicts no other entry.</summary>
    public const string Values = "values";

    /// <summary>Every pattern compiles, and none matches everything.</summary>
    public const string Patterns = "patterns";

    /// <summary>Every document is there, bears its hash and has its pages; every place lies on one of them.</summary>
    public const string Documents = "documents";

    /// <summary>Every quote stands word for word where it says.</summary>
    public const string Quotes = "quotes";

    /// <summary>No case stands twice.</summary>
    public const string Twice = "twice";

    /// <summary>Nothing of one part stands in another: the same person, document, text or picture.</summary>
    public const string Leaks = "leaks";

    /// <summary>A data card says source, licence, how and by whom annotated, agreement and known faults.</summary>
    public const string Card = "card";

    /// <summary>The set has cases, and enough of them for its figures to bear a claim.</summary>
    public const string Size = "size";
}
