using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Cli.Trials;

/// <summary>What a library of a size costs.</summary>
/// <param name="Passages">Passages.</param>
/// <param name="PassagesASecond">Added, approved and indexed in a second.</param>
/// <param name="SizeOfText">Size of the store as a multiple of the documents' text.</param>
/// <param name="Median">Milliseconds of a question, median.</param>
/// <param name="NinetyFifth">Milliseconds of a question, 95th percentile.</param>
internal sealed record SpeedFigures(int Passages, double PassagesASecond, double SizeOfText, double Median, double NinetyFifth);

/// <summary>Times questions of twelve words to a library of random passages of 60 words (frequencies after Zipf) of twenty payers.</summary>
internal static class PolicySpeedTrial
{
    private const int Payers = 20, PassagesAPolicy = 250, WordsAPassage = 60, Vocabulary = 20_000, Questions = 200;

    internal static SpeedFigures Run(int passages, string folder, CancellationToken cancellation)
    {
        var random = new Random(1);
        string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"speed-{passages}.db"));
        using var store = SqlitePolicyStore.Open(file, create: true, TimeProvider.System);
        long text = 0, spent = 0;
        int added = 0;
        for (int policy = 0; added < passages; policy++)
        {
            cancellation.ThrowIfCancellationRequested();
            var written = new StringBuilder("# A policy\n\n## 1 Criteria\n\n");
            for (int i = 1; i <= PassagesAPolicy; i++) written.Append(CultureInfo.InvariantCulture, $"1.{i} {string.Join(' ', Words(random, WordsAPassage))}.\n\n");
            var document = new PolicyFile("p.md", Encoding.UTF8.GetBytes(written.ToString()));
            var sheet = new PolicyFile("s.yaml", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"schema: medical-policy/v1\npayer: Payer {policy % Payers}\nnumber: N{policy}\ntitle: A policy\nversion: \"1\"\neffectiveFrom: 2026-01-01\ncodes: [CPT 72148]\ncriteria:\n  initial:\n    id: a\n    criterion: It is so.\n    clause: \"1.1\"\n    ask: {{of: prescriber, text: Please send it.}}\n")));
            var cut = PassageCutter.Cut(DocumentComposer.ComposeText(new SourceFile(document.Name, document.Bytes), written.ToString(), []));
            var read = PolicyIntake.Sheet(sheet, cut).Sheet ?? throw new InvalidOperationException("a trial's sheet has a fault");
            long start = TimeProvider.System.GetTimestamp();
            if (store.Add(document, sheet, read, cut, "text", "trial", false) is not StatusChange.Done done || store.Approve(done.Policies[0].Key, "trial", 1) is not StatusChange.Done) throw new InvalidOperationException("a trial's policy was not approved");
            spent += TimeProvider.System.GetTimestamp() - start;
            added += cut.Length;
            text += document.Bytes.Length;
        }

        var index = new SqlitePolicyIndex(store, new() { MinimumCoverage = 0 });
        var times = new List<double>();
        for (int i = 0; i < Questions; i++)
        {
            var query = new PolicyQuery(string.Join(' ', Words(random, 12)), new(2026, 6, 1)) { Payer = string.Create(CultureInfo.InvariantCulture, $"Payer {i % Payers}") };
            // The first question to a payer reads its policies; it is asked once before it is timed.
            if (i < Payers) index.Search(query with { Count = 50 });
            long start = TimeProvider.System.GetTimestamp();
            index.Search(query);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return new(added, added / TimeProvider.System.GetElapsedTime(0, spent).TotalSeconds, (double)new FileInfo(file).Length / text, times[times.Count / 2], times[(int)Math.Ceiling(0.95 * times.Count) - 1]);
    }

    /// <summary>Words whose frequency falls as one over their rank.</summary>
    private static IEnumerable<string> Words(Random random, int count) =>
        Enumerable.Range(0, count).Select(_ => "w" + ((int)Math.Pow(Vocabulary, random.NextDouble())).ToString("x", CultureInfo.InvariantCulture));
}
