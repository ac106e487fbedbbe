using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>
/// Joins the characters of a comb, which stand in equal cells one by one, to the number or date that they are. A form's text layer holds each of them as a
/// word of its own.
/// </summary>
internal static class CombWords
{
    // Fewest characters: three narrow columns of a table may be alike by chance, four hardly.
    private const int Fewest = 4;

    // Widest cell, points (0.42 inch, as for combs in pictures), and how much steps from character to character may differ, as a share.
    private const double Widest = 30, Unevenness = 0.2;

    // Least step, as a share of the font's size: nearer characters are a word whose letters were painted apart.
    private const double Narrowest = 0.7;

    /// <summary>The words with the characters of each comb as one.</summary>
    /// <param name="words">Words of a page.</param>
    /// <param name="rules">Its ruling lines, points.</param>
    internal static List<DrawnWord> Join(List<DrawnWord> words, IReadOnlyList<BoundingBox> rules)
    {
        var upright = rules.Where(static r => r.Height > r.Width && r.Height <= Widest * 1.5).ToList();
        if (upright.Count < Fewest - 1) return words;
        var single = words.FindAll(static w => w.Glyphs.Count == 1 && w.Angle == 0 && w.Check == CheckGlyph.None && w.Text.Length == 1 && (char.IsLetterOrDigit(w.Text[0]) || w.Text[0] is '-' or '/' or '.'));
        if (single.Count < Fewest) return words;
        var joined = new Dictionary<DrawnWord, List<DrawnWord>>(ReferenceEqualityComparer.Instance);
        var rows = single.OrderBy(static w => Math.Round(w.LayoutBox.Bottom)).ThenBy(static w => w.LayoutBox.X).ToList();
        for (int i = 0; i < rows.Count;)
        {
            var run = new List<DrawnWord> { rows[i++] };
            while (i < rows.Count && Follows(run, rows[i], upright)) run.Add(rows[i++]);
            if (run.Count >= Fewest && run.Count(static w => char.IsAsciiDigit(w.Text[0])) * 2 >= run.Count) foreach (var word in run) joined[word] = run;
        }

        if (joined.Count == 0) return words;
        var result = new List<DrawnWord>(words.Count);
        foreach (var word in words)
        {
            if (!joined.TryGetValue(word, out var run)) result.Add(word);
            else if (ReferenceEquals(run[0], word)) result.Add(Together(run));
        }

        return result;
    }

    private static bool Follows(List<DrawnWord> run, DrawnWord next, List<BoundingBox> upright)
    {
        var last = run[^1];
        double step = next.LayoutBox.CenterX - last.LayoutBox.CenterX;
        if (Math.Abs(next.LayoutBox.Bottom - last.LayoutBox.Bottom) > 0.2 * last.Size || Math.Abs(next.Size - last.Size) > 0.1 * last.Size) return false;
        if (step < Narrowest * last.Size || step > Widest) return false;
        if (run.Count > 1 && Math.Abs(step - (last.LayoutBox.CenterX - run[^2].LayoutBox.CenterX)) > Unevenness * step) return false;
        // A side of a cell stands between them.
        return upright.Exists(r => r.CenterX > last.LayoutBox.CenterX && r.CenterX < next.LayoutBox.CenterX && r.VerticalOverlap(last.LayoutBox) > 0.6 * last.LayoutBox.Height);
    }

    private static DrawnWord Together(List<DrawnWord> run) => run[0] with
    {
        Text = string.Concat(run.Select(static w => w.Text)),
        Box = run.Select(static w => w.Box).Aggregate(static (a, b) => a.Union(b)),
        LayoutBox = run.Select(static w => w.LayoutBox).Aggregate(static (a, b) => a.Union(b)),
        Glyphs = [.. run.SelectMany(static w => w.Glyphs)],
    };
}
