using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// What the quotes deny, end or leave open and a statement in words of its own says without any such word: 'the pathology is out' of 'pathology pending', 'ciprofloxacin kills it' of 'resistant to ciprofloxacin'.
/// A thing is looked for by its word or its concept; its clause in the statement must say the denial in some way.
/// </summary>
internal static class DenialLoss
{
    private const int Beside = 3, Far = 8, ShortestWord = 4;

    private static readonly HashSet<string> s_idle = [.. "because while both after before until since during being there their which where again first second third fourth final high small large right later today about other every above below under patient daily through three seven eight four five nine noted shown found place condition given take taken takes needed need wants want thing point place level value result report repeat study test clinic doctor home night morning evening with from that this will still into than when have been".Split(' ')];

    /// <summary>The first word that has lost its denial; null where there is none.</summary>
    /// <param name="said">The statement.</param>
    /// <param name="cited">The quotes.</param>
    /// <param name="quotes">The quotes' text.</param>
    internal static string? First(List<SpokenWord> said, List<SpokenWord> cited, string quotes)
    {
        for (int i = 0; i < said.Count; i++)
        {
            if (said[i].Kind != SpokenWordKind.Content || char.IsDigit(said[i].Key[0]) || (said[i].Concept is null && (said[i].Key.Length < ShortestWord || s_idle.Contains(said[i].Key)))) continue;
            bool any = false, all = true, open = false;
            for (int j = 0; j < cited.Count; j++)
            {
                if (!said[i].IsOf(cited[j])) continue;
                // 'No carotid stent': no word of the carotid.
                if (IsModifier(cited, j, said)) continue;
                any = true;
                open |= IsOpen(cited, j);
                all = all && (IsDenied(cited, j, said[i].Concept is not null) || (cited[j].Key != said[i].Key && SpokenEquivalents.Deny(said[i].Key, cited[j].Plain)));
            }

            bool denied = any ? all || open : SpokenEquivalents.Deny(said[i].Key, quotes) || IsDeniedInOtherWords(said[i].Key, quotes);
            if (denied && !(any && !all ? LeavesOpen(said) : SaysSo(said, i))) return said[i].Key;
        }

        return null;
    }

    /// <summary>Whether a denied word only tells of what kind the next one is, which the statement denies too.</summary>
    internal static bool IsModifier(List<SpokenWord> cited, int j, List<SpokenWord> said)
    {
        if (!cited[j].Denied || j + 1 >= cited.Count || cited[j + 1].BehindMark || cited[j + 1].Kind != SpokenWordKind.Content) return false;
        int head = said.FindIndex(w => w.IsOf(cited[j + 1]));
        return head >= 0 && (said[head].Denied || (head > 0 && said[head - 1].Kind == SpokenWordKind.Denial));
    }

    /// <summary>Whether a statement says in any way that something is not known yet.</summary>
    private static bool LeavesOpen(List<SpokenWord> said)
    {
        // 'The pathology is out; the surgeon will ring about it.'
        bool isKnown = Enumerable.Range(1, Math.Max(0, said.Count - 1)).Any(k => said[k].Key is "out" or "back" or "known" or "final" or "set" && said[k - 1].Key is "is" or "are" or "was" or "were" or "been" or "came");
        return said.Exists(w => w.Kind == SpokenWordKind.Denial || w.Key == "yet" || (DenialWords.Excuses(w.Key) && !(isKnown && w.Key is "ring" or "call")));
    }

    /// <summary>Whether the quotes have other words for a thing, and deny every one of them.</summary>
    private static bool IsDeniedInOtherWords(string key, string quotes)
    {
        bool any = false;
        foreach (var other in SpokenEquivalents.Of(key))
        {
            foreach (Match match in other.Matches(quotes))
            {
                any = true;
                if (!s_denied.Value.IsMatch(quotes[Math.Max(0, match.Index - 40)..match.Index])) return false;
            }
        }

        return any;
    }

