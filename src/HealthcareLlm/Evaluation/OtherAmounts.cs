using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Whether a value that a writing of the gold names tells another strength, dose, length or how often than the gold. It may say less than the gold; what it says must be told there.
/// </summary>
internal static partial class OtherAmounts
{
    // Names that may hold a strength or how often; no other leaf that is found by them would catch a wrong one.
    private static readonly string[] Fields = ["request.services[].description", "clinical.priorTreatments[].treatment", "clinical.currentMedications[].name"];

    // Calendar months have no number of days: 'monthly' and 'every 4 weeks' do not exclude each other.
    private const decimal DaysOfMonth = 30.4375m, DaysOfYear = 365.25m, NearlySame = 0.1m;

    /// <summary>Whether the value holds an amount or how often that is none of the gold's, though the gold's writings tell some of that sort.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="value">What stands.</param>
    internal static bool Are(string path, GoldLeaf.Given gold, string value)
    {
        if (!Fields.Contains(path)) return false;
        var (told, rates) = Told(value);
        if (told.Count == 0 && rates.Count == 0) return false;
        (List<Amount> Amounts, List<Rate> Rates)[] writings = [.. gold.AnyOf.Prepend(gold.Value).Select(Told)];
        List<Amount> right = [.. writings.SelectMany(static w => w.Amounts)];
        List<Rate> often = [.. writings.SelectMany(static w => w.Rates)];
        return told.Exists(a => right.Exists(r => r.Sort == a.Sort) && !IsTold(a, right))
            || (often.Count > 0 && rates.Exists(r => !often.Exists(o => AreSame(o, r))));
    }

    /// <summary>
    /// An amount of the gold, or all its parts: 40 mg and 0.4 mL of 40 mg/0.4 mL. A concentration is compared as a quantity (100 mg/2 mL is 50 mg/mL) where either has one milliliter; two that
    /// each tell a volume are two strengths though as concentrated: 40 mg/0.4 mL is not 80 mg/0.8 mL.
    /// </summary>
    private static bool IsTold(Amount amount, List<Amount> right) =>
        right.Exists(r => (!r.HasVolume || !amount.HasVolume) && AreSame(r.Whole, amount.Whole))
        || (amount.Parts.Length > 0 && amount.Parts.All(p => right.Exists(r => r.Parts.Any(own => AreSame(own, p)))));

    private static bool AreSame(string first, string second) => first == second || Quantity.Same(first, second) == true;

    private static (List<Amount> Amounts, List<Rate> Rates) Told(string text) => Known.Of(text, static t => Directions.Frequency(t) is var written ? (AmountsOf(written), RatesOf(written)) : default);

    private static readonly KnownTexts<string, (List<Amount> Amounts, List<Rate> Rates)> Known = new(20_000);

    private static List<Amount> AmountsOf(string text)
    {
        List<Amount> found = [];
        foreach (Match match in Measured().Matches(text))
        {
            string writing = match.Groups["unit"].Value;
            if (Quantity.UnitOf(writing) is not { } unit || SortOf(unit, writing) is not { } sort) continue;
            string below = match.Groups["below"].Value, many = match.Groups["many"].Value;
            var divisor = below.Length == 0 ? null : Quantity.UnitOf(below);
            foreach (Capture number in match.Groups["number"].Captures)
            {
                string top = number.Value + " " + writing;
                if (divisor is null) found.Add(new(sort, top, [top], false));
                else if (divisor.Kind is "volume") found.Add(new(sort, $"{top}/{many} {below}", [top, (many.Length > 0 ? many : "1") + " " + below], many.Length > 0));
                // So much a day or an hour is so much, where the other leaves out how long.
                else if (divisor.Kind is "time" || IsCounted(divisor)) found.Add(new(sort, $"{top}/{many} {below}", [top], false));
                // Of a person's weight or surface: 5 mg/kg is never 5 mg.
                else found.Add(new(sort, $"{top}/{many} {below}", [], false));
            }
        }

        return found;
    }

    /// <summary>What can stand in place of what: any measure of a drug for another; days, weeks and months; the same counted things. Null for a unit that is not looked at.</summary>
    private static string? SortOf(Unit unit, string writing) => unit.Kind switch
    {
        // A letter alone, and 'in', tell too much else.
        _ when writing is "in" || (writing.Length == 1 && writing is not ("g" or "l" or "u" or "%")) => null,
        "mass" or "volume" or "units" or "units*" or "equivalents" or "amount" or "percent" => "drug",
        "time" => unit.Factor >= 86400 ? "days" : "hours",
        "months" or "years" => "days",
        "number" => null,
        var kind => kind,
    };

    private static bool IsCounted(Unit unit) => unit.Id[0] == '{';

    private static List<Rate> RatesOf(string text)
    {
        List<Rate> found = [];
        foreach (Match match in Often().Matches(text))
        {
            string unit = match.Groups["unit"].Value;
            decimal days = unit switch { "hour" => 1 / 24m, "week" => 7, "month" => DaysOfMonth, "year" => DaysOfYear, _ => 1 };
            decimal number = match.Groups["number"].Success ? decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : match.Groups["other"].Success ? 2 : 1;
            if (number == 0) continue;
            found.Add(new(match.Groups["every"].Success ? 1 / (number * days) : number / days, unit is "month" or "year"));
        }

        return found;
    }

    private static bool AreSame(Rate first, Rate second) =>
        Math.Abs(first.PerDay - second.PerDay) <= (first.IsCalendar != second.IsCalendar ? NearlySame : 0.000001m) * Math.Max(first.PerDay, second.PerDay);

    private readonly record struct Amount(string Sort, string Whole, string[] Parts, bool HasVolume);

    private readonly record struct Rate(decimal PerDay, bool IsCalendar);

    // One number or several of one unit (160/4.5 mcg, 2.5-5 mg), and what it is a part of (/0.4 mL, per day). Every so many weeks, or so many weeks ago, is no amount.
    [GeneratedRegex(@"(?<![\w.,])(?<!\b(?:every|each|per|q) ?)(?:(?<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)(?: ?[-/\u2013] ?| to | or |(?=[ -]?[a-z%\u00b5\u03bc])))+[ -]?(?<unit>%|[a-z\u00b5\u03bc]+)(?![\w])(?! (?:ago|old)\b)(?:(?: ?/ ?| per )(?<many>[0-9]*\.?[0-9]+)? ?(?<below>[a-z][a-z0-9]*))?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Measured();

    [GeneratedRegex(@"(?<![\w.,-])(?:(?<number>[0-9]{1,2})(?: days?| times?| doses?)? per (?<unit>day|week|month|year)|(?<every>every) (?:(?<number>[0-9]{1,2})|(?<other>other)) (?<unit>hour|day|week|month|year)s?|(?:at bedtime|every morning|every evening))\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Often();
}
