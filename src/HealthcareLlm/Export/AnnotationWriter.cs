using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Export;

/// <summary>Writes what was understood of a document as one line of JSON, as the <c>annotate</c> command gives it.</summary>
public static class AnnotationWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, ended by a line feed.</summary>
    /// <param name="document">What was understood.</param>
    /// <param name="id">The id of the input's line; null for a file, which is named by its content.</param>
    public static byte[] Line(AnnotatedDocument document, string? id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("documentId", document.Source.Id.Hex);
            if (id is not null) json.WriteString("id", id);
            json.WriteStartArray("sections");
            foreach (var section in document.Sections) WriteSection(json, section, document.Text);
            json.WriteEndArray();
            json.WriteStartArray("mentions");
            foreach (var mention in document.Mentions) WriteMention(json, mention, document.Text);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the member <c>assertion</c>.</summary>
    public static void WriteAssertion(Utf8JsonWriter json, Assertion assertion)
    {
        json.WriteStartObject("assertion");
        json.WriteString("polarity", Names.Of(assertion.Polarity));
        json.WriteString("temporality", Names.Of(assertion.Temporality));
        json.WriteString("experiencer", Names.Of(assertion.Experiencer));
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, Section section, string text)
    {
        json.WriteStartObject();
        json.WriteString("category", Names.Camel(section.Category));
        json.WriteString("title", section.Title);
        json.WriteNumber("start", section.Span.Start);
        json.WriteNumber("end", section.Span.End);
        // Without a title its words alone tell what it may be: a suggestion, of which nothing here makes use.
        if (section is { Category: SectionCategory.Other, TitleSpan.IsEmpty: true } && SectionLabeller.Guess(section.Span.In(text)) is [var likely, ..])
        {
            json.WriteStartObject("likely");
            json.WriteString("category", Names.Camel(likely.Category));
            json.WriteNumber("score", Math.Round(likely.Score, 2));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMention(Utf8JsonWriter json, Mention mention, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", Names.Camel(mention.Type));
        json.WriteNumber("start", mention.Span.Start);
        json.WriteNumber("end", mention.Span.End);
        json.WriteString("text", mention.Span.In(text));
        WriteAssertion(json, mention.Assertion);
        json.WriteStartObject("attributes");
        foreach (var part in mention.Parts.DistinctBy(p => p.Name)) json.WriteString(part.Name, part.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
