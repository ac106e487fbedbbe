using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Whose list a drug stands in.</summary>
internal enum MedicationList
{
    /// <summary>Taken before admission.</summary>
    Home,

    /// <summary>Given in hospital.</summary>
    Inpatient,

    /// <summary>For going home.</summary>
    Discharge,
}

/// <summary>What is to be done with a drug. The names, in lower case, are the contract's values of <c>change</c>.</summary>
internal enum MedicationChange
{
    /// <summary>It does not say.</summary>
    Unsaid,

    /// <summary>Begun in this stay.</summary>
    New,

    /// <summary>Another dose, route or frequency than before.</summary>
    Changed,

    /// <summary>As before.</summary>
    Continued,

    /// <summary>Not for now.</summary>
    Held,

    /// <summary>No more.</summary>
    Stopped,
}

/// <summary>One drug of a list.</summary>
/// <param name="Note">The note.</param>
/// <param name="List">Whose list.</param>
/// <param name="Row">The words about this drug.</param>
/// <param name="Name">Its name.</param>
internal sealed record MedicationItem(Note Note, MedicationList List, TextSpan Row, TextSpan Name)
{
    /// <summary>Dose or strength; empty where none is written.</summary>
    internal TextSpan Dose { get; init; }

    /// <summary>Route; empty where none is written.</summary>
    internal TextSpan Route { get; init; }

    /// <summary>Frequency; empty where none is written.</summary>
    internal TextSpan Frequency { get; init; }

    /// <summary>Duration or end date; empty where none is written.</summary>
    internal TextSpan Duration { get; init; }

    /// <summary>What is to be done with it.</summary>
    internal MedicationChange Change { get; init; }

    /// <summary>The words that say so; empty where none do.</summary>
    internal TextSpan ChangeSpan { get; init; }

    /// <summary>Why; empty where it does not say.</summary>
    internal TextSpan Reason { get; init; }

    /// <summary>The cells of a row of a table in an order that can be read; null where the row reads as it stands.</summary>
    internal string? Composed { get; init; }

    /// <summary>Names by which it is known, lower case.</summary>
    internal required DrugName Drug { get; init; }

    /// <summary>The words at a span.</summary>
    internal string At(TextSpan span) => span.In(Note.Text);
}
