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
        if (!File.Exists(file)) return null;
        byte[] bytes = File.ReadAllBytes(file);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == document.TextSha256 ? Encoding.UTF8.GetString(bytes) : null;
    }
}
