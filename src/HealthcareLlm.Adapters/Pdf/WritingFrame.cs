using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Turns places about the origin so that a direction of writing runs from left to right.</summary>
internal readonly struct WritingFrame(double degrees)
{
    private readonly double _cos = Math.Cos(degrees * Math.PI / 180), _sin = Math.Sin(degrees * Math.PI / 180);

    internal Point At(Point p) => _sin == 0 && _cos == 1 ? p : new((p.X * _cos) + (p.Y * _sin), (p.Y * _cos) - (p.X * _sin));

    internal BoundingBox At(Quad q) => _sin == 0 && _cos == 1 ? q.Bounds : new Quad(At(q.A), At(q.B), At(q.C), At(q.D)).Bounds;

    /// <summary>The box on the page around a box of the frame.</summary>
    internal BoundingBox Back(BoundingBox box) => _sin == 0 && _cos == 1
        ? box
        : new Quad(BackAt(new(box.X, box.Y)), BackAt(new(box.Right, box.Y)), BackAt(new(box.Right, box.Bottom)), BackAt(new(box.X, box.Bottom))).Bounds;

    private Point BackAt(Point p) => new((p.X * _cos) - (p.Y * _sin), (p.X * _sin) + (p.Y * _cos));

    /// <summary>Direction of a glyph's base line, degrees clockwise from the right, 0 to 360.</summary>
    internal static double AngleOf(Glyph glyph)
    {
        double x = glyph.End.X - glyph.Start.X, y = glyph.End.Y - glyph.Start.Y;
        if (Math.Abs(y) < 1e-6 && x >= 0) return 0;
        double angle = Math.Atan2(y, x) * 180 / Math.PI;
        return angle < 0 ? angle + 360 : angle;
    }

    // Print that is this much askew still counts as running along the edge of the page.
    private const double SnapDegrees = 12;

    /// <summary>The direction to the nearest quarter turn where it is near one, else to the nearest 5 degrees.</summary>
    internal static int Snap(double angle)
    {
        int quarter = (int)Math.Round(angle / 90) * 90;
        return Math.Abs(angle - quarter) <= SnapDegrees ? quarter % 360 : (int)Math.Round(angle / 5) * 5 % 360;
    }
}
