namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>
/// Finds the questions of a questionnaire: numbered ones, and sentences that ask, each with its answer behind it or below it. A page is one where
/// several stand under each other; a lone question in a letter or note is none.
/// </summary>
internal static class QuestionFinder
{
    // Fewer questions than this make no questionnaire.
    private const int MinimumQuestions = 3;

    // Lines of one answer.
    private const int MaximumAnswer = 8;

    // Lines that one question may take.
    private const int MaximumQuestion = 3;

    // A question without a number or question mark may hold no more words that nobody knows.
    private const int MaximumUnknown = 2;

    /// <summary>Whether enough lines have a number or a question mark.</summary>
    internal static bool IsLikely(FormPage page, int before) => page.Lines.Count(l => Numbering(l) > 0 || Array.Exists(l.Tokens, t => t.Is('?'))) >= MinimumQuestions || GoesOn(page, before);

    /// <summary>Whether a page goes on with the numbers of the questions of the page before.</summary>
    private static bool GoesOn(FormPage page, int before) => before > 0 && page.Lines.Any(l => Numbering(l) > 0 && Ordinal(l) == before + 1);

    /// <summary>Takes the questions of a page out of the hands of the label finder, and keeps them on the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">Number of the last question of the page before; 0 where there was none.</param>
    /// <returns>Number of the last question; 0 where the page has none.</returns>
    internal static int Claim(FormPage page, int before)
    {
        var begins = Enumerable.Range(0, page.Lines.Count).Select(i => BeginOf(page, i)).ToArray();
        int next = GoesOn(page, before) ? page.Lines.FindIndex(l => Numbering(l) > 0 && Ordinal(l) == before + 1) : -1;
        if (begins.Count(b => b is not null) < MinimumQuestions && (next < 0 || begins[next] is null)) return 0;
        if (next >= 0)
        {
            for (int i = 0; i < next; i++) begins[i] = null;
        }

        Complete(page, begins);
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (begins[i] is { } begin) i = Claim(page, begins, i, begin) - 1;
        }

