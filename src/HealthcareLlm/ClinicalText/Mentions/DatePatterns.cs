using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Writings of dates. All have bounded length and begin at a word, so that the time is linear in the text.</summary>
internal static class DatePatterns
{
    private const string Month = @"(?<mon>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
    private const string Digits = "[0-9OoIl|SBZ]";

    // '05/01/2025-09/15/2025': a hyphen between two whole dates with strokes parts them. Any other number behind or before a hyphen is a part of an id.
    private const string Day = @"[01]?\d/[0-3]?\d/(?:(?:19|20)\d{2}|\d{2})";
    private const string AfterDay = @"(?<=(?<![\w/.\-])" + Day + "-)", BeforeDay = "(?=-" + Day + @"(?![\w/\-]|\.\w))";
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Lazy<SievedPattern> NumericPattern = Pattern.Sieved(@"(?:(?<![\w/.\-])|" + AfterDay + @")(?=[0-9OoIl|])(?:" + Digits + @"{1,2}(?<s>[/\-.\u2013]) ?" + Digits + @"{1,2}\k<s> ?(?:" + Digits + @"{4}|" + Digits + @"{2})|[12][0-9OoIl]{3}(?<s>[/\-.])" + Digits + @"{1,2}\k<s>" + Digits + @"{1,2})(?:(?![\w/]|[\-.]\w)|" + BeforeDay + ")", RegexOptions.CultureInvariant);

    internal static SievedPattern Numeric() => NumericPattern.Value;

