using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Guards;

/// <summary>The result file's schema: a good file passes, and for every keyword that the schemas use a violation is caught.</summary>
public class SchemaValidatorTests
{
    private const string Name = "prior-auth-request/v1";

    [Fact]
    public void AWrittenResultPasses() => Assert.Empty(SchemaValidator.Validate(Name, Good()));

    [Fact]
    public void EveryLeafOfTheContractStandsInTheSchema()
    {
        var record = JsonNode.Parse(SchemaValidator.Text(Name))!["properties"]!["record"]!;
        foreach (var field in RecordFields.All)
        {
            var node = record;
            foreach (string step in field.Path.Split('.'))
            {
                node = node!["properties"]?[step.TrimEnd('[', ']')];
                if (step.EndsWith("[]", StringComparison.Ordinal)) node = node?["items"];
                Assert.True(node is not null, field.Path);
            }
        }
    }

    [Theory]
    [InlineData("required", "record.patient", "birthDate", null)]
    [InlineData("additionalProperties", "record.patient", "nickname", "{\"status\":\"missing\"}")]
    [InlineData("type object", "record", "patient", "[]")]
    [InlineData("type array", "record", "diagnoses", "{}")]
    [InlineData("type string", "", "outcomeReason", "1")]
    [InlineData("type number", "record.patient.name", "score", "\"0.9\"")]
    [InlineData("type integer", "record.patient.name.citations.0", "page", "1.5")]
    [InlineData("type boolean", "record.patient.name", "repaired", "\"yes\"")]
    [InlineData("type list", "record.patient.name", "confidence", "\"high\"")]
    [InlineData("enum", "record.patient.name", "status", "\"given\"")]
    [InlineData("enum of a choice", "record.patient.sex", "value", "\"M\"")]
    [InlineData("minimum", "record.patient.name", "score", "-0.1")]
    [InlineData("maximum", "record.patient.name", "score", "1.1")]
    [InlineData("minimum of a list type", "record.patient.name", "confidence", "1.5")]
    [InlineData("pattern", "record.patient.birthDate", "value", "\"01/02/1960\"")]
    [InlineData("pattern of a hash", "record.patient.name.citations.0", "documentId", "\"XYZ\"")]
    [InlineData("minLength", "record.patient.name", "value", "\"\"")]
    [InlineData("minItems", "record.patient.name.citations.0.boxes", "0", "[1,2,3]")]
    [InlineData("maxItems", "record.patient.name.citations.0.boxes", "0", "[1,2,3,4,5]")]
    [InlineData("items", "record.patient.name.citations.0.boxes", "0", "[1,2,3,\"4\"]")]
    [InlineData("additionalProperties with a schema", "manifest.thresholds", "criticalScore", "\"high\"")]
    [InlineData("no null but confidence", "record.patient.name", "value", "null")]
    public void EveryKeywordIsEnforced(string keyword, string at, string member, string? value)
    {
        var root = JsonNode.Parse(Good())!;
        var node = At(root, at);
        if (node is JsonArray list) list[int.Parse(member, System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value!);
        else if (value is null) node.AsObject().Remove(member);
        else node[member] = JsonNode.Parse(value);
        Assert.True(SchemaValidator.Validate(Name, Encoding.UTF8.GetBytes(root.ToJsonString())).Length > 0, keyword);
    }

    [Theory]
    [InlineData("extracted without a citation", "record.patient.name", "citations", "[]")]
    [InlineData("missing with a value", "record.patient.phone", "value", "\"5551234567\"")]
    [InlineData("extracted with candidates", "record.patient.name", "candidates", "[]")]
    [InlineData("a quote of another length", "record.patient.name.citations.0", "quote", "\"Jane\"")]
    [InlineData("a page that is not there", "record.patient.name.citations.0", "page", "9")]
    public void RulesAcrossMembersAreEnforced(string rule, string at, string member, string value)
    {
        var root = JsonNode.Parse(Good())!;
        At(root, at)[member] = JsonNode.Parse(value);
        Assert.True(SchemaValidator.Validate(Name, Encoding.UTF8.GetBytes(root.ToJsonString())).Length > 0, rule);
    }

    [Theory]
    [InlineData("prior-auth-request/v1")]
    [InlineData("discharge-summary/v1")]
    public void SchemasUseOnlyKeywordsThatAreProvenHere(string name)
    {
        string[] proven = ["$schema", "title", "definitions", "$ref", "type", "properties", "required", "additionalProperties", "enum", "minimum", "maximum", "pattern", "minLength", "minItems", "maxItems", "items"];
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        Collect(JsonNode.Parse(SchemaValidator.Text(name))!.AsObject(), proven, unknown);
        Assert.Empty(unknown);
    }

    private static void Collect(JsonObject schema, string[] proven, SortedSet<string> unknown)
    {
        foreach (var (key, value) in schema)
        {
            if (!proven.Contains(key)) unknown.Add(key);
            if (key is "properties" or "definitions")
            {
                foreach (var child in value!.AsObject()) Collect(child.Value!.AsObject(), proven, unknown);
            }
            else if (value is JsonObject child)
            {
                Collect(child, proven, unknown);
            }
        }
    }

    private static JsonNode At(JsonNode root, string path)
    {
        foreach (string step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            root = int.TryParse(step, out int index) ? root[index]! : root[step]!;
        }

        return root;
    }

    private static byte[] Good()
    {
        var file = new SourceFile("form.txt", Encoding.UTF8.GetBytes("Jane Roe 01/02/1960 female"));
        var document = DocumentComposer.ComposeText(file, "Jane Roe 01/02/1960 female", []);
        Citation Cite(int start, int end) => new(document.Id, 1, new(start, end), document.Text[start..end], [new(1, 2, 3, 4)], Alignment.Exact);
        FieldResult Given(string value, int start, int end, string? reason = null) => new FieldResult.Extracted(value, 0.9, null, [Cite(start, end)], reason, false);
        var fields = RecordFields.All.Where(f => !f.Path.Contains('[', StringComparison.Ordinal))
            .ToImmutableSortedDictionary(f => f.Path, _ => (FieldResult)FieldResult.Missing.Instance, StringComparer.Ordinal)
            .SetItem("patient.name", Given("Jane Roe", 0, 8)).SetItem("patient.birthDate", Given("1960-01-02", 9, 19))
            .SetItem("patient.sex", Given("female", 20, 26, "sex-female"))
            .SetItem("patient.memberId", new FieldResult.Refused("handwritten: by hand", [new("W1", 0.5, [])]))
            .SetItem("diagnoses[0].code", new FieldResult.Conflicting([new("M05.79", 0.9, [Cite(0, 8)]), new("M06.9", 0.9, [Cite(0, 8)])]));
        return ResultFileWriter.Write(new GuardedRequest
        {
            Outcome = Outcome.NeedsReview,
            OutcomeReason = "1 held back.",
            Missing = [new("coverage.payer", "submission", "Please send the payer.")],
            SetAside = [],
            Issues = [new(IssueCode.TextEncoding, IssueSeverity.Information, "Read as UTF-8.", document.Id)],
            Documents = [document],
            Manifest = new("offline", "1", [], SchemaValidator.HashOf(Name), [new("criticalScore", 0.6)], [document.Id]),
            Fields = fields,
        });
    }
}
