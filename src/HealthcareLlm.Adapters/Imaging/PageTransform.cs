using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>
/// How a page's own pixels become the pixels that are recognized: scaled to equal resolution, turned by quarters, deskewed about the middle.
/// </summary>
/// <param name="Width">Page pixels.</param>
/// <param name="Height">Page pixels.</param>
/// <param name="ScaleX">Recognized pixels a page pixel, along the page's rows.</param>
/// <param name="ScaleY">Recognized pixels a page pixel, along the page's columns.</param>
/// <param name="Quarters">Quarter turns clockwise, 0 to 3.</param>
/// <param name="Angle">Deskew, radians clockwise.</param>
/// <param name="FinalWidth">Recognized pixels.</param>
/// <param name="FinalHeight">Recognized pixels.</param>
/// <param name="LayoutScale">Recognized pixels a layout pixel.</param>
internal sealed record PageTransform(
    int Width, int Height, double ScaleX, double ScaleY, int Quarters, double Angle, int FinalWidth, int FinalHeight, double LayoutScale)
{
    private double ScaledWidth => Width * ScaleX;

    private double ScaledHeight => Height * ScaleY;

    private bool IsTransposed => Quarters % 2 == 1;

    private double TurnedWidth => IsTransposed ? ScaledHeight : ScaledWidth;

    private double TurnedHeight => IsTransposed ? ScaledWidth : ScaledHeight;

    /// <summary>The smallest page box around a box of recognized pixels, within the page.</summary>
    internal BoundingBox ToPage(BoundingBox box)
    {
        var around = Around(box, PointToPage);
        double x = Math.Clamp(around.X, 0, Width), y = Math.Clamp(around.Y, 0, Height);
        return Rounded(new(x, y, Math.Clamp(around.Right, 0, Width) - x, Math.Clamp(around.Bottom, 0, Height) - y));
    }

    /// <summary>A box of recognized pixels in layout pixels.</summary>
    internal BoundingBox ToLayout(BoundingBox box) =>
        Rounded(new(box.X / LayoutScale, box.Y / LayoutScale, box.Width / LayoutScale, box.Height / LayoutScale));

    private static BoundingBox Rounded(BoundingBox b) => new(Math.Round(b.X, 1), Math.Round(b.Y, 1), Math.Round(b.Width, 1), Math.Round(b.Height, 1));

    private static BoundingBox Around(BoundingBox box, Func<double, double, (double X, double Y)> map)
    {
        Span<(double X, double Y)> corners = [map(box.X, box.Y), map(box.Right, box.Y), map(box.X, box.Bottom), map(box.Right, box.Bottom)];
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var (x, y) in corners)
        {
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        return new(left, top, right - left, bottom - top);
    }

    private (double X, double Y) PointToPage(double x, double y)
    {
        double dx = x - (FinalWidth / 2.0), dy = y - (FinalHeight / 2.0);
        double cos = Math.Cos(Angle), sin = Math.Sin(Angle);
        double turnedX = (TurnedWidth / 2) + (dx * cos) + (dy * sin), turnedY = (TurnedHeight / 2) - (dx * sin) + (dy * cos);
        var (scaledX, scaledY) = Quarters switch
        {
            1 => (turnedY, ScaledHeight - turnedX),
            2 => (ScaledWidth - turnedX, ScaledHeight - turnedY),
            3 => (ScaledWidth - turnedY, turnedX),
            _ => (turnedX, turnedY),
        };
        return (scaledX / ScaleX, scaledY / ScaleY);
    }
}
