using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Acts, needs and abilities that a sentence affirms and every place of its quotes denies, or the other way round, in other words: 'HCTZ must be resumed' of 'HCTZ - do not restart', 'he could pass urine' of 'unable to void'.
/// The words are data: <c>rules/denial-acts.tsv</c>.
/// </summary>
internal static class DenialOfActs
{
    /// <summary>Words before an act within which a denial reaches it, and behind it.</summary>
    private const int Before = 5, Behind = 3;

    private static readonly Lazy<(SievedPattern Said, SievedPattern Cited, SievedPattern? Denying)[]> s_rules = new(static () =>
        [.. RuleFiles.Read("denial-acts.tsv", 7).Select(static r => (Words(r[1]), Words(r[2]), r[3] == "-" ? null : Words(r[3])))]);

    private static SievedPattern Words(string words) => new(@"(?<![\w'-])(?:" + words + @")(?![\w'])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Words of a sentence that keep an act from being done as a denial does.</summary>
    private static readonly HashSet<string> s_restrains = [.. "against off away only unless instead rather without too fail failed fails lack lacked free stop stopped stopping hold held withheld avoid avoided avoiding refused declined unnecessary unneeded needless spared excluded whether question asked forbidden barred".Split(' ')];

    private static readonly HashSet<string> s_bounds = [.. "until till before unless if".Split(' ')];

    private static readonly HashSet<string> s_bounded = [.. "after once when only if from then".Split(' ')];

    /// <summary>The first word of an act that one side alone denies; null where there is none.</summary>
    /// <param name="said">The words of the statement.</param>
    /// <param name="cited">The words of the quotes.</param>
    internal static string? First(List<SpokenWord> said, List<SpokenWord> cited)
    {
        var mine = new Line(said);
        Line? theirs = null;
        foreach (var (words, others, denying) in s_rules.Value)
        {
            var here = mine.Find(words);
            if (here.Count == 0) continue;
            theirs ??= new(cited);
            var there = theirs.Find(others);
            var ended = denying is null ? [] : theirs.Find(denying);
            if (there.Count + ended.Count == 0) continue;
            if (there.TrueForAll(w => IsDenied(cited, w)))
            {
                if (!here.Exists(w => MayBeDenied(said, w)) && !(there.Concat(ended).Any(w => IsBounded(cited, w)) && said.Exists(static w => Bounds(w.Key)))) return said[here[0].First].Key;
            }
            else if (ended.Count == 0 && !there.Exists(w => MayBeDenied(cited, w)) && here.TrueForAll(w => IsDeniedRightBefore(said, w)))
            {
                return said[here[0].First].Key;
            }
        }

        return null;
    }

    /// <summary>Whether a word begins the case or the time from which a thing is allowed: 'once', 'after'.</summary>
    internal static bool Bounds(string key) => s_bounded.Contains(key);

    /// <summary>Whether the quotes deny an act where it stands.</summary>
    private static bool IsDenied(List<SpokenWord> words, (int First, int Last) act)
    {
        if (words[act.First].Denied || words[act.First].Kind == SpokenWordKind.Denial) return true;
        for (int k = act.First; k > 0 && k > act.First - Before && !words[k].IsDivided && !words[k].Begins; k--)
        {
            if (words[k - 1].Kind == SpokenWordKind.Denial) return true;
        }

        for (int k = act.Last + 1; k < words.Count && k <= act.Last + Behind && !words[k].IsDivided; k++)
        {
            if (words[k].Kind == SpokenWordKind.Denial && DenialWords.ReachesBack(words[k].Key)) return true;
        }

        return false;
    }

    /// <summary>Whether the clause of an act has anything that could deny it.</summary>
    private static bool MayBeDenied(List<SpokenWord> words, (int First, int Last) act)
    {
        bool marked = false, carried = act.Last + 1 < words.Count && words[act.Last + 1].Key is "or" or "nor";
        for (int k = act.First; k > 0 && !words[k].Joins; k--)
        {
            // 'Has been stopped and should be restarted'; 'found no necrosis and reason for dialysis'.
            if (words[k - 1].Key == "and" && (k == act.First || SpokenClauses.IsAuxiliary(words[k].Key))) break;
            marked |= words[k].BehindMark;
            carried |= words[k - 1].Key is "or" or "nor";
            if (words[k - 1].Kind == SpokenWordKind.Denial && (!marked || carried || words[k - 1].Key is not ("no" or "without"))) return true;
            if (words[k - 1].Kind != SpokenWordKind.Denial && Restrains(words[k - 1])) return true;
        }

        for (int k = act.First; k < words.Count && !(k > act.First && words[k].Joins); k++)
        {
            // 'Vaccinated against influenza'.
            if (words[k].Kind == SpokenWordKind.Denial || (Restrains(words[k]) && !(k == act.Last + 1 && words[k].Key == "against"))) return true;
        }

        return false;
    }

    private static bool Restrains(SpokenWord word) => s_restrains.Contains(word.Key) || DenialWords.Denies(word.Key) || (DenialWords.LeavesOpen(word.Key) && word.Key is not ("arranged" or "scheduled"));

    private static bool IsDeniedRightBefore(List<SpokenWord> words, (int First, int Last) act)
    {
        for (int k = act.First; k > 0 && k > act.First - Behind && !words[k].BehindMark; k--)
        {
            if (words[k - 1].Kind == SpokenWordKind.Denial) return true;
        }

        return false;
    }

    /// <summary>Whether a denial holds for a time or a case alone: 'no driving until seen'.</summary>
    private static bool IsBounded(List<SpokenWord> words, (int First, int Last) act)
    {
        for (int k = act.Last + 1; k < words.Count && !words[k].Begins && k < act.Last + Before; k++)
        {
            if (s_bounds.Contains(words[k].Key)) return true;
        }

        return false;
    }

    /// <summary>Words as one line in which phrases can be found.</summary>
    private sealed class Line
    {
        private readonly List<int> _starts = [];
        private readonly string _text;

        internal Line(List<SpokenWord> words)
        {
            var text = new StringBuilder();
            foreach (var word in words)
            {
                if (text.Length > 0) text.Append(word.IsDivided ? " , " : " ");
                _starts.Add(text.Length);
                text.Append(word.Written ?? word.Plain);
            }

            _text = text.ToString();
        }

        internal List<(int First, int Last)> Find(SievedPattern pattern)
        {
            var found = new List<(int First, int Last)>();
            foreach (Match match in pattern.Matches(_text)) found.Add((WordAt(match.Index), WordAt(match.Index + match.Length - 1)));
            return found;
        }

        private int WordAt(int index) => _starts.BinarySearch(index) is var at && at >= 0 ? at : ~at - 1;
    }
}
