using System.Buffers;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Documents;

/// <summary>
/// What a text must hold for a pattern to match in it, read from the pattern itself: one of some strings, or a digit. Where nothing is needed that is looked for faster than the pattern itself, all text may match.
/// It is a sieve and never a judge: a text that may match need not, one that may not cannot.
/// </summary>
internal sealed class PatternNeeds
{
    // From here on looking for the strings is as slow as the pattern.
    private const int MaximumStrings = 120;

    // What stands in most sentences spares nothing.
    private const double UsefulChance = 1.6, UsefulTogether = 2;

    // A pattern that is bound to the start of a text is done with a long one at once, and one that needs this or that may find this soon; to look for all that it needs would be to read to the end.
    private const int Long = 1_000;

    private readonly SearchValues<string>? _strings;
    private readonly bool _digit, _all, _ignoresCase, _ofShort;

    private readonly Need? _need;

    private PatternNeeds(Need? need, bool bound, bool together = false)
    {
        _need = need;
        if (need is null || need.Chance > (together ? UsefulTogether : UsefulChance) || (!together && need.Strings.Count > MaximumStrings))
        {
            _all = true;
            return;
        }

        _digit = need.Digit;
        _ofShort = bound || (need.Digit && need.Strings.Count > 0);
        _ignoresCase = need.Strings.Any(static s => s.IgnoresCase);
        if (need.Strings.Count > 0) _strings = SearchValues.Create([.. need.Strings.Select(static s => s.Text).Distinct(StringComparer.Ordinal)], _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    /// <summary>Reads a pattern; what it uses of the language of patterns that is not known here makes it one that any text may match.</summary>
    internal static PatternNeeds Of(string pattern, RegexOptions options)
    {
        const RegexOptions Known = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.Compiled | RegexOptions.NonBacktracking;
        var reader = new PatternReader(pattern, options.HasFlag(RegexOptions.IgnoreCase));
        return new((options & ~Known) != 0 ? null : reader.Read(), reader.IsBound);
    }

    /// <summary>What a text needs for one of several patterns to match: what it has not spares the asking of each.</summary>
    internal static PatternNeeds OfAny(IEnumerable<PatternNeeds> needs)
    {
        Need? any = new([], false);
        bool bound = false;
        foreach (var one in needs)
        {
            any = Need.Either(any, one._need);
            bound |= one._ofShort;
        }

        return new(any, bound, together: true);
    }

    /// <summary>Whether any text may match.</summary>
    internal bool AreNone => _all;

    /// <summary>Whether a text may match.</summary>
    internal bool MayStandIn(ReadOnlySpan<char> text)
    {
        if (_all || (_ofShort && text.Length > Long)) return true;
        if (_digit && (text.ContainsAnyInRange('0', '9') || text.ContainsAnyInRange('\u0660', '\uFFFF'))) return true;
        if (_strings is not null && text.ContainsAny(_strings)) return true;
        // A pattern takes these two for a k and an i; the search does not.
        return _ignoresCase && text.ContainsAny('\u212A', '\u0130');
    }
}

/// <summary>A string of which a pattern needs one.</summary>
/// <param name="Text">The string, in small letters where case does not count.</param>
/// <param name="IgnoresCase">Whether case does not count.</param>
internal readonly record struct NeededString(string Text, bool IgnoresCase);

/// <summary>What one of must stand in every match: a string, or a digit where that is enough.</summary>
internal sealed record Need(HashSet<NeededString> Strings, bool Digit)
{
    private const double Letter = 0.08, Typical = 80, DigitChance = 0.4;

    /// <summary>How often a sentence holds it by chance, roughly; a rank.</summary>
    internal double Chance { get; } = Strings.Sum(static s => Typical * Math.Pow(Letter, Math.Min(8, s.Text.Length))) + (Digit ? DigitChance : 0);

    /// <summary>Strings that stand in each of these; null where one of them is empty, which stands everywhere.</summary>
    internal static Need? Of(HashSet<NeededString> strings)
    {
        if (strings.Count == 0 || strings.Any(static s => s.Text.Length == 0)) return null;
        // What holds another string of the set is found with it.
        return new([.. strings.Where(s => !strings.Any(o => o != s && o.IgnoresCase == s.IgnoresCase && s.Text.Contains(o.Text, StringComparison.Ordinal)))], false);
    }

    /// <summary>Where one or the other stands; null where either needs nothing.</summary>
    internal static Need? Either(Need? one, Need? other) => one is null || other is null ? null : new([.. one.Strings, .. other.Strings], one.Digit || other.Digit);

    /// <summary>The rarer of two of which both must stand.</summary>
    internal static Need? Rarer(Need? one, Need? other) => one is null ? other : other is null || one.Chance <= other.Chance ? one : other;
}
