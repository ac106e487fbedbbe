using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Prose;

/// <summary>Precision, recall and their harmonic mean, each 0 to 1.</summary>
/// <param name="Precision">Share of the candidate's units that the reference has.</param>
/// <param name="Recall">Share of the reference's units that the candidate has.</param>
public readonly record struct Overlap(double Precision, double Recall)
{
    /// <summary>F1; 0 where both are 0.</summary>
    public double F => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    internal static Overlap Of(int hits, int candidate, int reference) => new(candidate == 0 ? 0 : (double)hits / candidate, reference == 0 ? 0 : (double)hits / reference);
}

/// <summary>
/// ROUGE (Lin 2004) of one candidate against one reference. ROUGE-L and ROUGE-Lsum are two things: L takes each text as one sequence, Lsum goes sentence by sentence (a line
/// is a sentence) with the union of longest common subsequences; what is printed as 'ROUGE-L' for clinical notes is often Lsum. Words are runs of ASCII letters and digits in lower case,
/// without stemming, as in Google's rouge_score. It only informs: a wrong dose costs it one word.
/// </summary>
/// <param name="One">ROUGE-1.</param>
/// <param name="Two">ROUGE-2.</param>
/// <param name="L">ROUGE-L over the whole texts.</param>
/// <param name="Lsum">ROUGE-Lsum over lines.</param>
public sealed record Rouge(Overlap One, Overlap Two, Overlap L, Overlap Lsum)
{
    /// <summary>Measures a candidate.</summary>
    /// <param name="candidate">What was written, one sentence a line.</param>
    /// <param name="reference">What should have been, one sentence a line.</param>
    public static Rouge Of(string candidate, string reference)
    {
        ImmutableArray<ImmutableArray<string>> candidates = Sentences(candidate), references = Sentences(reference);
        ImmutableArray<string> written = [.. candidates.SelectMany(s => s)], expected = [.. references.SelectMany(s => s)];
        int common = Common(expected, written)[expected.Length, written.Length];
        return new(Grams(written, expected, 1), Grams(written, expected, 2), Overlap.Of(common, written.Length, expected.Length), Sum(candidates, references, written, expected));
    }

    /// <summary>The words of a text.</summary>
    internal static ImmutableArray<string> Words(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && char.IsAsciiLetterOrDigit(text[i]);
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            words.Add(text[start..i].ToLowerInvariant());
            start = -1;
        }

        return words.ToImmutable();
    }

    private static ImmutableArray<ImmutableArray<string>> Sentences(string text) => [.. text.Split('\n').Select(Words).Where(s => !s.IsEmpty)];

    private static Overlap Grams(ImmutableArray<string> written, ImmutableArray<string> expected, int n)
    {
        static Dictionary<string, int> Counted(ImmutableArray<string> words, int n) =>
            Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).GroupBy(i => string.Join(' ', words.Skip(i).Take(n)), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var (own, wanted) = (Counted(written, n), Counted(expected, n));
        return Overlap.Of(wanted.Sum(w => Math.Min(w.Value, own.GetValueOrDefault(w.Key))), own.Values.Sum(), wanted.Values.Sum());
    }

    private static Overlap Sum(ImmutableArray<ImmutableArray<string>> candidates, ImmutableArray<ImmutableArray<string>> references, ImmutableArray<string> written, ImmutableArray<string> expected)
    {
        // A word counts once for each time that it stands in both texts (rouge_score's clipping).
        var left = written.GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        int hits = 0;
        foreach (var sentence in references)
        {
            foreach (int at in candidates.SelectMany(c => Shared(sentence, c)).Distinct().Order())
            {
                if (left.GetValueOrDefault(sentence[at]) == 0) continue;
                left[sentence[at]]--;
                hits++;
            }
        }

        return Overlap.Of(hits, written.Length, expected.Length);
    }

    /// <summary>Where the words of one longest common subsequence stand in the reference; of several the one that rouge_score walks back to.</summary>
    private static IEnumerable<int> Shared(ImmutableArray<string> reference, ImmutableArray<string> candidate)
    {
        int[,] lengths = Common(reference, candidate);
        int i = reference.Length, j = candidate.Length;
        while (i > 0 && j > 0)
        {
            if (reference[i - 1] == candidate[j - 1])
            {
                yield return i - 1;
                i--;
                j--;
            }
            else if (lengths[i, j - 1] > lengths[i - 1, j]) j--;
            else i--;
        }
    }

    private static int[,] Common(ImmutableArray<string> reference, ImmutableArray<string> candidate)
    {
        int[,] lengths = new int[reference.Length + 1, candidate.Length + 1];
        for (int i = 1; i <= reference.Length; i++)
        {
            for (int j = 1; j <= candidate.Length; j++)
            {
                lengths[i, j] = reference[i - 1] == candidate[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths;
    }
}
