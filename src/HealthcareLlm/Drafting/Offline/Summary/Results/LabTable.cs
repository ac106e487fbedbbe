using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Results;

/// <summary>A table of results by day: a heading of dates, and rows of a name and numbers under them.</summary>
internal sealed class LabTable
{
    private const int FewestDates = 2;

    private readonly Note _note;
    private readonly List<(double Middle, WrittenDate? Date)> _columns;

    private LabTable(Note note, List<(double, WrittenDate?)> columns) => (_note, _columns) = (note, columns);

    /// <summary>The table that a line of dates begins; null where it is none.</summary>
    internal static LabTable? Of(Note note, Line line)
    {
        var dates = DateReader.Find(note.Text, line.Span);
        if (dates.Count < FewestDates || line.Cells.Length < FewestDates) return null;
        string rest = note.Text[line.Span.Start..line.Span.End];
        foreach (var date in dates) rest = rest.Replace(date.Span.In(note.Text), " ", StringComparison.Ordinal);
        // A row of a list may bear two dates as well: headings are dates and little else.
        if (Words().Count(rest) > (dates.Count > 2 ? 4 : 2) || rest.Contains(". ", StringComparison.Ordinal)) return null;
        var page = note.Document.Source.PageAt(line.Span.Start);
        var columns = new List<(double, WrittenDate?)>();
        foreach (var cell in line.Cells)
        {
            var inside = dates.Where(d => cell.Span.Contains(d.Span)).ToList();
            if (inside.Count == 0)
            {
                columns.Add((cell.Box.X + (cell.Box.Width / 2), null));
                continue;
            }

            foreach (var date in inside)
            {
                var words = page.Words.AsSpan().Slice(cell.FirstWord, cell.WordCount).ToArray().Where(w => date.Span.Overlaps(w.Span)).ToList();
                if (words.Count > 0) columns.Add((words.Average(w => w.LayoutBox.X + (w.LayoutBox.Width / 2)), date));
            }
        }

        return columns.Count(c => c.Item2 is not null) >= FewestDates ? new(note, columns) : null;
    }

    /// <summary>The values of a row; null where the line is none of the table.</summary>
    internal List<LabValue>? Read(Line line)
    {
        string text = _note.Text;
        int start = line.Span.Start;
        while (start < line.Span.End && !char.IsLetter(text[start])) start++;
        if (start >= line.Span.End || LabLexicon.At(text, start, inTable: true) is not { } lab) return null;
        var name = new TextSpan(start, start + lab.Length);
        if (DateReader.First(text, new(name.End, line.Span.End)) is not null) return null;
        var values = new List<LabValue>();
        var page = _note.Document.Source.PageAt(line.Span.Start);
        foreach (var cell in line.Cells)
        {
            foreach (var word in page.Words.AsSpan().Slice(cell.FirstWord, cell.WordCount))
            {
                if (word.Span.Start < name.End) continue;
                var match = Number().Match(word.Span.In(text));
                if (!match.Success || !decimal.TryParse(match.Groups["v"].Value.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) continue;
                double middle = word.LayoutBox.X + (word.LayoutBox.Width / 2);
                if (number < lab.Rule.PlausibleLow || number > lab.Rule.PlausibleHigh || _columns.MinBy(c => Math.Abs(c.Middle - middle)).Date is not { } date) continue;
                var written = new TextSpan(word.Span.Start + match.Groups["v"].Index, word.Span.Start + match.Groups["v"].Index + match.Groups["v"].Length);
                values.Add(new(_note, lab.Rule, name, written, number) { DateSpan = date.Span, Day = date.On(_note.Day?.Year), InTable = true });
            }
        }

        return values.Count > 0 ? values : null;
    }

    private static SievedPattern Number() => NumberPattern.Value;

    private static readonly Lazy<SievedPattern> NumberPattern = Pattern.Sieved(@"^(?<v>\d+(?:,\d{3})*(?:\.\d+)?)(?:[HLhl*!A]{0,3}|\([A-Za-z*]{1,2}\))$", RegexOptions.CultureInvariant);

    private static SievedPattern Words() => WordsPattern.Value;

    private static readonly Lazy<SievedPattern> WordsPattern = Pattern.Sieved(@"[A-Za-z]{2,}", RegexOptions.CultureInvariant);
}
