using System.Collections.Immutable;
using System.Text;
using CsCheck;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

public class ChunkerTests
{
    [Fact]
    public void Nothing_is_cut_in_silence_whatever_the_text_and_the_limit()
    {
        var texts = Gen.Char["ab. \nÄ9:"].Array[0, 400].Select(c => new string(c));
        Gen.Select(texts, texts, Gen.Int[3, 200]).Sample((a, b, limit) =>
        {
            var documents = Of(a, b + "!");
            var parts = Chunker.Divide(documents, limit, static t => (t.Length / 3) + 1);
            Assert.All(parts, p => Assert.True(p.Length == 1 || p.Sum(x => (x.Shown.Length / 3) + 1) <= limit));
            foreach (var document in documents.Documents)
            {
                string shown = string.Concat(parts.SelectMany(p => p).Where(x => x.DocumentId == document.Source.Id).Select(x => x.Shown));
                Assert.Equal(Solid(document.Text), Solid(shown));
                Assert.All(parts.SelectMany(p => p).Where(x => x.DocumentId == document.Source.Id), x => Assert.Equal(x.Shown, x.Span.In(document.Text)));
            }
        }, iter: 200);
    }

    [Fact]
    public void A_line_that_fits_no_call_is_still_shown_whole_and_no_pair_of_units_is_parted()
    {
        var documents = Of(string.Concat(Enumerable.Repeat("😀", 500)));
        var blocks = Chunker.Divide(documents, 20, static t => (t.Length / 3) + 1).SelectMany(p => p).ToList();
        Assert.Equal(documents.Documents[0].Text.Trim(), string.Concat(blocks.Select(b => b.Shown)).Trim());
        Assert.All(blocks, b => Assert.False(char.IsLowSurrogate(b.Shown[0])));
        Assert.All(blocks, b => Assert.True((b.Shown.Length / 3) + 1 <= 20));
    }

    [Fact]
    public void Sections_are_kept_whole_where_they_fit()
    {
        string text = "HISTORY OF PRESENT ILLNESS: " + string.Join(' ', Enumerable.Repeat("cough", 60)) + ".\nMEDICATIONS:\n1. lisinopril 10 mg daily\n2. metformin 500 mg daily\nALLERGIES: penicillin (rash).\n";
        var blocks = Chunker.Divide(Of(text), 130, static t => (t.Length / 3) + 1).SelectMany(p => p).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.StartsWith("MEDICATIONS:", blocks[1].Shown.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(["D1P1.1", "D1P1.2"], blocks.Select(b => b.Name));
    }

    [Fact]
    public void A_page_about_somebody_else_is_never_shown()
    {
        var documents = Of("Jane Roe\n", "Mabel Other has gout.\n");
        var aside = documents with { Patient = new PatientAssessment("Jane Roe", null, [new(documents.Documents[1].Source.Id, 1, "other-patient", [])]) };
        Assert.DoesNotContain(Chunker.Divide(aside, 1000, static t => t.Length).SelectMany(p => p), b => b.Shown.Contains("gout", StringComparison.Ordinal));
    }

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static CaseDocuments Of(params string[] notes) => new(
        [.. notes.Select((n, i) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(n)), n, []))).ToImmutableArray()], PatientAssessment.None);
}
