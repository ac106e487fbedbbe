using CsCheck;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class AssignmentTests
{
    [Fact]
    public void No_other_pairing_of_small_lists_is_better() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 1000]).SelectMany((rows, columns, _) => Gen.Int[0, 9].Array[rows * columns].Select(cells => (rows, columns, cells)))
            .Sample(sample =>
            {
                double[][] weights = [.. Enumerable.Range(0, sample.rows).Select(row => sample.cells.Skip(row * sample.columns).Take(sample.columns).Select(static c => (double)c).ToArray())];
                var best = Assignment.Best(weights);
                Assert.Equal(best.Count(b => b >= 0), best.Where(b => b >= 0).Distinct().Count());
                double sum = best.Select((column, row) => column < 0 ? 0 : weights[row][column]).Sum();
                Assert.Equal(Exhaustive(weights, 0, 0), sum, 6);
            }, iter: 500, seed: "0000KOIPe036");

    [Fact]
    public void Nothing_alike_is_paired_with_nothing() => Assert.All(Assignment.Best([[0, 0, 0], [0, 0, 0]]), column => Assert.Equal(-1, column));

    private static double Exhaustive(double[][] weights, int row, int used)
    {
        if (row == weights.Length) return 0;
        double best = Exhaustive(weights, row + 1, used);
        for (int column = 0; column < weights[row].Length; column++)
        {
            if ((used & (1 << column)) == 0) best = Math.Max(best, weights[row][column] + Exhaustive(weights, row + 1, used | (1 << column)));
        }

        return best;
    }
}
