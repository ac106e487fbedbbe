using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Results;

/// <summary>A laboratory value that is worth a line in a summary.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Name">Preferred name.</param>
/// <param name="Low">Lower end of the usual range; only chooses what is shown.</param>
/// <param name="High">Upper end of the usual range.</param>
/// <param name="PlausibleLow">A lower number is another thing.</param>
/// <param name="PlausibleHigh">A higher number is another thing.</param>
internal sealed record LabRule(string Id, string Name, decimal Low, decimal High, decimal PlausibleLow, decimal PlausibleHigh);

/// <summary>The rules of <c>rules/summary-labs.tsv</c> by spelling.</summary>
internal static class LabLexicon
{
    private static readonly Lazy<Dictionary<string, List<(string Spelling, LabRule Rule)>>> Loaded = new(Load);

    /// <summary>The longest spelling that stands at an offset, as whole words. Spellings of up to three letters must stand as written, except in a table of results.</summary>
    internal static (LabRule Rule, int Length)? At(string text, int at, bool inTable = false)
    {
        int end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '+' or '-')) end++;
        string first = text[at..end].ToLowerInvariant();
        foreach (string key in (string[])[first, first.TrimEnd('-', '+')])
        {
            if (!Loaded.Value.TryGetValue(key, out var list)) continue;
            foreach (var (spelling, rule) in list)
            {
                bool exact = spelling.Length <= 3 && !inTable;
                if (at + spelling.Length > text.Length || string.Compare(text, at, spelling, 0, spelling.Length, exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase) != 0) continue;
                int after = at + spelling.Length;
                if (after == text.Length || !(char.IsLetterOrDigit(text[after]) || text[after] is '+' or '/')) return (rule, spelling.Length);
            }
        }

        return null;
    }

    private static Dictionary<string, List<(string Spelling, LabRule Rule)>> Load()
    {
        var bySpelling = new Dictionary<string, List<(string Spelling, LabRule Rule)>>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("summary-labs.tsv", 10))
        {
            var rule = new LabRule(row[0], row[1], Number(row[5]), Number(row[6]), Number(row[3]), Number(row[4]));
            foreach (string spelling in row[2].Split('|'))
            {
                string key = spelling.Split(' ')[0].ToLowerInvariant();
                if (!bySpelling.TryGetValue(key, out var list)) bySpelling[key] = list = [];
                list.Add((spelling, rule));
                list.Sort(static (a, b) => b.Spelling.Length.CompareTo(a.Spelling.Length));
            }
        }

        return bySpelling;
    }

    private static decimal Number(string written) => decimal.Parse(written, CultureInfo.InvariantCulture);
}
