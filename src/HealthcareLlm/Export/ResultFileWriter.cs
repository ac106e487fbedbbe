using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Export;

/// <summary>Writes a guarded result as the result file of both tasks: UTF-8 JSON, stable in order, the same bytes for the same result.</summary>
public static class ResultFileWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result file's bytes, ending in a line feed.</summary>
    public static byte[] Write(GuardedResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", result is GuardedRequest ? "prior-auth-request/v1" : "discharge-summary/v1");
            json.WriteString("outcome", Names.Of(result.Outcome));
            json.WriteString("outcomeReason", result.OutcomeReason);
            WriteBody(json, result);
            WriteRest(json, result);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBody(Utf8JsonWriter json, GuardedResult result)
    {
        switch (result)
        {
            case GuardedRequest request:
                json.WritePropertyName("record");
                new RecordWriter(json, request.Fields).Write();
                WriteMissing(json, result.Missing);
                if (request.Criteria is { } criteria) CriteriaWriter.Write(json, criteria);
                break;
            case GuardedSummary summary:
                json.WriteStartObject("summary");
                foreach (var section in SummarySections.All)
                {
                    json.WriteStartArray(section.Name);
                    foreach (var statement in summary.Statements.Where(s => s.Section == section.Name)) WriteStatement(json, statement);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
                WriteMissing(json, result.Missing);
                json.WriteStartArray("omissions");
                foreach (var omission in summary.Omissions)
                {
                    json.WriteStartObject();
                    json.WriteString("text", omission.Text);
                    FieldWriter.WriteCitations(json, omission.Citations);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException("unknown kind of result");
        }
    }

    private static void WriteMissing(Utf8JsonWriter json, ImmutableArray<MissingItem> missing)
    {
        json.WriteStartArray("missing");
        foreach (var item in missing)
        {
            json.WriteStartObject();
            json.WriteString("path", item.Path);
            json.WriteString("requiredBy", item.RequiredBy);
            json.WriteString("request", item.Request);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatement(Utf8JsonWriter json, StatementResult statement)
    {
        json.WriteStartObject();
        json.WriteString("text", statement.Text);
        json.WriteString("status", Names.Of(statement.Status));
        json.WriteNumber("score", Math.Round(statement.Score, 3));
        json.WriteNull("confidence");
        FieldWriter.WriteCitations(json, statement.Citations);
        if (statement.Reason is { } reason) json.WriteString("reason", reason);
        WriteFacts(json, statement);
        if (!statement.Parts.IsEmpty)
        {
            json.WriteStartObject("parts");
            foreach (var part in statement.Parts)
            {
                json.WritePropertyName(part.Key);
                FieldWriter.Write(json, part.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, StatementResult statement)
    {
        if (statement.Facts.IsEmpty) return;
        json.WriteStartArray("facts");
        foreach (var fact in statement.Facts)
        {
            json.WriteStartObject();
            json.WriteString("fact", fact.Span.In(statement.Text));
            json.WriteString("verdict", Names.Of(fact.Verdict));
            if (fact.Token is { } token) json.WriteString("token", token);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRest(Utf8JsonWriter json, GuardedResult result)
    {
        json.WriteStartArray("setAside");
        foreach (var aside in result.SetAside)
        {
            json.WriteStartObject();
            json.WriteString("documentId", aside.DocumentId.Hex);
            json.WriteNumber("page", aside.Page);
            json.WriteString("reason", aside.Reason);
            FieldWriter.WriteCitations(json, aside.Citations);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("issues");
        foreach (var issue in result.Issues) WriteIssue(json, issue);
        json.WriteEndArray();
        json.WriteStartArray("documents");
        foreach (var document in result.Documents) WriteDocument(json, document);
        json.WriteEndArray();
        WriteManifest(json, result.Manifest);
    }

    internal static void WriteIssue(Utf8JsonWriter json, Issue issue)
    {
        json.WriteStartObject();
        json.WriteString("code", Names.Of(issue.Code));
        json.WriteString("severity", Names.Of(issue.Severity));
        json.WriteString("message", issue.Message);
        if (issue.DocumentId is { } id) json.WriteString("documentId", id.Hex);
        if (issue.Page is { } page) json.WriteNumber("page", page);
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, SourceDocument document)
    {
        json.WriteStartObject();
        json.WriteString("documentId", document.Id.Hex);
        json.WriteString("fileName", document.FileName);
        json.WriteString("mediaType", document.MediaType);
        json.WriteString("kind", document.MediaType == "text/plain" ? "text" : "pages");
        json.WriteString("textSha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Text))));
        json.WriteStartArray("pages");
        foreach (var page in document.Pages)
        {
            json.WriteStartObject();
            WritePageMembers(json, page);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WritePageMembers(Utf8JsonWriter json, Page page)
    {
        json.WriteNumber("number", page.Number);
        json.WriteNumber("width", page.Width);
        json.WriteNumber("height", page.Height);
        json.WriteNumber("dpiX", Math.Round(page.DpiX, 2));
        json.WriteNumber("dpiY", Math.Round(page.DpiY, 2));
        json.WriteString("read", Names.Of(page.Reading));
        if (page.OcrConfidence is { } confidence) json.WriteNumber("ocrConfidence", Math.Round(confidence, 2));
    }

    private static void WriteManifest(Utf8JsonWriter json, Manifest manifest)
    {
        json.WriteStartObject("manifest");
        json.WriteString("engine", manifest.Engine);
        json.WriteString("engineVersion", manifest.EngineVersion);
        WriteStrings(json, "readers", manifest.Readers);
        WriteStrings(json, "prompts", manifest.Prompts);
        json.WriteString("schemaHash", manifest.SchemaHash);
        WriteStrings(json, "policies", manifest.Policies);
        WriteStrings(json, "codeSets", manifest.CodeSets);
        json.WriteStartObject("thresholds");
        foreach (var threshold in manifest.Thresholds) json.WriteNumber(threshold.Key, threshold.Value);
        json.WriteEndObject();
        json.WriteString("calibration", manifest.Calibration);
        WriteStrings(json, "sources", manifest.Sources.Select(s => s.Hex));
        if (manifest.Model is { } use) WriteModel(json, use);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelUse use)
    {
        json.WriteStartObject("model");
        json.WriteString("name", use.Model);
        if (use.AnsweredBy is { } name) json.WriteString("answeredBy", name);
        json.WriteString("host", use.Host);
        json.WriteBoolean("remote", use.IsRemote);
        json.WriteNumber("calls", use.Calls);
        json.WriteNumber("repairs", use.Repairs);
        json.WriteNumber("inputTokens", use.InputTokens);
        json.WriteNumber("outputTokens", use.OutputTokens);
        json.WriteNumber("charactersSent", use.CharactersSent);
        if (use.Surrogates is { } surrogates) json.WriteNumber("surrogates", surrogates);
        if (use.DatesShifted) json.WriteBoolean("datesShifted", true);
        if (use.Samples is { } samples) json.WriteNumber("samples", samples);
        if (use.AnswerForm is { } form) json.WriteString("answerForm", Names.Of(form));
        if (use.Fallback is { } reason) json.WriteString("fallback", reason);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Writes <c>record</c> along the tree of the contract.</summary>
    private sealed class RecordWriter(Utf8JsonWriter json, ImmutableSortedDictionary<string, FieldResult> fields)
    {
        internal void Write() => Write(RecordNode.Root, string.Empty);

        private void Write(RecordNode node, string path)
        {
            switch (node)
            {
                case RecordNode.LeafNode:
                    FieldWriter.Write(json, fields.GetValueOrDefault(path) ?? FieldResult.Missing.Instance);
                    break;
                case RecordNode.ObjectNode parent:
                    json.WriteStartObject();
                    foreach (var child in parent.Children)
                    {
                        json.WritePropertyName(child.Key);
                        Write(child.Value, path.Length == 0 ? child.Key : path + "." + child.Key);
                    }

                    json.WriteEndObject();
                    break;
                case RecordNode.ListNode list:
                    json.WriteStartArray();
                    int count = Count(path + "[");
                    for (int i = 0; i < count; i++) Write(list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                    json.WriteEndArray();
                    break;
                default:
                    throw new InvalidOperationException("unknown node");
            }
        }

        private int Count(string prefix)
        {
            int count = 0;
            foreach (string path in fields.Keys)
            {
                if (!path.StartsWith(prefix, StringComparison.Ordinal)) continue;
                int close = path.IndexOf(']', prefix.Length);
                count = Math.Max(count, int.Parse(path.AsSpan(prefix.Length, close - prefix.Length), CultureInfo.InvariantCulture) + 1);
            }

            return count;
        }
    }
}
