using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Words that exclude each other (<c>rules/spoken-contrasts.tsv</c>): upper and lower, artery and vein, gastrostomy and jejunostomy, started and stopped, mother and sister. A sentence in words of its own may say another kind of
/// thing than its quotes while every name of it seems to stand there; where the quotes speak of the same kind and say another of its values alone, it is not borne out.
/// </summary>
internal static class SpokenContrasts
{
    /// <summary>One phrase: the words, and what of which kind it says.</summary>
    private sealed record Phrase(string[] Words, string Kind, string[] Values, bool BearsOnly);

    /// <summary>What a text says of a kind.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Values">What it may be.</param>
    /// <param name="At">Number of its first word.</param>
    /// <param name="Count">Number of its words.</param>
    /// <param name="Denied">Whether a denial reaches it.</param>
    /// <param name="BearsOnly">Whether it only bears out what a sentence says, and says nothing by itself.</param>
    internal readonly record struct Saying(string Kind, string[] Values, int At, int Count, bool Denied, bool BearsOnly)
    {
        /// <summary>Whether both may say the same.</summary>
        internal bool Shares(Saying other)
        {
            foreach (string value in Values)
            {
                if (Array.IndexOf(other.Values, value) >= 0) return true;
            }

            return false;
        }
    }

    /// <summary>The first word of a statement that says another value of a kind than its quotes do; null where there is none.</summary>
    internal static string? First(List<SpokenWord> said, List<SpokenWord> cited) => First(said, Find(said), Find(cited));

    /// <summary>The same of what was found before.</summary>
    internal static string? First(List<SpokenWord> said, List<Saying> mine, List<Saying> theirs)
    {
        foreach (var saying in mine)
        {
            if (saying.Denied || saying.BearsOnly) continue;
            bool any = false, same = false;
            foreach (var other in theirs)
            {
                if (other.Kind != saying.Kind) continue;
                same |= other.Shares(saying);
                any |= !other.Denied;
            }

            if (any && !same) return said[saying.At].Written ?? said[saying.At].Key;
        }

        return null;
    }

    /// <summary>What a text says of all kinds, in order; of each kind the longest phrase at a place.</summary>
    internal static List<Saying> Find(List<SpokenWord> words)
    {
        var found = new List<Saying>();
        for (int i = 0; i < words.Count; i++)
        {
            string first = words[i].Plain;
            if (first.Length == 0) continue;
            Look(s_whole, first, i);
            for (int length = 1; length <= Math.Min(first.Length, Prefix); length++) Look(s_begun, first.AsSpan(0, length), i);
            foreach (var phrase in s_ended.Value) Add(phrase, i);
        }

        return found;

        void Look(Lazy<Dictionary<string, Phrase[]>> index, ReadOnlySpan<char> start, int at)
        {
            if (!index.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(start, out var phrases)) return;
            foreach (var phrase in phrases) Add(phrase, at);
        }

        void Add(Phrase phrase, int at)
        {
            if (!Stands(phrase, words, at)) return;
            foreach (var other in found)
            {
                if (other.Kind == phrase.Kind && other.At <= at && at < other.At + other.Count && (other.Count > phrase.Words.Length || other.At < at)) return;
            }

            bool denied = false;
            for (int k = at; k < at + phrase.Words.Length; k++) denied |= words[k].Denied;
            // A longer phrase at the same place takes the place of a shorter one.
            found.RemoveAll(f => f.Kind == phrase.Kind && f.At == at && f.Count < phrase.Words.Length);
            found.Add(new(phrase.Kind, phrase.Values, at, phrase.Words.Length, denied, phrase.BearsOnly));
        }
    }

