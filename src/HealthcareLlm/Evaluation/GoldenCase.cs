using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace HealthcareLlm.Evaluation;

/// <summary>One input with its expected answers; format in evalsets/README.md.</summary>
public sealed record GoldenCase
{
    /// <summary>Id, also its folder's name.</summary>
    public required string Id { get; init; }

    /// <summary><c>prior-auth-request</c> or <c>discharge-summary</c>.</summary>
    public required string Task { get; init; }

    /// <summary><c>development</c>, <c>calibration</c> or <c>test</c>.</summary>
    public required string Part { get; init; }

    /// <summary>Date of the case, <c>YYYY-MM-DD</c>: on which day the packet came; empty where it has none.</summary>
    public string Date { get; init; } = string.Empty;

    /// <summary>The case's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the documents that are kept outside of the set; null for none.</summary>
    public string? Outside { get; init; }

    /// <summary>What the case is about, by tag.</summary>
    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>The documents, in the order in which they are given to the program.</summary>
    public required ImmutableArray<GoldDocument> Documents { get; init; }

    /// <summary>The expected record; null for an encounter.</summary>
    public LeafTree<GoldLeaf>? Record { get; init; }

    /// <summary>The expected rows of a summary, by section: a section that stands here is complete. Null for a packet, and for an encounter whose facts alone are judged.</summary>
    public LeafTree<GoldLeaf>? Entries { get; init; }

    /// <summary>Paths or sections that must be reported missing.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>Pages that must be set aside.</summary>
    public required ImmutableArray<GoldPage> SetAside { get; init; }

    /// <summary>What is planted and must not become a fact.</summary>
    public required ImmutableArray<GoldTrap> Traps { get; init; }

    /// <summary>What a summary should say; empty for a packet.</summary>
    public required ImmutableArray<GoldFact> Facts { get; init; }

    /// <summary>A summary that a person wrote, one sentence a line, for ROUGE; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>Disagreements that a summary must show; empty for a packet.</summary>
    public required ImmutableArray<GoldConflict> Conflicts { get; init; }

    /// <summary>What the text asserts about things that it names; empty for a packet.</summary>
    public required ImmutableArray<GoldAssertion> Assertions { get; init; }

    /// <summary>Whether the answers were left out, so that a great set fits the memory; <see cref="Whole"/> reads them again.</summary>
    public bool IsOutline { get; init; }

    /// <summary>Key of all that it says but its id; null of a case that is not just as it was read from a file and checked: of one that was changed since, too.</summary>
    internal UInt128? Content => Contents.TryGetValue(this, out object? content) ? (UInt128)content : null;

    // Beside the case, so that a changed copy of it has none.
    private static readonly ConditionalWeakTable<GoldenCase, object> Contents = [];

    /// <summary>Keeps the key of the case as it was read.</summary>
    internal GoldenCase Keyed(UInt128 content)
    {
        Contents.AddOrUpdate(this, content);
        return this;
    }

    /// <summary>Length and time of the file that an outline was read from: one that has the same still is not checked anew.</summary>
    internal (long Length, DateTime Written) Stamp { get; init; }

    /// <summary>The case without its answers.</summary>
    public GoldenCase Outline() => this with { IsOutline = true, Record = null, Entries = null, Missing = [], SetAside = [], Traps = [], Facts = [], Reference = null, Conflicts = [], Assertions = [] };

    /// <summary>The case with its answers.</summary>
    /// <exception cref="InvalidDataException">It was changed since it was read, and is broken now.</exception>
    public GoldenCase Whole() => IsOutline ? EvalsetReader.ReadAgain(Folder, Task, Outside, Stamp) : this;

    /// <summary>Paths of the documents, in order.</summary>
    public IReadOnlyList<string> Paths => [.. Documents.Select(d => GoldenSets.GoldenPaths.Of(Folder, d.File, d.IsOutside, Outside))];
}

/// <summary>A document of a golden case.</summary>
/// <param name="File">File name in the case's <c>documents</c> folder.</param>
/// <param name="Pages">Number of pages; 1 for plain text.</param>
/// <param name="Words">Number of words where the file is no plain text; null where unknown or plain text (then they are counted).</param>
/// <param name="IsOutside">Whether it is kept outside of the set, named by its hash.</param>
public sealed record GoldDocument(string File, int Pages, int? Words, bool IsOutside = false)
{
    /// <summary>SHA-256 of its bytes, lower-case hex; null where the case does not state it.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>A page that must be set aside.</summary>
/// <param name="File">File name.</param>
/// <param name="Page">Page, from 1; null for every page of the file.</param>
/// <param name="Reason">Why.</param>
public sealed record GoldPage(string File, int? Page, string Reason);

/// <summary>Something planted that must not become a fact.</summary>
/// <param name="Id">Id within the case.</param>
/// <param name="Kind">negated, family, superseded, other-patient, injected …</param>
/// <param name="Path">Path in the record, with <c>[]</c> for any index; null for an encounter.</param>
/// <param name="Value">The value that must not stand there; null for an encounter.</param>
/// <param name="Patterns">Regular expressions that must not all match one supported statement; empty for a packet.</param>
/// <param name="Sections">Sections where the patterns are looked for; empty: every one but <c>conflicts</c>.</param>
public sealed record GoldTrap(string Id, string Kind, string? Path, string? Value, ImmutableArray<string> Patterns, ImmutableArray<string> Sections);

/// <summary>Something that a summary should say.</summary>
/// <param name="Id">Id within the case.</param>
/// <param name="Sections">Sections that may hold it.</param>
/// <param name="Must">Whether a discharge summary must have it.</param>
/// <param name="AnyOf">Alternatives; each is a list of patterns that must all match one statement.</param>
/// <param name="Change">Expected <c>change</c> of a drug; null where it does not matter.</param>
public sealed record GoldFact(string Id, ImmutableArray<string> Sections, bool Must, ImmutableArray<ImmutableArray<string>> AnyOf, string? Change);

/// <summary>A disagreement between documents.</summary>
/// <param name="Id">Id within the case.</param>
/// <param name="About">What it is about.</param>
/// <param name="Sides">A pattern for each side.</param>
public sealed record GoldConflict(string Id, string About, ImmutableArray<string> Sides);

/// <summary>What a note asserts about something that it names.</summary>
/// <param name="File">File name.</param>
/// <param name="Quote">Verbatim text of the note.</param>
/// <param name="About">The words within the quote that are judged.</param>
/// <param name="Polarity">affirmed, negated or possible.</param>
/// <param name="Temporality">recent, historical or hypothetical.</param>
/// <param name="Experiencer">patient or other.</param>
public sealed record GoldAssertion(string File, string Quote, string About, string Polarity, string Temporality, string Experiencer);

/// <summary>A versioned folder of golden cases.</summary>
/// <param name="Id">Id.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="Task">The task of its cases.</param>
/// <param name="Cases">The cases, in the order of <c>evalset.json</c>.</param>
public sealed record Evalset(string Id, int Version, string Task, ImmutableArray<GoldenCase> Cases)
{
    /// <summary>Cases that break their format: they are not scored, and the others are.</summary>
    public ImmutableArray<BrokenCase> Broken { get; init; } = [];
}

/// <summary>A case that cannot be read.</summary>
/// <param name="Id">Id, by the set.</param>
/// <param name="Fault">What is wrong, with file and line.</param>
public sealed record BrokenCase(string Id, string Fault);
