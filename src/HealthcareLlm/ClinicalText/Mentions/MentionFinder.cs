using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds what a document names, each kind by a finder of its own; assertions are judged afterwards.</summary>
internal static class MentionFinder
{
    /// <summary>All finders; where mentions overlap, the earlier finder of this list prevails unless the later mention is longer.</summary>
    private static readonly ImmutableArray<IMentionFinder> s_finders = [new AllergyFinder(), new ProblemFinder(), new MedicationFinder(), new DrugClassFinder(), new ResultFinder(), new CodeFinder(), new IdentifierFinder(), new PersonFinder(), new FollowUpFinder(), new PendingResultFinder(), new CodeStatusFinder(), new DateFinder()];

    /// <summary>Those finders whose mentions have a concept: what a sentence by itself is read for.</summary>
    private static readonly ImmutableArray<IMentionFinder> s_ofThings = [.. s_finders.Where(static f => f is AllergyFinder or ProblemFinder or MedicationFinder or ResultFinder or CodeStatusFinder)];

    /// <summary>The mentions of things alone: no numbers of persons, dates, codes and plans.</summary>
    internal static ImmutableArray<Mention> FindThings(SectionedText text) => Find(text, s_ofThings);

    /// <summary>Mentions in order of their start, of which no two of one type overlap, with section and sentence filled in.</summary>
    internal static ImmutableArray<Mention> Find(SectionedText text) => Find(text, s_finders);

    private static ImmutableArray<Mention> Find(SectionedText text, ImmutableArray<IMentionFinder> finders)
    {
        var found = new List<(Mention Mention, int Finder)>();
        for (int i = 0; i < finders.Length; i++)
        {
            foreach (var mention in finders[i].Find(text)) found.Add((mention, i));
        }

        found.Sort(static (a, b) =>
            a.Mention.Span.Start != b.Mention.Span.Start ? a.Mention.Span.Start.CompareTo(b.Mention.Span.Start)
            : a.Mention.Span.End != b.Mention.Span.End ? b.Mention.Span.End.CompareTo(a.Mention.Span.End)
            : a.Finder.CompareTo(b.Finder));
        var kept = new List<Mention>();
        foreach (var (mention, _) in found)
        {
            // Longest match wins among those that overlap by their names.
            if (kept.Count > 0 && kept[^1].NameSpan.Overlaps(mention.NameSpan) && Compete(kept[^1].Type, mention.Type))
            {
                if (kept[^1].NameSpan.Length >= mention.NameSpan.Length) continue;
                kept.RemoveAt(kept.Count - 1);
            }

            // 'Atrovent inhaler' names one drug.
            if (mention.Type == MentionType.DrugClass && kept.FindLast(static m => m.Type == MentionType.Medication) is { } drug && mention.NameSpan.Start <= drug.Span.End + 1) continue;
            kept.Add(mention with { Section = text.SectionAt(mention.NameSpan.Start), Sentence = text.SentenceAt(mention.NameSpan.Start) });
        }

        return [.. kept];
    }

    /// <summary>Names of things compete for a place; a code, date, number or person beside or inside one says something else of it.</summary>
    private static bool Compete(MentionType left, MentionType right) => left == right || (IsThing(left) && IsThing(right));

    private static bool IsThing(MentionType type) => type is <= MentionType.Device or MentionType.DrugClass;
}
