using System.Diagnostics;
using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Bench;

/// <summary>The timings that the issues ask for, each against its yardstick in the same run.</summary>
/// <param name="folder">A scratch folder.</param>
/// <param name="pdf">A digital PDF whose pages are measured.</param>
/// <param name="note">A text note.</param>
internal sealed class BenchSuite(string folder, string pdf, string note)
{
    private const int Pages = 12, Repeats = 3;

    internal IEnumerable<BenchRow> Scanned()
    {
        string source = Write("pages.pdf", BenchPages.Repeat(pdf, Pages));
        Child.Run("0", "pdftoppm", "-r", "200", "-gray", "-jpeg", "-jpegopt", "quality=90", source, Path.Combine(folder, "scan"));
        string[] pictures = [.. Directory.GetFiles(folder, "scan-*.jpg").Order(StringComparer.Ordinal)];
        string scanned = Write("scanned.pdf", BenchPages.Scanned(pictures, Pages));
        string output = Path.Combine(folder, "out.json");
        double yardstick = double.MaxValue, one = double.MaxValue, two = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            yardstick = Math.Min(yardstick, ProgramsAlone(scanned));
            one = Math.Min(one, Child.Self("0", "extract", scanned, "--output", output, "--quiet").Seconds);
            two = Math.Min(two, Child.Self("0,1", "extract", scanned, "--output", output, "--quiet").Seconds);
        }

        yield return new("scanned page at 200 dpi, whole pipeline, one core", Per(one), Per(yardstick) + " pdftoppm + tesseract", one / yardstick, "≤ 1.1 ×", one / yardstick <= 1.1);
        yield return new("two cores against one", Per(two), Per(one) + " one core", one / two, "≥ 1.7 ×", one / two >= 1.7);
    }

    internal async Task<IReadOnlyList<BenchRow>> DigitalAsync(CancellationToken cancellation)
    {
        var (note, yardstick) = await ReadDigitalAsync(BenchPages.Repeat(pdf, Pages, last: true), cancellation).ConfigureAwait(false);
        var (form, other) = await ReadDigitalAsync(BenchPages.Repeat(pdf, Pages), cancellation).ConfigureAwait(false);
        return
        [
            new("digital page, text layer borne out by the picture", Per(note), Per(yardstick) + " pdftoppm -r 100 + words", note / yardstick, "≤ 1.3 ×", note / yardstick <= 1.3),
            new("mixed pages: form fields, a stamp, signatures in ink", Per(form), Per(other) + " pdftoppm -r 100 + words", form / other, "none", null),
        ];
    }

    private async Task<(double Ours, double Yardstick)> ReadDigitalAsync(byte[] bytes, CancellationToken cancellation)
    {
        string path = Write("digital.pdf", bytes);
        var limits = new IngestionLimits { Parallelism = 1 };
        var ingestion = new DocumentIngestion(DocumentReaders.All(limits), limits);
        double ours = double.MaxValue, yardstick = double.MaxValue;
        for (int i = 0; i < Repeats + 2; i++)
        {
            var watch = Stopwatch.StartNew();
            Child.Run("0,1", "pdftoppm", "-r", "100", "-gray", path, Path.Combine(folder, "low"));
            BenchPages.CountWords(bytes);
            yardstick = Math.Min(yardstick, watch.Elapsed.TotalSeconds);
            watch.Restart();
            await ingestion.ReadAsync([new("digital.pdf", bytes)], null, cancellation).ConfigureAwait(false);
            ours = Math.Min(ours, watch.Elapsed.TotalSeconds);
        }

        return (ours, yardstick);
    }

    internal async Task<BenchRow> ConfirmAsync(CancellationToken cancellation)
    {
        var limits = new IngestionLimits { Parallelism = 1 };
        var file = new SourceFile("digital.pdf", await File.ReadAllBytesAsync(pdf, cancellation).ConfigureAwait(false));
        var ingested = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync([file], null, cancellation).ConfigureAwait(false);
        var document = ingested.Documents[0];
        var page = document.Document.Pages[0];
        List<BoundingBox> regions = [.. page.Lines.Where(l => l.Span.Length < 60).Take(20).Select(l => page.Words.Where(w => l.Span.Contains(w.Span)).Select(w => w.Box).Aggregate((a, b) => a.Union(b)))];
        if (document.Reader is null || regions.Count == 0) return new("confirming a cited span", "not measured", string.Empty, double.NaN, "≤ 60 ms", false);
        double best = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            await document.Reader.ReadRegionsAsync(file, 1, regions, cancellation).ConfigureAwait(false);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds / regions.Count);
        }

        return new($"confirming a cited span ({regions.Count} of one page, its rendering included)", Milliseconds(best), string.Empty, best, "≤ 60 ms", best <= 60);
    }

    internal async Task<BenchRow> NoteAsync(CancellationToken cancellation)
    {
        var settings = new IngestionLimits();
        var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(settings), settings), new OfflineDraftingEngine(), new());
        var input = new InputFiles([new SourceFile("note.txt", Encoding.UTF8.GetBytes(note))], []);
        var times = new List<double>();
        for (int i = 0; i < 30; i++)
        {
            var watch = Stopwatch.StartNew();
            var run = await pipeline.SummarizeAsync(input, null, cancellation).ConfigureAwait(false);
            if (SchemaValidator.Validate("discharge-summary/v1", ResultFileWriter.Write(run.Result)).Length > 0) throw new InvalidOperationException("the result breaks its schema");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        double median = times[times.Count / 2];
        return new($"text note of {note.Split(' ').Length} words, summary with validation (median of 30, warm)", Milliseconds(median), string.Empty, median, "≤ 25 ms", median <= 25);
    }

    internal IEnumerable<BenchRow> Memory()
    {
        string[] pictures = [.. Directory.GetFiles(folder, "scan-*.jpg").Order(StringComparer.Ordinal)];
        var peaks = new Dictionary<int, double>();
        foreach (int count in (int[])[25, 100])
        {
            string scanned = Write($"many-{count}.pdf", BenchPages.Scanned(pictures, count));
            peaks[count] = Child.Self("0,1", "extract", scanned, "--output", Path.Combine(folder, "many.json"), "--quiet").PeakMegabytes;
        }

        yield return new("memory, packet of 100 scanned pages", Megabytes(peaks[100]), string.Empty, peaks[100], "< 1 GB", peaks[100] is > 0 and < 1000);
        yield return new("memory, 100 pages against 25", Megabytes(peaks[100]), Megabytes(peaks[25]) + " for 25", peaks[100] / peaks[25], "flat (≤ 1.3 ×)", peaks[100] / peaks[25] <= 1.3);
    }

    private double ProgramsAlone(string scanned)
    {
        double seconds = Child.Run("0", "pdftoppm", "-r", "200", "-gray", scanned, Path.Combine(folder, "page")).Seconds;
        foreach (string page in Directory.GetFiles(folder, "page-*.pgm").Order(StringComparer.Ordinal))
        {
            seconds += Child.Run("0", "tesseract", page, Path.Combine(folder, "ocr"), "tsv").Seconds;
        }

        return seconds;
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Per(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / Pages:0.000} s a page");

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    private static string Megabytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} MB");
}