        int last = Array.FindLastIndex(begins, b => b is { IsNumbered: true, First: > 0 });
        return last < 0 ? 0 : Ordinal(page.Lines[last]);
    }

    /// <summary>Adds what continues the numbers of the questions found, whatever it asks; and lines of the same edge whose number was misread.</summary>
    private static void Complete(FormPage page, Begin?[] begins)
    {
        var numbered = Enumerable.Range(0, begins.Length).Where(i => begins[i] is { IsNumbered: true }).ToList();
        if (numbered.Count == 0) return;
        for (int i = 0; i < begins.Length; i++)
        {
            var line = page.Lines[i];
            bool edge = numbered.Exists(n => Math.Abs(page.Lines[n].Tokens[0].Left - line.Tokens[0].Left) <= page.LineHeight);
            if (begins[i] is not null || !edge || EndsAnswers(page, i) || IsOverLabels(page, i) || IsGrid(page, i)) continue;
            int first = Numbering(line);
            int before = numbered.FindLastIndex(n => n < i);
            if (first > 0 && Ordinal(line) is var value && (before < 0 ? value < Ordinal(page.Lines[numbered[0]]) : value > Ordinal(page.Lines[numbered[before]]) && (before + 1 == numbered.Count || value < Ordinal(page.Lines[numbered[before + 1]]))))
            {
                begins[i] = new(first, true);
                continue;
            }

            // Behind an answer at least.
            if (first > 0 || i == 0 || begins[i - 1] is not null || before < 0 || line.CellCount > 1 || line.Tokens.Length > 12 || !char.IsUpper(page.Text[line.Tokens[0].Span.Start]) && line.Tokens[0].Key.Length > 1 || line.Tokens.Any(t => t.Key.AsSpan().ContainsAnyInRange('0', '9'))) continue;
            var reading = ConceptReader.Read(line.Tokens, 0, line.Tokens.Length, page.Reading.Read);
            if (reading.Unknown <= 1 && reading.Concepts.Any(c => c.Rule is not ("party" or "what" or "day-alone" or "name" or "by"))) begins[i] = new(0, true);
        }
    }

    /// <summary>Reads the question that begins with a line, with its answer and what is asked within that; gives the line after them.</summary>
    private static int Claim(FormPage page, Begin?[] begins, int index, Begin begin)
    {
        var question = QuestionText.Of(page, index, begin.First, begins, MaximumQuestion);
        int line = question.LastLine, end = question.End;
        var asked = new Asked(question.Span, question.Reading, []);
        int next = line + 1;
        if (HasBox(page, line, end, page.Lines[line].Tokens.Length))
        {
            // The boxes of a question are read as such; they need to know what it asks for.
            if (question.Reading.Concepts.Length == 1)
            {
                page.Hits[line].RemoveAll(h => h.First < end);
                var concept = question.Reading.Concepts[0];
                page.Hits[line].Insert(0, new(line, line == index ? begin.First : 0, end, new(concept.Target, concept.Topic, end, false, false, "concept-" + concept.Rule), true, false));
                if (line == index) return next;
            }
        }
        else
        {
            if (end < page.Lines[line].Tokens.Length) asked.Answer.Add(new(line, end, page.Lines[line].Tokens.Length));
            next = Below(page, begins, index, next, asked);
        }

        page.Asked.AddRange(QuestionText.Divided(page, asked));
        for (int i = index; i < next; i++)
        {
            if (HasBox(page, i, 0, page.Lines[i].Tokens.Length)) continue;
            page.Hits[i].Clear();
            page.TableLines.Add(i);
        }

        // A table below belongs to its question.
        if (asked.Topic is FormTopic.Treatment or FormTopic.CurrentMedication or FormTopic.Lab or FormTopic.Diagnosis or FormTopic.Service or FormTopic.Allergy && next < page.Lines.Count && TableHeading.Of(page, next) is not null) page.Topics.Add(index, [(0, asked.Topic)]);
        return next;
    }

    /// <summary>Takes the lines below a question that answer it; gives the line after them.</summary>
    private static int Below(FormPage page, Begin?[] begins, int question, int from, Asked asked)
    {
        double left = page.Lines[question].Tokens[0].Left, right = Enumerable.Range(question, from - question).Max(i => page.Lines[i].Tokens[^1].Right), top = page.Lines[question].Line.Box.Y;
        for (int i = from; i < page.Lines.Count; i++)
        {
            var line = page.Lines[i];
            // In a column of its own, beside its question, an answer begins as high as that does.
            bool beside = line.Tokens[0].Left > right && line.Line.Box.Y > top - page.LineHeight && page.Lines[question].CellCount == 1;
            if (!beside && asked.Answer.Count > 0 && page.Lines[i - 1].Tokens[0].Left > right) return i;
            if (begins[i] is not null && !beside || i - from >= MaximumAnswer || page.Topics.IsHeading(i) && !beside) return i;
            if (beside)
            {
                if (HasBox(page, i, 0, line.Tokens.Length)) return i;
                asked.Answer.Add(new(i, AnswerStart(line), line.Tokens.Length));
                continue;
            }

            double gap = line.Line.Box.Y - page.Lines[i - 1].Line.Box.Bottom;
            if (gap > page.LineHeight * (asked.Answer.Count == 0 ? 3.2 : 1.9) || line.Line.Box.Y < page.Lines[i - 1].Line.Box.Y) return i;
            // What stands further left than the question is a title; so is a line of capitals before the next question.
            if (line.Tokens[0].Left < left - page.LineHeight) return i;
            if (asked.Answer.Count > 0 && (line.Line.Block != page.Lines[i - 1].Line.Block && page.Lines[i - 1].Line.Block == page.Lines[question].Line.Block || IsTitle(page, i) && i + 1 < page.Lines.Count && begins[i + 1] is not null)) return i;
            if (HasBox(page, i, 0, line.Tokens.Length) || TableHeading.Of(page, i) is not null || EndsAnswers(page, i) || page.Hits[i].Count(h => h.HasColon && h.Match.Target.Length > 0) >= 2) return i;
            asked.Answer.Add(new(i, AnswerStart(line), line.Tokens.Length));
        }

        return page.Lines.Count;
    }

    /// <summary>A labelled line of the form's own: signature, date.</summary>
    private static bool EndsAnswers(FormPage page, int index) => page.Hits[index].Exists(h => h.First == page.Hits[index][0].First && h.Match.Target is "signature" or "signDate" or "requestDate");

    /// <summary>Whether labels stand below: then a numbered line is the title of a section.</summary>
    private static bool IsOverLabels(FormPage page, int index) => (index + 1 < page.Lines.Count && IsLabels(page, index + 1)) || IsOverValues(page, index);

    /// <summary>Whether the line below holds values side by side whose labels are printed under them: 'Who is the patient?' is then the title of a section.</summary>
    private static bool IsOverValues(FormPage page, int index) =>
        index + 2 < page.Lines.Count && page.Lines[index + 1].CellCount > 1 && TableHeading.Of(page, index + 2) is { } columns && TableReader.Fit(page, index + 1, columns) is var above && above > 2 && above > TableReader.Fit(page, index + 3, columns);

    /// <summary>Whether labels stand side by side.</summary>
    private static bool IsGrid(FormPage page, int index)
    {
        var line = page.Lines[index];
        bool colon = line.Tokens.Take(line.CellStarts[1]).Any(t => t.Is(':') || t.Is('?'));
        return page.Hits[index].Where(h => h.HasColon || !colon).Select(h => line.Tokens[h.First].Cell).Distinct().Count() > 1;
    }

    private static bool IsLabels(FormPage page, int index)
    {
        var known = page.Hits[index].FindAll(h => h.Match.Target.Length > 0);
        return known.Count >= 2 || (known.Count == 1 && known[0].First == 0 && known[0].HasColon) || TableHeading.Of(page, index) is not null;
    }

    private static bool IsTitle(FormPage page, int index) => page.Lines[index].CellCount == 1 && page.Lines[index].CellSpan(0).In(page.Text) is { Length: < 50 } text && text.Any(char.IsLetter) && !text.Any(char.IsLower) && !text.Any(char.IsAsciiDigit);

    /// <summary>'A:', 'Answer:', '->' before an answer are no part of it.</summary>
    private static int AnswerStart(FormLine line)
    {
        int t = 0;
        if (line.Tokens.Length > 2 && line.Tokens[0].Key is "a" or "ans" or "answer" or "reply" or "response" && line.Tokens[1].Kind == FormTokenKind.Mark && line.Tokens[1].Key[0] is ':' or '.' or '-' or ')') t = 2;
        while (t < line.Tokens.Length - 1 && line.Tokens[t].Kind == FormTokenKind.Mark && line.Tokens[t].Key[0] is '-' or '>' or '=' or '–' or '_' or '•' or ':' or '|') t++;
        return t;
    }

    internal static bool HasBox(FormPage page, int line, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            if (page.Lines[line].Tokens[t].Kind == FormTokenKind.CheckBox) return true;
        }

        return false;
    }

    /// <summary>Where a question begins on a line; null where none does.</summary>
    private static Begin? BeginOf(FormPage page, int index)
    {
        var line = page.Lines[index];
        int first = Numbering(line);
        // The number of a question may stand in a margin of its own; without a question mark it is the line of a table.
        bool apart = first > 0 && line.CellCount > 1 && first == line.CellStarts[1] && Array.Exists(line.Tokens, static t => t.Is('?'));
        if (first >= line.CellStarts[apart ? 2 : 1]) return null;
        var text = QuestionText.Alone(page, index, first);
        // A question whose mark stands in its next line.
        if (!text.Asks && line.CellCount == 1 && QuestionText.BeginsAsking(page, index, first) && QuestionText.Of(page, index, first, new Begin?[page.Lines.Count], MaximumQuestion) is { Asks: true } whole) text = whole;
        bool numbered = first > 0;
        if (!numbered && !char.IsUpper(page.Text[line.Tokens[0].Span.Start])) return null;
        if (text.Reading.Asks(t => t is "signature" or "signDate" or "requestDate") && !text.Asks) return null;
        if (IsOverValues(page, text.LastLine)) return null;
        if (text.Asks) return numbered || text.Reading.Concepts.Length > 0 || text.Reading.IsYesNo ? new(first, numbered) : null;
        if (text.Reading.Concepts.Length == 0 || text.Reading.Unknown > MaximumUnknown || IsGrid(page, index)) return null;
        // An answer behind its colon makes it a question, whatever stands below.
        bool answered = text.LastLine == index && text.End < line.Tokens.Length && line.Tokens[text.End - 1].Is(':');
        return numbered && (answered || !IsOverLabels(page, index)) ? new(first, true) : null;
    }

    /// <summary>The first token after '1.', 'Q1:', '(a)', 'Question 4.'; 0 where a line has no number.</summary>
    private static int Numbering(FormLine line)
    {
        var tokens = line.Tokens;
        int t = 0;
        if (tokens[t].Is('(')) t++;
        if (t < tokens.Length - 1 && tokens[t].Key is "question" or "q" or "item" && tokens[t].Kind == FormTokenKind.Word) t++;
        if (t >= tokens.Length || tokens[t].Kind != FormTokenKind.Word) return 0;
        string key = tokens[t].Key;
        bool digits = key.Length <= 3 && key.Any(char.IsAsciiDigit) && key.TrimStart('q').TrimEnd('a', 'b', 'c', 'd').All(char.IsAsciiDigit);
        bool letter = key.Length == 1 && char.IsLetter(key[0]);
        if (!digits && !letter) return 0;
        int mark = ++t;
        while (t < tokens.Length && tokens[t].Kind == FormTokenKind.Mark && tokens[t].Key[0] is '.' or ')' or ':' or ',' or '-') t++;
        // '4  Who orders it?': a bare number in a margin.
        if (t == mark && digits && t < tokens.Length && tokens[t].Cell != tokens[t - 1].Cell && Array.Exists(tokens, static k => k.Is('?'))) return t;
        // 'D.O.B.' is no item D; '10 mg' no item 10.
        return t > mark && t < tokens.Length && tokens[t].Span.Start > tokens[t - 1].Span.End ? t : 0;
    }

    /// <summary>The number of a line, 1 for 'A'.</summary>
    private static int Ordinal(FormLine line)
    {
        foreach (var token in line.Tokens.Take(3))
        {
            string digits = new([.. token.Key.Where(char.IsAsciiDigit)]);
            if (digits.Length > 0) return int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
            if (token.Kind == FormTokenKind.Word && token.Key.Length == 1) return token.Key[0] - 'a' + 1;
        }

        return 0;
    }

    internal sealed record Begin(int First, bool IsNumbered);
}
