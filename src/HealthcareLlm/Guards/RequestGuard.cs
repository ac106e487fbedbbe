using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Terminology;

namespace HealthcareLlm.Guards;

/// <summary>Decides every leaf of a request, what is missing, and what is to be done with the whole.</summary>
public static class RequestGuard
{
    /// <summary>Guards a grounded request; its codes are also judged by the code sets of <paramref name="codes"/>, where there are any.</summary>
    public static GuardedRequest Guard(GroundedRequest grounded, CaseDocuments documents, ImmutableArray<Issue> issues, Manifest manifest, GuardOptions options, CodeBook? codes = null, ConfidenceModel? confidence = null)
    {
        var sources = documents.Documents.ToDictionary(d => d.Source.Id, d => d.Source);
        var instructions = documents.Documents.ToDictionary(d => d.Source.Id, InjectionGuard.Find);
        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldResult>(StringComparer.Ordinal);
        foreach (var field in RecordFields.All)
        {
            if (!field.Path.Contains('[', StringComparison.Ordinal)) fields[field.Path] = FieldResult.Missing.Instance;
        }

        foreach (var field in grounded.Fields)
        {
            var kept = PatientIdentityGuard.Keep(field, documents);
            kept = kept is null ? null : WithoutInstructions(kept, instructions);
            if (kept is not null) fields[field.Path] = FieldGuard.Decide(kept, sources, options);
        }

        CrossChecks.Apply(fields);
        var (serving, calibration) = ConfidenceModel.For(confidence, manifest);
        serving?.Apply(fields, options);
        var compact = ListCompaction.Compact(fields);
        var missing = Missing(compact);
        var (codeIssues, codeSets) = CodeCheck.Of(compact, codes);
        var all = issues
            .AddRange(PatientIdentityGuard.Issues(documents))
            .AddRange(grounded.Superseded.Select(Issue))
            .AddRange(documents.Documents.SelectMany(d => InjectionGuard.Issues(d, instructions[d.Source.Id])))
            .AddRange(compact.Where(f => f.Value is FieldResult.Conflicting).Select(f =>
                new Issue(IssueCode.Conflict, IssueSeverity.Warning, "The documents disagree on " + f.Key + ".")))
            .AddRange(codeIssues);
        var (outcome, reason) = Outcomes.Of(compact, missing, all, documents);
        return new GuardedRequest
        {
            Outcome = outcome,
            OutcomeReason = reason,
            Missing = missing,
            SetAside = PatientIdentityGuard.SetAside(documents),
            Issues = all,
            Documents = [.. documents.Documents.Select(d => d.Source)],
            Manifest = manifest with { CodeSets = codeSets, Calibration = calibration },
            Fields = compact,
        };
    }

    /// <summary>No page of a request is left out silently.</summary>
    private static Issue Issue(SupersededPage page) => new(IssueCode.PageSuperseded, IssueSeverity.Warning, page.Standing switch
    {
        Supersession.Voided => "The page is marked as void or not to be used; what it asks for was not used.",
        Supersession.Replaced => "A corrected request takes the place of this page; what it asks for was not used.",
        Supersession.Doubtful => "Another page is marked as corrected, but it cannot be told whether it takes the place of this one; both were used.",
        _ => throw new InvalidOperationException("unknown standing"),
    }, page.DocumentId, page.Page);

    private static GroundedField? WithoutInstructions(GroundedField field, Dictionary<DocumentId, ImmutableArray<TextSpan>> instructions)
    {
        var kept = field.Candidates
            .Where(c => !c.Citations.Any(q => instructions[q.DocumentId].Any(i => i.Overlaps(q.Span)))).ToImmutableArray();
        return kept.IsEmpty ? null : field with { Candidates = kept };
    }

    private static ImmutableArray<MissingItem> Missing(ImmutableSortedDictionary<string, FieldResult> fields)
    {
        var missing = ImmutableArray.CreateBuilder<MissingItem>();
        foreach (var requirement in RecordFields.Needed)
        {
            bool given = fields.Any(f => f.Value is not FieldResult.Missing && requirement.AnyOf.Contains(RecordFields.WithoutIndexes(f.Key)));
            if (!given) missing.Add(new(requirement.Path, "submission", $"Please send {requirement.Label}; none of the documents received gives it."));
        }

        // Each service has a date of its own; where none has, the first speaks for all.
        foreach (int index in ServicesWithoutStart(fields)) missing.Add(new(string.Create(CultureInfo.InvariantCulture, $"request.services[{index}].startDate"), "submission", string.Create(CultureInfo.InvariantCulture, $"Please send the date of service (start) of service {index + 1}; none of the documents received gives it.")));
        return missing.ToImmutable();
    }

    private static List<int> ServicesWithoutStart(ImmutableSortedDictionary<string, FieldResult> fields)
    {
        bool Given(int index, string leaf) => fields.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"request.services[{index}].{leaf}"), out var field) && field is not FieldResult.Missing;
        List<int> services = [.. Enumerable.Range(0, fields.Count).TakeWhile(i => fields.Keys.Any(k => k.StartsWith(string.Create(CultureInfo.InvariantCulture, $"request.services[{i}]."), StringComparison.Ordinal))).Where(i => Given(i, "code") || Given(i, "description"))];
        return services.Exists(i => Given(i, "startDate")) ? services.FindAll(i => !Given(i, "startDate")) : [];
    }
}
