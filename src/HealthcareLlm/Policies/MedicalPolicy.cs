using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies;

/// <summary>A code that a medical policy covers.</summary>
/// <param name="System">CPT, HCPCS or NDC.</param>
/// <param name="Code">Normal form of the contract.</param>
public readonly record struct CoveredCode(string System, string Code)
{
    /// <summary><c>CPT 72148</c>.</summary>
    public override string ToString() => System + " " + Code;
}

/// <summary>What a medical policy is about and for whom: what a request is matched with. An empty list says 'any', but of <see cref="Codes"/> and <see cref="Drugs"/> one must be given.</summary>
public sealed record PolicyScope
{
    /// <summary>Medicare, Medicaid, commercial, exchange, other; empty for every line.</summary>
    public ImmutableArray<string> LinesOfBusiness { get; init; } = [];

    /// <summary>Two capitals each; empty for every state.</summary>
    public ImmutableArray<string> States { get; init; } = [];

    /// <summary>Codes of services and drugs covered.</summary>
    public ImmutableArray<CoveredCode> Codes { get; init; } = [];

    /// <summary>Generic names of drugs covered, small letters.</summary>
    public ImmutableArray<string> Drugs { get; init; } = [];

    /// <summary>Beginnings of ICD-10-CM codes that the policy is about, such as <c>M05</c>; empty for any diagnosis.</summary>
    public ImmutableArray<string> Diagnoses { get; init; } = [];
}

/// <summary>One version of a payer's coverage rules. Content that was approved never changes: another content is another version.</summary>
public sealed record MedicalPolicy
{
    /// <summary>Payer's name as written.</summary>
    public required string Payer { get; init; }

    /// <summary>Other names under which requests name the payer.</summary>
    public ImmutableArray<string> PayerAlsoCalled { get; init; } = [];

    /// <summary>The payer's number of the policy.</summary>
    public required string Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The payer's own name of the version.</summary>
    public required string Version { get; init; }

    /// <summary>First day on which it rules.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day on which it rules; null where it has no end yet.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Day on which it is due for review; null where none is named. A review that is overdue is said, and changes nothing else.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>What it is about and for whom.</summary>
    public required PolicyScope Scope { get; init; }

    /// <summary>SHA-256 of the policy document's bytes.</summary>
    public required DocumentId SourceId { get; init; }

    /// <summary>SHA-256 over document and sheet, 64 lower-case hexadecimal digits: what an approval approves.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Who approved it and when; as many different people as the library asks for once it is approved.</summary>
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>Draft, approved, superseded (from a day on) or retired.</summary>
    public PolicyStatus Status { get; init; } = PolicyStatus.Draft;

    /// <summary>First day on which a later version rules in its place; null while there is none.</summary>
    public DateOnly? SupersededFrom { get; init; }

    /// <summary>Its withdrawal; null while it stands.</summary>
    public Retirement? Retirement { get; init; }

    /// <summary>Payer and number.</summary>
    public string PolicyId => PolicyKey.IdOf(Payer, Number);

    /// <summary>Id and version.</summary>
    public PolicyKey Key => new(PolicyId, Version);

    /// <summary>Last day on which it rules, a later version considered; null where that is open.</summary>
    public DateOnly? LastDay => SupersededFrom is { } from && (EffectiveTo is null || from.AddDays(-1) < EffectiveTo) ? from.AddDays(-1) : EffectiveTo;

    /// <summary>Whether the day lies within its effective dates, whatever its status.</summary>
    public bool IsEffectiveOn(DateOnly day) => day >= EffectiveFrom && !(day > EffectiveTo);

    /// <summary>Whether it is the rule of a day: approved on it, within its dates, and every approval is of this very content.</summary>
    public bool RulesOn(DateOnly day) =>
        StatusOn(day) == PolicyStatus.Approved && IsEffectiveOn(day) && !Approvals.IsEmpty && Approvals.All(a => a.ContentHash == ContentHash);

    /// <summary>Its status seen from a date of service: a version that was superseded later is still approved on a day before.</summary>
    public PolicyStatus StatusOn(DateOnly day) => Status == PolicyStatus.Superseded && day < SupersededFrom ? PolicyStatus.Approved : Status;
}
