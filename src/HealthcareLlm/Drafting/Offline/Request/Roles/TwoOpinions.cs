using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// What two opinions on a leaf that know nothing of each other amount to: the model's probabilities, and the rules' candidates with their scores. How much each
/// is worth, leaf by leaf, stands in <c>rules/opinions.tsv</c>, learned by <c>RoleTrainer weigh</c> from packets that no rule was ever mended on.
/// </summary>
internal static class TwoOpinions
{
    /// <summary>Scores of what is given, disputed, or shown alone.</summary>
    internal const double GivenScore = 0.66, DoubtedScore = 0.44, ShownScore = 0.4;

    /// <summary>From where on a value is shown beside what the rules found, and alone. A code that is no likelier than <see cref="CodeUnlikely"/> is none that is asked for.</summary>
    internal const double Shown = 0.15, ShownAlone = 0.3, CodeUnlikely = 0.3;

    /// <summary>Number of features of a candidate, and of a code.</summary>
    internal const int Width = 7, CodeWidth = 4;

    // Characters from which on what the rules read may be a part of an identifier: fewer stand in many.
    private const int LeastPart = 4;

    // The model's probabilities are not trusted further than this.
    private const double Floor = 1e-3;

    private static readonly Lazy<Dictionary<string, (double[] Weights, double From, Dictionary<string, double> Rules)>> s_weights = new(static () => Read(RuleFiles.Read("opinions.tsv", 4)));

    private static Dictionary<string, (double[] Weights, double From, Dictionary<string, double> Rules)>? s_instead;

    private static Dictionary<string, (double[] Weights, double From, Dictionary<string, double> Rules)> Weights => s_instead ?? s_weights.Value;

    /// <summary>Puts rows of weights that know nothing of certain packets in the place of those in rules, for <c>RoleTrainer outside</c>; null takes them away.</summary>
    internal static void Instead(IEnumerable<string[]>? rows) => s_instead = rows is null ? null : Read(rows);

    private static Dictionary<string, (double[] Weights, double From, Dictionary<string, double> Rules)> Read(IEnumerable<string[]> rows) =>
        rows.ToDictionary(static r => r[0], static r => (Numbers(r[1]), double.Parse(r[2], CultureInfo.InvariantCulture), RulesOf(r[3])), StringComparer.Ordinal);

    private static double[] Numbers(string words) => [.. words.Split(' ').Select(static x => double.Parse(x, CultureInfo.InvariantCulture))];

    private static Dictionary<string, double> RulesOf(string words) => words == "-" ? [] : words.Split(' ').Select(static w => w.Split('=')).ToDictionary(static w => w[0], static w => double.Parse(w[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>The probability from which on a leaf is given.</summary>
    internal static double From(string leaf) => Weights[leaf].From;

    /// <summary>How likely each value is, of a leaf that has one: together with 'none' 1.</summary>
    /// <param name="leaf">The leaf, without places in lists.</param>
    /// <param name="model">The model's probability of each value.</param>
    /// <param name="rules">The best score of each value that the rules name, and the rule that gave it.</param>
    internal static Dictionary<string, double> Of(string leaf, IReadOnlyDictionary<string, double> model, IReadOnlyDictionary<string, (double Score, string Rule)> rules)
    {
        var (w, _, worth) = Weights[leaf];
        var (keys, features) = Features(model, rules);
        double[] scores = [.. features.Select((f, i) => Dot(w, f) + (i < keys.Count && rules.TryGetValue(keys[i], out var named) ? worth.GetValueOrDefault(named.Rule) : 0))];
        double top = scores.Max(), sum = scores.Sum(s => Math.Exp(s - top));
        return keys.Select((k, i) => (k, Math.Exp(scores[i] - top) / sum)).ToDictionary(static x => x.k, static x => x.Item2, StringComparer.Ordinal);
    }

    /// <summary>How likely a code is one of those asked for.</summary>
    /// <param name="leaf">Leaf of the code.</param>
    /// <param name="model">The model's probability.</param>
    /// <param name="score">The rules' score; 0 where they do not name it.</param>
    /// <param name="rule">The rule that names it; empty where none does.</param>
    internal static double OfCode(string leaf, double model, double score, string rule)
    {
        var (weights, _, worth) = Weights[leaf];
        return 1 / (1 + Math.Exp(-(Dot(weights, CodeFeatures(model, score)) + worth.GetValueOrDefault(rule))));
    }

    /// <summary>
    /// What the rules name, with an identifier of which they read a part alone under the whole that the model finds likelier: 'IBT 5093' where 'IBT 5093  6627 01' stands
    /// is one place with two ends, and no second value.
    /// </summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="model">The model's probability of each value.</param>
    /// <param name="rules">The best score of each value that the rules name, and the rule that gave it.</param>
    internal static Dictionary<string, (double Score, string Rule)> Whole(string leaf, IReadOnlyDictionary<string, double> model, Dictionary<string, (double Score, string Rule)> rules)
    {
        if (leaf is not ("patient.memberId" or "coverage.groupNumber" or "request.reference")) return rules;
        var whole = new Dictionary<string, (double Score, string Rule)>(StringComparer.Ordinal);
        foreach (var (key, said) in rules)
        {
            string named = key.Length < LeastPart ? key : model.Where(m => m.Key.Length > key.Length && (m.Key.StartsWith(key, StringComparison.Ordinal) || m.Key.EndsWith(key, StringComparison.Ordinal)) && m.Value > model.GetValueOrDefault(key))
                .OrderByDescending(static m => m.Value).ThenBy(static m => m.Key, StringComparer.Ordinal).Select(static m => m.Key).FirstOrDefault() ?? key;
            if (!whole.TryGetValue(named, out var other) || other.Score < said.Score) whole[named] = said;
        }

        return whole;
    }

    /// <summary>The values of a leaf with what speaks for each; the last row is for 'none'.</summary>
    internal static (List<string> Keys, List<double[]> Features) Features(IReadOnlyDictionary<string, double> model, IReadOnlyDictionary<string, (double Score, string Rule)> rules)
    {
        List<string> keys = [.. model.Keys.Union(rules.Keys)];
        double top = rules.Count == 0 ? 0 : rules.Values.Max(static r => r.Score);
        var features = keys.ConvertAll(key =>
        {
            double score = rules.GetValueOrDefault(key).Score;
            bool named = rules.ContainsKey(key);
            return new[] { Math.Log(Math.Max(model.GetValueOrDefault(key), Floor)), model.ContainsKey(key) ? 0 : 1, named ? 1 : 0, score * score, named && score == top && rules.Count > 1 ? 1 : 0, 0, 0 };
        });
        features.Add([Math.Log(Math.Max(1 - model.Values.Sum(), Floor)), 0, 0, 0, 0, rules.Count > 0 ? 1 : 0, top * top]);
        return (keys, features);
    }

    /// <summary>What speaks for a code: 1, the log odds of the model, whether the rules name it, and the square of their score.</summary>
    internal static double[] CodeFeatures(double model, double rule) => [1, Math.Log(Math.Max(model, Floor) / Math.Max(1 - model, Floor)), rule > 0 ? 1 : 0, rule * rule];

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
