namespace HealthcareLlm.Cli.Tests;

/// <summary>Golden-set tests of several classes ask for the same pages.</summary>
[Collection("commands")]
public class PagesTests
{
    [Fact]
    public async Task APageIsRecognizedOnceHoweverOftenItIsAskedFor()
    {
        using var run = new CommandRun();
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        string fax = Directory.GetFiles(Path.Combine(folder, "evalsets", "samples", "packet-fax"), "*.tif", SearchOption.AllDirectories).Single();
        await run.RunAsync(["read", fax, "--output", run.Output, "--quiet"]);
        byte[] first = await File.ReadAllBytesAsync(run.Output);
        int recognized = PagesOnce.Pages.Recognized, asked = PagesOnce.Pages.Asked;
        Assert.True(recognized > 0);
        await run.RunAsync(["read", fax, "--output", run.Output, "--quiet"]);
        Assert.Equal(first, await File.ReadAllBytesAsync(run.Output));
        Assert.True(PagesOnce.Pages.Asked > asked);
        Assert.Equal(recognized, PagesOnce.Pages.Recognized);
        Assert.Equal(PagesOnce.Pages.Distinct, PagesOnce.Pages.Recognized);

        // Other limits, or one byte more, and it is another page.
        await run.RunAsync(["read", fax, "--output", run.Output, "--quiet"], new Dictionary<string, string> { ["Ingestion__MaximumPages"] = "499" });
        Assert.True(PagesOnce.Pages.Recognized > recognized);
    }
}
