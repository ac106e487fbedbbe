namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Tells a text layer whose letters are mapped wrongly from one that is written language.</summary>
internal static class GarbageText
{
    // Characters without meaning above this share make the layer useless.
    private const double MaximumUnmapped = 0.08;

    // Letters needed before their frequencies say anything.
    private const int MinimumLetters = 120;

    // Mean log probability a letter. English prose lies near -2.9, lists of names, drugs and codes above -3.2, random or shifted letters below -3.6.
    private const double MinimumLikelihood = -3.45;

    // Relative frequencies of a to z in English text, in percent (Lewand, Cryptological Mathematics, 2000, table 1.1; rare letters raised to 0.2, since names and codes hold more of them).
    private static readonly double[] Frequencies =
    [
        8.17, 1.49, 2.78, 4.25, 12.70, 2.23, 2.02, 6.09, 6.97, 0.2, 0.77, 4.03, 2.41, 6.75, 7.51, 1.93, 0.2, 5.99, 6.33, 9.06, 2.76, 0.98, 2.36, 0.2, 1.97, 0.2,
    ];

    internal static bool Is(IReadOnlyCollection<DrawnWord> words)
    {
        int characters = 0, unmapped = 0, letters = 0;
        double likelihood = 0;
        foreach (var word in words)
        {
            if (word.Check != CheckGlyph.None) continue;
            foreach (char c in word.Text)
            {
                characters++;
                if (c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(c)) unmapped++;
                int index = (c | 0x20) - 'a';
                if (index is < 0 or > 25 || c > 'z') continue;
                letters++;
                likelihood += Math.Log(Frequencies[index] / 100);
            }
        }

        if (characters > 0 && unmapped > characters * MaximumUnmapped && unmapped >= 4) return true;
        return letters >= MinimumLetters && likelihood / letters < MinimumLikelihood;
    }
}
