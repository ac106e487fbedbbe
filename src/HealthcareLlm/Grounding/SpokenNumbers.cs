using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Numbers of a statement with their units, in figures or words.</summary>
internal static class SpokenNumbers
{
    /// <summary>Every number of the statement that the quotes lack, or have with another unit.</summary>
    internal static IEnumerable<StatementFault> Missing(string statement, string quotes, IReadOnlyList<CitedSpan> spans, Lazy<AnnotatedDocument> said)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Numbers().Matches(quotes)) found.Add(NormalNumber(match.ValueSpan));
        // 'q12h' is every 12 hours, 'x3' three times.
        foreach (Match match in EveryNumber().Matches(quotes)) found.Add(NormalNumber(match.ValueSpan));
        // 'POD3', 'C2D8': days and cycles are counted so.
        foreach (Match match in s_glued.Value.Matches(quotes)) found.Add(NormalNumber(match.Groups["n"].ValueSpan));
        // 'three times daily' is 3 times a day.
        foreach (Match match in s_words.Value.Matches(quotes)) found.Add(OfWord(match.Value));
        foreach (Match word in s_words.Value.Matches(statement))
        {
            // Of numbers in words those that measure: 'two liters', not 'one of them'.
            string number = OfWord(word.Value);
            int end = word.Index + word.Length;
            if (StatementUnits.After(statement, end) is not { } unit) continue;
            if (IsOtherTime(quotes, number, unit)) continue;
            if (found.Contains(number) ? IsTime(unit) && !HasNumberWithUnit(quotes, number, unit, statement) : !IsBetween(statement, end, number, unit, quotes)) yield return new(Verdict.TokenNotInSpan, word.Value + " " + unit, word.Index);
        }

        HashSet<int>? minutes = null;
        List<TextSpan>? times = null;
        foreach (Match match in Numbers().Matches(statement))
        {
            string number = NormalNumber(match.ValueSpan);
            // '02:44' of '0244'.
            times ??= [.. SpokenTimes.Find(statement).Where(t => (minutes ??= SpokenTimes.Minutes(quotes)).Contains(t.Minute)).Select(static t => t.Span)];
            if (times.Exists(t => t.Start <= match.Index && match.Index < t.End)) continue;
            int end = match.Index + match.Length;
            if (IsTime(StatementUnits.After(statement, end) ?? string.Empty) && IsOtherTime(quotes, number, StatementUnits.After(statement, end)!)) continue;
            if (!found.Contains(number))
            {
                if (!IsPartOfName(match.Index, said.Value, spans) && !(StatementUnits.After(statement, end) is { } spanned && IsBetween(statement, end, number, spanned, quotes))) yield return new(Verdict.TokenNotInSpan, match.Value, match.Index);
            }
            else if (StatementUnits.After(statement, end) is { } unit && !HasNumberWithUnit(quotes, number, unit, statement))
            {
                yield return new(Verdict.TokenNotInSpan, match.Value + " " + unit, match.Index);
            }
        }
    }

    /// <summary>Whether the quotes measure the same time in another unit, exactly: '72 h' is three days.</summary>
    private static bool IsOtherTime(string quotes, string number, string unit)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count == 0) return false;
        foreach (var (small, large, times) in s_times)
        {
            string? other = unit == large ? (count * times).ToString(CultureInfo.InvariantCulture) : unit == small && count % times == 0 ? (count / times).ToString(CultureInfo.InvariantCulture) : null;
            if (other is not null && Measures(quotes, other, unit == large ? small : large)) return true;
        }

        return false;
    }

    private static readonly (string Small, string Large, int Times)[] s_times = [("hour", "day", 24), ("day", "week", 7), ("month", "year", 12)];

    private static bool Measures(string quotes, string number, string unit)
    {
        foreach (Match match in s_either.Value.Matches(quotes))
        {
            if ((char.IsAsciiDigit(match.Value[0]) ? NormalNumber(match.ValueSpan) : OfWord(match.Value)) == number && StatementUnits.After(quotes, match.Index + match.Length) == unit) return true;
        }

        return false;
    }

    private static readonly Lazy<SievedPattern> s_glued = Pattern.Sieved(@"\b(?<of>POD|HOD|DOL|PPD|C|D|w|wk)[# ]?(?<n>\d{1,3})(?=\D|$)|(?<=\d)[wWdD](?<n>\d)\b|\b(?<n>\d{1,3})(?=w\d|[- ]?weekers?\b|x/)", RegexOptions.CultureInvariant);

    private static bool IsTime(string unit) => unit is "hour" or "day" or "week" or "month" or "year" or "minute";

    /// <summary>Whether a number measures from one cited time or day to another, and the quotes measure nothing in its unit themselves: '37 minutes after the puncture' of 08:44 and 09:21.</summary>
    private static bool IsBetween(string statement, int end, string number, string unit, string quotes)
    {
        if (!s_apart.Value.Match(statement, end, Math.Min(28, statement.Length - end)).Success || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int apart) || apart == 0) return false;
        foreach (Match match in Numbers().Matches(quotes))
        {
            if (StatementUnits.After(quotes, match.Index + match.Length) == unit) return false;
        }

        int[] ends = unit switch
        {
            "minute" => [.. SpokenTimes.Minutes(quotes)],
            "hour" => [.. SpokenTimes.Minutes(quotes)],
            "day" => [.. SpokenDates.Find(quotes).Select(static d => d.DayOfYear).OfType<int>()],
            _ => [],
        };
        if (unit == "hour") apart *= 60;
        return ends.Any(from => ends.Contains(from + apart));
    }

    private static readonly Lazy<SievedPattern> s_apart = Pattern.Sieved(@"\G[\s-]?(?:minutes?|mins?|hours?|days?)(?:,? (?:later|after|afterwards?|before|earlier|apart))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether both texts measure the same: '2-3 wk' and 'two to three weeks'.</summary>
    internal static bool Share(string statement, string quotes)
    {
        foreach (Match match in s_either.Value.Matches(statement))
        {
            string number = char.IsAsciiDigit(match.Value[0]) ? NormalNumber(match.ValueSpan) : OfWord(match.Value);
            if (StatementUnits.After(statement, match.Index + match.Length) is { } unit && HasNumberWithUnit(quotes, number, unit, statement)) return true;
        }

        return false;
    }

    /// <summary>Whether a number is part of a name that the spans have in another writing: 'type 2 diabetes' is T2DM.</summary>
    private static bool IsPartOfName(int at, AnnotatedDocument said, IReadOnlyList<CitedSpan> spans) =>
        said.Mentions.Any(m => m.Concept is not null && m.Type is MentionType.Problem or MentionType.Procedure && m.NameSpan.Start <= at && at < m.NameSpan.End && spans.Any(s => s.Mentions.Any(o => o.Concept == m.Concept)));

    private static bool HasNumberWithUnit(string quotes, string number, string unit, string statement)
    {
        bool bare = false, isBorne = false;
        foreach (Match match in Numbers().Matches(quotes))
        {
            var after = StatementUnits.After(quotes, match.Index + match.Length);
            // '0.25 mg/kg' is no dose of 0.25 mg.
            if (after is not null && s_weighed.Value.IsMatch(quotes, match.Index + match.Length) && !s_perWeight.Value.IsMatch(statement)) after += "/kg";
            if (NormalNumber(match.ValueSpan) == number)
            {
                if (after == unit || (unit == "year" && s_age.Value.Match(quotes, match.Index) is { Success: true } age && age.Index == match.Index)) return true;
                // 'increased to 50 BID', 'EBL 250': what goes without saying where a drug of the statement or a loss stands before.
                if (after is null && IsUnsaid(quotes, match, unit, statement)) return true;
                // 'pred 30': of a drug the milligrams go without saying.
                if (after is null && unit == "mg" && s_drugBefore.Value.Match(quotes[Math.Max(0, match.Index - 30)..match.Index]) is { Success: true } name && SpokenDrugs.IsDrug(name.Groups[1].Value, statement)) return true;
                bare |= after is null;
            }

            isBorne |= after == unit;
        }

        // In a table the unit may stand in another cell of the row; then it must stand somewhere in the span, and behind no other number.
        if (bare && !isBorne && StatementUnits.StandsIn(quotes, unit)) return true;

        foreach (Match match in EveryNumber().Matches(quotes))
        {
            int letter = match.Index + match.Length;
            if (letter < quotes.Length && quotes[letter] == '.') letter++;
            if (NormalNumber(match.ValueSpan) == number && StatementUnits.After(quotes, letter) == unit) return true;
        }

        if (unit is "day" or "week")
        {
            foreach (Match match in s_glued.Value.Matches(quotes))
            {
                string of = match.Groups["of"].Value;
                if (NormalNumber(match.Groups["n"].ValueSpan) == number && unit == (of is "POD" or "HOD" or "DOL" or "PPD" or "D" || (of.Length == 0 && match.Index > 0 && char.IsAsciiDigit(quotes[match.Index - 1])) ? "day" : "week")) return true;
            }
        }

        // '#8' is a number of pieces.
        if (unit is "tablet" or "capsule" && TokenMatcher.Holds(quotes, "#" + number)) return true;
        foreach (Match word in s_words.Value.Matches(quotes))
        {
            if (OfWord(word.Value) == number && StatementUnits.After(quotes, word.Index + word.Length) == unit) return true;
        }

        return false;
    }

    /// <summary>Whether the unit of a number is left out as notes do: of a drug that is dosed in it, behind which a frequency, a route or nothing comes; of blood and urine the milliliters.</summary>
    private static bool IsUnsaid(string quotes, Match number, string unit, string statement)
    {
        if (unit == "ml") return s_volume.Value.IsMatch(quotes[Math.Max(0, number.Index - 18)..number.Index]);
        if (unit is not ("mg" or "unit" or "mcg") || !s_dosed.Value.IsMatch(quotes, number.Index + number.Length)) return false;
        foreach (var (span, drug) in DrugLexicon.Find(quotes[..number.Index], new(Math.Max(0, number.Index - LongestDose), number.Index)))
        {
            if (SpokenDrugs.IsDrug(span.In(quotes), statement) && UnitOf(drug.Generic) == unit) return true;
        }

        return false;
    }

    /// <summary>Characters from a drug to a dose of it, at most.</summary>
    internal const int LongestDose = 60;

    /// <summary>The unit that a number behind a drug has without saying it, where a frequency, a route or nothing follows; null where something else does.</summary>
    internal static string? Unsaid(string generic, string text, int end) => s_dosed.Value.IsMatch(text, end) ? UnitOf(generic) : null;

    private static string UnitOf(string generic) => s_units.Value.IsMatch(generic) ? "unit" : s_micrograms.Value.IsMatch(generic) ? "mcg" : "mg";

    private static readonly Lazy<SievedPattern> s_units = Pattern.Sieved(@"^(?:heparin|insulin|penicillin g|nystatin|epoetin|vasopressin|botulinum|oxytocin)|ergocalciferol|cholecalciferol", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_micrograms = Pattern.Sieved(@"thyro|fentanil|fentanyl|digoxin|tropium|fluticasone|budesonide|albuterol|salmeterol|formoterol|cobalamin|octreotide|desmopressin|filgrastim|darbepoetin|misoprostol|dexmedetomidine|latanoprost|folic|teriparatide|exenatide", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_dosed = Pattern.Sieved(@"\G ?(?:$|[;.,|)]|\b(?:daily|BID|TID|QID|qd|qhs|q ?\d+ ?h|q\w{2,3}|QOD|weekly|nightly|at (?:night|bedtime)|in (?:am|pm)|PO|IV|SQ|SC|subq|IM|x ?\d|PRN|twice|once)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_volume = Pattern.Sieved(@"\b(?:EBL|QBL|UOP|PVR|output|removed|drained|out|residual|void(?:ed)?)[ :~=of]{1,6}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_drugBefore = Pattern.Sieved(@"([A-Za-z-]{3,}) $", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_weighed = Pattern.Sieved(@"\G\s?[A-Za-zµμ]{1,5}/(?:kg|m2|m²)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_perWeight = Pattern.Sieved(@"/ ?(?:kg|m2|m²)|\b(?:per|a|for (?:each|every)|each|every) (?:kg|kilo|square|m2)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static string NormalNumber(ReadOnlySpan<char> written)
    {
        string digits = written.ToString().Replace(",", string.Empty, StringComparison.Ordinal);
        if (digits.Contains('.', StringComparison.Ordinal)) digits = digits.TrimEnd('0').TrimEnd('.');
        digits = digits.TrimStart('0');
        return digits.Length == 0 || digits[0] == '.' ? "0" + digits : digits;
    }

    private static readonly Lazy<SievedPattern> NumbersPattern = Pattern.Sieved(@"(?<![\w.])\d(?:[\d,]*\d)?(?:\.\d+)?(?!\w*[-‐]\w*\d{4})", RegexOptions.CultureInvariant);

    private static SievedPattern Numbers() => NumbersPattern.Value;

    private static readonly Lazy<SievedPattern> EveryNumberPattern = Pattern.Sieved(@"(?<=\b(?:[Qq]\.?|[xX]|q\.? ))\d{1,2}(?:\.\d+)?(?=\.?[hHdDwW]|\b)", RegexOptions.CultureInvariant);

    private static SievedPattern EveryNumber() => EveryNumberPattern.Value;

    private static readonly Lazy<SievedPattern> s_either = Pattern.Sieved(@"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve)(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly string[] s_counted = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".Split(' ');

    private static string OfWord(string word) => word.ToUpperInvariant() switch
    {
        "ONCE" => "1",
        "TWICE" => "2",
        _ => Array.IndexOf(s_counted, word.ToLowerInvariant()).ToString(CultureInfo.InvariantCulture),
    };

    private static readonly Lazy<SievedPattern> s_words = Pattern.Sieved(@"(?<![\w-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|one|once|twice)(?![\w])(?!-(?:one|two|three|four|five|six|seven|eight|nine)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // '75M', '66 F': an age with the sex.
    private static readonly Lazy<SievedPattern> s_age = Pattern.Sieved(@"\d{1,3} ?(?:[MF]|y/o|YO)(?![\w°])", RegexOptions.CultureInvariant);
}
