using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Finds running headers and footers: lines near the top or bottom of a page that other pages repeat but for their numbers.</summary>
internal static class PageFurniture
{
    private const int LinesAtEdge = 5, LongestLine = 160;

    /// <summary>For each page the indexes of its running lines.</summary>
    internal static HashSet<int>[] Find(SourceDocument source)
    {
        var found = new HashSet<int>[source.Pages.Length];
        for (int i = 0; i < found.Length; i++) found[i] = [];
        if (source.Pages.Length < 2) return found;
        var pages = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var (page, _, key) in Edges(source))
        {
            if (!pages.TryGetValue(key, out var on)) pages.Add(key, on = []);
            on.Add(page);
        }

        foreach (var (page, line, key) in Edges(source))
        {
            var on = pages[key];
            // A neighbour must repeat it, so that two letters with the same salutation are not taken for furniture.
            if (on.Count >= 2 && (on.Contains(page - 1) || on.Contains(page + 1))) found[page].Add(line);
        }

        return found;
    }

    private static IEnumerable<(int Page, int Line, string Key)> Edges(SourceDocument source)
    {
        for (int p = 0; p < source.Pages.Length; p++)
        {
            var lines = source.Pages[p].Lines;
            for (int l = 0; l < lines.Length; l++)
            {
                if (l >= LinesAtEdge && l < lines.Length - LinesAtEdge) continue;
                var span = lines[l].Span;
                if (span.Length > LongestLine) continue;
                string key = (l < LinesAtEdge ? "t" : "b") + KeyOf(source.Text.AsSpan(span.Start, span.Length));
                if (key.Length >= 7) yield return (p, l, key);
            }
        }
    }

    private static string KeyOf(ReadOnlySpan<char> line)
    {
        Span<char> key = stackalloc char[line.Length];
        int length = 0;
        foreach (char c in line)
        {
            if (char.IsDigit(c))
            {
                if (length == 0 || key[length - 1] != '#') key[length++] = '#';
            }
            else if (char.IsLetter(c))
            {
                key[length++] = char.ToLowerInvariant(c);
            }
        }

        return key[..length].ToString();
    }
}
