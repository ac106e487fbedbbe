using System.Buffers;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>
/// Takes the white space between the tokens of a JSON text away, without reading what the tokens say: a hundred thousand result files are brought to lines at the pace of the disk.
/// Whether the text is JSON must be known before; strings stay byte for byte as they are written.
/// </summary>
internal static class CompactJson
{
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n"u8);

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);

    private static readonly SearchValues<byte> Told = SearchValues.Create(" \t\r\n\"{}[]"u8);

    /// <summary>Writes the text without white space.</summary>
    /// <param name="json">A JSON value.</param>
    /// <param name="output">Takes it.</param>
    /// <param name="member">Name of a member of the outermost object, plainly written.</param>
    /// <returns>Start and length of that member's value in what was written; of length 0 where there is none.</returns>
    internal static (int Start, int Length) Write(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output, ReadOnlySpan<byte> member)
    {
        int from = output.WrittenCount, depth = 0, start = -1, length = 0;
        while (!json.IsEmpty)
        {
            int run = json.IndexOfAny(Told);
            if (run < 0) run = json.Length;
            if (run > 0) output.Write(json[..run]);
            json = json[run..];
            if (json.IsEmpty) break;
            byte next = json[0];
            if (next == (byte)'"')
            {
                int end = StringEnd(json);
                var text = json[..end];
                json = json[end..];
                output.Write(text);
                if (depth == 1 && text[1..^1].SequenceEqual(member) && IsName(json)) start = -2;
                continue;
            }

            if (Spaces.Contains(next))
            {
                int other = json.IndexOfAnyExcept(Spaces);
                json = other < 0 ? [] : json[other..];
                continue;
            }

            if (next is (byte)'{' or (byte)'[')
            {
                if (start == -2 && depth == 1) start = output.WrittenCount - from;
                depth++;
            }
            else
            {
                depth--;
            }

            output.Write(json[..1]);
            json = json[1..];
            if (start >= 0 && length == 0 && depth == 1) length = output.WrittenCount - from - start;
        }

        return length > 0 ? (from + start, length) : default;
    }

    /// <summary>Whether JSON is what it says it is; a result that was judged is.</summary>
    internal static bool IsJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsName(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept(Spaces) is var at and >= 0 && rest[at] == (byte)':';

    private static int StringEnd(ReadOnlySpan<byte> json)
    {
        int at = 1;
        while (true)
        {
            int found = json[at..].IndexOfAny(StringEnds);
            if (found < 0) throw new InvalidOperationException("a string without an end");
            at += found;
            if (json[at] == (byte)'"') return at + 1;
            at += 2;
        }
    }
}
