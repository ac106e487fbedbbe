using System.Globalization;

namespace HealthcareLlm.Documents;

/// <summary>
/// Reads of a regular expression what every match must hold. A part is either some few strings in full or something that needs one of some strings; parts one after the other are joined as long as they are few strings.
/// What stands before or behind a match (look-around) is no part of it and is left aside.
/// </summary>
/// <param name="pattern">A pattern as .NET writes them.</param>
/// <param name="ignoresCase">Whether case does not count.</param>
internal sealed class PatternReader(string pattern, bool ignoresCase)
{
    private const int MaximumExact = 24, MaximumOfClass = 4;

    private int _at;
    private bool _ignoresCase = ignoresCase;

    /// <summary>A part: all strings that it may be where they are few, else null; what each of its matches holds, null for nothing; and whether it is bound to the start of the text or of the search.</summary>
    private readonly record struct Part(HashSet<NeededString>? Exact, Need? Need, bool IsBound = false)
    {
        internal static readonly Part Nothing = new([new(string.Empty, false)], null);

        internal static readonly Part Anything = new(null, null);

        internal Need? Needed => Exact is null ? Need : Documents.Need.Of(Exact);
    }

    /// <summary>Whether every match stands at the start of the text or of the search; known once it is read.</summary>
    internal bool IsBound { get; private set; }

    /// <summary>What every match holds one of; null where nothing is needed, or the pattern is written in a way that is not known here.</summary>
    internal Need? Read()
    {
        try
        {
            var whole = Alternatives();
            IsBound = whole.IsBound;
            return _at == pattern.Length ? whole.Needed : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private Part Alternatives()
    {
        bool before = _ignoresCase;
        var part = Sequence();
        while (_at < pattern.Length && pattern[_at] == '|')
        {
            _at++;
            var other = Sequence();
            bool bound = part.IsBound && other.IsBound;
            if (part.Exact is { } a && other.Exact is { } b && a.Count + b.Count <= MaximumExact) part = new([.. a, .. b], null, bound);
            else part = new(null, Need.Either(part.Needed, other.Needed), bound);
        }

        _ignoresCase = before;
        return part;
    }

    private Part Sequence()
    {
        var exact = Part.Nothing.Exact!;
        Need? need = null;
        bool whole = true, bound = false;
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
        {
            var next = Quantified(Atom());
            bound |= next.IsBound;
            if (next.Exact is { } strings && exact.Count * strings.Count <= MaximumExact)
            {
                exact = Joined(exact, strings);
                continue;
            }

            whole = false;
            need = Need.Rarer(Need.Rarer(need, Need.Of(exact)), next.Exact is null ? next.Need : null);
            exact = next.Exact ?? Part.Nothing.Exact!;
        }

        return whole ? new(exact, null, bound) : new(null, Need.Rarer(need, Need.Of(exact)), bound);
    }

    private static HashSet<NeededString> Joined(HashSet<NeededString> first, HashSet<NeededString> second)
    {
        var joined = new HashSet<NeededString>();
        foreach (var a in first)
        {
            foreach (var b in second)
            {
                bool ignores = a.IgnoresCase || b.IgnoresCase;
                joined.Add(new(ignores ? (a.Text + b.Text).ToLowerInvariant() : a.Text + b.Text, ignores));
            }
        }

        return joined;
    }

    private Part Quantified(Part part)
    {
        int least, most;
        switch (_at < pattern.Length ? pattern[_at] : '\0')
        {
            case '*': (least, most) = (0, int.MaxValue); _at++; break;
            case '+': (least, most) = (1, int.MaxValue); _at++; break;
            case '?': (least, most) = (0, 1); _at++; break;
            case '{' when Counts() is { } counts: (least, most) = counts; break;
            default: return part;
        }

        if (_at < pattern.Length && pattern[_at] is '?') _at++;
        if (_at < pattern.Length && pattern[_at] is '*' or '+' or '?') throw new NotSupportedException();
        if (least == 1 && most == 1) return part;
        if (least == 0) return most == 1 && part.Exact is { Count: < MaximumExact } ? new([.. part.Exact, new(string.Empty, false)], null) : Part.Anything;
        return new(null, part.Needed, part.IsBound);
    }

    /// <summary>{n}, {n,} or {n,m}; null where the brace stands for itself.</summary>
    private (int Least, int Most)? Counts()
    {
        int close = pattern.IndexOf('}', _at);
        if (close < 0) return null;
        string[] ends = pattern[(_at + 1)..close].Split(',');
        if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int least)) return null;
        int most = least;
        if (ends.Length == 2 && !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out most))
        {
            if (ends[1].Length > 0) return null;
            most = int.MaxValue;
        }

