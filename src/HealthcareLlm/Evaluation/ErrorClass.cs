using System.Collections.Frozen;

namespace HealthcareLlm.Evaluation;

/// <summary>What went right or wrong with a leaf, by what it means for a person. Each leaf has exactly one class.</summary>
public enum ErrorClass
{
    /// <summary>Right, and cited where it stands as far as that could be scored.</summary>
    Right,

    /// <summary>Right, but no citation of it resolves, is verbatim and stands on a page that bears it.</summary>
    RightValueWrongCitation,

    /// <summary>Another value than the gold's, for no reason named below.</summary>
    WrongValue,

    /// <summary>A value where no document gives one, for no reason named below.</summary>
    Invented,

    /// <summary>What a document denies, doubts, plans, tells of the past or of a relative, as if it were true of the patient now.</summary>
    WrongAssertion,

    /// <summary>A value of another patient: planted as such, or cited from a page that had to be set aside.</summary>
    OtherPatient,

    /// <summary>Given by the documents, and said to be missing.</summary>
    Missed,

    /// <summary>Held back although the gold gives it, or although there is nothing to hold back.</summary>
    WronglyRefused,

    /// <summary>Held back, or shown in conflict, as the gold says.</summary>
    RightlyRefused,

    /// <summary>Given by no document, and said to be missing.</summary>
    RightlyMissing,

    /// <summary>A finding beyond the gold's, whose truth nobody judged.</summary>
    Extra,

    /// <summary>Could not be scored: neither right nor wrong.</summary>
    NotScored,
}

/// <summary>Tells the class of a leaf.</summary>
internal static class ErrorClasses
{
    private static readonly FrozenSet<string> Assertions = new[]
    {
        "negated", "possible", "family", "family-history", "historical", "planned", "ruled-out", "stopped", "considered-not-given", "considered-not-done", "not-done", "hypothetical", "declined", "cancelled",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static ErrorClass Of(LeafScore leaf, ReadField? given, GoldenCase gold) => leaf.Outcome switch
    {
        LeafOutcome.Right => leaf.Citation is { IsRight: false } ? ErrorClass.RightValueWrongCitation : ErrorClass.Right,
        LeafOutcome.Wrong => Cause(leaf, given, gold) ?? ErrorClass.WrongValue,
        LeafOutcome.Invented => Cause(leaf, given, gold) ?? ErrorClass.Invented,
        LeafOutcome.Extra => Cause(leaf, given, gold) ?? ErrorClass.Extra,
        LeafOutcome.Missed => ErrorClass.Missed,
        LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly or LeafOutcome.HeldBackNeedlessly => ErrorClass.WronglyRefused,
        LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly => ErrorClass.RightlyRefused,
        LeafOutcome.RightlyMissing => ErrorClass.RightlyMissing,
        _ => ErrorClass.NotScored,
    };

    /// <summary>The trap that the value sprung, or the page that it comes from; null for neither.</summary>
    private static ErrorClass? Cause(LeafScore leaf, ReadField? given, GoldenCase gold)
    {
        if (given?.Value is not { } value) return null;
        bool free = Comparator.StrictnessOf(leaf.Field) is Strictness.FreeText or Strictness.Contained;
        var sprung = gold.Traps.Where(t => t.Path == leaf.Field && t.Value is { } planted && (free ? value.Contains(planted, StringComparison.OrdinalIgnoreCase) : Comparator.Same(leaf.Field, planted, value))).ToList();
        bool aside = !given.Citations.IsEmpty && given.Citations.All(c => gold.SetAside.Any(p => p.Reason == "other-patient" && p.File == c.File && (p.Page is null || p.Page == c.Page)));
        if (aside || sprung.Exists(t => t.Kind == "other-patient")) return ErrorClass.OtherPatient;
        return sprung.Exists(t => Assertions.Contains(t.Kind)) ? ErrorClass.WrongAssertion : null;
    }
}
