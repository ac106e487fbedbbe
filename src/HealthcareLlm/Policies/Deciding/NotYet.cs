using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What is still to be made, given or held is not in the chart: 'will write plan of care', 'counseling is booked'.</summary>
internal static class NotYet
{
    // Words that may stand between what is still to be done and what is asked about, in the same clause.
    private const string BetweenBefore = @"(?:[ \t]+[\w/&'-]+){0,4}?[ \t]+$", BetweenAfter = @"^(?:[ \t]+[\w/&'-]+){0,3}?[ \t]*[,:(–-]?[ \t]*";

    private static readonly Lazy<ImmutableArray<(string Id, bool Before, Regex Pattern, string Example, string CounterExample)>> Rules = new(() =>
        [.. RuleFiles.Read("not-yet.tsv", 6).Select(static r => (r[0], r[1] == "before", Pattern.OfWords(r[1] == "before" ? $@"\b(?:{r[2]}){BetweenBefore}" : $@"{BetweenAfter}(?:{r[2]})\b").Value, r[4], r[5]))]);

    /// <summary>Id, example and counter-example of each rule, for tests.</summary>
    internal static IEnumerable<(string Id, string Example, string CounterExample)> Examples => Rules.Value.Select(static r => (r.Id, r.Example, r.CounterExample));

    /// <summary>The rule that says that the words of a sentence are still to come; null where none does.</summary>
    internal static string? RuleOf(string text, TextSpan sentence, TextSpan words)
    {
        string before = text[sentence.Start..Math.Max(sentence.Start, words.Start)], after = text[words.End..Math.Max(words.End, sentence.End)];
        foreach (var rule in Rules.Value)
        {
            if (rule.Pattern.IsMatch(rule.Before ? before : after)) return rule.Id;
        }

        return null;
    }
}
