using HealthcareLlm.Adapters.Pdf;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class ResidualTests
{
    [Fact]
    public void What_lies_apart_is_read_apart()
    {
        var regions = ResidualRegions.Of([new(40, 60, 10, 8), new(55, 61, 12, 8), new(300, 700, 80, 20), new(68, 60, 9, 9)]);
        Assert.Equal([new BoundingBox(40, 60, 37, 9), new BoundingBox(300, 700, 80, 20)], regions);
    }

    [Fact]
    public void A_piece_between_two_regions_joins_them()
    {
        var regions = ResidualRegions.Of([new(0, 0, 10, 10), new(70, 0, 10, 10), new(35, 0, 10, 10)]);
        Assert.Equal([new BoundingBox(0, 0, 80, 10)], regions);
    }

    [Fact]
    public void Ink_in_many_places_is_one_region()
    {
        var regions = ResidualRegions.Of([.. Enumerable.Range(0, 9).Select(i => new BoundingBox(0, i * 80, 10, 10))]);
        Assert.Equal([new BoundingBox(0, 0, 10, 650)], regions);
    }

    [Fact]
    public void The_sides_of_a_flat_box_are_no_writing_but_a_stroke_within_is()
    {
        var empty = Box(stroke: false);
        var marked = Box(stroke: true);
        Assert.Empty(new ResidualInk(empty).Find());
        var piece = Assert.Single(new ResidualInk(marked).Find());
        Assert.Equal(90, piece.Left);
    }

    // A box of 120 × 22 pixels: its upright sides are shorter than what counts as a rule; the stroke, like a handwritten 1, touches neither edge.
    private static GrayPicture Box(bool stroke)
    {
        byte[] pixels = new byte[200 * 100];
        Array.Fill(pixels, (byte)255);
        for (int x = 40; x < 160; x++) pixels[(30 * 200) + x] = pixels[(52 * 200) + x] = 0;
        for (int y = 30; y <= 52; y++) pixels[(y * 200) + 40] = pixels[(y * 200) + 159] = 0;
        for (int y = 35; stroke && y < 48; y++) pixels[(y * 200) + 90] = pixels[(y * 200) + 91] = 0;
        return new(200, 100, pixels);
    }
}
