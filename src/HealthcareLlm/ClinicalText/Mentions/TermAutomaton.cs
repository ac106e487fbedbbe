using System.Buffers;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A term of a lexicon where it was found.</summary>
/// <param name="First">Index of its first token.</param>
/// <param name="Count">Number of tokens.</param>
/// <param name="Entry">What the lexicon says of it.</param>
internal readonly record struct TermMatch<T>(int First, int Count, T Entry);

/// <summary>
/// Finds all terms of a lexicon in one pass over the tokens: the automaton of Aho and Corasick (1975) over words, so that the time does not grow with the number or the
/// length of the terms; then the longest term at each place, none inside another. A term written in capitals matches capitals alone ('AIDS' is not 'aids'); any other
/// term matches in any case. It is filled first and then only read; reading is safe for several threads.
/// </summary>
internal sealed class TermAutomaton<T>
{
    private const int Root = 0, None = -1;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly TermTransitions _next = new();
    private readonly List<Node> _nodes = [new()];
    private readonly Lock _building = new();
    private volatile Link[]? _links;

    /// <summary>Number of different words of all terms.</summary>
    internal int Words => _words.Count;

    /// <summary>Number of states.</summary>
    internal int States => _nodes.Count;

    /// <summary>Adds a term; the first of two equal terms prevails.</summary>
    internal void Add(string term, T entry)
    {
        var tokens = TermTokenizer.Tokenize(term, new(0, term.Length));
        var node = _nodes[Path(tokens.Select(static t => t.Key))];
        if (tokens.Count == 1 && tokens[0].Kind == TermTokenKind.UpperCaseWord)
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
        var node = _nodes[Path(keys)];
        (node.HasAny, node.Any) = (true, entry);
    }

    /// <summary>The longest terms, left to right, that do not overlap.</summary>
    internal IEnumerable<TermMatch<T>> Find(IReadOnlyList<TermToken> tokens)
    {
        int[] longest = ArrayPool<int>.Shared.Rent(tokens.Count + 1);
        try
        {
            Mark(tokens, longest);
            for (int i = 0; i < tokens.Count;)
            {
                if (longest[i] == Root)
                {
                    i++;
                    continue;
                }

                var node = _nodes[longest[i]];
                yield return new(i, node.Depth, EntryOf(node, tokens[i])!);
                i += node.Depth;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(longest);
        }
    }

    /// <summary>The longest term that starts at a token; null where none does.</summary>
    internal TermMatch<T>? LongestAt(IReadOnlyList<TermToken> tokens, int first)
    {
        TermMatch<T>? best = null;
        int state = Root;
        for (int i = first; i < tokens.Count; i++)
        {
            if (i > first && tokens[i].Break) break;
            if (!_words.TryGetValue(tokens[i].Key, out int word) || (state = _next.Of(state, word)) == None) break;
            var node = _nodes[state];
            if (Matches(node, tokens[first])) best = new(first, node.Depth, EntryOf(node, tokens[first])!);
        }

        return best;
    }

    /// <summary>All terms that start at a token and match in any case, short and long.</summary>
    internal IEnumerable<TermMatch<T>> AllAt(IReadOnlyList<TermToken> tokens, int first) =>
        // Most words begin no term: nothing is made for them.
        _words.TryGetValue(tokens[first].Key, out int word) && _next.Of(Root, word) != None ? AllFrom(tokens, first) : [];

    private IEnumerable<TermMatch<T>> AllFrom(IReadOnlyList<TermToken> tokens, int first)
    {
        int state = Root;
        for (int i = first; i < tokens.Count; i++)
        {
            if (i > first && tokens[i].Break) yield break;
            if (!_words.TryGetValue(tokens[i].Key, out int word) || (state = _next.Of(state, word)) == None) yield break;
            var node = _nodes[state];
            if (node.HasAny) yield return new(first, i - first + 1, node.Any!);
        }
    }

    /// <summary>For each token the state of the longest term that starts there; the root where none does.</summary>
    private void Mark(IReadOnlyList<TermToken> tokens, int[] longest)
    {
        var links = _links ?? Build();
        Array.Clear(longest, 0, tokens.Count);
        int state = Root;
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Break) state = Root;
            state = _words.TryGetValue(tokens[i].Key, out int word) ? Step(links, state, word) : Root;
            // All terms that end here, the longest first; one that starts where a shorter one was noted takes its place.
            for (int s = links[state].Ends ? state : links[state].Shorter; s != Root; s = links[s].Shorter)
            {
                var node = _nodes[s];
                if (Matches(node, tokens[i - node.Depth + 1])) longest[i - node.Depth + 1] = s;
            }
        }
    }

    private int Step(Link[] links, int state, int word)
    {
        while (true)
        {
            int next = _next.Of(state, word);
            if (next != None) return next;
            if (state == Root) return Root;
            state = links[state].Fallback;
        }
    }

    private static bool Matches(Node node, TermToken first) => node.HasAny || (node.HasUpperCase && first.Kind == TermTokenKind.UpperCaseWord);

    private static T? EntryOf(Node node, TermToken first) => node.HasUpperCase && first.Kind == TermTokenKind.UpperCaseWord ? node.UpperCase : node.Any;

    private int Path(IEnumerable<string> keys)
    {
        if (_links is not null) throw new InvalidOperationException("a term was added to an automaton that is in use");
        int state = Root;
        foreach (string key in keys)
        {
            if (!_words.TryGetValue(key, out int word)) _words.Add(key, word = _words.Count);
            int next = _next.Of(state, word);
            if (next == None)
            {
                next = _nodes.Count;
                _next.Add(state, word, next);
                _nodes.Add(new() { Parent = state, Word = word, Depth = _nodes[state].Depth + 1 });
            }

            state = next;
        }

        return state;
    }

    /// <summary>Where each state falls back to, by increasing depth: parents come before their children.</summary>
    private Link[] Build()
    {
        lock (_building)
        {
            if (_links is { } built) return built;
            var links = new Link[_nodes.Count];
            foreach (int state in Enumerable.Range(1, _nodes.Count - 1).OrderBy(s => _nodes[s].Depth))
            {
                var node = _nodes[state];
                int fallback = node.Parent == Root ? Root : Step(links, links[node.Parent].Fallback, node.Word);
                links[state] = new(fallback, links[fallback].Ends ? fallback : links[fallback].Shorter, node.HasAny || node.HasUpperCase);
            }

            return _links = links;
        }
    }

    /// <summary>What a state says of the terms that are shorter.</summary>
    /// <param name="Fallback">The state of the longest end of its words that begins a term.</param>
    /// <param name="Shorter">The state of the longest term that ends here and is shorter; the root where there is none.</param>
    /// <param name="Ends">Whether a term ends at the state itself.</param>
    private readonly record struct Link(int Fallback, int Shorter, bool Ends);

    private sealed class Node
    {
        internal int Parent { get; init; }

        internal int Word { get; init; }

        internal int Depth { get; init; }

        internal bool HasAny { get; set; }

        internal T? Any { get; set; }

        internal bool HasUpperCase { get; set; }

        internal T? UpperCase { get; set; }
    }
}
