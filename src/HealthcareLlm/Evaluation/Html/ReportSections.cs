using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>The parts of the page that are no plain table.</summary>
internal static class ReportSections
{
    private static readonly ImmutableArray<string> Tiles =
        ["critical.right", "critical.wrongOrInvented", "other.right", "other.wrongOrInvented", "needed.reported", "traps.sprung", "citations.support", "summary.must", "summary.mustLostSilently", "summary.traps", "summary.citationPrecision"];

    /// <summary>Beginnings of the titles of tables that have a section of their own.</summary>
    internal static ImmutableArray<string> ShownApart { get; } = ["Measures", "Error taxonomy", "Faults"];

    /// <summary>Columns of the other tables by which a reader chooses.</summary>
    internal static ImmutableArray<string> Picks { get; } = ["field", "rate", "group", "stratum", "tag", "measure", "part", "grade", "remark"];

    /// <summary>What is told, as a sentence: with a capital letter and a full stop.</summary>
    internal static string Sentence(string told) => char.ToUpperInvariant(told[0]) + told[1..] + ".";

    internal static string Verdict(HtmlReport input)
    {
        string kind = input.Gates.All(g => g.Skipped) ? "none" : input.Gates.Any(g => g.Failed) ? "failed" : "kept";
        return $"<p class=\"verdict {kind}\">{Markup.Text(Gates.Verdict(input.Gates))}</p>";
    }

    internal static string Facts(HtmlReport input)
    {
        var report = input.Report;
        int unscored = report.Cases.Count(c => c.NotScored is not null);
        var facts = new List<(string, string)>
        {
            ("cases", report.Cases.IsEmpty ? "no cases" : string.Create(CultureInfo.InvariantCulture, $"{report.Cases.Length}, of these {unscored} could not be scored")),
            ("engine", Confidence.ConfidenceReport.Engines(report.Cases) is { Length: > 0 } engine ? engine : "not told"),
            ("calibration", report.Settings.Calibration?.Id ?? "none"),
            ("thresholds", report.Settings.Thresholds?.Id ?? "none certified before"),
            ("seed", ReportTables.Number(report.Settings.Seed)),
            ("program", input.Program),
        };
        return "<dl class=\"facts\">" + string.Concat(facts.Select(f => "<div><dt>" + f.Item1 + "</dt><dd>" + Markup.Text(f.Item2) + "</dd></div>")) + "</dl>";
    }

    /// <summary>The measures that a reader looks for first, each with its bounds; never one pooled accuracy.</summary>
    internal static string Glance(EvaluationReport report)
    {
        var html = new StringBuilder("<div class=\"tiles\">");
        foreach (string id in Tiles)
        {
            if (report.Measures.FirstOrDefault(m => m.Id == id && m.Group == "all") is not { } m) continue;
            html.Append("<div class=\"tile").Append(m.Value is null ? " unscored" : string.Empty).Append("\"><p class=\"id\">").Append(Markup.Text(id)).Append("</p><p class=\"figure\">").Append(ReportTables.Share(m.Value)).Append("</p>");
            if (m.Value is { } value) html.Append(CultureInfo.InvariantCulture, $"{Plot.Strip(value, m.Lower95, m.Upper95)}<p class=\"soft\">{m.Count} of {m.Of}; one-sided 95 % bounds {m.Lower95:0.0 %} and {m.Upper95:0.0 %}</p>");
            html.Append("<p class=\"soft\">").Append(Markup.Text(MeasureBook.Meaning(id))).Append(MeasureDirection.CountsFaults(id) ? " (less is better)" : string.Empty).Append("</p></div>");
        }

        // A number and its sign stay on one line.
        return html.Replace(" %", "\u00a0%").Append("</div>").ToString();
    }

