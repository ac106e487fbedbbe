using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>What kind of value a mention has by its grammar alone.</summary>
internal enum RoleKind
{
    /// <summary>Two to five capitalized words: perhaps a person.</summary>
    Name,

    /// <summary>Letters and digits that may be an identifier.</summary>
    Id,

    /// <summary>Ten digits with the check digit of an NPI.</summary>
    Npi,

    /// <summary>A full date.</summary>
    Date,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An ICD-10-CM code.</summary>
    Diagnosis,

    /// <summary>A procedure code of CPT or HCPCS.</summary>
    Procedure,

    /// <summary>A number in digits or as a word that is no part of the others: perhaps how many.</summary>
    Amount,

    /// <summary>Words that may be a choice: its value is the leaf, '=' and the choice.</summary>
    Choice,

    /// <summary>A drug or procedure: its value is the concept where it is known, else its words.</summary>
    Therapy,

    /// <summary>Capitalized words among which one is of plans, clinics or suppliers: perhaps their name.</summary>
    Organization,

    /// <summary>How often.</summary>
    Frequency,

    /// <summary>How long.</summary>
    Duration,
}

/// <summary>A typed value somewhere in a packet, before anybody knows what it is.</summary>
/// <param name="Kind">Its grammar.</param>
/// <param name="Value">In normal form.</param>
/// <param name="Page">Its page.</param>
/// <param name="Line">Index of its line on the page.</param>
/// <param name="Span">Its place.</param>
/// <param name="Features">What stands around it and how it looks, each once.</param>
internal sealed record RoleMention(RoleKind Kind, string Value, RequestPage Page, int Line, TextSpan Span, IReadOnlyList<string> Features);
