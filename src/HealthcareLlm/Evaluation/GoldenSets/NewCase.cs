using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>What a new golden case is made of.</summary>
/// <param name="Set">Folder of the set; made with <c>evalset.json</c> and a data card to be filled in where it is absent.</param>
/// <param name="Id">Id of the case and name of its folder.</param>
/// <param name="Task">Its task.</param>
/// <param name="Part">development, calibration or test.</param>
/// <param name="Date">Its date, <c>YYYY-MM-DD</c>.</param>
/// <param name="Tags">Tags by name.</param>
/// <param name="Documents">Paths of the documents, in the order in which they are given to the program.</param>
/// <param name="IsOutside">Whether the documents stay where they are and are named by their hash.</param>
/// <param name="Result">A result file that a person has corrected; null for an empty case.</param>
public sealed record NewCase(
    string Set, string Id, string Task, string Part, string Date, ImmutableSortedDictionary<string, string> Tags, ImmutableArray<string> Documents, bool IsOutside, ReadOnlyMemory<byte>? Result)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the case: its folder, documents and <c>case.json</c>, and its line in <c>evalset.json</c>, whose version rises by one.</summary>
    /// <param name="look">Looks at a document, to count its pages.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What a person must still do, one line each.</returns>
    /// <exception cref="InvalidDataException">The case is there already, a document is absent or no document, the result is not of these documents, or the folder cannot be written; no case was made.</exception>
    public async Task<ImmutableArray<string>> MakeAsync(LookAtDocument look, CancellationToken cancellation)
    {
        if (!GoldenPaths.IsName(Id)) throw new InvalidDataException($"{Id} can be no case: its name becomes a folder's, of letters, digits, '.', '-' and '_', and begins with a letter or digit");
        if (!DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) throw new InvalidDataException(Date + " is no date (YYYY-MM-DD)");
        string folder = Path.Combine(Set, "cases", Id);
        if (Directory.Exists(folder)) throw new InvalidDataException($"{folder} is there already; a golden case is never overwritten");
        if (Documents.IsEmpty) throw new InvalidDataException("a case needs documents");
        string? twice = Documents.Select(d => Path.GetFileName(d)).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new InvalidDataException($"two documents are called {twice}");
        var set = await ReadSetAsync(cancellation).ConfigureAwait(false);
        if (Known(set).FirstOrDefault(k => k.Equals(Id, StringComparison.OrdinalIgnoreCase)) is { } known) throw new InvalidDataException(known == Id ? $"{Path.Combine(Set, "evalset.json")} lists {Id} already" : $"{Id} differs from {known} of the same set in the case of letters alone: on some systems their files would be one");
        var golden = new JsonObject
        {
            ["schema"] = GoldenSchema.Case,
            ["id"] = Id,
            ["task"] = Task,
            ["date"] = Date,
            ["part"] = Part,
            ["tags"] = new JsonObject(Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
        };
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        golden["documents"] = new JsonArray([.. await ListAsync(look, hashes, cancellation).ConfigureAwait(false)]);
        var todo = Result is { } result ? CaseFromResult.Fill(golden, result, hashes, IsOutside) : Empty(golden);
        golden["traps"] = new JsonArray();
        try
        {
            await WriteAsync(folder, golden, set, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            foreach (string outer in (string[])[Path.Combine(Set, "cases"), Set])
            {
                if (Directory.Exists(outer) && !Directory.EnumerateFileSystemEntries(outer).Any()) Directory.Delete(outer);
            }

            throw new InvalidDataException($"{folder} cannot be written: {e.GetType().Name}", e);
        }

        return
        [
            .. todo,
            .. Tags.ContainsKey("grade") ? Array.Empty<string>() : ["add the tags that figures are told by: grade, ageBand, sex, specialty, payer, layout"],
            "plant traps: what stands in the documents and must not become a fact",
        ];
    }

    /// <summary>Ids that the set lists, and names of the folders of its cases.</summary>
    private IEnumerable<string> Known(JsonObject set)
    {
        string cases = Path.Combine(Set, "cases");
        return set["cases"]!.AsArray().Select(c => (string?)c ?? string.Empty).Concat(Directory.Exists(cases) ? Directory.GetDirectories(cases).Select(d => Path.GetFileName(d)) : []);
    }

    private ImmutableArray<string> Empty(JsonObject golden)
    {
        if (Task == "prior-auth-request") golden["record"] = new JsonObject();
        else (golden["facts"], golden["conflicts"], golden["assertions"]) = (new JsonArray(), new JsonArray(), new JsonArray());
        golden["missing"] = new JsonArray();
        golden["setAside"] = new JsonArray();
        return [Task == "prior-auth-request" ? "write the gold leaves into 'record'" : "write the facts, conflicts and assertions"];
    }

    private async Task<List<JsonNode>> ListAsync(LookAtDocument look, SortedDictionary<string, string> hashes, CancellationToken cancellation)
    {
        var listed = new List<JsonNode>();
        foreach (string path in Documents)
        {
            if (!File.Exists(path)) throw new InvalidDataException($"{path} is not there");
            var facts = await look(path, cancellation).ConfigureAwait(false) ?? throw new InvalidDataException($"{path} is no text, PDF, TIFF, PNG or JPEG that can be opened");
            string name = Path.GetFileName(path);
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false)));
            var entry = new JsonObject { ["file"] = name, ["pages"] = facts.Pages.Length, ["sha256"] = hashes[name] };
            if (IsOutside) entry["outside"] = true;
            listed.Add(entry);
        }

        return listed;
    }

    private async Task<JsonObject> ReadSetAsync(CancellationToken cancellation)
    {
        string path = Path.Combine(Set, "evalset.json");
        if (!File.Exists(path))
        {
            return new() { ["schema"] = GoldenSchema.Set, ["id"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Set))), ["version"] = 0, ["task"] = Task, ["cases"] = new JsonArray() };
        }

        using var file = CaseFile.Open(path, GoldenSchema.Set, named: false);
        if (!file.Faults.IsEmpty) throw new InvalidDataException(file.Faults[0].ToString());
        if (file.Root.Text("task") != Task) throw new InvalidDataException($"{path}: the set's task is {file.Root.Text("task")}, and the case's {Task}");
        return JsonNode.Parse(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false))!.AsObject();
    }

    private async Task WriteAsync(string folder, JsonObject golden, JsonObject set, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        if (!IsOutside)
        {
            foreach (string path in Documents) File.Copy(path, Path.Combine(folder, "documents", Path.GetFileName(path)));
        }

        await WriteAsync(Path.Combine(folder, "case.json"), golden.ToJsonString(Options) + "\n", cancellation).ConfigureAwait(false);
        string card = Path.Combine(Set, "README.md");
        if (!File.Exists(card)) await WriteAsync(card, Card((string)set["id"]!), cancellation).ConfigureAwait(false);
        set["version"] = (int)set["version"]! + 1;
        set["cases"]!.AsArray().Add(Id);
        await WriteAsync(Path.Combine(Set, "evalset.json"), set.ToJsonString(Options) + "\n", cancellation).ConfigureAwait(false);
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellation) => File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellation);

    private static string Card(string id) => $"""
        # {id}: data card

        - **Source** to be filled in: where the documents come from, and how people in them were made unrecognizable
        - **Licence** to be filled in
        - **Annotated by** to be filled in: who, how, from what instructions
        - **Agreement** to be filled in: of how many annotators, measured how; or: one annotator
        - **Parts** `development` may be looked at, `calibration` fits confidence and thresholds, `test` is for measuring only

        ## Known faults

        - to be filled in

        """.ReplaceLineEndings("\n");
}
