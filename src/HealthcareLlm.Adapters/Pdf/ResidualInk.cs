using HealthcareLlm.Adapters.Poppler;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Finds ink in a picture from which all that is understood was wiped: scanned blocks, drawn letters, handwriting, stamps. Rules and frames do not count.</summary>
internal sealed class ResidualInk
{
    // Side of the tiles whose commonest grey is the local ground, pixels at 100 dpi.
    private const int Tile = 32;

    // Least difference from the ground, of 255.
    private const int Contrast = 48;

    // Runs of ink this long, pixels at 100 dpi, and at most so thick are rules, frames and underlines.
    private const int RuleLength = 28, RuleThickness = 4;

    // Extent of a connected piece that may be a letter or a stroke of a pen, pixels at 100 dpi.
    private const int MinimumExtent = 4, MaximumExtent = 220;

    // A piece that fills this much of its box is a bullet, a bar or the edge of a panel.
    private const double Solid = 0.82;

    private readonly int _width, _height;
    private readonly bool[] _ink;

    // Where rules were.
    private readonly bool[] _ruled;

    internal ResidualInk(GrayPicture picture)
    {
        _width = picture.Width;
        _height = picture.Height;
        _ink = new bool[_width * _height];
        _ruled = new bool[_width * _height];
        Mark(picture);
    }

    /// <summary>Boxes, in pixels, of pieces that may be writing, from the top down.</summary>
    internal List<(int Left, int Top, int Right, int Bottom)> Find()
    {
        RemoveRules();
        var pieces = new List<(int Left, int Top, int Right, int Bottom)>();
        var stack = new Stack<int>();
        int next;
        for (int i = 0; i < _ink.Length && (next = _ink.AsSpan(i).IndexOf(true)) >= 0; i += next + 1)
        {
            if (Piece(i + next, stack) is { } piece) pieces.Add(piece);
        }

        return pieces;
    }

    private void Mark(GrayPicture picture)
    {
        Span<int> counts = stackalloc int[16];
        for (int top = 0; top < _height; top += Tile)
        {
            int bottom = Math.Min(top + Tile, _height);
            for (int left = 0; left < _width; left += Tile)
            {
                int width = Math.Min(Tile, _width - left);
                if (IsWhite(picture, left, top, width, bottom)) continue;
                int ground = Ground(picture, left, top, width, bottom, counts);
                int low = ground - Contrast, high = ground + Contrast;
                for (int y = top; y < bottom; y++)
                {
                    var row = picture.Row(y).Slice(left, width);
                    // White ground, the usual case, in one vectorized question.
                    if (high > 255 && row.IndexOfAnyInRange((byte)0, (byte)Math.Max(0, low)) < 0) continue;
                    var ink = _ink.AsSpan((y * _width) + left, width);
                    for (int x = 0; x < row.Length; x++)
                    {
                        if ((row[x] <= low || row[x] >= high) && IsStroke(picture, left + x, y)) ink[x] = true;
                    }
                }
            }
        }
    }

