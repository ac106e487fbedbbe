using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>A drug as it is to be taken after discharge, or no more.</summary>
/// <param name="Item">The row that says so best.</param>
/// <param name="Change">Against the list from home.</param>
internal sealed record ReconciledDrug(MedicationItem Item, MedicationChange Change)
{
    /// <summary>The row of the list from home; null where it stands on none.</summary>
    internal MedicationItem? Home { get; init; }

    /// <summary>The sentence that says why; null where the row itself does or none does.</summary>
    internal Passage? Because { get; init; }
}

/// <summary>Two rows that give one drug in two doses where neither says that it was changed.</summary>
/// <param name="First">The row that loses.</param>
/// <param name="Second">The row that wins.</param>
internal sealed record DoseConflict(MedicationItem First, MedicationItem Second);

/// <summary>What became of the drugs of the stay.</summary>
/// <param name="Drugs">For the summary, in order.</param>
/// <param name="Unaddressed">From home, of which no note says what becomes of them.</param>
/// <param name="Conflicts">Doses on which lists disagree.</param>
/// <param name="Home">The list from home, one row a drug.</param>
internal sealed record Reconciliation(List<ReconciledDrug> Drugs, List<MedicationItem> Unaddressed, List<DoseConflict> Conflicts, List<MedicationItem> Home);
