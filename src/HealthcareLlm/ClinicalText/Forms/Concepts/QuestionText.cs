using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>The words of a question, which may go on over some lines and end in an instruction: 'Who will give it? Name the facility and its NPI.'.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Reading">What it asks for.</param>
/// <param name="LastLine">Its last line.</param>
/// <param name="End">Index after its last token on that line.</param>
/// <param name="Asks">Whether a question mark ends it, or a verb that tells the reader to write begins it.</param>
internal sealed record QuestionText(TextSpan Span, ConceptReading Reading, int LastLine, int End, bool Asks)
{
    private const int LongestTitle = 18;

    // Lines over which an instruction behind a question goes on at most.
    private const int LongestInstruction = 5;

    private static readonly HashSet<string> s_begins = new(StringComparer.Ordinal)
    {
        "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "will", "would", "can", "could", "may", "any", "anything", "and", "or", "from", "for", "at", "by", "on", "if", "since", "until", "to",
    };

    /// <summary>The question that begins at a token, as far as its own line tells.</summary>
    internal static QuestionText Alone(FormPage page, int index, int first) => Of(page, index, first, [], 1);

    /// <summary>Whether a word that asks begins at a token, with a capital.</summary>
    internal static bool BeginsAsking(FormPage page, int index, int first) =>
        page.Lines[index].Tokens[first] is { Kind: FormTokenKind.Word } token && char.IsUpper(page.Text[token.Span.Start]) && s_begins.Contains(page.Reading.Read(token.Key));

    /// <summary>The question that begins at a token, with the lines that it goes on over.</summary>
    internal static QuestionText Of(FormPage page, int index, int first, QuestionFinder.Begin?[] begins, int maximumLines)
    {
        var line = page.Lines[index];
        int end = SentenceEnd(page, index, first, out bool asks);
        int last = index;
        var tokens = line.Tokens[first..end].ToList();
        // A question whose mark stands on a further line.
        for (int more = 1; !asks && end == line.Tokens.Length && more < maximumLines && index + more < page.Lines.Count; more++)
        {
            int next = index + more;
            if (begins[next] is not null || page.Lines[next].Line.Block != line.Line.Block || QuestionFinder.HasBox(page, next, 0, page.Lines[next].Tokens.Length)) break;
            int stop = SentenceEnd(page, next, 0, out bool ends);
            if (!ends) continue;
            for (int l = index + 1; l < next; l++) tokens.AddRange(page.Lines[l].Tokens);
            tokens.AddRange(page.Lines[next].Tokens[..stop]);
            (last, end, asks) = (next, stop, true);
        }

        // Instructions and further questions behind the mark belong to the question.
        while (true)
        {
            if (end < page.Lines[last].Tokens.Length)
            {
                int more = Math.Max(Instruction(page, last, end), asks ? Further(page, last, end) : -1);
                if (more <= 0) break;
                tokens.AddRange(page.Lines[last].Tokens[end..more]);
                end = more;
                continue;
            }

            // 'Write the name, then the birth' goes on with 'date, and how to reach her.' in the next line.
            if (!asks || maximumLines <= 1 || last == index + LongestInstruction || !GoesOn(page, begins, last)) break;
            last++;
            var words = page.Lines[last].Tokens;
            int stop = Array.FindIndex(words, t => t.Is('.') || t.Is('?'));
            while (stop >= 0 && stop + 1 < words.Length && words[stop + 1].Span.Start == words[stop].Span.End) stop = Array.FindIndex(words, stop + 1, t => t.Is('.') || t.Is('?'));
            end = stop < 0 ? words.Length : stop + 1;
            tokens.AddRange(words[..end]);
        }

        FormToken[] all = [.. tokens];
        var reading = ConceptReader.Read(all, 0, all.Length, page.Reading.Read);
        if (reading.Concepts.IsEmpty && !reading.IsYesNo && reading.Party == FormTopic.None) reading = WithPhrase(page, all, asks ? 1 : 3, reading);
        bool tells = all.Length > 0 && Is(page, all, 0, "tell");
        // A long sentence that neither asks nor tells the reader to write is a statement of the form's.
        if (!asks && !tells && all.Length > LongestTitle) reading = reading with { Concepts = [] };
        asks |= tells && reading.Concepts.Length > 0 && reading.Unknown <= 2 && !all.Any(t => t.Key.Length > 2 && t.Key.All(char.IsAsciiDigit));
        return new(all.Length == 0 ? default : new(all[0].Span.Start, all[^1].Span.End), reading, last, end, asks);
    }

