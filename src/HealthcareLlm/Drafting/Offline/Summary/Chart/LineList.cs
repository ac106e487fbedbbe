using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Sections of which each line is an item, without bullets or stops: visits, diagnoses, what is pending. A sentence that runs over such lines is several.</summary>
internal static class LineList
{
    /// <summary>Whether the lines of a section's body are items.</summary>
    internal static bool Is(Note note, Section section)
    {
        if (!MayBe(section)) return false;
        var lines = section.Body.In(note.Text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length < 2) return false;
        int capital = lines.Count(l => char.IsUpper(l[0]) || char.IsDigit(l[0])), stopped = lines.Count(l => l.EndsWith('.')), longest = lines.Max(l => l.Length);
        // Wrapped prose fills its lines and ends them anywhere; items differ in length.
        return capital * 5 >= lines.Length * 4 && stopped * 3 <= lines.Length && (lines.Length > 2 || longest < 100) && lines.SkipLast(1).Count(l => l.Length > longest - 8) * 2 <= lines.Length;
    }

    /// <summary>The items of a span of such a section.</summary>
    internal static IEnumerable<TextSpan> Items(string text, TextSpan span)
    {
        int start = span.Start;
        for (int i = span.Start; i <= span.End; i++)
        {
            if (i < span.End && !(text[i] == '\n' && BeginsItem(text, i + 1, span.End))) continue;
            int from = start, to = i;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            if (to > from) yield return new(from, to);
            start = i + 1;
        }
    }

    private static bool BeginsItem(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\t') at++;
        return at < end && (char.IsUpper(text[at]) || text[at] is '-' or '*' or '•');
    }

    private static bool MayBe(Section section) =>
        section.Category is SectionCategory.FollowUp or SectionCategory.Diagnoses or SectionCategory.Instructions or SectionCategory.Disposition or SectionCategory.Condition
        || SectionLabels.Of(section.Title) is SectionTopic.Pending or SectionTopic.FollowUp;
}
