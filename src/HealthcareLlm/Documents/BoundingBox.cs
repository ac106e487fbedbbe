namespace HealthcareLlm.Documents;

/// <summary>A rectangle in page pixels, origin at the top left of the page as a viewer shows it, at the page's stated resolution.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Width, pixels, not negative.</param>
/// <param name="Height">Height, pixels, not negative.</param>
public readonly record struct BoundingBox(double X, double Y, double Width, double Height)
{
    /// <summary>Right edge, pixels.</summary>
    public double Right => X + Width;

    /// <summary>Bottom edge, pixels.</summary>
    public double Bottom => Y + Height;

    /// <summary>Horizontal middle, pixels.</summary>
    public double CenterX => X + (Width / 2);

    /// <summary>Vertical middle, pixels.</summary>
    public double CenterY => Y + (Height / 2);

    /// <summary>Area in square pixels.</summary>
    public double Area => Width * Height;

    /// <summary>The smallest box around both.</summary>
    public BoundingBox Union(BoundingBox other)
    {
        double x = Math.Min(X, other.X), y = Math.Min(Y, other.Y);
        return new(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }

    /// <summary>The common part; an empty box where they do not touch.</summary>
    public BoundingBox Intersect(BoundingBox other)
    {
        double x = Math.Max(X, other.X), y = Math.Max(Y, other.Y);
        double right = Math.Min(Right, other.Right), bottom = Math.Min(Bottom, other.Bottom);
        return right <= x || bottom <= y ? default : new(x, y, right - x, bottom - y);
    }

    /// <summary>Length of the common vertical range, pixels; negative is the gap between the two.</summary>
    public double VerticalOverlap(BoundingBox other) => Math.Min(Bottom, other.Bottom) - Math.Max(Y, other.Y);

    /// <summary>Length of the common horizontal range, pixels; negative is the gap between the two.</summary>
    public double HorizontalOverlap(BoundingBox other) => Math.Min(Right, other.Right) - Math.Max(X, other.X);
}
