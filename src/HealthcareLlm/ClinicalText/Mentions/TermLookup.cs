using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds the terms of a list of any size in a text, by one pass over it; by whole words, singular and plural, hyphen and space, British and American spelling alike. For a
/// site's own vocabulary or the labels of a code set; the finders of mentions use the same automaton with our own lexicons.
/// </summary>
public sealed class TermLookup
{
    private readonly TermAutomaton<int> _automaton = new();

    /// <summary>Makes the look-up of a list; of two terms that are the same the first is found.</summary>
    public TermLookup(IEnumerable<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        foreach (string term in terms)
        {
            if (term.Any(char.IsLetterOrDigit)) _automaton.Add(term, Count);
            Count++;
        }
    }

    /// <summary>How many terms were given.</summary>
    public int Count { get; }

    /// <summary>The longest terms from left to right, none overlapping, each by its place in the list.</summary>
    public IEnumerable<(TextSpan Span, int Term)> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = TermTokenizer.Tokenize(text, new(0, text.Length));
        foreach (var match in _automaton.Find(tokens)) yield return (new(tokens[match.First].Start, tokens[match.First + match.Count - 1].End), match.Entry);
    }
}
