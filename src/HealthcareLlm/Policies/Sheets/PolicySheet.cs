using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>A fault of a policy's sheet, with its place.</summary>
/// <param name="File">Name of the sheet's file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record SheetFault(string File, int Line, string Message)
{
    /// <summary><c>file:line: message</c>, as compilers write it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}");
}

/// <summary>
/// The sheet of a medical policy (YAML, schema <c>schemas/medical-policy/v1.json</c>): what the policy is, for whom and when it rules, and its criteria with the clauses
/// that they stand on, resolved in the policy's document.
/// </summary>
/// <param name="Payer">Payer's name.</param>
/// <param name="Number">The payer's number.</param>
/// <param name="Title">Title.</param>
/// <param name="Version">Version.</param>
/// <param name="EffectiveFrom">First day.</param>
/// <param name="EffectiveTo">Last day; null for none.</param>
/// <param name="ReviewDate">Day of the next review; null for none.</param>
/// <param name="Scope">What it is about and for whom.</param>
/// <param name="IsProposed">Whether <c>policies draft-criteria</c> wrote it and nobody took the mark away: such a sheet is never approved.</param>
/// <param name="Criteria">The criteria.</param>
public sealed record PolicySheet(
    string Payer,
    string Number,
    string Title,
    string Version,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    DateOnly? ReviewDate,
    PolicyScope Scope,
    bool IsProposed,
    PolicyCriteria Criteria)
{
    /// <summary>Other names of the payer.</summary>
    public ImmutableArray<string> PayerAlsoCalled { get; init; } = [];

    /// <summary>The draft of a medical policy that a document and its sheet make.</summary>
    /// <param name="document">The policy's document.</param>
    /// <param name="sheetBytes">The sheet's bytes, which the content hash covers.</param>
    public MedicalPolicy Draft(DocumentId document, ReadOnlySpan<byte> sheetBytes) => new()
    {
        Payer = Payer,
        PayerAlsoCalled = PayerAlsoCalled,
        Number = Number,
        Title = Title,
        Version = Version,
        EffectiveFrom = EffectiveFrom,
        EffectiveTo = EffectiveTo,
        ReviewDate = ReviewDate,
        Scope = Scope,
        SourceId = document,
        ContentHash = DocumentId.Of(System.Text.Encoding.ASCII.GetBytes(document.Hex + DocumentId.Of(sheetBytes).Hex)).Hex,
    };
}

/// <summary>What reading a sheet gave.</summary>
/// <param name="Sheet">The sheet; null where it has a fault.</param>
/// <param name="Faults">Every fault found, in the order of lines.</param>
public sealed record SheetReading(PolicySheet? Sheet, ImmutableArray<SheetFault> Faults);
