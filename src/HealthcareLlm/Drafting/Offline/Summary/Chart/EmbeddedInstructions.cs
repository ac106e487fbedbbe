using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A pattern of text that addresses the program that reads it.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Pattern">What it looks like.</param>
/// <param name="Example">Text that matches.</param>
/// <param name="CounterExample">Text that looks like it and must not match.</param>
internal sealed record EmbeddedInstructionRule(string Id, SievedPattern Pattern, string Example, string CounterExample);

/// <summary>The rules of <c>rules/embedded-instructions.tsv</c>.</summary>
internal static class EmbeddedInstructions
{
    private static readonly Lazy<ImmutableArray<EmbeddedInstructionRule>> Loaded = new(Load);

    private static readonly Lazy<PatternNeeds> s_needs = new(static () => PatternNeeds.OfAny(All.Select(static r => r.Pattern.Needs)));

    /// <summary>All rules.</summary>
    internal static ImmutableArray<EmbeddedInstructionRule> All => Loaded.Value;

    /// <summary>Whether a sentence addresses the program that reads it.</summary>
    internal static bool Addresses(string sentence)
    {
        if (!s_needs.Value.MayStandIn(sentence)) return false;
        foreach (var rule in All)
        {
            if (rule.Pattern.IsMatch(sentence)) return true;
        }

        return false;
    }

    private static ImmutableArray<EmbeddedInstructionRule> Load()
    {
        var rules = ImmutableArray.CreateBuilder<EmbeddedInstructionRule>();
        foreach (string[] row in RuleFiles.Read("embedded-instructions.tsv", 5))
        {
            rules.Add(new(row[0], new(row[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), row[3], row[4]));
        }

        return rules.ToImmutable();
    }
}
