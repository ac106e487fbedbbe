using System.Globalization;
using System.Text;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Gives a file that was cut off an end again, so that both PDF programs can rebuild their table of objects.</summary>
internal static class PdfRepair
{
    // The trailer's mark stands at the very end; some programs write a little after it.
    private const int EndRange = 2048;

    // A catalog is a short dictionary: its type stands within this many bytes of its number.
    private const int CatalogRange = 4096;

    /// <summary>Whether the file ends as a PDF must.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes[Math.Max(0, bytes.Length - EndRange)..].LastIndexOf("%%EOF"u8) >= 0;

    /// <summary>The file itself where it is whole or holds no catalog in plain sight; else with a trailer that names its catalog.</summary>
    internal static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (IsWhole(bytes) || bytes.LastIndexOf("trailer"u8) >= 0) return file;
        int type = Catalog(bytes);
        if (type < 0) return file;
        int from = Math.Max(0, type - CatalogRange);
        int obj = bytes[from..type].LastIndexOf(" obj"u8);
        if (obj < 0 || Number(bytes, from + obj) is not { } reference) return file;
        byte[] end = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nendobj\ntrailer\n<< /Size 1000000 /Root {reference.Number} {reference.Generation} R >>\nstartxref\n0\n%%EOF\n"));
        byte[] mended = new byte[bytes.Length + end.Length];
        bytes.CopyTo(mended);
        end.CopyTo(mended, bytes.Length);
        return mended;
    }

    // The last one counts: a file that was changed has its newest catalog last.
    private static int Catalog(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.Length;
        while (end > 0)
        {
            int at = bytes[..end].LastIndexOf("/Catalog"u8);
            if (at < 0) return -1;
            var before = bytes[Math.Max(0, at - 8)..at];
            if (before.IndexOf("/Type"u8) >= 0) return at;
            end = at;
        }

        return -1;
    }

    // The two numbers before 'obj'.
    private static (int Number, int Generation)? Number(ReadOnlySpan<byte> bytes, int end)
    {
        string text = Encoding.Latin1.GetString(bytes[Math.Max(0, end - 24)..end]);
        string[] parts = text.Split(['\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int generation)
                ? (number, generation)
                : null;
    }
}
