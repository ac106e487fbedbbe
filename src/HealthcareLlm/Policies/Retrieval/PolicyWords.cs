using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>The words of a version's passages, made once: what was added never changes.</summary>
public sealed class PolicyWords
{
    private const int MostAbove = 120;

    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int[][] _texts;
    private readonly int[][] _sections;
    private readonly HashSet<string> _title;
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <summary>Reads the words of a version.</summary>
    /// <param name="passages">Its passages.</param>
    /// <param name="title">Its title: what it is about, whatever a passage says of it.</param>
    public PolicyWords(ImmutableArray<PolicyPassage> passages, string title)
    {
        _texts = new int[passages.Length][];
        _sections = new int[passages.Length][];
        _title = [.. Stems(title)];
        foreach (var (start, end) in Words(title)) _words.Add(title[start..end].ToLowerInvariant());
        var sections = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var clauses = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < passages.Length; i++)
        {
            _texts[i] = [.. Stems(passages[i].Text).Select(Number)];
            foreach (var (start, end) in Words(passages[i].Text)) _words.Add(passages[i].Text[start..end].ToLowerInvariant());
            if (passages[i].Clause.Length > 0) clauses.TryAdd(passages[i].Clause, passages[i].Text);
            string above = string.Join(' ', Above(passages[i].Clause).Select(c => clauses.GetValueOrDefault(c, string.Empty)).Append(passages[i].Section));
            if (!sections.TryGetValue(above, out int[]? section))
            {
                sections[above] = section = [.. Stems(above).Take(MostAbove).Select(Number)];
                foreach (var (start, end) in Words(above)) _words.Add(above[start..end].ToLowerInvariant());
            }

            _sections[i] = section;
            TotalLength += _texts[i].Length;
        }

        for (int i = 0; i < passages.Length; i++)
        {
            foreach (string kind in AnswerKinds.Of([.. Stems(passages[i].Text)])) (_postings.TryGetValue(kind, out var having) ? having : _postings[kind] = []).Add(new(i, 1, 0));
        }

        string[] words = [.. _numbers.OrderBy(static n => n.Value).Select(static n => n.Key)];
        for (int i = 0; i < passages.Length; i++)
        {
            foreach (var group in _texts[i].Select(static n => (Number: n, InText: true)).Concat(_sections[i].Select(static n => (Number: n, InText: false))).GroupBy(static w => w.Number))
            {
                if (!_postings.TryGetValue(words[group.Key], out var list)) _postings[words[group.Key]] = list = [];
                list.Add(new(i, group.Count(static w => w.InText), group.Count(static w => !w.InText)));
            }
        }
    }

    /// <summary>The clauses that a clause is part of, innermost first: 3.4(a) of 3.4, 2(A)(i) of 2(A) and 2.</summary>
    private static IEnumerable<string> Above(string clause)
    {
        while (clause.EndsWith(')') && clause.LastIndexOf('(') is > 0 and var open)
        {
            clause = clause[..open];
            yield return clause;
        }
    }

    /// <summary>A word in a passage.</summary>
    /// <param name="Passage">Number of the passage in the version.</param>
    /// <param name="InText">How often it stands in its text.</param>
    /// <param name="InSection">How often it stands in the titles and clauses above it.</param>
    internal readonly record struct Posting(int Passage, int InText, int InSection);

    /// <summary>How many passages.</summary>
    internal int Count => _texts.Length;

    /// <summary>Words of all passages.</summary>
    internal long TotalLength { get; }

    /// <summary>Words of a passage.</summary>
    internal int LengthOf(int passage) => _texts[passage].Length;

    /// <summary>Whether a word in small letters stands anywhere in the version, in whatever form.</summary>
    internal bool HasWord(string word) => _words.Contains(word) || _numbers.ContainsKey(Stemmer.Of(word));

    /// <summary>Words of the version with a first letter, as long as a word give or take some letters.</summary>
    internal IEnumerable<string> WordsLike(char first, int length, int more) => _words.Where(w => w[0] == first && Math.Abs(w.Length - length) <= more);

    /// <summary>Stems of the words of a text, in order.</summary>
    internal static IEnumerable<string> Stems(string text)
    {
        foreach (var (start, end) in Words(text)) yield return Stemmer.Of(text[start..end].ToLowerInvariant());
    }

    /// <summary>Places of the words of a text, in order: letters and digits, a point inside a number.</summary>
    internal static IEnumerable<(int Start, int End)> Words(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] == '.' && i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])));
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            yield return (start, i);
            start = -1;
        }
    }

    /// <summary>Whether all of the stems stand in the title.</summary>
    internal bool InTitle(string[] stems) => stems.All(_title.Contains);

    /// <summary>Where stems stand one after the other, by passage.</summary>
    internal IReadOnlyList<Posting> Find(string[] stems)
    {
        if (stems.Length == 1) return _postings.GetValueOrDefault(stems[0]) ?? [];
        List<Posting>? rarest = null;
        foreach (string stem in stems)
        {
            if (!_postings.TryGetValue(stem, out var list)) return [];
            if (rarest is null || list.Count < rarest.Count) rarest = list;
        }

        int[] sought = [.. stems.Select(s => _numbers[s])];
        return rarest is null ? [] : [.. rarest.Select(p => new Posting(p.Passage, Times(_texts[p.Passage], sought), Times(_sections[p.Passage], sought))).Where(static p => p.InText + p.InSection > 0)];
    }

    /// <summary>Where several stems all stand in a passage or the titles above it, in whatever order; one count each.</summary>
    internal IEnumerable<Posting> FindApart(string[] stems)
    {
        if (stems.Length < 2) return [];
        HashSet<int>? all = null;
        foreach (string stem in stems)
        {
            if (!_postings.TryGetValue(stem, out var list)) return [];
            if (all is null) all = [.. list.Select(static p => p.Passage)];
            else all.IntersectWith(list.Select(static p => p.Passage));
        }

        return all!.Select(static p => new Posting(p, 1, 0));
    }

    private static int Times(int[] words, int[] sought)
    {
        int times = 0;
        for (int i = 0; i + sought.Length <= words.Length; i++)
        {
            if (words.AsSpan(i, sought.Length).SequenceEqual(sought)) times++;
        }

        return times;
    }

    private int Number(string stem)
    {
        if (!_numbers.TryGetValue(stem, out int number)) _numbers[stem] = number = _numbers.Count;
        return number;
    }
}
