using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reads one drug of a list from the words about it.</summary>
internal static class MedicationItemParser
{
    private const int MostNameWords = 5, LongestName = 60;

    private static readonly string[] NameStops =
        ["is", "are", "was", "were", "has", "have", "had", "will", "until", "till", "because", "due", "while", "for", "per", "should", "may", "can", "must", "through", "starting", "take", "takes", "taken", "given", "under", "if", "when", "since", "after", "before", "to", "at", "as", "from", "in", "on"];

    /// <summary>The drug of a row; null where the row names none.</summary>
    internal static MedicationItem? Parse(Note note, MedicationList list, TextSpan row)
    {
        string text = row.In(note.Text);
        var action = MedicationGrammar.LeadingAction().Match(text);
        int from = NameStart(note, row, text, action.Success ? action.Length : SkipBullet(text));
        var dose = MedicationGrammar.Dose().Match(text, from);
        var route = MedicationGrammar.Route().Match(text, from);
        var frequency = MedicationGrammar.Frequency().Match(text, from);
        int end = NameEnd(text, from, dose, route, frequency);
        dose = MedicationGrammar.NewDose(text, dose);
        var name = Trim(note.Text, new(row.Start + from, row.Start + end));
        if (!IsName(name.In(note.Text)) || (list == MedicationList.Discharge && MedicationGrammar.NotForHome().IsMatch(FirstClause(text, end)))) return null;
        var known = Known(note, name);
        bool measured = dose.Success || frequency.Success;
        if (!measured && !route.Success && known is null && !action.Success && MedicationActions.Find(text[end..]) is null && list != MedicationList.Home) return null;
        if (known is { Assertion.Experiencer: Experiencer.Other }) return null;
        var duration = MedicationGrammar.Duration().Match(text, end);
        string clause = FirstClause(text, end);
        // 'STOP glipizide - hypoglycemia. Check glucose daily': what is to be done instead is not how the drug is taken.
        if (action.Success && MedicationActions.Find(action.Groups["action"].Value)?.Change is MedicationChange.Stopped or MedicationChange.Held)
        {
            (dose, route, frequency, duration) = (Within(dose, clause), Within(route, clause), Within(frequency, clause), Within(duration, clause));
        }

        var item = new MedicationItem(note, list, row, name)
        {
            Dose = Span(row, dose),
            Route = Span(row, route),
            Frequency = Span(row, frequency),
            Duration = Span(row, duration),
            Drug = DrugName.Of(name.In(note.Text), known?.Concept),
        };
        return WithAction(item, text, action, end, [dose, route, frequency, duration]);
    }

    private static Match Within(Match match, string clause) => match.Success && match.Index + match.Length > clause.Length ? Match.Empty : match;

    // 'Non-VA: diphenhydramine 50 mg', 'Oral: ...': where the words in front are no drug and a known one begins before the dose, the name begins there.
    private static int NameStart(Note note, TextSpan row, string text, int from)
    {
        var dose = MedicationGrammar.Dose().Match(text, from);
        int limit = row.Start + (dose.Success ? dose.Index : text.Length);
        foreach (var mention in note.Document.MentionsBetween(row.Start + from, limit))
        {
            if (mention.NameSpan.Start >= limit) break;
            if (mention.Type != MentionType.Medication || mention.NameSpan.Start < row.Start + from) continue;
            string before = note.Text[(row.Start + from)..mention.NameSpan.Start];
            return Label().IsMatch(before) ? mention.NameSpan.Start - row.Start : from;
        }

        return from;
    }

