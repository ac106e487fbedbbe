using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether a name of a payer, a specialty, an address or a test that holds another one names another: what may stand beside it is told, and all else makes it another.</summary>
internal static class OtherNames
{
    // What may stand beside a payer's name.
    private static readonly FrozenSet<string> OfPayers = Set("health", "healthcare", "plan", "plans", "insurance", "company", "co", "inc", "llc", "corp", "corporation", "of", "the", "and", "assurance", "benefits");

    private static readonly FrozenSet<string> OfOrganizations = Set("inc", "llc", "pllc", "pc", "pa", "ltd", "corp", "corporation", "company", "co", "the", "of", "and", "at", "md", "do");

    private static readonly FrozenSet<string> OfSpecialties = Set("medicine", "clinic", "department", "dept", "of", "and", "the", "physician", "specialist", "services", "practice", "division", "md", "do", "np", "specialty", "center", "associates");

    private static readonly FrozenSet<string> OfTests = Set(
        "serum", "plasma", "blood", "whole", "level", "levels", "lab", "labs", "test", "result", "results", "value", "measured", "latest", "last", "recent", "current", "repeat", "baseline", "own", "the", "of", "on", "in", "at", "a", "room", "air", "arterial", "venous",
        "mg", "g", "ng", "mcg", "ug", "pg", "ml", "dl", "l", "mmol", "umol", "meq", "iu", "u", "units", "k", "ul", "fl", "mm", "hg", "%", "x", "e", "min", "m", "cells", "mosm", "kg", "cm", "mmhg");

    // A unit or a suite is another place; the town and the state are told or not.
    private static readonly FrozenSet<string> Places = Set("apt", "apartment", "unit", "suite", "ste", "floor", "fl", "room", "rm", "lot", "building", "bldg", "trailer", "north", "south", "east", "west", "ne", "nw", "se", "sw", "old", "new", "upper", "lower", "extension", "ext", "rear", "front");

    /// <summary>Whether two texts of a field name two things though one holds the other.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="value">What stands.</param>
    internal static bool Are(string path, string gold, string value)
    {
        var (first, second) = (NormalForm.Words(gold), NormalForm.Words(value));
        return path switch
        {
            "coverage.payer" => Beside(first, second).Any(w => !OfPayers.Contains(w)) || Moved(first, second),
            "patient.address" => Beside(first, second).Any(w => Places.Contains(w) || w.Length == 1) || Moved(first, second),
            "servicingProvider.name" => Beside(first, second).Any(w => !OfOrganizations.Contains(w)) || Moved(first, second),
            "clinical.labs[].name" => Beside(first, second).Any(w => !OfTests.Contains(w) && !NormalForm.IsNumber(w)),
            _ when path.EndsWith(".specialty", StringComparison.Ordinal) => Beside(first, second).Any(w => !OfSpecialties.Contains(w)),
            _ => false,
        };
    }

    /// <summary>Whether the words that both have stand in another order: Oak Hill is not Hill Oak.</summary>
    private static bool Moved(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        var (own, other) = (first.Where(second.Contains).Distinct(StringComparer.Ordinal), second.Where(first.Contains).Distinct(StringComparer.Ordinal));
        return !own.SequenceEqual(other, StringComparer.Ordinal);
    }

    /// <summary>The words that one has and the other has not.</summary>
    private static IEnumerable<string> Beside(ImmutableArray<string> first, ImmutableArray<string> second) =>
        first.Where(w => !second.Any(o => Misreading.Is(w, o))).Concat(second.Where(w => !first.Any(o => Misreading.Is(w, o))));

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
