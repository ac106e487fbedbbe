using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// A pattern of a list of rules, tried only on a text that has two characters with which it can begin. Most texts have those of few rules, and to look for a hundred patterns in each is most of what judging a summary costs.
/// What the characters are is read from the pattern itself; one that can begin with anything is always tried.
/// </summary>
internal sealed class RulePattern
{
    // Characters are told apart as 26 letters, ten digits, and all else.
    internal const int Kinds = 37, Other = 36;

    private const ulong All = (1UL << Kinds) - 1, Letters = (1UL << 26) - 1, Digits = ((1UL << 10) - 1) << 26, OtherMask = 1UL << Other;

    private readonly List<Beginning>? _beginnings;
    private readonly bool _atWord;

    /// <param name="pattern">The pattern.</param>
    internal RulePattern(Regex pattern)
    {
        _pattern = pattern;
        try
        {
            string text = pattern.ToString();
            int at = 0;
            _beginnings = Alternatives(text, ref at);
            if (at < text.Length || _beginnings.Exists(static b => b.Length == 0)) _beginnings = null;
        }
        catch (NotSupportedException)
        {
            _beginnings = null;
        }

        // Behind no letter or digit: the pattern says so itself, and what it begins with is one.
        _atWord = (pattern.ToString().StartsWith(@"(?<!\w)", StringComparison.Ordinal) || BeginsAtWord(pattern.ToString())) && _beginnings?.TrueForAll(static b => (b.First & OtherMask) == 0) == true;
    }

    /// <summary>The pattern; compiled from when it has been tried often.</summary>
    internal Regex Pattern
    {
        get
        {
            if (_tried < Often && Interlocked.Increment(ref _tried) == Often) _pattern = new(_pattern.ToString(), _pattern.Options | RegexOptions.Compiled, _pattern.MatchTimeout);
            return _pattern;
        }
    }

    // To compile a pattern takes as long as to try it some hundred times, and it is then several times faster.
    private const int Often = 1_000;

    private volatile Regex _pattern;

    private int _tried;

    /// <summary>Whether every alternative begins with <c>\b</c>.</summary>
    private static bool BeginsAtWord(string pattern)
    {
        int depth = 0;
        bool isFirst = true;
        for (int at = 0; at < pattern.Length; at++)
        {
            if (isFirst && !pattern.AsSpan(at).StartsWith(@"\b", StringComparison.Ordinal)) return false;
            isFirst = depth == 0 && pattern[at] == '|';
            if (pattern[at] == '\\')
            {
                at++;
            }
            else if (pattern[at] == '[')
            {
                at++;
                Class(pattern, ref at);
                at--;
            }
            else
            {
                depth += pattern[at] == '(' ? 1 : pattern[at] == ')' ? -1 : 0;
            }
        }

        return pattern.Length > 0;
    }

    /// <summary>Whether it is tried on every text.</summary>
    internal bool IsAlwaysTried => _beginnings is null;

    /// <summary>False where it surely matches nowhere in the text.</summary>
    internal bool MayMatch(TextPairs text)
    {
        if (_beginnings is null || text.IsAny) return true;
        foreach (var beginning in _beginnings)
        {
            if (text.Has(beginning, _atWord)) return true;
        }

        return false;
    }

    /// <summary>The text with all that the pattern matches replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pairs">Its pairs; taken anew where it is changed.</param>
    /// <param name="writing">What stands instead.</param>
    internal string Replace(string text, TextPairs pairs, string writing)
    {
        if (!MayMatch(pairs)) return text;
        string changed = Pattern.Replace(text, writing);
        if (!ReferenceEquals(changed, text)) pairs.Take(changed);
        return changed;
    }

    /// <summary>The first characters of a match, one or two: which kinds of character the first may be, and the second.</summary>
    internal readonly record struct Beginning(ulong First, ulong Second, int Length)
    {
        internal Beginning Then(ulong kinds) => Length switch { 0 => new(kinds, 0, 1), 1 => new(First, kinds, 2), _ => this };

        internal Beginning Then(Beginning next) => next.Length switch { 0 => this, 1 => Then(next.First), _ => Then(next.First).Then(next.Second) };
    }

    // Beyond it a pattern is tried always: it is cheaper than to ask.
    private const int Most = 60;

    private static List<Beginning> Alternatives(string pattern, ref int at)
    {
        List<Beginning> all = [], run = [default];
        while (at < pattern.Length && pattern[at] != ')')
        {
            if (pattern[at] == '|')
            {
                at++;
                all.AddRange(run);
                run = [default];
                continue;
            }

            var one = One(pattern, ref at);
            var (least, most) = Times(pattern, ref at);
            List<Beginning> next = least == 0 ? [.. run] : [];
            var further = run;
            for (int times = 1; times <= Math.Min(most, 2); times++)
            {
                further = [.. further.SelectMany(b => one.Select(b.Then)).Distinct()];
                if (times >= least || times == 2) next.AddRange(further);
            }

            run = [.. next.Distinct()];
            if (run.Count + all.Count > Most) throw new NotSupportedException();
        }

        all.AddRange(run);
        return [.. all.Distinct()];
    }

