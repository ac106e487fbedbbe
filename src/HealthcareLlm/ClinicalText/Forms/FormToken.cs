using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>A run of letters and digits, one mark of punctuation, or a check box of a line.</summary>
/// <param name="Key">Lower case without apostrophes; for punctuation the character; empty for a check box.</param>
/// <param name="Span">Place in the document's text.</param>
/// <param name="Word">Index of its word in the page's words.</param>
/// <param name="Cell">Index of its cell in the line.</param>
/// <param name="Left">Left edge in layout pixels.</param>
/// <param name="Right">Right edge in layout pixels.</param>
/// <param name="Kind">Its kind.</param>
internal readonly record struct FormToken(string Key, TextSpan Span, int Word, int Cell, double Left, double Right, FormTokenKind Kind)
{
    /// <summary>Whether it is a run of dots or the like that leads from a label to its value; its key is a colon.</summary>
    internal bool IsLeader { get; init; }

    internal bool Is(char mark) => Kind == FormTokenKind.Mark && Key[0] == mark;

    internal bool IsBlankFill => Kind == FormTokenKind.Mark && Key[0] is '_' or '.' or '-' or '–' or '—' or '…';
}

/// <summary>Kind of a token of a form.</summary>
internal enum FormTokenKind
{
    /// <summary>Letters and digits.</summary>
    Word,

    /// <summary>One mark of punctuation.</summary>
    Mark,

    /// <summary>A check box.</summary>
    CheckBox,
}

/// <summary>A line of a page in tokens, its cells split at vertical bars too.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line.</param>
/// <param name="Index">Index in the page's lines.</param>
/// <param name="Tokens">Tokens from left to right; bars are not among them.</param>
/// <param name="CellStarts">Index of the first token of each cell, and one past the last.</param>
internal sealed record FormLine(Page Page, Line Line, int Index, FormToken[] Tokens, int[] CellStarts)
{
    internal int CellCount => CellStarts.Length - 1;

    /// <summary>Height of a line of print, layout pixels.</summary>
    internal double Height => Math.Max(1, Line.Box.Height);

    internal TextSpan CellSpan(int cell) => SpanOf(CellStarts[cell], CellStarts[cell + 1]);

    internal TextSpan SpanOf(int first, int end) => end <= first ? default : new(Tokens[first].Span.Start, Tokens[end - 1].Span.End);
}