    // What is said of another drug in a later sentence of the row is not said of this one.
    private static string FirstClause(string text, int nameEnd)
    {
        for (int i = nameEnd; i + 1 < text.Length; i++)
        {
            if (text[i] == '.' && char.IsWhiteSpace(text[i + 1]) && i > 2 && (text[i - 1] == ')' || (char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i - 2])))) return text[..i];
        }

        return text;
    }

    private static MedicationItem WithAction(MedicationItem item, string text, Match leading, int nameEnd, Match[] parts)
    {
        var row = item.Row;
        if (StatusCell(text, nameEnd) is { } cell)
        {
            item = item with { Change = cell.Change, ChangeSpan = new(row.Start + cell.Span.Start, row.Start + cell.Span.End) };
        }
        else if (leading.Success && MedicationActions.Find(leading.Groups["action"].Value) is { } led)
        {
            item = item with { Change = led.Change, ChangeSpan = new(row.Start + leading.Groups["action"].Index, row.Start + leading.Groups["action"].Index + leading.Groups["action"].Length) };
        }
        else if (MedicationActions.Find(text[nameEnd..]) is { } found)
        {
            item = item with { Change = found.Change, ChangeSpan = new(row.Start + nameEnd + found.Span.Start, row.Start + nameEnd + found.Span.End) };
        }

        if (ActionCellReason(item, text) is { IsEmpty: false } own) return item with { Reason = own };
        int after = Math.Max(nameEnd, parts.Where(p => p.Success).Select(p => p.Index + p.Length).DefaultIfEmpty(0).Max());
        if (!item.ChangeSpan.IsEmpty) after = item.ChangeSpan.Start - row.Start >= nameEnd ? Math.Max(nameEnd, Math.Min(after, item.ChangeSpan.End - row.Start)) : after;
        var reason = MedicationGrammar.Reason().Match(text, Math.Min(after, text.Length));
        if (!reason.Success) return item;
        var span = Trim(item.Note.Text, new(row.Start + reason.Index, row.Start + reason.Index + reason.Length));
        bool tells = span.Length > 2 && !(span.Start <= item.ChangeSpan.Start && span.End - item.ChangeSpan.End < 3) && span.In(item.Note.Text).Any(char.IsLetter);
        return tells ? item with { Reason = span } : item;
    }

    // 'quetiapine 25 mg qhs, stop 1/26 if calm      NEW': a cell of its own, or brackets, that say nothing but the action.
    private static MedicationAction? StatusCell(string text, int from)
    {
        MedicationAction? last = null;
        foreach (Match cell in MedicationGrammar.ActionCell().Matches(text, from))
        {
            if (MedicationActions.Find(cell.Groups["action"].Value) is { } action) last = new(action.Change, new(cell.Groups["action"].Index, cell.Groups["action"].Index + cell.Groups["action"].Length));
        }

        return last;
    }

    // 'STOP hypoglycemia', 'HOLD until creatinine < 1.3': what follows the action at the end of a row is why.
    private static TextSpan ActionCellReason(MedicationItem item, string text)
    {
        if (item.Change is not (MedicationChange.Stopped or MedicationChange.Held) || item.ChangeSpan.End <= item.Name.Start || !item.Row.Contains(item.ChangeSpan)) return default;
        int end = text.IndexOfAny(['|', ';', '\n'], item.ChangeSpan.End - item.Row.Start);
        var span = Trim(item.Note.Text, new(item.ChangeSpan.End, end < 0 ? item.Row.End : item.Row.Start + end));
        return span.Length > 3 && span.In(item.Note.Text).Any(char.IsLetter) ? span : default;
    }

    private static int NameEnd(string text, int from, params Match[] parts)
    {
        int end = text.Length;
        foreach (var part in parts)
        {
            if (part.Success && part.Index > from) end = Math.Min(end, part.Index);
        }

        for (int i = from + 1; i < end; i++)
        {
            char c = text[i];
            bool spaced = text[i - 1] == ' ' && i + 1 < text.Length && text[i + 1] == ' ';
            if (c is '|' or '(' or ':' or ',' or ';' or '=' or '\n' or '\t' || (c is '-' or '–' or '—' && spaced) || (c == ' ' && text[i - 1] == ' ')) return i;
            if (c == ' ' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && from < i - 1) return i;
            if (c == ' ' && (NumberWord(text.AsSpan(i + 1)) || AfterName(text.AsSpan(i + 1)))) return i;
            if (c == ' ' && MedicationActions.StartsWithAction(text.AsSpan(i + 1))) return i;
        }

        return end;
    }

    private static bool NumberWord(ReadOnlySpan<char> text) =>
        text.StartsWith("one ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("two ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("three ", StringComparison.OrdinalIgnoreCase);

    // 'prednisolone has been stopped', 'spironolactone until the labs', 'naproxen and all other NSAIDs'.
    private static bool AfterName(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(' ', ',', '.');
        var word = end < 0 ? text : text[..end];
        foreach (string stop in NameStops)
        {
            if (word.Equals(stop, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return text.StartsWith("and all ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("and any ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("or any ", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsName(string name)
    {
        if (name.Length is < 3 or > LongestName || !char.IsLetter(name[0])) return false;
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MostNameWords && !words.Any(w => w is "was" or "is" or "were" or "are" or "not" or "until" or "because") && !MedicationGrammar.NotName().IsMatch(words[0].TrimEnd('.', ':'));
    }

    private static Mention? Known(Note note, TextSpan name)
    {
        foreach (var mention in note.Document.MentionsBetween(name.Start, name.End))
        {
            if (mention.NameSpan.Start >= name.End) break;
            if (mention.Type == MentionType.Medication && mention.NameSpan.Overlaps(name)) return mention;
        }

        return null;
    }

    private static int SkipBullet(string text)
    {
        int i = 0;
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '-' or '*' or '•' or '·' or '|' or '>' or '–' or ':')) i++;
        int digits = i;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits > i && digits < text.Length && text[digits] is '.' or ')')
        {
            i = digits + 1;
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
        }

        return i;
    }

    private static SievedPattern Label() => LabelPattern.Value;

    private static readonly Lazy<SievedPattern> LabelPattern = Pattern.Sieved(@"^[A-Za-z][\w /()-]{1,30}:\s*$|^(?:the|home|her|his|your|taking|oral|brand|generic|take|your)\s+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static TextSpan Span(TextSpan row, Match match) => match.Success ? new(row.Start + match.Index, row.Start + match.Index + match.Length) : default;

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '–' or '—' or '(' or ':' or '|' or ',' or ';')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ':' or '-' or '.' or ',' or '(' or ')' or '|')) end--;
        return new(start, end);
    }
}
