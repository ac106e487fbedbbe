using HealthcareLlm.Adapters.Pdf;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Pdf;

/// <summary>Small circles of a font as check boxes.</summary>
public sealed class RingTests
{
    // Rings of 4 points at 100 dpi are five or six pixels wide, wherever they fall on the grid; their line alone fills a third of what is looked at.
    [Theory]
    [InlineData(10.0, 10.0)]
    [InlineData(10.3, 10.5)]
    [InlineData(10.6, 10.2)]
    [InlineData(10.8, 10.9)]
    public void AnEmptyRingIsEmptyWhereverItFalls(double x, double y)
    {
        var box = new BoundingBox(x, y, 4, 4);
        Assert.Equal(WordMarks.CheckBoxEmpty, CheckBoxState.OfRing(box, Drawn(box, dot: 0)));
    }

    [Theory]
    [InlineData(10.0, 10.0)]
    [InlineData(10.3, 10.5)]
    [InlineData(10.6, 10.2)]
    public void ARingWithADotIsNotEmpty(double x, double y)
    {
        var box = new BoundingBox(x, y, 4, 4);
        Assert.NotEqual(WordMarks.CheckBoxEmpty, CheckBoxState.OfRing(box, Drawn(box, dot: 0.9)));
    }

    [Fact]
    public void TheLineOfASmallRingIsTakenForAMarkWithoutALookAtTheMiddle()
    {
        var box = new BoundingBox(10.3, 10.5, 4, 4);
        Assert.NotEqual(WordMarks.CheckBoxEmpty, CheckBoxState.Of(box, Drawn(box, dot: 0, inner: 1.3)));
    }

    // A tick need not pass through the middle: what somebody drew over a ring is looked at as ever.
    [Theory]
    [InlineData("nothing", true)]
    [InlineData("stroke", false)]
    [InlineData("level line", false)]
    [InlineData("glyph", false)]
    [InlineData("picture", false)]
    [InlineData("ink", false)]
    [InlineData("ground", true)]
    [InlineData("card", true)]
    [InlineData("wide tick", false)]
    [InlineData("link", true)]
    [InlineData("neighbour", true)]
    public void ARingIsBareWhereNothingIsDrawnOverIt(string over, bool isBare)
    {
        var box = new BoundingBox(100, 100, 4, 4);
        var ring = Letter("○", box);
        var mark = new BoundingBox(101, 98, 2, 5);
        var page = new PageContent(1, 612, 792, over switch { "glyph" => [ring, Letter("x", mark)], "neighbour" => [ring, Letter("N", new(106, 98, 5, 7))], _ => [ring] },
            over switch
            {
                "stroke" => [Stroke(mark, rectangle: false)],
                "level line" => [Stroke(new(99, 102, 6, 0), rectangle: false)],
                "card" => [Stroke(new(50, 60, 400, 100), rectangle: false)],
                "wide tick" => [Stroke(new(98, 96, 12, 10), rectangle: false)],
                "ground" => [Stroke(new(50, 90, 400, 20), rectangle: true)],
                _ => [],
            },
            over == "picture" ? [new(mark, true, true, null, 1)] : [],
            over is "ink" or "link" ? [new(over == "ink" ? "Ink" : "Link", mark, true, string.Empty, 0, string.Empty, false, [])] : [], false);
        Assert.Equal(isBare, CheckGlyphs.IsBare(box, [ring], page));
    }

    private static Glyph Letter(string text, BoundingBox box) => new(text, new(new(box.X, box.Bottom), new(box.Right, box.Bottom), new(box.Right, box.Y), new(box.X, box.Y)), new(box.X, box.Bottom), new(box.Right, box.Bottom), 8, 0, 0, 0, "F", false, true);

    private static Shape Stroke(BoundingBox box, bool rectangle) => new(box, rectangle, !rectangle, false, new(box.X, box.Y), new(box.Right, box.Bottom), rectangle, !rectangle, false, 1, 0, 1);

    /// <summary>A ring at 100 dpi with a line of half a point, and a dot of a radius in points in its middle.</summary>
    private static PagePixels Drawn(BoundingBox box, double dot, double inner = 1.5)
    {
        const int Size = 60;
        const double Scale = 100 / 72.0;
        byte[] pixels = new byte[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            int inked = 0;
            for (int s = 0; s < 64; s++)
            {
                double x = ((i % Size) + ((s % 8) / 8.0)) / Scale, y = ((i / Size) + ((s / 8) / 8.0)) / Scale;
                double from = Math.Sqrt(Math.Pow(x - box.CenterX, 2) + Math.Pow(y - box.CenterY, 2));
                if (from <= dot || (from <= 2 && from >= inner)) inked++;
            }

            pixels[i] = (byte)(255 - (inked * 255 / 64));
        }

        return new(new GrayPicture(Size, Size, pixels), Size / Scale, Size / Scale);
    }
}
