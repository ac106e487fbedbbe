using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Guards;

/// <summary>Decides the criteria of the policy that rules a guarded request, with citations of the chart, and what stands between the request and its submission.</summary>
public static class CriteriaGuard
{
    /// <summary>The request with its criteria.</summary>
    /// <param name="request">The guarded request.</param>
    /// <param name="documents">The documents of the case.</param>
    /// <param name="question">The library, and what a person chose.</param>
    /// <param name="unconfirmed">Places that the picture of their page contradicts; nothing rests on them.</param>
    public static GuardedRequest Decide(GuardedRequest request, CaseDocuments documents, CriteriaQuestion question, ImmutableHashSet<Place>? unconfirmed = null)
    {
        var facts = new CaseFactsReader(request, documents, unconfirmed ?? []).Read();
        var choice = PolicyChooser.Choose(facts, question.Library.InForce, question.Day, question.PolicyId);
        if (choice is not PolicyChoice.Chosen chosen) return request with { Criteria = new CriteriaResult.Undetermined(choice) };
        var determination = TreeJudge.Determine(chosen.Policy, facts, question.Overrides);
        var sources = documents.Documents.ToDictionary(static d => d.Source.Id, static d => d.Source);
        var evidence = determination.Criteria.ToImmutableDictionary(
            static c => c.Criterion.Id,
            c => (ImmutableArray<Citation>)[.. c.Found.Evidence.Distinct().SelectMany(p => CitationMaker.Make(sources[p.DocumentId], p.Span, Alignment.Exact))],
            StringComparer.Ordinal);
        ImmutableArray<SubmissionItem> submission = [.. OtherServices(facts, chosen.Policy, question), .. Submission(request, determination)];
        var policy = chosen.Policy.Policy;
        return request with
        {
            Criteria = new CriteriaResult.Determined(determination, evidence, Outcome(determination, submission, request), submission),
            Manifest = request.Manifest with { Policies = [string.Create(CultureInfo.InvariantCulture, $"{policy.Key} effective {policy.EffectiveFrom:yyyy-MM-dd} sha256 {policy.ContentHash}")] },
        };
    }

    /// <summary>Citations that criteria rest on beside those of fields, which were confirmed at the picture already.</summary>
    public static IEnumerable<Citation> CitationsOf(GuardedRequest request)
    {
        if (request.Criteria is not CriteriaResult.Determined determined) return [];
        var fields = request.Fields.Values.OfType<FieldResult.Extracted>().SelectMany(static f => f.Citations).Select(static c => (c.DocumentId, c.Span)).ToHashSet();
        return determined.Evidence.Values.SelectMany(static e => e).Where(c => !fields.Contains((c.DocumentId, c.Span)));
    }

    private static CriteriaOutcome Outcome(Determination determination, ImmutableArray<SubmissionItem> submission, GuardedRequest request)
    {
        if (request.Outcome == Guards.Outcome.Declined) return CriteriaOutcome.ClinicalReview;
        return determination.State switch
        {
            CriterionState.NotMet or CriterionState.Conflicting => CriteriaOutcome.ClinicalReview,
            // What only a person can judge is no information that somebody could send.
            CriterionState.NotDocumented => determination.Open.All(static o => o.Criterion.Test is null) ? CriteriaOutcome.ClinicalReview : CriteriaOutcome.InformationMissing,
            CriterionState.Met when submission.IsEmpty => CriteriaOutcome.ReadyToSubmit,
            // A service whose rules were not looked at is for a person.
            CriterionState.Met => submission.Any(static i => i.Kind == "service") ? CriteriaOutcome.ClinicalReview : CriteriaOutcome.InformationMissing,
            _ => throw new InvalidOperationException("unknown state"),
        };
    }

