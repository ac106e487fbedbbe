using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Tests.Imaging;

namespace HealthcareLlm.Adapters.Tests.Evaluation;

public sealed class DegradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("degrade").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var quality = new ScanQuality { Dpi = 100, Skew = 1, Speckle = 0.001, Jpeg = 50, Blur = 0.5, Contrast = 0.8, Header = true };
        byte[] first = await DegradeAsync(quality, 1), again = await DegradeAsync(quality, 1), other = await DegradeAsync(quality, 2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(null, 100, 850, 1100)] // 8.5 by 11 inches
    [InlineData(196, 200, 1734, 1078 * 2)] // 8.5 · 204 across, 11 · 196 down
    [InlineData(98, 200, 1734, 1078)] // 11 · 98
    public async Task Size_and_resolution_are_those_asked_for(int? lines, double dpi, int width, int height)
    {
        byte[] bytes = await DegradeAsync(new ScanQuality { FaxLines = lines, Dpi = dpi }, 1);
        var header = PictureHeader.Read(bytes)!;
        Assert.Equal((width, height), (header.Width, header.Height));
        Assert.Equal((lines is null ? dpi : 204, lines ?? dpi), (header.DpiX, header.DpiY));
        using var page = Pix.Decode(bytes, PictureFormat.Tiff, 0)!;
        Assert.Equal(lines is not null, page.IsBilevel);
    }

    [Fact]
    public void Each_effect_does_what_it_says()
    {
        byte[] white = [.. Enumerable.Repeat((byte)255, 100 * 100)];
        var page = new GrayPage(100, 100, white);
        // 1 % of 10,000 pixels: 100 specks, half of them light and not seen on white, of one to four pixels.
        Assert.InRange(page.Speckle(0.01, new Random(3)).Pixels.Count(p => p == 0), 25, 400);
        byte[] black = [.. white];
        black[(50 * 100) + 50] = 0;
        var dot = new GrayPage(100, 100, black);
        // A blur keeps the sum of ink (255 in one pixel), to rounding; a quarter turn brings (50, 50) to (49, 50).
        Assert.InRange(dot.Blur(1).Pixels.Sum(p => 255 - p), 255 - 15, 255 + 15);
        Assert.Equal(0, dot.Turn(1)[49, 50]);
        Assert.Same(dot, dot.Skew(0));
        // Half the contrast about 140: 255 is 140 + 115/2, 0 is 140 - 140/2.
        Assert.Equal((198, 70), (dot.Contrast(0.5)[0, 0], dot.Contrast(0.5)[50, 50]));
        Assert.Equal((255, 0), (dot.Contrast(0.5).Bilevel(160)[0, 0], dot.Contrast(0.5).Bilevel(160)[50, 50]));
        Assert.Equal(255 * 15 / 16, dot.Scale(25, 25)[12, 12]); // one black pixel of sixteen
        // An I in dots of 2: its upper bar is three dots, 6 pixels wide and 2 high.
        Assert.Equal(12, FaxHeader.Print(page, "I", 2, 2).Pixels.AsSpan(0, 100 * 8).Count((byte)0));
    }

    [Fact]
    public void A_place_moves_with_its_page()
    {
        // Half the resolution: half of every number.
        var half = new DegradedPage(850, 1100, 0, 0, 100, 100).Place(new(100, 200, 20, 10), 1700, 2200);
        Assert.Equal((50, 100, 10, 5), (Math.Round(half.X, 9), Math.Round(half.Y, 9), Math.Round(half.Width, 9), Math.Round(half.Height, 9)));
        // A standard fax: 204/200 across, 98/200 down.
        var fax = new DegradedPage(1734, 1078, 0, 0, 204, 98).Place(new(100, 200, 20, 10), 1700, 2200);
        Assert.Equal((102, 98, 20.4, 4.9), (Math.Round(fax.X, 9), Math.Round(fax.Y, 9), Math.Round(fax.Width, 9), Math.Round(fax.Height, 9)));
        // A quarter turn to the right: the upper left corner becomes the upper right one.
        var turned = new DegradedPage(2200, 1700, 0, 1, 200, 200).Place(new(0, 0, 170, 220), 1700, 2200);
        Assert.Equal((1980, 0, 220, 170), (Math.Round(turned.X, 6), Math.Round(turned.Y, 6), Math.Round(turned.Width, 6), Math.Round(turned.Height, 6)));
    }

    [Fact]
    public async Task Ink_that_is_turned_lies_where_its_place_says()
    {
        using var page = new TestPage(100);
        page.Fill(1, 2, 0.5, 0.5);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.png"), page.Png());
        string output = Path.Combine(_folder, "b.tif");
        var made = (await new DocumentDegrader(new()).DegradeAsync(Path.Combine(_folder, "a.png"), output, new() { Dpi = 100, Skew = 3 }, 5, default))!.Value.Single();
        Assert.NotEqual(0, made.Skew);
        var place = made.Place(new(100, 200, 50, 50), 850, 1100);
        using var pix = Pix.Decode(await File.ReadAllBytesAsync(output), PictureFormat.Tiff, 0)!;
        using var gray = pix.ToGray();
        int Dark(int x, int y) => (gray.Row(y)[x >> 2] >> (24 - ((x & 3) * 8)) & 255) < 100 ? 1 : 0;
        int ink = 0, inside = 0;
        for (int y = 0; y < gray.Height; y++)
        {
            for (int x = 0; x < gray.Width; x++)
            {
                ink += Dark(x, y);
                if (x >= place.X - 1 && x <= place.Right + 1 && y >= place.Y - 1 && y <= place.Bottom + 1) inside += Dark(x, y);
            }
        }

        Assert.InRange(ink, 2300, 2700); // 50 by 50
        Assert.Equal(ink, inside);
    }

    [Fact]
    public async Task Plain_text_is_left_alone()
    {
        string path = Path.Combine(_folder, "a.txt"), output = Path.Combine(_folder, "a.tif");
        await File.WriteAllTextAsync(path, "text");
        Assert.Null(await new DocumentDegrader(new()).DegradeAsync(path, output, new(), 1, default));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void What_is_out_of_range_is_said()
    {
        Assert.Empty(ScanQuality.Steps.SelectMany(s => s.Quality.Faults()));
        Assert.Equal(8, new ScanQuality { Dpi = 20, FaxLines = 100, QuarterTurns = -1, Skew = 11, Blur = -1, Contrast = 0, Speckle = 1, Jpeg = 0 }.Faults().Count());
    }

    private async Task<byte[]> DegradeAsync(ScanQuality quality, int seed)
    {
        using var page = SamplePages.Form("Liberation Sans", 10, 200, 1);
        string path = Path.Combine(_folder, "page.png"), output = Path.Combine(_folder, "page.tif");
        await File.WriteAllBytesAsync(path, page.Png());
        Assert.NotNull(await new DocumentDegrader(new()).DegradeAsync(path, output, quality, seed, default));
        return await File.ReadAllBytesAsync(output);
    }
}
