using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A sentence or list item of a note.</summary>
/// <param name="Note">The note.</param>
/// <param name="Span">Its place.</param>
/// <param name="Section">The section it stands in.</param>
/// <param name="Index">Index of its sentence in the document.</param>
internal sealed record Passage(Note Note, TextSpan Span, Section Section, int Index)
{
    /// <summary>Its words as written.</summary>
    internal string Text { get; } = Span.In(Note.Text);

    /// <summary>Its words and numbers, for comparison.</summary>
    internal required Fingerprint Fingerprint { get; init; }

    /// <summary>Mentions whose name lies inside it.</summary>
    internal required ImmutableArray<Mention> Mentions { get; init; }

    /// <summary>Whether an earlier note already says it in nearly the same words and the same numbers.</summary>
    internal bool IsCopy { get; set; }

    /// <summary>Whether a later note says that it was wrong.</summary>
    internal bool IsCorrected { get; set; }

    /// <summary>Whether it may be used.</summary>
    internal bool IsUsable => !IsCopy && !IsCorrected;

    /// <summary>What its section is about.</summary>
    internal SectionCategory Category => Section.Category;

    /// <summary>Its words as evidence.</summary>
    internal Evidence Evidence => Cite.Span(Note.Document, Span);
}
