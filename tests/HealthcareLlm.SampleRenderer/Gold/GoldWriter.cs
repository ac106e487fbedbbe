using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HealthcareLlm.SampleRenderer.Formats;
using HealthcareLlm.SampleRenderer.Specs;

namespace HealthcareLlm.SampleRenderer.Gold;

/// <summary>Makes case.json from a spec and the places that its rendering recorded; collects faults of the spec.</summary>
internal sealed partial class GoldWriter(CaseSpec spec, IReadOnlyList<RenderedDocument> documents)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Whys = ["handwritten", "struck-out", "check-digit", "not-a-code", "unreadable", "ambiguous-date"];
    private readonly SortedDictionary<string, JsonObject> _leaves = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the spec.</summary>
    public List<string> Faults { get; } = [.. documents.SelectMany(d => d.Faults)];

    /// <summary>The text of case.json.</summary>
    public string Write()
    {
        Leaves();
        Changes();
        CodeSystems();
        var record = Tree();
        var missing = Missing();
        var root = new JsonObject
        {
            ["schema"] = "golden-case/v1",
            ["id"] = spec.Id,
            ["task"] = "prior-auth-request",
            ["date"] = spec.Date,
            ["part"] = spec.Part,
            ["tags"] = new JsonObject(spec.Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
            ["documents"] = new JsonArray([.. documents.Select(d => new JsonObject { ["file"] = d.File, ["pages"] = d.Pages })]),
            ["record"] = record,
            ["missing"] = new JsonArray([.. missing.Select(m => (JsonNode)m)]),
            ["setAside"] = new JsonArray([.. SetAside()]),
            ["traps"] = new JsonArray([.. Traps()]),
        };
        return Compact().Replace(root.ToJsonString(Indented), m => "[" + Spaces().Replace(m.Groups[1].Value, " ").Trim() + "]") + "\n";
    }

    private void Leaves()
    {
        foreach (var group in documents.SelectMany(d => d.Places).Where(p => p.Tag.TrapKind is null).GroupBy(p => p.Tag.Path))
        {
            var places = group.ToList();
            if (places.Any(p => p.Aside))
                Faults.Add($"{group.Key}: gold on a page that is set aside");
            var refused = places.FirstOrDefault(p => p.Tag.Why is not null)?.Tag;
            var leaf = new JsonObject();
            if (refused is not null)
            {
                leaf["status"] = "refused";
                leaf["value"] = refused.Value;
                leaf["why"] = refused.Why;
                if (!Whys.Contains(refused.Why))
                    Faults.Add($"{group.Key}: no reason '{refused.Why}'");
            }
            else
                leaf["value"] = places[0].Tag.Value;
            if (refused?.Why == "check-digit" && Contract.CheckDigit(refused.Value))
                Faults.Add($"{group.Key}: the check digit of {refused.Value} is right");
            leaf["at"] = new JsonArray([.. places.Select(At)]);
            _leaves[group.Key] = leaf;
            if (places.Select(p => p.Tag.Value).Distinct().Count() > 1 && !spec.Gold.Any(c => c.Word is "conflict" or "value" && c.Rest.StartsWith(group.Key + " ", StringComparison.Ordinal)))
                Faults.Add($"{group.Key}: drawn with several gold values: {string.Join(" / ", places.Select(p => p.Tag.Value).Distinct())}");
            foreach (var place in places.Where(p => p.Tag.Why is null && !Contract.Bears(Unindexed(p.Tag.Path), Drawn(p, places), p.Tag.Value)))
                Faults.Add($"{group.Key}: '{place.Tag.Drawn}' does not bear '{place.Tag.Value}'");
        }
    }

    private void Changes()
    {
        foreach (var command in spec.Gold)
        {
            var cut = command.Rest.IndexOf(' ');
            var (path, rest) = cut < 0 ? (command.Rest, "") : (command.Rest[..cut], command.Rest[(cut + 1)..].Trim().TrimStart('|').Trim());
            if (command.Word != "value" && command.Word != "missing" && !_leaves.ContainsKey(path))
            {
                Faults.Add($"line {command.Line}: {path} is drawn nowhere");
                continue;
            }
            var parts = rest.Split('|').Select(p => (JsonNode?)p.Trim()).ToArray();
            switch (command.Word)
            {
                case "anyof": _leaves[path]["anyOf"] = new JsonArray(parts); break;
                case "pattern": _leaves[path]["pattern"] = rest; _ = new Regex(rest); break;
                case "conflict": _leaves[path] = new JsonObject { ["status"] = "conflicting", ["sides"] = new JsonArray(parts), ["at"] = _leaves[path]["at"]!.DeepClone() }; break;
                case "value" when _leaves.TryGetValue(path, out var known): known["value"] = rest; break;
                case "value": _leaves[path] = new JsonObject { ["value"] = rest }; break;
                case "missing": break;
                default: Faults.Add($"line {command.Line}: no gold command '{command.Word}'"); break;
            }
        }
        foreach (var (path, leaf) in _leaves)
        {
            if (!Contract.Paths.Contains(Unindexed(path)))
                Faults.Add($"{path} is not in the contract");
            else if (!leaf.ContainsKey("status") && Contract.Fault(Unindexed(path), leaf["value"]!.GetValue<string>()) is { } fault)
                Faults.Add(fault);
        }
    }

    /// <summary>The system of a code is given with the code, by its form.</summary>
    private void CodeSystems()
    {
        foreach (var (path, leaf) in _leaves.ToList())
        {
            if (Unindexed(path) != "request.services[].code" || leaf["status"] is not null)
                continue;
            var code = leaf["value"]!.GetValue<string>();
            var system = code.Length == 11 ? "NDC" : char.IsAsciiLetter(code[0]) ? "HCPCS" : "CPT";
            _leaves.TryAdd(path + "System", new JsonObject { ["value"] = system, ["at"] = leaf["at"]!.DeepClone() });
        }
    }

    private JsonObject Tree()
    {
        var root = new JsonObject();
        foreach (var path in Contract.Paths.Select(p => p.Contains("[]", StringComparison.Ordinal) ? p[..p.IndexOf("[]", StringComparison.Ordinal)] : p).Distinct())
            Walk(root, path, list: Contract.Paths.Any(p => p.StartsWith(path + "[]", StringComparison.Ordinal)));
        foreach (var (path, leaf) in _leaves.OrderBy(l => Array.IndexOf(Contract.Paths, Unindexed(l.Key))).ThenBy(l => IndexKey(l.Key), StringComparer.Ordinal))
            Put(root, path.Split('.'), leaf);
        return root;
    }

    private static void Walk(JsonObject root, string path, bool list)
    {
        var (node, names) = (root, path.Split('.'));
        foreach (var name in names.SkipLast(list ? 0 : 1).Select((n, i) => (n, i)))
        {
            if (list && name.i == names.Length - 1)
                node[name.n] ??= new JsonArray();
            else
                node = (JsonObject)(node[name.n] ??= new JsonObject());
        }
    }

    private void Put(JsonObject root, string[] names, JsonObject leaf)
    {
        JsonNode node = root;
        for (var i = 0; i < names.Length; i++)
        {
            var last = i == names.Length - 1;
            var open = names[i].IndexOf('[');
            if (open < 0)
            {
                if (last)
                    ((JsonObject)node)[names[i]] = leaf;
                else
                    node = ((JsonObject)node)[names[i]] ??= new JsonObject();
                continue;
            }
            var list = (JsonArray)(((JsonObject)node)[names[i][..open]] ??= new JsonArray());
            var index = int.Parse(names[i][(open + 1)..^1], CultureInfo.InvariantCulture);
            if (index == list.Count)
                list.Add(last ? leaf : new JsonObject());
            else if (index > list.Count || last)
            {
                Faults.Add($"{string.Join('.', names)}: an index is missing or used twice");
                return;
            }
            node = list[index]!;
        }
    }

    private List<string> Missing()
    {
        var missing = Contract.Needed.Where(p => !_leaves.ContainsKey(p)).ToList();
        var services = _leaves.Keys.Where(k => k.StartsWith("request.services[", StringComparison.Ordinal)).Select(k => k[..(k.IndexOf(']') + 1)]).Distinct().ToList();
        if (services.Count == 0)
            missing.Add("request.services");
        foreach (var service in services)
        {
            if (!_leaves.ContainsKey(service + ".code") && !_leaves.ContainsKey(service + ".description"))
                missing.Add(service + ".code");
            if (!_leaves.ContainsKey(service + ".startDate")) missing.Add(service + ".startDate");
        }
        if (!_leaves.Keys.Any(k => k.StartsWith("diagnoses[", StringComparison.Ordinal)))
            missing.Add("diagnoses");
        var written = spec.Gold.Where(c => c.Word == "missing").SelectMany(c => c.Rest.Split('|')).Select(p => p.Trim()).Where(p => p.Length > 0);
        if (!missing.Order(StringComparer.Ordinal).SequenceEqual(written.Order(StringComparer.Ordinal)))
            Faults.Add($"missing is {string.Join(" | ", missing)}, the spec says otherwise");
        return missing;
    }

    private IEnumerable<JsonNode> SetAside() => spec.Documents.SelectMany(d => d.Pages.Select((p, i) => (d.File, Page: i + 1, p.Options)))
        .Where(p => p.Options.ContainsKey("aside"))
        .Select(p => new JsonObject { ["file"] = p.File, ["page"] = p.Page, ["reason"] = p.Options["aside"] });

    private IEnumerable<JsonNode> Traps() => documents.SelectMany(d => d.Places).Where(p => p.Tag.TrapKind is not null)
        .DistinctBy(p => (p.Tag, p.File, p.Page))
        .Select((p, i) =>
        {
            if (!Contract.Paths.Contains(p.Tag.Path))
                Faults.Add($"trap {p.Tag.TrapKind}: no path {p.Tag.Path}");
            var trap = new JsonObject { ["id"] = $"t{i + 1}", ["kind"] = p.Tag.TrapKind, ["path"] = p.Tag.Path, ["value"] = p.Tag.Value, ["file"] = p.File, ["page"] = p.Page };
            if (p.Tag.Note.Length > 0)
                trap["note"] = p.Tag.Note;
            return trap;
        });

    private static JsonNode At(Place place)
    {
        var at = new JsonObject { ["file"] = place.File, ["page"] = place.Page };
        if (place.Box is not null)
            at["box"] = new JsonArray([.. place.Box.Select(n => (JsonNode)n)]);
        return at;
    }

    /// <summary>The text as drawn; in plain text all the pieces of the file, for a value may be wrapped over lines.</summary>
    private static string Drawn(Place place, List<Place> places) =>
        place.Box is not null ? place.Tag.Drawn : string.Join(' ', places.Where(p => p.Box is null && p.File == place.File).Select(p => p.Tag.Drawn));

    private static string Unindexed(string path) => Index().Replace(path, "[]");

    private static string IndexKey(string path) => Index().Replace(path, m => int.Parse(m.Value[1..^1], CultureInfo.InvariantCulture).ToString("D3", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\[\d+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Index();

    [GeneratedRegex(@"\[([\s\d,-]+)\]")]
    private static partial Regex Compact();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
