using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation.Citing;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Whether a value is right by the pattern of its gold leaf. The pattern tells where in the value the gold's statement stands; the clause that it stands in must say what the
/// gold says: denied or not, doubted, whose, past, planned or over, of which side, with which numbers and units. A sentence may say other things beside it.
/// </summary>
internal static partial class PatternJudge
{
    // Words between shared ones, and before the first and behind the last of them, within which a number stands in place of another.
    private const int Gap = 6, Edge = 3;

    // Words from those that the gold has too within which a word of status, in the same clause, tells of them.
    private const int Near = 3;

    private static FrozenDictionary<string, string> Sides => SummaryWords.Sides;

    /// <summary>Whether the value is right by it.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="pattern">Its pattern.</param>
    /// <param name="value">What stands.</param>
    internal static bool Agrees(string path, GoldLeaf.Given gold, string pattern, string value)
    {
        if (Comparator.Spelt(value) is var spelt && GoldPatterns.Matches(pattern, spelt)) value = spelt;
        var places = GoldPatterns.Places(pattern, value);
        if (places.IsEmpty) return false;
        string literal = Literal(pattern);
        string[] writings = gold.Value.Length > 0 ? [gold.Value, .. gold.AnyOf] : [.. gold.AnyOf];
        if (writings.Length == 0) writings = [literal];
        bool isLong = Comparator.IsLong(path);
        return writings.Any(w => new Reading(Comparator.Spelt(w), literal, pattern, isLong).AgreesWith(value, places));
    }

    /// <summary>Whether a clause of the gold stands in the value by most of its words, and nowhere is denied, doubted, told of the same person, time and side.</summary>
    internal static bool Contradicts(string gold, string value) => gold != value && new Reading(gold, string.Empty, null, true).Contradicts(value);

    /// <summary>The words that a pattern names, without its signs.</summary>
    private static string Literal(string pattern) => Signs().Replace(WithoutForbidden(pattern), " ");

    /// <summary>The pattern without what it says must not stand there: its negative looks ahead and behind.</summary>
    private static string WithoutForbidden(string pattern)
    {
        for (int at; (at = Forbids().Match(pattern) is { Success: true } look ? look.Index : -1) >= 0;)
        {
            int depth = 0, end = at;
            for (; end < pattern.Length; end++)
            {
                if (pattern[end] == '\\') end++;
                else if (pattern[end] == '(') depth++;
                else if (pattern[end] == ')' && --depth == 0) break;
            }

            pattern = pattern[..at] + " " + (end + 1 < pattern.Length ? pattern[(end + 1)..] : string.Empty);
        }

        return pattern;
    }

