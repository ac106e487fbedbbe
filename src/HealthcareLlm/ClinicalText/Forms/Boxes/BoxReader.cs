using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>
/// Reads the ruled boxes of a form: each as a label and the value in it, or a box of a label with the box of its value beside it. A box left empty is blank
/// and never takes a neighbour's value. What it read, no reader of lines looks at again.
/// </summary>
internal static class BoxReader
{
    /// <summary>Values of a page's boxes, and the words that are spent.</summary>
    internal static (List<LabelledValue> Values, HashSet<int> Taken) Read(FormPage form)
    {
        var values = new List<LabelledValue>();
        if (BoxPage.Of(form) is not { } page) return (values, []);
        var labels = new BoxLabels(page);
        labels.Classify();
        BoxBars.Find(page);
        new BoxTopics(page).Resolve();
        var headings = BoxColumns.Read(page, values);
        foreach (var box in page.Boxes)
        {
            if (headings.Contains(box)) continue;
            switch (box.Kind)
            {
                case BoxKind.Labelled:
                    Within(page, labels, box, box.Parts, values);
                    page.Take(box);
                    break;
                case BoxKind.Label:
                    Beside(page, labels, box, values);
                    break;
                case BoxKind.Inline:
                    Lines(page, box.Parts, box.Section, null, values);
                    page.Take(box);
                    break;
                default:
                    break;
            }
        }

        return (values, page.Taken);
    }

    /// <summary>A label whose value is the box right of it, or was left blank.</summary>
    private static void Beside(BoxPage page, BoxLabels labels, FormBox box, List<LabelledValue> values)
    {
        var right = page.RightOf(box);
        bool pairs = right is { Kind: BoxKind.Words or BoxKind.Inline or BoxKind.Empty } && !(right.Kind == BoxKind.Inline && !right.Parts.Exists(page.HasCheckBox));
        if (box.Match.PartyOnly && !(pairs && right!.Kind != BoxKind.Empty)) return;
        page.Take(box);
        if (!pairs || right!.Parts.Count == 0)
        {
            Add(page, box, [], values);
            return;
        }

        Within(page, labels, box, [.. box.Parts, .. right.Parts], values, box.Parts.Count);
        page.Take(right);
        right.Kind = BoxKind.Empty;
    }

    /// <summary>A label and its value, which may hold check boxes and labels of its own.</summary>
    private static void Within(BoxPage page, BoxLabels labels, FormBox box, List<BoxPart> parts, List<LabelledValue> values, int valuePart = -1)
    {
        int part = valuePart >= 0 ? valuePart : box.ValuePart, first = valuePart >= 0 ? parts[valuePart].First : box.ValueFirst;
        var rest = parts.Skip(part).Select((p, i) => i == 0 ? p with { First = first } : p).ToList();
        if (rest.Exists(page.HasCheckBox))
        {
            Lines(page, [.. parts.Take(part), .. (part == 0 ? [parts[0] with { End = first }] : Array.Empty<BoxPart>()), .. rest], box.Topic, box, values);
            return;
        }

        rest = WithoutRemarks(page, labels, rest);
        // 'Hart, Lionel  DOB 02/19/1966': a label within the value ends it.
        // Whom a label that nobody knows is about is not known either.
        // 'Cardholder, if not the member': what else stands in the box is the cardholder's too.
        var slice = page.Slice(rest, !box.IsKnown ? FormTopic.Other : box.Match.Target == "subscriber.name" ? FormTopic.Subscriber : box.Topic);
        LabelFinder.FindLabels(slice);
        int line = 0, stop = int.MaxValue;
        for (; line < slice.Lines.Count; line++)
        {
            if (slice.Hits[line].Find(h => h.HasColon || (h.First > 0 && ValueShape.IsStrict(h.Match.Target))) is not { } inner) continue;
            stop = inner.First;
            break;
        }

        var own = new List<TextSpan>();
        for (int l = 0; l < slice.Lines.Count && l <= line; l++)
        {
            var span = ValueFinder.Trimmed(slice.Lines[l], 0, l == line && stop < int.MaxValue ? stop : slice.Lines[l].Tokens.Length);
            if (!span.IsEmpty) own.Add(span);
        }

        Add(page, box, own, values);
        if (stop == int.MaxValue) return;
        for (int l = 0; l < slice.Lines.Count; l++) slice.Hits[l].RemoveAll(h => l < line || (l == line && h.First < stop));
        values.AddRange(ValueFinder.Read(slice));
    }

