using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Architecture;

/// <summary>What holds of every source file and every name.</summary>
public partial class SourceTests
{
    private static readonly string[] BannedWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Processor", "Data", "Info", "Service"];
    private static readonly string[] Vendors = ["UglyToad", "Tesseract", "SkiaSharp", "Microsoft.SemanticKernel", "OpenAI", "Azure", "Hl7", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql", "System.Net.Http", "System.Net.Sockets", "Spectre", "System.CommandLine"];

    private static IEnumerable<string> Sources(params string[] folder) => Directory.EnumerateFiles(Repository.Folder(folder), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [Fact]
    public void The_core_refers_to_no_vendor_native_library_network_or_store()
    {
        string[] references = [.. typeof(SourceDocument).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.All(references, r => Assert.DoesNotContain(Vendors, v => r.StartsWith(v, StringComparison.Ordinal)));
        foreach (string file in Sources("src", "HealthcareLlm"))
        {
            string text = File.ReadAllText(file);
            Assert.False(Native().IsMatch(text), file + " calls native code");
            Assert.DoesNotContain(Vendors, v => Regex.IsMatch(text, @"^using " + Regex.Escape(v) + @"\b", RegexOptions.Multiline));
        }
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var faults = new List<string>();
        foreach (string file in Sources("src"))
        {
            string expected = Path.GetRelativePath(Repository.Folder("src"), Path.GetDirectoryName(file)!).Replace('/', '.');
            var match = Namespace().Match(File.ReadAllText(file));
            if (match.Success ? match.Groups[1].Value != expected : !file.EndsWith("AssemblyInfo.cs", StringComparison.Ordinal) && !file.EndsWith("GlobalUsings.cs", StringComparison.Ordinal)) faults.Add(file + ": " + match.Groups[1].Value + ", not " + expected);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void No_source_file_has_more_than_400_lines()
    {
        string[] tooLong = [.. Sources("src").Concat(Sources("tests")).Select(f => (File: f, Lines: File.ReadLines(f).Count())).Where(f => f.Lines > 400).Select(f => $"{f.File}: {f.Lines}")];
        Assert.True(tooLong.Length == 0, string.Join('\n', tooLong));
    }

    [Fact]
    public void No_type_s_name_has_a_banned_word()
    {
        string[] faults = [.. Sources("src").SelectMany(f => TypeName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().Where(IsBanned)];
        Assert.True(faults.Length == 0, string.Join(", ", faults));
    }

    [Theory]
    [InlineData("DocumentHelper", true)]
    [InlineData("PatientInfo", true)]
    [InlineData("Database", false)]
    [InlineData("Informed", false)]
    [InlineData("ReviewService", true)]
    [InlineData("ServiceCodes", false)]
    public void Words_of_a_name_are_told_apart(string name, bool banned) => Assert.Equal(banned, IsBanned(name));

    /// <summary>'Service' is banned as what a type is (FooService); a requested service is a word of the contract and of FHIR, so it may stand before others.</summary>
    private static bool IsBanned(string name)
    {
        string[] words = [.. Words().Matches(name).Select(w => w.Value)];
        return words.Any(w => w != "Service" && BannedWords.Contains(w)) || words.LastOrDefault() == "Service";
    }

    [Fact]
    public void The_sample_renderer_refers_to_no_project_of_ours()
    {
        string project = File.ReadAllText(Repository.Folder("tests", "HealthcareLlm.SampleRenderer", "HealthcareLlm.SampleRenderer.csproj"));
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
        Assert.All(Sources("tests", "HealthcareLlm.SampleRenderer"), f => Assert.DoesNotMatch(@"using HealthcareLlm\.(?!SampleRenderer)", File.ReadAllText(f)));
    }

    [Fact]
    public void The_checker_and_the_judge_do_not_know_grounding()
    {
        foreach (string file in Sources("tests", "HealthcareLlm.Tests", "Checker").Concat(Sources("src", "HealthcareLlm", "Evaluation")))
        {
            Assert.DoesNotMatch(@"HealthcareLlm\.Grounding|HealthcareLlm\.ClinicalText", File.ReadAllText(file));
        }
    }

    [GeneratedRegex(@"\bDllImport\b|\bLibraryImport\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Native();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum) ([A-Z]\w+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"[A-Z][a-z0-9]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
