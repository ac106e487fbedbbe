using System.Globalization;
using HealthcareLlm.ModelServer;
using HealthcareLlm.ModelTrial;

// ./run trial-model [--documents N] [--loads 1,8,32] [--behaviours A,B] [--speed N] [--part matrix|surrogates|outage|planted|written|near-misses|overhead|record]
string root = Folder(AppContext.BaseDirectory);
var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--documents"] = "50", ["--loads"] = "1,8,32", ["--behaviours"] = string.Empty, ["--speed"] = "30", ["--part"] = string.Empty };
for (int i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"'{args[i]}' is no option; there are {string.Join(", ", options.Keys)}, each with a value.");
        return 2;
    }

    options[args[i]] = args[i + 1];
}

if (options["--part"] == "record")
{
    await RecordedCase.RecordAsync(root);
    return 0;
}

// It reads thousands of documents.
HealthcareLlm.Documents.Pattern.Compiles = true;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var trial = new WholeTrial(root, int.Parse(options["--documents"], CultureInfo.InvariantCulture), int.Parse(options["--speed"], CultureInfo.InvariantCulture));
return await trial.RunAsync(
    [.. options["--loads"].Split(',').Select(l => int.Parse(l, CultureInfo.InvariantCulture))],
    [.. Behaviour.All.Where(b => options["--behaviours"].Length == 0 || options["--behaviours"].Split(',').Contains(b.Name))],
    options["--part"], stop.Token) ? 0 : 3;

static string Folder(string folder)
{
    while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the program");
    return folder;
}
