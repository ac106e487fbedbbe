using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Takes the words that form fields and notes show. The appearance counts, not the stored value: that is what a person sees.</summary>
internal sealed class AppearanceWords(PageContent page, IReadOnlyList<LayerWord> layer, PagePixels pixels, DigitalPage result)
{
    // Least difference from the ground, of 255, that counts as ink.
    private const int Contrast = 40;

    private readonly HashSet<int> _taken = [];

    internal void Take()
    {
        int unseen = 0, differing = 0;
        // The last annotation lies on top.
        foreach (var annotation in page.Annotations.Where(static a => a.IsSeen && !a.IsCheckBox).Reverse())
        {
            var shown = Inside(annotation.Box);
            if (annotation.Kind == "Widget")
            {
                if (annotation.Value.Length > 0 && annotation.Field is "Tx" or "Ch" && shown.Count == 0 && !HasInk(annotation.Box)) unseen++;
                else if (annotation.Field == "Tx" && shown.Count > 0 && annotation.Value.Length > 0) differing += TakeField(annotation, shown) ? 0 : 1;
                else Add(shown);
            }
            else
            {
                Add(shown);
            }
        }

        if (unseen > 0) result.Add(IssueCode.HiddenText, IssueSeverity.Warning, "Form fields store a value that the page does not show; it was left out: " + DigitalPage.Count(unseen, "one field.", "fields."));
        if (differing > 0) result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "Form fields show something other than they store; what they show was taken: " + DigitalPage.Count(differing, "one field.", "fields."));
    }

    private List<LayerWord> Inside(BoundingBox box)
    {
        var words = new List<LayerWord>();
        for (int i = 0; i < layer.Count; i++)
        {
            var word = layer[i];
            double x = (word.Left + word.Right) / 2, y = (word.Top + word.Bottom) / 2;
            bool inside = x > box.X - 1 && x < box.Right + 1 && y > box.Y - 1 && y < box.Bottom + 1;
            if (inside && !string.IsNullOrWhiteSpace(word.Text) && !IsOfPage(word) && _taken.Add(i)) words.Add(word);
        }

        return words;
    }

    // A word of the page itself, trusted or covered by what was added.
    private bool IsOfPage(LayerWord word)
    {
        var box = Tight(word);
        foreach (var glyph in page.Glyphs)
        {
            var at = glyph.Corners.Bounds;
            if (glyph.Text.Length > 0 && word.Text.Contains(glyph.Text, StringComparison.Ordinal) && at.CenterX > box.X && at.CenterX < box.Right && at.CenterY > box.Y - 1 && at.CenterY < box.Bottom + 1
                && page.Glyphs.Count(g => g.Corners.Bounds is var b && b.CenterX > box.X && b.CenterX < box.Right && b.CenterY > box.Y - 1 && b.CenterY < box.Bottom + 1 && word.Text.Contains(g.Text, StringComparison.Ordinal)) >= word.Text.Length * 0.7)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words of a text field: those of its value where the appearance spells the same (a comb spaces its letters apart), else those of the appearance.</summary>
    private bool TakeField(PageAnnotation field, List<LayerWord> shown)
    {
        string spelled = string.Concat(shown.Select(static w => w.Text));
        string stored = string.Concat(field.Value.Where(static c => !char.IsWhiteSpace(c)));
        string[] tokens = field.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (spelled != stored)
        {
            Add(shown);
            return false;
        }

        if (tokens.Length >= shown.Count)
        {
            Add(shown);
            return true;
        }

        int next = 0;
        foreach (string token in tokens)
        {
            int length = 0;
            BoundingBox? box = null;
            while (length < token.Length && next < shown.Count)
            {
                length += shown[next].Text.Length;
                box = box?.Union(Tight(shown[next])) ?? Tight(shown[next]);
                next++;
            }

            AddOne(token, box!.Value);
        }

        return true;
    }

    private void Add(List<LayerWord> words)
    {
        foreach (var word in words) AddOne(word.Text, Tight(word));
    }

    private void AddOne(string text, BoundingBox box)
    {
        if (HasInk(box)) result.Added.Add((text, box, WordSource.Annotation, HealthcareLlm.Ingestion.CheckBoxes.MarksOf(text)));
        else result.Add(IssueCode.HiddenText, IssueSeverity.Warning, "A note or form field holds text without ink in the picture; it was left out.");
    }

    private bool HasInk(BoundingBox box)
    {
        var (inked, all) = pixels.Ink(box, pixels.Ground(box), Contrast);
        return inked > Math.Max(1, all * 0.01);
    }

    // Poppler's boxes reach from ascender to descender of the font; letters fill about the middle seven tenths.
    private static BoundingBox Tight(LayerWord word)
    {
        double height = word.Bottom - word.Top;
        return new(word.Left, word.Top + (height * 0.15), word.Right - word.Left, height * 0.7);
    }
}
