using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>What a run was made of, <c>manifest.json</c>: enough to make it again. Nothing of the machine or the clock stands in it.</summary>
/// <param name="Program">Version and commit of the program.</param>
/// <param name="From">Earliest date of the cases taken; null for any.</param>
/// <param name="Until">Latest date; null for any.</param>
public sealed record RunManifest(string Program, string? From = null, string? Until = null)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>
    /// SHA-256, lower-case hex, of the cases of a set: for each, in ordinal order of ids, its id, the hash of its <c>case.json</c> and of every document, one line each.
    /// Any other gold, document or choice of cases gives another.
    /// </summary>
    /// <param name="cases">The cases.</param>
    /// <param name="judged">Their scores: a document is known by the hash that the result names, which is that of the bytes that were read. What no result names is read anew.</param>
    public static string HashOf(IEnumerable<GoldenCase> cases, IEnumerable<CaseScore>? judged = null)
    {
        var scores = (judged ?? []).Where(c => c.NotScored is null).ToDictionary(c => c.Id, StringComparer.Ordinal);
        string? Named(GoldenCase golden, string file) =>
            scores.TryGetValue(golden.Id, out var score) && score.SourceFiles.IndexOf(file) is >= 0 and var at && score.Sources[at] is { Length: 64 } id ? id : null;
        static string Of(string file)
        {
            if (!File.Exists(file)) return "none";
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        var lines = cases.OrderBy(c => c.Id, StringComparer.Ordinal).AsParallel().AsOrdered().Select(c =>
            string.Join('\t', new[] { c.Id, Of(Path.Combine(c.Folder, "case.json")) }.Concat(c.Paths.Select(p => Named(c, Path.GetFileName(p)) ?? Of(p)))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>The hash of each set's cases (<see cref="HashOf"/>) by the set's id, as the manifest of an earlier run has it; empty where there is no readable one.</summary>
    /// <param name="folder">Folder of the run.</param>
    public static ImmutableDictionary<string, string> Hashes(string folder)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, FileName))).Array("evalsets").Where(s => s.Text("id") is not null && s.Text("sha256") is not null)
                .DistinctBy(s => s.Text("id")).ToImmutableDictionary(s => s.Text("id")!, s => s.Text("sha256")!, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    /// <summary>Writes <c>results.jsonl</c> and <c>manifest.json</c> into the folder of a run.</summary>
    /// <param name="evalsets">The sets.</param>
    /// <param name="report">The report.</param>
    /// <param name="folder">Folder of the run, with its result files.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public async Task WriteAsync(IReadOnlyList<Evalset> evalsets, EvaluationReport report, string folder, CancellationToken cancellation = default)
    {
        var (results, manifests) = await ResultLines.WriteAsync(folder, report.Cases, cancellation).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(folder, FileName), Bytes(evalsets, report, results, manifests), cancellation).ConfigureAwait(false);
    }

    private byte[] Bytes(IReadOnlyList<Evalset> evalsets, EvaluationReport report, string results, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> manifests)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "run-manifest/v1");
            json.WriteString("program", Program);
            json.WriteStartArray("evalsets");
            foreach (var set in evalsets) WriteSet(json, set, report);
            json.WriteEndArray();
            if (report.Part is { } part) json.WriteString("part", part);
            if (From is not null) json.WriteString("from", From);
            if (Until is not null) json.WriteString("until", Until);
            json.WriteNumber("seed", report.Settings.Seed);
            json.WriteString("calibration", report.Settings.Calibration is { } c ? c.Id + " " + c.SetHash : "none");
            json.WriteString("certifiedThresholds", report.Settings.Thresholds is { } t ? t.Id + " " + t.SetHash : "none");
            json.WriteStartObject("results");
            json.WriteString("sha256", results);
            foreach (var (name, values) in manifests)
            {
                json.WriteStartArray(name);
                foreach (string value in values) json.WriteRawValue(value);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSet(Utf8JsonWriter json, Evalset set, EvaluationReport report)
    {
        ImmutableArray<GoldenCase> run = [.. set.Cases.Where(c => report.Part is null || c.Part == report.Part)];
        json.WriteStartObject();
        json.WriteString("id", set.Id);
        json.WriteNumber("version", set.Version);
        json.WriteString("task", set.Task);
        json.WriteNumber("cases", run.Length);
        json.WriteString("sha256", HashOf(run, report.Cases.Where(c => c.Evalset == set.Id)));
        json.WriteEndObject();
    }
}

/// <summary>The machine and the durations of a run, <c>machine.json</c>: apart from everything that must be the same on replay.</summary>
public static class MachineFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "machine.json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="durations">Time of the program on each case that this run made.</param>
    /// <param name="all">Time from the first case to the last, judging included.</param>
    /// <param name="reused">Results taken over from a run that was stopped.</param>
    public static void Write(string folder, IReadOnlyDictionary<string, TimeSpan> durations, TimeSpan all, int reused)
    {
        using var output = File.Create(Path.Combine(folder, FileName));
        using var json = new Utf8JsonWriter(output, new() { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "run-machine/v1");
        json.WriteString("system", System.Runtime.InteropServices.RuntimeInformation.OSDescription);
        json.WriteString("architecture", System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString());
        json.WriteString("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteNumber("seconds", Math.Round(durations.Values.Sum(d => d.TotalSeconds), 3));
        json.WriteNumber("secondsWithJudging", Math.Round(all.TotalSeconds, 3));
        json.WriteNumber("reused", reused);
        json.WriteStartObject("cases");
        foreach (var (id, duration) in durations.OrderBy(d => d.Key, StringComparer.Ordinal)) json.WriteNumber(id, Math.Round(duration.TotalSeconds, 3));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
