using System.Text;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Reads tables with commas, quotes and line ends inside of quotes (RFC 4180).</summary>
internal static class Csv
{
    /// <summary>The rows by the names of their columns.</summary>
    internal static IEnumerable<Dictionary<string, string>> Read(string path)
    {
        string[]? names = null;
        foreach (var cells in Rows(File.ReadAllText(path)))
        {
            if (names is null)
            {
                names = [.. cells];
                continue;
            }

            if (cells.Count < names.Length) continue;
            yield return names.Select((name, i) => (name, cells[i])).ToDictionary(static x => x.name, static x => x.Item2, StringComparer.Ordinal);
        }
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return row;
                row = [];
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length == 0 && row.Count == 0) yield break;
        row.Add(cell.ToString());
        yield return row;
    }
}
