using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>
/// Decides criteria on treatments that were tried: which, for how long, with what outcome, how long ago. A drug of another class counts for nothing; a duration that is too short is not met;
/// a duration that cannot be told is not documented.
/// </summary>
internal sealed class TherapyJudge(TherapyTest test, JudgedCase judged)
{
    private static readonly Lazy<Regex> Length = Pattern.OfWords(@"\b(?<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)(?:[ -]?\(\d{1,3}\))?[ -](?<unit>day|week|month|year)s?\b");

    /// <summary>One course of an accepted treatment.</summary>
    private sealed record Course(string Agent, CriterionState State, string Reason, PartialDate? When, ImmutableArray<Place> Places);

    private readonly Window _window = Window.Before(judged.ServiceDate, test.WithinDays);

    internal LeafFinding Judge()
    {
        var denied = Denials();
        var courses = Courses();
        // 'Injection planned, not done': what the sentence itself says was not tried is no course.
        courses.RemoveAll(c => c.State != CriterionState.Met && denied.Any(d => d.Agent == c.Agent && c.Places.Any(p => p.DocumentId == d.Place.DocumentId && d.Place.Span.Contains(p.Span))));
        var agents = courses.GroupBy(static c => c.Agent, StringComparer.Ordinal).Select(static g => Together([.. g])).ToList();
        var met = agents.Where(static a => a.State == CriterionState.Met).ToList();
        var disputed = agents.Where(static a => a.State == CriterionState.Conflicting).ToList();
        // That one drug was not taken denies no other drug of its class; that none of the class was denies each.
        ImmutableArray<Place> Denying(List<Course> of) => [.. denied.Where(d => IsWhole(d.Agent) || of.Exists(c => c.Agent == d.Agent)).Select(static d => d.Place).Distinct()];
        if (met.Count >= test.Count)
        {
            ImmutableArray<Place> places = Places(met), denials = Denying(met);
            return denials.IsEmpty
                ? LeafFinding.Met("tried: as many treatments as the policy asks for are documented with their outcome", places, Period(met))
                : LeafFinding.Disputed("chart-disagrees: one place documents the treatment and another denies it", [.. places, .. denials]);
        }

        if (met.Count + disputed.Count >= test.Count) return LeafFinding.Disputed("courses-disagree: places of the chart disagree on a course of treatment", Places(disputed));
        var shorter = agents.Where(static a => a.State == CriterionState.NotMet).ToList();
        var unknown = agents.Where(static a => a.State == CriterionState.NotDocumented).ToList();
        var against = Denying(agents);
        if (agents.Count == 0 && against.IsEmpty) return LeafFinding.Silent("not-found: no treatment of the policy's list is documented");
        if (agents.Count == 0) return LeafFinding.NotMet("denied: the chart says that it was not tried", against);
        if (unknown.Count > 0) return LeafFinding.Silent(unknown[0].Reason, Places(unknown));
        return shorter.Count > 0
            ? LeafFinding.NotMet(shorter[0].Reason, Places(shorter), Period(shorter))
            : LeafFinding.Silent("too-few: fewer treatments of the policy's list are documented than it asks for", Places(met));
    }

    /// <summary>Whether a denial is of all that the policy accepts under one name: a class, or a treatment that is no drug.</summary>
    private bool IsWhole(string agent) => test.AnyOf.Any(n => n == "class:" + agent || (!n.StartsWith("class:", StringComparison.Ordinal) && string.Equals(n, agent, StringComparison.OrdinalIgnoreCase)));

    private List<Course> Courses()
    {
        var courses = new List<Course>();
        foreach (var treatment in judged.Facts.Treatments)
        {
            if (treatment.Treatment is Fact.Known known && TherapyClasses.Match(known.Text, test.AnyOf) is { } agent)
            {
                if (!IsOfOtherSide(agent, known)) courses.Add(Judge(agent, known, treatment));
            }
            else if (treatment.Treatment is Fact.Open open && open.Sides.Select(s => TherapyClasses.Match(s.Text, test.AnyOf)).FirstOrDefault(static a => a is not null) is { } held)
            {
                courses.Add(new(held, open.Disputed ? CriterionState.Conflicting : CriterionState.NotDocumented, "held-back: a treatment of the policy's list stands in the documents and was held back for a person", null, open.Places));
            }
        }

        foreach (var told in _read.Value.Where(static c => c.Outcome is not null))
        {
            // What the request's list says decides; the chart's sentences add what it lacks.
            if (courses.Exists(c => c.Agent == told.Agent && c.State is CriterionState.Conflicting or CriterionState.Met)) continue;
            var course = Judge(told.Agent, told.Outcome, told.Times.Start, told.Times.End, () => told.Times.Days, told.Places);
            if (course.State is not (CriterionState.Met or CriterionState.NotMet)) continue;
            // The sentence has what the request's list left open of the same treatment.
            courses.RemoveAll(c => c.Agent == told.Agent && c.State == CriterionState.NotDocumented && c.Reason.StartsWith("no-", StringComparison.Ordinal) && c.Places.Any(p => told.Places.Any(q => q.DocumentId == p.DocumentId && q.Span.Contains(p.Span))));
            courses.Add(course);
        }

        return courses;
    }

