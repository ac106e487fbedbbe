using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>What a clause of a label asks for, by the classes of its words: a rule of <c>rules/concept-rules.tsv</c>.</summary>
/// <param name="Id">Id of the rule.</param>
/// <param name="Target">What is asked for, as in <c>rules/labels.tsv</c>; also <c>lab</c>, <c>family</c> and <c>plan</c>, which no field takes.</param>
/// <param name="Topic">Whom the rule names; <see cref="FormTopic.None"/> where the words tell.</param>
/// <param name="Needs">Classes that a clause must hold, each as a mask of alternatives.</param>
/// <param name="Bars">Classes that it must not hold.</param>
/// <param name="IsWhole">Whether nothing else but a party and words without meaning may stand in the clause.</param>
/// <param name="Example">A label that it reads.</param>
/// <param name="CounterExample">A label that looks like it and that it does not read.</param>
internal sealed record ConceptRule(string Id, string Target, FormTopic Topic, ImmutableArray<UInt128> Needs, UInt128 Bars, bool IsWhole, string Example, string CounterExample)
{
    /// <summary>All classes that it needs, as one mask.</summary>
    internal UInt128 Own { get; } = Needs.Aggregate(UInt128.Zero, static (m, n) => m | n);
}

/// <summary>Something that a label asks for.</summary>
/// <param name="Target">As in <c>rules/labels.tsv</c>.</param>
/// <param name="Topic">Whom it is about; <see cref="FormTopic.None"/> where the words do not tell.</param>
/// <param name="Rule">Id of the rule.</param>
internal sealed record Concept(string Target, FormTopic Topic, string Rule);

/// <summary>What the words of a label ask for.</summary>
/// <param name="Concepts">In the order of the words.</param>
/// <param name="Unknown">Count of words that no class knows, those that are taken out left aside.</param>
/// <param name="Party">The party that the label names, whatever it asks for.</param>
/// <param name="IsYesNo">Whether it asks for a yes or no.</param>
internal sealed record ConceptReading(ImmutableArray<Concept> Concepts, int Unknown, FormTopic Party, bool IsYesNo)
{
    internal static readonly ConceptReading None = new([], 0, FormTopic.None, false);

    internal bool Asks(Func<string, bool> target) => Concepts.Any(c => target(c.Target));
}
