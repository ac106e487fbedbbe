using HealthcareLlm.SampleRenderer.Formats;
using HealthcareLlm.SampleRenderer.Specs;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Lays runs out in lines and draws them, each in its style; records the boxes of what is tagged.</summary>
internal sealed class TextPainter(SKCanvas canvas, PageRecord record, Handwriting hand, bool digital)
{
    private static readonly SKColor[] Inks = [new(20, 40, 140), new(25, 25, 30), new(60, 60, 70)];

    /// <summary>Family of the print.</summary>
    public string Family { get; set; } = "sans";

    /// <summary>Family of what stands in form fields.</summary>
    public string FieldFamily { get; set; } = "mono";

    /// <summary>Ink of handwriting on this page.</summary>
    public SKColor Ink { get; set; } = Inks[1];

    /// <summary>The canvas in points.</summary>
    public SKCanvas Canvas => canvas;

    /// <summary>The pen.</summary>
    public Handwriting Hand => hand;

    private sealed record Piece(Run Run, string Text, int Spaces, float Width)
    {
        public bool SpaceBefore => Spaces > 0;
    }

    /// <summary>Draws runs from a top left corner; returns the height used.</summary>
    public float Draw(IReadOnlyList<Run> runs, float x, float top, float width, float size, bool bold = false, SKTextAlign align = SKTextAlign.Left, SKColor? colour = null)
    {
        var lines = Break(runs, width, size, bold);
        var leading = size * (runs.Any(r => (r.Style & RunStyle.Hand) != 0) ? 1.5f : 1.28f);
        var y = top + (leading - size) / 2 + (size * .86f);
        foreach (var line in lines)
        {
            var used = line.Sum(p => p.Width) + line.Skip(1).Where(p => p.SpaceBefore).Sum(p => Space(p, size));
            var start = align == SKTextAlign.Center ? x + ((width - used) / 2) : align == SKTextAlign.Right ? x + width - used : x;
            DrawLine(line, start, y, size, bold, colour ?? SKColors.Black);
            y += leading;
        }
        return Math.Max(1, lines.Count) * leading;
    }

    /// <summary>Height that runs would take.</summary>
    public float Height(IReadOnlyList<Run> runs, float width, float size, bool bold = false) =>
        Math.Max(1, Break(runs, width, size, bold).Count) * size * (runs.Any(r => (r.Style & RunStyle.Hand) != 0) ? 1.5f : 1.28f);

    /// <summary>Width of the text on one line.</summary>
    public float Measure(IReadOnlyList<Run> runs, float size, bool bold = false) =>
        Break(runs, float.MaxValue, size, bold).Sum(l => l.Sum(p => p.Width) + l.Skip(1).Where(p => p.SpaceBefore).Sum(p => Space(p, size)));

    private List<List<Piece>> Break(IReadOnlyList<Run> runs, float width, float size, bool bold)
    {
        var pieces = new List<Piece>();
        var space = 0;
        foreach (var run in runs)
        {
            var whole = (run.Style & (RunStyle.Box | RunStyle.Over | RunStyle.Scribbled)) != 0;
            foreach (var (text, before) in whole ? [(run.Text, run.Text.StartsWith(' ') ? 1 : 0)] : Words(run.Text))
            {
                if (text.Length > 0)
                    pieces.Add(new Piece(run, text, before + space, Width(run, text, size, bold)));
                space = text.Length == 0 ? before : whole && text.EndsWith(' ') ? 1 : 0;
            }
        }
        var lines = new List<List<Piece>>();
        var line = new List<Piece>();
        var x = 0f;
        for (var i = 0; i < pieces.Count;)
        {
            var end = i + 1;
            while (end < pieces.Count && !pieces[end].SpaceBefore)
                end++;
            var word = pieces.GetRange(i, end - i);
            var needed = word.Sum(p => p.Width) + (line.Count > 0 && pieces[i].SpaceBefore ? Space(pieces[i], size) : 0);
            if (line.Count > 0 && x + needed > width + .5f)
            {
                lines.Add(line);
                (line, x) = ([], 0);
                needed = word.Sum(p => p.Width);
            }
            line.AddRange(word);
            x += needed;
            i = end;
        }
        if (line.Count > 0)
            lines.Add(line);
        return lines;
    }

    private static IEnumerable<(string, int)> Words(string text)
    {
        var (words, spaces) = (text.Split(' '), 0);
        for (var i = 0; i < words.Length; i++)
        {
            spaces += i > 0 ? 1 : 0;
            if (words[i].Length == 0)
                continue;
            yield return (words[i], spaces);
            spaces = 0;
        }
        if (spaces > 0)
            yield return ("", spaces);
    }

    private float Space(Piece piece, float size) => Fonts.Get((piece.Run.Style & RunStyle.Field) != 0 ? FieldFamily : Family, false, false, size).MeasureText(" ") * piece.Spaces
        + ((piece.Run.Style & RunStyle.Box) != 0 ? size * .7f : 0);

    private static float Size(Run run, float size) => (run.Style & RunStyle.Small) != 0 ? size * .72f : size;

    private SKFont Font(Run run, float size, bool bold) =>
        Fonts.Get((run.Style & (RunStyle.Field | RunStyle.Over)) != 0 ? FieldFamily : Family, bold || (run.Style & RunStyle.Bold) != 0, (run.Style & RunStyle.Italic) != 0, Size(run, size));

