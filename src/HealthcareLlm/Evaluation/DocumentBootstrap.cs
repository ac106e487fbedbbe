namespace HealthcareLlm.Evaluation;

/// <summary>
/// Bootstrap by document (Efron 1979; percentile interval): packets or encounters are drawn with replacement, each with all its fields, because fields of one
/// are not independent. The same draws serve every share, so that shares can be compared.
/// </summary>
public sealed class DocumentBootstrap
{
    private readonly byte[][] _weights;
    private readonly int _documents;

    /// <summary>Draws.</summary>
    /// <param name="documents">Number of documents.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="draws">Number of draws; fewer from 2,000 documents up, where the interval hardly moves.</param>
    public DocumentBootstrap(int documents, int seed, int draws = 1000)
    {
        _documents = documents;
        var random = new Random(seed);
        _weights = new byte[documents < 2 ? 0 : documents > 2000 ? Math.Min(draws, 200) : draws][];
        for (int draw = 0; draw < _weights.Length; draw++)
        {
            byte[] weights = new byte[documents];
            for (int i = 0; i < documents; i++)
            {
                int at = random.Next(documents);
                if (weights[at] < byte.MaxValue) weights[at]++;
            }

            _weights[draw] = weights;
        }
    }

    /// <summary>The 95 % interval of a share; null where fewer than two documents have anything to count: one document has no spread.</summary>
    /// <param name="counts">For each document how many of how many.</param>
    public (double Lower, double Upper)? Interval(IReadOnlyList<(int Count, int Of)> counts)
    {
        var with = Counting(counts);
        return with.Length < 2 ? null : Percentiles(Drawn(with));
    }

    /// <summary>The same, for those documents alone that have anything to count, with their places.</summary>
    /// <param name="counts">Place of a document, how many, and of how many, which is above 0.</param>
    internal (double Lower, double Upper)? SparseInterval(IReadOnlyCollection<(int At, int Count, int Of)> counts) => counts.Count < 2 ? null : Percentiles(Drawn([.. counts]));

    /// <summary>The 95 % interval of the difference of two shares (the first less the second) over the same documents; null as <see cref="Interval"/>.</summary>
    /// <param name="first">For each document how many of how many.</param>
    /// <param name="second">The same for the other share.</param>
    public (double Lower, double Upper)? Difference(IReadOnlyList<(int Count, int Of)> first, IReadOnlyList<(int Count, int Of)> second)
    {
        var (a, b) = (Counting(first), Counting(second));
        if (a.Length < 2 || b.Length < 2) return null;
        return Percentiles(Drawn(a).Zip(Drawn(b), (x, y) => x - y));
    }

    /// <summary>Sums of every draw, for shares over parts of the documents: parts that exclude each other can be subtracted.</summary>
    /// <param name="with">How many of how many, with the document's place, of the documents that have anything to count.</param>
    internal (long Count, long Of)[] Sums(List<(int At, int Count, int Of)> with)
    {
        var sums = new (long Count, long Of)[_weights.Length];
        for (int draw = 0; draw < sums.Length; draw++)
        {
            long count = 0, of = 0;
            byte[] weights = _weights[draw];
            foreach (var (at, c, o) in with)
            {
                count += weights[at] * c;
                of += weights[at] * o;
            }

            sums[draw] = (count, of);
        }

        return sums;
    }

    /// <summary>The 95 % interval of the first share less that of all the others; null where no draw has both.</summary>
    /// <param name="part">Sums of the part.</param>
    /// <param name="all">Sums of the whole that holds it.</param>
    internal static (double Lower, double Upper)? AgainstRest((long Count, long Of)[] part, (long Count, long Of)[] all) =>
        Percentiles(part.Zip(all, (p, a) => p.Of == 0 || a.Of == p.Of ? double.NaN : ((double)p.Count / p.Of) - ((double)(a.Count - p.Count) / (a.Of - p.Of))));

    private (int At, int Count, int Of)[] Counting(IReadOnlyList<(int Count, int Of)> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Count, _documents);
        return [.. counts.Select((c, i) => (i, c.Count, c.Of)).Where(c => c.Of > 0)];
    }

    /// <summary>The share of each draw; NaN where a draw has nothing to count.</summary>
    private double[] Drawn((int At, int Count, int Of)[] counts)
    {
        double[] shares = new double[_weights.Length];
        for (int draw = 0; draw < shares.Length; draw++)
        {
            long count = 0, of = 0;
            byte[] weights = _weights[draw];
            foreach (var (at, c, o) in counts)
            {
                int weight = weights[at];
                count += weight * c;
                of += weight * o;
            }

            shares[draw] = of == 0 ? double.NaN : (double)count / of;
        }

        return shares;
    }

    private static (double, double)? Percentiles(IEnumerable<double> drawn)
    {
        double[] sorted = [.. drawn.Where(d => !double.IsNaN(d)).Order()];
        if (sorted.Length == 0) return null;
        double At(double share) => sorted[(int)Math.Clamp(Math.Round(share * (sorted.Length - 1)), 0, sorted.Length - 1)];
        return (At(0.025), At(0.975));
    }
}
