using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>The small language in which rules say how charts write: see the head of <c>rules/chart-ideas.tsv</c>.</summary>
internal static class ChartPattern
{
    // Words over which a gap never reaches: they turn what follows round, or make it another thing.
    internal const string Turning = @"no|not|never|none|nor|neither|without|cannot|denie[sd]|denying|declin\w+|refus\w+|unable|but|however|although|though|except|if|unless|until|instead|fail\w*|lack\w*|absent|pending|ordered|indeterminate|positive|equivocal|will|would|should|may|might|goals?|targets?|expected|projected|predicted";

    private const string Break = @"[^\w;]+";

    private const string Numbers = @"[0-9]{1,4}(?:\.[0-9]+)?|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety";

    /// <summary>What finds a pattern's words, whole, whatever their case and the ends of lines between them; an abbreviation of two or three capitals in capitals alone.</summary>
    internal static Regex Make(string pattern, IReadOnlyDictionary<string, string> sets) => Documents.Pattern.Make(@"(?<!\w)(?:" + Of(pattern, sets) + @")(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A pattern as a regular expression.</summary>
    /// <exception cref="InvalidDataException">It names a set that no earlier row has.</exception>
    internal static string Of(string pattern, IReadOnlyDictionary<string, string> sets)
    {
        var made = new StringBuilder(pattern.Length * 3);
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            bool wasClass = inClass;
            inClass = c == '[' || (inClass && c != ']');
            if (c == '\\') made.Append(c).Append(pattern[++i]);
            else if (inClass || wasClass) made.Append(c);
            else if (Starts(pattern, i, " ~~ ")) (i, _) = (i + 3, made.Append(Gap(9)));
            else if (Starts(pattern, i, " ~ ")) (i, _) = (i + 2, made.Append(Gap(4)));
            else if (Starts(pattern, i, " *<")) i = Filled(pattern, i, sets, made);
            else if (c == '<' && !(i > 1 && pattern[i - 1] == '?' && pattern[i - 2] == '(') && i + 1 < pattern.Length && char.IsAsciiLetterLower(pattern[i + 1])) i = Named(pattern, i, sets, made);
            else if (c == '#') made.Append("(?<").Append(pattern[++i]).Append('>').Append(Numbers).Append(')');
            else if (c == '_') made.Append(Break);
            else if (c == ' ') made.Append(@"(?:[\s-]+)");
            else if (char.IsAsciiLetterUpper(c) && (i == 0 || !char.IsLetterOrDigit(pattern[i - 1]))) i = Capitals(pattern, i, made);
            else made.Append(c);
        }

        return made.ToString();
    }

    private static bool Starts(string pattern, int at, string token) => string.CompareOrdinal(pattern, at, token, 0, token.Length) == 0;

    private static string Gap(int words) => $@"{Break}(?:(?!(?:{Turning})\b)\w+{Break}){{0,{words}}}?";

    /// <summary>Any number of the words of a set, and of nothing else.</summary>
    private static int Filled(string pattern, int at, IReadOnlyDictionary<string, string> sets, StringBuilder made)
    {
        int end = pattern.IndexOf('>', at);
        made.Append(Break).Append("(?:(?:").Append(Set(pattern[(at + 3)..end], sets)).Append(')').Append(Break).Append(")*?");
        return end + 1 < pattern.Length && pattern[end + 1] == ' ' ? end + 1 : throw new InvalidDataException("chart-ideas.tsv: a blank must follow the words between: " + pattern);
    }

    private static int Named(string pattern, int at, IReadOnlyDictionary<string, string> sets, StringBuilder made)
    {
        int end = pattern.IndexOf('>', at);
        made.Append("(?:").Append(Set(pattern[(at + 1)..end], sets)).Append(')');
        return end;
    }

    private static string Set(string name, IReadOnlyDictionary<string, string> sets) => sets.TryGetValue(name, out string? words) ? words : throw new InvalidDataException("chart-ideas.tsv: no set of words: " + name);

    private static int Capitals(string pattern, int at, StringBuilder made)
    {
        int end = at;
        while (end < pattern.Length && char.IsLetterOrDigit(pattern[end])) end++;
        string word = pattern[at..end];
        made.Append(word.Length is 2 or 3 && word.All(char.IsAsciiLetterUpper) ? $"(?-i:{word})" : word);
        return end - 1;
    }
}
