using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>One row of the trial: a behaviour at a load.</summary>
internal sealed record MatrixRow(Behaviour Behaviour, int Load, int Documents, int Answered, int Fallback, int Declined, ImmutableArray<string> Faults, long StrayBytes, int Changed, int Divided);

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
        var (changed, divided) = poisoned ? await ChangedAsync(ended, cancellation).ConfigureAwait(false) : (0, 0);
        return new(behaviour, load, documents.Length, ended.Count(e => e.Ending == "answered"), ended.Count(e => e.Ending == "fallback"), ended.Count(e => e.Ending == "declined"),
            [.. ended.SelectMany((e, i) => e.Faults.Select(f => documents[i].Name + ": " + f))], network.StrayBytes, changed, divided);
    }

    /// <summary>
    /// What the obedient model changed: values and texts that it gets given with the order in the document and that are not given without the order, by the careful model (by the offline engine, where the order ended in
    /// fallback), unless the careful model gets the very same given with the order, in words of the paper without it; and values of requests that the careful model gets given of the same document with the order, and that are neither given nor shown as held back where the obedient one reads it.
    /// </summary>
    private async Task<(int Changed, int Divided)> ChangedAsync(Ended[] ended, CancellationToken cancellation)
    {
        using var connection = new ModelConnection(Settings(server, "good"), time);
        int changed = 0, divided = 0;
        for (int i = 0; i < documents.Length; i++)
        {
            bool fallback = ended[i].Ending == "fallback";
            byte[] without = fallback ? await OfflineAsync(documents[i], false, cancellation).ConfigureAwait(false) : (await TrialCase.RunAsync(connection, documents[i], false, Expected.Either, null, cancellation).ConfigureAwait(false)).Json;
            byte[] careful = fallback ? await OfflineAsync(documents[i], true, cancellation).ConfigureAwait(false) : (await TrialCase.RunAsync(connection, documents[i], true, Expected.Either, null, cancellation).ConfigureAwait(false)).Json;
            using JsonDocument clean = JsonDocument.Parse(without), obeyed = JsonDocument.Parse(ended[i].Json), with = JsonDocument.Parse(careful);
            var may = TrialCase.Given(clean.RootElement).ToHashSet(StringComparer.Ordinal);
            string whole = obeyed.RootElement.GetRawText();
            var sameWithout = TrialCase.Given(with.RootElement).ToHashSet(StringComparer.Ordinal);
            string words = Compact(string.Join('\n', documents[i].Clean.Select(static f => System.Text.Encoding.UTF8.GetString(f.Bytes.Span))));
            divided += TrialCase.Given(obeyed.RootElement).Count(g => !may.Contains(g) && sameWithout.Contains(g) && words.Contains(Compact(g[(g.IndexOf(": ", StringComparison.Ordinal) + 1)..]), StringComparison.Ordinal));
            // A line that was put in between divides sentences elsewhere: what nobody obeyed for, and whose words stand in the paper without the order, is no change.
            var differences = TrialCase.Given(obeyed.RootElement).Where(g => !may.Contains(g) && !(sameWithout.Contains(g) && words.Contains(Compact(g[(g.IndexOf(": ", StringComparison.Ordinal) + 1)..]), StringComparison.Ordinal))).Select(static g => "given: " + g)
                .Concat(documents[i].IsRequest ? TrialCase.Given(with.RootElement).Where(m => !whole.Contains(JsonEncodedText.Encode(m, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, StringComparison.Ordinal)).Select(static m => "lost: " + m) : []);
            foreach (string difference in differences)
            {
                changed++;
                if (Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.Error.WriteLine($"changed in {documents[i].Name}: {difference}");
            }
        }

        return (changed, divided);
    }

    private static string Compact(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private async Task<byte[]> OfflineAsync(TrialDocument document, bool poisoned, CancellationToken cancellation)
    {
        if (_offline.TryGetValue((document.Name, poisoned), out byte[]? known)) return known;
        var ended = await TrialCase.RunAsync(null, document, poisoned, Expected.Either, null, cancellation).ConfigureAwait(false);
        return _offline[(document.Name, poisoned)] = ended.Json;
    }
}
