using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>
/// Decides criteria on a laboratory value, score or measurement: the latest result inside the window counts, with its unit. A result without a date, in another unit or outside of the window
/// shows nothing; two results of the same day on both sides of the threshold conflict.
/// </summary>
internal static class LabJudge
{
    private static readonly Lazy<Regex> OtherTime = Pattern.OfWords(@"\b(ago|last|previous|previously|prior|before|earlier|on admission|at admission|on arrival|on presentation|initially|at diagnosis|when|had been|used to|history|baseline|pre-?op\w*|goal|target|in (?:19|20)[0-9]{2})\b");

    /// <summary>A result of the test that was asked for.</summary>
    private sealed record Reading(string Value, string Unit, PartialDate? Date, ImmutableArray<Place> Places);

    internal static LeafFinding Judge(LabTest test, JudgedCase judged)
    {
        var window = Window.Before(judged.ServiceDate, test.WithinDays);
        var (readings, undated, open) = Find(test, judged.Facts);
        var fresh = readings.Where(r => test.WithinDays is null ? r.Date is not { } any || any.Earliest <= window.To : r.Date is { } date && window.Holds(date) == true).ToList();
        if (open is { Disputed: true }) return LeafFinding.Disputed("documents-disagree: the documents disagree on the result", open.Places);
        if (fresh.Count == 0)
        {
            ImmutableArray<Place> near = [.. readings.SelectMany(static r => r.Places)];
            if (open is not null) return LeafFinding.Silent("held-back: a result stands in the documents and was held back for a person", open.Places);
            if (readings.Count == 0) return LeafFinding.Silent("not-found: no document gives a result");
            return readings.Exists(r => r.Date is not { } date || window.Holds(date) is null)
                ? LeafFinding.Silent($"no-date: a result has no date that tells whether it lies in the window, {window}", near)
                : LeafFinding.Silent($"outside-window: every result is dated outside of the window, {window}", near);
        }

        var latest = Latest(fresh);
        var verdicts = latest.Select(r => Holds(r, test)).ToList();
        ImmutableArray<Place> places = [.. latest.SelectMany(static r => r.Places).Distinct()];
        if (verdicts.Contains(true) && verdicts.Contains(false)) return LeafFinding.Disputed("results-disagree: results of one day lie on both sides of the threshold", places);
        if (verdicts.Contains(null)) return LeafFinding.Silent("not-comparable: the latest result is no number in the policy's unit", places);
        var when = latest[0].Date;
        // A result without a day that is on the other side may be the later one: it takes a person to tell.
        if (verdicts[0] == true && undated.Where(u => Holds(u, test) == false && !(u.Date is { } note && when is { } day && note.Latest < day.Earliest)).ToList() is { Count: > 0 } other)
        {
            return LeafFinding.Silent("undated-result: a result without a day lies on the other side of the threshold", [.. places, .. other.SelectMany(static r => r.Places)]);
        }

        return verdicts[0] == true
            ? LeafFinding.Met("threshold-kept: the latest result in the window keeps to the policy's threshold", places, when)
            : LeafFinding.NotMet("threshold-missed: the latest result in the window does not keep to the policy's threshold", places, when);
    }

    /// <summary>Results of the latest day; those whose days may overlap it count with it. Without dates all count.</summary>
    private static List<Reading> Latest(List<Reading> readings)
    {
        var dated = readings.Where(static r => r.Date is not null).ToList();
        if (dated.Count == 0) return readings;
        var last = dated.Max(static r => r.Date!.Value.Latest);
        return [.. dated.Where(r => r.Date!.Value.Latest == last), .. dated.Where(r => r.Date!.Value.Latest != last && r.Date!.Value.Latest >= dated.Where(d => d.Date!.Value.Latest == last).Min(static d => d.Date!.Value.Earliest))];
    }

    /// <summary>Whether a result keeps to the threshold; null where that cannot be told.</summary>
    private static bool? Holds(Reading reading, LabTest test)
    {
        if (reading.Unit.Length > 0 || test.Unit.Length == 0 || !double.TryParse(reading.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)) return Holds(reading, reading.Unit, test);
        // Without its unit a number tells what it tells in every unit that the test is ever given in, and nothing where no living person has it.
        ClinicalTest[] known = [.. test.AnyOf.SelectMany(static t => TestLexicon.Find(t, new(0, t.Length))).Select(static t => t.Test).Distinct()];
        if (known is not [{ Units.Length: > 0 } one] || number < one.Low || number > one.High) return null;
        return one.Units.Select(u => Holds(reading, u, test)).Distinct().ToArray() is [var only] ? only : null;
    }

