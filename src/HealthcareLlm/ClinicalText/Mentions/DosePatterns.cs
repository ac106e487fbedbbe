using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Writings of doses, forms, routes, frequencies and durations, each tried at one place (<c>\G</c>) and bounded in length.</summary>
internal static class DosePatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Number = @"(?:\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?|\.\d{1,3})";
    private const string Count = @"(?:\d{1,2}(?:\.\d|/\d)?(?: ?(?:-|to|\u2013|or) ?\d{1,2})?|one[ \-]half|half(?: of)?(?: a| an)?|one(?:[ \-](?:to[ \-])?two)?|two|three|four|six|a|an)";
    private const string Unit = @"(?:mg|mcg|\u00b5g|\u03bcg|ug|grams?|gm?|mL|cc|units?|IU|million units|mEq|mmol|milligrams?|micrograms?|milliliters?|international units|%|L|liters?|puffs?)";
    private const string Per = @"(?: ?/ ?(?:kg(?:/(?:day|dose|min|minute|hr|hour|h))?|m2|m\u00b2|hr|hour|h|min|minute|day|dose|\d{0,3}\.?\d? ?mL|tab(?:let)?|actuation|inh|spray))?";

    /// <summary>Amount with unit: '25 mg', '875-125 mg', '10 to 20 mg', '5 mg/kg', '50,000 units'.</summary>
    private static readonly Lazy<SievedPattern> AmountPattern = Pattern.Sieved(@"\G(?<v>" + Number + @"(?: ?(?:mg|mcg)? ?(?:-|\u2013|/|to) ?" + Number + @"){0,2})(?: |-)?(?<u>" + Unit + Per + @")(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Amount() => AmountPattern.Value;

    /// <summary>Strengths of two substances without their unit, no day of a month: '5/500', '100/50', '20/12.5'.</summary>
    private static readonly Lazy<SievedPattern> PairPattern = Pattern.Sieved(@"\G(?:\d{1,4}(?:\.\d)?/(?:3[2-9]|[4-9]\d|(?!19\d\d|20\d\d)\d{3,4}|\d{1,2}\.\d)|\d{3,4}/\d{1,4}(?:\.\d)?)(?![\d/.]\d|\d| ?mmHg)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Pair() => PairPattern.Value;

    /// <summary>Count of a form: 'one tablet', '1-2 tabs', '2 puffs'.</summary>
    private static readonly Lazy<SievedPattern> CountOfFormPattern = Pattern.Sieved(@"\G(?<v>" + Count + @")[ \-](?<f>(?:tab(?:let)?|cap(?:sule)?|puff|drop|gtt|spray|patch|inhalation|teaspoon|tablespoon|can|pack|pouch|vial|pen|syringe|application|suppository|suppositorie|lozenge|packet|scoop|ampule|amp|dose|nebulizer|neb|pill|injection)(?:s|es)?|tsp|tbsp|gtts)\b\.?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern CountOfForm() => CountOfFormPattern.Value;

    private static readonly Lazy<SievedPattern> FormPattern = Pattern.Sieved(@"\G(?:tab(?:let)?s?|cap(?:sule|let)?s?|cream|ointment|oint|solution|soln|suspension|susp|inhaler|MDI|HFA|diskus|nebs?|nebulizers?|patch(?:es)?|eye ?drops|ear drops|drops|gel|lotion|suppositor(?:y|ies)|elixir|syrup|vial|auto-?injector|pre-?filled (?:pen|syringe)|pen|syringe|injections?|infusion|drip|powder|nasal spray|spray|shampoo|paste|extended[ \-]release|delayed[ \-]release|sustained[ \-]release|immediate[ \-]release|ER|XR|SR|XL|LA|CR|DR|EC|ODT|CD|DS)\b\.?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Form() => FormPattern.Value;

    private static readonly Lazy<SievedPattern> RoutePattern = Pattern.Sieved(@"\G(?:by mouth|p\. ?o\.?|po\b|oral(?:ly)?\b|per os|i\.v\.?(?: push| piggyback)?|iv(?: push|pb| piggyback| infusion)?\b|ivpb\b|intravenous(?:ly)?\b|i\.m\.?|im\b|intramuscular(?:ly)?\b|s\.c\.?|sc\b|s\.q\.?|sq\b|subq\b|sub-?q\b|subcut(?:aneous(?:ly)?)?\b|s\.l\.?|sl\b|sublingual(?:ly)?\b|under the tongue|topical(?:ly)?\b|to (?:the )?(?:affected areas?|skin)|inhaled\b|inhalation\b|via nebulizer|by nebulizer|nebulized\b|by inhalation|p\.r\.(?!n)|pr\b|per rectum|rectal(?:ly)?\b|transdermal(?:ly)?\b|intranasal(?:ly)?\b|(?:in )?(?:each|both|per|left|right) (?:nostrils?|eyes?|ears?)|nasal(?:ly)?\b|ophthalmic\b|o\.[dsu]\.|od\b(?= ?$)|ou\b|(?:via|per|through|by) (?:PEG|G|NG|J|feeding|OG)?[ \-]?tube|vaginal(?:ly)?\b|intrathecal(?:ly)?\b|intra-?articular(?:ly)?\b|epidural(?:ly)?\b|intradermal(?:ly)?\b|intravitreal(?:ly)?\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Route() => RoutePattern.Value;

    private static readonly Lazy<SievedPattern> FrequencyPattern = Pattern.Sieved(@"\G(?!once (?:the|her|his|their|its|she|he|they|we|it|you|i|patient|all|that|there)\b)(?:(?:(?:once|twice|(?:one|two|three|four|five|six|\d{1,2})(?: ?(?:-|to) ?(?:\d|two|three|four|five|six))? times?|\d ?x)(?: ?/ ?| (?:a|per|each|every) | |-)?(?:daily|day|d\b|week(?:ly)?|wk|month(?:ly)?|nightly|year(?:ly)?)?(?=\b))|b\.? ?i\.? ?d\b\.?|t\.? ?i\.? ?d\b\.?|q\.? ?i\.? ?d\b\.?|(?:q|every) ?\.? ?(?:\d{1,2}(?: ?(?:-|to|\u2013) ?\d{1,2})?|other|four|six|eight|twelve|two|three) ?\.?(?:hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|minutes?|min)\b\.?|q\.?(?: ?a\.? ?m\b\.?| ?p\.? ?m\b\.?| ?h\.? ?s\b\.?| ?day\b| ?daily\b| ?week(?:ly)?\b| ?wk\b| ?month\b| ?o\.? ?d\b\.?| ?d\b\.?| ?morning\b| ?evening\b| ?night(?:ly)?\b| ?hs\b| ?noon\b)|every (?:other (?:day|week|month)|morning|evening|night|day|week|month|hour|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: and (?:evening|night))?|(?:once |twice )?daily|once\b|o\.d\.|(?:at|before|with|after|every) (?:(?:each|every) )?(?:bed ?time|night|breakfast|lunch|dinner|supper|meals?|food)(?: and at (?:bedtime|night))?|nightly|weekly|biweekly|monthly|quarterly|bedtime|qhs\b|h\.s\.?|hs\b|a\.c\.?(?: and h\.s\.?)?|ac(?: ?(?:&|and|\+)? ?hs)?\b|p\.c\.|pc\b|in the (?:morning|evening)|(?:each|every) (?:morning|evening)|a\.m\.|p\.m\.|(?:per |on )?(?:a )?sliding scale|continuous(?:ly)?|stat\b|(?:x|times) ?(?:1|one)(?: dose)?\b|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?(?:,? (?:and )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?){0,3}|at weeks? \d{1,2}(?:,? (?:and )?\d{1,2}){0,4}|(?:a|per) (?:day|week|month))(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Frequency() => FrequencyPattern.Value;

    private static readonly Lazy<SievedPattern> PrnPattern = Pattern.Sieved(@"\G(?:p\.? ?r\.? ?n\b\.?|as needed|as necessary|if needed)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Prn() => PrnPattern.Value;

    private static readonly Lazy<SievedPattern> DurationPattern = Pattern.Sieved(@"\G(?:for |x ?|\u00d7 ?|times )(?:(?:a total of|another|the next|an additional|a|total) )?(?<v>(?:\d{1,3}(?: ?(?:-|to|\u2013) ?\d{1,3})?|one|two|three|four|five|six|seven|ten|fourteen)[ \-](?:more |additional )?(?:days?|weeks?|wks?|months?|mos?|years?|doses?|hours?))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Duration() => DurationPattern.Value;

    private static readonly Lazy<SievedPattern> ReasonPattern = Pattern.Sieved(@"\G(?:for|to treat|due to|because of|secondary to|2/2) (?<v>(?:(?:the|his|her|a|an|of|severe|moderate|mild|breakthrough|acute|chronic) )?(?!\d)[A-Za-z][A-Za-z'\-/]{1,24}(?: (?!(?:and|which|for|with|as|in|on|at|was|were|is|the|until|per|then|but|who|by|every|to|she|he|x)\b|\d)[A-Za-z][A-Za-z'\-/]{1,24}){0,3})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Reason() => ReasonPattern.Value;

    /// <summary>What may stand between the name and its attributes, and between these.</summary>
    private static readonly Lazy<SievedPattern> FillerPattern = Pattern.Sieved(@"\G(?:[ \t,(:;=\u2013\-]|\)(?= ?[\w(])|\n {0,8}(?=[a-z0-9(])|\[(?=\d)|(?:of|at|a|an|the|dose|doses|dosing|dosage|preparation|to be (?:taken|given|used)|total|each|take|takes|taking|taken|inject|apply|give|given|strength|about|approximately|via|oral|home dose|sig|disp|dispense|qty|refills?:? ?\d{1,2}|from " + Number + @" ?(?:mg|mcg|units|g)?(?: (?:daily|bid|tid))? to|to|up to|maximum|max|now|currently|regimen|therapy|treatment|was|is|(?:was |were |is )?(?:increased|decreased|reduced|changed|titrated|started|restarted|resumed|continued|loaded)(?: to| at| on| back to)?)\b|# ?\d{1,3}\b|(?:one[ \-]half|half|one|two|three|four|\d{1,4})(?= (?:p\.? ?o\b|by mouth|orally|q\.?(?: ?\d| ?[dhawo]\b|day|hs|am|pm)|b\.? ?i\.? ?d\b|t\.? ?i\.? ?d\b|daily|every|each|at (?:bed|night)|once|twice|(?:a|per) day|as needed|p\.? ?r\.? ?n\b)))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Filler() => FillerPattern.Value;

    /// <summary>An amount that stands before the name: '40 mg of IV Lasix', 'two tabs of Norco'.</summary>
    private static readonly Lazy<SievedPattern> AmountBeforePattern = Pattern.Sieved(@"(?<![\w.,/\-])(?:(?<v>" + Number + @") ?(?<u>" + Unit + Per + @")|(?<c>" + Count + @" (?:tab(?:let)?|cap(?:sule)?|puff|dose|amp|vial|liter|unit)s?)) (?:of )?(?:(?<r>IV|p\.?o\.?|oral|intravenous|IM|subcutaneous|inhaled|nebulized|sublingual|topical|PO)\b\.? )?(?:of )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern AmountBefore() => AmountBeforePattern.Value;

    private static readonly Lazy<SievedPattern> RouteBeforePattern = Pattern.Sieved(@"(?<![\w.])(?<r>IV|p\.?o\.|PO|oral|intravenous|IM|intramuscular|subcutaneous|inhaled|nebulized|sublingual|topical|intranasal|epidural)\b\.? $", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern RouteBefore() => RouteBeforePattern.Value;
}
