using System.Text.Json;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>What a golden packet gives at each path, refused and conflicting values among it.</summary>
internal sealed class Gold
{
    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    internal static Gold Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var gold = new Gold();
        gold.Walk(document.RootElement.GetProperty("record"), string.Empty);
        return gold;
    }

    internal bool Gives(string path) => _values.ContainsKey(path);

    internal int RoleOf(RoleKind kind, string value)
    {
        string[] roles = RoleModel.Roles[kind];
        for (int role = 1; role < roles.Length; role++)
        {
            if (_values.TryGetValue(roles[role], out var values) && values.Any(v => RoleValue.KeyOf(kind, v) == RoleValue.KeyOf(kind, value))) return role;
        }

        return 0;
    }

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
