using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads tables of what was tried, what is taken, and results, by the meaning of their columns.</summary>
internal static class ClinicalTables
{
    /// <summary>Places of the page's tables of a kind: what lies in them is their rows' own.</summary>
    internal static List<TextSpan> Extents(ClinicalPage page, TableKind kind) => [.. page.Page.Tables.Where(t => KindOf(page, t) == kind).Select(t => t.Extent)];

    /// <summary>Whether a place lies in a cell that names a drug in a table of what is taken; what stands beside the table in another column of the page does not.</summary>
    internal static bool HoldsDrug(ClinicalPage page, TextSpan span) =>
        RowsOf(page, TableKind.Medications).Any(r => Cells(r.Table, r.Row, ColumnRole.Description) is { } cells && cells.Any(c => c.Overlaps(span)));

    /// <summary>The kind of a table; one whose results are outcomes ('Failed', 'Not tolerated') tells of treatments, whatever it is called.</summary>
    private static TableKind KindOf(ClinicalPage page, PageTable table)
    {
        var kind = TableKinds.Of(table);
        if (kind is TableKind.None or TableKind.Medications && table.Has(ColumnRole.Description) && Marks(page, table).Count > 1) return TableKind.Treatments;
        if (kind == TableKind.None && table.Has(ColumnRole.Description) && table.Count(ColumnRole.Dose, ColumnRole.Route, ColumnRole.Frequency) >= 2 && StateOf(page, table) >= 0) return TableKind.Medications;
        if (kind != TableKind.Labs) return kind;
        int column = table.Of(ColumnRole.Result);
        var said = table.Rows.Select(r => r.Words(page.Text, column)).Where(w => w.Length > 0).ToList();
        return said.Count(w => !w.Any(char.IsAsciiDigit) && Outcomes.Of(w) is not null) * 2 > said.Count ? TableKind.Treatments : kind;
    }

    /// <summary>Columns whose headings are outcomes and whose cells hold nothing but marks: 'No response | Could not tolerate | Still running'.</summary>
    private static List<int> Marks(ClinicalPage page, PageTable table) =>
        [.. Enumerable.Range(0, table.Columns.Length).Where(c => Outcomes.Of(table.Columns[c].Heading) is not null && table.Rows.All(r => r.Cells[c].IsEmpty || Cross().IsMatch(r.Words(page.Text, c))))];

    /// <summary>The column that tells of each drug whether it is taken or was ended, as a record of a stay has it; -1 where there is none.</summary>
    private static int StateOf(ClinicalPage page, PageTable table) =>
        Enumerable.Range(0, table.Columns.Length).FirstOrDefault(c => table.Rows.Count(r => State().IsMatch(r.Words(page.Text, c))) is > 1 and var told && told * 2 > table.Rows.Length, -1);

    internal static IEnumerable<ListEntry> Treatments(RequestContext context, ClinicalPage page)
    {
        foreach (var (table, row) in RowsOf(page, TableKind.Treatments))
        {
            if (!WasGiven(page, table, row) || NameOf(page, table, row) is not { Length: > 0 } name) continue;
            string treatment = Words(page, name);
            if (TextForm.SaysNothing(treatment) || TreatmentItems.IsNone(treatment) || treatment.Length > 90) continue;
            var entry = new ListEntry();
            double score = 0.92 * page.Page.Weight;
            entry.Add(new(page.Page, "treatment", treatment, score, "treatment-row", name));
            foreach (var role in (ReadOnlySpan<ColumnRole>)[ColumnRole.Outcome, ColumnRole.Result, ColumnRole.Note, ColumnRole.End, ColumnRole.Dates])
            {
                if (Cells(table, row, role) is { Length: > 0 } said) AddOutcome(page, said, score * 0.97, entry);
            }

            if (!entry.Has("outcome") && Marks(page, table) is { Count: > 1 } marks && marks.FindAll(c => !row.Cells[c].IsEmpty) is [var marked] && Outcomes.Of(table.Columns[marked].Heading) is { } told)
            {
                entry.Add(new(page.Page, "outcome", told.Rule.Value, score * 0.95, told.Rule.Id, [table.Columns[marked].Span, row.Cells[marked][0]]) { Mapped = true });
            }

            if (Cells(table, row, ColumnRole.Dates) is { Length: > 0 } both) Days(context, page, both[0], null, score, entry);
            // 'How long': '03/2025-09/2025'.
            else if (Cells(table, row, ColumnRole.Duration) is { Length: > 0 } length) Days(context, page, length[0], null, score, entry);
            if (Cells(table, row, ColumnRole.Start) is { Length: > 0 } from) Days(context, page, from[0], "startDate", score, entry);
            if (Cells(table, row, ColumnRole.End) is { Length: > 0 } to) Days(context, page, to[0], "endDate", score, entry);
            yield return entry;
        }
    }

