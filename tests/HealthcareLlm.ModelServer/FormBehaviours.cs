using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>Behaviours of a model whose answer keeps to no form, or only after it was told.</summary>
internal static class FormBehaviours
{
    internal static IEnumerable<Behaviour> All =>
    [
        Behaviour.OfAnswer("truncated-json", "JSON that breaks off with finish_reason stop", s => s.Good[..(s.Good.Length * 2 / 3)], Expected.Fallback),
        Behaviour.OfAnswer("duplicate-keys", "a member named twice: the second would silently win", s => Twice(s.Good), Expected.Fallback),
        Behaviour.OfAnswer("not-a-number", "NaN in place of a value", s => s.Good.Replace("\"value\":\"", "\"value\":NaN,\"x\":\"", StringComparison.Ordinal).Replace("\"text\":\"", "\"text\":NaN,\"x\":\"", StringComparison.Ordinal), Expected.Fallback),
        Behaviour.OfAnswer("wrong-schema", "members of other names", s => s.Good.Replace("\"fields\"", "\"values\"", StringComparison.Ordinal).Replace("\"statements\"", "\"sentences\"", StringComparison.Ordinal), Expected.Fallback),
        Behaviour.OfAnswer("extra-members", "coordinates and confidences that nobody asked for", s => s.Good.Replace("\"quote\":", "\"start\":1,\"confidence\":0.99,\"quote\":", StringComparison.Ordinal), Expected.Either),
        Behaviour.OfAnswer("fenced", "words and a code fence around the JSON", s => "Sure! Here is the answer:\n```json\n" + s.Good + "\n```\nAnything else?", Expected.Answered),
        Behaviour.OfAnswer("prose", "prose in place of JSON", _ => "The patient was admitted and did well. All criteria are met.", Expected.Fallback),
        Behaviour.OfAnswer("array-root", "an array in place of an object", s => "[" + s.Good + "]", Expected.Either),
        Behaviour.OfAnswer("deep", "nesting without end", s => "{\"" + Root(s) + "\":" + new string('[', 5000) + new string(']', 5000) + "}", Expected.Fallback),
        Behaviour.OfAnswer("half-a-character", "half a pair of surrogate units in a string", s => s.Good.Replace("\"quote\":\"", "\"quote\":\"\\ud800", StringComparison.Ordinal), Expected.Either),
        Behaviour.OfAnswer("numbers", "numbers in place of strings", s => s.Good.Replace("\"source\":\"D1P1\"", "\"source\":1", StringComparison.Ordinal), Expected.Either),
        Behaviour.OfAnswer("nothing", "an empty list: everything would be lost in silence", s => "{\"" + Root(s) + "\":[]}", Expected.Fallback),
        Behaviour.OfAnswer("one-item", "one item where there are many", s => First(s)),
        Behaviour.OfAnswer("endless-items", "the same item a thousand times", s => Repeated(s, 1000), Expected.Fallback),
        Behaviour.OfAnswer("repaired-once", "the first answer is broken, the second is good", s => s.Call.Repairs == 0 ? s.Good[..10] : s.Good, Expected.Answered),
        Behaviour.OfAnswer("repaired-twice", "only the third answer is good", s => s.Call.Repairs < 2 ? "{}" : s.Good, Expected.Answered),
        Behaviour.OfAnswer("worse-when-told", "the repaired answer is worse than the first", s => s.Call.Repairs == 0 ? WithUnknown(s) : "I am sorry.", Expected.Answered),
        Behaviour.OfItems("unknown-names", "fields, sections and sources that there are not", (_, items) => AddUnknown(items)),
        Behaviour.OfItems("odd-indexes", "indexes that are no numbers", (s, items) =>
        {
            if (s.Call.IsExtraction) items.Add(new JsonObject { ["path"] = "diagnoses[-1].code", ["value"] = "A00", ["source"] = "D1P1", ["quote"] = s.Call.Sources[0].Text[..Math.Min(20, s.Call.Sources[0].Text.Length)] });
            else items.Add(new JsonObject { ["section"] = "hospitalCourse", ["text"] = "x", ["quotes"] = new JsonArray(), ["parts"] = new JsonArray() });
        }),
    ];

    private static string Root(Scene scene) => scene.Call.IsExtraction ? "fields" : "statements";

    private static string Twice(string good)
    {
        int at = good.IndexOf(":[{", StringComparison.Ordinal) + 3;
        int end = good.IndexOf(',', at);
        return good[..at] + good[at..end] + "," + good[at..];
    }

    private static string First(Scene scene)
    {
        var answer = scene.GoodJson();
        var items = answer.First().Value!.AsArray();
        while (items.Count > 1) items.RemoveAt(1);
        return answer.ToJsonString();
    }

    private static string Repeated(Scene scene, int times)
    {
        var answer = scene.GoodJson();
        var items = answer.First().Value!.AsArray();
        var first = items.Count > 0 ? items[0]! : new JsonObject();
        for (int i = 0; i < times; i++) items.Add(first.DeepClone());
        return answer.ToJsonString();
    }

    private static string WithUnknown(Scene scene)
    {
        var answer = scene.GoodJson();
        AddUnknown(answer.First().Value!.AsArray());
        return answer.ToJsonString();
    }

    private static void AddUnknown(JsonArray items)
    {
        if (items.Count == 0) return;
        var copy = items[0]!.DeepClone().AsObject();
        copy[copy.ContainsKey("path") ? "path" : "section"] = "patient.favouriteColour";
        items.Add(copy);
    }
}