    internal static string NotScored(EvaluationReport report)
    {
        ImmutableArray<CaseScore> cases = [.. report.Cases.Where(c => c.NotScored is not null)];
        int leaves = report.Cases.Sum(c => c.Leaves.Count(l => l.Outcome == LeafOutcome.NotScored)), all = report.Cases.Sum(c => c.Leaves.Length);
        ImmutableArray<string> empty = [.. report.Measures.Where(m => m.Group == "all" && m.Of == 0).Select(m => m.Id)];
        var html = new StringBuilder("<p>").Append(CultureInfo.InvariantCulture, $"{cases.Length} of {report.Cases.Length} cases; {leaves} of {all} leaves. These are neither right nor wrong, and in no other figure.</p>");
        foreach (string warning in report.Warnings) html.Append("<p class=\"unscored\">").Append(Markup.Text(warning)).Append("</p>");
        if (!empty.IsEmpty) html.Append("<p>Nothing to count for ").Append(Markup.Text(string.Join(", ", empty))).Append(".</p>");
        if (!cases.IsEmpty) html.Append(Markup.Table(new("Cases that could not be scored", ["case", "evalset", "why"], [.. cases.Take(200).Select(c => (ImmutableArray<string>)[c.Id, c.Evalset, c.NotScored!])])));
        return html.ToString();
    }

    internal static string GateTable(ImmutableArray<GateOutcome> gates)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table><caption>Gates<span class=\"note\">failed ones first; the line is what was measured with its exact one-sided 95 % bounds, the mark is the bound of the gate</span></caption><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">group</th><th scope=\"col\">bound</th><th scope=\"col\" class=\"n\">measured</th><th scope=\"col\" class=\"n\">of</th><th scope=\"col\">on the line 0 to 1</th><th scope=\"col\">kept</th></tr></thead><tbody>");
        foreach (var g in gates.OrderBy(g => !g.Failed))
        {
            string strip = g.Value is { } value ? Plot.Strip(value, g.Measured?.Lower95 ?? value, g.Measured?.Upper95 ?? value, g.Gate.AtLeast, g.Gate.AtMost) : string.Empty;
            string kind = g.Failed ? "bad" : g.Kept && !g.KeptOnLittle ? "good" : "unscored";
            html.Append("<tr><th scope=\"row\">").Append(Markup.Text(g.Gate.Measure)).Append("</th><td>").Append(Markup.Text(g.Gate.Group)).Append("</td><td>").Append(Markup.Text(Gates.Bound(g.Gate))).Append("</td><td class=\"n\">").Append(Gates.Shown(g.Value, g.Gate))
                .Append("</td><td class=\"n\">").Append(g.N.ToString(CultureInfo.InvariantCulture)).Append("</td><td>").Append(strip).Append("</td><td class=\"").Append(kind).Append("\">").Append(g.Standing).Append(g.Remark.Length > 0 ? "<span class=\"note\">" + Markup.Text(g.Remark) + "</span>" : string.Empty).Append("</td></tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    internal static string MeasureTable(EvaluationReport report)
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table data-filter data-start=\"group=all\"><caption>Measures<span class=\"note\">{ReportTables.OneSided}; the meaning of each stands below its name</span></caption><thead><tr><th scope=\"col\" data-pick>measure</th><th scope=\"col\" data-pick>group</th><th scope=\"col\" class=\"n\">count</th><th scope=\"col\" class=\"n\">of</th><th scope=\"col\" class=\"n\">share</th><th scope=\"col\" class=\"n\">lower</th><th scope=\"col\" class=\"n\">upper</th><th scope=\"col\">on the line 0 to 1</th></tr></thead><tbody>");
        foreach (var m in report.Measures.Where(m => m.Of > 0 || m.Group == "all"))
        {
            html.Append("<tr><th scope=\"row\" data-value=\"").Append(Markup.Text(m.Id)).Append("\">").Append(Markup.Text(m.Id)).Append(m.Group == "all" ? "<span class=\"note\">" + Markup.Text(MeasureBook.Meaning(m.Id)) + "</span>" : string.Empty).Append("</th><td>").Append(Markup.Text(m.Group))
                .Append(CultureInfo.InvariantCulture, $"</td><td class=\"n\">{m.Count}</td><td class=\"n\">{m.Of}</td>");
            html.Append(m.Value is { } value
                ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"n\">{value:0.0 %}</td><td class=\"n\">{m.Lower95:0.0 %}</td><td class=\"n\">{m.Upper95:0.0 %}</td><td>{Plot.Strip(value, m.Lower95, m.Upper95)}</td></tr>")
                : "<td class=\"unscored\">not scored</td><td></td><td></td><td></td></tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }
}
