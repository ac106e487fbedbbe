using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Letter-like ink that no word covers, put together to pieces of lines.</summary>
/// <param name="Box">Box around the shapes.</param>
/// <param name="Shapes">The shapes, from left to right.</param>
internal sealed record UnreadPiece(BoundingBox Box, List<InkComponent> Shapes)
{
    /// <summary>Whether it looks like a printed word: three shapes or more of like height on one line.</summary>
    internal bool IsLikePrint(double typicalHeight)
    {
        var regular = Shapes.FindAll(s => s.Height >= 0.6 * typicalHeight && s.Height <= 2.2 * typicalHeight && s.Width <= 2.5 * typicalHeight);
        if (regular.Count < 3 || regular.Count < 0.6 * Shapes.Count) return false;
        double bottom = regular.Select(s => s.Y1).Order().ElementAt(regular.Count / 2);
        return regular.Count(s => Math.Abs(s.Y1 - bottom) <= 0.25 * typicalHeight) >= 0.6 * regular.Count;
    }
}

/// <summary>Finds ink without a word. A recognizer's confidence says nothing about lines that it dropped; its ink does.</summary>
internal static class UnreadInk
{
    // A shape counts as read when so much of it lies in a word's box.
    private const double CoveredShare = 0.5;

    // Shapes of one word are not farther apart than this, in shape heights.
    private const double WordGap = 1.2;

    internal static List<UnreadPiece> Find(PreparedPage page, IReadOnlyList<BoundingBox> covered)
    {
        var shapes = page.Shapes;
        double typical = shapes.TypicalHeight;
        var rows = Index(covered, typical, page.Picture.Height);
        var free = new List<InkComponent>();
        for (int i = 0; i < shapes.Count; i++)
        {
            var shape = shapes[i];
            // Points, commas and specks are too small to tell anything.
            if (shape.Height < 0.55 * typical && shape.Width < 1.2 * typical) continue;
            if (!IsCovered(shape, rows, typical)) free.Add(shape);
        }

        return Group(free);
    }

    private static List<BoundingBox>[] Index(IReadOnlyList<BoundingBox> boxes, double typical, int height)
    {
        double band = Math.Max(8, typical * 2);
        var rows = new List<BoundingBox>[(int)(height / band) + 2];
        for (int i = 0; i < rows.Length; i++) rows[i] = [];
        foreach (var box in boxes)
        {
            int last = Math.Clamp((int)(box.Bottom / band), 0, rows.Length - 1);
            for (int i = Math.Clamp((int)(box.Y / band), 0, rows.Length - 1); i <= last; i++) rows[i].Add(box);
        }

        return rows;
    }

    private static bool IsCovered(InkComponent shape, List<BoundingBox>[] rows, double typical)
    {
        double band = Math.Max(8, typical * 2);
        int last = Math.Min(rows.Length - 1, (int)(shape.Y1 / band));
        for (int i = (int)(shape.Y0 / band); i <= last; i++)
        {
            if (rows[i].Exists(b => b.Intersect(shape.Box).Area >= CoveredShare * shape.Box.Area)) return true;
        }

        return false;
    }

    private static List<UnreadPiece> Group(List<InkComponent> shapes)
    {
        var pieces = new List<UnreadPiece>();
        foreach (var shape in shapes.OrderBy(s => s.X0).ThenBy(s => s.Y0))
        {
            int home = pieces.FindLastIndex(p => Joins(p, shape));
            if (home < 0)
            {
                pieces.Add(new(shape.Box, [shape]));
                continue;
            }

            pieces[home].Shapes.Add(shape);
            pieces[home] = pieces[home] with { Box = pieces[home].Box.Union(shape.Box) };
        }

        return [.. pieces.OrderBy(p => p.Box.Y).ThenBy(p => p.Box.X)];
    }

    private static bool Joins(UnreadPiece piece, InkComponent shape)
    {
        double height = Math.Max(shape.Height, piece.Shapes[^1].Height);
        return shape.X0 - piece.Box.Right <= WordGap * height && piece.Box.VerticalOverlap(shape.Box) >= 0.4 * Math.Min(shape.Height, piece.Box.Height)
            && shape.X1 >= piece.Box.X;
    }
}
