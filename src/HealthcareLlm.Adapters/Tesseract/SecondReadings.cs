using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Joins what the second pass read to the words of the first. A recognizer's box may be narrower than the word in it; the ink beside the box is then taken for unread
/// and read once more: 'a a', '4 4', 'Our r'. Such an echo is left out, a word that was cut off is completed, and what is new is added.
/// </summary>
internal static class SecondReadings
{
    // A first reading below this confidence does not stand in the way of a second.
    private const double DoubtfulReading = 0.3;

    // Share of a second reading's area that lies in a word's box when the word surely has its ink.
    private const double SameInk = 0.5;

    // Share of the narrower of two boxes that lies in the other when both may be of one ink.
    private const double SharedInk = 0.25;

    // Farthest apart, in heights of the lower box, that ink of one word may be; two words stand farther apart.
    private const double Touch = 0.12;

    // A digit more is believed where the second reading is so much surer: the rest of a rule is read as a 1.
    private const double SurerOfDigits = 0.2;

    // Longest text that can be the end of a word beside whose box it stands.
    private const int LongestRest = 4;

    /// <summary>Adds to <paramref name="words"/> what <paramref name="second"/> holds and they do not.</summary>
    internal static void AddTo(List<RecognizedWord> words, List<RecognizedWord> second)
    {
        int first = words.Count;
        foreach (var word in second)
        {
            if (words.Take(first).Any(w => w.Confidence >= DoubtfulReading && w.Box.Intersect(word.Box).Area >= SameInk * word.Box.Area && !Completes(word, w))) continue;
            // Two pieces of one letter are read as the letter each.
            int at = words.FindIndex(w => IsPlain(w) && IsEcho(word, w));
            if (at >= 0)
            {
                // The ink of the echo is the word's.
                words[at] = words[at] with { Box = words[at].Box.Union(word.Box) };
                continue;
            }

            at = words.FindIndex(0, first, w => IsPlain(w) && Completes(word, w));
            if (at >= 0) words[at] = word with { Box = word.Box.Union(words[at].Box) };
            else words.Add(word);
        }
    }

    private static bool IsPlain(RecognizedWord word) => word is { Marks: WordMarks.None, IsComb: false, IsTurned: false };

    /// <summary>Whether a second reading says what a word says, or what it begins or ends with, of ink that may be the word's.</summary>
    private static bool IsEcho(RecognizedWord second, RecognizedWord word)
    {
        if (!SameLine(second.Box, word.Box)) return false;
        double shared = second.Box.HorizontalOverlap(word.Box), narrower = Math.Min(second.Box.Width, word.Box.Width);
        if (shared >= SharedInk * narrower) return Text(word).Contains(Text(second), StringComparison.OrdinalIgnoreCase);
        if (shared < -Touch * Math.Min(second.Box.Height, word.Box.Height) || second.Text.Length > LongestRest || word.Text.Length <= second.Text.Length) return false;
        return second.Box.CenterX > word.Box.CenterX
            ? Text(word).EndsWith(Text(second), StringComparison.Ordinal)
            : Text(word).StartsWith(Text(second), StringComparison.Ordinal);
    }

    /// <summary>Whether a second reading, no less sure, has all of a word and more, of ink in which the word's lies.</summary>
    private static bool Completes(RecognizedWord second, RecognizedWord word) =>
        SameLine(second.Box, word.Box) && second.Confidence >= (Text(second).Any(char.IsAsciiDigit) ? word.Confidence + SurerOfDigits : word.Confidence - 0.1) && Text(second).Length > Text(word).Length
        && second.Box.HorizontalOverlap(word.Box) >= 0.6 * word.Box.Width
        && (Text(second).StartsWith(Text(word), StringComparison.Ordinal) || Text(second).EndsWith(Text(word), StringComparison.Ordinal));

    private static bool SameLine(BoundingBox a, BoundingBox b) => a.VerticalOverlap(b) >= 0.5 * Math.Min(a.Height, b.Height);

    private static string Text(RecognizedWord word) => word.Text.Trim('.', ',', ':', ';');
}
