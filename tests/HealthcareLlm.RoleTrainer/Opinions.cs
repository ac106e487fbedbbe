using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>Learns how much the model and the rules are worth for each leaf: <c>rules/opinions.tsv</c>.</summary>
internal static partial class Opinions
{
    private const int Folds = 8;

    // Strength of the ridge of what all leaves share, drawn to 'the model is right, the rules say nothing', and of what one leaf has of its own.
    private const double SharedRidge = 0.1, OwnRidge = 1;

    // A code is given where it is likelier asked for than not: above, each wrong one that a higher bound holds back costs three to five right ones.
    private const double CodeFrom = 0.5;

    // A rule that names fewer values than this has no weight of its own.
    private const int FewestNamed = 6;

    // Shares of wrong ones among what is given, and the grid of probabilities from which on it is.
    private const double CriticalWrong = 0.025, OtherWrong = 0.05, Lowest = 0.5, Highest = 0.95, Step = 0.01;

    private static readonly double[] Steps = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

    /// <summary>What was learned of a leaf.</summary>
    private sealed record Fitted(string Leaf, double[] Weights, Dictionary<string, double> Rules)
    {
        internal double[] Scores(Case one) => [.. one.Rows.Select((row, i) => row.Select((x, f) => x * Weights[f]).Sum() + Rules.GetValueOrDefault(one.Rules[i]))];

        /// <summary>The likeliest value, how likely it is, and whether it is right.</summary>
        internal (double P, bool Right) Best(Case one)
        {
            double[] scores = Scores(one);
            double sum = scores.Sum(Math.Exp);
            int top = Enumerable.Range(0, scores.Length - 1).MaxBy(i => scores[i]);
            return (Math.Exp(scores[top]) / sum, one.Right.Contains(top));
        }
    }

    /// <summary>A candidate of the rules.</summary>
    /// <param name="Value">Its value.</param>
    /// <param name="Score">Its score.</param>
    /// <param name="Doubt">What speaks against its place.</param>
    /// <param name="Rule">The rule that gave it.</param>
    /// <param name="Right">The services of the gold record of whose leaf it is the value; 0 for a leaf that is of no service. Empty where it is wrong, or of a leaf that is not weighed.</param>
    internal sealed record Named(string Value, double Score, string Doubt, string Rule, int[] Right);

    /// <summary>What the rules make of a packet.</summary>
    /// <param name="Packet">Id of the case.</param>
    /// <param name="Services">Codes of the services of the gold record; empty for one without.</param>
    /// <param name="Book">Candidates by path.</param>
    internal sealed record RulesOf(string Packet, string[] Services, Dictionary<string, Named[]> Book);

    /// <summary>One leaf of one packet: rows of features with that of 'none' last, and which of them are right.</summary>
    private sealed record Case(string Packet, string Leaf, List<string> Keys, double[][] Rows, string[] Rules, int[] Right);

