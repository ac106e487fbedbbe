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
    private static readonly HashSet<string> s_cues = Keys("no not never without denies denied denying deny denial negative none nor neither cannot absent absence lack lacks lacking unlikely excluded hasn haven hadn didn doesn don wasn weren isn aren wouldn couldn nothing nobody unable");

    private static readonly HashSet<string> s_function = Keys("a an the any of to for in on at by with from as and or but is was are were be been being has have had having do does did he she they his her their it its this that these those there patient pt we i you who which also any other or some such than then so very evidence sign history prior known complaint symptom left right bilateral hour day week month year minute time lb pound");

    /// <summary>The words of a span, denials judged by the document around them; judged at all only where <paramref name="judge"/> says so.</summary>
    internal static List<SpokenWord> Of(AnnotatedDocument document, TextSpan span, bool judge)
    {
        var words = new List<SpokenWord>();
        bool begins = true;
        foreach (var token in TermTokenizer.Tokenize(document.Text, span))
        {
            if (!token.IsWord)
            {
                begins |= token.Key is "." or ";" or "(" or ")" or "|" || (token.Key is ":" && words.Count > 0 && words[^1].Kind != SpokenWordKind.Denial);
                continue;
            }

            var kind = s_cues.Contains(token.Key) ? SpokenWordKind.Denial : s_function.Contains(token.Key) ? SpokenWordKind.Function : SpokenWordKind.Content;
            bool denied = judge && kind == SpokenWordKind.Content && document.Scopes.Judge(new(token.Start, token.End), null).Polarity == Polarity.Negated;
            words.Add(new(token.Key, kind, denied, begins));
            begins = false;
            // 'Complications: none.'
            if (token.Key is "none" && words.Count > 1 && words[^2] is { Kind: SpokenWordKind.Content } before) words[^2] = before with { Denied = judge };
        }

        return words;
    }

    /// <summary>Whether a text denies anything at all.</summary>
    internal static bool HasDenial(string text)
    {
        foreach (var token in TermTokenizer.Tokenize(text, new(0, text.Length)))
        {
            if (s_cues.Contains(token.Key) || token.Key is "out" or "neg" or "confirmed" or "positive") return true;
        }

        return false;
    }

    private static HashSet<string> Keys(string words) => [.. words.Split(' ').Select(static w => TermTokenizer.KeyOf(w))];
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
