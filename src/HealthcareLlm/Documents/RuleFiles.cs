using System.Globalization;

namespace HealthcareLlm.Documents;

/// <summary>Reads the tab-separated rule and lexicon files that are embedded in this assembly.</summary>
public static class RuleFiles
{
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
