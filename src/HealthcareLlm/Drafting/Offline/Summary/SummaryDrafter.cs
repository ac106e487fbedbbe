using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Medications;
using HealthcareLlm.Drafting.Offline.Summary.Results;
using HealthcareLlm.Drafting.Offline.Summary.Writers;

namespace HealthcareLlm.Drafting.Offline.Summary;

/// <summary>Composes a discharge summary from the notes of one encounter.</summary>
internal static class SummaryDrafter
{
    internal static DischargeSummaryDraft Draft(CaseDocuments documents)
    {
        var chart = EncounterChart.Read(documents);
        var budget = new ProseBudget(chart.SourceWords);
        var draft = new DraftBuilder();
        draft.Add(EncounterWriter.Write(chart));
        draft.Add(ReasonWriter.Write(chart, budget));
        var medications = MedicationReconciler.Reconcile(chart);
        draft.Add(MedicationWriter.Write(medications));
        var allergies = AllergyReader.Read(chart);
        draft.Add(AllergyWriter.Write(allergies));
        draft.Add(PendingWriter.Write(chart));
        draft.Add(FollowUpWriter.Write(chart));
        draft.Add(CodeStatusWriter.Write(chart));
        draft.Add(ConditionWriter.Write(chart, budget));
        draft.Add(InstructionWriter.Write(chart, budget, draft.Said));
        var (threads, others) = ProblemThreads.Gather(chart);
        draft.Add(DiagnosisWriter.Write(DiagnosisReader.Read(chart, threads)));
        draft.Add(ProcedureWriter.Write(chart));
        var labs = LabReader.Read(chart);
        draft.Add(LabWriter.Write(labs));
        draft.Add(CourseWriter.Write(chart, threads, others, budget, draft.Said));
        draft.Add(StudyWriter.Write(chart));
        draft.Add(ConflictWriter.Write(chart, medications, allergies));
        return new(draft.InOrder(), MustKeepWriter.List(chart, medications, allergies, labs));
    }
}
