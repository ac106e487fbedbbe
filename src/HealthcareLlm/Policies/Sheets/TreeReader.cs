using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>Reads a tree of criteria: ids once only, groups without a cycle, every leaf with a clause that the document has.</summary>
internal sealed class TreeReader(SheetFaults faults, YamlMappingNode? groups, ImmutableArray<PolicyPassage> passages)
{
    private const int DeepestTree = 20;

    private static readonly string[] Operators = ["all", "any", "atLeast", "unless", "sequence", "use", "criterion"];

    private readonly List<string> _path = [];

    /// <summary>The tree of a node; null where it has a fault. Ids are those of this tree: a group may be used by two trees.</summary>
    internal CriteriaTree? Read(YamlNode? node)
    {
        if (node is null) return null;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return Node(node, ids, 0);
    }

    private CriteriaTree? Node(YamlNode node, HashSet<string> ids, int depth)
    {
        if (depth > DeepestTree)
        {
            faults.Add(node, "the tree is deeper than 20 levels; has it a cycle?");
            return null;
        }

        if (SheetMap.Of(node, faults, "a criterion", ["id", .. Operators, "clause", "quote", "test", "evidence", "ask"]) is not { } map) return null;
        string[] used = [.. Operators.Where(map.Keys.Contains)];
        if (used.Length != 1)
        {
            faults.Add(node, "a node has exactly one of " + string.Join(", ", Operators));
            return null;
        }

        if (used[0] == "use") return Use(map, ids, depth);
        string id = map.Text("id");
        if (id.Length > 0 && !ids.Add(id)) faults.Add(node, $"the id '{id}' stands twice in this tree");
        if (used[0] == "criterion") return Leaf(map, id);
        foreach (string key in map.Keys.Where(static k => k is "clause" or "quote" or "test" or "evidence" or "ask")) faults.Add(node, $"'{key}' belongs to a criterion, not to '{used[0]}'");
        return Branch(map, used[0], id, ids, depth);
    }

    private CriteriaTree? Branch(SheetMap map, string kind, string id, HashSet<string> ids, int depth)
    {
        switch (kind)
        {
            case "all":
                return Children(map.Node(kind)!, ids, depth, 1) is { } all ? new CriteriaTree.All(id, all) : null;
            case "any":
                return Children(map.Node(kind)!, ids, depth, 1) is { } any ? new CriteriaTree.Any(id, any) : null;
            case "sequence":
                if (Children(map.Node(kind)!, ids, depth, 2) is not { } steps) return null;
                if (steps.Any(static s => s is not CriteriaTree.Leaf { Criterion.Test: LabTest or TherapyTest or DocumentedTest })) faults.Add(map.At, "a step of a sequence is a criterion with a lab, therapy or documented test, which have dates");
                return new CriteriaTree.Sequence(id, steps);
            case "atLeast":
                if (SheetMap.Of(map.Node(kind), faults, "'atLeast'", "count", "of") is not { } some) return null;
                int? count = some.Whole("count", 1, true);
                if (some.Node("of") is not { } of)
                {
                    faults.Add(some.At, "'of' is missing");
                    return null;
                }

                if (Children(of, ids, depth, 1) is not { } children || count is null) return null;
                if (count <= children.Length) return new CriteriaTree.AtLeast(id, count.Value, children);
                faults.Add(some.At, "'count' is more than there are criteria");
                return null;
            default:
                if (SheetMap.Of(map.Node(kind), faults, "'unless'", "base", "exception") is not { } pair) return null;
                if (pair.Node("base") is not { } @base || pair.Node("exception") is not { } exception)
                {
                    faults.Add(pair.At, "'unless' has a base and an exception");
                    return null;
                }

                var (one, other) = (Node(@base, ids, depth + 1), Node(exception, ids, depth + 1));
                return one is null || other is null ? null : new CriteriaTree.Unless(id, one, other);
        }
    }

    private ImmutableArray<CriteriaTree>? Children(YamlNode node, HashSet<string> ids, int depth, int least)
    {
        if (node is not YamlSequenceNode list || list.Children.Count < least)
        {
            faults.Add(node, least == 1 ? "a list with at least one criterion is needed" : "a list with at least two criteria is needed");
            return null;
        }

        var children = list.Children.Select(c => Node(c, ids, depth + 1)).ToList();
        return children.Contains(null) ? null : [.. children!];
    }

    private CriteriaTree? Use(SheetMap map, HashSet<string> ids, int depth)
    {
        string name = map.Text("use");
        if (map.Keys.Count() > 1) faults.Add(map.At, "'use' stands alone: the group has its own id");
        if (_path.Contains(name))
        {
            faults.Add(map.At, $"a cycle: {string.Join(" → ", _path.SkipWhile(p => p != name).Append(name))}");
            return null;
        }

        if (groups is null || !groups.Children.TryGetValue(new YamlScalarNode(name), out var group))
        {
            faults.Add(map.At, $"there is no group '{name}'");
            return null;
        }

        _path.Add(name);
        var read = Node(group, ids, depth + 1);
        _path.RemoveAt(_path.Count - 1);
        return read;
    }

    private CriteriaTree.Leaf? Leaf(SheetMap map, string id)
    {
        string text = map.Text("criterion"), clause = map.Text("clause");
        var cited = clause.Length == 0 ? null : Cited(map, clause);
        var test = map.Node("test") is { } node ? TestReader.Read(node, faults) : null;
        var ask = map.Node("ask") is { } asked ? SheetMap.Of(asked, faults, "'ask'", "of", "text") : null;
        if (map.Node("ask") is null) faults.Add(map.At, "'ask' is missing: whom to ask, and for what");
        var request = ask is null ? null : new EvidenceRequest(ask.Text("of"), ask.Text("text"));
        return cited is null || request is null || id.Length == 0 ? null : new(new(id, text, cited, test, map.Optional("evidence") ?? string.Empty, request));
    }

    private ClauseCitation? Cited(SheetMap map, string clause)
    {
        var found = passages.Where(p => Same(p.Clause, clause)).ToList();
        if (found.Count == 0)
        {
            faults.Add(map.Node("clause")!, $"the document has no clause '{clause}'");
            return null;
        }

        if (map.Optional("quote") is not { } quote) return Whole(found[0], clause);
        foreach (var passage in found)
        {
            if (Quotes.Find(passage.Text, quote) is not { } at) continue;
            var span = new Documents.TextSpan(passage.Span.Start + at.Start, passage.Span.Start + at.End);
            return new(passage.DocumentId, passage.Page, span, at.In(passage.Text), clause, passage.Boxes);
        }

        faults.Add(map.Node("quote")!, $"clause '{clause}' does not hold this quote");
        return null;
    }

    private static ClauseCitation Whole(PolicyPassage passage, string clause) => new(passage.DocumentId, passage.Page, passage.Span, passage.Text, clause, passage.Boxes);

    private static bool Same(string one, string other) => string.Equals(Folded(one), Folded(other), StringComparison.OrdinalIgnoreCase);

    private static string Folded(string clause) => string.Concat(clause.Where(static c => !char.IsWhiteSpace(c)));
}
