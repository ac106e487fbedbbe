using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A quantity, its unit and how long it lasts, as written.</summary>
/// <param name="Number">The number.</param>
/// <param name="Unit">Its unit; null where none is written.</param>
/// <param name="Duration">Over how long; null where it is not written.</param>
/// <param name="Frequency">How often; null where it is not written.</param>
/// <param name="Supply">For how many days the amount lasts; null where it is not written.</param>
internal sealed record QuantityReading(Reading Number, Reading? Unit, Reading? Duration, Reading? Frequency, Reading? Supply);

/// <summary>Reads quantities such as '12 visits over 6 weeks', '#30', 'two injections'.</summary>
internal static partial class QuantityReadings
{
    private const int TimeLimit = 10_000;

    /// <summary>The quantity at the start of the words; null where none stands there.</summary>
    internal static QuantityReading? Read(string words)
    {
        var match = Quantity().Match(words);
        if (!match.Success || NoAmount().IsMatch(words)) return null;
        var number = match.Groups["n"];
        string raw = number.Value.Replace(",", string.Empty, StringComparison.Ordinal);
        string value;
        bool repaired = false;
        if (NumberWords.TryRead(raw, out int word))
        {
            value = word.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            value = new([.. raw.Select(LookAlikeRepair.ToDigit)]);
            repaired = value != raw;
            if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal parsed)) return null;
            value = parsed.ToString("0.####", CultureInfo.InvariantCulture);
        }

        return new(Of(number, value) with { Repaired = repaired }, Maybe(match.Groups["u"], lower: true), Maybe(match.Groups["d"], lower: false), Maybe(match.Groups["f"], lower: false), Maybe(match.Groups["s"], lower: false));
    }

    // A sum of money, a date, a clock, a code with a word behind it, or a number that runs on is no amount.
    private static readonly Lazy<Regex> NoAmountPattern = Pattern.Of(@"^\s*(?:\$|USD\b)|^\W*[0-9][0-9,]*\.[0-9]{2}\s*(?:$|ea\b|each\b|/)|^\W*[0-9]{1,4}[/:\-\u2013][0-9]|^\W*[0-9]{5,}(?![0-9,.])(?!\s*\(?\s*[A-Za-z])|^\W*[0-9]+\.[0-9]+\.[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoAmount() => NoAmountPattern.Value;

    private static Reading Of(Group group, string value) => new(value, group.Index, group.Index + group.Length);

    private static Reading? Maybe(Group group, bool lower) => group.Success && group.Length > 0 ? Of(group, lower ? group.Value.ToLowerInvariant() : group.Value) : null;

    [GeneratedRegex(@"^[\s#xX×(:=@|•*_.,\-]*(?<n>[0-9OIlS]{1,2}(?:,[0-9]{3})+|[0-9][0-9OIlS]{0,5}(?:\.[0-9]{1,3})?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|eighteen|twenty|thirty)\b)(?:\s*\(?\s*(?!mg\b|mcg\b|%|/)(?<u>(?:pre-?filled\s+|single-?dose\s+|autoinjector\s+)?(?:visits?|units?|days?|tablets?|tabs?|capsules?|caps?|injections?|sessions?|treatments?|doses?|pens?|syringes?|vials?|hours?|hrs?|nights?|months?|each|ea|infusions?|kits?|boxes|box|cartons?|patches|patch|inhalers?|packs?|packages?|bottles?|tubes?|ml|mls|grams?|gm|pairs?|items?|pieces?|procedures?|stud(?:y|ies)|scans?|tests?|cycles?|applications?|weeks?|autoinjectors?|cartridges?|ampules?|bags?|cans?|rolls?|sets?|sensors?|strips?|miles?))\b(?!\s*:)\)?)?(?:,?\s*(?<f>(?:[0-9]+\s*(?:x|times?)\s*(?:a|per|/)\s*(?:week|wk|month|day)|(?:once|twice|one|two|three)(?: times?)? (?:a|per|each) (?:week|month|day)|per (?:week|month|day|year)|/\s?(?:week|wk|month|mo|day)|every [0-9a-z]+ (?:weeks?|days?|months?)|weekly|monthly|daily))\b)?(?:,?\s*(?:per|/|every)\s*(?<s>[0-9]{1,3})[ \-]?days?\b)?(?:,?\s*(?:over|for|within|x|×|in|during)\s*(?:the next |a period of |up to )?(?<d>(?:[0-9]{1,3}|one|two|three|four|six|eight|twelve)[ \-]?(?:weeks?|wks?|months?|mos?|days?|years?|yrs?))\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Quantity();
}
