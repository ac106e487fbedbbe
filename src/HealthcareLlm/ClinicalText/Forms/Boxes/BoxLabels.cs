namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>Tells labels from values in the boxes of a page: by the lexicon, numbers, colons, the look of print, and by what most boxes of the page are.</summary>
internal sealed class BoxLabels(BoxPage page)
{
    // A label has at most this many words.
    private const int MaximumWords = 14;

    // A label that its column tells has at most this many tokens.
    private const int MaximumColumnWords = 8;

    // Print of a label over a value is at most this share of the value's height.
    private const double SmallPrint = 0.92;

    // Boxes with known labels over values, and their share, from which a first line that nobody knows is a label too.
    private const int FewestLabelled = 3;
    private const double LabelledShare = 0.4;

    /// <summary>A label that nobody knows.</summary>
    private static readonly LabelMatch Nobody = new(string.Empty, FormTopic.None, 0, false, false, string.Empty);

    private readonly BoxLooks _looks = new();
    private bool _labelsOnTop;
    private bool _numbered;

    private FormPage Form => page.Page;

    internal BoxLooks Looks => _looks;

    internal void Classify()
    {
        foreach (var box in page.Boxes) Known(box);
        foreach (var box in page.Boxes) Observe(box);
        var tall = page.Boxes.FindAll(b => b.Parts.Count > 1 && !page.HasCheckBox(b.Parts[0]) && b.Kind != BoxKind.Inline);
        int labelled = tall.Count(b => b.IsKnown);
        _labelsOnTop = labelled >= FewestLabelled && labelled >= tall.Count * LabelledShare;
        var worded = page.Boxes.FindAll(b => b.Parts.Count > 0);
        _numbered = worded.Count(b => b.Number > 0) is var n && n >= FewestLabelled && n * 3 >= worded.Count;
        foreach (var box in page.Boxes.Where(b => b.Kind == BoxKind.Words)) Unknown(box);
        foreach (var box in page.Boxes.FindAll(InLabelColumn)) Set(box, BoxKind.Label, Nobody, 1, 0);
    }

    /// <summary>Whether most boxes of a box's column are labels, so that it is one too: beside it stands what it asks for.</summary>
    private bool InLabelColumn(FormBox box)
    {
        if (box.Kind != BoxKind.Words || box.Parts.Count > 2 || box.Parts.Exists(p => Form.Lines[p.Line].Tokens[p.First..p.End].Any(static t => t.Key.AsSpan().ContainsAnyInRange('0', '9')))) return false;
        if (box.Parts.Sum(static p => p.End - p.First) > MaximumColumnWords || page.RightOf(box) is not { HasLabel: false }) return false;
        var column = page.Boxes.FindAll(b => b != box && b.Parts.Count > 0 && Math.Abs(b.Box.X - box.Box.X) <= page.Unit * 0.5 && Math.Abs(b.Box.Right - box.Box.Right) <= page.Unit * 0.5);
        int labels = column.Count(b => b is { Kind: BoxKind.Label } && page.RightOf(b) is { HasLabel: false });
        return labels >= FewestLabelled && labels * 2 >= column.Count;
    }

