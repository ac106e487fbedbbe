using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>Whether a mapped value follows from its quotes by the named rule.</summary>
internal static class MappingRules
{
    /// <summary>The rule that silence of a chart on allergies is not, and a denial of any is, the entry <c>none</c>.</summary>
    internal const string NoAllergies = "allergies-none";

    /// <summary>The rule that an empty signature line is unsigned.</summary>
    internal const string EmptySignature = "signature-empty-line";

    /// <summary>The rule that a filled signature line is signed.</summary>
    internal const string FilledSignature = "signature-filled-line";

    // A denial of allergies, in words, or a box beside 'none'.
    private static readonly Lazy<SievedPattern> DeniesPattern = Pattern.Sieved(@"\b(?:NK(?:DA|A|FA)|none|nil|no|not|denies|denied|negative|without)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static bool Gives(string rule, string path, string value, IEnumerable<string> quotes)
    {
        return rule switch
        {
            NoAllergies => value == "none" && quotes.Any(q => DeniesPattern.Value.IsMatch(q)),
            EmptySignature => value == "unsigned",
            FilledSignature => value == "signed",
            _ => quotes.Any(q => Matches(rule, path, value, q)) || Matches(rule, path, value, string.Join(' ', quotes)),
        };
    }

    private static bool Matches(string rule, string path, string value, string quote)
    {
        // A quote may begin with the check box that marks it.
        return ChoiceRules.Gives(rule, path, value, quote) || ChoiceRules.Gives(rule, path, value, quote.TrimStart('[', 'x', 'X', ']', '(', ')', '☒', '☑', '✓', '✔', ' '));
    }
}
