using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A pattern of text that addresses the program that reads it.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Pattern">What it looks like.</param>
/// <param name="Example">Text that matches.</param>
/// <param name="CounterExample">Text that looks like it and must not match.</param>
internal sealed record EmbeddedInstructionRule(string Id, Regex Pattern, string Example, string CounterExample);

/// <summary>The rules of <c>rules/embedded-instructions.tsv</c>.</summary>
internal static class EmbeddedInstructions
{
    private static readonly Lazy<ImmutableArray<EmbeddedInstructionRule>> Loaded = new(Load);

    /// <summary>All rules.</summary>
    internal static ImmutableArray<EmbeddedInstructionRule> All => Loaded.Value;

    /// <summary>Whether a sentence addresses the program that reads it.</summary>
    internal static bool Addresses(string sentence)
    {
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
            rules.Add(new(row[0], Documents.Pattern.Make(row[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), row[3], row[4]));
        }

        return rules.ToImmutable();
    }
}
