using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public sealed class MarkTests : IDisposable
{
    private readonly TesseractOcrEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("clean200")]
    [InlineData("clean300")]
    [InlineData("fair")]
    [InlineData("fax196")]
    public void StrokesAndHandwritingAreMarkedAndUnderlinesAreNot(string grade)
    {
        using var page = new TestPage(grade == "clean300" ? 300 : 200);
        page.Write("The patient was seen and the following was ordered for the left knee", 1, 0.8);
        Strike(page, page.Write("methotrexate 25 mg weekly", 1, 1.4), 0, 0);
        page.Write("adalimumab 40 mg every other week", 3.5, 1.4);
        Strike(page, page.Write("M17.11", 1, 1.9), 0.03, -0.03);
        page.Write("M17.12", 3.5, 1.9);
        Strike(page, page.Write("12", 1, 2.4), 0, 0);
        page.Write("18 visits", 3.5, 2.4);
        var underlined = page.Write("Important: underlined, (gyp) print", 1, 2.9);
        page.Line(underlined.Left / page.Dpi, 2.93, underlined.Right / page.Dpi, 2.93, 0.8);
        page.Write("Units:", 1, 3.6);
        page.Cursive(1.8, 3.6, 7, 5);
        page.Write("Signature:", 1, 4.2);
        page.Cursive(2, 4.2, 11, 9, 0.2);
        page.Write("HEFTET H-E-F 1+1 BEFEHL THE FEE", 1, 5, 14, bold: true);
        var words = _engine.ReadPage(OcrFigures.Degrade(page, grade, 3), 1, new(), default).Words;

        List<RawWordLine> lines = [.. words.Select(w => new RawWordLine(w.Text, w.LayoutBox.X / page.Dpi, w.LayoutBox.CenterY / page.Dpi, w.Marks))];
        bool Struck(RawWordLine w) => (w.Marks & WordMarks.Struck) != 0;
        bool Hand(RawWordLine w) => (w.Marks & WordMarks.Handwritten) != 0;
        var left = lines.FindAll(w => w.X < 3.3 && w.Y is > 1.15 and < 2.6);
        Assert.True(left.Count >= 3 && left.TrueForAll(Struck), "struck: " + string.Join(' ', left));
        Assert.Contains(lines, w => w.Y is > 3.2 and < 3.8 && Hand(w));
        Assert.Contains(lines, w => w.Y is > 3.85 and < 4.4 && Hand(w));
        var clean = lines.FindAll(w => !(w.X < 3.3 && w.Y is > 1.15 and < 2.6) && !(w.X > 1.65 && w.Y is > 3.2 and < 4.5));
        Assert.True(clean.TrueForAll(w => !Struck(w) && !Hand(w)), "clean: " + string.Join(' ', clean.Where(w => Struck(w) || Hand(w))));
    }

    [Theory]
    [InlineData("clean200")]
    [InlineData("fair")]
    [InlineData("fax196")]
    public void UnevenLettersAreHandwritingThoughReadSurelyAndAnotherTypeIsNot(string grade)
    {
        using var page = new TestPage();
        page.Write("Phone: 555-013-4468   Fax: 555-013-2279   NPI: 1528046397", 1, 0.8);
        page.Write("Member: 90417726   Group: 83315   Date: 02/19/2026   CPT: 73721", 1, 1.2);
        page.Write("Weight:", 1, 1.8);
        var random = new Random(4);
        double x = 1.9;
        foreach (char digit in "5550134721")
        {
            var box = page.Write(digit.ToString(), x, 1.8 + ((random.NextDouble() - 0.5) * 0.05), 14 + (random.NextDouble() * 4), "DejaVu Sans");
            x = (box.Right / page.Dpi) + 0.03;
        }

        page.Write("Reference:", 1, 2.3);
        page.Write("5550134721", 1.9, 2.3, 10, "DejaVu Sans Mono");
        var words = _engine.ReadPage(OcrFigures.Degrade(page, grade, 1), 1, new(), default).Words;

        List<RawWordLine> lines = [.. words.Select(w => new RawWordLine(w.Text, w.LayoutBox.X / page.Dpi, w.LayoutBox.CenterY / page.Dpi, w.Marks))];
        var written = lines.FindAll(w => w.X > 1.8 && w.Y is > 1.55 and < 2);
        Assert.True(written.Count > 0 && written.TrueForAll(w => (w.Marks & WordMarks.Handwritten) != 0), "written: " + string.Join(' ', written));
        var print = lines.FindAll(w => !(w.X > 1.8 && w.Y is > 1.55 and < 2));
        Assert.True(print.TrueForAll(w => (w.Marks & (WordMarks.Handwritten | WordMarks.Struck)) == 0), "print: " + string.Join(' ', print));
    }

    private static void Strike(TestPage page, SkiaSharp.SKRect box, double from, double to)
    {
        double y = (box.Top + box.Bottom) / 2 / page.Dpi;
        page.Line((box.Left / page.Dpi) - 0.05, y + from, (box.Right / page.Dpi) + 0.05, y + to, 1.2);
    }

    private sealed record RawWordLine(string Text, double X, double Y, WordMarks Marks);
}
