using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>Answers calls for embeddings: a vector of hashed words, so that texts with common words lie close.</summary>
internal static class Embeddings
{
    private const int Dimensions = 128;

    internal static async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = JsonNode.Parse(await reader.ReadToEndAsync(http.RequestAborted).ConfigureAwait(false))!.AsObject();
        string[] inputs = body["input"] is JsonArray array ? [.. array.Select(static i => (string)i!)] : [(string)body["input"]!];
        var data = new JsonArray();
        for (int i = 0; i < inputs.Length; i++)
        {
            float[] vector = Of(inputs[i]);
            byte[] bytes = new byte[vector.Length * sizeof(float)];
            Buffer.BlockCopy(vector, 0, bytes, 0, bytes.Length);
            JsonNode embedding = (string?)body["encoding_format"] == "base64" ? JsonValue.Create(Convert.ToBase64String(bytes))! : new JsonArray([.. vector.Select(static v => (JsonNode)JsonValue.Create(v))]);
            data.Add(new JsonObject { ["object"] = "embedding", ["index"] = i, ["embedding"] = embedding });
        }

        await Reply.JsonAsync(http, new JsonObject { ["object"] = "list", ["data"] = data, ["model"] = (string?)body["model"], ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["total_tokens"] = 1 } }).ConfigureAwait(false);
    }

    private static float[] Of(string text)
    {
        float[] vector = new float[Dimensions];
        foreach (string word in text.ToLowerInvariant().Split([' ', '\n', '.', ',', ';', ':', '(', ')', '?', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            uint hash = 2166136261;
            foreach (char c in word.Length > 6 ? word[..6] : word) hash = (hash ^ c) * 16777619;
            vector[hash % Dimensions] += 1;
        }

        float length = MathF.Sqrt(vector.Sum(static v => v * v));
        return length == 0 ? vector : [.. vector.Select(v => v / length)];
    }
}
