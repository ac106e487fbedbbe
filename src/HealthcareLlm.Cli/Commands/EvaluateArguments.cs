using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary>What the commands of <c>evaluate</c> share.</summary>
internal static class EvaluateArguments
{
    // Rows of a table that a terminal shows.
    private const int MostRows = 250;

    internal static Argument<string[]> Sets() =>
        new("EVALSET") { Description = "Folders of golden sets (evalsets/README.md tells their format).", Arity = ArgumentArity.OneOrMore };

    internal static Option<string?> Part(string? description = null)
    {
        var part = new Option<string?>("--part") { Description = description ?? "Only the cases of this part." };
        part.AcceptOnlyFromAmong([.. GoldenParts.All]);
        return part;
    }

    internal static (Option<string?> From, Option<string?> Until) Dates() => (
        new("--from") { Description = "Only cases of this date or later: with --until, train and calibrate on the earlier and test on the later alone.", HelpName = "YYYY-MM-DD" },
        new("--until") { Description = "Only cases of this date or earlier.", HelpName = "YYYY-MM-DD" });

    internal static Option<string> Run() =>
        new("--run") { Description = "Folder of a run whose results are judged.", Required = true, HelpName = "DIR" };

    /// <summary>Reads the sets and keeps the cases within the dates; a case without a date is kept only where no date is asked for.</summary>
    /// <exception cref="InvalidDataException">A set breaks its format, or a date is none.</exception>
    internal static Evalset[] Read(string[] folders, string? from, string? until, string? documents = null, bool outlines = false)
    {
        var within = Within(from, until);
        Evalset[] sets = [.. folders.Select(f => EvalsetReader.Read(f, documents, outlines)).Select(set => set with { Cases = [.. set.Cases.Where(within)] })];
        NameBroken(sets);
        return sets;
    }

    /// <summary>Names the cases that break their format on standard error: they are left out, and the others are not.</summary>
    internal static void NameBroken(IReadOnlyList<Evalset> evalsets)
    {
        foreach (var broken in evalsets.SelectMany(s => s.Broken)) Console.Error.WriteLine($"not run: {broken.Id}: {broken.Fault}");
    }

    /// <summary>Why no case of a part was judged: there is none, or none could be scored.</summary>
    internal static string NoneOf(EvaluationReport judged, string part)
    {
        var cases = judged.Cases.Where(c => c.Part == part).ToList();
        return cases.Count == 0 ? $"no case of these sets is of the part {part} and of the days asked for"
            : string.Create(CultureInfo.InvariantCulture, $"none of the {cases.Count} packets of the part {part} could be scored ({cases[0].Id}: {cases[0].NotScored})");
    }

    /// <summary>Whether a case lies within the dates.</summary>
    /// <exception cref="InvalidDataException">A date is none.</exception>
    internal static Func<GoldenCase, bool> Within(string? from, string? until)
    {
        foreach (string? date in new[] { from, until })
        {
            if (date is not null && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) throw new InvalidDataException(date + " is no date (YYYY-MM-DD)");
        }

        if (from is not null && until is not null && string.CompareOrdinal(from, until) > 0) throw new InvalidDataException($"--from {from} is after --until {until}: no case can be of these days");
        return c => (from is null || string.CompareOrdinal(c.Date, from) >= 0) && (until is null || (c.Date.Length > 0 && string.CompareOrdinal(c.Date, until) <= 0));
    }

    internal static void Print(ReportTable report)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(report.Title)) };
        foreach (string column in report.Columns) table.AddColumn(new TableColumn(Markup.Escape(column)) { NoWrap = column is not ("remark" or "before" or "after" or "why") });
        foreach (var row in report.Rows.Take(MostRows)) table.AddRow([.. row.Select(Markup.Escape)]);
        if (report.Rows.Length > MostRows) table.Caption = new TableTitle($"{report.Rows.Length - MostRows} more rows: report.html, report.md");
        AnsiConsole.Write(table);
    }
}

/// <summary>The promise of thresholds, and what things cost.</summary>
internal sealed class PromiseArguments
{
    private readonly Option<double> _risk = Number("--risk", 0.01, "Target error of what is accepted unseen, as a share of packets.");
    private readonly Option<double> _confidence = Number("--confidence", 0.95, "Probability with which the promise holds.");
    private readonly Option<double> _missed = Number("--cost-missed", new CostRates().Missed, "Cost of a value that nobody supplies.");
    private readonly Option<double> _wrong = Number("--cost-wrong", new CostRates().Wrong, "Cost of a wrong value that goes out unseen.");
    private readonly Option<double> _review = Number("--cost-review", new CostRates().Review, "Cost of one field before a person.");

    internal void AddTo(Command command)
    {
        foreach (var option in new[] { _risk, _confidence, _missed, _wrong, _review }) command.Add(option);
    }

    internal ThresholdOptions Promise(ParseResult result)
    {
        try
        {
            return new ThresholdOptions(result.GetValue(_risk), result.GetValue(_confidence)).Checked();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException("--risk and --confidence must lie between 0 and 1", e);
        }
    }

    internal CostRates Costs(ParseResult result)
    {
        foreach (var cost in new[] { _missed, _wrong, _review })
        {
            if (result.GetValue(cost) is var rate && !(double.IsFinite(rate) && rate >= 0)) throw new InvalidDataException($"{cost.Name} must be a number of 0 or more");
        }

        return new(result.GetValue(_missed), result.GetValue(_wrong), result.GetValue(_review));
    }

    private static Option<double> Number(string name, double standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "NUMBER" };
}
