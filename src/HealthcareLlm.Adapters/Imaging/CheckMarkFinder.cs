using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A drawn check box or radio button.</summary>
/// <param name="Box">Its outline.</param>
/// <param name="Ink">Box around outline and mark, to be erased before reading.</param>
/// <param name="Mark">Marked, empty or unclear.</param>
internal sealed record DrawnCheckBox(BoundingBox Box, BoundingBox Ink, WordMarks Mark)
{
    /// <summary>Whether it is a radio button.</summary>
    internal bool IsRound { get; init; }

    /// <summary>How it is written in the text.</summary>
    internal string Text => Mark switch { WordMarks.CheckBoxMarked => "[x]", WordMarks.CheckBoxEmpty => "[ ]", _ => "[?]" };
}

/// <summary>Finds drawn squares and circles with or without a mark in them.</summary>
internal sealed class CheckMarkFinder
{
    // Side of a box, inches: from the x-height of 8 point print to twice the height of 14 point capitals.
    private const double SmallestInches = 0.075, LargestInches = 0.27;

    // Unbroken run of a side, inches: longer than a slanted pen stroke is wide.
    private const double ShortestRunInches = 0.062;

    // Share of its box that a solid square fills.
    private const double SolidShare = 0.88;

    // Diameter of a radio button, inches: small letters are less.
    private const double SmallestRingInches = 0.085;

    // How far from its corners the sides of a box must be whole, as a share of its side: the corners of D, B and R are rounder.
    private const double CornerShare = 0.24;

    // Thickness of its outline as a share of its side.
    private const double OutlineShare = 0.13;

    // Mean stroke of bold print, inches; the outline of a box is thinner.
    private const double BoldInches = 0.014;

    // Open squares of like size that a page must have before solid ones count.
    private const int FewestOpen = 2;

    // An empty ring is a letter O unless it is higher than capitals: in heights of a small letter.
    private const double LargeRing = 1.55;

    // Shares of an inside that bears ink: below the first it is empty, above the second marked, between them nobody can tell (a speck, a scratch).
    private const double EmptyShare = 0.025, MarkedShare = 0.06;

    // Share of each side that must bear ink.
    private const double SideCover = 0.84;

    private readonly PreparedPage _page;
    private readonly InkMap _map;
    private readonly double _dpi;

    private CheckMarkFinder(PreparedPage page) => (_page, _map, _dpi) = (page, page.Ink.Map, page.Dpi);

    internal static List<DrawnCheckBox> Find(PreparedPage page, Ruling ruling)
    {
        var finder = new CheckMarkFinder(page);
        var found = finder.Squares(ruling);
        found.AddRange(finder.Solids(found));
        found.AddRange(finder.Circles().Where(c => !found.Exists(f => f.Box.Intersect(c.Box).Area > 0)));
        var known = WithoutCombs(WithoutLone(found));
        var boxes = WithoutCombs([.. known, .. FellowBoxes.Find(page, known)]);
        boxes.AddRange(TypedBrackets.Find(page).FindAll(t => !boxes.Exists(b => b.Box.Intersect(t.Box).Area > 0)));
        return [.. boxes.OrderBy(f => f.Box.Y).ThenBy(f => f.Box.X)];
    }

    /// <summary>Erases them from the picture, with what sticks out of them.</summary>
    internal static void Erase(PreparedPage page, IEnumerable<DrawnCheckBox> boxes)
    {
        foreach (var box in boxes)
        {
            page.Picture.FillWhite((int)box.Ink.X - 2, (int)box.Ink.Y - 2, (int)box.Ink.Right + 2, (int)box.Ink.Bottom + 2);
        }
    }

