using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A straight run of ink that is long and thin.</summary>
/// <param name="Box">Box around it, pixels.</param>
/// <param name="Thickness">Mean thickness, pixels.</param>
internal sealed record RuleLine(BoundingBox Box, double Thickness);

/// <summary>Finds ruling lines as long runs that lie on one another.</summary>
internal static class RuleFinder
{
    // Inches.
    private const double MaximumThicknessInches = 0.05;

    // Pieces of one broken line, inches.
    private const double GapInches = 0.06;

    /// <summary>Lines from left to right.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="dpi">Its resolution, pixels an inch.</param>
    /// <param name="runInches">Shortest unbroken run that counts as part of a line.</param>
    /// <param name="minimumInches">Shortest line.</param>
    internal static List<RuleLine> Find(InkMap map, double dpi, double runInches, double minimumInches)
    {
        int minimumRun = (int)(runInches * dpi);
        var open = new List<Piece>();
        var done = new List<Piece>();
        for (int y = 0; y < map.Height; y++)
        {
            var (first, end) = map.RowRuns(y);
            for (int i = first; i < end; i++)
            {
                var run = map.Runs[i];
                if (run.Length >= minimumRun) Place(open, run, GapInches * dpi);
            }

            for (int i = open.Count - 1; i >= 0; i--)
            {
                if (y - open[i].Bottom < 2) continue;
                done.Add(open[i]);
                open.RemoveAt(i);
            }
        }

        done.AddRange(open);
        var lines = new List<RuleLine>();
        foreach (var piece in done)
        {
            double length = piece.Right - piece.Left, thickness = piece.Area / length;
            double height = piece.Bottom - piece.Top + 1;
            // A line that still slopes a little is higher than it is thick.
            if (length < minimumInches * dpi || thickness > MaximumThicknessInches * dpi || height > thickness + (length * 0.02) + 3) continue;
            lines.Add(new(new(piece.Left, piece.Top, length, height), thickness));
        }

        return [.. lines.OrderBy(l => l.Box.Y).ThenBy(l => l.Box.X)];
    }

    private static void Place(List<Piece> open, InkRun run, double gap)
    {
        Piece? home = null;
        for (int i = open.Count - 1; i >= 0; i--)
        {
            var piece = open[i];
            if (run.Row - piece.Bottom > 1 || run.Start > piece.Right + gap || run.End < piece.Left - gap) continue;
            if (home is null)
            {
                home = piece;
                home.Add(run);
            }
            else
            {
                home.Add(piece);
                open.RemoveAt(i);
            }
        }

        if (home is null) open.Add(new(run));
    }

    private sealed class Piece(InkRun run)
    {
        internal int Left { get; private set; } = run.Start;

        internal int Right { get; private set; } = run.End;

        internal int Top { get; private set; } = run.Row;

        internal int Bottom { get; private set; } = run.Row;

        internal double Area { get; private set; } = run.Length;

        internal void Add(InkRun other)
        {
            (Left, Right) = (Math.Min(Left, other.Start), Math.Max(Right, other.End));
            (Top, Bottom) = (Math.Min(Top, other.Row), Math.Max(Bottom, other.Row));
            Area += other.Length;
        }

        internal void Add(Piece other)
        {
            (Left, Right) = (Math.Min(Left, other.Left), Math.Max(Right, other.Right));
            (Top, Bottom) = (Math.Min(Top, other.Top), Math.Max(Bottom, other.Bottom));
            Area += other.Area;
        }
    }
}
