using System.Text;
using System.Text.Json;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Texts to measure on: the public collections beside the repository, and its own encounters.</summary>
/// <param name="shared">Folder of the public collections (notes, negation, …); null where it is not at hand.</param>
/// <param name="evalsets">The repository's evalsets.</param>
internal sealed class BenchTexts(string? shared, string evalsets)
{
    internal string Evalsets => evalsets;

    /// <summary>A file of the collections; null where it is not at hand.</summary>
    internal string? Shared(params string[] steps)
    {
        if (shared is null) return null;
        string path = Path.Combine([shared, .. steps]);
        return File.Exists(path) ? path : null;
    }

    /// <summary>The transcribed reports with their ids; none where they are not at hand.</summary>
    internal IEnumerable<(string Id, string Text)> Reports()
    {
        if (Shared("notes", "mtsamples.jsonl") is not { } path) yield break;
        foreach (string line in File.ReadLines(path))
        {
            if (line.Length == 0) continue;
            using var json = JsonDocument.Parse(line);
            yield return (json.RootElement.GetProperty("id").GetString() ?? string.Empty, json.RootElement.GetProperty("text").GetString() ?? string.Empty);
        }
    }

    /// <summary>The notes of recorded visits; none where they are not at hand.</summary>
    internal IEnumerable<(string Id, string Text)> Visits()
    {
        foreach (string name in (string[])["aci-bench-train.csv", "aci-bench-valid.csv"])
        {
            if (Shared("notes", name) is not { } path) continue;
            foreach (var row in Csv.Read(path)) yield return (row["encounter_id"], row["note"]);
        }
    }

    /// <summary>The notes of the repository's own encounters.</summary>
    internal IEnumerable<(string Id, string Text)> Encounters()
    {
        foreach (string set in (string[])["encounters-v1", "encounters-v2"])
        {
            string cases = Path.Combine(evalsets, set, "cases");
            if (!Directory.Exists(cases)) continue;
            foreach (string file in Directory.EnumerateFiles(cases, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) yield return (Path.GetRelativePath(evalsets, file), File.ReadAllText(file));
        }
    }

    /// <summary>A text as a document.</summary>
    internal static SourceDocument Document(string text) => DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(text)), text, []);

    /// <summary>A text with its sections and sentences.</summary>
    internal static SectionedText Structure(string text) => ClinicalTextAnnotator.Structure(Document(text));

    /// <summary>A number of 0 to <paramref name="parts"/> − 1 by a key, the same wherever and whenever it is asked.</summary>
    internal static int Part(string key, int parts) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % parts;
}
