using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HealthcareLlm.Evaluation;

/// <summary>A key of several texts by what they hold: the 128-bit xxHash of them, each behind its length, with a seed that is another in every process. It is for remembering within one, and never written.</summary>
/// <remarks>One is gathered at a time on a thread: <see cref="Begin"/>, <c>Add</c> for each text, <see cref="End"/>.</remarks>
internal sealed class ContentKey
{
    [ThreadStatic]
    private static ContentKey? s_own;

    // Nobody can write two texts of one key who does not know it.
    private static readonly long Seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    private byte[] _gathered = new byte[4096];
    private int _length;

    private ContentKey()
    {
    }

    /// <summary>An empty one.</summary>
    internal static ContentKey Begin()
    {
        var key = s_own ??= new();
        key._length = 0;
        return key;
    }

    /// <summary>Adds a text; null is another than an empty one.</summary>
    internal ContentKey Add(string? text) => text is null ? Add(-1) : Add(text.Length).Append(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Adds bytes.</summary>
    internal ContentKey Add(ReadOnlySpan<byte> bytes) => Add(bytes.Length).Append(bytes);

    /// <summary>Adds a number, such as how many texts follow.</summary>
    internal ContentKey Add(int number)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, number);
        return Append(four);
    }

    /// <summary>The key of all that was added.</summary>
    internal UInt128 End() => XxHash128.HashToUInt128(_gathered.AsSpan(0, _length), Seed);

    private ContentKey Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _gathered.Length) Array.Resize(ref _gathered, Math.Max(2 * _gathered.Length, _length + bytes.Length));
        bytes.CopyTo(_gathered.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }
}
