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
        // 'her husband heard her vomit' of 'husband heard her vomiting': who it is about is told by the same word.
        bool sameRelative = s_relative.Value.Matches(said.Text).Any(m => quotes.Contains(m.Value, StringComparison.OrdinalIgnoreCase));
        foreach (var mention in said.Mentions)
        {
            if (mention.Concept is null || !Matters(mention.Type)) continue;
            if (IsVerb(said.Text, mention)) continue;
            string name = mention.NameSpan.In(said.Text);
            var assertion = Bounded(said, mention);
            var sources = spans.SelectMany(s => s.Mentions).Where(m => m.Concept == mention.Concept).ToList();
            if (sources.Count == 0)
            {
                if (assertion.Polarity == Polarity.Negated && SpokenEquivalents.Deny(name, quotes)) continue;
                var others = SpokenEquivalents.Of(name).ToList();
                sources = [.. spans.SelectMany(s => s.Mentions.Where(m => s.Names(m) is { } other && others.Exists(o => o.IsMatch(other))))];
                int? within = Acronym.WithinAt(said.Text, mention.NameSpan, quotes);
                if (within is { } place && mention.Type is MentionType.Problem or MentionType.Finding && (assertion.Polarity == Polarity.Negated) != Negation.StandsBefore(quotes, place) && (mention.Assertion.Polarity == Polarity.Negated) != Negation.StandsBefore(quotes, place)) yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
                bool stands = quotes.Contains(name, StringComparison.OrdinalIgnoreCase) || Acronym.Bears(name, quotes) || within is not null || (mention.Type == MentionType.Medication && SpokenDrugs.IsShortened(name, quotes));
                if (sources.Count == 0 && !stands && mention.Type is MentionType.Procedure or MentionType.Lab && spans.Any(s => s.IsUnderThe(mention.Concept, name))) continue;
                if (sources.Count == 0 && !stands && NameWords.Find(name, spans) is { Count: > 0 } places)
                {
                    if (mention.Type is MentionType.Problem or MentionType.Finding && places.TrueForAll(d => d != (assertion.Polarity == Polarity.Negated)) && places.TrueForAll(d => d != (mention.Assertion.Polarity == Polarity.Negated))) yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
                    continue;
                }

                if (sources.Count == 0 && !stands && !others.Exists(o => o.IsMatch(quotes))) yield return new(Verdict.TokenNotInSpan, name, mention.NameSpan.Start);
                // Other words that no lexicon judges: they must not lie in a text that denies where the statement affirms.
                else if (sources.Count == 0 && !stands && mention.Type is MentionType.Problem or MentionType.Finding && (assertion.Polarity == Polarity.Negated ? !Negation.StandsIn(quotes) : others.All(o => !o.IsMatch(quotes) || o.Matches(quotes).All(m => Negation.StandsBefore(quotes, m.Index))))) yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
                if (sources.Count == 0) continue;
            }

            if (assertion.Polarity == Polarity.Affirmed && sources.Exists(s => spans.Any(p => p.IsReason(s)))) continue;
            if (mention.Type is MentionType.Problem or MentionType.Finding && !sources.Exists(s => Agrees(assertion, s.Assertion, said.Text, sameRelative) || Agrees(mention.Assertion, s.Assertion, said.Text, sameRelative) || (s.Assertion.Polarity == Polarity.Negated && s_result.Value.IsMatch(said.Text[mention.NameSpan.End..]))))
            {
                yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
            }
        }
    }

    /// <summary>
    /// The first name right behind a 'no' of a statement that the quotes deny in no way: 'no heparin' needs a heparin that is denied, stopped or ruled out there, and no more than that they have nothing against it.
    /// </summary>
    internal static StatementFault? UnprovenDenial(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans, string quotes)
    {
        foreach (var mention in said.Mentions)
        {
            if (mention.Concept is null || mention.Type is not (MentionType.Problem or MentionType.Finding or MentionType.Medication) || !s_noBefore.Value.IsMatch(said.Text[Math.Max(0, mention.NameSpan.Start - 16)..mention.NameSpan.Start])) continue;
            string name = mention.NameSpan.In(said.Text);
            var sources = spans.SelectMany(static s => s.Mentions).Where(m => m.Concept == mention.Concept).ToList();
            if (sources.Exists(static m => m.Assertion.Polarity == Polarity.Negated) || SpokenEquivalents.Deny(name, quotes)) continue;
            var patterns = SpokenEquivalents.Of(name).ToList();
            bool denied = patterns.Exists(o => o.Matches(quotes).Any(m => IsDeniedAt(quotes, m.Index, m.Index + m.Length)));
            foreach (string word in name.Split(' ', '-'))
            {
                if (denied || word.Length < 4) continue;
                string stem = word.Length > 6 ? word[..6] : word[..^1];
                for (int at = quotes.IndexOf(stem, StringComparison.OrdinalIgnoreCase); at >= 0 && !denied; at = quotes.IndexOf(stem, at + 1, StringComparison.OrdinalIgnoreCase)) denied = IsDeniedAt(quotes, at, at + stem.Length);
            }

            if (!denied && Acronym.WithinAt(said.Text, mention.NameSpan, quotes) is { } place) denied = IsDeniedAt(quotes, place, place + 3);
            if (!denied && NameWords.Find(name, spans).Contains(true)) denied = true;
            if (!denied && mention.Type == MentionType.Medication) denied = SpokenDrugs.FindShortened(quotes, [mention.Concept]).Any(f => IsDeniedAt(quotes, f.Span.Start, f.Span.End));
            if (!denied) return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
        }

        return null;
    }

    /// <summary>Whether what stands at a place of the quotes is denied, ended or ruled out there, before it or behind it in its clause.</summary>
    private static bool IsDeniedAt(string quotes, int start, int end)
    {
        int from = quotes.LastIndexOfAny(['.', ';', '\n'], Math.Max(0, start - 1)) + 1, to = quotes.IndexOfAny(['.', ';', '\n'], end);
        string clause = quotes[Math.Min(from, start)..(to < 0 ? quotes.Length : to)];
        return Negation.StandsIn(clause);
    }

    private static readonly Lazy<SievedPattern> s_noBefore = Pattern.Sieved(@"\bno (?:new |further |recurrent |active |acute |other |more |evidence of |signs? of )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>
    /// What a statement says of a name, its denials bounded by its facts: none beyond the clause ('a tumor (receptors negative)'), none of another thing ('no source of the fever'), but those that stand behind it
    /// ('influenza and RSV were not').
    /// </summary>
    private static Assertion Bounded(AnnotatedDocument said, Mention mention)
    {
        string text = said.Text;
        int start = 0, end = text.Length;
        foreach (Match joint in s_joint.Value.Matches(text))
        {
            if (joint.Index + joint.Length <= mention.NameSpan.Start) start = joint.Index + joint.Length;
            else if (joint.Index >= mention.NameSpan.End)
            {
                end = joint.Index;
                break;
            }
        }

        string before = text[start..mention.NameSpan.Start], after = text[mention.NameSpan.End..Math.Max(mention.NameSpan.End, end)];
        bool denied = mention.Assertion.Polarity == Polarity.Negated
            ? (Denies(before) && !s_ofAnother.Value.IsMatch(before)) || Denies(after)
            : mention.Assertion.Polarity == Polarity.Affirmed && s_behind.Value.IsMatch(after);
        return mention.Assertion with { Polarity = denied ? Polarity.Negated : mention.Assertion.Polarity == Polarity.Negated ? Polarity.Affirmed : mention.Assertion.Polarity };
    }

    private static readonly Lazy<SievedPattern> s_relative = Pattern.Sieved(@"\b(?:husband|wife|spouse|partner|mother|mom|father|dad|parents?|son|daughter|brother|sister|aunt|uncle|grand\w+|cousin|family|fianc\w+|niece|nephew)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static bool Denies(string text) => Negation.StandsIn(text) || SpokenWord.HasDenial(text) || SpokenWord.HasOtherDenial(text);

    private static readonly Lazy<SievedPattern> s_joint = Pattern.Sieved(@"[;()]|\.\s|:\s|,\s+(?:and|but|so|because|since|as|although|while|whereas)\b|\b(?:but|because|although|whereas)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_ofAnother = Pattern.Sieved(@"\b(?:no|not|without|never) (?!(?:\w+ )?(?:evidence|signs?|history|symptoms?|episodes?|complaints?|suggestion|indication|recurrence|kind|more|further)\b)\w+ (?:of|for|to|behind) (?:\w+ ){0,2}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'rings for fever': what may come.
    private static readonly Lazy<SievedPattern> s_supposes = Pattern.Sieved(@"\b(?:if|in case|should|calls?|rings?|tele?phones?|phones?|returns? (?:for|if|with)|comes? back|bring \w+ back|watch|seek|risk)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'tested for influenza, with a negative result'.
    private static readonly Lazy<SievedPattern> s_result = Pattern.Sieved(@"^[^.;()]{0,40}\b(?:negative|excluded|ruled out|unlikely)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'were not', ended; or a list whose last name is denied so.
    private static readonly Lazy<SievedPattern> s_behind = Pattern.Sieved(@"^(?:, [^,]{2,40}){0,4}(?:,? and [^,]{2,40})? (?:is|are|was|were|did|does|do) not(?: for\b|\s*$|\s*[.,])|^ (?:is|are|was|were) not (?:found|seen|detected|present|allowed|given|needed|there)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>'falls due', 'hemoglobin falls below': no fall of the patient; 'influenza shot': no influenza.</summary>
    private static bool IsVerb(string text, Mention mention) => Falls().Match(text, mention.NameSpan.Start) is { Success: true } falls && falls.Index == mention.NameSpan.Start;

    private static readonly Lazy<SievedPattern> FallsPattern = Pattern.Sieved(@"falls? (?=(?:due|below|under|to|from|short|within|on)\b)|\w+ (?=(?:shots?|vaccin\w+|immuni[sz]\w+|scales?|scores?|clinics?|units?|teams?|service|specialists?|nurses?|program\w*|center|protocol|pathway|code|alert|(?:auto)?antibod\w+|screen\w*|panel|education|educator|teaching|counsel\w+|prevention|prophylaxis|precautions?|supplies|diet|risk|kit)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Falls() => FallsPattern.Value;

    private static bool Matters(MentionType type) =>
        type is MentionType.Problem or MentionType.Finding or MentionType.Medication or MentionType.Lab or MentionType.Procedure or MentionType.Allergy;

    // What is said may be weaker in time (historical as recent is not), never other in polarity or person.
    private static bool Agrees(Assertion said, Assertion source, string statement, bool sameRelative) =>
        said.Polarity == source.Polarity
        && (said.Experiencer == source.Experiencer || sameRelative)
        && (source.Temporality != Temporality.Hypothetical || said.Temporality == Temporality.Hypothetical || s_supposes.Value.IsMatch(statement));
}