    /// <summary>Whether the sentence at the end of a line of the form's own is not at its end, and the next line goes on with it.</summary>
    private static bool GoesOn(FormPage page, QuestionFinder.Begin?[] begins, int line)
    {
        if (line + 1 >= page.Lines.Count || begins.Length <= line + 1 || begins[line + 1] is not null) return false;
        var (own, next) = (page.Lines[line], page.Lines[line + 1]);
        return (own.Tokens[^1].Kind == FormTokenKind.Word || own.Tokens[^1].Is(',')) && next.Line.Block == own.Line.Block && next.Tokens[0].Kind == FormTokenKind.Word && char.IsLower(page.Text[next.Tokens[0].Span.Start])
            && !QuestionFinder.HasBox(page, line + 1, 0, next.Tokens.Length);
    }

    /// <summary>What a phrase of the label lexicon says where the words of a question say nothing.</summary>
    private static ConceptReading WithPhrase(FormPage page, FormToken[] tokens, int reach, ConceptReading reading)
    {
        for (int t = 0; t < tokens.Length && t < reach; t++)
        {
            if (tokens[t].Kind != FormTokenKind.Word || LabelLexicon.MatchLabel(tokens, t, tokens.Length, page.Reading.Read) is not { IsStrong: true, PartyOnly: false } match) continue;
            bool ends = match.End >= tokens.Length || Enumerable.Range(match.End, tokens.Length - match.End).All(i => tokens[i].Kind == FormTokenKind.Mark);
            if (ends && match.Target != "ignore") return reading with { Concepts = [new(TopicResolver.Target(match.Target, match.Topic), match.Topic, match.Rule)] };
        }

        return reading;
    }

    /// <summary>A question whose answer holds further questions, apart: 'What is the number? AB 123  And the group? 77'.</summary>
    internal static IEnumerable<Asked> Divided(FormPage page, Asked asked)
    {
        while (true)
        {
            var tokens = asked.Answer.SelectMany(a => Enumerable.Range(a.From, a.To - a.From).Select(t => (a.Line, Token: t))).ToList();
            FormToken At(int i) => page.Lines[tokens[i].Line].Tokens[tokens[i].Token];
            int mark = tokens.Count < 2 ? -1 : tokens.FindIndex(1, t => page.Lines[t.Line].Tokens[t.Token].Is('?'));
            int begin = mark - 1;
            if (Labelled(page, At, tokens.Count, mark) is { Mark: > 0 } label)
            {
                yield return asked with { Answer = Parts(tokens[..label.Begin]) };
                asked = new(new(At(label.Begin).Span.Start, At(label.Mark).Span.End), label.Reading, Parts(tokens[(label.Mark + 1)..]));
                continue;
            }

            // It begins with a capital behind the answer.
            while (begin > 0 && !(At(begin).Kind == FormTokenKind.Word && char.IsUpper(page.Text[At(begin).Span.Start]) && s_begins.Contains(page.Reading.Read(At(begin).Key)) && char.IsLower(page.Text[At(begin + 1).Span.Start]))) begin--;
            if (mark < 0 || begin <= 0)
            {
                yield return asked;
                yield break;
            }

            yield return asked with { Answer = Parts(tokens[..begin]) };
            FormToken[] words = [.. Enumerable.Range(begin, mark + 1 - begin).Select(At)];
            asked = new(new(words[0].Span.Start, words[^1].Span.End), ConceptReader.Read(words, 0, words.Length, page.Reading.Read), Parts(tokens[(mark + 1)..]));
        }
    }

    /// <summary>A label with its colon within an answer, before any further question: 'Jane Roe, MD  Field of practice: Dermatology'. Its words all have a meaning, and begin with a capital.</summary>
    private static (int Begin, int Mark, ConceptReading Reading)? Labelled(FormPage page, Func<int, FormToken> at, int count, int question)
    {
        for (int mark = 2; mark < (question > 0 ? question : count) - 1; mark++)
        {
            if (!at(mark).Is(':') || at(mark).Span.Start > at(mark - 1).Span.End) continue;
            for (int begin = Math.Max(1, mark - 6); begin < mark; begin++)
            {
                if (at(begin).Kind != FormTokenKind.Word || !char.IsUpper(page.Text[at(begin).Span.Start])) continue;
                FormToken[] words = [.. Enumerable.Range(begin, mark - begin).Select(at)];
                if (Array.Exists(words, w => w.Kind == FormTokenKind.CheckBox || w.Key.Any(char.IsAsciiDigit) || w.Is('.') || w.Is(';'))) continue;
                var reading = ConceptReader.Read(words, 0, words.Length, page.Reading.Read);
                if (reading.Unknown == 0 && reading.Concepts.Any(c => c.Rule is not ("party" or "what" or "who" or "by" or "day-alone"))) return (begin, mark, reading);
            }
        }

        return null;
    }

    private static List<LinePart> Parts(List<(int Line, int Token)> tokens) => [.. tokens.GroupBy(t => t.Line).Select(g => new LinePart(g.Key, g.First().Token, g.Last().Token + 1))];

