using HealthcareLlm.ClinicalText.Forms.Concepts;

namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>Finds the bars across a grid that head the boxes below: one line, as wide as its boxes, a title and perhaps an instruction, never a value.</summary>
internal static class BoxBars
{
    // A bar spans this share of the width of the boxes under it.
    private const double WideShare = 0.95;

    // Words of a title before its instruction.
    private const int MaximumTitle = 9;

    internal static void Find(BoxPage page)
    {
        foreach (var sequence in page.Sequences)
        {
            for (int b = 0; b < sequence.Count; b++)
            {
                if (sequence[b].Count == 1) Bar(page, sequence[b][0], sequence[b][0].Box.Width >= Width(sequence) * WideShare);
                else if (b + 1 < sequence.Count && sequence[b + 1].Exists(static x => x.HasLabel) && Heads(page, sequence[b])) foreach (var box in sequence[b]) Bar(page, box, true, heads: true);
            }
        }
    }

    /// <summary>Titles side by side: each is known to head something, or is short and stands among twice as many that do.</summary>
    private static bool Heads(BoxPage page, List<FormBox> row)
    {
        int known = 0, unknown = 0;
        foreach (var box in row.Where(static x => x.Kind != BoxKind.Empty))
        {
            if (box.Parts.Count != 1) return false;
            var (_, words, topic) = Title(page, box);
            if (topic is not null) known++;
            else if (words is > 0 and <= 4 && box.Kind != BoxKind.Inline && !page.Page.Lines[box.Parts[0].Line].SpanOf(box.Parts[0].First, box.Parts[0].End).In(page.Page.Text).Any(char.IsLower)) unknown++;
            else return false;
        }

        return known > 0 && known >= unknown * 2;
    }

    private static double Width(List<List<FormBox>> sequence) => sequence.Max(static s => s.Max(static b => b.Box.Right) - s.Min(static b => b.Box.X));

    private static void Bar(BoxPage page, FormBox box, bool wide, bool heads = false)
    {
        if (!wide || box.Parts.Count != 1 || box.Kind == BoxKind.Labelled || page.HasCheckBox(box.Parts[0])) return;
        var part = box.Parts[0];
        var (end, words, topic) = Title(page, box);
        if (words == 0) return;
        // Among boxes side by side only what is known to head something is a bar; what is known as a label may have a value.
        if (topic is null && (box.IsKnown || (!heads && (box.Kind == BoxKind.Inline || page.RightOf(box) is not null)))) return;
        box.Kind = BoxKind.Bar;
        box.Section = topic ?? FormTopic.None;
        // The instruction behind the title is the form's.
        if (end < part.End && page.Page.Lines[part.Line].Tokens.Length == part.End) page.Take(part with { First = end });
    }

    /// <summary>Where the title of a bar ends, how many words it has (0 where it is none), and what it heads.</summary>
    private static (int End, int Words, FormTopic? Topic) Title(BoxPage page, FormBox box)
    {
        var form = page.Page;
        var part = box.Parts[0];
        var tokens = form.Lines[part.Line].Tokens;
        int end = box.LabelFirst;
        while (end < part.End && !IsStop(tokens, end, box.LabelFirst)) end++;
        int words = tokens[box.LabelFirst..end].Count(static t => t.Kind == FormTokenKind.Word);
        bool digits = tokens[box.LabelFirst..end].Any(static t => t.Key.Count(char.IsAsciiDigit) >= 2);
        if (words > MaximumTitle || digits) return (end, 0, null);
        // 'Insurance 2 - secondary' is read as a whole.
        return (end, words, LabelLexicon.MatchHeading(tokens, box.LabelFirst, end, form.Reading.Read) ?? PartyTitle.Of(tokens, box.LabelFirst, part.End, form.Reading.Read) ?? PartyTitle.Of(tokens, box.LabelFirst, end, form.Reading.Read));
    }

    /// <summary>A dash, bracket or colon behind a title begins its instruction.</summary>
    private static bool IsStop(FormToken[] tokens, int at, int first) =>
        tokens[at].Is(':') || (at > first && (tokens[at].Is('(') || (tokens[at].Kind == FormTokenKind.Mark && tokens[at].Key[0] is '–' or '—' or '-' && tokens[at].Span.Start > tokens[at - 1].Span.End)));
}
