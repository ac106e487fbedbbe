using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Export;

/// <summary>The documents of a result for its page: text pages as text, others as pictures; cited pages at full size, the rest small.</summary>
internal static class PageSources
{
    // Pixels: a cited page is read on the screen, another only recognized.
    private const int FullWidth = 1275, SmallWidth = 240, LeanWidth = 850;

    // Bytes of pictures, before they grow by a third as text; together with text and frame a page of 100 pages stays below 15 MB.
    private const long Lean = 6_500_000, Limit = 10_000_000;

    internal static async Task<string> WriteAsync(GuardedResult result, IngestedCase ingested, CancellationToken cancellation)
    {
        var cited = CitedPages.Of(result);
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            long spent = 0;
            json.WriteStartArray();
            foreach (var document in ingested.Documents)
            {
                json.WriteStartObject();
                json.WriteString("documentId", document.Document.Id.Hex);
                json.WriteString("fileName", document.Document.FileName);
                json.WriteStartArray("pages");
                foreach (var page in document.Document.Pages)
                {
                    json.WriteStartObject();
                    json.WriteNumber("number", page.Number);
                    bool aside = result.SetAside.Any(s => s.DocumentId == document.Document.Id && s.Page == page.Number);
                    if (aside) json.WriteBoolean("aside", true);
                    if (page.HasPicture) spent += await WritePictureAsync(json, document, page, cited.Contains((document.Document.Id, page.Number)), spent, cancellation).ConfigureAwait(false);
                    else WriteText(json, document.Document, page);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteText(Utf8JsonWriter json, SourceDocument document, Page page)
    {
        json.WriteNumber("start", page.Span.Start);
        json.WriteString("text", page.Span.In(document.Text));
    }

    private static async Task<long> WritePictureAsync(Utf8JsonWriter json, IngestedDocument document, Page page, bool isCited, long spent, CancellationToken cancellation)
    {
        json.WriteNumber("width", page.Width);
        json.WriteNumber("height", page.Height);
        if (!isCited) json.WriteBoolean("small", true);
        int width = !isCited || spent > Limit ? SmallWidth : spent > Lean ? LeanWidth : FullWidth;
        var picture = document.Reader is null ? null : await document.Reader.RenderAsync(document.File, page.Number, width, cancellation).ConfigureAwait(false);
        if (picture is null) return 0;
        json.WriteString("picture", $"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes.Span)}");
        return picture.Bytes.Length;
    }
}
