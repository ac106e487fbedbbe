using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reads drugs for going home out of sentences: 'd/c home on amoxicillin 875 mg BID x 5 days', and the paragraph of a discharge note that tells them in prose.</summary>
internal static class DischargePlanReader
{
    /// <summary>The drugs that sentences of the last notes give for home. Where a list stands it is preferred: see <see cref="MedicationReconciler"/>.</summary>
    internal static List<MedicationItem> Read(EncounterChart chart)
    {
        var found = new List<MedicationItem>();
        var lastDay = chart.LastDay;
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected))
        {
            bool told = passage.Note.IsOfDischarge || IsTeaching(passage.Note);
            if (!told && (passage.IsCopy || IsEarly(passage.Note, lastDay))) continue;
            if (IsOther(passage.Category) || NotThisPatient().IsMatch(passage.Text)) continue;
            var match = HomeOn().Match(passage.Text);
            if (!match.Success && !told) continue;
            int start = match.Success && !told ? passage.Span.Start + match.Index : passage.Span.Start;
            found.AddRange(MedicationProse.Read(passage.Note, MedicationList.Discharge, new(start, passage.Span.End)));
            if (match.Success && found.Count == 0) found.AddRange(MedicationRow.Read(passage.Note, MedicationList.Discharge, new(passage.Span.Start + match.Index + match.Length, passage.Span.End)).Where(i => !i.Dose.IsEmpty || i.Drug.Concept is not null));
        }

        found.RemoveAll(i => chart.IsDropped(i.Note, i.Row));
        return found;
    }

    internal static bool ResumesHome(string text) => ResumeHome().IsMatch(text);

    /// <summary>Whether a note tells what the patient was taught to take.</summary>
    internal static bool IsTeaching(Note note) => Teaching().IsMatch(note.Title);

    private static bool IsOther(SectionCategory category) =>
        category is SectionCategory.Medications or SectionCategory.Allergies or SectionCategory.FamilyHistory or SectionCategory.PastHistory or SectionCategory.SurgicalHistory or SectionCategory.SocialHistory or SectionCategory.Hpi
            or SectionCategory.Labs or SectionCategory.Imaging or SectionCategory.OtherResults or SectionCategory.HospitalCourse or SectionCategory.EdCourse or SectionCategory.Diagnoses or SectionCategory.Exam or SectionCategory.ReviewOfSystems;

    // What was planned for home days before discharge may have changed.
    private static bool IsEarly(Note note, DateOnly? lastDay) => note.Day is { } day && lastDay is { } last && last.DayNumber - day.DayNumber > 1;

    private static SievedPattern HomeOn() => HomeOnPattern.Value;

    private static readonly Lazy<SievedPattern> HomeOnPattern = Pattern.Sieved(@"\b(?:(?:discharged?|d/c'?e?d?|dc'?e?d?|sent|going|goes?)\b[^.;\n]{0,30}?\b(?:on|with|rx:?|prescriptions? for|scripts? for)|home (?:on|with)|(?:rx|prescriptions?|scripts?)(?: given| sent| written)?(?: for|:)|prescribed)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern ResumeHome() => ResumeHomePattern.Value;

    private static readonly Lazy<SievedPattern> ResumeHomePattern = Pattern.Sieved(@"\b(?:(?:resume|continue|cont|restart)\w*\b[^.;\n]{0,20}\bhome (?:meds?|medications?|regimen)|home (?:meds?|medications?)\b[^.;\n]{0,15}\b(?:resumed|continued|unchanged))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Teaching() => TeachingPattern.Value;

    private static readonly Lazy<SievedPattern> TeachingPattern = Pattern.Sieved(@"\b(?:teach\w*|educat\w+|instructions?|counsel\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotThisPatient() => NotThisPatientPattern.Value;

    private static readonly Lazy<SievedPattern> NotThisPatientPattern = Pattern.Sieved(@"\b(?:not this patient|(?:for )?example|sample (?:form|entry|only)|training|specimen copy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
