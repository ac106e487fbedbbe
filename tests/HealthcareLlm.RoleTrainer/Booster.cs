using System.Globalization;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>
/// Learns <see cref="RoleTrees"/>: gradient boosting with second derivatives (Chen and Guestrin 2016) of the same likelihood as <see cref="Learner"/>, in which the values of a packet compete with
/// each other and with 'none'. The same examples give the same trees.
/// </summary>
internal static class Booster
{
    // Chosen by cross-validation on the development packets; 200 trees of depth 5 gave the same.
    private const int Trees = 100, Depth = 4, LeastPackets = 8;
    private const double Pace = 0.15, Ridge = 2, LeastWeight = 0.3;

    // Tenths of the features that a tree may ask for: trees that differ err in different places.
    private const uint TenthsAsked = 3;

    /// <summary>Rows of table, leaf and tree: what <c>rules/role-trees.tsv</c> holds.</summary>
    internal static List<string> Rows(IReadOnlyList<Example> examples)
    {
        var rows = new List<string>();
        foreach (var kind in examples.GroupBy(static e => e.Table).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var list = kind.ToList();
            string[] features = [.. list.SelectMany(static e => e.Features.Select(f => (f, e.Packet))).Distinct().GroupBy(static x => x.f).Where(static g => g.Count() >= LeastPackets).Select(static g => g.Key).Order(StringComparer.Ordinal)];
            var index = features.Select(static (f, i) => (f, i)).ToDictionary(static x => x.f, static x => x.i, StringComparer.Ordinal);
            int[][] held = [.. list.Select(e => e.Features.Where(index.ContainsKey).Select(f => index[f]).ToArray())];
            string[] roles = RoleModel.Roles[kind.Key];
            var learned = new List<Node>[roles.Length];
            Parallel.For(0, roles.Length, r => learned[r] = Learn(list, held, features, roles[r], RoleModel.IsOfMany(kind.Key)));
            // Only what a tree asks for is numbered.
            var asked = learned.SelectMany(static t => t).SelectMany(static t => t.Asked()).Distinct().Order().Select(static (f, i) => (f, i)).ToDictionary(static x => x.f, static x => x.i);
            rows.AddRange(asked.OrderBy(static a => a.Value).Select(a => kind.Key + "\t" + RoleTrees.FeatureRow + "\t" + features[a.Key]));
            for (int r = 0; r < roles.Length; r++) rows.AddRange(learned[r].Select(t => kind.Key + "\t" + roles[r] + "\t" + t.Written(asked)));
        }

        return rows;
    }

    private static List<Node> Learn(List<Example> examples, int[][] held, string[] features, string role, bool ofMany)
    {
        int n = examples.Count;
        var numbers = new Dictionary<(string, int), int>();
        int[] group = [.. examples.Select((e, i) => ofMany ? i : numbers.TryGetValue((e.Packet, e.Service), out int g) ? g : numbers[(e.Packet, e.Service)] = numbers.Count)];
        int groups = ofMany ? n : numbers.Count;
        bool[] isRole = [.. examples.Select(e => e.Roles.Contains(role))];
        double[] margin = new double[n], gradient = new double[n], weight = new double[n];
        Array.Fill(margin, RoleTrees.Start);
        var trees = new List<Node>();
        for (int t = 0; t < Trees; t++)
        {
            Derive(margin, group, groups, isRole, gradient, weight);
            bool[] mayAsk = [.. features.Select(f => Hash(f, t) % 10 < TenthsAsked)];
            var root = Grow(held, gradient, weight, mayAsk, margin);
            if (root.Feature < 0) continue;
            trees.Add(root);
        }

        return trees;
    }

    /// <summary>First and second derivatives of the loss; the second is that of each value by itself.</summary>
    private static void Derive(double[] margin, int[] group, int groups, bool[] isRole, double[] gradient, double[] weight)
    {
        double[] top = new double[groups], all = new double[groups], right = new double[groups];
        bool[] any = new bool[groups];
        for (int i = 0; i < margin.Length; i++) top[group[i]] = Math.Max(top[group[i]], margin[i]);
        for (int g = 0; g < groups; g++) all[g] = Math.Exp(-top[g]);
        for (int i = 0; i < margin.Length; i++)
        {
            double e = Math.Exp(margin[i] - top[group[i]]);
            gradient[i] = e;
            all[group[i]] += e;
            if (!isRole[i]) continue;
            right[group[i]] += e;
            any[group[i]] = true;
        }

        for (int i = 0; i < margin.Length; i++)
        {
            double e = gradient[i], p = e / all[group[i]];
            gradient[i] = p - (isRole[i] && any[group[i]] ? e / Math.Max(right[group[i]], 1e-300) : 0);
            weight[i] = Math.Max(p * (1 - p), 1e-3);
        }
    }

