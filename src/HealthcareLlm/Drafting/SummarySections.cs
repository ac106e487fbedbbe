using System.Collections.Immutable;

namespace HealthcareLlm.Drafting;

/// <summary>A section of <c>discharge-summary/v1</c>.</summary>
/// <param name="Name">Name in the result.</param>
/// <param name="Title">Title for a person.</param>
/// <param name="Required">Whether a discharge summary must have it.</param>
/// <param name="IsProse">Whether its words count against the length of the prose.</param>
/// <param name="Parts">Names of the values of its rows; empty for prose.</param>
public sealed record SummarySection(string Name, string Title, bool Required, bool IsProse, ImmutableArray<string> Parts);

/// <summary>The sections of the contract, in the order in which they are written.</summary>
public static class SummarySections
{
    /// <summary>Every section, in order.</summary>
    public static ImmutableArray<SummarySection> All { get; } =
    [
        new("encounter", "Encounter", true, false, ["admissionDate", "dischargeDate", "attending", "service", "disposition"]),
        new("reasonForAdmission", "Reason for admission", true, true, []),
        new("principalDiagnosis", "Principal diagnosis", true, false, ["description", "code"]),
        new("secondaryDiagnoses", "Secondary diagnoses", false, false, ["description", "code"]),
        new("hospitalCourse", "Hospital course", true, true, ["problem"]),
        new("procedures", "Procedures", false, false, ["name", "date", "operator", "laterality"]),
        new("significantFindings", "Significant findings", false, false, ["name", "value", "unit", "date", "direction"]),
        new("dischargeMedications", "Discharge medications", true, false, ["name", "dose", "route", "frequency", "duration", "change", "reason"]),
        new("allergies", "Allergies", true, false, ["substance", "reaction"]),
        new("conditionAtDischarge", "Condition at discharge", true, true, []),
        new("pendingResults", "Pending results", false, false, ["test", "responsible"]),
        new("followUp", "Follow-up", true, false, ["with", "when", "for"]),
        new("patientInstructions", "Patient instructions", true, true, []),
        new("codeStatus", "Code status", false, false, []),
        new("conflicts", "Conflicts", false, false, ["about"]),
    ];
}
