using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>The whole trial and its table, measure by measure with its bound.</summary>
internal sealed class WholeTrial(string root, int documentCount, int speed)
{
    private readonly List<(string Measure, string Found, string Bound, bool Holds)> _table = [];

    internal async Task<bool> RunAsync(ImmutableArray<int> loads, ImmutableArray<Behaviour> behaviours, string part, CancellationToken cancellation)
    {
        var time = new AcceleratedTime(speed);
        var documents = TrialDocument.Load(root, documentCount);
        await using var server = await ScriptedServer.StartAsync(clock: time).ConfigureAwait(false);
        server.Answer = new CarefulAnswers().Answer;
        if (part is "" or "matrix") await MatrixAsync(new(server, time, documents), loads, behaviours, cancellation).ConfigureAwait(false);
        if (part is "" or "surrogates") await SurrogatesAsync(server, time, documents, cancellation).ConfigureAwait(false);
        if (part is "" or "surrogates") _table.AddRange(await Identities.MeasureAsync(root, cancellation).ConfigureAwait(false));
        if (part is "" or "outage") await OutageAsync(server, time, documents, cancellation).ConfigureAwait(false);
        if (part is "" or "planted") _table.AddRange(PlantedErrors.Measure(root));
        if (part is "" or "written") _table.AddRange(await WrittenAnswers.MeasureAsync(root, cancellation).ConfigureAwait(false));
        if (part is "" or "near-misses") _table.AddRange(NearMisses.Measure(root));
        if (part is "" or "overhead") _table.Add(Overhead.Measure(root));
        Console.WriteLine();
        Console.WriteLine("| measure | found | bound | holds |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (measure, found, bound, holds) in _table) Console.WriteLine($"| {measure} | {found} | {bound} | {(holds ? "yes" : "NO")} |");
        return _table.TrueForAll(static r => r.Holds);
    }

    private async Task MatrixAsync(Matrix matrix, ImmutableArray<int> loads, ImmutableArray<Behaviour> behaviours, CancellationToken cancellation)
    {
        var rows = new List<MatrixRow>();
        Console.WriteLine("behaviour                load  answered fallback declined faults");
        foreach (var behaviour in behaviours)
        {
            foreach (int load in loads)
            {
                var row = await matrix.RunAsync(behaviour, load, cancellation).ConfigureAwait(false);
                rows.Add(row);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{behaviour.Name,-24} {load,4} {row.Answered,9} {row.Fallback,8} {row.Declined,8} {row.Faults.Length,6}"));
                foreach (string fault in row.Faults.Take(3)) Console.WriteLine("    " + fault);
            }
        }

        int all = rows.Sum(r => r.Documents), ended = rows.Sum(r => r.Documents - r.Faults.Select(f => f.Split(':')[0]).Distinct().Count());
        int spans = rows.Sum(r => r.Faults.Count(f => f.Contains("checker:", StringComparison.Ordinal))), invented = rows.Sum(r => r.Faults.Count(f => f.Contains("planted", StringComparison.Ordinal)));
        Add(string.Create(CultureInfo.InvariantCulture, $"{behaviours.Length} behaviours × {documentCount} documents × loads of {string.Join(", ", loads)}: end valid and cited, in fallback, or refused with a reason"), CarefulAnswers.Share(ended, all), "100 %", ended == all);
        Add("invented values; values whose span does not hold them", $"{invented}; {spans}", "0; 0", invented + spans == 0);
        if (rows.Exists(r => r.Behaviour.Name == "obedient")) Add("values changed under the obedient model", rows.Sum(r => r.Changed).ToString(CultureInfo.InvariantCulture), "0", rows.Sum(r => r.Changed) == 0);
        Add("bytes sent to a host that is not allowed", rows.Sum(r => r.StrayBytes).ToString(CultureInfo.InvariantCulture), "0", rows.Sum(r => r.StrayBytes) == 0);
    }

    /// <summary>Everything that a server received is searched for everything that identifies somebody.</summary>
    private async Task SurrogatesAsync(ScriptedServer server, TimeProvider time, ImmutableArray<TrialDocument> documents, CancellationToken cancellation)
    {
        int secrets = 0, leaked = 0, offsets = 0;
        foreach (var document in documents)
        {
            server.Requests.Clear();
            server.KeepsRequests = true;
            using var connection = new ModelConnection(Matrix.Settings(server, "good"), time);
            var ended = await TrialCase.RunAsync(connection, document with { Clean = document.Identified }, false, Expected.Either, null, cancellation).ConfigureAwait(false);
            string received = string.Join('\n', server.Requests.Select(r => System.Text.Json.Nodes.JsonNode.Parse(r.Body)!["messages"]!.AsArray()[^1]!["content"]!.ToString()));
            secrets += document.Secrets.Length;
            foreach (string secret in document.Secrets.Where(s => TrialDocument.Stands(s, received)))
            {
                leaked++;
                Console.WriteLine("    reached the server: an identifier of " + document.Name + " of " + secret.Length + " characters" + (Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is null ? string.Empty : ": " + secret));
            }

            offsets += ended.Faults.Count(f => f.Contains("checker:", StringComparison.Ordinal));
        }

        server.KeepsRequests = false;
        Add("surrogates: planted identifiers that reach the server; offsets wrong after restoring", string.Create(CultureInfo.InvariantCulture, $"{leaked} of {secrets}; {offsets}"), "0; 0", leaked + offsets == 0);
    }

    private async Task OutageAsync(ScriptedServer server, TimeProvider time, ImmutableArray<TrialDocument> documents, CancellationToken cancellation)
    {
        var small = documents.Where(d => d.IsRequest).ToList();
        int health = await CallsAsync("good").ConfigureAwait(false), outage = await CallsAsync("script:500-always").ConfigureAwait(false);
        double ratio = (double)outage / Math.Max(1, health);
        Add("calls in a total outage against calls in health, over 500 documents with the default breaker", string.Create(CultureInfo.InvariantCulture, $"{outage} against {health}: {ratio:0.00} ×"), "1.2 ×", ratio <= 1.2);

        async Task<int> CallsAsync(string model)
        {
            server.Calls.TryRemove(model, out _);
            using var connection = new ModelConnection(new LanguageModelSettings { Endpoint = server.Endpoint.AbsoluteUri, Model = model }, time);
            await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (i, stop) =>
                await TrialCase.RunAsync(connection, small[i % small.Count], false, Expected.Either, null, stop).ConfigureAwait(false)).ConfigureAwait(false);
            return server.Calls.GetValueOrDefault(model);
        }
    }

    private void Add(string measure, string found, string bound, bool holds) => _table.Add((measure, found, bound, holds));
}
