using HealthcareLlm.ModelServer;
using HealthcareLlm.ModelTrial;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>Every behaviour of the model server on five documents at load 8, minutes passing in seconds by the clock. The whole trial: <c>./run trial-model</c>.</summary>
public class TrialTests
{
    [Fact]
    public async Task Whatever_a_model_does_a_document_ends_valid_and_cited_or_in_fallback_or_refused()
    {
        var time = new AcceleratedTime(60);
        await using var server = await ScriptedServer.StartAsync(clock: time);
        server.Answer = new CarefulAnswers().Answer;
        var matrix = new Matrix(server, time, TrialDocument.Load(ModelRun.Root(), 5));
        var faults = new List<string>();
        int answered = 0, fallback = 0;
        foreach (var behaviour in Behaviour.All)
        {
            var row = await matrix.RunAsync(behaviour, 8, CancellationToken.None);
            faults.AddRange(row.Faults.Select(f => behaviour.Name + ": " + f));
            if (row.StrayBytes > 0) faults.Add(behaviour.Name + ": bytes to a host that is not allowed");
            if (row.Changed > 0) faults.Add(behaviour.Name + ": values changed by an order in a document");
            answered += row.Answered;
            fallback += row.Fallback;
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(answered > 100 && fallback > 100, "both ways are walked");
    }

    [Fact]
    public async Task The_trial_sees_what_it_is_to_see()
    {
        // An engine that believes everything: the trial must say so, or its other verdicts are worth nothing.
        var document = TrialDocument.Load(ModelRun.Root(), 1)[0];
        var believed = await TrialCase.RunAsync(null, document, false, Expected.Fallback, [0], CancellationToken.None);
        Assert.Contains(believed.Faults, f => f.Contains("an answer where a fallback was expected", StringComparison.Ordinal));
        Assert.Contains("Stonebridge Mutual", TrialCase.Given(System.Text.Json.JsonDocument.Parse(believed.Json).RootElement));
    }
}
