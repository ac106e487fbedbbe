using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds drugs of the lexicon with their attributes, and, in lists of medications, lines of the form of a prescription whose drug no lexicon knows.
/// Substances of allergies are left to <see cref="AllergyFinder"/>.
/// </summary>
internal sealed class MedicationFinder : IMentionFinder
{
    /// <summary>Attributes stand at most this many units after the name.</summary>
    private const int Reach = 220;

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        var hits = DrugLexicon.Find(content, new(0, content.Length)).Where(h => IsDrug(content, h.Span) && !AllergyContext.Holds(text, h.Span.Start)).ToList();
        var found = new List<Mention>();
        int consumed = 0;
        MentionPart? status = null;
        for (int i = 0; i < hits.Count; i++)
        {
            var (name, drug) = hits[i];
            int next = i + 1 < hits.Count ? hits[i + 1].Span.Start : content.Length;
            var sentence = Mentions.Find.SentenceAt(text, name.Start);
            bool chained = i > 0 && consumed >= sentence.Start && Joins().IsMatch(content.AsSpan(consumed, name.Start - consumed));
            var inherited = chained ? status : null;
            if (i > 0 && status?.Value == "stopped" && consumed >= sentence.Start && SwitchedTo().Match(content[consumed..name.Start]) is { Success: true } to)
                inherited = new("status", "new", new(consumed + to.Groups["v"].Index, consumed + to.Groups["v"].Index + to.Groups["v"].Length));
            var (mention, own) = Make(text, name, sentence, consumed, next, inherited);
            status = own;
            found.Add(mention with { Concept = drug.Generic });
            consumed = Math.Max(consumed, mention.Span.End);
        }

