using System.Text;

namespace HealthcareLlm.SampleRenderer.Specs;

/// <summary>
/// Reads inline markup: {path|text=>gold}, {path!why|text=>true value}, {#kind path=value;note|text},
/// &lt;b&gt; bold, &lt;i&gt; italic, &lt;h&gt; handwriting, &lt;s&gt; struck out, &lt;k&gt; scribbled out, &lt;f&gt; form field, &lt;m&gt; small, &lt;w&gt; white,
/// &lt;g&gt; grey, &lt;o&gt;old||new&lt;/o&gt; typed over; and boxes: [ ] [x] [v] [#] [h] [w] [X] [_] (o) ( ).
/// </summary>
internal static class Markup
{
    private static readonly string[] Boxes = ["[ ]", "[x]", "[v]", "[#]", "[h]", "[w]", "[X]", "[_]", "(o)", "( )"];

    /// <summary>Runs of a text, in order; with <paramref name="raw"/> no boxes are recognized (plain text documents).</summary>
    public static IReadOnlyList<Run> Parse(string text, bool raw = false)
    {
        var runs = new List<Run>();
        Parse(text, RunStyle.Plain, [], runs, raw);
        return runs;
    }

    /// <summary>The text alone.</summary>
    public static string Plain(string text, bool raw = false) =>
        string.Concat(Parse(text, raw).Where(r => (r.Style & RunStyle.Box) == 0).Select(r => r.Text)).Trim();

    /// <summary>Splits at bars that stand outside of braces.</summary>
    public static List<string> Cells(string text)
    {
        var cells = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}')
                depth--;
            else if (text[i] == '<' && text.AsSpan(i).StartsWith("<o>"))
                depth++;
            else if (text[i] == '<' && text.AsSpan(i).StartsWith("</o>"))
                depth--;
            else if (text[i] == '|' && depth == 0)
            {
                cells.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        cells.Add(text[start..].Trim());
        return cells;
    }

    private static void Parse(string text, RunStyle style, IReadOnlyList<Tag> tags, List<Run> runs, bool raw)
    {
        var plain = new StringBuilder();
        void Flush()
        {
            if (plain.Length > 0)
                runs.Add(new Run(plain.ToString(), style, tags));
            plain.Clear();
        }
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '{')
            {
                Flush();
                var end = Closing(text, i);
                ParseTag(text[(i + 1)..end], style, tags, runs, raw);
                i = end + 1;
            }
            else if (text[i] == '<' && i + 2 < text.Length && text[i + 2] == '>' && Style(text[i + 1]) is { } inner)
            {
                Flush();
                var close = text.IndexOf($"</{text[i + 1]}>", i, StringComparison.Ordinal);
                if (close < 0)
                    throw new FormatException($"<{text[i + 1]}> is not closed: {text}");
                ParseStyled(text[(i + 3)..close], style | inner, tags, runs, raw);
                i = close + 4;
            }
            else if (!raw && Boxes.FirstOrDefault(b => text.AsSpan(i).StartsWith(b)) is { } box)
            {
                Flush();
                runs.Add(new Run(box, style | RunStyle.Box, tags));
                i += 3;
            }
            else
                plain.Append(text[i++]);
        }
        Flush();
    }

    private static void ParseStyled(string body, RunStyle style, IReadOnlyList<Tag> tags, List<Run> runs, bool raw)
    {
        if ((style & RunStyle.Over) == 0)
        {
            Parse(body, style, tags, runs, raw);
            return;
        }
        var cut = body.IndexOf("||", StringComparison.Ordinal);
        var overlay = new List<Run>();
        Parse(body[(cut + 2)..], style, tags, overlay, raw);
        var old = new List<Run>();
        Parse(body[..cut], style & ~RunStyle.Over, tags, old, raw);
        var covered = string.Concat(old.Select(r => r.Text));
        var oldTags = old.SelectMany(r => r.Tags).Where(t => t.TrapKind is not null).Distinct().ToList();
        runs.AddRange(overlay.Select((r, n) => r with { Covered = n == 0 ? covered : "", Tags = [.. r.Tags, .. oldTags] }));
    }

    private static void ParseTag(string body, RunStyle style, IReadOnlyList<Tag> tags, List<Run> runs, bool raw)
    {
        var bar = body.IndexOf('|');
        if (bar < 0)
            throw new FormatException($"a tag without a bar: {body}");
        var (head, inner) = (body[..bar], body[(bar + 1)..]);
        string? gold = null;
        var arrow = inner.LastIndexOf("=>", StringComparison.Ordinal);
        if (arrow >= 0 && inner.IndexOf('}', arrow) < 0)
            (inner, gold) = (inner[..arrow], inner[(arrow + 2)..]);
        var drawn = Plain(inner, raw);
        Parse(inner, style, [.. tags, MakeTag(head, gold, drawn)], runs, raw);
    }

    private static Tag MakeTag(string head, string? gold, string drawn)
    {
        if (head[0] != '#')
        {
            var why = head.IndexOf('!');
            return new Tag(why < 0 ? head : head[..why], why < 0 ? null : head[(why + 1)..], (gold ?? drawn).Trim(), null, "", drawn);
        }
        var (noted, note) = Halves(head[1..], ';');
        var (named, value) = Halves(noted, '=');
        var (kind, path) = Halves(named, ' ');
        return new Tag(path, null, value.Length > 0 ? value : drawn, kind, note, drawn);
    }

    private static (string Before, string After) Halves(string text, char at)
    {
        var cut = text.IndexOf(at);
        return cut < 0 ? (text.Trim(), "") : (text[..cut].Trim(), text[(cut + 1)..].Trim());
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0)
                return i;
        }
        throw new FormatException($"a brace is not closed: {text}");
    }

    private static RunStyle? Style(char letter) => letter switch
    {
        'b' => RunStyle.Bold,
        'i' => RunStyle.Italic,
        'h' => RunStyle.Hand,
        's' => RunStyle.Struck,
        'k' => RunStyle.Scribbled,
        'f' => RunStyle.Field,
        'm' => RunStyle.Small,
        'w' => RunStyle.White,
        'g' => RunStyle.Grey,
        'o' => RunStyle.Over,
        _ => null,
    };
}
