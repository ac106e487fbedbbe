using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Results;

/// <summary>Writes what imaging, microbiology, pathology and other studies found.</summary>
internal static class StudyWriter
{
    private const int Most = 12, Longest = 50;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        var written = new List<Fingerprint>();
        foreach (var (passage, _) in Candidates(chart).OrderByDescending(c => c.Weight).ThenBy(c => c.Passage.Note.Order).ThenBy(c => c.Passage.Span))
        {
            if (written.Exists(w => passage.Fingerprint.Similarity(w) > 0.55 || passage.Fingerprint.ContainedIn(w) > 0.8)) continue;
            written.Add(passage.Fingerprint);
            yield return Statement(passage);
            if (written.Count == Most) yield break;
        }
    }

    private static IEnumerable<(Passage Passage, double Weight)> Candidates(EncounterChart chart)
    {
        foreach (var passage in chart.Usable)
        {
            int words = Wording.CountWords(passage.Text);
            if (words is < 2 or > Longest || IsHistory(passage.Category) || Pending().IsMatch(passage.Text) || passage.Note.Kind is NoteKind.DischargeMedications or NoteKind.HomeMedications or NoteKind.CaseManagement) continue;
            var span = Writers.Recent.WithTitle(passage);
            string text = span.In(passage.Note.Text);
            bool report = passage.Note.Kind == NoteKind.Results;
            bool impression = report && (passage.Category is SectionCategory.Assessment or SectionCategory.AssessmentAndPlan || passage.Section.Title.Contains("impression", StringComparison.OrdinalIgnoreCase) || passage.Section.Title.Contains("diagnosis", StringComparison.OrdinalIgnoreCase) || passage.Section.Title.Contains("interpretation", StringComparison.OrdinalIgnoreCase) || passage.Section.Title.Contains("conclusion", StringComparison.OrdinalIgnoreCase));
            bool study = StudyName().IsMatch(text) && Says().IsMatch(text);
            bool culture = Culture().IsMatch(text) && Growth().IsMatch(text);
            bool corrects = chart.Corrects(passage) || (passage.Note.Kind is NoteKind.Results or NoteKind.Addendum && VoidResults.Voids(text));
            double weight = (impression ? 3 : 0) + (study ? 2 : 0) + (culture ? 3 : 0) + (corrects ? 4 : 0);
            if (weight <= 0 || passage.Mentions.Any(m => m.Assertion.Experiencer == Experiencer.Other) || Placeholder.Is(passage.Text) || Signature().IsMatch(passage.Text)) continue;
            var named = passage.Mentions.Where(m => m.Type is MentionType.Problem or MentionType.Finding && m.Assertion.Experiencer == Experiencer.Patient).ToList();
            bool found = culture || named.Exists(m => m.Assertion.Polarity != Polarity.Negated);
            if (!found && !corrects) weight -= named.Count > 0 ? 1.5 : 1;
            if (weight >= 1) yield return (passage, weight);
        }
    }

    private static StatementDraft Statement(Passage passage)
    {
        var note = passage.Note;
        var span = Writers.Recent.WithTitle(passage);
        string text = Wording.Sentence(span.In(note.Text));
        var evidence = new List<Evidence> { Cite.Span(note, span) };
        var parts = new List<PartDraft>();
        var name = StudyName().Match(span.In(note.Text));
        if (name.Success) parts.Add(Cite.Part("name", note, new(span.Start + name.Index, span.Start + name.Index + name.Length)));
        if (!note.DateSpan.IsEmpty && DateReader.First(text, new(0, text.Length)) is null)
        {
            text = Wording.Fold(note.DateSpan.In(note.Text)) + ": " + text;
            evidence.Add(Cite.Span(note, note.DateSpan));
            if (note.Day is { } day && DateReader.First(note.Text, note.DateSpan)?.Year is not null) parts.Add(Cite.Part("date", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), note, note.DateSpan));
        }

        return Cite.Statement("significantFindings", text, 0.75, evidence, parts);
    }

    private static bool IsHistory(SectionCategory category) =>
        category is SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.SocialHistory or SectionCategory.SurgicalHistory or SectionCategory.Medications or SectionCategory.Allergies
            or SectionCategory.FollowUp or SectionCategory.Instructions or SectionCategory.ReviewOfSystems or SectionCategory.ObstetricHistory;

    private static SievedPattern Signature() => SignaturePattern.Value;

    private static readonly Lazy<SievedPattern> SignaturePattern = Pattern.Sieved(@"^\W*(?:electronically |e-?)?signed\b|^[A-Z]\.? ?[A-Z][\w'’-]+,? (?:M\.?D|D\.?O|PA|NP|RN)\b\.?\W*$|\b(?:will|to) (?:telephone|call|phone)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern StudyName() => StudyNamePattern.Value;

    private static readonly Lazy<SievedPattern> StudyNamePattern = Pattern.Sieved(@"\b(?:(?-i:CT)(?:A|PA)?(?: (?:head|chest|abdomen|A/P|abd(?:omen)?/pelvis))?|MR[IAV](?: \w+)?|chest x-?rays?|x-?rays?|CXR|KUB|(?-i:XR)|ECG|EKG|echo(?:cardiogra(?:m|phy))?|TTE|TEE|ultrasound|(?-i:US)|EEG|duplex|doppler|angiogra(?:m|phy)|EGD|colonoscopy|pathology|biopsy|(?:LP|lumbar puncture)|CSF|(?-i:UA)|urinalysis|scan|swab|PCR)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Says() => SaysPattern.Value;

    private static readonly Lazy<SievedPattern> SaysPattern = Pattern.Sieved(@":(?!\d)|\b(?:show(?:s|ed|ing)?|reveal(?:s|ed)?|demonstrat\w+|with|w/|positive|pos|negative|neg|consistent|no|c/w|found|read|normal|EF|stable|unch\w*)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Culture() => CulturePattern.Value;

    private static readonly Lazy<SievedPattern> CulturePattern = Pattern.Sieved(@"\b(?:cultures?|bcx|ucx|cx|gram stain|isolate|PCR|swab|antigen)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Growth() => GrowthPattern.Value;

    private static readonly Lazy<SievedPattern> GrowthPattern = Pattern.Sieved(@"\b(?:grew|grow(?:s|ing|th)|positive|pos|coli|GNR|GPC|staph\w*|strep\w*|MRSA|MSSA|ESBL|klebsiella|pseudomonas|enterococcus|candida|rhinovirus|influenza|RSV|covid|resistant|sensitive|susceptible|detected|\d/\d)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Pending() => PendingPattern.Value;

    private static readonly Lazy<SievedPattern> PendingPattern = Pattern.Sieved(@"\b(?:pending|specimens?|sent to|to pathology|asking us|ordered|will (?:get|obtain|order|check)|recheck|repeat (?:in|at|tomorrow)|if |consider|plan(?:ned)?\b|scheduled|outpatient|due)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
