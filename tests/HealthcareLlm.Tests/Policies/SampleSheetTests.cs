using System.Globalization;
using System.Text.Json.Nodes;
using HealthcareLlm.Policies.Criteria;
using HealthcareLlm.Policies.Sheets;
using HealthcareLlm.Tests.Evaluation;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Tests.Policies;

/// <summary>The sample policies keep to the published schema, and the schema knows what the reader knows.</summary>
public class SampleSheetTests
{
    public static TheoryData<string> Sheets() => [.. Directory.GetFiles(Repository.Folder("evalsets", "samples", "policies"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.Folder("schemas", "medical-policy", "v1.json"));

    [Theory]
    [MemberData(nameof(Sheets))]
    public async Task ASampleIsReadAndKeepsToTheSchema(string name)
    {
        string folder = Repository.Folder("evalsets", "samples", "policies"), yaml = await File.ReadAllTextAsync(Path.Combine(folder, name + ".yaml"));
        var reading = SheetReader.Read(name, yaml, SheetReaderTests.Passages(await File.ReadAllTextAsync(Path.Combine(folder, name + ".md"))));
        Assert.Empty(reading.Faults);
        var criteria = reading.Sheet!.Criteria.Initial.Criteria().ToList();
        Assert.True(criteria.Count >= 5);
        // 'N of N criteria evaluated': no sample leaves one to a person.
        Assert.All(criteria, c => Assert.NotNull(c.Test));
        Assert.Empty((await SchemaAsync()).Validate(Json(yaml).ToJsonString()));
    }

    [Theory]
    [InlineData("effectiveFrom: 2026-01-01", "effectiveFrom: January")]
    [InlineData("codes:", "cods:")]
    [InlineData("atLeast: 18", "atLeast: -1")]
    [InlineData("outcomes: [failed, inadequate]", "outcomes: [denied]")]
    [InlineData("ask: {of: prescriber,", "ask: {")]
    public async Task TheSchemaRefusesWhatTheReaderRefuses(string from, string to)
    {
        string yaml = await File.ReadAllTextAsync(Repository.Folder("evalsets", "samples", "policies", "lakemont-biologics-ra-2.yaml"));
        Assert.Contains(from, yaml, StringComparison.Ordinal);
        Assert.NotEmpty((await SchemaAsync()).Validate(Json(yaml.Replace(from, to, StringComparison.Ordinal)).ToJsonString()));
    }

    [Fact]
    public async Task TheSchemaKnowsEveryKindOfTest()
    {
        var test = (await SchemaAsync()).Definitions["test"];
        Assert.Equal(TestReader.Kinds.Order(StringComparer.Ordinal), test.Properties.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TestReader.Kinds.Length, typeof(LeafTest).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(LeafTest))));
    }

    private static JsonNode Json(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return Json(stream.Documents[0].RootNode);
    }

    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, (JsonNode?)Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(c => Json(c))]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when long.TryParse(plain.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonValue.Create(whole),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when decimal.TryParse(plain.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value!),
        _ => throw new InvalidOperationException("unknown kind of node"),
    };
}
