using System.Globalization;
using System.Security.Cryptography;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Whether the same text gives the same bytes: over many runs, on one core and two, in other cultures and time zones.</summary>
/// <param name="texts">Where the encounters are.</param>
internal sealed class SameBytes(BenchTexts texts)
{
    private const int Runs = 100;

    private static readonly (string Locale, string Zone)[] s_places = [("en_US.UTF-8", "UTC"), ("tr_TR.UTF-8", "Asia/Kathmandu")];

    internal async Task<LanguageRow> RowAsync(CancellationToken cancellation)
    {
        const string What = "same text, same bytes: 100 runs, 1 and 2 threads, two cultures and time zones";
        string set = Path.Combine(texts.Evalsets, "encounters-v1", "cases");
        if (!Directory.Exists(set)) return LanguageRow.Absent(What, set);
        string documents = Path.Combine(Directory.EnumerateDirectories(set).Order(StringComparer.Ordinal).First(), "documents");
        string folder = Directory.CreateTempSubdirectory("healthcarellm-bench-").FullName;
        try
        {
            var hashes = new HashSet<string>(StringComparer.Ordinal);
            int made = 0;
            foreach (var (locale, zone) in s_places)
            {
                foreach (string cores in (string[])["0", "0,1"])
                {
                    string file = Path.Combine(folder, "result.json");
                    Child.Run(cores, "env", ["LC_ALL=" + locale, "LANG=" + locale, "TZ=" + zone, .. Child.SelfCommand, "summarize", documents, "--output", file, "--quiet"]);
                    hashes.Add(Hash(await File.ReadAllBytesAsync(file, cancellation).ConfigureAwait(false)));
                    made++;
                }
            }

            var input = InputFiles.Load([documents], new());
            var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(new()), new()), new OfflineDraftingEngine(), new());
            while (made < Runs)
            {
                // Two at a time, then one.
                int together = made % 3 == 0 ? 2 : 1;
                byte[][] results = await Task.WhenAll(Enumerable.Range(0, together).Select(_ => Task.Run(async () => ResultFileWriter.Write((await pipeline.SummarizeAsync(input, null, cancellation).ConfigureAwait(false)).Result), cancellation))).ConfigureAwait(false);
                foreach (byte[] result in results) hashes.Add(Hash(result));
                made += together;
            }

            return new(What, string.Create(CultureInfo.InvariantCulture, $"{hashes.Count} different"), made, "1", hashes.Count == 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
