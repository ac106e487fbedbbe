namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether a statement denies what its cited spans affirm, or affirms what they deny, word by word and for any words, whether a lexicon knows them or not. Statement and spans are
/// laid beside each other (longest common subsequence of their words). A word that both have must be denied by both or by neither; and a word of denial that only one has must not
/// have lost, or won, the word that it stands before.
/// </summary>
internal static class DenialComparison
{
    /// <summary>Words between a denial and what it denies, at most: 'no new or enlarging lesion'.</summary>
    private const int Reach = 4;

    private static readonly HashSet<string> s_notDenied = new(StringComparer.Ordinal) { "only", "just", "necessarily" };

    /// <summary>The first word on which they differ; null where there is none.</summary>
    internal static string? FirstDifference(List<SpokenWord> said, List<SpokenWord> cited)
    {
        int[] of = Align(said, cited);
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind == SpokenWordKind.Content && said[i].Key.Length > 2 && !char.IsDigit(said[i].Key[0]) && IsOther(said, cited, of, i)) return said[i].Key;
        }

        return Added(said, cited, of) ?? Lost(said, cited, of);
    }

    /// <summary>Whether what a word says is denied on one side only: at the same place where the words around it are the same too, else wherever the spans have it.</summary>
    private static bool IsOther(List<SpokenWord> said, List<SpokenWord> cited, int[] of, int i)
    {
        if (of[i] >= 0 && IsNear(of, i)) return said[i].Denied != cited[of[i]].Denied;
        bool any = false;
        foreach (var word in cited)
        {
            if (word.Key != said[i].Key) continue;
            if (word.Denied == said[i].Denied) return false;
            any = true;
        }

        return any;
    }

    private static bool IsNear(int[] of, int i) => (i > 0 && of[i - 1] >= 0 && of[i - 1] == of[i] - 1) || (i + 1 < of.Length && of[i + 1] >= 0 && of[i + 1] == of[i] + 1);

    /// <summary>'no' that the spans do not have, before a word that they affirm.</summary>
    private static string? Added(List<SpokenWord> said, List<SpokenWord> cited, int[] of)
    {
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind != SpokenWordKind.Denial || of[i] >= 0 || Object(said, i) is not (>= 0 and var at) || of[at] < 0) continue;
            int before = at - 1;
            while (before >= 0 && of[before] < 0) before--;
            if (!cited[of[at]].Denied && !HasDenial(cited, before < 0 ? Math.Max(0, of[at] - Reach) : of[before] + 1, of[at])) return said[i].Key;
        }

        return null;
    }

    /// <summary>'no' of the spans that the statement has not, before a word that it affirms.</summary>
    private static string? Lost(List<SpokenWord> said, List<SpokenWord> cited, int[] of)
    {
        int[] from = [.. Enumerable.Repeat(-1, cited.Count)];
        for (int i = 0; i < of.Length; i++)
        {
            if (of[i] >= 0) from[of[i]] = i;
        }

        for (int i = 0; i < cited.Count; i++)
        {
            if (cited[i].Kind != SpokenWordKind.Denial || from[i] >= 0 || Object(cited, i) is not (>= 0 and var at) || from[at] < 0) continue;
            int before = at - 1;
            while (before >= 0 && from[before] < 0) before--;
            if (!said[from[at]].Denied && !HasDenial(said, before < 0 ? Math.Max(0, from[at] - Reach) : from[before] + 1, from[at])) return said[from[at]].Key;
        }

        return null;
    }

    /// <summary>Index of what a denial stands before; -1 where there is nothing, or it is 'not only'.</summary>
    private static int Object(List<SpokenWord> words, int denial)
    {
        if (denial + 1 < words.Count && s_notDenied.Contains(words[denial + 1].Key)) return -1;
        for (int i = denial + 1; i < Math.Min(words.Count, denial + 1 + Reach); i++)
        {
            if (words[i].Kind == SpokenWordKind.Denial) return -1;
            if (words[i].Kind == SpokenWordKind.Content) return i;
        }

        return -1;
    }

    private static bool HasDenial(List<SpokenWord> words, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (words[i].Kind == SpokenWordKind.Denial) return true;
        }

        return false;
    }

    /// <summary>For each word of the statement its place in the spans; -1 for none. The longest common subsequence; of equal ones that which runs together (a step to the neighbour counts a little more).</summary>
    private static int[] Align(List<SpokenWord> said, List<SpokenWord> cited)
    {
        int rows = said.Count, columns = cited.Count;
        int[] of = [.. Enumerable.Repeat(-1, rows)];
        if ((long)rows * columns > 1_000_000) return of;
        const int Word = 8;
        int[,] best = new int[rows + 1, columns + 1];
        for (int i = rows - 1; i >= 0; i--)
        {
            for (int j = columns - 1; j >= 0; j--)
            {
                int skip = Math.Max(best[i + 1, j], best[i, j + 1]);
                best[i, j] = said[i].Key == cited[j].Key ? Math.Max(skip, Match(i, j)) : skip;
            }
        }

        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (said[i].Key == cited[j].Key && best[i, j] == Match(i, j))
            {
                of[i] = j;
                (i, j) = (i + 1, j + 1);
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return of;

        int Match(int i, int j) => best[i + 1, j + 1] + Word + (i + 1 < rows && j + 1 < columns && said[i + 1].Key == cited[j + 1].Key ? 1 : 0);
    }
}
