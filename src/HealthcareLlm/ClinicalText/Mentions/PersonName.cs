namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A person's name in its parts, case as written, without titles and credentials.</summary>
/// <param name="Given">First name; empty where only a title and a last name stand ('Dr. Roe').</param>
/// <param name="Middle">Middle names or initials; empty where there are none.</param>
/// <param name="Family">Last name with its particles; both of two last names.</param>
/// <param name="Suffix">Jr, Sr, II, III, IV; empty where there is none.</param>
public sealed record PersonName(string Given, string Middle, string Family, string Suffix)
{
    /// <summary><c>First [Middle] Last [Suffix]</c>.</summary>
    public string Normal { get; } = string.Join(' ', new[] { Given, Middle, Family, Suffix }.Where(static p => p.Length > 0));
}
