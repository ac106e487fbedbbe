using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds allergies. Parts: <c>substance</c> ('none' by rule where any is denied) and <c>reaction</c>.</summary>
internal sealed class AllergyFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (Match match in None().Matches(content)) yield return NoneOf(new(match.Index, match.Index + match.Length));
        foreach (var section in text.Sections)
        {
            if (section.Category == SectionCategory.Allergies && InSection().Match(section.Body.In(content)) is { Success: true } none)
            {
                var group = none.Groups["v"];
                yield return NoneOf(new(section.Body.Start + group.Index, section.Body.Start + group.Index + group.Length));
            }
        }

        var taken = new List<TextSpan>();
        foreach (var (name, drug) in DrugLexicon.Find(content, new(0, content.Length)))
        {
            if (!AllergyContext.Holds(text, name.Start)) continue;
            taken.Add(name);
            yield return Substance(content, name, drug.Generic, "allergy-lexicon");
        }

        foreach (Match match in Others().Matches(content))
        {
            var name = new TextSpan(match.Index, match.Index + match.Length);
            if (!AllergyContext.Holds(text, name.Start) || taken.Exists(t => t.Overlaps(name))) continue;
            yield return Substance(content, name, match.Value.ToLowerInvariant(), "allergy-substance");
        }
    }

    private static Mention NoneOf(TextSpan span) =>
        Mentions.Find.Mention(MentionType.Allergy, span, span, "allergy-none", new MentionPart("substance", "none", span)) with { Concept = "none" };

    private static Mention Substance(string text, TextSpan name, string concept, string rule)
    {
        var parts = ImmutableArray.Create(Mentions.Find.Part("substance", text, name));
        int end = name.End;
        var reaction = Reaction().Match(text, name.End, Math.Min(90, text.Length - name.End));
        if (reaction.Success)
        {
            var group = reaction.Groups["v"];
            var span = new TextSpan(group.Index, group.Index + group.Length);
            parts = parts.Add(Mentions.Find.Part("reaction", text, span));
            end = span.End;
        }

        return Mentions.Find.Mention(MentionType.Allergy, new(name.Start, end), name, rule, parts) with { Concept = concept };
    }

    private static readonly Lazy<SievedPattern> NonePattern = Pattern.Sieved(@"\bNKD?A\b|\bNKFA\b|\bno\s{1,3}known\s{1,3}(?:(?:drug|medication|food|environmental|medicine|latex|allergies\sor|or)\s{1,3})*(?:allergies|allergy)\b|\b(?:denies|denied) (?:any )?(?:known )?(?:drug |medication |food |medicine )*(?:allergies|allergy)\b|\bno (?:drug |medication |medicine )?allergies\b(?! to)|\bhas no (?:known )?(?:drug |medication )?allergies\b|\ballergies ?:,? {0,3}(?:no known|none known|none|nil|NKA)\b|\bnot allergic to any\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern None() => NonePattern.Value;

    private static readonly Lazy<SievedPattern> InSectionPattern = Pattern.Sieved(@"^[\s,:\-]{0,6}(?<v>none(?: known| reported| to (?:medications?|drugs))?|nil|no known|denies(?: any)?|no\b)\s{0,2}(?:[.,;\n]|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern InSection() => InSectionPattern.Value;

    private static readonly Lazy<SievedPattern> OthersPattern = Pattern.Sieved(@"\b(?:penicillins?|PCN|sulfa(?: drugs?)?|sulfonamides?|sulfites?|latex|iodine|(?:iodinated |IV |intravenous )?contrast(?: dye)?|IVP dye|dye|shellfish|shrimp|seafood|peanuts?|tree nuts|nuts|eggs?|milk|dairy|soy|wheat|gluten|bee stings?|bees?|adhesive(?: tape)?|tape|codeine|NSAIDs?|statins?|ACE inhibitors?|cephalosporins?|quinolones?|fluoroquinolones?|macrolides?|opioids?|narcotics|tetracyclines?|nickel|pollen|dust|cats?|dogs?|grass|ragweed|strawberries|kiwi|bananas?|chlorhexidine|Betadine|mold)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Others() => OthersPattern.Value;

    /// <summary>Substances, other than drugs of the lexicon, that allergies are known to.</summary>
    internal static SievedPattern Known() => Others();

    private static readonly Lazy<SievedPattern> ReactionPattern = Pattern.Sieved(@"\G ?(?:\((?:reaction:? ?)?(?<v>[A-Za-z][A-Za-z ,/\-]{2,50})\)|(?:[-\u2013](?= )|[:=]|->|\u2192|  |\t) {0,3}(?:reaction:? ?|causes? )?(?<v>(?!allerg|none|and\b|or\b)[a-z][A-Za-z/\-]{2,24}(?: [a-z/\-]{2,20}){0,4})|,? ?(?:which |that )?(?:causes?|caused|resulting in|resulted in|gives? (?:him|her)|led to|with(?: a)? reaction of|reaction:) (?<v>[A-Za-z][A-Za-z/\-]{1,24}(?:,? (?!which\b|and (?:he|she)\b)[a-z/\-]{2,20}){0,4}))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Reaction() => ReactionPattern.Value;
}
