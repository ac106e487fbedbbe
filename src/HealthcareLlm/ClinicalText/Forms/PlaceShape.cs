using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Whether what stands at a place may be what a label asks for, the picture's marks counted.</summary>
internal static class PlaceShape
{
    private const WordMarks ByHand = WordMarks.Struck | WordMarks.Handwritten;

    /// <summary>
    /// As <see cref="ValueShape.Fit"/>; but what is written by hand or struck out at the place of a value is that value, though its letters were misread:
    /// it fits at least as anything does, so that no other place is taken instead.
    /// </summary>
    internal static int Fit(FormPage page, string target, TextSpan span)
    {
        int fit = ValueShape.Fit(target, span.In(page.Text));
        return fit > 0 || span.IsEmpty || !IsByHand(page, span) ? fit : 1;
    }

    // Half of the words, so that a stroke that strays over one word of print does not change what the others are.
    private static bool IsByHand(FormPage page, TextSpan span)
    {
        var words = page.Page.Words;
        int low = 0, high = words.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (words[middle].Span.End <= span.Start) low = middle + 1;
            else high = middle;
        }

        int all = 0, marked = 0;
        for (int i = low; i < words.Length && words[i].Span.Start < span.End; i++)
        {
            all++;
            if ((words[i].Marks & ByHand) != 0) marked++;
        }

        return marked > 0 && marked * 2 >= all;
    }
}
