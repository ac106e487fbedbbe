using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Which of two drugs gave way to which: 'apixaban replaced by warfarin' is not 'warfarin replaced by apixaban', and of 'aspirin - STOPPED, on apixaban' apixaban goes on.
/// </summary>
internal static class DrugRoles
{
    /// <summary>Characters of a dose or a reason between a drug and the word that relates it to another.</summary>
    private const int Between = 60;

    /// <summary>The same with the gaps of a table.</summary>
    private const int WidestBetween = 240;

    private static readonly Lazy<SievedPattern> s_thenNew = Pattern.Sieved(
        @"(?:->|→|=>|\b(?:(?:replac\w+|substitut\w+) (?:by|with)|(?:exchang\w+|swapp\w+) for|(?:chang\w+|switch\w+|convert\w+|transition\w+|narrow\w+|broaden\w+|escalat\w+|de-?escalat\w+|bridg\w+|rotat\w+|stepp?\w* (?:down|up)|mov\w+|cross\w+|taper\w+) (?:over )?(?:in)?to|g[ai]ve\w* way to|in favou?r of|instead (?:she|he) takes|instead:?))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_thenOld = Pattern.Sieved(
        @"\b(?:replac(?:es|ed|ing)(?! (?:by|with))|instead of|in place of|in lieu of|in for|rather than|t[ao]k\w+ the place of|(?:was |is )?substituted for|supersed\w+)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_passive = Pattern.Sieved(@"\b(?:was|were|been|is|be|and|-|–|:|,|;)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_stopBefore = Pattern.Sieved(@"\b(?:stop(?:ped|ping)?|d/?c(?:'?e?d)?|discontinu\w+|withh[eo]ld\w*|h[eo]ld|off|end(?:ed|ing))(?: taking| of| on| the| your| h(?:is|er))?:? ?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_stopBehind = Pattern.Sieved(@"^ (?:was|were|has been|have been|is) (?:stopped|discontinued|held|withheld|ended)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_givenBehind = Pattern.Sieved(@"^ (?:was|were|is|has been|had been) (?:given|started|begun|continued|added|used|chosen)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_reaction = Pattern.Sieved(@"^[ -](?:reactions?|rxn|allerg\w+|interactions?|intoleran\w+|rash|hives|anaphyl\w+|toxicity)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_role = Pattern.Sieved(@"(?:\b(?:on|by|with|to|plus|than|while on|after|start(?:ed)?|begin|began|continued?|resumed?)|->|→|\+)\s$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The first drug of the statement in another's role; null where there is none.</summary>
    internal static (string Token, int At)? First(string statement, string quotes)
    {
        var said = Drugs(statement, []);
        if (said.Count == 0) return null;
        var cited = new Lazy<List<(TextSpan Span, string Generic)>>(() => Drugs(quotes, [.. said.Select(static d => d.Generic)]));
        if (said.Count > 1 && Changes(statement, said) is { Count: > 0 } changes)
        {
            var there = Changes(quotes, cited.Value);
            foreach (var (old, fresh, at) in changes)
            {
                if (there.Exists(c => c.Old == fresh || c.New == fresh || c.Old == old) && !Leads(there, old, fresh, there.Count)) return (old, at);
            }
        }

        foreach (var (span, generic) in said)
        {
            // 'Vancomycin was given' of 'daptomycin given (vanc reaction)'.
            if (s_givenBehind.Value.IsMatch(statement[span.End..]) && cited.Value.FindAll(d => d.Generic == generic) is { Count: > 0 } reacted && reacted.TrueForAll(p => s_reaction.Value.IsMatch(quotes[p.Span.End..Math.Min(quotes.Length, p.Span.End + 16)]))) return (span.In(statement), span.Start);
            if (!s_stopBefore.Value.IsMatch(statement[Math.Max(0, span.Start - 28)..span.Start]) && !s_stopBehind.Value.IsMatch(statement[span.End..])) continue;
            var places = cited.Value.FindAll(d => d.Generic == generic);
            if (places.Count > 0 && places.TrueForAll(p => IsBesideTheStopped(quotes, p.Span, cited.Value))) return (span.In(statement), span.Start);
        }

        return null;
    }

    /// <summary>Whether one drug gave way to another, by others between them or not.</summary>
    private static bool Leads(List<(string Old, string New, int At)> changes, string old, string fresh, int steps) =>
        steps > 0 && changes.Exists(c => c.Old == old && (c.New == fresh || Leads(changes, c.New, fresh, steps - 1)));

    /// <summary>Whether a drug stands behind a word that brings it in beside another of its line, which is what the line is of.</summary>
    private static bool IsBesideTheStopped(string quotes, TextSpan span, List<(TextSpan Span, string Generic)> cited)
    {
        int line = span.Start == 0 ? 0 : quotes.LastIndexOfAny(['\n', ';', '.'], span.Start - 1) + 1;
        if (!s_role.Value.IsMatch(quotes[Math.Max(line, span.Start - 14)..span.Start])) return false;
        return cited.Exists(d => d.Span.Start >= line && d.Span.End <= span.Start && !s_role.Value.IsMatch(quotes[Math.Max(line, d.Span.Start - 14)..d.Span.Start]));
    }

    /// <summary>The changes from one drug to another that a text tells.</summary>
    private static List<(string Old, string New, int At)> Changes(string text, List<(TextSpan Span, string Generic)> drugs)
    {
        var changes = new List<(string Old, string New, int At)>();
        for (int i = 0; i + 1 < drugs.Count; i++)
        {
            var (first, second) = (drugs[i], drugs[i + 1]);
            int gap = second.Span.Start - first.Span.End;
            if (gap is < 1 or > WidestBetween || first.Generic == second.Generic) continue;
            // Cells of a table may stand far apart.
            string between = string.Join(' ', text[first.Span.End..second.Span.Start].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (between.Length > Between) continue;
            between = " " + between + " ";
            if (between.AsSpan().ContainsAny(';', '\n') || between.Contains(". ", StringComparison.Ordinal)) continue;
            if (s_thenNew.Value.IsMatch(between)) changes.Add((first.Generic, second.Generic, first.Span.Start));
            else if (s_thenOld.Value.Match(between) is { Success: true } old && !(between[old.Index..].StartsWith("replaced", StringComparison.OrdinalIgnoreCase) && s_passive.Value.IsMatch(between[..old.Index]))) changes.Add((second.Generic, first.Generic, first.Span.Start));
            else if (s_from.Value.IsMatch(text[..first.Span.Start]) && s_to.Value.IsMatch(between)) changes.Add((first.Generic, second.Generic, first.Span.Start));
        }

        return changes;
    }

    private static readonly Lazy<SievedPattern> s_from = Pattern.Sieved(@"\bfrom (?:the |h(?:is|er) |your |IV |oral )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_to = Pattern.Sieved(@"\bto (?:the |h(?:is|er) |your |IV |oral )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static List<(TextSpan Span, string Generic)> Drugs(string text, HashSet<string> shortened)
    {
        var found = DrugLexicon.Find(text, new(0, text.Length)).Select(static d => (d.Span, d.Drug.Generic)).ToList();
        if (shortened.Count > 0) found.AddRange(SpokenDrugs.FindShortened(text, shortened).Where(s => !found.Exists(f => f.Span.Overlaps(s.Span))));
        found.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;
    }
}
