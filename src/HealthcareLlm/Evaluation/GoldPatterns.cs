using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>The regular expressions of golden cases, their numbers whole (<see cref="WholeNumbers"/>): each is compiled once, however often it is checked and matched.</summary>
internal static class GoldPatterns
{
    /// <summary>Patterns that are kept; beyond them all are compiled anew, so that a great set does not fill the memory.</summary>
    private const int Kept = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly KnownTexts<string, Regex> Compiled = new(Kept);

    /// <summary>Compiles a pattern: case-insensitive, with a time limit.</summary>
    /// <exception cref="InvalidDataException">It does not compile.</exception>
    internal static Regex Compile(string pattern, string id)
    {
        try
        {
            return Of(pattern);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(id + ": a pattern does not compile", e);
        }
    }

    /// <summary>Whether the pattern compiles.</summary>
    internal static bool IsSound(string pattern)
    {
        try
        {
            return Of(pattern) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether the pattern matches; a pattern that runs out of time does not match.</summary>
    internal static bool Matches(string pattern, string text) => Matched.Of((pattern, text), static k => IsMatch(k.Pattern, k.Text));

    // A fact is looked for in every statement, and a trap too; each of them as often as anything asks.
    private static readonly KnownTexts<(string Pattern, string Text), bool> Matched = new(250_000);

    private static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Of(pattern).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Where the pattern matches; nowhere where it runs out of time.</summary>
    internal static ImmutableArray<(int Start, int End)> Places(string pattern, string text)
    {
        try
        {
            return [.. Of(pattern).Matches(text).Select(static m => (m.Index, m.Index + m.Length))];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static Regex Of(string pattern) =>
        Compiled.Of(pattern, static p => new(WholeNumbers.In(p), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit));
}