    private static bool? Holds(Reading reading, string unit, LabTest test)
    {
        string value = reading.Value.Trim();
        // '8.2 %' may carry its unit with it.
        int end = value.Length;
        while (end > 0 && !char.IsDigit(value[end - 1])) end--;
        if (end < value.Length && unit.Length == 0) unit = value[end..];
        if (end < value.Length && ResultUnits.Folded(value[end..]) != ResultUnits.Folded(unit)) return null;
        value = value[..end];
        char sign = value.Length > 0 && value[0] is '<' or '>' or '≤' or '≥' ? value[0] : ' ';
        bool equal = sign is '≤' or '≥' || value.StartsWith(">=", StringComparison.Ordinal) || value.StartsWith("<=", StringComparison.Ordinal);
        if (!decimal.TryParse(value.TrimStart('<', '>', '≤', '≥', '=', ' ').Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return null;
        if (ResultUnits.Factor(unit, test.Unit) is not { } factor) return null;
        number *= factor;
        bool? above = sign switch { ' ' => null, '>' or '≥' => true, _ => false };
        return test.Comparison switch
        {
            Comparison.AtLeast => above is null ? number >= test.Value : above == true ? (number >= test.Value ? true : null) : number < test.Value || (!equal && number == test.Value) ? false : null,
            Comparison.Above => above is null ? number > test.Value : above == true ? (number > test.Value || (!equal && number == test.Value) ? true : null) : number <= test.Value ? false : null,
            Comparison.AtMost => above is null ? number <= test.Value : above == false ? (number <= test.Value ? true : null) : number > test.Value || (!equal && number == test.Value) ? false : null,
            Comparison.Below => above is null ? number < test.Value : above == false ? (number < test.Value || (!equal && number == test.Value) ? true : null) : number >= test.Value ? false : null,
            _ => throw new InvalidOperationException("unknown comparison"),
        };
    }

    private static (List<Reading> Readings, List<Reading> Undated, Fact.Open? Open) Find(LabTest test, CaseFacts facts)
    {
        var readings = new List<Reading>();
        Fact.Open? open = null;
        foreach (var lab in facts.Labs.Where(l => l.Name.Value is { } name && IsOf(name, test.AnyOf)))
        {
            if (lab.Value is Fact.Known value && lab.Unit is not Fact.Open && lab.Date is not Fact.Open)
            {
                readings.Add(new(value.Text, lab.Unit.Value ?? string.Empty, PartialDate.Parse(lab.Date.Value), [.. lab.Name.Places, .. value.At, .. lab.Unit.Places, .. lab.Date.Places]));
            }
            else if ((lab.Value as Fact.Open ?? lab.Unit as Fact.Open ?? lab.Date as Fact.Open) is { } one)
            {
                open = open is { Disputed: true } ? open : one;
            }
        }

        static bool Overlap(Reading one, Reading other) => one.Places.Any(p => other.Places.Any(q => q.DocumentId == p.DocumentId && q.Span.Overlaps(p.Span)));
        var undated = new List<Reading>();
        foreach (var (reading, isDated) in FromChart(test, facts.Chart).ToList())
        {
            int same = readings.FindIndex(r => Overlap(r, reading));
            // The request's list has the result, and its report the day.
            if (same >= 0 && isDated && readings[same].Date is null && readings[same].Value == reading.Value) readings[same] = readings[same] with { Date = reading.Date };
            else if (same < 0) (isDated ? readings : undated).Add(reading);
        }

        return (readings, undated, open);
    }

    /// <summary>
    /// Results that a sentence gives with a date of its own, or under the heading of a report that has one: the request's list may lack them, and the latest counts. Without a day they come with
    /// that of their note, which is the latest that they may be of.
    /// </summary>
    private static IEnumerable<(Reading Reading, bool IsDated)> FromChart(LabTest test, ChartText chart)
    {
        foreach (var document in chart.Documents)
        {
            foreach (var mention in document.Mentions.Where(m => m.Type is MentionType.Lab or MentionType.Vital && m.Assertion.IsPatientFact))
            {
                if (mention.Part("value") is not { } value || !IsOf(mention.NameSpan.In(document.Text), test.AnyOf) || !chart.IsUsable(document, mention.Span)) continue;
                var sentence = ChartText.SentenceAt(document, mention.Span);
                string text = sentence.In(document.Text);
                if (text.Contains("goal", StringComparison.OrdinalIgnoreCase) || text.Contains("target", StringComparison.OrdinalIgnoreCase)) continue;
                // A vital sign or measure of the body in a note was taken at its visit, unless its sentence speaks of another time; a laboratory's day is its own.
                bool ofVisit = (mention.Type == MentionType.Vital || ChartText.IsSleepStudy(document, mention.Span)) && mention.Assertion.Temporality == Temporality.Recent && !OtherTime.Value.IsMatch(text);
                var day = ChartText.OwnDay(document, sentence) ?? (ofVisit && !document.Mentions.Any(m => m.Type == MentionType.Date && m.Part("date")?.Value is not null && sentence.Contains(m.Span)) ? ChartText.DayOf(document, mention.Span) : null);
                bool elsewhen = OtherTime.Value.IsMatch(text) || document.Mentions.Any(m => m.Type == MentionType.Date && m.Part("date")?.Value is not null && sentence.Contains(m.Span));
                if (day is null && !elsewhen) day = ChartText.ReportDayOf(document, mention.Span);
                Reading Of(PartialDate? on) => new(value.Value, mention.Part("unit")?.Value ?? UsualUnit(mention.Part("name")?.Value ?? string.Empty, test), on, [new(document.Source.Id, sentence)]);
                if (day is { } on) yield return (Of(on), true);
                else if (!elsewhen && mention.Assertion.IsCurrentFact) yield return (Of(ChartText.DayOf(document, mention.Span)), false);
            }

            foreach (var told in LabSentences.In(document, test.AnyOf).Where(t => IsOf(t.Name.In(document.Text), test.AnyOf) && chart.IsUsable(document, t.Name)))
            {
                if (!chart.Scopes(document).Judge(told.Name, null).IsPatientFact || Unreal.Is(document.Text, told.Sentence, told.Name) || told.Sentence.In(document.Text).Contains("target", StringComparison.OrdinalIgnoreCase)) continue;
                bool ofVisit = (told.IsVital || ChartText.IsSleepStudy(document, told.Name)) && !OtherTime.Value.IsMatch(told.Sentence.In(document.Text)) && !document.Mentions.Any(m => m.Type == MentionType.Date && m.Part("date")?.Value is not null && told.Sentence.Contains(m.Span));
                bool elsewhen = OtherTime.Value.IsMatch(told.Sentence.In(document.Text)) || document.Mentions.Any(m => m.Type == MentionType.Date && m.Part("date")?.Value is not null && told.Sentence.Contains(m.Span));
                var day = ChartText.OwnDay(document, told.Sentence) ?? (ofVisit ? ChartText.DayOf(document, told.Name) : null) ?? (elsewhen ? null : ChartText.ReportDayOf(document, told.Name));
                Reading Of(PartialDate? on) => new(told.Value, told.Unit.Length > 0 ? told.Unit : UsualUnit(told.Name.In(document.Text), test), on, [new(document.Source.Id, told.Sentence)]);
                if (day is { } on) yield return (Of(on), true);
                else if (!elsewhen) yield return (Of(ChartText.DayOf(document, told.Name)), false);
            }
        }
    }

    /// <summary>The unit of a vital sign or score that is never written in another: a body mass index without unit is in kg/m2.</summary>
    private static string UsualUnit(string name, LabTest test)
    {
        var known = TestLexicon.Find(name, new(0, name.Length)).Select(static t => t.Test).FirstOrDefault(static t => t.Kind is "vital" or "score" && t.Units.Length == 1);
        return known is not null && ResultUnits.Factor(known.Units[0], test.Unit) == 1 ? test.Unit : string.Empty;
    }

    private static bool IsOf(string name, ImmutableArray<string> tests) => tests.Any(t => Same(name, t)) || Concepts(name).Intersect(tests.SelectMany(Concepts), StringComparer.Ordinal).Any();

    private static bool Same(string one, string other) => PolicyKey.Slug(one) == PolicyKey.Slug(other);

    private static IEnumerable<string> Concepts(string name)
    {
        // The whole name must be the test's: 'urine creatinine' is no creatinine.
        int letters = name.Count(char.IsLetterOrDigit);
        return TestLexicon.Find(name, new TextSpan(0, name.Length)).Where(t => t.Span.In(name).Count(char.IsLetterOrDigit) == letters).Select(static t => t.Test.Name);
    }
}
