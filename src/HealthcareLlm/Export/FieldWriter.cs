using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Export;

/// <summary>Writes fields and citations.</summary>
internal static class FieldWriter
{
    internal static void Write(Utf8JsonWriter json, FieldResult field)
    {
        json.WriteStartObject();
        switch (field)
        {
            case FieldResult.Extracted extracted:
                json.WriteString("status", "extracted");
                json.WriteString("value", extracted.Value);
                json.WriteNumber("score", Math.Round(extracted.Score, 3));
                if (extracted.Confidence is { } confidence) json.WriteNumber("confidence", Math.Round(confidence, 4));
                else json.WriteNull("confidence");
                WriteCitations(json, extracted.Citations);
                if (extracted.Reason is { } rule) json.WriteString("reason", rule);
                if (extracted.Repaired) json.WriteBoolean("repaired", true);
                break;
            case FieldResult.Missing:
                json.WriteString("status", "missing");
                break;
            case FieldResult.Refused refused:
                json.WriteString("status", "refused");
                WriteCandidates(json, refused.Candidates);
                json.WriteString("reason", refused.Reason);
                break;
            case FieldResult.Conflicting conflicting:
                json.WriteString("status", "conflicting");
                WriteCandidates(json, conflicting.Candidates);
                break;
            default:
                throw new InvalidOperationException("unknown status");
        }

        json.WriteEndObject();
    }

    internal static void WriteCitations(Utf8JsonWriter json, ImmutableArray<Citation> citations)
    {
        json.WriteStartArray("citations");
        foreach (var citation in citations) WriteCitation(json, citation);
        json.WriteEndArray();
    }

    internal static void WriteCitation(Utf8JsonWriter json, Citation citation)
    {
        json.WriteStartObject();
        json.WriteString("documentId", citation.DocumentId.Hex);
        json.WriteNumber("page", citation.Page);
        json.WriteNumber("start", citation.Span.Start);
        json.WriteNumber("end", citation.Span.End);
        json.WriteString("quote", citation.Quote);
        WriteBoxes(json, citation.Boxes);
        json.WriteString("alignment", Names.Of(citation.Alignment));
        json.WriteEndObject();
    }

    internal static void WriteBoxes(Utf8JsonWriter json, ImmutableArray<BoundingBox> boxes)
    {
        json.WriteStartArray("boxes");
        foreach (var box in boxes)
        {
            json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{box.X:0.##}, {box.Y:0.##}, {box.Width:0.##}, {box.Height:0.##}]"));
        }

        json.WriteEndArray();
    }

    private static void WriteCandidates(Utf8JsonWriter json, ImmutableArray<CandidateResult> candidates)
    {
        json.WriteStartArray("candidates");
        foreach (var candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString("value", candidate.Value);
            json.WriteNumber("score", Math.Round(candidate.Score, 3));
            WriteCitations(json, candidate.Citations);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
