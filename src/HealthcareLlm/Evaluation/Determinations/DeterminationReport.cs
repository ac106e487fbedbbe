using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation.Determinations;

/// <summary>A figure with the bound that it must keep.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Right">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Bound">The bound as a share, 0 to 1.</param>
/// <param name="IsUpper">Whether the bound is the greatest allowed share; else the least.</param>
public sealed record BoundedFigure(string Measure, int Right, int Of, double Bound, bool IsUpper)
{
    /// <summary>The share; null where there is nothing to count.</summary>
    public double? Share => Of == 0 ? null : (double)Right / Of;

    /// <summary>Whether the bound is kept; a figure of nothing keeps none.</summary>
    public bool IsKept => Share is { } share && (IsUpper ? share <= Bound : share >= Bound);
}

/// <summary>Determinations over a set: the confusion of states, evidence, outcomes, and the bounds that they must keep.</summary>
/// <param name="Scores">Every case.</param>
public sealed record DeterminationReport(ImmutableArray<DeterminationScore> Scores)
{
    private static readonly ImmutableArray<string> States = ["Met", "NotMet", "NotDocumented", "Conflicting"];

    private IEnumerable<CriterionScore> Criteria => Scores.SelectMany(static s => s.Criteria);

    /// <summary>The figures of issue 5 on determinations, with their bounds.</summary>
    public ImmutableArray<BoundedFigure> Figures()
    {
        var figures = ImmutableArray.CreateBuilder<BoundedFigure>();
        foreach (string state in States) figures.Add(Right("criteria right: " + state, Criteria.Where(c => c.Gold == state), 0.95));
        foreach (string policy in Criteria.Select(static c => c.Policy).Distinct().Order(StringComparer.Ordinal)) figures.Add(Right("criteria right: " + policy, Criteria.Where(c => c.Policy == policy), 0.95));
        // Of criteria that are not met, how many are called met: the denominator is what could go wrong.
        figures.Add(new("called Met that are not", Criteria.Count(static c => c.Gold != "Met" && c.Got == "Met"), Criteria.Count(static c => c.Gold != "Met"), 0.005, true));
        figures.Add(new("evidence right", Criteria.Count(static c => c.EvidenceRight == true), Criteria.Count(static c => c.EvidenceRight is not null), 0.95, false));
        figures.Add(new("policy and version right", Scores.Count(static s => s.ChoiceRight), Scores.Length, 0.97, false));
        figures.Add(new("outcome right", Scores.Count(static s => s.OutcomeRight), Scores.Length, 0.97, false));
        figures.Add(new("'ready to submit' given wrongly", Scores.Count(static s => s.ReadyWrongly), Scores.Count(static s => s.Case.Outcome != "ready-to-submit"), 0, true));
        figures.Add(new("commonest golden state", Criteria.GroupBy(static c => c.Gold).Select(static g => g.Count()).DefaultIfEmpty().Max(), Criteria.Count(), 0.5, true));
        return figures.ToImmutable();
    }

    /// <summary>The tables for terminal and Markdown: confusion, figures, and every criterion and case that is not right.</summary>
    public ImmutableArray<ReportTable> Tables()
    {
        var confusion = States.Select(gold => (ImmutableArray<string>)[gold, .. States.Append("absent").Select(got => Number(Criteria.Count(c => c.Gold == gold && c.Got == got)))]);
        var wrong = Scores.SelectMany(static s => s.Criteria.Where(static c => !c.IsRight || c.EvidenceRight == false).Select(static c => (ImmutableArray<string>)[c.CaseId, c.Criterion, c.Gold, c.Got, c.EvidenceRight == false ? "not cited" : string.Empty])
            .Concat(s.OutcomeRight && s.ChoiceRight ? [] : [[s.Case.Id, s.ChoiceRight ? "outcome" : "choice of the policy", s.Case.Outcome, s.Outcome, string.Empty]]));
        return
        [
            new("States: gold in rows, found in columns", ["gold", .. States, "absent"], [.. confusion]),
            FiguresTable(Figures()),
            new("Not right", ["case", "criterion", "gold", "found", "evidence"], [.. wrong]),
        ];
    }

    /// <summary>Figures with their bounds as a table.</summary>
    public static ReportTable FiguresTable(IEnumerable<BoundedFigure> figures) => new("Measures and bounds", ["measure", "count", "share", "bound", "kept"], [.. figures.Select(Row)]);

    private static ImmutableArray<string> Row(BoundedFigure figure) =>
    [
        figure.Measure, string.Create(CultureInfo.InvariantCulture, $"{figure.Right} of {figure.Of}"), figure.Share is { } share ? Percent(share) : "-", (figure.IsUpper ? "at most " : "at least ") + Percent(figure.Bound), figure.IsKept ? "yes" : "NO",
    ];

    private static BoundedFigure Right(string measure, IEnumerable<CriterionScore> scores, double bound)
    {
        var all = scores.ToList();
        return new(measure, all.Count(static c => c.IsRight), all.Count, bound, false);
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
