using HealthcareLlm.Documents;
using UglyToad.PdfPig.Core;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Keeps of a path that is being made what tells lines, rectangles and rounds apart; in points from the top left.</summary>
internal sealed class PathTracer(Func<PdfPoint, Point> place)
{
    private const double Tolerance = 0.6;

    private readonly List<Subpath> _parts = [];

    private sealed class Subpath
    {
        internal List<Point> Points { get; } = [];

        internal int Curves { get; set; }

        internal bool IsClosed { get; set; }

        internal BoundingBox Box
        {
            get
            {
                double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
                foreach (var p in Points)
                {
                    left = Math.Min(left, p.X);
                    top = Math.Min(top, p.Y);
                    right = Math.Max(right, p.X);
                    bottom = Math.Max(bottom, p.Y);
                }

                return new(left, top, right - left, bottom - top);
            }
        }
    }

    internal void MoveTo(PdfPoint point)
    {
        var part = new Subpath();
        part.Points.Add(place(point));
        _parts.Add(part);
    }

    internal void LineTo(PdfPoint point) => Current(point).Points.Add(place(point));

    internal void CurveTo(PdfPoint first, PdfPoint second, PdfPoint end)
    {
        var part = Current(first);
        part.Points.Add(place(end));
        part.Curves++;
    }

    internal void Rectangle(double x, double y, double width, double height)
    {
        MoveTo(new(x, y));
        LineTo(new(x + width, y));
        LineTo(new(x + width, y + height));
        LineTo(new(x, y + height));
        Close();
    }

    internal void Close()
    {
        if (_parts.Count > 0) _parts[^1].IsClosed = true;
    }

    internal void Clear() => _parts.Clear();

    /// <summary>Box around the whole path; null where it has no point.</summary>
    internal BoundingBox? Bounds()
    {
        BoundingBox? all = null;
        foreach (var part in _parts) all = all?.Union(part.Box) ?? part.Box;
        return all;
    }

    /// <summary>Its parts as shapes, without how they were painted. A part of several straight strokes gives one shape a stroke as well.</summary>
    internal IEnumerable<Shape> Parts()
    {
        foreach (var part in _parts)
        {
            var points = part.Points;
            if (points.Count < 2) continue;
            bool rectangle = IsRectangle(part);
            yield return new(part.Box, rectangle, points.Count == 2 && part.Curves == 0, part.Curves >= 2 && IsRound(part), points[0], points[^1], false, false, false, 0, 0, 0);
        }
    }

    private Subpath Current(PdfPoint start)
    {
        // Lenient as viewers are: a line without a start begins where it is told to go.
        if (_parts.Count == 0) MoveTo(start);
        if (_parts[^1].IsClosed) MoveToPlaced(_parts[^1].Points[0]);
        return _parts[^1];
    }

    private void MoveToPlaced(Point point)
    {
        var part = new Subpath();
        part.Points.Add(point);
        _parts.Add(part);
    }

    private static bool IsRound(Subpath part) => part.IsClosed || Near(part.Points[0], part.Points[^1]);

    private static bool IsRectangle(Subpath part)
    {
        var p = part.Points;
        if (part.Curves > 0 || p.Count is not (4 or 5)) return false;
        if (p.Count == 5 && !Near(p[0], p[4])) return false;
        for (int i = 0; i < 3; i++)
        {
            if (Math.Abs(p[i].X - p[i + 1].X) > Tolerance && Math.Abs(p[i].Y - p[i + 1].Y) > Tolerance) return false;
        }

        return Math.Abs(p[3].X - p[0].X) <= Tolerance || Math.Abs(p[3].Y - p[0].Y) <= Tolerance;
    }

    private static bool Near(Point a, Point b) => Math.Abs(a.X - b.X) <= Tolerance && Math.Abs(a.Y - b.Y) <= Tolerance;
}
