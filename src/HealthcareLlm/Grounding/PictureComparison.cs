using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Grounding;

/// <summary>Whether a picture shows what a text layer says.</summary>
public enum PictureAgreement
{
    /// <summary>It shows it, up to look-alikes.</summary>
    Confirmed,

    /// <summary>It cannot be told: too small, too faint, or read with too little confidence.</summary>
    Unclear,

    /// <summary>It shows something else.</summary>
    Contradicted,
}

/// <summary>Compares the words of a text layer with what was recognized at their place.</summary>
public static class PictureComparison
{
    // Below this mean confidence of recognition nothing is held against a text layer.
    private const double Legible = 0.6;

    // Share of characters that may differ before a legible reading is another text.
    private const double Tolerance = 0.34;

    private static readonly HashSet<string> Deciding = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "not", "none", "yes", "denies", "denied", "without", "negative", "positive", "left", "right", "bilateral", "never",
    };

    /// <summary>Compares the words of one span with the readings of its lines.</summary>
    public static PictureAgreement Compare(string text, IEnumerable<RegionReading> readings)
    {
        var seen = readings.ToList();
        string shown = string.Join(' ', seen.Select(r => r.Text));
        string picture = LookAlikes.FoldCompact(shown);
        // A capital letter before digits may be recognized as a sign of money: '$67.21XD'.
        if (shown.AsSpan().ContainsAny("$§£€")) picture += '\n' + LookAlikes.FoldCompact(shown.Replace('$', 'S').Replace('§', 'S').Replace('£', 'E').Replace('€', 'E'));
        string layer = LookAlikes.FoldCompact(text);
        if (layer.Length == 0) return PictureAgreement.Confirmed;
        if (picture.Contains(layer, StringComparison.Ordinal)) return PictureAgreement.Confirmed;
        if (picture.Length == 0 || seen.Min(r => r.Confidence) < Legible) return PictureAgreement.Unclear;
        bool decides = MissesDecidingToken(text, picture);
        double differs = (double)Distance(layer, picture) / Math.Max(layer.Length, 1);
        if (!decides && differs <= Tolerance) return PictureAgreement.Confirmed;
        double confidence = seen.Min(r => r.Confidence);
        // One or two characters alone are too little context for recognition to be held against the layer, unless both are answers: YES and NO.
        if (layer.Length <= 2 && !(Decides(text) && seen.Exists(r => r.Text.Split(' ').Any(Decides)))) return PictureAgreement.Unclear;
        return confidence >= 0.8 && (decides || differs > 0.6) ? PictureAgreement.Contradicted : PictureAgreement.Unclear;
    }

    private static bool MissesDecidingToken(string text, string picture)
    {
        foreach (string token in text.Split([' ', '\n', '\t', '(', ')', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!token.Any(char.IsAsciiDigit) && !Decides(token)) continue;
            string folded = LookAlikes.FoldCompact(token);
            if (folded.Length > 0 && !picture.Contains(folded, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool Decides(string token) => Deciding.Contains(token.Trim('.', '"', '\'', ':', ','));

    /// <summary>Least number of insertions, deletions and changes (Levenshtein 1966) that turn the layer into some part of the picture's text.</summary>
    private static int Distance(string layer, string picture)
    {
        // The crop may hold ink of neighbours, so the ends of the picture's text cost nothing (Sellers 1980).
        if ((long)layer.Length * picture.Length > 4_000_000) return layer.Length;
        int[] above = new int[picture.Length + 1], row = new int[picture.Length + 1];
        for (int i = 1; i <= layer.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= picture.Length; j++)
            {
                int change = above[j - 1] + (layer[i - 1] == picture[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above[j], row[j - 1]) + 1);
            }

            (above, row) = (row, above);
        }

        return above.Min();
    }
}
