using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation;

/// <summary>Makes the tables of a report.</summary>
internal static class ReportTables
{
    internal static ImmutableArray<ReportTable> Of(EvaluationReport report)
    {
        var tables = ImmutableArray.CreateBuilder<ReportTable>();
        tables.Add(Measures(report));
        if (!report.Fields.IsEmpty) tables.Add(Fields(report));
        if (!report.Rates.IsEmpty) tables.AddRange(TaxonomyTables.Of(report));
        if (report.Cases.Any(c => !c.Lists.IsEmpty)) tables.Add(Lists(report));
        if (FreeTextTable.Of(report) is { } freeText) tables.Add(freeText);
        tables.AddRange(Confidence.ConfidenceTables.Of(report.Confidence));
        if (report.Cases.Any(c => c.Summary is not null)) tables.Add(Prose.TextMetrics.Table(report));
        tables.AddRange(Subgroups.SubgroupTables.Of(report.Subgroups));
        tables.Add(Cases(report));
        tables.Add(Faults(report));
        tables.Add(Meanings(report));
        tables.Add(Bounds());
        return [.. tables.Select(t => t.WithoutEmptyColumns())];
    }

    internal static string Share(double? value) => value is { } share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : "not scored";

    /// <summary>A p-value with four decimals; one that is too small for them is told as such, since none is zero. Empty where there is none.</summary>
    internal static string P(double? value) => value is not { } p ? string.Empty : p < 0.0001 ? "< 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ReportTable Measures(EvaluationReport report) => new(
        "Measures (" + OneSided + ")",
        ["measure", "group", "count", "of", "share", "lower 95 %", "upper 95 %"],
        [.. report.Measures.Where(m => m.Of > 0 || m.Group == "all").Select(m => (ImmutableArray<string>)[m.Id, m.Group, Number(m.Count), Number(m.Of), Share(m.Value), m.Of == 0 ? "" : Share(m.Lower95), m.Of == 0 ? "" : Share(m.Upper95)])]);

    /// <summary>What each measure of the report counts, in words.</summary>
    private static ReportTable Meanings(EvaluationReport report) => new(
        "What is counted", ["measure", "what is counted"], [.. report.Measures.Select(m => m.Id).Distinct(StringComparer.Ordinal).Select(id => (ImmutableArray<string>)[id, MeasureBook.Meaning(id)])])
    { IsLong = true };

    /// <summary>How bounds of counted shares are meant, in words.</summary>
    internal const string OneSided = "bounds are exact and one-sided: the share is at most the upper one with 95 % confidence, and at least the lower one with 95 %; that it lies between the two is sure with 90 %";

    /// <summary>Which bounds are one-sided and which two-sided: their names do not tell.</summary>
    private static ReportTable Bounds() => new(
        "How bounds are meant", ["bound", "in report.json", "meaning"],
        [
            ["lower and upper 95 % of measures and gates", "measures: lower95, upper95", "exact (Clopper and Pearson), each one-sided at 95 %; both together are a two-sided interval of 90 %"],
            ["upper 95 % of certified thresholds", "", "exact, one-sided at 95 %, on the packets measured"],
            ["'at most … (95 %)' among the weak places", "", "exact, one-sided at 95 %"],
            ["precision at least, covered with the bound kept", "confidence: precisionLower95, bounded", "exact, one-sided at 95 %, for a threshold fixed beforehand"],
            ["covered as observed, from … to", "confidence: observedLower95, observedUpper95", "exact, two-sided at 95 %"],
            ["lower and upper 95 % of the reliability bins", "", "Wilson's, two-sided at 95 %"],
            ["rates by field", "rates: wilsonLower95 … documentsWilsonUpper95", "Wilson's, two-sided at 95 %"],
            ["bootstrap by packet, differences", "bootstrapLower95 … differenceUpper95", "percentiles of a bootstrap by packet, two-sided at 95 %"],
        ])
    { IsLong = true };

    private static ReportTable Fields(EvaluationReport report) => new(
        "Fields (all cases; a star marks a critical one)",
        ["field", "given by the packets", "right", "wrong", "invented", "missed", "refused wrongly", "conflict wrongly", "refused rightly", "conflict rightly", "held back needlessly", "extra", "not scored"],
        [.. report.Fields.Where(f => f.Group == "all").Select(f => (ImmutableArray<string>)
        [
            f.Field + (f.Critical ? " *" : string.Empty), Number(f.Given), Number(f.Of(LeafOutcome.Right)), Number(f.Of(LeafOutcome.Wrong)), Number(f.Of(LeafOutcome.Invented)),
            Number(f.Of(LeafOutcome.Missed)), Number(f.Of(LeafOutcome.RefusedWrongly)), Number(f.Of(LeafOutcome.ConflictingWrongly)), Number(f.Of(LeafOutcome.RefusedRightly)),
            Number(f.Of(LeafOutcome.ConflictingRightly)), Number(f.Of(LeafOutcome.HeldBackNeedlessly)), Number(f.Of(LeafOutcome.Extra)), Number(f.Of(LeafOutcome.NotScored)),
        ])]);

    private static ReportTable Lists(EvaluationReport report) => new(
        "Lists",
        ["list", "expected", "given", "matched", "precision", "recall", "F1", "order kept"],
        [.. report.Cases.SelectMany(c => c.Lists).GroupBy(l => l.Field, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            int gold = g.Sum(l => l.Gold), given = g.Sum(l => l.Given), matched = g.Sum(l => l.Matched);
            double? Of(int count, int of) => of == 0 ? null : (double)count / of;
            return (ImmutableArray<string>)
            [
                g.Key, Number(gold), Number(given), Number(matched), Share(Of(matched, given)), Share(Of(matched, gold)), Share(Of(2 * matched, gold + given)),
                string.Create(CultureInfo.InvariantCulture, $"{g.Count(l => l.OrderKept)}/{g.Count()}"),
            ];
        })]);

    private static ReportTable Cases(EvaluationReport report) => new(
        "Cases",
        ["case", "part", "grade", "right", "wrong or invented", "missed", "held back", "traps sprung", "must facts", "prose words", "remark"],
        [.. report.Cases.Select(c =>
        {
            int Count(params LeafOutcome[] outcomes) => c.Leaves.Count(l => outcomes.Contains(l.Outcome));
            bool isRecord = !c.Leaves.IsEmpty;
            var must = c.Summary?.Facts.Where(f => f.Must).ToList();
            return (ImmutableArray<string>)
            [
                c.Id, c.Part, c.Tags.GetValueOrDefault("grade", string.Empty),
                isRecord ? Number(Count(LeafOutcome.Right)) : string.Empty,
                isRecord ? Number(Count(LeafOutcome.Wrong, LeafOutcome.Invented)) : string.Empty,
                isRecord ? Number(Count(LeafOutcome.Missed)) : string.Empty,
                isRecord ? Number(Count(LeafOutcome.RefusedWrongly, LeafOutcome.ConflictingWrongly, LeafOutcome.HeldBackNeedlessly)) : string.Empty,
                string.Create(CultureInfo.InvariantCulture, $"{c.Traps.Count(t => t.Sprung)}/{c.Traps.Length}"),
                must is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{must.Count(f => f.State == FactState.Present)}/{must.Count}"),
                c.Summary is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s.ProseWords}/{s.ProseLimit?.ToString(CultureInfo.InvariantCulture) ?? "?"}") : string.Empty,
                c.NotScored is { } why ? "could not be scored: " + why : string.Empty,
            ];
        })]);

    private static ReportTable Faults(EvaluationReport report) => new(
        "Faults",
        ["case", "where", "fault", "gold", "given"],
        [.. report.Cases.SelectMany(c => CaseFaults.Of(c).Select(f => (ImmutableArray<string>)[c.Id, f.Where, f.Fault, f.Gold, f.Given]))])
    { IsLong = true };
}