    /// <summary>One sign, class or group.</summary>
    private static List<Beginning> One(string pattern, ref int at)
    {
        char sign = pattern[at++];
        switch (sign)
        {
            case '\\' when at < pattern.Length:
                return pattern[at++] switch
                {
                    'b' or 'B' => [default],
                    'd' => [default(Beginning).Then(Digits | OtherMask)],
                    's' or 'W' => [default(Beginning).Then(OtherMask)],
                    'w' or 'S' or 'D' => [default(Beginning).Then(All)],
                    var literal when !char.IsLetterOrDigit(literal) => [default(Beginning).Then(KindOf(literal))],
                    _ => throw new NotSupportedException(),
                };
            case '.':
                return [default(Beginning).Then(All)];
            case '^' or '$':
                return [default];
            case '[':
                return [default(Beginning).Then(Class(pattern, ref at))];
            case '(':
                bool isLook = false;
                if (at < pattern.Length && pattern[at] == '?')
                {
                    isLook = at + 1 < pattern.Length && (pattern[at + 1] is '=' or '!' || (pattern[at + 1] == '<' && at + 2 < pattern.Length && pattern[at + 2] is '=' or '!'));
                    if (!isLook && !(at + 1 < pattern.Length && pattern[at + 1] == ':')) throw new NotSupportedException();
                    while (pattern[at] is not (':' or '=' or '!')) at++;
                    at++;
                }

                // What is looked at is no part of the match; it is read to find its end.
                if (isLook)
                {
                    Skip(pattern, ref at);
                    return [default];
                }

                var inside = Alternatives(pattern, ref at);
                at++;
                return inside;
            default:
                return [default(Beginning).Then(KindOf(sign))];
        }
    }

    private static void Skip(string pattern, ref int at)
    {
        for (int depth = 1; depth > 0; at++)
        {
            if (at >= pattern.Length) throw new NotSupportedException();
            if (pattern[at] == '\\')
            {
                at++;
            }
            else if (pattern[at] == '[')
            {
                at++;
                Class(pattern, ref at);
                at--;
            }
            else
            {
                depth += pattern[at] == '(' ? 1 : pattern[at] == ')' ? -1 : 0;
            }
        }
    }

    private static ulong Class(string pattern, ref int at)
    {
        bool isNegated = pattern[at] == '^';
        ulong kinds = 0;
        for (int first = at; at < pattern.Length && (pattern[at] != ']' || at == first); at++)
        {
            char sign = pattern[at];
            if (sign == '\\' && at + 1 < pattern.Length)
            {
                kinds |= pattern[++at] switch { 'd' => Digits | OtherMask, 's' => OtherMask, var literal when !char.IsLetterOrDigit(literal) => KindOf(literal), _ => All };
            }
            else if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                for (char c = sign; c <= pattern[at + 2]; c++) kinds |= KindOf(c);
                at += 2;
            }
            else
            {
                kinds |= KindOf(sign);
            }
        }

        at++;
        return isNegated ? All : kinds;
    }

    private static (int Least, int Most) Times(string pattern, ref int at)
    {
        if (at >= pattern.Length) return (1, 1);
        (int Least, int Most) times = pattern[at] switch { '?' => (0, 1), '*' => (0, 2), '+' => (1, 2), '{' => (0, 2), _ => (1, 1) };
        if (times == (1, 1)) return times;
        if (pattern[at] == '{') at = pattern.IndexOf('}', at);
        at++;
        if (at < pattern.Length && pattern[at] is '?' or '+') at++;
        return times;
    }

    private static ulong KindOf(char c) => 1UL << TextPairs.KindOf(c);
}

/// <summary>Which two characters stand side by side in a text, and which of them where no letter or digit stands before.</summary>
internal sealed class TextPairs
{
    private readonly ulong[] _anywhere = new ulong[RulePattern.Kinds], _atWord = new ulong[RulePattern.Kinds];

    /// <param name="text">The text.</param>
    internal TextPairs(string text) => Take(text);

    /// <summary>Whether it has a letter that is not of ASCII: some are one with a letter that is, and every pattern is tried.</summary>
    internal bool IsAny { get; private set; }

    /// <summary>Takes the pairs of another text.</summary>
    internal void Take(string text)
    {
        Array.Clear(_anywhere);
        Array.Clear(_atWord);
        IsAny = false;
        bool isIn = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            int kind = KindOf(c);
            // At the end any kind may be asked for: nothing follows, and what begins with one character matches.
            ulong next = i + 1 < text.Length ? 1UL << KindOf(text[i + 1]) : 1UL << RulePattern.Other;
            IsAny |= c > 127 && char.IsLetter(c);
            _anywhere[kind] |= next;
            if (!isIn) _atWord[kind] |= next;
            isIn = char.IsLetterOrDigit(c) || c == '_';
        }
    }

    /// <summary>Whether a place has such a beginning.</summary>
    internal bool Has(RulePattern.Beginning beginning, bool atWord)
    {
        ulong[] pairs = atWord ? _atWord : _anywhere;
        for (ulong left = beginning.First; left != 0; left &= left - 1)
        {
            ulong next = pairs[System.Numerics.BitOperations.TrailingZeroCount(left)];
            if (beginning.Length == 1 ? next != 0 : (next & beginning.Second) != 0) return true;
        }

        return false;
    }

    /// <summary>Number of a character's kind; letters of either case are one.</summary>
    internal static int KindOf(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => 26 + c - '0',
        _ => RulePattern.Other,
    };
}
