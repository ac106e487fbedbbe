using System.Text;

namespace HealthcareLlm.RoleTrainer.Sections;

/// <summary>Reads tables with commas, quotes and line ends inside of quotes (RFC 4180).</summary>
internal static class Table
{
    internal static IEnumerable<Dictionary<string, string>> Read(string path)
    {
        List<string>? names = null;
        var row = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        string text = File.ReadAllText(path) + "\n";
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r')) cell.Append(c);
            else if (c != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                if (names is null) names = row;
                else if (row.Count >= names.Count) yield return names.Select((n, k) => (n, row[k])).ToDictionary(static x => x.n, static x => x.Item2, StringComparer.Ordinal);
                row = [];
            }
        }
    }
}
