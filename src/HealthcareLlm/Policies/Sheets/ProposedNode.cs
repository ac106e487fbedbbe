using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>A criterion, or a group of criteria, that a language model proposes: nothing of it is to be believed.</summary>
/// <param name="Tree"><c>initial</c> or <c>continuation</c>.</param>
/// <param name="Id">Its name.</param>
/// <param name="Parent">Name of its group; empty at the top.</param>
/// <param name="Kind"><c>criterion</c>, <c>all</c>, <c>any</c> or <c>at-least</c>.</param>
/// <param name="Clause">Number of the clause that it is said to stand in.</param>
/// <param name="Quote">Words that are said to stand there.</param>
/// <param name="Text">The criterion in a sentence.</param>
/// <param name="Test">How code could decide it: names such as <c>age.atLeast</c> and values; of a group, <c>count</c>.</param>
public sealed record ProposedNode(string Tree, string Id, string Parent, string Kind, string Clause, string Quote, string Text, ImmutableArray<KeyValuePair<string, string>> Test)
{
    /// <summary>What a test of a proposal may name; the part before the point is the kind of a sheet's test.</summary>
    public static readonly ImmutableArray<string> TestNames =
    [
        "age.atLeast", "age.atMost", "diagnosis.anyOf", "diagnosis.named", "documented.anyOf", "documented.withinDays", "lab.anyOf", "lab.atLeast", "lab.atMost", "lab.above", "lab.below", "lab.unit", "lab.withinDays",
        "specialty.anyOf", "therapy.anyOf", "therapy.count", "therapy.outcomes", "therapy.minimumDays", "therapy.withinDays",
    ];

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup => Kind != "criterion";
}

/// <summary>A proposed node with what the check against the policy's text found.</summary>
/// <param name="Node">It.</param>
/// <param name="Fault">Why it is withheld; null where it stands.</param>
/// <param name="TestFault">Why its test alone is withheld; null where that stands, or there is none.</param>
public sealed record JudgedNode(ProposedNode Node, string? Fault, string? TestFault);
