using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Stands invented names and numbers in for those of the documents before text is shown to a model, the same for the same everywhere in a case, and puts the true ones back into what it
/// answers. What is shown keeps its form (capitals, digits, hyphens); places count in the documents' own texts throughout.
/// </summary>
internal sealed class Surrogates
{
    private static readonly string[] Onsets = ["v", "zel", "quor", "thy", "wren", "jor", "kel", "myr", "plo", "dru", "fen", "gry"];
    private static readonly string[] Ends = ["ombek", "adrix", "uvane", "istok", "elmur", "oquin", "andvig", "ureth", "imsol", "ekvar"];

    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase), _originals = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Compact, string SurrogateCompact)> _literals = [];

    private readonly DateShift? _dates;
    private readonly ImmutableHashSet<string> _capitalsOnly;

    private Surrogates(DateShift? dates = null, ImmutableHashSet<string>? capitalsOnly = null) => (_dates, _capitalsOnly) = (dates, capitalsOnly ?? []);

    /// <summary>None: everything is shown as it stands.</summary>
    internal static Surrogates None { get; } = new();

    /// <summary>How many names' words and literals are stood in for.</summary>
    internal int Count => _words.Count + _literals.Count;

    private bool HidesNothing => Count == 0 && _dates is null;

    /// <summary>Surrogates for the terms, none of which stands in the texts; dates moved, where a shift is given.</summary>
    internal static Surrogates For(SurrogateTerms terms, IReadOnlyCollection<string> texts, DateShift? dates = null)
    {
        var surrogates = new Surrogates(dates, terms.CapitalsOnly);
        var used = new HashSet<string>(texts.SelectMany(Words), StringComparer.OrdinalIgnoreCase);
        string all = LookAlikes.Compact(string.Join(' ', texts));
        foreach (string word in terms.NameWords)
        {
            string stand = Invent(word, w => used.Add(w));
            surrogates._words[word] = stand;
            surrogates._originals[stand] = word;
        }

        foreach (string literal in terms.Literals)
        {
            string compact = LookAlikes.Compact(literal);
            string stand = Scramble(compact, s => !all.Contains(s, StringComparison.Ordinal) && !surrogates._literals.Exists(l => l.SurrogateCompact == s));
            surrogates._literals.Add((compact, stand));
        }

        return surrogates;
    }

    /// <summary>The block as the model is to see it.</summary>
    internal SourceBlock Hide(SourceBlock block)
    {
        if (HidesNothing) return block;
        var places = Literals(block.Shown, static l => l.Compact).Select(f => (f.Span, Text: Written(f.Span.In(block.Shown), f.Literal.SurrogateCompact))).ToList();
        foreach (var date in _dates?.Hide(block.Shown) ?? [])
        {
            if (!places.Exists(p => p.Span.Overlaps(date.Span))) places.Add(date);
        }

        foreach (var word in WordSpans(block.Shown))
        {
            if (_words.TryGetValue(word.In(block.Shown), out string? stand) && !(char.IsLower(block.Shown[word.Start]) && _capitalsOnly.Contains(word.In(block.Shown))) && !places.Exists(p => p.Span.Overlaps(word))) places.Add((word, Cased(word.In(block.Shown), stand)));
        }

        if (places.Count == 0) return block;
        var shown = new StringBuilder(block.Shown.Length);
        var replacements = ImmutableArray.CreateBuilder<Replacement>();
        int at = 0;
        foreach (var (span, text) in places.OrderBy(static p => p.Span.Start))
        {
            shown.Append(block.Shown, at, span.Start - at);
            replacements.Add(new(new(block.Span.Start + span.Start, block.Span.Start + span.End), new(shown.Length, shown.Length + text.Length)));
            shown.Append(text);
            at = span.End;
        }

        shown.Append(block.Shown, at, block.Shown.Length - at);
        return block with { Shown = shown.ToString(), Replacements = replacements.ToImmutable() };
    }

    /// <summary>A text of the model with what its surrogates stand for.</summary>
    internal string Restore(string text)
    {
        if (HidesNothing) return text;
        var places = Literals(text, static l => l.SurrogateCompact).Select(f => (f.Span, Text: Written(f.Span.In(text), f.Literal.Compact))).ToList();
        foreach (var date in _dates?.Restore(text) ?? [])
        {
            if (!places.Exists(p => p.Span.Overlaps(date.Span))) places.Add(date);
        }

        foreach (var word in WordSpans(text))
        {
            if (_originals.TryGetValue(word.In(text), out string? original) && !places.Exists(p => p.Span.Overlaps(word))) places.Add((word, IsUpper(word.In(text)) ? original.ToUpperInvariant() : original));
        }

        var restored = new StringBuilder(text.Length);
        int at = 0;
        foreach (var (span, replacement) in places.OrderBy(static p => p.Span.Start))
        {
            restored.Append(text, at, span.Start - at).Append(replacement);
            at = span.End;
        }

        return restored.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Places where a literal's letters and digits stand, whatever separates them, as a whole.</summary>
    private List<(TextSpan Span, (string Compact, string SurrogateCompact) Literal)> Literals(string text, Func<(string Compact, string SurrogateCompact), string> key)
    {
        var found = new List<(TextSpan, (string, string))>();
        if (_literals.Count == 0) return found;
        var compact = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            compact.Append(char.ToUpperInvariant(text[i]));
            offsets.Add(i);
        }

        string letters = compact.ToString();
        foreach (var literal in _literals)
        {
            string wanted = key(literal);
            for (int at = letters.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = letters.IndexOf(wanted, at + 1, StringComparison.Ordinal))
            {
                int start = offsets[at], end = offsets[at + wanted.Length - 1] + 1;
                bool whole = (start == 0 || !char.IsAsciiDigit(text[start - 1]) || !char.IsAsciiDigit(text[start])) && (end == text.Length || !char.IsAsciiDigit(text[end]) || !char.IsAsciiDigit(text[end - 1]));
                if (whole && end - start <= (wanted.Length * 2) + 8 && !found.Exists(f => f.Item1.Overlaps(new(start, end)))) found.Add((new(start, end), literal));
            }
        }

        return found;
    }

    /// <summary>The letters and digits of a surrogate in the form in which the original is written.</summary>
    private static string Written(string original, string surrogate)
    {
        var text = new StringBuilder(original.Length);
        int next = 0;
        foreach (char c in original)
        {
            if (!char.IsLetterOrDigit(c)) text.Append(c);
            else text.Append(char.IsLower(c) ? char.ToLowerInvariant(surrogate[next++]) : surrogate[next++]);
        }

        return text.ToString();
    }

    private static string Cased(string original, string stand) => IsUpper(original) ? stand.ToUpperInvariant() : char.IsLower(original[0]) ? stand.ToLowerInvariant() : stand;

    private static bool IsUpper(string word) => word.Length > 1 && word.All(static c => !char.IsLower(c));

    private static string Invent(string word, Func<string, bool> isFree)
    {
        for (int round = 0; ; round++)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(round + "\0" + word.ToUpperInvariant()));
            string name = Onsets[hash[0] % Onsets.Length] + (round > 3 ? Ends[hash[2] % Ends.Length] : string.Empty) + Ends[hash[1] % Ends.Length];
            name = char.ToUpperInvariant(name[0]) + name[1..];
            if (isFree(name)) return name;
        }
    }

    private static string Scramble(string compact, Func<string, bool> isFree)
    {
        for (int round = 0; ; round++)
        {
            byte[] hash = SHA512.HashData(Encoding.UTF8.GetBytes(round + "\0" + compact));
            string made = string.Create(compact.Length, (compact, hash), static (span, s) =>
            {
                for (int i = 0; i < span.Length; i++)
                {
                    char c = s.compact[i];
                    byte turn = s.hash[i % s.hash.Length];
                    span[i] = char.IsAsciiDigit(c) ? (char)('0' + ((c - '0' + 1 + (turn % 9)) % 10)) : char.IsAsciiLetterUpper(c) ? (char)('A' + ((c - 'A' + 1 + (turn % 25)) % 26)) : 'X';
                }
            });
            if (isFree(made)) return made;
        }
    }

    private static IEnumerable<string> Words(string text) => WordSpans(text).Select(s => s.In(text));

    private static IEnumerable<TextSpan> WordSpans(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i])) continue;
            int start = i;
            while (i < text.Length && char.IsLetter(text[i])) i++;
            yield return new(start, i);
        }
    }
}
