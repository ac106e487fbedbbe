using System.Text.RegularExpressions;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Dose, route and frequency of a drug, as written.</summary>
/// <param name="Dose">Amount with its unit; null where none is written.</param>
/// <param name="Route">Route; null where none is written.</param>
/// <param name="Frequency">How often; null where it is not written.</param>
internal readonly record struct DirectionReading(Reading? Dose, Reading? Route, Reading? Frequency);

/// <summary>Reads directions such as '40 mg subcutaneously every other week'.</summary>
internal static partial class Directions
{
    internal static DirectionReading Read(string words) => new(Of(Dose().Match(words)), Of(Route().Match(words)), Of(Frequency().Match(words)));

    private static Reading? Of(Match match) => match.Success ? new(TextForm.OneLine(match.Value), match.Index, match.Index + match.Length) : null;

    [GeneratedRegex(@"(?<![0-9A-Za-z.])[0-9][0-9,.]{0,7}(?:\s*-\s*[0-9.]{1,6})?\s*(?:mg|mcg|µg|ug|g|gm|units?|iu|ml|meq|l/min|lpm|%(?!\s+[0-9.]{1,5}\s?ml\b)|tabs?|tablets?|caps?|capsules?|puffs?|drops?|sprays?)(?:\s*/\s*[0-9.]{0,5}\s*(?:ml|kg|m2|m²|dose|hr|day|actuation|[0-9.]+\s*mg))?(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dose();

    [GeneratedRegex(@"\b(?:subcutaneous(?:ly)?|sub-?cut|sub-?q|subq|sc|sq|intravenous(?:ly)?|iv|intramuscular(?:ly)?|im|oral(?:ly)?|by\s+mouth|under\s+the\s+skin|on\s+the\s+tongue|under\s+the\s+tongue|into\s+the\s+muscle|by\s+vein|in\s+the\s+nose|nasal\s+cannula|nasal(?:ly)?|vaginal(?:ly)?|by\s+injection|po|p\.o\.|topical(?:ly)?|inhaled|inhalation|intranasal(?:ly)?|intravitreal(?:ly)?|intra-?articular(?:ly)?|rectal(?:ly)?|sublingual(?:ly)?|sl|transdermal|ophthalmic|nebulized|intrathecal|epidural)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Route();

    [GeneratedRegex(@"\b(?:every\s+(?:other\s+(?:day|week|month)|(?:[0-9]{1,2}(?:\s*(?:-|to)\s*[0-9]{1,2})?|one|two|three|four|six|eight|twelve)\s+(?:hours?|days?|weeks?|months?)|day|week|month|morning|evening|night)|(?:once|twice|three\s+times|four\s+times|one\s+time|two\s+times|[1-4]\s?(?:x|times))(?:\s+(?:a|per|each|every)\s+(?:day|week|month)|\s+(?:daily|weekly|monthly)|/(?:day|week|wk|month))?|daily|nightly|weekly|bi-?weekly|monthly|quarterly|bid|tid|qid|qd|qhs|qod|qam|qpm|q\s?[0-9]{1,2}\s?(?:h|hr|hrs|hours?|d|days?|w|wk|wks|weeks?|mo|months?)|at\s+bedtime|at\s+night|with\s+meals|with\s+each\s+meal|before\s+meals|continuous(?:ly)?|(?:on|with)\s+(?:exertion|activity)|during\s+sleep|as\s+needed|prn)\b(?:,?\s+(?:and\s+)?(?:prn|as\s+needed))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Frequency();
}
