using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/directions.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>frequency</c>, <c>route</c> or <c>any</c>.</param>
/// <param name="Pattern">What is written.</param>
/// <param name="Writing">The one writing that it is brought to.</param>
/// <param name="Example">Two writings, parted by <c>=</c>, that are the same.</param>
/// <param name="CounterExample">Two writings, parted by <c>=</c>, that are not.</param>
public sealed record DirectionRule(string Id, string Kind, Regex Pattern, string Writing, string Example, string CounterExample);

/// <summary>Brings frequencies and routes of drugs to one writing: BID, twice daily and 2 times a day are the same, and daily is not.</summary>
public static partial class Directions
{
    private static readonly Lazy<ImmutableArray<DirectionRule>> Rules = new(() =>
        [.. RuleFiles.Read("directions.tsv", 7).Select(c => new DirectionRule(c[0], c[1], new(c[2], RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), c[3], c[5], c[6]))]);

    /// <summary>Every rule, in the order of the file.</summary>
    public static ImmutableArray<DirectionRule> All => Rules.Value;

    /// <summary>A frequency in its one writing.</summary>
    public static string Frequency(string text) => Written(text, "frequency");

    /// <summary>A route in its one writing.</summary>
    public static string Route(string text) => Written(text, "route");

    private static readonly Lazy<ImmutableArray<(RulePattern Pattern, string Writing)>> InText = new(static () =>
        [.. Rules.Value.Where(static r => r.Writing.Length > 0).Select(static r => (new RulePattern(new(r.Pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))), r.Writing))]);

    /// <summary>A text with its frequencies and routes in their one writing, all else as it stands; words that only lead in tell something elsewhere and stay.</summary>
    internal static string Within(string text)
    {
        var pairs = new TextPairs(text);
        foreach (var (pattern, writing) in InText.Value) text = pattern.Replace(text, pairs, writing);
        return text;
    }

    private static readonly FrozenSet<string> OtherRoutes =
        new[] { "transdermal", "vaginal", "ophthalmic", "otic", "buccal", "intradermal", "intrathecal", "epidural", "intravitreal", "intraarticular", "enteral", "gastric" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word names a route, in its one writing.</summary>
    internal static bool IsRoute(string word) => OtherRoutes.Contains(word) || All.Any(r => r.Kind == "route" && r.Writing == word);

    private static readonly KnownTexts<(string Text, string Kind), string> Known = new(20_000);

    private static string Written(string text, string kind) => Known.Of((text, kind), static k => Rewritten(k.Text, k.Kind));

    private static readonly Lazy<ImmutableArray<(DirectionRule Rule, RulePattern Pattern)>> Tried = new(static () => [.. Rules.Value.Select(static r => (r, new RulePattern(r.Pattern)))]);

    private static string Rewritten(string text, string kind)
    {
        string written = Spaces().Replace(text.Trim().ToLowerInvariant(), " ");
        var pairs = new TextPairs(written);
        foreach (var (rule, pattern) in Tried.Value)
        {
            if ((rule.Kind != kind && rule.Kind != "any") || !pattern.MayMatch(pairs)) continue;
            string next = rule.Pattern.Replace(written, rule.Writing);
            if (ReferenceEquals(next, written)) continue;
            written = Spaces().Replace(next, " ").Trim();
            pairs.Take(written);
        }

        return written;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();
}
