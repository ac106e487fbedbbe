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

    internal static bool Gives(string rule, string path, string value, IEnumerable<string> quotes)
    {
        return rule switch
        {
            NoAllergies => value == "none",
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
