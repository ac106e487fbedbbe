using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Decides criteria that ask for a statement of the chart, or for its denial.</summary>
internal static class StatementJudge
{
    internal static LeafFinding Documented(DocumentedTest test, JudgedCase judged)
    {
        var window = Window.Before(judged.ServiceDate, test.WithinDays);
        var experiencer = test.OfRelative ? Experiencer.Other : Experiencer.Patient;
        var (stated, denied) = Sides(judged.Facts.Chart, test.AnyOf, test.DeniedBy, experiencer, a => (test.AnyResult || a.Polarity == Polarity.Affirmed) && a.Temporality != Temporality.Hypothetical && a.Experiencer == experiencer);
        foreach (var (shows, measured) in judged.Facts.Chart.Measured(test.AnyOf)) (shows ? stated : denied).Add(measured);
        if (test.AnyResult) denied.RemoveAll(d => stated.Exists(s => s.Place == d.Place));
        // What may be a relative's shows nothing of the patient; against the criterion it counts, so that a person looks.
        stated.RemoveAll(s => !s.IsSure || !s.IsReal || (test.OfRelative && s.Assertion.Rules.Contains("other-before") && !Relatives.AreNamed(judged.Facts.Chart, s)));
        stated.RemoveAll(s => OtherSide.Is(judged.Facts, s));
        denied.RemoveAll(s => OtherSide.Is(judged.Facts, s));
        Reservations.Apply(test, judged, stated, denied);
        var (fresh, stale, undated) = Aged(stated, window, test.WithinDays);
        var (freshDenials, _, undatedDenials) = Aged(denied, window, test.WithinDays);
        ImmutableArray<ChartStatement> against = [.. freshDenials, .. undatedDenials];
        if (!fresh.IsEmpty && !against.IsEmpty) return LeafFinding.Disputed("chart-disagrees: one place states it and another denies it", Places(fresh, against));
        if (!fresh.IsEmpty) return LeafFinding.Met("stated: the chart states it", Places(fresh), fresh[^1].Date);
        if (!against.IsEmpty && undated.IsEmpty) return LeafFinding.NotMet("denied: the chart denies it", Places(against), against[^1].Date);
        if (!undated.IsEmpty) return LeafFinding.Silent($"no-date: the chart states it without a date; the window is {window}", Places(undated));
        return stale.IsEmpty ? LeafFinding.Silent("not-found: the chart does not say") : LeafFinding.Silent($"outside-window: what the chart states of it is dated outside of the window, {window}", Places(stale));
    }

    internal static LeafFinding Excluded(ExcludedTest test, JudgedCase judged)
    {
        var window = Window.Before(judged.ServiceDate, test.WithinDays);
        var (stated, denied) = Sides(judged.Facts.Chart, test.AnyOf, test.DeniedBy, Experiencer.Patient, a => test.Ever ? a.IsPatientFact : a.IsCurrentFact);
        denied.RemoveAll(static s => !s.IsSure || !s.IsReal);
        denied.AddRange(NoneSince(test, judged));
        Reservations.Apply(test, judged, stated, denied);
        var (fresh, stale, undated) = Aged(denied, window, test.WithinDays);
        // What would exclude the service counts whenever it was said: an old finding is for a person to lift.
        ImmutableArray<ChartStatement> present = [.. stated, .. Done(test, judged).Where(d => !stated.Exists(s => s.Place == d.Place))];
        if (!present.IsEmpty && !fresh.IsEmpty) return LeafFinding.Disputed("chart-disagrees: one place states it and another denies it", Places(present, fresh));
        if (!present.IsEmpty) return LeafFinding.NotMet("present: the chart states what the policy excludes", Places(present), present[^1].Date);
        if (!fresh.IsEmpty) return LeafFinding.Met("denied: the chart denies what the policy excludes", Places(fresh), fresh[^1].Date);
        if (!undated.IsEmpty) return LeafFinding.Silent($"no-date: the chart denies it without a date; the window is {window}", Places(undated));
        return stale.IsEmpty ? LeafFinding.Silent("not-found: the chart does not say; silence is no denial") : LeafFinding.Silent($"outside-window: what denies it is dated outside of the window, {window}", Places(stale));
    }

    /// <summary>What excludes the service by having been done on a day before it, as the sentence writes.</summary>
    private static IEnumerable<ChartStatement> Done(ExcludedTest test, JudgedCase judged)
    {
        if (test.Done.IsEmpty) return [];
        var window = Window.Before(judged.ServiceDate, test.DoneWithinDays);
        return judged.Facts.Chart.Find(test.Done).Where(s => s.Assertion.IsPatientFact
            && judged.Facts.Chart.Document(s.Place.DocumentId) is { } document && ChartText.OwnDay(document, s.Place.Span) is { } day && day.Latest < judged.ServiceDate && window.Holds(day) != false);
    }

