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
        var last = Last(values);
        var worst = values.MaxBy(Distance)!;
        bool single = worst.Value == last.Value;
        var evidence = new List<Evidence> { Cite.Span(last.Note, last.Span), Cite.Span(last.Note, last.Name) };
        string text = Wording.Fold(last.Name.In(last.Note.Text)) + " ";
        if (!single)
        {
            text += Value(worst) + Dated(worst, evidence) + ", then ";
            evidence.Add(Cite.Span(worst.Note, worst.Span));
        }

        text = char.ToUpperInvariant(text[0]) + text[1..] + Value(last) + Dated(last, evidence) + ".";
        var parts = new List<PartDraft> { Cite.Part("name", last.Note, last.Name), Cite.Part("value", last.Note, last.Written) };
        if (!last.Unit.IsEmpty && last.Unit.In(last.Note.Text) != "%") parts.Add(Cite.Part("unit", last.Note, last.Unit));
        if (last.Day is { } day && !last.DateSpan.IsEmpty && HasYear(last)) parts.Add(Cite.Part("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), last.Note, last.DateSpan));
        if (!single) parts.Add(Cite.Mapped("direction", last.Value > worst.Value ? "up" : "down", "lab-direction", Cite.Span(worst.Note, worst.Span), Cite.Span(last.Note, last.Span)));
        return Cite.Statement("significantFindings", text, 0.8, evidence, parts);
    }

    // A value that a later note only repeats is of the day on which it was first given.
    private static LabValue Last(List<LabValue> values)
    {
        int i = values.Count - 1;
        while (i > 0 && !values[i].InTable && values[i - 1].Value == values[i].Value) i--;
        return values[i];
    }

    private static bool HasYear(LabValue value) => DateReader.First(value.Note.Text, value.DateSpan)?.Year is not null;

    private static string Value(LabValue value) =>
        Wording.Fold(value.Written.In(value.Note.Text)) + (value.Unit.IsEmpty ? string.Empty : (value.Note.Text[value.Unit.Start] == '%' ? string.Empty : " ") + value.Unit.In(value.Note.Text));

    private static string Dated(LabValue value, List<Evidence> evidence)
    {
        if (value.DateSpan.IsEmpty) return string.Empty;
        evidence.Add(Cite.Span(value.Note, value.DateSpan));
        return " (" + Wording.Fold(value.DateSpan.In(value.Note.Text)) + ")";
    }

    private static decimal Distance(LabValue value)
    {
        decimal width = Math.Max(value.Rule.High - value.Rule.Low, 0.001m);
        return value.Value > value.Rule.High ? (value.Value - value.Rule.High) / width : value.Value < value.Rule.Low ? (value.Rule.Low - value.Value) / width : 0;
    }
}
