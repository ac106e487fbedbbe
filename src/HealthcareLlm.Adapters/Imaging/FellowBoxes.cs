using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>
/// A second look for squares like those that a page is known to have: a fax bends and breaks their sides by a pixel or two, so that the first look, which asks for straight ones,
/// leaves out one of a column. What has the size, the stroke and the four corners of two known ones is a third.
/// </summary>
internal sealed class FellowBoxes
{
    // Boxes of like size that must be known before more of them are looked for.
    private const int FewestKnown = 2;

    // How far its width and height may be from theirs: share of the width, and pixels at least.
    private const double SizeShare = 0.12, SizePixels = 2;

    // Share of each side that must bear ink within the reach of a bent line, and how far a bent line reaches, as a share of the side.
    private const double SideCover = 0.88, Bend = 0.11;

    // The same for one side of a box that stands where a fellow would, and how far that place is from the fellow's line or column, as a share of the side.
    private const double PaleCover = 0.7, Aligned = 0.3;

    // How far the ink may be from the corner, across and down together, as a share of the side; the round corner of a D or B is farther.
    private const double Corner = 0.085;

    // A mark may touch one side and thicken it, never so far.
    private const double ThickestSide = 0.34;

    // An inside may bear this share of ink and be empty; from the second on it is marked; between them nobody can tell.
    private const double EmptyShare = 0.025, MarkedShare = 0.06;

    // Least ink of a mark in shares of the palest mark that is known on the page.
    private const double PalestMark = 0.5;

    // The inside that is judged, as a share of the side: the outline and its shadow are left out.
    private const double Inside = 0.6;

    // How near ink on both sides of a box makes it a letter among letters, in widths: letters of a word stand so close.
    private const double Clear = 0.1;

    private readonly InkMap _map;
    private readonly PreparedPage _page;
    private readonly List<(InkComponent Outline, DrawnCheckBox Box)> _known;
    private readonly double _palest;

    private FellowBoxes(PreparedPage page, List<DrawnCheckBox> known)
    {
        (_page, _map) = (page, page.Ink.Map);
        _known = [.. known.Where(k => !k.IsRound).Select(k => (Outline(k), k)).Where(k => k.Item1.Runs > 0)];
        _palest = _known.Where(k => k.Box.Mark == WordMarks.CheckBoxMarked).Select(k => InsideShare(k.Outline)).DefaultIfEmpty(0).Min();
    }

    internal static List<DrawnCheckBox> Find(PreparedPage page, List<DrawnCheckBox> known)
    {
        if (known.Count < FewestKnown) return [];
        var look = new FellowBoxes(page, known);
        return look._known.Count < FewestKnown ? [] : look.Find(known);
    }

    private List<DrawnCheckBox> Find(List<DrawnCheckBox> known)
    {
        double least = _known.Min(k => Math.Min(k.Outline.Width, k.Outline.Height)) * 0.85, most = _known.Max(k => Math.Max(k.Outline.Width, k.Outline.Height)) * 1.15;
        var found = new List<DrawnCheckBox>();
        foreach (var c in _page.Ink.All)
        {
            if (c.Width < least || c.Height < least || c.Width > most || c.Height > most) continue;
            var fellows = _known.FindAll(k => IsLike(k.Outline, c));
            if (fellows.Count < FewestKnown || known.Exists(k => k.Box.Intersect(c.Box).Area > 0) || !IsSquare(c, fellows.ConvertAll(static f => f.Outline))) continue;
            found.Add(new(c.Box, c.Box, Mark(c)));
        }

        return found;
    }

    /// <summary>The piece of ink that makes up a known box; none where a mark joins it with something else.</summary>
    private InkComponent Outline(DrawnCheckBox known) => _page.Ink.All.Find(c => c.X0 <= known.Box.X + 1 && c.Y0 <= known.Box.Y + 1 && c.X1 >= known.Box.Right - 1
        && c.Y1 >= known.Box.Bottom - 1 && c.Width <= 1.25 * known.Box.Width && c.Height <= 1.25 * known.Box.Height);

    private static bool IsLike(InkComponent known, InkComponent c)
    {
        double slack = Math.Max(SizePixels, SizeShare * known.Width);
        return Math.Abs(known.Width - c.Width) <= slack && Math.Abs(known.Height - c.Height) <= slack;
    }

