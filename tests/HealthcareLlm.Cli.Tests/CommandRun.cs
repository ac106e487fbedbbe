using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Adapters.Tesseract;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Commands run in this process one after the other, since they share the console and environment variables.</summary>
[CollectionDefinition("commands", DisableParallelization = true)]
public sealed class Commands : ICollectionFixture<PagesOnce>;

/// <summary>Every page that tests ask for is recognized once; the figures stand in <c>pages.txt</c> beside the tests, and ./test prints them.</summary>
public sealed class PagesOnce : IDisposable
{
    /// <summary>Begins to remember.</summary>
    public PagesOnce() => OcrEnginePool.Memory = Pages;

    internal static RecognizedPages Pages { get; } = new();

    /// <inheritdoc />
    public void Dispose() => File.WriteAllText(
        Path.Combine(AppContext.BaseDirectory, "pages.txt"), string.Create(CultureInfo.InvariantCulture, $"pages recognized: {Pages.Recognized}, of {Pages.Distinct} that differ; asked for {Pages.Asked} times\n"));
}

/// <summary>One command with its scratch folder, exit status and what it wrote to standard error.</summary>
internal sealed class CommandRun : IDisposable
{
    // One for all runs: the drawer of tables keeps the first standard output that it meets.
    private static readonly StringWriter Said = new();

    internal string Folder { get; } = Directory.CreateTempSubdirectory("healthcarellm-test-").FullName;

    internal int Status { get; private set; }

    internal string Error { get; private set; } = string.Empty;

    /// <summary>What it wrote to standard output but for tables drawn to a width.</summary>
    internal string Out { get; private set; } = string.Empty;

    internal string Output => Path.Combine(Folder, "out", "result.json");

    /// <summary>Writes an input file and gives its path.</summary>
    internal string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal async Task RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellation = default)
    {
        var (error, output) = (Console.Error, Console.Out);
        using var caught = new StringWriter();
        Said.GetStringBuilder().Clear();
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) Environment.SetEnvironmentVariable("HEALTHCARELLM__" + key, value);
        try
        {
            Console.SetError(caught);
            Console.SetOut(Said);
            Status = await Program.RunAsync([.. arguments], cancellation);
        }
        finally
        {
            Console.SetError(error);
            Console.SetOut(output);
            foreach (string key in settings?.Keys ?? []) Environment.SetEnvironmentVariable("HEALTHCARELLM__" + key, null);
        }

        Error = caught.ToString();
        Out = Said.ToString();
    }

    internal JsonNode Result => JsonNode.Parse(File.ReadAllBytes(Output))!;

    internal IEnumerable<string> IssueCodes => Result["issues"]!.AsArray().Select(i => (string)i!["code"]!);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
