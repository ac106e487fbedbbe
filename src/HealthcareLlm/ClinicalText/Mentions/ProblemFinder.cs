namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds problems and findings.</summary>
internal sealed class ProblemFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text) => [];
}
