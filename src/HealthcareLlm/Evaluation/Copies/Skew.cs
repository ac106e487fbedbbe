namespace HealthcareLlm.Evaluation.Copies;

/// <summary>
/// How far lines of print are from upright, and brings them there. The angle at which the ink's profile changes most from row to row is that of the lines
/// (Postl 1986); rows and columns are weighed together, so that a page that lies on its side tells as well.
/// </summary>
internal static class Skew
{
    private const int MostPoints = 10_000;

    /// <summary>Degrees that the lines are turned to the right, within the limit to both sides.</summary>
    internal static double Of(float[] dots, int width, int height, double limit)
    {
        var points = Points(dots, width, height);
        if (points.Count == 0) return 0;
        double best = Best(points, width, height, 0, limit, 0.25);
        best = Best(points, width, height, best, 0.2, 0.05);
        return best;
    }

    /// <summary>The picture turned back about its middle.</summary>
    internal static float[] Undo(float[] dots, int width, int height, double degrees)
    {
        double sine = Math.Sin(degrees * Math.PI / 180), cosine = Math.Cos(degrees * Math.PI / 180);
        var turn = new Affine(cosine, -sine, 0, sine, cosine, 0);
        double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0;
        var about = turn with { C = middleX - (turn.A * middleX) - (turn.B * middleY), F = middleY - (turn.D * middleX) - (turn.E * middleY) };
        return about.Draw(dots, width, height, width, height);
    }

    private static double Best(List<(float X, float Y)> points, int width, int height, double about, double reach, double step)
    {
        int steps = (int)Math.Round(reach / step);
        double best = about, most = -1;
        int[] rows = new int[2 * (width + height)], columns = new int[rows.Length];
        for (int i = -steps; i <= steps; i++)
        {
            double angle = about + (i * step), sharpness = Sharpness(points, width + height, angle, rows, columns);
            // The smaller angle wins where two are alike: an empty form need not be turned.
            if (sharpness <= most) continue;
            (best, most) = (angle, sharpness);
        }

        return best;
    }

    private static double Sharpness(List<(float X, float Y)> points, int offset, double angle, int[] rows, int[] columns)
    {
        Array.Clear(rows);
        Array.Clear(columns);
        float sine = (float)Math.Sin(angle * Math.PI / 180), cosine = (float)Math.Cos(angle * Math.PI / 180);
        foreach (var (x, y) in points)
        {
            rows[(int)((y * cosine) - (x * sine) + offset + 0.5f)]++;
            columns[(int)((x * cosine) + (y * sine) + offset + 0.5f)]++;
        }

        double sum = 0;
        for (int i = 1; i < rows.Length; i++)
        {
            double row = rows[i] - rows[i - 1], column = columns[i] - columns[i - 1];
            sum += (row * row) + (column * column);
        }

        return sum;
    }

    private static List<(float X, float Y)> Points(float[] dots, int width, int height)
    {
        int inked = dots.Count(d => d >= 0.3f), every = Math.Max(1, (inked + MostPoints - 1) / MostPoints), seen = 0;
        var points = new List<(float, float)>(Math.Min(inked, MostPoints) + 1);
        for (int i = 0; i < dots.Length; i++)
        {
            if (dots[i] < 0.3f || seen++ % every != 0) continue;
            points.Add((i % width - (width / 2), i / width - (height / 2)));
        }

        return points;
    }
}
