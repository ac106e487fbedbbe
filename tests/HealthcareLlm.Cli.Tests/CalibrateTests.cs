namespace HealthcareLlm.Cli.Tests;

/// <summary>Which calibration is in use, and which is refused.</summary>
[Collection("commands")]
public class CalibrateTests
{
    private const string Stale = """
        { "schema": "calibration/v1", "id": "ours/v1", "method": "logistic", "part": "calibration", "engine": "offline 0", "setSha256": "0123456789abcdef",
          "evalsets": [ { "id": "prior-auth-v3", "version": 1, "cases": 1, "sha256": "00" } ], "maps": [ { "stratum": "critical", "slope": 1, "intercept": 0 } ], "sources": [] }
        """;

    [Fact]
    public async Task OneOfYourOwnThatIsForAnotherEngineIsRefused()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", "Patient Name: Jane Roe\nMember ID: XQZ123456\n"), file = run.Write("ours.json", Stale);
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"], new Dictionary<string, string> { ["Confidence__Calibration"] = file });
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("ours/v1 was fitted for offline 0, and this is offline 1-", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Output));
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"], new Dictionary<string, string> { ["Confidence__Calibration"] = "none" });
        Assert.Equal((ExitStatus.Done, "none"), (run.Status, (string)run.Result["manifest"]!["calibration"]!));
    }

    [Fact]
    public async Task ACheckNamesWhatIsStaleAndAResultWithConfidencesNamesItsCalibration()
    {
        using var run = new CommandRun();
        await run.RunAsync(["evaluate", "calibrate", Set("prior-auth-v3"), "--output", run.Write("ours.json", Stale), "--check"]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("stale: ours/v1 was fitted for offline 0", run.Error, StringComparison.Ordinal);
        Assert.Contains("stale: the calibration part of prior-auth-v3 is no longer that", run.Error, StringComparison.Ordinal);

        // The one that is built in serves, or the manifest says why it does not; a confidence never stands without it.
        await run.RunAsync(["extract", run.Write("a.txt", "Patient Name: Jane Roe\nMember ID: XQZ123456\n"), "--output", run.Output, "--quiet"]);
        string named = (string)run.Result["manifest"]!["calibration"]!;
        var member = run.Result["record"]!["patient"]!["memberId"]!;
        Assert.Equal("XQZ123456", (string)member["value"]!);
        Assert.Equal(named.StartsWith("none", StringComparison.Ordinal), member["confidence"] is null);
    }

    private static string Set(string name)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "evalsets", name);
    }
}
