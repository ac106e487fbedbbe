using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reads drugs for going home out of sentences: 'd/c home on amoxicillin 875 mg BID x 5 days'.</summary>
internal static class DischargePlanReader
{
    internal static List<MedicationItem> Read(EncounterChart chart, List<MedicationItem> listed)
    {
        var found = new List<MedicationItem>();
        var lastDay = chart.LastDay;
        bool hasList = listed.Exists(i => i.List == MedicationList.Discharge);
        foreach (var passage in chart.Usable)
        {
            if (hasList || passage.Category is SectionCategory.Medications or SectionCategory.FollowUp || IsEarly(passage.Note, lastDay)) continue;
            var match = HomeOn().Match(passage.Text);
            bool plan = passage.Note.IsOfDischarge && passage.Category is SectionCategory.Plan or SectionCategory.AssessmentAndPlan or SectionCategory.Assessment && MedicationGrammar.Dose().IsMatch(passage.Text);
            if (!match.Success && !plan) continue;
            var row = new TextSpan(passage.Span.Start + (match.Success ? match.Index + match.Length : 0), passage.Span.End);
            found.AddRange(MedicationRow.Read(passage.Note, MedicationList.Discharge, row).Where(i => !i.Dose.IsEmpty || i.Drug.Concept is not null));
        }

        return found;
    }

    internal static bool ResumesHome(string text) => ResumeHome().IsMatch(text);

    // What was planned for home days before discharge may have changed.
    private static bool IsEarly(Note note, DateOnly? lastDay) => note.Day is { } day && lastDay is { } last && last.DayNumber - day.DayNumber > 1;

    private static Regex HomeOn() => HomeOnPattern.Value;

    private static readonly Lazy<Regex> HomeOnPattern = Pattern.Of(@"\b(?:(?:discharged?|d/c'?e?d?|dc'?e?d?|sent|going|go)\b[^.;\n]{0,30}?\b(?:on|with|rx:?|prescriptions? for|scripts? for)|home (?:on|with)|(?:rx|prescriptions?|scripts?)(?: given| sent| written)?(?: for|:)|prescribed)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ResumeHome() => ResumeHomePattern.Value;

    private static readonly Lazy<Regex> ResumeHomePattern = Pattern.Of(@"\b(?:(?:resume|continue|cont|restart)\w*\b[^.;\n]{0,20}\bhome (?:meds?|medications?|regimen)|home (?:meds?|medications?)\b[^.;\n]{0,15}\b(?:resumed|continued|unchanged))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
