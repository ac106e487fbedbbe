using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>The quick look at a file must never call sound what the full validator would not.</summary>
public class QuickSchemaTests
{
    private static readonly string[] Cases =
    [
        .. Directory.GetFiles(Repository.Folder("evalsets"), "case.json", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("\"golden-case/v1\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void It_is_sure_of_every_case_of_the_repository()
    {
        Assert.True(Cases.Length > 200);
        Assert.All(Cases, file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            Assert.True(GoldenSchema.IsSurelyKept(GoldenSchema.Case, json.RootElement), file);
        });
    }

    [Fact]
    public void Of_files_with_one_planted_fault_it_is_sure_only_where_the_full_validator_finds_nothing()
    {
        int sound = 0, broken = 0;
        foreach (string file in Cases.Where((_, i) => i % 40 == 0))
        {
            var root = JsonNode.Parse(File.ReadAllText(file))!;
            foreach (string path in Members(root).Take(400))
            {
                foreach (var plant in new Func<JsonNode, string, bool>[] { Rename, Number, Empty, Remove, Fraction })
                {
                    var changed = root.DeepClone();
                    if (!plant(changed, path)) continue;
                    string text = changed.ToJsonString();
                    using var json = JsonDocument.Parse(text);
                    bool full = GoldenSchema.Faults(GoldenSchema.Case, text).IsEmpty;
                    Assert.Equal(full, GoldenSchema.IsSurelyKept(GoldenSchema.Case, json.RootElement));
                    if (full) sound++;
                    else broken++;
                }
            }
        }

        Assert.True(broken > 500 && sound > 100, $"{broken} broken, {sound} sound");
    }

    [Theory]
    [InlineData("""{ "oneOf": [ { "type": "string" } ] }""", "\"a\"")]
    [InlineData("""{ "type": ["string", "null"] }""", "\"a\"")]
    [InlineData("""{ "properties": { "a": { "not": {} } } }""", """{ "b": 1 }""")]
    public void A_schema_with_a_word_that_it_does_not_know_is_never_sure(string schema, string value)
    {
        using var json = JsonDocument.Parse(value);
        Assert.False(new QuickSchema(schema).IsSurelyKept(json.RootElement));
    }

    /// <summary>Paths to every member, steps parted by a slash.</summary>
    private static IEnumerable<string> Members(JsonNode node, string path = "") => node switch
    {
        JsonObject o => o.SelectMany(m => (IEnumerable<string>)[path + "/" + m.Key, .. m.Value is null ? [] : Members(m.Value, path + "/" + m.Key)]),
        JsonArray a => a.SelectMany((e, i) => e is null ? [] : Members(e, path + "/" + i)),
        _ => [],
    };

    private static (JsonObject Above, string Name)? Find(JsonNode root, string path)
    {
        string[] steps = path[1..].Split('/');
        JsonNode? at = root;
        foreach (string step in steps[..^1]) at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at![step];
        return at is JsonObject above ? (above, steps[^1]) : null;
    }

    private static bool Rename(JsonNode root, string path)
    {
        if (Find(root, path) is not var (above, name)) return false;
        var value = above[name]?.DeepClone();
        above.Remove(name);
        above[name + "x"] = value;
        return true;
    }

    private static bool Number(JsonNode root, string path) => Set(root, path, JsonValue.Create(7));

    private static bool Empty(JsonNode root, string path) => Set(root, path, JsonValue.Create(string.Empty));

    private static bool Fraction(JsonNode root, string path) => Set(root, path, JsonValue.Create(-0.5));

    private static bool Remove(JsonNode root, string path) => Find(root, path) is var (above, name) && above.Remove(name);

    private static bool Set(JsonNode root, string path, JsonNode value)
    {
        if (Find(root, path) is not var (above, name)) return false;
        above[name] = value;
        return true;
    }
}
