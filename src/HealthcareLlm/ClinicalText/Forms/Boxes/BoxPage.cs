using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion.Layout;

namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>The ruled grids of a page: their boxes with words, in reading order and in bands.</summary>
internal sealed class BoxPage
{
    // A check box that takes this share of a box's width and height is the box itself.
    private const double SameBox = 0.6;

    private BoxPage(FormPage page, double unit) => (Page, Unit) = (page, unit);

    internal FormPage Page { get; }

    /// <summary>Height of the page's usual print.</summary>
    internal double Unit { get; }

    /// <summary>Boxes in reading order.</summary>
    internal List<FormBox> Boxes { get; } = [];

    /// <summary>Bands that stand under each other: sequences in reading order.</summary>
    internal List<List<List<FormBox>>> Sequences { get; } = [];

    /// <summary>Words that no line reader is to look at.</summary>
    internal HashSet<int> Taken { get; } = [];

    internal static BoxPage? Of(FormPage page)
    {
        if (page.Page.Rules.IsEmpty || page.Lines.Count == 0) return null;
        var words = page.Page.Words.Select(static w => w.LayoutBox).ToList();
        double unit = Math.Max(1, words.Select(static w => w.Height).Order().ElementAt(words.Count / 2));
        var ruled = RuledBoxes.Of(page.Page.Rules, unit).Around(words);
        var boxed = ruled.SelectMany(static b => b.Words).ToHashSet();
        var loose = words.Where((_, i) => !boxed.Contains(i)).ToList();
        var grids = RuledGrids.Of(ruled, unit).FindAll(g => RuledGrids.HoldsItsRows(g, loose));
        if (grids.Count == 0) return null;
        var found = new BoxPage(page, unit);
        found.Fill(grids);
        return found;
    }

    internal bool HasCheckBox(BoxPart part)
    {
        for (int t = part.First; t < part.End; t++)
        {
            if (Page.Lines[part.Line].Tokens[t].Kind == FormTokenKind.CheckBox) return true;
        }

        return false;
    }

    /// <summary>The box right of another, in the same band.</summary>
    internal FormBox? RightOf(FormBox box) => Boxes.Find(b => Math.Abs(b.Box.X - box.Box.Right) <= Unit * 0.5 && b.Box.VerticalOverlap(box.Box) >= 0.6 * Math.Min(b.Box.Height, box.Box.Height));

    internal FormBox? LeftOf(FormBox box) => Boxes.Find(b => Math.Abs(box.Box.X - b.Box.Right) <= Unit * 0.5 && b.Box.VerticalOverlap(box.Box) >= 0.6 * Math.Min(b.Box.Height, box.Box.Height));

    internal void Take(FormBox box)
    {
        foreach (var part in box.Parts) Take(part);
    }

    internal void Take(BoxPart part)
    {
        for (int t = part.First; t < part.End; t++) Taken.Add(Page.Lines[part.Line].Tokens[t].Word);
    }

    /// <summary>Some lines of boxes as a page of their own, on which nothing else stands.</summary>
    internal FormPage Slice(IEnumerable<BoxPart> parts, FormTopic topic)
    {
        var lines = new List<FormLine>();
        foreach (var part in parts.Where(static p => p.End > p.First)) lines.Add(Slice(part));
        var slice = new FormPage(Page.Source, Page.Page, lines, Page.Reading);
        if (topic != FormTopic.None) slice.Topics.Add(-1, [(double.MinValue, topic)]);
        return slice;
    }

    /// <summary>Some tokens as a page of one line with one cell.</summary>
    internal FormPage Alone(FormToken[] tokens)
    {
        FormToken[] own = [.. tokens.Select(static t => t with { Cell = 0 })];
        var box = own.Select(t => Page.Page.Words[t.Word].LayoutBox).Aggregate(static (a, b) => a.Union(b));
        var line = new Line(new(own[0].Span.Start, own[^1].Span.End), box, 0, ImmutableArray<Cell>.Empty);
        return new(Page.Source, Page.Page, [new(Page.Page, line, 0, own, [0, own.Length])], Page.Reading);
    }

