using System.Text;
using System.Text.Json;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class JsonFaultTests
{
    [Theory]
    [InlineData("{\n  \"a\": 1,\n}", 3, "column 1: a comma stands before the closing bracket")]
    [InlineData("{ \"a\": [ 1, ] }", 1, "column 13: a comma stands before the closing bracket")]
    [InlineData("{\n \"a\": 1 // one\n}", 2, "column 9: JSON has no comments")]
    [InlineData("{ 'a': 1 }", 1, "column 3: texts stand in double quotation marks")]
    [InlineData("{ \"a\": 1\n  \"b\": 2 }", 2, "column 3: a comma or a colon is missing before this text")]
    [InlineData("{ \"a\": [ 1, 2", 1, "it ends too early: a bracket, a quotation mark or a value is missing")]
    [InlineData("", 1, "it is empty")]
    [InlineData(" \n", 2, "it is empty")]
    [InlineData("{ \"a\": maybe }", 1, "column 8: what stands here is not what JSON has at this place")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", 1, "a member stands twice in one object, or brackets lie too deep in one another")]
    public void What_is_no_json_is_told_in_our_own_words_with_its_place(string text, int line, string told)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var fault = Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false }));
        Assert.Equal((line, told), (JsonFault.Line(fault), JsonFault.Of(fault, bytes)));
    }

    [Fact]
    public void A_result_that_is_no_json_is_named_with_its_line() =>
        Assert.Equal("line 3: the result is no JSON: column 1: a comma stands before the closing bracket", Assert.Throws<InvalidDataException>(() => ResultView.Read("{\n \"schema\": \"x\",\n}"u8.ToArray())).Message);

    [Fact]
    public void A_run_of_one_case_or_none_says_that_it_bears_no_claim()
    {
        var one = SmallPacket.Score(SmallPacket.Perfect());
        EvaluationReport Of(params CaseScore[] cases) => new([new("s", 1, "prior-auth-request")], null, [.. cases]);
        Assert.StartsWith("one case was judged: it bears no claim", Of(one).TooFew, StringComparison.Ordinal);
        Assert.StartsWith("no case was judged", Of().TooFew, StringComparison.Ordinal);
        Assert.Null(Of(one, one).TooFew);
    }
}
