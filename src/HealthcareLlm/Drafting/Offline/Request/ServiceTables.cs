using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads the rows of tables of services asked for; each cell gives a value only where its words are of its column's kind.</summary>
internal static class ServiceTables
{
    private const double Sure = 0.93;

    /// <summary>The services of the page's tables, and where these tables stand.</summary>
    internal static (List<ListEntry> Entries, List<TextSpan> Extents) OfPage(RequestContext context, RequestPage page)
    {
        var entries = new List<ListEntry>();
        var extents = new List<TextSpan>();
        var dated = new List<ListEntry>();
        foreach (var table in page.Tables)
        {
            if (TableKinds.Of(table) != TableKind.Services)
            {
                if (DaysOf(context, page, table) is { } days) dated.Add(days);
                continue;
            }

            bool boxes = table.Rows.Any(r => r.Box is not null);
            var marks = boxes ? null : MarksOf(page, table);
            var printed = boxes ? [] : PrintedRows(page, table);
            var read = new List<ListEntry>();
            var legend = RowStanding.Legend(page, table);
            foreach (var row in table.Rows)
            {
                if (RowStanding.IsNotAsked(page, table, row, legend)) continue;
                // Of rows that a box begins, only those with a mark are asked for.
                if (boxes && row.Box is not { } box || row.Box == WordMarks.CheckBoxEmpty) continue;
                if (marks is not null && !marks.Contains(row)) continue;
                if (RowOf(context, page, table, row) is { } entry) read.Add(printed.Contains(row) ? Offered(entry) : entry);
            }

            if (read.Count == 0) continue;
            entries.AddRange(read);
            extents.Add(table.Extent);
        }

        // Days of service in a grid of other things are those of the services that have none.
        if (dated.Count == 1)
        {
            foreach (var entry in entries.Where(e => !e.Has("startDate") && !e.Has("endDate"))) entry.Absorb(dated[0]);
        }

        return (entries, extents);
    }

    /// <summary>The rows whose box is marked where a column before the codes holds boxes that recognition knew only by their shape; null where none does.</summary>
    private static HashSet<TableRow>? MarksOf(RequestPage page, PageTable table)
    {
        int code = table.Of(ColumnRole.Code);
        for (int c = 0; c < code; c++)
        {
            if (table.Columns[c].Role is not (ColumnRole.Mark or ColumnRole.None)) continue;
            // Boxes that recognition knew, whatever of a margin stands beside them.
            var boxed = table.Rows.Select(r => (Row: r, Marks: r.Cells[c].SelectMany(s => EvidenceOf.WordsIn(page.Document, s)).Where(static w => w.IsCheckBox).Select(static w => w.Marks).ToList())).ToList();
            if (boxed.Exists(static b => b.Marks.Exists(static m => m.HasFlag(WordMarks.CheckBoxMarked))) && boxed.Exists(static b => b.Marks.Exists(static m => m.HasFlag(WordMarks.CheckBoxEmpty))))
            {
                return [.. boxed.Where(static b => b.Marks.TrueForAll(static m => !m.HasFlag(WordMarks.CheckBoxEmpty)) || b.Marks.Exists(static m => m.HasFlag(WordMarks.CheckBoxMarked))).Select(static b => b.Row)];
            }

            var marked = table.Rows.Where(r => BoxMarks.IsMarked(r.Words(page.Text, c)) == true).ToHashSet();
            bool scraps = table.Rows.All(r => r.Cells[c].IsEmpty || BoxMarks.IsMarked(r.Words(page.Text, c)) is not null);
            if (marked.Count > 0 && scraps && (table.Columns[c].Role == ColumnRole.Mark || marked.Count < table.Rows.Length)) return marked;
        }

        return null;
    }

    // Cells that a hand filled in one row at least, where rows without any may be the form's own list of what could be asked for.
    private const int FilledCells = 2;

