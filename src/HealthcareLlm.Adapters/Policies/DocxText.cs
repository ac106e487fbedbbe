using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static HealthcareLlm.Adapters.Policies.DocxNumbering;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// A Word document (ECMA-376) as text in which titles, numbers of lists and rows of tables survive. Deleted text of tracked changes, hidden text and fields' codes are left out: they are not what a person
/// reads.
/// </summary>
internal sealed class DocxText
{
    private const long MostBytes = 50_000_000;

    private readonly DocxNumbering _numbering;
    private readonly Dictionary<string, XElement> _styles;
    private readonly StringBuilder _text = new();

    private DocxText(XElement? numbering, XElement? styles)
    {
        _numbering = new(numbering);
        _styles = styles?.Elements(W + "style").Where(static s => s.Attribute(W + "styleId") is not null).GroupBy(static s => s.Attribute(W + "styleId")!.Value, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal) ?? [];
    }

    /// <summary>The text; null where the bytes are no Word document, or one that cannot be read.</summary>
    internal static string? Of(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()), ZipArchiveMode.Read);
            if (Part(zip, "word/document.xml")?.Element(W + "body") is not { } body) return null;
            var writer = new DocxText(Part(zip, "word/numbering.xml"), Part(zip, "word/styles.xml"));
            writer.Blocks(body);
            return writer._text.ToString();
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException)
        {
            return null;
        }
    }

    private static XElement? Part(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry) return null;
        if (entry.Length > MostBytes) throw new InvalidDataException("a part is too large");
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes });
        return XDocument.Load(reader).Root;
    }

    private void Blocks(XElement parent)
    {
        foreach (var block in parent.Elements())
        {
            if (block.Name == W + "p") Paragraph(block);
            else if (block.Name == W + "tbl") Table(block);
            else if (block.Name == W + "sdt" && block.Element(W + "sdtContent") is { } content) Blocks(content);
        }
    }

    private void Paragraph(XElement paragraph)
    {
        string text = Words(paragraph);
        var (title, number) = Form(paragraph);
        if (text.Length == 0) return;
        _text.Append(title > 0 ? new string('#', title) + " " : string.Empty).Append(number).Append(text).Append("\n\n");
    }

    /// <summary>Level of a title, 0 for none, and the automatic number.</summary>
    private (int Title, string Number) Form(XElement paragraph)
    {
        var own = paragraph.Element(W + "pPr");
        string? style = (string?)own?.Element(W + "pStyle")?.Attribute(W + "val");
        int title = 0;
        XElement? numbers = own?.Element(W + "numPr");
        for (int steps = 0; style is not null && _styles.TryGetValue(style, out var found) && steps < 10; steps++)
        {
            var form = found.Element(W + "pPr");
            numbers ??= form?.Element(W + "numPr");
            string name = (string?)found.Element(W + "name")?.Attribute(W + "val") ?? string.Empty;
            if (title == 0 && name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && name[^1] is >= '1' and <= '6') title = name[^1] - '0';
            if (title == 0 && string.Equals(name, "Title", StringComparison.OrdinalIgnoreCase)) title = 1;
            style = (string?)found.Element(W + "basedOn")?.Attribute(W + "val");
        }

        string? list = (string?)numbers?.Element(W + "numId")?.Attribute(W + "val");
        int level = DocxNumbering.Number(numbers?.Element(W + "ilvl")?.Attribute(W + "val"), 0);
        return (title, list is null or "0" || level > 8 ? string.Empty : _numbering.Next(list, level));
    }

    private void Table(XElement table)
    {
        foreach (var row in table.Elements(W + "tr")) _text.Append("| ").AppendJoin(" | ", row.Elements(W + "tc").Select(static c => Words(c))).Append(" |\n");
        _text.Append('\n');
    }

    private static string Words(XElement parent)
    {
        var text = new StringBuilder();
        foreach (var run in parent.Descendants(W + "r"))
        {
            if (run.Ancestors(W + "del").Any() || run.Element(W + "rPr")?.Element(W + "vanish") is not null) continue;
            foreach (var part in run.Elements())
            {
                if (part.Name == W + "t") text.Append(part.Value);
                else if (part.Name == W + "tab" || part.Name == W + "br" || part.Name == W + "cr") text.Append(' ');
                else if (part.Name == W + "noBreakHyphen") text.Append('-');
            }
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
