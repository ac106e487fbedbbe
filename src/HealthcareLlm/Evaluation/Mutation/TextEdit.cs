using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>A change of a document's text.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Span">What is replaced; empty for an insertion.</param>
/// <param name="Replacement">What stands there afterwards.</param>
public sealed record TextEdit(DocumentId DocumentId, TextSpan Span, string Replacement);

/// <summary>The changes of one document, in order and without overlap.</summary>
public sealed class EditedText
{
    private readonly ImmutableArray<TextEdit> _edits;

    /// <summary>Takes the edits of that document; of edits that overlap, the first.</summary>
    public EditedText(IEnumerable<TextEdit> edits, DocumentId document)
    {
        var kept = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var edit in edits.Where(e => e.DocumentId == document).OrderBy(e => e.Span.Start).ThenBy(e => e.Span.End))
        {
            if (kept.Count == 0 || edit.Span.Start >= kept[^1].Span.End) kept.Add(edit);
        }

        _edits = kept.ToImmutable();
    }

    /// <summary>Whether nothing is changed.</summary>
    public bool IsEmpty => _edits.IsEmpty;

    /// <summary>The edits, in order.</summary>
    public ImmutableArray<TextEdit> Edits => _edits;

    /// <summary>The text afterwards.</summary>
    public string Apply(string text)
    {
        var made = new StringBuilder(text.Length);
        int at = 0;
        foreach (var edit in _edits)
        {
            made.Append(text, at, edit.Span.Start - at).Append(edit.Replacement);
            at = edit.Span.End;
        }

        return made.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where a span stands afterwards. What was inserted right before it does not belong to it; a replacement inside it does.</summary>
    public TextSpan Map(TextSpan span)
    {
        int start = span.Start, end = span.End;
        foreach (var edit in _edits)
        {
            int grown = edit.Replacement.Length - edit.Span.Length;
            if (edit.Span.End <= span.Start && !(edit.Span.IsEmpty && edit.Span.Start > span.Start)) start += grown;
            if (edit.Span.Start < span.End) end += grown;
        }

        return new(start, Math.Max(start, end));
    }
}
