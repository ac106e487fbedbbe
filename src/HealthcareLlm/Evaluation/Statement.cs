using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>What makes a text that holds another one another statement: counts in words, order of numbers, units, doubts, relatives, a second drug.</summary>
internal static class Statement
{
    private static readonly FrozenDictionary<string, string> Counts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["one"] = "1",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
        ["eleven"] = "11",
        ["twelve"] = "12",
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
        ["vi"] = "6",
        ["vii"] = "7",
        ["viii"] = "8",
        ["ix"] = "9",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Behind these an i, v or x alone is a number.
    private static readonly FrozenSet<string> Numbered = new[] { "type", "stage", "class", "grade", "phase", "level", "factor", "category" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Alone = new Dictionary<string, string>(StringComparer.Ordinal) { ["i"] = "1", ["v"] = "5", ["x"] = "10" }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Units = new[]
    {
        "mg", "g", "gm", "mcg", "ug", "kg", "lb", "lbs", "ml", "dl", "l", "cm", "mm", "m", "in", "ft", "units", "unit", "iu", "meq", "mmol", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "years", "year", "%",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Two writings of one unit.
    private static readonly FrozenDictionary<string, string> SameUnit = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gm"] = "g",
        ["ug"] = "mcg",
        ["lbs"] = "lb",
        ["unit"] = "units",
        ["iu"] = "units",
        ["hour"] = "hours",
        ["day"] = "days",
        ["week"] = "weeks",
        ["month"] = "months",
        ["year"] = "years",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Times = new[]
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "daily", "weekly", "monthly", "hourly", "twice", "thrice", "times", "morning", "evening", "noon", "bedtime", "night", "needed", "prn", "other", "alternate", "hours", "days", "weeks", "months", "years", "and",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What another test of the same substance is called by.
    private static readonly FrozenSet<string> Fractions = new[] { "direct", "indirect", "conjugated", "free", "ionized", "ldl", "hdl", "vldl", "a1c", "bioavailable", "urine", "sweat", "csf", "pleural", "synovial", "ascitic", "antibody", "antigen" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words of a text, with counts and Roman numerals as numbers.</summary>
    internal static ImmutableArray<string> Words(string text) => (s_recent ??= new(StringComparer.Ordinal)).Of(text, Counted);

    [ThreadStatic]
    private static Recently<string, ImmutableArray<string>>? s_recent;

    private static ImmutableArray<string> Counted(string text)
    {
        var words = NormalForm.Words(text);
        ImmutableArray<string>.Builder? changed = null;
        for (int i = 0; i < words.Length; i++)
        {
            // R/o, h/o: rule out, history of.
            if (i + 1 < words.Length && words[i + 1] == "o" && words[i] is "r" or "h")
            {
                changed ??= words.ToBuilder();
                changed[i] = words[i] == "r" ? "rule" : "history";
            }

            if (Count(words[i], i > 0 ? words[i - 1] : null) is not { } number) continue;
            changed ??= words.ToBuilder();
            changed[i] = number;
        }

        return changed?.ToImmutable() ?? words;
    }

    /// <summary>A number in words or a Roman one in digits; null where a word is none. An I, V or X alone is one behind what is numbered.</summary>
    internal static string? Count(string word, string? before) => Counts.GetValueOrDefault(word) ?? (before is not null && Numbered.Contains(before) ? Alone.GetValueOrDefault(word) : null);

    /// <summary>Whether one text doubts, tells of a relative or of what is over and the other does not, or a number that both have has another unit or another place in their order.</summary>
    internal static bool Differs(ImmutableArray<string> first, ImmutableArray<string> second) =>
        TurningWords.PartAnywhere(first, second) || OtherUnits(first, second) || OtherOrder(first, second);

    /// <summary>Whether the same times are told: of words that tell times neither has more than the other: once is not once a day.</summary>
    internal static bool SameTimes(ImmutableArray<string> first, ImmutableArray<string> second) =>
        TimesOf(first).SequenceEqual(TimesOf(second));

    private static IEnumerable<string> TimesOf(ImmutableArray<string> words) =>
        words.Select(static w => SameUnit.GetValueOrDefault(w, w)).Where(Times.Contains).Order(StringComparer.Ordinal);

    /// <summary>Whether names of drugs or tests of which one holds the other name another: a combination is not one of its parts, and direct bilirubin not bilirubin.</summary>
    internal static bool NamesOther(string path, string first, string second)
    {
        if (path == "clinical.labs[].name")
        {
            var (own, other) = (NormalForm.Words(first), NormalForm.Words(second));
            return own.Any(w => Fractions.Contains(w) && !other.Contains(w)) || other.Any(w => Fractions.Contains(w) && !own.Contains(w)) || OtherNames.Are(path, first, second);
        }

        return path switch
        {
            "clinical.currentMedications[].name" => !DrugNames.Same(first, second),
            // Less exact is not another thing, as long as the same noun stands: contrast for iodinated contrast, but not adhesive for adhesive tape.
            "clinical.allergies[]" => DrugNames.Joins(first, second) || (!DrugNames.Same(first, second) && NormalForm.Words(first)[^1] != NormalForm.Words(second)[^1]),
            _ => DrugNames.Joins(first, second),
        };
    }

    internal static bool OtherUnits(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        foreach (var (number, unit) in Measured(first))
        {
            bool has = false, agrees = false;
            foreach (var (other, its) in Measured(second))
            {
                has |= other == number;
                agrees |= other == number && its == unit;
            }

            if (has && !agrees) return true;
        }

        return false;
    }

    // What is measured out of a drug; without a number before it says nothing.
    private static readonly FrozenSet<string> Amounts = new[] { "mg", "gm", "mcg", "ug", "kg", "ml", "meq", "iu" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether an amount that both texts have has lost its unit in one, or a unit its number: <c>5</c> and <c>mg</c> are not <c>5 mg</c>.</summary>
    internal static bool LosesUnit(ImmutableArray<string> first, ImmutableArray<string> second) => Loses(first, second) || Loses(second, first);

    private static bool Loses(ImmutableArray<string> whole, ImmutableArray<string> other)
    {
        for (int i = 0; i < other.Length; i++)
        {
            if (Amounts.Contains(other[i]) && (i == 0 || !NormalForm.IsNumber(other[i - 1])) && !whole.Where((w, j) => w == other[i] && (j == 0 || !NormalForm.IsNumber(whole[j - 1]))).Any()) return true;
        }

        foreach (var (number, unit) in Measured(whole))
        {
            if (Amounts.Contains(unit) && other.Contains(number) && !Measured(other).Any(m => m.Number == number)) return true;
        }

        return false;
    }

    private static IEnumerable<(string Number, string Unit)> Measured(ImmutableArray<string> words)
    {
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (NormalForm.IsNumber(words[i]) && Units.Contains(words[i + 1])) yield return (words[i], SameUnit.GetValueOrDefault(words[i + 1], words[i + 1]));
        }
    }

    /// <summary>Whether two texts have the same numbers, each once, and not in the same order: 120/80 is not 80/120.</summary>
    internal static bool OtherOrder(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        string[] own = [.. first.Where(NormalForm.IsNumber)], other = [.. second.Where(NormalForm.IsNumber)];
        return own.Length == other.Length && own.Length > 1 && !own.AsSpan().SequenceEqual(other) && own.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal));
    }
}
