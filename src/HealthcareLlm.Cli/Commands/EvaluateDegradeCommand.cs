using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate degrade PATH… --output DIR</c>: documents, or a golden set, rendered and made worse with a seed.</summary>
internal static class EvaluateDegradeCommand
{
    internal static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Documents (PDF, TIFF, PNG, JPEG), or the folder of one golden set.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "Folder of the worse copies, <name>.<step>.tif; of a golden set, folder of the new set.", Required = true, HelpName = "DIR" };
        var seed = new Option<int>("--seed") { Description = "Seed of skew and specks.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var step = new Option<string[]>("--step") { Description = "Steps of quality: " + string.Join(", ", ScanQuality.Steps.Select(s => s.Name)) + "; all where none is named.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        step.AcceptOnlyFromAmong([.. ScanQuality.Steps.Select(s => s.Name)]);
        var own = new OwnQuality();
        var part = EvaluateArguments.Part();
        var only = new Option<string[]>("--case") { Description = "Of a golden set only these cases.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var quiet = CaseArguments.Quiet();
        var command = new Command("degrade", "Render documents and make them worse (dpi, fax, skew, blur, contrast, specks, JPEG, rotation, header line), so that every measure has a curve over scan quality.") { paths, output, seed, step, part, only, quiet };
        own.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            string[] given = result.GetValue(paths)!, named = result.GetValue(step) ?? [];
            string folder = result.GetValue(output)!;
            var custom = own.Of(result);
            if (custom is not null && named.Length > 0) throw new ConfigurationException("Name steps, or give a quality of your own, and not both.");
            ImmutableArray<(string, ScanQuality)> steps = custom is not null ? [("own", custom)] : [.. ScanQuality.Steps.Where(s => named.Length == 0 || named.Contains(s.Name, StringComparer.Ordinal))];
            WritablePath.TryFolder("--output", folder);
            Action<string, int, int>? tell = result.GetValue(quiet) ? null : static (id, done, count) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done + 1}/{count} {id}"));
            try
            {
                return given is [var one] && File.Exists(Path.Combine(one, "evalset.json"))
                    ? await SetAsync(one, steps, folder, result.GetValue(seed), result.GetValue(part), result.GetValue(only) ?? [], tell, cancellation).ConfigureAwait(false)
                    : await DocumentsAsync(given, steps, folder, result.GetValue(seed), tell, cancellation).ConfigureAwait(false);
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    private static async Task<int> SetAsync(
        string folder, ImmutableArray<(string, ScanQuality)> steps, string output, int seed, string? part, string[] only, Action<string, int, int>? tell, CancellationToken cancellation)
    {
        var set = EvalsetReader.Read(folder);
        ImmutableArray<GoldenCase> cases = [.. set.Cases.Where(c => (part is null || c.Part == part) && (only.Length == 0 || only.Contains(c.Id, StringComparer.Ordinal)))];
        if (cases.IsEmpty) throw new ConfigurationException("There is no such case.");
        var left = await new DegradedSet(Settings.Load().Ingestion, seed).MakeAsync(set, cases, steps, output, tell, cancellation).ConfigureAwait(false);
        foreach (string id in left) Console.Error.WriteLine($"left out: {id} has plain text alone");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"made {(cases.Length - left.Length) * steps.Length} cases in {output}; then: {Program.Name} evaluate run {output} --output DIR, whose groups 'noise:…' are the curve"));
        return ExitStatus.Done;
    }

    private static async Task<int> DocumentsAsync(string[] paths, ImmutableArray<(string Name, ScanQuality Quality)> steps, string output, int seed, Action<string, int, int>? tell, CancellationToken cancellation)
    {
        var degrader = new DocumentDegrader(Settings.Load().Ingestion);
        int status = ExitStatus.Done;
        Directory.CreateDirectory(output);
        for (int i = 0; i < paths.Length; i++)
        {
            tell?.Invoke(paths[i], i, paths.Length);
            foreach (var (name, quality) in steps)
            {
                string made = Path.Combine(output, Path.GetFileNameWithoutExtension(paths[i]) + "." + name + ".tif");
                if (File.Exists(paths[i]) && await degrader.DegradeAsync(paths[i], made, quality, seed, cancellation).ConfigureAwait(false) is not null) continue;
                Console.Error.WriteLine($"{paths[i]}: {(File.Exists(paths[i]) ? "is no PDF, TIFF, PNG or JPEG that can be opened" : "is not there")}");
                status = ExitStatus.FileNotRead;
                break;
            }
        }

        return status;
    }

    /// <summary>A quality put together by hand.</summary>
    private sealed class OwnQuality
    {
        private readonly Option<double?> _dpi = Number("--dpi", "Pixels an inch, 50 to 600.");
        private readonly Option<string?> _fax = new("--fax") { Description = "As a fax: 204x196 (fine) or 204x98 (standard)." };
        private readonly Option<double?> _skew = Number("--skew", "Largest skew in degrees.");
        private readonly Option<double?> _blur = Number("--blur", "Standard deviation of a Gaussian blur, pixels.");
        private readonly Option<double?> _contrast = Number("--contrast", "Contrast that is left, 0.1 to 1.");
        private readonly Option<double?> _speckle = Number("--speckle", "Share of pixels at which a speck begins.");
        private readonly Option<int?> _jpeg = new("--jpeg") { Description = "Quality of a JPEG compression, 1 to 100.", HelpName = "N" };
        private readonly Option<int?> _rotation = new("--rotate") { Description = "Degrees to the right: 90, 180 or 270.", HelpName = "DEGREES" };
        private readonly Option<bool> _header = new("--header") { Description = "Print a fax machine's line over the top." };

        internal void AddTo(Command command)
        {
            _fax.AcceptOnlyFromAmong("204x196", "204x98");
            foreach (Option option in (Option[])[_dpi, _fax, _skew, _blur, _contrast, _speckle, _jpeg, _rotation, _header]) command.Add(option);
        }

        internal ScanQuality? Of(ParseResult result)
        {
            if (((Option[])[_dpi, _fax, _skew, _blur, _contrast, _speckle, _jpeg, _rotation, _header]).All(o => result.GetResult(o) is null or { Implicit: true })) return null;
            int degrees = result.GetValue(_rotation) ?? 0;
            var quality = new ScanQuality
            {
                Dpi = result.GetValue(_dpi) ?? 200,
                FaxLines = result.GetValue(_fax) switch { "204x196" => 196, "204x98" => 98, _ => null },
                Skew = result.GetValue(_skew) ?? 0,
                Blur = result.GetValue(_blur) ?? 0,
                Contrast = result.GetValue(_contrast) ?? 1,
                Speckle = result.GetValue(_speckle) ?? 0,
                Jpeg = result.GetValue(_jpeg),
                QuarterTurns = degrees % 90 == 0 ? degrees / 90 : -1,
                Header = result.GetValue(_header),
            };
            return quality.Faults().ToList() is { Count: > 0 } faults ? throw new ConfigurationException(string.Join("; ", faults)) : quality;
        }

        private static Option<double?> Number(string name, string description) => new(name) { Description = description, HelpName = "NUMBER" };
    }
}
