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
