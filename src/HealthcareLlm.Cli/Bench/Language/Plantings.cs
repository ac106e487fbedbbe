using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>What is planted in a statement.</summary>
internal enum Planted
{
    /// <summary>Another number before a unit, or another unit.</summary>
    Dose,

    /// <summary>The other side, or one of both.</summary>
    Side,

    /// <summary>Another drug.</summary>
    Drug,

    /// <summary>Another day, month or year.</summary>
    Date,

    /// <summary>What was denied is affirmed, or the other way round.</summary>
    Negation,

    /// <summary>Another frequency.</summary>
    Frequency,
}

/// <summary>Plants wrong facts in right statements, and writes right ones in other words. By form alone: neither our lexicons nor our rules of assertion are asked.</summary>
internal static partial class Plantings
{
    /// <summary>Names of drugs that are taken for each other, or at least are not each other.</summary>
    private static readonly string[] s_drugs =
    [
        "hydralazine hydroxyzine", "metoprolol metformin", "lisinopril losartan", "prednisone prednisolone", "amlodipine amiloride", "clonidine clonazepam", "lamotrigine lamivudine", "bupropion buspirone", "tramadol trazodone", "glipizide glyburide",
        "warfarin apixaban", "furosemide torsemide", "aspirin ibuprofen", "omeprazole pantoprazole", "simvastatin atorvastatin", "levothyroxine liothyronine", "vancomycin cefazolin", "albuterol ipratropium", "lorazepam alprazolam", "morphine hydromorphone",
        "Coumadin Cardura", "Lasix Losec", "Zantac Zyrtec", "Celebrex Celexa", "Lipitor Zocor", "Tylenol Toradol", "Synthroid Symmetrel", "Lovenox Levaquin", "Plavix Paxil", "Nexium Norvasc", "Vicodin Percocet", "Ativan Ambien", "insulin heparin", "gabapentin pregabalin", "fentanyl sufentanil", "Zofran Zantac", "penicillin penicillamine", "acetaminophen acetazolamide", "ciprofloxacin cephalexin", "digoxin doxepin",
    ];

    private static readonly string[] s_months = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly (string From, string To)[] s_frequencies =
    [
        ("twice daily", "three times daily"), ("twice a day", "once a day"), ("three times a day", "twice a day"), ("once a day", "twice a day"), ("b.i.d.", "t.i.d."), ("BID", "TID"), ("t.i.d.", "q.i.d."), ("TID", "BID"), ("q.i.d.", "b.i.d."), ("daily", "weekly"), ("every day", "every other day"), ("q.d.", "b.i.d."), ("weekly", "daily"), ("at bedtime", "in the morning"), ("q.h.s.", "q.a.m."), ("nightly", "every morning"),
    ];

    /// <summary>A cue of denial or affirmation, what takes its place, and which kind of change that is.</summary>
    private static readonly (string Cue, string Other)[] s_cues =
    [
        (@"\bdenies (?!any\b|having\b)", "reports "), (@"\bdenied (?!any\b|having\b)", "reported "), (@"\bdenies any ", "reports "), (@"\bhas no ", "has "), (@"\bhad no ", "had "), (@"\b[Tt]here is no ", "there is "), (@"\b[Tt]here was no ", "there was "), (@"\b[Tt]here are no ", "there are "), (@"\b[Nn]o evidence of ", "evidence of "),
        (@"\bwithout (?!difficulty|incident|complication|prior)", "with "), (@"\bnegative for ", "positive for "), (@"^No (?!known|change|longer|further|more|other|new)", "Has "), (@"\bdoes not have ", "has "), (@"\bdid not have ", "had "), (@"\bruled out\b(?! for)", "confirmed"),
        (@"\breports (?!that|no|any|being|taking|he|she|having no)", "denies "), (@"\bcomplains of ", "denies "), (@"\bcomplaining of ", "denying "), (@"\b[Tt]here is (?!no\b|not\b|also no\b|nothing\b|minimal|little)", "there is no "), (@"\b[Tt]here was (?!no\b|not\b|nothing\b|also no\b|minimal|little)", "there was no "), (@"\bpositive for ", "negative for "), (@"\bshowed (?!no\b|normal|that|negative)", "showed no "), (@"\bshows (?!no\b|normal|that|negative)", "shows no "), (@"\bpresents with ", "presents without "), (@"\bpresented with ", "presented without "), (@"\bdiagnosed with ", "not diagnosed with "), (@"\bdeveloped (?!no\b)", "developed no "),
    ];

    /// <summary>Right statements in other words: abbreviations written out, another case, the first clause alone.</summary>
    internal static IEnumerable<string> Reworded(string statement)
    {
        yield return statement;
        string written = statement;
        foreach (var (from, to) in (ReadOnlySpan<(string, string)>)[(" pt ", " patient "), (" w/ ", " with "), ("h/o ", "history of "), ("c/o ", "complains of "), (" b.i.d.", " twice daily"), (" BID", " twice daily"), (" q.d.", " daily"), (" TID", " three times daily"), (" R ", " right "), (" L ", " left "), (" yo ", " year-old "), ("y/o ", "year-old "), (" p.o.", " by mouth"), (" &", " and")])
        {
            written = written.Replace(from, to, StringComparison.Ordinal);
        }

        if (written != statement) yield return written;
        if (statement.Any(char.IsLower)) yield return statement.ToLowerInvariant();
        int comma = statement.LastIndexOf(", ", StringComparison.Ordinal);
        if (comma > 20 && statement.IndexOf('(', StringComparison.Ordinal) < 0) yield return statement[..comma] + ".";
    }