    /// <summary>What denies by its day: it was done before the time in which it excludes, and the sentence says that it was the last, or that none came since.</summary>
    private static IEnumerable<ChartStatement> NoneSince(ExcludedTest test, JudgedCase judged)
    {
        if (test.Done.IsEmpty || Window.Before(judged.ServiceDate, test.DoneWithinDays).From is not { } from) yield break;
        foreach (var statement in judged.Facts.Chart.Find(test.Done).Where(static s => s.Assertion.IsPatientFact && s.IsReal))
        {
            if (judged.Facts.Chart.Document(statement.Place.DocumentId) is not { } document || ChartText.OwnDay(document, statement.Place.Span) is not { } day || day.Latest >= from) continue;
            string before = document.Text[statement.Place.Span.Start..Math.Max(statement.Place.Span.Start, statement.Words.Start)], behind = document.Text[statement.Words.End..Math.Max(statement.Words.End, statement.Place.Span.End)];
            if (LastOne.Value.IsMatch(before) || NoneBehind.Value.IsMatch(behind)) yield return statement;
        }
    }

    private static readonly Lazy<Regex> LastOne = Pattern.OfWords(@"\b(?:last|most recent|latest|only|sole|one and only)(?: (?:prior|previous|known|ever|had|was|a|an|his|her|the|outside))* $");

    private static readonly Lazy<Regex> NoneBehind = Pattern.OfWords(@"\b(?:none|nothing|no (?:other|others|further|more|repeat|new|newer|additional|subsequent|later)(?: \w+){0,3}?|no (?:\w+ )?<study>|never repeated|not (?:been )?repeated|no repeat)(?: (?:has|have|been|done|had|obtained|one|ones))* (?:since|after|afterwards|later|thereafter)\b|\b(?:the|was her|was his|his|her) (?:last|only) (?:one|<study>)\b".Replace("<study>", Study, StringComparison.Ordinal));

    private const string Study = "(?:MRIs?|CTs?|X-?rays?|imaging|films?|scans?|stud(?:y|ies)|tests?|injections?|procedures?|surger(?:y|ies)|operations?)";

    /// <summary>Statements that affirm a phrase, and those that deny it or state its opposite. What is possible, planned or a relative's is neither.</summary>
    private static (List<ChartStatement> Stated, List<ChartStatement> Denied) Sides(ChartText chart, ImmutableArray<string> phrases, ImmutableArray<string> opposites, Experiencer of, Func<Assertion, bool> isStated)
    {
        var ways = ChartIdeas.Of(phrases);
        List<ChartStatement> found = [.. chart.Find(phrases)], other = [.. chart.Find(ways.Where(static w => w.Kind is ChartRuleKind.Never or ChartRuleKind.Neither))], neither = [.. chart.Find(ways.Where(static w => w.Kind is ChartRuleKind.Neither or ChartRuleKind.NotOpposite))];
        found.AddRange(chart.Find(ways.Where(static w => w.Kind == ChartRuleKind.Same)).Where(s => !found.Exists(f => f.Place.DocumentId == s.Place.DocumentId && f.Words.Overlaps(s.Words))).ToList());
        found.RemoveAll(s => other.Exists(o => Overlap(o, s)));
        List<ChartStatement> stated = [.. found.Where(s => isStated(s.Assertion))];
        List<ChartStatement> denied = [.. found.Where(s => s.Assertion.Polarity == Polarity.Negated && s.Assertion.Experiencer == of && s.Assertion.Temporality != Temporality.Hypothetical)];
        bool Affirms(ChartStatement s) => s.Assertion.Experiencer == of && s.Assertion.Temporality != Temporality.Hypothetical && s.Assertion.Polarity == Polarity.Affirmed;
        // Where the opposite is said of the same place ('QuantiFERON negative'), the phrase inside it states nothing.
        List<ChartStatement> opposite = opposites.IsEmpty ? [] : [.. chart.Find(opposites).Where(Affirms)];
        opposite.RemoveAll(s => neither.Exists(o => Overlap(o, s)));
        stated.RemoveAll(s => opposite.Exists(o => o.Place == s.Place));
        List<ChartStatement> contrary = [.. chart.Find(ways.Where(static w => w.Kind == ChartRuleKind.Opposite).Concat(ChartIdeas.Of(opposites).Where(static w => w.Kind == ChartRuleKind.Same))).Where(Affirms)];
        contrary.RemoveAll(s => neither.Exists(o => Overlap(o, s)));
        stated.RemoveAll(s => contrary.Exists(o => Overlap(o, s)));
        foreach (var one in opposite.Concat(contrary))
        {
            if (!denied.Exists(d => d.Place == one.Place)) denied.Add(one);
        }

        return (stated, denied);
    }

    private static bool Overlap(ChartStatement one, ChartStatement other) => one.Place.DocumentId == other.Place.DocumentId && one.Words.Overlaps(other.Words);

    private static (ImmutableArray<ChartStatement> Fresh, ImmutableArray<ChartStatement> Stale, ImmutableArray<ChartStatement> Undated) Aged(List<ChartStatement> statements, Window window, int? days)
    {
        if (days is null) return ([.. statements], [], []);
        bool? In(ChartStatement statement) => statement.Date is { } date ? window.Holds(date) : null;
        return ([.. statements.Where(s => In(s) == true)], [.. statements.Where(s => In(s) == false)], [.. statements.Where(s => In(s) is null)]);
    }

    private static ImmutableArray<Place> Places(params ReadOnlySpan<ImmutableArray<ChartStatement>> groups)
    {
        var places = ImmutableArray.CreateBuilder<Place>();
        foreach (var group in groups) places.AddRange(group.Select(static s => s.Place).Distinct());
        return places.ToImmutable();
    }
}
