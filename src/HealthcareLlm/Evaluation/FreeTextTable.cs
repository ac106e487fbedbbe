using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation;

/// <summary>How like the gold the free texts are that stand, field by field: it informs beside right and wrong, and judges nothing.</summary>
internal static class FreeTextTable
{
    /// <summary>The table; null where no free text stands.</summary>
    internal static ReportTable? Of(EvaluationReport report)
    {
        var texts = report.Cases.SelectMany(c => c.Leaves).Where(l => l.Anls is not null).ToLookup(l => l.Field, StringComparer.Ordinal);
        ImmutableArray<ImmutableArray<string>> rows =
        [
            .. GoldFields.All.Where(f => texts[f.Path].Any()).Select(f => (ImmutableArray<string>)
            [
                f.Path, ReportTables.Number(texts[f.Path].Count()), texts[f.Path].Average(l => l.Anls!.Value).ToString("0.000", CultureInfo.InvariantCulture),
                ReportTables.Number(texts[f.Path].Count(l => l.Anls < 1 && l.Outcome == LeafOutcome.Right)), ReportTables.Number(texts[f.Path].Count(l => l.Anls >= Anls.Threshold && l.Outcome == LeafOutcome.Wrong)),
            ]),
        ];
        return rows.IsEmpty ? null : new("Free texts (ANLS, Biten et al. 2019)", ["field", "texts that stand", "mean ANLS", "right in other words", "wrong though alike"], rows);
    }
}
