using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Phrases of a policy as charts write them: a known abbreviation or other wording may stand for words of the phrase; <c>...</c> stands for up to six words.</summary>
internal static class ChartWords
{
    private const string Gap = @"(?:\W+(?!(?:" + ChartPattern.Turning + @")\b)\w+){0,6}?\W+";

    // Longer words of a phrase are replaced first, so that 'lumbar MRI' goes before 'MRI'.
    private static readonly Lazy<ImmutableArray<(string Words, string[] Others)>> Rows = new(() =>
        [.. RuleFiles.Read("chart-words.tsv", 3).Select(static r => (r[0], r[1].Split('|'))).OrderByDescending(static r => r.Item1.Length).ThenBy(static r => r.Item1, StringComparer.Ordinal)]);

    /// <summary>What finds a phrase in a chart, whatever its case and the ends of lines in it.</summary>
    internal static Regex PatternOf(string phrase) => new(@"(?<!\w)(?:" + Of(phrase, Rows.Value.AsSpan()) + @")(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    /// <summary>What finds a phrase also with one word more between two of its own, but none that denies, divides or sets it in the past: 'active pulmonary tuberculosis'.</summary>
    internal static Regex LoosePatternOf(string phrase) => new(
        PatternOf(phrase).ToString().Replace(@"[\s-]+", @"[\s-]+(?:(?!(?:non|no|not|never|ex|former|previous|prior|past|old|without|or|and|for|of|latent)\b)\w+[\s-]+)?", StringComparison.Ordinal),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    private static string Of(string phrase, ReadOnlySpan<(string Words, string[] Others)> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var match = Regex.Match(phrase, @"(?<!\w)" + Regex.Escape(rows[i].Words) + @"(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
            if (!match.Success) continue;
            string any = string.Join('|', rows[i].Others.Prepend(rows[i].Words).Select(static o => o.Any(char.IsLower) || !o.Any(char.IsLetter) ? Plain(o) : $"(?-i:{Plain(o)})"));
            return Joined(Of(phrase[..match.Index], rows[(i + 1)..]), $"(?:{any})", Of(phrase[(match.Index + match.Length)..], rows[(i + 1)..]), phrase, match);
        }

        return Plain(phrase);
    }

    private static string Joined(string before, string middle, string after, string phrase, Match at)
    {
        string Between(int place) => place >= 0 && place < phrase.Length && phrase[place] is ' ' or '-' ? @"[\s-]+" : string.Empty;
        string first = before.Length == 0 || before.EndsWith(Gap, StringComparison.Ordinal) ? string.Empty : Between(at.Index - 1), last = after.Length == 0 || after.StartsWith(Gap, StringComparison.Ordinal) ? string.Empty : Between(at.Index + at.Length);
        return before + first + middle + last + after;
    }

    private static string Plain(string phrase)
    {
        string[] parts = phrase.Split("...", StringSplitOptions.TrimEntries);
        return string.Join(Gap, parts.Select(static p => string.Join(@"[\s-]+", p.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Select(static w => w is "a" or "an" ? "an?" : Regex.Escape(w)))));
    }
}
