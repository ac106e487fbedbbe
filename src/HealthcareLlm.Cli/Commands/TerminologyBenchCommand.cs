using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>terminology bench</c>: how long it takes to find all labels of the imported code sets in notes.</summary>
internal static class TerminologyBenchCommand
{
    private const int Repeats = 5, NoteLength = 2_700;

    internal static Command Create()
    {
        var notes = new Argument<string>("NOTES") { Description = "A text file, or a .jsonl of {\"text\"}, one note a line." };
        var folder = TerminologyCommand.Folder();
        var command = new Command("bench", "Measure the look-up of every label of the imported code sets in notes, by one pass, against the look-up of a hundredth of them.") { notes, folder };
        command.SetAction(result =>
        {
            string[] texts = [.. Read(result.GetValue(notes)!)];
            var book = TerminologyCommand.Store(result.GetValue(folder), Settings.Load());
            string[] labels = [.. book.Labels().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (labels.Length == 0 || texts.Length == 0) throw new ConfigurationException("There is no code set in the store, or no note.");
            double few = Measure([.. labels.Where(static (_, i) => i % 100 == 0)], texts), all = Measure(labels, texts);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a hundredth of the terms against all: {all / few:0.00} x the time"));
            return ExitStatus.Done;
        });
        return command;
    }

    private static double Measure(string[] labels, string[] texts)
    {
        var watch = Stopwatch.StartNew();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var lookup = new TermLookup(labels);
        int found = texts.Sum(t => lookup.Find(t).Count());
        double made = watch.Elapsed.TotalSeconds, megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, best = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            watch.Restart();
            foreach (string text in texts) found = Math.Max(found, lookup.Find(text).Count());
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        GC.KeepAlive(lookup);
        double length = texts.Sum(static t => (double)t.Length);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lookup.Count} terms, made in {made:0.0} s, {megabytes:0} MB; {texts.Length} notes of {length / 1e6:0.0} million characters, {found} found: {best:0.000} s, {length / 1e6 / best:0.0} million characters/s, {length / NoteLength / best:0} notes of {NoteLength} characters/s (one thread, best of {Repeats})"));
        return best;
    }

    private static IEnumerable<string> Read(string path)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{path} cannot be found.");
        if (!path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return [File.ReadAllText(path)];
        return File.ReadLines(path).Where(static l => !string.IsNullOrWhiteSpace(l)).Select(static l =>
        {
            using var json = JsonDocument.Parse(l);
            return json.RootElement.TryGetProperty("text", out var text) ? text.GetString() ?? string.Empty : string.Empty;
        });
    }
}
