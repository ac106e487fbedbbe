using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether one entry of a list of drugs says what a fact asks for: its drug, its dose and what became of it, of this entry and no other drug that it mentions.</summary>
internal static partial class Medications
{
    // The parts that tell what is to be taken; a reason may name another drug.
    private static readonly string[] Own = ["name", "dose", "route", "frequency", "duration", "change"];

    /// <summary>
    /// Whether the entry holds the fact: one of the patterns is of its own name, all are of its parts or its text, and the text is not at odds with the parts.
    /// 'Stopped: furosemide 40 mg - replaced by torsemide' is no torsemide 40 mg.
    /// </summary>
    internal static bool Holds(GoldFact fact, ReadStatement entry)
    {
        if (!entry.Parts.TryGetValue("name", out string? name)) return fact.AnyOf.Any(all => all.All(p => GoldPatterns.Matches(p, entry.Whole)));
        if (IsAtOdds(entry) && IsAtOdds(Writings.Of(entry, null))) return false;
        string own = string.Join(" | ", Own.Where(entry.Parts.ContainsKey).Select(p => entry.Parts[p]));
        return fact.AnyOf.Any(all => all.Any(p => GoldPatterns.Matches(p, name) || Writings.HoldsPattern(p, name)) && all.All(p => GoldPatterns.Matches(p, own) || GoldPatterns.Matches(p, entry.Text) || GoldPatterns.Matches(p, SummaryScorer.Units(own)) || Writings.HoldsPattern(p, own) || Writings.HoldsPattern(p, entry.Text)));
    }

    /// <summary>Whether the text of an entry lacks the name or the dose that its parts give, or forbids what they say is taken.</summary>
    internal static bool IsAtOdds(ReadStatement entry)
    {
        if (!entry.Parts.TryGetValue("name", out string? name) || !entry.Parts.TryGetValue("change", out string? change)) return false;
        var words = NormalForm.Words(entry.Text);
        if (NormalForm.Words(name).Any(w => w.Length > 3 && !words.Contains(w))) return true;
        if (entry.Parts.TryGetValue("dose", out string? dose) && NormalForm.Numbers(dose).Any(n => !words.Contains(n))) return true;
        return change.ToUpperInvariant() is "NEW" or "CONTINUED" or "CHANGED" && Forbids().IsMatch(entry.Text);
    }

    [GeneratedRegex(@"\b(?:(?:do(?:es)? not|must not|never) (?:take|give|use|start|be (?:taken|given|used|started))(?! (?:it )?(?:with|more|extra|two|if|unless|on|together|after|before|along)\b)|contraindicated)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Forbids();
}