/// <summary>Lists what is wrong with a case, worst first.</summary>
internal static class CaseFaults
{
    internal static IEnumerable<(string Where, string Fault, string Gold, string Given)> Of(CaseScore score)
    {
        if (score.NotScored is { } why) yield return ("case", "not scored", string.Empty, why);
        foreach (var trap in score.Traps.Where(t => t.Sprung)) yield return (trap.Where!, "trap " + trap.Id + " sprung (" + trap.Kind + ")", string.Empty, trap.Text ?? string.Empty);
        var bad = score.Leaves.Where(l => l.Outcome is not (LeafOutcome.Right or LeafOutcome.RightlyMissing or LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly or LeafOutcome.Extra));
        foreach (var leaf in bad.OrderBy(l => l.Outcome).ThenByDescending(l => l.Critical)) yield return (leaf.Path, Documents.Names.Of(leaf.Outcome), leaf.Gold ?? string.Empty, leaf.Given ?? string.Empty);
        if (score.Missing is { } missing)
        {
            foreach (string path in missing.Lost) yield return (path, "missing, not reported", string.Empty, string.Empty);
            foreach (string path in missing.False) yield return (path, "reported missing, but given", string.Empty, string.Empty);
        }

        if (score.SetAside is { } aside)
        {
            foreach (string page in aside.Missed) yield return (page, "page not set aside", string.Empty, string.Empty);
            foreach (string page in aside.Wrongly) yield return (page, "page set aside wrongly", string.Empty, string.Empty);
        }

        if (score.Summary is not { } summary) yield break;
        foreach (var fact in summary.Facts.Where(f => f.State != FactState.Present)) yield return (fact.Section, "fact " + fact.Id + (fact.Must ? " (must) " : " ") + Documents.Names.Of(fact.State), fact.Sought, string.Empty);
        foreach (var fact in summary.Facts.Where(f => f.ChangeIsRight == false)) yield return (fact.Section, "fact " + fact.Id + ": change is wrong", fact.Sought, string.Empty);
        foreach (var conflict in summary.Conflicts.Where(c => !c.Value)) yield return ("conflicts", "conflict " + conflict.Key + " not shown", string.Empty, string.Empty);
        foreach (string text in summary.Uncited) yield return ("statement", "no citation", string.Empty, text);
        foreach (string text in summary.NumbersNotCited) yield return ("statement", "number not in its citations", string.Empty, text);
        foreach (string text in summary.SidesNotCited) yield return ("statement", "side not in its citations", string.Empty, text);
        foreach (string text in summary.NegationsNotCited) yield return ("statement", "negation not in its citations", string.Empty, text);
        foreach (string text in summary.WordsNotCited) yield return ("statement", "hardly a word of it in its citations", string.Empty, text);
        foreach (string text in summary.OwnWords) yield return ("statement", "a word of its own: not in its citations", string.Empty, text);
        foreach (string text in summary.PartsNotCited) yield return ("statement", "a part is not in its citations", string.Empty, text);
        foreach (string text in summary.SenseLost) yield return ("statement", "denied, doubted or another person's in its citations", string.Empty, text);
        foreach (string text in summary.PartsNotInText) yield return ("statement", "its parts are not in its text", string.Empty, text);
        foreach (string text in summary.NearDuplicates) yield return ("statement", "nearly repeats an earlier one", string.Empty, text);
        foreach (var (citations, fault) in new (Citing.Counted, string)[] { (summary.CitationsResolve, "name no document, page or place of the run"), (summary.CitationsVerbatim, "are not the text at their place"), (summary.CitationsTight, "are a page or a document, and bear nothing") })
        {
            if (citations.Count < citations.Of) yield return ("citations", string.Create(CultureInfo.InvariantCulture, $"{citations.Of - citations.Count} of {citations.Of} {fault}"), string.Empty, string.Empty);
        }
    }
}
