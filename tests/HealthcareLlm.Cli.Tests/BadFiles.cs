using System.Buffers.Binary;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Files with a fault planted in each.</summary>
internal static class BadFiles
{
    /// <summary>A good digital PDF, one line a page.</summary>
    internal static byte[] Pdf(params string[] lines)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (string line in lines) builder.AddPage(PageSize.Letter).AddText(line, 12, new PdfPoint(72, 700), font);
        return builder.Build();
    }

    /// <summary>A PDF that says it is encrypted, with a password that nobody knows.</summary>
    internal static byte[] Encrypted()
    {
        var body = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        string key = string.Concat(Enumerable.Repeat("A5", 32));
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
            $"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>",
        ];
        for (int i = 0; i < objects.Length; i++)
        {
            offsets.Add(body.Length);
            body.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        int table = body.Length;
        body.Append("xref\n0 5\n0000000000 65535 f \n");
        foreach (int offset in offsets) body.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        body.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>] >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(body.ToString());
    }

    /// <summary>A PNG whose header promises a size, with no pixels behind it.</summary>
    internal static byte[] PngOf(int width, int height)
    {
        byte[] bytes = new byte[60];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R']).CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        bytes[24] = 8;
        return bytes;
    }

    /// <summary>A PDF cut off in its middle.</summary>
    internal static byte[] Truncated() => Pdf("Member Name: Jane Roe", "second", "third")[..300];

    /// <summary>The beginning of a zip archive: a type that is not read.</summary>
    internal static byte[] Zip() => [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 255, 254, 1, 0];
}
