using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Evaluates a tree of criteria in code: every leaf is judged, whatever the others say, and none is left out.</summary>
public static class TreeJudge
{
    /// <summary>Decides the criteria of an approved policy for a case.</summary>
    /// <param name="policy">The policy, approved for the day.</param>
    /// <param name="facts">The request and the chart.</param>
    /// <param name="overrides">Judgements of reviewers; of two on one criterion the later counts.</param>
    /// <exception cref="ArgumentException">An override names no criterion of the policy, or gives no reason.</exception>
    public static Determination Determine(ApprovedPolicy policy, CaseFacts facts, ImmutableArray<LeafOverride> overrides = default)
    {
        var tree = policy.Criteria.For(facts.RequestType.Value);
        var judged = new JudgedCase(facts, policy.Day, policy.Policy.Scope);
        var given = overrides.IsDefault ? [] : overrides;
        var byId = tree.Criteria().ToDictionary(static c => c.Id, StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (!byId.ContainsKey(one.CriterionId)) throw new ArgumentException($"the policy has no criterion '{one.CriterionId}'", nameof(overrides));
            if (string.IsNullOrWhiteSpace(one.Reason) || string.IsNullOrWhiteSpace(one.By)) throw new ArgumentException("an override has a reason and names who made it", nameof(overrides));
        }

        var findings = byId.Values.ToDictionary(
            static c => c.Id,
            c => new CriterionFinding(c, LeafJudge.Judge(c, judged), given.Where(o => o.CriterionId == c.Id).OrderBy(static o => o.On).LastOrDefault()),
            StringComparer.Ordinal);
        var nodes = ImmutableArray.CreateBuilder<NodeFinding>();
        Visit(tree, null, findings, nodes);
        var open = new List<CriterionFinding>();
        Collect(tree, nodes.ToDictionary(static n => n.Id, StringComparer.Ordinal), open);
        bool continuation = policy.Criteria.Continuation is not null && ReferenceEquals(tree, policy.Criteria.Continuation);
        var determination = new Determination(policy, policy.Day, continuation, nodes.ToImmutable()) { Open = [.. open.Distinct().OrderBy(static o => Rank(o.State))] };

        // 'N of N criteria evaluated' is a promise: no criterion of the tree may be left out.
        return determination.Total == byId.Count ? determination : throw new InvalidOperationException("a criterion was left out");
    }

    /// <summary>Worst first: not met, conflicting, not documented.</summary>
    internal static int Rank(CriterionState state) => state switch { CriterionState.NotMet => 0, CriterionState.Conflicting => 1, CriterionState.NotDocumented => 2, _ => 3 };

    private static CriterionState Visit(CriteriaTree tree, string? parent, Dictionary<string, CriterionFinding> findings, ImmutableArray<NodeFinding>.Builder nodes)
    {
        int at = nodes.Count;
        nodes.Add(null!);
        CriterionState[] Children(ImmutableArray<CriteriaTree> children) => [.. children.Select(c => Visit(c, tree.Id, findings, nodes))];
        var (op, state) = tree switch
        {
            CriteriaTree.Leaf => ("leaf", findings[tree.Id].State),
            CriteriaTree.All all => ("all", FourValued.All(Children(all.Children))),
            CriteriaTree.Any any => ("any", FourValued.Any(Children(any.Children))),
            CriteriaTree.AtLeast some => ("at-least", FourValued.AtLeast(some.Count, Children(some.Children))),
            CriteriaTree.Unless unless => ("unless", Unless(unless, findings, nodes)),
            CriteriaTree.Sequence steps => ("sequence", InOrder(FourValued.All(Children(steps.Children)), steps, findings)),
            _ => throw new InvalidOperationException("unknown kind of tree"),
        };
        nodes[at] = new(tree.Id, op, parent, state, tree is CriteriaTree.Leaf ? findings[tree.Id] : null);
        return state;
    }

    private static CriterionState Unless(CriteriaTree.Unless unless, Dictionary<string, CriterionFinding> findings, ImmutableArray<NodeFinding>.Builder nodes)
    {
        var @base = Visit(unless.Base, unless.Id, findings, nodes);
        return FourValued.Unless(@base, Visit(unless.Exception, unless.Id, findings, nodes));
    }

    /// <summary>Where all steps are met, their days decide: each ends before the next begins, or the order is wrong, or it cannot be told.</summary>
    private static CriterionState InOrder(CriterionState all, CriteriaTree.Sequence steps, Dictionary<string, CriterionFinding> findings)
    {
        if (all != CriterionState.Met) return all;
        var state = CriterionState.Met;
        for (int i = 1; i < steps.Children.Length; i++)
        {
            // A step that a reviewer judged to be met has no day that the program knows.
            var (before, after) = (findings[steps.Children[i - 1].Id], findings[steps.Children[i].Id]);
            if (before.Override is not null || after.Override is not null || before.Found.When is not { } first || after.Found.When is not { } second) state = CriterionState.NotDocumented;
            else if (first.Earliest > second.Latest) return CriterionState.NotMet;
            else if (first.Latest > second.Earliest) state = CriterionState.NotDocumented;
        }

        return state;
    }

    /// <summary>The leaves that keep a node from being met: none below a node that is met, and where a node has alternatives all that are open.</summary>
    private static void Collect(CriteriaTree tree, Dictionary<string, NodeFinding> nodes, List<CriterionFinding> open)
    {
        if (nodes[tree.Id].State == CriterionState.Met) return;
        switch (tree)
        {
            case CriteriaTree.Leaf:
                open.Add(nodes[tree.Id].Finding!);
                break;
            case CriteriaTree.Sequence steps when steps.Children.All(c => nodes[c.Id].State == CriterionState.Met):
                // Every step is met and their order is not: all of them are to be looked at.
                open.AddRange(steps.Children.Select(c => nodes[c.Id].Finding!));
                break;
            case CriteriaTree.Unless unless:
                Collect(unless.Base, nodes, open);
                Collect(unless.Exception, nodes, open);
                break;
            default:
                var children = tree switch { CriteriaTree.All a => a.Children, CriteriaTree.Any a => a.Children, CriteriaTree.AtLeast a => a.Children, CriteriaTree.Sequence s => s.Children, _ => [] };
                foreach (var child in children) Collect(child, nodes, open);
                break;
        }
    }
}
