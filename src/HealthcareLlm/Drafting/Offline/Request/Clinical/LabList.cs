using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Proposes results of tests: rows of tables, rows of laboratory reports, results in sentences. A score (DAS28, FEV1, Epworth) is a result where a
/// table of results lists it, a finding elsewhere; a vital sign is a result only as part of a test.
/// </summary>
internal static class LabList
{
    private const int MaximumEntries = 40;
    private const int TableCells = 3;

    internal static void Draft(RequestContext context, ImmutableArray<ClinicalPage> pages)
    {
        var entries = new List<ListEntry>();
        foreach (var page in pages)
        {
            var tables = ClinicalTables.Extents(page, TableKind.Labs);
            // What stands in a grid of days is read by it alone: no other reader knows which day a column is.
            var (grid, places) = LabGrids.OfPage(context, page);
            foreach (var entry in grid) Keep(entries, entry);
            void Take(ListEntry entry)
            {
                if (!entry.Leaves.Exists(l => l.Leaf == "value" && l.Spans.Any(s => places.Exists(p => p.Overlaps(s))))) Keep(entries, entry);
            }

            foreach (var entry in ClinicalTables.Labs(context, page)) Take(entry);
            foreach (var row in page.Page.Values.Where(v => v.Row >= 0 && !tables.Exists(t => t.Contains(v.ValueSpan) || t.Contains(v.LabelSpan)) && v.Target.StartsWith("lab.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key))
            {
                var entry = LabRows.Labelled(page, context, [.. row]);
                if (entry.Has("name") && entry.Has("value")) Take(entry);
            }

            var runs = LabRuns.OfPage(context, page).ToList();
            foreach (var entry in runs) Take(entry);
            foreach (var mention in page.Mentions)
            {
                // What stands in a run is read by it: 'CA 15-3 18 U/mL' is no CA of 15.
                if (runs.Exists(r => r.Leaves.Exists(l => l.Leaf is "name" or "value" && l.Spans.Any(s => s.Overlaps(mention.NameSpan) || (mention.Part("value") is { } v && s.Overlaps(v.Span)))))) continue;
                if (IsResult(page, mention) && !LabRuns.IsDiagnosed(page, page.SentenceAt(mention.NameSpan.Start).Start)) Take(OfMention(context, page, mention));
            }

            foreach (var entry in LabRows.OfReport(context, page)) Take(entry);
            foreach (var entry in LabProse.OfPage(context, page).Where(e => !runs.Exists(r => Overlap(r, e)))) Take(entry);
            foreach (var entry in LabBoxes.OfPage(context, page)) Take(entry);
        }

        LabNames.Tidy(entries);
        for (int i = 0; i < entries.Count && i < MaximumEntries; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"clinical.labs[{i}]."));
    }

    /// <summary>Whether a line is a row of a table: three cells or more.</summary>
    internal static bool IsTableRow(ClinicalPage page, int offset)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            // A wide space behind a comma or full stop is a typewriter's, not a column's.
            if (line.Span.Start <= offset && offset < line.Span.End) return 1 + Enumerable.Range(1, line.Cells.Length - 1).Count(c => page.Text[line.Cells[c - 1].Span.End - 1] is not (',' or '.' or ';' or ':')) >= TableCells;
        }

        return false;
    }

    internal static bool IsScore(Mention mention) => mention.Concept is { } concept && TestLexicon.Find(concept, new(0, concept.Length)).Any(t => t.Test.Kind == "score");

