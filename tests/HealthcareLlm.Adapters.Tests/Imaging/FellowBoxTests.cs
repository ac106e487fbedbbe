using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Tests.Tesseract;

namespace HealthcareLlm.Adapters.Tests.Imaging;

public sealed class FellowBoxTests
{
    private const double Side = 0.125;

    [Fact]
    public void ABentBoxAmongStraightOnesIsFoundWithItsState()
    {
        using var page = new TestPage(200);
        for (int i = 0; i < 6; i++) page.Write("Choice of a test", 1.3, 1.1 + (i * 0.4));
        foreach (int i in (int[])[0, 2, 5]) page.Rectangle(1, Top(i), Side, Side, 0.9);
        Cross(page, 1, Top(5));
        Bent(page, 1, Top(1));
        Bent(page, 1, Top(3));
        Cross(page, 1, Top(3));
        Bent(page, 1, Top(4));
        page.Line(1.055, Top(4) + 0.05, 1.07, Top(4) + 0.07, 0.9);
        Assert.Equal(["[ ]", "[ ]", "[ ]", "[x]", "[?]", "[x]"], Read(page));
    }

    [Fact]
    public void OneBoxAloneHasNoFellows()
    {
        using var page = new TestPage(200);
        page.Write("Choice of a test", 1.3, 1.1);
        page.Rectangle(1, Top(0), Side, Side, 0.9);
        page.Write("Choice of a test", 1.3, 1.5);
        Bent(page, 1, Top(1));
        Assert.Equal(["[ ]"], Read(page));
    }

    [Theory]
    [InlineData("clean200")]
    [InlineData("fair")]
    [InlineData("fax196")]
    public void LettersAndDigitsOfTheSizeOfBoxesAreNone(string grade)
    {
        string[] families = ["Liberation Sans", "Liberation Mono", "Liberation Serif", "DejaVu Sans", "Liberation Sans Narrow"];
        using var page = new TestPage(200);
        for (int i = 0; i < 20; i++)
        {
            double y = 1 + (i * 0.42), points = 8 + (0.45 * i), side = 0.72 * points / 72;
            page.Rectangle(0.8, y - side, side, side, 0.8);
            page.Write("D 0 O B 8 Q E H U N M R P a o e G @ & # D  B  O  0  8", 1.1, y, points, families[i % families.Length], bold: i / 5 % 2 == 1);
        }

        using var prepared = Prepared(page, grade);
        double left = 1.05 * prepared.Dpi;
        var known = CheckMarkFinder.Find(prepared, Ruling.Find(prepared)).FindAll(b => b.Box.X < left);
        Assert.True(known.Count >= 10);
        Assert.DoesNotContain(FellowBoxes.Find(prepared, known), b => b.Box.X > left);
    }

    [Fact]
    public void CellsRoundedFramesAndLogosAreNone()
    {
        using var page = new TestPage(200);
        for (int i = 0; i < 4; i++) page.Rectangle(1, Top(i), Side, Side, 0.9);
        // A comb of separate cells, bent.
        for (int i = 0; i < 8; i++) Bent(page, 3 + (i * (Side + 0.04)), Top(0));
        // A table whose cells have their size.
        for (int i = 0; i < 4; i++) page.Rectangle(3 + (i * Side), Top(2), Side, Side, 0.9);
        // Three sides, a plus in a frame of dots, a rounded frame, a wedge.
        page.Line(5, Top(1), 5, Top(1) + Side);
        page.Line(5 + Side, Top(1), 5 + Side, Top(1) + Side);
        page.Line(5, Top(1) + Side, 5 + Side, Top(1) + Side);
        page.Stroke([(5.5, Top(2)), (5.5 + Side, Top(2)), (5.5 + Side, Top(2) + Side), (5.5, Top(2) + Side), (5.5, Top(2))], 1);
        page.Line(6, Top(3), 6 + Side, Top(3));
        page.Line(6 + Side, Top(3), 6 + (Side / 2), Top(3) + Side);
        page.Line(6 + (Side / 2), Top(3) + Side, 6, Top(3));
        Assert.Equal(4, Read(page).Count);
    }

    [Theory]
    [InlineData("clean200", "Liberation Sans", "[   ]", "[X]")]
    [InlineData("fair", "Liberation Mono", "[ ]", "[X]")]
    [InlineData("fax196", "Liberation Sans", "[   ]", "[X]")]
    public void TypedBracketsAreBoxesAndOtherTextInBracketsIsNone(string grade, string family, string open, string marked)
    {
        using var page = new TestPage(200);
        for (int i = 0; i < 6; i++) page.Write((i == 2 ? marked : open) + "   A7034   Nasal mask", 1, 1 + (i * 0.35), 11, family);
        page.Write("see [1] and [12] of the list [a] [B] [8] [K] [N] [*] (a) (x) L J  ( ) {x} | | I I  1 1  E3", 1, 4, 11, family);
        page.Write("[see] [-] [/] [M] [Y] [V] [%] C ] [ D  [abc] [H] [A] [\\] [+] [W] [Z] [0]", 1, 4.4, 11, family);
        Assert.Equal(["[ ]", "[ ]", "[x]", "[ ]", "[ ]", "[ ]"], Read(page, grade));
    }

    private static double Top(int row) => 1.0 + (row * 0.4);

    /// <summary>A box as a fax shows it: its sides step by two pixels, and slant.</summary>
    private static void Bent(TestPage page, double x, double y)
    {
        const double step = 0.0125, half = Side / 2, pen = 0.6;
        page.Line(x, y, x + half, y, pen);
        page.Line(x + half, y, x + half, y + step, pen);
        page.Line(x + half, y + step, x + Side, y + step, pen);
        page.Line(x, y, x + step, y + half, pen);
        page.Line(x + step, y + half, x, y + Side, pen);
        page.Line(x, y + Side - step, x + half, y + Side - step, pen);
        page.Line(x + half, y + Side - step, x + half, y + Side, pen);
        page.Line(x + half, y + Side, x + Side, y + Side, pen);
        page.Line(x + Side, y, x + Side - step, y + half, pen);
        page.Line(x + Side - step, y + half, x + Side, y + Side, pen);
    }

    private static void Cross(TestPage page, double x, double y)
    {
        page.Line(x + 0.03, y + 0.03, x + Side - 0.03, y + Side - 0.03, 1.6);
        page.Line(x + Side - 0.03, y + 0.03, x + 0.03, y + Side - 0.03, 1.6);
    }

    private static List<string> Read(TestPage page, string grade = "clean200")
    {
        using var prepared = Prepared(page, grade);
        return CheckMarkFinder.Find(prepared, Ruling.Find(prepared)).ConvertAll(static b => b.Text);
    }

    private static PreparedPage Prepared(TestPage page, string grade)
    {
        var (bitmap, _) = PageBitmap.Load(OcrFigures.Degrade(page, grade, 3), new());
        using (bitmap) return new PagePreparer(static (_, _) => 1).Prepare(Assert.IsType<PageBitmap>(bitmap));
    }
}
