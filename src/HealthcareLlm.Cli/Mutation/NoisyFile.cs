using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Mutation;

/// <summary>A noisy copy of a document: what is planted as OCR noise, at the pixels.</summary>
internal static class NoisyFile
{
    /// <summary>Specks and blur at 150 dpi: a page that a person still reads, and that recognition misreads in places.</summary>
    private static readonly ScanQuality Quality = new() { Dpi = 150, Skew = 1, Blur = 0.9, Contrast = 0.8, Speckle = 0.002, Jpeg = 40 };

    /// <summary>The copy, under the document's own name, since a type is told by content and the gold knows the name; null for plain text.</summary>
    internal static async Task<SourceFile?> OfAsync(SourceFile file, int seed, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("healthcarellm-noise-");
        try
        {
            string path = Path.Combine(folder.FullName, "clean"), noisy = Path.Combine(folder.FullName, "noisy.tif");
            await File.WriteAllBytesAsync(path, file.Bytes.ToArray(), cancellation).ConfigureAwait(false);
            if (await new DocumentDegrader(new()).DegradeAsync(path, noisy, Quality, seed, cancellation).ConfigureAwait(false) is null) return null;
            return new(file.FileName, await File.ReadAllBytesAsync(noisy, cancellation).ConfigureAwait(false));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
