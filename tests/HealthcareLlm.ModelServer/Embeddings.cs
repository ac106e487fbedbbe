using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>Answers calls for embeddings; the model's name chooses a behaviour (<c>script:NAME</c>), anything else a careful server.</summary>
internal static class Embeddings
{
    private const int Dimensions = 128;

    /// <summary>What a script does with the list of embeddings, one object a text.</summary>
    private static readonly Dictionary<string, Action<JsonArray>> Scripts = new(StringComparer.Ordinal)
    {
        ["wrong-count"] = static data => data.RemoveAt(data.Count - 1),
        ["one-too-many"] = static data => data.Add(Embedding(data.Count, new float[Dimensions], false)),
        ["wrong-dimension"] = static data => data[^1] = Embedding(data.Count - 1, Of("x", Dimensions / 2), false),
        ["nan"] = static data => data[0] = Embedding(0, [float.NaN, .. Of("x", Dimensions)[1..]], true),
        ["infinite"] = static data => data[0] = Embedding(0, [float.PositiveInfinity, .. Of("x", Dimensions)[1..]], true),
        ["zero"] = static data => data[0] = Embedding(0, new float[Dimensions], false),
        ["empty"] = static data => data[0] = Embedding(0, [], false),
        ["same-index"] = static data => data[^1]!["index"] = 0,
        ["shuffled"] = static data =>
        {
            var turned = data.Reverse().Select(static d => d!.DeepClone()).ToList();
            data.Clear();
            foreach (var one in turned) data.Add(one);
        },
    };

    internal static async Task AnswerAsync(HttpContext http, string model, JsonObject body, int attempt, Func<string, float[]>? meaning)
    {
        string script = model.StartsWith("script:", StringComparison.Ordinal) ? model["script:".Length..] : string.Empty;
        if (script is "500" or "429-always" || (script == "429-once" && attempt == 0))
        {
            if (script != "500") http.Response.Headers.RetryAfter = "1";
            await Reply.JsonAsync(http, Reply.Error("scripted", "scripted"), script == "500" ? 500 : 429).ConfigureAwait(false);
            return;
        }

        if (script == "not-json")
        {
            await Reply.TextAsync(http, "<html>Please sign in</html>", "text/html").ConfigureAwait(false);
            return;
        }

        string[] inputs = body["input"] is JsonArray array ? [.. array.Select(static i => (string)i!)] : [(string)body["input"]!];
        bool packed = (string?)body["encoding_format"] == "base64";
        var data = new JsonArray([.. inputs.Select((t, i) => Embedding(i, meaning?.Invoke(t) ?? Of(t, Dimensions), packed))]);
        if (Scripts.TryGetValue(script, out var change)) change(data);
        await Reply.JsonAsync(http, new JsonObject { ["object"] = "list", ["data"] = data, ["model"] = model, ["usage"] = new JsonObject { ["prompt_tokens"] = inputs.Length, ["total_tokens"] = inputs.Length } }).ConfigureAwait(false);
    }

    private static JsonObject Embedding(int index, float[] vector, bool packed)
    {
        byte[] bytes = new byte[vector.Length * sizeof(float)];
        Buffer.BlockCopy(vector, 0, bytes, 0, bytes.Length);
        JsonNode numbers = packed ? JsonValue.Create(Convert.ToBase64String(bytes))! : new JsonArray([.. vector.Select(static v => (JsonNode)JsonValue.Create(v))]);
        return new() { ["object"] = "embedding", ["index"] = index, ["embedding"] = numbers };
    }

    /// <summary>A vector of hashed words, so that texts with common words lie close.</summary>
    private static float[] Of(string text, int dimensions)
    {
        float[] vector = new float[dimensions];
        foreach (string word in text.ToLowerInvariant().Split([' ', '\n', '.', ',', ';', ':', '(', ')', '?', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            uint hash = 2166136261;
            foreach (char c in word.Length > 6 ? word[..6] : word) hash = (hash ^ c) * 16777619;
            vector[hash % dimensions] += 1;
        }

        float length = MathF.Sqrt(vector.Sum(static v => v * v));
        return length == 0 ? vector : [.. vector.Select(v => v / length)];
    }
}
