using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds what a document names, each kind by a finder of its own; assertions are judged afterwards.</summary>
internal static class MentionFinder
{
    internal static ImmutableArray<Mention> Find(SectionedText text) => [];
}
