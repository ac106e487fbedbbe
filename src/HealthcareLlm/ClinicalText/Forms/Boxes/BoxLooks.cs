namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>Which looks of print a page's labels have, and which its values: face, size and colour, where the page tells them.</summary>
internal sealed class BoxLooks
{
    private readonly Dictionary<int, (int Label, int Value)> _votes = [];

    internal static int StyleOf(FormPage page, FormToken token) => page.Page.Words[token.Word].Style;

    /// <summary>The first token of a line whose look differs from that of the token at which the label begins; -1 where none does, or where looks are not known.</summary>
    internal static int Split(FormPage page, BoxPart part, int first)
    {
        var tokens = page.Lines[part.Line].Tokens;
        if (first >= part.End) return -1;
        int style = StyleOf(page, tokens[first]);
        if (style == 0) return -1;
        for (int t = first + 1; t < part.End; t++)
        {
            if (tokens[t].Kind == FormTokenKind.Word && StyleOf(page, tokens[t]) != style) return t;
        }

        return -1;
    }

    internal void Label(FormPage page, BoxPart part, int first, int end) => Vote(page, part, first, end, label: true);

    internal void Value(FormPage page, BoxPart part, int first) => Vote(page, part, first, part.End, label: false);

    /// <summary>Whether most print of this look is labels.</summary>
    internal bool IsLabel(FormPage page, FormToken token) => _votes.TryGetValue(StyleOf(page, token), out var votes) && StyleOf(page, token) > 0 && votes.Label >= 2 && votes.Label > votes.Value * 2;

    /// <summary>Whether most print of this look is values.</summary>
    internal bool IsValue(FormPage page, FormToken token) => _votes.TryGetValue(StyleOf(page, token), out var votes) && StyleOf(page, token) > 0 && votes.Value >= 2 && votes.Value > votes.Label * 2;

    private void Vote(FormPage page, BoxPart part, int first, int end, bool label)
    {
        var tokens = page.Lines[part.Line].Tokens;
        for (int t = first; t < end; t++)
        {
            if (tokens[t].Kind != FormTokenKind.Word) continue;
            var had = _votes.GetValueOrDefault(StyleOf(page, tokens[t]));
            _votes[StyleOf(page, tokens[t])] = label ? (had.Label + 1, had.Value) : (had.Label, had.Value + 1);
        }
    }
}
