using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Export;

/// <summary>Writes source documents as the <c>read</c> command gives them.</summary>
public static class DocumentWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON array of documents with text, pages, words (text, span, box, confidence, source) and issues; UTF-8, ending in a line feed.</summary>
    public static byte[] Write(IEnumerable<SourceDocument> documents)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var document in documents) WriteDocument(json, document);
            json.WriteEndArray();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDocument(Utf8JsonWriter json, SourceDocument document)
    {
        json.WriteStartObject();
        json.WriteString("documentId", document.Id.Hex);
        json.WriteString("fileName", document.FileName);
        json.WriteString("mediaType", document.MediaType);
        json.WriteString("text", document.Text);
        json.WriteStartArray("pages");
        foreach (var page in document.Pages) WritePage(json, page);
        json.WriteEndArray();
        json.WriteStartArray("issues");
        foreach (var issue in document.Issues) ResultFileWriter.WriteIssue(json, issue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePage(Utf8JsonWriter json, Page page)
    {
        json.WriteStartObject();
        ResultFileWriter.WritePageMembers(json, page);
        json.WriteNumber("start", page.Span.Start);
        json.WriteNumber("end", page.Span.End);
        json.WriteStartArray("words");
        foreach (var word in page.Words)
        {
            json.WriteStartObject();
            json.WriteString("text", word.Text);
            json.WriteNumber("start", word.Span.Start);
            json.WriteNumber("end", word.Span.End);
            if (page.HasPicture)
            {
                json.WritePropertyName("box");
                json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{word.Box.X:0.##}, {word.Box.Y:0.##}, {word.Box.Width:0.##}, {word.Box.Height:0.##}]"));
            }

            json.WriteNumber("confidence", Math.Round(word.Confidence, 2));
            json.WriteString("source", Names.Of(word.Source));
            if (word.Marks != WordMarks.None) WriteMarks(json, word.Marks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMarks(Utf8JsonWriter json, WordMarks marks)
    {
        json.WriteStartArray("marks");
        foreach (var mark in Enum.GetValues<WordMarks>())
        {
            if (mark != WordMarks.None && marks.HasFlag(mark)) json.WriteStringValue(Names.Of(mark));
        }

        json.WriteEndArray();
    }
}