    /// <summary>The candidates of a packet, and which of them are right: whether a value that the model overlooks is right, nothing but the gold record can say.</summary>
    internal static RulesOf Read(string packet, Gold gold, CandidateBook book)
    {
        int[] Right(string path, string value)
        {
            string leaf = Place().Replace(path, "[]");
            if (RoleModel.Roles.FirstOrDefault(r => r.Value.Contains(leaf) && !RoleModel.IsOfMany(r.Key)).Key is not { } table) return [];
            if (!leaf.Contains("[]", StringComparison.Ordinal)) return gold.Is(leaf, KindOf(table), value) ? [0] : [];
            return [.. Enumerable.Range(0, gold.Services.Count).Where(s => gold.Services[s].Is(leaf, KindOf(table), value))];
        }

        return new(packet, [.. gold.Services.Select(static s => s.Of("request.services[].code") ?? string.Empty)], book.Paths.ToDictionary(static p => p, p => book.Of(p).Select(c => new Named(c.Value, c.Score, c.Doubt.ToString(), c.Rule, Right(p, c.Value))).ToArray()));
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Place();

    /// <summary>The kind of the values of a table.</summary>
    private static RoleKind KindOf(string table) => Enum.TryParse<RoleKind>(table, out var own) ? own : ServiceLinks.Leaves.FirstOrDefault(l => l.Leaf == table) is { Leaf: not null } link ? link.Kind : RoleKind.Choice;

    internal static void Weigh(string[] files, string output)
    {
        var examples = Examples.Of(files);
        var labelled = Of(files, examples, Models(examples));
        Print(Fit(labelled.Single).ToList(), labelled.Single);
        foreach (var (leaf, codes) in labelled.Codes)
        {
            var (weights, rules) = FitCodes(codes.ConvertAll(static c => (c.Row, c.Rule, c.Right)));
            var all = codes.ConvertAll(c => (P: 1 / (1 + Math.Exp(-(c.Row.Select((x, i) => x * weights[i]).Sum() + rules.GetValueOrDefault(c.Rule)))), c.Right, Named: c.Rule.Length > 0));
            Console.WriteLine($"critical {leaf} {all.Count(static c => c.Right)}: {string.Join(", ", Steps.Select(from => $"{all.Count(c => c.P >= from)}/{all.Count(c => c.P >= from && !c.Right)}"))}; of those that a rule names {string.Join(", ", Steps.Select(from => $"{all.Count(c => c.Named && c.P >= from)}/{all.Count(c => c.Named && c.P >= from && !c.Right)}"))}");
        }
        File.WriteAllText(output, $"# How much the model and the rules are worth for each leaf, learned by tests/HealthcareLlm.RoleTrainer weigh; no row is written by hand.\n# leaf\tweights of the features of TwoOpinions\tgiven from this probability on\tmore or less for single rules\n{string.Join('\n', labelled.Rows(static _ => true))}\n");
    }

    /// <summary>What a model that has not seen a packet, and the rules, make of the leaves of packets that no rule was mended on.</summary>
    private sealed record Labelled(List<Case> Single, Dictionary<string, List<(string Packet, double[] Row, string Rule, bool Right)>> Codes)
    {
        /// <summary>Rows of <c>rules/opinions.tsv</c>, learned from some of the packets.</summary>
        internal IEnumerable<string> Rows(Func<string, bool> taken)
        {
            var single = Single.FindAll(c => taken(c.Packet));
            var fits = Fit(single).ToList();
            var best = fits.SelectMany(f => single.Where(c => c.Leaf == f.Leaf && c.Rows.Length > 1).Select(c => (f.Leaf, Best: f.Best(c)))).ToList();
            var coded = Codes.Select(c => (c.Key, Fitted: FitCodes(c.Value.FindAll(x => taken(x.Packet)).ConvertAll(static x => (x.Row, x.Rule, x.Right))))).ToList();
            var from = best.GroupBy(static b => IsCritical(b.Leaf)).ToDictionary(static g => g.Key, static g => From([.. g.Select(static b => b.Best)], g.Key ? CriticalWrong : OtherWrong));
            return fits.Select(f => (f.Leaf, f.Weights, From: from[IsCritical(f.Leaf)], f.Rules)).Concat(coded.Select(c => (Leaf: c.Key, c.Fitted.Weights, From: CodeFrom, c.Fitted.Rules))).OrderBy(static r => r.Leaf, StringComparer.Ordinal)
                .Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Leaf}\t{string.Join(' ', r.Weights.Select(Short))}\t{r.From:0.##}\t{(r.Rules.Count == 0 ? "-" : string.Join(' ', r.Rules.OrderBy(static w => w.Key, StringComparer.Ordinal).Select(static w => w.Key + "=" + Short(w.Value))))}"));
        }
    }

    /// <summary>
    /// For each fold of packets the model learned without them, and the weights of the two opinions learned from the others: what they make of the fold's packets is what they
    /// would make of a stranger's.
    /// </summary>
    internal static IEnumerable<(HashSet<string> Packets, RoleModel Model, List<string[]> Opinions)> ByFold(string[] files)
    {
        var examples = Examples.Of(files);
        var models = Models(examples).ToList();
        var labelled = Of(files, examples, models);
        foreach (var (held, model) in models)
        {
            yield return (held, model, [.. labelled.Rows(p => !held.Contains(p)).Select(static r => r.Split('\t'))]);
        }
    }

    private static Labelled Of(string[] files, List<Example> examples, IEnumerable<(HashSet<string> Held, RoleModel Model)> models)
    {
        var rules = files.Where(static f => !Examples.IsMended(f)).SelectMany(static f => File.ReadLines(f + ".rules")).Select(static l => JsonSerializer.Deserialize<RulesOf>(l)!).ToDictionary(static r => r.Packet, StringComparer.Ordinal);
        var single = new List<Case>();
        var codes = new Dictionary<string, List<(string Packet, double[] Row, string Rule, bool Right)>>(StringComparer.Ordinal);
        foreach (var (packet, table, service, values, predicted) in OutOfFold(models, examples, rules))
        {
            if (table == nameof(RoleKind.Therapy)) continue;
            string[] leaves = RoleModel.Roles[table];
            for (int r = 0; r < leaves.Length; r++)
            {
                string leaf = leaves[r];
                if (RoleModel.IsOfMany(table))
                {
                    var named = NamedCodes(rules[packet], leaf);
                    if (!codes.TryGetValue(leaf, out var list)) codes[leaf] = list = [];
                    list.AddRange(values.Select((v, i) => (packet, TwoOpinions.CodeFeatures(predicted[i][r], named.GetValueOrDefault(v.Value).Score), named.GetValueOrDefault(v.Value).Rule ?? string.Empty, v.Roles.Contains(leaf))));
                }
                else if (Single(rules[packet], table, service, leaf, values, [.. predicted.Select(p => p[r])]) is { } one) single.Add(one);
            }
        }

        return new(single, codes);
    }

    private static string Short(double weight) => weight.ToString("0.##", CultureInfo.InvariantCulture);

    private static bool IsCritical(string leaf) => RecordFields.Find(leaf)?.Critical ?? false;

    /// <summary>From where on leaves are given: the lowest probability of a grid from which on at most a share of all of them was wrong.</summary>
    private static double From(List<(double P, bool Right)> best, double wrong)
    {
        for (double from = Lowest; from < Highest; from += Step)
        {
            var given = best.FindAll(b => b.P >= from);
            if (given.Count(static b => !b.Right) <= given.Count * wrong) return Math.Round(from, 2);
        }

        return Highest;
    }

    /// <summary>Prints what is wrong and yet likely, most likely first, and for each leaf what a bound would give and what of it is wrong.</summary>
    private static void Print(List<Fitted> fits, List<Case> cases)
    {
        var weights = fits.ToDictionary(static f => f.Leaf, StringComparer.Ordinal);
        var wrong = new List<(double P, string Line)>();
        foreach (var one in cases.Where(static c => c.Rows.Length > 1))
        {
            double[] scores = weights[one.Leaf].Scores(one);
            double sum = scores.Sum(Math.Exp);
            int top = Enumerable.Range(0, scores.Length - 1).MaxBy(i => scores[i]);
            double p = Math.Exp(scores[top]) / sum;
            if (p >= 0.5 && !one.Right.Contains(top)) wrong.Add((p, $"{one.Leaf} {one.Packet} {one.Keys[top]} model {Math.Exp(one.Rows[top][0]):0.00} rules {(one.Rows[top][2] > 0 ? Math.Sqrt(one.Rows[top][3]) : 0):0.00}, right {string.Join(" | ", one.Right.Select(r => r == one.Keys.Count ? "none" : one.Keys[r]))}"));
        }

        foreach (var (p, line) in wrong.OrderByDescending(static w => w.P)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p:0.00} {line}"));
        Console.WriteLine("leaf of which rules name a value; below 0.05, 0.1, 0.2, 0.3, 0.5 on: packets, and of these those whose value is among the candidates");
        foreach (var leaf in cases.Where(static c => c.Rows.Length > 1 && c.Rules.Any(static r => r.Length > 0)).GroupBy(static c => c.Leaf).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var best = leaf.Select(c => (weights[leaf.Key].Best(c).P, Gives: c.Right.Any(r => r < c.Keys.Count))).ToList();
            Console.WriteLine($"low {leaf.Key}: {string.Join(", ", new[] { 0.05, 0.1, 0.2, 0.3, 0.5 }.Select(to => $"{best.Count(b => b.P < to)}/{best.Count(b => b.P < to && b.Gives)}"))}");
        }

        Console.WriteLine("leaf, packets that give it; given and wrong of these from 0.5, 0.6, 0.7, 0.8, 0.85, 0.9 and 0.95 on");
        foreach (var leaf in cases.Where(static c => c.Rows.Length > 1).GroupBy(static c => c.Leaf).OrderByDescending(static g => IsCritical(g.Key)).ThenBy(static g => g.Key, StringComparer.Ordinal))
        {
            var best = leaf.Select(c => weights[leaf.Key].Best(c)).ToList();
            Console.WriteLine($"{(IsCritical(leaf.Key) ? "critical " : string.Empty)}{leaf.Key} {leaf.Count(static c => !c.Right.Contains(c.Keys.Count))}: {string.Join(", ", Steps.Select(from => $"{best.Count(b => b.P >= from)}/{best.Count(b => b.P >= from && !b.Right)}"))}");
        }
    }

    /// <summary>What a model that has not seen a packet makes of its values: of each table, also of those of which it sees none.</summary>
    private static IEnumerable<(string Packet, string Table, int Service, List<Example> Values, double[][] Predicted)> OutOfFold(IEnumerable<(HashSet<string> Held, RoleModel Model)> models, List<Example> examples, Dictionary<string, RulesOf> unseen)
    {
        foreach (var (held, model) in models)
        {
            var groups = examples.Where(e => held.Contains(e.Packet) && unseen.ContainsKey(e.Packet)).ToLookup(static e => (e.Packet, e.Table, e.Service));
            foreach (var (packet, rules) in unseen.Where(u => held.Contains(u.Key)))
            {
                foreach (string table in RoleModel.Roles.Keys)
                {
                    int services = ServiceLinks.Leaves.Any(l => l.Leaf == table) ? rules.Services.Length : 1;
                    for (int service = 0; service < services; service++)
                    {
                        List<Example> list = [.. groups[(packet, table, service)]];
                        yield return (packet, table, service, list, list.Count == 0 ? [] : model.Predict(table, list.ConvertAll(static e => (IReadOnlyCollection<string>)e.Features)));
                    }
                }
            }
        }
    }

    /// <summary>The packets of each fold, and the model learned from all others.</summary>
    private static IEnumerable<(HashSet<string> Held, RoleModel Model)> Models(List<Example> examples)
    {
        var packets = examples.Select(static e => e.Packet).Distinct().Order(StringComparer.Ordinal).ToList();
        for (int fold = 0; fold < Folds; fold++)
        {
            var held = packets.Where((_, i) => i % Folds == fold).ToHashSet(StringComparer.Ordinal);
            yield return (held, Learner.Model(examples.FindAll(e => !held.Contains(e.Packet))));
        }
    }

    private static Dictionary<string, (double Score, string Rule)> NamedCodes(RulesOf rules, string leaf)
    {
        string list = leaf[..(leaf.IndexOf('[', StringComparison.Ordinal) + 1)];
        var named = new Dictionary<string, (double Score, string Rule)>(StringComparer.Ordinal);
        foreach (var (path, candidates) in rules.Book)
        {
            if (!path.StartsWith(list, StringComparison.Ordinal) || !path.EndsWith("].code", StringComparison.Ordinal)) continue;
            var best = candidates.MaxBy(static c => c.Score)!;
            if (best.Score > named.GetValueOrDefault(best.Value).Score) named[best.Value] = (best.Score, best.Rule);
        }

        return named;
    }

    private static Case? Single(RulesOf rules, string table, int service, string leaf, List<Example> values, double[] predicted)
    {
        bool linked = ServiceLinks.Leaves.Any(l => l.Leaf == table);
        var kind = KindOf(table);
        string? path = linked ? PathOf(rules, service, table) : leaf;
        var had = path is not null && rules.Book.TryGetValue(path, out var candidates) ? candidates : [];
        if (had.Any(static c => c.Doubt != "None")) return null;
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        var right = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < values.Count; i++)
        {
            string key = RoleValue.KeyOf(kind, values[i].Value);
            sums[key] = sums.GetValueOrDefault(key) + predicted[i];
            if (values[i].Roles.Contains(leaf)) right.Add(key);
        }

        // A value that the rules alone name is as right or wrong as any other.
        right.UnionWith(had.Where(c => c.Right.Contains(service)).Select(c => RoleValue.KeyOf(kind, c.Value)));
        var named = had.GroupBy(c => RoleValue.KeyOf(kind, c.Value)).ToDictionary(static g => g.Key, static g => g.OrderByDescending(static c => c.Score).Select(static c => (c.Score, c.Rule)).First(), StringComparer.Ordinal);
        named = TwoOpinions.Whole(leaf, sums, named);
        var (keys, rows) = TwoOpinions.Features(sums, named);
        int[] rightRows = [.. Enumerable.Range(0, keys.Count).Where(i => right.Contains(keys[i]))];
        return new(rules.Packet, leaf, keys, [.. rows], [.. keys.Select(k => named.TryGetValue(k, out var n) ? n.Rule : string.Empty), string.Empty], rightRows.Length > 0 ? rightRows : [keys.Count]);
    }