        _at = close + 1;
        return (least, most);
    }

    private Part Atom()
    {
        char c = pattern[_at++];
        switch (c)
        {
            case '(': return Group();
            case '[': return Class();
            case '.': return Part.Anything;
            case '^' or '$': return Part.Nothing with { IsBound = c == '^' };
            case '*' or '+' or '?': throw new NotSupportedException();
            case '\\': return Escape();
            default: return One(c);
        }
    }

    private Part One(char c)
    {
        // Which letters beyond ASCII are one but for case, the two ways of looking do not agree on.
        if (!char.IsAscii(c) && _ignoresCase && char.IsLetter(c)) return Part.Anything;
        bool ignores = _ignoresCase && char.IsAsciiLetter(c);
        return new([new(ignores ? char.ToLowerInvariant(c).ToString() : c.ToString(), ignores)], null);
    }

    private Part Group()
    {
        bool before = _ignoresCase, aside = false;
        if (_at < pattern.Length && pattern[_at] == '?')
        {
            _at++;
            int end = _at;
            char kind = pattern[_at];
            if (kind is '=' or '!' or ':' or '>')
            {
                aside = kind is '=' or '!';
                _at++;
            }
            else if (kind is '<' or '\'' && pattern[_at + 1] is '=' or '!')
            {
                aside = true;
                _at += 2;
            }
            else if (kind is '<' or '\'')
            {
                _at = pattern.IndexOf(kind == '<' ? '>' : '\'', _at + 1) + 1;
            }
            else
            {
                bool on = true;
                for (; pattern[end] is not (':' or ')'); end++)
                {
                    switch (pattern[end])
                    {
                        case '-': on = false; break;
                        case 'i': _ignoresCase = on; break;
                        case 'm' or 's' or 'n': break;
                        default: throw new NotSupportedException();
                    }
                }

                _at = end + 1;
                // '(?i)' holds to the end of the group around it.
                if (pattern[end] == ')') return Part.Nothing;
            }
        }

        var inner = Alternatives();
        _ignoresCase = before;
        if (_at >= pattern.Length || pattern[_at++] != ')') throw new NotSupportedException();
        return aside ? Part.Nothing : inner;
    }

    private Part Escape()
    {
        char c = pattern[_at++];
        switch (c)
        {
            case 'b' or 'B' or 'A' or 'z' or 'Z' or 'G': return Part.Nothing with { IsBound = c is 'A' or 'G' };
            case 'd': return new(null, new([], true));
            case 'w' or 'W' or 's' or 'S' or 'D': return Part.Anything;
            case 'p' or 'P':
                _at = pattern.IndexOf('}', _at) + 1;
                return Part.Anything;
            case 'n': return One('\n');
            case 'r': return One('\r');
            case 't': return One('\t');
            case 'f': return One('\f');
            case 'x' or 'u':
                int digits = c == 'x' ? 2 : 4;
                char code = (char)int.Parse(pattern.AsSpan(_at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                _at += digits;
                return One(code);
            default:
                // '\1', '\k<name>' and whatever else is not known.
                return char.IsAsciiLetterOrDigit(c) ? throw new NotSupportedException() : One(c);
        }
    }

    private Part Class()
    {
        var members = new List<char>();
        bool simple = _at < pattern.Length && pattern[_at] != '^', digits = simple;
        if (!simple) _at++;
        for (bool first = true; first || pattern[_at] != ']'; first = false)
        {
            char c = pattern[_at++];
            if (c == '[' && simple) (simple, digits) = (false, false);
            if (c == '-' && pattern[_at] == '[') throw new NotSupportedException();
            if (c == '\\')
            {
                char escaped = pattern[_at++];
                if (escaped is 'p' or 'P') _at = pattern.IndexOf('}', _at) + 1;
                else if (escaped is 'u') _at += 4;
                else if (escaped is 'x') _at += 2;
                if (char.IsAsciiLetterOrDigit(escaped))
                {
                    simple = false;
                    digits &= escaped == 'd';
                    continue;
                }

                c = escaped;
            }

            if (pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                digits &= char.IsAsciiDigit(c) && char.IsAsciiDigit(pattern[_at + 1]);
                simple = false;
                _at += pattern[_at + 1] == '\\' ? 1 : 2;
                continue;
            }

            members.Add(c);
        }

        _at++;
        if (digits && members.TrueForAll(char.IsAsciiDigit)) return new(null, new([], true));
        if (!simple) return Part.Anything;
        var parts = members.ConvertAll(One);
        HashSet<NeededString> strings = [];
        foreach (var part in parts)
        {
            if (part.Exact is null) return Part.Anything;
            strings.UnionWith(part.Exact);
        }

        return strings.Count > MaximumOfClass ? Part.Anything : new(strings, null);
    }
}
