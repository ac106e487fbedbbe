using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>What other sentences tell of the reaction to a substance that a list already names: 'her daughter says the penicillin reaction was anaphylaxis with throat swelling'.</summary>
internal static class AllergyReactions
{
    private static readonly string[][] Classes =
    [
        ["anaphyl", "angio", "throat", "tongue", "airway", "bronchosp", "shock", "stevens", "sjs", "necrolys", "dress", "breath", "wheez", "collapse"],
        ["rash", "hive", "urticari", "itch", "prurit", "flush", "dermatit", "redness", "blister"],
        ["nausea", "vomit", "diarrh", "stomach", "upset", "gi ", "cramp"],
        ["tendon", "cough", "confus", "dizz", "bleed", "muscle", "headache", "seizure", "delir", "halluc"],
    ];

    internal static IEnumerable<StatedAllergy> Of(EncounterChart chart, List<StatedAllergy> stated)
    {
        var names = stated.Where(s => !s.IsDenial && s.Name.First.Length > 3).Select(s => s.Name.First).Distinct(StringComparer.Ordinal).ToList();
        foreach (var passage in chart.Passages)
        {
            if (passage.IsCopy || passage.Category is SectionCategory.Allergies or SectionCategory.FamilyHistory || !Told().IsMatch(passage.Text)) continue;
            var reaction = Reaction().Match(passage.Text);
            if (!reaction.Success || Denied().IsMatch(passage.Text)) continue;
            foreach (string name in names)
            {
                int at = passage.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
                if (at < 0) continue;
                var substance = new TextSpan(passage.Span.Start + at, passage.Span.Start + at + name.Length);
                yield return new(passage.Note, passage.Span, substance, new(passage.Span.Start + reaction.Index, passage.Span.Start + reaction.Index + reaction.Length));
            }
        }
    }

    /// <summary>Whether two accounts of a reaction are of two kinds: hives and anaphylaxis, rash and vomiting.</summary>
    internal static bool Differ(string a, string b)
    {
        var (first, second) = (ClassesOf(a), ClassesOf(b));
        return first.Count == 0 || second.Count == 0 || !first.Overlaps(second);
    }

    private static HashSet<int> ClassesOf(string reaction)
    {
        string words = reaction.ToLowerInvariant();
        return [.. Enumerable.Range(0, Classes.Length).Where(i => Classes[i].Any(c => words.Contains(c, StringComparison.Ordinal)))];
    }

    private static SievedPattern Told() => ToldPattern.Value;

    private static readonly Lazy<SievedPattern> ToldPattern = Pattern.Sieved(@"\b(?:reaction|reacts?|reacted|allerg\w+|anaphyla\w+|intoleran\w+|broke out|gets|got|developed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Denied() => DeniedPattern.Value;

    private static readonly Lazy<SievedPattern> DeniedPattern = Pattern.Sieved(@"\b(?:no (?:reaction|rash|hives|anaphylaxis)|not (?:an? )?(?:true )?(?:allerg\w+|reaction)|without (?:a )?(?:reaction|trouble|rash|problem)|tolerated|if (?:she|he|there|any)|mother|father|sister|brother|grand\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Reaction() => ReactionPattern.Value;

    private static readonly Lazy<SievedPattern> ReactionPattern = Pattern.Sieved(@"\b(?:anaphyla\w+|hives|urticaria|(?:widespread |itchy )*rash|angio-?edema|(?:throat|tongue|lips?|face|facial|airway) swelling|itching|wheezing|shortness of breath|bronchospasm|vomiting|flushing|stevens-johnson|dermatitis|blisters|hypotension)\b(?:(?: and|,| with| or)? (?:\w+ )?(?:hives|rash|throat swelling|lip swelling|tongue swelling|swelling|itching|wheezing|hypotension|vomiting|shock)\b){0,3}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