    /// <summary>Whether a treatment of one joint, such as an injection, was given to the joint that is not asked for; a drug works everywhere.</summary>
    private bool IsOfOtherSide(string agent, Fact.Known known) => IsWhole(agent) && !DrugLexicon.Find(agent, new(0, agent.Length)).Any() && !known.At.IsEmpty && known.At.All(p =>
        judged.Facts.Chart.Document(p.DocumentId) is { } document && OtherSide.Is(judged.Facts, document, ChartText.SentenceAt(document, p.Span), p.Span));

    private readonly Lazy<ImmutableArray<ChartCourse>> _read = new(() => [.. new TherapyReader(test, judged.Facts).Courses()]);

    /// <summary>The sentence that bears a treatment of the list, where it is of this part of the body.</summary>
    private ImmutableArray<Place> Sentences(Fact.Known known) =>
        [.. known.At.Select(p => judged.Facts.Chart.Document(p.DocumentId) is { } document ? new Place(p.DocumentId, ChartText.SentenceAt(document, p.Span)) : p).Distinct()];

    private bool IsElsewhere(Fact.Known known) =>
        known.At.Length > 0 && known.At.All(p => judged.Facts.Chart.Document(p.DocumentId) is { } document && ChartText.SentenceAt(document, p.Span) is var sentence && (OtherRegion.Is(judged.Facts, document, sentence, p.Span) || OtherSide.Is(judged.Facts, document, sentence, p.Span)));

    private Course Judge(string agent, Fact.Known known, TreatmentFacts treatment)
    {
        ImmutableArray<Place> places = [.. known.At, .. treatment.Outcome.Places, .. treatment.StartDate.Places, .. treatment.EndDate.Places, .. Sentences(known)];
        var (start, end) = (PartialDate.Parse(treatment.StartDate.Value), PartialDate.Parse(treatment.EndDate.Value));
        if (new[] { treatment.Outcome, treatment.StartDate, treatment.EndDate }.Any(static f => f is Fact.Open { Disputed: true })) return new(agent, CriterionState.Conflicting, "documents-disagree: the documents disagree on outcome or dates of the treatment", null, places);
        if (IsElsewhere(known)) return new(agent, CriterionState.NotDocumented, "elsewhere: the treatment is documented for another part of the body", null, places);
        return Judge(agent, treatment.Outcome.Value, start, end, () => Days(known, start, end), places);
    }

    private Course Judge(string agent, string? told, PartialDate? start, PartialDate? end, Func<(int Shortest, int Longest)?> days, ImmutableArray<Place> places)
    {
        PartialDate? when = start is { } s && end is { } e ? s.Union(e) : end ?? start;
        Course Of(CriterionState state, string reason) => new(agent, state, reason, when, places);
        // Whatever came of it, a course that has ended and was too short does not count, unless the policy counts one that had to be stopped.
        if (told is null or "unknown" && start is not null && end is not null && end.Value.Latest <= judged.ServiceDate && test.MinimumDays is { } needed && !test.Outcomes.Any(static o => o is "intolerant" or "contraindicated") && days() is { Longest: var length } && length < needed)
        {
            return Of(CriterionState.NotMet, string.Create(CultureInfo.InvariantCulture, $"too-short: the documented duration is {length} days at most; the policy asks for {needed}"));
        }

        if (told is not { } outcome || outcome == "unknown") return Of(CriterionState.NotDocumented, "no-outcome: the treatment is documented without its outcome");
        if (!test.Outcomes.Contains(outcome)) return Of(CriterionState.NotDocumented, "other-outcome: the documented outcome is none that the policy counts");
        if (start is { } begun && begun.Earliest > judged.ServiceDate) return Of(CriterionState.NotDocumented, "outside-window: the treatment lies after the date of service");
        if (test.WithinDays is not null && outcome != "contraindicated")
        {
            if ((end ?? (outcome == "ongoing" ? new PartialDate(judged.ServiceDate, judged.ServiceDate) : null)) is not { } last) return Of(CriterionState.NotDocumented, $"no-date: the treatment has no end; the window is {_window}");
            if (_window.Holds(last) != true) return Of(CriterionState.NotDocumented, $"outside-window: the treatment's end cannot be placed in the window, {_window}");
        }

        if (test.MinimumDays is not { } least || outcome is "intolerant" or "contraindicated") return Of(CriterionState.Met, "tried: documented with its outcome");
        return days() switch
        {
            null => Of(CriterionState.NotDocumented, "no-duration: the treatment is documented without its duration"),
            var (shortest, _) when shortest >= least => Of(CriterionState.Met, "tried: documented with its duration and outcome"),
            var (_, longest) when longest < least => Of(CriterionState.NotMet, string.Create(CultureInfo.InvariantCulture, $"too-short: the documented duration is {longest} days at most; the policy asks for {least}")),
            _ => Of(CriterionState.NotDocumented, "no-duration: the dates are too rough to tell whether the duration suffices"),
        };
    }

