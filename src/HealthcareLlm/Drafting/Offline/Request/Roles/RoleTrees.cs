using System.Globalization;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// Boosted trees (Friedman 2001) that judge a value as the weights of <see cref="RoleModel"/> do, against 'none', but by what stands together: a row that was 'completed' under 'requested'
/// weighs otherwise than either word. Half of what the model says is theirs; on packets that neither has seen the two together err less than each.
/// </summary>
internal sealed class RoleTrees
{
    /// <summary>The share of the trees in the margin over 'none'.</summary>
    internal const double Share = 0.5;

    /// <summary>The margin of a value of which no tree says anything: one of some twenty is right.</summary>
    internal const double Start = -3;

    private readonly Dictionary<string, Dictionary<string, int>> _features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Node[]>> _trees = new(StringComparer.Ordinal);

    /// <summary>Every feature that a tree asks for.</summary>
    internal IEnumerable<string> Features => _features.Values.SelectMany(static f => f.Keys);

    /// <summary>
    /// Trees of rows. A row of table, <c>feature</c> and a feature numbers it, in order, for its table; a row of table, leaf and a tree writes the tree before its branches: the number of a feature,
    /// the branch where it is not there and the branch where it is, or '=' and what the value gains.
    /// </summary>
    /// <exception cref="InvalidDataException">A leaf that its table has not, or a tree that is not whole.</exception>
    internal static RoleTrees Read(IEnumerable<string[]> rows)
    {
        var trees = new RoleTrees();
        foreach (string[] row in rows)
        {
            if (row[1] == FeatureRow)
            {
                var known = trees._features.TryGetValue(row[0], out var had) ? had : trees._features[row[0]] = new(StringComparer.Ordinal);
                known.Add(row[2], known.Count);
                continue;
            }

            if (!RoleModel.Roles.TryGetValue(row[0], out string[]? roles) || !roles.Contains(row[1])) throw new InvalidDataException("rules/role-trees.tsv: " + row[0] + " has no leaf " + row[1]);
            string[] words = row[2].Split(' ');
            var nodes = new List<Node>();
            if (Take(words, 0, nodes, trees._features.GetValueOrDefault(row[0])?.Count ?? 0) != words.Length) throw new InvalidDataException("rules/role-trees.tsv: a tree of " + row[1] + " does not end where its row ends");
            (trees._trees.TryGetValue(row[1], out var list) ? list : trees._trees[row[1]] = []).Add([.. nodes]);
        }

        return trees;
    }

    /// <summary>Name of the rows that number features.</summary>
    internal const string FeatureRow = "feature";

    /// <summary>The margins over 'none' of a value, one for each leaf of the table; null where the table has no trees.</summary>
    internal double[]? Margins(string table, string[] roles, IReadOnlyCollection<string> features)
    {
        if (!_features.TryGetValue(table, out var known)) return null;
        bool[] has = new bool[known.Count];
        foreach (string feature in features)
        {
            if (known.TryGetValue(feature, out int at)) has[at] = true;
        }

        double[] margins = new double[roles.Length];
        for (int r = 0; r < roles.Length; r++)
        {
            margins[r] = Start;
            foreach (var tree in _trees.GetValueOrDefault(roles[r]) ?? [])
            {
                int at = 0;
                while (tree[at].Feature >= 0) at = has[tree[at].Feature] ? tree[at].With : at + 1;
                margins[r] += tree[at].Gain;
            }
        }

        return margins;
    }

    private static int Take(string[] words, int at, List<Node> nodes, int features)
    {
        if (at >= words.Length) throw new InvalidDataException("rules/role-trees.tsv: a tree is cut off");
        if (words[at].StartsWith('='))
        {
            nodes.Add(new(-1, 0, double.Parse(words[at].AsSpan(1), CultureInfo.InvariantCulture)));
            return at + 1;
        }

        int feature = int.Parse(words[at], NumberStyles.None, CultureInfo.InvariantCulture), own = nodes.Count;
        if (feature >= features) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"rules/role-trees.tsv: there is no feature {feature}"));
        nodes.Add(new(feature, 0, 0));
        int next = Take(words, at + 1, nodes, features);
        nodes[own] = new(feature, nodes.Count, 0);
        return Take(words, next, nodes, features);
    }

    /// <param name="Feature">What is asked for; -1 for a leaf of the tree.</param>
    /// <param name="With">Where it goes on if the feature is there; if not, at the next node.</param>
    /// <param name="Gain">What the value gains, of a leaf of the tree.</param>
    private readonly record struct Node(int Feature, int With, double Gain);
}
