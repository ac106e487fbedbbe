using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// What a gate may name besides the counted measures: <c>confidence.critical.auroc</c> (and <c>other</c>; ece, eceDebiased, rmsDebiased, brier, auroc, aurc, coverageAt99,
/// coverageAt99.5) and <c>rate.patient.memberId.precision</c> (and recall, missing-detection, refusal, refusal-precision of any field, over all cases).
/// </summary>
internal static class GateNumbers
{
    /// <summary>What a rate of a field begins with.</summary>
    internal const string Rates = "rate.";

    private static readonly ImmutableArray<string> Figures = ["ece", "eceDebiased", "rmsDebiased", "brier", "auroc", "aurc", "coverageAt99", "coverageAt99.5"];

    /// <summary>Whether a gate may name it.</summary>
    internal static bool IsKnown(string measure) => Confidence(measure) is not null || Rate(measure) is not null;

    /// <summary>Whether it is told over all cases alone.</summary>
    internal static bool IsOverAll(string measure) => Rate(measure) is not null;

    /// <summary>
    /// The number, null where it could not be scored, and how many it is over: of a rate those counted; of a figure on confidence its scarcer class, wrong values or right ones, since one
    /// error among a thousand values is one observation of how errors rank.
    /// </summary>
    internal static GateOutcome Of(Gate gate, EvaluationReport report)
    {
        if (Confidence(gate.Measure) is var (stratum, figure))
        {
            var found = report.Confidence.Figures.FirstOrDefault(f => f.Stratum == stratum && f.Group == gate.Group);
            if (found is null) return new(gate, null);
            int right = found.Values - found.Wrong;
            return new(gate, null)
            {
                Value = Figure(found, figure),
                N = Math.Min(found.Wrong, right),
                Remark = found.BearsNoClaim ? found.Remark : right < ConfidenceFigures.LeastBehind ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"of {right} right values: bears no claim") : string.Empty,
            };
        }

        if (Rate(gate.Measure) is not var (field, kind) || gate.Group != "all") return new(gate, null);
        var rate = report.Rates.FirstOrDefault(r => r.Field == field && r.Kind == kind);
        return new(gate, null) { Value = rate?.Value, N = rate?.Of ?? 0 };
    }

    private static double? Figure(ConfidenceFigures f, string figure) => figure switch
    {
        "ece" => f.Reliability.Ece,
        "eceDebiased" => f.Reliability.DebiasedEce,
        "rmsDebiased" => f.Reliability.DebiasedRms,
        "brier" => f.Reliability.Brier,
        "auroc" => f.Selection.Auroc,
        "aurc" => f.Selection.Aurc,
        "coverageAt99" => f.Selection.At(0.99).Observed?.Coverage ?? 0,
        _ => f.Selection.At(0.995).Observed?.Coverage ?? 0,
    };

    private static (string Stratum, string Figure)? Confidence(string measure)
    {
        string[] parts = measure.Split('.', 3);
        return parts is ["confidence", "critical" or "other", var figure] && Figures.Contains(figure) ? (parts[1], figure) : null;
    }

    private static (string Field, RateKind Kind)? Rate(string measure)
    {
        int last = measure.LastIndexOf('.');
        if (!measure.StartsWith(Rates, StringComparison.Ordinal) || last <= Rates.Length) return null;
        string field = measure[Rates.Length..last], name = measure[(last + 1)..];
        foreach (var kind in Enum.GetValues<RateKind>())
        {
            if (Names.Of(kind) == name && GoldFields.Find(field) is not null) return (field, kind);
        }

        return null;
    }
}
