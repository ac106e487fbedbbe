using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>A word or phrase of a label and the classes that know it.</summary>
/// <param name="First">Its first token.</param>
/// <param name="End">Index after its last token.</param>
/// <param name="Classes">Classes as a mask; 0 for an unknown word.</param>
internal readonly record struct ConceptWord(int First, int End, UInt128 Classes);

/// <summary>The classes of words of <c>rules/concept-words.tsv</c> and the rules of <c>rules/concept-rules.tsv</c>.</summary>
internal static class ConceptLexicon
{
    private static readonly Lazy<Tables> s_tables = new(Load);

    internal static ImmutableArray<ConceptRule> Rules => s_tables.Value.Rules;

    /// <summary>Whole words of five letters and more, which damaged ones may be read as.</summary>
    internal static IEnumerable<string> Vocabulary => s_tables.Value.Phrases.Values.SelectMany(v => v).SelectMany(v => v.Words).Where(w => w.Length >= 5);

    /// <summary>The mask of a class.</summary>
    internal static UInt128 Class(string name) => s_tables.Value.Classes[name];

    /// <summary>The longest phrase at a token with all its classes; one word, known or not, where no phrase stands there.</summary>
    internal static ConceptWord At(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        var tables = s_tables.Value;
        string key = read(tokens[start].Key);
        int best = 0;
        UInt128 classes = 0;
        if (tables.Phrases.TryGetValue(key, out var phrases))
        {
            foreach (var (words, mask) in phrases)
            {
                int after = Follow(tokens, start, end, words, read);
                if (after > best) (best, classes) = (after, mask);
                else if (after == best && after > 0) classes |= mask;
            }
        }

        if (best > start + 1) return new(start, best, classes);
        return new(start, start + 1, classes | tables.ClassesOfStems(key));
    }

    /// <summary>The names of the classes that know a single word, in lower case, but for those of words without meaning.</summary>
    internal static IReadOnlyList<string> ClassesOf(string word) => s_tables.Value.OfWord.GetOrAdd(word, static key =>
    {
        var tables = s_tables.Value;
        UInt128 mask = 0;
        if (tables.Phrases.TryGetValue(key, out var phrases)) mask = phrases.Where(static p => p.Words.Length == 1).Aggregate(mask, static (m, p) => m | p.Classes);
        mask |= tables.ClassesOfStems(key);
        return [.. tables.Classes.Where(c => (c.Value & mask) != 0 && c.Key is not ("stop" or "tell")).Select(static c => c.Key).Order(StringComparer.Ordinal)];
    });

    private static int Follow(FormToken[] tokens, int start, int end, string[] words, Func<string, string> read)
    {
        int at = start + 1;
        for (int i = 1; i < words.Length; i++)
        {
            while (at < end && tokens[at].Kind == FormTokenKind.Mark && tokens[at].Key[0] is '-' or '–' or '.' or '\'' or '’') at++;
            if (at >= end || tokens[at].Kind != FormTokenKind.Word || read(tokens[at].Key) != words[i]) return 0;
            at++;
        }

        return at;
    }

    private static Tables Load()
    {
        var tables = new Tables();
        foreach (string[] row in RuleFiles.Read("concept-words.tsv", 3))
        {
            if (!tables.Classes.TryGetValue(row[0], out var mask)) tables.Classes[row[0]] = mask = UInt128.One << tables.Classes.Count;
            foreach (string phrase in row[1].Split('|'))
            {
                if (phrase.EndsWith('*'))
                {
                    tables.AddStem(phrase[..^1], mask);
                    continue;
                }

                string[] words = phrase.Split(' ');
                if (!tables.Phrases.TryGetValue(words[0], out var list)) tables.Phrases[words[0]] = list = [];
                list.Add((words, mask));
            }
        }

        UInt128 Mask(string names, char part) => names == "-" ? 0 : names.Split(part).Aggregate(UInt128.Zero, (m, n) => m | tables.Classes[n]);
        tables.Rules = [.. RuleFiles.Read("concept-rules.tsv", 9).Select(r => new ConceptRule(
            r[0], r[1], r[2] == "-" ? FormTopic.None : Enum.Parse<FormTopic>(r[2]), [.. r[3].Split(' ').Select(n => Mask(n, '/'))], Mask(r[4], ' '), r[5] == "whole", r[7], r[8]))];
        if (tables.Classes.Count > 128) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"rules/concept-words.tsv: {tables.Classes.Count} classes where 128 are the most"));
        return tables;
    }

    private sealed class Tables
    {
        internal Dictionary<string, UInt128> Classes { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, List<(string[] Words, UInt128 Classes)>> Phrases { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, UInt128> Stems { get; } = new(StringComparer.Ordinal);

        private readonly HashSet<int> _lengths = [];

        internal void AddStem(string stem, UInt128 mask)
        {
            Stems[stem] = Stems.GetValueOrDefault(stem) | mask;
            _lengths.Add(stem.Length);
        }

        /// <summary>All classes of the stems that a word begins with.</summary>
        internal UInt128 ClassesOfStems(string word)
        {
            var stems = Stems.GetAlternateLookup<ReadOnlySpan<char>>();
            UInt128 classes = 0;
            foreach (int length in _lengths)
            {
                if (length <= word.Length && stems.TryGetValue(word.AsSpan(0, length), out var mask)) classes |= mask;
            }

            return classes;
        }

        internal System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<string>> OfWord { get; } = new(StringComparer.Ordinal);

        internal ImmutableArray<ConceptRule> Rules { get; set; } = [];
    }
}
