using System.Text;
using HealthcareLlm.Adapters.Pdf;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using static HealthcareLlm.Adapters.Tests.Pdf.RawPdf;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class PdfLimitTests
{
    private static async Task<SourceDocument> Read(SourceFile file, IngestionLimits limits)
    {
        using var pool = new OcrEnginePool(limits);
        return await new PdfReader(pool, limits).ReadAsync(file, DistrustedPages.None, CancellationToken.None);
    }

    [Fact]
    public async Task Pages_beyond_the_limit_are_named_and_the_others_read()
    {
        var pdf = new RawPdf();
        for (int i = 1; i <= 5; i++) pdf.Page(Text(72, 700, "Page number " + i));
        var document = await Read(pdf.File(), new() { MaximumPages = 3 });
        Assert.Equal(3, document.Pages.Length);
        Assert.Contains(document.Issues, i => i.Code == IssueCode.TooManyPages && i.Severity == IssueSeverity.Error);
        Assert.Equal("Page number 1\fPage number 2\fPage number 3", document.Text);
    }

    [Fact]
    public async Task A_page_too_large_does_not_cost_the_others()
    {
        var pdf = new RawPdf().Page(Text(72, 700, "First")).Page(Text(72, 700, "Huge"), box: "0 0 14000 14000").Page(Text(72, 700, "Last"));
        var document = await Read(pdf.File(), new());
        Assert.Equal("First\f\fLast", document.Text);
        Assert.Equal(PageReading.NotRead, document.Pages[1].Reading);
        Assert.True(document.Has(IssueCode.PageTooLarge, 2));
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_named()
    {
        var document = await Read(new RawPdf().Page(Text(72, 700, "Slow")).File(), new() { PageTime = TimeSpan.FromTicks(1) });
        Assert.Equal(PageReading.NotRead, Assert.Single(document.Pages).Reading);
        Assert.Contains(document.Issues, i => i.Code == IssueCode.PageTimeout && i.Severity == IssueSeverity.Error);
    }

    [Fact]
    public async Task An_encrypted_file_is_named()
    {
        string key = new('Z', 32);
        var pdf = new RawPdf { Extra = $"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({key}) /U ({key}) /P -4 >> /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]" };
        var document = await Read(pdf.Page(Text(72, 700, "Secret")).File(), new());
        Assert.Empty(document.Pages);
        Assert.Equal(IssueCode.EncryptedFile, Assert.Single(document.Issues).Code);
    }

    [Fact]
    public async Task Damage_costs_no_more_than_it_must()
    {
        byte[] whole = new RawPdf().Page(Text(72, 700, "First page")).Page(Text(72, 700, "Second page")).Bytes();
        var nonsense = await Read(new("a.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n" + new string('x', 5000))), new());
        Assert.Empty(nonsense.Pages);
        Assert.Equal(IssueCode.DamagedFile, Assert.Single(nonsense.Issues).Code);

        // The table of objects is cut off: both programs rebuild it.
        var cut = await Read(new("b.pdf", whole.AsMemory(0, whole.Length - 150)), new());
        Assert.Contains("First page", cut.Text, StringComparison.Ordinal);
        Assert.Contains("Second page", cut.Text, StringComparison.Ordinal);
        Assert.Contains(cut.Issues, i => i.Code == IssueCode.DamagedFile);
    }

    [Fact]
    public async Task A_page_whose_content_is_broken_does_not_cost_the_others()
    {
        var pdf = new RawPdf().Page(Text(72, 700, "First"));
        int broken = pdf.Stream("/Filter /FlateDecode", "this is no compressed stream at all");
        pdf.Page(Text(72, 700, "Middle")).Page("q (((( << BT /F1 12 Tf [ 72 700 Td (Lost", more: $"/Contents {broken} 0 R").Page(Text(72, 700, "Last"));
        var document = await Read(pdf.File(), new());
        Assert.Equal(4, document.Pages.Length);
        foreach (string word in (string[])["First", "Middle", "Last"]) Assert.Contains(word, document.Text, StringComparison.Ordinal);
        Assert.Contains(document.Issues, i => i.Page == 3);
    }

    [Fact]
    public async Task Cancellation_passes_and_leaves_no_file_behind()
    {
        var pdf = new RawPdf();
        for (int i = 0; i < 40; i++) pdf.Page(string.Concat(Enumerable.Range(0, 50).Select(y => Text(72, 740 - (y * 14), "A line of text on a page that will not be finished"))));
        string before = string.Join('|', Folders());
        using var cancel = new CancellationTokenSource(30);
        using var pool = new OcrEnginePool(new());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PdfReader(pool, new()).ReadAsync(pdf.File(), DistrustedPages.None, cancel.Token));
        Assert.DoesNotContain(Folders().Except(before.Split('|')), f => new FileInfo(Path.Combine(f, "document.pdf")) is { Exists: true } file && file.Length == pdf.Bytes().Length);

        static IEnumerable<string> Folders() => Directory.GetDirectories(Path.GetTempPath(), "hllm-*").Order(StringComparer.Ordinal);
    }
}
