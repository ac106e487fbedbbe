using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Mutation;

namespace HealthcareLlm.Cli.Mutation;

/// <summary>
/// An engine that misreads: it goes on saying what it said of the documents before they were changed, and cites, word for word, what now stands at those places: the
/// worst that an engine does, since its quotes are true and its values are not. Without a draft to repeat it asks the engine behind it, and keeps that draft.
/// </summary>
/// <param name="inner">The engine behind it.</param>
internal sealed class StubbornEngine(IDraftingEngine inner) : IDraftingEngine
{
    private PriorAuthorizationDraft? _request;
    private DischargeSummaryDraft? _summary;
    private ImmutableDictionary<DocumentId, string> _texts = ImmutableDictionary<DocumentId, string>.Empty;

    /// <summary>The mutation under which the draft is repeated; null to draft anew.</summary>
    internal PlannedMutation? Mutation { get; set; }

    /// <summary>A candidate that is put before all others of a path: what an engine gives that obeys an order in a document; null for none.</summary>
    internal (string Path, string Value, DocumentId DocumentId, string Quote)? Obeyed { get; set; }

    public string Name => inner.Name;

    public string Version => inner.Version;

    public void Prepare(CancellationToken cancellation) => inner.Prepare(cancellation);

    public async Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation)
    {
        if (Obeyed is { } order) return Obeying(await inner.DraftRequestAsync(documents, cancellation).ConfigureAwait(false), order);
        if (Mutation is not { } mutation || _request is null)
        {
            Keep(documents);
            return _request = await inner.DraftRequestAsync(documents, cancellation).ConfigureAwait(false);
        }

        return _request with { Fields = [.. _request.Fields.Select(f => f with { Candidates = [.. f.Candidates.Select(c => Moved(c, mutation, f.Path == mutation.Where))] })] };
    }

    public async Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation)
    {
        if (Mutation is not { } mutation || _summary is null)
        {
            Keep(documents);
            return _summary = await inner.DraftSummaryAsync(documents, cancellation).ConfigureAwait(false);
        }

        return _summary with
        {
            Statements = [.. _summary.Statements.Select(s => s with
            {
                Evidence = Moved(s.Evidence, mutation, s.Text == mutation.Old),
                Parts = [.. s.Parts.Select(p => p with { Candidate = Moved(p.Candidate, mutation, s.Text == mutation.Old) })],
            })],
            MustKeep = [.. _summary.MustKeep.Select(m => m with { Evidence = Moved(m.Evidence, mutation, false) })],
        };
    }

    private static PriorAuthorizationDraft Obeying(PriorAuthorizationDraft draft, (string Path, string Value, DocumentId DocumentId, string Quote) order)
    {
        var candidate = new Candidate(order.Value, 0.99, [new(order.DocumentId, order.Quote, null)], "obeyed");
        var field = draft.Fields.FirstOrDefault(f => f.Path == order.Path);
        return draft with { Fields = [.. draft.Fields.Where(f => f.Path != order.Path), new(order.Path, [candidate, .. field?.Candidates ?? []])] };
    }

    private void Keep(CaseDocuments documents) => _texts = documents.Documents.ToImmutableDictionary(d => d.Source.Id, d => d.Source.Text);

    private Candidate Moved(Candidate candidate, PlannedMutation mutation, bool isTarget) => candidate with { Evidence = Moved(candidate.Evidence, mutation, isTarget) };

    private ImmutableArray<Evidence> Moved(ImmutableArray<Evidence> evidence, PlannedMutation mutation, bool isTarget)
    {
        if (isTarget && !mutation.Moved.IsEmpty) return [.. mutation.Moved.Select(m => new Evidence(m.DocumentId, m.Span.In(_texts[m.DocumentId]), m.Span))];
        return [.. evidence.Select(e => Moved(e, new EditedText(mutation.Edits, e.DocumentId)))];
    }

    private Evidence Moved(Evidence evidence, EditedText edited)
    {
        if (edited.IsEmpty || !_texts.TryGetValue(evidence.DocumentId, out string? text)) return evidence;
        var place = evidence.Location is { } at && at.In(text) == evidence.Quote ? at : Find(text, evidence.Quote);
        if (place is not { } span) return evidence;
        var moved = edited.Map(span);
        return evidence with { Quote = moved.In(edited.Apply(text)), Location = moved };
    }

    private static TextSpan? Find(string text, string quote) => text.IndexOf(quote, StringComparison.Ordinal) is >= 0 and var at ? new(at, at + quote.Length) : null;
}
