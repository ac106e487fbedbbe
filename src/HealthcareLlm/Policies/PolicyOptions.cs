namespace HealthcareLlm.Policies;

/// <summary>How the library of medical policies is kept and searched.</summary>
public sealed record PolicyOptions
{
    /// <summary>How many different people must approve a version before it is used, 1 or 2. Default 1; organisations with four eyes set 2.</summary>
    public int RequiredApprovers { get; init; } = 1;

    /// <summary>
    /// How likely (0 to 1) the best passages must answer a question, by how much of it they bear (<c>AnswerEvidence</c>); below it the answer is 'no approved policy found'.
    /// Default 0.5: chosen on the open questions of evalsets/policies-v1, -v2 and -v4.
    /// </summary>
    public double MinimumCoverage { get; init; } = 0.5;

    /// <summary>What is wrong with these options, in sentences; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (RequiredApprovers is not (1 or 2)) yield return "Policies:RequiredApprovers must be 1 or 2";
        if (MinimumCoverage is not (>= 0 and <= 1)) yield return "Policies:MinimumCoverage must lie between 0 and 1";
    }
}