    internal static IEnumerable<ListEntry> Medications(ClinicalPage page)
    {
        foreach (var (table, row) in RowsOf(page, TableKind.Medications))
        {
            if (Enumerable.Range(0, table.Columns.Length).Any(c => Ended().IsMatch(row.Words(page.Text, c)))) continue;
            // Where each drug has its state, a line without one is no row.
            if (StateOf(page, table) is >= 0 and var state && row.Cells[state].IsEmpty) continue;
            if (Cells(table, row, ColumnRole.Description) is not { Length: > 0 } name) continue;
            string drug = Words(page, name);
            if (TextForm.SaysNothing(drug) || drug.Count(char.IsLetter) < 3 || drug.Length > 60 || MedicationNames.IsNone(drug)) continue;
            var entry = new ListEntry();
            double score = 0.92 * page.Page.Weight;
            var known = page.MentionsIn(name[0]).FirstOrDefault(m => m.Type == MentionType.Medication);
            int end = known is null ? 0 : MedicationNames.Whole(page, known.NameSpan).End;
            entry.Add(new(page.Page, "name", known is null || known.NameSpan.Length < 4 ? drug : TextForm.OneLine(new TextSpan(name[0].Start, Math.Max(end, name[0].Start)).In(page.Text)), score, "medication-row", known is null ? name : [new(name[0].Start, Math.Max(end, name[0].Start + 1))]));
            foreach (var (role, leaf) in (ReadOnlySpan<(ColumnRole, string)>)[(ColumnRole.Dose, "dose"), (ColumnRole.Route, "route"), (ColumnRole.Frequency, "frequency")])
            {
                if (Cells(table, row, role) is not { Length: > 0 } said || TextForm.SaysNothing(Words(page, said))) continue;
                if (Alone(page, said, leaf) is { } own) entry.Add(new(page.Page, leaf, own.Value, score, "medication-row", [own.Span]));
                else entry.Add(new(page.Page, leaf, Words(page, said).Trim('|', ' '), score, "medication-row", said));
            }

            var directed = Cells(table, row, ColumnRole.Directions) ?? (entry.Has("dose") ? null : name);
            if (directed is { Length: > 0 }) Directed(page, directed, score, entry);
            yield return entry;
        }
    }

    /// <summary>
    /// The dose, route or frequency of a cell that holds nothing else but the rule of a column, a word of the next column or another direction: 'PO | daily' in the column of routes,
    /// 'daily taking' in that of frequencies; null where it stands alone or with words of its own.
    /// </summary>
    private static (string Value, TextSpan Span)? Alone(ClinicalPage page, TextSpan[] cell, string leaf)
    {
        if (cell.Length != 1) return null;
        string words = cell[0].In(page.Text);
        var read = Directions.Read(words);
        var own = leaf switch { "dose" => read.Dose, "route" => read.Route, _ => read.Frequency };
        if (own is not { } found || found.End - found.Start >= words.Trim().Length) return null;
        string rest = words[..found.Start] + " # " + words[found.End..];
        foreach (var other in (Reading?[])[leaf == "dose" ? null : read.Dose, leaf == "route" ? null : read.Route, leaf == "frequency" ? null : read.Frequency])
        {
            if (other is { } beside && (beside.End <= found.Start || beside.Start >= found.End)) rest = rest.Replace(words[beside.Start..beside.End], string.Empty, StringComparison.Ordinal);
        }

        return Beside().IsMatch(rest) ? (found.Value, found.At(cell[0])) : null;
    }

