namespace HealthcareLlm.Drafting;

/// <summary>
/// Engines as results name them: name, a space, and a version of up to three parts joined by hyphens, what scores (code and learned weights) before what is looked for (rules and lexicons):
/// <c>offline 1-0123456789ab-fedcba987654</c>.
/// </summary>
public static class EngineVersion
{
    /// <summary>Whether two engines score alike: they are the same, or differ by rules and lexicons alone.</summary>
    public static bool ScoreAlike(string first, string second) => first == second || (Scoring(first) is { } scoring && scoring == Scoring(second));

    private static string? Scoring(string engine) => engine[(engine.IndexOf(' ', StringComparison.Ordinal) + 1)..].Count(static c => c == '-') == 2 ? engine[..engine.LastIndexOf('-')] : null;
}