    /// <summary>The statement with a wrong fact of that kind; null where there is nothing to change.</summary>
    internal static string? Plant(Planted kind, string statement, int chance) => kind switch
    {
        Planted.Dose => Dose(statement, chance),
        Planted.Side => Side(statement),
        Planted.Drug => Drug(statement, chance),
        Planted.Date => Date(statement, chance),
        Planted.Negation => Negation(statement, chance),
        _ => Frequency(statement),
    };

    private static string? Dose(string statement, int chance)
    {
        var doses = DosePattern().Matches(statement);
        if (doses.Count == 0) return null;
        var dose = doses[chance % doses.Count];
        string number = dose.Groups[1].Value, unit = dose.Groups[2].Value;
        if (chance % 5 == 0 && unit is "mg" or "mcg") return string.Concat(statement.AsSpan(0, dose.Groups[2].Index), unit == "mg" ? "mcg" : "mg", statement.AsSpan(dose.Groups[2].Index + unit.Length));
        decimal value = decimal.Parse(number.Replace(",", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        decimal other = (chance % 4) switch { 0 => value * 10, 1 => value * 2, 2 => value / 10, _ => value + 5 };
        string wrong = other.ToString("0.####", CultureInfo.InvariantCulture);
        // Where the wrong number stands in the statement already, it may be somebody's right one.
        return statement.Contains(wrong, StringComparison.Ordinal) ? null : string.Concat(statement.AsSpan(0, dose.Index), wrong, statement.AsSpan(dose.Index + number.Length));
    }

    private static string? Side(string statement)
    {
        var side = SidePattern().Match(statement);
        if (!side.Success) return null;
        string word = side.Value.ToUpperInvariant() switch { "LEFT" => "right", "RIGHT" => "left", _ => "left" };
        if (Regex.IsMatch(statement, @"\b" + word + @"\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))) return null;
        return string.Concat(statement.AsSpan(0, side.Index), char.IsUpper(side.Value[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word, statement.AsSpan(side.Index + side.Length));
    }

    private static string? Drug(string statement, int chance)
    {
        for (int i = 0; i < s_drugs.Length; i++)
        {
            string[] pair = s_drugs[(i + chance) % s_drugs.Length].Split(' ');
            for (int side = 0; side < 2; side++)
            {
                var match = Regex.Match(statement, @"\b" + pair[side] + @"\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                if (match.Success && !statement.Contains(pair[1 - side], StringComparison.OrdinalIgnoreCase)) return string.Concat(statement.AsSpan(0, match.Index), pair[1 - side], statement.AsSpan(match.Index + match.Length));
            }
        }

        return null;
    }

    private static string? Date(string statement, int chance)
    {
        foreach (string month in s_months)
        {
            var match = Regex.Match(statement, @"\b" + month + @"\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (!match.Success) continue;
            string other = s_months[(Array.IndexOf(s_months, month) + 1 + (chance % 9)) % s_months.Length];
            return statement.Contains(other, StringComparison.Ordinal) ? null : string.Concat(statement.AsSpan(0, match.Index), other, statement.AsSpan(match.Index + match.Length));
        }

        var date = DatePattern().Match(statement);
        if (!date.Success) return null;
        int digit = date.Index + date.Length - 1 - (date.Value.Length > 4 ? chance % 2 * (date.Length - date.Value.LastIndexOfAny(['/', '-'])) : 0);
        while (digit > date.Index && !char.IsAsciiDigit(statement[digit])) digit--;
        return string.Concat(statement.AsSpan(0, digit), ((char)('0' + ((statement[digit] - '0' + 1 + (chance % 7)) % 10))).ToString(), statement.AsSpan(digit + 1));
    }

    private static string? Negation(string statement, int chance)
    {
        for (int i = 0; i < s_cues.Length; i++)
        {
            var (cue, other) = s_cues[(i + chance) % s_cues.Length];
            var match = Regex.Match(statement, cue, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (match.Success) return string.Concat(statement.AsSpan(0, match.Index), other, statement.AsSpan(match.Index + match.Length));
        }

        return null;
    }

    private static string? Frequency(string statement)
    {
        foreach (var (from, to) in s_frequencies)
        {
            int at = statement.IndexOf(from, StringComparison.Ordinal);
            if (at > 0 && statement[at - 1] == ' ' && !statement.Contains(to, StringComparison.Ordinal)) return string.Concat(statement.AsSpan(0, at), to, statement.AsSpan(at + from.Length));
        }

        return null;
    }

    [GeneratedRegex(@"\b(\d[\d,]*(?:\.\d+)?)[ -]?(mg|mcg|g|grams?|units?|mEq|mL|ml|cc|tablets?|puffs?|liters?|L|%|cm|mm|kg|pounds)\b", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex DosePattern();

    [GeneratedRegex(@"\b(?:[Ll]eft|[Rr]ight|LEFT|RIGHT|[Bb]ilateral|[Bb]ilaterally)\b(?! away| now| after| the| against| ama)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SidePattern();

    [GeneratedRegex(@"\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d{2}\b|\b\d{1,2}/(?:\d{4}|\d{2})\b", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex DatePattern();
}
