using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>
/// Divides a document into sections that cover it without overlap. Nesting is flattened; running headers and footers, blocks of labels that say
/// who and when, and signatures are sections of their own, after which the section that they interrupt goes on without a title.
/// </summary>
internal static class SectionFinder
{
    internal static ImmutableArray<Section> Find(SourceDocument source) => new SectionBuilder(source).Build();
}
