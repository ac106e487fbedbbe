using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation.Confidence;

/// <summary>Judged values made by hand.</summary>
internal static class Values
{
    internal const string Field = "patient.memberId";

    /// <summary>One value a packet.</summary>
    internal static ImmutableArray<ScoredValue> Of(params (double Score, bool Right)[] values) =>
        [.. values.Select((v, i) => new ScoredValue("case" + i, Field, true, v.Score, v.Right))];

    /// <summary>So many values of one score, of which so many are right.</summary>
    internal static ImmutableArray<ScoredValue> Level(double score, int count, int right, string prefix = "p") =>
        [.. Enumerable.Range(0, count).Select(i => new ScoredValue(prefix + i, Field, true, score, i < right))];

    /// <summary>A judged case with leaves of one critical field.</summary>
    internal static CaseScore Case(string id, string part, params (double? Score, LeafOutcome Outcome)[] leaves) => new()
    {
        Evalset = "set",
        Id = id,
        Task = "prior-auth-request",
        Part = part,
        Tags = ImmutableSortedDictionary<string, string>.Empty,
        Sources = ["document of " + id],
        Engine = "offline 1",
        Leaves = [.. leaves.Select((l, i) => new LeafScore("request.services[" + i + "].code", "request.services[].code", true, l.Outcome, "gold", "given", false, true) { Score = l.Score })],
    };
}
