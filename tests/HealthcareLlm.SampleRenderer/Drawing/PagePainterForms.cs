using HealthcareLlm.SampleRenderer.Specs;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Commands of payer forms with combs whose label stands beneath, and with section names up the left edge.</summary>
internal sealed partial class PagePainter
{
    /// <summary><c>combs LABEL | VALUE | BOXES | LABEL | VALUE | BOXES …</c>: combs in one row, each label below its comb.</summary>
    private void CombsAboveLabels(string rest)
    {
        var cells = Markup.Cells(rest);
        var side = _size * 1.3f;
        var x = _x;
        using var pen = Pen(.7f);
        for (var i = 0; i + 2 < cells.Count; i += 3)
        {
            var count = (int)Number(cells[i + 2]);
            var at = 0;
            foreach (var run in Markup.Parse(cells[i + 1]))
            {
                var start = at;
                foreach (var c in run.Text)
                {
                    if (c != ' ')
                        _text.Draw([new Run(c.ToString(), run.Style, [])], x + (at * side), _y + 1, side, _size, false, SKTextAlign.Center);
                    at++;
                }
                var box = new SKRect(x + (start * side), _y, x + (at * side), _y + side);
                _record.Marks.AddRange(run.Tags.Select(t => new Mark(t, box)));
            }
            for (var n = 0; n < count; n++)
                _canvas.DrawRect(new SKRect(x + (n * side), _y, x + ((n + 1) * side), _y + side), pen);
            _text.Draw(Markup.Parse(cells[i]), x, _y + side + 1, (count * side) + 12, _size * .72f);
            x += (count * side) + 16;
        }
        if (x - 16 > _x + _w + 1)
            _record.Faults.Add($"combs beyond the margin: {rest}");
        _y += side + (_size * 1.15f) + 3;
    }

    /// <summary><c>side HEIGHT | TEXT</c>: a dark band left of the margin, from here down, with the text turned upwards.</summary>
    private void SideBand(string rest)
    {
        var cells = Markup.Cells(rest);
        var (height, text) = (Number(cells[0]), Markup.Parse(cells[1]));
        using (var fill = new SKPaint { Color = new SKColor(60, 64, 72) })
            _canvas.DrawRect(new SKRect(_x - 19, _y, _x - 5, _y + height), fill);
        _canvas.Save();
        _canvas.Translate(_x - 19, _y + height);
        _canvas.RotateDegrees(-90);
        _text.Draw(text, 0, 1, height, 8.5f, true, SKTextAlign.Center, SKColors.White);
        _canvas.Restore();
    }
}
