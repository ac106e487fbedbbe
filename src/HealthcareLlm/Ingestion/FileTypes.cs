namespace HealthcareLlm.Ingestion;

/// <summary>What a file is, told by its content or suggested by its name.</summary>
public enum FileType
{
    /// <summary>None that is known.</summary>
    Unknown,

    /// <summary>Nothing but white space, or nothing at all.</summary>
    Empty,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Portable document format.</summary>
    Pdf,

    /// <summary>Portable network graphics.</summary>
    Png,

    /// <summary>JPEG picture.</summary>
    Jpeg,

    /// <summary>Tagged image file format, also of many pages.</summary>
    Tiff,

    /// <summary>A type that is recognized and cannot be read: office document, archive, rich text, mail, other picture.</summary>
    Foreign,
}

/// <summary>Tells the type of a file by its first bytes.</summary>
public static class FileTypes
{
    // Readers of PDF accept a header within the first kilobyte (ISO 32000-1, implementation note 13).
    private const int HeaderRange = 1024;

    private static readonly (byte[] Start, FileType Type)[] Signatures =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], FileType.Png),
        ([0xFF, 0xD8, 0xFF], FileType.Jpeg),
        ([(byte)'I', (byte)'I', 42, 0], FileType.Tiff),
        ([(byte)'M', (byte)'M', 0, 42], FileType.Tiff),
        ([(byte)'I', (byte)'I', 43, 0], FileType.Tiff),
        ([(byte)'M', (byte)'M', 0, 43], FileType.Tiff),
        ([(byte)'P', (byte)'K', 3, 4], FileType.Foreign),
        ([(byte)'P', (byte)'K', 5, 6], FileType.Foreign),
        ([0xD0, 0xCF, 0x11, 0xE0], FileType.Foreign),
        ([0x1F, 0x8B], FileType.Foreign),
        ([(byte)'G', (byte)'I', (byte)'F', (byte)'8'], FileType.Foreign),
        ([(byte)'R', (byte)'I', (byte)'F', (byte)'F'], FileType.Foreign),
        ([(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f'], FileType.Foreign),
        ([(byte)'%', (byte)'!', (byte)'P', (byte)'S'], FileType.Foreign),
    ];

    /// <summary>The type by content. Text is what holds no other signature and decodes as text.</summary>
    public static FileType Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return FileType.Empty;
        foreach (var (start, type) in Signatures)
        {
            if (bytes.StartsWith(start)) return type;
        }

        if (bytes[..Math.Min(bytes.Length, HeaderRange)].IndexOf("%PDF-"u8) >= 0) return FileType.Pdf;
        var decoded = TextDecoding.Decode(bytes);
        if (decoded is null) return FileType.Unknown;
        return string.IsNullOrWhiteSpace(decoded.Text) ? FileType.Empty : FileType.Text;
    }

    /// <summary>The type that the name's extension suggests; <see cref="FileType.Unknown"/> where it suggests none.</summary>
    public static FileType Suggested(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".TXT" or ".TEXT" or ".MD" or ".ASC" => FileType.Text,
        ".PDF" => FileType.Pdf,
        ".PNG" => FileType.Png,
        ".JPG" or ".JPEG" or ".JPE" or ".JFIF" => FileType.Jpeg,
        ".TIF" or ".TIFF" => FileType.Tiff,
        ".DOC" or ".DOCX" or ".RTF" or ".ZIP" or ".GIF" or ".BMP" or ".HEIC" or ".XLS" or ".XLSX" => FileType.Foreign,
        _ => FileType.Unknown,
    };

    /// <summary>The media type, such as <c>image/tiff</c>; <c>application/octet-stream</c> where it cannot be told.</summary>
    public static string MediaType(FileType type) => type switch
    {
        FileType.Text or FileType.Empty => "text/plain",
        FileType.Pdf => "application/pdf",
        FileType.Png => "image/png",
        FileType.Jpeg => "image/jpeg",
        FileType.Tiff => "image/tiff",
        _ => "application/octet-stream",
    };
}
