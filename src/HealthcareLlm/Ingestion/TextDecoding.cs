using System.Text;

namespace HealthcareLlm.Ingestion;

/// <summary>A text with the encoding in which it was read.</summary>
/// <param name="Text">The characters, without a byte order mark, otherwise kept to the character.</param>
/// <param name="Encoding">Name for a person: <c>UTF-8</c>, <c>UTF-8 with byte order mark</c>, <c>UTF-16 LE</c>, <c>UTF-16 BE</c>, <c>Windows-1252</c>.</param>
/// <param name="Undecodable">Number of places where bytes have no meaning in that encoding; each became U+FFFD.</param>
public sealed record DecodedText(string Text, string Encoding, int Undecodable);

/// <summary>Decodes text of unknown encoding: by byte order mark, by the zero bytes of UTF-16, strictly as UTF-8, else as Windows-1252.</summary>
public static class TextDecoding
{
    // Control characters other than tab, line ends, form feed and escape do not stand in text; a stray one is damage, many are binary content.
    private const double MaximumControlShare = 0.002;

    // Share of units that lie outside Latin script above which a guess of UTF-16 is refused.
    private const double MaximumForeignShare = 0.3;

    // Share of broken bytes up to which a text that is otherwise UTF-8 is damaged UTF-8 rather than Windows-1252.
    private const double MaximumBrokenShare = 0.5;

    // Windows-1252 bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); zero where no character is assigned.
    private static readonly char[] Windows1252 =
    [
        '\u20AC', '\0', '\u201A', '\u0192', '\u201E', '\u2026', '\u2020', '\u2021', '\u02C6', '\u2030', '\u0160', '\u2039', '\u0152', '\0', '\u017D', '\0',
        '\0', '\u2018', '\u2019', '\u201C', '\u201D', '\u2022', '\u2013', '\u2014', '\u02DC', '\u2122', '\u0161', '\u203A', '\u0153', '\0', '\u017E', '\u0178',
    ];

    /// <summary>The text of these bytes; null where they are no text.</summary>
    public static DecodedText? Decode(ReadOnlySpan<byte> bytes)
    {
        var decoded = Candidate(bytes);
        return decoded is not null && IsText(decoded.Text) ? decoded : null;
    }

    private static DecodedText? Candidate(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Utf8(bytes[3..], "UTF-8 with byte order mark");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Utf16(bytes[2..], bigEndian: false);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Utf16(bytes[2..], bigEndian: true);
        if (bytes.Contains((byte)0)) return GuessUtf16(bytes);
        var utf8 = Utf8(bytes, "UTF-8");
        if (utf8.Undecodable == 0) return utf8;
        // A file that holds true multi-byte sequences is UTF-8 with damage; one that holds none is Windows-1252.
        int multiByte = utf8.Text.AsSpan().Count('\uFFFD') is var broken ? CountForeign(utf8.Text) - broken : 0;
        return multiByte > 0 && broken < (multiByte + broken) * MaximumBrokenShare ? utf8 : Latin(bytes);
    }

    private static int CountForeign(string text)
    {
        int count = 0;
        foreach (char c in text)
        {
            if (c > 0x7F) count++;
        }

        return count;
    }

    private static DecodedText Utf8(ReadOnlySpan<byte> bytes, string name)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return new(text, name, Broken(text, bytes.IndexOf("\uFFFD"u8) >= 0));
    }

    private static DecodedText Utf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        string text = (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes);
        return new(text, bigEndian ? "UTF-16 BE" : "UTF-16 LE", Broken(text, false));
    }

    // A replacement character that was already written in the file is the writer's loss and is counted as well: something is missing there.
    private static int Broken(string text, bool written) => written || text.Contains('\uFFFD', StringComparison.Ordinal) ? text.AsSpan().Count('\uFFFD') : 0;

    /// <summary>Text without a mark whose every other byte is mostly zero is UTF-16.</summary>
    private static DecodedText? GuessUtf16(ReadOnlySpan<byte> bytes)
    {
        int even = 0, odd = 0, pairs = bytes.Length / 2;
        for (int i = 0; i + 1 < bytes.Length; i += 2)
        {
            if (bytes[i] == 0) even++;
            if (bytes[i + 1] == 0) odd++;
        }

        if (pairs == 0) return null;
        if (odd > pairs * (1 - MaximumForeignShare) && even < pairs * 0.01) return Utf16(bytes, bigEndian: false);
        if (even > pairs * (1 - MaximumForeignShare) && odd < pairs * 0.01) return Utf16(bytes, bigEndian: true);
        // A stray zero byte in an otherwise plain text is damage; IsText judges whether it is text at all.
        var utf8 = Utf8(bytes, "UTF-8");
        return utf8.Undecodable == 0 ? utf8 : Latin(bytes);
    }

    private static DecodedText Latin(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        int undecodable = 0;
        foreach (byte b in bytes)
        {
            char c = b is >= 0x80 and <= 0x9F ? Windows1252[b - 0x80] : (char)b;
            if (c == '\0' && b != 0)
            {
                c = '\uFFFD';
                undecodable++;
            }

            text.Append(c);
        }

        return new(text.ToString(), "Windows-1252", undecodable);
    }

    private static bool IsText(string text)
    {
        int control = 0;
        foreach (char c in text)
        {
            if (c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\u001B' or '\u001A')) control++;
        }

        return control <= text.Length * MaximumControlShare && text.AsSpan().Count('\uFFFD') <= text.Length * 0.1;
    }
}
