using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Names a set of judged values by its content.</summary>
public static class LabelledSet
{
    /// <summary>
    /// SHA-256, lower-case hex, over one line for every judged value in ordinal order: evalset, case, path, score and whether it is right, parted by tabs. Any
    /// other gold, other result or other judge gives another hash; the order of cases does not.
    /// </summary>
    public static string Hash(IEnumerable<CaseScore> cases)
    {
        var lines = cases.SelectMany(c => c.Leaves
            .Where(l => l.Score is not null && l.Outcome is LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented)
            .Select(l => string.Join('\t', c.Evalset, c.Id, l.Path, l.Score?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty, l.Outcome == LeafOutcome.Right ? "right" : "wrong")))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>A fold of a case, 0 to <paramref name="folds"/> less 1, from the SHA-256 of its documents: the same packet is always in the same fold, whatever it is called.</summary>
    /// <param name="score">The case.</param>
    /// <param name="folds">Number of folds, at least 1.</param>
    public static int Fold(CaseScore score, int folds)
    {
        ImmutableArray<string> sources = score.Sources.IsEmpty ? [score.Evalset + "/" + score.Id] : [.. score.Sources.Order(StringComparer.Ordinal)];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sources)));
        return (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)folds);
    }
}
