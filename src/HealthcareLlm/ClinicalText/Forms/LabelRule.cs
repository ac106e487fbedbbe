namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Writings of one label of forms.</summary>
/// <param name="Id">Id of the rule.</param>
/// <param name="Target">What the label asks for.</param>
/// <param name="IsStrong">Whether it may stand in the middle of a line.</param>
/// <param name="Example">A line that bears the label.</param>
/// <param name="CounterExample">A line that looks like it and does not.</param>
internal sealed record LabelRule(string Id, string Target, bool IsStrong, string Example, string CounterExample);

/// <summary>Writings that name whom or what a part of a form is about.</summary>
/// <param name="Id">Id of the rule; <c>party-…</c> may begin a label, <c>head-…</c> stands in headings alone.</param>
/// <param name="Topic">What they name.</param>
/// <param name="Example">Words that match.</param>
/// <param name="CounterExample">Words that look like it and do not.</param>
internal sealed record TopicRule(string Id, FormTopic Topic, string Example, string CounterExample)
{
    /// <summary>Whether it may begin a label ('patient name').</summary>
    internal bool IsParty => Id.StartsWith("party-", StringComparison.Ordinal);
}

/// <summary>Phrases of several words, found by their first word, longest first.</summary>
internal sealed class PhraseTable<TRule>
{
    private readonly Dictionary<string, List<(string[] Words, TRule Rule)>> _byFirst = new(StringComparer.Ordinal);

    internal IEnumerable<string> Vocabulary => _byFirst.Values.SelectMany(v => v).SelectMany(v => v.Words);

    internal void Add(string phrase, TRule rule)
    {
        string[] words = phrase.Split(' ');
        if (!_byFirst.TryGetValue(words[0], out var list)) _byFirst[words[0]] = list = [];
        list.Add((words, rule));
    }

    internal void Freeze()
    {
        foreach (var list in _byFirst.Values) list.Sort(static (a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    /// <summary>Whether a phrase begins with a word.</summary>
    internal bool Begins(string word) => _byFirst.ContainsKey(word);

    /// <summary>Phrases that begin at a token, longest first, each with the index after its last token.</summary>
    internal IEnumerable<(TRule Rule, int End, int Length)> At(FormToken[] tokens, int start, int end, Func<string, string> read) =>
        // Most words of a text begin no phrase: nothing is made for them.
        start < end && tokens[start].Kind == FormTokenKind.Word && _byFirst.TryGetValue(read(tokens[start].Key), out var list) ? Followed(list, tokens, start, end, read) : [];

    private static IEnumerable<(TRule Rule, int End, int Length)> Followed(List<(string[] Words, TRule Rule)> list, FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        foreach (var (words, rule) in list)
        {
            int after = Follow(tokens, start, end, words, read);
            if (after > 0) yield return (rule, after, words.Length);
        }
    }

    private static int Follow(FormToken[] tokens, int start, int end, string[] words, Func<string, string> read)
    {
        int at = start + 1;
        for (int i = 1; i < words.Length; i++)
        {
            while (at < end && ((IsJoint(tokens[at]) && !(words[i] == "no" && tokens[at].Is('#'))) || (words[i] != "and" && words[i] != "or" && tokens[at] is { Kind: FormTokenKind.Word, Key: "and" or "or" }))) at++;
            if (at >= end || tokens[at].Kind != FormTokenKind.Word && !(words[i] is "no" && tokens[at].Is('#')) && !(words[i] is "and" && tokens[at].Is('&'))) return -1;
            string key = tokens[at].Kind == FormTokenKind.Word ? read(tokens[at].Key) : words[i];
            if (key != words[i]) return -1;
            at++;
        }

        return at;
    }

    private static bool IsJoint(FormToken token) => token.Kind == FormTokenKind.Mark && token.Key[0] is '/' or '-' or '–' or '.' or '(' or ')' or ',' or '\'' or '’' or '#' or '*' or '&' or '\\' or '+';
}
