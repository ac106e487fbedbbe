using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Where a value stands as seen from its label.</summary>
public enum LabelPlace
{
    /// <summary>In the same cell, after a colon or the label itself.</summary>
    Inline,

    /// <summary>In the next cell of the same line.</summary>
    Beside,

    /// <summary>Below the label.</summary>
    Below,

    /// <summary>Above the label, as on signature lines.</summary>
    Above,

    /// <summary>In a column under a table's heading.</summary>
    Column,

    /// <summary>The option of a question whose check box is marked.</summary>
    CheckBox,
}

/// <summary>A label of a form, letter or table and the value that stands with it.</summary>
/// <param name="Label">The label as written, without its colon.</param>
/// <param name="LabelSpan">Where the label stands.</param>
/// <param name="ValueSpan">Where the value stands; empty where the place is left blank.</param>
/// <param name="Place">Where the value stands as seen from the label.</param>
/// <param name="Score">How sure the pairing is, 0 to 1, a rank.</param>
public sealed record LabelledValue(string Label, TextSpan LabelSpan, TextSpan ValueSpan, LabelPlace Place, double Score)
{
    /// <summary>What the label asks for, by <c>rules/labels.tsv</c>, such as <c>npi</c> or <c>service.code</c>; empty where the lexicon does not know it.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>Whom or what it is about.</summary>
    public FormTopic Topic { get; init; }

    /// <summary>Whether the label itself names the topic, rather than the heading above it.</summary>
    public bool OwnTopic { get; init; }

    /// <summary>Further lines of the same value, in order.</summary>
    public ImmutableArray<TextSpan> MoreSpans { get; init; } = [];

    /// <summary>Number of the table row it stands in, unique in the document, rows of one table in order; -1 outside of tables.</summary>
    public int Row { get; init; } = -1;

    /// <summary>State of the check box; null for what is no check box option.</summary>
    public WordMarks? Box { get; init; }

    /// <summary>Id of the lexicon's rule; empty where none.</summary>
    public string Rule { get; init; } = string.Empty;

    /// <summary>Whether nothing was filled in.</summary>
    public bool IsBlank => ValueSpan.IsEmpty;
}
