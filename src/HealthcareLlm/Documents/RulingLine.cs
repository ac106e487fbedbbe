namespace HealthcareLlm.Documents;

/// <summary>A straight line of a form, from left to right or from top to bottom; layout pixels. It may slope a little, as on scanned pages.</summary>
/// <param name="X1">Left or upper end.</param>
/// <param name="Y1">Left or upper end.</param>
/// <param name="X2">Right or lower end.</param>
/// <param name="Y2">Right or lower end.</param>
public readonly record struct RulingLine(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Whether it runs from left to right.</summary>
    public bool IsHorizontal => X2 - X1 >= Y2 - Y1;

    /// <summary>Height of a line from left to right at a column.</summary>
    public double YAt(double x) => X2 - X1 < 1 ? Y1 : Y1 + ((Y2 - Y1) * Math.Clamp((x - X1) / (X2 - X1), 0, 1));

    /// <summary>Column of a line from top to bottom at a row.</summary>
    public double XAt(double y) => Y2 - Y1 < 1 ? X1 : X1 + ((X2 - X1) * Math.Clamp((y - Y1) / (Y2 - Y1), 0, 1));
}