    private static bool IsWhite(GrayPicture picture, int left, int top, int width, int bottom)
    {
        for (int y = top; y < bottom; y++)
        {
            if (picture.Row(y).Slice(left, width).IndexOfAnyInRange((byte)0, (byte)(255 - Contrast)) >= 0) return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a pixel lies on a stroke: the same way unlike what lies on both sides of it. The edge of a tinted panel has one such side only.
    /// </summary>
    private static bool IsStroke(GrayPicture picture, int x, int y)
    {
        const int reach = 5;
        int width = picture.Width, at = (y * width) + x;
        int here = picture.Pixels[at];
        int left = picture.Pixels[at - Math.Min(x, reach)] - here, right = picture.Pixels[at + Math.Min(width - 1 - x, reach)] - here;
        if ((left >= Contrast && right >= Contrast) || (left <= -Contrast && right <= -Contrast)) return true;
        int above = picture.Pixels[at - (Math.Min(y, reach) * width)] - here, below = picture.Pixels[at + (Math.Min(picture.Height - 1 - y, reach) * width)] - here;
        return (above >= Contrast && below >= Contrast) || (above <= -Contrast && below <= -Contrast);
    }

    private static int Ground(GrayPicture picture, int left, int top, int width, int bottom, Span<int> counts)
    {
        counts.Clear();
        // Every second row is enough to tell the ground.
        for (int y = top; y < bottom; y += 2)
        {
            foreach (byte p in picture.Row(y).Slice(left, width)) counts[p >> 4]++;
        }

        int best = 15;
        for (int i = 14; i >= 0; i--)
        {
            if (counts[i] > counts[best]) best = i;
        }

        return best == 15 ? 255 : (best * 16) + 8;
    }

    private void RemoveRules()
    {
        var rules = new List<(int X, int Y, int Length, bool Level)>();
        for (int y = 0; y < _height; y++)
        {
            var row = _ink.AsSpan(y * _width, _width);
            int x = row.IndexOf(true);
            while (x >= 0 && x < _width)
            {
                int length = row[x..].IndexOf(false);
                if (length < 0) length = _width - x;
                if (length >= RuleLength) rules.Add((x, y, length, true));
                x += length;
                int next = x < _width ? row[x..].IndexOf(true) : -1;
                x = next < 0 ? -1 : x + next;
            }
        }

        int[] runs = new int[_width];
        for (int y = 0; y <= _height; y++)
        {
            var row = y < _height ? _ink.AsSpan(y * _width, _width) : default;
            if (row.IndexOf(true) < 0 && runs.AsSpan().IndexOfAnyExcept(0) < 0) continue;
            for (int x = 0; x < _width; x++)
            {
                if (!row.IsEmpty && row[x])
                {
                    runs[x]++;
                    continue;
                }

                if (runs[x] >= RuleLength) rules.Add((x, y - runs[x], runs[x], false));
                runs[x] = 0;
            }
        }

        foreach (var (x, y, length, level) in rules)
        {
            for (int i = 0; i < length; i++)
            {
                int at = level ? (y * _width) + x + i : ((y + i) * _width) + x;
                if (!IsThinAt(at, level)) continue;
                _ink[at] = false;
                _ruled[at] = true;
            }
        }
    }

    // Judged across the rule: a thick bar stays and is told by its solidity.
    private bool IsThinAt(int at, bool level)
    {
        int step = level ? _width : 1, thickness = 1;
        for (int i = at - step; i >= 0 && _ink[i] && thickness <= RuleThickness; i -= step) thickness++;
        for (int i = at + step; i < _ink.Length && _ink[i] && thickness <= RuleThickness; i += step) thickness++;
        return thickness <= RuleThickness;
    }

    private (int Left, int Top, int Right, int Bottom)? Piece(int start, Stack<int> stack)
    {
        int left = int.MaxValue, right = 0, top = int.MaxValue, bottom = 0, count = 0;
        stack.Push(start);
        _ink[start] = false;
        while (stack.TryPop(out int at))
        {
            int x = at % _width, y = at / _width;
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            count++;
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int nx = x + dx, ny = y + dy;
                    if ((uint)nx >= (uint)_width || (uint)ny >= (uint)_height || !_ink[(ny * _width) + nx]) continue;
                    _ink[(ny * _width) + nx] = false;
                    stack.Push((ny * _width) + nx);
                }
            }
        }

        int width = right - left + 1, height = bottom - top + 1;
        if (Math.Max(width, height) < MinimumExtent) return null;
        // A solid piece as small as a letter may be an 'l', an 'I' or a '1': only small round ones and large ones are bullets and bars.
        bool solid = count > width * height * Solid && (Math.Max(width, height) > 40 || (Math.Min(width, height) > 2 && Math.Max(width, height) <= 7 && Math.Abs(width - height) <= 2));
        if (width <= RuleThickness && height > 2 * width && IsRuled(left, right, top) && IsRuled(left, right, bottom)) return null;
        return solid || Math.Min(width, height) > MaximumExtent || (height <= 2 && width > 8) ? null : (left, top, right + 1, bottom + 1);
    }

    /// <summary>Whether a rule runs at or beside one end of an upright stroke: one with a rule at both ends is the side of a box or the tooth of a comb.</summary>
    private bool IsRuled(int left, int right, int end)
    {
        const int reach = 2;
        for (int y = Math.Max(0, end - reach); y <= Math.Min(_height - 1, end + reach); y++)
        {
            if (_ruled.AsSpan((y * _width) + Math.Max(0, left - reach), Math.Min(_width, right + 1 + reach) - Math.Max(0, left - reach)).IndexOf(true) >= 0) return true;
        }

        return false;
    }
}
