using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reconciles the lists of drugs of one stay.</summary>
internal static class MedicationReconciler
{
    internal static Reconciliation Reconcile(EncounterChart chart)
    {
        var items = MedicationListReader.Read(chart);
        bool listed = items.Exists(i => i.List == MedicationList.Discharge);
        var told = DischargePlanReader.Read(chart);
        // Where a list for home stands, what sentences say beside it adds no drug; it is held against the list.
        if (!listed) items.AddRange(told.Where(t => !DischargePlanReader.IsTeaching(t.Note)));
        var conflicts = new List<DoseConflict>();
        var home = Merge(items.Where(i => i.List == MedicationList.Home), conflicts, HomeAuthority);
        var discharge = Merge(items.Where(i => i.List == MedicationList.Discharge), conflicts, DischargeAuthority);
        foreach (var other in told) Contradict(other, discharge, conflicts);
        if (home.Count + discharge.Count == 0) return new([], [], conflicts, home);
        var drugs = new List<ReconciledDrug>();
        var (homeNames, dischargeNames) = (NamesOf(home), NamesOf(discharge));
        var directives = new DirectiveFinder(chart, items);
        var resumes = new Lazy<bool>(() => ResumesAll(chart));
        foreach (var item in discharge) drugs.Add(Compare(directives, item, homeNames.First(item.Drug) is >= 0 and var at ? home[at] : null, home.Count > 0, conflicts));
        var unaddressed = new List<MedicationItem>();
        foreach (var item in home.Where(h => dischargeNames.First(h.Drug) < 0)) Decide(directives, item, listed, resumes, drugs, unaddressed);
        return new(drugs, unaddressed, conflicts, home);
    }

    private static DrugNameIndex NamesOf(List<MedicationItem> items)
    {
        var names = new DrugNameIndex();
        foreach (var item in items) names.Add(item.Drug);
        return names;
    }

    // Of several rows of one drug the one of the higher authority wins, of the same authority the later.
    private static List<MedicationItem> Merge(IEnumerable<MedicationItem> items, List<DoseConflict> conflicts, Func<MedicationItem, int> authority)
    {
        var merged = new List<MedicationItem>();
        var names = new DrugNameIndex();
        foreach (var item in items)
        {
            int at = names.First(item.Drug);
            if (at < 0)
            {
                names.Add(item.Drug);
                merged.Add(item);
                continue;
            }

            var old = merged[at];
            bool wins = authority(item) >= authority(old) && !(item.Dose.IsEmpty && !old.Dose.IsEmpty && item.Change == MedicationChange.Unsaid);
            var (winner, loser) = wins ? (item, old) : (old, item);
            if (IsSameList(item, old) && item.Change != old.Change && item.Change != MedicationChange.Unsaid && old.Change != MedicationChange.Unsaid) winner = Livelier(item, old);
            merged[at] = winner;
            names.Replace(at, winner.Drug);
            bool changed = winner.Change == MedicationChange.Changed || !winner.Reason.IsEmpty && MedicationGrammar.Changed().IsMatch(winner.At(winner.Row));
            if (!changed && !IsSameList(item, old) && DoseComparison.SameDose(winner, loser) == false) conflicts.Add(new(loser, winner));
        }

        return merged;
    }

    // A nurse's sheet or a teaching note that gives another dose or another last day than the list.
    private static void Contradict(MedicationItem told, List<MedicationItem> discharge, List<DoseConflict> conflicts)
    {
        var listed = discharge.Find(d => d.Drug.IsSame(told.Drug));
        if (listed is null || ReferenceEquals(listed.Note, told.Note) || told.Change is MedicationChange.Stopped or MedicationChange.Held || listed.Change is MedicationChange.Stopped or MedicationChange.Held) return;
        if (conflicts.Exists(c => c.Second == listed || c.First == told)) return;
        if (DoseComparison.SameDose(told, listed) == false || DoseComparison.SameEnd(told, listed) == false) conflicts.Add(new(told, listed));
    }

    private static bool IsSameList(MedicationItem a, MedicationItem b) => ReferenceEquals(a.Note, b.Note);

    // 'STOP furosemide 40 mg' beside 'NEW furosemide 80 mg' in one list: the one to be taken.
    private static MedicationItem Livelier(MedicationItem a, MedicationItem b) => a.Change is MedicationChange.Stopped or MedicationChange.Held ? b : a;

    private static int HomeAuthority(MedicationItem item) => item.Note.Kind switch
    {
        NoteKind.HomeMedications => 3,
        NoteKind.HistoryAndPhysical => 2,
        _ => 1,
    };

    private static int DischargeAuthority(MedicationItem item) => item.Note.Kind switch
    {
        NoteKind.DischargeMedications => 4,
        NoteKind.DischargeOrder or NoteKind.DischargeSummary => 3,
        _ => item.Note.IsOfDischarge ? 2 : 1,
    };

    private static ReconciledDrug Compare(DirectiveFinder finder, MedicationItem item, MedicationItem? home, bool hasHome, List<DoseConflict> conflicts)
    {
        var directives = finder.Of(item.Drug);
        var change = item.Change;
        if (change == MedicationChange.Unsaid)
        {
            bool? same = home is null ? null : DoseComparison.IsSame(item, home);
            change = home is null ? (hasHome ? MedicationChange.New : MedicationChange.Unsaid) : same == false ? MedicationChange.Changed : MedicationChange.Continued;
        }
        else if (change == MedicationChange.Continued && home is not null && DoseComparison.SameDose(item, home) == false && !conflicts.Exists(c => c.First == home))
        {
            conflicts.Add(new(home, item));
        }

        var because = item.Reason.IsEmpty && change is MedicationChange.Stopped or MedicationChange.Held or MedicationChange.Changed ? Why(directives, change) : null;
        return new(item, change) { Home = home, Because = because };
    }

    private static Passage? Why(List<MedicationDirective> directives, MedicationChange change)
    {
        var same = directives.Where(d => d.Change == change || (change == MedicationChange.Stopped && d.Change == MedicationChange.Held)).ToList();
        return (same.FindLast(d => GivesReason(d.Passage.Text)) ?? same.LastOrDefault())?.Passage;
    }

    private static bool GivesReason(string text) => MedicationGrammar.Reason().IsMatch(text);

    private static void Decide(DirectiveFinder finder, MedicationItem item, bool hasList, Lazy<bool> resumes, List<ReconciledDrug> drugs, List<MedicationItem> unaddressed)
    {
        var directives = finder.Of(item.Drug);
        var last = directives.LastOrDefault();
        bool away = last?.Change is MedicationChange.Stopped or MedicationChange.Held;
        // A hold on the day of admission that no later note takes up says nothing of discharge where there is a list; it is shown as held all the same.
        if (last is not null && (away || (!hasList && last.Change is MedicationChange.Continued or MedicationChange.Changed)))
        {
            drugs.Add(new(item, last.Change) { Home = item, Because = Why(directives, last.Change) ?? last.Passage });
        }
        else if (!hasList && resumes.Value)
        {
            drugs.Add(new(item, MedicationChange.Continued) { Home = item });
        }
        else if (item.Change is MedicationChange.Stopped or MedicationChange.Held)
        {
            drugs.Add(new(item, item.Change) { Home = item });
        }
        else
        {
            unaddressed.Add(item);
        }
    }

    private static bool ResumesAll(EncounterChart chart) =>
        chart.Usable.Any(p => p.Note.Order * 2 >= chart.Notes.Length && DischargePlanReader.ResumesHome(p.Text));
}