    private static bool IsResult(ClinicalPage page, Mention mention)
    {
        if (mention.Type is not (MentionType.Lab or MentionType.Vital) || mention.Part("value") is not { Span.IsEmpty: false } value || page.IsCopied(mention.Span)) return false;
        // 'Glucose under 54' asks or tells a bound; a result has its sign.
        if (Bound().IsMatch(value.Value) || mention.Assertion.Temporality == Temporality.Hypothetical || Goal().IsMatch(page.Text.AsSpan(Math.Max(0, mention.NameSpan.Start - 24), Math.Min(24, mention.NameSpan.Start)))) return false;
        // 'sodium chloride 7 %' is a solution, 'Lowest SpO2' of a night's study no laboratory's.
        if (OfSalt().IsMatch(page.Text.AsSpan(Math.Max(0, mention.NameSpan.Start - 16), Math.Min(16, mention.NameSpan.Start)))) return false;
        // A number that goes on, as in the day behind 'Jane Roe, PT', is none; nor is the harm for which a drug was stopped a result.
        if (value.Span.End < page.Text.Length && char.IsAsciiDigit(page.Text[value.Span.End])) return false;
        // 'MCH 4471- 90235' is a member's number, '8 PT' a count of visits.
        if (GoesOn().IsMatch(page.Text.AsSpan(value.Span.End, Math.Min(4, page.Text.Length - value.Span.End)))) return false;
        if (mention.Part("unit") is null && mention.NameSpan.In(page.Text) is "PT" or "OT" && page.KindAt(mention.NameSpan.Start) is not ("labs" or "tests")) return false;
        if (mention.Part("unit") is null && StoppedFor().IsMatch(page.Text.AsSpan(Math.Max(0, mention.NameSpan.Start - 60), Math.Min(60, mention.NameSpan.Start)))) return false;
        bool table = IsTableRow(page, mention.NameSpan.Start);
        if (mention.Type == MentionType.Vital) return Oxygen().IsMatch(mention.NameSpan.In(page.Text)) && (table || HasDate(page, mention)) && page.KindAt(mention.NameSpan.Start) is not "exam";
        if (IsScore(mention)) return table && HasDate(page, mention);
        // A bare number on a form is an answer to its question.
        if (page.Page.Kind == PageKind.Form && !table && mention.Part("unit") is null && !HasDate(page, mention) && page.KindAt(mention.NameSpan.Start) is not ("labs" or "tests")) return false;
        // A word for a result ('negative') is one where results are listed or dated, not in a plan.
        return char.IsDigit(value.Value[^1]) || value.Value.Any(char.IsDigit) || table || HasDate(page, mention) || page.KindAt(mention.NameSpan.Start) is "labs" or "tests";
    }

    private static bool HasDate(ClinicalPage page, Mention mention) => mention.Part("time") is not null || DateAfter().IsMatch(Rest(page, mention));

    private static string Rest(ClinicalPage page, Mention mention)
    {
        int end = Math.Min(page.LineAt(mention.NameSpan.Start).End, mention.Span.End + 40);
        return end > mention.Span.End ? page.Text[mention.Span.End..end] : string.Empty;
    }

    private static ListEntry OfMention(RequestContext context, ClinicalPage page, Mention mention)
    {
        double score = 0.72 * page.Page.Weight;
        var entry = new ListEntry();
        var value = mention.Part("value")!;
        LabRows.AddName(page, LabRows.WholeCell(page, mention.NameSpan), score, entry);
        entry.Add(new(page.Page, "value", TextForm.OneLine(value.Span.In(page.Text)), score, mention.Rule, [value.Span]));
        if (mention.Part("unit") is { Span.IsEmpty: false } unit) entry.Add(new(page.Page, "unit", TextForm.OneLine(unit.Span.In(page.Text)), score, mention.Rule, [unit.Span]));
        if (mention.Part("time") is { Span.IsEmpty: false } time) LabRows.AddDate(context, page, time.Span, score * 0.95, entry);
        LabDates.Add(context, page, entry);
        return entry;
    }

    /// <summary>Whether the line of a result is one of an order or of options: its number counts tests, or is a service's code.</summary>
    private static bool IsOrdered(ListEntry entry)
    {
        var value = entry.Leaves.Find(l => l.Leaf == "value")!;
        var line = value.Page.Page.Lines.FirstOrDefault(l => l.Span.Start <= value.Spans[0].Start && value.Spans[0].Start < l.Span.End);
        return line is not null && line.Span.Length < 400 && line.Cells.Length > 1 && !entry.Has("unit") && Order().IsMatch(line.Span.In(value.Page.Text));
    }

    private static void Keep(List<ListEntry> entries, ListEntry entry)
    {
        if (IsOrdered(entry)) return;
        if (entry.IsStruck || (entry.Value("name")!.Count(char.IsLetter) < 2 && !(entry.Value("name") == "K" && entry.Has("unit"))) || (entry.Value("name")!.Contains(entry.Value("value")!, StringComparison.Ordinal) && char.IsDigit(entry.Value("name")![0]))) return;
        foreach (var had in entries)
        {
            bool sameWords = had.Leaves[0].Page.Document == entry.Leaves[0].Page.Document && had.Leaves.Any(l => l.Leaf == "value" && l.Spans.Any(s => entry.Leaves.Any(m => m.Leaf == "value" && m.Spans.Any(t => t.Overlaps(s)))));
            bool sameResult = Key(had.Value("value")!) == Key(entry.Value("value")!) && IsSameTest(had.Value("name")!, entry.Value("name")!) && (had.Value("date") is null || entry.Value("date") is null || had.Value("date") == entry.Value("date"));
            // One word may answer two tests: 'HIV and hepatitis C negative'.
            if (sameWords && !sameResult && entry.Leaves[0].Rule == "lab-name" && had.Leaves[0].Rule == "lab-name" && had.Leaves.Exists(l => l.Rule == "lab-run") && entry.Leaves.Exists(l => l.Rule == "lab-run")) continue;
            if (!sameWords && !sameResult) continue;
            had.Absorb(entry);
            return;
        }

        entries.Add(entry);
    }

