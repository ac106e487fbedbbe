using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>
/// Whether a text that is cut out of a quote word by word lost or added a denial, exchanged its sides, or has one of its numbers in place of another. Its words are aligned with the quote's in their order; what is told in other words or in
/// another order is left to others.
/// </summary>
internal static partial class TurnedWords
{
    /// <summary>Words before the next one that both have within which a denial of the quote tells of that.</summary>
    private const int Near = 3;

    // Quotes that are tried in every order: a cell, its column and its row.
    private const int MostOrders = 4;

    // Share of the letters of a text that may be words of its own.
    private const double OwnShare = 0.3;

    // More words are no value: nothing is aligned.
    private const int MostWords = 400;

    private static readonly FrozenSet<string> Denials = new[] { "no", "not", "non", "without", "never", "denies", "denied", "denying", "cannot", "nor", "neither" }.ToFrozenSet(StringComparer.Ordinal);

    // Behind what they tell of; before it they are a kind: gram negative.
    private static readonly FrozenSet<string> Results = new[] { "negative", "absent" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a value that has the gold's other words in their order turns one. The gold's only number may stand elsewhere: 'copies: 2', 'two copies'.</summary>
    internal static bool Are(string gold, string value)
    {
        if (EndsDenied(gold, value)) return true;
        if (Turned(gold, value) is not > 0) return false;
        var (own, other) = (Read(gold), Read(value));
        string[] numbers = [.. own.Select(static w => w.Number).OfType<string>()];
        return numbers.Distinct(StringComparer.Ordinal).Count() != 1 || other.Count(o => o.Number == numbers[0]) < numbers.Length || Turned(own.RemoveAll(static w => w.Number is not null), other) > 0;
    }

    /// <summary>Whether the value says behind the gold's last word, and at its end, that it is not so: 'cannot walk, not present'.</summary>
    private static bool EndsDenied(string gold, string value) =>
        End().Match(value) is { Success: true } end && !End().IsMatch(gold) && NormalForm.Words(gold) is [.., var last] && NormalForm.Words(value[..end.Index]) is [.., var before] && Comparator.IsOne(last, before);

    [GeneratedRegex(@",?\s+(?:\((?=.*\)))?(?:(?:is|are|was|were|has been|have been)\s+)?(?:not (?:seen|found|present|identified|noted|detected|demonstrated|visuali[sz]ed|evident|there|confirmed)|absent|excluded|ruled out|denied|no longer(?: present| seen)?)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex End();

    /// <summary>Whether each quote that has every other word of the text in its order turns one, and so do all in a row; false where none has them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quotes">Its quotes, at least one.</param>
    /// <param name="mayAdd">Whether some words of its own are left aside, so that the denials of the others are judged.</param>
    internal static bool Are(string text, ImmutableArray<string> quotes, bool mayAdd = false) => Fewest(text, quotes, mayAdd) > 0;

    /// <summary>Whether a quote, or all in a row, has a text that denies word for word, its denials at their places.</summary>
    internal static bool KeepDenials(string text, ImmutableArray<string> quotes) => Read(text).Any(static w => w.Denies) && Fewest(text, quotes, false) == 0;

    private static int? Fewest(string text, ImmutableArray<string> quotes, bool mayAdd)
    {
        int? least = null;
        foreach (string quote in quotes) least = Least(least, Turned(text, quote, mayAdd && quotes.Length == 1));
        if (quotes.Length == 1 || least == 0) return least;
        foreach (string row in Rows(quotes)) least = Least(least, Turned(text, row, mayAdd));
        return least;
    }

    /// <summary>All quotes in a row, in every order; of many in their own alone.</summary>
    private static IEnumerable<string> Rows(ImmutableArray<string> quotes)
    {
        if (quotes.Length > MostOrders) return [string.Join(' ', quotes)];
        return quotes.Length == 1 ? quotes : quotes.SelectMany((first, i) => Rows(quotes.RemoveAt(i)).Select(rest => first + ' ' + rest));
    }

    private static int? Least(int? one, int? other) => one is null || other < one ? other ?? one : one;

    private static int? Turned(string text, string quote, bool mayAdd = false)
    {
        int? turned = Turned(Read(text), Read(quote), mayAdd);
        // A day may be told in another order.
        return turned is null or 0 || RowText.Undated(text, quote) is not { } undated ? turned : Least(turned, Turned(Read(undated.Text), Read(undated.Quote), mayAdd));
    }

    /// <summary>The fewest words that are turned in any alignment; null where the quote does not have the others in their order.</summary>
    private static int? Turned(ImmutableArray<Word> own, ImmutableArray<Word> quote, bool mayAdd = false)
    {
        if (own.IsEmpty || own.Length > MostWords || quote.Length > MostWords) return null;
        // Beside a few words of its own sides and numbers may stand in another order; what is denied may not.
        var foreign = own.Where(o => !o.Turns && !quote.Any(q => IsSame(o, q))).ToHashSet();
        if (foreign.Sum(static w => w.Text.Length) > (mayAdd ? OwnShare : 0) * own.Sum(static w => w.Turns ? 0 : w.Text.Length)) return null;
        if (foreign.Count > 0) own = own.RemoveAll(w => foreign.Contains(w) || (w.Turns && !w.Denies));
        // Fewest of the words so far, by the place of the quote that the last of them stands at; 0 is before all.
        int?[] before = new int?[quote.Length + 1];
        before[0] = 0;
        foreach (var word in own)
        {
            int?[] now = new int?[quote.Length + 1];
            for (int from = 0; from <= quote.Length; from++)
            {
                if (before[from] is not { } turned) continue;
                if (word.Turns) now[from] = Least(now[from], turned + 1);
                for (int at = from; at < quote.Length; at++)
                {
                    if (IsSame(word, quote[at])) now[at + 1] = Least(now[at + 1], turned + (LosesDenial(quote, from, at) ? 1 : 0));
                }
            }

            before = now;
        }

        return before.Min();
    }

    /// <summary>Whether a denial is skipped before the word at a place, in its clause and near it.</summary>
    private static bool LosesDenial(ImmutableArray<Word> quote, int from, int at)
    {
        for (int i = at - 1; i >= from && i >= at - Near && quote[i].Clause == quote[at].Clause; i--)
        {
            if (quote[i].Denies && !Results.Contains(quote[i].Text)) return true;
        }

        return false;
    }

    private static bool IsSame(Word one, Word other) => (one.Denies && other.Denies) || (one.Side is { } side && side == other.Side) || (one.Number is { } number && number == other.Number) || Comparator.IsOne(one.Text, other.Text);

    private static ImmutableArray<Word> Read(string text) => Known.Of(text, static t =>
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        int clause = 0;
        foreach (string part in Bound().Split(Number().Replace(Comparator.Spelt(t), "number ")))
        {
            string before = string.Empty;
            foreach (string word in NormalForm.Words(part))
            {
                words.Add(new(word, clause, Denials.Contains(word) || Results.Contains(word), SideOf(word), CitedWords.InDigits(word) ?? Degree(word, before)));
                before = word;
            }

            clause++;
        }

        return words.ToImmutable();
    });

    private static readonly KnownTexts<string, ImmutableArray<Word>> Known = new(20_000);

    private static string? SideOf(string word) => word switch { "r" => "right", "l" => "left", _ => SummaryWords.Sides.GetValueOrDefault(word) };

    /// <summary>A Roman number in digits, with its letter: the 2b of stage IIB.</summary>
    private static string? Degree(string word, string before) =>
        Statement.Count(word, before) ?? (word.Length > 1 && word[^1] is 'a' or 'b' or 'c' && Statement.Count(word[..^1], before) is { } number ? number + word[^1] : null);

    private readonly record struct Word(string Text, int Clause, bool Denies, string? Side, string? Number)
    {
        /// <summary>Whether the text says another thing without it.</summary>
        internal bool Turns => Denies || Side is not null || Number is not null;
    }

    [GeneratedRegex(@"[,;:()\[\]|?!]|\.(?![0-9])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bound();

    // A number's 'no.' denies nothing.
    [GeneratedRegex(@"\bnos?(?:\.|\s?[:#])\s*(?=[\w#-]*\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Number();
}
