using System.Globalization;
using HealthcareLlm.SampleRenderer.Formats;
using HealthcareLlm.SampleRenderer.Specs;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Draws the commands of one page from top to bottom; coordinates in points, origin top left.</summary>
internal sealed partial class PagePainter
{
    private readonly SKCanvas _canvas;
    private readonly PageRecord _record;
    private readonly TextPainter _text;
    private readonly Handwriting _hand;
    private readonly bool _digital;
    private readonly float _width, _height, _margin;
    private float _x, _w, _y, _size, _label;
    private string _style = "line";
    private float _top, _deepest, _columnsLeft, _columnsWidth;
    private float[] _columns = [];
    private int _column;
    private float[] _table = [];
    private string _tableStyle = "grid";
    private int _row;

    /// <summary>A painter for a page of the given size in points.</summary>
    public PagePainter(SKCanvas canvas, PageSpec page, PageRecord record, Handwriting hand, bool digital, float width, float height)
    {
        (_canvas, _record, _hand, _digital, _width, _height) = (canvas, record, hand, digital, width, height);
        _margin = Number(page.Options.GetValueOrDefault("margin", "48"));
        _size = Number(page.Options.GetValueOrDefault("size", "10"));
        _text = new TextPainter(canvas, record, hand, digital)
        {
            Family = page.Options.GetValueOrDefault("font", "sans"),
            FieldFamily = page.Options.GetValueOrDefault("fieldfont", "mono"),
            Ink = page.Options.GetValueOrDefault("ink", "black") == "blue" ? new SKColor(25, 45, 150) : new SKColor(25, 25, 30),
        };
        (_x, _w, _y) = (_margin, width - (2 * _margin), Number(page.Options.GetValueOrDefault("top", "44")));
    }

