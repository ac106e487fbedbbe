using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Optimal assignment: which entry of one list answers which of the other, so that the sum of likeness is greatest. The Hungarian method with potentials
/// (Kuhn 1955; the form of Jonker and Volgenant), cubic in the longer list.
/// </summary>
public static class Assignment
{
    /// <summary>For each row the column it is paired with, or -1. Pairs of weight 0 or less are not made.</summary>
    /// <param name="weights">Likeness by row and column, all rows of one length; larger is more alike.</param>
    public static ImmutableArray<int> Best(double[][] weights)
    {
        int rows = weights.Length, columns = rows == 0 ? 0 : weights[0].Length, n = Math.Max(rows, columns);
        if (columns == 0) return [.. Enumerable.Repeat(-1, rows)];
        double Cost(int row, int column) => row < rows && column < columns ? -Math.Max(0, weights[row][column]) : 0;
        double[] rowPotential = new double[n + 1], columnPotential = new double[n + 1];
        int[] rowOf = new int[n + 1];
        for (int row = 1; row <= n; row++) Augment(row, n, Cost, rowPotential, columnPotential, rowOf);
        int[] best = [.. Enumerable.Repeat(-1, rows)];
        for (int column = 1; column <= n; column++)
        {
            int row = rowOf[column] - 1;
            if (row < rows && column <= columns && weights[row][column - 1] > 0) best[row] = column - 1;
        }

        return [.. best];
    }

    private static void Augment(int row, int n, Func<int, int, double> cost, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        rowOf[0] = row;
        int at = 0;
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, n + 1)];
        int[] way = new int[n + 1];
        bool[] used = new bool[n + 1];
        do
        {
            used[at] = true;
            int from = rowOf[at], next = 0;
            double delta = double.PositiveInfinity;
            for (int column = 1; column <= n; column++)
            {
                if (used[column]) continue;
                double reduced = cost(from - 1, column - 1) - rowPotential[from] - columnPotential[column];
                if (reduced < least[column]) (least[column], way[column]) = (reduced, at);
                if (least[column] < delta) (delta, next) = (least[column], column);
            }

            for (int column = 0; column <= n; column++)
            {
                if (used[column]) (rowPotential[rowOf[column]], columnPotential[column]) = (rowPotential[rowOf[column]] + delta, columnPotential[column] - delta);
                else least[column] -= delta;
            }

            at = next;
        }
        while (rowOf[at] != 0);
        for (; at != 0; at = way[at]) rowOf[at] = rowOf[way[at]];
    }
}
