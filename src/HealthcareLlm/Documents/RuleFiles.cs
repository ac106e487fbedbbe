using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Documents;

/// <summary>Reads the tab-separated rule and lexicon files that are embedded in this assembly.</summary>
public static class RuleFiles
{
    /// <summary>SHA-256, lower-case hex, over the names and bytes of those rule files of this build that are chosen, in ordinal order.</summary>
    /// <param name="chosen">Tells by the name, without its folder.</param>
    public static string HashOf(Func<string, bool> chosen)
    {
        const string folder = "rules/";
        var assembly = typeof(RuleFiles).Assembly;
        var lines = assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal) && chosen(n[folder.Length..])).Order(StringComparer.Ordinal).Select(n =>
        {
            using var stream = assembly.GetManifestResourceStream(n)!;
            return n + " " + Convert.ToHexStringLower(SHA256.HashData(stream));
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>All words that begin with a small letter in the rule files of this build but those that are left out: what this program knows to be a word and no name. Their examples name persons in capitals.</summary>
    /// <param name="without">Files that are left out, such as lists of names.</param>
    internal static HashSet<string> Words(params IReadOnlyCollection<string> without)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var assembly = typeof(RuleFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("rules/", StringComparison.Ordinal) && !without.Contains(n["rules/".Length..])))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            string text = reader.ReadToEnd();
            for (int at = 0; at < text.Length;)
            {
                int end = at;
                while (end < text.Length && char.IsLetter(text[end])) end++;
                if (end > at + 1 && char.IsLower(text[at])) words.Add(text[at..end]);
                at = Math.Max(end, at + 1);
            }
        }

        return words;
    }

    /// <summary>
    /// The rows of <c>rules/&lt;name&gt;</c> without comments (<c>#</c>) and empty lines, each with exactly <paramref name="columns"/> cells.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not there, or a row has another number of cells: a fault of ours, found at start.</exception>
    public static IEnumerable<string[]> Read(string name, int columns)
    {
        using var stream = typeof(RuleFiles).Assembly.GetManifestResourceStream("rules/" + name)
            ?? throw new InvalidDataException("rules/" + name + " is not embedded");
        using var reader = new StreamReader(stream);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t');
            if (cells.Length != columns)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"rules/{name} line {number}: {cells.Length} cells where {columns} are needed"));
            }

            yield return cells;
        }
    }
}
