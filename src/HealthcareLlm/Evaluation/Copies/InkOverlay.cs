namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Finds where blocks of a page lie on another, and so how the two are laid over each other.</summary>
internal static class InkOverlay
{
    /// <summary>Variation of a block under which it is taken for blank: less than a letter.</summary>
    private const float LeastInk = 1.5f;

    /// <summary>Correlation from which on a block was found again.</summary>
    private const float Found = 0.45f;

    /// <summary>Share of the blocks that must agree on how the page lies: at first, where a page may be some hundredths larger, and once its size is known.</summary>
    private const double AgreeAtFirst = 0.35, Agree = 0.7;

    /// <summary>Most that a copy is larger, sheared or turned against its original, once both are upright.</summary>
    private const double MostDistortion = 0.12;

    private const int CoarseBlock = 32, FineBlock = 48, MostCoarseBlocks = 30, FewBlocks = 24;

    /// <summary>How the second page lies under the first, at half resolution; null where too few places agree.</summary>
    /// <param name="first">The page that stays.</param>
    /// <param name="second">The other, in the turn that suits it.</param>
    /// <param name="start">Where the grids fit best.</param>
    internal static Affine? Coarse(InkLayer first, InkLayer second, Affine start)
    {
        if (Step(first, second.Under(first, start), CoarseBlock, CoarseBlock, 6, start, MostCoarseBlocks, AgreeAtFirst) is not { } near) return null;
        return Step(first, second.Under(first, near), CoarseBlock, CoarseBlock / 2, 4, near, int.MaxValue, Agree);
    }

    /// <summary>The same at full resolution, from where the half brought it.</summary>
    internal static Affine? Fine(InkLayer first, InkLayer second, Affine start)
    {
        if (Step(first, second.Under(first, start), FineBlock, FineBlock / 2, 3, start, int.MaxValue, Agree) is not { } near) return null;
        return Step(first, second.Under(first, near), FineBlock, FineBlock / 2, 2, near, int.MaxValue, Agree);
    }

    private static Affine? Step(InkLayer first, InkLayer under, int block, int step, int reach, Affine at, int most, double agree)
    {
        var places = Places(first, block, step, reach);
        // A page with a few lines: blocks that overlap, so that there are enough of them.
        if (places.Count < FewBlocks && step > block / 2) places = Places(first, block, block / 2, reach);
        if (places.Count > most) places = [.. places.OrderByDescending(p => p.Ink).ThenBy(p => p.Top).ThenBy(p => p.Left).Take(most)];
        var moves = new List<Move>(places.Count);
        foreach (var (left, top, _) in places)
        {
            var match = BlockMatch.Best(first, under, left, top, block, block, reach);
            if (match.Likeness >= Found) moves.Add(new(left + ((block - 1) / 2.0), top + ((block - 1) / 2.0), match.Right, match.Down, match.Likeness));
        }

        if (moves.Count < 3 || moves.Count < agree * places.Count) return null;
        var agreeing = Consensus(moves);
        if (agreeing.Count < 3 || agreeing.Count < agree * places.Count) return null;
        var fit = Affine.Fit([.. agreeing.Select(m => (m.X, m.Y, at.At(m.X + m.Right, m.Y + m.Down).X, at.At(m.X + m.Right, m.Y + m.Down).Y))]);
        return fit is { Distortion: <= MostDistortion } ? fit : null;
    }

    private static List<(int Left, int Top, float Ink)> Places(InkLayer page, int block, int step, int reach)
    {
        var places = new List<(int, int, float)>();
        for (int top = reach; top + block + reach <= page.Height; top += step)
        {
            for (int left = reach; left + block + reach <= page.Width; left += step)
            {
                float ink = page.Variation(left, top, block, block);
                if (ink >= LeastInk) places.Add((left, top, ink));
            }
        }

        return places;
    }

    /// <summary>The moves that one turning and scaling explains: each pair of the surest is tried (RANSAC without chance; Fischler and Bolles 1981).</summary>
    private static List<Move> Consensus(List<Move> moves)
    {
        const double apart = 40, near = 1.6, mostScale = 0.12, mostTurn = 0.06;
        var surest = moves.OrderByDescending(m => m.Likeness).ThenBy(m => m.Y).ThenBy(m => m.X).Take(20).ToList();
        List<Move> best = [];
        for (int i = 0; i < surest.Count; i++)
        {
            for (int j = i + 1; j < surest.Count; j++)
            {
                var (one, two) = (surest[i], surest[j]);
                double x = two.X - one.X, y = two.Y - one.Y, u = two.Right - one.Right, v = two.Down - one.Down, square = (x * x) + (y * y);
                if (square < apart * apart) continue;
                // Moves are a complex multiple of places, beside a shift: close to nothing where the page was only shifted.
                double real = ((u * x) + (v * y)) / square, imaginary = ((v * x) - (u * y)) / square;
                if (Math.Abs(real) > mostScale || Math.Abs(imaginary) > mostTurn) continue;
                var within = moves.Where(m => Math.Abs(one.Right + (real * (m.X - one.X)) - (imaginary * (m.Y - one.Y)) - m.Right) <= near
                    && Math.Abs(one.Down + (imaginary * (m.X - one.X)) + (real * (m.Y - one.Y)) - m.Down) <= near).ToList();
                if (within.Count > best.Count) best = within;
            }
        }

        return best;
    }

    private readonly record struct Move(double X, double Y, double Right, double Down, float Likeness);
}
