using System.Numerics;
using System.Runtime.CompilerServices;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Bootstrap by document (Efron 1979; percentile interval): packets or encounters are drawn with replacement, each with all its fields, because fields of one
/// are not independent. The same draws serve every share, so that shares can be compared.
/// </summary>
public sealed class DocumentBootstrap
{
    private readonly int _documents;
    private readonly int _draws;

    // How often each draw has a document, draws of one document side by side: a document is added to the sums of all draws in one sweep.
    private readonly int[] _weights;

    /// <summary>Draws.</summary>
    /// <param name="documents">Number of documents.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="draws">Number of draws; fewer from 2,000 documents up, where the interval hardly moves.</param>
    public DocumentBootstrap(int documents, int seed, int draws = 1000)
    {
        _documents = documents;
        _draws = documents < 2 ? 0 : documents > 2000 ? Math.Min(draws, 200) : draws;
        _weights = new int[documents * _draws];
        var random = new Random(seed);
        for (int draw = 0; draw < _draws; draw++)
        {
            for (int i = 0; i < documents; i++) _weights[(random.Next(documents) * _draws) + draw]++;
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
    internal (long Count, long Of)[] Sums(IReadOnlyCollection<(int At, int Count, int Of)> with)
    {
        int[] counts = new int[_draws], ofs = new int[_draws];
        foreach (var (at, count, of) in with)
        {
            ReadOnlySpan<int> weights = _weights.AsSpan(at * _draws, _draws);
            if (count != 0) Add(counts, weights, count);
            Add(ofs, weights, of);
        }

        var sums = new (long Count, long Of)[_draws];
        for (int draw = 0; draw < sums.Length; draw++) sums[draw] = (counts[draw], ofs[draw]);
        return sums;
    }

    // Compiled whole at its first call: code over vectors of the machine's own width is in no program file, and would begin unoptimized.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<int> sums, ReadOnlySpan<int> weights, int factor)
    {
        int at = 0;
        for (var times = new Vector<int>(factor); at <= sums.Length - Vector<int>.Count; at += Vector<int>.Count)
        {
            (new Vector<int>(sums[at..]) + (new Vector<int>(weights[at..]) * times)).CopyTo(sums[at..]);
        }

        for (; at < sums.Length; at++) sums[at] += weights[at] * factor;
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
    private double[] Drawn((int At, int Count, int Of)[] counts) => [.. Sums(counts).Select(s => s.Of == 0 ? double.NaN : (double)s.Count / s.Of)];

    private static (double, double)? Percentiles(IEnumerable<double> drawn)
    {
        double[] sorted = [.. drawn.Where(d => !double.IsNaN(d)).Order()];
        if (sorted.Length == 0) return null;
        double At(double share) => sorted[(int)Math.Clamp(Math.Round(share * (sorted.Length - 1)), 0, sorted.Length - 1)];
        return (At(0.025), At(0.975));
    }
}
