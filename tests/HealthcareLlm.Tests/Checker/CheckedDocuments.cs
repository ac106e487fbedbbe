using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Tests.Checker;

/// <summary>The documents that a result names, and whether its citations truly stand in them.</summary>
internal sealed partial class CheckedDocuments(JsonElement root, Func<string, string?> textOf, Action<string, string> fail)
{
    private readonly Dictionary<string, (string FileName, string? Text, IReadOnlyList<JsonElement> Pages, string Kind)> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Id, int Page)> _setAside = [];

    internal void Check()
    {
        int i = 0;
        foreach (var document in Items(root, "documents"))
        {
            string path = $"documents[{i++}]", id = ResultChecker.Str(document, "documentId") ?? string.Empty;
            if (!Id().IsMatch(id)) fail(path + ".documentId", "no SHA-256 in lower-case hexadecimal digits");
            string? text = textOf(id);
            if (text is null) fail(path, "no text was written for it");
            else if (ResultChecker.Str(document, "textSha256") != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))) fail(path + ".textSha256", "is not the text's");
            var pages = Items(document, "pages").ToList();
            if (text is not null && pages.Count > 0 && text.Count(c => c == '\f') + 1 != pages.Count) fail(path, $"{pages.Count} pages, but {text.Count(c => c == '\f') + 1} in the text");
            _documents[id] = (ResultChecker.Str(document, "fileName") ?? string.Empty, text, pages, ResultChecker.Str(document, "kind") ?? string.Empty);
        }

        foreach (var page in Items(root, "setAside"))
        {
            _setAside.Add((ResultChecker.Str(page, "documentId") ?? string.Empty, Number(page, "page") ?? 0));
        }
    }

    /// <summary>Id of the document with that file name; null where there is none.</summary>
    internal string? IdOf(string fileName) => _documents.Where(d => d.Value.FileName == fileName).Select(d => d.Key).FirstOrDefault();

    /// <summary>Text of a document; empty where there is none.</summary>
    internal string Text(string id) => _documents.TryGetValue(id, out var document) ? document.Text ?? string.Empty : string.Empty;

    /// <summary>Up to six words that stand before a place of a document in the same clause and on the same line: where a quote may have cut off its 'no'.</summary>
    internal string Before(string id, int start)
    {
        string text = Text(id);
        if (start <= 0 || start > text.Length) return string.Empty;
        int from = text.LastIndexOfAny(['.', ';', ':', ',', '\n', '\f', '('], start - 1) + 1;
        return string.Join(' ', text[from..start].Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(6));
    }

    internal void CheckCitation(JsonElement citation, string path)
    {
        string id = ResultChecker.Str(citation, "documentId") ?? string.Empty, quote = ResultChecker.Str(citation, "quote") ?? string.Empty;
        if (!_documents.TryGetValue(id, out var document))
        {
            fail(path, "cites a document that the result does not name");
            return;
        }

        int start = Number(citation, "start") ?? -1, end = Number(citation, "end") ?? -1, page = Number(citation, "page") ?? -1;
        if (document.Text is not { } text) return;
        if (start < 0 || end <= start || end > text.Length) fail(path, $"[{start}, {end}) lies outside of the text");
        else
        {
            if (!string.Equals(text[start..end], quote, StringComparison.Ordinal)) fail(path, "the quote is not the text at its offsets");
            if (quote.Trim().Length == 0) fail(path, "the quote is empty");
            if (quote.Contains('\f', StringComparison.Ordinal)) fail(path, "the quote crosses pages");
            int onPage = 1 + text.AsSpan(0, start).Count('\f');
            if (page != onPage) fail(path, $"page {page}, but the text stands on page {onPage}");
        }

        if (ResultChecker.Str(citation, "alignment") is not ("exact" or "normalized" or "fuzzy")) fail(path, "unknown alignment");
        Boxes(citation, path, document.Pages, page);
        if (_setAside.Contains((id, page)) && !path.StartsWith("setAside", StringComparison.Ordinal)) fail(path, "cites a page that was set aside");
    }

    private void Boxes(JsonElement citation, string path, IReadOnlyList<JsonElement> pages, int number)
    {
        var page = pages.FirstOrDefault(p => Number(p, "number") == number);
        if (page.ValueKind != JsonValueKind.Object)
        {
            fail(path, $"its document has no page {number}");
            return;
        }

        var boxes = Items(citation, "boxes").ToList();
        bool isText = ResultChecker.Str(page, "read") == "text";
        if (isText && boxes.Count > 0) fail(path, "boxes on plain text");
        if (!isText && boxes.Count == 0) fail(path, "no box on a page that has a picture");
        double width = Real(page, "width"), height = Real(page, "height");
        foreach (double[] box in boxes.Select(b => b.EnumerateArray().Select(n => n.GetDouble()).ToArray()))
        {
            if (box is not [var x, var y, var w, var h]) fail(path, "a box without four numbers");
            else if (x < -0.5 || y < -0.5 || w <= 0 || h <= 0 || x + w > width + 0.5 || y + h > height + 0.5) fail(path, $"a box outside of its page of {width} × {height}");
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) ? value : null;

    private static double Real(JsonElement element, string name) => element.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : 0;

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Id();
}
