using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Evidence, parts and statements with their places.</summary>
internal static class Cite
{
    /// <summary>The words of a span as evidence.</summary>
    internal static Evidence Span(AnnotatedDocument document, TextSpan span) => new(document.Source.Id, span.In(document.Text), span);

    /// <summary>The words of a span as evidence.</summary>
    internal static Evidence Span(Note note, TextSpan span) => Span(note.Document, span);

    /// <summary>A part whose value stands as written at a span.</summary>
    internal static PartDraft Part(string name, Note note, TextSpan span, double score = 0.8) => Part(name, Wording.Fold(span.In(note.Text)), note, span, score);

    /// <summary>A part with a value in normal form.</summary>
    internal static PartDraft Part(string name, string value, Note note, TextSpan span, double score = 0.8) =>
        new(name, new(value, score, [Span(note, span)], "as-written"));

    /// <summary>A part whose value follows from what is cited by a named rule.</summary>
    internal static PartDraft Mapped(string name, string value, string rule, params IEnumerable<Evidence> evidence) =>
        new(name, new(value, 0.8, [.. evidence], rule) { Mapped = true });

    /// <summary>A statement.</summary>
    internal static StatementDraft Statement(string section, string text, double score, IEnumerable<Evidence> evidence, params IEnumerable<PartDraft> parts) =>
        new(section, text, score, Distinct(evidence), [.. parts]);

    private static ImmutableArray<Evidence> Distinct(IEnumerable<Evidence> evidence)
    {
        var distinct = ImmutableArray.CreateBuilder<Evidence>();
        foreach (var item in evidence)
        {
            bool covered = distinct.Any(d => d.DocumentId == item.DocumentId && d.Location is { } outer && item.Location is { } inner && outer.Contains(inner));
            if (!covered) distinct.Add(item);
        }

        return distinct.ToImmutable();
    }
}
