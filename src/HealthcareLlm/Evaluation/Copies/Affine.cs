namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Where a place of one picture lies in another: (A x + B y + C, D x + E y + F).</summary>
internal readonly record struct Affine(double A, double B, double C, double D, double E, double F)
{
    /// <summary>Moves by so much and does nothing else.</summary>
    internal static Affine Shift(double x, double y) => new(1, 0, x, 0, 1, y);

    internal (double X, double Y) At(double x, double y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);

    /// <summary>The same in a picture that is larger by a factor, dots being squares whose middles lie at whole numbers.</summary>
    internal Affine Times(double factor)
    {
        double middle = (factor - 1) / 2;
        // x' = f x + m in both pictures.
        return this with { C = (factor * C) + middle - ((A + B) * middle), F = (factor * F) + middle - ((D + E) * middle) };
    }

    /// <summary>The largest difference from a mere shift: of scale, shear and turning together.</summary>
    internal double Distortion => Math.Max(Math.Max(Math.Abs(A - 1), Math.Abs(E - 1)), Math.Max(Math.Abs(B), Math.Abs(D)));

    /// <summary>Draws the other picture as it lies over this one: each dot taken from its place there, between dots by their shares; outside is no ink.</summary>
    internal float[] Draw(float[] other, int otherWidth, int otherHeight, int width, int height)
    {
        float[] made = new float[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double fromX = (A * x) + (B * y) + C, fromY = (D * x) + (E * y) + F;
                int left = (int)Math.Floor(fromX), top = (int)Math.Floor(fromY);
                if (left < 0 || top < 0 || left + 1 >= otherWidth || top + 1 >= otherHeight) continue;
                float right = (float)(fromX - left), down = (float)(fromY - top);
                int at = (top * otherWidth) + left;
                float upper = (other[at] * (1 - right)) + (other[at + 1] * right), lower = (other[at + otherWidth] * (1 - right)) + (other[at + otherWidth + 1] * right);
                made[(y * width) + x] = (upper * (1 - down)) + (lower * down);
            }
        }

        return made;
    }

    /// <summary>The one that brings places nearest to where they were found, by least squares; null where they lie on one line.</summary>
    internal static Affine? Fit(IReadOnlyList<(double X, double Y, double ToX, double ToY)> places)
    {
        double n = places.Count;
        if (n < 3) return null;
        double meanX = places.Average(p => p.X), meanY = places.Average(p => p.Y), meanToX = places.Average(p => p.ToX), meanToY = places.Average(p => p.ToY);
        double xx = 0, xy = 0, yy = 0, xu = 0, yu = 0, xv = 0, yv = 0;
        foreach (var (x0, y0, u0, v0) in places)
        {
            double x = x0 - meanX, y = y0 - meanY, u = u0 - meanToX, v = v0 - meanToY;
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
            (xu, yu, xv, yv) = (xu + (x * u), yu + (y * u), xv + (x * v), yv + (y * v));
        }

        double determinant = (xx * yy) - (xy * xy);
        if (determinant <= 1e-3 * Math.Max(1, xx) * Math.Max(1, yy)) return null;
        double a = ((xu * yy) - (yu * xy)) / determinant, b = ((yu * xx) - (xu * xy)) / determinant;
        double d = ((xv * yy) - (yv * xy)) / determinant, e = ((yv * xx) - (xv * xy)) / determinant;
        return new(a, b, meanToX - (a * meanX) - (b * meanY), d, e, meanToY - (d * meanX) - (e * meanY));
    }
}
