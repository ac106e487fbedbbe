using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>A policy document as it was read.</summary>
/// <param name="Document">Text and pages; null where it could not be read.</param>
/// <param name="Passages">Its passages.</param>
/// <param name="Reading">How it was read: text, html, docx, text-layer, ocr …</param>
/// <param name="Faults">Why it cannot be taken, in sentences.</param>
/// <param name="Remarks">What is to be known of it, in sentences, such as that it was read by recognition.</param>
public sealed record PolicyReading(SourceDocument? Document, ImmutableArray<PolicyPassage> Passages, string Reading, ImmutableArray<string> Faults, ImmutableArray<string> Remarks);

/// <summary>Reads documents of policies: text and Markdown, HTML, Word, PDF (scanned too, by recognition, and says so).</summary>
/// <param name="limits">What one document may cost.</param>
public sealed class PolicyIntake(IngestionLimits limits)
{
    /// <summary>Reads a document.</summary>
    public async Task<PolicyReading> ReadAsync(PolicyFile file, CancellationToken cancellation)
    {
        var source = new SourceFile(file.Name, file.Bytes);
        var (document, reading) = Converted(source) is { } converted ? converted : await IngestAsync(source, cancellation).ConfigureAwait(false);
        var faults = document.Issues.Where(static i => i.Severity == IssueSeverity.Error).Select(static i => $"{Names.Of(i.Code)}: {i.Message}").Distinct().ToList();
        var remarks = new List<string>();
        int recognized = document.Pages.Count(static p => p.Reading is PageReading.Ocr or PageReading.Both or PageReading.InPart);
        if (recognized > 0) remarks.Add($"{recognized} of {document.Pages.Length} pages were read by recognition: compare the clauses with the pages before you approve.");
        remarks.AddRange(document.Issues.Where(static i => i.Severity == IssueSeverity.Warning).Select(static i => $"{Names.Of(i.Code)}{(i.Page is { } page ? $" on page {page}" : string.Empty)}: {i.Message}").Distinct());
        var passages = PassageCutter.Cut(document);
        if (faults.Count == 0 && passages.IsEmpty) faults.Add("empty-file: the document holds no passage.");
        faults.AddRange(passages.Where(static p => p.Text.Split('\n').Any(InjectionGuard.Speaks)).Select(static p => $"embedded-instruction: page {p.Page}, clause '{p.Clause}': the text reads like an instruction to a program, and a rule of coverage is none."));
        return new(document, passages, reading, [.. faults], [.. remarks]);
    }

    /// <summary>Reads the sheet of a document that was read.</summary>
    public static SheetReading Sheet(PolicyFile file, ImmutableArray<PolicyPassage> passages)
    {
        if (TextDecoding.Decode(file.Bytes) is not { Undecodable: 0 } decoded) return new(null, [new(file.Name, 1, "this is no text")]);
        return SheetReader.Read(file.Name, decoded.Text, passages);
    }

    private static (SourceDocument, string)? Converted(SourceFile file)
    {
        var bytes = file.Bytes.Span;
        if (bytes.StartsWith("PK\u0003\u0004"u8) && DocxText.Of(file.Bytes) is { } docx) return (DocumentComposer.ComposeText(file, docx, []), "docx");
        if (FileTypes.Of(bytes) != FileType.Text || TextDecoding.Decode(bytes) is not { } decoded) return null;
        string head = decoded.Text.TrimStart()[..Math.Min(decoded.Text.TrimStart().Length, 200)];
        bool html = head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        return html ? (DocumentComposer.ComposeText(file, HtmlText.Of(decoded.Text), []), "html") : null;
    }

    private async Task<(SourceDocument, string)> IngestAsync(SourceFile file, CancellationToken cancellation)
    {
        var ingestion = new DocumentIngestion(Readers.DocumentReaders.All(limits), limits);
        var read = (await ingestion.ReadAsync([file], null, cancellation).ConfigureAwait(false)).Documents[0].Document;
        return (read, string.Join(", ", read.Pages.Select(static p => Names.Of(p.Reading)).Distinct().Order(StringComparer.Ordinal)));
    }
}