    /// <summary>The end of the first sentence from a token on: after its question mark, its colon, its full stop, or at the end of the line.</summary>
    private static int SentenceEnd(FormPage page, int index, int first, out bool asks)
    {
        var tokens = page.Lines[index].Tokens;
        int depth = 0;
        for (int t = first; t < tokens.Length; t++)
        {
            if (tokens[t].Kind == FormTokenKind.CheckBox) { asks = false; return t; }
            if (tokens[t].Is('(')) depth++;
            if (tokens[t].Is(')')) depth = Math.Max(0, depth - 1);
            if (tokens[t].Is('?'))
            {
                asks = true;
                int end = t + 1;
                // A remark in brackets behind the mark is part of the question.
                if (end < tokens.Length && tokens[end].Is('('))
                {
                    int close = Array.FindIndex(tokens, end, k => k.Is(')'));
                    if (close > 0 && IsRemark(page, tokens, end + 1, close)) end = close + 1;
                }

                return end;
            }

            bool parted = t + 1 == tokens.Length || tokens[t + 1].Span.Start > tokens[t].Span.End;
            if (depth == 0 && parted && t > first && (tokens[t].Is(':') || (tokens[t].Is('.') && tokens[t - 1].Key.Length > 3)))
            {
                asks = false;
                return t + 1;
            }

            // What stands in a cell of its own is the answer.
            if (t > first && tokens[t].Cell != tokens[first].Cell) { asks = false; return t; }
        }

        asks = false;
        return tokens.Length;
    }

    /// <summary>Whether words in brackets instruct or take out, rather than answer: '(not the Rx number: RX00)', '(if any)'.</summary>
    private static bool IsRemark(FormPage page, FormToken[] tokens, int from, int to) =>
        from < to && (to - from >= 3 && tokens[from].Key is "a" or "one" or "the" && tokens[from + 1].Key is "line" or "row" or "entry" || Is(page, tokens, from, "not") || Is(page, tokens, from, "tell") || tokens[from].Key is "if" or "e" or "example" or "sample" or "see" or "mm" or "one" or "check" or "tick" or "circle" or "optional" or "required" or "include" or "please" or "attach");

    /// <summary>The end of a question that follows another at once; -1 where an answer stands between.</summary>
    private static int Further(FormPage page, int index, int from)
    {
        var tokens = page.Lines[index].Tokens;
        if (tokens[from].Kind != FormTokenKind.Word || !char.IsUpper(page.Text[tokens[from].Span.Start]) || !s_begins.Contains(page.Reading.Read(tokens[from].Key))) return -1;
        int mark = Array.FindIndex(tokens, from, t => t.Is('?') || t.Is('.') || t.Kind == FormTokenKind.CheckBox);
        return mark > from + 1 && tokens[mark].Is('?') && char.IsLower(page.Text[tokens[from + 1].Span.Start]) ? mark + 1 : -1;
    }

    /// <summary>The end of a sentence that tells the reader what to write; -1 where none begins.</summary>
    private static int Instruction(FormPage page, int index, int from)
    {
        var tokens = page.Lines[index].Tokens;
        int t = from;
        // '(Say J0897 for the one, J3111 for the other.)'
        if (tokens[t].Is('('))
        {
            int close = Array.FindIndex(tokens, t, k => k.Is(')'));
            // It goes on in the next line.
            if (close < 0 && IsRemark(page, tokens, t + 1, tokens.Length)) return tokens.Length;
            return close > t + 1 && tokens[close].Cell == tokens[t].Cell && IsRemark(page, tokens, t + 1, close) ? close + 1 : -1;
        }

        bool each = tokens[t].Key is "for" && t + 1 < tokens.Length && tokens[t + 1].Key is "each" or "every";
        if (!(each || Is(page, tokens, t, "tell") || tokens[t].Key is "if" or "please" or "attach" or "include" or "name" or "check" or "tick" or "circle" or "use")) return -1;
        if (!char.IsUpper(page.Text[tokens[t].Span.Start])) return -1;
        for (; t < tokens.Length; t++)
        {
            if (tokens[t].Kind == FormTokenKind.CheckBox || tokens[t].Cell != tokens[from].Cell) return t;
            bool parted = t + 1 == tokens.Length || tokens[t + 1].Span.Start > tokens[t].Span.End;
            if (parted && t > from + 1 && (tokens[t].Is('.') || tokens[t].Is('?') || tokens[t].Is(':'))) return t + 1;
        }

        return t;
    }

    private static bool Is(FormPage page, FormToken[] tokens, int t, string name) => tokens[t].Kind == FormTokenKind.Word && (ConceptLexicon.At(tokens, t, tokens.Length, page.Reading.Read).Classes & ConceptLexicon.Class(name)) != 0;
}
