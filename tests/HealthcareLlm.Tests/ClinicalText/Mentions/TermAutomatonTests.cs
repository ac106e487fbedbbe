using System.Text.Json;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

/// <summary>One pass finds what a walk from each token finds.</summary>
public class TermAutomatonTests
{
    private static List<TermToken> Tokens(string text) => TermTokenizer.Tokenize(text, new(0, text.Length));

    private static TermAutomaton<string> Of(params string[] terms)
    {
        var automaton = new TermAutomaton<string>();
        foreach (string term in terms) automaton.Add(term, term);
        return automaton;
    }

    /// <summary>The other way: from each token the longest term, then on after it.</summary>
    private static List<TermMatch<T>> Walk<T>(TermAutomaton<T> automaton, List<TermToken> tokens)
    {
        var found = new List<TermMatch<T>>();
        for (int i = 0; i < tokens.Count;)
        {
            if (automaton.LongestAt(tokens, i) is { } match)
            {
                found.Add(match);
                i += match.Count;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    [Theory]
    [InlineData("chronic kidney disease stage", "kidney disease|chronic kidney", "chronic kidney")] // the one that begins first
    [InlineData("chronic kidney disease", "kidney|chronic kidney disease", "chronic kidney disease")] // the longest
    [InlineData("chronic kidney failure", "chronic kidney disease|kidney failure", "kidney failure")] // one that began and came to nothing
    [InlineData("a b c d", "a b c e|b c|c d", "b c")]
    [InlineData("had AIDS and aids", "AIDS", "AIDS")]
    [InlineData("kidney\n\ndisease", "kidney disease", "")] // not over an empty line
    [InlineData("kidney\ndisease", "kidney disease", "kidney disease")]
    [InlineData("nothing here", "kidney", "")]
    [InlineData("", "kidney", "")]
    public void Leftmost_and_longest(string text, string terms, string found) =>
        Assert.Equal(found, string.Join('|', Of(terms.Split('|')).Find(Tokens(text)).Select(static m => m.Entry)));

    [Fact]
    public void As_by_the_walk_on_random_texts()
    {
        var random = new Random(20261126);
        string Some(int least, int most) => string.Join(' ', Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => "abcAB"[random.Next(5)] is var c && char.IsUpper(c) ? new string(c, 2) : c.ToString()));
        int matches = 0;
        for (int round = 0; round < 400; round++)
        {
            var automaton = Of([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Some(1, 5))]);
            var tokens = Tokens(Some(0, 40) + (round % 3 == 0 ? "\n\n" : " ") + Some(0, 20));
            var found = automaton.Find(tokens).ToList();
            Assert.Equal(Walk(automaton, tokens), found);
            matches += found.Count;
        }

        Assert.True(matches > 2000);
    }

    [OfficialFact]
    public void As_by_the_walk_on_real_notes()
    {
        int matches = 0;
        foreach (string line in File.ReadLines(Path.Combine(Path.GetDirectoryName(OfficialFiles.Icd!)!, "..", "notes", "mtsamples.jsonl")).Where(static (_, i) => i % 4 == 0))
        {
            using var json = JsonDocument.Parse(line);
            var tokens = Tokens(json.RootElement.GetProperty("text").GetString()!);
            var found = TermLexicon.Terms.Find(tokens).ToList();
            Assert.Equal(Walk(TermLexicon.Terms, tokens), found);
            matches += found.Count;
        }

        Assert.True(matches > 8000);
    }

    [Fact]
    public void A_long_term_that_never_ends_hides_nothing()
    {
        // Every place begins a term of 400 words that does not end; a walk from each token would look at 400 words a place.
        string almost = string.Join(' ', Enumerable.Repeat("a", 400));
        var lookup = new TermLookup([almost + " b", "b b"]);
        int words = 200_000;
        Assert.Empty(lookup.Find(string.Join(' ', Enumerable.Repeat("a", words))));
        Assert.Equal(2, lookup.Find(almost + " a b b b").Count());
    }

    [Fact]
    public void A_term_is_not_added_to_one_in_use()
    {
        var automaton = Of("a");
        Assert.Single(automaton.Find(Tokens("a")));
        Assert.Throws<InvalidOperationException>(() => automaton.Add("b", "b"));
    }

    [Fact]
    public void A_look_up_gives_places_and_the_number_of_the_term()
    {
        var lookup = new TermLookup(["Kidney failure", "--", "failure", "KIDNEY FAILURE"]);
        Assert.Equal([("kidney failures", 0), ("failure", 2)], lookup.Find("Has kidney failures; no failure.").Select(static f => (f.Span.In("Has kidney failures; no failure."), f.Term)));
        Assert.Equal(4, lookup.Count);
    }

    [Fact]
    public void The_table_of_edges_keeps_what_was_put_in()
    {
        var edges = new TermTransitions();
        for (int i = 0; i < 5000; i++) edges.Add(i % 71, i, i * 3);
        for (int i = 0; i < 5000; i++) Assert.Equal(i * 3, edges.Of(i % 71, i));
        Assert.Equal(-1, edges.Of(0, 1));
        Assert.Equal(-1, edges.Of(71, 0));
    }
}