    private List<DrawnCheckBox> Squares(Ruling ruling)
    {
        double least = SmallestInches * _dpi, most = LargestInches * _dpi;
        var sides = RuleFinder.Find(_map, _dpi, ShortestRunInches, SmallestInches * 0.8).FindAll(l => l.Box.Width <= most * 1.15 && l.Thickness <= 0.04 * _dpi);
        var found = new List<DrawnCheckBox>();
        for (int i = 0; i < sides.Count; i++)
        {
            var top = sides[i].Box;
            for (int j = i + 1; j < sides.Count && sides[j].Box.Y - top.Y <= most; j++)
            {
                var bottom = sides[j].Box;
                double overlap = top.HorizontalOverlap(bottom), width = Math.Max(top.Right, bottom.Right) - Math.Min(top.X, bottom.X);
                double height = bottom.Bottom - top.Y;
                if (overlap < 0.7 * width || width < least || height < least || width > most || height > most || width / height is < 0.75 or > 1.34) continue;
                // A mark that crosses a corner makes a side seem longer: what both sides share is the box.
                double left = Math.Max(top.X, bottom.X), right = Math.Min(top.Right, bottom.Right);
                if (Square(new(left, top.Y, right - left, height)) is not { } box || box.Width / box.Height is < 0.78 or > 1.28) continue;
                if (found.Exists(f => f.Box.Intersect(box).Area > 0.3 * box.Area) || IsCell(box, ruling) || (!(IsSharp(box) && IsThin(box) && IsOnePiece(box)) && IsAmongLetters(box))) continue;
                found.Add(Judge(box, isRound: false));
            }
        }

        return found;
    }

    /// <summary>Squares that were filled altogether: only where the page has open ones of like size, since bullets are solid too.</summary>
    private List<DrawnCheckBox> Solids(List<DrawnCheckBox> open) =>
        _page.Ink.All.FindAll(c => c.Area >= SolidShare * c.Width * c.Height && open.Count(o => IsLike(o.Box, c)) >= FewestOpen && !IsAmongLetters(c.Box))
            .ConvertAll(c => new DrawnCheckBox(c.Box, c.Box, WordMarks.CheckBoxMarked));

    private static bool IsLike(BoundingBox box, InkComponent c) =>
        c.Width >= 0.75 * box.Width && c.Width <= 1.4 * box.Width && c.Height >= 0.75 * box.Height && c.Height <= 1.4 * box.Height;

    /// <summary>The box when all four sides are drawn, straight, and meet at the corners; null otherwise.</summary>
    private BoundingBox? Square(BoundingBox box)
    {
        int x0 = (int)box.X, y0 = (int)box.Y, x1 = (int)box.Right - 1, y1 = (int)box.Bottom - 1;
        int reach = Math.Max(2, (int)Math.Round(0.018 * _dpi));
        if (Side(y0, y1, x0, reach, (y, x) => _map.IsBlack(x, y)) is not { } left || Side(y0, y1, x1, reach, (y, x) => _map.IsBlack(x, y)) is not { } right) return null;
        if (Side(left, right, y0, reach, _map.IsBlack) is not { } top || Side(left, right, y1, reach, _map.IsBlack) is not { } bottom) return null;
        // Letters such as O, D and B are round where a box has a corner.
        bool corners = IsCorner(left, top) && IsCorner(right, top) && IsCorner(left, bottom) && IsCorner(right, bottom);
        return corners && right > left && bottom > top ? new(left, top, right - left + 1, bottom - top + 1) : null;
    }

    private bool IsCorner(int x, int y)
    {
        int size = (int)Math.Max(1, Math.Round(_dpi / 200));
        return _map.CountInk(x - size, y - size, x + size + 1, y + size + 1) >= 2 * size;
    }

    /// <summary>Whether its four sides are thin and alike: the stems of bold letters are thicker.</summary>
    private bool IsThin(BoundingBox box)
    {
        int x0 = (int)box.X, y0 = (int)box.Y, x1 = (int)box.Right - 1, y1 = (int)box.Bottom - 1;
        int[] sides =
        [
            Thickness((i, o) => _map.IsBlack(x0 + i, y0 + o), box.Height, box.Width), Thickness((i, o) => _map.IsBlack(x1 - i, y0 + o), box.Height, box.Width),
            Thickness((i, o) => _map.IsBlack(x0 + o, y0 + i), box.Width, box.Height), Thickness((i, o) => _map.IsBlack(x0 + o, y1 - i), box.Width, box.Height),
        ];
        return sides.Max() <= Math.Max(2, OutlineShare * Math.Min(box.Width, box.Height)) && sides.Max() - sides.Min() <= 1;
    }

