using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>A sentence that says what is done with a drug.</summary>
/// <param name="Passage">The sentence.</param>
/// <param name="Change">What is done.</param>
internal sealed record MedicationDirective(Passage Passage, MedicationChange Change);

/// <summary>Finds sentences outside of lists that start, change, hold or stop a drug.</summary>
internal sealed class DirectiveFinder
{
    private readonly List<Passage> _passages = [];
    private readonly Dictionary<string, List<int>> _naming = new(StringComparer.Ordinal);

    /// <summary>Files the sentences of a chart by the words and drugs that they name; rows of lists speak for themselves.</summary>
    internal DirectiveFinder(EncounterChart chart, List<MedicationItem> rows)
    {
        var listed = rows.Where(static r => r.Dose.Length > 0).GroupBy(static r => r.Note.Document).ToDictionary(static g => g.Key, static g => new SpanCover(g.Select(static r => r.Row)));
        foreach (var passage in chart.Usable)
        {
            if (passage.Category is SectionCategory.Medications or SectionCategory.Allergies or SectionCategory.FamilyHistory or SectionCategory.PastHistory) continue;
            if (passage.Note.Kind is NoteKind.HomeMedications or NoteKind.DischargeMedications) continue;
            if (listed.TryGetValue(passage.Note.Document, out var cover) && cover.Overlaps(passage.Span)) continue;
            foreach (string word in Words(passage.Text)) File(word);
            foreach (var mention in passage.Mentions)
            {
                if (mention.Type == MentionType.Medication && mention.Concept is { } concept) File(KeyOf(concept));
            }

            _passages.Add(passage);
        }
    }

    /// <summary>What the notes say is done with a drug, in order of time.</summary>
    internal List<MedicationDirective> Of(DrugName drug)
    {
        var found = new List<MedicationDirective>();
        foreach (int number in Naming(drug.Telling).Concat(drug.Concept is { } concept ? Naming(KeyOf(concept)) : []).Distinct().Order())
        {
            if (Nearest(_passages[number], drug) is { } change) found.Add(new(_passages[number], change));
        }

        return found;
    }

    private void File(string key)
    {
        if (!_naming.TryGetValue(key, out var list)) _naming[key] = list = [];
        if (list.Count == 0 || list[^1] != _passages.Count) list.Add(_passages.Count);
    }

    private List<int> Naming(string? key) => key is not null && _naming.TryGetValue(key, out var list) ? list : [];

    // No word of a sentence has this sign in front: concepts and words do not meet.
    private static string KeyOf(string concept) => "\n" + concept;

    private static MedicationChange? Nearest(Passage passage, DrugName drug)
    {
        string text = passage.Text;
        foreach (string clause in Clauses().Split(text))
        {
            int at = At(passage, clause, drug);
            if (at < 0 || NotDone().IsMatch(clause)) continue;
            MedicationChange? best = null;
            int nearest = int.MaxValue;
            foreach (var action in All(clause))
            {
                int distance = action.Span.End <= at ? at - action.Span.End : Math.Max(0, action.Span.Start - at - drug.First.Length);
                if (distance >= nearest) continue;
                nearest = distance;
                best = action.Change;
            }

            if (best is not null) return best;
        }

        return null;
    }

    private static int At(Passage passage, string clause, DrugName drug)
    {
        if (drug.First.Length > 2 && clause.IndexOf(drug.First, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) return at;
        var mention = passage.Mentions.FirstOrDefault(m => m.Type == MentionType.Medication && drug.Concept is not null && m.Concept == drug.Concept);
        return mention is null ? -1 : clause.IndexOf(mention.NameSpan.In(passage.Note.Text), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<MedicationAction> All(string clause)
    {
        for (int from = 0; from < clause.Length;)
        {
            MedicationAction? first = null;
            foreach (var pattern in (SievedPattern[])[MedicationGrammar.Hold(), MedicationGrammar.Stop(), MedicationGrammar.Changed(), MedicationGrammar.New(), MedicationGrammar.Continued()])
            {
                var match = pattern.Match(clause, from);
                if (!match.Success || (first is { } f && match.Index >= f.Span.Start)) continue;
                if (MedicationActions.Find(match.Value) is { } action) first = new(action.Change, new(match.Index, match.Index + match.Length));
            }

            if (first is not { } found) yield break;
            yield return found;
            from = found.Span.End;
        }
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '\n', ',', '.', ';', ':', '(', ')', '/', '-', '|', '>', '+', '"'], StringSplitOptions.RemoveEmptyEntries)];

    private static SievedPattern Clauses() => ClausesPattern.Value;

    private static readonly Lazy<SievedPattern> ClausesPattern = Pattern.Sieved(@"(?<=[;.\n])\s|;|\bbut\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotDone() => NotDonePattern.Value;

    private static readonly Lazy<SievedPattern> NotDonePattern = Pattern.Sieved(@"\b(?:consider|might|may need|could|would|if (?:he|she|pt|patient|needed|no|still|fever|bp|sbp|pain)|whether|discuss|should (?:he|she)|possibly|\?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
