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
    RoleTrainer labels DOCUMENT…         what the form readers take for labels and values
    RoleTrainer judge FILE…              cross-validation by packet: for each leaf, right values of those above a probability
    RoleTrainer learn ROLES.TSV FILE…    the model, learned from all packets of the files; its trees beside it in role-trees.tsv
    RoleTrainer weigh OPINIONS.TSV FILE… how much the model and the rules are worth for each leaf
    RoleTrainer outside RUN FILE… -- CASE-FOLDER…   results of golden packets, each by a model and weights that were learned without it, as a run that evaluate calibrate judges
    RoleTrainer sections judge MTS-DIALOG.CSV MTSAMPLES.JSONL                     cross-validation of what a section is about by its words
    RoleTrainer sections learn SECTION-WORDS.TSV HELD-OUT.TXT MTS-DIALOG.CSV MTSAMPLES.JSONL   the weights, and the rows that were left out
    RoleTrainer evidence POLICY-EVIDENCE.TSV POLICIES QUESTIONS.JSONL…   how likely a passage answers a question; 3*FILE weighs three times
    A '~' before the name of a file says that rules for labels and lay-outs were mended on its packets: then what the form readers make of a place is left out, and weigh leaves out the packets.
    """;
switch (args)
{
    case ["read", var file, .. var folders] when folders.Length > 0:
        await ReadAsync(file, folders).ConfigureAwait(false);
        return 0;
    case ["labels", .. var documents] when documents.Length > 0:
        await ShowAsync(documents).ConfigureAwait(false);
        return 0;
    case ["judge", .. var files] when files.Length > 0:
        Judge(Examples.Of(files));
        return 0;
    case ["weigh", var model, .. var files] when files.Length > 0:
        Opinions.Weigh(files, model);
        return 0;
    case ["outside", var run, .. var rest] when Array.IndexOf(rest, "--") is > 0 and var at && at < rest.Length - 1:
        await OutsideRun.WriteAsync(run, rest[..at], rest[(at + 1)..]).ConfigureAwait(false);
        return 0;
    case ["learn", var model, .. var files] when files.Length > 0:
        Learn(Examples.Of(files), model);
        return 0;
    case ["evidence", var weights, var policies, .. var questions] when questions.Length > 0:
        await HealthcareLlm.RoleTrainer.Evidence.EvidenceTrainer.LearnAsync(weights, policies, questions).ConfigureAwait(false);
        return 0;
    case ["sections", "judge", var table, var reports]:
        HealthcareLlm.RoleTrainer.Sections.SectionTrainer.Judge(table, reports);
        return 0;
    case ["sections", "learn", var words, var held, var table, var reports]:
        HealthcareLlm.RoleTrainer.Sections.SectionTrainer.Learn(words, held, table, reports);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
        return 2;
}

static async Task ReadAsync(string file, string[] folders)
{
    var limits = new IngestionLimits();
    await using var output = new StreamWriter(file);
    await using var rules = new StreamWriter(file + ".rules");
    foreach (string folder in folders)
    {
        var gold = Gold.Read(Path.Combine(folder, "case.json"));
        var files = Directory.GetFiles(Path.Combine(folder, "documents")).Order(StringComparer.Ordinal).Select(f => new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f))).ToList();
        var ingested = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync(files, null, default).ConfigureAwait(false);
        var context = RequestContext.Of(CasePipeline.Understand(ingested));
        string packet = Path.GetFileName(folder.TrimEnd('/'));
        var mentions = RoleMentions.Of(context, null);
        foreach (var mention in mentions.Where(static m => RoleModel.Roles.ContainsKey(m.Kind.ToString())))
        {
            string table = mention.Kind.ToString();
            await output.WriteLineAsync(JsonSerializer.Serialize(new Example(packet, table, 0, mention.Value, mention.Kind == RoleKind.Therapy ? [.. RoleModel.Roles[table].Where(r => gold.Names(r, mention.Value, mention.Span.In(mention.Page.Text)))] : gold.RolesOf(mention.Kind, mention.Value), [.. mention.Features], [.. RoleModel.Roles[table].Where(gold.Gives)], PlaceOf(mention)))).ConfigureAwait(false);
        }

        foreach (var mention in mentions.Where(static m => m.Kind == RoleKind.Choice))
        {
            string table = mention.Value[..mention.Value.IndexOf('=', StringComparison.Ordinal)], value = mention.Value[(table.Length + 1)..];
            await output.WriteLineAsync(JsonSerializer.Serialize(new Example(packet, table, 0, value, gold.Is(table, RoleKind.Choice, value) ? [table] : [], [.. mention.Features], gold.Gives(table) ? [table] : [], PlaceOf(mention)))).ConfigureAwait(false);
        }

        var codes = mentions.FindAll(static m => m.Kind == RoleKind.Procedure);
        var asked = gold.Services.Select(static s => s.Of("request.services[].code")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var numbers = new RoleNumbers(mentions);
        foreach (var (kind, leaf) in ServiceLinks.Leaves)
        {
            string path = "request.services[]." + leaf;
            for (int s = 0; s < gold.Services.Count; s++)
            {
                var service = gold.Services[s];
                var names = mentions.FindAll(m => m.Kind == RoleKind.Therapy && service.Names("request.services[].description", m.Value, m.Span.In(m.Page.Text)));
                foreach (var (mention, features) in ServiceLinks.Of(kind, mentions, codes, service.Of("request.services[].code"), asked, gold.Services.Count, names, numbers))
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(new Example(packet, leaf, s, mention.Value, service.Is(path, kind, mention.Value) ? [path] : [], [.. features], service.Gives(path) ? [path] : [], PlaceOf(mention)))).ConfigureAwait(false);
                }
            }
        }

        RequestDrafter.ByRules(context);
        await rules.WriteLineAsync(JsonSerializer.Serialize(Opinions.Read(packet, gold, context.Book))).ConfigureAwait(false);
    }
}

static async Task ShowAsync(string[] documents)
{
    var limits = new IngestionLimits();
    var ingested = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync([.. documents.Select(static f => new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f)))], null, default).ConfigureAwait(false);
    foreach (var page in RequestContext.Of(CasePipeline.Understand(ingested)).Pages)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== page {page.Order} {page.Kind}"));
        foreach (var v in page.Values) Console.WriteLine($"{v.Place,-10} {v.Topic,-12} {v.Target,-18} [{v.Label}] = {v.ValueSpan.In(page.Text).ReplaceLineEndings(" ")}");
    }
}

static int[] PlaceOf(RoleMention mention) => [mention.Page.Order, mention.Line, mention.Span.Start, mention.Span.End, (int)RolePlace.Of(mention.Page, mention.Line, mention.Span).From];

static void Learn(List<Example> examples, string file)
{
    var rows = Learner.Rows(examples);
    string head = string.Create(CultureInfo.InvariantCulture, $"# Weights of the roles of typed values, learned by tests/HealthcareLlm.RoleTrainer from {examples.Select(static e => e.Packet).Distinct().Count()} golden packets; no row is written by hand.\n# kind\tfeature\tweights of each leaf of the kind\n");
    File.WriteAllText(file, head + string.Join('\n', rows) + "\n");
    string trees = string.Create(CultureInfo.InvariantCulture, $"# Trees of the roles of typed values, learned by tests/HealthcareLlm.RoleTrainer from {examples.Select(static e => e.Packet).Distinct().Count()} golden packets; no row is written by hand.\n# kind\t'feature' or leaf\ta feature, numbered in order for its kind, or a tree: a feature's number, the branch without it, the branch with it; '=' what a value gains\n");
    File.WriteAllText(Path.Combine(Path.GetDirectoryName(file) ?? string.Empty, "role-trees.tsv"), trees + string.Join('\n', Booster.Rows(examples)) + "\n");
}

static void Judge(List<Example> examples)
{
    const int folds = 6;
    var packets = examples.Select(static e => e.Packet).Distinct().Order(StringComparer.Ordinal).ToList();
    var tally = new SortedDictionary<string, List<(double Probability, bool Right, bool Given)>>(StringComparer.Ordinal);
    for (int fold = 0; fold < folds; fold++)
    {
        var held = packets.Where((_, i) => i % folds == fold).ToHashSet(StringComparer.Ordinal);
        var model = Learner.Model(examples.FindAll(e => !held.Contains(e.Packet)));
        foreach (var values in examples.Where(e => held.Contains(e.Packet)).GroupBy(static e => (e.Packet, e.Table, e.Service)))
        {
            var list = values.ToList();
            double[][] predicted = model.Predict(values.Key.Table, list.ConvertAll(static e => (IReadOnlyCollection<string>)e.Features));
            string[] roles = RoleModel.Roles[values.Key.Table];
            for (int role = 0; role < roles.Length; role++)
            {
                if (!tally.TryGetValue(roles[role], out var outcomes)) tally[roles[role]] = outcomes = [];
                // Equal values of a link are one.
                if (!Enum.TryParse<RoleKind>(values.Key.Table, out _))
                {
                    var sums = Enumerable.Range(0, list.Count).GroupBy(i => list[i].Value).Select(g => (First: g.First(), Sum: g.Sum(i => predicted[i][role]))).MaxBy(static x => x.Sum);
                    outcomes.Add((sums.Sum, list[sums.First].Roles.Contains(roles[role]), list[0].Given.Length > 0));
                    continue;
                }

                int best = Enumerable.Range(0, list.Count).MaxBy(i => predicted[i][role]);
                foreach (int i in RoleModel.IsOfMany(values.Key.Table) ? Enumerable.Range(0, list.Count) : [best])
                {
                    bool right = list[i].Roles.Contains(roles[role]);
                    outcomes.Add((predicted[i][role], right, list[i].Given.Contains(roles[role])));
                }
            }
        }
    }

    foreach (var (path, list) in tally)
    {
        var above = ((double[])[0.5, 0.8, 0.9, 0.95]).Select(t => string.Create(CultureInfo.InvariantCulture, $"≥{t}: {list.Count(x => x.Probability >= t && x.Right)}/{list.Count(x => x.Probability >= t)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path,-32} packets or values {list.Count,4}, given {list.Count(static x => x.Given),4}, best right {list.Count(static x => x.Right),4}   {string.Join("  ", above)}"));
    }
}
