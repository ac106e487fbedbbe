namespace HealthcareLlm.Evaluation;

/// <summary>
/// Average normalized Levenshtein similarity (Biten et al., Scene Text Visual Question Answering, ICCV 2019): for free text only. A code, id, date or number is
/// right or wrong; of two codes one digit apart it would say 0.8.
/// </summary>
public static class Anls
{
    /// <summary>Similarity below which a text counts as another one, 0 to 1, as published.</summary>
    public const double Threshold = 0.5;

    /// <summary>The best similarity to any of the right writings, 0 to 1; 0 below <see cref="Threshold"/>. Case and runs of spaces do not count.</summary>
    /// <param name="right">Right writings.</param>
    /// <param name="given">What stands.</param>
    public static double Score(IEnumerable<string> right, string given)
    {
        string value = Plain(given);
        double best = right.Select(r => Comparator.Likeness(Plain(r), value)).DefaultIfEmpty(0).Max();
        return best < Threshold ? 0 : best;
    }

    /// <summary>Score of a leaf; null where it is no free text, so that likeness never judges a code.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="given">What stands.</param>
    public static double? Of(string path, GoldLeaf.Given gold, string given) =>
        Comparator.StrictnessOf(path) == Strictness.FreeText && gold.Value.Length > 0 ? Score(gold.AnyOf.Prepend(gold.Value), given) : null;

    private static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
