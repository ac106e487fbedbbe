using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Names of drugs, whatever they are part of ('heparin level'), and names that no lexicon knows where a dose follows them.</summary>
internal static class SpokenDrugs
{
    private static readonly Lazy<Regex> BeforeDose = Pattern.Of(@"\b(?<name>[A-Za-z][A-Za-z-]{3,40})(?: (?:IV|PO|XL|XR|ER|SR|CR|HCl|HCT))?,? \d[\d,.]{0,9} ?(?:mg|mcg|units?|mEq|g|gm|grams?)\b", RegexOptions.CultureInvariant);

    /// <summary>The first name of the statement that the quotes have under no name of it; null where there is none.</summary>
    internal static (string Token, int At)? FirstMissing(string statement, string quotes)
    {
        HashSet<string>? cited = null;
        foreach (var (span, drug) in DrugLexicon.Find(statement, new(0, statement.Length)))
        {
            if (quotes.Contains(span.In(statement), StringComparison.OrdinalIgnoreCase)) continue;
            cited ??= [.. DrugLexicon.Find(quotes, new(0, quotes.Length)).Select(static d => d.Drug.Generic)];
            if (!cited.Contains(drug.Generic)) return (span.In(statement), span.Start);
        }

        foreach (Match match in BeforeDose.Value.Matches(statement))
        {
            string name = match.Groups["name"].Value;
            if (quotes.Contains(name, StringComparison.OrdinalIgnoreCase)) continue;
            // A known name that passed above stands there under another of its names.
            if (!DrugLexicon.Find(name, new(0, name.Length)).Any() && char.IsUpper(name[0])) return (name, match.Index);
        }

        return null;
    }
}