    // The least at three places along a side: a mark thickens it somewhere, never everywhere.
    private static int Thickness(Func<int, int, bool> isBlack, double along, double across)
    {
        int least = int.MaxValue;
        foreach (double share in (double[])[0.25, 0.4, 0.5, 0.6, 0.75])
        {
            int offset = (int)(share * along), thick = 0;
            for (int i = 0; i < across / 2; i++)
            {
                if (isBlack(i, offset)) thick++;
                else if (thick > 0 || i > 1) break;
            }

            least = Math.Min(least, thick);
        }

        return least;
    }

    /// <summary>Whether one connected piece of ink, and not the strokes of neighbouring letters, makes up its outline.</summary>
    private bool IsOnePiece(BoundingBox box) => _page.Ink.All.Exists(c => c.X0 <= box.X + 1 && c.Y0 <= box.Y + 1 && c.X1 >= box.Right - 1 && c.Y1 >= box.Bottom - 1
        && c.Width <= 1.2 * box.Width && c.Height <= 1.2 * box.Height);

    /// <summary>Whether both sides run right into each of the four corners: no letter does that, however near it stands to others.</summary>
    private bool IsSharp(BoundingBox box)
    {
        int x0 = (int)box.X, y0 = (int)box.Y, x1 = (int)box.Right - 1, y1 = (int)box.Bottom - 1;
        int along = Math.Max(2, (int)Math.Round(CornerShare * Math.Min(box.Width, box.Height)));
        return IsSharp(x0, y0, 1, 1, along) && IsSharp(x1, y0, -1, 1, along) && IsSharp(x0, y1, 1, -1, along) && IsSharp(x1, y1, -1, -1, along);
    }

    private bool IsSharp(int x, int y, int inwardX, int inwardY, int along)
    {
        for (int i = 0; i <= along; i++)
        {
            int ax = x + (i * inwardX), ay = y + (i * inwardY);
            if (!_map.IsBlack(ax, y) && !_map.IsBlack(ax, y + inwardY)) return false;
            if (!_map.IsBlack(x, ay) && !_map.IsBlack(x + inwardX, ay)) return false;
        }

        return true;
    }

    /// <summary>Where a side stands when it is straight: one line of pixels and its neighbour bear nearly all of it. Letters bend.</summary>
    private static int? Side(int from, int to, int place, int reach, Func<int, int, bool> isBlack)
    {
        int best = 0, at = 0;
        for (int offset = -reach; offset <= reach; offset++)
        {
            int count = 0;
            for (int i = from; i < to; i++)
            {
                if (isBlack(i, place + offset)) count += 3;
                else if (isBlack(i, place + offset + 1) || isBlack(i, place + offset - 1)) count += 2;
            }

            if (count > best) (best, at) = (count, place + offset);
        }

        return best >= 2.6 * SideCover * (to - from) ? at : null;
    }

    /// <summary>Whether a side is part of a longer rule: then it is a cell of a table or comb.</summary>
    private static bool IsCell(BoundingBox box, Ruling ruling) =>
        ruling.Horizontal.Exists(h => h.Box.Width > 1.5 * box.Width && h.Box.HorizontalOverlap(box) > 0.5 * box.Width
            && (Math.Abs(h.Box.CenterY - box.Y) < 4 || Math.Abs(h.Box.CenterY - box.Bottom) < 4))
        || ruling.Vertical.Exists(v => v.Box.Height > 1.5 * box.Height && v.Box.VerticalOverlap(box) > 0.5 * box.Height
            && (Math.Abs(v.Box.CenterX - box.X) < 4 || Math.Abs(v.Box.CenterX - box.Right) < 4));

