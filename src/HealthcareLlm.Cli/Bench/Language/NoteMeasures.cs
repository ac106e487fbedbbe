using System.Globalization;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>
/// Medications, problems with their assertion, allergies and follow-up in public reports that were annotated twice (<c>evalsets/notes-v1</c>). What both passes marked must be found; what neither marked is found wrongly; what one
/// alone marked counts for nothing. Things match where their words overlap, as in the shared tasks of i2b2 and n2c2 (lenient matching).
/// </summary>
/// <param name="texts">Where the reports are.</param>
/// <param name="faults">Takes what went wrong in the part that may be read; null for nobody.</param>
internal sealed class NoteMeasures(BenchTexts texts, Action<string>? faults)
{
    private const string Development = "development";

    internal IEnumerable<LanguageRow> Rows()
    {
        var reports = texts.Reports().ToDictionary(static r => r.Id, static r => r.Text, StringComparer.Ordinal);
        foreach (string part in (string[])["test", Development])
        {
            if (reports.Count == 0)
            {
                yield return LanguageRow.Absent($"notes-v1, {part} part", "mtsamples.jsonl");
                continue;
            }

            var found = new Found();
            foreach (string note in AnnotatedNotes.Part(texts.Evalsets, part)) Add(found, note, reports[note], part == Development ? faults : null);
            string of = $"real notes, {part} part: ";
            yield return Row(of + "medications, name", found.Names, 0.97);
            yield return Row(of + "medications, strength and unit", found.Strengths, 0.98);
            yield return Row(of + "medications, frequency", found.Frequencies, 0.95);
            yield return Row(of + "medications, route", found.Routes, null);
            yield return Row(of + "problems and findings, name", found.Problems, null);
            yield return LanguageRow.Told(of + "problems, negation F1", found.Negated.F1, found.Negated.Expected);
            yield return LanguageRow.Told(of + "problems, historical F1", found.Historical.F1, found.Historical.Expected);
            yield return LanguageRow.Told(of + "problems, hypothetical F1", found.Hypothetical.F1, found.Hypothetical.Expected);
            yield return LanguageRow.Told(of + "problems, of other persons, F1", found.Others.F1, found.Others.Expected);
            yield return Row(of + "allergies, substance", found.Allergies, null);
            yield return LanguageRow.Told(of + "that there are no allergies, found", found.NoAllergies.Recall, found.NoAllergies.Expected);
            yield return Row(of + "follow-up", found.FollowUps, null);
        }
    }

    private static LanguageRow Row(string what, Matched matched, double? bound)
    {
        string reached = string.Create(CultureInfo.InvariantCulture, $"{matched.F1:0.000} (precision {matched.Precision:0.000}, recall {matched.Recall:0.000})");
        return new(what, reached, matched.Expected, bound is { } least ? "≥ " + LanguageRow.Three(least) : string.Empty, bound is null ? null : matched.F1 >= bound);
    }

    private void Add(Found found, string note, string text, Action<string>? tell)
    {
        var document = ClinicalTextAnnotator.Annotate(BenchTexts.Document(text));
        if (document.Text != text) throw new InvalidDataException("the text of a report changed on reading");
        var structured = BenchTexts.Structure(text);
        var drugs = document.Mentions.Where(static m => m.Type == MentionType.Medication).ToList();
        var (medications, open) = Both(note, "med");
        // A note also names drugs by their class alone.
        Match(found.Names, medications, open, [.. document.Mentions.Where(static m => m.Type is MentionType.Medication or MentionType.DrugClass)], static m => m.NameSpan, (what, span) => tell?.Invoke($"{note} medication {what}: {span.In(text)} in {Around(text, span)}"));
        foreach (var marked in medications)
        {
            if (drugs.Find(d => d.NameSpan.Overlaps(marked.At)) is not { } drug) continue;
            Compare(found.Strengths, marked, "strength", drug, ["strength", "dose"], text, note, tell);
            Compare(found.Frequencies, marked, "frequency", drug, ["frequency", "prn"], text, note, tell);
            Compare(found.Routes, marked, "route", drug, ["route"], text, note, tell);
        }

        var (problems, doubtful) = Both(note, "prob");
        Match(found.Problems, problems, doubtful, [.. document.Mentions.Where(static m => m.Type is MentionType.Problem or MentionType.Finding)], static m => m.NameSpan, (what, span) => tell?.Invoke($"{note} problem {what}: {span.In(text)} in {Around(text, span)}"));
        foreach (var marked in problems)
        {
            var assertion = AssertionJudge.Judge(structured, marked.At);
            Judge(found.Negated, "polarity", "negated", assertion.Polarity == Polarity.Negated);
            // The guideline calls all of a family's illnesses historical; of them it is asked whose they are.
            if (marked.Labels["who"] == "patient") Judge(found.Historical, "time", "historical", assertion.Temporality == Temporality.Historical);
            Judge(found.Hypothetical, "time", "hypothetical", assertion.Temporality == Temporality.Hypothetical);
            Judge(found.Others, "who", "other", assertion.Experiencer != Experiencer.Patient);

            void Judge(Tally tally, string label, string value, bool judged)
            {
                bool expected = marked.Labels[label] == value;
                tally.Add(expected, judged);
                if (expected != judged) tell?.Invoke($"{note} assertion {value} {(expected ? "missed" : "wrongly")} by {string.Join(", ", assertion.Rules)}: {marked.At.In(text)} in {Around(text, marked.At)}");
            }
        }

        var (none, unclear) = Both(note, "nka");
        var (allergies, unsure) = Both(note, "allergy");
        // 'No known allergies' is found as an allergy of nothing.
        unsure.AddRange([.. none.Select(static n => n.At), .. unclear]);
        Match(found.Allergies, allergies, unsure, [.. document.Mentions.Where(static m => m.Type == MentionType.Allergy && m.Assertion.Polarity != Polarity.Negated)], static m => m.NameSpan, (what, span) => tell?.Invoke($"{note} allergy {what}: {span.In(text)} in {Around(text, span)}"));
        foreach (var marked in none)
        {
            bool isFound = document.Mentions.Any(m => m.Type == MentionType.Allergy && m.Span.Overlaps(marked.At));
            found.NoAllergies.Expect(isFound);
            if (!isFound) tell?.Invoke($"{note} no allergies missed: {Around(text, marked.At)}");
        }

        var (follow, perhaps) = Both(note, "follow");
        Match(found.FollowUps, follow, perhaps, [.. document.Mentions.Where(static m => m.Type is MentionType.FollowUp or MentionType.PendingResult)], static m => m.Span, (what, span) => tell?.Invoke($"{note} follow-up {what}: {span.In(text)} in {Around(text, span)}"));
    }

