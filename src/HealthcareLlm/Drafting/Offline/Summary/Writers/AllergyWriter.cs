using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Medications;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>allergies</c>: each substance once with its reaction; a denial only where no note states an allergy.</summary>
internal static class AllergyWriter
{
    internal static IEnumerable<StatementDraft> Write(List<StatedAllergy> stated)
    {
        var substances = Merge(stated);
        foreach (var entries in substances)
        {
            var best = Best(entries);
            string reaction = best.Reaction.IsEmpty ? string.Empty : " (" + Wording.Fold(best.Reaction.In(best.Note.Text)) + ")";
            string text = Wording.Sentence(Wording.Fold(best.Substance.In(best.Note.Text)) + reaction);
            var parts = new List<PartDraft> { Cite.Part("substance", best.Note, best.Substance) };
            if (!best.Reaction.IsEmpty) parts.Add(Cite.Part("reaction", best.Note, best.Reaction));
            yield return Cite.Statement("allergies", text, 0.85, entries.Select(e => Cite.Span(e.Note, e.Span)).Prepend(Cite.Span(best.Note, best.Span)).Take(3), parts);
        }

        if (substances.Count == 0 && stated.FindLast(s => s.IsDenial) is { } denial)
        {
            yield return Cite.Statement("allergies", Wording.Sentence(denial.Span.In(denial.Note.Text)), 0.8, [Cite.Span(denial.Note, denial.Span)]);
        }
    }

    /// <summary>What the notes state of each substance, in order of the first mention.</summary>
    internal static List<List<StatedAllergy>> Merge(List<StatedAllergy> stated)
    {
        var merged = new List<List<StatedAllergy>>();
        var names = new DrugNameIndex();
        foreach (var allergy in stated.Where(s => !s.IsDenial))
        {
            int same = names.First(allergy.Name);
            if (same >= 0)
            {
                merged[same].Add(allergy);
                continue;
            }

            names.Add(allergy.Name);
            merged.Add([allergy]);
        }

        return merged;
    }

    private static StatedAllergy Best(List<StatedAllergy> entries) => entries.FindLast(e => !e.Reaction.IsEmpty) ?? entries[^1];
}
