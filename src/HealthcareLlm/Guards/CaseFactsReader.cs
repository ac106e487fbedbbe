using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Guards;

/// <summary>What criteria are judged by, from a guarded request: only what the guards gave is a fact, and what may not be used is not in the chart.</summary>
/// <param name="request">The guarded request.</param>
/// <param name="documents">The documents of the case.</param>
/// <param name="unconfirmed">Places that the picture of their page contradicts.</param>
internal sealed class CaseFactsReader(GuardedRequest request, CaseDocuments documents, ImmutableHashSet<Place> unconfirmed)
{
    internal CaseFacts Read() => new()
    {
        Payer = At("coverage.payer"),
        LineOfBusiness = At("coverage.lineOfBusiness"),
        State = At("coverage.state"),
        BirthDate = At("patient.birthDate"),
        Specialty = At("requestingProvider.specialty"),
        RequestType = At("request.type"),
        Services = List("request.services", p => new ServiceFacts(At(p + ".code"), At(p + ".ndc"), At(p + ".description"), At(p + ".quantity"), At(p + ".unit"), At(p + ".startDate"))),
        Diagnoses = List("diagnoses", p => new DiagnosisFacts(At(p + ".code"), At(p + ".description"))),
        Treatments = List("clinical.priorTreatments", p => new TreatmentFacts(At(p + ".treatment"), At(p + ".outcome"), At(p + ".startDate"), At(p + ".endDate"))),
        Labs = List("clinical.labs", p => new LabFacts(At(p + ".name"), At(p + ".value"), At(p + ".unit"), At(p + ".date"))),
        Chart = Chart(),
    };

    private Fact At(string path) => request.Fields.GetValueOrDefault(path) switch
    {
        FieldResult.Extracted given => new Fact.Known(given.Value, Places(given.Citations)),
        FieldResult.Refused refused => new Fact.Open([.. refused.Candidates.Select(static c => new Fact.Known(c.Value, Places(c.Citations)))], false),
        FieldResult.Conflicting disputed => new Fact.Open([.. disputed.Candidates.Select(static c => new Fact.Known(c.Value, Places(c.Citations)))], true),
        _ => Fact.Absent.Instance,
    };

    private ImmutableArray<T> List<T>(string list, Func<string, T> entry)
    {
        var entries = ImmutableArray.CreateBuilder<T>();
        for (int i = 0; ; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]");
            if (!request.Fields.Keys.Any(k => k.StartsWith(path + ".", StringComparison.Ordinal))) return entries.ToImmutable();
            entries.Add(entry(path));
        }
    }

    private ChartText Chart()
    {
        var instructions = documents.Documents.ToDictionary(static d => d.Source.Id, InjectionGuard.Find);
        var replaced = request.Issues.Where(static i => i.Code == IssueCode.PageSuperseded).Select(static i => (i.DocumentId, i.Page)).ToHashSet();
        return new(PacketDays.Settled(documents.Documents), (document, span) =>
        {
            int page = document.Source.PageAt(span.Start).Number;
            return !documents.Patient.IsSetAside(document.Source.Id, page)
                && !replaced.Contains((document.Source.Id, page))
                && !instructions[document.Source.Id].Any(i => i.Overlaps(span))
                && !unconfirmed.Any(u => u.DocumentId == document.Source.Id && u.Span.Overlaps(span))
                && IsLegible(document, page, span);
        });
    }

    /// <summary>Nothing rests on words that were struck out, or of which the reader was unsure.</summary>
    private static bool IsLegible(AnnotatedDocument document, int page, TextSpan span) =>
        Grounding.CitationMaker.WordsIn(document.Source.Pages[page - 1], span).All(static w => (w.Marks & (WordMarks.Struck | WordMarks.Doubtful | WordMarks.Handwritten)) == 0);

    private static ImmutableArray<Place> Places(ImmutableArray<Citation> citations) => [.. citations.Select(static c => new Place(c.DocumentId, c.Span))];
}
