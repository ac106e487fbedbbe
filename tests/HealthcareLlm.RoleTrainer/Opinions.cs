using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>Learns how much the model and the rules are worth for each leaf: <c>rules/opinions.tsv</c>.</summary>
internal static class Opinions
{
    private const int Folds = 8;

    // Strength of the ridge of what all leaves share, drawn to 'the model is right, the rules say nothing', and of what one leaf has of its own.
    private const double SharedRidge = 0.1, OwnRidge = 1;

    private sealed record Named(string Value, double Score, string Doubt);

    private sealed record RulesOf(string Packet, string[] Services, Dictionary<string, Named[]> Book);

    /// <summary>One leaf of one packet: rows of features with that of 'none' last, and which of them are right.</summary>
    private sealed record Case(string Leaf, double[][] Rows, int[] Right);

    internal static void Weigh(string[] files, string output)
    {
        var examples = Examples.Of(files);
        var rules = files.Where(static f => !Examples.IsMended(f)).SelectMany(static f => File.ReadLines(f + ".rules")).Select(static l => JsonSerializer.Deserialize<RulesOf>(l)!).ToDictionary(static r => r.Packet, StringComparer.Ordinal);
        var single = new List<Case>();
        var codes = new Dictionary<string, List<(double[] Row, bool Right)>>(StringComparer.Ordinal);
        foreach (var (packet, table, service, values, predicted) in OutOfFold(examples, rules.Keys.ToHashSet(StringComparer.Ordinal)))
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
                    list.AddRange(values.Select((v, i) => (TwoOpinions.CodeFeatures(predicted[i][r], named.GetValueOrDefault(v.Value)), v.Roles.Contains(leaf))));
                }
                else if (Single(rules[packet], table, service, leaf, values, [.. predicted.Select(p => p[r])]) is { } one) single.Add(one);
            }
        }

        var rows = Fit(single).Select(f => (f.Leaf, f.Weights, From: From(f.Leaf, f.Weights, single))).Concat(codes.Select(static c => (Leaf: c.Key, Weights: FitCodes(c.Value), From: TwoOpinions.CodeSure))).OrderBy(static r => r.Leaf, StringComparer.Ordinal).Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Leaf}\t{string.Join(' ', r.Weights.Select(static w => w.ToString("0.##", CultureInfo.InvariantCulture)))}\t{r.From:0.##}"));
        File.WriteAllText(output, $"# How much the model and the rules are worth for each leaf, learned by tests/HealthcareLlm.RoleTrainer weigh; no row is written by hand.\n# leaf\tweights of the features of TwoOpinions\tgiven from this probability on\n{string.Join('\n', rows)}\n");
    }

    /// <summary>
    /// From where on a leaf is given: the lowest probability of a grid from which on at most a small share was wrong, of critical leaves a smaller one, and 0.95 or 0.9 where there is none;
    /// that of the contract where too few packets tell.
    /// </summary>
    private static double From(string leaf, double[] weights, List<Case> cases)
    {
        const int fewest = 40;
        const double criticalWrong = 0.025, otherWrong = 0.05, lowest = 0.5, step = 0.05;
        // A service's amounts and days may be another's; any other value that stands alone beside its own label is given.
        double highest = leaf.StartsWith("request.services", StringComparison.Ordinal) ? 0.95 : 0.9;
        bool critical = RecordFields.Find(leaf)?.Critical ?? false;
        var best = cases.Where(c => c.Leaf == leaf && c.Rows.Length > 1).Select(c =>
        {
            double[] scores = [.. c.Rows.Select(row => row.Select((x, i) => x * weights[i]).Sum())];
            double sum = scores.Sum(Math.Exp);
            int top = Enumerable.Range(0, scores.Length - 1).MaxBy(i => scores[i]);
            return (P: Math.Exp(scores[top]) / sum, Right: c.Right.Contains(top));
        }).ToList();
        if (best.Count < fewest) return critical ? TwoOpinions.Sure : TwoOpinions.Fair;
        for (double from = lowest; from < highest - (step / 2); from += step)
        {
            var given = best.FindAll(b => b.P >= from);
            if (given.Count(static b => !b.Right) <= given.Count * (critical ? criticalWrong : otherWrong)) return Math.Round(from, 2);
        }

        return highest;
    }

    /// <summary>What a model that has not seen a packet makes of its values.</summary>
    private static IEnumerable<(string Packet, string Table, int Service, List<Example> Values, double[][] Predicted)> OutOfFold(List<Example> examples, HashSet<string> unseen)
    {
        var packets = examples.Select(static e => e.Packet).Distinct().Order(StringComparer.Ordinal).ToList();
        for (int fold = 0; fold < Folds; fold++)
        {
            var held = packets.Where((_, i) => i % Folds == fold).ToHashSet(StringComparer.Ordinal);
            var model = RoleModel.Read(Learner.Rows(examples.FindAll(e => !held.Contains(e.Packet))).Select(static r => r.Split('\t')));
            foreach (var group in examples.Where(e => held.Contains(e.Packet) && unseen.Contains(e.Packet)).GroupBy(static e => (e.Packet, e.Table, e.Service)))
            {
                var list = group.ToList();
                yield return (group.Key.Packet, group.Key.Table, group.Key.Service, list, model.Predict(group.Key.Table, list.ConvertAll(static e => (IReadOnlyCollection<string>)e.Features)));
            }
        }
    }

    private static Dictionary<string, double> NamedCodes(RulesOf rules, string leaf)
    {
        string list = leaf[..(leaf.IndexOf('[', StringComparison.Ordinal) + 1)];
        var named = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (path, candidates) in rules.Book)
        {
            if (!path.StartsWith(list, StringComparison.Ordinal) || !path.EndsWith("].code", StringComparison.Ordinal)) continue;
            var best = candidates.MaxBy(static c => c.Score)!;
            named[best.Value] = Math.Max(named.GetValueOrDefault(best.Value), best.Score);
        }

        return named;
    }

    private static Case? Single(RulesOf rules, string table, int service, string leaf, List<Example> values, double[] predicted)
    {
        bool linked = ServiceLinks.Leaves.Any(l => l.Leaf == table);
        var kind = Enum.TryParse<RoleKind>(table, out var own) ? own : linked ? ServiceLinks.Leaves.First(l => l.Leaf == table).Kind : RoleKind.Choice;
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

        var named = had.GroupBy(c => RoleValue.KeyOf(kind, c.Value)).ToDictionary(static g => g.Key, static g => g.Max(static c => c.Score), StringComparer.Ordinal);
        var (keys, rows) = TwoOpinions.Features(sums, named);
        int[] rightRows = [.. Enumerable.Range(0, keys.Count).Where(i => right.Contains(keys[i]))];
        return new(leaf, [.. rows], rightRows.Length > 0 ? rightRows : [keys.Count]);
    }

    /// <summary>The leaf of the entry that the rules made of a service: the one with its code, or the only one of the only service.</summary>
    private static string? PathOf(RulesOf rules, int service, string leaf)
    {
        var prefixes = rules.Book.Keys.Where(static k => k.StartsWith("request.services[", StringComparison.Ordinal)).Select(static k => k[..(k.IndexOf("].", StringComparison.Ordinal) + 2)]).Distinct().ToList();
        string? prefix = rules.Services[service].Length == 0 ? null : prefixes.Find(p => rules.Book.TryGetValue(p + "code", out var codes) && codes.Any(c => c.Value == rules.Services[service]));
        prefix ??= prefixes.Count == 1 && rules.Services.Length == 1 ? prefixes[0] : null;
        return prefix is null ? null : prefix + leaf;
    }

    /// <summary>Conditional logit: weights that all leaves share and those of each leaf beside them, summed.</summary>
    private static IEnumerable<(string Leaf, double[] Weights)> Fit(List<Case> cases)
    {
        const int width = TwoOpinions.Width;
        List<string> leaves = [.. cases.Select(static c => c.Leaf).Distinct().Order(StringComparer.Ordinal)];
        double[] start = new double[width * (leaves.Count + 1)];
        start[0] = 1;
        double[] w = Minimizer.Minimize(start, (at, gradient) =>
        {
            double loss = 0;
            for (int i = 0; i < at.Length; i++)
            {
                double from = i == 0 ? 1 : 0, ridge = i < width ? SharedRidge : OwnRidge;
                loss += ridge / 2 * (at[i] - from) * (at[i] - from);
                gradient[i] = ridge * (at[i] - from);
            }

            foreach (var one in cases)
            {
                int own = width * (1 + leaves.IndexOf(one.Leaf));
                double[] scores = [.. one.Rows.Select(row => row.Select((x, i) => x * (at[i] + at[own + i])).Sum())];
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
                }
            }

            return loss;
        });
        return leaves.Select((leaf, l) => (leaf, Enumerable.Range(0, width).Select(i => w[i] + w[(width * (l + 1)) + i]).ToArray()));
    }

    private static double[] FitCodes(List<(double[] Row, bool Right)> codes) => Minimizer.Minimize([0, 1, 0, 0], (at, gradient) =>
    {
        double loss = 0;
        for (int i = 0; i < at.Length; i++)
        {
            double from = i == 1 ? 1 : 0;
            loss += SharedRidge / 2 * (at[i] - from) * (at[i] - from);
            gradient[i] = SharedRidge * (at[i] - from);
        }

        foreach (var (row, right) in codes)
        {
            double z = row.Select((x, i) => x * at[i]).Sum(), p = 1 / (1 + Math.Exp(-z));
            loss -= Math.Log(Math.Max(right ? p : 1 - p, 1e-12));
            for (int i = 0; i < at.Length; i++) gradient[i] += (p - (right ? 1 : 0)) * row[i];
        }

        return loss;
    });
}
