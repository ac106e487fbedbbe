using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Evaluation;

/// <summary>
/// Makes a golden set of a golden set's cases at every step of scan quality, each a case of its own with the tag <c>noise</c>, so that every measure has a curve over it.
/// The answers stay; places move with the page, and places whose page has no known size lose their box.
/// </summary>
/// <param name="limits">Memory and time of one file.</param>
/// <param name="seed">Seed of what is left to chance.</param>
public sealed class DegradedSet(IngestionLimits limits, int seed)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DocumentDegrader _degrader = new(limits);
    private readonly DocumentLook _look = new(limits);

    /// <summary>Makes the set.</summary>
    /// <param name="set">The golden set.</param>
    /// <param name="cases">Its cases that are wanted.</param>
    /// <param name="steps">The steps of quality.</param>
    /// <param name="output">Folder of the new set.</param>
    /// <param name="progress">Told before each case; null for none.</param>
    /// <param name="cancellation">Stops between pages.</param>
    /// <returns>Ids of the cases that were left out: they have plain text alone, which no scanner makes worse.</returns>
    /// <exception cref="InvalidDataException">There is a set already.</exception>
    public async Task<ImmutableArray<string>> MakeAsync(
        Evalset set, ImmutableArray<GoldenCase> cases, ImmutableArray<(string Name, ScanQuality Quality)> steps, string output, Action<string, int, int>? progress, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(output, "evalset.json"))) throw new InvalidDataException($"{output} holds a golden set already");
        var made = new JsonArray();
        var left = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < cases.Length; i++)
        {
            progress?.Invoke(cases[i].Id, i, cases.Length);
            if (cases[i].Paths.All(p => p.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)))
            {
                left.Add(cases[i].Id);
                continue;
            }

            foreach (var (name, quality) in steps)
            {
                string id = cases[i].Id + "--" + name;
                await CaseAsync(cases[i], id, name, quality, Path.Combine(output, "cases", id), cancellation).ConfigureAwait(false);
                made.Add(id);
            }
        }

        if (made.Count == 0) throw new InvalidDataException("there is nothing to degrade: every case has plain text alone, which no scanner makes worse");
        string named = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)));
        await WriteAsync(Path.Combine(output, "evalset.json"), new JsonObject { ["schema"] = "evalset/v1", ["id"] = named, ["version"] = 1, ["task"] = set.Task, ["cases"] = made }.ToJsonString(Options) + "\n", cancellation).ConfigureAwait(false);
        await WriteAsync(Path.Combine(output, "README.md"), Card(named, set, steps), cancellation).ConfigureAwait(false);
        return left.ToImmutable();
    }

    private async Task CaseAsync(GoldenCase golden, string id, string step, ScanQuality quality, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(golden.Folder, "case.json"), cancellation).ConfigureAwait(false))!.AsObject();
        var pages = new Dictionary<string, (ImmutableArray<DegradedPage> Made, ImmutableArray<(double? Width, double? Height)> Before)>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < golden.Documents.Length; i++)
        {
            string file = golden.Documents[i].File, path = golden.Paths[i], name = file;
            if (!file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            {
                name = Path.GetFileNameWithoutExtension(file) + ".tif";
                if (names.ContainsValue(name)) name = file + ".tif";
                var degraded = await _degrader.DegradeAsync(path, Path.Combine(folder, "documents", name), quality, seed, cancellation).ConfigureAwait(false) ?? throw new InvalidDataException($"{golden.Id}: {file} cannot be opened");
                var facts = await _look.LookAsync(path, cancellation).ConfigureAwait(false);
                pages[file] = (degraded, [.. (facts?.Pages ?? []).Select(p => (p.Width, p.Height))]);
            }
            else
            {
                File.Copy(path, Path.Combine(folder, "documents", name));
            }

            names[file] = name;
            var listed = json["documents"]![i]!.AsObject();
            listed["sha256"] = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "documents", name), cancellation).ConfigureAwait(false)));
            listed.Remove("outside");
        }

        Move(json, names, pages);
        json["id"] = id;
        json["tags"]!["grade"] = quality.Grade;
        json["tags"]!["noise"] = step;
        await WriteAsync(Path.Combine(folder, "case.json"), json.ToJsonString(Options) + "\n", cancellation).ConfigureAwait(false);
    }

    /// <summary>Renames the documents wherever they are named, and moves every box with its page.</summary>
    private static void Move(JsonNode? node, Dictionary<string, string> names, Dictionary<string, (ImmutableArray<DegradedPage> Made, ImmutableArray<(double? Width, double? Height)> Before)> pages)
    {
        if (node is JsonArray list)
        {
            foreach (var entry in list) Move(entry, names, pages);
        }
        else if (node is JsonObject place)
        {
            foreach (var (_, child) in place.ToList()) Move(child, names, pages);
            if (place["file"] is not JsonValue value || value.GetValueKind() != JsonValueKind.String || !names.TryGetValue((string)value!, out string? name)) return;
            string file = (string)value!;
            place["file"] = name;
            if (!pages.TryGetValue(file, out var moved)) return;
            foreach (string gone in (string[])["quote", "start", "end", "quoteSha256"]) place.Remove(gone);
            if (place["box"] is not JsonArray { Count: 4 } box) return;
            int page = (int?)place["page"] ?? 1;
            if (page <= moved.Made.Length && page <= moved.Before.Length && moved.Before[page - 1] is { Width: { } width, Height: { } height })
            {
                var at = moved.Made[page - 1].Place(new((double)box[0]!, (double)box[1]!, (double)box[2]!, (double)box[3]!), width, height);
                place["box"] = new JsonArray([.. new[] { at.X, at.Y, at.Width, at.Height }.Select(n => (JsonNode)Math.Round(n, 1))]);
            }
            else
            {
                place.Remove("box");
            }
        }
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellation) => File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellation);

    private string Card(string id, Evalset set, ImmutableArray<(string Name, ScanQuality Quality)> steps) => string.Create(CultureInfo.InvariantCulture, $"""
        # {id}: data card

        - **Source** {set.Id} version {set.Version}, its pages rendered and made worse by `evaluate degrade` with seed {seed}; its plain-text documents as they are
        - **Licence, annotated by, agreement of annotators** as {set.Id}: the answers are its own
        - **Steps** {string.Join("; ", steps.Select(s => s.Name + ": " + Told(s.Quality)))}

        ## Known faults

        - Every case stands once a step: the steps are compared with each other, and never counted together.
        - Degradation is arithmetic: no creases, no torn pages, no photographs.
        - A value that a step makes unreadable to a person is still counted as given.

        """).ReplaceLineEndings("\n");

    private static string Told(ScanQuality quality) => string.Create(CultureInfo.InvariantCulture, $"{(quality.FaxLines is { } lines ? "fax 204 by " + lines.ToString(CultureInfo.InvariantCulture) : quality.Dpi.ToString(CultureInfo.InvariantCulture) + " dpi")}, skew up to {quality.Skew}°, blur {quality.Blur}, contrast {quality.Contrast}, speckle {quality.Speckle}{(quality.Jpeg is { } jpeg ? ", JPEG " + jpeg.ToString(CultureInfo.InvariantCulture) : string.Empty)}{(quality.QuarterTurns > 0 ? ", turned " + (90 * quality.QuarterTurns).ToString(CultureInfo.InvariantCulture) + "°" : string.Empty)}{(quality.Header ? ", header line" : string.Empty)}");
}
