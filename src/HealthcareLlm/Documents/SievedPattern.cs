using System.Text.RegularExpressions;

namespace HealthcareLlm.Documents;

/// <summary>
/// A pattern that is asked only of text which holds one of the strings without which it cannot match (<see cref="PatternNeeds"/>), and that is made when the first such text comes.
/// Of the hundreds of patterns that look at each sentence of a note most need a word that does not stand there; what is found is the same. For several threads.
/// </summary>
/// <param name="pattern">A regular expression.</param>
/// <param name="options">Its options.</param>
internal sealed class SievedPattern(string pattern, RegexOptions options)
{
    private static readonly Regex s_never = new("(?!)");
    private static readonly MatchCollection s_none = None();

    private PatternNeeds? _needs;
    private Regex? _regex;

    /// <summary>The pattern itself, without the sieve. Two threads may both make it; either will do.</summary>
    internal Regex Regex => _regex ??= Pattern.Make(pattern, options);

    /// <summary>What a text needs to match.</summary>
    internal PatternNeeds Needs => _needs ??= PatternNeeds.Of(pattern, options);

    internal bool IsMatch(string text) => Needs.MayStandIn(text) && Regex.IsMatch(text);

    internal bool IsMatch(ReadOnlySpan<char> text) => Needs.MayStandIn(text) && Regex.IsMatch(text);

    internal Match Match(string text) => Needs.MayStandIn(text) ? Regex.Match(text) : System.Text.RegularExpressions.Match.Empty;

    /// <summary>The first match that begins at a place or behind it; what stands before is seen.</summary>
    internal Match Match(string text, int from) => Needs.MayStandIn(text.AsSpan(from)) ? Regex.Match(text, from) : System.Text.RegularExpressions.Match.Empty;

    /// <summary>The first match within a part of a text, as if nothing stood around it.</summary>
    internal Match Match(string text, int from, int length) => Needs.MayStandIn(text.AsSpan(from, length)) ? Regex.Match(text, from, length) : System.Text.RegularExpressions.Match.Empty;

    /// <summary>Whether a match begins at a place or behind it; what stands before is seen.</summary>
    internal bool IsMatch(ReadOnlySpan<char> text, int from) => Needs.MayStandIn(text[from..]) && Regex.IsMatch(text, from);

    /// <summary>The matches from a place on; what stands before is seen.</summary>
    internal MatchCollection Matches(string text, int from) => Needs.MayStandIn(text.AsSpan(from)) ? Regex.Matches(text, from) : s_none;

    internal Regex.ValueMatchEnumerator EnumerateMatches(ReadOnlySpan<char> text) => Needs.MayStandIn(text) ? Regex.EnumerateMatches(text) : s_never.EnumerateMatches([]);

    internal MatchCollection Matches(string text) => Needs.MayStandIn(text) ? Regex.Matches(text) : s_none;

    internal int Count(string text) => Needs.MayStandIn(text) ? Regex.Count(text) : 0;

    internal string Replace(string text, string by) => Needs.MayStandIn(text) ? Regex.Replace(text, by) : text;

    internal string Replace(string text, string by, int times) => Needs.MayStandIn(text) ? Regex.Replace(text, by, times) : text;

    internal string Replace(string text, MatchEvaluator by) => Needs.MayStandIn(text) ? Regex.Replace(text, by) : text;

    internal string[] Split(string text) => Needs.MayStandIn(text) ? Regex.Split(text) : [text];

    // Counted once, it does not change when several threads read it.
    private static MatchCollection None()
    {
        var none = s_never.Matches(string.Empty);
        _ = none.Count;
        return none;
    }
}
