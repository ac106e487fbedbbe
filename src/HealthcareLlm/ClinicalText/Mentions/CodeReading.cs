using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A code as read by its grammar. Whether it is in its code set at the date of service is for a guard to say.</summary>
/// <param name="Span">Where it stands, without modifiers.</param>
/// <param name="System">ICD-10-CM, CPT, HCPCS or NDC.</param>
/// <param name="Code">Normal form: upper case, ICD-10-CM with its dot, NDC as eleven digits.</param>
/// <param name="Rule">Id of the grammar that found it.</param>
public sealed record CodeReading(TextSpan Span, string System, string Code, string Rule)
{
    /// <summary>Whether look-alike characters were mended (O/0, I/1, S/5, B/8, Z/2).</summary>
    public bool Repaired { get; init; }

    /// <summary>Whether it cannot be normalized for certain: ten digits of an NDC without hyphens.</summary>
    public bool Doubtful { get; init; }
}
