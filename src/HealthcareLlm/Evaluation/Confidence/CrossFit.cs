using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>An honest look at a calibration before there is a part to test it on: fitted on all folds but one, measured on that one, split by packet.</summary>
public static class CrossFit
{
    /// <summary>Number of folds.</summary>
    public const int Folds = 5;

    /// <summary>The values of every case with a confidence from a map that saw none of that case's documents. A stratum that cannot be fitted in a fold keeps its values out.</summary>
    /// <param name="method">Family of maps.</param>
    /// <param name="cases">Judged cases.</param>
    public static ImmutableArray<ScoredValue> Values(CalibrationMethod method, ImmutableArray<CaseScore> cases)
    {
        var values = ImmutableArray.CreateBuilder<ScoredValue>();
        var folded = cases.ToLookup(c => LabelledSet.Fold(c, Folds));
        for (int fold = 0; fold < Folds; fold++)
        {
            var seen = ScoredValue.Of(Enumerable.Range(0, Folds).Where(f => f != fold).SelectMany(f => folded[f]), uncalibrated: true).ToLookup(v => v.Critical);
            foreach (var held in ScoredValue.Of(folded[fold], uncalibrated: true).GroupBy(v => v.Critical).Where(g => seen[g.Key].Any()))
            {
                var map = Calibration.FitMap(method, [.. seen[held.Key]]);
                values.AddRange(held.Select(v => v with { Score = Math.Round(map.Of(v.Score), 6) }));
            }
        }

        return values.ToImmutable();
    }
}
