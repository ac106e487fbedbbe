using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Pairs labels with their values: beside, above and below, in tables and check boxes.</summary>
internal static class FormReader
{
    internal static ImmutableArray<LabelledValue> Read(SectionedText text) => [];
}
