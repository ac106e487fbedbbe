using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>Resolves every quote of a draft to its place and verifies that what is said stands there.</summary>
public static class Grounder
{
    /// <summary>Grounds the fields of a request.</summary>
    public static GroundedRequest Ground(PriorAuthorizationDraft draft, IReadOnlyList<AnnotatedDocument> documents)
    {
        var byId = documents.ToDictionary(d => d.Source.Id);
        var assertions = new AssertionRules(byId);
        var fields = draft.Fields.Select(f => new GroundedField(f.Path, [.. f.Candidates.Select(c => Ground(f.Path, c, byId, assertions))]));
        return new([.. fields]) { Superseded = draft.Superseded };
    }

    /// <summary>Grounds the statements of a summary.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="documents">The documents of the case.</param>
    /// <param name="known">What was verified of them while the draft was made; null for nothing.</param>
    public static GroundedSummary Ground(DischargeSummaryDraft draft, IReadOnlyList<AnnotatedDocument> documents, VerifiedStatements? known = null)
    {
        var byId = documents.ToDictionary(d => d.Source.Id);
        var statements = draft.Statements.Select(s => Ground(s, byId, known));
        return new([.. statements], [.. draft.MustKeep.Select(m => (m, Resolve(m.Evidence, byId)))]);
    }

    /// <summary>Says of a drafted statement why it would be withheld, or one of its parts; null where nothing would.</summary>
    /// <param name="documents">The documents of the case.</param>
    /// <param name="known">Keeps what was verified, so that it is done once; null to keep nothing.</param>
    public static Func<StatementDraft, StatementDoubt?> Check(IReadOnlyList<AnnotatedDocument> documents, VerifiedStatements? known = null)
    {
        var byId = documents.ToDictionary(d => d.Source.Id);
        return draft =>
        {
            var grounded = Ground(draft, byId, known);
            if (grounded.Verdict != Verdict.Supported) return new(KindOf(grounded.Verdict), grounded.Token, null);
            foreach (var (name, part) in grounded.Parts)
            {
                if (part.Verdict != Verdict.Supported) return new(KindOf(part.Verdict), part.Candidate.Value, name);
            }

            return null;
        };
    }

    private static DoubtKind KindOf(Verdict verdict) => verdict switch
    {
        Verdict.QuoteNotFound => DoubtKind.NoQuote,
        Verdict.BelongsElsewhere => DoubtKind.OfAnother,
        Verdict.AssertionContradicts => DoubtKind.Reverse,
        _ => DoubtKind.NotThere,
    };

    private static ImmutableArray<Citation> Resolve(ImmutableArray<Evidence> evidence, Dictionary<DocumentId, AnnotatedDocument> documents)
    {
        var citations = ImmutableArray.CreateBuilder<Citation>();
        foreach (var item in evidence)
        {
            if (!documents.TryGetValue(item.DocumentId, out var document)) continue;
            var aligned = QuoteAligner.Align(document.Text, item.Quote, item.Location);
            if (aligned.Alignment == Alignment.NotFound) continue;
            foreach (var citation in CitationMaker.Make(document.Source, aligned.Span, aligned.Alignment))
            {
                if (!citations.Any(c => c.DocumentId == citation.DocumentId && c.Span == citation.Span)) citations.Add(citation);
            }
        }

        return citations.ToImmutable();
    }

    private static GroundedCandidate Ground(string path, Candidate candidate, Dictionary<DocumentId, AnnotatedDocument> documents, AssertionRules assertions)
    {
        var citations = Resolve(candidate.Evidence, documents);
        return new(candidate, citations, Judge(path, candidate, citations, assertions));
    }

    private static Verdict Judge(string path, Candidate candidate, ImmutableArray<Citation> citations, AssertionRules assertions)
    {
        if (citations.IsEmpty) return Verdict.QuoteNotFound;
        var field = RecordFields.Find(path) ?? throw new InvalidOperationException("no such path: " + path);
        var quotes = citations.Select(c => c.Quote);
        bool holds = candidate.Mapped
            ? MappingRules.Gives(candidate.Rule, path, candidate.Value, citations.Select(c => c.Quote))
            : ValueVerifier.Holds(field.Kind, candidate.Value, quotes, candidate.Repaired);
        if (!holds) return Verdict.TokenNotInSpan;
        if (field.Kind == FieldKind.Text && candidate is { Mapped: false, Repaired: false } && ValueOrder.Fault(candidate.Value, quotes) is { } fault) return fault;
        return assertions.Allow(path, candidate.Value, citations) ? Verdict.Supported : Verdict.AssertionContradicts;
    }

    private static GroundedStatement Ground(StatementDraft draft, Dictionary<DocumentId, AnnotatedDocument> documents, VerifiedStatements? known)
    {
        var citations = Resolve(draft.Evidence, documents);
        var parts = draft.Parts.Select(p => KeyValuePair.Create(p.Name, GroundPart(p.Candidate, documents))).ToImmutableArray();
        if (citations.IsEmpty) return new(draft, citations, Verdict.QuoteNotFound, null, parts);
        var spans = citations.Select(c => CitedSpan.Of(documents[c.DocumentId], c.Span)).ToList();
        if (draft.IsConflict) return new(draft, citations, Verdict.Supported, null, parts);
        var faults = known?.Of(draft, () => StatementVerifier.Faults(draft.Text, spans)) ?? [.. StatementVerifier.Faults(draft.Text, spans)];
        return new(draft, citations, faults.Length > 0 ? faults[0].Verdict : Verdict.Supported, faults.Length > 0 ? faults[0].Token : null, parts) { Facts = AtomicFact.Of(draft.Text, faults) };
    }

    private static GroundedCandidate GroundPart(Candidate candidate, Dictionary<DocumentId, AnnotatedDocument> documents)
    {
        var citations = Resolve(candidate.Evidence, documents);
        if (citations.IsEmpty) return new(candidate, citations, Verdict.QuoteNotFound);
        return new(candidate, citations, candidate.Mapped ? Verdict.Supported : PartVerifier.Fault(candidate.Value, citations.Select(c => c.Quote)) ?? Verdict.Supported);
    }
}
