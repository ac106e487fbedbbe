using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Whether a place is about allergies: a section, or the words before it in its sentence.</summary>
internal static class AllergyContext
{
    internal static bool Holds(SectionedText text, int offset)
    {
        var category = Find.CategoryAt(text, offset);
        if (category == SectionCategory.Allergies) return true;
        var sentence = Find.SentenceAt(text, offset);
        int start = Math.Max(sentence.Start, offset - 160);
        string before = text.Text[start..offset];
        var cue = Cue().Match(before);
        if (cue.Success) return !Ends().IsMatch(before.AsSpan(cue.Index + cue.Length));
        return AfterName().IsMatch(Find.After(text.Text, offset, 60));
    }

    private static readonly Lazy<SievedPattern> CuePattern = Pattern.Sieved(@"\b(?:allerg(?:y|ies|ic)(?: reactions?)?(?: to\b|:| include[sd]?| are| is)|drug allergies|allergic|intoleran(?:t|ce)(?:s)? (?:to|of)|intolerances?:|adverse reactions? to|sensitiv(?:e|ity) to|anaphyla(?:xis|ctic reaction) (?:to|with|from))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static SievedPattern Cue() => CuePattern.Value;

    private static readonly Lazy<SievedPattern> EndsPattern = Pattern.Sieved(@"\.\s|;|\b(?:so|therefore|was given|started|takes|taking|received|medications?|instead|meds)\b|\n\s*\n", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Ends() => EndsPattern.Value;

    private static readonly Lazy<SievedPattern> AfterNamePattern = Pattern.Sieved(@"^[A-Za-z\-/]{2,24}(?: [A-Za-z]{2,16})? (?:allergy|allergies|intolerance|anaphylaxis)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern AfterName() => AfterNamePattern.Value;
}