    /// <summary>What the lexicon says of the beginning of a box.</summary>
    private void Known(FormBox box)
    {
        if (box.Parts.Count == 0) return;
        box.Kind = BoxKind.Words;
        var part = box.Parts[0];
        var tokens = Form.Lines[part.Line].Tokens;
        int first = Number(box, tokens, part);
        box.LabelFirst = first;
        if (first >= part.End || page.HasCheckBox(part) && tokens[first].Kind == FormTokenKind.CheckBox)
        {
            if (box.Parts.Exists(page.HasCheckBox)) box.Kind = BoxKind.Inline;
            return;
        }

        // A heading of several lines: 'Days' over 'supply'.
        if (box.Parts.Count is 2 or 3 && box.Parts.TrueForAll(p => !page.HasCheckBox(p)) && LabelFinder.WholeLabel(page.Alone([.. box.Parts.SelectMany((p, i) => Form.Lines[p.Line].Tokens[(i == 0 ? first : p.First)..p.End])])) is { Target.Length: > 0 } wrapped)
        {
            Set(box, BoxKind.Label, wrapped, box.Parts.Count, 0);
            return;
        }

        if (Whole(tokens[first..part.End]) is { } match)
        {
            Set(box, box.Parts.Count == 1 ? BoxKind.Label : BoxKind.Labelled, match, 1, box.Parts.Count > 1 ? box.Parts[1].First : 0);
            return;
        }

        // The look of print changes within the line: 'Office phone 555-010-0000' in two faces.
        int split = BoxLooks.Split(Form, part, first);
        if (split > 0 && !page.HasCheckBox(part) && Whole(tokens[first..split]) is { } before)
        {
            Set(box, BoxKind.Labelled, before, 0, split);
            return;
        }

        // A line that ends in a colon or question mark asks for what stands below.
        if (box.Parts.Count > 1 && !page.HasCheckBox(part) && (tokens[part.End - 1].Is(':') || tokens[part.End - 1].Is('?')) && tokens[first..(part.End - 1)].All(static t => !t.Is(':')))
        {
            Set(box, BoxKind.Labelled, Nobody, 1, box.Parts[1].First);
            return;
        }

        // A line over check boxes asks.
        if (!page.HasCheckBox(part) && box.Parts.Count > 1 && page.HasCheckBox(box.Parts[1]) && !Form.Hits[part.Line].Exists(h => h.HasColon && h.First >= part.First && h.First < part.End - 1))
        {
            Set(box, BoxKind.Labelled, Nobody, 1, box.Parts[1].First);
            return;
        }

        if (box.Parts.Exists(page.HasCheckBox) || box.Parts.Exists(p => Form.Hits[p.Line].Exists(h => h.HasColon && h.First >= p.First && h.First < p.End))) box.Kind = BoxKind.Inline;
    }

    /// <summary>The first token after a number that the form gives its boxes: '18C.', '9a', '4'.</summary>
    private int Number(FormBox box, FormToken[] tokens, BoxPart part)
    {
        int at = LabelLexicon.SkipNumbering(tokens, part.First, part.End, Form.Reading.Read);
        // '12 months' is an amount; '12 Requests' a numbered box.
        bool bare = part.End - part.First > 1 && tokens[part.First].Kind == FormTokenKind.Word && IsNumber(tokens[part.First].Key) && tokens[part.First + 1].Kind == FormTokenKind.Word;
        if (bare) at = char.IsUpper(Form.Text[tokens[part.First + 1].Span.Start]) ? part.First + 1 : part.First;
        string key = tokens[part.First].Key;
        string digits = new([.. key.TakeWhile(char.IsAsciiDigit)]);
        if (at > part.First && at < part.End && tokens[at].Kind == FormTokenKind.Word && char.IsLetter(tokens[at].Key[0]) && digits.Length is 1 or 2 && IsNumber(key)) box.Number = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        return at < part.End ? at : part.First;
    }

    private static bool IsNumber(string key) => key.Length is >= 1 and <= 3 && char.IsAsciiDigit(key[0]) && (key.All(char.IsAsciiDigit) ? key.Length <= 2 : char.IsLetter(key[^1]) && key[..^1].All(char.IsAsciiDigit));

