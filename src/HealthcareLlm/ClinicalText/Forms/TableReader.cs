using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>A column of a table: its heading and what it asks for.</summary>
/// <param name="Span">The heading.</param>
/// <param name="Left">Left edge of the heading.</param>
/// <param name="Right">Right edge of the heading.</param>
/// <param name="Match">What the lexicon says; target empty where it does not know the heading.</param>
internal sealed record FormColumn(TextSpan Span, double Left, double Right, LabelMatch Match);

/// <summary>Reads tables (a line of headings over rows) and grids (a line of labels over, or under, one line of values).</summary>
internal static class TableReader
{
    private const int MaximumRows = 60;

    internal static List<LabelledValue> Read(FormPage page, ref int rows)
    {
        var values = new List<LabelledValue>();
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (page.TableLines.Contains(i) || TableHeading.Of(page, i) is not { } columns || (page.LabelsRight && columns.Count < 3)) continue;
            CountedIn(page, columns);
            var topic = TableTopics.Of(page, i, columns);
            bool isTable = topic != FormTopic.None;
            if (isTable && page.LabelsBelow && ValuesAreAbove(page, i, columns))
            {
                ReadGrid(page, i, LabelOrientation.Above(page, i), columns, LabelPlace.Above, values, topic);
                continue;
            }

            if (!isTable && ValuesAreAbove(page, i, columns)) ReadGrid(page, i, LabelOrientation.Above(page, i), columns, LabelPlace.Above, values);
            else if (isTable) ReadTable(page, i, columns, topic, values, ref rows);
            else ReadGrid(page, i, i + 1, columns, LabelPlace.Below, values);
        }

