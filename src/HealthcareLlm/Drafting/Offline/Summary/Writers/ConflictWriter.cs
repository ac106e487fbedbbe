using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Medications;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>conflicts</c>: facts on which notes disagree, every side cited.</summary>
internal static class ConflictWriter
{
    private const int NearVisits = 21;

    private sealed record Side(Note Note, TextSpan Span);

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart, Reconciliation medications, List<StatedAllergy> allergies)
    {
        foreach (var conflict in medications.Conflicts)
        {
            yield return Conflict("dose", new(conflict.First.Note, conflict.First.Row), new(conflict.Second.Note, conflict.Second.Row));
        }

        foreach (var conflict in OfAllergies(allergies).Concat(OfCorrections(chart)).Concat(OfLaterality(chart)).Concat(OfAppointments(chart)).Concat(OfWeightBearing(chart))) yield return conflict;
    }

    private static StatementDraft Conflict(string about, params Side[] sides)
    {
        string text = string.Join(" / ", sides.Select(s => Quote(s)));
        string title = char.ToUpperInvariant(about[0]) + about[1..];
        var evidence = sides.SelectMany(s => s.Note.DateSpan.IsEmpty ? [Cite.Span(s.Note, s.Span)] : new[] { Cite.Span(s.Note, s.Span), Cite.Span(s.Note, s.Note.DateSpan) }).ToList();
        return Cite.Statement("conflicts", $"{title}: notes disagree: {text}.", 0.8, evidence, Cite.Mapped("about", about, "conflict-" + about, evidence)) with { IsConflict = true };
    }

    private static string Quote(Side side)
    {
        string date = side.Note.DateSpan.IsEmpty ? string.Empty : " (" + Wording.Fold(side.Note.DateSpan.In(side.Note.Text)) + ")";
        return "“" + Wording.Phrase(side.Span.In(side.Note.Text)) + "”" + date;
    }

    private static IEnumerable<StatementDraft> OfAllergies(List<StatedAllergy> allergies)
    {
        var denial = allergies.FindLast(a => a.IsDenial);
        var merged = AllergyWriter.Merge(allergies);
        if (denial is not null && merged.Count > 0)
        {
            var stated = merged.SelectMany(m => m).Where(a => !ReferenceEquals(a.Note, denial.Note)).ToList();
            if (stated.Count > 0) yield return Conflict("allergy", new Side(denial.Note, denial.Span), new(stated[^1].Note, stated[^1].Span));
        }

        foreach (var entries in merged)
        {
            var reactions = entries.Where(e => !e.Reaction.IsEmpty).ToList();
            var first = reactions.FirstOrDefault();
            var other = first is null ? null : reactions.Find(r => !Fingerprint.Of(r.Reaction.In(r.Note.Text)).Words.Overlaps(Fingerprint.Of(first.Reaction.In(first.Note.Text)).Words) && AllergyReactions.Differ(r.Reaction.In(r.Note.Text), first.Reaction.In(first.Note.Text)));
            if (first is not null && other is not null) yield return Conflict("allergy", new Side(first.Note, first.Span), new(other.Note, other.Span));
        }
    }

    private static IEnumerable<StatementDraft> OfCorrections(EncounterChart chart)
    {
        var seen = new HashSet<(DocumentId, int)>();
        if (chart.Corrected.IsEmpty) yield break;
        var corrected = chart.Passages.Where(static p => p.IsCorrected).Select(static p => (Passage: p, Words: new FoldedWords(Recent.WithTitle(p).In(p.Note.Text)))).ToList();
        var byTopic = corrected.SelectMany(static (c, i) => c.Words.Topics().Select(t => (Topic: t, Number: i))).ToLookup(static t => t.Topic, static t => t.Number, StringComparer.Ordinal);
        foreach (var correction in chart.Corrected)
        {
            int first = correction.Topic.SelectMany(t => byTopic[t]).Distinct().Order().FirstOrDefault(i => correction.Contradicts(corrected[i].Passage.Note, corrected[i].Passage.Span, corrected[i].Words), -1);
            if (first < 0 || corrected[first].Passage is not { } wrong || VoidResults.Voids(wrong.Text) || !seen.Add((wrong.Note.Document.Source.Id, wrong.Span.Start))) continue;
            string about = correction.Wrong is "left" or "right" or "bilateral" ? "laterality" : Dose().IsMatch(correction.Wrong) ? "dose" : "correction";
            yield return Conflict(about, new Side(wrong.Note, wrong.Span), new(correction.Passage.Note, correction.Passage.Span));
        }
    }

    // One side of the same operation or disease in one note, the other side in another.
    private static IEnumerable<StatementDraft> OfLaterality(EncounterChart chart)
    {
        var sides = new Dictionary<string, List<(bool Left, Passage Passage)>>(StringComparer.Ordinal);
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected && IsOfStay(p)))
        {
            foreach (var (key, left) in SidedThings.In(passage.Text))
            {
                if (!sides.TryGetValue(key, out var list)) sides[key] = list = [];
                list.Add((left, passage));
            }
        }

        foreach (var (_, list) in sides.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var first = list.Find(l => l.Left);
            var second = list.Find(l => !l.Left);
            if (first.Passage is null || second.Passage is null || list.Where(static l => l.Left).Select(static l => l.Passage).Intersect(list.Where(static l => !l.Left).Select(static l => l.Passage), ReferenceEqualityComparer.Instance).Any()) continue;
            int left = list.Count(l => l.Left), right = list.Count - left;
            if (Math.Min(left, right) > 1 && Math.Max(left, right) < 2 * Math.Min(left, right)) continue;
            yield return Conflict("laterality", left < right ? new Side(first.Passage.Note, first.Passage.Span) : new(second.Passage.Note, second.Passage.Span), left < right ? new(second.Passage.Note, second.Passage.Span) : new(first.Passage.Note, first.Passage.Span));
        }
    }

    // One clinic or physician, two days within some weeks of each other.
    private static IEnumerable<StatementDraft> OfAppointments(EncounterChart chart)
    {
        var visits = chart.FollowUps.Select(f => (f.Passage, f.Span, Who: FollowUpWriter.Party(f.Span.In(f.Passage.Note.Text)), Date: DateReader.First(f.Passage.Note.Text, f.Span)))
            .Where(v => v.Who.Count > 0 && v.Date is not null).ToList();
        for (int i = 0; i < visits.Count; i++)
        {
            for (int j = i + 1; j < visits.Count; j++)
            {
                var (a, b) = (visits[i], visits[j]);
                int? year = chart.LastDay?.Year;
                if (!a.Who.Overlaps(b.Who) || a.Date!.Value.On(a.Passage.Note.Day?.Year ?? year) is not { } first || b.Date!.Value.On(b.Passage.Note.Day?.Year ?? year) is not { } second) continue;
                int apart = Math.Abs(first.DayNumber - second.DayNumber);
                if (apart is > 0 and <= NearVisits) yield return Conflict("date", new(a.Passage.Note, a.Span), new(b.Passage.Note, b.Span));
            }
        }
    }

    // What may be put on a leg, as tolerated or toes only: the last word of the surgeon, and another's.
    private static IEnumerable<StatementDraft> OfWeightBearing(EncounterChart chart)
    {
        var said = new List<(string Kind, Passage Passage)>();
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected && !p.IsCopy))
        {
            foreach (var (kind, pattern) in Bearing.Value)
            {
                if (pattern.IsMatch(passage.Text)) said.Add((kind, passage));
            }
        }

        var kinds = said.Select(s => s.Kind).Distinct(StringComparer.Ordinal).ToList();
        if (kinds.Count < 2) yield break;
        var (lastKind, last) = said[^1];
        var (_, other) = said.FindLast(s => s.Kind != lastKind);
        yield return Conflict("instruction", new(other.Note, other.Span), new(last.Note, last.Span));
    }

    private static readonly Lazy<(string Kind, Regex Pattern)[]> Bearing = new(() =>
    [
        ("none", Pattern.Make(@"\b(?:NWB|non[- ]?weight[- ]?bearing|no weight[- ]?bearing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
        ("toes", Pattern.Make(@"\b(?:TTWB|TDWB|(?:toe[- ]?touch|touch[- ]?down)(?: weight[- ]?bearing)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
        ("part", Pattern.Make(@"\b(?:PWB|partial weight[- ]?bearing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
        ("all", Pattern.Make(@"\b(?:WBAT|FWB|(?:full )?weight[- ]?bearing as tolerated|full weight[- ]?bearing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
    ]);

    private static bool IsOfStay(Passage passage) =>
        passage.Category is not (SectionCategory.PastHistory or SectionCategory.SurgicalHistory or SectionCategory.FamilyHistory or SectionCategory.Exam or SectionCategory.Vitals or SectionCategory.ReviewOfSystems)
        && Wording.CountWords(passage.Text) < 60;

    private static SievedPattern Dose() => DosePattern.Value;

    private static readonly Lazy<SievedPattern> DosePattern = Pattern.Sieved(@"\d ?(?:mg|mcg|g|units?|mL|mEq)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
