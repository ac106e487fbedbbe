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
        foreach (var section in note.Document.Sections)
        {
            if (!note.Span.Overlaps(section.Span)) continue;
            var current = section;
            while (line < lines.Count && lines[line].Start < section.Span.Start) line++;
            for (; line < lines.Count && lines[line].Start < section.Span.End; line++)
            {
                if (section.TitleSpan.Length > 0 && lines[line].Start <= section.TitleSpan.Start) continue;
                if (Match(lines[line].In(note.Text), IsFree(section, note)) is not { } found) continue;
                int titleEnd = lines[line].Start + found.End;
                if (current.Span.Start < lines[line].Start) sections.Add(current with { Span = new(current.Span.Start, lines[line].Start) });
                var title = new TextSpan(lines[line].Start, titleEnd);
                current = new(found.Category, title.In(note.Text).Trim(' ', ':', '-', '*', '#'), title, new(title.Start, section.Span.End), found.Rule);
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
        return before.Length > 0 && after.Length > 0 && before[^1] is not ('.' or ';') && (before[^1] == ',' || char.IsLower(after[0]));
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
