using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate thresholds EVALSET… --run DIR --output FILE</c>: for each field the score from which values may go out unseen, with a promise.</summary>
internal static class EvaluateThresholdsCommand
{
    internal static Command Create()
    {
        var sets = EvaluateArguments.Sets();
        var run = EvaluateArguments.Run();
        var output = new Option<string>("--output", "-o") { Description = "File of the thresholds.", Required = true, HelpName = "FILE" };
        var part = EvaluateArguments.Part("The part that the promise rests on (default: calibration).");
        var learn = new Option<string?>("--learn") { Description = "The part that only orders the grid (default: development, unless the promise rests on it)." };
        learn.AcceptOnlyFromAmong([.. GoldenParts.All, "none"]);
        var calibration = new Option<string?>("--calibration") { Description = "Certify on the confidence of this calibration instead of the score.", HelpName = "FILE" };
        var splits = new Option<int>("--resplits") { Description = "Tries on this many draws of the labelled packets how often certifying keeps its promise; changes no threshold; 0 for none.", DefaultValueFactory = _ => 0, HelpName = "NUMBER" };
        var draw = new Option<int?>("--draw") { Description = "Packets drawn for each re-split (default: as many as have the field).", HelpName = "NUMBER" };
        var seed = new Option<int>("--seed") { Description = "Seed of the re-splits.", DefaultValueFactory = _ => 1, HelpName = "NUMBER" };
        var id = new Option<string?>("--id") { Description = "Name and version (default: the file's name).", HelpName = "ID" };
        var (from, until) = EvaluateArguments.Dates();
        var promise = new PromiseArguments();
        var quiet = CaseArguments.Quiet();
        var command = new Command("thresholds", "Certify, field by field, from which score a value may go out unseen (learn-then-test). Where labels are too few, nothing may, and it says so.")
        { sets, run, output, part, learn, calibration, splits, draw, seed, id, from, until, quiet };
        promise.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                string file = result.GetValue(output)!, chosen = result.GetValue(part) ?? GoldenParts.Calibration;
                WritablePath.TryFile("--output", file);
                string learning = result.GetValue(learn) ?? (chosen == GoldenParts.Development ? "none" : GoldenParts.Development);
                if (learning == chosen) throw new InvalidDataException("the grid cannot be ordered by the packets that the promise rests on: --learn and --part must differ");
                var settings = new ReportSettings { Calibration = result.GetValue(calibration) is { } calibrated ? CalibrationFile.Read(calibrated) : null, IsCalibratedAnew = result.GetValue(calibration) is not null };
                var judged = (await EvaluationRun.JudgeAgainAsync(EvaluateArguments.Read(result.GetValue(sets)!, result.GetValue(from), result.GetValue(until)), result.GetValue(run)!, cancellation: cancellation).ConfigureAwait(false)).With(settings);
                ImmutableArray<CaseScore> Of(string name) => [.. judged.Cases.Where(c => c.Part == name && c.NotScored is null && settings.Calibration?.HasSeen(c) is not true)];
                var options = promise.Promise(result);
                _ = promise.Costs(result);
                if (result.GetValue(splits) < 0 || result.GetValue(draw) < 1) throw new InvalidDataException("--resplits must be 0 or more, and --draw 1 or more");
                var labelled = Of(chosen);
                if (labelled.IsEmpty) throw new InvalidDataException(WhyNone(judged, chosen));
                if (ScoredValue.Of(labelled).IsEmpty) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"no value of the {labelled.Length} cases of the part {chosen} has a score: there is nothing to rest a promise on, and nothing was written"));
                var thresholds = ThresholdSet.Certify(result.GetValue(id) ?? Path.GetFileNameWithoutExtension(file), Of(learning), labelled, options, settings.Calibration?.Id ?? "none");
                AtomicFile.Write(file, thresholds.Write());
                if (result.GetValue(quiet)) return ExitStatus.Done;
                EvaluateArguments.Print(Table(thresholds));
                if (result.GetValue(splits) is > 0 and var count) ShowTried(thresholds, labelled, result.GetValue(draw), count, result.GetValue(seed));
                AnsiConsole.WriteLine($"Thresholds: {file}: {thresholds.Fields.Count(f => f.Threshold is not null)} of {thresholds.Fields.Length} fields may be accepted unseen (set {thresholds.SetHash[..12]}, {labelled.Length} packets)");
                return ExitStatus.Done;
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    private static ReportTable Table(ThresholdSet set) => new(
        string.Create(CultureInfo.InvariantCulture, $"Thresholds: at most {set.Options.Risk:0.## %} of packets with a wrong value, {set.Options.Confidence:0.## %} confidence; {set.Options.LeastPackets} packets accepted without an error are the least where packets of another part order the grid, {set.Options.LeastPacketsByHolm} where none do (Holm's correction)"),
        ["field", "threshold", "packets", "accepted", "wrong", "judged by nobody", "why"],
        [.. set.Fields.Select(f => (ImmutableArray<string>)[f.Field, f.Threshold?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none", Number(f.Packets), Number(f.Accepted), Number(f.Wrong), Number(f.Unjudged), f.Why])]);

    /// <summary>Why no packet of the part is left to rest a promise on.</summary>
    private static string WhyNone(EvaluationReport judged, string part) => judged.Cases.Count(c => c.Part == part && c.NotScored is null) is > 0 and var seen
        ? string.Create(CultureInfo.InvariantCulture, $"all {seen} packets of the part {part} were seen by the calibration, and none is left to rest a promise on: fit it on other packets (calibrate --until DATE, thresholds --from DATE; or another --part)")
        : EvaluateArguments.NoneOf(judged, part) + ": there is nothing to rest a promise on, and nothing was written";

    /// <summary>Tries the promise on re-splits and says what each figure is: it stands below the certification and is none.</summary>
    private static void ShowTried(ThresholdSet certified, ImmutableArray<CaseScore> cases, int? draw, int count, int seed)
    {
        var options = certified.Options;
        var own = certified.Fields.ToDictionary(f => f.Field, f => f.Threshold, StringComparer.Ordinal);
        EvaluateArguments.Print(new(
            string.Create(CultureInfo.InvariantCulture, $"Re-splits: how often certifying keeps its promise (a trial of the method on {count} draws from the {cases.Length} packets of the part; no threshold of the file comes from it)"),
            ["field", "threshold certified above", "draws that kept the promise", "share of draws", "draws with a threshold", "mean share accepted"],
            [.. Resplits.Try(ScoredValue.Of(cases), options, draw, count, seed).Select(o => (ImmutableArray<string>)
                [o.Field, own.GetValueOrDefault(o.Field)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none", o.Accepting == 0 ? string.Empty : Number(o.Kept), o.Told, Number(o.Accepting), o.MeanCoverage.ToString("0.0 %", CultureInfo.InvariantCulture)])]));
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"Each draw takes {(draw is null ? "as many packets as have the field" : Number(draw.Value) + " packets")}, with replacement, and certifies a threshold of its own."),
            "  threshold certified above    that of the first table: the only one that is written to the file",
            string.Create(CultureInfo.InvariantCulture, $"  draws that kept the promise  at most {options.Risk:0.## %} of all packets that their threshold accepts have a wrong value; those that certified none, and accept nothing, among them; empty where no draw certified one"),
            string.Create(CultureInfo.InvariantCulture, $"  share of draws               the same as a share: it should be {options.Confidence:0.## %} or more"),
            "  draws with a threshold       where few have one, the promise is kept by accepting nothing; some may where there is none above: a draw holds packets twice",
            "  mean share accepted          of the packets with the field, over all draws; 0 for a draw without a threshold",
        ];
        foreach (string line in lines) AnsiConsole.WriteLine(line);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
