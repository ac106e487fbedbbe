using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Writer;

namespace HealthcareLlm.Cli.Bench;

/// <summary>Makes the inputs of the bench from the bundled samples: a digital file of many pages, and the same pages as pictures.</summary>
internal static class BenchPages
{
    /// <summary>A digital PDF of <paramref name="count"/> pages, those of the given file over and over, or its last one alone.</summary>
    internal static byte[] Repeat(string pdf, int count, bool last = false)
    {
        using var source = PdfDocument.Open(pdf);
        using var builder = new PdfDocumentBuilder();
        for (int i = 0; i < count; i++) builder.AddPage(source, last ? source.NumberOfPages : (i % source.NumberOfPages) + 1);
        return builder.Build();
    }

    /// <summary>A PDF whose pages are the given pictures (JPEG, letter size), each as a scanner would store it.</summary>
    internal static byte[] Scanned(IReadOnlyList<string> pictures, int count)
    {
        using var builder = new PdfDocumentBuilder();
        for (int i = 0; i < count; i++)
        {
            var page = builder.AddPage(PageSize.Letter);
            page.AddJpeg(File.ReadAllBytes(pictures[i % pictures.Count]), new(0, 0, 612, 792));
        }

        return builder.Build();
    }

    /// <summary>The words of every page by the library alone: the yardstick for digital pages.</summary>
    internal static int CountWords(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return document.GetPages().Sum(p => p.GetWords().Count());
    }
}