    /// <summary>The label that some tokens are as a whole, but for a remark: 'PCP of record, if other', 'Member ID (on front of card)'.</summary>
    internal LabelMatch? Whole(FormToken[] tokens)
    {
        if (tokens.Length == 0 || tokens[0].Kind != FormTokenKind.Word || tokens.Count(static t => t.Kind == FormTokenKind.Word) > MaximumWords) return null;
        if (LabelFinder.WholeLabel(page.Alone(tokens)) is { } whole) return whole;
        int colon = Array.FindIndex(tokens, static t => t.Is(':'));
        if (colon >= 0 && colon < tokens.Length - 1) return null;
        int remark = Array.FindIndex(tokens, 1, static t => t.Kind == FormTokenKind.Mark && t.Key[0] is ',' or '(' or '–' or '—' or ';' or '[');
        // 'Supplier of equipment' names the supplier.
        if (LabelLexicon.MatchLabel(tokens, 0, tokens.Length, Form.Reading.Read) is { PartyOnly: true, Topic: FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy } party && party.End < tokens.Length && tokens.Length - party.End <= 3 && tokens[party.End].Key == "of") return party;
        return remark > 0 && !tokens.Skip(remark).Any(static t => t.Key.Count(char.IsAsciiDigit) >= 3) ? LabelFinder.WholeLabel(page.Alone(tokens[..remark])) : null;
    }

    private void Set(FormBox box, BoxKind kind, LabelMatch match, int valuePart, int valueFirst)
    {
        box.Kind = kind;
        // Options answer no question for a name: 'Where will it be given?' asks for the setting.
        bool options = kind == BoxKind.Labelled && match is { Target: "name" } && box.Parts.Skip(valuePart).Any(page.HasCheckBox);
        box.Match = options ? Nobody : match;
        box.ValuePart = valuePart;
        box.ValueFirst = valueFirst;
    }

    private void Observe(FormBox box)
    {
        if (!box.HasLabel) return;
        _looks.Label(Form, box.Parts[0], box.LabelFirst, box.ValuePart == 0 ? box.ValueFirst : box.Parts[0].End);
        if (box.Kind != BoxKind.Labelled) return;
        for (int p = box.ValuePart; p < box.Parts.Count; p++) _looks.Value(Form, box.Parts[p], p == box.ValuePart ? box.ValueFirst : box.Parts[p].First);
    }

    /// <summary>A label that nobody knows, where its place and look tell that it is one.</summary>
    private void Unknown(FormBox box)
    {
        var part = box.Parts[0];
        var tokens = Form.Lines[part.Line].Tokens;
        int first = box.LabelFirst;
        if (tokens[first].Kind != FormTokenKind.Word || page.HasCheckBox(part)) return;
        bool digits = tokens[first..part.End].Any(static t => t.Key.Count(char.IsAsciiDigit) >= 2);
        int words = tokens[first..part.End].Count(static t => t.Kind == FormTokenKind.Word);
        if (words > MaximumWords) return;
        int split = BoxLooks.Split(Form, part, first);
        if (split > 0 && _looks.IsLabel(Form, tokens[first]) && !_looks.IsLabel(Form, tokens[split]))
        {
            Set(box, BoxKind.Labelled, Nobody, 0, split);
            return;
        }

        if (box.Parts.Count > 1)
        {
            var next = Form.Lines[box.Parts[1].Line].Tokens[box.Parts[1].First];
            bool looks = split <= 0 && _looks.IsLabel(Form, tokens[first]) && !_looks.IsLabel(Form, next);
            bool small = HeightOf(part) < HeightOf(box.Parts[1]) * SmallPrint;
            bool sameLook = BoxLooks.StyleOf(Form, tokens[first]) > 0 && BoxLooks.StyleOf(Form, tokens[first]) == BoxLooks.StyleOf(Form, next);
            if (looks || (!digits && !sameLook && _labelsOnTop && (small || box.Number > 0)) || (box.Number > 0 && _numbered && !digits)) Set(box, BoxKind.Labelled, Nobody, 1, box.Parts[1].First);
            return;
        }

        if (!digits && ((split <= 0 && _looks.IsLabel(Form, tokens[first])) || (box.Number > 0 && _numbered))) Set(box, BoxKind.Label, Nobody, 1, 0);
    }

    private double HeightOf(BoxPart part)
    {
        var heights = Form.Lines[part.Line].Tokens[part.First..part.End].Select(t => Form.Page.Words[t.Word].LayoutBox.Height).Order().ToList();
        return heights[heights.Count / 2];
    }
}
