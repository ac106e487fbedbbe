using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A drug of <c>rules/drugs.tsv</c>.</summary>
/// <param name="Generic">Generic name, lower case.</param>
/// <param name="DrugClass">Its class, lower case.</param>
internal sealed record Drug(string Generic, string DrugClass);

/// <summary>Names of drugs; read at first use.</summary>
internal static class DrugLexicon
{
    private static readonly Lazy<NameLexicon<Drug>> Names = new(Load);

    /// <summary>Brand names that are everyday words where they begin with a small letter.</summary>
    private static readonly HashSet<string> NeedsCapital = new(StringComparer.OrdinalIgnoreCase) { "Refresh", "Soma", "Nitro", "Sonata", "Plan B", "Actos", "Ana", "Tequin", "EPO", "SSI", "ASA", "INH", "PTU", "NPH", "TNK" };

    /// <summary>All drugs of a range, in order.</summary>
    internal static IEnumerable<(TextSpan Span, Drug Drug)> Find(string text, TextSpan range)
    {
        foreach (var (span, drug) in Names.Value.Find(text, range))
        {
            if (!char.IsUpper(text[span.Start]) && NeedsCapital.Contains(span.In(text))) continue;
            yield return (span, drug);
        }
    }

    /// <summary>Whether these letters begin one generic name of the lexicon and no other name.</summary>
    internal static bool BeginsOnly(string start, string generic) =>
        !s_allNames.Value.Exists(n => n.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && !n.Generic.StartsWith(generic, StringComparison.OrdinalIgnoreCase));

    private static readonly Lazy<List<(string Name, string Generic)>> s_allNames = new(static () =>
        [.. RuleFiles.Read("drugs.tsv", 3).SelectMany(static r => (r[1] == "-" ? [] : r[1].Split('|')).Prepend(r[0]).Select(n => (n, r[0])))]);

    private static NameLexicon<Drug> Load()
    {
        var names = new NameLexicon<Drug>();
        foreach (string[] row in RuleFiles.Read("drugs.tsv", 3))
        {
            var drug = new Drug(row[0].ToLowerInvariant(), row[2]);
            names.Add(row[0], drug);
            if (row[1] == "-") continue;
            foreach (string brand in row[1].Split('|')) names.Add(brand, drug);
        }

        return names;
    }
}
