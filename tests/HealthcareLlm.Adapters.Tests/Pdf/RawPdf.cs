using System.Globalization;
using System.Text;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tests.Pdf;

/// <summary>Writes small PDF files by hand, so that a test can plant what no library would write.</summary>
internal sealed class RawPdf
{
    private readonly List<byte[]> _objects = [];
    private readonly List<int> _pages = [];
    private readonly List<int> _fields = [];

    internal RawPdf()
    {
        Add(string.Empty); // 1 catalog
        Add(string.Empty); // 2 pages
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"); // 3
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"); // 4
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"); // 5
        Add("<< /Type /ExtGState /ca 0 /CA 0 >>"); // 6
    }

    internal string Extra { get; set; } = string.Empty;

    internal int Add(string body) => Add(Encoding.Latin1.GetBytes(body));

    internal int Add(byte[] body)
    {
        _objects.Add(body);
        return _objects.Count;
    }

    internal int Stream(string dictionary, byte[] content)
    {
        byte[] head = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< {dictionary} /Length {content.Length} >>\nstream\n"));
        return Add([.. head, .. content, .. "\nendstream"u8]);
    }

    internal int Stream(string dictionary, string content) => Stream(dictionary, Encoding.Latin1.GetBytes(content));

    internal RawPdf Page(string content, string more = "", string annotations = "", string fonts = "", string xObjects = "", string box = "0 0 612 792")
    {
        int stream = Stream(string.Empty, content);
        _pages.Add(Add($"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {stream} 0 R {more} /Annots [{annotations}] "
            + $"/Resources << /Font << /F1 3 0 R /F2 4 0 R /ZaDb 5 0 R {fonts} >> /ExtGState << /Gone 6 0 R >> /XObject << {xObjects} >> >> >>"));
        return this;
    }

    /// <summary>A form field's widget with the stream that shows it; gives its reference for the page's annotations.</summary>
    internal string Widget(string entries)
    {
        _fields.Add(Add($"<< /Type /Annot /Subtype /Widget {entries} >>"));
        return _fields[^1] + " 0 R";
    }

    internal int Appearance(double width, double height, string content) => Stream(
        string.Create(CultureInfo.InvariantCulture, $"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R /ZaDb 5 0 R >> >>"), content);

    internal byte[] Bytes()
    {
        string fields = _fields.Count == 0 ? string.Empty : $"/AcroForm << /Fields [{string.Join(' ', _fields.Select(f => f + " 0 R"))}] /DR << /Font << /F1 3 0 R /ZaDb 5 0 R >> >> /DA (/F1 10 Tf 0 g) >>";
        _objects[0] = Encoding.Latin1.GetBytes($"<< /Type /Catalog /Pages 2 0 R {fields} >>");
        _objects[1] = Encoding.Latin1.GetBytes($"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select(p => p + " 0 R"))}] >>");
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.7\n");
        var offsets = new List<long>();
        for (int i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Position);
            Write($"{i + 1} 0 obj\n");
            file.Write(_objects[i]);
            Write("\nendobj\n");
        }

        long start = file.Position;
        Write($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (long offset in offsets) Write(offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        Write($"trailer\n<< /Size {_objects.Count + 1} /Root 1 0 R {Extra} >>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    internal SourceFile File() => new("packet.pdf", Bytes());

    internal static string Text(double x, double y, string text, double size = 12, string font = "F1") =>
        string.Create(CultureInfo.InvariantCulture, $"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n");
}
