using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>What the words of a cell are by their own grammar, whatever stands over them.</summary>
internal enum CellKind
{
    /// <summary>None of these.</summary>
    Other,

    /// <summary>Words.</summary>
    Words,

    /// <summary>A whole number alone.</summary>
    Number,

    /// <summary>A number with what it counts: '12 visits', '1 each'.</summary>
    Counted,

    /// <summary>One day.</summary>
    Day,

    /// <summary>First and last day.</summary>
    Days,

    /// <summary>A side of the body.</summary>
    Side,

    /// <summary>How often: '2 x week', 'every 3 months', 'once'.</summary>
    Often,

    /// <summary>How long: '6 weeks'.</summary>
    Long,

    /// <summary>Modifiers of a code.</summary>
    Modifiers,
}

/// <summary>Tells the kind of a cell's words.</summary>
internal static class CellKinds
{
    internal static CellKind Of(string words)
    {
        string text = words.Trim(' ', '|', '.', ',', ';', '_', '*');
        if (text.Length == 0 || text.Length > 200) return CellKind.Other;
        if (Days.Value.IsMatch(text)) return CellKind.Days;
        if (Day.Value.IsMatch(text)) return CellKind.Day;
        if (Side.Value.IsMatch(text)) return CellKind.Side;
        if (Number.Value.IsMatch(text)) return CellKind.Number;
        if (text.Split(' ', ',', '/', '-').All(p => p.Length == 0 || ServiceCodes.IsModifier(p)) && text.Length <= 11) return CellKind.Modifiers;
        if (Often.Value.IsMatch(text)) return CellKind.Often;
        if (Long.Value.IsMatch(text)) return CellKind.Long;
        if (Counted.Value.IsMatch(text)) return CellKind.Counted;
        return text.Count(char.IsLetter) >= 4 && text.Count(char.IsLetter) * 2 > text.Length ? CellKind.Words : CellKind.Other;
    }

    /// <summary>The kind of most of the cells, where at least two of three are of it; none where they differ.</summary>
    internal static CellKind OfMost(IReadOnlyCollection<string> cells)
    {
        if (cells.Count == 0) return CellKind.Other;
        var most = cells.Select(Of).GroupBy(k => k).MaxBy(g => g.Count())!;
        return most.Count() * 3 >= cells.Count * 2 ? most.Key : CellKind.Other;
    }

    /// <summary>Whether words have the look of a code of which recognition lost or changed a character.</summary>
    internal static bool IsBrokenCode(string words) => words.Length is >= 4 and <= 6 && words.Count(char.IsAsciiDigit) >= 2 && words.All(char.IsLetterOrDigit);

    /// <summary>Whether words name what is counted and nothing else.</summary>
    internal static bool IsUnit(string words) => Unit.Value.IsMatch(words);

    private const string Date = @"(?:[0-9]{1,2}\s*[/\-.]\s*[0-9]{1,2}\s*[/\-.]\s*[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[ \-]?[A-Z][a-z]{2,8}\.?[ \-]?[0-9]{2,4}|[A-Z][a-z]{2,8}\.? [0-9]{1,2},? [0-9]{2,4})";
    private const string Times = @"(?:[0-9]{1,2}|once|twice|one|two|three|four|five|six|seven)";
    private const string Span = @"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)";

    private static readonly Lazy<Regex> Day = Pattern.Of("^" + Date + "$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Days = Pattern.Of("^" + Date + @"\s*(?:-|\u2013|to|thru|through)\s*" + Date + "$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Unit = Pattern.Of(@"^\W*(?:billing )?(?:units?|days?|visits?|each|ea|sessions?|hours?|months?|nights?|weeks?|tablets?|capsules?|vials?|pens?|syringes?|doses?|injections?|infusions?|treatments?|procedures?|items?|pairs?|box(?:es)?|kits?|cycles?|fractions?|tests?|stud(?:y|ies)|ml|miles?|pieces?|sets?)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Side = Pattern.Of(@"^(?:left|right|bilateral|both(?: sides)?|[LRB]|bilat)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Number = Pattern.Of(@"^(?:#\s?)?[0-9]{1,3}(?:,[0-9]{3})?$|^[0-9]{4}$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Often = Pattern.Of(@"^(?:(?:" + Times + @"\s*(?:x|times?|visits?|days?|sessions?|hours?)?\s*(?:/|per|a|each|every)?\s*(?:day|week|wk|month|year)(?:ly)?)|once|twice|(?:once|twice|" + Times + @" times?) (?:daily|weekly|monthly)|every .{1,20}|(?:bi-?)?(?:daily|weekly|monthly|nightly|quarterly)|q\s?[0-9]{0,2}\s?(?:d|w|wk|h|mo|month|day|hs)s?|one time)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Long = Pattern.Of("^" + Times + @"[ \-]?" + Span + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Counted = Pattern.Of(@"^[0-9]{1,3}(?:,?[0-9]{3})?\s+(?!mg\b|mcg\b|g\b|kg\b|lbs?\b|cm\b|mmHg\b|mEq\b|of\b)[A-Za-z][A-Za-z\-]{1,14}(?:\s[A-Za-z]{2,12})?$", RegexOptions.CultureInvariant);
}
