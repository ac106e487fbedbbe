using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Writings of results, each tried at one place and bounded in length.</summary>
internal static class ResultPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Number = @"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,6}(?:\.\d{1,4})?|\.\d{1,4})";

    /// <summary>What may stand between a test's name and its value.</summary>
    private static readonly Lazy<SievedPattern> FillerPattern = Pattern.Sieved(@"\G(?:[ \t:=,(]|\n {0,6}(?=\d)|->|\.{2,8}|-(?= )|(?:at rest|on room air|room air|with exertion|on exertion|during exercise|during sleep|asleep|ambulating|was|is|are|were|of|at|level|levels|count|score|value|result|index|today|elevated|low|high|increased|decreased|stable|normal|improved|remained|remains|has been|measured|measuring|found to be|noted to be|noted|reading|down|up|to|on admission|on arrival|initially|approximately|about|around|only|currently|now|the|a|his|her|in the|trended|trending|peaked|peak|nadir|from|rate|orally|oral|sitting|standing|supine|left arm|right arm|fasting|serum|estimated|predicted|total|improved|rose|fell|dropped|came back|returned)\b|\((?:[A-Za-z]{1,8}[0-9]?\)))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Filler() => FillerPattern.Value;

    private static readonly Lazy<SievedPattern> ValuePattern = Pattern.Sieved(@"\G(?<c>[<>\u2264\u2265~]=? ?|less than |greater than |more than |over |under )?(?<v>" + Number + @"(?: ?[x\u00d7] ?10(?:\^|\*)?\d)?)(?<r>(?: ?- ?| to )" + Number + @")?(?![A-Za-z0-9]*[A-Za-z]{3,}\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Value() => ValuePattern.Value;

    private static readonly Lazy<SievedPattern> PairPattern = Pattern.Sieved(@"\G(?<v>\d{1,3}(?:\.\d)?(?: ?- ?\d{2,3})? ?/ ?(?:\d{1,3}(?:\.\d)?(?: ?- ?\d{2,3})?|palp(?:ation)?|doppler))(?![\d/])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Pair() => PairPattern.Value;

    /// <summary>Feet and inches.</summary>
    private static readonly Lazy<SievedPattern> FeetAndInchesPattern = Pattern.Sieved(@"\G\d ?(?:feet|foot|ft\.?|'|\u2019)(?:,? ?\d{1,2}(?:\.\d+)?(?: ?(?:inches|inch|in\b\.?|\x22|\u201d|''))?)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern FeetAndInches() => FeetAndInchesPattern.Value;

    private static readonly Lazy<SievedPattern> QualitativePattern = Pattern.Sieved(@"\G(?:positive|negative|non-?reactive|reactive|trace|[1-4]\+|undetectable|not detected|detected|indeterminate|within normal limits|WNL|normal|unremarkable)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Qualitative() => QualitativePattern.Value;

    private static readonly Lazy<SievedPattern> UnitPattern = Pattern.Sieved(@"\G[ -]{0,3}(?<u>ng/mL/hr|kg/m(?:2|\u00b2)|%(?: ?(?:predicted|of predicted|RA\b|on RA|on room air))?|(?:mg|g|mcg|ng|pg|ug|\u00b5g|mEq|mmol|umol|\u00b5mol|nmol|pmol|IU|mIU|uIU|\u00b5IU|U|units?|mOsm|ml|mL|cells|copies|mU|kU)/(?:dL|L|mL|kg|g|mm3|uL|\u00b5L|hr|h|hour|min|day|24 ?h(?:r|ours)?|mg|min/1\.73 ?m2)(?:/1\.73 ?m(?:2|\u00b2))?|(?:x ?)?10(?:\^|\*|\*\*)?[0-9]{1,2}/[\u00b5u]?L|[KkM]/[\u00b5u\u03bc]?[Ll]|thou/[\u00b5u]L|per (?:hour|hr|minute|min|high[ -]power field)|/ ?(?:hpf|lpf|hr?|hour|min|minute|mm3|[\u00b5u]L|cumm)|events?(?:/| per )(?:hr|hour|h)|mm ?Hg|cm ?H2O|mm/(?:hr|h|hour)|g/cm2|L/min(?:/m2)?|Wood units|dB/m|kPa|ppb|msec|ms|microns|um|degrees|cP|BU|GPL|grams|bpm|beats (?:per|a) minute|breaths (?:per|a) minute|breaths/min|(?:degrees? )?(?:\u00b0 ?)?(?:[FC]\b|Fahrenheit|Celsius)|degrees?|\u00b0 ?[FC]?|kilograms?|kgs?|pounds?|lbs?|ounces?|oz|inches|inch|feet|ft|cm|centimeters?|meters|mm|fL|pg|sec(?:onds?)?|cm(?:2|\u00b2)|mL|cc|liters?|L\b(?![ \t]+[A-Za-z\u00b5]{1,5}/[A-Za-z])|percent|points?|mIU|cells/mm3)(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Unit() => UnitPattern.Value;

    private static readonly Lazy<SievedPattern> FlagPattern = Pattern.Sieved(@"\G[ (\[*]{0,3}(?<f>HH|LL|H|L|High|Low|Critical|CRIT|Abnormal|elevated|Normal)(?:\*|!)?[)\]]?(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);

    internal static SievedPattern Flag() => FlagPattern.Value;

    private static readonly Lazy<SievedPattern> RangePattern = Pattern.Sieved(@"\G[ ,;]{0,4}[(\[]?(?:(?:ref(?:erence)?\.?|normal|nl)(?: range| interval)?:? {0,2})?(?<r>" + Number + @" ?[-\u2013] ?" + Number + @"|(?:[<>\u2264\u2265]=? ?)" + Number + @")(?: ?[A-Za-z%/]{1,8})?[)\]]?(?![\w/])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Range() => RangePattern.Value;

    private static readonly Lazy<SievedPattern> ArrowPattern = Pattern.Sieved(@"\G ?(?:-{1,2}>|\u2192|to\b|down to|up to|then|and then|,? now|,? followed by|on admission,?(?: and)?(?: down to)?) {0,2}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Arrow() => ArrowPattern.Value;

    private static readonly Lazy<SievedPattern> WhenPattern = Pattern.Sieved(@"\G[ ,(]{0,3}(?:on |at |dated |drawn |as of |done )?(?<d>\d{1,2}[/\-]\d{1,2}[/\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{1,2}/\d{1,2}(?![/\d.])|(?:[01]?\d|2[0-3]):[0-5]\d)", RegexOptions.CultureInvariant);

    internal static SievedPattern When() => WhenPattern.Value;

    /// <summary>What must not follow a number that is a result: doses, ages, lengths of time, dates, further digits.</summary>
    private static readonly Lazy<SievedPattern> NoResultPattern = Pattern.Sieved(@"\G(?:[ -]{0,2}(?:(?:mg|mcg|units?|mEq|grams?|g|tabs?|tablets?|capsules?|puffs?|IU)(?!/)(?![A-Za-z0-9]) ?(?:p\.?o|iv|daily|bid|b\.i\.d|every|q\b|per|x\b|once|of)|years?|y/?o|yrs?|days?|weeks?|months?|hours?(?!:)|times|visits?\b|sessions?\b|evals?\b|x\b|st\b|nd\b|rd\b|th\b|[ap]\.?m\b|level|vertebr|disc|nerve)|/\d{1,2}/\d|:\d|/\d{4}|\.\d+\.\d|-\d{3,4}-|-\d{1,2}-\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern NoResult() => NoResultPattern.Value;
}
