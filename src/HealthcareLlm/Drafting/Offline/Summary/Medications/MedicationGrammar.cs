using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>How dose, route, frequency, duration, action and reason are written in a row of a list of drugs.</summary>
internal static class MedicationGrammar
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    internal static SievedPattern Dose() => DosePattern.Value;

    private static readonly Lazy<SievedPattern> DosePattern = Pattern.Sieved(@"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?(?:\s?[-–/]\s?\d[\d,]*(?:\.\d+)?)?\s?(?:mg|mcg|µg|g|units?|u|mL|mEq|IU|%|puffs?|tab(?:let)?s?|cap(?:sule)?s?|drops?|gtts?|sprays?|patch(?:es)?|applications?|tsp)(?:/(?:kg|mL|hr|h|day|dose|actuation|\d+ ?mL))*)(?!\w)", Options);

    /// <summary>Of '100 mg -> 50 mg' and 'from 100 mg to 50 mg' the dose that holds: the second.</summary>
    internal static Match NewDose(string text, Match dose)
    {
        if (!dose.Success) return dose;
        var arrow = Arrow().Match(text, dose.Index + dose.Length);
        if (!arrow.Success) return dose;
        var next = Dose().Match(text, arrow.Index + arrow.Length);
        return next.Success && next.Index == arrow.Index + arrow.Length ? next : dose;
    }

    private static SievedPattern Arrow() => ArrowPattern.Value;

    private static readonly Lazy<SievedPattern> ArrowPattern = Pattern.Sieved(@"\G\s*(?:(?:PO|IV|daily|BID|TID|once daily|twice daily|nightly)\s*)?(?:-+>|→|⇒|>|to|down to|up to|changed to|now)\s*", Options);

    internal static SievedPattern Route() => RoutePattern.Value;

    private static readonly Lazy<SievedPattern> RoutePattern = Pattern.Sieved(@"\b(?:PO|p\.o\.|by mouth|orally|oral|IV|intravenous(?:ly)?|IM|SC|SQ|subQ|sub-?cut(?:aneous(?:ly)?)?|SL|sublingual(?:ly)?|topical(?:ly)?|inhaled|inh|inhalation|intranasal(?:ly)?|nasal(?:ly)?|PR|rectal(?:ly)?|ophthalmic|transdermal(?:ly)?|per (?:tube|G-?tube|NG|PEG)|via (?:G-?tube|PEG|NG|nebulizer|midline|PICC)|nebulized|vaginal(?:ly)?|(?:to|in|both|left|right) (?:affected )?(?:eyes?|skin))(?!\w)", Options);

    internal static SievedPattern Frequency() => FrequencyPattern.Value;

    private static readonly Lazy<SievedPattern> FrequencyPattern = Pattern.Sieved(@"(?<!\w)(?:(?:once|twice|one time|two times|three times|four times|(?:[1-6]|two|three|four) ?(?:x|times)) ?(?:a day|daily|per day|/ ?day|a week|weekly|per week)|once|(?:every|each) (?:other day|morning|evening|night|day|week|month|\d+(?:\s?(?:-|to)\s?\d+)? ?(?:h|hrs?|hours?|days?|weeks?|months?)|(?:four|six|eight|twelve) hours)|q\.? ?\d+(?:\s?-\s?\d+)? ?(?:h|hrs?|hours?|d|days?|weeks?|wk)?\.?|q\.?(?:day|d|am|pm|hs|h\.?s|od|o\.d|week|wk|month|noon)\.?|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|(?:a|per) day|daily|nightly|weekly|monthly|at (?:bedtime|night)|bedtime|in the (?:morning|evening)|qhs|with (?:meals|breakfast|dinner|food)|before (?:meals|breakfast)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|prn|p\.r\.n\.|as needed)(?:,? (?:daily|prn|p\.r\.n\.|as needed|with meals|before meals|at bedtime|in the morning)){0,2}(?: for (?:pain|nausea|anxiety|sleep|insomnia|constipation|wheez\w+|shortness of breath|dyspnea|fever|cough|headache|chest pain|severe pain|breakthrough pain|moderate pain|itching|spasms?|agitation))?(?!\w)", Options);

    internal static SievedPattern Duration() => DurationPattern.Value;

    private static readonly Lazy<SievedPattern> DurationPattern = Pattern.Sieved(@"\b(?:(?:for|x|times) ?\d+ ?(?:more |additional )?(?:d|days?|wks?|weeks?|months?|mos?|doses?)\b|(?:through|thru|until|till|last dose|end date:?|ends?|stop(?: date)?:?) ?(?:on )?(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:,? ?\d{4})?|\d{1,2} ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: ?\d{2,4})?)|\d+[- ]day (?:course|supply|taper)|for (?:the next )?(?:one|two|three|four|five|six|seven|ten|fourteen) (?:more )?(?:days?|weeks?|months?)|indefinitely|lifelong|to complete [^,;.|]{3,40})", Options);

    internal static SievedPattern NoChange() => NoChangePattern.Value;

    private static readonly Lazy<SievedPattern> NoChangePattern = Pattern.Sieved(@"(?<!\w)(?:no changes?|not changed|unchanged)(?!\w)", Options);

    /// <summary>Words that say that a drug is none for going home.</summary>
    internal static SievedPattern NotForHome() => NotForHomePattern.Value;

    private static readonly Lazy<SievedPattern> NotForHomePattern = Pattern.Sieved(@"\b(?:(?:was|were|is|are) not\b|not (?:needed|indicated|required|started|to be started)\b|considered\b|declined\b|not prescribed|not given|in (?:the )?hospital only|inpatient only|given in (?:the )?hospital|completed in hospital)", Options);

    /// <summary>A sentence that says one thing of all drugs before it.</summary>
    internal static SievedPattern OfAll() => OfAllPattern.Value;

    private static readonly Lazy<SievedPattern> OfAllPattern = Pattern.Sieved(@"^\W*(?:all|the above|these|each)\b[^.;]{0,40}\b(?:new|continued?|unchanged|resumed?|stopped|held)\b", Options);

    internal static SievedPattern Hold() => HoldPattern.Value;

    private static readonly Lazy<SievedPattern> HoldPattern = Pattern.Sieved(@"(?<!\w)(?<hold>on hold|hold(?:ing)?|held|paus(?:e|ed)|stay off (?=until)|stay off[^.;]{0,20}until|do not (?:take|use|restart|resume)[^.;]{0,20}\buntil)(?!\w)", Options);

    internal static SievedPattern Stop() => StopPattern.Value;

    private static readonly Lazy<SievedPattern> StopPattern = Pattern.Sieved(@"(?<!\w)(?:(?<!then )(?<!and then )(?<!auto-)stop(?:ped|ping|s)?(?! date| on \d| \d| after (?:the )?(?:last|\d))|discontinu(?:e|ed|ing)|d/c(?:'?e?d)(?! home| to| on)|dc'?e?d(?! home| to| on)|d/c(?= [a-z]+(?:$|[.,;(]))|cease|do not take|don't take|no longer (?:take|taking|needed|need)|not needed any ?more|replaced by|stay off|taken off|removed from)(?!\w)", Options);

    internal static SievedPattern Changed() => ChangedPattern.Value;

    private static readonly Lazy<SievedPattern> ChangedPattern = Pattern.Sieved(@"(?<!\w)(?:chang(?:e|ed|ing)|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|reduc(?:e|ed|ing)|adjust(?:ed)?|up-?titrat(?:e|ed)|down-?titrat(?:e|ed)|titrated|modified|modify|new dose|dose (?:change|lowered|raised|cut|halved|doubled)|lowered|↑|↓|(?:was|from|previously) \d[\d.,]*(?= ?(?:mg|mcg|g|units?|mL|mEq|puffs?|daily|BID)))(?!\w)", Options);

    internal static SievedPattern New() => NewPattern.Value;

    private static readonly Lazy<SievedPattern> NewPattern = Pattern.Sieved(@"(?<!\w)(?:new(?! dose)|start(?:ed|ing)?(?! date)|begin|began|add(?:ed)?|initiat(?:e|ed|ing)|newly prescribed|prescribed|begun)(?!\w)", Options);

    internal static SievedPattern Continued() => ContinuedPattern.Value;

    private static readonly Lazy<SievedPattern> ContinuedPattern = Pattern.Sieved(@"(?<!\w)(?:continu(?:e|ed|es|ing)|cont'?d?|resum(?:e|ed|ing)|restart(?:ed)?|unchanged|no changes?|same(?: dose)?|keep(?: taking)?|as before|home dose)(?!\w)", Options);

    internal static SievedPattern Reason() => ReasonPattern.Value;

    private static readonly Lazy<SievedPattern> ReasonPattern = Pattern.Sieved(@"(?:\b(?:due to|because(?: of)?|2/2|secondary to|given (?=[a-z])|in (?:the )?setting of|for (?!(?:\d|one |two |three |four |five |six |seven |ten |the next))|until |replaced by |while |pending |per |d/t |as (?!needed|before|directed|prescribed|ordered)|causing |caused )[^|\n;]{2,80}|(?: [-–—] |: |\()(?=[A-Za-z])[^|\n;()]{3,80})", Options);

    internal static SievedPattern LeadingAction() => LeadingActionPattern.Value;

    private static readonly Lazy<SievedPattern> LeadingActionPattern = Pattern.Sieved(@"^[\s:|*•·>–—-]*(?:\d{1,2}[.)]\s+)?(?:\[[ xX]\]\s*)?(?:(?:but|and|then|also|please|will) )?(?<action>NEW|START(?:ED)?|ADD(?:ED)?|CHANGED?|INCREASED?|DECREASED?|REDUCED?|MODIF(?:Y|IED)|CONTINUED?|CONT|RESUMED?|SAME|UNCHANGED|STOP(?:PED)?|DISCONTINUED?|D/C|HOLD|HELD|TAKE|RESTART(?:ED)?|BEGIN)\b(?: taking| med(?:ication)?s?)?[\s:|–-]+", Options);

    /// <summary>A cell of a table, a bracket or the end of a row that holds an action alone, perhaps with a reason in brackets.</summary>
    internal static SievedPattern ActionCell() => ActionCellPattern.Value;

    private static readonly Lazy<SievedPattern> ActionCellPattern = Pattern.Sieved(@"(?:\s{2,}|\t|\|\s*|\(|\[|\s[-–—]\s|[,;]\s)(?<action>new|start(?:ed)?|added|chang(?:e|ed)|increased?|decreased?|reduced?|modif(?:y|ied)|adjusted|cont(?:inued?)?|resumed?|restart(?:ed)?|unchanged|no changes?|same|as before|stop(?:ped)?|discontinued?|d/c'?d|hold|held|on hold)(?=\s*(?:$|\||\)|\]|\s{2,}|\t|\s\(|[,;]\s|\.\s*$|\.?$))", Options);

    internal static SievedPattern NotName() => NotNamePattern.Value;

    private static readonly Lazy<SievedPattern> NotNamePattern = Pattern.Sieved(@"^(?:medications?|meds?|drugs?|name|dose|route|freq\w*|action|comments?|instructions?|indication|status|none|list|reconciled|reviewed|allerg\w*|see|as|patient|pt|he|she|per|take|the|no|not|nkda|pharmacy|source|last|follow|return|activity|diet|condition|appointments?|labs?|unchanged|please|resume|home|this|these|all|avoid|call|date|signed|other|continue|disposition|code|discharge|page|mrn|dob|labs|vitals|for|with|if|and|do|is|are|was|instructions|provider|phone|total|time|daily|prn|refills?|disp\w*|qty|quantity|on|to|bring|weigh|check|s/p|history|prior|current|inpatient|scheduled|infusions?|ivf?|fluids?|wife|husband|daughter|son|mother|reports?|takes?|stopped|denies|unknown|unable|any|start|stop|hold|new|changed|pending|then|none|but|also|she|he|was|were|each|above|dr|mr|mrs|ms|plus|pull|extra|additional|correction|only|own|both|until|because|given|flush|apply|use|crush|teach|taught|reconciled|substance|reaction)\.?$", Options);
}
