using System.Text.RegularExpressions;

namespace HealthcareLlm.Tests.Checker;

/// <summary>The words of a supported statement that make or break it stand in its quotes.</summary>
internal static partial class StatementCheck
{
    /// <summary>What an abbreviation for a side, or another writing of it, stands for.</summary>
    private static readonly Dictionary<string, string> Sides = new(StringComparer.Ordinal)
    {
        ["left"] = "left",
        ["lt"] = "left",
        ["l"] = "left",
        ["right"] = "right",
        ["rt"] = "right",
        ["r"] = "right",
        ["bilateral"] = "both",
        ["bilaterally"] = "both",
        ["both"] = "both",
        ["rll"] = "right",
        ["rul"] = "right",
        ["rml"] = "right",
        ["lll"] = "left",
        ["lul"] = "left",
        ["rue"] = "right",
        ["lue"] = "left",
        ["rle"] = "right",
        ["lle"] = "left",
    };

    private static readonly string[] Negations = ["no", "not", "denies", "denied", "without", "never", "negative", "absent", "none"];

    private static readonly string[] OtherNegations = ["ruled", "excluded", "unlikely", "stop", "stopped", "discontinued", "held", "hold", "nkda", "neg", "declined", "declines", "unable", "cannot", "avoid", "off", "unremarkable", "dnr", "dni", "nil", "resolved", "deferred"];

    internal static void Run(CheckedStatement statement, Action<string, string> fail)
    {
        if (statement.Status is not ("supported" or "refused" or "conflicting"))
        {
            fail(statement.Path, "unknown status");
            return;
        }

        if (statement.Text.Trim().Length == 0) fail(statement.Path, "no text");
        var quotes = ResultChecker.Quotes(statement.Element);
        if (statement.Element.TryGetProperty("parts", out var parts))
        {
            foreach (var part in parts.EnumerateObject()) FieldCheck.Run(part.Value, statement.Path + ".parts." + part.Name, part.Name, quotes, fail);
        }

        if (statement.Status == "refused") return;
        if (quotes.Count == 0)
        {
            fail(statement.Path, "no citation");
            return;
        }

        if (statement.Status == "conflicting" && quotes.Distinct(StringComparer.Ordinal).Count() < 2) fail(statement.Path, "a conflict with fewer than two different quotes");
        Tokens(statement, quotes, fail);
    }

    private static void Tokens(CheckedStatement statement, IReadOnlyList<string> quotes, Action<string, string> fail)
    {
        var numbers = CheckedWords.NumbersOnWhichToStand(quotes);
        foreach (string number in CheckedWords.Numbers(statement.Text).Where(n => !numbers.Contains(n))) fail(statement.Path, $"the number {number} does not stand in its quotes");
        var cited = CheckedWords.Words(string.Join('\n', quotes)).ToHashSet(StringComparer.Ordinal);
        var citedSides = cited.Where(Sides.ContainsKey).Select(w => Sides[w]).ToHashSet(StringComparer.Ordinal);
        foreach (string side in CheckedWords.Words(statement.Text).Where(w => w.Length > 3 && Sides.ContainsKey(w) && w is not "both" && !citedSides.Contains(Sides[w]))) fail(statement.Path, $"the side {side} does not stand in its quotes");
        if (CheckedWords.Words(statement.Text).Any(Negations.Contains) && !cited.Any(w => Negations.Contains(w) || OtherNegations.Contains(w))) fail(statement.Path, "a negation that its quotes lack");
        foreach (Match dose in Dose().Matches(statement.Text))
        {
            string name = dose.Groups["name"].Value.ToLowerInvariant(), unit = dose.Groups["unit"].Value.ToLowerInvariant();
            if (!IsGlue(name) && !cited.Contains(name)) fail(statement.Path, $"the name {name} before a dose does not stand in its quotes");
            if (!cited.Contains(unit) && !UnitVariant(unit, cited)) fail(statement.Path, $"the unit {unit} does not stand in its quotes");
        }

        foreach (Match drug in DrugLike().Matches(statement.Text.ToLowerInvariant()))
        {
            if (!cited.Any(w => w.StartsWith(drug.Value, StringComparison.Ordinal) || drug.Value.StartsWith(w, StringComparison.Ordinal) && w.Length > 4)) fail(statement.Path, $"the drug {drug.Value} does not stand in its quotes");
        }
    }

    private static bool UnitVariant(string unit, HashSet<string> cited) => unit switch
    {
        "units" => cited.Contains("unit") || cited.Contains("u"),
        "mcg" => cited.Contains("ug") || cited.Contains("μg"),
        _ => false,
    };

    private static bool IsGlue(string word) => word is "to" or "at" or "of" or "from" or "dose" or "for" or "and" or "with" or "was" or "is" or "then" or "by" or "tablet" or "iv" or "po" or "daily" or "or" or "continue" or "new" or "changed";

    // A word, up to one word more, a number and a unit of a dose.
    [GeneratedRegex(@"(?<name>\p{L}+)\s+(?:\d[\d.,]*)\s*(?<unit>mg|mcg|g|units|meq|ml|mmol|puffs|tablets|capsules)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Dose();

    // Stems of the World Health Organization's list of international nonproprietary names.
    [GeneratedRegex(@"\b\p{L}{2,}(?:cillin|mycin|micin|floxacin|oxacin|pril|sartan|olol|statin|azole|prazole|xaban|parin|gliptin|gliflozin|glutide|semide|thiazide|dipine|triptan|setron|mab|tinib|vir|penem|cycline|barbital|azepam|idone|oxetine)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DrugLike();
}
