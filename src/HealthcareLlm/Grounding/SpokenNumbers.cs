using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
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
        // 'three times daily' is 3 times a day.
        foreach (Match match in s_words.Value.Matches(quotes)) found.Add(OfWord(match.Value));
        foreach (Match word in s_words.Value.Matches(statement))
        {
            // Of numbers in words those that measure: 'two liters', not 'one of them'.
            string number = OfWord(word.Value);
            int end = word.Index + word.Length;
            if (StatementUnits.After(statement, end) is { } unit && !found.Contains(number) && !IsBetween(statement, end, number, unit, quotes)) yield return new(Verdict.TokenNotInSpan, word.Value + " " + unit, word.Index);
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

        // '#8' is a number of pieces.
        if (unit is "tablet" or "capsule" && TokenMatcher.Holds(quotes, "#" + number)) return true;
        foreach (Match word in s_words.Value.Matches(quotes))
        {
            if (OfWord(word.Value) == number && StatementUnits.After(quotes, word.Index + word.Length) == unit) return true;
        }

        return false;
    }

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
