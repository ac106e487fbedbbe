using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Drafting;

/// <summary>The normal form of a leaf's value.</summary>
public enum FieldKind
{
    /// <summary>As written.</summary>
    Text,
    /// <summary><c>First [Middle] Last [Suffix]</c>.</summary>
    PersonName,
    /// <summary><c>YYYY-MM-DD</c>.</summary>
    Date,
    /// <summary><c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>.</summary>
    PartialDate,
    /// <summary>Letters and digits without spaces or hyphens.</summary>
    Identifier,
    /// <summary>As written, without spaces.</summary>
    Compact,
    /// <summary>Ten digits.</summary>
    Phone,
    /// <summary>National Provider Identifier: ten digits, check digit right.</summary>
    Npi,
    /// <summary>Nine digits.</summary>
    TaxId,
    /// <summary>ICD-10-CM with its dot, upper case.</summary>
    DiagnosisCode,
    /// <summary>CPT, HCPCS or NDC.</summary>
    ServiceCode,
    /// <summary>NDC of eleven digits.</summary>
    DrugCode,
    /// <summary>Two letters or digits.</summary>
    Modifier,
    /// <summary>A number.</summary>
    Number,
    /// <summary>One of a fixed list.</summary>
    Choice,
    /// <summary>Two letters.</summary>
    State,
}

/// <summary>A leaf of the record.</summary>
/// <param name="Path">Path with <c>[]</c> for list entries.</param>
/// <param name="Kind">Normal form.</param>
/// <param name="Critical">Whether a wrong value can harm a request or a person.</param>
/// <param name="Choices">The allowed values of a choice; empty otherwise.</param>
public sealed record RecordField(string Path, FieldKind Kind, bool Critical, ImmutableArray<string> Choices);

/// <summary>
/// Something that a payer needs to decide. It is given when one of its paths is.
/// </summary>
/// <param name="Path">The path that is named as missing.</param>
/// <param name="AnyOf">Paths any of which satisfies it; <c>[]</c> stands for any entry.</param>
/// <param name="Label">Plain name for a person.</param>
public sealed record Requirement(string Path, ImmutableArray<string> AnyOf, string Label);

/// <summary>The leaves of <c>prior-auth-request/v1</c>, in the order in which they are written, and what is needed to submit.</summary>
public static class RecordFields
{
    private static readonly ImmutableArray<string> None = [];

