using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether the words of a statement that make or break it stand in its own quotes. Shares no code with Grounding.</summary>
internal static class CitedWords
{
    /// <summary>Share of a statement's letters, 0 to 1, that must stand in its quotes: low, since a summary may use other words.</summary>
    private const double WordShare = 0.34;

    private static readonly ImmutableArray<string> Units =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    private static readonly FrozenDictionary<string, string> NumberOfWord =
        Units.Select((w, i) => KeyValuePair.Create(w, i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Concat([KeyValuePair.Create("once", "1"), KeyValuePair.Create("twice", "2"), KeyValuePair.Create("first", "1"), KeyValuePair.Create("second", "2"), KeyValuePair.Create("third", "3"), KeyValuePair.Create("thirty", "30"), KeyValuePair.Create("forty", "40"), KeyValuePair.Create("fifty", "50"), KeyValuePair.Create("sixty", "60"), KeyValuePair.Create("ninety", "90")])
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Sides = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["left"] = "left",
        ["lt"] = "left",
        ["l"] = "left",
        ["right"] = "right",
        ["rt"] = "right",
        ["r"] = "right",
        ["bilateral"] = "bilateral",
        ["bilaterally"] = "bilateral",
        ["both"] = "bilateral",
        ["b"] = "bilateral",
        ["lle"] = "left",
        ["lue"] = "left",
        ["rle"] = "right",
        ["rue"] = "right",
        ["rll"] = "right",
        ["rul"] = "right",
        ["rml"] = "right",
        ["lll"] = "left",
        ["lul"] = "left",
        ["rlq"] = "right",
        ["ruq"] = "right",
        ["llq"] = "left",
        ["luq"] = "left",
        ["ble"] = "bilateral",
        ["bue"] = "bilateral",
        ["lad"] = "left",
        ["rca"] = "right",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WrittenSides = new[] { "left", "right", "bilateral", "bilaterally" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Negations =
        new[] { "no", "not", "denies", "denied", "without", "never", "negative", "absent", "none", "nil", "neg", "nkda", "unremarkable", "clear", "ruled", "free", "unlikely", "stopped", "discontinued", "discontinue", "held", "hold", "refused", "declined", "non", "cannot", "unable", "w/o", "neither", "nor", "avoid", "dnr", "dni" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WrittenNegations =
        new[] { "no", "not", "denies", "denied", "without", "never", "negative" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A word of <see cref="NormalForm.Words"/> that is a number, in digits; null where it is none.</summary>
    internal static string? InDigits(string word) => NormalForm.IsNumber(word) ? word : NumberOfWord.GetValueOrDefault(word);

    /// <summary>Whether every number of the text stands in a quote, in digits or in a word.</summary>
    internal static bool HasEveryNumber(ReadStatement statement)
    {
        var cited = Cited(statement).SelectMany(w => NumberOfWord.TryGetValue(w, out string? number) ? [w, number] : new[] { w }).ToHashSet(StringComparer.Ordinal);
        AddDateParts(statement, cited);
        return NormalForm.Numbers(statement.Text).All(n => cited.Contains(n) || cited.Contains(n.TrimStart('0')));
    }

    /// <summary>Whether every side of the text stands in a quote, spelt out or in an abbreviation.</summary>
    internal static bool HasEverySide(ReadStatement statement)
    {
        var cited = Cited(statement).Where(Sides.ContainsKey).Select(w => Sides[w]).ToHashSet(StringComparer.Ordinal);
        return NormalForm.Words(statement.Text).Where(WrittenSides.Contains).All(w => cited.Contains(Sides[w]) || IsNoSide(w, statement.Text));
    }

    /// <summary>Whether a negation of the text stands in a quote. (That a quote's negation is not lost is the checker's to judge: a quote may hold more than was said.)</summary>
    internal static bool HasSameNegation(ReadStatement statement) =>
        !NormalForm.Words(statement.Text).Any(WrittenNegations.Contains) || Cited(statement).Any(Negations.Contains);

    /// <summary>
    /// Whether most of what the text says stands in its quotes: at least <see cref="WordShare"/> of the letters of its words of four letters and more, each exactly or by
    /// its first four letters. A statement in other words passes; one that cites another line does not.
    /// </summary>
    internal static bool HasMostWords(ReadStatement statement)
    {
        var said = NormalForm.Words(statement.Text).Where(w => w.Length >= 4 && !NormalForm.IsNumber(w)).ToImmutableArray();
        var cited = Cited(statement).Where(w => w.Length >= 4).Select(w => w[..4]).ToHashSet(StringComparer.Ordinal);
        return said.IsEmpty || said.Where(w => cited.Contains(w[..4])).Sum(w => w.Length) >= WordShare * said.Sum(w => w.Length);
    }

    private static ImmutableArray<string> Cited(ReadStatement statement) => NormalForm.Words(string.Join('\n', statement.Quotes));

    /// <summary>A date in another order of writing is the same date: its parts without leading zeros, with the century put before two-digit years, and months by name.</summary>
    private static void AddDateParts(ReadStatement statement, HashSet<string> cited)
    {
        string quotes = string.Join('\n', statement.Quotes);
        foreach (string number in NormalForm.Numbers(quotes).Where(n => n.Length is 1 or 2)) cited.Add("20" + number.PadLeft(2, '0'));
        ImmutableArray<string> months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        foreach (string word in NormalForm.Words(quotes).Where(w => w.Length >= 3))
        {
            int month = months.IndexOf(word[..3]);
            if (month >= 0) cited.Add((month + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>'right' and 'left' that name no side: 'right away', 'was left with', 'left the ward'.</summary>
    private static bool IsNoSide(string word, string text) => word == "right"
        ? text.Contains("right away", StringComparison.OrdinalIgnoreCase)
        : word == "left" && text.Contains("left the", StringComparison.OrdinalIgnoreCase);
}
