using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>A trap, judged.</summary>
/// <param name="Id">Id within the case.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Where">Path or section at which it was sprung; null where it was not.</param>
/// <param name="Text">The value or statement that sprung it; null where none did.</param>
public sealed record TrapScore(string Id, string Kind, string? Where, string? Text)
{
    /// <summary>Whether what was planted stands as a fact.</summary>
    public bool Sprung => Where is not null;
}

/// <summary>How the report of what is missing stands to the gold's.</summary>
/// <param name="Expected">Needed, and no document gives it.</param>
/// <param name="Reported">Of these, reported.</param>
/// <param name="GivenAndNeeded">Needed, and the documents give it.</param>
/// <param name="SaidMissing">Of these, reported missing all the same.</param>
/// <param name="Lost">Paths expected and not reported.</param>
/// <param name="False">Paths reported although given.</param>
public sealed record MissingScore(int Expected, int Reported, int GivenAndNeeded, int SaidMissing, ImmutableArray<string> Lost, ImmutableArray<string> False);

/// <summary>Pages set aside, judged.</summary>
/// <param name="Rightly">Pages that had to be and were.</param>
/// <param name="Missed">Pages that had to be and were not, as <c>file#page</c>.</param>
/// <param name="Wrongly">Pages that were and had not to be, as <c>file#page</c>.</param>
public sealed record SetAsideScore(int Rightly, ImmutableArray<string> Missed, ImmutableArray<string> Wrongly);

/// <summary>One golden case, judged.</summary>
public sealed record CaseScore
{
    /// <summary>Id of the golden set.</summary>
    public required string Evalset { get; init; }

    /// <summary>Id of the case.</summary>
    public required string Id { get; init; }

    /// <summary>Its task.</summary>
    public required string Task { get; init; }

    /// <summary>Its part.</summary>
    public required string Part { get; init; }

    /// <summary>Its tags.</summary>
    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>Why it could not be scored, which is neither right nor wrong; null where it was.</summary>
    public string? NotScored { get; init; }

    /// <summary>Leaves, in the order of the contract; empty for a summary.</summary>
    public ImmutableArray<LeafScore> Leaves { get; init; } = [];

    /// <summary>Lists that the gold or the result fills.</summary>
    public ImmutableArray<ListScore> Lists { get; init; } = [];

    /// <summary>Every trap.</summary>
    public ImmutableArray<TrapScore> Traps { get; init; } = [];

    /// <summary>What is reported missing; null where the case could not be scored.</summary>
    public MissingScore? Missing { get; init; }

    /// <summary>Pages set aside; null where the case could not be scored.</summary>
    public SetAsideScore? SetAside { get; init; }

    /// <summary>SHA-256 of each document as the program read it; empty where the case could not be scored. Two cases that share one are never on both sides of a split.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>File names of <see cref="Sources"/>, in the same order.</summary>
    public ImmutableArray<string> SourceFiles { get; init; } = [];

    /// <summary>Documents of which nothing could be read, by the result's own issues: what stands in them is missed for no fault of the fields. 0 where the case could not be scored.</summary>
    public int Unread { get; init; }

    /// <summary>Engine and version that made the result, such as <c>offline 1</c>; empty where the result does not say.</summary>
    public string Engine { get; init; } = string.Empty;

    /// <summary>Date of the case, <c>YYYY-MM-DD</c>; empty where the gold has none.</summary>
    public string Date { get; init; } = string.Empty;

    /// <summary>The summary; null for a record.</summary>
    public SummaryScore? Summary { get; init; }
}

/// <summary>A summary, judged.</summary>
public sealed record SummaryScore
{
    /// <summary>Every fact of the gold.</summary>
    public required ImmutableArray<FactScore> Facts { get; init; }

    /// <summary>Conflicts of the gold: id, and whether the summary shows every side.</summary>
    public required ImmutableArray<KeyValuePair<string, bool>> Conflicts { get; init; }

