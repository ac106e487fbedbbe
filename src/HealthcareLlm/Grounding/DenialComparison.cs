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

    /// <summary>Words on either side within which a denial is close.</summary>
    private const int Close = 6;

    /// <summary>Share of a statement's content words that the spans have in the same order, below which it is in words of its own, which deny in other ways.</summary>
    private const double OwnWords = 0.6;

    /// <summary>Share above which a statement is the notes' own words.</summary>
    private const double NearlyAll = 0.8;

    /// <summary>Words between a denial and a word right behind it.</summary>
    private const int Direct = 3;

    /// <summary>Words that deny in their own way.</summary>
    private static readonly HashSet<string> s_denying = [.. "sterile free against unneeded unnecessary needless excluded ruled none negative neg off stopped withheld unaided resistant out room unlikely declined refused arranged pending incubating awaited open missing".Split(' ')];

    /// <summary>Words that place a thing in time and are nothing that could be denied.</summary>
    private static readonly HashSet<string> s_time = [.. "since until after before during now today still while when then once".Split(' ')];

    private static readonly HashSet<string> s_notDenied = new(StringComparer.Ordinal) { "only", "just", "necessarily" };

    /// <summary>The first word on which they differ; null where there is none.</summary>
    internal static string? FirstDifference(List<SpokenWord> said, List<SpokenWord> cited, string quotes, bool plain)
    {
        if (SpokenClauses.OutOfPlace(said, cited) is { } odd) return odd;
        if (!plain) return Unprefixed(said, cited) ?? DenialGain.First(said, cited) ?? (Shared(said, cited) < NearlyAll ? DenialOfActs.First(said, cited) ?? DenialLoss.First(said, cited, quotes) : null);
        int[] of = Align(said, cited);
        int content = said.Count(static w => w.Kind == SpokenWordKind.Content), common = Enumerable.Range(0, said.Count).Count(i => said[i].Kind == SpokenWordKind.Content && of[i] >= 0);
        bool own = common < OwnWords * content;
        var bounded = SpokenWord.Bounded(said);
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind == SpokenWordKind.Content && said[i].Key.Length > 2 && !s_time.Contains(said[i].Key) && !char.IsDigit(said[i].Key[0]) && IsOther(bounded, cited, of, i, own) && (IsOther(said, cited, of, i, own) || HasVerb(said, i))) return said[i].Key;
        }

        return Unpaired(said) ?? Unprefixed(said, cited) ?? Added(said, cited, of, own) ?? Lost(said, cited, of, own) ?? DenialGain.FirstOfList(said, cited) ?? DenialGain.First(said, cited) ?? (own ? Forgotten(said, cited) : null) ?? (common < NearlyAll * content ? DenialOfActs.First(said, cited) ?? DenialLoss.First(said, cited, quotes) : null);
    }

    /// <summary>Whether a word stands in a clause of its own behind a comma and an 'and' or 'but', with a verb and no denial in it: no denial before reaches there, however far its scope was read.</summary>
    private static bool HasVerb(List<SpokenWord> said, int i)
    {
        int from = i, to = i + 1;
        while (from > 0 && !said[from].Joins) from--;
        while (to < said.Count && !said[to].Joins) to++;
        if (from == 0 || said[from].Key is not ("and" or "but")) return false;
        var clause = said.GetRange(from, to - from);
        return clause.Exists(static w => s_verbs.Contains(w.Key)) && !clause.Exists(static w => w.Kind == SpokenWordKind.Denial || Denies(w.Key) || Forbids(w.Key) || w.Key is "or" or "nor" || DenialWords.Excuses(w.Key));
    }

    private static readonly HashSet<string> s_verbs = [.. "was were is are has had did does will must should may can".Split(' ')];

    /// <summary>A 'neither' without its 'nor', or a 'nor' of nothing: half of a denial was lost.</summary>
    private static string? Unpaired(List<SpokenWord> said)
    {
        int neither = said.FindIndex(static w => w.Key == "neither"), nor = said.FindIndex(static w => w.Key == "nor");
        if (neither >= 0 && neither + 1 < said.Count && said[neither + 1].Key != "of" && !said.Skip(neither).Any(static w => w.Key is "nor" or "or")) return "neither";
        return nor > 0 && !said.Take(nor).Any(static w => w.Kind == SpokenWordKind.Denial || Denies(w.Key)) ? "nor" : null;
    }

    /// <summary>A word that the spans have with 'non' before it alone, and the statement without any denial: 'displaced' of 'nondisplaced'.</summary>
    private static string? Unprefixed(List<SpokenWord> said, List<SpokenWord> cited)
    {
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind == SpokenWordKind.Content && said[i].Key.Length > 4 && !said[i].Denied && !IsBehindDenial(said, i) && cited.Exists(c => c.Key == "non" + said[i].Key) && !cited.Exists(c => c.Key == said[i].Key)) return said[i].Key;
        }

        return null;
    }

    /// <summary>Share of a statement's content words that the spans have anywhere.</summary>
    private static double Shared(List<SpokenWord> said, List<SpokenWord> cited)
    {
        var keys = cited.Select(static c => c.Key).ToHashSet(StringComparer.Ordinal);
        int content = said.Count(static w => w.Kind == SpokenWordKind.Content);
        return content == 0 ? 1 : (double)said.Count(w => w.Kind == SpokenWordKind.Content && keys.Contains(w.Key)) / content;
    }

    /// <summary>Whether what a word says is denied on one side only: at the same place where the words around it are the same too, else wherever the spans have it.</summary>
    private static bool IsOther(List<SpokenWord> said, List<SpokenWord> cited, int[] of, int i, bool own)
    {
        // A sentence in other words may name a thing twice, and deny it once.
        if (own && said.Exists(o => o.Key == said[i].Key && o.Denied != said[i].Denied)) return false;
        if (of[i] >= 0 && IsNear(of, i)) return Differ(said, i, cited, of[i], own);
        bool any = false;
        for (int j = 0; j < cited.Count; j++)
        {
            if (cited[j].Key != said[i].Key) continue;
            if (!Differ(said, i, cited, j, own)) return false;
            any = true;
        }

        return any;
    }

    /// <summary>Whether one side denies a word and the other does not: scopes reach far, so that only a denial close by counts, and none that the other side has in other words.</summary>
    private static bool Differ(List<SpokenWord> said, int i, List<SpokenWord> cited, int j, bool own)
    {
        if (DenialLoss.IsModifier(cited, j, said)) return false;
        // 'without a loading dose' of 'no load'.
        if (said[i].Denied && i > 0 && said[i - 1] is { Denied: true, Kind: SpokenWordKind.Content } && !said[i].BehindMark && cited.Exists(c => c.Denied && c.IsOf(said[i - 1]))) return false;
        if (!own) return said[i].Denied != cited[j].Denied && !(said[i].Denied ? DenialLoss.IsOpen(cited, j) || DenialLoss.Denials(cited, j) > 0 || HasOwn(cited, j) : IsForbidden(said, i) || IsBehindDenial(said, i));
        bool here = IsDenied(said, i), there = IsDenied(cited, j);
        if (here == there) return false;
        return here ? HasNear(said, i) && !HasNear(cited, j) : HasNear(cited, j) && !HasNear(said, i) && !IsForbidden(said, i);
    }

    /// <summary>Whether a denial stands before a word in its own clause, however far its scope was read.</summary>
    private static bool IsBehindDenial(List<SpokenWord> said, int i)
    {
        // 'No pneumonia, antibiotics were started': a 'no' goes beyond a comma only to the 'or' of its list.
        bool marked = false, carried = i + 1 < said.Count && said[i + 1].Key is "or" or "nor";
        for (int k = i; k > 0 && k > i - Far && !said[k].Joins && !said[k].Begins; k--)
        {
            marked |= said[k].BehindMark;
            carried |= said[k - 1].Key is "or" or "nor";
            if (said[k - 1].Kind == SpokenWordKind.Denial) return !marked || carried || said[k - 1].Key is not ("no" or "without");
        }

        return false;
    }

    private const int Far = 10;

    /// <summary>Whether a sentence keeps somebody from a thing without a 'no': 'advised against it', 'stay off it', 'keep away from it'.</summary>
    internal static bool IsForbidden(List<SpokenWord> said, int i)
    {
        for (int k = i - 1; k >= 0 && k >= i - Far && !said[k + 1].Joins; k--)
        {
            // 'away from no ibuprofen' forbids nothing.
            if (said[k].Kind == SpokenWordKind.Denial) return false;
            if (Forbids(said[k].Key)) return true;
        }

        // 'stairs, which she could not manage'.
        if (i + 1 < said.Count && said[i + 1].Key is "which" or "that" && said.Skip(i + 2).Take(Reach).Any(static w => w.Kind == SpokenWordKind.Denial)) return true;
        for (int k = i + 1; k < said.Count && k <= i + Direct && !said[k].Joins && !said[k].BehindMark; k++)
        {
            if (said[k].Key is not ("off" or "away" or "against" or "free") && Forbids(said[k].Key)) return true;
        }

        return false;
    }

    private static bool Forbids(string key) => key is "against" or "off" or "away" or "refrain" or "forgo" or "free" or "withheld" or "omitted" or "declined" or "refused" || key.StartsWith("avoid", StringComparison.Ordinal);

    /// <summary>Whether a denial stands right before a word: 'unable to stand'.</summary>
    private static bool IsDenied(List<SpokenWord> words, int i)
    {
        for (int j = i; j > 0 && j > i - Direct; j--)
        {
            if (words[j].Begins || words[j].Joins || words[j].IsCell || (i + 1 < words.Count && words[i + 1].Key == "free" && !words[i + 1].IsDivided)) return false;
            if (words[j - 1].Kind == SpokenWordKind.Denial) return !(words[j - 1].Key == "negative" && words[j].BehindMark);
        }

        return false;
    }

    private static bool Denies(string key) => s_denying.Contains(key) || DenialWords.Denies(key);

    /// <summary>Whether a word that denies in its own way is close.</summary>
    private static bool HasOwn(List<SpokenWord> words, int i)
    {
        for (int j = Math.Max(0, i - Close); j <= Math.Min(words.Count - 1, i + Close); j++)
        {
            if (j != i && Denies(words[j].Key)) return true;
        }

        return false;
    }

    private static bool HasNear(List<SpokenWord> words, int i)
    {
        for (int j = Math.Max(0, i - Close); j <= Math.Min(words.Count - 1, i + Close); j++)
        {
            if (j != i && (words[j].Kind == SpokenWordKind.Denial || Denies(words[j].Key))) return true;
        }

        return false;
    }

    private static bool IsNear(int[] of, int i) => (i > 0 && of[i - 1] >= 0 && of[i - 1] == of[i] - 1) || (i + 1 < of.Length && of[i + 1] >= 0 && of[i + 1] == of[i] + 1);

    /// <summary>'no' that the spans do not have, before a word that they affirm.</summary>
    private static string? Added(List<SpokenWord> said, List<SpokenWord> cited, int[] of, bool own)
    {
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind != SpokenWordKind.Denial || of[i] >= 0 || Object(said, i) is not (>= 0 and var at)) continue;
            if (of[at] < 0)
            {
                // The same word in another order: affirmed wherever the spans have it.
                var same = Enumerable.Range(0, cited.Count).Where(j => cited[j].Key == said[at].Key).ToList();
                if (same.Count > 0 && same.TrueForAll(j => !cited[j].Denied && !(own ? HasNear(cited, j) : HasDenial(cited, Math.Max(0, j - Reach), Math.Min(cited.Count, j + 1 + Direct))))) return said[i].Key;
                continue;
            }

            int before = at - 1;
            while (before >= 0 && of[before] < 0) before--;
            if (!cited[of[at]].Denied && !DenialLoss.IsOpen(cited, of[at]) && !(own && HasOwn(cited, of[at])) && !HasDenial(cited, before < 0 ? Math.Max(0, of[at] - Reach) : of[before] + 1, of[at]) && !(own && HasDenial(cited, of[at] + 1, Math.Min(cited.Count, of[at] + 1 + Direct)))) return said[i].Key;
        }

        return null;
    }

    /// <summary>'no' of the spans that the statement has not, before a word that it affirms.</summary>
    private static string? Lost(List<SpokenWord> said, List<SpokenWord> cited, int[] of, bool own)
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
            if (!said[from[at]].Denied && !IsForbidden(said, from[at]) && !IsBehindDenial(said, from[at]) && !(own && HasOwn(said, from[at])) && !HasDenial(said, before < 0 ? Math.Max(0, from[at] - Reach) : from[before] + 1, from[at])) return said[from[at]].Key;
        }

        return null;
    }

    /// <summary>
    /// A denial that a statement in words of its own says in no way, though half and more of what it has in common with the spans stands in clauses that deny: 'there was need of an open operation' of 'an open operation was not needed'.
    /// </summary>
    private static string? Forgotten(List<SpokenWord> said, List<SpokenWord> cited)
    {
        if (said.Exists(static w => w.Kind == SpokenWordKind.Denial || Denies(w.Key) || DenialWords.Excuses(w.Key) || Negation.StandsIn(w.Key))) return null;
        var words = said.Where(static w => w.Kind == SpokenWordKind.Content).Select(static w => w.Key).ToHashSet(StringComparer.Ordinal);
        int denied = 0, affirmed = 0;
        string? first = null;
        for (int start = 0; start < cited.Count;)
        {
            int end = start + 1;
            while (end < cited.Count && !cited[end].Begins) end++;
            var clause = cited.GetRange(start, end - start);
            int common = clause.Count(w => w.Kind == SpokenWordKind.Content && words.Contains(w.Key));
            if (clause.Exists(static w => w.Kind == SpokenWordKind.Denial)) denied += common;
            else affirmed += common;
            first ??= clause.Find(static w => w.Kind == SpokenWordKind.Denial).Key;
            start = end;
        }

        return denied > 0 && denied >= affirmed ? first : null;
    }

    /// <summary>Index of what a denial stands before; -1 where there is nothing, or it is 'not only'.</summary>
    private static int Object(List<SpokenWord> words, int denial)
    {
        if (denial + 1 < words.Count && s_notDenied.Contains(words[denial + 1].Key)) return -1;
        for (int i = denial + 1; i < Math.Min(words.Count, denial + 1 + Reach); i++)
        {
            if (words[i].Kind == SpokenWordKind.Denial || words[i].Begins || (i > denial + 1 && words[i].IsDivided)) return -1;
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
