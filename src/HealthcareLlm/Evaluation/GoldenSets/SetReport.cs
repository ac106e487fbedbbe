using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>What a check of golden sets found.</summary>
/// <param name="Faults">Every fault, by file and line.</param>
/// <param name="Counts">What was checked, by name: cases, documents, quotes, values on their page …</param>
/// <param name="NotChecked">What could not be checked, by reason; never in silence.</param>
public sealed record SetReport(ImmutableArray<SetFault> Faults, ImmutableSortedDictionary<string, int> Counts, ImmutableSortedDictionary<string, int> NotChecked)
{
    /// <summary>Number of errors.</summary>
    public int Errors => Faults.Count(f => f.Weight == FaultWeight.Error);

    /// <summary>Number of warnings.</summary>
    public int Warnings => Faults.Count(f => f.Weight == FaultWeight.Warning);
}
