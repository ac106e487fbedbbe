using System.Collections.Frozen;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Which day of the service words before or under a date name.</summary>
internal enum ServiceDay
{
    /// <summary>None: another date, or no word tells.</summary>
    None,

    /// <summary>The day, or the first of several.</summary>
    First,

    /// <summary>The last day.</summary>
    Last,

    /// <summary>The day on which a stay ends: nothing for a procedure.</summary>
    Discharge,
}

/// <summary>Tells what a date is by the meanings of the words about it together: 'To be finished by', 'Ship from', 'Planned day', 'Surgery date'.</summary>
internal static class DayWords
{
    // More words than this are a sentence of which the last ones tell.
    private const int Reach = 7;

    private static readonly FrozenSet<string> Plan = Set("planned plan plans proposed scheduled schedule anticipated expected intended target tentative wanted needed desired preferred booked set due would will appointment appt");
    private static readonly FrozenSet<string> Begin = Set("start starts starting begin begins beginning commence commences commencing commencement from first effective ship ships shipping deliver delivery delivered admit admission earliest onward");
    private static readonly FrozenSet<string> Alone = Set("beginning starting commencing");
    private static readonly FrozenSet<string> Thing = Set("service services surgery procedure operation treatment treatments therapy care dose visit session sessions infusion injection rental test scan study exam stay course drug medication equipment dos delivery admission");
    private static readonly FrozenSet<string> Asked = Set("service services surgery procedure operation treatment delivery admission admit infusion dos");
    private static readonly FrozenSet<string> End = Set("end ends ending finish finishes finished complete completed through thru until till last final stop discharge");
    private static readonly FrozenSet<string> Day = Set("date dates day days dos on by for is be");
    private static readonly FrozenSet<string> Bars = Set("birth born dob signed sign signature sent faxed fax submitted received printed dated request order ordered written prepared onset injury accident seen previous prior earlier was were since expires expired approved approval denied denial result results collected drawn report reported note next follow followup history coverage policy plan's eligibility enrolled revision rev form version diagnosed tested taken stopped failed started began discontinued had has been letter call called review decision not if before after authorization auth retro hired last4 age");

    internal static ServiceDay Of(IReadOnlyList<string> before)
    {
        var words = before.Skip(Math.Max(0, before.Count - Reach)).ToList();
        if (words.Count == 0 || words.Exists(Bars.Contains)) return ServiceDay.None;
        bool plan = words.Exists(Plan.Contains), thing = words.Exists(Thing.Contains), day = words.Exists(Day.Contains);
        int begin = words.FindLastIndex(Begin.Contains), end = words.FindLastIndex(End.Contains), begins = words.Count(Begin.Contains);
        // 'Last dose', 'last visit' are of what was.
        if (end >= 0 && words[end] is "last" or "final" or "stop" && thing && !plan) return ServiceDay.None;
        if (end >= 0 && end > begin && (plan || thing || day)) return words[end] == "discharge" ? ServiceDay.Discharge : ServiceDay.Last;
        if (end >= 0 && end > begin) return ServiceDay.None;
        if (Alone.Contains(words[^1])) return ServiceDay.First;
        if (begin >= 0 && (plan || thing || day || begins > 1)) return ServiceDay.First;
        if (plan && (thing || day || words.Count <= 2)) return ServiceDay.First;
        // A day of a test or visit is one that was; of a service asked for it is to come.
        return words.Exists(Asked.Contains) && words.Exists(w => w is "date" or "dates" or "day" or "days" or "dos") ? ServiceDay.First : ServiceDay.None;
    }

    /// <summary>Whether words between the first day and another date name the last.</summary>
    internal static bool Ends(IReadOnlyList<string> between) => between.Count is > 0 and <= 5 && between.Any(w => w is "last" or "final" or "end" or "ends" or "ending" or "through" or "until" or "till" or "finish") && !between.Any(Bars.Contains);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