    /// <summary>Draws one command.</summary>
    public void Draw(Command command)
    {
        var rest = command.Rest;
        switch (command.Word)
        {
            case "font": _text.Family = rest.Split(' ')[0]; if (rest.Contains(' ')) _size = Number(rest.Split(' ')[1]); break;
            case "space": _y += Number(rest); break;
            case "goto": _y = Number(rest); break;
            case "style": _style = rest; break;
            case "labels": _label = Number(rest); break;
            case "title": _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size * 1.6f, true, SKTextAlign.Center) + 3; break;
            case "center": _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size, false, SKTextAlign.Center); break;
            case "right": _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size, false, SKTextAlign.Right); break;
            case "h": _y += 5; _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size * 1.12f, true) + 2; break;
            case "band": Band(rest, new SKColor(222, 226, 232), SKColors.Black); break;
            case "dark": Band(rest, new SKColor(45, 55, 72), SKColors.White); break;
            case "p": _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size) + (_size * .45f); break;
            case "small": _y += _text.Draw(Markup.Parse(rest), _x, _y, _w, _size * .76f) + 2; break;
            case "li": _text.Draw(Markup.Parse("\u2022"), _x + 6, _y, 10, _size); _y += _text.Draw(Markup.Parse(rest), _x + 18, _y, _w - 18, _size) + 1; break;
            case "line": Rule(_x, _y + 3, _x + _w, .8f); _y += 7; break;
            case "kv": Pairs(rest, Beside); break;
            case "above": Pairs(rest, Above); break;
            case "below": Pairs(rest, Below); break;
            case "comb": Comb(rest); break;
            case "combs": CombsAboveLabels(rest); break;
            case "side": SideBand(rest); break;
            case "table": _table = Weights(rest.Split(' ')[0], _w); _tableStyle = rest.Contains(' ') ? rest.Split(' ')[1] : "grid"; _row = 0; break;
            case "row": Row(Markup.Cells(rest)); break;
            case "cols": BeginColumns(rest); break;
            case "col": NextColumn(); break;
            case "endcols": EndColumns(); break;
            case "sign": Sign(rest); break;
            default: Placed(command); break;
        }
        if (_y > _height - 26)
            _record.Faults.Add($"line {command.Line}: below the page ({_y:0})");
    }

    private void Placed(Command command)
    {
        var cells = Markup.Cells(command.Rest);
        var at = cells[0].Split(' ').Where(n => float.TryParse(n, CultureInfo.InvariantCulture, out _)).Select(Number).ToArray();
        switch (command.Word)
        {
            case "at": _text.Draw(Markup.Parse(cells[1]), at[0], at[1], at.Length > 3 ? at[3] : 400, at.Length > 2 ? at[2] : _size); break;
            case "footer": _text.Draw(Markup.Parse(command.Rest), _x, _height - 34, _w, _size * .76f, false, SKTextAlign.Center); break;
            case "stamp": Stamp(at, cells[1], cells.Count > 2 ? cells[2] : "red", cells.Count > 3); break;
            case "strike": Strike(at); break;
            case "blot": using (var white = new SKPaint { Color = new SKColor(251, 251, 251), IsAntialias = true }) _canvas.DrawRoundRect(new SKRect(at[0], at[1], at[0] + at[2], at[1] + at[3]), 3, 3, white); break;
            case "rect": using (var pen = Pen(.8f)) _canvas.DrawRect(new SKRect(at[0], at[1], at[0] + at[2], at[1] + at[3]), pen); break;
            case "hidden":
                var says = Markup.Parse(cells[1]);
                Hide(cells[0].Split(' ')[0], at, says, cells.Count > 2 ? cells[2] : "");
                break;
            default: _record.Faults.Add($"line {command.Line}: no command '{command.Word}'"); break;
        }
    }

    private void Hide(string mode, float[] at, IReadOnlyList<Run> runs, string says)
    {
        var text = string.Concat(runs.Select(r => r.Text));
        foreach (var tag in runs.SelectMany(r => r.Tags).Distinct())
            _record.Marks.Add(new Mark(tag, new SKRect(at[0], at[1], at[0] + 1, at[1] + 1)));
        if (_digital)
            _record.Extras.Add(new PdfExtra.Hidden(mode, at[0], at[1], at.Length > 2 ? at[2] : _size, text, says));
        else
            _record.Faults.Add("hidden text needs a digital PDF");
    }

    private void Band(string text, SKColor back, SKColor ink)
    {
        var height = _size * 1.7f;
        using (var fill = new SKPaint { Color = back })
            _canvas.DrawRect(new SKRect(_x, _y + 2, _x + _w, _y + 2 + height), fill);
        _text.Draw(Markup.Parse(text), _x + 5, _y + 2 + ((height - (_size * 1.28f)) / 2), _w - 10, _size, true, SKTextAlign.Left, ink);
        _y += height + 5;
    }

    private void Pairs(string rest, Func<string, string, float, float, float> draw)
    {
        var cells = Markup.Cells(rest);
        var weights = Enumerable.Repeat(1f, cells.Count / 2).ToArray();
        if (cells[0].Split(' ', 2) is [var first, var label] && first.Contains(':') && first.All(c => char.IsAsciiDigit(c) || c == ':'))
        {
            weights = [.. first.Split(':').Select(Number)];
            cells[0] = label;
        }
        var widths = Weights(string.Join(':', weights.Select(n => n.ToString(CultureInfo.InvariantCulture))), _w);
        var (x, deepest) = (_x, 0f);
        for (var i = 0; i < widths.Length; i++)
        {
            deepest = Math.Max(deepest, draw(cells[2 * i], cells[(2 * i) + 1], x, widths[i]));
            x += widths[i];
        }
        if (draw == Above)
        {
            x = _x;
            using var pen = Pen(.8f);
            foreach (var width in widths)
            {
                _canvas.DrawRect(new SKRect(x, _y, x + width, _y + deepest), pen);
                x += width;
            }
        }
        _y += deepest;
    }

    private float Beside(string label, string value, float x, float width)
    {
        var name = Markup.Parse(label.Length > 0 ? label + (_style == "nocolon" || label.EndsWith('?') ? "" : ":") : "");
        var bold = _style is "bold" or "nocolon";
        var room = label.Length == 0 ? 0 : _label > 0 ? _label : _text.Measure(name, _size, bold) + 6;
        _text.Draw(name, x, _y, room, _size, bold);
        var used = _text.Draw(Markup.Parse(value), x + room + 2, _y, width - room - 8, _size);
        if (_style == "line")
            Rule(x + room, _y + used, x + width - 8, .5f);
        if (_style == "boxed")
        {
            using var pen = Pen(.6f);
            _canvas.DrawRect(new SKRect(x + room - 1, _y - 1, x + width - 6, _y + used + 1), pen);
        }
        return used + (_style == "boxed" ? 5 : 3);
    }

    private float Above(string label, string value, float x, float width)
    {
        _text.Draw(Markup.Parse(label), x + 3, _y + 1, width - 6, _size * .72f);
        return (_size * 1.1f) + _text.Draw(Markup.Parse(value), x + 5, _y + (_size * 1.05f), width - 10, _size) + 3;
    }

    private float Below(string label, string value, float x, float width)
    {
        var used = _text.Draw(Markup.Parse(value), x + 3, _y, width - 14, _size);
        Rule(x, _y + used + .5f, x + width - 12, .7f);
        return used + _text.Draw(Markup.Parse(label), x + 3, _y + used + 1.5f, width - 14, _size * .74f) + 6;
    }

    private void Comb(string rest)
    {
        var cells = Markup.Cells(rest);
        var count = (int)Number(cells[2]);
        var side = _size * 1.45f;
        var name = Markup.Parse(cells[0]);
        _text.Draw(name, _x, _y + 3, 150, _size);
        var x = _x + Math.Max(_label, _text.Measure(name, _size) + 8);
        var runs = Markup.Parse(cells[1]);
        using var pen = Pen(.8f);
        var at = 0;
        foreach (var run in runs)
        {
            var start = at;
            foreach (var c in run.Text)
            {
                if (c != ' ')
                    _text.Draw([new Run(c.ToString(), run.Style, [])], x + (at * side), _y + 2, side, _size * 1.08f, false, SKTextAlign.Center);
                at++;
            }
            var box = new SKRect(x + (start * side), _y, x + (at * side), _y + side);
            _record.Marks.AddRange(run.Tags.Select(t => new Mark(t, box)));
        }
        for (var i = 0; i < count; i++)
            _canvas.DrawRect(new SKRect(x + (i * side), _y, x + ((i + 1) * side), _y + side), pen);
        _y += side + 5;
    }

    private void Row(List<string> cells)
    {
        var head = _row++ == 0 && _tableStyle != "nohead";
        var runs = cells.Select(c => Markup.Parse(c)).ToList();
        var size = _tableStyle == "tight" ? _size * .86f : _size;
        var height = runs.Select((r, i) => _text.Height(r, _table[i] - 6, size, head)).Max() + 4;
        if (head || (_tableStyle == "zebra" && _row % 2 == 1))
        {
            using var fill = new SKPaint { Color = head ? new SKColor(225, 228, 232) : new SKColor(243, 244, 246) };
            if (_tableStyle != "open")
                _canvas.DrawRect(new SKRect(_x, _y, _x + _table.Sum(), _y + height), fill);
        }
        var x = _x;
        using var pen = Pen(.7f);
        for (var i = 0; i < _table.Length; i++)
        {
            if (i < runs.Count)
                _text.Draw(runs[i], x + 3, _y + 2, _table[i] - 6, size, head);
            if (_tableStyle is "grid" or "tight" or "nohead")
                _canvas.DrawRect(new SKRect(x, _y, x + _table[i], _y + height), pen);
            x += _table[i];
        }
        if (_tableStyle is "open" or "zebra" && head)
            Rule(_x, _y + height, x, .9f);
        _y += height;
    }

    private void BeginColumns(string weights)
    {
        (_columnsLeft, _columnsWidth, _top, _deepest, _column) = (_x, _w, _y, _y, 0);
        _columns = Weights(weights, _w);
        _w = _columns[0] - 10;
    }

    private void NextColumn()
    {
        _deepest = Math.Max(_deepest, _y);
        _x += _columns[_column++];
        (_w, _y) = (_columns[_column] - 6, _top);
    }

    private void EndColumns() => (_x, _w, _y) = (_columnsLeft, _columnsWidth, Math.Max(_deepest, _y) + 2);

    private void Sign(string rest)
    {
        var cells = Markup.Cells(rest);
        var label = Markup.Parse(cells[0]);
        _y += _size * 1.5f;
        var room = _text.Measure(label, _size) + 6;
        _text.Draw(label, _x, _y, room, _size);
        Rule(_x + room, _y + (_size * 1.2f), _x + room + 190, .7f);
        if (cells[1].Length > 0)
        {
            _hand.Sign(_canvas, cells[1], _x + room + 12, _y + _size, _size * 1.7f, _text.Ink);
            _record.Marks.Add(new Mark(new Tag("requestingProvider.signature", null, "signed", null, "", cells[1]), new SKRect(_x, _y - _size, _x + room + 190, _y + (_size * 1.4f))));
        }
        else if (cells[0].Length > 0)
            _record.Marks.Add(new Mark(new Tag("requestingProvider.signature", null, "unsigned", null, "", ""), new SKRect(_x, _y - _size, _x + room + 190, _y + (_size * 1.4f))));
        if (cells.Count > 2)
            _text.Draw(Markup.Parse(cells[2]), _x + room + 205, _y, _w - room - 205, _size);
        _y += _size * 1.9f;
    }

    private void Stamp(float[] at, string text, string colour, bool opaque)
    {
        var ink = colour switch { "blue" => new SKColor(30, 60, 160), "black" => new SKColor(30, 30, 30), _ => new SKColor(180, 30, 40) };
        var runs = Markup.Parse(text);
        var size = at.Length > 3 ? at[3] : 14;
        var box = new SKRect(at[0], at[1], at[0] + _text.Measure(runs, size, true) + 14, at[1] + (size * 1.7f));
        var words = string.Concat(runs.Select(r => r.Text));
        _record.Words.AddRange(words.Split(' '));
        _record.Marks.AddRange(runs.SelectMany(r => r.Tags).Distinct().Select(t => new Mark(t, box)));
        if (_digital)
        {
            _record.Extras.Add(new PdfExtra.Stamp(box, words, ink, opaque));
            return;
        }
        _canvas.Save();
        _canvas.RotateDegrees(at.Length > 2 ? at[2] : 0, box.MidX, box.MidY);
        using var paint = new SKPaint { Color = ink, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1.6f };
        using var fill = new SKPaint { Color = opaque ? SKColors.White : ink };
        if (opaque)
            _canvas.DrawRect(box, fill);
        _canvas.DrawRect(box, paint);
        fill.Color = ink;
        _canvas.DrawText(words, box.Left + 7, box.Bottom - (size * .5f), Fonts.Get("sans", true, false, size), fill);
        _canvas.Restore();
    }

    private void Strike(float[] at)
    {
        using var pen = Pen(1.3f);
        pen.Color = _text.Ink;
        Handwriting.Stroke(_canvas, pen, [new(at[0], at[1]), new((at[0] + at[2]) / 2, ((at[1] + at[3]) / 2) + _hand.Wobble(2)), new(at[2], at[3])]);
    }

    private void Rule(float left, float y, float right, float width)
    {
        using var pen = Pen(width);
        _canvas.DrawLine(left, y, right, y, pen);
    }

    private static SKPaint Pen(float width) => new() { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width };

    private static float[] Weights(string text, float width)
    {
        var weights = text.Split(':', ',').Select(Number).ToArray();
        return [.. weights.Select(n => n / weights.Sum() * width)];
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
