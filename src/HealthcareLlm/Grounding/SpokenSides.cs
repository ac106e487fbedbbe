using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>A side that a text names.</summary>
/// <param name="Side"><c>left</c>, <c>right</c> or <c>both</c>.</param>
/// <param name="Span">Where.</param>
/// <param name="IsWord">Whether it is written out.</param>
internal readonly record struct SpokenSide(string Side, TextSpan Span, bool IsWord);

/// <summary>Sides of the body, written out or short; 'left' that is a form of 'leave' is none, nor is the L of '2 L' and 'U/L'.</summary>
internal static class SpokenSides
{
    private static readonly Lazy<SievedPattern> s_words = Pattern.Sieved(
        @"(?!left (?:against|ama|voicemail|a message|message|out|off|behind|home|hospital|it|him|her|them|before|without)\b)(?!(?<=\b(?:she|he|they|it|who|patient|mother|father|be|been|was|were|is|are|being|had|has|have|i|and then|none|any|nothing|little|much) )left(?: (?:the|to|on|in|with|at|by|for|when|over|after)\b|\s*[.,;]|\s*$))\bleft\b|(?<=\b(?:the|on|to|of|from|in) )left\b|\bleft-sided\b|\bright(?:-sided)?\b(?! (?:away|now|after))|\bbilateral(?:ly)?\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_short = Pattern.Sieved(
        @"(?<![\w/])(?<!\d )(?:(?<l>L|LT|Lt|LLE|LUE|LLL|LUL|LLQ|LUQ|OS)|(?<r>R|RT|Rt|RLE|RUE|RLL|RUL|RML|RLQ|RUQ|OD)|(?<b>b/l|B/L|bilat|Bilat|both|BOTH|Both|BLE|BUE|OU))\b(?![/\d])", RegexOptions.CultureInvariant);

    /// <summary>Every side of a text, in order of writing out and short.</summary>
    internal static IEnumerable<SpokenSide> Find(string text)
    {
        foreach (Match match in s_words.Value.Matches(text)) yield return new(char.ToLowerInvariant(match.Value[0]) switch { 'l' => "left", 'r' => "right", _ => "both" }, new(match.Index, match.Index + match.Length), true);
        foreach (Match match in s_short.Value.Matches(text)) yield return new(match.Groups["l"].Success ? "left" : match.Groups["r"].Success ? "right" : "both", new(match.Index, match.Index + match.Length), false);
    }

    /// <summary>The first side that the statement writes out and the quotes have in no way.</summary>
    internal static (string Token, int At)? FirstMissing(string statement, string quotes)
    {
        HashSet<string>? cited = null;
        foreach (var side in Find(statement))
        {
            if (!side.IsWord) continue;
            cited ??= [.. Find(quotes).Select(static s => s.Side)];
            if (!cited.Contains(side.Side) && !Acronym.BearsFrom(statement, side.Span.Start, quotes)) return (side.Span.In(statement), side.Span.Start);
        }

        return null;
    }
}