    /// <summary>
    /// Rows in which nothing but what a form prints stands (code, words, what is counted), in a table whose other rows have amounts, days, sides or marks.
    /// They may be what could have been asked for.
    /// </summary>
    private static HashSet<TableRow> PrintedRows(RequestPage page, PageTable table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Columns.Length).Where(c => table.Columns[c].Role is ColumnRole.Quantity or ColumnRole.Start or ColumnRole.End or ColumnRole.Dates
            or ColumnRole.Mark or ColumnRole.Side or ColumnRole.Frequency or ColumnRole.Duration or ColumnRole.DaysSupply or ColumnRole.Refills || SideOf(table.Columns[c]) is not null)];
        int Filled(TableRow row) => columns.Count(c => !row.Cells[c].IsEmpty && !TextForm.SaysNothing(row.Words(page.Text, c)));
        return table.Rows.Any(r => Filled(r) >= FilledCells) ? [.. table.Rows.Where(r => Filled(r) == 0)] : [];
    }

    /// <summary>An entry of which nobody can tell whether it is asked for: shown, and not given.</summary>
    private static ListEntry Offered(ListEntry entry)
    {
        for (int i = 0; i < entry.Leaves.Count; i++)
        {
            if (entry.Leaves[i].Doubt == Doubt.None) entry.Leaves[i] = entry.Leaves[i] with { Doubt = Doubt.UnclearMark };
        }

        return entry;
    }

    /// <summary>The side that a column of marks stands for; null where its heading is none.</summary>
    private static string? SideOf(TableColumn column) => HeadingWords.Of(column.Heading) switch
    {
        ["left"] or ["l"] or ["lt"] => "left",
        ["right"] or ["r"] or ["rt"] => "right",
        ["bilateral"] or ["both"] or ["both", "sides"] => "bilateral",
        _ => null,
    };

    private static ListEntry? DaysOf(RequestContext context, RequestPage page, PageTable table)
    {
        var entry = new ListEntry();
        for (int c = 0; c < table.Columns.Length && table.Rows.Length > 0; c++)
        {
            if (table.Columns[c].Role is ColumnRole.Dates or ColumnRole.Start or ColumnRole.End or ColumnRole.Description && ServiceDays().IsMatch(table.Columns[c].Heading) && !table.Rows[0].Cells[c].IsEmpty)
            {
                var value = Cell(table.Columns[c] with { Role = table.Columns[c].Role == ColumnRole.Description ? ColumnRole.Dates : table.Columns[c].Role }, table.Rows[0].Cells[c], page);
                foreach (var leaf in ServiceLeaves.Read(context, page, value).SelectMany(e => e.Leaves)) entry.Add(leaf);
            }
        }

        return entry.Leaves.Count > 0 ? entry : null;
    }

    private static ListEntry? RowOf(RequestContext context, RequestPage page, PageTable table, TableRow row)
    {
        var entry = new ListEntry();
        var sides = new List<(string Side, LabelledValue Value)>();
        double weight = Sure * page.AskingWeight;
        for (int c = 0; c < table.Columns.Length; c++)
        {
            if (row.Cells[c].IsEmpty) continue;
            var value = Cell(table.Columns[c], row.Cells[c], page);
            if (TextForm.SaysNothing(row.Words(page.Text, c))) continue;
            if (table.Columns[c].Role == ColumnRole.Description && CellKinds.Of(row.Words(page.Text, c)) is CellKind.Number or CellKind.Counted or CellKind.Day or CellKind.Days) continue;
            // Without a column of codes, one may begin the description.
            if (table.Columns[c].Role == ColumnRole.Description && !table.Has(ColumnRole.Code)) value = value with { Place = LabelPlace.Below };
            if (SideOf(table.Columns[c]) is { } side)
            {
                if (BoxMarks.IsMarked(row.Words(page.Text, c)) == true) sides.Add((side, value));
                continue;
            }

            int had = entry.Leaves.Count;
            Read(context, page, value, RoleOf(table, c), weight, entry);
            if (entry.Leaves.Count == had) NotRead(page, table.Columns[c].Role, value, row.Words(page.Text, c), weight, entry);
        }

        // 'X' under 'Left'; under both columns it is both sides.
        if (sides.Count > 0 && !entry.Has("laterality"))
        {
            entry.Add(new(page, "laterality", sides.Count == 1 ? sides[0].Side : "bilateral", weight, sides[0].Value.Rule, [.. sides.SelectMany(s => (TextSpan[])[s.Value.LabelSpan, s.Value.ValueSpan])]));
        }

        bool named = entry.HasRead("code") || entry.HasRead("ndc");
        if (entry.Leaves.Find(l => l.Leaf is "code" or "ndc") is { } key && Instructions.Name(page.Text, key.Spans[0].Start, key.Spans[0].End)) return null;
        if (!named && entry.Has("description") && entry.Has("code")) return entry;
        if (!named && !(entry.Has("description") && (entry.HasRead("quantity") || entry.HasRead("startDate")))) return null;
        return entry;
    }

    /// <summary>The role of a column; 'Days' beside refills are those that a fill lasts.</summary>
    private static ColumnRole RoleOf(PageTable table, int c) =>
        table.Columns[c].Role == ColumnRole.None && table.Has(ColumnRole.Refills) && !table.Has(ColumnRole.DaysSupply) && HeadingWords.Of(table.Columns[c].Heading) is ["days"] ? ColumnRole.DaysSupply : table.Columns[c].Role;

    /// <summary>What stands in a cell that asks for a code, amount or day and is none of these as recognised: a person has to read it.</summary>
    private static void NotRead(RequestPage page, ColumnRole role, LabelledValue value, string words, double weight, ListEntry entry)
    {
        string? leaf = role switch { ColumnRole.Code => "code", ColumnRole.Quantity => "quantity", ColumnRole.Start => "startDate", ColumnRole.End => "endDate", _ => null };
        bool scanned = page.Page.Reading is not (PageReading.Text or PageReading.TextLayer);
        if (leaf is null || !scanned || entry.Has(leaf) || words.Length > 14 || !words.Any(char.IsLetterOrDigit) || (leaf == "code" && !CellKinds.IsBrokenCode(words))) return;
        entry.Add(new(page, leaf, words, weight, value.Rule, [value.ValueSpan, .. value.MoreSpans]) { Doubt = Doubt.Unreadable, IsUnread = true });
    }

    private static LabelledValue Cell(TableColumn column, ImmutableArray<TextSpan> spans, RequestPage page) =>
        new(column.Span.In(page.Text), column.Span, spans[0], LabelPlace.Column, 1) { MoreSpans = spans[1..], Topic = FormTopic.Service, Rule = "service-row", Row = 0, Target = Target(column.Role) };

    private static string Target(ColumnRole role) => role switch
    {
        ColumnRole.Code => "service.code",
        ColumnRole.Ndc => "service.ndc",
        ColumnRole.Modifiers => "service.modifiers",
        ColumnRole.Description => "service.description",
        ColumnRole.Start => "service.start",
        ColumnRole.End => "service.end",
        ColumnRole.Dates => "service.dates",
        ColumnRole.Quantity => "service.quantity",
        ColumnRole.Unit => "service.unit",
        ColumnRole.Dose => "service.dose",
        ColumnRole.Route => "service.route",
        ColumnRole.Frequency => "service.frequency",
        ColumnRole.Directions => "service.doseFrequency",
        ColumnRole.Duration => "service.duration",
        ColumnRole.DaysSupply => "service.daysSupply",
        ColumnRole.Refills => "service.refills",
        _ => string.Empty,
    };

    private static void Read(RequestContext context, RequestPage page, LabelledValue value, ColumnRole role, double weight, ListEntry entry)
    {
        string words = string.Join(' ', ((TextSpan[])[value.ValueSpan, .. value.MoreSpans]).Select(s => s.In(page.Text)));
        switch (role)
        {
            case ColumnRole.Quantity:
                Amount(page, value, words, weight, entry);
                return;
            case ColumnRole.Unit when !words.Any(char.IsAsciiDigit) && words.Count(char.IsLetter) >= 2 && words.Split(' ').Length <= 4:
                entry.Leaves.RemoveAll(l => l.Leaf == "unit");
                entry.Add(new(page, "unit", TextForm.OneLine(words), weight, value.Rule, [value.ValueSpan, .. value.MoreSpans]));
                return;
            case ColumnRole.Unit or ColumnRole.None or ColumnRole.Ignored or ColumnRole.Line or ColumnRole.Mark or ColumnRole.Note:
                return;
            case ColumnRole.Modifiers when !OnlyModifiers().IsMatch(words):
                Unread(context, page, value, weight, entry);
                return;
            case ColumnRole.Side:
                Side(page, value, weight, entry);
                return;
            case ColumnRole.Frequency when words.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c)):
                // '1' under 'Per week'.
                if (Period().Match(value.Label) is { Success: true } period)
                {
                    var span = new TextSpan(value.LabelSpan.Start + period.Index, value.LabelSpan.Start + period.Index + period.Length);
                    entry.Add(new(page, "frequency", TextForm.OneLine(words) + " " + TextForm.OneLine(period.Value).ToLowerInvariant(), weight, value.Rule, [value.ValueSpan, span]));
                }

                return;
            case ColumnRole.DaysSupply or ColumnRole.Refills:
                if (Number().Match(words) is { Success: true } number) entry.Add(new(page, role == ColumnRole.Refills ? "refills" : "daysSupply", number.Value, weight, value.Rule, [EvidenceOf.WithLabel(page.Document, value.LabelSpan, value.ValueSpan)]));
                return;
            case ColumnRole.Directions:
                Directed(page, value, weight, entry);
                return;
            default:
                foreach (var leaf in ServiceLeaves.Read(context, page, value).SelectMany(e => e.Leaves))
                {
                    if (!entry.Leaves.Exists(l => l.Leaf == leaf.Leaf && l.Value == leaf.Value)) entry.Add(leaf);
                }

                return;
        }
    }

    private static void Unread(RequestContext context, RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        foreach (var leaf in ServiceLeaves.Read(context, page, value).SelectMany(e => e.Leaves).Where(l => l.IsUnread)) entry.Add(leaf);
    }

    /// <summary>A number with or without what it counts, and nothing else: a sum of money, a code or a date is no amount.</summary>
    private static void Amount(RequestPage page, LabelledValue value, string words, double weight, ListEntry entry)
    {
        var whole = WholeAmount().Match(words);
        if (whole.Success && QuantityReadings.Read(words) is { } quantity && ValueWords.Of(page, value).All(r => r.Doubt == Doubt.None))
        {
            // '12 visits', '2 leads'; '4' with 'pens' in the line below it.
            int gap = whole.Groups["u"].Index;
            entry.Add(new(page, "quantity", quantity.Number.Value, weight, value.Rule, [value.ValueSpan]) { Repaired = quantity.Number.Repaired });
            TextSpan[] unit = value.MoreSpans.IsEmpty ? [new(value.ValueSpan.Start + gap, value.ValueSpan.Start + gap + whole.Groups["u"].Length)] : [.. value.MoreSpans];
            entry.Add(new(page, "unit", TextForm.OneLine(whole.Groups["u"].Value), weight, value.Rule, unit));
        }
        else
        {
            var read = ServiceLeaves.Amount(page, value, weight);
            // Of two numbers in one place one was put in the other's stead; where no stroke is seen neither is taken.
            bool two = Faint(page, value.ValueSpan) || TwoNumbers().IsMatch(words) && ValueWords.Of(page, value).All(r => r.Doubt == Doubt.None);
            foreach (var leaf in read) entry.Add(two && leaf.Leaf == "quantity" ? leaf with { Doubt = Doubt.Unreadable, IsUnread = true } : leaf);
        }

        if (Supply().Match(value.Label) is { Success: true } supply && !entry.Has("daysSupply") && entry.HasRead("quantity"))
        {
            var days = supply.Groups["d"];
            entry.Add(new(page, "daysSupply", days.Value, weight * 0.9, value.Rule, [new(value.LabelSpan.Start + days.Index, value.LabelSpan.Start + days.Index + days.Length)]));
        }

        // 'Sessions' over the amount tells what is counted.
        if (entry.HasRead("quantity") && !entry.Has("unit") && CountedThing().Match(value.Label) is { Success: true } thing)
        {
            entry.Add(new(page, "unit", thing.Value.ToLowerInvariant(), weight * 0.9, value.Rule, [new(value.LabelSpan.Start + thing.Index, value.LabelSpan.Start + thing.Index + thing.Length)]));
        }
    }

    // Confidence, 0 to 1, below which a digit that stands alone between rules may be another: nothing about it bears it out. A 1 is what most lines ask for, and what other digits are hardly read as.
    private const double OfLoneDigit = 0.75;

    private static bool Faint(RequestPage page, TextSpan span) =>
        EvidenceOf.WordsIn(page.Document, span).Any(w => w is { Source: WordSource.Ocr, Confidence: < OfLoneDigit, Text: [>= '2' and <= '9'] });

    private static void Directed(RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
        var whole = new TextSpan(spans.Min(s => s.Start), spans.Max(s => s.End));
        // Lines of one cell are read as one where nothing of another column lies between them.
        string words = string.Join(' ', spans.Select(s => s.In(page.Text)));
        var read = Directions.Read(words);
        foreach (var (leaf, reading) in (ReadOnlySpan<(string, Reading?)>)[("dose", read.Dose), ("route", read.Route), ("frequency", read.Frequency)])
        {
            if (reading is not { } r || entry.Leaves.Exists(l => l.Leaf == leaf && l.Rule == value.Rule)) continue;
            if (leaf == "dose" && entry.Has("dose") && Counted().IsMatch(r.Value)) continue;
            entry.Leaves.RemoveAll(l => l.Leaf == leaf);
            entry.Add(new(page, leaf, r.Value, weight * 0.95, value.Rule, spans.Length == 1 ? [r.At(whole)] : spans));
        }
    }

    /// <summary>The side whose box is marked, else the one that words name; more than one named side without marks says nothing.</summary>
    private static void Side(RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        string words = value.ValueSpan.In(page.Text);
        var boxes = EvidenceOf.WordsIn(page.Document, value.ValueSpan).Where(w => w.IsCheckBox).ToList();
        if (boxes.Count == 0)
        {
            if (words.Length <= 12) ServiceLeaves.Side(page, value.ValueSpan, weight, entry);
            return;
        }

        var marked = boxes.FindAll(b => b.Marks.HasFlag(WordMarks.CheckBoxMarked));
        if (marked.Count != 1) return;
        var next = boxes.Find(b => b.Span.Start > marked[0].Span.Start);
        var option = new TextSpan(marked[0].Span.End, next?.Span.Start ?? value.ValueSpan.End);
        ServiceLeaves.Side(page, option, weight, entry);
    }

    private static readonly Lazy<Regex> ServiceDaysPattern = Pattern.Of(@"\b(?:dos|(?:dates? (?:of )?|days? of )(?:service|surgery|procedure)|(?:service|surgery|procedure|admission) (?:dates?|days?))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ServiceDays() => ServiceDaysPattern.Value;

    private static readonly Lazy<Regex> ModifiersPattern = Pattern.Of(@"^\W*(?:(?:[A-Z][A-Z0-9]|[0-9][0-9A-Z])\W*){1,4}$", RegexOptions.CultureInvariant);

    private static Regex OnlyModifiers() => ModifiersPattern.Value;

    private static readonly Lazy<Regex> PeriodPattern = Pattern.Of(@"(?:\b(?:hours?|hrs|visits?|times|days|sessions?|units|treatments?)\s*)?(?:\bper\s+|/\s*|\ba\s+)(?:day|week|wk|month|year)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Period() => PeriodPattern.Value;

    private static readonly Lazy<Regex> NumberPattern = Pattern.Of(@"^[0-9]{1,3}(?=\s*(?:days?)?\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Number() => NumberPattern.Value;

    private static readonly Lazy<Regex> WholePattern = Pattern.Of(@"^\W*[0-9][0-9,]{0,5}\s+(?<u>(?!mg\b|mcg\b|g\b|kg\b|ml\b|lbs?\b|per\b|of\b|x\b|to\b|and\b|or\b|every\b|a\b)[A-Za-z][A-Za-z \-]{1,20})\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex WholeAmount() => WholePattern.Value;

    private static readonly Lazy<Regex> TwoPattern = Pattern.Of(@"^\W*[0-9]{1,4}\s+[0-9]{1,4}\W*$", RegexOptions.CultureInvariant);

    private static Regex TwoNumbers() => TwoPattern.Value;

    private static readonly Lazy<Regex> ThingPattern = Pattern.Of(@"(?<!\b(?:per|every|in|each)\s+(?:[0-9]+\s+)?|/\s*(?:[0-9]+\s*)?)\b(?:units|visits|sessions|days|hours|treatments|injections|infusions|doses|tablets|capsules|months|nights|cycles|miles|procedures|studies|tests)\b(?!['\u2019]?\s*(?:supply|per\b|/))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex CountedThing() => ThingPattern.Value;

    private static readonly Lazy<Regex> SupplyPattern = Pattern.Of(@"\bper\s+(?<d>[0-9]{1,3})\s+days\b|/\s*(?<d>[0-9]{1,3})\s+days\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Supply() => SupplyPattern.Value;

    private static readonly Lazy<Regex> CountedPattern = Pattern.Of(@"\b(?:tabs?|tablets?|caps?|capsules?|puffs?|drops?|sprays?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Counted() => CountedPattern.Value;
}
