using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Tests.Evaluation.Runs;

public sealed class CompactJsonTests
{
    private static (string Text, string Member) Compact(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("before"u8);
        var (start, length) = CompactJson.Write(Encoding.UTF8.GetBytes(json), output, "manifest"u8);
        return (Encoding.UTF8.GetString(output.WrittenSpan)["before".Length..], Encoding.UTF8.GetString(output.WrittenSpan.Slice(start, length)));
    }

    [Theory]
    [InlineData("{ \"a\" : [ 1 , 2.50 ,\n true ] }", "{\"a\":[1,2.50,true]}", "")]
    [InlineData("{\"quote\": \"two  spaces, \\\" a { brace and a \\\\\" , \"n\": 1 }", "{\"quote\":\"two  spaces, \\\" a { brace and a \\\\\",\"n\":1}", "")]
    [InlineData("{ \"manifest\" : { \"engine\": \"offline\", \"x\": { \"y\": [ ] } } , \"z\": 1 }", "{\"manifest\":{\"engine\":\"offline\",\"x\":{\"y\":[]}},\"z\":1}", "{\"engine\":\"offline\",\"x\":{\"y\":[]}}")]
    [InlineData("{ \"a\": \"manifest\", \"b\": { \"manifest\": { \"no\": 1 } }, \"c\": { } }", "{\"a\":\"manifest\",\"b\":{\"manifest\":{\"no\":1}},\"c\":{}}", "")]
    public void Only_white_space_between_tokens_goes_and_the_outermost_member_is_found(string json, string compact, string member) => Assert.Equal((compact, member), Compact(json));

    [Fact]
    public void What_is_written_says_what_was_read()
    {
        string json = SmallPacket.Perfect().ToJsonString();
        string indented = JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(Compact(indented).Text)));
        Assert.True(Compact(indented).Text.Length < indented.Length);
    }
}
