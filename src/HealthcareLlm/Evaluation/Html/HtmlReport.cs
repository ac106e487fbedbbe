using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>
/// The report as one self-contained HTML page, <c>report.html</c>: no network, opens from disk, light and dark, prints. Without scripts all of it can be read; scripts filter tables and
/// enlarge pages. The same run gives the same bytes. It holds values and pages of the golden set: where these are of real patients, it is to be kept as they are.
/// </summary>
/// <param name="Report">The report.</param>
/// <param name="Evalsets">The golden sets that were run.</param>
/// <param name="Folder">Folder of the run, with its result files and texts.</param>
/// <param name="Program">Version and commit of the program.</param>
public sealed record HtmlReport(EvaluationReport Report, IReadOnlyList<Evalset> Evalsets, string Folder, string Program)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "report.html";

    /// <summary>Comparison to an earlier run; null for none.</summary>
    public RunComparison? Comparison { get; init; }

    /// <summary>Gates that were tried; empty for none.</summary>
    public ImmutableArray<GateOutcome> Gates { get; init; } = [];

    /// <summary>Renders pages; null: the worst cases are told without pictures.</summary>
    public ShowPage? Show { get; init; }

    /// <summary>The worst cases with their pages, on their way; null: they are made when the page is written.</summary>
    public Task<string>? Worst { get; init; }

    /// <summary>Begins with the pages of the worst cases, which other programs render, while the figures are taken.</summary>
    /// <param name="cancellation">Stops between pages.</param>
    public HtmlReport Begun(CancellationToken cancellation) => this with { Worst = Task.Run(() => WorstSection.HtmlAsync(this, cancellation), cancellation) };

    /// <summary>Writes the page into the folder of the run.</summary>
    /// <param name="cancellation">Stops between pages; an earlier page stays.</param>
    public async Task SaveAsync(CancellationToken cancellation = default) =>
        await File.WriteAllBytesAsync(Path.Combine(Folder, FileName), await WriteAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>The page as UTF-8.</summary>
    /// <param name="cancellation">Stops between pages.</param>
    public async Task<byte[]> WriteAsync(CancellationToken cancellation = default)
    {
        string worst = await (Worst ?? WorstSection.HtmlAsync(this, cancellation)).ConfigureAwait(false);
        var tables = Report.Tables();
        var taxonomy = tables.FirstOrDefault(t => t.Title.StartsWith("Error taxonomy", StringComparison.Ordinal));
        string title = "Evaluation of " + Sets;
        var page = new StringBuilder();
        page.Append(Resource("report.html")).Replace("{{css}}", Resource("report.css")).Replace("{{script}}", Resource("report.js")).Replace("{{title}}", Markup.Text(title)).Replace("{{heading}}", Markup.Text(title))
            .Replace("{{verdict}}", ReportSections.Verdict(this)).Replace("{{facts}}", ReportSections.Facts(this));
        // Last, and each once: texts of documents are never searched for the names of others.
        string[] parts = page.ToString().Split(["{{body}}", "{{json}}"], StringSplitOptions.None);
        return Encoding.UTF8.GetBytes(parts[0] + Body(tables, taxonomy, worst) + parts[1] + FaultTable.Json(Report, taxonomy) + parts[2]);
    }

    /// <summary>Names of the sets with versions, and the part.</summary>
    internal string Sets => string.Join(", ", Report.Evalsets.Select(e => e.Id + " v" + e.Version.ToString(CultureInfo.InvariantCulture))) + (Report.Part is null ? string.Empty : " (" + Report.Part + " part)");

    private string Body(ImmutableArray<ReportTable> tables, ReportTable? taxonomy, string worst)
    {
        var body = new StringBuilder();
        body.Append(Markup.Section("glance", "At a glance", ReportSections.Glance(Report)));
        body.Append(Markup.Section("weak", "Weak places", Markup.Table(WeakPlaces.Of(Report, Gates), filter: false)));
        body.Append(Markup.Section("unscored", "What could not be scored", ReportSections.NotScored(Report)));
        if (!Gates.IsEmpty) body.Append(Markup.Section("gates", "Gates", ReportSections.GateTable(Gates)));
        if (Comparison is not null) body.Append(Markup.Section("changes", "Against the earlier run", string.Concat(Comparison.Tables().Select(t => Markup.Table(t, ["direction", "case"], 400)))));
        body.Append(Markup.Section("worst", "Worst cases", "<p class=\"lead\">Orange: what the result cites. Green: where the gold says it stands. A click enlarges a page.</p><div class=\"cases\">" + worst + "</div>"));
        string nothing = string.Concat(new[] { Report.Confidence.Nothing, Report.Confidence.NothingForThresholds }.OfType<string>().Select(n => "<p class=\"unscored\">" + Markup.Text(ReportSections.Sentence(n)) + "</p>"));
        body.Append(Markup.Section("plots", "Plots", nothing + "<div class=\"figures\">" + string.Concat(Plots.Of(Report).Concat(SubgroupPlot.Of(Report.Subgroups)).Select(Markup.Of)) + "</div>"));
        body.Append(Markup.Section("measures", "Measures", ReportSections.MeasureTable(Report)));
        if (taxonomy is not null) body.Append(Markup.Section("taxonomy", "Errors by field", Markup.Table(taxonomy).Replace("<table", "<table id=\"by-field\"", StringComparison.Ordinal)));
        body.Append(Markup.Section("faults", "Faults", FaultTable.Html(Report)));
        var rest = tables.Where(t => !ReportSections.ShownApart.Any(s => t.Title.StartsWith(s, StringComparison.Ordinal)));
        body.Append(Markup.Section("more", "Every other table", string.Concat(rest.Select(t => Markup.Folded(Markup.Parted(t.Title).Title, Markup.Table(t, ReportSections.Picks))))));
        return body.ToString();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report/" + name) ?? throw new InvalidOperationException(name + " is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