    private FormLine Slice(BoxPart part)
    {
        var line = Page.Lines[part.Line];
        var tokens = line.Tokens[part.First..part.End];
        var starts = new List<int>();
        int cell = -1, before = -1;
        for (int t = 0; t < tokens.Length; t++)
        {
            if (tokens[t].Cell != before)
            {
                before = tokens[t].Cell;
                cell++;
                starts.Add(t);
            }

            tokens[t] = tokens[t] with { Cell = cell };
        }

        starts.Add(tokens.Length);
        var box = tokens.Select(t => Page.Page.Words[t.Word].LayoutBox).Aggregate(static (a, b) => a.Union(b));
        return new(line.Page, new Line(new(tokens[0].Span.Start, tokens[^1].Span.End), box, 0, ImmutableArray<Cell>.Empty), line.Index, tokens, [.. starts]);
    }

    private void Fill(List<List<RuledBox>> grids)
    {
        var ofWord = new Dictionary<int, RuledBox>();
        foreach (var box in grids.SelectMany(static g => g))
        {
            foreach (int w in box.Words) ofWord[w] = box;
        }

        var parts = new Dictionary<RuledBox, List<BoxPart>>(ReferenceEqualityComparer.Instance);
        for (int l = 0; l < Page.Lines.Count; l++) AddParts(l, ofWord, parts);
        var forms = new Dictionary<RuledBox, FormBox>(ReferenceEqualityComparer.Instance);
        FormBox FormOf(RuledBox box)
        {
            if (!forms.TryGetValue(box, out var form)) forms[box] = form = new(box.Box, parts.GetValueOrDefault(box) ?? []);
            return form;
        }

        foreach (var grid in grids)
        {
            var sequences = new Dictionary<List<List<RuledBox>>, List<List<FormBox>>>(ReferenceEqualityComparer.Instance);
            RuledGrids.Walk(grid, Unit, (bands, index, even) =>
            {
                if (!sequences.TryGetValue(bands, out var sequence))
                {
                    sequences[bands] = sequence = [];
                    Sequences.Add(sequence);
                }

                var band = bands[index].ConvertAll(FormOf);
                sequence.Add(band);
                if (even) Boxes.AddRange(band);
                return even;
            });
        }

        foreach (var box in forms.Values.Where(b => !Boxes.Contains(b))) Boxes.Add(box);
    }

    private void AddParts(int index, Dictionary<int, RuledBox> ofWord, Dictionary<RuledBox, List<BoxPart>> parts)
    {
        var tokens = Page.Lines[index].Tokens;
        for (int t = 0; t < tokens.Length;)
        {
            var box = ofWord.GetValueOrDefault(tokens[t].Word);
            int end = t + 1;
            while (end < tokens.Length && ofWord.GetValueOrDefault(tokens[end].Word) == box && !Wraps(tokens[end - 1], tokens[end])) end++;
            if (box is not null && !(end == t + 1 && IsBoxItself(tokens[t], box)))
            {
                if (!parts.TryGetValue(box, out var list)) parts[box] = list = [];
                list.Add(new(index, t, end));
            }
            else if (box is not null)
            {
                Taken.Add(tokens[t].Word);
            }

            t = end;
        }
    }

    /// <summary>Whether a token begins a new line of print although the text has none there.</summary>
    private bool Wraps(FormToken before, FormToken token)
    {
        if (before.Word == token.Word) return false;
        var a = Page.Page.Words[before.Word].LayoutBox;
        var b = Page.Page.Words[token.Word].LayoutBox;
        return b.X < a.Right && b.CenterY > a.Bottom - (a.Height * 0.2);
    }

    private bool IsBoxItself(FormToken token, RuledBox box)
    {
        var word = Page.Page.Words[token.Word].LayoutBox;
        return token.Kind == FormTokenKind.CheckBox && word.Width > SameBox * box.Box.Width && word.Height > SameBox * box.Box.Height;
    }
}