    /// <summary>Words behind a value in the look of labels are the form's: '(e.g. E11.9)'. A unit may be printed.</summary>
    private static List<BoxPart> WithoutRemarks(BoxPage page, BoxLabels labels, List<BoxPart> parts)
    {
        var form = page.Page;
        bool valued = parts.Exists(p => form.Lines[p.Line].Tokens[p.First..p.End].Any(t => labels.Looks.IsValue(form, t)));
        if (!valued) return parts;
        return parts.ConvertAll(p =>
        {
            var tokens = form.Lines[p.Line].Tokens;
            int end = p.End;
            while (end > p.First && !labels.Looks.IsValue(form, tokens[end - 1]) && (tokens[end - 1].Kind == FormTokenKind.Mark || labels.Looks.IsLabel(form, tokens[end - 1]))) end--;
            return end > p.First && p.End - end > 3 ? p with { End = end } : p;
        });
    }

    private static void Add(BoxPage page, FormBox box, List<TextSpan> spans, List<LabelledValue> values)
    {
        var form = page.Page;
        var part = box.Parts[0];
        var tokens = form.Lines[part.Line].Tokens;
        int end = box.ValuePart == 0 && box.ValueFirst > box.LabelFirst ? box.ValueFirst : part.End;
        while (end > box.LabelFirst + 1 && tokens[end - 1].Kind == FormTokenKind.Mark && !tokens[end - 1].Is(')')) end--;
        var label = form.Lines[part.Line].SpanOf(box.LabelFirst, end);
        string target = TopicResolver.Target(box.Match.Target ?? string.Empty, box.Topic);
        var joined = Joined(form.Text, spans);
        int fit = joined.Count == 0 ? 1 : PlaceShape.Fit(form, target, joined[0]);
        values.Add(new(label.In(form.Text), label, joined.Count == 0 ? default : joined[0], LabelPlace.Below, fit == 2 ? 0.95 : fit == 1 ? 0.88 : 0.4)
        {
            Target = target,
            Topic = box.Topic,
            OwnTopic = box.Match.Topic != FormTopic.None,
            MoreSpans = [.. joined.Skip(1)],
            Rule = box.Match.Rule ?? string.Empty,
        });
    }

    /// <summary>Lines that follow each other in the text as one span.</summary>
    private static List<TextSpan> Joined(string text, List<TextSpan> spans)
    {
        var joined = new List<TextSpan>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && span.Start >= joined[^1].End && text.AsSpan(joined[^1].End, span.Start - joined[^1].End) is " " or "  ") joined[^1] = joined[^1].Union(span);
            else joined.Add(span);
        }

        return joined;
    }

    /// <summary>Lines of a box read as lines are, nothing else being near; a label whose value holds check boxes asks.</summary>
    private static void Lines(BoxPage page, List<BoxPart> parts, FormTopic topic, FormBox? asks, List<LabelledValue> values)
    {
        var slice = page.Slice(parts, topic);
        if (slice.Lines.Count == 0) return;
        LabelFinder.FindLabels(slice);
        if (asks is not null)
        {
            var first = slice.Lines[0];
            int from = Math.Max(0, asks.LabelFirst - parts[0].First);
            slice.Hits[0].Clear();
            slice.Hits[0].Add(new(0, Math.Min(from, first.Tokens.Length - 1), first.Tokens.Length, asks.Match with { Topic = asks.Topic }, true, true));
        }

        values.AddRange(ValueFinder.Read(slice));
        values.AddRange(CheckBoxReader.Read(slice));
    }
}
