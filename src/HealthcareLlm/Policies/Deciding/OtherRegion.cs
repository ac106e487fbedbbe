using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>The part of the body that a request is for: what is said to be for another one shows nothing of it.</summary>
internal static class OtherRegion
{
    /// <summary>Whether a treatment is said to be for another part of the body than the request's: 'physical therapy for the shoulder' where an MRI of the lumbar spine is asked for.</summary>
    internal static bool Is(CaseFacts facts, AnnotatedDocument document, TextSpan sentence, TextSpan treatment)
    {
        HashSet<string> asked = [.. facts.Services.Select(static s => s.Description.Value).Concat(facts.Diagnoses.Select(static d => d.Description.Value)).OfType<string>().SelectMany(RegionsIn)];
        if (asked.Count == 0) return false;
        string near = document.Text[Math.Max(sentence.Start, treatment.Start - NearBefore)..Math.Min(sentence.End, treatment.End + NearBehind)];
        HashSet<string> named = [.. RegionsIn(near)];
        return named.Count > 0 && !named.Overlaps(asked);
    }

    private const int NearBefore = 15, NearBehind = 45;

    private static readonly ImmutableArray<(string Region, Lazy<Regex> Words)> Regions =
    [
        ("knee", Pattern.OfWords(@"\b(?:knees?|patell\w+|tibiofemoral)\b")), ("hip", Pattern.OfWords(@"\bhips?\b")), ("shoulder", Pattern.OfWords(@"\b(?:shoulders?|rotator cuff|subacromial|glenohumeral)\b")),
        ("elbow", Pattern.OfWords(@"\b(?:elbows?|epicondyl\w+)\b")), ("hand", Pattern.OfWords(@"\b(?:hands?|wrists?|fingers?|thumbs?|trigger finger|carpal tunnel)\b")), ("foot", Pattern.OfWords(@"\b(?:foot|feet|ankles?|heels?|plantar fasci\w+|achilles)\b")),
        ("neck", Pattern.OfWords(@"\b(?:neck|cervical|C-spine)\b")), ("back", Pattern.OfWords(@"\b(?:back (?!to\b|in\b|on\b)|back$|back[.,]|lumbar|lumbosacral|L-?spine|epidural|sciatica|radicul\w+|SI joint|sacroiliac)")),
    ];

    private static IEnumerable<string> RegionsIn(string text) => Regions.Where(r => r.Words.Value.IsMatch(text)).Select(static r => r.Region);
}