    [GeneratedRegex(@"(?<!\\)\(\?<?!", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Forbids();

    [GeneratedRegex(@"\\[bBsSdDwW][*+?]?|\\(?=[.+*?()\[\]{}|/-])|\(\?[:=!<]+|[()\[\]{}|^$*?]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Signs();

    // Two numbers with nothing between them but their percents.
    [GeneratedRegex(@"(?<![\d./-])(?<one>\d+(?:\.\d+)?)\s*%?\s+(?<other>\d+(?:\.\d+)?)(?![\d/-])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Abutting();

    /// <summary>One writing of the gold, held against values.</summary>
    private sealed class Reading
    {
        private readonly string _gold;
        private readonly bool _isLong;
        private readonly ImmutableArray<string> _words, _undated, _named;
        private readonly ImmutableArray<(Clause Clause, ImmutableArray<string> Match)> _clauses;

        internal Reading(string gold, string literal, string? pattern, bool isLong)
        {
            (_gold, _isLong) = (gold, isLong);
            _words = Statement.Words(gold);
            _undated = Statement.Words(Clauses.Undated(gold));
            _named = [.. _words, .. Statement.Words(literal)];
            _clauses = pattern is null ? [] : [.. GoldPatterns.Places(pattern, gold).Select(p => (Clauses.About(gold, p.Start, p.End), Statement.Words(gold[p.Start..p.End])))];
        }

        internal bool AgreesWith(string value, ImmutableArray<(int Start, int End)> places)
        {
            var words = Statement.Words(value);
            if (Marks.DeniesOther(_gold, value) || Marks.JoinedOtherwise(_gold, value) || Crossed.Are(_gold, value) || Statement.OtherOrder(_words, words) || Renumbered(words) || Replaced(words) || (_isLong && TurnedWords.Are(_gold, value)) || HasTwo(value) || Contradicts(value)) return false;
            foreach (var (start, end) in places)
            {
                var clause = Clauses.About(value, start, end);
                // Another alternative of the pattern than the gold's own words match says the same in its own way.
                var match = Statement.Words(value[start..end]);
                Clause[] own = [.. _clauses.Where(c => c.Match.Any(w => match.Any(m => IsSame(w, m)))).Select(static c => c.Clause)];
                if (own.Length == 0 ? SaysNoMore(clause) && IsDenied(clause) == match.Any(Comparator.Denies) : own.Any(o => Same(o, clause, words))) return true;
            }

            return false;
        }

        private bool Same(Clause own, Clause other, ImmutableArray<string> value) =>
            // Where one clause holds all of the gold, so it does its denials.
            (IsDenied(own) == IsDenied(other) || (_words.Any(Comparator.Denies) && Comparator.Place(other.Words, _words) >= 0))
            && SaysNoMore(other)
            && !own.Governed.Any(w => TurningWords.IsAnywhere(w) && !other.Governed.Contains(w))
            && !own.Phrase.Any(w => TurningWords.IsStatus(w) && !other.Governed.Contains(w))
            && !own.Phrase.Any(w => NormalForm.IsNumber(w) && !value.Any(v => IsSame(w, v)))
            && !own.Phrase.Any(w => Sides.ContainsKey(w) && !HasSide(value, w))
            && !Marks.SignedOtherwise(own.Text, other.Text) && !Marks.LetteredOtherwise(own.Text, other.Text) && !Marks.DoubtedOtherwise(own.Text, other.Text);

        /// <summary>Whether a clause of the gold stands in the value too, by most of its words, and nowhere says the same.</summary>
        internal bool Contradicts(string value)
        {
            var words = Statement.Words(value);
            var others = Clauses.Of(value);
            foreach (var own in Clauses.Of(_gold))
            {
                string[] tells = [.. own.Words.Where(Tells)];
                if (tells.Length < 2) continue;
                Clause[] like = [.. others.Where(o => 3 * tells.Count(w => o.Words.Any(v => IsSame(w, v))) >= 2 * tells.Length)];
                if (like.Length > 0 && !like.Any(o => Same(own, o, words) && own.Numbers.All(n => words.Any(v => IsSame(n, v))))) return true;
            }

            return false;
        }

        /// <summary>Whether the clause has no word of status, no side and no opposite that the gold does not have.</summary>
        private bool SaysNoMore(Clause clause) =>
            clause.Governed.All(w => !TurningWords.IsStatus(w) || Has(w) || IsFar(clause, w, Near))
            && clause.Words.All(w => !Sides.ContainsKey(w) || HasSide(_named, w) || IsFar(clause, w, 1))
            && (_isLong || clause.Words.All(w => !TurningWords.IsTurning(w) || _named.Contains(w)))
            && !Opposites.Part(_words, clause.Words) && !Statement.OtherUnits(_words, clause.Words);

        /// <summary>Whether a word stands, within the clause itself, only where no word that the gold has too stands near it.</summary>
        private bool IsFar(Clause clause, string word, int near)
        {
            if (TurningWords.IsAnywhere(word) || clause.Governed.Count(w => w == word) > clause.Words.Count(w => w == word)) return false;
            for (int i = 0; i < clause.Words.Length; i++)
            {
                if (clause.Words[i] != word) continue;
                for (int j = Math.Max(0, i - near); j < Math.Min(clause.Words.Length, i + near + 1); j++)
                {
                    if (Tells(clause.Words[j]) && _named.Any(n => IsSame(n, clause.Words[j]))) return false;
                }
            }

            return true;
        }

        private static bool IsDenied(Clause clause) => clause.Governed.Any(Comparator.Denies);

        // 'Post.' is short for 'posterior', where the gold has that.
        private bool Has(string word) => _named.Contains(word) || (word.Length >= 4 && _named.Any(n => n.StartsWith(word, StringComparison.Ordinal)));

        private static bool HasSide(ImmutableArray<string> words, string word)
        {
            string side = Sides[word];
            return words.Any(w => Sides.GetValueOrDefault(w) == side) || (side != "bilateral" && words.Contains(side[..1]));
        }

        /// <summary>Whether of two numbers side by side the gold has one: which of them it is nobody can tell.</summary>
        private bool HasTwo(string value) => Abutting().Matches(value).Any(m => HasNumber(m.Groups["one"].Value) != HasNumber(m.Groups["other"].Value));

        private bool HasNumber(string number) => _words.Contains(NormalForm.Number(number));

        /// <summary>Whether beside words that both have a number stands in place of another, or is lost between them.</summary>
        private bool Renumbered(ImmutableArray<string> value)
        {
            foreach (var gap in Gaps(_undated, value))
            {
                if (gap is { Own: [var lost], Other: [], IsInner: true } && NormalForm.IsNumber(lost)) return true;
            }

            foreach (var gap in Gaps(_words, value))
            {
                var (own, other) = (gap.Own, gap.Other);
                if (gap.IsInner && (own.Length > Gap || other.Length > Gap)) continue;
                if (own.Any(w => NormalForm.IsNumber(w) && !value.Any(v => IsSame(w, v))) && other.Any(w => NormalForm.IsNumber(w) && !_words.Any(v => IsSame(w, v)))) return true;
            }

            return false;
        }

        /// <summary>Whether one word stands in place of another between words that both have, or anywhere where all else is shared.</summary>
        private bool Replaced(ImmutableArray<string> value)
        {
            var gaps = Gaps(_words, value);
            return gaps.Exists(static g => g.IsInner && g.Own.Length == 1 && g.Other.Length == 1 && Differ(g.Own[0], g.Other[0]))
                || (gaps is [{ Own: [var own], Other: [var other] }] && _words.Count(Tells) > 1 && Differ(own, other));
        }

        private static bool Differ(string own, string other) => Tells(own) && Tells(other) && !NormalForm.IsNumber(own) && !IsShort(own, other) && !IsShort(other, own);

        private static bool Tells(string word) => !TurningWords.IsSmall(word);

        private static bool IsShort(string one, string other) => other.StartsWith(one, StringComparison.Ordinal);

        private static bool IsSame(string one, string other) =>
            Comparator.IsOne(one, other) || (!NormalForm.IsNumber(one) && Misreading.Is(one, other)) || (NormalForm.IsNumber(one) && NormalForm.IsNumber(other) && (one == "20" + other || other == "20" + one));

        /// <summary>What stands in each between the words that both have in the same order, and beside the first and the last of them.</summary>
        private static List<Between> Gaps(ImmutableArray<string> own, ImmutableArray<string> other)
        {
            int[,] longest = new int[own.Length + 1, other.Length + 1];
            for (int i = own.Length - 1; i >= 0; i--)
            {
                for (int j = other.Length - 1; j >= 0; j--) longest[i, j] = IsSame(own[i], other[j]) ? 1 + longest[i + 1, j + 1] : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }

            List<Between> gaps = [];
            int a = 0, b = 0, fromOwn = 0, fromOther = 0;
            while (a < own.Length && b < other.Length)
            {
                if (IsSame(own[a], other[b]))
                {
                    bool isFirst = fromOwn == 0 && fromOther == 0;
                    if (a > fromOwn || b > fromOther) gaps.Add(isFirst ? new(own[Math.Max(fromOwn, a - Edge)..a], other[Math.Max(fromOther, b - Edge)..b], false) : new(own[fromOwn..a], other[fromOther..b], true));
                    (fromOwn, fromOther) = (++a, ++b);
                }
                else if (longest[a + 1, b] >= longest[a, b + 1]) a++;
                else b++;
            }

            if (fromOwn < own.Length || fromOther < other.Length) gaps.Add(new(own[fromOwn..Math.Min(own.Length, fromOwn + Edge)], other[fromOther..Math.Min(other.Length, fromOther + Edge)], false));
            return gaps;
        }

        private readonly record struct Between(ImmutableArray<string> Own, ImmutableArray<string> Other, bool IsInner);
    }
}
