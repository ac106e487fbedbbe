using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>A multinomial logistic regression for each kind of mention: which leaf it belongs to, or none.</summary>
internal sealed class RoleModel
{
    // Weights below this change nothing.
    private const double Least = 0.03;

    /// <summary>The roles of each kind; the first is none.</summary>
    internal static readonly IReadOnlyDictionary<RoleKind, string[]> Roles = new Dictionary<RoleKind, string[]>
    {
        [RoleKind.Name] = ["none", "patient.name", "coverage.subscriberName", "requestingProvider.name"],
        [RoleKind.Id] = ["none", "patient.memberId", "coverage.groupNumber", "request.reference"],
        [RoleKind.Npi] = ["none", "requestingProvider.npi", "servicingProvider.npi"],
        [RoleKind.Date] = ["none", "patient.birthDate", "request.date", "request.services[].startDate"],
        [RoleKind.Phone] = ["none", "patient.phone", "requestingProvider.phone", "requestingProvider.fax"],
        [RoleKind.Diagnosis] = ["none", "diagnoses[].code"],
        [RoleKind.Procedure] = ["none", "request.services[].code"],
    };

    private static readonly Lazy<RoleModel> s_trained = new(static () => Read(RuleFiles.Read("roles.tsv", 3)));

    private readonly Dictionary<RoleKind, Dictionary<string, double[]>> _weights = [];

    /// <summary>The model in <c>rules/roles.tsv</c>, which <c>RoleTrainer learn</c> writes from the development parts of the golden sets.</summary>
    internal static RoleModel Trained => s_trained.Value;

    /// <summary>Whether a word, in lower case, is one that stands directly before or behind names.</summary>
    internal bool Announces(string word) => _weights.TryGetValue(RoleKind.Name, out var w) && (w.ContainsKey("b1:" + word) || w.ContainsKey("a1:" + word));

    /// <summary>Rows of kind, feature and weights.</summary>
    internal IEnumerable<string> Rows() => _weights.OrderBy(static k => k.Key).SelectMany(k => k.Value.Where(static w => w.Value.Any(static x => Math.Abs(x) >= Least)).OrderBy(static w => w.Key, StringComparer.Ordinal)
        .Select(w => string.Create(CultureInfo.InvariantCulture, $"{k.Key}\t{w.Key}\t{string.Join(' ', w.Value.Select(static x => x.ToString("0.##", CultureInfo.InvariantCulture)))}")));

    internal static RoleModel Read(IEnumerable<string[]> rows)
    {
        var model = new RoleModel();
        foreach (string[] row in rows)
        {
            var kind = Enum.Parse<RoleKind>(row[0]);
            if (!model._weights.TryGetValue(kind, out var weights)) model._weights[kind] = weights = new(StringComparer.Ordinal);
            weights[row[1]] = [.. row[2].Split(' ').Select(static x => double.Parse(x, CultureInfo.InvariantCulture))];
        }

        return model;
    }

    /// <summary>Learns by stochastic gradient descent with adaptive steps (Duchi, Hazan, Singer 2011) and a ridge penalty; the same result for the same examples.</summary>
    internal static RoleModel Learn(IEnumerable<(RoleKind Kind, IReadOnlyList<string> Features, int Role)> examples, int epochs = 12, double rate = 0.25, double ridge = 2e-4)
    {
        var model = new RoleModel();
        foreach (var group in examples.GroupBy(static e => e.Kind))
        {
            int roles = Roles[group.Key].Length;
            var weights = new Dictionary<string, double[]>(StringComparer.Ordinal);
            var squares = new Dictionary<string, double[]>(StringComparer.Ordinal);
            var list = group.ToList();
            var order = Enumerable.Range(0, list.Count).ToArray();
            uint seed = 12345;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                for (int i = order.Length - 1; i > 0; i--)
                {
                    seed = (seed * 1664525) + 1013904223;
                    int j = (int)(seed % (uint)(i + 1));
                    (order[i], order[j]) = (order[j], order[i]);
                }

                foreach (int index in order)
                {
                    var (_, features, role) = list[index];
                    double[] p = Probabilities(weights, features, roles);
                    foreach (string feature in features)
                    {
                        if (!weights.TryGetValue(feature, out var w)) (weights[feature], squares[feature]) = (w = new double[roles], new double[roles]);
                        var s = squares[feature];
                        for (int r = 0; r < roles; r++)
                        {
                            double gradient = (p[r] - (r == role ? 1 : 0)) + (ridge * w[r]);
                            s[r] += gradient * gradient;
                            w[r] -= rate * gradient / (Math.Sqrt(s[r]) + 1e-6);
                        }
                    }
                }
            }

            model._weights[group.Key] = weights;
        }

        return model;
    }

    /// <summary>Probability of each role of its kind, as the model has it; not calibrated.</summary>
    internal double[] Predict(RoleKind kind, IReadOnlyList<string> features) =>
        Probabilities(_weights.TryGetValue(kind, out var w) ? w : [], features, Roles[kind].Length);

    private static double[] Probabilities(Dictionary<string, double[]> weights, IReadOnlyList<string> features, int roles)
    {
        var scores = new double[roles];
        foreach (string feature in features)
        {
            if (!weights.TryGetValue(feature, out var w)) continue;
            for (int r = 0; r < roles; r++) scores[r] += w[r];
        }

        double top = scores.Max(), sum = 0;
        for (int r = 0; r < roles; r++) sum += scores[r] = Math.Exp(scores[r] - top);
        for (int r = 0; r < roles; r++) scores[r] /= sum;
        return scores;
    }
}