        return values;
    }

    /// <summary>Beside a column of amounts, one headed 'Unit' tells what they count.</summary>
    private static void CountedIn(FormPage page, List<FormColumn> columns)
    {
        int amounts = columns.Count(c => c.Match.Target == "item.quantity");
        if (amounts < 2) return;
        for (int c = 0; c < columns.Count; c++)
        {
            string words = columns[c].Span.In(page.Text).Trim(' ', '.', ':', '*');
            if (columns[c].Match.Target != "item.quantity" || !(words.Equals("unit", StringComparison.OrdinalIgnoreCase) || words.Equals("units", StringComparison.OrdinalIgnoreCase))) continue;
            columns[c] = columns[c] with { Match = columns[c].Match with { Target = "item.unit", Rule = "item-unit" } };
            return;
        }
    }

    private static bool ValuesAreAbove(FormPage page, int heading, List<FormColumn> columns)
    {
        int up = LabelOrientation.Above(page, heading);
        // Where a column asks for codes, the side that a code stands on decides.
        bool codeAbove = HoldsCode(page, up, columns), codeBelow = HoldsCode(page, heading + 1, columns);
        if (codeAbove != codeBelow) return codeAbove;
        int above = Fit(page, up, columns), below = Fit(page, heading + 1, columns);
        // On a page whose labels stand below, a tie is decided by the page.
        return above > below || (page.LabelsBelow && above > 0 && above == below);
    }

    internal static int Fit(FormPage page, int index, List<FormColumn> columns)
    {
        if (index < 0 || index >= page.Lines.Count || HoldsLabels(page, index)) return 0;
        bool boxes = Array.Exists(page.Lines[index].Tokens, t => t.Kind == FormTokenKind.CheckBox);
        int fit = 0;
        var cells = TableCells.Assign(page.Lines[index], columns, page.LineHeight);
        for (int c = 0; c < columns.Count; c++)
        {
            // Among boxes only what has a form of its own tells that a line holds values: '5/13/71   [ ] M [x] F   207-555-0112'.
            if (boxes && !(columns[c].Match.Target is "birthDate" or "phone" or "fax" or "npi" or "memberId" && cells[c] is { } strict && ValueShape.Fit(columns[c].Match.Target, strict.In(page.Text)) == 2)) continue;
            if (cells[c] is { } span && columns[c].Match.Target.Length > 0) fit += PlaceShape.Fit(page, columns[c].Match.Target, span);
        }

        return fit;
    }

    private static bool HoldsCode(FormPage page, int index, List<FormColumn> columns)
    {
        if (index < 0 || index >= page.Lines.Count || page.TableLines.Contains(index) || page.Topics.IsHeading(index) || page.Hits[index].Exists(h => h.HasColon)) return false;
        var cells = TableCells.Assign(page.Lines[index], columns, page.LineHeight);
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is { } span && columns[c].Match.Target is "service.code" or "diagnosis.code" or "item.code" or "service.ndc" && ValueShape.Fit(columns[c].Match.Target, cells[c]!.Value.In(page.Text)) == 2) return true;
        }

        return false;
    }

    internal static bool HoldsLabels(FormPage page, int index) =>
        page.TableLines.Contains(index) || page.Topics.IsHeading(index) || page.Hits[index].Exists(h => h.HasColon) || page.Hits[index].Count >= 2;

    private static void ReadGrid(FormPage page, int heading, int index, List<FormColumn> columns, LabelPlace place, List<LabelledValue> values, FormTopic tableTopic = FormTopic.None)
    {
        TextSpan?[] cells = new TextSpan?[columns.Count];
        if (index >= 0 && index < page.Lines.Count && !HoldsLabels(page, index) && IsNear(page, heading, index, place == LabelPlace.Above ? 1.8 : 3.2))
        {
            cells = TableCells.Assign(page.Lines[index], columns, page.LineHeight);
            page.TableLines.Add(index);
        }

        else if (place == LabelPlace.Below && index < page.Lines.Count && !page.TableLines.Contains(index) && !page.Topics.IsHeading(index) && IsNear(page, heading, index, 2.2))
        {
            // Beside the values of one column may stand the labels of another.
            cells = TableCells.Assign(page.Lines[index], columns, page.LineHeight);
            for (int c = 0; c < columns.Count; c++)
            {
                if (cells[c] is { } cell && (PlaceShape.Fit(page, columns[c].Match.Target, cell) < 2 || page.Hits[index].Exists(h => cell.Overlaps(page.Lines[index].Tokens[h.First].Span)))) cells[c] = null;
            }
        }

        page.TableLines.Add(heading);
        for (int c = 0; c < columns.Count; c++)
        {
            var column = columns[c];
            if (column.Match.Target.Length == 0) continue;
            var span = cells[c] ?? default;
            int fit = span.IsEmpty ? 1 : PlaceShape.Fit(page, column.Match.Target, span);
            if (fit == 0) span = default;
            var topic = tableTopic != FormTopic.None ? tableTopic : TopicResolver.Of(page, heading, column.Left, column.Match);
            values.Add(new(column.Span.In(page.Text), column.Span, span, place, fit == 2 ? 0.95 : 0.85)
            {
                Target = TopicResolver.Target(column.Match.Target, topic),
                Topic = topic,
                OwnTopic = column.Match.Topic != FormTopic.None,
                Rule = column.Match.Rule,
            });
        }
    }

    private static void ReadTable(FormPage page, int heading, List<FormColumn> columns, FormTopic topic, List<LabelledValue> values, ref int rows)
    {
        page.TableLines.Add(heading);
        int last = heading, row = -1, count = 0, rowStart = values.Count;
        for (int i = heading + 1; i < page.Lines.Count && count < MaximumRows; i++)
        {
            if (EndsTable(page, last, i, columns)) break;
            var cells = TableCells.Assign(page.Lines[i], columns, page.LineHeight);
            if (Array.TrueForAll(cells, c => c is null))
            {
                last = i;
                continue;
            }

            if (row < 0 ? IsHeadingContinued(page, i, columns, cells) : Continues(page, i, columns, cells))
            {
                if (row >= 0) Append(values, rowStart, row, columns, cells, topic);
                page.TableLines.Add(i);
                last = i;
                continue;
            }

            row = rows++;
            count++;
            rowStart = values.Count;
            for (int c = 0; c < columns.Count; c++)
            {
                if (cells[c] is not { } span || columns[c].Match.Target.Length == 0) continue;
                string target = TopicResolver.Target(columns[c].Match.Target, topic, inTable: true);
                values.Add(new(columns[c].Span.In(page.Text), columns[c].Span, span, LabelPlace.Column, 0.95) { Target = target, Topic = topic, Row = row, Rule = columns[c].Match.Rule });
            }

            page.TableLines.Add(i);
            last = i;
        }
    }

    private static bool EndsTable(FormPage page, int last, int index, List<FormColumn> columns)
    {
        if (page.Topics.IsHeading(index) || page.TableLines.Contains(index) || !IsNear(page, last, index, 4.5)) return true;
        if (page.Hits[index].Exists(h => h.HasColon)) return true;
        if (page.Hits[index].Exists(h => h.IsWholeCell && h.Match.IsStrong && page.Lines[index].Tokens[h.First].Cell == 0 && h.Match.Target is "finding" or "memberId" or "npi" or "signature" or "birthDate" or "payer" or "urgency" or "setting" or "type" or "reference" or "requestDate" or "diagnosis" or "allergy" or "medication.list" or "treatment.list")) return true;
        // 'Prescriber  ~~~  Date 06/08/2026' closes the form.
        if (page.Hits[index].Exists(h => h.Match is { PartyOnly: true, Topic: FormTopic.Requesting } && page.Lines[index].Tokens[h.First].Cell == 0)) return true;
        var line = page.Lines[index];
        if (TableHeading.Of(page, index) is not null || IsAnotherHeading(page, index, columns)) return true;
        // 'Section D. Where things stand today' begins the next part of the form.
        if (NextPart().IsMatch(line.Line.Span.In(page.Text))) return true;
        // A line of prose that runs across the columns is no row.
        return line.CellCount == 1 && columns.Count > 2 && line.Tokens.Count(t => t.Kind == FormTokenKind.Word) > 14;
    }

    private static readonly Lazy<Regex> NextPartPattern = new(() => new(@"^\W*(?:(?i:section|part)\s+[0-9A-Z]{1,2}\b[.:)]?\s+\p{L}|[A-H][.)]\s+\p{Lu}\p{Ll}+(?:\s\p{L}+){1,6}\W*$)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    private static Regex NextPart() => NextPartPattern.Value;

    /// <summary>Whether two cells or more are labels that this table does not have, so that another table begins.</summary>
    private static bool IsAnotherHeading(FormPage page, int index, List<FormColumn> columns) =>
        page.Hits[index].Count(h => h.IsWholeCell && h.Match.IsStrong && h.Match.Target.Length > 0 && !columns.Exists(c => c.Match.Target == h.Match.Target)) >= 2;

    private static bool IsNear(FormPage page, int a, int b, double lines)
    {
        var upper = page.Lines[Math.Min(a, b)].Line.Box;
        var lower = page.Lines[Math.Max(a, b)].Line.Box;
        return lower.Y - upper.Bottom <= page.LineHeight * lines && lower.Y >= upper.Y;
    }

    /// <summary>Second line of a heading: words without any digit under some columns, none of which has a value of its shape.</summary>
    private static bool IsHeadingContinued(FormPage page, int index, List<FormColumn> columns, TextSpan?[] cells)
    {
        int given = cells.Count(c => c is not null);
        if (given * 2 > columns.Count) return false;
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is { } span && span.In(page.Text).AsSpan().ContainsAnyInRange('0', '9')) return false;
        }

        return cells[0] is null || page.Hits[index].Count > 0;
    }

    /// <summary>Whether a line goes on with the row above: nothing under the first column, or a word that begins small.</summary>
    private static bool Continues(FormPage page, int index, List<FormColumn> columns, TextSpan?[] cells)
    {
        int key = KeyColumn(columns);
        if (cells[key] is not { } first) return !cells.Where((c, i) => c is { } s && ValueShape.Fit(columns[i].Match.Target, s.In(page.Text)) == 2 && columns[i].Match.Target.EndsWith("code", StringComparison.Ordinal)).Any();
        char begin = page.Text[first.Start];
        return cells.Count(c => c is not null) == 1 && (char.IsLower(begin) || begin is '(') && columns.Count > 1 && index > 0;
    }

    private static int KeyColumn(List<FormColumn> columns)
    {
        int known = columns.FindIndex(c => c.Match.Target.Length > 0 && c.Match.Target != "ignore");
        int code = columns.FindIndex(c => c.Match.Target is "service.code" or "item.code" or "diagnosis.code");
        return code >= 0 ? code : Math.Max(0, known);
    }

    private static void Append(List<LabelledValue> values, int rowStart, int row, List<FormColumn> columns, TextSpan?[] cells, FormTopic topic)
    {
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is not { } span || columns[c].Match.Target.Length == 0) continue;
            int at = values.FindIndex(rowStart, v => v.Row == row && v.LabelSpan == columns[c].Span);
            if (at >= 0) values[at] = values[at] with { MoreSpans = values[at].MoreSpans.Add(span) };
            else values.Add(new(string.Empty, columns[c].Span, span, LabelPlace.Column, 0.8) { Target = TopicResolver.Target(columns[c].Match.Target, topic, inTable: true), Topic = topic, Row = row, Rule = columns[c].Match.Rule });
        }
    }
}
