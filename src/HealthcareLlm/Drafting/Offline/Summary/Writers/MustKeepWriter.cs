using System.Collections.Immutable;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Medications;
using HealthcareLlm.Drafting.Offline.Summary.Notes;
using HealthcareLlm.Drafting.Offline.Summary.Results;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>
/// Lists what a summary must not lose, whatever engine wrote it: allergies, blood thinners, changed and stopped drugs, drugs from home of which nothing is said,
/// pending results, appointments with their days, planned tests and visits, the code status, last unusual results.
/// </summary>
internal static class MustKeepWriter
{
    private static readonly HashSet<string> Anticoagulants =
    [
        "warfarin", "coumadin", "apixaban", "eliquis", "rivaroxaban", "xarelto", "dabigatran", "pradaxa", "edoxaban", "savaysa", "enoxaparin", "lovenox", "heparin", "fondaparinux", "dalteparin",
        "argatroban", "bivalirudin", "clopidogrel", "ticagrelor", "prasugrel",
    ];

    internal static ImmutableArray<MustKeep> List(EncounterChart chart, Reconciliation medications, List<StatedAllergy> allergies, List<LabValue> labs)
    {
        var keep = ImmutableArray.CreateBuilder<MustKeep>();
        foreach (var entries in AllergyWriter.Merge(allergies))
        {
            var entry = entries[^1];
            keep.Add(new("Allergy: " + Words(entry.Note, entry.Span), [entry.Name.First], [Cite.Span(entry.Note, entry.Span)]));
        }

        foreach (var drug in medications.Drugs.Where(d => d.Change is MedicationChange.Changed or MedicationChange.Stopped or MedicationChange.Held or MedicationChange.New || Anticoagulants.Contains(d.Item.Drug.First)))
        {
            keep.Add(new($"{drug.Change} drug: {Words(drug.Item.Note, drug.Item.Row)}", [drug.Item.Drug.First], [Cite.Span(drug.Item.Note, drug.Item.Row)]));
        }

        foreach (var item in medications.Unaddressed)
        {
            keep.Add(new("Drug from home of which no note says what becomes of it: " + Words(item.Note, item.Row), [item.Drug.First], [Cite.Span(item.Note, item.Row)]));
        }

        AddSentences(chart, keep);
        foreach (var last in labs.GroupBy(l => l.Rule.Name, StringComparer.Ordinal).Select(g => g.Last()).Where(l => l.IsUnusual))
        {
            string value = Words(last.Note, last.Written);
            keep.Add(new("Last result: " + Words(last.Note, last.Span), [Words(last.Note, last.Name).ToLowerInvariant(), value], [Cite.Span(last.Note, last.Span)]));
        }

        return keep.ToImmutable();
    }

    private static void AddSentences(EncounterChart chart, ImmutableArray<MustKeep>.Builder keep)
    {
        foreach (var pending in PendingWriter.Find(chart))
        {
            keep.Add(new("Pending: " + Words(pending.Passage.Note, pending.Clause), [Words(pending.Passage.Note, pending.Test).ToLowerInvariant()], [Cite.Span(pending.Passage.Note, pending.Clause)]));
        }

        foreach (var (passage, span) in chart.FollowUps)
        {
            if (DateReader.First(passage.Note.Text, span) is not { } date)
            {
                // Without a day it is known by what is to be done.
                if (FollowUpWriter.Planned(passage, span)?.Part("for") is { Value.Length: > 0 } what) keep.Add(new("Planned: " + Words(passage.Note, span), [what.Value.ToLowerInvariant()], [Cite.Span(passage.Note, span)]));
                continue;
            }

            keep.Add(new("Appointment: " + Words(passage.Note, span), [Words(passage.Note, date.Span).ToLowerInvariant()], [Cite.Span(passage.Note, span)]));
        }

        if (CodeStatusWriter.Latest(chart) is { } code)
        {
            string words = Words(code.Passage.Note, code.Span);
            keep.Add(new("Code status: " + words, [Key(words)], [Cite.Span(code.Passage.Note, code.Span)]));
        }
    }

    private static string Key(string words)
    {
        string lower = words.ToLowerInvariant();
        return lower.Contains("dnr", StringComparison.Ordinal) ? "dnr" : lower.Contains("dni", StringComparison.Ordinal) ? "dni" : lower.Contains("comfort", StringComparison.Ordinal) ? "comfort" : lower.Contains("full", StringComparison.Ordinal) ? "full" : "not";
    }

    private static string Words(Note note, Documents.TextSpan span) => Wording.Phrase(span.In(note.Text));
}