    internal static IEnumerable<ListEntry> Labs(RequestContext context, ClinicalPage page)
    {
        foreach (var (table, row) in RowsOf(page, TableKind.Labs))
        {
            if (Cells(table, row, ColumnRole.Description) is not { Length: > 0 } name || Cells(table, row, ColumnRole.Result) is not { Length: > 0 } value) continue;
            var labelled = new List<LabelledValue> { Value("lab.name", name), Value("lab.value", value) };
            if ((Cells(table, row, ColumnRole.Unit) ?? Cells(table, row, ColumnRole.Quantity)) is { Length: > 0 } unit) labelled.Add(Value("lab.unit", unit));
            foreach (var role in (ReadOnlySpan<ColumnRole>)[ColumnRole.Dates, ColumnRole.Start, ColumnRole.End])
            {
                if (Cells(table, row, role) is { Length: > 0 } day) labelled.Add(Value("lab.date", day));
            }

            var entry = LabRows.Labelled(page, context, labelled);
            if (entry.Has("name") && entry.Has("value")) yield return entry;
        }

        static LabelledValue Value(string target, TextSpan[] spans) => new(string.Empty, default, spans[0], LabelPlace.Column, 0.95) { Target = target, MoreSpans = [.. spans[1..]], Rule = "lab-row", Topic = FormTopic.Lab, Row = 0 };
    }

    private static IEnumerable<(PageTable Table, TableRow Row)> RowsOf(ClinicalPage page, TableKind kind) =>
        page.Page.Tables.Where(t => KindOf(page, t) == kind).SelectMany(t => t.Rows.Where(r => r.Box != WordMarks.CheckBoxEmpty).Select(r => (t, r)));

    private static TextSpan[]? Cells(PageTable table, TableRow row, ColumnRole role)
    {
        int column = table.Of(role);
        return column < 0 || row.Cells[column].IsEmpty ? null : [.. row.Cells[column]];
    }

