using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A course of treatment that sentences of the chart tell: which, when, how it went.</summary>
/// <param name="Agent">Name of the drug, class or treatment.</param>
/// <param name="Outcome">Of the contract's list; null where the chart says that it was not had.</param>
/// <param name="Times">When it was.</param>
/// <param name="Places">The sentences.</param>
internal sealed record ChartCourse(string Agent, string? Outcome, TherapyTimes Times, ImmutableArray<Place> Places);

/// <summary>Reads what was tried from the chart's sentences: the list of the request may lack a treatment, or how it went.</summary>
/// <param name="test">What is looked for.</param>
/// <param name="facts">The request and the chart.</param>
internal sealed class TherapyReader(TherapyTest test, CaseFacts facts)
{
    // Sentences that go on about the same; characters before and behind it that are read.
    private const int LongestSequel = 2, Reach = 400;

    private static readonly Lazy<Regex> Joiner = Pattern.OfWords(@"^[\s,/&+()]*(?:(?:[0-9.,]+\s?(?:mg|mcg|g|ml|%)?|daily|weekly|BID|TID|QD|QHS|PRN|twice|once|a day|oral|both|then|and|or|plus|as well as|with|followed by|x\s?[0-9]|\([^()]{0,40}\))[\s,/&+()]*)*$");

    private static readonly Lazy<Regex> GoesOn = Pattern.OfWords(@"^\W*(?:it|this|these|they|both|there|he|she|the (?:pain|treatment|drug|therapy|patient|response|medication|injection|brace|symptoms|joint)|pain|symptoms|no|without|minimal|little|only|despite|failed|relief|response|result|results|outcome|stopped|discontinued|had|unable|could|did|after|then|caused|developed|disease|improvement|inadequate|insufficient|still|benefit|poor|partial|patient|pt|but|unfortunately|however|last (?:visit|session|dose)|ended|finished|completed|neither|each)\b");

    private static readonly Lazy<Regex> OfAll = Pattern.OfWords(@"^\W*(?:neither|none of|both|all of|all (?:three|four|were)|these)\b");

    private static readonly Lazy<Regex> Supposed = Pattern.OfWords(@"\b(?:if|unless|until|whether|should (?:the|she|he|symptoms)|in case|thinks?|believes?|wonders?|suspects?|possibl[ey]|perhaps|questionable|doubts?)\b");

    private readonly ChartText _chart = facts.Chart;

    private sealed record Named(TextSpan Span, string? Agent, bool OfClass);

    /// <summary>Every course of an accepted treatment whose outcome is told, and those that the chart says were not had.</summary>
    internal IEnumerable<ChartCourse> Courses()
    {
        foreach (var document in _chart.Documents)
        {
            for (int i = 0; i < document.Sentences.Length; i++)
            {
                var sentence = document.Sentences[i].Span;
                if (!_chart.IsUsable(document, sentence) || sentence.In(document.Text).TrimEnd().EndsWith('?')) continue;
                var named = NamedIn(document, sentence);
                for (int k = 0; k < named.Count; k++)
                {
                    if (named[k].Agent is not null && Course(document, i, named, k) is { } course) yield return course;
                }
            }
        }
    }

    private ChartCourse? Course(AnnotatedDocument document, int index, List<Named> named, int k)
    {
        var sentence = document.Sentences[index].Span;
        string text = document.Text;
        var agent = named[k];
        TextSpan Own(int at) => new(named[at].Span.End, Math.Min(named[at].Span.End + Reach, at + 1 < named.Count ? named[at + 1].Span.Start : sentence.End));
        TextSpan Lead(int at)
        {
            int from = Math.Max(named[at].Span.Start - Reach, at > 0 ? named[at - 1].Span.End : sentence.Start);
            int cut = text.LastIndexOf(';', Math.Max(from, named[at].Span.Start - 1), Math.Max(0, named[at].Span.Start - 1 - from));
            return new(cut >= from ? cut + 1 : from, named[at].Span.Start);
        }

        bool Joined(int at) => at + 1 < named.Count && Joiner.Value.IsMatch(Own(at).In(text));
        int first = k, last = k;
        while (first > 0 && Joined(first - 1)) first--;
        while (Joined(last)) last++;
        string before = text[Math.Max(sentence.Start, agent.Span.Start - Reach)..agent.Span.Start], lead = Lead(first).In(text);
        if (Supposed.Value.IsMatch(before) || ChartText.IsOfAnother(before) || OtherSide.Is(facts, document, sentence, agent.Span) || OtherRegion.Is(facts, document, sentence, agent.Span)) return null;
        var assertion = _chart.Scopes(document).Judge(agent.Span, null);
        if (assertion.Experiencer == Experiencer.Other || assertion.Temporality == Temporality.Hypothetical) return null;
        if (TherapyWords.IsDenied(lead)) return agent.OfClass ? new(agent.Agent!, null, default, [new(document.Source.Id, sentence)]) : null;
        string? governed = TherapyWords.Before(lead);
        if (governed is TherapyWords.None or TherapyWords.Denied) return null;
        var own = Own(last);
        if (TherapyWords.IsPlannedBehind(own.In(text))) return null;
        if (TherapyWords.IsDeniedBehind(own.In(text))) return agent.OfClass ? new(agent.Agent!, null, default, [new(document.Source.Id, sentence)]) : null;
        string? told = TherapyWords.Behind(Own(k).In(text))?.Outcome ?? (last > k ? TherapyWords.Behind(own.In(text))?.Outcome : null);
        ImmutableArray<Place> places = [new(document.Source.Id, sentence)];
        var range = Own(k);
        if (governed is null && told is null && Sequel(document, index, last == named.Count - 1) is { } sequel)
        {
            told = sequel.Outcome;
            own = new(own.Start, sequel.End);
            if (last == named.Count - 1 && last == k) range = own;
            places = [.. places, .. sequel.Places];
        }

        if (governed is null && assertion.Polarity != Polarity.Affirmed && told is not ("intolerant" or "contraindicated")) return null;
        string? outcome = TherapyWords.Worse(governed, told);
        if (outcome is null) return null;
        var times = TherapyTimes.Read(document, range, Lead(k), ChartText.DayOfNote(document, agent.Span));
        // 'A and B, sixteen weeks each': the length is of both.
        if (times.Days is null && last > k && own.In(text).Contains("each", StringComparison.OrdinalIgnoreCase)) times = TherapyTimes.Read(document, own, default, null);
        return new(agent.Agent!, outcome, times, places);
    }

