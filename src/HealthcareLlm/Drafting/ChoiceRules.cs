using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting;

/// <summary>A rule that maps words to one of a field's choices.</summary>
/// <param name="Id">Stands in the result's reason.</param>
/// <param name="Path">The leaf.</param>
/// <param name="Value">The choice.</param>
/// <param name="Pattern">What the words must match, without regard to case.</param>
/// <param name="Reason">Why the words mean the choice.</param>
/// <param name="Example">Words that match.</param>
/// <param name="CounterExample">Words that look like it and must not match.</param>
public sealed record ChoiceRule(string Id, string Path, string Value, Regex Pattern, string Reason, string Example, string CounterExample);

/// <summary>Where a choice was found in some words.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Span">The words that matched, as offsets into the text given.</param>
public readonly record struct ChoiceMatch(ChoiceRule Rule, TextSpan Span);

/// <summary>The rules of <c>rules/choices.tsv</c>: which words mean which choice of which field.</summary>
public static class ChoiceRules
{
    private static readonly Lazy<ImmutableArray<ChoiceRule>> Loaded = new(Load);

    /// <summary>All rules, in the order of the file; earlier rules win.</summary>
    public static ImmutableArray<ChoiceRule> All => Loaded.Value;

    /// <summary>The first rule for a leaf that matches the text; null where none does.</summary>
    public static ChoiceMatch? Map(string path, string text)
    {
        string leaf = RecordFields.WithoutIndexes(path);
        // A remark in brackets explains and does not decide: 'Urgent (the standard time would harm)'.
        int remark = text.IndexOf('(', StringComparison.Ordinal);
        return (remark > 2 ? First(leaf, text[..remark]) : null) ?? First(leaf, text);
    }

    private static ChoiceMatch? First(string leaf, string text)
    {
        foreach (var rule in All)
        {
            if (rule.Path != leaf) continue;
            var match = rule.Pattern.Match(text);
            if (match.Success) return new(rule, new(match.Index, match.Index + match.Length));
        }

        return null;
    }

    /// <summary>Whether a rule of this id gives this value for a text: what grounding asks again of the cited quote.</summary>
    public static bool Gives(string ruleId, string path, string value, string text)
    {
        string leaf = RecordFields.WithoutIndexes(path);
        return All.Any(r => r.Id == ruleId && r.Path == leaf && r.Value == value && (r.Pattern.IsMatch(text) || r.Pattern.IsMatch(OneSpace(text))));
    }

    /// <summary>Words with one space between them, whatever stood there: a line's end, a typewriter's wide space.</summary>
    internal static string OneSpace(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static ImmutableArray<ChoiceRule> Load()
    {
        var rules = ImmutableArray.CreateBuilder<ChoiceRule>();
        foreach (string[] row in RuleFiles.Read("choices.tsv", 7))
        {
            rules.Add(new(row[0], row[1], row[2], new Regex(row[3], RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), row[4], row[5], row[6]));
        }

        return rules.ToImmutable();
    }
}
