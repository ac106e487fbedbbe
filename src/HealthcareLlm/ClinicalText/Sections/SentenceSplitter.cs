using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Divides sections into sentences.</summary>
internal static class SentenceSplitter
{
    internal static ImmutableArray<Sentence> Split(SourceDocument source, ImmutableArray<Section> sections) => [];
}