    /// <summary>The outcome that the sentences behind tell where they go on about the same and name no treatment of their own.</summary>
    private (string Outcome, int End, ImmutableArray<Place> Places)? Sequel(AnnotatedDocument document, int index, bool isLast)
    {
        var places = ImmutableArray.CreateBuilder<Place>();
        for (int i = index + 1; i <= index + LongestSequel && i < document.Sentences.Length; i++)
        {
            var next = document.Sentences[i].Span;
            string words = next.In(document.Text);
            if (document.Text.AsSpan(document.Sentences[i - 1].Span.End, Math.Max(0, next.Start - document.Sentences[i - 1].Span.End)).Count('\n') > 1) return null;
            if (!_chart.IsUsable(document, next) || !(isLast ? GoesOn : OfAll).Value.IsMatch(words) || Supposed.Value.IsMatch(words) || words.TrimEnd().EndsWith('?') || NamedIn(document, next).Count > 0) return null;
            places.Add(new(document.Source.Id, next));
            if (TherapyWords.Behind(words) is { } told) return (told.Outcome, next.End, places.ToImmutable());
        }

        return null;
    }

    /// <summary>Treatments that a sentence names, in their order: those that the criterion accepts, and the others that end what is said of them.</summary>
    private List<Named> NamedIn(AnnotatedDocument document, TextSpan sentence)
    {
        string words = sentence.In(document.Text);
        var found = new List<Named>();
        foreach (var (span, name) in TherapyWords.Named(words)) found.Add(new(new(sentence.Start + span.Start, sentence.Start + span.End), test.AnyOf.Contains(name, StringComparer.OrdinalIgnoreCase) ? name.Replace("class:", string.Empty, StringComparison.Ordinal) : null, true));
        foreach (var (name, agent) in Names.Value)
        {
            foreach (Match match in agent.Matches(words)) found.Add(new(new(sentence.Start + match.Index, sentence.Start + match.Index + match.Length), test.AnyOf.Contains(name, StringComparer.OrdinalIgnoreCase) ? name.ToLowerInvariant() : null, true));
        }

        foreach (var (span, _) in DrugLexicon.Find(document.Text, sentence)) found.Add(new(span, TherapyClasses.Match(span.In(document.Text), test.AnyOf), false));
        var kept = new List<Named>();
        foreach (var one in found.OrderByDescending(static f => f.Span.Length).ThenBy(static f => f.Agent is null).ThenBy(static f => f.OfClass).ThenBy(static f => f.Span.Start))
        {
            if (!kept.Exists(o => o.Span.Overlaps(one.Span))) kept.Add(one);
        }

        foreach (var mention in document.Mentions.Where(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device && sentence.Contains(m.NameSpan)))
        {
            if (!kept.Exists(o => o.Span.Overlaps(mention.NameSpan))) kept.Add(new(mention.NameSpan, null, false));
        }

        return [.. kept.OrderBy(static o => o.Span.Start)];
    }

    private static readonly Lazy<ImmutableArray<(string Name, Regex Pattern)>> Names = new(() =>
    [
        .. TherapyClasses.Groups.Where(static g => !g.IsClass && !TherapyWords.Knows(g.Group)).Select(static g => (g.Group, ChartPattern.Make("(?:" + string.Join('|', g.Members.Prepend(g.Group).Distinct().Select(static m => m.Replace("-", " ", StringComparison.Ordinal) + "s?")) + ")", new Dictionary<string, string>()))),
    ]);
}
