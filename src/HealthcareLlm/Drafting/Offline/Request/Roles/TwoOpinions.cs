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

    /// <summary>Where too few packets tell, a critical leaf is given from here on, another from <see cref="Fair"/>; below, it is refused with its candidates shown. A code is one that is asked for from <see cref="CodeSure"/> on, and none below <see cref="CodeUnlikely"/>, of services <see cref="ServiceUnlikely"/>.</summary>
    internal const double Sure = 0.8, Fair = 0.6, Shown = 0.15, ShownAlone = 0.3, CodeSure = 0.8, CodeUnlikely = 0.5, ServiceUnlikely = 0.3;

    /// <summary>Number of features of a candidate, and of a code.</summary>
    internal const int Width = 7, CodeWidth = 4;

    // The model's probabilities are not trusted further than this.
    private const double Floor = 1e-3;

    private static readonly Lazy<Dictionary<string, (double[] Weights, double From)>> s_weights = new(static () => RuleFiles.Read("opinions.tsv", 3).ToDictionary(static r => r[0], static r => (r[1].Split(' ').Select(static x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray(), double.Parse(r[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal));

    /// <summary>The probability from which on a leaf is given.</summary>
    internal static double From(string leaf) => s_weights.Value[leaf].From;

    /// <summary>How likely each value is, of a leaf that has one: together with 'none' 1.</summary>
    /// <param name="leaf">The leaf, without places in lists.</param>
    /// <param name="model">The model's probability of each value.</param>
    /// <param name="rules">The rules' best score of each value that they name.</param>
    internal static Dictionary<string, double> Of(string leaf, IReadOnlyDictionary<string, double> model, IReadOnlyDictionary<string, double> rules)
    {
        double[] w = s_weights.Value[leaf].Weights;
        var (keys, features) = Features(model, rules);
        double[] scores = [.. features.Select(f => Dot(w, f))];
        double top = scores.Max(), sum = scores.Sum(s => Math.Exp(s - top));
        return keys.Select((k, i) => (k, Math.Exp(scores[i] - top) / sum)).ToDictionary(static x => x.k, static x => x.Item2, StringComparer.Ordinal);
    }

    /// <summary>How likely a code is one of those asked for.</summary>
    internal static double OfCode(string leaf, double model, double rule) => 1 / (1 + Math.Exp(-Dot(s_weights.Value[leaf].Weights, CodeFeatures(model, rule))));

    /// <summary>The values of a leaf with what speaks for each; the last row is for 'none'.</summary>
    internal static (List<string> Keys, List<double[]> Features) Features(IReadOnlyDictionary<string, double> model, IReadOnlyDictionary<string, double> rules)
    {
        List<string> keys = [.. model.Keys.Union(rules.Keys)];
        double top = rules.Count == 0 ? 0 : rules.Values.Max();
        var features = keys.ConvertAll(key =>
        {
            double score = rules.GetValueOrDefault(key);
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
