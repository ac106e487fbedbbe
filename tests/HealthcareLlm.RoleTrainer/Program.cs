using System.Globalization;
using System.Text.Json;
using HealthcareLlm;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Ingestion;
using HealthcareLlm.RoleTrainer;

const string Usage = """
    RoleTrainer read FILE CASE-FOLDER…   the typed values of golden packets with what stands around them and their roles, a line each
    RoleTrainer judge FILE [PATH]        cross-validation by packet: for each leaf, right values of those above a probability
    RoleTrainer learn FILE ROLES.TSV     the model, learned from all packets of the file
    """;
switch (args)
{
    case ["read", var file, .. var folders] when folders.Length > 0:
        await ReadAsync(file, folders).ConfigureAwait(false);
        return 0;
    case ["judge", var file, .. var paths]:
        Judge(Examples.Of(file), paths.FirstOrDefault());
        return 0;
    case ["learn", var file, var model]:
        Learn(Examples.Of(file), model);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
        return 2;
}

static async Task ReadAsync(string file, string[] folders)
{
    var limits = new IngestionLimits();
    await using var output = new StreamWriter(file);
    foreach (string folder in folders)
    {
        var gold = Gold.Read(Path.Combine(folder, "case.json"));
        var files = Directory.GetFiles(Path.Combine(folder, "documents")).Order(StringComparer.Ordinal).Select(f => new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f))).ToList();
        var ingested = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync(files, null, default).ConfigureAwait(false);
        foreach (var mention in RoleMentions.Of(RequestContext.Of(CasePipeline.Understand(ingested))))
        {
            var row = new Example(Path.GetFileName(folder.TrimEnd('/')), mention.Kind, mention.Value, gold.RoleOf(mention.Kind, mention.Value), [.. mention.Features], [.. RoleModel.Roles[mention.Kind].Skip(1).Where(gold.Gives)]);
            await output.WriteLineAsync(JsonSerializer.Serialize(row)).ConfigureAwait(false);
        }
    }
}

static void Learn(List<Example> examples, string file)
{
    var model = RoleModel.Learn(examples.Select(static e => (e.Kind, (IReadOnlyList<string>)e.Features, e.Role)));
    string head = string.Create(CultureInfo.InvariantCulture, $"# Weights of the roles of typed values, learned by tests/HealthcareLlm.RoleTrainer from {examples.Select(static e => e.Packet).Distinct().Count()} golden packets; no row is written by hand.\n# kind\tfeature\tweights of none and of each role\n");
    File.WriteAllText(file, head + string.Join('\n', model.Rows()) + "\n");
}

static void Judge(List<Example> examples, string? shown)
{
    const int folds = 6;
    var packets = examples.Select(static e => e.Packet).Distinct().Order(StringComparer.Ordinal).ToList();
    var tally = new SortedDictionary<string, List<(double Probability, bool Right, bool Given)>>(StringComparer.Ordinal);
    for (int fold = 0; fold < folds; fold++)
    {
        var held = packets.Where((_, i) => i % folds == fold).ToHashSet(StringComparer.Ordinal);
        var model = RoleModel.Learn(examples.Where(e => !held.Contains(e.Packet)).Select(static e => (e.Kind, (IReadOnlyList<string>)e.Features, e.Role)));
        foreach (var values in examples.Where(e => held.Contains(e.Packet)).GroupBy(static e => (e.Packet, e.Kind)))
        {
            for (int role = 1; role < RoleModel.Roles[values.Key.Kind].Length; role++)
            {
                string path = RoleModel.Roles[values.Key.Kind][role];
                var best = values.MaxBy(v => model.Predict(v.Kind, v.Features)[role])!;
                double probability = model.Predict(best.Kind, best.Features)[role];
                if (!tally.TryGetValue(path, out var list)) tally[path] = list = [];
                list.Add((probability, best.Role == role, best.Given.Contains(path)));
                if (path == shown && best.Role != role && probability >= 0.5) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {best.Packet} {probability:0.00} {best.Value}"));
            }
        }
    }

    foreach (var (path, list) in tally)
    {
        var above = ((double[])[0.5, 0.8, 0.9, 0.95]).Select(t => string.Create(CultureInfo.InvariantCulture, $"≥{t}: {list.Count(x => x.Probability >= t && x.Right)}/{list.Count(x => x.Probability >= t)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path,-32} packets {list.Count,4}, given {list.Count(static x => x.Given),4}, best right {list.Count(static x => x.Right),4}   {string.Join("  ", above)}"));
    }
}