    private static readonly Lazy<SievedPattern> s_denied = Pattern.Sieved(@"\b(?:no|not|without|denies|negative for|never)\b(?: [\w-]+){0,2} $", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether the clause of a word of the statement denies it in any way.</summary>
    private static bool SaysSo(List<SpokenWord> said, int i)
    {
        int from = i, to = i + 1;
        while (from > 0 && !said[from].Joins) from--;
        // 'Bupropion, which made her irritable, must not be used': what is said of it goes on behind the clause.
        bool isRelative = to < said.Count && said[to].Key is "which" or "who" or "whose";
        while (to < said.Count && (isRelative ? !(said[to].Begins || said[to].Key is "but" or "and") : !said[to].Joins)) to++;
        bool does = Enumerable.Range(from, to - from).Any(k => DenialWords.Does(said[k].Key));
        bool fresh = false;
        for (int k = i; k >= from; k--)
        {
            // A denial before it, not beyond a colon.
            if (said[k].Kind == SpokenWordKind.Denial && !fresh) return true;
            if (k != i && (!fresh || k - from < 2) && IsExcuse(said[k].Key, does) && !(k == i - 1 && said[k].Key == "may" && !said.Exists(static w => DenialOfActs.Bounds(w.Key)))) return true;
            fresh |= said[k].Begins;
        }

        for (int k = i; k < to; k++)
        {
            if (said[k].Kind == SpokenWordKind.Denial ? k - i <= Far && (said[k].Key is not ("nor" or "no") || (k + 1 < to && said[k + 1].Key is "longer" or "more")) : IsExcuse(said[k].Key, does)) return true;
        }

        return false;
    }

    private static bool IsExcuse(string key, bool does) => DenialWords.Excuses(key) || (!does && DenialWords.Weighs(key));

    internal static bool IsOpen(List<SpokenWord> cited, int j)
    {
        for (int k = j; k > 0 && !cited[k].Joins && !(cited[k].BehindMark && !cited[k].Begins); k--)
        {
            if (DenialWords.LeavesOpen(cited[k - 1].Key)) return true;
        }

        for (int k = j + 1; k < cited.Count && !cited[k].Joins && !(cited[k].BehindMark && !cited[k].Begins); k++)
        {
            if (DenialWords.LeavesOpen(cited[k].Key)) return true;
        }

        return false;
    }

    /// <summary>Whether a word of the quotes is denied, by scopes where it is a thing of the lexicons, else by what stands right beside it with no mark between.</summary>
    private static bool IsDenied(List<SpokenWord> cited, int j, bool isThing) => (isThing && cited[j].Denied && !IsLedTo(cited, j)) || Denials(cited, j) > 0;

    /// <summary>Whether a word stands behind what is denied and not in its place: 'no driving on oxycodone'.</summary>
    private static bool IsLedTo(List<SpokenWord> cited, int j)
    {
        for (int k = j - 1; k >= 0 && k >= j - Far && cited[k].Kind != SpokenWordKind.Denial; k--)
        {
            if (DenialWords.LeadsOn(cited[k].Key)) return true;
        }

        return false;
    }

    private static readonly HashSet<string> s_falls = [.. "fell fall falling fallen jumped slipped slid rolled thrown knocked got get came dropped stepped".Split(' ')];

    /// <summary>How many denials stand right beside a word with no mark between: one of denying words, one of 'no'.</summary>
    internal static int Denials(List<SpokenWord> words, int j)
    {
        bool plain = false, other = false;
        for (int k = j; k > 0 && k > j - Beside && !words[k].BehindMark; k--)
        {
            // 'held off on a re-exploration'.
            if (DenialWords.LeadsOn(words[k - 1].Key) && !(words[k - 1].Key == "on" && k > 1 && words[k - 2].Key == "off")) break;
            plain |= words[k - 1].Kind == SpokenWordKind.Denial || words[k - 1].Key == "non";
            // 'ran out of furosemide'.
            // Who falls off a ladder is not off it by order.
            if (words[k - 1].Key == "off" && Enumerable.Range(1, Math.Min(4, k - 1)).Any(d => s_falls.Contains(words[k - 1 - d].Key))) break;
            other |= DenialWords.Denies(words[k - 1].Key) || (words[k - 1].Key == "out" && words[k].Key == "of");
        }

        for (int k = j + 1; k < words.Count && k <= j + Beside && !words[k].BehindMark; k++)
        {
            plain |= words[k].Kind == SpokenWordKind.Denial && DenialWords.ReachesBack(words[k].Key);
            other |= words[k].Kind != SpokenWordKind.Denial && DenialWords.Denies(words[k].Key);
        }

        return (plain ? 1 : 0) + (other ? 1 : 0);
    }
}
