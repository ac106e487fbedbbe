namespace HealthcareLlm.RoleTrainer;

/// <summary>Minimizes a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.5) with steps that are halved until they descend enough (Armijo).</summary>
internal static class Minimizer
{
    private const int Memory = 8;

    /// <summary>The place of the minimum; the same for the same function and beginning.</summary>
    /// <param name="at">The beginning; changed in place.</param>
    /// <param name="function">Value at a place; fills in the gradient there.</param>
    /// <param name="steps">The most steps.</param>
    internal static double[] Minimize(double[] at, Func<double[], double[], double> function, int steps = 200)
    {
        int n = at.Length;
        double[] gradient = new double[n];
        double value = function(at, gradient);
        var moves = new List<(double[] S, double[] Y, double Rho)>();
        for (int step = 0; step < steps; step++)
        {
            double[] direction = Direction(gradient, moves);
            double slope = Dot(direction, gradient);
            if (slope > -1e-9) break;
            double length = moves.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient))) : 1;
            double[] next = new double[n], nextGradient = new double[n];
            double found = double.PositiveInfinity;
            for (int half = 0; half < 30; half++, length /= 2)
            {
                for (int i = 0; i < n; i++) next[i] = at[i] + (length * direction[i]);
                found = function(next, nextGradient);
                if (found <= value + (1e-4 * length * slope)) break;
            }

            if (found >= value) break;
            double[] s = new double[n], y = new double[n];
            for (int i = 0; i < n; i++) (s[i], y[i]) = (next[i] - at[i], nextGradient[i] - gradient[i]);
            double product = Dot(s, y);
            if (product > 1e-10)
            {
                if (moves.Count == Memory) moves.RemoveAt(0);
                moves.Add((s, y, 1 / product));
            }

            bool settled = value - found < 1e-8 * Math.Abs(value);
            (at, gradient, value) = (next, nextGradient, found);
            if (settled) break;
        }

        return at;
    }

    private static double[] Direction(double[] gradient, List<(double[] S, double[] Y, double Rho)> moves)
    {
        double[] q = [.. gradient.Select(static g => -g)];
        double[] alpha = new double[moves.Count];
        for (int m = moves.Count - 1; m >= 0; m--)
        {
            alpha[m] = moves[m].Rho * Dot(moves[m].S, q);
            for (int i = 0; i < q.Length; i++) q[i] -= alpha[m] * moves[m].Y[i];
        }

        if (moves.Count > 0)
        {
            double scale = 1 / (moves[^1].Rho * Dot(moves[^1].Y, moves[^1].Y));
            for (int i = 0; i < q.Length; i++) q[i] *= scale;
        }

        for (int m = 0; m < moves.Count; m++)
        {
            double beta = moves[m].Rho * Dot(moves[m].Y, q);
            for (int i = 0; i < q.Length; i++) q[i] += (alpha[m] - beta) * moves[m].S[i];
        }

        return q;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