    private bool IsSquare(InkComponent c, List<InkComponent> fellows)
    {
        // Where a fellow stands on the same line or in the same column one side may be pale, and corners of an empty box worn.
        bool placed = fellows.Exists(f => Math.Abs(f.CenterY - c.CenterY) <= Aligned * c.Height || Math.Abs(f.X0 - c.X0) <= Aligned * c.Width);
        int corner = (int)Math.Max(1, Math.Round(Corner * Math.Min(c.Width, c.Height))) + (placed && InsideShare(c) == 0 ? 1 : 0);
        if (!IsCorner(c.X0, c.Y0, 1, 1, corner) || !IsCorner(c.X1 - 1, c.Y0, -1, 1, corner) || !IsCorner(c.X0, c.Y1 - 1, 1, -1, corner) || !IsCorner(c.X1 - 1, c.Y1 - 1, -1, -1, corner)) return false;
        var sides = Sides(c);
        int[] known = [.. fellows.SelectMany(Sides).Select(static s => s.Thickness).Order()];
        int usual = known[known.Length / 2];
        return sides.Count(static s => s.Cover >= SideCover) >= (placed ? 3 : 4) && sides.All(s => s.Cover >= PaleCover && s.Thickness <= ThickestSide * c.Width)
            && sides.Count(s => s.Thickness <= (1.5 * usual) + 1) >= 2 && !Touches(c);
    }

    /// <summary>Whether letters stand so close on both sides as letters of one word do.</summary>
    private bool Touches(InkComponent c)
    {
        int gap = (int)Math.Max(1, Clear * c.Width);
        int left = _map.CountInk(c.X0 - gap, c.Y0 + (c.Height / 4), c.X0, c.Y1 - (c.Height / 4)), right = _map.CountInk(c.X1, c.Y0 + (c.Height / 4), c.X1 + gap, c.Y1 - (c.Height / 4));
        return left > 1 && right > 1;
    }

    private bool IsCorner(int x, int y, int inwardX, int inwardY, int reach)
    {
        for (int i = 0; i <= reach; i++)
        {
            for (int j = 0; i + j <= reach; j++)
            {
                if (_map.IsBlack(x + (i * inwardX), y + (j * inwardY))) return true;
            }
        }

        return false;
    }

    /// <summary>Left, right, upper and lower side: how much of each is drawn, and how thick it is in the middle of its places.</summary>
    private (double Cover, int Thickness)[] Sides(InkComponent c) =>
    [
        Side(c.Height, c.Width, (along, inward) => _map.IsBlack(c.X0 + inward, c.Y0 + along)), Side(c.Height, c.Width, (along, inward) => _map.IsBlack(c.X1 - 1 - inward, c.Y0 + along)),
        Side(c.Width, c.Height, (along, inward) => _map.IsBlack(c.X0 + along, c.Y0 + inward)), Side(c.Width, c.Height, (along, inward) => _map.IsBlack(c.X0 + along, c.Y1 - 1 - inward)),
    ];

    private static (double Cover, int Thickness) Side(int length, int across, Func<int, int, bool> isBlack)
    {
        int bend = (int)Math.Max(1, Math.Round(Bend * Math.Min(length, across))), covered = 0;
        var thickness = new List<int>();
        for (int along = 0; along < length; along++)
        {
            int start = 0;
            while (start <= bend && !isBlack(along, start)) start++;
            if (start > bend) continue;
            covered++;
            int end = start;
            while (end < across && isBlack(along, end)) end++;
            if (along > length / 8 && along < length - (length / 8)) thickness.Add(end - start);
        }

        thickness.Sort();
        return ((double)covered / length, thickness.Count == 0 ? int.MaxValue : thickness[thickness.Count / 2]);
    }

    private WordMarks Mark(InkComponent c)
    {
        double share = InsideShare(c);
        return share < EmptyShare ? WordMarks.CheckBoxEmpty : share >= Math.Max(MarkedShare, PalestMark * _palest) ? WordMarks.CheckBoxMarked : WordMarks.CheckBoxUnclear;
    }

    private double InsideShare(InkComponent c)
    {
        double w = c.Width * Inside, h = c.Height * Inside;
        var inner = new BoundingBox(c.CenterX - (w / 2), c.CenterY - (h / 2), w, h);
        return _map.CountInk(inner) / Math.Max(1, inner.Area);
    }
}
