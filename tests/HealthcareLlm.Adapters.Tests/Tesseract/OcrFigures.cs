using System.Diagnostics;
using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using Xunit.Abstractions;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

/// <summary>
/// Prints figures of recognition: <c>OCR_FIGURES=1 dotnet test tests/HealthcareLlm.Adapters.Tests --filter OcrFigures --logger "console;verbosity=detailed"</c>.
/// Without the variable it does nothing.
/// </summary>
public sealed class OcrFigures(ITestOutputHelper output)
{
    private static readonly string[] Grades = ["clean300", "clean200", "fair", "fax196", "fax98"];

    [Fact]
    public void WordsMissedAndWrong()
    {
        string? wanted = Environment.GetEnvironmentVariable("OCR_FIGURES");
        if (string.IsNullOrEmpty(wanted)) return;
        using var engine = new TesseractOcrEngine();
        foreach (string grade in Grades)
        {
            foreach (var (name, draw) in Kinds())
            {
                if (wanted != "1" && !$"{grade} {name}".Contains(wanted, StringComparison.Ordinal)) continue;
                var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{grade,-9} {name,-10}");
                int truth = 0, missed = 0, extra = 0, marked = 0;
                double seconds = 0;
                var missing = new List<string>();
                var added = new List<string>();
                var marks = new List<string>();
                for (int seed = 1; seed <= 3; seed++)
                {
                    using var page = draw(grade == "clean300" ? 300 : 200, seed);
                    var image = Degrade(page, grade, seed);
                    long started = Stopwatch.GetTimestamp();
                    var read = engine.ReadPage(image, 1, new(), default);
                    seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
                    var left = page.Lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
                    truth += left.Count;
                    foreach (var word in read.Words)
                    {
                        if (left.Remove(word.Text)) continue;
                        extra++;
                        added.Add(word.Text);
                    }

                    missed += left.Count;
                    missing.AddRange(left);
                    marked += read.Words.Count(w => (w.Marks & (WordMarks.Handwritten | WordMarks.Struck | WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear)) != 0);
                    marks.AddRange(read.Words.Where(w => (w.Marks & ~WordMarks.Doubtful) != 0).Select(w => $"{w.Text}:{w.Marks}"));
                    line.Append(CultureInfo.InvariantCulture, $" {read.Reading}");
                }

                line.Append(CultureInfo.InvariantCulture, $" words {truth} {string.Join(',', marks.Take(9))} missed {100.0 * missed / truth:0.0}% extra {100.0 * extra / truth:0.0}% falsely marked {marked} {seconds / 3:0.00} s | {string.Join(' ', missing.Take(20))} | {string.Join(' ', added.Take(14))}");
                output.WriteLine(line.ToString());
            }
        }
    }

    internal static PageImage Degrade(TestPage page, string grade, int seed)
    {
        double skew = ((seed % 3) - 1) * 1.7;
        switch (grade)
        {
            case "clean300" or "clean200":
                return new(page.Png(), DpiX: page.Dpi, DpiY: page.Dpi);
            case "fair":
                using (var turned = Degradation.Turn(page.Bitmap, skew))
                using (var blurred = Degradation.Blur(turned, 0.8f))
                {
                    Degradation.Noise(blurred, seed, 20, 0.0005);
                    return new(Degradation.Jpeg(blurred, 60), DpiX: page.Dpi, DpiY: page.Dpi);
                }

            default:
                double vertical = grade == "fax196" ? 196 : 98;
                page.Write("06/11/2026 09:14 FROM 5550104477 P.003/011", 1, 0.3, 8, "Liberation Mono");
                using (var turned = Degradation.Turn(page.Bitmap, skew))
                using (var scaled = Degradation.Scale(turned, (int)(8.5 * 204), (int)(11 * vertical)))
                {
                    Degradation.Noise(scaled, seed, 30, 0.001);
                    return new(Degradation.Fax(scaled, 204, vertical));
                }
        }
    }

    private static IEnumerable<(string, Func<double, int, TestPage>)> Kinds()
    {
        yield return ("serif", (dpi, seed) => SamplePages.Prose("Liberation Serif", 11, dpi, seed));
        yield return ("sans9", (dpi, seed) => SamplePages.Prose("Liberation Sans", 9, dpi, seed));
        yield return ("mono", (dpi, seed) => SamplePages.Prose("Liberation Mono", 10, dpi, seed));
        yield return ("columns", (dpi, seed) => SamplePages.Prose("Liberation Serif", 10, dpi, seed, columns: 2));
        yield return ("form", (dpi, seed) => SamplePages.Form("Liberation Sans", 9, dpi, seed));
        yield return ("formserif", (dpi, seed) => SamplePages.Form("Liberation Serif", 10, dpi, seed));
        yield return ("table", (dpi, seed) => SamplePages.Table("Liberation Sans", 10, dpi, seed));
    }
}
