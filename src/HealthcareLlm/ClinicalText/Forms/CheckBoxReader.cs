using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Reads check boxes: each with its option, before or after it, and the question that it answers.</summary>
internal static class CheckBoxReader
{
    private const int QuestionReach = 5;
    private const WordMarks States = WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear;

    // What is written and never ticked.
    private static readonly HashSet<string> s_written = new(StringComparer.Ordinal)
    {
        "name", "lastName", "firstName", "middleName", "birthDate", "memberId", "npi", "taxId", "phone", "fax", "address", "payer", "groupNumber", "reference", "weight", "height", "requestDate", "specialty",
    };

    /// <summary>Whether what a label asks for is written, and never ticked.</summary>
    internal static bool IsWritten(string target) => s_written.Contains(target);

    internal static List<LabelledValue> Read(FormPage page)
    {
        var values = new List<LabelledValue>();
        for (int i = 0; i < page.Lines.Count; i++) ReadLine(page, i, values);
        return values;
    }

    private static void ReadLine(FormPage page, int index, List<LabelledValue> values)
    {
        var line = page.Lines[index];
        var tokens = line.Tokens;
        var boxes = Enumerable.Range(0, tokens.Length).Where(t => tokens[t].Kind == FormTokenKind.CheckBox).ToList();
        if (boxes.Count == 0) return;
        bool after = BoxesFollow(page, index, boxes);
        for (int b = 0; b < boxes.Count; b++)
        {
            int box = boxes[b];
            var (from, to) = after ? OptionBefore(page, index, boxes, b) : OptionAfter(page, index, boxes, b);
            var option = ValueFinder.Trimmed(line, from, to);
            var boxSpan = tokens[box].Span;
            var span = option.IsEmpty ? boxSpan : option.Union(boxSpan);
            var (label, target, topic, own) = Question(page, index, after ? Math.Min(from, box) : box, boxes[0]);
            values.Add(new(label.IsEmpty ? string.Empty : label.In(page.Text), label, span, LabelPlace.CheckBox, option.IsEmpty ? 0.3 : 0.9)
            {
                Target = target,
                Topic = topic,
                OwnTopic = own,
                Box = page.Page.Words[tokens[box].Word].Marks & States,
            });
        }
    }

    /// <summary>Whether boxes stand behind their options: the line ends with one and begins with an option that is no label.</summary>
    private static bool BoxesFollow(FormPage page, int index, List<int> boxes)
    {
        var tokens = page.Lines[index].Tokens;
        if (boxes[^1] != tokens.Length - 1 || boxes[0] == 0) return false;
        var before = tokens[boxes[0] - 1];
        bool asked = before.Is(':') || before.Is('?') || page.Hits[index].Exists(h => h.After == boxes[0]);
        return !asked;
    }

    private static (int From, int To) OptionAfter(FormPage page, int index, List<int> boxes, int b)
    {
        var line = page.Lines[index];
        int from = boxes[b] + 1;
        int to = b + 1 < boxes.Count ? boxes[b + 1] : line.Tokens.Length;
        foreach (var hit in page.Hits[index])
        {
            if (hit.First >= from && hit.First < to) to = hit.First;
        }

        if (from >= to) return (from, from);
        int cell = line.Tokens[from].Cell;
        // The box's own cell, or the next where the box fills a cell alone.
        return (from, Math.Min(to, line.CellStarts[cell + 1]));
    }

    private static (int From, int To) OptionBefore(FormPage page, int index, List<int> boxes, int b)
    {
        var line = page.Lines[index];
        int to = boxes[b];
        int from = b > 0 ? boxes[b - 1] + 1 : 0;
        foreach (var hit in page.Hits[index])
        {
            if (hit.After > from && hit.After <= to && hit.HasColon) from = hit.After;
        }

        for (int t = from; t < to; t++)
        {
            if (line.Tokens[t].Is(':') || line.Tokens[t].Is('?')) from = t + 1;
        }

        if (from >= to) return (to, to);
        int cell = line.Tokens[to - 1].Cell;
        return (Math.Max(from, line.CellStarts[cell]), to);
    }

    private static (TextSpan Label, string Target, FormTopic Topic, bool Own) Question(FormPage page, int index, int box, int firstBox)
    {
        var line = page.Lines[index];
        LabelHit? hit = null;
        bool left = false;
        foreach (var candidate in page.Hits[index])
        {
            if (candidate.After > box) continue;
            // 'First Juniper   Kind [ ] Private [x] Medicaid': what has its value in its own cell asks for no box of another.
            bool answered = line.Tokens[candidate.First].Cell != line.Tokens[box].Cell && s_written.Contains(candidate.Match.Target) && !IsOpen(page, index, candidate);
            left |= answered;
            hit = answered ? null : candidate;
        }

        // A sentence before the first box of the line asks, whether the lexicon knows it or not.
        if (hit is null || hit.Match.Target is null or { Length: 0 } or "ignore")
        {
            int start = left ? line.CellStarts[line.Tokens[firstBox].Cell] : 0;
            for (int t = start; t < firstBox; t++)
            {
                if (line.Tokens[t].Kind == FormTokenKind.CheckBox) start = t + 1;
            }

            var words = ValueFinder.Trimmed(line, start, firstBox);
            if (!words.IsEmpty && firstBox <= box) return (words, hit?.Match.Target ?? string.Empty, page.Topics.At(index, line.Tokens[box].Left), false);
        }

        if (hit is not null) return Of(page, index, hit);
        double edge = line.Tokens[box].Left;
        for (int above = index - 1; above >= 0 && above >= index - QuestionReach; above--)
        {
            if (page.Topics.IsHeading(above)) break;
            var asked = page.Hits[above].FindLast(h => page.Lines[above].Tokens[h.First].Left <= edge + (page.LineHeight * 1.5) && IsOpen(page, above, h) && (h.HasColon || !page.LabelsBelow));
            if (asked is not null) return Of(page, above, asked);
            bool boxes = page.Lines[above].Tokens.Any(t => t.Kind == FormTokenKind.CheckBox);
            if (!boxes && (page.Lines[above].Tokens[^1].Is('?') || page.Lines[above].Tokens[^1].Is(':'))) return (page.Lines[above].SpanOf(0, page.Lines[above].Tokens.Length), string.Empty, page.Topics.At(index, edge), false);
            if (!boxes) break;
        }

        return (default, string.Empty, page.Topics.At(index, edge), false);
    }

    private static bool IsOpen(FormPage page, int index, LabelHit hit)
    {
        var line = page.Lines[index];
        int next = page.Hits[index].Find(h => h.First > hit.First)?.First ?? line.Tokens.Length;
        int end = Math.Min(next, line.CellStarts[line.Tokens[hit.First].Cell + 1]);
        return hit.After >= end || line.Tokens[hit.After].Kind == FormTokenKind.CheckBox || line.Tokens.Skip(hit.After).Take(end - hit.After).All(t => t.Kind == FormTokenKind.Mark)
            || line.Tokens[hit.After].Is('(');
    }

    private static (TextSpan Label, string Target, FormTopic Topic, bool Own) Of(FormPage page, int index, LabelHit hit)
    {
        var line = page.Lines[index];
        var topic = TopicResolver.Of(page, index, line.Tokens[hit.First].Left, hit.Match);
        return (line.SpanOf(hit.First, hit.After), TopicResolver.Target(hit.Match.Target, topic), topic, hit.Match.Topic != FormTopic.None);
    }
}