    /// <summary>
    /// Shortest and longest duration in days that the chart allows: by the dates, first and last day included, or else by the only length of time that its sentence writes beside one treatment.
    /// </summary>
    private (int Shortest, int Longest)? Days(Fact.Known known, PartialDate? start, PartialDate? end)
    {
        if (start is { } from && end is { } to) return (Math.Max(0, to.Earliest.DayNumber - from.Latest.DayNumber + 1), to.Latest.DayNumber - from.Earliest.DayNumber + 1);
        var lengths = new SortedSet<int>();
        foreach (var place in known.At)
        {
            if (judged.Facts.Chart.Document(place.DocumentId) is not { } document) continue;
            string text = ChartText.SentenceAt(document, place.Span).In(document.Text);
            var matches = Length.Value.Matches(text);
            // With two treatments or two lengths in one sentence it is not settled which is whose.
            if (matches.Count != 1 || judged.Facts.Treatments.Count(t => t.Treatment is Fact.Known other && other.At.Any(p => p.DocumentId == place.DocumentId && ChartText.SentenceAt(document, p.Span) == ChartText.SentenceAt(document, place.Span))) != 1) continue;
            lengths.Add(DaysOf(matches[0]));
        }

        return lengths.Count == 0 ? null : (lengths.Min, lengths.Max);
    }

    private static int DaysOf(Match match)
    {
        string written = match.Groups["count"].Value;
        int count = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) ? digits : NumberWords.TryRead(written, out int word) ? word : 0;
        return count * match.Groups["unit"].Value.ToUpperInvariant() switch { "DAY" => 1, "WEEK" => 7, "MONTH" => 30, _ => 365 };
    }

    /// <summary>Courses of one treatment: one that is met suffices, unless another place says that the same course was too short.</summary>
    private static Course Together(List<Course> courses)
    {
        if (courses.Find(static c => c.State == CriterionState.Met) is not { } met) return courses.OrderBy(static c => Array.IndexOf([CriterionState.Conflicting, CriterionState.NotDocumented, CriterionState.NotMet], c.State)).First();
        var shorter = courses.FindAll(c => c.State == CriterionState.NotMet && Same(c.When, met.When));
        return shorter.Count == 0 ? met : met with { State = CriterionState.Conflicting, Reason = "courses-disagree: places of the chart disagree on the duration", Places = [.. met.Places, .. shorter.SelectMany(static c => c.Places)] };
    }

    private static bool Same(PartialDate? one, PartialDate? other) => one is not { } a || other is not { } b || (a.Earliest <= b.Latest && b.Earliest <= a.Latest);

    /// <summary>Statements that a treatment of the list was not tried.</summary>
    private ImmutableArray<TherapyDenial> Denials()
    {
        var found = ImmutableArray.CreateBuilder<TherapyDenial>();
        foreach (string name in test.AnyOf.Where(static n => !n.StartsWith("class:", StringComparison.Ordinal)))
        {
            ImmutableArray<string> denials = [.. TherapyClasses.NamesOf(name).Where(static n => n.Length > 3).SelectMany(static n => (string[])[$"has not tried {n}", $"has not tried any {n}", $"has not had {n}", $"has not had any {n}", $"no prior {n}", $"has never had {n}", $"has never tried {n}", $"has never taken {n}", $"has not taken {n}", $"no previous {n}", $"never received {n}", $"has not attempted {n}", $"{n} has not been tried", $"{n} not tried", $"declined {n}"])];
            if (!denials.IsEmpty) found.AddRange(judged.Facts.Chart.Find(denials).Where(static s => s.Assertion.Experiencer == Experiencer.Patient).Select(s => new TherapyDenial(name.ToLowerInvariant(), s.Place)));
        }

        found.AddRange(TherapyDenials.Of(judged.Facts.Chart, test.AnyOf, test.Outcomes.Contains("contraindicated")));
        found.AddRange(_read.Value.Where(static c => c.Outcome is null).SelectMany(static c => c.Places.Select(p => new TherapyDenial(c.Agent, p))));
        return [.. found.Distinct()];
    }

    private static ImmutableArray<Place> Places(List<Course> courses) => [.. courses.SelectMany(static c => c.Places).Distinct()];

    private static PartialDate? Period(List<Course> courses)
    {
        PartialDate? period = null;
        foreach (var course in courses)
        {
            if (course.When is not { } when) return null;
            period = period is { } so ? so.Union(when) : when;
        }

        return period;
    }
}
