using System.Security.Cryptography;

namespace HealthcareLlm.Documents;

/// <summary>Names a document by its content: the SHA-256 of its bytes, 64 lower-case hexadecimal digits.</summary>
public readonly record struct DocumentId : IComparable<DocumentId>
{
    private readonly string? _hex;

    private DocumentId(string hex) => _hex = hex;

    /// <summary>The 64 lower-case hexadecimal digits; empty for <c>default</c>.</summary>
    public string Hex => _hex ?? string.Empty;

    /// <summary>The id of a document with these bytes.</summary>
    public static DocumentId Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The id that 64 lower-case hexadecimal digits name; null where the text is anything else.</summary>
    public static DocumentId? Parse(string hex) => hex.Length == 64 && hex.All(static c => char.IsAsciiHexDigitLower(c)) ? new DocumentId(hex) : null;

    /// <inheritdoc />
    public int CompareTo(DocumentId other) => string.CompareOrdinal(Hex, other.Hex);

    /// <summary>The hexadecimal digits.</summary>
    public override string ToString() => Hex;

    /// <summary>Whether the left id sorts before the right one, ordinally.</summary>
    public static bool operator <(DocumentId left, DocumentId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id sorts after the right one, ordinally.</summary>
    public static bool operator >(DocumentId left, DocumentId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id sorts before the right one or is it.</summary>
    public static bool operator <=(DocumentId left, DocumentId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id sorts after the right one or is it.</summary>
    public static bool operator >=(DocumentId left, DocumentId right) => left.CompareTo(right) >= 0;
}
