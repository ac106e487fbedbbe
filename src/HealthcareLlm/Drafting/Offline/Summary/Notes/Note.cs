using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>One note of the encounter: a document, or a part of one between two note headers.</summary>
/// <param name="Document">The document.</param>
/// <param name="Span">Its place in the document's text.</param>
/// <param name="Kind">What kind of note it is.</param>
internal sealed record Note(AnnotatedDocument Document, TextSpan Span, NoteKind Kind)
{
    /// <summary>The words of its title; empty where it has none.</summary>
    internal string Title { get; init; } = string.Empty;

    /// <summary>Whether it is one entry of a running document.</summary>
    internal bool IsEntry { get; init; }

    /// <summary>Whether it was written for going home.</summary>
    internal bool IsOfDischarge => Kind is NoteKind.DischargeMedications or NoteKind.DischargeOrder or NoteKind.DischargeSummary
        || (Kind is not (NoteKind.Procedure or NoteKind.Results) && NoteKindRules.Words(Title).Any(w => w is "discharge" or "dc" or "discharged" or "departure"));

    /// <summary>When it was written; null where neither header nor signature says so.</summary>
    internal DateTime? At { get; init; }

    /// <summary>Where its date stands; empty where there is none.</summary>
    internal TextSpan DateSpan { get; init; }

    /// <summary>Who wrote it, as written; null where it does not say.</summary>
    internal string? Author { get; init; }

    /// <summary>Where the author stands; empty where there is none.</summary>
    internal TextSpan AuthorSpan { get; init; }

    /// <summary>Its place in the order in which the documents were given, from 0.</summary>
    internal int Given { get; init; }

    /// <summary>Its place in time among the notes of the encounter, from 0.</summary>
    internal int Order { get; init; }

    /// <summary>The day it was written; null where it is not known.</summary>
    internal DateOnly? Day => At is { } at ? DateOnly.FromDateTime(at) : null;

    /// <summary>Its sections, in order.</summary>
    internal ImmutableArray<Section> Sections { get; init; } = [];

    /// <summary>The document's text.</summary>
    internal string Text => Document.Text;
}
