using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>
/// The results of a run as JSON Lines, <c>results.jsonl</c>: one case a line, in the order of the run, with the result file whole and its hash. The same results give
/// the same bytes; durations and the machine stand in <c>machine.json</c>.
/// </summary>
public static class ResultLines
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "results.jsonl";

    private const int AtATime = 256;

    // The parts of manifests, few in number, in one writing.
    private static readonly ConcurrentDictionary<string, string> Written = new(StringComparer.Ordinal);

    private static readonly ImmutableArray<string> Parts = ["engine", "engineVersion", "readers", "prompts", "schemaHash", "policies", "codeSets", "thresholds", "calibration"];

    /// <summary>Writes the lines from the kept result files.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="cases">Judged cases.</param>
    /// <param name="cancellation">Stops between cases; the earlier file stays.</param>
    /// <returns>SHA-256 of the file, and every value that the results' manifests have for each part, in ordinal order.</returns>
    public static async Task<(string Sha256, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Manifests)> WriteAsync(
        string folder, ImmutableArray<CaseScore> cases, CancellationToken cancellation = default)
    {
        string file = Path.Combine(folder, FileName), unfinished = file + ".part";
        var manifests = Parts.ToDictionary(p => p, _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal), StringComparer.Ordinal);
        var noted = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var output = File.Create(unfinished);
        await using (output.ConfigureAwait(false))
        {
            // Few at a time, and in their order: the lines of a great run are never in memory as a whole.
            foreach (byte[] line in cases.Chunk(AtATime).SelectMany(some => some.AsParallel().AsOrdered().Select(score => Line(score, Kept(folder, score), manifests, noted))))
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(line);
                await output.WriteAsync(line, cancellation).ConfigureAwait(false);
            }
        }

        File.Move(unfinished, file, true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), manifests.Where(m => !m.Value.IsEmpty).ToImmutableSortedDictionary(m => m.Key, m => m.Value.Keys.ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    /// <summary>The kept result; null where there is none. A case that could not be read was not run: what is kept under its id is another's, or of an earlier run.</summary>
    private static byte[]? Kept(string folder, CaseScore score) => score.Part == CaseScorer.UnknownPart ? null : EvaluationRun.ResultFile(folder, score.Id) is var kept && File.Exists(kept) ? File.ReadAllBytes(kept) : null;

    private static byte[] Line(CaseScore score, byte[]? result, Dictionary<string, ConcurrentDictionary<string, byte>> manifests, ConcurrentDictionary<string, byte> noted)
    {
        var buffer = new ArrayBufferWriter<byte>((result?.Length ?? 0) + 512);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("case", score.Id);
            json.WriteString("evalset", score.Evalset);
            json.WriteString("part", score.Part);
            if (score.NotScored is { } why) json.WriteString("notScored", why);
            if (result is not null) json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(result)));
            json.Flush();
        }

        // The result itself, where it is JSON: what was judged is, and of the rest the hash stands there.
        if (result is not null && (score.NotScored is null || CompactJson.IsJson(result)))
        {
            buffer.Write(",\"result\":"u8);
            var (start, length) = CompactJson.Write(result, buffer, "manifest"u8);
            if (length > 0 && IsNew(buffer.WrittenSpan.Slice(start, length), noted)) Note(buffer.WrittenMemory.Slice(start, length), manifests);
        }

        buffer.Write("}\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether a manifest was not seen yet: those of a run are few, and each is read once.</summary>
    private static bool IsNew(ReadOnlySpan<byte> manifest, ConcurrentDictionary<string, byte> noted)
    {
        const int most = 1000;
        string text = Encoding.UTF8.GetString(manifest);
        return !noted.ContainsKey(text) && (noted.Count >= most || noted.TryAdd(text, 0));
    }

    private static void Note(ReadOnlyMemory<byte> manifest, Dictionary<string, ConcurrentDictionary<string, byte>> manifests)
    {
        using var parsed = JsonDocument.Parse(manifest);
        if (parsed.RootElement.ValueKind != JsonValueKind.Object) return;
        foreach (var part in manifests)
        {
            if (parsed.RootElement.TryGetProperty(part.Key, out var value)) part.Value.TryAdd(Written.GetOrAdd(value.GetRawText(), static raw => JsonSerializer.Serialize(JsonElement.Parse(raw))), 0);
        }
    }
}
