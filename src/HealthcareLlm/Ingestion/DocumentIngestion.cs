using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>Reads the files of one case: tells each file's type by its content, drops what was given twice, and asks the reader for that type.</summary>
/// <param name="readers">Readers, asked in order; the first that can read a file reads it.</param>
/// <param name="limits">What one file may cost.</param>
public sealed class DocumentIngestion(IReadOnlyList<IDocumentReader> readers, IngestionLimits limits)
{
    /// <summary>
    /// Reads all files, one after the other (a reader itself uses all cores). Bad content is an issue of its document, never an exception; cancellation passes.
    /// </summary>
    public async Task<IngestedCase> ReadAsync(IReadOnlyList<SourceFile> files, IProgress<IngestionProgress>? progress, CancellationToken cancellation)
    {
        var documents = ImmutableArray.CreateBuilder<IngestedDocument>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var seen = new HashSet<DocumentId>();
        for (int i = 0; i < files.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new(i, files.Count));
            if (seen.Add(files[i].Id))
            {
                documents.Add(await ReadAsync(files[i], cancellation).ConfigureAwait(false));
            }
            else
            {
                issues.Add(new(IssueCode.DuplicateDocument, IssueSeverity.Warning, "The same bytes were given more than once; they count as one document.", files[i].Id));
            }
        }

        progress?.Report(new(files.Count, files.Count));
        return new(documents.ToImmutable(), issues.ToImmutable());
    }

    /// <summary>Reads documents again of which some pages are not to be trusted to their text layer; the other documents stay as they are.</summary>
    public static async Task<IngestedCase> ReadPicturesAsync(IngestedCase ingested, IReadOnlyCollection<ContradictedPage> pages, CancellationToken cancellation)
    {
        var documents = ImmutableArray.CreateBuilder<IngestedDocument>();
        foreach (var document in ingested.Documents)
        {
            var distrusted = pages.Where(p => p.DocumentId == document.Document.Id).Select(p => p.Page).ToHashSet();
            documents.Add(distrusted.Count == 0 || document.Reader is null
                ? document
                : document with { Document = await AgainAsync(document.Reader, document, new(distrusted), cancellation).ConfigureAwait(false) });
        }

        return ingested with { Documents = documents.ToImmutable() };
    }

    private static async Task<SourceDocument> AgainAsync(IDocumentReader reader, IngestedDocument document, DistrustedPages distrusted, CancellationToken cancellation)
    {
        var read = await reader.ReadAsync(document.File, distrusted, cancellation).ConfigureAwait(false);
        return Mismatch(document.File, FileTypes.Of(document.File.Bytes.Span)) is { } mismatch ? read.With(mismatch) : read;
    }

    private async Task<IngestedDocument> ReadAsync(SourceFile file, CancellationToken cancellation)
    {
        if (file.Bytes.Length > limits.MaximumBytes)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"The file has {file.Bytes.Length} bytes; the limit is {limits.MaximumBytes}. It was not read.");
            return Unread(file, FileType.Unknown, IssueCode.FileTooLarge, message);
        }

        var type = FileTypes.Of(file.Bytes.Span);
        if (type == FileType.Empty) return Unread(file, type, IssueCode.EmptyFile, "The file holds nothing, or nothing but white space.");
        var reader = readers.FirstOrDefault(r => r.CanRead(file));
        if (reader is null)
        {
            return Unread(file, type, IssueCode.UnsupportedType, "The file's content is of no type that can be read: text, PDF, TIFF, PNG or JPEG.");
        }

        var document = await reader.ReadAsync(file, DistrustedPages.None, cancellation).ConfigureAwait(false);
        return new(Mismatch(file, type) is { } mismatch ? document.With(mismatch) : document, file, reader);
    }

    private static Issue? Mismatch(SourceFile file, FileType type)
    {
        var suggested = FileTypes.Suggested(file.FileName);
        return suggested == FileType.Unknown || suggested == type
            ? null
            : new(IssueCode.TypeMismatch, IssueSeverity.Information, $"The name suggests another type than the content, which is {FileTypes.MediaType(type)}; it was read as that.", file.Id);
    }

    private static IngestedDocument Unread(SourceFile file, FileType type, IssueCode code, string message)
    {
        var issues = new List<Issue> { new(code, IssueSeverity.Error, message, file.Id) };
        if (code == IssueCode.UnsupportedType && FileTypes.Suggested(file.FileName) is not (FileType.Unknown or FileType.Foreign))
        {
            issues.Add(new(IssueCode.TypeMismatch, IssueSeverity.Warning, "The name suggests a type that can be read, but the content is another.", file.Id));
        }

        return new(DocumentComposer.Failed(file, FileTypes.MediaType(type), issues), file, null);
    }
}
