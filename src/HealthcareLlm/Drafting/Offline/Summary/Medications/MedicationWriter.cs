using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Writes the section <c>dischargeMedications</c>: one drug a statement, changes first.</summary>
internal static class MedicationWriter
{
    private const int LongestReason = 30;

    internal static IEnumerable<StatementDraft> Write(Reconciliation reconciliation) =>
        reconciliation.Drugs.OrderBy(d => Rank(d.Change)).Select(Statement);

    private static int Rank(MedicationChange change) => change switch
    {
        MedicationChange.New => 0,
        MedicationChange.Changed => 1,
        MedicationChange.Unsaid => 2,
        MedicationChange.Continued => 2,
        MedicationChange.Held => 3,
        _ => 4,
    };

    private static StatementDraft Statement(ReconciledDrug drug)
    {
        var item = drug.Item;
        var evidence = new List<Evidence> { Cite.Span(item.Note, item.Row) };
        string row = Wording.Sentence(item.Composed ?? RowText(item));
        string text = SelfReading.Agrees(Led(drug, row), item.Note, item.Row) ? row : Wording.Sentence(Bare(item));
        text = Led(drug, text);
        if (!item.ChangeSpan.IsEmpty && !item.Row.Contains(item.ChangeSpan)) evidence.Add(Cite.Span(item.Note, item.ChangeSpan));
        bool derived = item.Change == MedicationChange.Unsaid || item.Change != drug.Change;
        if (derived && drug.Home is { } home && drug.Change is MedicationChange.Changed or MedicationChange.Continued && !ReferenceEquals(home, item))
        {
            evidence.Add(Cite.Span(home.Note, home.Row));
            if (drug.Change == MedicationChange.Changed) text = text.TrimEnd('.') + $" (home: {Doses(home)}).";
        }

        if (drug.Because is { } because && Wording.CountWords(because.Text) <= LongestReason)
        {
            text += " " + Wording.Sentence(because.Text);
            evidence.Add(because.Evidence);
        }

        return Cite.Statement("dischargeMedications", text, item.Dose.IsEmpty ? 0.7 : 0.85, evidence, Parts(drug, evidence));
    }

    private static string Led(ReconciledDrug drug, string text) =>
        drug.Change == MedicationChange.Unsaid ? text : drug.Change + ": " + char.ToUpperInvariant(text[0]) + text[1..];

    // Name, dose, route, frequency and duration alone, where the rest of the row would read otherwise out of its place.
    private static string Bare(MedicationItem item) =>
        string.Join(' ', new[] { item.Name, item.Dose, item.Route, item.Frequency, item.Duration }.Where(s => !s.IsEmpty).OrderBy(s => s.Start).Select(s => Wording.Fold(item.At(s))));

    private static string Doses(MedicationItem home) =>
        string.Join(' ', new[] { home.Dose, home.Frequency }.Where(s => !s.IsEmpty).Select(s => Wording.Fold(home.At(s))));

    // The row without the word that the statement begins with.
    private static string RowText(MedicationItem item)
    {
        string text = item.At(item.Row);
        if (!item.ChangeSpan.IsEmpty && item.Row.Contains(item.ChangeSpan))
        {
            int start = item.ChangeSpan.Start - item.Row.Start, end = item.ChangeSpan.End - item.Row.Start;
            bool leads = item.ChangeSpan.End <= item.Name.Start;
            if (leads)
            {
                text = text[(item.Name.Start - item.Row.Start)..];
            }
            else if (SimpleAction().IsMatch(text[start..end]))
            {
                string before = text[..start], after = text[end..];
                string lead = before.TrimEnd(), rest = after.TrimStart();
                bool ownCell = before.EndsWith("  ", StringComparison.Ordinal) || lead is [.., '|'] || rest.StartsWith('|') || (lead is [.., '('] && rest.StartsWith(')')) || (lead is [.., '-' or '–' or '—' or ',' or ':'] && rest is [] or ['.' or ',' or ';', ..])
                    || rest.Length == 0;
                if (ownCell) text = lead.TrimEnd(' ', '(', '-', '–', '—', '|', ',', ':') + (rest.StartsWith(')') ? rest[1..] : rest.Length > 0 && rest[0] is not ('|' or ',' or ';' or '.') ? ", " + rest.TrimStart('-', ' ', '–') : rest);
            }
        }
        else
        {
            int from = item.Name.Start - item.Row.Start;
            text = text[from..];
        }

        text = Wording.Fold(text.Replace(" | ", ", ", StringComparison.Ordinal).Replace("|", ", ", StringComparison.Ordinal));
        return Gaps().Replace(text, ",").Replace(" ,", ",", StringComparison.Ordinal);
    }

    private static IEnumerable<PartDraft> Parts(ReconciledDrug drug, List<Evidence> evidence)
    {
        var item = drug.Item;
        yield return Cite.Part("name", item.Note, item.Name);
        if (!item.Dose.IsEmpty) yield return Cite.Part("dose", item.Note, item.Dose);
        if (!item.Route.IsEmpty) yield return Cite.Part("route", item.Note, item.Route);
        if (!item.Frequency.IsEmpty) yield return Cite.Part("frequency", item.Note, item.Frequency);
        if (!item.Duration.IsEmpty) yield return Cite.Part("duration", item.Note, item.Duration);
        if (drug.Change != MedicationChange.Unsaid) yield return Cite.Mapped("change", drug.Change.ToString().ToLowerInvariant(), "medication-change", evidence);
        if (!item.Reason.IsEmpty)
        {
            yield return Cite.Part("reason", item.Note, item.Reason);
        }
        else if (drug.Because is { } because && Wording.CountWords(because.Text) <= LongestReason)
        {
            yield return Cite.Part("reason", because.Note, because.Span);
        }
    }

    private static SievedPattern SimpleAction() => SimpleActionPattern.Value;

    private static readonly Lazy<SievedPattern> SimpleActionPattern = Pattern.Sieved(@"^(?:new|started?|added|continued?|cont|resumed?|stop(?:ped)?|discontinued?|hold|held|changed?|unchanged|same|no change)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Gaps() => GapsPattern.Value;

    private static readonly Lazy<SievedPattern> GapsPattern = Pattern.Sieved(@"(?:,\s*)+,", RegexOptions.CultureInvariant);
}
