using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Two texts that are nearly the same.</summary>
/// <param name="First">Index of the earlier text.</param>
/// <param name="Second">Index of the later text.</param>
/// <param name="Share">Share of the shorter text's runs of words that the other has, 0 to 1.</param>
public sealed record NearTexts(int First, int Second, double Share)
{
    /// <summary>Whether the share is of both texts' words in one order, and not of runs: what short texts are compared by.</summary>
    public bool IsShort { get; init; }
}

/// <summary>
/// Finds texts that are nearly the same by their runs of five words (w-shingling, Broder 1997), with an index, so that a set of thousands of documents is
/// compared in seconds. Numbers count as words: two notes of one template with other values share their template's runs and not those with values.
/// </summary>
public static class TextShingles
{
    /// <summary>Words of a run.</summary>
    public const int Run = 5;

    /// <summary>Share of the shorter text's runs, 0 to 1, from which on two texts are nearly the same.</summary>
    public const double Near = 0.8;

    /// <summary>Texts with fewer runs are too short to tell by runs: <see cref="ShortTexts"/> compares them.</summary>
    public const int LeastRuns = 30;

    /// <summary>Every pair of texts that are nearly the same, in order.</summary>
    public static ImmutableArray<NearTexts> Pairs(IReadOnlyList<string> texts)
    {
        var index = new Dictionary<ulong, List<int>>();
        var runs = new int[texts.Count];
        var pairs = ImmutableArray.CreateBuilder<NearTexts>();
        for (int later = 0; later < texts.Count; later++)
        {
            var own = Of(texts[later]);
            runs[later] = own.Count;
            if (own.Count < LeastRuns) continue;
            var shared = new SortedDictionary<int, int>();
            foreach (ulong run in own)
            {
                if (!index.TryGetValue(run, out var holders)) index[run] = holders = [];
                foreach (int earlier in holders) shared[earlier] = shared.GetValueOrDefault(earlier) + 1;
                holders.Add(later);
            }

            foreach (var (earlier, count) in shared)
            {
                double share = (double)count / Math.Min(runs[earlier], own.Count);
                if (share >= Near) pairs.Add(new(earlier, later, share));
            }
        }

        return pairs.ToImmutable();
    }

    private static HashSet<ulong> Of(string text)
    {
        var words = NormalForm.Words(text);
        var runs = new HashSet<ulong>();
        for (int at = 0; at + Run <= words.Length; at++)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words[at..(at + Run)])));
            runs.Add(BitConverter.ToUInt64(hash, 0));
        }

        return runs;
    }
}
