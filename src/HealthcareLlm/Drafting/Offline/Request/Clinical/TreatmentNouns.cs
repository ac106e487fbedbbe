using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Finds names of treatments that no lexicon lists by the noun at their end: 'picture-card exchange system', 'lung volume recruitment bag'.</summary>
internal static class TreatmentNouns
{
    /// <summary>The names in a text, in order.</summary>
    internal static IEnumerable<TextSpan> In(string text, TextSpan range)
    {
        foreach (Match match in Named().Matches(range.In(text)))
        {
            var group = match.Groups["n"];
            yield return new(range.Start + group.Index, range.Start + group.Index + group.Length);
        }
    }

    /// <summary>Whether words tell of a kind of care and name none: 'non-operative care', 'second-line agents'.</summary>
    internal static bool AreVague(string words) => Vague().IsMatch(words);

    // Words that no name of a treatment holds before its noun.
    private const string No = @"(?!(?:the|an?|his|her|their|my|our|your|s?he|they|it|we|i|and|or|but|with|without|for|of|to|in|on|at|by|from|as|was|were|is|are|be|been|has|had|have|did|do|does|not|no|nor|after|before|since|until|during|because|due|despite|spite|that|which|who|this|these|those|then|also|when|while|so|if|than|uses?|used|using|takes?|took|taking|got|gave|given|tried|trial|failed|fails|cannot|could|would|will|should|may|might|more|most|all|any|each|every|both|several|many|such|further|additional|new|started|stopped|completed|finished|underwent|received|needs?|requires?|taught|responded|response|improved|under|over|again|still|now|later|earlier|prior|previous|history|received|including|includes?|between|worn|continued|continues|remains?|authorized|approved|requested|planned|proposed|considered|recommended|patient|member|child|clinic's)\b)";

    private const string Nouns = @"(?:therap(?:y|ies)|treatments?|injections?|(?:nerve|branch|plexus|ganglion|joint|facet)\s+blocks?|exercises?(?! (?:tests?|echo\w*|stress|tolerance|stud(?:y|ies))\b)|program(?:me)?s?|rehab(?:ilitation)?|brac(?:e|es|ing)|splint(?:s|ing)?|orthos[ie]s|devices?|bag|suction(?:ing)?|assisted cough|stimulation(?! tests?\b)|counsel(?:l)?ing|diets?|acupuncture|massage|traction|cardioversions?|ablations?|decompression|laminectomy|discectomy|surgery|resection|infusions?|bursts?|coagulation|wheelchairs?|walkers?|crutches|hearing aids?|exchange system|compression|dressings?|debridement|(?:bladder|gait|balance|habit|pelvic floor|relaxation|strength) training|irrigation|instruction|dialysis|transfusions?|chemotherapy|radiation|radiotherapy|immunotherapy|formalin|treadmill (?:test|ecg)|finger-?sticks?|recliner|mattress|cushion|insoles?|(?:oral|dental|advancement|sleep) appliances?|gauze|(?:wedge|positioning) pillows?|padding|contact casts?|(?:off-?loading|walking|CAM) boots?|garments?|stockings|hemodialysis|lymph(?:atic)? drainage|percussion|(?:manual|power|transport) chairs?|(?:hydraulic|patient|floor) lifts?|physiotherapy|stretching|meditation|biofeedback|antibiotics?|antihistamines?|steroids?|nsaids?|opioids?|sensors?|plasma exchange|plasmapheresis|lens(?:es)?|glasses|(?-i:[PO]T)(?=\s+(?:at|x|from|twice|sessions|visits|since)\b)|rinses?|sprays?|nebuli[sz]ers?|eye drops|creams?|ointments?|cast(?:ing| immobili[sz]ation)|immobili[sz]ation|taping|(?:elimination|picture) exchange|(?:nursing|rehabilitation|hospital|psychiatric|inpatient) stay|(?:psychiatric|chiropractic|wound|palliative|inpatient) care)";

    private static readonly Lazy<Regex> NamedPattern = Pattern.Of(@"(?<![\w\-])(?<n>(?:" + No + @"[A-Za-z0-9][\w\-/+']*[ \n]+){0,5}(?:" + No + @"[A-Za-z][\w]*-)?" + Nouns + @")(?![\w\-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Named() => NamedPattern.Value;

    private static readonly Lazy<Regex> VaguePattern = Pattern.Of(@"^(?:(?:non-?(?:operative|surgical)|conservative|medical|standard|usual|supportive|first-line|second-line|second-generation|oral|topical|other|maximal|optimal|prior|previous|full|failed|appropriate|pharmacologic|drug|the|all|her|his|further|adequate|multiple|several|chronic)\s*)*(?:care|management|measures|agents?|drugs?|medications?|therap(?:y|ies)|treatments?|antihistamines?|modalities|options|program(?:me)?s?|devices?|surgery)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Vague() => VaguePattern.Value;
}