    private IEnumerable<DrawnCheckBox> Circles()
    {
        var rings = _page.Ink.All.FindAll(IsRing);
        foreach (var ring in rings)
        {
            bool dotted = ring.Height >= 1.2 * _page.Shapes.TypicalHeight && InsideShare(ring.Box, 0.3) > 0.6 && InsideShare(ring.Box, 0.66) < 0.8 && HasMoat(ring);
            // An empty ring alone may be a letter O; two alike that stand apart from other letters are buttons.
            bool alike = rings.Exists(r => r != ring && Math.Abs(r.Height - ring.Height) <= 2 && Math.Abs(r.Width - ring.Width) <= 2);
            bool large = ring.Height >= LargeRing * _page.Shapes.TypicalHeight;
            bool open = InsideShare(ring.Box, 0.52) < EmptyShare || HasMoat(ring);
            if (IsAlone(ring) && (dotted || (alike && large && open))) yield return Judge(ring.Box, isRound: true);
        }
    }

    private bool IsRing(InkComponent c)
    {
        double least = SmallestRingInches * _dpi, most = LargestInches * _dpi;
        if (c.Width < least || c.Height < least || c.Width > most || c.Height > most || (double)c.Width / c.Height is < 0.88 or > 1.14) return false;
        double rx = (c.Width / 2.0) - 1.2, ry = (c.Height / 2.0) - 1.2;
        int hits = 0;
        const int Samples = 32;
        for (int i = 0; i < Samples; i++)
        {
            double angle = 2 * Math.PI * i / Samples, cos = Math.Cos(angle), sin = Math.Sin(angle);
            if (_map.IsBlack((int)(c.CenterX + (rx * cos)), (int)(c.CenterY + (ry * sin))) || _map.IsBlack((int)(c.CenterX + ((rx - 1.5) * cos)), (int)(c.CenterY + ((ry - 1.5) * sin)))) hits++;
        }

        // A square would have ink in its corners.
        bool corner = _map.CountInk(c.X0, c.Y0, c.X0 + (c.Width / 8), c.Y0 + (c.Height / 8)) > 0;
        return hits >= Samples * 0.9 && !corner;
    }

    /// <summary>Whether white goes all the way round between a ring and its dot: the strokes of a letter ('e', 's', 'a') cross it.</summary>
    private bool HasMoat(InkComponent ring)
    {
        const int Samples = 32;
        for (double share = 0.5; share <= 0.8; share += 0.05)
        {
            int white = 0;
            for (int i = 0; i < Samples; i++)
            {
                double angle = 2 * Math.PI * i / Samples;
                if (!_map.IsBlack((int)Math.Round(ring.CenterX - 0.5 + (share * ring.Width / 2 * Math.Cos(angle))), (int)Math.Round(ring.CenterY - 0.5 + (share * ring.Height / 2 * Math.Sin(angle))))) white++;
            }

            if (white >= Samples * 0.9) return true;
        }

        return false;
    }

    private double InsideShare(BoundingBox box, double share)
    {
        double w = box.Width * share, h = box.Height * share;
        var inner = new BoundingBox(box.CenterX - (w / 2), box.CenterY - (h / 2), w, h);
        return _map.CountInk(inner) / Math.Max(1, inner.Area);
    }

    private bool IsAlone(InkComponent ring)
    {
        double side = 0.45 * ring.Width;
        var around = new BoundingBox(ring.X0 - side, ring.Y0, ring.Width + (2 * side), ring.Height);
        int ink = _map.CountInk(around) - _map.CountInk(ring.Box);
        return ink <= 3;
    }

    private DrawnCheckBox Judge(BoundingBox box, bool isRound)
    {
        double share = InsideShare(box, isRound ? 0.52 : 0.64);
        var ink = Reach(box, out bool farOut);
        var mark = share < EmptyShare && !farOut ? WordMarks.CheckBoxEmpty
            : share >= MarkedShare && !(farOut && share > 0.75) ? WordMarks.CheckBoxMarked
            : WordMarks.CheckBoxUnclear;
        return new(box, ink, mark) { IsRound = isRound };
    }