    /// <summary>What a text says of each kind, in one word for all writings of it: 'd/c'd' and 'discontinued'; what may be read in several ways is left out.</summary>
    internal static IEnumerable<(TextSpan Span, string Kind, string Value)> Plainly(string text)
    {
        var words = new List<SpokenWord>();
        foreach (var token in TermTokenizer.Tokenize(text, new(0, text.Length)))
        {
            if (token.IsWord) words.Add(new(token.Key, SpokenWordKind.Content, false, false) { Plain = token.Key, Written = text[token.Start..token.End], End = token.End });
        }

        foreach (var said in Find(words).GroupBy(static s => (s.Kind, s.At, s.Count)))
        {
            string[] values = [.. said.SelectMany(static s => s.Values).Distinct(StringComparer.Ordinal)];
            var (first, last) = (words[said.Key.At], words[said.Key.At + said.Key.Count - 1]);
            // A strong word says what it says; of the others those that are of one value alone.
            string? value = said.FirstOrDefault(static s => !s.BearsOnly) is { Values: { } strong } ? strong[0] : values.Length == 1 ? values[0] : null;
            if (value is not null && (said.Key.Count > 1 || first.Written!.Length >= Telling)) yield return (new(first.End - first.Written!.Length, last.End), "=" + said.Key.Kind, value);
        }
    }

    /// <summary>Letters of a word that says something by itself.</summary>
    private const int Telling = 3;

    private static bool Stands(Phrase phrase, List<SpokenWord> words, int at)
    {
        if (at + phrase.Words.Length > words.Count) return false;
        for (int k = 0; k < phrase.Words.Length; k++)
        {
            if ((k > 0 && words[at + k].Begins && phrase.Words.Length > 1 && words[at + k].IsDivided) || !Is(phrase.Words[k], words[at + k])) return false;
        }

        return true;
    }

    private static bool Is(string pattern, SpokenWord word)
    {
        if (char.IsAsciiLetterUpper(pattern[0]))
        {
            return pattern[^1] == '*' ? word.Written?.StartsWith(pattern[..^1], StringComparison.Ordinal) == true : word.Written == pattern;
        }

        if (pattern[0] == '*') return word.Plain.EndsWith(pattern[1..], StringComparison.Ordinal);
        if (pattern[^1] == '*') return word.Plain.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal);
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? word.Plain == pattern : word.Plain.Length >= pattern.Length && word.Plain.StartsWith(pattern[..star], StringComparison.Ordinal) && word.Plain.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }

    private static readonly Lazy<(string Start, char How, Phrase Phrase)[]> s_phrases = new(static () => [.. Load()]);

    /// <summary>Phrases by their first word, where it is whole.</summary>
    private static readonly Lazy<Dictionary<string, Phrase[]>> s_whole = new(static () => Index('='));

    /// <summary>Phrases by the first letters of their first word, where more may follow.</summary>
    private static readonly Lazy<Dictionary<string, Phrase[]>> s_begun = new(static () => Index('<'));

    /// <summary>Phrases of whose first word the end is known.</summary>
    private static readonly Lazy<Phrase[]> s_ended = new(static () => [.. s_phrases.Value.Where(static p => p.How == '>').Select(static p => p.Phrase)]);

    private const int Prefix = 4;

    private static Dictionary<string, Phrase[]> Index(char how) =>
        s_phrases.Value.Where(p => p.How == how).GroupBy(static p => p.Start, static p => p.Phrase, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal);

    private static IEnumerable<(string Start, char How, Phrase Phrase)> Load()
    {
        foreach (string[] row in RuleFiles.Read("spoken-contrasts.tsv", 3))
        {
            foreach (string written in row[2].Split('|'))
            {
                string[] words = [.. written.TrimStart('~').Split(' ').Select(static w => char.IsAsciiLetterUpper(w[0]) || w.Contains('*', StringComparison.Ordinal) ? w : TermTokenizer.KeyOf(w))];
                var phrase = new Phrase(words, row[0], row[1].Split('/'), written[0] == '~');
                int star = words[0].IndexOf('*', StringComparison.Ordinal);
                if (star == 0) yield return (string.Empty, '>', phrase);
                else if (star > 0) yield return (words[0][..Math.Min(star, Prefix)].ToLowerInvariant(), '<', phrase);
                else yield return (TermTokenizer.KeyOf(words[0]), '=', phrase);
            }
        }
    }
}
