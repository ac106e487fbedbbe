namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds mentions of some kinds. Stateless, deterministic, linear in the length of the text.</summary>
internal interface IMentionFinder
{
    /// <summary>The mentions, in any order, without assertions; those of other kinds may overlap them.</summary>
    IEnumerable<Mention> Find(SectionedText text);
}