    private static string Words(ClinicalPage page, TextSpan[] spans) => TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));

    /// <summary>What the row is about; where it names a class alone, 'NSAID (name)', the drug that its result begins with.</summary>
    private static TextSpan[]? NameOf(ClinicalPage page, PageTable table, TableRow row)
    {
        if (Cells(table, row, ColumnRole.Description) is not { Length: > 0 } name) return null;
        if (!ToName().IsMatch(Words(page, name))) return name;
        foreach (var role in (ReadOnlySpan<ColumnRole>)[ColumnRole.Result, ColumnRole.Outcome, ColumnRole.Note])
        {
            if (Cells(table, row, role) is not { Length: > 0 } said) continue;
            if (page.MentionsIn(said[0]).FirstOrDefault(m => m.Type == MentionType.Medication && m.NameSpan.Start <= said[0].Start + 2) is { } drug) return [drug.NameSpan];
        }

        return name;
    }

    /// <summary>Whether the row was had at all: its box says yes, and nothing says that it was declined, never begun or does not apply.</summary>
    private static bool WasGiven(ClinicalPage page, PageTable table, TableRow row)
    {
        if (Enumerable.Range(0, table.Columns.Length).Any(c => NotGiven().IsMatch(row.Words(page.Text, c)))) return false;
        if (Cells(table, row, ColumnRole.Mark) is not { Length: > 0 } mark) return true;
        var answer = YesNo().Match(Words(page, mark));
        if (!answer.Success) return !No().IsMatch(Words(page, mark));
        var yes = BoxMarks.Of(answer.Groups["y"].Value);
        var no = BoxMarks.Of(answer.Groups["n"].Value);
        if (yes == WordMarks.CheckBoxMarked && no != WordMarks.CheckBoxMarked) return true;
        if (no == WordMarks.CheckBoxMarked && yes != WordMarks.CheckBoxMarked) return false;
        // Where the marks cannot be told, days and a result speak for it.
        return table.Count(ColumnRole.Dates, ColumnRole.Start) > 0 && (Cells(table, row, ColumnRole.Dates) ?? Cells(table, row, ColumnRole.Start)) is not null && no != WordMarks.CheckBoxMarked;
    }

    private static void AddOutcome(ClinicalPage page, TextSpan[] spans, double score, ListEntry entry)
    {
        string words = string.Join(' ', spans.Select(s => s.In(page.Text)));
        if (entry.Has("outcome") || Outcomes.Of(words) is not { } match) return;
        TextSpan[] cited = spans.Length == 1 ? [new(spans[0].Start + match.Span.Start, spans[0].Start + match.Span.End)] : spans;
        entry.Add(new(page.Page, "outcome", match.Rule.Value, score, match.Rule.Id, cited) { Mapped = true });
    }

    private static void Days(RequestContext context, ClinicalPage page, TextSpan span, string? leaf, double score, ListEntry entry)
    {
        if (leaf is null)
        {
            TreatmentItems.Dates(context, page.Page, span, score, entry);
            return;
        }

        if (!entry.Has(leaf) && DateReadings.PartialDates(span.In(page.Text), context.Dates) is [var date, ..]) entry.Add(new(page.Page, leaf, date.Value, score, "treatment-row", [date.At(span)]) { Repaired = date.Repaired, Doubt = date.Doubt });
    }

    private static void Directed(ClinicalPage page, TextSpan[] spans, double score, ListEntry entry)
    {
        foreach (var span in spans)
        {
            var read = Directions.Read(span.In(page.Text));
            if (read.Dose is { } dose && !entry.Has("dose")) entry.Add(new(page.Page, "dose", dose.Value, score, "medication-row", [dose.At(span)]));
            if (read.Route is { } route && !entry.Has("route")) entry.Add(new(page.Page, "route", route.Value, score, "medication-row", [route.At(span)]));
            if (read.Frequency is { } frequency && !entry.Has("frequency")) entry.Add(new(page.Page, "frequency", frequency.Value, score, "medication-row", [frequency.At(span)]));
        }
    }

    // A rule that recognition took for a letter or digit, or the state of a drug.
    private static readonly Lazy<Regex> BesidePattern = Pattern.Of(@"^[\s|#]*(?:(?:[|1lItji]|taking|active|current|continue[sd]?|yes)[\s|#]+)*[|1lItji\s]*(?:taking|active|current|continue[sd]?|yes)?[\s|#]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Beside() => BesidePattern.Value;

    private static readonly Lazy<Regex> CrossPattern = Pattern.Of(@"^\W*[xX\u00d7\u2713\u2714\u2611\u2612]{0,2}\W*$", RegexOptions.CultureInvariant);

    private static Regex Cross() => CrossPattern.Value;

    private static readonly Lazy<Regex> EndedPattern = Pattern.Of(@"\b(?:stopped|discontinued|d/c'?d|held|on hold|no longer|inactive|expired|not (?:taking|resumed|continued)|ended)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Ended() => EndedPattern.Value;

    private static readonly Lazy<Regex> StatePattern = Pattern.OfWords(@"^\W*(?:active|inactive|current|taking|ended|stopped|discontinued|completed|held|on hold|continued?)\W*$");

    private static Regex State() => StatePattern.Value;

    private static readonly Lazy<Regex> ToNamePattern = Pattern.Of(@"\((?:name|which|specify|drug|type|list)\b[^)]*\)?\s*:?$|\b(?:specify|name)\s*:?\s*_*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ToName() => ToNamePattern.Value;

    private static readonly Lazy<Regex> NotGivenPattern = Pattern.Of(@"^\W*(?:never (?:taken|tried|used|started|begun|given|had)|not (?:taken|tried|used|started|begun|given|done|had|wished|wanted|needed|approved|covered|applicable|indicated yet)|(?:patient |member )?declin(?:ed|es)|refused|n/?a|does not apply|none)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NotGiven() => NotGivenPattern.Value;

    private static readonly Lazy<Regex> YesNoPattern = Pattern.Of(@"^(?<y>[^YN]*?)\s*Y(?:es)?\s*(?<n>[^N]*?)\s*N(?:o)?\W*$", RegexOptions.CultureInvariant);

    private static Regex YesNo() => YesNoPattern.Value;

    private static readonly Lazy<Regex> NoPattern = Pattern.Of(@"^\W*(?:no|n|not|never)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex No() => NoPattern.Value;
}
