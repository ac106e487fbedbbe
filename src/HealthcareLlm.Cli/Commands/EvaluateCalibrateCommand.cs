using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate calibrate EVALSET… --run DIR --output FILE</c>: a map from scores to probabilities, fitted on the calibration part.</summary>
internal static class EvaluateCalibrateCommand
{
    internal static Command Create()
    {
        var sets = EvaluateArguments.Sets();
        var run = new Option<string?>("--run") { Description = "Folder of the run whose results are judged.", HelpName = "DIR" };
        var output = new Option<string>("--output", "-o") { Description = "File of the calibration.", Required = true, HelpName = "FILE" };
        var check = new Option<bool>("--check") { Description = "Fits nothing: says whether the file of --output is for this version's engine and for these golden sets as they are; exit status 3 where it is not." };
        var part = EvaluateArguments.Part("The part that is fitted on (default: calibration; any other was looked at while the program was mended, and flatters).");
        var method = new Option<string>("--method") { Description = "isotonic (any rising shape) or logistic (for few values).", DefaultValueFactory = _ => "isotonic" };
        method.AcceptOnlyFromAmong("isotonic", "logistic");
        var id = new Option<string?>("--id") { Description = "Name and version (default: the file's name).", HelpName = "ID" };
        var (from, until) = EvaluateArguments.Dates();
        var quiet = CaseArguments.Quiet();
        var command = new Command("calibrate", "Fit a calibration on judged results, split by packet, and say what it is worth.") { sets, run, output, part, method, id, from, until, check, quiet };
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                string file = result.GetValue(output)!, chosen = result.GetValue(part) ?? GoldenParts.Calibration;
                var evalsets = EvaluateArguments.Read(result.GetValue(sets)!, result.GetValue(from), result.GetValue(until));
                if (result.GetValue(check)) return Check(CalibrationFile.Read(file), evalsets, result.GetValue(quiet));
                if (result.GetValue(run) is not { } folderOfRun) throw new ConfigurationException("--run names the results to fit on, and is needed.");
                WritablePath.TryFile("--output", file);
                var family = result.GetValue(method) == "logistic" ? CalibrationMethod.Logistic : CalibrationMethod.Isotonic;
                var report = await EvaluationRun.JudgeAgainAsync(evalsets, folderOfRun, chosen, cancellation).ConfigureAwait(false);
                if (report.Cases.All(c => c.NotScored is not null)) throw new InvalidDataException(EvaluateArguments.NoneOf(report, chosen) + ": there is nothing to fit on, and nothing was written");
                var cases = OfOneEngine([.. report.Cases.Where(c => c.NotScored is null)]);
                var calibration = Calibration.Fit(result.GetValue(id) ?? Path.GetFileNameWithoutExtension(file), family, chosen, cases) with { Evalsets = [.. evalsets.Select(s => CalibrationSource.Of(s, chosen)).Where(s => s.Cases > 0)] };
                if (calibration.Maps.IsEmpty) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"too few labels: a stratum needs {Calibration.LeastValues} scored values of {Calibration.LeastCases} packets; nothing was written"));
                AtomicFile.Write(file, CalibrationFile.Write(calibration));
                if (result.GetValue(quiet)) return ExitStatus.Done;
                EvaluateArguments.Print(Worth(cases, calibration));
                AnsiConsole.WriteLine($"Calibration: {file} (set {calibration.SetHash[..12]}, {calibration.Sources.Length} documents)");
                return ExitStatus.Done;
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    /// <summary>The cases of the engine that drafted most of them. Where a language model could not be used the offline engine drafts, and its scores are of another kind.</summary>
    private static ImmutableArray<CaseScore> OfOneEngine(ImmutableArray<CaseScore> cases)
    {
        var most = cases.GroupBy(static c => c.Engine, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        if (most is null || most.Count() == cases.Length) return cases;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases.Length - most.Count()} of {cases.Length} results are not of {most.Key} and were left out"));
        return [.. most];
    }

    private static int Check(Calibration calibration, IReadOnlyCollection<Evalset> evalsets, bool quiet)
    {
        var engines = CaseArguments.Engines(Settings.Load());
        var engine = ConfidenceSettings.NameOf(engines.FirstOrDefault(e => calibration.Stale(ConfidenceSettings.NameOf(e)).IsEmpty) ?? engines[^1]);
        var stale = calibration.Stale(engine, evalsets);
        foreach (string why in stale) Console.Error.WriteLine("stale: " + why);
        string aged = calibration.IsAged(engine) ? "; rules changed since it was fitted, so its figures are older than the program" : string.Empty;
        if (stale.IsEmpty && !quiet) AnsiConsole.WriteLine($"{calibration.Id} is for {calibration.Engine} and for these sets{aged}");
        return stale.IsEmpty ? ExitStatus.Done : ExitStatus.GateFailed;
    }

    /// <summary>Scores as they are, beside confidences from folds that had not seen the packet.</summary>
    private static ReportTable Worth(ImmutableArray<CaseScore> cases, Calibration calibration)
    {
        var scores = ScoredValue.Of(cases, uncalibrated: true).ToLookup(v => v.Critical);
        var fitted = CrossFit.Values(calibration.Method, cases).ToLookup(v => v.Critical);
        string Decimal(double? number) => number?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "not scored";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"What the calibration is worth ({CrossFit.Folds} folds by packet: no value is measured by a map that saw its packet)"),
            ["stratum", "packets", "values", "wrong", "number", "ECE debiased", "Brier", "AUROC", "AURC", "remark"],
            [.. from map in calibration.Maps
                from number in new[] { (Name: "score", Values: scores), (Name: "confidence", Values: fitted) }
                let values = number.Values[map.Stratum == "critical"].ToImmutableArray()
                let reliability = Reliability.Of(values)
                let selection = Selection.Of(values, reliability.IsDegenerate)
                select (ImmutableArray<string>)
                [
                    map.Stratum, ToText(map.Cases), ToText(map.Values), ToText(map.Wrong), number.Name, Decimal(reliability.DebiasedEce), Decimal(reliability.Brier), reliability.IsDegenerate ? "degenerate" : Decimal(selection.Auroc), Decimal(selection.Aurc),
                    ConfidenceFigures.RemarkOn(map.Wrong, map.Cases),
                ]]);
    }

    private static string ToText(int number) => number.ToString(CultureInfo.InvariantCulture);
}
