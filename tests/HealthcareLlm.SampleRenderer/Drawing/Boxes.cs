using HealthcareLlm.SampleRenderer.Formats;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Check boxes and radio buttons: empty, crossed, ticked, filled, ticked by hand, whited out, form fields.</summary>
internal static class Boxes
{
    /// <summary>Draws one box on the baseline.</summary>
    public static void Draw(TextPainter painter, PageRecord record, bool digital, string kind, float x, float y, float size)
    {
        var side = size * .92f;
        var box = new SKRect(x, y - (side * .9f), x + side, y + (side * .1f));
        if (digital && kind is "[X]" or "[_]" && digital)
        {
            record.Extras.Add(new PdfExtra.CheckBox(box, kind == "[X]"));
            return;
        }
        var canvas = painter.Canvas;
        using var pen = new SKPaint { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Math.Max(.7f, size / 14) };
        using var fill = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        if (kind[0] == '(')
        {
            canvas.DrawCircle(box.MidX, box.MidY, side / 2, pen);
            if (kind == "(o)")
                canvas.DrawCircle(box.MidX, box.MidY, side / 3.6f, fill);
            return;
        }
        canvas.DrawRect(box, pen);
        switch (kind)
        {
            case "[x]" or "[X]": Cross(canvas, box, pen, 1.6f); break;
            case "[v]": Tick(canvas, box, pen); break;
            case "[#]": canvas.DrawRect(SKRect.Inflate(box, -1.6f, -1.6f), fill); break;
            case "[h]": HandTick(painter, box); break;
            case "[w]": WhiteOut(painter, record, digital, box, pen); break;
        }
    }

    private static void Cross(SKCanvas canvas, SKRect box, SKPaint pen, float inset)
    {
        pen.StrokeWidth *= 1.6f;
        canvas.DrawLine(box.Left + inset, box.Top + inset, box.Right - inset, box.Bottom - inset, pen);
        canvas.DrawLine(box.Right - inset, box.Top + inset, box.Left + inset, box.Bottom - inset, pen);
    }

    private static void Tick(SKCanvas canvas, SKRect box, SKPaint pen)
    {
        pen.StrokeWidth *= 1.9f;
        canvas.DrawLine(box.Left + (box.Width * .18f), box.MidY, box.Left + (box.Width * .42f), box.Bottom - 1.8f, pen);
        canvas.DrawLine(box.Left + (box.Width * .42f), box.Bottom - 1.8f, box.Right - 1.2f, box.Top + 1.6f, pen);
    }

    private static void HandTick(TextPainter painter, SKRect box)
    {
        using var pen = new SKPaint { Color = painter.Ink, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1.5f, StrokeCap = SKStrokeCap.Round };
        var hand = painter.Hand;
        Handwriting.Stroke(painter.Canvas, pen, [new(box.Left + hand.Wobble(1), box.MidY + hand.Wobble(1)), new(box.MidX - 1, box.Bottom + hand.Wobble(1)), new(box.Right + 4 + hand.Wobble(2), box.Top - 5 + hand.Wobble(2))]);
    }

    private static void WhiteOut(TextPainter painter, PageRecord record, bool digital, SKRect box, SKPaint pen)
    {
        Cross(painter.Canvas, box, pen, 1.6f);
        if (digital)
        {
            var points = new List<SKPoint>();
            for (var i = 0; i <= 6; i++)
                points.Add(new(i % 2 == 0 ? box.Left : box.Right, box.Top + (box.Height * i / 6)));
            record.Extras.Add(new PdfExtra.Ink(points, 3.2f, SKColors.White));
            return;
        }
        using var white = new SKPaint { Color = new SKColor(250, 250, 250), IsAntialias = true };
        var blob = SKRect.Inflate(box, 2.4f, 2f);
        painter.Canvas.DrawRoundRect(blob, 3, 3, white);
        using var edge = new SKPaint { Color = new SKColor(205, 205, 205), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = .5f };
        painter.Canvas.DrawRoundRect(blob, 3, 3, edge);
    }
}
