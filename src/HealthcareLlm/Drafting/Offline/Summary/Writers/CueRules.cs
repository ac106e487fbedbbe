using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>A pattern that tells for which section of the summary a sentence is.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Section">The section, or <c>not-</c> and the section where the pattern keeps a sentence out.</param>
/// <param name="Weight">How well it fits; a rank.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Example">A sentence that matches.</param>
/// <param name="CounterExample">A sentence that looks like it and must not match.</param>
internal sealed record CueRule(string Id, string Section, double Weight, SievedPattern Pattern, string Example, string CounterExample);

/// <summary>The rules of <c>rules/summary-cues.tsv</c>.</summary>
internal static class CueRules
{
    private static readonly Lazy<Dictionary<string, Rules>> Loaded = new(() => Load().GroupBy(r => r.Section, StringComparer.Ordinal).ToDictionary(g => g.Key, static g => new Rules([.. g]), StringComparer.Ordinal));

    /// <summary>All rules.</summary>
    internal static IEnumerable<CueRule> All => Loaded.Value.Values.SelectMany(static g => g.All);

    /// <summary>The rules of one section, and what a sentence needs for any of them.</summary>
    private sealed record Rules(CueRule[] All)
    {
        private PatternNeeds? _needs;

        internal PatternNeeds Needs => _needs ??= PatternNeeds.OfAny(All.Select(static r => r.Pattern.Needs));
    }

    /// <summary>Weight of the best rule of a section that matches a sentence; 0 where none does or one keeps it out.</summary>
    internal static double Weigh(string section, string sentence)
    {
        if (!Loaded.Value.TryGetValue(section, out var rules) || !rules.Needs.MayStandIn(sentence)) return 0;
        double best = 0;
        foreach (var rule in rules.All)
        {
            if (rule.Weight > best && rule.Pattern.IsMatch(sentence)) best = rule.Weight;
        }

        return best > 0 && Loaded.Value.TryGetValue("not-" + section, out var barring) && Array.Exists(barring.All, r => r.Pattern.IsMatch(sentence)) ? 0 : best;
    }

    private static IEnumerable<CueRule> Load()
    {
        foreach (string[] row in RuleFiles.Read("summary-cues.tsv", 7))
        {
            var pattern = new SievedPattern(row[3], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            yield return new(row[0], row[1], double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), pattern, row[5], row[6]);
        }
    }
}
