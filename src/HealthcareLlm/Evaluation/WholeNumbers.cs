using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Makes the numbers of a golden case's regular expression whole: <c>5\s*mg</c> does not match 25 mg, nor <c>38\.6</c> 138.6 or 38.65, and zeros before a number or
/// behind its point are no other number. An annotator writes the number that is right and means no other.
/// </summary>
/// <remarks>Digits are left as they are where the expression itself goes on with digits, a point or a group on that side: <c>5[0-9.]*</c>, <c>\w5</c>, <c>5(?:0|5)</c>; <c>1[0-9]</c> is any number of two digits that begins so.</remarks>
internal static partial class WholeNumbers
{
    private const string NoNumberBefore = @"(?<![\d.\u00bc-\u00be])(?<!\d[,'])0*", NoNumberAfter = @"(?![\d\u00bc-\u00be]|[.,'e]\d)";

    private static readonly SearchValues<char> Counted = SearchValues.Create("0123456789,");

    private enum Kind
    {
        // A digit, written or any of some; what may match a digit or a point; anything else; the marks of groups and alternatives; a quantifier.
        Digit,
        Digits,
        Other,
        Open,
        Close,
        Or,
        Quantifier,
    }

    /// <summary>The expression with its numbers whole.</summary>
    /// <param name="pattern">A .NET regular expression; one that does not compile gives one that does not compile either.</param>
    internal static string In(string pattern)
    {
        var tokens = Tokens(pattern);
        if (!tokens.Exists(t => t.Kind == Kind.Digit)) return pattern;
        var whole = new StringBuilder(pattern.Length + 64);
        for (int i = 0; i < tokens.Count; i++)
        {
            bool isDigit = tokens[i].Kind == Kind.Digit;
            if (isDigit && IsFree(tokens, i, -1)) whole.Append(NoNumberBefore);
            whole.Append(tokens[i].Text);
            if (!isDigit) continue;
            while (i + 1 < tokens.Count && tokens[i + 1].Kind == Kind.Quantifier) whole.Append(tokens[++i].Text);
            if (IsFree(tokens, i, 1)) whole.Append(IsBehindPoint(tokens, i) ? "0*" : @"(?:\.0+)?").Append(NoNumberAfter);
        }

        return whole.ToString();
    }

    /// <summary>Whether no digit or point of the expression can stand beside the token on that side.</summary>
    private static bool IsFree(List<(Kind Kind, string Text)> tokens, int at, int step)
    {
        var left = step < 0 ? Kind.Open : Kind.Close;
        for (int i = at + step; i >= 0 && i < tokens.Count; i += step)
        {
            if (tokens[i].Kind == Kind.Or) i = Edge(tokens, i, step);
            if (i < 0 || i >= tokens.Count) return true;
            var (kind, text) = tokens[i];
            // Out of the group that the token stands in; where the group is repeated, what stands beside it may be itself.
            if (kind == left && IsRepeated(tokens, step < 0 ? Edge(tokens, i, 1) : i)) return false;
            if (kind == left || kind == Kind.Quantifier) continue;
            return kind == Kind.Other || (kind == Kind.Digits && text == "." && IsRepeated(tokens, i));
        }

        return true;
    }

    /// <summary>The mark of the group's edge on that side, from the group's other edge or from within it; before the first or behind the last token where there is no group.</summary>
    private static int Edge(List<(Kind Kind, string Text)> tokens, int from, int step)
    {
        int depth = 0;
        for (int i = from + step; i >= 0 && i < tokens.Count; i += step)
        {
            if (tokens[i].Kind is not (Kind.Open or Kind.Close)) continue;
            bool leaves = tokens[i].Kind == (step < 0 ? Kind.Open : Kind.Close);
            if (leaves && depth == 0) return i;
            depth += leaves ? -1 : 1;
        }

        return step < 0 ? -1 : tokens.Count;
    }

    private static bool IsRepeated(List<(Kind Kind, string Text)> tokens, int at) => at + 1 < tokens.Count && tokens[at + 1] is { Kind: Kind.Quantifier, Text: not "?" };

