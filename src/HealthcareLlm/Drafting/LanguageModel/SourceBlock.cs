using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A stretch of a document's text that a surrogate stands for in what is shown to the model.</summary>
/// <param name="Original">Its place in the document's text.</param>
/// <param name="Shown">Place of the surrogate in the shown text of its block.</param>
public readonly record struct Replacement(TextSpan Original, TextSpan Shown);

/// <summary>Part of one page as it is shown to the model, and the way back to the document's offsets.</summary>
/// <param name="Name">Name by which the model cites it, such as <c>D1P2</c>.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Span">The part's place in the document's text.</param>
/// <param name="Shown">The text that the model sees.</param>
/// <param name="Replacements">Surrogates in the shown text, in order.</param>
public sealed record SourceBlock(string Name, DocumentId DocumentId, int Page, TextSpan Span, string Shown, ImmutableArray<Replacement> Replacements)
{
    /// <summary>The block of a page's part without surrogates.</summary>
    internal static SourceBlock Of(string name, SourceDocument document, int page, TextSpan span) => new(name, document.Id, page, span, span.In(document.Text), []);

    /// <summary>The place in the document of a span of the shown text; a span that touches a surrogate takes the whole of what it stands for.</summary>
    internal TextSpan ToDocument(TextSpan shown) => new(ToDocument(shown.Start, false), ToDocument(shown.End, true));

    private int ToDocument(int offset, bool isEnd)
    {
        int shift = Span.Start;
        foreach (var replacement in Replacements)
        {
            bool inside = isEnd ? offset > replacement.Shown.Start && offset <= replacement.Shown.End : offset >= replacement.Shown.Start && offset < replacement.Shown.End;
            if (inside) return isEnd ? replacement.Original.End : replacement.Original.Start;
            if (offset < replacement.Shown.End || (offset == replacement.Shown.End && replacement.Shown.IsEmpty)) break;
            shift += replacement.Original.Length - replacement.Shown.Length;
        }

        return offset + shift;
    }
}

/// <summary>Sets sources apart from the instructions by border lines whose key no document can hold.</summary>
internal static class Borders
{
    /// <summary>
    /// A key that stands in none of the texts: a hash over all of them, so that a text that names its own key would have to name its own hash.
    /// </summary>
    internal static string KeyFor(IReadOnlyCollection<string> texts)
    {
        for (int round = 0; ; round++)
        {
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(round.ToString(CultureInfo.InvariantCulture) + "\0" + string.Join('\0', texts))))[..20];
            if (!texts.Any(t => t.Contains(key, StringComparison.OrdinalIgnoreCase))) return key;
        }
    }

    internal static string Enclose(string key, IEnumerable<KeyValuePair<string, string>> sources) =>
        string.Join("\n\n", sources.Select(s => $"<<<{key} BEGIN {s.Key}>>>\n{s.Value}\n<<<{key} END {s.Key}>>>"));
}
