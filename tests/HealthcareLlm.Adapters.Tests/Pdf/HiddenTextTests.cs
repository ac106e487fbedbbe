using HealthcareLlm.Documents;
using static HealthcareLlm.Adapters.Tests.Pdf.RawPdf;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class HiddenTextTests
{
    private static readonly string Seen = Text(72, 700, "Metoprolol 50 mg twice daily") + Text(72, 500, "Patient: Ann Example");

    public static TheoryData<string, string> Tricks() => new()
    {
        { "invisible rendering mode", "3 Tr " + Text(72, 600, "SECRET") },
        { "white on white", "1 g " + Text(72, 600, "SECRET") },
        { "nearly the ground's colour", "0.97 g " + Text(72, 600, "SECRET") },
        { "off the page", Text(700, 600, "SECRET") },
        { "clipped away", "q 0 0 20 20 re W n " + Text(72, 600, "SECRET") + " Q" },
        { "covered by white", Text(72, 600, "SECRET") + "1 g 60 590 200 30 re f" },
        { "covered by black", Text(72, 600, "SECRET") + "0 g 60 590 200 30 re f" },
        { "black on a black bar", "0 g 60 590 200 30 re f " + Text(72, 600, "SECRET") },
        { "wiped by a thick white stroke", Text(72, 600, "SECRET") + "1 G 18 w 60 604 m 200 604 l S" },
        { "fully transparent", "q /Gone gs " + Text(72, 600, "SECRET") + " Q" },
        { "a line to the eye", Text(72, 600, "SECRET", 1) },
        { "too small to see", "q 0.01 0 0 0.01 72 600 cm " + Text(0, 0, "SECRET") + " Q" },
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Text_that_nobody_sees_is_left_out_and_reported(string trick, string content)
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Seen + content).File());

        Assert.False(document.Text.Contains("SECRET", StringComparison.Ordinal), trick);
        Assert.Contains("Metoprolol 50 mg twice daily", document.Text, StringComparison.Ordinal);
        Assert.Contains("Patient: Ann Example", document.Text, StringComparison.Ordinal);
        Assert.True(document.Has(IssueCode.HiddenText), trick);
        Assert.DoesNotContain(document.Issues, i => i.Message.Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task White_on_a_dark_bar_and_pale_grey_are_seen()
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Seen + "0 g 60 590 200 30 re f 1 g " + Text(72, 600, "INSURANCE") + "0.65 g " + Text(72, 560, "footnote") + "0 g " + Text(72, 540, "5 - 10 \\226 20 .")).File());
        Assert.Contains("INSURANCE", document.Text, StringComparison.Ordinal);
        Assert.Contains("footnote", document.Text, StringComparison.Ordinal);
        Assert.Contains("5 - 10 – 20 .", document.Text, StringComparison.Ordinal);
        Assert.False(document.Has(IssueCode.HiddenText));
        Assert.Equal(PageReading.TextLayer, document.Pages[0].Reading);
    }

    [Fact]
    public async Task What_was_written_over_a_wiped_answer_counts()
    {
        string content = Seen + Text(72, 600, "Dose 500 mg") + "1 g 98 596 60 16 re f 0 g " + Text(104, 600, "25 mcg");
        var document = await PdfFixture.Read(new RawPdf().Page(content).File());
        Assert.Contains("Dose 25 mcg", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("500", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_covered_in_part_is_read_from_the_picture()
    {
        // '250' whose first digit lies under a white patch: what stands there is '50', and only the picture may say so.
        string content = Seen + Text(72, 600, "Amount 250 units", 18) + "1 g 139 596 11.4 20 re f";
        var document = await PdfFixture.Read(new RawPdf().Page(content).File());
        Assert.DoesNotContain("250", document.Text, StringComparison.Ordinal);
        Assert.Contains("50", document.Text[document.Text.IndexOf("Amount", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_mapped_to_nonsense_is_not_used()
    {
        var pdf = new RawPdf();
        // Each letter is said to be the one 13 places on.
        var map = new System.Text.StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfrange <41> <4D> <004E> <61> <6D> <006E> endbfrange 2 beginbfrange <4E> <5A> <0041> <6E> <7A> <0061> endbfrange endcmap end end");
        int cmap = pdf.Stream(string.Empty, map.ToString());
        int descriptor = pdf.Add("<< /Type /FontDescriptor /FontName /Courier /Flags 33 /ItalicAngle 0 /Ascent 629 /Descent -157 /CapHeight 562 /StemV 51 /FontBBox [-23 -250 715 805] >>");
        int font = pdf.Add($"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [{string.Join(' ', Enumerable.Repeat("600", 95))}] /FontDescriptor {descriptor} 0 R /ToUnicode {cmap} 0 R >>");
        string[] lines = ["The patient was admitted with chest pain and shortness of breath", "after several days of fever, and was treated with antibiotics", "by the attending physician until the symptoms had resolved"];
        string content = string.Concat(lines.Select((l, i) => Text(72, 700 - (i * 20), l, 12, "Bad")));
        var document = await PdfFixture.Read(pdf.Page(content, fonts: $"/Bad {font} 0 R").File());
        Assert.Contains("admitted with chest pain", document.Text, StringComparison.Ordinal);
        Assert.True(document.Has(IssueCode.TextLayerContradicted));
        Assert.Equal(PageReading.Ocr, document.Pages[0].Reading);
    }

    [Fact]
    public async Task Distrusted_pages_are_read_from_their_picture()
    {
        var file = new RawPdf().Page(Seen).Page(Seen).File();
        var document = await PdfFixture.ReaderOf(file).ReadAsync(file, new(new HashSet<int> { 2 }), CancellationToken.None);
        Assert.Equal([PageReading.TextLayer, PageReading.Ocr], document.Pages.Select(p => p.Reading));
        Assert.True(document.Has(IssueCode.TextLayerContradicted, 2));
        Assert.Contains("Metoprolol 50 mg", document.Text[document.Pages[1].Span.Start..], StringComparison.Ordinal);
    }
}