    /// <summary>A tree, level by level; what it says is added to the margins.</summary>
    private static Node Grow(int[][] held, double[] gradient, double[] weight, bool[] mayAsk, double[] margin)
    {
        int n = held.Length;
        int[] at = new int[n];
        var root = new Node();
        List<Node> level = [root];
        for (int i = 0; i < n; i++) root.Add(gradient[i], weight[i]);
        for (int depth = 0; depth < Depth && level.Count > 0; depth++)
        {
            var sums = level.ConvertAll(_ => (G: new double[mayAsk.Length], H: new double[mayAsk.Length]));
            for (int i = 0; i < n; i++)
            {
                if (at[i] < 0) continue;
                var (g, h) = sums[at[i]];
                foreach (int f in held[i])
                {
                    if (!mayAsk[f]) continue;
                    g[f] += gradient[i];
                    h[f] += weight[i];
                }
            }

            var next = new List<Node>();
            int[] first = new int[level.Count];
            for (int k = 0; k < level.Count; k++)
            {
                first[k] = -1;
                if (!level[k].Split(sums[k].G, sums[k].H, mayAsk)) continue;
                first[k] = next.Count;
                next.Add(level[k].Without!);
                next.Add(level[k].With!);
            }

            for (int i = 0; i < n; i++)
            {
                if (at[i] < 0) continue;
                var own = level[at[i]];
                if (own.Feature < 0)
                {
                    margin[i] += own.Gain;
                    at[i] = -1;
                    continue;
                }

                bool has = Array.BinarySearch(held[i], own.Feature) >= 0;
                at[i] = first[at[i]] + (has ? 1 : 0);
                if (depth == Depth - 1) margin[i] += next[at[i]].Gain;
            }

            level = next;
        }

        return root;
    }

    private static uint Hash(string feature, int tree)
    {
        uint hash = 2166136261 ^ (uint)(tree * 40503);
        foreach (char c in feature) hash = (hash ^ c) * 16777619;
        hash ^= hash >> 15;
        return (hash * 2246822519) >> 7;
    }

    /// <summary>A node of a tree that is grown.</summary>
    private sealed class Node
    {
        private double _g, _h;

        /// <summary>What it asks for; -1 where it ends.</summary>
        internal int Feature { get; private set; } = -1;

        internal Node? Without { get; private set; }

        internal Node? With { get; private set; }

        /// <summary>What a value gains that ends here, rounded as it is written.</summary>
        internal double Gain => Math.Round(-Pace * _g / (_h + Ridge), 3);

        internal void Add(double g, double h)
        {
            _g += g;
            _h += h;
        }

        /// <summary>Asks for the feature that parts best; false where none parts enough.</summary>
        internal bool Split(double[] g, double[] h, bool[] mayAsk)
        {
            double best = 1e-6;
            for (int f = 0; f < g.Length; f++)
            {
                if (!mayAsk[f] || h[f] < LeastWeight || _h - h[f] < LeastWeight) continue;
                double gain = Term(g[f], h[f]) + Term(_g - g[f], _h - h[f]) - Term(_g, _h);
                if (gain <= best) continue;
                (best, Feature) = (gain, f);
            }

            if (Feature < 0) return false;
            (Without, With) = (new(), new());
            With.Add(g[Feature], h[Feature]);
            Without.Add(_g - g[Feature], _h - h[Feature]);
            return true;
        }

        internal IEnumerable<int> Asked() => Feature < 0 ? [] : [Feature, .. Without!.Asked(), .. With!.Asked()];

        internal string Written(Dictionary<int, int> number) => Feature < 0
            ? "=" + Gain.ToString("0.###", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{number[Feature]} {Without!.Written(number)} {With!.Written(number)}");

        private static double Term(double g, double h) => g * g / (h + Ridge);
    }
}
