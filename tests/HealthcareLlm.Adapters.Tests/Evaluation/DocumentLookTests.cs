using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Adapters.Tests.Evaluation;

public sealed class DocumentLookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("look").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task The_same_page_keeps_its_print_at_another_resolution_and_compressed_and_another_page_of_the_form_has_its_own()
    {
        using var page = SamplePages.Form("Liberation Sans", 10, 200, 1);
        using var other = SamplePages.Form("Liberation Sans", 10, 200, 2);
        using var small = Degradation.Scale(page.Bitmap, 1275, 1650);
        byte[] first = await PrintAsync("a.png", page.Png()), compressed = await PrintAsync("b.jpg", Degradation.Jpeg(small, 40));
        Degradation.Noise(small, 7, 10, 0.0005);
        byte[] speckled = await PrintAsync("c.png", Degradation.Png(small)), second = await PrintAsync("d.png", other.Png());
        Assert.InRange(PicturePrint.Likeness(first, compressed), 0.97, 1);
        Assert.InRange(PicturePrint.Likeness(first, speckled), 0.97, 1);
        Assert.InRange(PicturePrint.Likeness(first, second), -1, PicturePrint.Same - 0.01);
    }

    [Fact]
    public async Task Pages_sizes_and_texts_are_seen_and_what_is_no_document_is_not()
    {
        using var page = SamplePages.Form("Liberation Sans", 10, 200, 1);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.png"), page.Png());
        var facts = await new DocumentLook(new()).LookAsync(Path.Combine(_folder, "a.png"), default);
        Assert.Equal((1700, 2200), (facts!.Pages.Single().Width, facts.Pages.Single().Height));
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.txt"), "one\ftwo");
        Assert.Equal(["one", "two"], (await new DocumentLook(new()).LookAsync(Path.Combine(_folder, "b.txt"), default))!.Pages.Select(p => p.Text));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "c.pdf"), [1, 2, 0, 3]);
        Assert.Null(await new DocumentLook(new()).LookAsync(Path.Combine(_folder, "c.pdf"), default));
        Assert.Null(await new DocumentLook(new()).LookAsync(Path.Combine(_folder, "none.pdf"), default));
    }

    private async Task<byte[]> PrintAsync(string name, byte[] bytes)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, name), bytes);
        return [.. (await new DocumentLook(new()).LookAsync(Path.Combine(_folder, name), default))!.Pages.Single().Picture];
    }
}
