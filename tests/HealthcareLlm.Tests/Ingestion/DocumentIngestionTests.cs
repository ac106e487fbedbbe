using System.Text;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Ingestion;

public sealed class DocumentIngestionTests
{
    private static readonly IngestionLimits Limits = new();

    private static Task<IngestedCase> Read(params SourceFile[] files) =>
        new DocumentIngestion([new PlainTextReader(Limits)], Limits).ReadAsync(files, null, CancellationToken.None);

    private static SourceFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Bad_files_are_issues_and_the_others_come_through()
    {
        var read = await Read(
            File("a.txt", "Patient: Ann Example"),
            new SourceFile("empty.txt", default),
            File("white.txt", " \r\n\t\f "),
            new SourceFile("note.docx", (byte[])[(byte)'P', (byte)'K', 3, 4, 9, 9]),
            new SourceFile("scan.pdf", new byte[4000]),
            File("b.pdf", "Plain after all"),
            File("copy.txt", "Patient: Ann Example"));

        Assert.Equal(["a.txt", "empty.txt", "white.txt", "note.docx", "scan.pdf", "b.pdf"], read.Documents.Select(d => d.Document.FileName));
        Assert.Equal([IssueCode.DuplicateDocument], read.Issues.Select(i => i.Code));
        Assert.Equal("Patient: Ann Example", read.Documents[0].Document.Text);
        Assert.Equal([IssueCode.EmptyFile], Codes(1));
        Assert.Equal([IssueCode.EmptyFile], Codes(2));
        Assert.Equal([IssueCode.UnsupportedType], Codes(3));
        Assert.Equal([IssueCode.UnsupportedType, IssueCode.TypeMismatch], Codes(4));
        Assert.Equal([IssueCode.TextEncoding, IssueCode.TypeMismatch], Codes(5));
        Assert.Equal("Plain after all", read.Documents[5].Document.Text);
        Assert.All(read.Documents.Skip(1).Take(4), d => Assert.Contains(d.Document.Issues, i => i.Severity == IssueSeverity.Error));

        IEnumerable<IssueCode> Codes(int index) => read.Documents[index].Document.Issues.Select(i => i.Code);
    }

    [Fact]
    public void Folders_are_read_in_ordinal_order_without_hidden_files_and_links()
    {
        var folder = Directory.CreateTempSubdirectory("hllm-test-");
        try
        {
            string Name(params string[] parts) => Path.Combine([folder.FullName, .. parts]);
            Directory.CreateDirectory(Name("b"));
            Directory.CreateDirectory(Name(".git"));
            System.IO.File.WriteAllText(Name(".git", "config"), "x");
            System.IO.File.WriteAllText(Name("b", "2.txt"), "two");
            System.IO.File.WriteAllText(Name("c.txt"), "three");
            System.IO.File.WriteAllText(Name("B.txt"), "one");
            System.IO.File.WriteAllText(Name(".hidden.txt"), "x");
            System.IO.File.WriteAllText(Name("large.txt"), new string('x', 101));
            System.IO.File.CreateSymbolicLink(Name("z.txt"), Name("c.txt"));

            var input = InputFiles.Load([folder.FullName, Name("missing.txt")], Limits with { MaximumBytes = 100 });

            Assert.Equal(["B.txt", "2.txt", "c.txt"], input.Files.Select(f => f.FileName));
            Assert.Equal(
                [IssueCode.FileSkipped, IssueCode.FileSkipped, IssueCode.FileTooLarge, IssueCode.FileSkipped, IssueCode.FileNotAccessible],
                input.Issues.Select(i => i.Code));
            Assert.DoesNotContain(input.Issues, i => i.Message.Contains("hidden.txt", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
