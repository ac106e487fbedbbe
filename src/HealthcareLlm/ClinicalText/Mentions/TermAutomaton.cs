namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A term of a lexicon where it was found.</summary>
/// <param name="First">Index of its first token.</param>
/// <param name="Count">Number of tokens.</param>
/// <param name="Entry">What the lexicon says of it.</param>
internal readonly record struct TermMatch<T>(int First, int Count, T Entry);

/// <summary>
/// Finds all terms of a lexicon in one pass over the tokens: a tree by tokens, the longest match at each place, none inside another.
/// Terms have a bounded length, so that the time is linear in the text. A term written in capitals matches capitals alone
/// ('AIDS' is not 'aids'); any other term matches in any case.
/// </summary>
internal sealed class TermAutomaton<T>
{
    private readonly Node _root = new();

    /// <summary>Adds a term; the first of two equal terms prevails.</summary>
    internal void Add(string term, T entry)
    {
        var node = _root;
        var tokens = TermTokenizer.Tokenize(term, new(0, term.Length));
        bool upper = tokens.Count == 1 && tokens[0].Kind == TermTokenKind.UpperCaseWord;
        foreach (var token in tokens)
        {
            node.Next ??= new(StringComparer.Ordinal);
            if (!node.Next.TryGetValue(token.Key, out var next)) node.Next.Add(token.Key, next = new());
            node = next;
        }

        if (upper)
        {
            if (node.HasUpperCase) return;
            (node.HasUpperCase, node.UpperCase) = (true, entry);
        }
        else
        {
            if (node.HasAny) return;
            (node.HasAny, node.Any) = (true, entry);
        }
    }

    /// <summary>Adds a term by the keys of its tokens; it matches in any case.</summary>
    internal void AddKeys(IEnumerable<string> keys, T entry)
    {
        var node = _root;
        foreach (string key in keys)
        {
            node.Next ??= new(StringComparer.Ordinal);
            if (!node.Next.TryGetValue(key, out var next)) node.Next.Add(key, next = new());
            node = next;
        }

        (node.HasAny, node.Any) = (true, entry);
    }

    /// <summary>The longest terms, left to right, that do not overlap.</summary>
    internal IEnumerable<TermMatch<T>> Find(IReadOnlyList<TermToken> tokens)
    {
        for (int i = 0; i < tokens.Count;)
        {
            if (LongestAt(tokens, i) is { } match)
            {
                yield return match;
                i += match.Count;
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>The longest term that starts at a token; null where none does.</summary>
    internal TermMatch<T>? LongestAt(IReadOnlyList<TermToken> tokens, int first)
    {
        TermMatch<T>? best = null;
        var node = _root;
        for (int i = first; i < tokens.Count; i++)
        {
            if (i > first && tokens[i].Break) break;
            if (node.Next is null || !node.Next.TryGetValue(tokens[i].Key, out node)) break;
            if (node.HasUpperCase && i == first && tokens[i].Kind == TermTokenKind.UpperCaseWord) best = new(first, 1, node.UpperCase!);
            else if (node.HasAny) best = new(first, i - first + 1, node.Any!);
        }

        return best;
    }

    /// <summary>All terms that start at a token, short and long.</summary>
    internal IEnumerable<TermMatch<T>> AllAt(IReadOnlyList<TermToken> tokens, int first)
    {
        var node = _root;
        for (int i = first; i < tokens.Count; i++)
        {
            if (i > first && tokens[i].Break) yield break;
            if (node.Next is null || !node.Next.TryGetValue(tokens[i].Key, out node)) yield break;
            if (node.HasAny) yield return new(first, i - first + 1, node.Any!);
        }
    }

    private sealed class Node
    {
        internal Dictionary<string, Node>? Next { get; set; }

        internal bool HasAny { get; set; }

        internal T? Any { get; set; }

        internal bool HasUpperCase { get; set; }

        internal T? UpperCase { get; set; }
    }
}
