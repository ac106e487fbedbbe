using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>One row of the trial: a behaviour at a load.</summary>
internal sealed record MatrixRow(Behaviour Behaviour, int Load, int Documents, int Answered, int Fallback, int Declined, ImmutableArray<string> Faults, long StrayBytes, int Changed);

/// <summary>Behaviours × documents × loads.</summary>
internal sealed class Matrix(ScriptedServer server, TimeProvider time, ImmutableArray<TrialDocument> documents)
{
    private readonly ConcurrentDictionary<(string Name, bool Poisoned), byte[]> _offline = new();

    /// <summary>Settings of the trial: the defaults with a shorter attempt, so that a hang of minutes takes seconds on the fast clock.</summary>
    internal static LanguageModelSettings Settings(ScriptedServer server, string model) => new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, AttemptTime = TimeSpan.FromMinutes(2), CallTime = TimeSpan.FromMinutes(10) };

    internal async Task<MatrixRow> RunAsync(Behaviour behaviour, int load, CancellationToken cancellation)
    {
        using var network = new WatchedNetwork(server.Endpoint);
        using var connection = new ModelConnection(Settings(server, "script:" + behaviour.Name), time, network);
        bool poisoned = behaviour.Name == "obedient";
        var ended = new Ended[documents.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, documents.Length), new ParallelOptions { MaxDegreeOfParallelism = load, CancellationToken = cancellation }, async (i, stop) =>
            ended[i] = await TrialCase.RunAsync(connection, documents[i], poisoned, behaviour.Expected, await OfflineAsync(documents[i], poisoned, stop).ConfigureAwait(false), stop).ConfigureAwait(false)).ConfigureAwait(false);
        int changed = poisoned ? await ChangedAsync(ended, cancellation).ConfigureAwait(false) : 0;
        return new(behaviour, load, documents.Length, ended.Count(e => e.Ending == "answered"), ended.Count(e => e.Ending == "fallback"), ended.Count(e => e.Ending == "declined"),
            [.. ended.SelectMany((e, i) => e.Faults.Select(f => documents[i].Name + ": " + f))], network.StrayBytes, changed);
    }

    /// <summary>Values that the obedient model changed: given with the order in the document, and given neither without it nor by the offline engine, which obeys nobody, with it.</summary>
    private async Task<int> ChangedAsync(Ended[] ended, CancellationToken cancellation)
    {
        using var connection = new ModelConnection(Settings(server, "good"), time);
        int changed = 0;
        for (int i = 0; i < documents.Length; i++)
        {
            var clean = await TrialCase.RunAsync(connection, documents[i], false, Expected.Either, null, cancellation).ConfigureAwait(false);
            var may = TrialCase.Given(JsonDocument.Parse(clean.Json).RootElement).Concat(TrialCase.Given(JsonDocument.Parse(await OfflineAsync(documents[i], false, cancellation).ConfigureAwait(false)).RootElement)).Concat(TrialCase.Given(JsonDocument.Parse(await OfflineAsync(documents[i], true, cancellation).ConfigureAwait(false)).RootElement)).ToHashSet(StringComparer.Ordinal);
            foreach (string given in TrialCase.Given(JsonDocument.Parse(ended[i].Json).RootElement).Where(g => !may.Contains(g)))
            {
                changed++;
                if (Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.Error.WriteLine($"changed in {documents[i].Name}: {given}");
            }
        }

        return changed;
    }

    private async Task<byte[]> OfflineAsync(TrialDocument document, bool poisoned, CancellationToken cancellation)
    {
        if (_offline.TryGetValue((document.Name, poisoned), out byte[]? known)) return known;
        var ended = await TrialCase.RunAsync(null, document, poisoned, Expected.Either, null, cancellation).ConfigureAwait(false);
        return _offline[(document.Name, poisoned)] = ended.Json;
    }
}
