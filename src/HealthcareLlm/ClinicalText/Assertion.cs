using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText;

/// <summary>Whether something is said to be so.</summary>
public enum Polarity
{
    /// <summary>It is so.</summary>
    Affirmed,

    /// <summary>It is not so: denied, absent, ruled out.</summary>
    Negated,

    /// <summary>It may be so: suspected, to be ruled out, cannot be excluded.</summary>
    Possible,
}

/// <summary>When something holds, seen from the note.</summary>
public enum Temporality
{
    /// <summary>Now, in this episode.</summary>
    Recent,

    /// <summary>Before this episode: history of, status post.</summary>
    Historical,

    /// <summary>Not (yet): planned, conditional, to watch for.</summary>
    Hypothetical,
}

/// <summary>Whom something is about.</summary>
public enum Experiencer
{
    /// <summary>The patient.</summary>
    Patient,

    /// <summary>A relative, donor, contact.</summary>
    Other,
}

/// <summary>
/// What a note says about a mention, in the tradition of ConText (Harkema et al., J Biomed Inform 2009;42:839):
/// polarity, temporality, experiencer.
/// </summary>
/// <param name="Polarity">Affirmed, negated or possible.</param>
/// <param name="Temporality">Recent, historical or hypothetical.</param>
/// <param name="Experiencer">The patient or somebody else.</param>
public sealed record Assertion(Polarity Polarity, Temporality Temporality, Experiencer Experiencer)
{
    /// <summary>Affirmed, recent, of the patient: what holds where nothing says otherwise.</summary>
    public static Assertion Default { get; } = new(Polarity.Affirmed, Temporality.Recent, Experiencer.Patient);

    /// <summary>Ids of the rules that made it so; empty for the default.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Whether it is a fact about the patient now or in the past: affirmed, not hypothetical, the patient's.</summary>
    public bool IsPatientFact => Polarity == Polarity.Affirmed && Temporality != Temporality.Hypothetical && Experiencer == Experiencer.Patient;

    /// <summary>Whether it is a fact about the patient in this episode.</summary>
    public bool IsCurrentFact => IsPatientFact && Temporality == Temporality.Recent;
}
