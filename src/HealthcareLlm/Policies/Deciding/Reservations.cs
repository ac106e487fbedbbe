using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What keeps a statement from showing a criterion though its words are there: the other side, a relative who does not count, a thing that is still to come; and what denies it in broader words.</summary>
internal static class Reservations
{
    /// <summary>Takes statements away that show nothing, and adds denials of the whole.</summary>
    internal static void Apply(DocumentedTest test, JudgedCase judged, List<ChartStatement> stated, List<ChartStatement> denied)
    {
        var facts = judged.Facts;
        denied.AddRange(BroaderDenials.Of(facts.Chart, test.AnyOf, test.OfRelative ? Experiencer.Other : Experiencer.Patient).Where(b => !denied.Exists(d => d.Place == b.Place) && (!test.OfRelative || IsOfFamily(facts, b))));
        stated.RemoveAll(s => IsNotYet(facts, s) || (test.OfRelative && !Relatives.Shows(KindsOf(facts, s), test.Relatives)));
        if (!test.OfRelative) return;
        // That one relative did not have it says nothing of another, unless it is the same, or all that count are named.
        string[] told = [.. stated.SelectMany(s => PersonsOf(facts, s)).Distinct()];
        denied.RemoveAll(d => PersonsOf(facts, d) is { IsEmpty: false } persons && !persons.Any(p => told.Any(t => Relatives.MayBeOne(p, t))) && KindsOf(facts, d) is var kinds && (test.Relatives.IsDefaultOrEmpty || !test.Relatives.All(kinds.Contains)));
    }

    /// <summary>Takes denials away that are still to come, and adds those of the whole and what excludes the service with a word in between ('active pulmonary tuberculosis').</summary>
    internal static void Apply(ExcludedTest test, JudgedCase judged, List<ChartStatement> stated, List<ChartStatement> denied)
    {
        var facts = judged.Facts;
        denied.RemoveAll(s => IsNotYet(facts, s));
        denied.AddRange(BroaderDenials.Of(facts.Chart, test.AnyOf, Experiencer.Patient).Where(b => !denied.Exists(d => d.Place == b.Place)));
        stated.AddRange(facts.Chart.FindLoosely(test.AnyOf).Where(s => (test.Ever ? s.Assertion.IsPatientFact : s.Assertion.IsCurrentFact) && !stated.Exists(o => o.Place == s.Place) && !denied.Exists(o => o.Place == s.Place)).ToList());
    }

    /// <summary>Whether a denial names a relative or the family: 'Personal history: no cancer' may stand in the section of the family.</summary>
    private static bool IsOfFamily(CaseFacts facts, ChartStatement statement) =>
        !PersonsOf(facts, statement).IsEmpty || (facts.Chart.Document(statement.Place.DocumentId) is { } document && statement.Place.Span.In(document.Text).Contains("famil", StringComparison.OrdinalIgnoreCase));

    private static bool IsNotYet(CaseFacts facts, ChartStatement statement) => facts.Chart.Document(statement.Place.DocumentId) is { } document && NotYet.RuleOf(document.Text, statement.Place.Span, statement.Words) is not null;

    private static ImmutableHashSet<string> PersonsOf(CaseFacts facts, ChartStatement statement) =>
        facts.Chart.Document(statement.Place.DocumentId) is { } document ? Relatives.PersonsOf(document.Text, statement.Place.Span, statement.Words) : [];

    private static ImmutableHashSet<string> KindsOf(CaseFacts facts, ChartStatement statement) =>
        facts.Chart.Document(statement.Place.DocumentId) is { } document ? Relatives.Of(document.Text, statement.Place.Span, statement.Words) : [];
}