    /// <summary>What both passes marked, with what they both say of it; and what one alone marked.</summary>
    private (List<AnnotatedNotes.Marked> Both, List<TextSpan> Open) Both(string note, string kind)
    {
        var first = AnnotatedNotes.Read(texts.Evalsets, "pass-1", note, kind);
        var second = AnnotatedNotes.Read(texts.Evalsets, "pass-2", note, kind);
        var both = new List<AnnotatedNotes.Marked>();
        var open = new List<TextSpan>();
        foreach (var marked in first)
        {
            if (second.Find(s => s.At.Overlaps(marked.At)) is not { } other || marked.Labels.Any(l => l.Key != "status" && other.Labels[l.Key] != l.Value)) open.Add(marked.At);
            else both.Add(marked with { Places = marked.Places.Where(p => other.Places.TryGetValue(p.Key, out var place) && place.Overlaps(p.Value)).ToDictionary() });
        }

        open.AddRange(second.Where(s => !first.Exists(f => f.At.Overlaps(s.At))).Select(static s => s.At));
        return (both, open);
    }

    private static void Match(Matched matched, List<AnnotatedNotes.Marked> expected, List<TextSpan> open, List<Mention> found, Func<Mention, TextSpan> place, Action<string, TextSpan> tell)
    {
        var spans = found.ConvertAll(m => place(m));
        foreach (var marked in expected)
        {
            bool isFound = spans.Exists(s => s.Overlaps(marked.At));
            matched.Expect(isFound);
            if (!isFound) tell("missed", marked.At);
        }

        foreach (var span in spans.Distinct())
        {
            bool isMarked = expected.Exists(e => e.At.Overlaps(span));
            if (!isMarked && open.Exists(o => o.Overlaps(span))) continue;
            matched.Find(isMarked);
            if (!isMarked) tell("invented", span);
        }
    }

    private static void Compare(Matched matched, AnnotatedNotes.Marked marked, string name, Mention drug, string[] parts, string text, string note, Action<string>? tell)
    {
        TextSpan? expected = marked.Places.TryGetValue(name, out var place) ? place : null;
        var found = parts.Select(drug.Part).FirstOrDefault(p => p is not null && !p.Span.IsEmpty && (expected is null || p.Span.Overlaps(expected.Value)))
            ?? parts.Select(drug.Part).FirstOrDefault(static p => p is not null && !p.Span.IsEmpty);
        // A dose that is no strength ('two tablets') is asked for by nobody.
        if (expected is null && found?.Name == "dose") found = null;
        bool same = expected is { } span && found is not null && found.Span.Overlaps(span) && (name == "strength" ? Signs(found.Span.In(text)).StartsWith(Signs(span.In(text)), StringComparison.OrdinalIgnoreCase) : Digits(found.Span.In(text)) == Digits(span.In(text)));
        if (expected is not null) matched.Expect(same);
        if (found is not null) matched.Find(same);
        if (!same && (expected is not null || found is not null)) tell?.Invoke($"{note} {name} '{(expected is { } e ? e.In(text) : "none")}', found '{found?.Span.In(text) ?? "none"}' of {drug.NameSpan.In(text)} in {Around(text, drug.NameSpan)}");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Signs(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static string Around(string text, TextSpan span) => "…" + text[Math.Max(0, span.Start - 60)..Math.Min(text.Length, span.End + 60)] + "…";

    private sealed class Found
    {
        internal Matched Names { get; } = new();

        internal Matched Strengths { get; } = new();

        internal Matched Frequencies { get; } = new();

        internal Matched Routes { get; } = new();

        internal Matched Problems { get; } = new();

        internal Matched Allergies { get; } = new();

        internal Matched NoAllergies { get; } = new();

        internal Matched FollowUps { get; } = new();

        internal Tally Negated { get; } = new();

        internal Tally Historical { get; } = new();

        internal Tally Hypothetical { get; } = new();

        internal Tally Others { get; } = new();
    }

    /// <summary>Counts of things that are expected and of things that are found.</summary>
    private sealed class Matched
    {
        private int _met, _found, _right;

        internal int Expected { get; private set; }

        internal double Recall => Expected == 0 ? 0 : (double)_met / Expected;

        internal double Precision => _found == 0 ? 0 : (double)_right / _found;

        internal double F1 => Recall + Precision == 0 ? 0 : 2 * Recall * Precision / (Recall + Precision);

        internal void Expect(bool met)
        {
            Expected++;
            _met += met ? 1 : 0;
        }

        internal void Find(bool right)
        {
            _found++;
            _right += right ? 1 : 0;
        }
    }
}
