using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Output;

/// <summary>Pictures of golden cases' pages for the HTML report.</summary>
/// <param name="readers">Readers of documents.</param>
internal sealed class CasePictures(IReadOnlyList<IDocumentReader> readers)
{
    /// <summary>The page as a small picture; null where the document has none or cannot be rendered.</summary>
    internal async Task<ReportPicture?> ShowAsync(string path, int page, int width, CancellationToken cancellation)
    {
        if (!File.Exists(path)) return null;
        var file = new SourceFile(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false));
        var reader = readers.FirstOrDefault(r => r.CanRead(file));
        var picture = reader is null ? null : await reader.RenderAsync(file, page, width, cancellation).ConfigureAwait(false);
        return picture is null ? null : new(picture.MediaType, picture.Bytes);
    }
}
