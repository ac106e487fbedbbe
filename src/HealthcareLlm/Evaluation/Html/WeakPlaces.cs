using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>What a reader should look at first.</summary>
internal static class WeakPlaces
{
    // Fewest leaves of a field whose losses are named.
    private const int LeastLeaves = 20;

    private const int PerKind = 6;

    /// <summary>
    /// Failed gates; cases that could not be scored; critical fields by wrong values; what is found least; facts that a summary lost in silence and traps that it fell into; subgroups that
    /// are worse off. Each kind worst first, and no more than a few.
    /// </summary>
    internal static ReportTable Of(EvaluationReport report, ImmutableArray<GateOutcome> gates)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var gate in gates.Where(g => g.Failed)) rows.Add(["gate failed", gate.Gate.Measure + " (" + gate.Gate.Group + ")", Gates.Shown(gate.Value, gate.Gate), "bound " + Gates.Bound(gate.Gate) + ", n " + ReportTables.Number(gate.N) + (gate.Remark.Length > 0 ? "; " + gate.Remark : string.Empty)]);
        foreach (var gate in gates.Where(g => g.KeptOnLittle)) rows.Add(["gate kept on little", gate.Gate.Measure + " (" + gate.Gate.Group + ")", Gates.Shown(gate.Value, gate.Gate), gate.Remark]);
        int unscored = report.Cases.Count(c => c.NotScored is not null);
        if (unscored > 0) rows.Add(["not scored", "cases", ReportTables.Number(unscored), "of " + ReportTables.Number(report.Cases.Length) + "; each is named below"]);
        Fields(report, rows);
        Summaries(report, rows);
        foreach (var f in Worse(report.Subgroups.Figures).Concat(Worse(report.Subgroups.Fields)))
        {
            rows.Add(["worse for a subgroup", f.Tag + " " + f.Value + ": " + (f.Field is { } field ? field + ", " : string.Empty) + f.Measure, ReportTables.Share(f.Share), string.Create(CultureInfo.InvariantCulture, $"the rest {f.RestShare:0.0 %}; {f.Packets} and {f.RestPackets} packets; p {ReportTables.P(f.Corrected)} after Holm")]);
        }

        return new("Weak places (worst of each kind first)", ["what", "where", "figure", "detail"], rows.ToImmutable());
    }

    private static IEnumerable<Subgroups.SubgroupFigure> Worse(ImmutableArray<Subgroups.SubgroupFigure> figures) => figures.Where(f => f.Differs && f.Direction < 0).OrderBy(f => f.Corrected).Take(PerKind);

    private static void Fields(EvaluationReport report, ImmutableArray<ImmutableArray<string>>.Builder rows)
    {
        // Of leaves that the gold gives, by field: how many were lost in one way or the other.
        var lost = new Dictionary<string, (int Missed, int Refused)>(StringComparer.Ordinal);
        foreach (var leaf in report.Cases.SelectMany(c => c.Leaves).Where(l => l.GoldGives && l.Outcome is (LeafOutcome.Missed or LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly)))
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(lost, leaf.Field, out _);
            count = leaf.Outcome == LeafOutcome.Missed ? (count.Missed + 1, count.Refused) : (count.Missed, count.Refused + 1);
        }

        var leaves = report.Fields.Where(f => f.Group == "all").Select(f => (
            f.Field, f.Critical, Wrong: f.Of(LeafOutcome.Wrong) + f.Of(LeafOutcome.Invented), Stands: f.Of(LeafOutcome.Right) + f.Of(LeafOutcome.Wrong) + f.Of(LeafOutcome.Invented),
            Right: f.Of(LeafOutcome.Right), Gives: f.Given, lost.GetValueOrDefault(f.Field).Missed, lost.GetValueOrDefault(f.Field).Refused)).ToList();
        foreach (bool critical in new[] { true, false })
        {
            foreach (var f in leaves.Where(f => f.Critical == critical && f.Wrong > 0).OrderByDescending(f => f.Wrong).ThenBy(f => f.Field, StringComparer.Ordinal).Take(critical ? PerKind : PerKind / 2))
            {
                rows.Add([critical ? "wrong, critical" : "wrong", f.Field, ReportTables.Number(f.Wrong) + " wrong or invented", "of " + ReportTables.Number(f.Stands) + " that stand; at most " + ReportTables.Share(BinomialBound.Upper95(f.Wrong, f.Stands)) + " (95 %)"]);
            }
        }

        foreach (bool critical in new[] { true, false })
        {
            foreach (var f in leaves.Where(f => f.Critical == critical && f.Gives >= LeastLeaves && f.Right < f.Gives).OrderBy(f => (double)f.Right / f.Gives).ThenBy(f => f.Field, StringComparer.Ordinal).Take(PerKind / 2))
            {
                rows.Add([critical ? "found least, critical" : "found least", f.Field, ReportTables.Share((double)f.Right / f.Gives), string.Create(CultureInfo.InvariantCulture, $"{f.Right} of {f.Gives}; {f.Missed} missed, {f.Refused} held back")]);
            }
        }
    }

    private static void Summaries(EvaluationReport report, ImmutableArray<ImmutableArray<string>>.Builder rows)
    {
        var facts = report.Cases.Where(c => c.Summary is not null).SelectMany(c => c.Summary!.Facts).Where(f => f.Must).GroupBy(f => f.Section, StringComparer.Ordinal)
            .Select(g => (Section: g.Key, Lost: g.Count(f => f.State == FactState.Absent), All: g.Count())).Where(g => g.Lost > 0);
        foreach (var (section, lost, all) in facts.OrderByDescending(g => g.Lost).ThenBy(g => g.Section, StringComparer.Ordinal).Take(PerKind))
        {
            rows.Add(["lost in silence", section, ReportTables.Number(lost) + " must facts", "of " + ReportTables.Number(all)]);
        }

        var traps = report.Cases.SelectMany(c => c.Traps).GroupBy(t => t.Kind, StringComparer.Ordinal).Select(g => (Kind: g.Key, Sprung: g.Count(t => t.Sprung), All: g.Count())).Where(g => g.Sprung > 0);
        foreach (var (kind, sprung, all) in traps.OrderByDescending(g => g.Sprung).ThenBy(g => g.Kind, StringComparer.Ordinal).Take(PerKind))
        {
            rows.Add(["trap", kind, ReportTables.Number(sprung) + " sprung", "of " + ReportTables.Number(all)]);
        }
    }
}
