using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthcareLlm.ModelServer;

/// <summary>A source that a call shows, between its border lines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text.</param>
public sealed record ShownSource(string Name, string Text);

/// <summary>A request for a chat completion, as far as the scripts need it.</summary>
public sealed partial class ChatCall
{
    /// <summary>Reads a request's body.</summary>
    public ChatCall(JsonObject body, string raw)
    {
        Body = body;
        Raw = raw;
        Messages = [.. (body["messages"]?.AsArray() ?? []).Select(m => (Role: (string?)m?["role"] ?? string.Empty, Text: TextOf(m?["content"])))];
        int last = Messages.FindLastIndex(static m => m.Role == "user" && BorderPattern().IsMatch(m.Text));
        Sources = last < 0 ? [] : SourcesOf(Messages[last].Text);
        Repairs = Messages.Skip(last + 1).Count(static m => m.Role == "assistant");
        Examples = [.. Messages.Take(Math.Max(last, 0)).Where(static m => m.Role == "user").SelectMany(static m => SourcesOf(m.Text))];
        ExampleAnswers = [.. Messages.Take(Math.Max(last, 0)).Where(static m => m.Role == "assistant").Select(static m => m.Text)];
    }

    /// <summary>The body.</summary>
    public JsonObject Body { get; }

    /// <summary>The body as it came.</summary>
    public string Raw { get; }

    /// <summary>The messages.</summary>
    public List<(string Role, string Text)> Messages { get; }

    /// <summary>Sources of the last user message that has any.</summary>
    public List<ShownSource> Sources { get; }

    /// <summary>Sources of the examples before.</summary>
    public List<ShownSource> Examples { get; }

    /// <summary>Answers of the examples before.</summary>
    public List<string> ExampleAnswers { get; }

    /// <summary>How often an answer to these sources was asked for again.</summary>
    public int Repairs { get; }

    /// <summary>Name of the model; scripts are chosen by it.</summary>
    public string Model => (string?)Body["model"] ?? string.Empty;

    /// <summary>Whether the extraction is asked for, not the summary.</summary>
    public bool IsExtraction => Messages.Count > 0 && Messages[0].Text.Contains("\"fields\"", StringComparison.Ordinal);

    /// <summary>Whether token log-probabilities are asked for.</summary>
    public bool WantsLogProbabilities => (bool?)Body["logprobs"] == true;

    /// <summary>Whether the answer is wanted piece by piece.</summary>
    public bool IsStreaming => (bool?)Body["stream"] == true;

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(static p => (string?)p?["text"])),
        JsonValue value => value.ToString(),
        _ => string.Empty,
    };

    private static List<ShownSource> SourcesOf(string text) => [.. BorderPattern().Matches(text).Select(static m => new ShownSource(m.Groups["name"].Value, m.Groups["text"].Value))];

    [GeneratedRegex(@"<<<(?<key>\w+) BEGIN (?<name>\S+)>>>\n(?<text>.*?)\n<<<\k<key> END \k<name>>>>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex BorderPattern();
}
