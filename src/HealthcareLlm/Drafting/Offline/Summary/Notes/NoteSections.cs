using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>A label at the head of a line that begins a part of a note.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Category">What the part is about.</param>
/// <param name="NeedsColon">Whether a colon must stand after it in the line.</param>
/// <param name="Label">Lower case.</param>
/// <param name="Example">A line that matches.</param>
/// <param name="CounterExample">A line that looks like it and must not match.</param>
internal sealed record NoteLabel(string Id, SectionCategory Category, bool NeedsColon, string Label, string Example, string CounterExample);

/// <summary>The sections of a note: those of the document, divided further at labels of <c>rules/note-labels.tsv</c> at the head of a line.</summary>
internal static class NoteSections
{
    private const int FarthestColon = 45;

    private static readonly Lazy<Dictionary<string, List<NoteLabel>>> ByFirstWord = new(Load);

    /// <summary>All labels.</summary>
    internal static IEnumerable<NoteLabel> Labels => ByFirstWord.Value.Values.SelectMany(l => l);

    /// <summary>The sections of a note in order; they do not overlap.</summary>
    internal static ImmutableArray<Section> Of(Note note)
    {
        var sections = ImmutableArray.CreateBuilder<Section>();
        var lines = ChartLines.Of(note).ToList();
        int line = 0;
        foreach (var section in note.Document.SectionsOver(note.Span))
        {
            // A note that begins in the middle of a section of the one before it does not go on with it.
            var current = section.Span.Start < note.Span.Start ? new(SectionCategory.Other, string.Empty, default, new(note.Span.Start, section.Span.End), "entry") : Known(section);
            while (line < lines.Count && lines[line].Start < section.Span.Start) line++;
            for (; line < lines.Count && lines[line].Start < section.Span.End; line++)
            {
                if (section.TitleSpan.Length > 0 && lines[line].Start <= section.TitleSpan.Start) continue;
                if (TitleAt(note, section, lines, line, current) is not { } found) continue;
                if (current.Span.Start < lines[line].Start) sections.Add(current with { Span = new(current.Span.Start, lines[line].Start) });
                int titleEnd = found.Title.End;
                current = new(found.Category, found.Title.In(note.Text).Trim(' ', ':', '-', '*', '#'), found.Title, new(lines[line].Start, section.Span.End), found.Rule);
                if (!IsOneLine(found.Category) || string.IsNullOrWhiteSpace(note.Text[titleEnd..lines[line].End])) continue;
                // 'Allergy: penicillin (hives).' and no more: what follows is of no known section.
                while (line + 1 < lines.Count && lines[line + 1].Start < section.Span.End && GoesOn(note.Text, lines[line], lines[line + 1])) line++;
                if (line + 1 >= lines.Count || lines[line + 1].Start >= section.Span.End) continue;
                sections.Add(current with { Span = new(current.Span.Start, lines[line + 1].Start) });
                current = new(SectionCategory.Other, string.Empty, default, new(lines[line + 1].Start, section.Span.End), "after-" + found.Rule);
            }

            sections.Add(current);
        }

        return sections.ToImmutable();
    }

    private static (SectionCategory Category, TextSpan Title, string Rule)? TitleAt(Note note, Section section, List<TextSpan> lines, int line, Section current)
    {
        if (Spoken(note, lines, line, current) is { } spoken) return (SectionLabels.CategoryOf(spoken.Topic), spoken.Title, "label-words");
        return Match(lines[line].In(note.Text), IsFree(section, note)) is { } found ? (found.Category, new(lines[line].Start, lines[line].Start + found.End), found.Rule) : null;
    }

    // A title that the section finder does not know may still be made of known words.
    private static Section Known(Section section) =>
        section.Category == SectionCategory.Other && section.Title.Length > 0 && SectionLabels.Of(section.Title) is not SectionTopic.None and var topic
            ? section with { Category = SectionLabels.CategoryOf(topic) } : section;

    // A line alone, or what stands before its colon, that is made of the words of titles.
    private static (SectionTopic Topic, TextSpan Title)? Spoken(Note note, List<TextSpan> lines, int index, Section current)
    {
        string text = note.Text;
        string line = lines[index].In(text);
        int start = line.Length - line.TrimStart(' ', '\t', '-', '*', '#', '=').Length;
        if (start >= line.Length || !char.IsUpper(line[start])) return null;
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        int end = colon > start ? colon : line.TrimEnd().Length;
        if (end - start > 70 || line[end - 1] is '.' or ',' or ';' or '?') return null;
        string title = line[start..end];
        var topic = SectionLabels.Of(title);
        if (topic == SectionTopic.None || (topic == SectionTopic.Instructions && !note.IsOfDischarge && note.Kind is NoteKind.Nursing or NoteKind.Progress or NoteKind.HistoryAndPhysical)) return null;
        if (colon <= start)
        {
            // Alone on its line it must stand as titles do: in capitals, or after an end, and not as a row of a list of its own kind.
            bool upper = !title.Any(char.IsLower);
            bool after = index == 0 || Ends(text, lines[index - 1]) || text.AsSpan(lines[index - 1].End, lines[index].Start - lines[index - 1].End).Count('\n') > 1;
            if (line.Contains("  ", StringComparison.Ordinal) && line.Trim().Contains("  ", StringComparison.Ordinal)) return null;
            if (!upper && (!after || title.AsSpan().Count(' ') > 5)) return null;
        }
        else if (topic is SectionTopic.Results or SectionTopic.Plan or SectionTopic.Assessment or SectionTopic.Procedure or SectionTopic.ChiefComplaint && current.Category is not (SectionCategory.Other or SectionCategory.Header))
        {
            return null;
        }

        return (topic, new(lines[index].Start + start, lines[index].Start + end));
    }

