using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>What kind of thing a mention names.</summary>
public enum MentionType
{
    /// <summary>A disease or diagnosis.</summary>
    Problem,
    /// <summary>A symptom, sign or imaging finding.</summary>
    Finding,
    /// <summary>A drug, with its dose where written.</summary>
    Medication,
    /// <summary>An allergy or intolerance.</summary>
    Allergy,
    /// <summary>A procedure, operation, therapy, imaging study.</summary>
    Procedure,
    /// <summary>A laboratory result or score.</summary>
    Lab,
    /// <summary>A vital sign.</summary>
    Vital,
    /// <summary>A device in or on the patient.</summary>
    Device,
    /// <summary>An appointment or a request for one.</summary>
    FollowUp,
    /// <summary>A result that is still out.</summary>
    PendingResult,
    /// <summary>Resuscitation status.</summary>
    CodeStatus,
    /// <summary>A date; attribute <c>date</c> is its ISO form where the document's evidence settles it.</summary>
    Date,
    /// <summary>A length of time.</summary>
    Duration,
    /// <summary>A code by its grammar; attribute <c>system</c>: ICD-10-CM, CPT, HCPCS, NDC; <c>code</c> its normal form.</summary>
    Code,
    /// <summary>A person's name; attributes <c>name</c> (normal form), <c>role</c>.</summary>
    Person,
    /// <summary>An identifier; attribute <c>kind</c>: npi, memberId, mrn, phone, fax, taxId, group, reference; <c>value</c>.</summary>
    Identifier,
    /// <summary>Drugs named by class or use and no name ('antibiotics'); attribute <c>class</c>.</summary>
    DrugClass,
}

/// <summary>A named part of a mention and where it stands.</summary>
/// <param name="Name">Name from the contract's list of attributes, such as <c>dose</c>.</param>
/// <param name="Value">As written, or mapped by a named rule (status, prn).</param>
/// <param name="Span">Where it stands; empty where it is implied.</param>
public sealed record MentionPart(string Name, string Value, TextSpan Span);

/// <summary>Something that a document names, and what it says of it.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Span">The whole mention, name and attributes, or the name alone for problems.</param>
/// <param name="NameSpan">The name alone.</param>
/// <param name="Assertion">Polarity, temporality, experiencer.</param>
/// <param name="Rule">Id of the rule or lexicon that found it.</param>
public sealed record Mention(MentionType Type, TextSpan Span, TextSpan NameSpan, Assertion Assertion, string Rule)
{
    /// <summary>Parts by name, in the order found.</summary>
    public ImmutableArray<MentionPart> Parts { get; init; } = [];

    /// <summary>The lexicon's preferred name, lower case, for telling that two mentions are the same thing; null where no lexicon knows it.</summary>
    public string? Concept { get; init; }

    /// <summary>Index of the section it stands in.</summary>
    public int Section { get; init; }

    /// <summary>Index of the sentence it stands in; -1 for table rows and headers outside of sentences.</summary>
    public int Sentence { get; init; } = -1;

    /// <summary>The first attribute of this name; null where there is none.</summary>
    public MentionPart? Part(string name)
    {
        foreach (var part in Parts)
        {
            if (part.Name == name) return part;
        }

        return null;
    }
}
