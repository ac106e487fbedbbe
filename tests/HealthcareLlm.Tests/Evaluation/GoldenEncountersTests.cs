using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class GoldenEncountersTests
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    [Fact]
    public void Eight_encounters_of_four_notes_and_more_and_of_real_length()
    {
        Assert.Equal(8, Set.Cases.Length);
        Assert.Equal(5, Set.Cases.Count(c => c.Part == "development"));
        foreach (var golden in Set.Cases)
        {
            Assert.InRange(golden.Documents.Length, 4, 12);
            Assert.InRange(golden.Documents.Sum(d => Words(Text(golden, d.File))), 900, 2500);
            Assert.True(golden.Assertions.Length >= 12, golden.Id);
            Assert.True(golden.Facts.Count(f => f.Must) >= 15, golden.Id);
            Assert.True(golden.Traps.Length >= 5, golden.Id);
            string[] files = [.. Directory.GetFiles(Path.Combine(golden.Folder, "documents")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
            Assert.Equal(files, golden.Documents.Select(d => d.File).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_quote_is_verbatim_and_stands_once()
    {
        foreach (var golden in Set.Cases)
        {
            foreach (var assertion in golden.Assertions)
            {
                string text = Text(golden, assertion.File);
                Assert.True(Count(text, assertion.Quote) == 1, $"{golden.Id} {assertion.File}: {assertion.Quote}");
                Assert.Contains(assertion.About, assertion.Quote, StringComparison.Ordinal);
                Assert.Contains(assertion.Polarity, new[] { "affirmed", "negated", "possible" });
                Assert.Contains(assertion.Temporality, new[] { "recent", "historical", "hypothetical" });
                Assert.Contains(assertion.Experiencer, new[] { "patient", "other" });
            }
        }
    }

    [Fact]
    public void Every_fact_and_conflict_can_be_attained_from_the_notes_that_count()
    {
        foreach (var golden in Set.Cases)
        {
            string notes = string.Join('\n', golden.Documents.Where(d => golden.SetAside.All(p => p.File != d.File)).Select(d => Text(golden, d.File)));
            foreach (var fact in golden.Facts) Assert.True(fact.AnyOf.Any(all => all.All(p => Matches(p, notes))), $"{golden.Id} {fact.Id}");
            foreach (var side in golden.Conflicts.SelectMany(c => c.Sides)) Assert.True(Matches(side, notes), $"{golden.Id}: {side}");
            foreach (var fact in golden.Facts) Assert.All(fact.Sections, s => Assert.Contains(s, HealthcareLlm.Drafting.SummarySections.All.Select(x => x.Name)));
            foreach (string section in golden.Traps.SelectMany(t => t.Sections)) Assert.Contains(section, HealthcareLlm.Drafting.SummarySections.All.Select(x => x.Name));
        }
    }

    [Fact]
    public void A_summary_that_states_the_facts_and_nothing_else_springs_no_trap()
    {
        foreach (var golden in Set.Cases)
        {
            byte[] perfect = PerfectSummary.Of(golden);
            var score = CaseScorer.Score("x", golden, perfect);
            Assert.Null(score.NotScored);
            Assert.True(score.Traps.All(t => !t.Sprung), golden.Id + ": " + string.Join(", ", score.Traps.Where(t => t.Sprung).Select(t => t.Id)));
            Assert.True(score.Summary!.Facts.All(f => f.State == FactState.Present), golden.Id + ": " + string.Join(", ", score.Summary.Facts.Where(f => f.State != FactState.Present).Select(f => f.Id)));
        }
    }

    [Fact]
    public void One_file_is_windows_1252_with_carriage_returns()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Set.Cases.First(c => c.Id == "surgery-partial-nephrectomy").Folder, "documents", "04-anesthesia-record.txt"));
        Assert.Contains((byte)0x96, bytes);
        Assert.Contains("\r\n", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    internal static string Text(GoldenCase golden, string file)
    {
        if (file.EndsWith(".pdf", StringComparison.Ordinal)) return File.ReadAllText(Repository.Folder("tests", "HealthcareLlm.SampleRenderer", "Encounters", golden.Id + ".txt"));
        byte[] bytes = File.ReadAllBytes(Path.Combine(golden.Folder, "documents", file));
        return bytes.Any(b => b >= 0x80) && !IsUtf8(bytes) ? Encoding.Latin1.GetString(bytes) : Encoding.UTF8.GetString(bytes);
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = new UTF8Encoding(false, true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static int Count(string text, string quote) => (text.Length - text.Replace(quote, string.Empty, StringComparison.Ordinal).Length) / quote.Length;

    private static bool Matches(string pattern, string text) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
