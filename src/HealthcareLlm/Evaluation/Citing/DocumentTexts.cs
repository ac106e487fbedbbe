using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>The texts of documents as the program read them, kept beside a run: <c>texts/&lt;documentId&gt;.txt</c>. Citations are checked against them.</summary>
/// <param name="folder">The folder; null where no texts were kept.</param>
public sealed class DocumentTexts(string? folder)
{
    /// <summary>No texts: whether a quote is verbatim cannot be scored.</summary>
    public static DocumentTexts None { get; } = new(null);

    /// <summary>The documents' texts; null for one that was not kept, or whose text is not the one that the result was made from.</summary>
    /// <param name="documents">The documents of a result.</param>
    public ImmutableDictionary<string, string?> Of(ImmutableArray<ReadDocument> documents) =>
        documents.GroupBy(d => d.File, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => Read(g.First()), StringComparer.Ordinal);

    private string? Read(ReadDocument document)
    {
        // An id that is no hash is never made a path.
        if (folder is null || document.TextSha256 is null || document.Id.Length != 64 || !document.Id.All(char.IsAsciiHexDigitLower)) return null;
        string file = Path.Combine(folder, document.Id + ".txt");
        return new FileInfo(file) is { Exists: true } there ? Known.Of((there.FullName, there.Length, there.LastWriteTimeUtc, document.TextSha256), static k => Read(k.File, k.Sha256)) : null;
    }

    // The documents of a case are one for all versions of its result.
    private static readonly KnownTexts<(string File, long Length, DateTime Written, string Sha256), string?> Known = new(500);

    private static string? Read(string file, string sha256)
    {
        byte[] bytes = File.ReadAllBytes(file);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? Encoding.UTF8.GetString(bytes) : null;
    }
}
