using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>A word of a statement or of a cited span.</summary>
/// <param name="Key">What words are compared by: lower case, singular.</param>
/// <param name="Kind">What it does for the sentence.</param>
/// <param name="Denied">Whether a denial reaches it, by the words and the section around it.</param>
/// <param name="Begins">Whether a sentence, a bracket or a cell begins with it.</param>
internal readonly record struct SpokenWord(string Key, SpokenWordKind Kind, bool Denied, bool Begins)
{
    /// <summary>Whether a fact begins with it: a sentence, or a clause behind a comma or a joining word.</summary>
    internal bool Joins { get; init; }

    /// <summary>Whether a mark that divides facts stands before it: all but a bracket or a colon.</summary>
    internal bool IsDivided { get; init; }

    /// <summary>Whether a cell of a table ends before it: two spaces and more.</summary>
    internal bool IsCell { get; init; }

    /// <summary>As it is written; null where nobody asked.</summary>
    internal string? Written { get; init; }

    /// <summary>As a lexicon compares it, before short forms are read.</summary>
    internal required string Plain { get; init; }

    /// <summary>Whether a mark of any kind stands before it.</summary>
    internal bool BehindMark { get; init; }

    /// <summary>What the lexicons call it; null where they do not know it.</summary>
    internal string? Concept { get; init; }

    /// <summary>Whether both are the same thing, by word or by concept.</summary>
    internal bool IsOf(SpokenWord other) => Key == other.Key || (Concept is not null && Concept == other.Concept) || (Stem is not null && Stem == other.Stem);

    /// <summary>What forms of a content word begin with; null where it is none.</summary>
    private string? Stem { get; init; }

    /// <summary>What forms of one word begin with: 'drive', 'driving'; 'anticoagulant', 'anticoagulation'.</summary>
    private static string StemOf(string key)
    {
        if (key.Length > 7) return key[..7];
        if (key.Length > 5 && key.EndsWith("ing", StringComparison.Ordinal)) key = key[..^3];
        else if (key.Length > 4 && key.EndsWith("ed", StringComparison.Ordinal)) key = key[..^2];
        return key.Length > 3 && key[^1] == 'e' ? key[..^1] : key;
    }

    private static readonly HashSet<string> s_joining = [.. "and but so which who whom whose because since although though until when while as whereas then after before yet".Split(' ')];

    /// <summary>Short forms of words that no lexicon has.</summary>
    private static readonly Dictionary<string, string> s_short = new(StringComparer.Ordinal) { ["abx"] = "antibiotic", ["rxn"] = "reaction", ["med"] = "medicine", ["medication"] = "medicine", ["temp"] = "temperature", ["path"] = "pathology", ["cx"] = "culture", ["bcx"] = "culture", ["ucx"] = "culture", ["cath"] = "catheter", ["foley"] = "catheter", ["xray"] = "film", ["cxr"] = "film", ["tx"] = "treatment", ["rx"] = "prescription", ["dx"] = "diagnosis", ["hx"] = "history", ["sx"] = "symptom", ["sz"] = "seizure", ["bx"] = "biopsy", ["fx"] = "fracture", ["wt"] = "weight", ["mtg"] = "meeting", ["appt"] = "appointment" };

    private static readonly HashSet<string> s_cues = Keys("no not never without denies denied denying deny denial negative none nor neither cannot absent absence lack lacks lacked lacking unlikely excluded hasn haven hadn didn doesn don wasn weren isn aren wouldn couldn won shouldn mustn can nothing nobody unable");

    private static readonly HashSet<string> s_function = Keys("a an the any of to for in on at by with from as and or but is was are were be been being has have had having do does did he she they his her their it its this that these those there patient pt we i you who which also any other or some such than then so very evidence sign history prior known complaint symptom left right bilateral hour day week month year minute time lb pound");

    /// <summary>The words of a span, denials judged by the document around them; judged at all only where <paramref name="judge"/> says so.</summary>
    internal static List<SpokenWord> Of(AnnotatedDocument document, TextSpan span, bool judge)
    {
        var words = new List<SpokenWord>();
        bool begins = true, comma = true, joins = true, divided = true;
        int bracket = -1, lastEnd = span.Start;
        var mentions = document.Mentions.Where(m => m.Concept is not null && m.NameSpan.Overlaps(span)).ToList();
        foreach (var token in TermTokenizer.Tokenize(document.Text, span))
        {
            if (!token.IsWord)
            {
                // The point of a decimal ends nothing.
                if (token.Key == "." && token.Start > 0 && token.End < document.Text.Length && char.IsAsciiDigit(document.Text[token.Start - 1]) && char.IsAsciiDigit(document.Text[token.End])) continue;
                begins |= token.Key is "." or ";" or "(" or ")" or "|" || (token.Key is ":" && words.Count > 0 && words[^1].Kind != SpokenWordKind.Denial);
                joins |= token.Key is "." or ";" or "|";
                divided |= token.Key is "," or ";" or "|" or "?" or "!" || (token.Key == "." && (token.End == document.Text.Length || !char.IsAsciiDigit(document.Text[token.End])));
                comma = true;
                bracket = token.Key switch { "(" => words.Count, ")" => -1, _ => bracket };
                continue;
            }

            // 'w/o': without.
            if (token.Key is "o" && words.Count > 0 && words[^1].Key == "w" && token.Start > 1 && document.Text[token.Start - 1] == '/')
            {
                words[^1] = words[^1] with { Key = "without", Kind = SpokenWordKind.Denial, Stem = null, Denied = false };
                continue;
            }

            var kind = s_cues.Contains(token.Key) && IsCue(document.Text, token) ? SpokenWordKind.Denial : s_function.Contains(token.Key) ? SpokenWordKind.Function : SpokenWordKind.Content;
            bool denied = judge && kind == SpokenWordKind.Content && document.Scopes.Judge(new(token.Start, token.End), null).Polarity == Polarity.Negated;
            // 'No charcoal (seizure)': what stands in brackets behind what is denied is its reason.
            if (denied && bracket > 0 && !words.Skip(bracket).Any(static w => w.Kind == SpokenWordKind.Denial)) denied = false;
            if (denied && EndsBefore(words, document.Text, token.Start)) denied = false;
            words.Add(new(s_short.GetValueOrDefault(token.Key, token.Key), kind, denied, begins)
            {
                Joins = joins || (comma && s_joining.Contains(token.Key)) || token.Key is "but" or "because" or "although" or "whereas" or "while" or "which" or "when",
                BehindMark = comma,
                IsDivided = divided || (words.Count > 0 && document.Text.AsSpan(lastEnd, token.Start - lastEnd).Contains('\n')),
                IsCell = words.Count > 0 && document.Text.AsSpan(lastEnd, token.Start - lastEnd).Contains("  ", StringComparison.Ordinal),
                End = token.End,
                Plain = token.Key,
                Written = document.Text[token.Start..token.End],
                Concept = kind == SpokenWordKind.Content ? ConceptAt(mentions, token.Start) : null,
                Stem = kind == SpokenWordKind.Content && StemOf(s_short.GetValueOrDefault(token.Key, token.Key)) is { Length: > 2 } stem ? stem : null,
            });
            (begins, comma, joins, divided, lastEnd) = (false, false, false, false, token.End);
            // 'Complications: none.'
            if (token.Key is "none" && words.Count > 1 && words[^2] is { Kind: SpokenWordKind.Content } before) words[^2] = before with { Denied = judge };
        }

        SpokenClauses.Join(words);
        if (judge)
        {
            DenyBackwards(words);
            AffirmBefore(words);
        }

        for (int i = 0; i + 1 < words.Count; i++)
        {
            // 'no gluten-free diet': gluten is allowed.
            if (words[i].Denied && words[i + 1].Key == "free" && !words[i + 1].IsDivided) words[i] = words[i] with { Denied = false };
        }

        for (int i = 0; i + 1 < words.Count; i++)
        {
            // 'not just hives' denies nothing.
            if (words[i].Kind == SpokenWordKind.Denial && words[i + 1].Key is "just" or "only" or "necessarily") words[i] = words[i] with { Kind = SpokenWordKind.Function };
        }

        return words;
    }

    /// <summary>What a denial stands behind that speaks of what follows alone: 'silent, with neither bleeding nor an aneurysm'.</summary>
    private static void AffirmBefore(List<SpokenWord> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (!words[i].Denied) continue;
            bool before = false;
            for (int k = i; k >= 0 && !before; k--)
            {
                before = k < i && (words[k].Kind == SpokenWordKind.Denial || DenialWords.Denies(words[k].Key) || DenialWords.Excuses(words[k].Key));
                if (words[k].Joins) break;
            }

            if (before) continue;
            int after = words.FindIndex(i, static w => w.Kind == SpokenWordKind.Denial);
            if (after > i && words[after].Key is "neither" or "no" or "without" && !words.Skip(i).Take(after - i).Any(static w => w.Joins)) words[i] = words[i] with { Denied = false };
        }
    }

    /// <summary>What is not done, of which the sentence speaks first: 'charcoal was not given', 'A, B and C must not be used', 'neurology not needed'.</summary>
    private static void DenyBackwards(List<SpokenWord> words)
    {
        for (int i = 1; i < words.Count; i++)
        {
            if (words[i] is not { Kind: SpokenWordKind.Denial, Key: "not" or "never" } || words[i].Joins) continue;
            int verb = i + 1;
            while (verb < words.Count && verb < i + 3 && words[verb].Kind == SpokenWordKind.Function) verb++;
            if (verb >= words.Count || words[verb].Joins || !(DenialWords.Does(words[verb].Key) || s_allowed.Contains(words[verb].Key))) continue;
            for (int k = i - 1; k >= 0; k--)
            {
                // 'considered but not given'.
                if (k == i - 1 && words[k].Key == "but") continue;
                if (words[k].Kind == SpokenWordKind.Content) words[k] = words[k] with { Denied = true };
                if (words[k].Kind == SpokenWordKind.Denial || words[k].Joins || (words[k].Begins && k > 0)) break;
            }
        }
    }

    /// <summary>Whether the last denial ends before a place: a cell of a table ends between ('not before  atrial fibrillation'), or it speaks of what stands before it ('urinalysis negative, procalcitonin 0.06').</summary>
    private static bool EndsBefore(List<SpokenWord> words, string text, int at)
    {
        int last = words.FindLastIndex(static w => w.Kind == SpokenWordKind.Denial);
        if (last < 0) return false;
        var between = text.AsSpan(words[last].End, at - words[last].End);
        if ((last + 1 < words.Count && between.TrimStart().Contains("  ", StringComparison.Ordinal)) || (between.Contains(" - ", StringComparison.Ordinal) && last + 1 < words.Count)) return true;
        return words[last].Key == "negative" && last > 0 && words[last - 1].Kind == SpokenWordKind.Content && !words[last].BehindMark && last + 1 < words.Count && words[last + 1].BehindMark;
    }

    /// <summary>Where it ends in its document.</summary>
    internal int End { get; init; }

    private static readonly HashSet<string> s_allowed = Keys("allowed advised recommended indicated required restarted resumed repeated continued tried ordered sent obtained drawn");

    /// <summary>Whether a word of denial is one: 'haven' without its apostrophe is a place.</summary>
    private static bool IsCue(string text, TermToken token) => !s_shortened.Contains(token.Key) || (token.End < text.Length && text[token.End] is '\'' or '’');

    private static readonly HashSet<string> s_shortened = Keys("hasn haven hadn didn doesn don wasn weren isn aren wouldn couldn won shouldn mustn can");

    /// <summary>The words of a statement: a denial reaches no further than its own fact, and of a verb no further than the word behind it ('does not bleed on apixaban').</summary>
    internal static List<SpokenWord> Bounded(IReadOnlyList<SpokenWord> said)
    {
        List<SpokenWord> words = [.. said];
        for (int from = 0, to; from < words.Count; from = to)
        {
            to = from + 1;
            while (to < words.Count && !words[to].Joins && !(words[to].Begins && !words.Skip(from).Take(to - from).Any(IsDenial))) to++;
            int first = words.FindIndex(from, to - from, IsDenial);
            for (int i = from; i < to; i++)
            {
                int last = first < 0 || i == from ? first : words.FindLastIndex(i - 1, i - from, static w => w.Kind == SpokenWordKind.Denial);
                if (last < 0) last = first;
                bool beyond = last < 0 || (last >= 0 && i > last + 2 && words[last].Key is "not" or "never" && words.GetRange(last + 2, i - last - 2).Exists(static w => w.Key is "on" or "from" or "with" or "by" or "at" or "during"));
                if (beyond && words[i].Denied) words[i] = words[i] with { Denied = false };
            }
        }

        return words;
    }

    private static bool IsDenial(SpokenWord word) => word.Kind == SpokenWordKind.Denial || DenialWords.Denies(word.Key) || word.Key is "less" or "low";

    private static string? ConceptAt(List<Mention> mentions, int at)
    {
        foreach (var mention in mentions)
        {
            if (at >= mention.NameSpan.Start && at < mention.NameSpan.End && mention.Concept is { } concept) return concept;
        }

        return null;
    }

    /// <summary>Whether a text denies anything at all.</summary>
    internal static bool HasDenial(string text)
    {
        if (text.Contains("w/o", StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var token in TermTokenizer.Tokenize(text, new(0, text.Length)))
        {
            if (s_cues.Contains(token.Key) || token.Key is "out" or "neg" or "confirmed" or "positive") return true;
        }

        return false;
    }

    /// <summary>Whether a text ends something or leaves it open without a 'no'.</summary>
    internal static bool HasOtherDenial(string text) => DenialWords.StandIn(text);

    /// <summary>Words as they are compared.</summary>
    internal static HashSet<string> Keys(string words) => [.. words.Split(' ').Select(static w => TermTokenizer.KeyOf(w))];
}

/// <summary>What a word does for a sentence.</summary>
internal enum SpokenWordKind
{
    /// <summary>It says something.</summary>
    Content,

    /// <summary>It only joins.</summary>
    Function,

    /// <summary>It denies.</summary>
    Denial,
}
