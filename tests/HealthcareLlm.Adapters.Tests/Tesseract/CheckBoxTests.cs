using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public sealed class CheckBoxTests : IDisposable
{
    private readonly TesseractOcrEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(200, "clean200")]
    [InlineData(300, "clean300")]
    [InlineData(200, "fair")]
    [InlineData(200, "fax196")]
    public void DrawnBoxesBecomeWords(int dpi, string grade)
    {
        using var page = new TestPage(dpi);
        page.Write("Request type (mark one) and place of service for this patient", 1, 0.8);
        string[] expected = Draw(page);
        page.Write("Office OUTPATIENT Blood type O positive DOB 10/08/2010 code 0 or O", 1, 6);
        var read = _engine.ReadPage(OcrFigures.Degrade(page, grade, 3), 1, new(), default);
        var boxes = read.Words.Where(w => w.Text.StartsWith('[')).OrderBy(w => Math.Round(w.LayoutBox.CenterY / (dpi * 0.3))).ToList();
        Assert.Equal(expected, boxes.Select(b => b.Text));
        Assert.All(boxes, b => Assert.NotEqual(WordMarks.None, b.Marks));
        Assert.Equal(expected.Length, read.Words.Count(w => w.Text == "Choice"));
        Assert.Contains(read.Words, w => w.Text == "positive");
    }

    [Fact]
    public void LettersCombsAndTablesAreNoBoxes()
    {
        using var page = SamplePages.Table("Liberation Sans", 10, 200);
        using var prose = SamplePages.Prose("Liberation Mono", 11, 200);
        using var form = SamplePages.Form("DejaVu Sans", 9, 200);
        foreach (var p in (TestPage[])[page, prose, form])
        {
            Assert.DoesNotContain(_engine.ReadPage(new(p.Png()), 1, new(), default).Words, w => w.Text.StartsWith('['));
        }
    }

    [Fact]
    public void SmallBoxesCloseToTheirLettersAreSeenAndCapitalsAreNone()
    {
        using var page = new TestPage(200);
        for (int row = 0; row < 4; row++)
        {
            for (int i = 0; i < 3; i++)
            {
                double x = 1 + (i * 0.6), y = 1 + (row * 0.25);
                page.Rectangle(x, y - 0.085, 0.09, 0.09, 0.6);
                if (i == row % 3) page.Stroke([(x + 0.01, y - 0.075), (x + 0.08, y - 0.005)], 0.8);
                page.Write(i == 0 ? "L" : i == 1 ? "R" : "Bilat", x + 0.11, y, 8, "DejaVu Sans");
            }
        }

        page.Write("D R U G   O R D E R E D", 1, 3, 11, bold: true);
        page.Write("Drug Dose Doctor DIAGNOSES AND DISCHARGE", 1, 3.4, 10, "DejaVu Sans", bold: true);
        var read = _engine.ReadPage(new(page.Png()), 1, new(), default);
        Assert.Equal(12, read.Words.Count(w => w.Text.StartsWith('[')));
        Assert.Equal(4, read.Words.Count(w => w.Text == "[x]"));
    }

    [Theory]
    [InlineData("clean200")]
    [InlineData("fair")]
    [InlineData("fax196")]
    public void BoldAndSpacedLettersAreNoBoxes(string grade)
    {
        using var page = new TestPage(200);
        for (int i = 0; i < 6; i++)
        {
            double y = 1 + (i * 1.4), size = 8.5 + i;
            page.Write("6 syringes, 24 weeks. First dose planned. Cedar Associates", 0.8, y, size, "Liberation Mono", bold: true);
            page.Write("Drug Dose Doctor DIAGNOSES AND ADMISSION DATE DOB", 0.8, y + 0.3, size, "Liberation Sans Narrow", bold: true);
            page.Write("T H E   P E R S O N   A N D   T H E   D R U G", 0.8, y + 0.6, size, "DejaVu Sans", bold: true);
            page.Write("Pediatric Dose Odor Code BoxDo OQDBR", 0.8, y + 0.95, size + 4, "Liberation Serif", bold: true);
        }

        var read = _engine.ReadPage(OcrFigures.Degrade(page, grade, 5), 1, new(), default);
        Assert.DoesNotContain(read.Words, w => w.Text.StartsWith('['));
    }

    [Fact]
    public void WhitePrintOnTheBarsOfATableIsRead()
    {
        using var page = new TestPage(200);
        string[] titles = ["MEDICATION", "QUESTIONS", "DIAGNOSES", "PRESCRIBER"];
        for (int i = 0; i < titles.Length; i++)
        {
            double y = 1 + (i * 1.2);
            page.Fill(1, y, 6.4, 0.19);
            page.Canvas.DrawText(titles[i] + " — mark one box in each row", page.Pixels(1.1), page.Pixels(y + 0.14), SkiaSharp.SKTextAlign.Left, new(SkiaSharp.SKTypeface.FromFamilyName("Liberation Sans", SkiaSharp.SKFontStyle.Bold), page.Pixels(9 / 72.0)), new() { Color = SkiaSharp.SKColors.White, IsAntialias = true });
            for (int row = 0; row < 3; row++)
            {
                page.Rectangle(1, y + 0.19 + (row * 0.22), 3, 0.22);
                page.Rectangle(4, y + 0.19 + (row * 0.22), 3.4, 0.22);
                page.Write("Drug name and strength", 1.1, y + 0.35 + (row * 0.22), 9);
            }
        }

        var words = _engine.ReadPage(OcrFigures.Degrade(page, "fair", 7), 1, new(), default).Words.Select(w => w.Text).ToList();
        Assert.All(titles, t => Assert.Contains(t, words));
    }

    [Fact]
    public void DottedRulesDoNotCostTheWordsAboveThem()
    {
        using var page = new TestPage(200);
        string[] values = ["08/30/1967", "HBX 204 771 93", "218.555.0139", "70-4418B"];
        for (int i = 0; i < values.Length; i++)
        {
            page.Write(values[i], 1, 1 + (i * 0.2), 11, "Liberation Mono");
            for (int d = 0; d < 300; d++) page.Fill(1 + (d * 0.02), 1.03 + (i * 0.2), 0.01, 0.01);
        }

        var read = _engine.ReadPage(new(page.Png()), 1, new(), default);
        var words = read.Words.Select(w => w.Text).ToList();
        Assert.Contains("08/30/1967", words);
        Assert.Contains("70-4418B", words);
        Assert.Contains("218.555.0139", words);
        Assert.True(read.Rules.Count(r => r.Box.Width > 1000) >= 4);
    }

    internal static string[] Draw(TestPage page)
    {
        const double x = 1, side = 0.13;
        for (int i = 0; i < 11; i++) page.Write("Choice", x + 0.25, 1.3 + (i * 0.4));
        double Top(int i) => 1.3 + (i * 0.4) - 0.12;
        for (int i = 0; i < 7; i++) page.Rectangle(x, Top(i), side, side, 0.9);
        page.Line(x + 0.02, Top(1) + 0.02, x + side - 0.02, Top(1) + side - 0.02, 1.3);
        page.Line(x + side - 0.02, Top(1) + 0.02, x + 0.02, Top(1) + side - 0.02, 1.3);
        page.Stroke([(x + 0.02, Top(2) + 0.06), (x + 0.05, Top(2) + 0.11), (x + 0.15, Top(2) - 0.05)], 1.4);
        page.Fill(x, Top(3), side, side);
        page.Stroke([(x - 0.03, Top(4) - 0.03), (x + 0.06, Top(4) + 0.06), (x + side + 0.04, Top(4) + side + 0.04)], 1.4);
        page.Stroke([(x + side + 0.04, Top(4) - 0.03), (x + 0.06, Top(4) + 0.06), (x - 0.03, Top(4) + side + 0.04)], 1.4);
        page.Fill(x + 0.03, Top(6) + 0.03, 0.07, 0.07);
        page.Circle(x + 0.065, Top(7) + 0.065, 0.065, 0.9);
        page.Circle(x + 0.065, Top(8) + 0.065, 0.065, 0.9);
        page.Disc(x + 0.065, Top(8) + 0.065, 0.035);
        page.Circle(x + 0.065, Top(9) + 0.065, 0.065, 0.9);
        page.Rectangle(x, Top(10), side, side, 0.9);
        return ["[ ]", "[x]", "[x]", "[x]", "[x]", "[ ]", "[x]", "[ ]", "[x]", "[ ]", "[ ]"];
    }
}
