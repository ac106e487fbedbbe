using System.Text.Json;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>What annotators marked in public reports (<c>evalsets/notes-v1</c>): places and labels, read twice.</summary>
internal static class AnnotatedNotes
{
    /// <summary>One marked thing.</summary>
    /// <param name="Kind"><c>med</c>, <c>prob</c>, <c>allergy</c>, <c>nka</c> or <c>follow</c>.</param>
    /// <param name="At">Its words.</param>
    /// <param name="Places">Its parts by name, such as <c>strength</c>.</param>
    /// <param name="Labels">What was judged of it, such as <c>polarity</c>.</param>
    internal sealed record Marked(string Kind, TextSpan At, IReadOnlyDictionary<string, TextSpan> Places, IReadOnlyDictionary<string, string> Labels);

    /// <summary>The ids of the notes of a part.</summary>
    internal static IEnumerable<string> Part(string evalsets, string part)
    {
        string list = Path.Combine(evalsets, "notes-v1", "notes.tsv");
        if (!File.Exists(list)) yield break;
        foreach (string line in File.ReadLines(list))
        {
            string[] cells = line.Split('\t');
            if (line[0] != '#' && cells[1] == part) yield return cells[0];
        }
    }

    /// <summary>What one pass marked in a note, of one kind.</summary>
    internal static List<Marked> Read(string evalsets, string pass, string note, string kind)
    {
        var all = new List<Marked>();
        foreach (string line in File.ReadLines(Path.Combine(evalsets, "notes-v1", pass, note + ".jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("kind").GetString() != kind) continue;
            var places = new Dictionary<string, TextSpan>(StringComparer.Ordinal);
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Array) places[member.Name] = new(member.Value[0].GetInt32(), member.Value[1].GetInt32());
                else labels[member.Name] = member.Value.GetString() ?? string.Empty;
            }

            all.Add(new(kind, places["at"], places, labels));
        }

        return all;
    }
}
