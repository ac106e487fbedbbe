using System.Text.RegularExpressions;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Architecture;

/// <summary>Nothing in the core names who makes or serves a model: whichever a site has is told by settings, and adapters alone know the ways to them.</summary>
public sealed partial class VendorTests
{
    /// <summary>Texts of strangers that speak to a machine call it by such names.</summary>
    private const string OfStrangers = "injection.tsv";

    [Fact]
    public void Nothing_in_the_core_its_rules_prompts_or_schemas_names_a_vendor()
    {
        var named = new List<string>();
        foreach (string folder in (string[])["src/HealthcareLlm", "prompts", "schemas"])
        {
            foreach (string file in Directory.EnumerateFiles(Repository.Folder(folder.Split('/')), "*", SearchOption.AllDirectories))
            {
                string path = Path.GetRelativePath(Repository.Folder(), file).Replace('\\', '/');
                if (path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/obj/", StringComparison.Ordinal) || Path.GetFileName(file) is OfStrangers or "packages.lock.json") continue;
                named.AddRange(NamesIn(File.ReadLines(file)).Select(n => $"{path}: {n}"));
            }
        }

        Assert.Empty(named);
    }

    [Theory]
    [InlineData("// as OpenAI does it")]
    [InlineData("/// <summary>Asks Azure.</summary>")]
    [InlineData("using Microsoft.SemanticKernel;")]
    [InlineData("Model = \"gpt-4o\"")]
    [InlineData("llama3.1:8b")]
    [InlineData("vllm")]
    public void A_vendor_is_seen(string line) => Assert.Single(NamesIn([line]));

    [Theory]
    [InlineData("a client of any endpoint that speaks the chat-completions protocol")]
    [InlineData("azurophilic granules; Mr. Gemin; opened")]
    public void Other_words_are_none(string line) => Assert.Empty(NamesIn([line]));

    private static IEnumerable<string> NamesIn(IEnumerable<string> lines) => lines.SelectMany(static l => Vendor().Matches(l)).Select(static m => m.Value);

    [GeneratedRegex(@"(?<![A-Za-z])(?:open-?ai|chatgpt|gpt-?\d\w*|azure|anthropic|claude|gemini|vertex ?ai|bedrock|ollama|vllm|llama(?:[\d.]|\.?cpp)\S*|mistral(?:ai)?|mixtral|qwen\S*|deepseek|cohere|hugging ?face|groq|semantic ?kernel)(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Vendor();
}
