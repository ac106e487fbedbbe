using static HealthcareLlm.Adapters.Tests.Pdf.RawPdf;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class CombWordsTests
{
    private static readonly string Label = Text(72, 740, "Request form of a payer that does not exist") + Text(72, 700, "Card number");

    private static string Characters(string text, double step) => string.Concat(text.Select((c, i) => c == ' ' ? string.Empty : Text(84 + (step * i), 672, c.ToString(), 11)));

    private static string Cells(int count, double step) => "0 G 0.6 w " + string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{80 + (step * i)} 668 {step} 18 re S ")));

    [Fact]
    public async Task Characters_in_the_cells_of_a_comb_are_one_word()
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Label + Cells(10, 16) + Characters("4071952836", 16)).File());
        Assert.Contains("4071952836", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_comb_with_an_empty_cell_between_them_stay_apart()
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Label + Cells(9, 12) + Characters("4071 9528", 12)).File());
        Assert.DoesNotContain("40719528", document.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(60, 10)]
    public async Task Numbers_without_cells_and_columns_of_a_table_stay_apart(double step, int cells)
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Label + (cells > 0 ? Cells(cells, step) : string.Empty) + Characters("40719", step)).File());
        Assert.DoesNotContain("40719", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_elsewhere_on_the_page_make_no_comb_of_digits_that_stand_free()
    {
        string far = "1 0 0 1 0 -200 cm " + Cells(10, 16);
        var document = await PdfFixture.Read(new RawPdf().Page(Label + Characters("40719", 16) + "q " + far + " Q ").File());
        Assert.DoesNotContain("40719", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_in_cells_are_no_number()
    {
        var document = await PdfFixture.Read(new RawPdf().Page(Label + Cells(6, 16) + Characters("YNYYN", 16)).File());
        Assert.DoesNotContain("YNYYN", document.Text, StringComparison.Ordinal);
    }
}
