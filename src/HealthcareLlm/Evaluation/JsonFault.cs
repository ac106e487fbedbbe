using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>Says what is wrong with a text that is no JSON, to a person who writes it by hand. It names places and signs, and no text of the file.</summary>
internal static class JsonFault
{
    /// <summary>Line from 1; 1 where the exception bears none.</summary>
    internal static int Line(JsonException fault) => (int)(fault.LineNumber ?? 0) + 1;

    /// <summary>What is wrong, with the column in bytes from 1.</summary>
    /// <param name="fault">What the parser found.</param>
    /// <param name="bytes">The text.</param>
    internal static string Of(JsonException fault, ReadOnlySpan<byte> bytes)
    {
        if (fault.LineNumber is not { } line) return "a member stands twice in one object, or brackets lie too deep in one another";
        int at = 0;
        for (long i = 0; i < line && at < bytes.Length; i++) at += bytes[at..].IndexOf((byte)'\n') is >= 0 and var next ? next + 1 : bytes.Length - at;
        at = (int)Math.Min(bytes.Length, at + (fault.BytePositionInLine ?? 0));
        if (bytes.Trim(" \t\r\n"u8).IsEmpty) return "it is empty";
        if (bytes[at..].Trim(" \t\r\n"u8).IsEmpty) return "it ends too early: a bracket, a quotation mark or a value is missing";
        string column = string.Create(CultureInfo.InvariantCulture, $"column {(fault.BytePositionInLine ?? 0) + 1}: ");
        var before = bytes[..at].TrimEnd(" \t\r\n"u8);
        return column + (char)bytes[at] switch
        {
            '}' or ']' when before.EndsWith(","u8) => "a comma stands before the closing bracket",
            '/' => "JSON has no comments",
            '\'' => "texts stand in double quotation marks",
            '"' when before.Length > 0 && (char)before[^1] is '"' or '}' or ']' || (before.Length > 0 && char.IsAsciiLetterOrDigit((char)before[^1])) => "a comma or a colon is missing before this text",
            < ' ' => "a line break or tab within a text is written \\n or \\t",
            _ => "what stands here is not what JSON has at this place",
        };
    }
}
