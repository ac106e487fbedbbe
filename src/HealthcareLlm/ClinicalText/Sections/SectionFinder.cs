using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Divides a document into sections.</summary>
internal static class SectionFinder
{
    internal static ImmutableArray<Section> Find(SourceDocument source) =>
        [new(SectionCategory.Other, string.Empty, default, new(0, source.Text.Length), "section-whole")];
}
