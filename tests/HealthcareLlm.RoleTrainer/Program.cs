using System.Text.Json;
using HealthcareLlm;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Ingestion;

// RoleTrainer read CACHE CASE...   : mentions of these golden cases, with their roles
// RoleTrainer judge CACHE          : cross-validation by packet
if (args[0] == "read")
{
    var limits = new IngestionLimits();
    using var output = new StreamWriter(args[1]);
    foreach (string folder in args.Skip(2))
    {
        var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "case.json")).ConfigureAwait(false)).RootElement.GetProperty("record");
        var gold = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        Gold.Walk(record, string.Empty, gold);
        var files = Directory.GetFiles(Path.Combine(folder, "documents")).Order(StringComparer.Ordinal).Select(f => new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f))).ToList();
        var ingested = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync(files, null, default).ConfigureAwait(false);
        var context = RequestContext.Of(CasePipeline.Understand(ingested));
        foreach (var mention in RoleMentions.Of(context))
        {
            int role = Gold.RoleOf(mention.Kind, mention.Value, gold);
            output.WriteLine(JsonSerializer.Serialize(new Row(Path.GetFileName(folder), mention.Kind, mention.Value, role, [.. mention.Features], [.. RoleModel.Roles[mention.Kind].Skip(1).Where(gold.ContainsKey)])));
        }
        Console.Error.WriteLine(Path.GetFileName(folder));
    }
    return;
}

var rows = File.ReadLines(args[1]).Select(l => JsonSerializer.Deserialize<Row>(l)!).ToList();
rows = [.. rows.GroupBy(r => (r.Packet, r.Kind, RoleValue.KeyOf(r.Kind, r.Value))).Select(g => g.First() with { Role = g.Max(r => r.Role), Features = [.. g.SelectMany(r => r.Features).Distinct()] })];
// What only one packet shows is its own.
var common = rows.SelectMany(r => r.Features.Select(f => (r.Kind, F: f, r.Packet))).Distinct().GroupBy(x => (x.Kind, x.F)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
rows = rows.ConvertAll(r => r with { Features = [.. r.Features.Where(f => common.Contains((r.Kind, f)))] });
if (args[0] == "learn")
{
    var learned = RoleModel.Learn(rows.Select(r => (r.Kind, (IReadOnlyList<string>)r.Features, r.Role, 1.0)));
    File.WriteAllText(args[2], "# Weights of the roles of typed values, learned by tests/HealthcareLlm.RoleTrainer from the development parts of the golden sets; no row is written by hand.\n# kind\tfeature\tweights of none and of each role\n" + string.Join('\n', learned.Rows()) + "\n");
    return;
}

var packets = rows.Select(r => r.Packet).Distinct().Order(StringComparer.Ordinal).ToList();
int folds = 6;
var tally = new SortedDictionary<string, List<(double P, bool Right, bool Given)>>(StringComparer.Ordinal);
for (int fold = 0; fold < folds; fold++)
{
    var test = packets.Where((_, i) => i % folds == fold).ToHashSet();
    var model = RoleModel.Learn(rows.Where(r => !test.Contains(r.Packet)).Select(r => (r.Kind, (IReadOnlyList<string>)r.Features, r.Role, 1.0)));
    foreach (var packet in rows.Where(r => test.Contains(r.Packet)).GroupBy(r => r.Packet))
    {
        foreach (var kind in packet.GroupBy(r => r.Kind))
        {
            for (int role = 1; role < RoleModel.Roles[kind.Key].Length; role++)
            {
                string path = RoleModel.Roles[kind.Key][role];
                if (path.Contains("[]", StringComparison.Ordinal) && kind.Key != RoleKind.Date)
                {
                    // Every value for itself.
                    foreach (var value in kind.GroupBy(r => r.Value))
                    {
                        double most = value.Max(r => model.Predict(kind.Key, r.Features)[role]);
                        (tally.TryGetValue(path, out var l) ? l : tally[path] = []).Add((most, value.First().Role == role, true));
                    }

                    continue;
                }

                var best = kind.GroupBy(r => RoleValue.KeyOf(kind.Key, r.Value)).Select(g => (g.Key, P: 1 - g.Aggregate(1.0, (a, r) => a * (1 - model.Predict(kind.Key, r.Features)[role])), Role: g.Any(r => r.Role == role))).MaxBy(x => x.P);
                bool given = kind.First().Given.Contains(path);
                (tally.TryGetValue(path, out var list) ? list : tally[path] = []).Add((best.P, best.Role, given));
                if (args.Length > 2 && path == args[2] && !best.Role && best.P > 0.5) Console.WriteLine($"   {packet.Key} given={given} {best.P:0.00} {best.Key}");
            }
        }
    }
}

foreach (var (path, list) in tally)
{
    Console.Write($"{path,-34} n {list.Count,4} given {list.Count(x => x.Given),4} right@0 {list.Count(x => x.Right),4} |");
    foreach (double t in (double[])[0.02, 0.05, 0.1]) Console.Write($"  <{t}: {list.Count(x => x.P < t && x.Right)}/{list.Count(x => x.P < t)}");
    foreach (double t in (double[])[0.5, 0.8, 0.9, 0.95]) Console.Write($"  ≥{t}: {list.Count(x => x.P >= t && x.Right)}/{list.Count(x => x.P >= t)}");
    Console.WriteLine();
}

internal sealed record Row(string Packet, RoleKind Kind, string Value, int Role, string[] Features, string[] Given);

internal static class Gold
{
    internal static void Walk(JsonElement node, string path, Dictionary<string, HashSet<string>> gold)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in node.EnumerateArray()) Walk(child, path + "[]", gold);
            return;
        }

        if (node.ValueKind != JsonValueKind.Object) return;
        if (node.TryGetProperty("value", out var value) || node.TryGetProperty("sides", out _))
        {
            var set = gold.TryGetValue(path, out var had) ? had : gold[path] = new(StringComparer.Ordinal);
            if (value.ValueKind == JsonValueKind.String) set.Add(value.GetString()!);
            foreach (string more in (string[])["anyOf", "sides"])
            {
                if (node.TryGetProperty(more, out var list) && list.ValueKind == JsonValueKind.Array) foreach (var x in list.EnumerateArray()) if (x.ValueKind == JsonValueKind.String) set.Add(x.GetString()!);
            }

            return;
        }

        foreach (var property in node.EnumerateObject()) Walk(property.Value, path.Length == 0 ? property.Name : path + "." + property.Name, gold);
    }

    internal static int RoleOf(RoleKind kind, string value, Dictionary<string, HashSet<string>> gold)
    {
        string[] roles = RoleModel.Roles[kind];
        for (int r = 1; r < roles.Length; r++)
        {
            if (gold.TryGetValue(roles[r], out var values) && values.Any(v => RoleValue.KeyOf(kind, v) == RoleValue.KeyOf(kind, value))) return r;
        }

        return 0;
    }
}