    /// <summary>Requested services that the policy does not cover: another policy's criteria, or none that was found, and neither was decided here.</summary>
    private static IEnumerable<SubmissionItem> OtherServices(CaseFacts facts, ApprovedPolicy chosen, CriteriaQuestion question)
    {
        for (int i = 0; i < facts.Services.Length; i++)
        {
            ImmutableArray<ServiceFacts> one = [facts.Services[i]];
            if ((one[0].Code.Value ?? one[0].Ndc.Value ?? one[0].Description.Value) is not { } name || PolicyChooser.Covered(one, chosen.Policy.Scope).Any()) continue;
            string[] others = [.. question.Library.InForce(chosen.Day).Where(p => p.Policy.Payer == chosen.Policy.Payer && PolicyChooser.Covered(one, p.Policy.Scope).Any()).Select(static p => p.Policy.PolicyId)];
            string why = others.Length > 0
                ? $"The criteria of {string.Join(", ", others)} cover {name} and were not decided here; decide them as well (--policy)."
                : $"No approved policy of this payer covers {name} on the date of service; its rules were not checked.";
            yield return new("service", string.Create(CultureInfo.InvariantCulture, $"request.services[{i}]"), "no-policy", "clinical reviewer", why);
        }
    }

    /// <summary>One list of all that is open, worst first: not met, in dispute, missing, held back, not documented.</summary>
    private static ImmutableArray<SubmissionItem> Submission(GuardedRequest request, Determination determination)
    {
        var items = new List<(int Rank, SubmissionItem Item)>();
        foreach (var open in determination.Open)
        {
            var (ask, id) = (open.Criterion.Ask, open.Criterion.Id);
            items.Add(open.State switch
            {
                CriterionState.NotMet => (0, new("criterion", id, "not-met", "clinical reviewer", "The chart shows that this criterion is not met; please review it: " + open.Criterion.Text)),
                CriterionState.Conflicting => (1, new("criterion", id, "conflicting", ask.Of, "Places of the chart contradict each other; please settle which is right: " + open.Criterion.Text)),
                _ when open.Criterion.Test is null => (5, new("criterion", id, "not-documented", "clinical reviewer", "A person must judge this criterion: " + open.Criterion.Text)),
                _ => (5, new("criterion", id, "not-documented", ask.Of, ask.Text)),
            });
        }

        items.AddRange(request.Missing.Select(static m => (3, new SubmissionItem("field", m.Path, "missing", "prescriber", m.Request))));
        foreach (var (path, field) in request.Fields)
        {
            if (field is not (FieldResult.Refused or FieldResult.Conflicting) || Label(path, request.Fields) is not { } label) continue;
            items.Add(field is FieldResult.Conflicting
                ? (2, new("field", path, "conflicting", "prescriber", $"The documents disagree on {label}; please say which is right."))
                : (4, new("field", path, "held-back", "prescriber", $"Please confirm {label}: what the documents show could not be taken as certain.")));
        }

        foreach (var issue in request.Issues.Where(static i => i.Severity == IssueSeverity.Error && i.Page is not null))
        {
            items.Add((2, new("page", string.Create(CultureInfo.InvariantCulture, $"{issue.DocumentId}/{issue.Page}"), "not-read", "sender", string.Create(CultureInfo.InvariantCulture, $"Please send page {issue.Page} again; it could not be read."))));
        }

        return [.. items.OrderBy(static i => i.Rank).Select(static i => i.Item)];
    }

    /// <summary>The plain name of a leaf that submission needs and that no other leaf supplies; null for others.</summary>
    private static string? Label(string path, ImmutableSortedDictionary<string, FieldResult> fields)
    {
        string plain = RecordFields.WithoutIndexes(path);
        var requirement = RecordFields.Needed.FirstOrDefault(n => n.AnyOf.Contains(plain));
        if (requirement is null) return null;
        bool supplied = fields.Any(f => f.Value is FieldResult.Extracted && f.Key != path && requirement.AnyOf.Contains(RecordFields.WithoutIndexes(f.Key)) && Entry(f.Key) == Entry(path));
        return supplied ? null : requirement.Label;
    }

    /// <summary>The entry of a list that a path belongs to; the whole path outside of lists.</summary>
    private static string Entry(string path) => path.LastIndexOf(']') is >= 0 and var close ? path[..(close + 1)] : path;
}