    /// <summary>Box and whatever ink is connected with it, so far as that is a mark and no line or letter.</summary>
    private BoundingBox Reach(BoundingBox box, out bool farOut)
    {
        var ink = box;
        foreach (var c in _page.Ink.All)
        {
            bool near = c.Box.Intersect(box).Area > 0 && c.Width <= 3 * box.Width && c.Height <= 3 * box.Height;
            if (near) ink = ink.Union(c.Box);
        }

        farOut = ink.Width > 1.9 * box.Width && ink.Height > 1.9 * box.Height;
        return ink;
    }

    /// <summary>Whether it stands among letters as a letter does: close to one, or between two of its own height, or not higher than small letters.</summary>
    private bool IsAmongLetters(BoundingBox box)
    {
        if (box.Height < 1.2 * _page.Shapes.TypicalHeight) return true;
        double left = double.MaxValue, right = double.MaxValue;
        bool levelLeft = false, levelRight = false;
        // The bowls of a B reach a little beyond the square that its bars make; a mark that sticks out reaches farther, and is no edge.
        double slack = 0.35 * box.Width;
        var own = _page.Shapes.Inside(box).Where(s => s.X0 > box.X - slack && s.X1 < box.Right + slack).Aggregate(box, (b, s) => b.Union(s.Box));
        double stroke = _page.Shapes.Inside(box).Select(static s => s.StrokeWidth).DefaultIfEmpty(0).Max();
        foreach (var s in _page.Shapes.Inside(new(box.X - (2 * box.Width), box.Y, 5 * box.Width, box.Height)))
        {
            if (s.Height < 0.45 * box.Height || (s.X0 >= box.X - 2 && s.X1 <= box.Right + 2)) continue;
            if (s.Box.Intersect(box).Area > 0.4 * box.Area)
            {
                // Letters that touch one another make one wide piece; a mark that sticks out makes a smaller one.
                if (s.Width > 2.1 * box.Width) return true;
                continue;
            }

            // A capital of a spaced heading stands on its neighbours' line, as high and as bold as they; the outline of a box is thin.
            bool level = Math.Abs(s.Y0 - own.Y) <= 1 && Math.Abs(s.Y1 - own.Bottom) <= 1 && stroke >= BoldInches * _dpi && Math.Abs(s.StrokeWidth - stroke) <= 0.15 * stroke;
            if (s.CenterX < box.CenterX) (left, levelLeft) = (Math.Min(left, (own.X - s.X1) / box.Width), levelLeft || level);
            else (right, levelRight) = (Math.Min(right, (s.X0 - own.Right) / box.Width), levelRight || level);
        }

        return Math.Min(left, right) < 0.22 || Math.Max(left, right) < (levelLeft && levelRight ? 0.8 : 0.4);
    }

    /// <summary>A marked box of which the page has no second is a letter that looks like one: choices come in twos at least.</summary>
    private static List<DrawnCheckBox> WithoutLone(List<DrawnCheckBox> found) => found.FindAll(f => f.Mark == WordMarks.CheckBoxEmpty
        || found.Exists(o => o != f && Math.Abs(o.Box.Width - f.Box.Width) <= Math.Max(2, 0.12 * f.Box.Width) && Math.Abs(o.Box.Height - f.Box.Height) <= Math.Max(2, 0.12 * f.Box.Height)));

    /// <summary>Equal boxes that stand close together in a row hold one character each: no check boxes.</summary>
    private static List<DrawnCheckBox> WithoutCombs(List<DrawnCheckBox> found)
    {
        bool Neighbours(DrawnCheckBox a, DrawnCheckBox b) =>
            a != b && Math.Abs(a.Box.CenterY - b.Box.CenterY) <= 0.2 * a.Box.Height && -a.Box.HorizontalOverlap(b.Box) <= 0.6 * a.Box.Width
            && Math.Abs(a.Box.Width - b.Box.Width) <= 0.2 * a.Box.Width;
        return found.FindAll(f => found.Count(o => Neighbours(f, o)) < 2 && !found.Exists(o => Neighbours(f, o) && found.Count(p => Neighbours(o, p)) >= 2));
    }
}
