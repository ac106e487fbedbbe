using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Words for tests, procedures and findings that say what other words of the quotes say: <c>rules/spoken-equivalents.tsv</c>.</summary>
internal static class SpokenEquivalents
{
    private static readonly Lazy<(string Id, SievedPattern Said, SievedPattern Cited)[]> s_rules = new(static () =>
        [.. RuleFiles.Read("spoken-equivalents.tsv", 6).Select(static r => (r[0], new SievedPattern(@"^(?:" + r[1] + ")$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), new SievedPattern(@"(?<![A-Za-z])(?:" + r[2] + @")(?![A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)))]);

    private static readonly Lazy<PatternNeeds> s_needs = new(static () => PatternNeeds.OfAny(s_rules.Value.Select(static r => r.Said.Needs)));

    /// <summary>Whether a name is borne out by other words of a text.</summary>
    internal static bool Bears(string name, string text) => Of(name).Any(r => r.IsMatch(text));

    /// <summary>The words that bear a name.</summary>
    internal static IEnumerable<SievedPattern> Of(string name) =>
        s_known.Of(name, static said => !s_needs.Value.MayStandIn(said) ? [] : [.. s_rules.Value.Where(r => !r.Id.StartsWith(Denied, StringComparison.Ordinal) && r.Said.IsMatch(said)).Select(static r => r.Cited)]);

    /// <summary>Words that were asked for before, some thousands at most: no rule need be tried on them again.</summary>
    private static readonly Remembered<SievedPattern[]> s_known = new(MostKnown);

    private const int MostKnown = 4000;

    /// <summary>Whether a text has a word that by itself says that the name is absent: 'afebrile'.</summary>
    internal static bool Deny(string name, string text)
    {
        return s_knownDenying.Of(name, static said => [.. s_rules.Value.Where(r => r.Id.StartsWith(Denied, StringComparison.Ordinal) && r.Said.IsMatch(said)).Select(static r => r.Cited)]).Any(r => r.IsMatch(text));
    }

    private static readonly Remembered<SievedPattern[]> s_knownDenying = new(MostKnown);

    /// <summary>Begins the ids of rules whose cited words deny what is said.</summary>
    private const string Denied = "not-";
}
