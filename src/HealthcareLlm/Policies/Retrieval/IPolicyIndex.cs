using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>A question to the library.</summary>
/// <param name="Text">In plain words.</param>
/// <param name="Day">The day whose rules are asked for.</param>
public sealed record PolicyQuery(string Text, DateOnly Day)
{
    /// <summary>Payer; null for all.</summary>
    public string? Payer { get; init; }

    /// <summary>Line of business; null for any.</summary>
    public string? LineOfBusiness { get; init; }

    /// <summary>State, two capitals; null for any.</summary>
    public string? State { get; init; }

    /// <summary>How many passages at most. Default 5.</summary>
    public int Count { get; init; } = 5;
}

/// <summary>A passage that answers, of a policy that is approved for the day. It can be made for no other.</summary>
public sealed record PassageHit
{
    private PassageHit(MedicalPolicy policy, PolicyPassage passage, double score)
    {
        Policy = policy;
        Passage = passage;
        Score = score;
    }

    /// <summary>Its policy.</summary>
    public MedicalPolicy Policy { get; }

    /// <summary>The passage.</summary>
    public PolicyPassage Passage { get; }

    /// <summary>Rank, higher is better: BM25, or reciprocal ranks where vectors ranked as well (<see cref="SearchAnswer.Ranking"/>); not a probability.</summary>
    public double Score { get; }

    /// <summary>The hit; null where the policy does not rule on the day, whatever an index says.</summary>
    public static PassageHit? On(DateOnly day, MedicalPolicy policy, PolicyPassage passage, double score) => policy.RulesOn(day) ? new(policy, passage, score) : null;
}

/// <summary>What was searched: said with every answer, above all with none.</summary>
/// <param name="Query">The question and its filters.</param>
/// <param name="Policies">Approved policies that passed the filters.</param>
/// <param name="Terms">The words searched for, each with its alternatives.</param>
public sealed record SearchedLibrary(PolicyQuery Query, int Policies, ImmutableArray<string> Terms);

/// <summary>What a search gave.</summary>
/// <param name="Hits">Passages, best first; empty where no approved policy answers.</param>
/// <param name="Searched">What was searched.</param>
/// <param name="WhyNone">Why there is no answer, in a sentence; null where there is one.</param>
public sealed record SearchAnswer(ImmutableArray<PassageHit> Hits, SearchedLibrary Searched, string? WhyNone)
{
    /// <summary>How likely (0 to 1) the best passages answer, by how much of the question they and their policy bear (<see cref="AnswerEvidence"/>); null where nothing was found. Below <see cref="PolicyOptions.MinimumCoverage"/> there is no answer.</summary>
    public double? Coverage { get; init; }

    /// <summary>How passages were ranked: <c>words</c>, or <c>words and vectors of MODEL</c>; where vectors were asked for and there were none, why.</summary>
    public string Ranking { get; init; } = "words";
}

/// <summary>
/// The library of approved medical policies as the rest of the program sees it: nothing that is not approved for the day comes out of it. Adapters rank as they like (BM25, vectors, both fused), on
/// passages that passed the filters before.
/// </summary>
public interface IPolicyIndex
{
    /// <summary>The passages that answer a question; none, with what was searched, where no approved policy does.</summary>
    SearchAnswer Search(PolicyQuery query);

    /// <summary>The policies that are approved and rule on a day, by id and version in ordinal order.</summary>
    IReadOnlyList<ApprovedPolicy> InForce(DateOnly day);
}
