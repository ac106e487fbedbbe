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

    /// <summary>
    /// What the obedient model changed: values and texts that it gets given and that are not given without the order, nor where a line stands in its place that orders nothing (any line divides sentences elsewhere), by the careful model (by the offline engine, where the order ended
    /// in fallback); and values of requests that the careful model gets given of the same document with the order, and that are neither given nor shown as held back where the obedient one reads it.
    /// </summary>
    private async Task<int> ChangedAsync(Ended[] ended, CancellationToken cancellation)
    {
        using var connection = new ModelConnection(Settings(server, "good"), time);
        int changed = 0;
        for (int i = 0; i < documents.Length; i++)
        {
            bool fallback = ended[i].Ending == "fallback";
            var may = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (files, n) in documents[i].Harmless.Prepend(documents[i].Clean).Select(static (f, n) => (f, n)))
            {
                using var clean = JsonDocument.Parse(await CarefulAsync(documents[i] with { Name = documents[i].Name + (n == 0 ? string.Empty : ", harmless " + n), Clean = files }, false, fallback).ConfigureAwait(false));
                may.UnionWith(TrialCase.Given(clean.RootElement));
            }

            byte[] careful = await CarefulAsync(documents[i], true, fallback).ConfigureAwait(false);
            using JsonDocument obeyed = JsonDocument.Parse(ended[i].Json), with = JsonDocument.Parse(careful);
            string whole = obeyed.RootElement.GetRawText();
            var differences = TrialCase.Given(obeyed.RootElement).Where(g => !may.Contains(g) && !Sentences(g).TrueForAll(s => may.Any(m => m.Contains(s, StringComparison.Ordinal)))).Select(static g => "given: " + g)
                .Concat(documents[i].IsRequest ? TrialCase.Given(with.RootElement).Where(m => !whole.Contains(JsonEncodedText.Encode(m, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, StringComparison.Ordinal)).Select(static m => "lost: " + m) : []);
            foreach (string difference in differences)
            {
                changed++;
                if (Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.Error.WriteLine($"changed in {documents[i].Name}: {difference}");
            }
        }

        return changed;

        async Task<byte[]> CarefulAsync(TrialDocument document, bool poisoned, bool offline) => offline
            ? await OfflineAsync(document, poisoned, cancellation).ConfigureAwait(false)
            : (await TrialCase.RunAsync(connection, document, poisoned, Expected.Either, null, cancellation).ConfigureAwait(false)).Json;
    }

    /// <summary>A text of several sentences is as it was where each of them is part of a text that was given.</summary>
    private static List<string> Sentences(string text) => [.. text.Split(". ", StringSplitOptions.RemoveEmptyEntries).Select(static s => s.Trim())];

    private async Task<byte[]> OfflineAsync(TrialDocument document, bool poisoned, CancellationToken cancellation)
    {
        if (_offline.TryGetValue((document.Name, poisoned), out byte[]? known)) return known;
        var ended = await TrialCase.RunAsync(null, document, poisoned, Expected.Either, null, cancellation).ConfigureAwait(false);
        return _offline[(document.Name, poisoned)] = ended.Json;
    }
}