    /// <summary>The leaf of the entry that the rules made of a service: the one with its code, or the only one of the only service.</summary>
    private static string? PathOf(RulesOf rules, int service, string leaf)
    {
        var prefixes = rules.Book.Keys.Where(static k => k.StartsWith("request.services[", StringComparison.Ordinal)).Select(static k => k[..(k.IndexOf("].", StringComparison.Ordinal) + 2)]).Distinct().ToList();
        string? prefix = rules.Services[service].Length == 0 ? null : prefixes.Find(p => rules.Book.TryGetValue(p + "code", out var codes) && codes.Any(c => c.Value == rules.Services[service]));
        prefix ??= prefixes.Count == 1 && rules.Services.Length == 1 ? prefixes[0] : null;
        return prefix is null ? null : prefix + leaf;
    }

    /// <summary>Conditional logit: weights that all leaves share, those of each leaf beside them, and those of each leaf's rules, summed.</summary>
    private static IEnumerable<Fitted> Fit(List<Case> cases)
    {
        const int width = TwoOpinions.Width;
        List<string> leaves = [.. cases.Select(static c => c.Leaf).Distinct().Order(StringComparer.Ordinal)];
        List<(string Leaf, string Rule)> named = [.. cases.SelectMany(static c => c.Rules.Where(static r => r.Length > 0).Distinct().Select(r => (c.Leaf, r))).GroupBy(static x => x).Where(static g => g.Count() >= FewestNamed).Select(static g => g.Key).Order()];
        int rulesFrom = width * (leaves.Count + 1);
        var ruleAt = named.Select((n, i) => (n, i)).ToDictionary(static x => x.n, x => rulesFrom + x.i);
        int At(Case one, int row) => ruleAt.GetValueOrDefault((one.Leaf, one.Rules[row]), -1);
        double[] start = new double[rulesFrom + named.Count];
        start[0] = 1;
        double[] w = Minimizer.Minimize(start, (at, gradient) =>
        {
            double loss = Ridge(at, start, gradient, width);

            foreach (var one in cases)
            {
                int own = width * (1 + leaves.IndexOf(one.Leaf));
                double[] scores = [.. one.Rows.Select((row, r) => row.Select((x, i) => x * (at[i] + at[own + i])).Sum() + (At(one, r) is >= 0 and var rule ? at[rule] : 0))];
                double top = scores.Max();
                for (int i = 0; i < scores.Length; i++) scores[i] = Math.Exp(scores[i] - top);
                double all = scores.Sum(), right = one.Right.Sum(i => scores[i]);
                loss -= Math.Log(right / all);
                for (int i = 0; i < scores.Length; i++)
                {
                    double pull = (scores[i] / all) - (one.Right.Contains(i) ? scores[i] / right : 0);
                    for (int f = 0; f < width; f++)
                    {
                        gradient[f] += pull * one.Rows[i][f];
                        gradient[own + f] += pull * one.Rows[i][f];
                    }

                    if (At(one, i) is >= 0 and var rule) gradient[rule] += pull;
                }
            }

            return loss;
        });
        return leaves.Select((leaf, l) => new Fitted(leaf, [.. Enumerable.Range(0, width).Select(i => w[i] + w[(width * (l + 1)) + i])], ruleAt.Where(r => r.Key.Leaf == leaf).ToDictionary(static r => r.Key.Rule, r => w[r.Value], StringComparer.Ordinal)));
    }

