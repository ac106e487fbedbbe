namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>Puts the notes of an encounter in order of time.</summary>
internal static class Timeline
{
    private static readonly DateTime Unknown = DateTime.MinValue;

    /// <summary>
    /// By date and time; of one day, notes without a time stand where their kind usually does. A note without a date stands where it was given,
    /// except that admission notes come first and discharge papers last.
    /// </summary>
    internal static List<Note> Order(List<Note> notes)
    {
        var days = notes.Where(n => n.At is not null).Select(n => n.At!.Value.Date).ToList();
        var first = days.Count > 0 ? days.Min() : Unknown;
        var last = days.Count > 0 ? days.Max() : Unknown;
        var current = first;
        var keyed = new List<(DateTime Day, int Rank, TimeSpan Time, int Given, Note Note)>(notes.Count);
        for (int i = 0; i < notes.Count; i++)
        {
            var note = notes[i] with { Given = i };
            if (note.At is { } at) current = at.Date;
            var day = note.At?.Date ?? (IsFirst(note.Kind) ? first : IsLast(note.Kind) ? last : current);
            keyed.Add((day, RankOf(note), note.At?.TimeOfDay ?? TimeSpan.Zero, i, note));
        }

        return
        [
            .. keyed.OrderBy(k => k.Day).ThenBy(k => k.Rank).ThenBy(k => k.Time).ThenBy(k => k.Given).Select((k, order) => k.Note with { Order = order }),
        ];
    }

    private static int RankOf(Note note) => note.Kind switch
    {
        NoteKind.Emergency => 0,
        NoteKind.DischargeOrder or NoteKind.DischargeMedications => 2,
        NoteKind.DischargeSummary => 3,
        _ => 1,
    };

    private static bool IsFirst(NoteKind kind) => kind is NoteKind.Emergency or NoteKind.HistoryAndPhysical or NoteKind.HomeMedications;

    private static bool IsLast(NoteKind kind) => kind is NoteKind.DischargeOrder or NoteKind.DischargeMedications or NoteKind.DischargeSummary;
}
