using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>How fast text is understood, from sections to the grounded result of a summary, and whether hostile text slows it down.</summary>
/// <param name="texts">Where the notes are.</param>
internal sealed class SpeedMeasures(BenchTexts texts)
{
    private const int NoteLength = 2_700, Notes = 400, Repeats = 3, Small = 100_000, Times = 10, Bound = 15, MostTold = 10;
    private const double Shortest = 0.005;

    internal IEnumerable<LanguageRow> Speed(Action<string>? tell)
    {
        const string OneCore = "text pipeline, sections to grounded result, one thread", TwoCores = "  two threads against one";
        var notes = texts.Reports().Where(static n => n.Text.Length is > 1_500 and < 4_500).Select(static n => n.Text).Take(Notes).ToList();
        string from = "reports";
        if (notes.Count == 0) (notes, from) = (texts.Encounters().Select(static n => n.Text).ToList(), "own encounters");
        if (notes.Count == 0)
        {
            yield return LanguageRow.Absent(OneCore, "notes");
            yield break;
        }

        var documents = notes.ConvertAll(BenchTexts.Document);
        double length = notes.Sum(static n => (double)n.Length);
        Time(documents, 2);
        if (tell is not null) Stages(documents, tell);
        double one = double.MaxValue, two = double.MaxValue, processor = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            var alone = Time(documents, 1);
            (one, processor) = (Math.Min(one, alone.Clock), Math.Min(processor, alone.Processor));
            two = Math.Min(two, Time(documents, 2).Clock);
        }

        // By processor time: what one core does, whatever else the machine does. Whether two are used can be told by the clock alone, on a machine that is free.
        double rate = length / NoteLength / processor;
        yield return new($"{OneCore} ({from}, best of {Repeats})", string.Create(CultureInfo.InvariantCulture, $"{rate:0} notes of {NoteLength} characters/s of processor time ({length / NoteLength / one:0} by the clock)"), notes.Count, "≥ 500 notes/s", rate >= 500);
        yield return new(TwoCores, string.Create(CultureInfo.InvariantCulture, $"{one / two:0.00} ×"), notes.Count, "≥ 1.7 ×", one / two >= 1.7);
    }

    /// <summary>The row of hostile text, and below it the kinds that took longest for their length: those above the bound, else the three worst.</summary>
    internal static IEnumerable<LanguageRow> Hostile(Action<string>? tell)
    {
        var measured = new List<(string Name, double Few, double Many, double Ratio)>();
        foreach (var kind in HostileText.All)
        {
            string small = kind.Of(Small), large = kind.Of(Small * Times);
            double few, many;
            try
            {
                Ground(BenchTexts.Document(kind.Of(Small / 10)));
                (few, many) = (Math.Min(Seconds(small), Seconds(small)), Seconds(large));
                // What other programs do to the caches lengthens one of two measures: a doubtful ratio is measured again, and the least of each counts.
                for (int i = 0; i < Repeats && many / few > Bound; i++) (few, many) = (Math.Min(few, Seconds(small)), Math.Min(many, Seconds(large)));
            }
            catch (RegexMatchTimeoutException e)
            {
                tell?.Invoke($"hostile {kind.Name}: a pattern gave up: {e.Pattern}\n{e.StackTrace}");
                (few, many) = (0, double.PositiveInfinity);
            }

            // Below 5 ms the clock, not the text, makes the ratio.
            double ratio = double.IsInfinity(many) ? many : few >= Shortest ? many / few : 0;
            tell?.Invoke(string.Create(CultureInfo.InvariantCulture, $"hostile {kind.Name}: {few:0.000} s, {many:0.000} s, {many / few:0.0} ×"));
            measured.Add((kind.Name, few, many, ratio));
        }

        measured.Sort(static (a, b) => b.Ratio.CompareTo(a.Ratio));
        var (_, _, _, worst) = measured[0];
        int above = measured.Count(static m => m.Ratio > Bound);
        yield return new("1 MB of hostile text against 100 kB, worst of all kinds", string.Create(CultureInfo.InvariantCulture, $"{worst:0.0} × ({above} kinds above; slowest {measured.Max(static m => m.Many):0.0} s)"), HostileText.All.Count, string.Create(CultureInfo.InvariantCulture, $"≤ {Bound} ×"), worst <= Bound);
        foreach (var (name, few, many, ratio) in measured.Take(Math.Clamp(above, 3, MostTold)))
        {
            string reached = double.IsInfinity(many) ? "a pattern gave up" : string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} × ({few:0.000} s, {many:0.000} s)");
            yield return new("  " + name, reached, 1, string.Empty, null);
        }
    }

    /// <summary>Which stage takes how long.</summary>
    private static void Stages(List<SourceDocument> documents, Action<string> tell)
    {
        var watch = new Stopwatch();
        double[] seconds = new double[4];
        foreach (var source in documents)
        {
            watch.Restart();
            ClinicalTextAnnotator.Structure(source);
            seconds[0] += watch.Elapsed.TotalSeconds;
            watch.Restart();
            var document = ClinicalTextAnnotator.Annotate(source);
            seconds[1] += watch.Elapsed.TotalSeconds;
            watch.Restart();
            var draft = new OfflineDraftingEngine().DraftSummaryAsync(new CaseDocuments([document], PatientAssessor.Assess([document])), CancellationToken.None).GetAwaiter().GetResult();
            seconds[2] += watch.Elapsed.TotalSeconds;
            watch.Restart();
            Grounder.Ground(draft, [document]);
            seconds[3] += watch.Elapsed.TotalSeconds;
        }

        tell(string.Create(CultureInfo.InvariantCulture, $"stages of {documents.Count} notes: sections and sentences {seconds[0]:0.000} s, all annotation {seconds[1]:0.000} s, draft {seconds[2]:0.000} s, grounding {seconds[3]:0.000} s"));
    }

    /// <summary>Seconds of processor time, which other programs on the machine do not lengthen as they do those of the clock.</summary>
    private static double Seconds(string text)
    {
        var document = BenchTexts.Document(text);
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        Ground(document);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>Seconds by the clock, and of processor time of all threads.</summary>
    private static (double Clock, double Processor) Time(List<SourceDocument> documents, int threads)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        if (threads == 1)
        {
            foreach (var document in documents) Ground(document);
        }
        else
        {
            Parallel.ForEach(documents, new ParallelOptions { MaxDegreeOfParallelism = threads }, Ground);
        }

        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static void Ground(SourceDocument source)
    {
        var document = ClinicalTextAnnotator.Annotate(source);
        var draft = new OfflineDraftingEngine().DraftSummaryAsync(new CaseDocuments([document], PatientAssessor.Assess([document])), CancellationToken.None).GetAwaiter().GetResult();
        Grounder.Ground(draft, [document]);
    }
}
