using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>The report in Markdown for a pull request, <c>summary.md</c>: verdict, weak places, gates, changes, measures. It names no value of a document, and fits the limit of code hosts.</summary>
public static class PullRequestSummary
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "summary.md";

    // Rows of a table that may grow with the run.
    private const int Most = 25;

    /// <summary>The text.</summary>
    /// <param name="input">What the HTML page is made of.</param>
    public static string Write(HtmlReport input)
    {
        var (report, gates) = (input.Report, input.Gates);
        int unscored = report.Cases.Count(c => c.NotScored is not null);
        var text = new StringBuilder("## Evaluation of ").Append(input.Sets).Append("\n\n");
        text.Append(gates.Any(g => g.Failed) ? "**" + Gates.Verdict(gates) + "**" : Gates.Verdict(gates));
        text.Append(CultureInfo.InvariantCulture, $" · {(report.Cases.IsEmpty ? "no cases" : string.Create(CultureInfo.InvariantCulture, $"{report.Cases.Length} cases, {(unscored == 0 ? "all scored" : $"**{unscored} could not be scored**")}"))} · engine {Confidence.ConfidenceReport.Engines(report.Cases)}\n\n");
        if (report.Cases.Count(c => c.Unread > 0) is var unread and > 0) text.Append(CultureInfo.InvariantCulture, $"**{(unread == 1 ? "1 case has" : unread.ToString(CultureInfo.InvariantCulture) + " cases have")} a document that could not be read**\n\n");
        foreach (string warning in report.Warnings) text.Append("**").Append(warning).Append("**\n\n");
        Add(text, WeakPlaces.Of(report, gates));
        if (!gates.IsEmpty) Add(text, Gates.Table([.. gates.OrderBy(g => !g.Failed)]), Most * 2);
        if (input.Comparison is { } comparison) Changes(text, comparison);
        Add(text, new("Measures (all cases; " + ReportTables.OneSided + ")", ["measure", "share", "count", "of", "lower", "upper"],
            [.. report.Measures.Where(m => m.Group == "all" && m.Of > 0).Select(m => (ImmutableArray<string>)[m.Id, ReportTables.Share(m.Value), ReportTables.Number(m.Count), ReportTables.Number(m.Of), ReportTables.Share(m.Lower95), ReportTables.Share(m.Upper95)])]), Most * 2);
        return text.Append("Everything else, with pages and plots: `report.html`.\n").ToString();
    }

    private static void Changes(StringBuilder text, RunComparison comparison)
    {
        foreach (string remark in comparison.Remarks) text.Append("> **").Append(ReportSections.Sentence(remark)).Append("**\n\n");
        Add(text, Runs.PairedTest.Table(comparison.Tests));
        Add(text, new("Measures that moved" + (comparison.Over.Length > 0 ? comparison.Over : " (all cases)"), ["measure", "before", "after", "direction"],
            [.. comparison.Measures.Where(m => m.After.Group == "all").Select(m => (m.Before, m.After, Direction: MeasureDirection.Of(m.After.Id, m.After.Value - m.Before?.Value))).OrderBy(m => m.Direction).Select(m => (ImmutableArray<string>)
                [m.After.Id, comparison.Untold.Contains((m.After.Id, m.After.Group)) ? "cannot be told over these cases" : ReportTables.Share(m.Before?.Value), ReportTables.Share(m.After.Value), m.Direction switch { > 0 => "better", < 0 => "worse", _ => "same share" }])]));
        // Cases and paths, no values: a pull request may be read by more people than the golden set.
        Add(text, new("Leaves, facts and traps that changed" + comparison.Over, ["case", "where", "before", "after"], [.. comparison.Changes.Select(c => (ImmutableArray<string>)[c.Case, c.Where, c.Before, c.After])]));
    }

    private static void Add(StringBuilder text, ReportTable table, int most = Most)
    {
        var (title, note) = Markup.Parted(table.Title);
        if (table.Rows.IsEmpty)
        {
            text.Append("### ").Append(title).Append("\n\nNone.\n\n");
            return;
        }

        text.Append('#').Append((table with { Title = title, Rows = [.. table.Rows.Take(most)] }).Markdown()).Append('\n');
        if (table.Rows.Length > most) text.Append(CultureInfo.InvariantCulture, $"{table.Rows.Length - most} more in `report.md`.\n\n");
        if (note.Length > 0) text.Append('*').Append(note).Append("*\n\n");
    }
}