    /// <summary>Begins a gradient with the ridge, which draws weights to where they start, and gives its loss.</summary>
    private static double Ridge(double[] at, double[] start, double[] gradient, int shared)
    {
        double loss = 0;
        for (int i = 0; i < at.Length; i++)
        {
            double ridge = i < shared ? SharedRidge : OwnRidge;
            loss += ridge / 2 * (at[i] - start[i]) * (at[i] - start[i]);
            gradient[i] = ridge * (at[i] - start[i]);
        }

        return loss;
    }

    /// <summary>Logit of whether a code is asked for, with a weight for each rule that names one.</summary>
    private static (double[] Weights, Dictionary<string, double> Rules) FitCodes(List<(double[] Row, string Rule, bool Right)> codes)
    {
        const int width = TwoOpinions.CodeWidth;
        List<string> rules = [.. codes.Where(static c => c.Rule.Length > 0).GroupBy(static c => c.Rule).Where(static g => g.Count() >= FewestNamed).Select(static g => g.Key).Order(StringComparer.Ordinal)];
        double Score(double[] at, (double[] Row, string Rule, bool Right) one) => one.Row.Select((x, i) => x * at[i]).Sum() + (rules.IndexOf(one.Rule) is >= 0 and var rule ? at[width + rule] : 0);
        double[] start = new double[width + rules.Count];
        start[1] = 1;
        double[] w = Minimizer.Minimize(start, (at, gradient) =>
        {
            double loss = Ridge(at, start, gradient, width);

            foreach (var one in codes)
            {
                double p = 1 / (1 + Math.Exp(-Score(at, one))), pull = p - (one.Right ? 1 : 0);
                loss -= Math.Log(Math.Max(one.Right ? p : 1 - p, 1e-12));
                for (int i = 0; i < width; i++) gradient[i] += pull * one.Row[i];
                if (rules.IndexOf(one.Rule) is >= 0 and var rule) gradient[width + rule] += pull;
            }

            return loss;
        });
        return (w[..width], rules.Select((r, i) => (r, w[width + i])).ToDictionary(static x => x.r, static x => x.Item2, StringComparer.Ordinal));
    }
}
