using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether a text whose every word stands in its quotes says what they say. It is cut into the longest runs of words that the quotes have; where one run ends and the next begins, no number or side may
/// stand in place of another ('10 of 10' of '8 of 10'), and no denial be left out or put in ('never had' of 'had').
/// </summary>
internal static class ValueOrder
{
    /// <summary>Words before a word within which a denial of its clause is its own.</summary>
    private const int Reach = 3;

    /// <summary>Letters of a unit, at most.</summary>
    private const int LongestUnit = 3;

    private enum Kind
    {
        Word,
        Number,
        Side,
        Denial,
    }

    /// <summary>A word.</summary>
    /// <param name="Key">As it is compared.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Begins">Whether a clause, a cell or a quote begins with it.</param>
    /// <param name="Opens">Whether a quote begins with it.</param>
    private readonly record struct Token(string Key, Kind Kind, bool Begins, bool Opens);

    /// <summary>Some words of the value that stand side by side in a quote.</summary>
    /// <param name="From">Place of the first in the value.</param>
    /// <param name="Length">How many; 1 where no quote has the word.</param>
    /// <param name="At">Places of the first in the quotes.</param>
    private readonly record struct Run(int From, int Length, List<int> At);

    /// <summary>What is wrong with the value: <see cref="Verdict.TokenNotInSpan"/> of a number or side in place of another, <see cref="Verdict.AssertionContradicts"/> of a denial; null where nothing is.</summary>
    internal static Verdict? Fault(string value, IEnumerable<string> quotes)
    {
        var said = Tokens(value);
        if (said.Count == 0) return null;
        List<Token> cited = [.. quotes.SelectMany(Tokens)];
        Run? before = null;
        for (int from = 0; from < said.Count;)
        {
            var run = Longest(said, from, cited);
            // A bound is no number, and letters within a word are no unit: '1800' of '>1800', 'L' of 'mL'.
            if (run.At.Count == 0 && said[from].Kind == Kind.Number && cited.Exists(c => c.Kind == Kind.Number && Unbounded(c.Key) == Unbounded(said[from].Key))) return Verdict.TokenNotInSpan;
            if (run.At.Count == 0 && from > 0 && said[from - 1].Kind == Kind.Number && said[from].Key.Length <= LongestUnit) return Verdict.TokenNotInSpan;
            if (Boundary(said, cited, before, run) is { } fault) return fault;
            before = run;
            from += run.Length;
        }

        return null;
    }

    private static Run Longest(List<Token> said, int from, List<Token> cited)
    {
        List<int> at = [];
        int longest = 1;
        for (int j = 0; j < cited.Count; j++)
        {
            int length = 0;
            while (from + length < said.Count && j + length < cited.Count && said[from + length].Key == cited[j + length].Key && (length == 0 || !cited[j + length].Opens)) length++;
            if (length == 0 || length < longest) continue;
            if (length > longest) at.Clear();
            longest = length;
            at.Add(j);
        }

        return new(from, longest, at);
    }

    /// <summary>The fault that every place of the two runs has where they meet; null where a place has none.</summary>
    private static Verdict? Boundary(List<Token> said, List<Token> cited, Run? before, Run run)
    {
        Verdict? fault = null;
        foreach (int at in run.At)
        {
            if (before is not { At.Count: > 0 } earlier)
            {
                if (!LosesDenial(said, cited, run.From, at, -1)) return null;
                fault = Verdict.AssertionContradicts;
                continue;
            }

            foreach (int start in earlier.At)
            {
                int end = start + earlier.Length;
                fault = Replaces(said, cited, run.From, at, end) ? Verdict.TokenNotInSpan
                    : LosesDenial(said, cited, run.From, at, end) || AddsDenial(said, cited, run.From, at) ? Verdict.AssertionContradicts
                    : null;
                if (fault is null) return null;
            }
        }

        return fault;
    }

    /// <summary>Whether a number or a side stands beside the boundary where the quotes have another, on either side of it.</summary>
    private static bool Replaces(List<Token> said, List<Token> cited, int from, int at, int end) =>
        (end < cited.Count && !cited[end].Opens && IsOther(said[from], cited[end])) || (!cited[at].Opens && at > 0 && IsOther(said[from - 1], cited[at - 1]));

    private static bool IsOther(Token one, Token other) => one.Kind is Kind.Number or Kind.Side && one.Kind == other.Kind && one.Key != other.Key;

    /// <summary>Whether a denial stands before the place in its clause, behind what the value has before it, and the value does not deny there.</summary>
    private static bool LosesDenial(List<Token> said, List<Token> cited, int from, int at, int end)
    {
        if (cited[at].Kind == Kind.Denial || (from > 0 && said[from - 1].Kind == Kind.Denial)) return false;
        return IsDenied(cited, at, end <= at ? end : -1);
    }

    /// <summary>Whether the value denies before the place, and the quotes do not.</summary>
    private static bool AddsDenial(List<Token> said, List<Token> cited, int from, int at) => said[from - 1].Kind == Kind.Denial && !IsDenied(cited, at, -1);

    private static bool IsDenied(List<Token> cited, int at, int since)
    {
        // A sentence may be cited in pieces, of which one ends in its denial.
        if (cited[at].Opens && at > since) return at > 0 && cited[at - 1].Kind == Kind.Denial;
        for (int i = at; i > 0 && i > at - Reach && !cited[i].Begins && i > since; i--)
        {
            if (cited[i - 1].Kind == Kind.Denial) return true;
            // 'Not renewed until potassium falls' does not deny the potassium.
            if (DenialWords.LeadsOn(cited[i].Key)) return false;
        }

        return false;
    }

    private static string Unbounded(string number) => number.TrimStart('<', '>', '=');

    private static List<Token> Tokens(string text)
    {
        List<Token> tokens = [];
        int end = 0;
        foreach (Match word in s_word.Value.Matches(text))
        {
            if (word.Groups["number"].Success)
            {
                end = word.Index + word.Length;
                continue;
            }

            string key = word.Value.ToLowerInvariant().Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\u2264", "<=", StringComparison.Ordinal).Replace("\u2265", ">=", StringComparison.Ordinal);
            var kind = char.IsAsciiDigit(key[^1]) ? Kind.Number : key is "left" or "right" or "bilateral" ? Kind.Side : word.Groups["denial"].Success ? Kind.Denial : Kind.Word;
            tokens.Add(new(key, kind, tokens.Count == 0 || s_bound.Value.IsMatch(text[end..word.Index]), tokens.Count == 0));
            end = word.Index + word.Length;
        }

        return tokens;
    }

    // A 'no.' before a number counts, and denies nothing.
    private static readonly Lazy<SievedPattern> s_word = Pattern.Sieved(@"\b(?<number>nos?(?:\.|\s?[:#])\s*(?=[\w#-]*\d))|(?<denial>\b(?:w/o|(?:no|not|non|without|never|denies|denied|denying|cannot|neither|nor)\b))|(?:[<>\u2264\u2265]=?\s?)?[0-9]+(?:[.,][0-9]+)*|\p{L}+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_bound = Pattern.Sieved(@"[,;:()\[\]|?!]|\.|  ", RegexOptions.CultureInvariant);
}
