using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Evaluation.Confidence;
using HealthcareLlm.Evaluation.Subgroups;

namespace HealthcareLlm.Evaluation;

/// <summary>Names a golden set in a report.</summary>
/// <param name="Id">Id.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="Task">Its task.</param>
public sealed record EvalsetName(string Id, int Version, string Task);

/// <summary>What one run showed.</summary>
/// <param name="Evalsets">The golden sets.</param>
/// <param name="Part">The part that was run; null for every case.</param>
/// <param name="Cases">Every case, judged.</param>
public sealed record EvaluationReport(ImmutableArray<EvalsetName> Evalsets, string? Part, ImmutableArray<CaseScore> Cases)
{
    private readonly Lazy<ConfidenceReport> _confidence = new(() => ConfidenceReport.Of(Cases, new()));

    private readonly Lazy<ImmutableArray<FieldRate>> _rates = new(() => FieldRate.Take(Cases, 1));

    /// <summary>Precision, recall, missing-detection and refusal of every field.</summary>
    public ImmutableArray<FieldRate> Rates => _rates.Value;

    private readonly Lazy<SubgroupReport> _subgroups = new(() => SubgroupReport.Of(Cases, 1));

    private readonly Lazy<FrozenDictionary<string, (int Count, int Of)[]>> _counts = new(() => MeasureBook.Count(Cases));

    private readonly Lazy<FieldCounts> _fieldCounts = new(() => FieldCounts.Of(Cases));

    /// <summary>Every measure, and every rate of every field, by tag.</summary>
    public SubgroupReport Subgroups => _subgroups.Value;

    /// <summary>What it is made with.</summary>
    public ReportSettings Settings { get; private init; } = new();

    /// <summary>What it says of confidence and thresholds.</summary>
    public ConfidenceReport Confidence => _confidence.Value;

    /// <summary>The report of the same cases made with other settings: a calibration gives every value its confidence.</summary>
    public EvaluationReport With(ReportSettings settings)
    {
        ImmutableArray<CaseScore> cases = settings.Calibration is { } calibration ? [.. Cases.Select(c => calibration.Apply(c, settings.IsCalibratedAnew))] : Cases;
        return new(Evalsets, Part, cases, settings);
    }

    private EvaluationReport(ImmutableArray<EvalsetName> evalsets, string? part, ImmutableArray<CaseScore> cases, ReportSettings settings)
        : this(evalsets, part, cases)
    {
        Settings = settings;
        _measures = new(() => MeasureBook.Take(cases, _counts.Value));
        _confidence = new(() => ConfidenceReport.Of(cases, settings));
        _rates = new(() => FieldRate.Take(_fieldCounts.Value, settings.Seed));
        _subgroups = new(() => SubgroupReport.Of(cases, settings.Seed, settings.Calibration, _counts.Value, _fieldCounts.Value));
    }

    /// <summary>Every measure over every group.</summary>
    public ImmutableArray<Measure> Measures => _measures.Value;

    private readonly Lazy<ImmutableArray<Measure>> _measures = new(() => MeasureBook.Take(Cases));

    private readonly Lazy<ImmutableArray<FieldTally>> _fields = new(() => FieldTally.Take(Cases));

    private Lazy<ImmutableArray<ReportTable>>? _tables;

    /// <summary>Says of a run of no case or of one that it bears no claim; null where there are more.</summary>
    public string? TooFew => Cases.Length switch
    {
        0 => "no case was judged: no figure below says anything, and every interval runs from 0 to 1",
        1 => "one case was judged: it bears no claim about others, whatever its intervals are, since they count its leaves and cases are what is drawn",
        _ => null,
    };

    /// <summary>What a reader must know before the figures: too few cases, quotes that could not be checked.</summary>
    internal ImmutableArray<string> Warnings => [.. new[] { TooFew, NotChecked }.OfType<string>().Select(Html.ReportSections.Sentence)];

    /// <summary>How many quotes could not be checked, for a person: they are in no figure about quotes, which is then over fewer than it looks. Null where all were.</summary>
    public string? NotChecked
    {
        get
        {
            ImmutableArray<Measure> counted = [.. Measures.Where(m => m.Group == "all" && m.Id is MeasureBook.NotChecked or MeasureBook.SummaryNotChecked)];
            int count = counted.Sum(m => m.Count);
            return count == 0 ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} of {counted.Sum(m => m.Of)} citations could not be checked word for word: the text of their document is not in the run's folder '{EvaluationRun.TextsFolder}', or is not the one that the result was made from; figures on verbatim quotes are without them");
        }
    }

    /// <summary>Every field over every group.</summary>
    public ImmutableArray<FieldTally> Fields => _fields.Value;

    /// <summary>The tables that a person reads, for a terminal or Markdown.</summary>
    public ImmutableArray<ReportTable> Tables() => (_tables ??= new(() => ReportTables.Of(this))).Value;

    /// <summary>Takes every figure at once, on every core: a report of many cases is ready sooner. Nothing is another for it.</summary>
    public void Prepare() => Parallel.Invoke(() => _ = Subgroups, () => _ = Confidence, () => _ = Rates, () => _ = Fields, () => _ = Measures);

    /// <summary>Those of the tables that fit a terminal: without the list of faults, which <c>report.md</c> holds, and without the legend.</summary>
    public ImmutableArray<ReportTable> ShortTables() => [.. Tables().Where(t => !t.IsLong)];

    // Rows of a table in report.md; report.json has every one.
    private const int MostRows = 5000;

    /// <summary>
    /// Writes <c>report.json</c> (everything, for <c>--compare</c>) and <c>report.md</c> into the folder. The report holds values of the golden set and of the results:
    /// where these are of real patients, it is to be kept as they are.
    /// </summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="comparison">Comparison to an earlier run; null for none.</param>
    /// <param name="gates">Gates that were tried; empty for none.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task WriteAsync(string folder, RunComparison? comparison = null, ImmutableArray<GateOutcome> gates = default, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        string unfinished = Path.Combine(folder, "report.json.part");
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)) ReportJson.WriteTo(stream, this, comparison, gates);
        File.Move(unfinished, Path.Combine(folder, "report.json"), overwrite: true);
        var tables = Tables().ToBuilder();
        if (comparison is not null) tables.AddRange(comparison.Tables());
        if (!gates.IsDefaultOrEmpty) tables.Add(Gates.Table(gates));
        string text = "# Evaluation of " + string.Join(", ", Evalsets.Select(e => e.Id + " v" + e.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            + (Part is null ? string.Empty : " (" + Part + " part)") + "\n\n" + string.Concat(Warnings.Select(w => "**" + w + "**\n\n")) + string.Join('\n', tables.Select(t => t.Markdown(MostRows)));
        await File.WriteAllTextAsync(Path.Combine(folder, "report.md"), text, new UTF8Encoding(false), cancellation).ConfigureAwait(false);
    }
}
