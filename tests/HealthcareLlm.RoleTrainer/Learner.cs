using System.Globalization;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>Learns the weights of <see cref="RoleModel"/>.</summary>
internal static class Learner
{
    // Strength of the ridge; chosen by cross-validation among 0.3, 0.6, 1 and 3.
    private const double Ridge = 0.6;

    // Weights below this change nothing.
    private const double Least = 0.02;

    /// <summary>The model, weights and trees, of these examples.</summary>
    internal static RoleModel Model(IReadOnlyList<Example> examples) =>
        RoleModel.Read(Rows(examples).Select(static r => r.Split('\t')), RoleTrees.Read(Booster.Rows(examples).Select(static r => r.Split('\t'))));

    /// <summary>Rows of table, feature and a weight for each leaf of the table: what <c>rules/roles.tsv</c> holds.</summary>
    internal static List<string> Rows(IReadOnlyList<Example> examples)
    {
        var rows = new List<string>();
        foreach (var kind in examples.GroupBy(static e => e.Table).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var list = kind.ToList();
            string[] features = [.. list.SelectMany(static e => e.Features).Distinct().Order(StringComparer.Ordinal)];
            var index = features.Select(static (f, i) => (f, i)).ToDictionary(static x => x.f, static x => x.i, StringComparer.Ordinal);
            int[][] rowsOf = [.. list.Select(e => e.Features.Select(f => index[f]).ToArray())];
            string[] roles = RoleModel.Roles[kind.Key];
            double[][] learned = new double[roles.Length][];
            Parallel.For(0, roles.Length, r => learned[r] = Learn(list, rowsOf, features.Length, roles[r], RoleModel.IsOfMany(kind.Key)));
            rows.Add(Row(kind.Key, RoleModel.None, learned, features.Length));
            rows.AddRange(features.Select((f, i) => (f, i)).Where(x => learned.Any(w => Math.Abs(w[x.i]) >= Least)).Select(x => Row(kind.Key, x.f, learned, x.i)));
        }

        return rows;
    }

    private static string Row(string kind, string feature, double[][] learned, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}\t{feature}\t{string.Join(' ', learned.Select(w => Math.Round(w[at], 2).ToString("0.##", CultureInfo.InvariantCulture)))}");

    /// <summary>
    /// The weights of one leaf, that of 'none' last. The likelihood of a packet is the share of all values that are the leaf's together, or that of 'none' where the packet does not give it
    /// (of an amount one does not know which of equal numbers is meant).
    /// </summary>
    private static double[] Learn(List<Example> examples, int[][] features, int count, string role, bool ofMany)
    {
        int[][] groups = ofMany ? [.. Enumerable.Range(0, examples.Count).Select(static i => new[] { i })] : [.. Enumerable.Range(0, examples.Count).GroupBy(i => (examples[i].Packet, examples[i].Service)).Select(static g => g.ToArray())];
        bool[] isRole = [.. examples.Select(e => e.Roles.Contains(role))];
        return Minimizer.Minimize(new double[count + 1], (weights, gradient) =>
        {
            double loss = 0;
            for (int i = 0; i < count; i++)
            {
                loss += Ridge / 2 * weights[i] * weights[i];
                gradient[i] = Ridge * weights[i];
            }

            gradient[count] = 0;
            foreach (int[] group in groups)
            {
                double none = weights[count], top = none;
                double[] scores = new double[group.Length];
                for (int g = 0; g < group.Length; g++)
                {
                    foreach (int f in features[group[g]]) scores[g] += weights[f];
                    top = Math.Max(top, scores[g]);
                }

                double e0 = Math.Exp(none - top), all = e0, right = 0;
                bool any = false;
                for (int g = 0; g < group.Length; g++)
                {
                    all += scores[g] = Math.Exp(scores[g] - top);
                    if (!isRole[group[g]]) continue;
                    any = true;
                    right += scores[g];
                }

                if (!any) right = e0;
                loss -= Math.Log((right + 1e-300) / all);
                gradient[count] += (e0 / all) - (any ? 0 : 1);
                for (int g = 0; g < group.Length; g++)
                {
                    double pull = (scores[g] / all) - (isRole[group[g]] ? scores[g] / Math.Max(right, 1e-300) : 0);
                    foreach (int f in features[group[g]]) gradient[f] += pull;
                }
            }

            return loss;
        });
    }
}