    /// <summary>Whether the digits that end here stand behind a decimal point.</summary>
    private static bool IsBehindPoint(List<(Kind Kind, string Text)> tokens, int at)
    {
        while (at >= 0 && tokens[at].Kind is Kind.Digit or Kind.Quantifier) at--;
        return at >= 0 && tokens[at].Text is @"\." or "[.,]" or "[.]";
    }

    private static List<(Kind Kind, string Text)> Tokens(string pattern)
    {
        var tokens = new List<(Kind, string)>();
        for (int i = 0; i < pattern.Length;)
        {
            var (kind, length) = Token(pattern, i);
            tokens.Add((kind, pattern.Substring(i, length)));
            i += length;
        }

        return tokens;
    }

    private static (Kind Kind, int Length) Token(string pattern, int at)
    {
        switch (pattern[at])
        {
            case '\\':
                char letter = at + 1 < pattern.Length ? pattern[at + 1] : ' ';
                int length = letter switch { 'u' => 6, 'x' => 4, _ => 2 };
                while (char.IsAsciiDigit(letter) && at + length < pattern.Length && char.IsAsciiDigit(pattern[at + length])) length++;
                return (letter is 'd' ? Kind.Digit : letter is 'w' or '.' or ',' or 'S' ? Kind.Digits : Kind.Other, Math.Min(length, pattern.Length - at));
            case '[':
                int end = pattern.IndexOf(']', Math.Min(at + (pattern.AsSpan(at).StartsWith("[^") ? 3 : 2), pattern.Length));
                string set = end < 0 ? pattern[at..] : pattern[at..(end + 1)];
                bool isNegated = set.StartsWith("[^", StringComparison.Ordinal);
                if (DigitsAlone().IsMatch(set)) return (Kind.Digit, set.Length);
                // Anything but some letters stands for words between, and not for a part of the number.
                return (!isNegated && (set.Any(char.IsAsciiDigit) || set.Contains('.', StringComparison.Ordinal) || set.Contains(',', StringComparison.Ordinal) || set.Contains(@"\d", StringComparison.Ordinal) || set.Contains(@"\w", StringComparison.Ordinal)) ? Kind.Digits : Kind.Other, set.Length);
            case '(':
                return (Kind.Open, at + 1 < pattern.Length && pattern[at + 1] == '?' ? Header(pattern, at) : 1);
            case ')':
                return (Kind.Close, 1);
            case '|':
                return (Kind.Or, 1);
            case '*' or '+' or '?':
                return (Kind.Quantifier, at + 1 < pattern.Length && pattern[at + 1] == '?' ? 2 : 1);
            case '{' when pattern.IndexOf('}', at) is > 0 and var close && !pattern.AsSpan(at + 1, close - at - 1).ContainsAnyExcept(Counted):
                return (Kind.Quantifier, close - at + (close + 1 < pattern.Length && pattern[close + 1] == '?' ? 2 : 1));
            case '.' or ',':
                return (Kind.Digits, 1);
            default:
                return (char.IsAsciiDigit(pattern[at]) ? Kind.Digit : Kind.Other, 1);
        }
    }

    /// <summary>Letters of a group's head: <c>(?:</c>, <c>(?!</c>, <c>(?&lt;=</c>, <c>(?&lt;name&gt;</c>, <c>(?i)</c>.</summary>
    private static int Header(string pattern, int at)
    {
        if (at + 2 >= pattern.Length) return 2;
        if (pattern[at + 2] is ':' or '!' or '=' or '>') return 3;
        if (pattern[at + 2] == '<' && at + 3 < pattern.Length && pattern[at + 3] is '=' or '!') return 4;
        int end = pattern.AsSpan(at + 2).IndexOfAny(":>)");
        return end < 0 ? 2 : end + 2 + (pattern[at + 2 + end] == ')' ? 0 : 1);
    }

    [GeneratedRegex(@"^\[(?:[0-9](?:-[0-9])?|\\d)+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex DigitsAlone();
}
