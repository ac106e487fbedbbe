using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Where a sentence goes over to another clause without a comma, and denials that stand in no right place of their clause.</summary>
internal static class SpokenClauses
{
    /// <summary>Words of a subject between an 'and' and its verb, at most.</summary>
    private const int LongestSubject = 5;

    private static readonly HashSet<string> s_auxiliaries = SpokenWord.Keys("was were is are has had have did does must should may can will could would might");

    private static readonly HashSet<string> s_pastVerbs = SpokenWord.Keys("took saw grew came went felt got gave found left began ran showed grows shows takes needs wants had");

    private static readonly HashSet<string> s_owners = SpokenWord.Keys("his her their its your my a an two three four five six seven eight nine ten several many");

    private static readonly HashSet<string> s_leading = SpokenWord.Keys("of from against post through via to for into onto under");

    private static readonly HashSet<string> s_amounts = SpokenWord.Keys("dose course mg mcg gram unit tablet bolus infusion ml liter day week month");

    private static readonly HashSet<string> s_emphatic = SpokenWord.Keys("did does");

    private static readonly HashSet<string> s_emphasisOf = SpokenWord.Keys("well so not fine better poorly this that it badly the a an his her he she they there as have");

    /// <summary>Whether a word is a verb that only helps another.</summary>
    internal static bool IsAuxiliary(string key) => s_auxiliaries.Contains(key);

    /// <summary>Whether a text has a word that may stand out of place.</summary>
    internal static bool MayBeOdd(string text) => s_odd.Value.IsMatch(text);

    private static readonly Lazy<SievedPattern> s_odd = Pattern.Sieved(@"\b(?:yet|nor|did|does)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>A clause of its own behind a plain 'and': 'procalcitonin was 0.08 and antibiotics were started', but not 'fever and cough were absent'.</summary>
    internal static void Join(List<SpokenWord> words)
    {
        bool verb = false;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].Joins) verb = false;
            if (verb && !words[i].Joins && words[i].Key == "and" && HasSubjectAndVerb(words, i + 1))
            {
                words[i] = words[i] with { Joins = true };
                verb = false;
            }

            verb |= IsAuxiliary(words[i].Key) || s_pastVerbs.Contains(words[i].Key) || (words[i].Key.Length > 4 && words[i].Key.EndsWith("ed", StringComparison.Ordinal));
        }
    }

    private static bool HasSubjectAndVerb(List<SpokenWord> words, int start)
    {
        bool subject = false;
        for (int i = start; i < words.Count && i < start + LongestSubject && !words[i].BehindMark; i++)
        {
            if (words[i].Kind == SpokenWordKind.Denial) return false;
            if (IsAuxiliary(words[i].Key)) return subject;
            subject |= words[i].Kind == SpokenWordKind.Content;
        }

        return false;
    }

    /// <summary>
    /// A word of the statement that only a lost or an added denial leaves there: 'the culture had result yet', 'his no lactulose', 'he did succeed' of a quote that denies; null where there is none.
    /// </summary>
    internal static string? OutOfPlace(List<SpokenWord> said, List<SpokenWord> cited)
    {
        for (int i = 1; i < said.Count; i++)
        {
            if (IsYetOfNothing(said, i)) return "yet";
            if (IsNorOfNothing(said, i)) return "nor";
            // 'A dose of no levetiracetam.'
            if (i > 1 && i + 1 < said.Count && said[i].Key == "no" && said[i - 1].Key == "of" && s_amounts.Contains(said[i - 2].Key) && said[i + 1].Kind == SpokenWordKind.Content) return said[i + 1].Key;
            if (said[i].Key == "no" && !said[i].BehindMark && (s_leading.Contains(said[i - 1].Key) || s_owners.Contains(said[i - 1].Key)) && i + 1 < said.Count && said[i + 1].Concept is not null && !said[i + 1].BehindMark && !cited.Exists(c => c.Denied && c.IsOf(said[i + 1]))) return said[i + 1].Key;
            if (IsEmphasis(said, i) && cited.Exists(static c => c.Kind == SpokenWordKind.Denial || DenialWords.Denies(c.Key) || c.Key == "failed") && !cited.Exists(c => c.IsOf(said[i + 1]) && !c.Denied && DenialLoss.Denials(cited, cited.IndexOf(c)) == 0)) return said[i + 1].Key;
        }

        return null;
    }

    /// <summary>'yet' at the end of a clause that neither denies nor awaits.</summary>
    private static bool IsYetOfNothing(List<SpokenWord> said, int i)
    {
        if (said[i].Key != "yet" || said[i].BehindMark || (i + 1 < said.Count && !said[i + 1].BehindMark)) return false;
        for (int k = i - 1; k >= 0; k--)
        {
            if (said[k].Kind == SpokenWordKind.Denial || DenialWords.Excuses(said[k].Key)) return false;
            if (said[k].Joins) return true;
        }

        return true;
    }

    /// <summary>'nor' behind a clause that denies nothing: 'she had thoughts of harm nor hallucinations'.</summary>
    private static bool IsNorOfNothing(List<SpokenWord> said, int i)
    {
        if (said[i].Key != "nor" || said[i].Joins) return false;
        for (int k = i - 1; k >= 0; k--)
        {
            if (said[k].Kind == SpokenWordKind.Denial || DenialWords.Denies(said[k].Key)) return false;
            if (said[k].Joins) return true;
        }

        return true;
    }

    /// <summary>'did succeed', 'does need': nobody says so in a summary but against a denial. In 'nor did he need' and 'so does' it is none.</summary>
    private static bool IsEmphasis(List<SpokenWord> said, int i)
    {
        if (!s_emphatic.Contains(said[i].Key) || said[i - 1].Key is "nor" or "so" or "as" or "than" or "neither" or "what" or "how" or "only" || i + 1 >= said.Count || said[i + 1].BehindMark) return false;
        var verb = said[i + 1];
        if (verb.Kind == SpokenWordKind.Denial || s_emphasisOf.Contains(verb.Key) || (verb.Key.EndsWith("ed", StringComparison.Ordinal) && !verb.Key.EndsWith("eed", StringComparison.Ordinal)) || verb.Key.EndsWith("ing", StringComparison.Ordinal)) return false;
        for (int k = i - 1; k >= 0 && !said[k + 1].Joins && !said[k + 1].BehindMark; k--)
        {
            if (said[k].Kind == SpokenWordKind.Denial) return false;
        }

        return true;
    }
}
