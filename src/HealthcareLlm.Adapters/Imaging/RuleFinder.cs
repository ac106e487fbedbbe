using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A straight run of ink that is long and thin.</summary>
/// <param name="Box">Box around it, pixels.</param>
/// <param name="Thickness">Mean thickness, pixels.</param>
/// <param name="Start">Its middle, across its direction, at its left or upper end.</param>
/// <param name="End">Its middle, across its direction, at its right or lower end.</param>
internal sealed record RuleLine(BoundingBox Box, double Thickness, double Start, double End)
{
    /// <summary>Height of the middle of a line from left to right at a column.</summary>
    internal double YAt(double x) => Start + ((End - Start) * Math.Clamp((x - Box.X) / Math.Max(1, Box.Width), 0, 1));

    /// <summary>Column of the middle of a line from top to bottom at a row.</summary>
    internal double XAt(double y) => Start + ((End - Start) * Math.Clamp((y - Box.Y) / Math.Max(1, Box.Height), 0, 1));
}

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
    /// <param name="slope">Greatest slope, as a share of the length.</param>
    /// <param name="gapInches">Gap over which pieces are one line.</param>
    internal static List<RuleLine> Find(InkMap map, double dpi, double runInches, double minimumInches, double slope = 0.02, double gapInches = GapInches)
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
                if (run.Length >= minimumRun) Place(open, run, gapInches * dpi);
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
            if (length < minimumInches * dpi || thickness > MaximumThicknessInches * dpi || height > thickness + (length * slope) + 3) continue;
            bool level = height <= thickness + 2;
            double middle = piece.Top + (height / 2);
            lines.Add(new(new(piece.Left, piece.Top, length, height), thickness, level ? middle : piece.LeftRow, level ? middle : piece.RightRow));
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

        /// <summary>Row of its leftmost and of its rightmost run.</summary>
        internal int LeftRow { get; private set; } = run.Row;

        internal int RightRow { get; private set; } = run.Row;

        internal int Top { get; private set; } = run.Row;

        internal int Bottom { get; private set; } = run.Row;

        internal double Area { get; private set; } = run.Length;

        internal void Add(InkRun other)
        {
            if (other.Start < Left) LeftRow = other.Row;
            if (other.End > Right) RightRow = other.Row;
            (Left, Right) = (Math.Min(Left, other.Start), Math.Max(Right, other.End));
            (Top, Bottom) = (Math.Min(Top, other.Row), Math.Max(Bottom, other.Row));
            Area += other.Length;
        }

        internal void Add(Piece other)
        {
            if (other.Left < Left) LeftRow = other.LeftRow;
            if (other.Right > Right) RightRow = other.RightRow;
            (Left, Right) = (Math.Min(Left, other.Left), Math.Max(Right, other.Right));
            (Top, Bottom) = (Math.Min(Top, other.Top), Math.Max(Bottom, other.Bottom));
            Area += other.Area;
        }
    }
}
