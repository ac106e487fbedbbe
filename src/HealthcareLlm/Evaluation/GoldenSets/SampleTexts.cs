using System.Collections.Immutable;
using System.Text;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Texts that a pattern matches, made from the pattern itself: what a right statement may look like.</summary>
internal static class SampleTexts
{
    private const int Most = 32;

    /// <summary>Up to 32 texts, each matched by the pattern; none where it is too wild to be read so.</summary>
    internal static ImmutableArray<string> Of(string pattern) => Known.Of(pattern, Made);

    private static readonly KnownTexts<string, ImmutableArray<string>> Known = new(20_000);

    private static ImmutableArray<string> Made(string pattern)
    {
        int at = 0;
        return [.. Alternatives(pattern, ref at).Distinct(StringComparer.Ordinal).Take(Most).Where(t => GoldPatterns.Matches(pattern, t))];
    }

    private static List<string> Alternatives(string pattern, ref int at)
    {
        List<string> all = [];
        List<string> run = [string.Empty];
        while (at < pattern.Length && pattern[at] != ')')
        {
            if (pattern[at] == '|')
            {
                at++;
                all.AddRange(run);
                run = [string.Empty];
                continue;
            }

            var next = Quantified(pattern, ref at, One(pattern, ref at));
            run = [.. run.SelectMany(r => next.Select(n => r + n)).Take(Most)];
        }

        all.AddRange(run);
        return all;
    }

    private static List<string> One(string pattern, ref int at)
    {
        char c = pattern[at++];
        switch (c)
        {
            case '\\' when at < pattern.Length:
                return [pattern[at++] switch { 'b' or 'B' => string.Empty, 's' or 'W' => " ", 'd' => "1", 'w' or 'S' or 'D' => "a", var literal => literal.ToString() }];
            case '.':
                return [" "];
            case '^' or '$':
                return [string.Empty];
            case '[':
                int end = pattern.IndexOf(']', at);
                char first = at < pattern.Length ? pattern[at] : ' ';
                at = end < 0 ? pattern.Length : end + 1;
                return [first == '^' ? " " : first.ToString()];
            case '(':
                bool isLook = false;
                if (at < pattern.Length && pattern[at] == '?')
                {
                    isLook = at + 1 < pattern.Length && (pattern[at + 1] is '=' or '!' || (pattern[at + 1] == '<' && at + 2 < pattern.Length && pattern[at + 2] is '=' or '!'));
                    while (at < pattern.Length && pattern[at] is not (':' or '=' or '!' or '>' or ')')) at++;
                    if (at < pattern.Length && pattern[at] != ')') at++;
                }

                var inside = Alternatives(pattern, ref at);
                at++;
                return isLook ? [string.Empty] : inside;
            default:
                return [c.ToString()];
        }
    }

    private static List<string> Quantified(string pattern, ref int at, List<string> one)
    {
        if (at >= pattern.Length) return one;
        bool isOptional = pattern[at] is '?' or '*';
        if (pattern[at] is '?' or '*' or '+')
        {
            at++;
        }
        else if (pattern[at] == '{')
        {
            int end = pattern.IndexOf('}', at);
            var least = new StringBuilder();
            for (int i = at + 1; i < pattern.Length && char.IsAsciiDigit(pattern[i]); i++) least.Append(pattern[i]);
            isOptional = least.Length == 0 || least.ToString() == "0";
            at = end < 0 ? pattern.Length : end + 1;
        }

        if (at < pattern.Length && pattern[at] == '?') at++;
        return isOptional && one is not [" "] ? [.. one, string.Empty] : one;
    }
}
