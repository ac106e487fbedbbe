using System.Globalization;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Results;

/// <summary>Writes the course of each laboratory value that was unusual: the farthest and the last.</summary>
internal static class LabWriter
{
    private const int Most = 12;

    internal static IEnumerable<StatementDraft> Write(List<LabValue> values)
    {
        var courses = values.GroupBy(v => v.Rule.Name, StringComparer.Ordinal).Where(g => g.Any(v => v.IsUnusual))
            .Select(g => (Values: g.ToList(), Order: values.FindIndex(v => v.Rule.Name == g.Key)))
            .OrderByDescending(c => c.Values[^1].IsUnusual).ThenByDescending(c => c.Values.Count).ThenBy(c => c.Order).Take(Most);
        return courses.Select(c => Statement(c.Values));
    }

    private static StatementDraft Statement(List<LabValue> values)
    {
        var last = values[^1];
        var worst = values.MaxBy(Distance)!;
        bool single = worst.Value == last.Value;
        var evidence = new List<Evidence> { Cite.Span(last.Note, last.Span) };
        string text = Wording.Fold(last.Name.In(last.Note.Text)) + " ";
        if (!single)
        {
            text += Value(worst) + Dated(worst, evidence) + ", then ";
            evidence.Add(Cite.Span(worst.Note, worst.Span));
        }

        text = char.ToUpperInvariant(text[0]) + text[1..] + Value(last) + Dated(last, evidence) + ".";
        var parts = new List<PartDraft> { Cite.Part("name", last.Note, last.Name), Cite.Part("value", last.Note, last.Written) };
        if (!last.Unit.IsEmpty && last.Unit.In(last.Note.Text) != "%") parts.Add(Cite.Part("unit", last.Note, last.Unit));
        if (last.IsDated && last.Note.Day is { } day && HasYear(last.Note)) parts.Add(Cite.Part("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), last.Note, last.Note.DateSpan));
        if (!single) parts.Add(Cite.Mapped("direction", last.Value > worst.Value ? "up" : "down", "lab-direction", Cite.Span(worst.Note, worst.Span), Cite.Span(last.Note, last.Span)));
        return Cite.Statement("significantFindings", text, 0.8, evidence, parts);
    }

    private static bool HasYear(Note note) => DateReader.First(note.Text, note.DateSpan)?.Year is not null;

    private static string Value(LabValue value) =>
        Wording.Fold(value.Written.In(value.Note.Text)) + (value.Unit.IsEmpty ? string.Empty : (value.Note.Text[value.Unit.Start] == '%' ? string.Empty : " ") + value.Unit.In(value.Note.Text));

    private static string Dated(LabValue value, List<Evidence> evidence)
    {
        if (value.Note.DateSpan.IsEmpty || !value.IsDated) return string.Empty;
        evidence.Add(Cite.Span(value.Note, value.Note.DateSpan));
        return " (" + Wording.Fold(value.Note.DateSpan.In(value.Note.Text)) + ")";
    }

    private static decimal Distance(LabValue value)
    {
        decimal width = Math.Max(value.Rule.High - value.Rule.Low, 0.001m);
        return value.Value > value.Rule.High ? (value.Value - value.Rule.High) / width : value.Value < value.Rule.Low ? (value.Rule.Low - value.Value) / width : 0;
    }
}
