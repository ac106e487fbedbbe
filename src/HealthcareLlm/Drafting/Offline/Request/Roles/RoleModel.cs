using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// For each leaf, which of the packet's values of a kind it is, or none of them: a conditional logit (McFadden 1974) in which the values compete with each
/// other and with 'none'. Of a kind of which a packet gives several, such as codes, each value competes with 'none' alone.
/// </summary>
internal sealed class RoleModel
{
    /// <summary>The row of a table that holds the scores of 'none'.</summary>
    internal const string None = "none";

    /// <summary>The leaves of each table of weights: one for each kind of values, one for each leaf that is linked to a service, and one for each choice.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Roles = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [nameof(RoleKind.Name)] = ["patient.name", "coverage.subscriberName", "requestingProvider.name"],
        [nameof(RoleKind.Id)] = ["patient.memberId", "coverage.groupNumber", "request.reference"],
        [nameof(RoleKind.Npi)] = ["requestingProvider.npi", "servicingProvider.npi"],
        [nameof(RoleKind.Date)] = ["patient.birthDate", "request.date"],
        [nameof(RoleKind.Phone)] = ["patient.phone", "requestingProvider.phone", "requestingProvider.fax"],
        [nameof(RoleKind.Diagnosis)] = ["diagnoses[].code"],
        [nameof(RoleKind.Procedure)] = ["request.services[].code"],
        [nameof(RoleKind.Therapy)] = ["clinical.priorTreatments[].treatment", "clinical.currentMedications[].name", "request.services[].description"],
        [nameof(RoleKind.Organization)] = ["coverage.payer", "servicingProvider.name"],
        ["frequency"] = ["request.services[].frequency"],
        ["duration"] = ["request.services[].duration"],
        ["quantity"] = ["request.services[].quantity"],
        ["startDate"] = ["request.services[].startDate"],
        ["endDate"] = ["request.services[].endDate"],
        ["request.urgency"] = ["request.urgency"],
        ["request.type"] = ["request.type"],
        ["request.setting"] = ["request.setting"],
        ["coverage.relationship"] = ["coverage.relationship"],
        ["coverage.lineOfBusiness"] = ["coverage.lineOfBusiness"],
        ["patient.sex"] = ["patient.sex"],
    };

    private static readonly Lazy<RoleModel> s_trained = new(static () => Read(RuleFiles.Read("roles.tsv", 3), RoleTrees.Read(RuleFiles.Read("role-trees.tsv", 3))));

    private readonly Dictionary<string, Dictionary<string, double[]>> _weights = new(StringComparer.Ordinal);

    private RoleTrees? _trees;

    /// <summary>The model in <c>rules/roles.tsv</c> and <c>rules/role-trees.tsv</c>, which <c>RoleTrainer learn</c> writes from the development parts of the golden sets.</summary>
    internal static RoleModel Trained => s_instead ?? s_trained.Value;

    private static RoleModel? s_instead;

    /// <summary>Puts a model that has not seen certain packets in the place of the one in rules, for <c>RoleTrainer outside</c>; null takes it away.</summary>
    internal static void Instead(RoleModel? model) => s_instead = model;

    /// <summary>Whether a packet gives several values of a table for the same leaf.</summary>
    internal static bool IsOfMany(string table) => table is nameof(RoleKind.Diagnosis) or nameof(RoleKind.Procedure) or nameof(RoleKind.Therapy);

    /// <summary>Whether a word, in lower case, is one that stands directly before or behind names.</summary>
    internal bool Announces(string word) => _weights.TryGetValue(nameof(RoleKind.Name), out var w) && (w.ContainsKey("b1:" + word) || w.ContainsKey("a1:" + word));

    /// <summary>The features of all tables, and those by which others are told: what else describes a mention weighs nothing and need not be kept.</summary>
    internal HashSet<string> Vocabulary { get; } = new(StringComparer.Ordinal) { RoleFeatures.Repaired };

    /// <summary>A model of rows of table, feature and a weight for each leaf of the table, and of trees, whose say is <see cref="RoleTrees.Share"/> of its own; by weights alone where there are none.</summary>
    internal static RoleModel Read(IEnumerable<string[]> rows, RoleTrees? trees = null)
    {
        var model = new RoleModel { _trees = trees };
        if (trees is not null) model.Vocabulary.UnionWith(trees.Features);
        foreach (string[] row in rows)
        {
            string kind = row[0];
            if (!model._weights.TryGetValue(kind, out var weights)) model._weights[kind] = weights = new(StringComparer.Ordinal);
            double[] numbers = [.. row[2].Split(' ').Select(static x => double.Parse(x, CultureInfo.InvariantCulture))];
            if (!Roles.TryGetValue(kind, out var roles) || numbers.Length != roles.Length) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"rules/roles.tsv, {row[0]} {row[1]}: {numbers.Length} weights where {roles?.Length} are needed"));
            weights[row[1]] = numbers;
            model.Vocabulary.Add(row[1]);
        }

        return model;
    }

    /// <summary>For each leaf of a table and each value, how likely the leaf is that value: uncalibrated, and together with 'none' 1 for each leaf.</summary>
    /// <param name="table">Table of weights: kind of the values or name of the leaf.</param>
    /// <param name="values">Features of each distinct value of the packet.</param>
    /// <returns>A row for each value with a number for each leaf.</returns>
    internal double[][] Predict(string table, IReadOnlyList<IReadOnlyCollection<string>> values)
    {
        int roles = Roles[table].Length;
        if (!_weights.TryGetValue(table, out var weights)) return [.. values.Select(_ => new double[roles])];
        double[] none = weights.TryGetValue(None, out var w) ? w : new double[roles];
        double[][] scores = [.. values.Select(v => Margins(table, Score(weights, v, roles), none, v))];
        none = new double[roles];
        for (int r = 0; r < roles; r++)
        {
            if (IsOfMany(table))
            {
                foreach (double[] score in scores) score[r] = 1 / (1 + Math.Exp(none[r] - score[r]));
                continue;
            }

            double top = Math.Max(none[r], scores.Length == 0 ? none[r] : scores.Max(s => s[r]));
            double sum = Math.Exp(none[r] - top) + scores.Sum(s => Math.Exp(s[r] - top));
            foreach (double[] score in scores) score[r] = Math.Exp(score[r] - top) / sum;
        }

        return scores;
    }

    /// <summary>By how much a value is likelier than 'none', for each leaf: what the weights say, and the trees.</summary>
    private double[] Margins(string table, double[] scores, double[] none, IReadOnlyCollection<string> features)
    {
        double[]? trees = _trees?.Margins(table, Roles[table], features);
        for (int r = 0; r < scores.Length; r++)
        {
            scores[r] -= none[r];
            if (trees is not null) scores[r] = ((1 - RoleTrees.Share) * scores[r]) + (RoleTrees.Share * trees[r]);
        }

        return scores;
    }

    private static double[] Score(Dictionary<string, double[]> weights, IReadOnlyCollection<string> features, int roles)
    {
        double[] score = new double[roles];
        foreach (string feature in features)
        {
            if (!weights.TryGetValue(feature, out var w)) continue;
            for (int r = 0; r < roles; r++) score[r] += w[r];
        }

        return score;
    }
}