        found.AddRange(ByGrammar(text, hits.ConvertAll(h => h.Span)));
        return found;
    }

    private static (Mention Mention, MentionPart? Status) Make(SectionedText text, TextSpan name, TextSpan sentence, int consumed, int next, MentionPart? inherited)
    {
        string content = text.Text;
        int limit = Math.Min(Math.Min(next, Math.Max(sentence.End, name.End)), name.End + Reach);
        // The generic name or brand in parentheses behind a name belongs to it: 'Lasix (furosemide)'.
        var (parts, end) = DoseReader.Read(content, name.End, limit);
        int start = name.Start;
        var all = ImmutableArray.CreateBuilder<MentionPart>();
        all.Add(Mentions.Find.Part("name", content, name));
        var before = content.AsSpan(Math.Max(consumed, name.Start - 48), name.Start - Math.Max(consumed, name.Start - 48)).ToString();
        int offset = name.Start - before.Length;
        if (!parts.Any(p => p.Name == "dose") && DosePatterns.AmountBefore().Match(before) is { Success: true } amount)
        {
            start = offset + amount.Index;
            if (amount.Groups["c"].Success) all.AddRange(DoseReader.Dose(content, null, null, At(amount.Groups["c"])));
            else all.AddRange(DoseReader.Dose(content, At(amount.Groups["v"]).Union(At(amount.Groups["u"])), At(amount.Groups["u"]), null));
            if (amount.Groups["r"].Success && !parts.Any(p => p.Name == "route")) all.Add(Mentions.Find.Part("route", content, At(amount.Groups["r"])));
        }
        else if (!parts.Any(p => p.Name == "route") && DosePatterns.RouteBefore().Match(before) is { Success: true } route)
        {
            start = offset + route.Groups["r"].Index;
            all.Add(Mentions.Find.Part("route", content, At(route.Groups["r"])));
        }

        all.AddRange(parts);
        var cue = MedicationStatus.Of(content, Math.Max(sentence.Start, Math.Min(consumed, name.Start)), name, end, Math.Min(next, Math.Max(sentence.End, end))) ?? inherited;
        var section = text.Sections.Length > 0 ? text.Sections[text.SectionAt(name.Start)] : null;
        if (cue is not null) all.Add(cue);
        else if (section is not null && MedicationStatus.OfTitle(section.Title, section.Category) is { } byTitle) all.Add(new("status", byTitle, section.TitleSpan));
        return (Mentions.Find.Mention(MentionType.Medication, new(start, end), name, "medication-lexicon", all.ToImmutable()), cue);

        TextSpan At(Group group) => new(offset + group.Index, offset + group.Index + group.Length);
    }

    /// <summary>No level of it ('digoxin level'), no disease by its name ('heparin-induced').</summary>
    private static bool IsDrug(string text, TextSpan name) =>
        // 'one a day' is how often; 'One A Day' a vitamin.
        name.In(text) != "one a day" && !NotGiven().IsMatch(Mentions.Find.After(text, name.End, 28)) && !(name.In(text) == "ASA" && AsaClass().IsMatch(Mentions.Find.After(text, name.End, 24)));

    private static IEnumerable<Mention> ByGrammar(SectionedText text, List<TextSpan> known)
    {
        int k = 0;
        foreach (var section in text.Sections)
        {
            if (section.Category != SectionCategory.Medications) continue;
            foreach (Match match in ListLine().Matches(section.Body.In(text.Text)))
            {
                var group = match.Groups["n"];
                var name = new TextSpan(section.Body.Start + group.Index, section.Body.Start + group.Index + group.Length);
                while (k < known.Count && known[k].End <= name.Start) k++;
                if (k < known.Count && known[k].Overlaps(name)) continue;
                int next = k < known.Count ? known[k].Start : text.Text.Length;
                var (mention, _) = Make(text, name, new(name.Start, name.End + Mentions.Find.After(text.Text, name.End, 200).Length), name.Start, next, null);
                if (mention.Part("dose") is null || (mention.Part("frequency") ?? mention.Part("route") ?? mention.Part("prn")) is null) continue;
                yield return mention with { Rule = "medication-by-grammar" };
            }
        }
    }

    private static readonly Lazy<SievedPattern> JoinsPattern = Pattern.Sieved(@"^(?:\s|,|;|/|&|\+|\band\b|\bor\b|\bas well as\b|\bboth\b){0,6}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Joins() => JoinsPattern.Value;

    private static readonly Lazy<SievedPattern> SwitchedToPattern = Pattern.Sieved(@"^[ ,]{0,2}(?:and )?(?<v>(?:replaced|substituted) (?:with|by)|to|in favor of) $", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern SwitchedTo() => SwitchedToPattern.Value;

    private static readonly Lazy<SievedPattern> NotGivenPattern = Pattern.Sieved(@"^(?:-induced| induced|-associated|-resistant|-sensitive| (?:level|levels|trough|peak|resistance|sensitivity|toxicity|overdose|antibody|antibodies|screen|allergy|sensitive|resistant|test)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern NotGiven() => NotGivenPattern.Value;

    private static readonly Lazy<SievedPattern> AsaClassPattern = Pattern.Sieved(@"^:? ?(?:class|score|physical|status|grade|[1-5]\b|I{1,3}\b|IV\b|E\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern AsaClass() => AsaClassPattern.Value;

    private static readonly Lazy<SievedPattern> ListLinePattern = Pattern.Sieved(@"(?:^|\n|, {0,2}|\d\. {1,2})[ \t]{0,8}(?:[-*\u2022] ?|\d{1,2}[.)] {0,2})?(?<n>[A-Z][a-zA-Z]{3,22}(?:-[A-Za-z]{2,16})?(?: (?:XR|ER|SR|XL|HCT|DS|[a-z]{4,16}))?)(?=,? {1,3}\d{1,5}(?:\.\d{1,2})? ?(?:mg|mcg|units?|mL|g|%)\b)", RegexOptions.CultureInvariant);

    private static SievedPattern ListLine() => ListLinePattern.Value;
}
