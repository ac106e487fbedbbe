namespace HealthcareLlm.Grounding;

/// <summary>
/// Which of two things came first, brought about the other, or was chosen over it: 'the fever began before the line was changed' is not 'after', nor is 'before the fever the line was changed'. Both texts are laid out as
/// 'one thing — relation — other thing'; where every cited relation of the kind between the same two things runs the other way, the statement's is not borne out.
/// </summary>
internal static class SpokenOrder
{
    private const int Longest = 9;

    /// <summary>A relation: its words, what it relates, and whether the first thing named is the first in it (earlier, the cause, the chosen one).</summary>
    private static readonly (string[] Words, string Kind, bool Forward)[] s_relations =
    [
        .. Of("time", true, "before|prior to|preceded|precede|precedes|ahead of|until|followed by|led into|and then|in advance of"),
        .. Of("time", false, "after|following|once|post|status post|s p|since|on the heel of|was preceded by"),
        .. Of("cause", true, "caused|led to|leading to|resulted in|resulting in|precipitated|triggered|brought on|provoked|produced"),
        .. Of("cause", false, "due to|d t|caused by|because of|secondary to|attributed to|precipitated by|triggered by|induced by|brought on by|provoked by|resulting from|from|blamed on|put down to|on account of|owing to"),
        .. Of("choice", true, "rather than|instead of|in preference to"),
        .. Of("reversal", false, "reversed by|reversed with|antagonized by"),
    ];

    private static IEnumerable<(string[] Words, string Kind, bool Forward)> Of(string kind, bool forward, string phrases) => phrases.Split('|').Select(p => (p.Split(' ').Select(static w => ClinicalText.Mentions.TermTokenizer.KeyOf(w)).ToArray(), kind, forward));

    private static readonly ILookup<string, (string[] Words, string Kind, bool Forward)> s_byStart = s_relations.OrderByDescending(static r => r.Words.Length).ToLookup(static r => r.Words[0], StringComparer.Ordinal);

    private static readonly HashSet<string> s_often = SpokenWord.Keys("daily a an every per weekly more again monthly each in");

    /// <summary>The first relation of the statement that runs the other way in its quotes; null where there is none.</summary>
    internal static string? First(List<SpokenWord> said, List<SpokenWord> cited)
    {
        var mine = Find(said);
        if (mine.Count == 0) return null;
        var theirs = Find(cited);
        foreach (var (at, kind, first, second) in mine)
        {
            bool reversed = false, same = false;
            foreach (var other in theirs)
            {
                if (other.Kind != kind) continue;
                int along = Common(first, other.First) + Common(second, other.Second), across = Common(first, other.Second) + Common(second, other.First);
                if (across > along && (along == 0 ? across > 1 : Common(first, other.Second) > 0 && Common(second, other.First) > 0)) reversed = true;
                else if (along > 0 && along >= across) same = true;
            }

            if (reversed && !same) return said[at].Written ?? said[at].Key;
        }

        return null;
    }

    private static int Common(List<SpokenWord> one, List<SpokenWord> other) => one.Count(w => other.Exists(w.IsOf));

    /// <summary>The relations of a text: where each stands, and the content words of its earlier (causing, chosen) and its other thing.</summary>
    private static List<(int At, string Kind, List<SpokenWord> First, List<SpokenWord> Second)> Find(List<SpokenWord> words)
    {
        var found = new List<(int At, string Kind, List<SpokenWord> First, List<SpokenWord> Second)>();
        for (int i = 0; i < words.Count; i++)
        {
            foreach (var (phrase, kind, forward) in s_byStart[words[i].Plain])
            {
                if (!Stands(phrase, words, i)) continue;
                // 'the seizures were provoked': by what is not said.
                if (forward && kind == "cause" && i > 0 && SpokenClauses.IsAuxiliary(words[i - 1].Plain)) continue;
                int end = i + phrase.Length;
                if (words[i].Plain == "once" && end < words.Count && (s_often.Contains(words[end].Plain) || words[end].BehindMark)) break;
                var behind = Behind(words, end, out int next);
                // 'After X, Y': what it relates X to stands behind the comma.
                bool isFirst = i == 0 || words[i].Begins || words[i].IsDivided;
                var before = isFirst && next < words.Count && words[next].BehindMark && !words[next].Begins ? Behind(words, next, out _) : Before(words, i);
                if (before.Count > 0 && behind.Count > 0) found.Add(forward ? (i, kind, before, behind) : (i, kind, behind, before));
                i = end - 1;
                break;
            }
        }

        return found;
    }

    private static bool Stands(string[] phrase, List<SpokenWord> words, int at)
    {
        for (int k = 0; k < phrase.Length; k++)
        {
            if (at + k >= words.Count || words[at + k].Plain != phrase[k]) return false;
        }

        return true;
    }

    private static List<SpokenWord> Behind(List<SpokenWord> words, int start, out int end)
    {
        var found = new List<SpokenWord>();
        for (end = start; end < words.Count && end < start + Longest && !(end > start && (words[end].BehindMark || words[end].Joins)); end++)
        {
            if (Counts(words[end])) found.Add(words[end]);
        }

        return found;
    }

    private static List<SpokenWord> Before(List<SpokenWord> words, int start)
    {
        var found = new List<SpokenWord>();
        for (int i = start - 1; i >= 0 && i >= start - Longest; i--)
        {
            if (Counts(words[i])) found.Add(words[i]);
            if (words[i].Begins || words[i].IsDivided) break;
        }

        return found;
    }

    private static bool Counts(SpokenWord word) => word.Kind == SpokenWordKind.Content && !char.IsAsciiDigit(word.Key[0]) && word.Key.Length > 1 && !s_idle.Contains(word.Plain);

    private static readonly HashSet<string> s_idle = SpokenWord.Keys("began started start begin given done taken took happened occurred two three day week hour patient she he time first second new was dose");
}
