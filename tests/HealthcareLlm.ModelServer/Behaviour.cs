using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>What a script has in hand.</summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Good">The answer that a careful model gives, as JSON.</param>
/// <param name="Attempt">How often these very bytes came before under this script, from 0.</param>
/// <param name="Clock">The clock of waits.</param>
public sealed record Scene(HttpContext Http, ChatCall Call, string Good, int Attempt, TimeProvider Clock)
{
    /// <summary>The good answer, to be changed.</summary>
    public JsonObject GoodJson() => JsonNode.Parse(Good)!.AsObject();
}

/// <summary>What must become of a document under a behaviour.</summary>
public enum Expected
{
    /// <summary>The model's answer is used.</summary>
    Answered,

    /// <summary>The offline engine takes over and says so.</summary>
    Fallback,

    /// <summary>Either: it depends on the document.</summary>
    Either,
}

/// <summary>A way in which a server and its model behave.</summary>
/// <param name="Name">Name; the model name <c>script:NAME</c> asks for it.</param>
/// <param name="Shows">What it alone shows.</param>
/// <param name="Expected">What must become of a document.</param>
/// <param name="Play">Answers a call.</param>
public sealed record Behaviour(string Name, string Shows, Expected Expected, Func<Scene, Task> Play)
{
    /// <summary>A behaviour that only changes the good answer.</summary>
    internal static Behaviour OfAnswer(string name, string shows, Func<Scene, string> answer, Expected expected = Expected.Either) =>
        new(name, shows, expected, s => Reply.ContentAsync(s.Http, s.Call, answer(s)));

    /// <summary>A behaviour that only changes the good answer's items.</summary>
    internal static Behaviour OfItems(string name, string shows, Action<Scene, JsonArray> change, Expected expected = Expected.Answered) => OfAnswer(name, shows, s =>
    {
        var answer = s.GoodJson();
        change(s, answer.First().Value!.AsArray());
        return answer.ToJsonString();
    }, expected);

    /// <summary>All behaviours, each once.</summary>
    public static IReadOnlyList<Behaviour> All { get; } = [.. TransportBehaviours.All, .. FormBehaviours.All, .. ContentBehaviours.All];
}