    private static readonly Lazy<SievedPattern> MonthDayYearPattern = Pattern.Sieved(@"\b" + Month + @"\.? ?[\- ,]? ?(?<day>\d{1,2})(?:st|nd|rd|th)?(?: ?, ?| |\. ?|-|,? ?(?='))(?:of )?(?<year>'?\d{2}|\d{4})(?![\w/]|[.,:\-]\d)", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern MonthDayYear() => MonthDayYearPattern.Value;

    private static readonly Lazy<SievedPattern> DayMonthYearPattern = Pattern.Sieved(@"(?<![\w/.\-])(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of |[ \-/.])" + Month + @"[.,]?[ \-/.,]{1,2}(?<year>'?\d{2}|\d{4})(?![\w/]|[.,:\-]\d)", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern DayMonthYear() => DayMonthYearPattern.Value;

    private static readonly Lazy<SievedPattern> MonthYearPattern = Pattern.Sieved(@"\b" + Month + @"[.,]?(?: of |[ \-/]|,? ?(?='))(?<year>'\d{2}|(?:19|20)\d{2})(?![\w/]|[.\-]\d)", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern MonthYear() => MonthYearPattern.Value;

    private static readonly Lazy<SievedPattern> MonthDayPattern = Pattern.Sieved(@"\b" + Month + @"\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?![\w/%]|[.,:\-]\d)", RegexOptions.CultureInvariant);

    internal static SievedPattern MonthDay() => MonthDayPattern.Value;

    private static readonly Lazy<SievedPattern> NumericMonthYearPattern = Pattern.Sieved(@"(?<![\w/.\-])(?<m>0?[1-9]|1[0-2])[/\-](?<year>(?:19|20)\d{2})(?![\w/]|[.\-]\d)", RegexOptions.CultureInvariant);

    internal static SievedPattern NumericMonthYear() => NumericMonthYearPattern.Value;

    private static readonly Lazy<SievedPattern> YearAlonePattern = Pattern.Sieved(@"\b(?:in|since|of|during|by|from|circa|year|until|through|before|after|early|late|mid) (?<year>(?:19[2-9]|20[0-5])\d)(?![\w/%]|[.,\-]\d| ?(?:mg|mL|ml|cc|mcg|units|grams?|kcal|cal)\b)", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern YearAlone() => YearAlonePattern.Value;

    private static readonly Lazy<SievedPattern> CombPattern = Pattern.Sieved(@"(?<![\w/.\-])\d \d ?[/|\-]? ?\d \d ?[/|\-]? ?\d \d \d \d(?![\w/]| \d\b)", RegexOptions.CultureInvariant);

    internal static SievedPattern Comb() => CombPattern.Value;

    private static readonly Lazy<SievedPattern> RunTogetherPattern = Pattern.Sieved(@"(?<![\w/.\-])\d{8}(?![\w/]|[.\-]\d)", RegexOptions.CultureInvariant);

    internal static SievedPattern RunTogether() => RunTogetherPattern.Value;

    private static readonly Lazy<SievedPattern> FourDigitYearPattern = Pattern.Sieved(@"\b\d{1,2}[/\-.]\d{1,2}[/\-.](?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}\b|\b\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d{2}\b", Options | RegexOptions.NonBacktracking);

    internal static SievedPattern FourDigitYear() => FourDigitYearPattern.Value;

    private static readonly Lazy<SievedPattern> TimeAfterPattern = Pattern.Sieved(@"\G,? {0,2}(?:at |@ ?)?(?<time>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?|(?:1[0-2]|0?[1-9]) ?[AaPp]\.?[Mm]\b|(?:[01]\d|2[0-3])[0-5]\d(?= ?h(?:rs|ours)?\b))", RegexOptions.CultureInvariant);

    internal static SievedPattern TimeAfter() => TimeAfterPattern.Value;

    private static readonly Lazy<SievedPattern> RelativePattern = Pattern.Sieved(@"\b(?:post-?op(?:erative)?|hospital|ICU|post-?partum|treatment|therapy|antibiotic|abx) day (?:# ?|number )?\d{1,3}\b|\b(?:POD|HD|PPD) ?# ?\d{1,3}\b|\bPOD ?\d{1,3}\b|\bHD \d{1,2}\b(?! ?(?:mg|mL|units))|\b(?:yesterday|today|tomorrow|tonight|this (?:morning|afternoon|evening))\b|\b(?:last|next|this past|past) (?:week|month|year|night|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|fall|winter)\b|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|\d{1,3})(?: ?(?:to|-) ?\d{1,3})?[ \-](?:minute|hour|hr|day|week|wk|month|mo|year|yr)s? (?:ago|prior|earlier|before|previously|later)\b", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern Relative() => RelativePattern.Value;

    private static readonly Lazy<SievedPattern> DurationPattern = Pattern.Sieved(@"\b(?:(?<w>for|x|over|within|every) ?)?(?<n>\d{1,3}(?:\.\d)?(?: ?(?:-|to|\u2013) ?\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several)[ \-](?:more |full |additional )?(?<u>minute|min|hour|hr|day|week|wk|month|year|yr)s?\b(?![ \-](?:old|of age)| ?-?old|[ \-](?:ago|prior|earlier|previously|later))", Options | RegexOptions.IgnoreCase);

    internal static SievedPattern Duration() => DurationPattern.Value;

    /// <summary>1 to 12 of a month's name or abbreviation.</summary>
    internal static int MonthNumber(ReadOnlySpan<char> name) => (char.ToLowerInvariant(name[0]), char.ToLowerInvariant(name[1]), char.ToLowerInvariant(name[2])) switch
    {
        ('j', 'a', _) => 1,
        ('f', _, _) => 2,
        ('m', _, 'r') => 3,
        ('a', 'p', _) => 4,
        ('m', _, _) => 5,
        ('j', _, 'n') => 6,
        ('j', _, _) => 7,
        ('a', _, _) => 8,
        ('s', _, _) => 9,
        ('o', _, _) => 10,
        ('n', _, _) => 11,
        _ => 12,
    };

    /// <summary>The last run of digits as a number; -1 where there is none.</summary>
    internal static int LastNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > 4 && !text[..4].ContainsAnyExceptInRange('0', '9')) return FirstNumber(text);
        int number = 0, factor = 1;
        for (int i = text.Length - 1; i >= 0 && char.IsAsciiDigit(text[i]); i--, factor *= 10) number += (text[i] - '0') * factor;
        return factor == 1 ? -1 : number;
    }

    /// <summary>The first run of digits as a number; -1 where there is none.</summary>
    internal static int FirstNumber(ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyInRange('0', '9');
        if (start < 0) return -1;
        int number = 0;
        for (int i = start; i < text.Length && i < start + 8 && char.IsAsciiDigit(text[i]); i++) number = (number * 10) + (text[i] - '0');
        return number;
    }
}