    /// <summary>Every leaf, in order.</summary>
    public static ImmutableArray<RecordField> All { get; } =
    [
        new("patient.name", FieldKind.PersonName, false, None),
        new("patient.birthDate", FieldKind.Date, true, None),
        new("patient.sex", FieldKind.Choice, false, ["male", "female", "other", "unknown"]),
        new("patient.memberId", FieldKind.Identifier, true, None),
        new("patient.phone", FieldKind.Phone, false, None),
        new("patient.address", FieldKind.Text, false, None),
        new("patient.weight", FieldKind.Text, false, None),
        new("patient.height", FieldKind.Text, false, None),
        new("coverage.payer", FieldKind.Text, false, None),
        new("coverage.groupNumber", FieldKind.Compact, false, None),
        new("coverage.lineOfBusiness", FieldKind.Choice, false, ["Medicare", "Medicaid", "commercial", "exchange", "other"]),
        new("coverage.state", FieldKind.State, false, None),
        new("coverage.subscriberName", FieldKind.PersonName, false, None),
        new("coverage.relationship", FieldKind.Choice, false, ["self", "spouse", "child", "other"]),
        new("requestingProvider.name", FieldKind.PersonName, false, None),
        new("requestingProvider.npi", FieldKind.Npi, true, None),
        new("requestingProvider.specialty", FieldKind.Text, false, None),
        new("requestingProvider.taxId", FieldKind.TaxId, false, None),
        new("requestingProvider.phone", FieldKind.Phone, false, None),
        new("requestingProvider.fax", FieldKind.Phone, false, None),
        new("requestingProvider.signature", FieldKind.Choice, false, ["signed", "unsigned"]),
        new("servicingProvider.name", FieldKind.Text, false, None),
        new("servicingProvider.npi", FieldKind.Npi, true, None),
        new("request.date", FieldKind.Date, false, None),
        new("request.type", FieldKind.Choice, false, ["initial", "renewal", "extension", "retrospective", "appeal"]),
        new("request.reference", FieldKind.Text, false, None),
        new("request.urgency", FieldKind.Choice, true, ["standard", "expedited"]),
        new("request.urgencyReason", FieldKind.Text, false, None),
        new("request.setting", FieldKind.Choice, false, ["office", "outpatient", "inpatient", "ambulatory-surgery", "home", "other"]),
        new("request.services[].code", FieldKind.ServiceCode, true, None),
        new("request.services[].codeSystem", FieldKind.Choice, false, ["CPT", "HCPCS", "NDC"]),
        new("request.services[].ndc", FieldKind.DrugCode, false, None),
        new("request.services[].description", FieldKind.Text, false, None),
        new("request.services[].modifiers[]", FieldKind.Modifier, false, None),
        new("request.services[].laterality", FieldKind.Choice, false, ["left", "right", "bilateral"]),
        new("request.services[].quantity", FieldKind.Number, true, None),
        new("request.services[].unit", FieldKind.Text, false, None),
        new("request.services[].dose", FieldKind.Text, false, None),
        new("request.services[].route", FieldKind.Text, false, None),
        new("request.services[].frequency", FieldKind.Text, false, None),
        new("request.services[].duration", FieldKind.Text, false, None),
        new("request.services[].daysSupply", FieldKind.Text, false, None),
        new("request.services[].refills", FieldKind.Text, false, None),
        new("request.services[].startDate", FieldKind.Date, true, None),
        new("request.services[].endDate", FieldKind.Date, true, None),
        new("diagnoses[].code", FieldKind.DiagnosisCode, true, None),
        new("diagnoses[].description", FieldKind.Text, false, None),
        new("clinical.priorTreatments[].treatment", FieldKind.Text, false, None),
        new("clinical.priorTreatments[].outcome", FieldKind.Choice, false, ["failed", "inadequate", "intolerant", "contraindicated", "completed", "ongoing", "unknown"]),
        new("clinical.priorTreatments[].startDate", FieldKind.PartialDate, false, None),
        new("clinical.priorTreatments[].endDate", FieldKind.PartialDate, false, None),
        new("clinical.currentMedications[].name", FieldKind.Text, false, None),
        new("clinical.currentMedications[].dose", FieldKind.Text, false, None),
        new("clinical.currentMedications[].route", FieldKind.Text, false, None),
        new("clinical.currentMedications[].frequency", FieldKind.Text, false, None),
        new("clinical.allergies[]", FieldKind.Text, false, None),
        new("clinical.labs[].name", FieldKind.Text, false, None),
        new("clinical.labs[].value", FieldKind.Text, false, None),
        new("clinical.labs[].unit", FieldKind.Text, false, None),
        new("clinical.labs[].date", FieldKind.PartialDate, false, None),
        new("clinical.findings[]", FieldKind.Text, false, None),
    ];

    /// <summary>What is needed to submit, worst loss first.</summary>
    public static ImmutableArray<Requirement> Needed { get; } =
    [
        new("patient.name", ["patient.name"], "the patient's name"),
        new("patient.birthDate", ["patient.birthDate"], "the patient's date of birth"),
        new("patient.memberId", ["patient.memberId"], "the patient's member id"),
        new("request.services", ["request.services[].code", "request.services[].description"], "the requested service or drug, by code or description"),
        new("diagnoses", ["diagnoses[].code", "diagnoses[].description"], "the diagnosis, by ICD-10-CM code or description"),
        new("requestingProvider.npi", ["requestingProvider.npi"], "the requesting provider's NPI"),
        new("requestingProvider.name", ["requestingProvider.name"], "the requesting provider's name"),
        new("coverage.payer", ["coverage.payer"], "the payer or plan"),
        new("request.services[0].startDate", ["request.services[].startDate"], "the date of service (start)"),
        new("request.urgency", ["request.urgency"], "whether the request is standard or expedited"),
    ];

    private static readonly FrozenDictionary<string, RecordField> ByPath = All.ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);

    /// <summary>The leaf of a path with or without indexes; null where the contract has none.</summary>
    public static RecordField? Find(string path) => ByPath.GetValueOrDefault(path) ?? ByPath.GetValueOrDefault(WithoutIndexes(path));

    /// <summary>The path with <c>[]</c> in place of every index.</summary>
    public static string WithoutIndexes(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return path;
        Span<char> kept = stackalloc char[path.Length];
        int length = 0;
        bool inside = false;
        foreach (char c in path)
        {
            if (c == ']') inside = false;
            if (!inside) kept[length++] = c;
            if (c == '[') inside = true;
        }

        return kept[..length].ToString();
    }
}
