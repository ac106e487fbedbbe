using System.Text;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Ingestion;

public sealed class TextDecodingTests
{
    private const string Note = "Temp 38.5 °C – “fever”, dose 5 µg\r\nnext";

    public static TheoryData<byte[], string> Encodings() => new()
    {
        { Encoding.UTF8.GetBytes(Note), "UTF-8" },
        { [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Note)], "UTF-8 with byte order mark" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Note)], "UTF-16 LE" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Note)], "UTF-16 BE" },
        { Encoding.Unicode.GetBytes(Note), "UTF-16 LE" },
        { Encoding.BigEndianUnicode.GetBytes(Note), "UTF-16 BE" },
        { [.. Encoding.Latin1.GetBytes("Temp 38.5 °C "), 0x96, 0x20, 0x93, .. "fever"u8, 0x94, .. Encoding.Latin1.GetBytes(", dose 5 µg\r\nnext")], "Windows-1252" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Each_encoding_is_told_and_the_text_is_kept_to_the_character(byte[] bytes, string encoding)
    {
        var decoded = TextDecoding.Decode(bytes);
        Assert.NotNull(decoded);
        Assert.Equal(encoding, decoded.Encoding);
        Assert.Equal(Note, decoded.Text);
        Assert.Equal(0, decoded.Undecodable);
    }

    [Fact]
    public void Damage_is_counted_and_binary_content_is_no_text()
    {
        var windows = TextDecoding.Decode([.. "plain "u8, 0x81, .. " caf"u8, 0xE9]);
        Assert.Equal("Windows-1252", windows!.Encoding);
        Assert.Equal(1, windows.Undecodable);
        var utf8 = TextDecoding.Decode([.. "µg and °C and – and"u8, 0xFF, .. " more"u8]);
        Assert.Equal("UTF-8", utf8!.Encoding);
        Assert.Equal(1, utf8.Undecodable);
        Assert.Null(TextDecoding.Decode([1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Null(TextDecoding.Decode(new byte[500]));
    }

    [Fact]
    public async Task Form_feeds_divide_pages_and_every_line_end_divides_lines()
    {
        var file = new SourceFile("n.txt", "a b\rc\r\nd\n\ne\ff  g\f"u8.ToArray());
        var document = await new PlainTextReader(new IngestionLimits()).ReadAsync(file, DistrustedPages.None, CancellationToken.None);

        Assert.Equal("a b\rc\r\nd\n\ne\ff  g\f", document.Text);
        Assert.Equal(3, document.Pages.Length);
        Assert.Equal(["a b", "c", "d", "e"], document.Pages[0].Lines.Select(l => l.Span.In(document.Text)));
        Assert.Equal([0, 0, 0, 1], document.Pages[0].Lines.Select(l => l.Block));
        Assert.Equal(2, document.Pages[1].Lines[0].Cells.Length);
        Assert.All(document.Pages.SelectMany(p => p.Words), w => Assert.Equal(w.Text, w.Span.In(document.Text)));
    }

    [Fact]
    public async Task Pages_beyond_the_limit_are_named()
    {
        var file = new SourceFile("n.txt", "1\f2\f3"u8.ToArray());
        var document = await new PlainTextReader(new IngestionLimits { MaximumPages = 2 }).ReadAsync(file, DistrustedPages.None, CancellationToken.None);
        Assert.Equal("1\f2", document.Text);
        Assert.Contains(document.Issues, i => i.Code == IssueCode.TooManyPages && i.Severity == IssueSeverity.Error);
    }
}