    private static bool Ends(string text, TextSpan line) => line.In(text).TrimEnd() is [.., '.' or ':' or ')' or '!' or '?'] or [];

    /// <summary>The label with which a line begins; null where it begins with none.</summary>
    internal static (SectionCategory Category, int End, string Rule)? Match(string line, bool free)
    {
        int start = 0;
        while (start < line.Length && (char.IsWhiteSpace(line[start]) || line[start] is '-' or '*' or '#' or '•' or '=')) start++;
        int wordEnd = start;
        while (wordEnd < line.Length && !char.IsWhiteSpace(line[wordEnd]) && line[wordEnd] is not (':' or ',' or '-')) wordEnd++;
        if (wordEnd == start || !ByFirstWord.Value.TryGetValue(line[start..wordEnd].ToLowerInvariant(), out var labels)) return null;
        foreach (var label in labels)
        {
            int end = start + label.Label.Length;
            if (end > line.Length || string.Compare(line, start, label.Label, 0, label.Label.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            if (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] == '/')) continue;
            int colon = line.IndexOf(':', end);
            bool hasColon = colon >= 0 && colon - end <= FarthestColon && !line.AsSpan(end, colon - end).ContainsAny('.', ';', '?');
            if (hasColon && colon - end > 2 && label.Category != SectionCategory.Medications && label.Label.Length < 8) hasColon = false;
            bool alone = line.AsSpan(end).Trim().IsEmpty && label.Label.Length > 3;
            bool bare = free && !label.NeedsColon && (char.IsUpper(line[start]) || label.Label.Contains('/'));
            bool listTitle = label.Category == SectionCategory.Medications && label.Label.Length >= 9 && end < line.Length && line[end] == ' ' && char.IsUpper(line[start])
                && line[^1] is not ('.' or ',') && Wording.CountWords(line) <= 9 && !Medications.MedicationGrammar.Dose().IsMatch(line);
            if (listTitle) return (label.Category, line.Length, label.Id);
            if (hasColon) return (label.Category, colon + 1, label.Id);
            if (alone || bare) return (label.Category, end, label.Id);
        }

        return null;
    }

    private static bool IsOneLine(SectionCategory category) =>
        category is SectionCategory.Allergies or SectionCategory.Exam or SectionCategory.Condition or SectionCategory.Disposition or SectionCategory.Diagnoses or SectionCategory.ChiefComplaint or SectionCategory.Other;

    private static bool GoesOn(string text, TextSpan line, TextSpan next)
    {
        string before = line.In(text).TrimEnd(), after = next.In(text).TrimStart();
        if (before.Length == 0 || after.Length == 0 || text.AsSpan(line.End, next.Start - line.End).Count('\n') > 1) return false;
        // A hanging indent goes on with the line above it.
        int indent = next.In(text).Length - after.Length, own = line.In(text).Length - line.In(text).TrimStart().Length;
        if (indent > own + 3) return true;
        return before[^1] == ',' || (before[^1] is not ('.' or ';') && (char.IsLower(after[0]) || char.IsAsciiDigit(after[0]) || (before.Length > 60 && !after.Contains(':', StringComparison.Ordinal))));
    }

    // Inside a narrative of its own title a bare 'Plan' at the head of a line is a word like others.
    private static bool IsFree(Section section, Note note) =>
        section.Category is SectionCategory.Other or SectionCategory.Labs or SectionCategory.Imaging or SectionCategory.Exam or SectionCategory.Vitals or SectionCategory.OtherResults or SectionCategory.Header or SectionCategory.Hpi
        && note.Kind is not (NoteKind.Results or NoteKind.Procedure);

    private static Dictionary<string, List<NoteLabel>> Load()
    {
        var byFirst = new Dictionary<string, List<NoteLabel>>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("note-labels.tsv", 7))
        {
            string first = row[3].Split([' ', '-'], 2)[0];
            if (!byFirst.TryGetValue(first, out var list)) byFirst[first] = list = [];
            list.Add(new(row[0], Enum.Parse<SectionCategory>(row[1]), row[2] == "yes", row[3], row[5], row[6]));
            list.Sort(static (a, b) => b.Label.Length.CompareTo(a.Label.Length));
        }

        return byFirst;
    }
}