    private static bool Overlap(ListEntry a, ListEntry b) =>
        a.Leaves.Exists(l => l.Leaf is "name" or "value" && l.Spans.Any(s => b.Leaves.Exists(m => m.Leaf is "name" or "value" && m.Spans.Any(s.Overlaps))));

    /// <summary>Whether two names are of one test: 'HBsAg' and 'Hepatitis B surface antigen', 'pO2' and 'arterial pO2'.</summary>
    private static bool IsSameTest(string a, string b) =>
        Key(a) == Key(b) || EndsWith(a, b) || EndsWith(b, a) || (TestOf(a) is { } test && test == TestOf(b));

    private static bool EndsWith(string name, string end) => end.Length > 2 && name.EndsWith(' ' + end, StringComparison.OrdinalIgnoreCase);

    /// <summary>The test of the lexicon that a whole name is; null where it is none.</summary>
    private static string? TestOf(string name) => TestLexicon.Find(name, new(0, name.Length)).Where(t => t.Span.Length == name.Length).Select(t => t.Test.Name).FirstOrDefault();

    private static string Key(string name) => new([.. name.ToUpperInvariant().Where(c => char.IsLetterOrDigit(c) || c is '.' or '<' or '>')]);

    private static readonly Lazy<Regex> OfSaltPattern = Pattern.OfWords(@"\b(?:sodium|potassium|calcium|magnesium|ammonium|lactated) $");

    private static Regex OfSalt() => OfSaltPattern.Value;

    private static readonly Lazy<Regex> GoesOnPattern = Pattern.Of(@"^-\s?[0-9]", RegexOptions.CultureInvariant);

    private static Regex GoesOn() => GoesOnPattern.Value;

    private static readonly Lazy<Regex> BoundPattern = Pattern.Of(@"^(?:under|over|below|above|less|more|greater|up|at)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Bound() => BoundPattern.Value;

    private static readonly Lazy<Regex> GoalPattern = Pattern.Of(@"\b(?:goal|target|aim|normal|if|when|until|keep|criteri\w+|threshold|require[sd]?)\b[^.;\n]{0,16}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Goal() => GoalPattern.Value;

    private static readonly Lazy<Regex> StoppedForPattern = Pattern.OfWords(@"\b(?:stopped|discontinued|given up|ended|withdrawn) (?:for|because of|due to|after|over)\b[^.;]*$");

    private static Regex StoppedFor() => StoppedForPattern.Value;

    // '83993  Fecal calprotectin  2  tests', '[x] Hereditary panel 81432': a row of an order, whose number is an amount or the service's code.
    private static readonly Lazy<Regex> OrderPattern = Pattern.Of(@"^\W*(?:[0-9]{1,2}\s+)?(?:[0-9]{5}|[0-9]{4}[A-Z]|[A-Z][0-9]{4})\b(?![\-/])|^\W*[\[({]\s?[^\])}]{0,2}\s?[\])}]|[\u2610-\u2612]", RegexOptions.CultureInvariant);

    private static Regex Order() => OrderPattern.Value;

    private static readonly Lazy<Regex> OxygenPattern = Pattern.Of(@"sp\s?o2|sa\s?o2|oxygen saturation|o2 sat|pao2|pulse ox", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Oxygen() => OxygenPattern.Value;

    private static readonly Lazy<Regex> DateAfterPattern = Pattern.Of(@"^[^.;0-9]{0,24}?(?:\([A-Za-z0-9 ]{1,16}\))?[ ,(]{0,3}(?:on |dated |drawn |collected |done |of )?(?<d>[0-9]{1,2}[/\-][0-9]{1,2}[/\-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4})", RegexOptions.CultureInvariant);

    private static Regex DateAfter() => DateAfterPattern.Value;
}
