using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Where a span stands in its line, across the page: in pixels of a picture, in characters of plain text.</summary>
/// <param name="From">Left edge.</param>
/// <param name="To">Right edge.</param>
/// <param name="Unit">About the width of two letters.</param>
internal readonly record struct RolePlace(double From, double To, double Unit)
{
    internal static RolePlace Of(RequestPage page, int line, TextSpan span)
    {
        if (page.Page.HasPicture)
        {
            double from = double.MaxValue, to = double.MinValue, height = 1;
            foreach (var word in EvidenceOf.WordsIn(page.Document, span))
            {
                from = Math.Min(from, word.Box.X);
                to = Math.Max(to, word.Box.Right);
                height = Math.Max(height, word.Box.Height);
            }

            if (from <= to) return new(from, to, height);
        }

        int start = page.Page.Lines[line].Span.Start;
        return new(span.Start - start, span.End - start, 2);
    }

    internal bool IsOver(RolePlace other, double margin) => To > other.From - margin && From < other.To + margin;

    /// <summary>The words of a line with letters that stand over or under the place, and whether numbers do.</summary>
    internal (string Words, bool HasDigits) Meet(RequestPage page, int line, double margin)
    {
        var found = page.Page.Lines[line];
        if (page.Page.HasPicture)
        {
            var words = new System.Text.StringBuilder();
            bool digits = false;
            foreach (var word in EvidenceOf.WordsIn(page.Document, found.Span))
            {
                if (word.Box.Right <= From - margin || word.Box.X >= To + margin) continue;
                words.Append(word.Text).Append(' ');
                digits |= word.Text.Any(char.IsAsciiDigit);
            }

            return (words.ToString(), digits);
        }

        int start = Math.Max(0, (int)(From - margin)), end = Math.Min(found.Span.Length, (int)(To + margin));
        if (start >= end) return (string.Empty, false);
        string text = found.Span.In(page.Text);
        while (start > 0 && char.IsLetterOrDigit(text[start - 1])) start--;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        string part = text[start..end];
        return (part, part.Any(char.IsAsciiDigit));
    }
}
