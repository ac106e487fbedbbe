using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Problems, findings, drugs, tests, procedures and allergies that a statement names.</summary>
internal static class SpokenNames
{
    /// <summary>Every name of the statement that the quotes have under no name of it, or say the opposite of.</summary>
    internal static IEnumerable<StatementFault> Contradicted(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans, string quotes)
    {
        foreach (var mention in said.Mentions)
        {
            if (mention.Concept is null || !Matters(mention.Type)) continue;
            if (IsVerb(said.Text, mention)) continue;
            string name = mention.NameSpan.In(said.Text);
            var sources = spans.SelectMany(s => s.Mentions).Where(m => m.Concept == mention.Concept).ToList();
            if (sources.Count == 0)
            {
                if (mention.Assertion.Polarity == Polarity.Negated && SpokenEquivalents.Deny(name, quotes)) continue;
                var others = SpokenEquivalents.Of(name).ToList();
                sources = [.. spans.SelectMany(s => s.Mentions.Where(m => s.Names(m) is { } other && others.Exists(o => o.IsMatch(other))))];
                bool stands = quotes.Contains(name, StringComparison.OrdinalIgnoreCase) || Acronym.Bears(name, quotes) || (mention.Type == MentionType.Medication && SpokenDrugs.IsShortened(name, quotes));
                if (sources.Count == 0 && !stands && mention.Type is MentionType.Procedure or MentionType.Lab && spans.Any(s => s.IsUnderThe(mention.Concept, name))) continue;
                if (sources.Count == 0 && !stands && !others.Exists(o => o.IsMatch(quotes))) yield return new(Verdict.TokenNotInSpan, name, mention.NameSpan.Start);
                // Other words that no lexicon judges: they must not lie in a text that denies where the statement affirms.
                else if (sources.Count == 0 && !stands && mention.Type is MentionType.Problem or MentionType.Finding && (mention.Assertion.Polarity == Polarity.Negated ? !Negation.StandsIn(quotes) : others.All(o => !o.IsMatch(quotes) || o.Matches(quotes).All(m => Negation.StandsBefore(quotes, m.Index))))) yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
                if (sources.Count == 0) continue;
            }

            if (mention.Type is MentionType.Problem or MentionType.Finding && !sources.Exists(s => Agrees(mention.Assertion, s.Assertion)))
            {
                yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
            }
        }
    }

    /// <summary>'falls due', 'hemoglobin falls below': no fall of the patient; 'influenza shot': no influenza.</summary>
    private static bool IsVerb(string text, Mention mention) => Falls().Match(text, mention.NameSpan.Start) is { Success: true } falls && falls.Index == mention.NameSpan.Start;

    private static readonly Lazy<Regex> FallsPattern = Pattern.Of(@"falls? (?=(?:due|below|under|to|from|short|within|on)\b)|\w+ (?=(?:shots?|vaccin\w+|immuni[sz]\w+)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Falls() => FallsPattern.Value;

    private static bool Matters(MentionType type) =>
        type is MentionType.Problem or MentionType.Finding or MentionType.Medication or MentionType.Lab or MentionType.Procedure or MentionType.Allergy;

    // What is said may be weaker in time (historical as recent is not), never other in polarity or person.
    private static bool Agrees(Assertion said, Assertion source) =>
        said.Polarity == source.Polarity
        && said.Experiencer == source.Experiencer
        && (source.Temporality != Temporality.Hypothetical || said.Temporality == Temporality.Hypothetical);
}
