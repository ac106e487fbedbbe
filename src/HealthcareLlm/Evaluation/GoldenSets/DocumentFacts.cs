using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Copies;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>What the check of a golden set needs to know of a document.</summary>
/// <param name="Pages">Its pages in order.</param>
/// <param name="Text">The whole text of a plain-text document, in which offsets count; null for any other.</param>
public sealed record DocumentFacts(ImmutableArray<PageFacts> Pages, string? Text);

/// <summary>What the check of a golden set needs to know of a page.</summary>
/// <param name="Width">Width in pixels as places count them; null where it is not known.</param>
/// <param name="Height">Height in pixels; null where it is not known.</param>
/// <param name="Text">Its text where the file holds it; null where only a picture tells.</param>
/// <param name="Picture">A grid of <see cref="PicturePrint"/> cells; empty for plain text.</param>
/// <param name="Ink">Its ink, by which copies are found; null for plain text and for pages that are next to blank or no pages by their size.</param>
public sealed record PageFacts(double? Width, double? Height, string? Text, ImmutableArray<byte> Picture, PageInk? Ink = null);

/// <summary>Looks at a document; null where it cannot be opened.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="cancellation">Stops the work.</param>
public delegate Task<DocumentFacts?> LookAtDocument(string path, CancellationToken cancellation);

/// <summary>Gives the text of a document as the program reads it, in which offsets count; null where it has none.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="cancellation">Stops the work.</param>
public delegate Task<string?> ReadDocumentText(string path, CancellationToken cancellation);

/// <summary>
/// The print of a page's picture: mean brightness of the cells of a grid that is fine enough to part two pages of one lay-out with other entries, and coarse
/// enough that the same page scaled, compressed or lightly speckled keeps it.
/// </summary>
public static class PicturePrint
{
    /// <summary>Cells from left to right.</summary>
    public const int Columns = 96;

    /// <summary>Cells from top to bottom.</summary>
    public const int Rows = 128;

    /// <summary>
    /// Correlation of two prints, -1 to 1, from which on they count as the same page. Measured on 312 pages of 126 packets and 17 encounters: pages of two cases reach 0.74 at most,
    /// two pages of one form with other entries 0.94; the same page at another resolution, speckled or compressed stays above 0.97. Copies that were turned or faxed: <see cref="PageCopies"/>.
    /// </summary>
    public const double Same = 0.95;

    /// <summary>Pearson's correlation of the cells, -1 to 1; 0 where either page is blank or has no picture.</summary>
    public static double Likeness(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.Length != second.Length || first.Length == 0) return 0;
        double meanFirst = Mean(first), meanSecond = Mean(second), both = 0, one = 0, two = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double a = first[i] - meanFirst, b = second[i] - meanSecond;
            both += a * b;
            one += a * a;
            two += b * b;
        }

        return one == 0 || two == 0 ? 0 : both / Math.Sqrt(one * two);
    }

    private static double Mean(ReadOnlySpan<byte> cells)
    {
        long sum = 0;
        foreach (byte cell in cells) sum += cell;
        return (double)sum / cells.Length;
    }
}
