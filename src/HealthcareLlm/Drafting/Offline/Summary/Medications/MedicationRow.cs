using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reads the drugs of one row: one, or several with commas between.</summary>
internal static class MedicationRow
{
    private const int FarthestDose = 45;

    internal static List<MedicationItem> Read(Note note, MedicationList list, TextSpan row)
    {
        var items = new List<MedicationItem>();
        foreach (var piece in Pieces(note, row))
        {
            string words = piece.In(note.Text);
            if (MedicationGrammar.OfAll().IsMatch(words) && MedicationActions.Find(words) is { } all)
            {
                var span = new TextSpan(piece.Start + all.Span.Start, piece.Start + all.Span.End);
                items = items.ConvertAll(i => i.Change == MedicationChange.Unsaid ? i with { Change = all.Change, ChangeSpan = span } : i);
            }
            else if (MedicationItemParser.Parse(note, list, piece) is { } item)
            {
                items.Add(item);
            }
        }

        return items.Count > 1 && !row.In(note.Text).TrimEnd('.', ' ').Contains(". ", StringComparison.Ordinal) ? Share(items) : items;
    }

    // An action at the head or the end of a row of several drugs holds for all that have none.
    private static List<MedicationItem> Share(List<MedicationItem> items)
    {
        var first = items[0];
        var last = items[^1];
        bool leads = first.Change != MedicationChange.Unsaid && first.ChangeSpan.End <= first.Name.Start;
        var from = leads ? first : items.Take(items.Count - 1).All(i => i.Change == MedicationChange.Unsaid) ? last : null;
        if (from is null || from.Change == MedicationChange.Unsaid) return items;
        return items.ConvertAll(i => i.Change == MedicationChange.Unsaid ? i with { Change = from.Change, ChangeSpan = from.ChangeSpan } : i);
    }

    private static IEnumerable<TextSpan> Pieces(Note note, TextSpan row)
    {
        string text = note.Text;
        int start = row.Start;
        while (start < row.End && (char.IsWhiteSpace(text[start]) || text[start] == ':')) start++;
        bool table = text.AsSpan(row.Start, row.Length).Contains('|');
        for (int i = row.Start; i < row.End && !table; i++)
        {
            if (IsAnd(text, i, row.End) && BeginsDrug(note, new(i + 5, row.End), '&'))
            {
                yield return new(start, i);
                start = i + 5;
                continue;
            }

            if (text[i] is not (',' or ';' or '.') || i + 2 >= row.End || text[i + 1] is not (' ' or '\n')) continue;
            if (text[i] == '.' && i > 1 && text[i - 2] is '.' or ' ') continue;
            int next = SkipSpace(text, i + 1, row.End);
            if (next >= row.End || !BeginsDrug(note, new(next, row.End), text[i])) continue;
            yield return new(start, i);
            start = next;
        }

        if (start < row.End) yield return new(start, row.End);
    }

    private static bool IsAnd(string text, int at, int end) => at + 8 < end && text.AsSpan(at, 5).SequenceEqual(" and ");

    private static bool BeginsDrug(Note note, TextSpan rest, char separator)
    {
        string text = rest.In(note.Text);
        if (!char.IsLetter(text[0])) return false;
        int end = text.IndexOfAny([',', ';', '\n']);
        string piece = end < 0 ? text : text[..end];
        bool known = note.Document.MentionsBetween(rest.Start, rest.Start).Any(m => m.Type == MentionType.Medication && m.NameSpan.Start == rest.Start);
        if (known && separator != '.') return true;
        if (separator == '.' && (MedicationGrammar.LeadingAction().IsMatch(text) || MedicationGrammar.OfAll().IsMatch(text) || NamedAction(piece))) return true;
        if (separator == ',' && NamedAction(piece)) return true;
        var dose = MedicationGrammar.Dose().Match(piece);
        bool measured = dose.Success && dose.Index is > 2 and < FarthestDose;
        if (!measured)
        {
            var frequency = MedicationGrammar.Frequency().Match(piece);
            measured = separator != '.' && frequency.Success && frequency.Index is > 3 and < 30;
        }

        string first = piece.Split(' ', 2)[0].TrimEnd('.', ':');
        return measured && first.Length > 2 && !MedicationGrammar.NotName().IsMatch(first) && !MedicationGrammar.Route().IsMatch(first) && !MedicationGrammar.Frequency().IsMatch(first);
    }

    // 'Sumatriptan: hold', 'diphenhydramine   STOPPED': a name of one to three words and what is to be done with it.
    private static bool NamedAction(string piece)
    {
        if (MedicationActions.Find(piece) is not { } action || action.Span.Start is < 4 or > 45) return false;
        string before = piece[..action.Span.Start];
        int end = before.IndexOfAny([':', '-', '|', '(']) is var e && e > 0 ? e : before.Length;
        string name = before[..end].Trim();
        return name.Length > 3 && name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 3 && !MedicationGrammar.NotName().IsMatch(name.Split(' ')[0]);
    }

    private static int SkipSpace(string text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
