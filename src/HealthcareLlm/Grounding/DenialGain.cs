namespace HealthcareLlm.Grounding;

/// <summary>
/// A 'no' that a statement in words of its own puts right before a thing of the quotes which they deny less often: 'no aspirin was stopped' of 'STOP aspirin', 'no loperamide' of 'loperamide ok'; and a list that
/// has lost a 'no' of the quotes without an 'or' to carry the one before: 'no cough, fever'.
/// </summary>
internal static class DenialGain
{
    private const int Reach = 3, Window = 5, After = 6, Long = 12;

    /// <summary>The first such word; null where there is none.</summary>
    internal static string? First(List<SpokenWord> said, List<SpokenWord> cited)
    {
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind == SpokenWordKind.Denial && said[i].Key is "no" or "not" or "never" or "without" && (i == 0 || said[i - 1].Key is not ("yes" or "or")) && Object(said, i) is >= 0 and var at && IsDoubled(said, cited, i, at)) return said[at].Key;
        }

        return null;
    }

    /// <summary>The first thing of a list whose own 'no' is lost; null where there is none.</summary>
    internal static string? FirstOfList(List<SpokenWord> said, List<SpokenWord> cited)
    {
        for (int i = 1; i < said.Count; i++)
        {
            if (!(said[i].BehindMark || said[i - 1].Key == "and") || said[i].Joins || said[i].Begins || said[i].Kind != SpokenWordKind.Content || IsCarried(said, i) || DenialComparison.IsForbidden(said, i)) continue;
            int of = cited.FindIndex(c => c.Key == said[i].Key);
            if (of > 0 && cited[of - 1].Key == "no" && cited.FindLastIndex(c => c.Key == said[i].Key) == of && !Enumerable.Range(1, Math.Min(2, i)).Any(k => said[i - k].Kind == SpokenWordKind.Denial && k == 1)) return said[i].Key;
        }

        return null;
    }

    /// <summary>Whether an 'or' or an 'and' closes the list.</summary>
    private static bool IsCarried(List<SpokenWord> said, int i)
    {
        for (int k = i; k < said.Count && !(k > i && said[k].Begins); k++)
        {
            if (said[k].Key is "or" or "nor") return true;
            if (said[k].Kind == SpokenWordKind.Denial) return false;
        }

        return false;
    }

    private static bool IsDoubled(List<SpokenWord> said, List<SpokenWord> cited, int denial, int at)
    {
        int most = -1;
        for (int j = 0; j < cited.Count; j++)
        {
            if (!said[at].IsOf(cited[j])) continue;
            int denials = DenialLoss.Denials(cited, j);
            // A denial further off in the same clause, or one that reaches through a list.
            if (denials == 0 && !IsAllowed(cited, j) && (cited[j].Denied || HasDenial(cited, j) || DenialLoss.IsOpen(cited, j) || cited[j].Key.StartsWith("nk", StringComparison.Ordinal))) denials = 1;
            most = Math.Max(most, denials);
        }

        // 'No piperacillin was suggested and withheld': of what is not had, nothing more is denied.
        return most < 0 ? said[at].Concept is not null && DeniesToo(said, denial, at) : 1 + (DeniesToo(said, denial, at) ? 1 : 0) > most;
    }

    /// <summary>'No OAC now, ASA only'; 'loperamide ok'.</summary>
    private static bool IsAllowed(List<SpokenWord> words, int j) => j + 1 < words.Count && !words[j + 1].BehindMark && words[j + 1].Key is "only" or "alone" or "ok";

    private static bool HasDenial(List<SpokenWord> words, int j)
    {
        bool divided = false;
        for (int k = j; k > 0 && k > j - Window && !words[k].Begins; k--)
        {
            divided |= words[k].IsDivided;
            // 'Not used because of a reaction'; 'do not use now, seizure': of a verb nothing is denied beyond a comma.
            if (words[k - 1].Kind == SpokenWordKind.Denial) return !(divided && words[k - 1].Key is "not" or "never");
            if (words[k - 1].Key is "because" or "due" or "after" or "while" or "during") break;
        }

        for (int k = j + 1; k < words.Count && k <= j + Window && !words[k].Begins; k++)
        {
            if (words[k].Kind == SpokenWordKind.Denial && DenialWords.ReachesBack(words[k].Key)) return true;
        }

        return false;
    }

    /// <summary>Whether the clause denies a thing in another way too: right before the 'no', or behind the thing.</summary>
    private static bool DeniesToo(List<SpokenWord> said, int denial, int at)
    {
        // A colon may stand between, a comma not.
        bool runsOn = denial > 0 && !said[denial].Joins && (said[denial].Begins || !said[denial].BehindMark);
        bool lists = runsOn && (said[denial - 1].Key is "and" or "or");
        for (int k = denial - 1; runsOn && k >= 0 && k > denial - (lists ? Window : Reach) && !said[k + 1].Joins; k--)
        {
            if (DenialWords.DeniesToo(said[k].Key) || DenialWords.Replaces(said[k].Key)) return true;
            if (!lists && said[k].Key is not ("of" or "from" or "for" or "out" or "off" or "the")) break;
        }

        for (int k = at + 1; k < said.Count && k <= at + After && !said[k].Joins && !said[k].BehindMark; k++)
        {
            if (EndsToo(said, k, at)) return true;
        }

        // 'No quetiapine was kept in reserve and never required', 'no aspirin was considered, but not given'.
        for (int k = at + 1; k + 1 < said.Count && k <= at + Long && !said[k].Begins; k++)
        {
            if (said[k].Key is "and" or "but" && (said[k + 1].Key is "not" or "never" ? k + 2 < said.Count && IsParticiple(said[k + 2].Key) : DenialWords.DeniesToo(said[k + 1].Key))) return true;
            if (said[k].BehindMark) break;
        }

        // 'No bupropion, which made her irritable, must not be used': what is said of it goes on with a verb behind a comma.
        int verb = said[denial].Begins || denial == 0 ? said.FindIndex(at + 1, static w => w.BehindMark && SpokenClauses.IsAuxiliary(w.Key)) : -1;
        if (verb < 0 || said.Skip(at + 1).Take(verb - at).Any(static w => w.Begins)) return false;
        return said.Skip(verb).TakeWhile(static (w, n) => n == 0 || !w.BehindMark).Any(static w => w.Kind == SpokenWordKind.Denial || DenialWords.DeniesToo(w.Key) || DenialWords.LeavesOpen(w.Key));
    }

    private static bool IsParticiple(string key) => key.EndsWith("ed", StringComparison.Ordinal) || key is "given" or "begun" or "taken" or "done" or "put";

    private static bool EndsToo(List<SpokenWord> said, int k, int at)
    {
        if (said[k].Kind == SpokenWordKind.Denial) return k <= at + Reach && said[k].Key is "not" or "never";
        return DenialWords.DeniesToo(said[k].Key) || (said[k].Key is "up" or "way" or "out" or "over" or "back" && said[k - 1].Key is "given" or "gave" or "give" or "left" or "passed" or "cut");
    }

    private static int Object(List<SpokenWord> said, int denial)
    {
        for (int i = denial + 1; i < said.Count && i <= denial + Reach; i++)
        {
            if (said[i].Begins || said[i].Kind == SpokenWordKind.Denial || said[i].Key is "longer" or "only" or "just" or "more" or "further") return -1;
            if (said[i].Kind == SpokenWordKind.Content) return char.IsDigit(said[i].Key[0]) ? -1 : i;
        }

        return -1;
    }
}
