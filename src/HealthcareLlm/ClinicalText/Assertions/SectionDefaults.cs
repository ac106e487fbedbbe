using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>What a section says of everything in it, where the sentence says nothing else.</summary>
internal static class SectionDefaults
{
    private static readonly string[] s_conditionalTitles = ["if", "return precautions", "when to", "warning signs", "reasons to return"];

    /// <summary>The effects that the section adds; their rules are added to the list.</summary>
    internal static AssertionEffects Of(Section? section, MentionType? type, Polarity polarity, AssertionEffects said, ImmutableArray<string>.Builder rules)
    {
        if (section is null) return AssertionEffects.None;
        bool problem = type is null or MentionType.Problem or MentionType.Finding;
        switch (section.Category)
        {
            case SectionCategory.FamilyHistory when problem || type == MentionType.Procedure:
                return Add(AssertionEffects.Other, "section-family-history");
            case SectionCategory.PastHistory or SectionCategory.SurgicalHistory when (problem || type == MentionType.Procedure) && polarity != Polarity.Negated && (said & AssertionEffects.Hypothetical) == 0:
                return Add(AssertionEffects.Historical, "section-past-history");
            case SectionCategory.Instructions when problem && IsConditional(section.Title):
                return Add(AssertionEffects.Hypothetical, "section-return-precautions");
            case SectionCategory.Plan or SectionCategory.FollowUp when type == MentionType.Procedure && polarity == Polarity.Affirmed && (said & (AssertionEffects.Historical | AssertionEffects.Performed)) == 0:
                return Add(AssertionEffects.Hypothetical, "section-plan");
            default:
                return AssertionEffects.None;
        }

        AssertionEffects Add(AssertionEffects effects, string rule)
        {
            rules.Add(rule);
            return effects;
        }
    }

    private static bool IsConditional(string title)
    {
        foreach (string words in s_conditionalTitles)
        {
            int at = title.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || title[at - 1] == ' ') && (at + words.Length == title.Length || !char.IsLetter(title[at + words.Length]))) return true;
        }

        return false;
    }
}