    private float Width(Run run, string text, float size, bool bold)
    {
        if ((run.Style & RunStyle.Box) != 0)
            return size * 1.1f;
        if ((run.Style & RunStyle.Hand) != 0)
            return Handwriting.Measure(text, size * .95f);
        var own = Font(run, size, bold).MeasureText(text);
        return run.Covered.Length == 0 ? own : Math.Max(own, Fonts.Get(Family, bold, false, size).MeasureText(run.Covered)) + 4;
    }

    private void DrawLine(List<Piece> line, float x, float y, float size, bool bold, SKColor colour)
    {
        var boxes = new List<Mark>();
        for (var i = 0; i < line.Count; i++)
        {
            var piece = line[i];
            if (i > 0 && piece.SpaceBefore)
                x += Space(piece, size);
            var box = new SKRect(x, y - (size * .86f), x + piece.Width, y + (size * .26f));
            var follows = i + 1 < line.Count && line[i + 1].SpaceBefore && line[i + 1].Run.Style == piece.Run.Style;
            DrawPiece(piece, x, y, size, bold, colour, follows, i > 0);
            foreach (var tag in piece.Run.Tags)
            {
                var known = boxes.FindIndex(m => ReferenceEquals(m.Tag, tag));
                if (known < 0)
                    boxes.Add(new Mark(tag, box));
                else
                    boxes[known] = new Mark(tag, SKRect.Union(boxes[known].Box, box));
            }
            x += piece.Width;
        }
        record.Marks.AddRange(boxes);
    }

    private void DrawPiece(Piece piece, float x, float y, float size, bool bold, SKColor colour, bool spaceFollows, bool joins)
    {
        var style = piece.Run.Style;
        using var paint = new SKPaint { Color = (style & RunStyle.White) != 0 ? SKColors.White : (style & RunStyle.Grey) != 0 ? new SKColor(120, 120, 120) : colour, IsAntialias = true };
        if ((style & RunStyle.Box) != 0)
        {
            Boxes.Draw(this, record, digital, piece.Text, x, y, size);
            return;
        }
        record.Words.Add(piece.Text);
        if ((style & RunStyle.Hand) != 0)
            hand.Draw(canvas, piece.Text, x, y, size * .95f, Ink);
        else if ((style & RunStyle.Over) != 0)
            Over(piece, x, y, size, paint);
        else if ((style & RunStyle.Field) != 0 && digital)
            Field(piece, x, y, size, joins);
        else
            canvas.DrawText(spaceFollows ? piece.Text + " " : piece.Text, x, y, Font(piece.Run, size, bold), paint);
        if ((style & RunStyle.Struck) != 0)
            Strike(x, y, piece.Width, size);
        if ((style & RunStyle.Scribbled) != 0)
            Scribble(x, y, piece.Width, size);
    }

    private void Field(Piece piece, float x, float y, float size, bool joins)
    {
        var box = new SKRect(x - 1, y - size, x + piece.Width + 6, y + (size * .35f));
        if (joins && record.Extras.Count > 0 && record.Extras[^1] is PdfExtra.TextField before && before.Box.Top == box.Top && box.Left - before.Box.Right < size)
            record.Extras[^1] = before with { Box = SKRect.Union(before.Box, box), Text = before.Text + (piece.SpaceBefore ? " " : "") + piece.Text };
        else
            record.Extras.Add(new PdfExtra.TextField(box, piece.Text, size, FieldFamily));
    }

    private void Over(Piece piece, float x, float y, float size, SKPaint paint)
    {
        var box = new SKRect(x - 2, y - (size * .95f), x + piece.Width + 2, y + (size * .32f));
        using var under = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        if (piece.Run.Covered.Length > 0)
            canvas.DrawText(piece.Run.Covered, x, y, Fonts.Get(Family, false, false, size), under);
        if (digital)
        {
            record.Extras.Add(new PdfExtra.FreeText(box, piece.Text, size * .95f));
            return;
        }
        using var white = new SKPaint { Color = new SKColor(252, 252, 252), IsAntialias = true };
        canvas.DrawRoundRect(box, 2, 2, white);
        canvas.DrawText(piece.Text, x, y, Font(piece.Run, size, false), paint);
    }

    private void Strike(float x, float y, float width, float size)
    {
        using var pen = new SKPaint { Color = Ink, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Math.Max(.9f, size / 10), StrokeCap = SKStrokeCap.Round };
        var middle = y - (size * .3f);
        Handwriting.Stroke(canvas, pen, [new(x - 2, middle + hand.Wobble(1)), new(x + (width / 2), middle + hand.Wobble(1.2f)), new(x + width + 2, middle + hand.Wobble(1))]);
    }

    private void Scribble(float x, float y, float width, float size)
    {
        using var pen = new SKPaint { Color = Ink, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = size / 8, StrokeCap = SKStrokeCap.Round };
        var points = new List<SKPoint>();
        for (var i = 0; i <= width / 2.2f; i++)
            points.Add(new(x + (i * 2.2f) + hand.Wobble(1), y - (i % 2 == 0 ? size * .75f : -size * .1f) + hand.Wobble(1.5f)));
        Handwriting.Stroke(canvas, pen, [.. points]);
    }
}
