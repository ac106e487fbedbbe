using System.IO.Compression;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Official files from the command line: whole or not at all, and judged by day.</summary>
[Collection("commands")]
public class TerminologyTests
{
    private const string Order = "00001 A00     0 Cholera                                                      Cholera\n00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to Vibrio cholerae 01, biovar cholerae\n";

    [Fact]
    public async Task AFileIsImportedOnceAndACodeJudgedByItsDay()
    {
        using var run = new CommandRun();
        string store = Path.Combine(run.Folder, "codes"), file = run.Write("icd10cm-order-2021.txt.gz", Packed(Order));
        async Task<int> Run(params string[] arguments)
        {
            await run.RunAsync(["terminology", .. arguments, "--store", store]);
            return run.Status;
        }

        Assert.Equal(ExitStatus.FileNotRead, await Run("import", "ICD-10-CM", file));
        Assert.Contains("[too-few-codes]", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, await Run("import", "icd-10-cm", file, "--partial"));
        Assert.Contains("ICD-10-CM 2021: 1 codes and 1 categories, for dates of service from 2020-10-01 to 2021-09-30.", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, await Run("import", "ICD-10-CM", file, "--partial"));
        Assert.Contains("already there", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, await Run("import", "ICD-10-CM", run.Write("other-2021.txt", Order + "00003 A001    1 Cholera, eltor"), "--partial"));
        Assert.Equal(ExitStatus.Done, await Run("import", "ICD-10-CM", Path.Combine(run.Folder, "other-2021.txt"), "--partial", "--replace"));
        Assert.Equal(ExitStatus.Done, await Run("list"));
        Assert.Contains("1 code sets", run.Out, StringComparison.Ordinal);

        Assert.Equal(ExitStatus.Done, await Run("check", "A00.0", "--on", "2020-10-01"));
        Assert.Contains("ICD-10-CM  A000  valid  ICD-10-CM 2021  Cholera due to", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.GateFailed, await Run("check", "A00", "--on", "2020-10-01"));
        Assert.Equal(ExitStatus.GateFailed, await Run("check", "A00.0", "--on", "2021-10-01"));
        Assert.Contains("not-judged", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenFileIsNamedByLineAndNothingIsImported()
    {
        using var run = new CommandRun();
        string store = Path.Combine(run.Folder, "codes"), bad = run.Write("bad.txt", Order + "rubbish\n");
        await run.RunAsync(["terminology", "import", "ICD-10-CM", bad, "--from", "2020-10-01", "--partial", "--store", store]);
        Assert.Equal(ExitStatus.FileNotRead, run.Status);
        Assert.Contains($"{bad}:3: error [not-an-order-line]", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(store));

        // A packed file that was cut off.
        byte[] packed = Packed(string.Concat(Enumerable.Range(0, 3000).Select(static i => FormattableString.Invariant($"{i:D5} A{i:D4}   1 Label {i * 7919 % 10007}\n"))));
        foreach (int length in new[] { packed.Length / 2, packed.Length - 4, 12 })
        {
            await run.RunAsync(["terminology", "import", "ICD-10-CM", run.Write("cut-2021.gz", packed[..length]), "--partial", "--store", store]);
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains("damaged", run.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(store));
    }

    [Theory]
    [InlineData("import", "LOINC", "x", "There is no code system")]
    [InlineData("import", "HCPCS", "nowhere.csv", "cannot be read")]
    [InlineData("check", "I10", "--on=yesterday", "is no date")]
    [InlineData("check", "!!", "--on=2021-01-01", "has the form of no code")]
    public async Task WrongUse(string first, string second, string third, string said)
    {
        using var run = new CommandRun();
        await run.RunAsync(["terminology", first, second, third, "--store", Path.Combine(run.Folder, "codes")]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedCodeSetIsNamedAndExtractSaysWhatIsNotValid()
    {
        using var run = new CommandRun();
        string store = Path.Combine(run.Folder, "codes");
        await run.RunAsync(["terminology", "import", "ICD-10-CM", run.Write("icd10cm-order-2021.txt", Order), "--partial", "--store", store]);
        string request = run.Write("request.txt", "PRIOR AUTHORIZATION REQUEST\nMember Name: Jane Roe\nDOB: 01/02/1960\nDiagnosis code (ICD-10): M17.11\nDate of request: 03/04/2021\nCPT: 73721\n");
        var settings = new Dictionary<string, string> { ["Terminology__Folder"] = store };
        await run.RunAsync(["extract", request, "--output", run.Output, "--quiet"], settings);
        Assert.Equal("M17.11", (string?)run.Result["record"]!["diagnoses"]![0]!["code"]!["value"]);
        Assert.Contains(run.Result["issues"]!.AsArray(), static i => (string?)i!["code"] == "code-not-valid");
        Assert.Equal("ICD-10-CM 2021", (string?)run.Result["manifest"]!["codeSets"]![0]);

        string set = Assert.Single(Directory.GetFiles(store));
        string[] lines = await File.ReadAllLinesAsync(set);
        await File.WriteAllLinesAsync(set, lines[..^1]);
        await run.RunAsync(["extract", request, "--output", run.Output, "--quiet"], settings);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("is damaged", run.Error, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(set, lines[1..]);
        await run.RunAsync(["terminology", "list", "--store", store]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
