using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Problems that no lexicon knows, by where they stand: an item of a list of diagnoses, the heading of an assessment's paragraph, or behind 'diagnosed with'.
/// </summary>
internal static class ProblemListReader
{
    private const int MostWords = 10, MostWordsOfHeading = 6, MostWordsBehind = 5;

    private static readonly HashSet<string> s_sentenceWords = new(StringComparer.Ordinal)
    {
        "is", "was", "were", "are", "has", "had", "have", "will", "he", "she", "patient", "pt", "we", "i", "continue", "start", "none", "no", "see", "same", "above", "unknown", "na", "n", "not", "please", "who", "which", "presented",
        "follow", "check", "stable", "yes", "deferred", "per", "year", "discharge", "home", "admit", "plan", "date", "name", "code", "icd", "icd10", "description", "given", "should", "would", "may", "can", "tolerated", "the", "this", "there",
        "primary", "secondary", "other", "principal", "consult", "increase", "decrease", "stop", "hold", "monitor", "recommend", "add", "await", "obtain", "order", "refer", "return", "call", "diet", "activity", "disposition", "full",
    };

    internal static IEnumerable<Mention> Find(SectionedText text, IReadOnlyList<Mention> known)
    {
        int next = 0;
        for (int s = 0; s < text.Sentences.Length; s++)
        {
            var sentence = text.Sentences[s];
            while (next < known.Count && known[next].Span.End <= sentence.Span.Start) next++;
            bool any = false;
            for (int k = next; k < known.Count && known[k].Span.Start < sentence.Span.End; k++) any |= known[k].Type is MentionType.Problem or MentionType.Finding or MentionType.Procedure;
            if (any) continue;
            var section = text.Sections[sentence.Section];
            bool list = section.Category == SectionCategory.Diagnoses && !section.Title.Contains("omplication", StringComparison.OrdinalIgnoreCase) && !section.Title.Contains("ndication", StringComparison.OrdinalIgnoreCase) && !section.Title.Contains("eason", StringComparison.OrdinalIgnoreCase);
            bool heading = section.Category is SectionCategory.Assessment or SectionCategory.AssessmentAndPlan;
            if ((list || heading) && Item(text.Text, sentence.Span, heading) is { } span)
            {
                yield return new(MentionType.Problem, span, span, Assertion.Default, heading ? "problem-heading" : "problem-list-item") { Parts = [new("name", span.In(text.Text), span)] };
            }
            else if (Behind(text.Text, sentence.Span) is { } named)
            {
                yield return new(MentionType.Problem, named, named, Assertion.Default, "problem-after-diagnosed") { Parts = [new("name", named.In(text.Text), named)] };
            }
        }
    }

    private static TextSpan? Item(string text, TextSpan sentence, bool heading)
    {
        if (sentence.Length > 120 || DrugLexicon.Find(text, sentence).Any() || TestLexicon.Find(text, sentence).Any()) return null;
        int start = Sections.LinePrefix.Skip(text, sentence.Start, sentence.End, out bool bullet, out bool markup);
        if (start < sentence.End && text[start] == '#')
        {
            start = Sections.LinePrefix.Skip(text, start + 1, sentence.End, out _, out _);
            bullet = true;
            while (start < sentence.End && (char.IsDigit(text[start]) || text[start] is '.' or ')' or ' ')) start++;
        }

        if (heading && !bullet && !markup) return null;
        int end = sentence.End;
        int stop = text.AsSpan(start, end - start).IndexOfAny(":;([");
        if (stop > 0) end = start + stop;
        else if (heading && text.AsSpan(start, end - start).IndexOf(" - ", StringComparison.Ordinal) is > 0 and var dash) end = start + dash;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or ',' or '-' or '–' or '*')) end--;
        var tokens = TermTokenizer.Tokenize(text, new(start, end));
        int first = 0;
        // A code before its words, as in 'K57.30 Diverticular change'.
        while (first < tokens.Count && (!tokens[first].IsWord || text.AsSpan(tokens[first].Start, tokens[first].End - tokens[first].Start).ContainsAnyInRange('0', '9'))) first++;
        if (first == tokens.Count || tokens.Count - first > (heading ? MostWordsOfHeading : MostWords)) return null;
        bool plain = true;
        for (int i = first; i < tokens.Count; i++) plain &= !s_sentenceWords.Contains(tokens[i].Key) && tokens[i].Key is not ("/" or "[ ]" or "[x]" or "_" or "@");
        return plain && end - tokens[first].Start >= 5 && char.IsLetter(text[tokens[first].Start]) ? new(tokens[first].Start, end) : null;
    }

    private static TextSpan? Behind(string text, TextSpan sentence)
    {
        int at = text.IndexOf("iagnosed with ", sentence.Start, sentence.Length, StringComparison.Ordinal);
        if (at < 0) return null;
        var tokens = TermTokenizer.Tokenize(text, new(at + 14, Math.Min(sentence.End, at + 14 + 90)));
        int count = 0;
        while (count < tokens.Count && count < MostWordsBehind && tokens[count].IsWord && tokens[count].Key is not ("in" or "on" or "at" or "and" or "after" or "when" or "by" or "for" or "last" or "while" or "during") && !s_sentenceWords.Contains(tokens[count].Key)) count++;
        int first = count > 0 && tokens[0].Key is "a" or "an" ? 1 : 0;
        return count > first && tokens[count - 1].End - tokens[first].Start >= 5 && tokens[first].Kind != TermTokenKind.Number ? new(tokens[first].Start, tokens[count - 1].End) : null;
    }
}
