using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Which notes are near enough to discharge to speak of it.</summary>
internal static class Recent
{
    /// <summary>Whether a note was written on the last day, or for going home.</summary>
    internal static bool IsLast(EncounterChart chart, Note note)
    {
        if (chart.Notes.Length == 1 || note.IsOfDischarge) return true;
        return note.Day is { } day && chart.LastDay is { } last ? day == last : note.Order == chart.Notes.Length - 1;
    }

    /// <summary>Whether a note was written in the last two days, or for going home.</summary>
    internal static bool IsLate(EncounterChart chart, Note note)
    {
        if (IsLast(chart, note)) return true;
        return note.Day is { } day && chart.LastDay is { } last ? last.DayNumber - day.DayNumber <= 2 : note.Order * 2 >= chart.Notes.Length;
    }

    /// <summary>A sentence with the title of its section in front, where the sentence begins the section on the line of the title.</summary>
    internal static Documents.TextSpan WithTitle(Passage passage) => WithTitle(passage, sameLine: true);

    /// <summary>The same; where it need not stand on the same line, also under it.</summary>
    internal static Documents.TextSpan WithTitle(Passage passage, bool sameLine)
    {
        var section = passage.Section;
        if (section.TitleSpan.IsEmpty || section.TitleSpan.End > passage.Span.Start) return passage.Span;
        // Of a long section only the first sentence follows its title: the others are told by the first letter between.
        foreach (char c in passage.Note.Text.AsSpan(section.TitleSpan.End, passage.Span.Start - section.TitleSpan.End))
        {
            if (char.IsLetterOrDigit(c) || (sameLine && c == '\n')) return passage.Span;
        }

        return section.TitleSpan.Start < passage.Note.Span.Start ? passage.Span : new(section.TitleSpan.Start, passage.Span.End);
    }
}
