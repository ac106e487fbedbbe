namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Joins pieces of one comb that was found in parts, its rules being torn: the next piece begins in the very next cell, at the comb's pitch.</summary>
internal static class CombPieces
{
    // How far a character may stand from where the pitch has it, in pitches.
    private const double Slack = 0.3;

    // From one character to the next in widths of a character: print of words has 1.2.
    private const double LeastPitch = 1.4;

    // So many characters tell a pitch.
    private const int LeastCharacters = 3;

    internal static List<RecognizedWord> Join(List<RecognizedWord> words)
    {
        var joined = words.ToList();
        for (bool again = true; again;)
        {
            again = false;
            for (int i = 0; i < joined.Count && !again; i++)
            {
                if (Pitch(joined[i]) is not { } pitch || pitch < LeastPitch * Glyph(joined[i])) continue;
                int next = joined.FindIndex(w => w != joined[i] && (w.IsComb || joined[i].IsComb) && Follows(joined[i], w, pitch));
                if (next < 0) continue;
                var (a, b) = (joined[i], joined[next]);
                joined[i] = a with { IsComb = true, Text = a.Text + b.Text, Box = a.Box.Union(b.Box), Confidence = Math.Min(a.Confidence, b.Confidence), Marks = a.Marks | b.Marks };
                joined.RemoveAt(next);
                again = true;
            }
        }

        return joined;
    }

    /// <summary>From one character's middle to the next one's; null where too few tell it.</summary>
    private static double? Pitch(RecognizedWord word) =>
        word.Text.Length >= LeastCharacters ? (word.Box.Width - Glyph(word)) / (word.Text.Length - 1) : null;

    private static double Glyph(RecognizedWord word) => word.Box.Height * 0.65;

    private static bool Follows(RecognizedWord comb, RecognizedWord word, double pitch)
    {
        if (!word.Text.All(char.IsAsciiLetterOrDigit)) return false;
        if (comb.Box.VerticalOverlap(word.Box) < 0.7 * Math.Min(comb.Box.Height, word.Box.Height) || word.Box.Height > 1.5 * comb.Box.Height) return false;
        // A piece of several characters has the comb's own pitch.
        if (word.Text.Length >= LeastCharacters && Pitch(word) is { } own && Math.Abs(own - pitch) > Slack * pitch) return false;
        double last = comb.Box.Right - (Glyph(comb) / 2), first = word.Box.X + (Math.Min(Glyph(comb), word.Box.Width) / 2);
        return Math.Abs(first - last - pitch) <= Slack * pitch;
    }
}
