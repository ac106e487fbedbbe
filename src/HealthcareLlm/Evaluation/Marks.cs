using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>What the words of a text alone do not tell: marks between two numbers, a letter at a number, and what a denial covers.</summary>
internal static partial class Marks
{
    // What denies what comes after it; what denies what stands before it; what ends a denial within a sentence.
    private static readonly HashSet<string> Before = ["no", "not", "denies", "denied", "without", "never", "cannot"];

    private static readonly HashSet<string> Behind = ["negative", "absent", "denied"];

    private static readonly HashSet<string> Ends =
        ["but", "has", "have", "had", "reports", "reported", "admits", "endorses", "with", "is", "are", "was", "were", "shows", "showed", "positive", "present", "yet", "however", "although", "though", "except", "complains", "notes"];

    /// <summary>Whether a word ends a denial within a sentence: something is told anew.</summary>
    internal static bool EndsDenial(string word) => Ends.Contains(word);

    /// <summary>Whether two numbers that stand side by side in both texts are joined otherwise: a range (2.5-5), a part (1/2), or nothing (2.5 5).</summary>
    internal static bool JoinedOtherwise(string first, string second) => first != second && HaveNumbers(first, second) && JoinedOtherwise(Pairs(first), Pairs(second));

    /// <summary>Whether a number that both texts have stands with another single letter in each: 4B is not 4D, C5 not L5.</summary>
    internal static bool LetteredOtherwise(string first, string second) => first != second && HaveNumbers(first, second) && LetteredOtherwise(Lettered(first), Lettered(second));

    private static bool HaveNumbers(string first, string second) => first.AsSpan().ContainsAnyInRange('0', '9') && second.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>Whether a word that both texts have bears a plus in one and a minus, or none, in the other: ER+ is not ER-. Neither case nor the spaces about a plus make another.</summary>
    internal static bool SignedOtherwise(string first, string second)
    {
        if (first == second || !(first + second).Contains('+', StringComparison.Ordinal)) return false;
        var (own, other) = (Signed(first), Signed(second));
        return own.Exists(s => other.Exists(o => o.Word == s.Word) && !other.Exists(o => o.Word == s.Word && o.Sign == s.Sign))
            || (own.Exists(static s => s.IsSure) && other.Count == 0) || (other.Exists(static s => s.IsSure) && own.Count == 0);
    }

    // Apart before a capital (MRI + Contrast), or before a letter that touches it, a sign may only join: it is compared with another sign, and one that is not there is left to the words.
    private static List<(string Word, char Sign, bool IsSure)> Signed(string text) =>
        [.. Sign().Matches(text).Select(static m => (m.Groups["word"].Value.ToUpperInvariant(), m.Groups["sign"].Value is "+" ? '+' : '-', m.Groups["sure"].Success))];

    [GeneratedRegex(@"(?<![\w])(?<word>[A-Za-z][\w]*) ?(?<sign>[+\-\u2212])(?:(?=(?<sure>\s*(?:$|[,;./)]|\s[a-z])))|(?<=\w\+)(?=(?<sure>\s+[A-Z]))|(?=\s+[A-Z])|(?<=\+)(?=[A-Za-z]))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sign();

    /// <summary>Whether one of two texts bears a mark of doubt and the other none: <c>sarcoidosis?</c>, <c>~5</c>.</summary>
    internal static bool DoubtedOtherwise(string first, string second) => first != second && IsDoubted(first) != IsDoubted(second);

    private static bool IsDoubted(string text) => text.AsSpan().TrimEnd().EndsWith("?", StringComparison.Ordinal) || text.AsSpan().TrimStart().StartsWith("~", StringComparison.Ordinal) || text.AsSpan().TrimStart().StartsWith("\u2248", StringComparison.Ordinal);

    /// <summary>Whether a word that both texts have is denied in one and told in the other: 'denies pain, has cough' is not 'has pain, denies cough'.</summary>
    internal static bool DeniesOther(string first, string second)
    {
        if (first == second) return false;
        var (own, other) = (Told(first), Told(second));
        return own.Any(w => other.TryGetValue(w.Key, out bool told) && told != w.Value);
    }

    private static bool JoinedOtherwise(List<(string Numbers, char Mark)> first, List<(string Numbers, char Mark)> second) =>
        first.Exists(f => second.Exists(s => s.Numbers == f.Numbers) && !second.Exists(s => s == f));

    private static List<(string Numbers, char Mark)> Pairs(string text)
    {
        List<(string, char)> pairs = [];
        foreach (Match match in Pair().Matches(text))
        {
            string mark = match.Groups["mark"].Value.Trim().ToLowerInvariant();
            pairs.Add(($"{NormalForm.Number(match.Groups["low"].Value)} {NormalForm.Number(match.Groups["high"].Value)}", mark.Length == 0 ? ' ' : mark is "to" or "\u2013" or "\u2014" ? '-' : mark[0]));
        }

        return pairs;
    }

    private static bool LetteredOtherwise(List<(string Number, char Letter, bool Before)> first, List<(string Number, char Letter, bool Before)> second) =>
        first.Exists(f => second.Exists(s => s.Number == f.Number && s.Before == f.Before && s.Letter != f.Letter) && !second.Exists(s => s == f));

    private static List<(string Number, char Letter, bool Before)> Lettered(string text)
    {
        List<(string, char, bool)> found = [];
        foreach (Match match in Letter().Matches(text))
        {
            bool before = match.Groups["before"].Success;
            found.Add((match.Groups["number"].Value, char.ToLowerInvariant(match.Groups[before ? "before" : "after"].Value[0]), before));
        }

        return found;
    }

    /// <summary>Words of four letters and more that surely are denied (false) or told (true); one that stands twice, or of which it is not sure, is left out.</summary>
    private static Dictionary<string, bool> Told(string text)
    {
        Dictionary<string, bool> told = new(StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        foreach (string sentence in Sentence().Split(text))
        {
            // Words since the last denial; none where something was told anew since.
            int? since = null;
            bool isBeyond = false;
            foreach (string part in sentence.Split(", "))
            {
                var words = NormalForm.Words(part);
                for (int i = 0; i < words.Length; i++)
                {
                    since++;
                    if (Before.Contains(words[i])) (since, isBeyond) = (0, false);
                    else if (Ends.Contains(words[i])) since = null;
                    if (words[i].Length < 4 || Before.Contains(words[i]) || Behind.Contains(words[i]) || Ends.Contains(words[i])) continue;
                    bool denied = (since <= 2 && !isBeyond) || (i + 1 < words.Length && Behind.Contains(words[i + 1]));
                    if (!denied && since is not null) continue;
                    if (!told.TryAdd(words[i], !denied)) twice.Add(words[i]);
                }

                // Behind a comma it is not sure that a denial goes on.
                isBeyond = true;
            }
        }

        foreach (string word in twice) told.Remove(word);
        return told;
    }

    // Two numbers alone: no third before or behind, which would make a date, a telephone number or a row of values.
    [GeneratedRegex(@"(?<![\w.,/\-\u2013])(?<low>[0-9]+(?:\.[0-9]+)?)(?<mark> ?[-\u2013\u2014/] ?| to | )(?<high>[0-9]+(?:\.[0-9]+)?)(?![0-9]|[.,/\-\u2013]\s?[0-9]| [0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:(?<before>[A-Za-z])-?(?<number>[0-9]{1,4})|(?<number>[0-9]{1,5})-?(?<after>[A-Za-z]))(?![A-Za-z0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"[.;\n](?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sentence();
}
