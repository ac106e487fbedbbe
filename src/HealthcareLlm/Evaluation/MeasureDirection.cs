using System.Collections.Frozen;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether more of a measure is better.</summary>
public static class MeasureDirection
{
    private static readonly FrozenSet<string> Faults = new[]
    {
        MeasureBook.NotScored, MeasureBook.NotChecked, MeasureBook.SummaryNotChecked, "leaves.notScored", "critical.wrongOrInvented", "other.wrongOrInvented", "needed.saidMissing", "traps.sprung", "setAside.wrongly", "values.rightWrongCitation",
        "values.wrongAssertion", "values.otherPatient", "summary.redundancy", "summary.mustLostSilently", "summary.traps", "summary.uncited", "summary.numbersNotCited", "summary.sidesNotCited",
        "summary.negationsNotCited", "summary.senseLost", "summary.critical.wrongOrInvented", "summary.other.wrongOrInvented", "summary.partsNotCited", "summary.partsNotInText", "summary.wordsNotCited", "summary.nearDuplicates", "summary.tooLong", "summary.sectionsSaidMissing", "summary.setAsideWrongly",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the measure counts faults: less is better.</summary>
    /// <param name="measure">Id of a measure of <see cref="MeasureBook"/>.</param>
    public static bool CountsFaults(string measure) => Faults.Contains(measure);

    /// <summary>1 where a difference is for the better, -1 for the worse, 0 for neither.</summary>
    /// <param name="measure">Id of the measure.</param>
    /// <param name="difference">Later less earlier, or subgroup less rest.</param>
    public static int Of(string measure, double? difference) => difference is { } d ? Math.Sign(d) * (CountsFaults(measure) ? -1 : 1) : 0;
}
