using System.Text.Json;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.RoleTrainer;

/// <summary>What a golden packet gives at each path, refused and conflicting values among it.</summary>
internal sealed class Gold
{
    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    internal static Gold Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var gold = new Gold();
        var record = document.RootElement.GetProperty("record");
        gold.Walk(record, string.Empty);
        if (record.TryGetProperty("request", out var request) && request.TryGetProperty("services", out var services))
        {
            foreach (var service in services.EnumerateArray())
            {
                var one = new Gold();
                one.Walk(service, "request.services[]");
                gold.Services.Add(one);
            }
        }

        return gold;
    }

    /// <summary>The services that are asked for, each with its own leaves.</summary>
    internal List<Gold> Services { get; } = [];

    /// <summary>A value of a leaf; null where it is not given.</summary>
    internal string? Of(string path) => _values.TryGetValue(path, out var values) ? values.Min(StringComparer.Ordinal) : null;

    internal bool Is(string path, RoleKind kind, string value) => _values.TryGetValue(path, out var values) && values.Any(v => kind is RoleKind.Organization or RoleKind.Frequency or RoleKind.Duration ? Comparator.Same(path, v, value) : RoleValue.KeyOf(kind, v) == RoleValue.KeyOf(kind, value));

    /// <summary>Whether a drug or procedure is one that the leaf names.</summary>
    /// <param name="path">The leaf.</param>
    /// <param name="concept">Its concept, in lower case.</param>
    /// <param name="words">Its words on the page.</param>
    internal bool Names(string path, string concept, string words) => _values.TryGetValue(path, out var values) && values.Any(v =>
        v.Contains(concept, StringComparison.OrdinalIgnoreCase) || v.Contains(words, StringComparison.OrdinalIgnoreCase) || DrugLexicon.Find(v, new(0, v.Length)).Any(d => d.Drug.Generic.Equals(concept, StringComparison.OrdinalIgnoreCase)));

    internal bool Gives(string path) => _values.ContainsKey(path);

    /// <summary>The leaves of its kind that a value is.</summary>
    internal string[] RolesOf(RoleKind kind, string value) => [.. RoleModel.Roles[kind.ToString()].Where(role => Is(role, kind, value))];

    private void Walk(JsonElement node, string path)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in node.EnumerateArray()) Walk(child, path + "[]");
            return;
        }

        if (node.ValueKind != JsonValueKind.Object) return;
        if (!node.TryGetProperty("value", out _) && !node.TryGetProperty("sides", out _))
        {
            foreach (var property in node.EnumerateObject()) Walk(property.Value, path.Length == 0 ? property.Name : path + "." + property.Name);
            return;
        }

        if (!_values.TryGetValue(path, out var set)) _values[path] = set = new(StringComparer.Ordinal);
        foreach (string name in (string[])["value", "anyOf", "sides"])
        {
            if (!node.TryGetProperty(name, out var given)) continue;
            foreach (var text in given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().ToArray() : [given])
            {
                if (text.ValueKind == JsonValueKind.String) set.Add(text.GetString()!);
            }
        }
    }
}