    /// <summary>Statements that are part of the document.</summary>
    public required int Statements { get; init; }

    /// <summary>Of these, without a citation.</summary>
    public required ImmutableArray<string> Uncited { get; init; }

    /// <summary>Of these, with a number that no quote of theirs has: the statement's section and the number.</summary>
    public required ImmutableArray<string> NumbersNotCited { get; init; }

    /// <summary>Of these, with a side (left, right, bilateral) that no quote of theirs has.</summary>
    public required ImmutableArray<string> SidesNotCited { get; init; }

    /// <summary>Of these, with a negation that no quote of theirs has, or without the one that every quote has.</summary>
    public required ImmutableArray<string> NegationsNotCited { get; init; }

    /// <summary>Of these, told as facts of the patient where the clauses that they cite deny, doubt or tell of another person, or where the gold's assertion says so.</summary>
    public ImmutableArray<string> SenseLost { get; init; } = [];

    /// <summary>Of these, with a word that no quote of theirs has: another thing, or the same in other words.</summary>
    public ImmutableArray<string> OwnWords { get; init; } = [];

    /// <summary>Rows of which a part cannot be read from its citations: another drug's dose, another result's value.</summary>
    public ImmutableArray<string> PartsNotCited { get; init; } = [];

    /// <summary>Rows whose text does not say what their parts say, or says what these deny.</summary>
    public ImmutableArray<string> PartsNotInText { get; init; } = [];

    /// <summary>Of these, with hardly a word that a quote of theirs has: they cite another place.</summary>
    public required ImmutableArray<string> WordsNotCited { get; init; }

    /// <summary>Of these, nearly the same as an earlier one.</summary>
    public required ImmutableArray<string> NearDuplicates { get; init; }

    /// <summary>Citations of what is part of the document, and of its parts, that name a listed document, a page of it, a quote and offsets in order.</summary>
    public Citing.Counted CitationsResolve { get; init; }

    /// <summary>Citations whose quote is the document's text at its offsets; scored where the text was kept.</summary>
    public Citing.Counted CitationsVerbatim { get; init; }

    /// <summary>Citations that are a place which a person can check at a glance; the quotes of others bear nothing.</summary>
    public Citing.Counted CitationsTight { get; init; }

    /// <summary>Citations of a listed document whose quote could not be checked: its text was not kept, or is another.</summary>
    public Citing.Counted CitationsNotChecked { get; init; }

    /// <summary>The summary as a text.</summary>
    public required Prose.TextMetrics Text { get; init; }

    /// <summary>Statements that were held back.</summary>
    public required int Refused { get; init; }

    /// <summary>Words of the prose.</summary>
    public required int ProseWords { get; init; }

    /// <summary>The contract's limit for these notes; null where the documents' words are unknown.</summary>
    public required int? ProseLimit { get; init; }

    /// <summary>Omissions that the result itself reports.</summary>
    public required int OmissionsReported { get; init; }
}

/// <summary>What became of a fact.</summary>
public enum FactState
{
    /// <summary>Stands in a section that may hold it.</summary>
    Present,

    /// <summary>Stands, but in another section.</summary>
    ElsewherePresent,

    /// <summary>Stands only in a statement that was held back.</summary>
    HeldBack,

    /// <summary>Not in the summary, but reported among the omissions.</summary>
    ReportedOmitted,

    /// <summary>Not there.</summary>
    Absent,
}

/// <summary>A fact, judged.</summary>
/// <param name="Id">Id within the case.</param>
/// <param name="Section">Sections that may hold it, joined by <c>|</c>.</param>
/// <param name="Must">Whether a discharge summary must have it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Sought">The patterns that were looked for, for a person.</param>
/// <param name="ChangeIsRight">Whether the drug's change is right; null where the gold asks for none or the fact is not present.</param>
public sealed record FactScore(string Id, string Section, bool Must, FactState State, string Sought, bool? ChangeIsRight);
