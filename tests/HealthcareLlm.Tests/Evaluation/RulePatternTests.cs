using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A rule is passed over only where it surely matches nowhere: what a guard holds back unseen would be judged otherwise.</summary>
public class RulePatternTests
{
    private const RegexOptions AnyCase = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [Theory]
    [InlineData(@"\bbid\b", "Metoprolol BID", true)]
    [InlineData(@"\bbid\b", "forbidden", false)]
    [InlineData(@"(?<!\w)(?:HF|AKI)(?!\w)", "acute on chronic HF", true)]
    [InlineData(@"(?<!\w)(?:HF|AKI)(?!\w)", "halfway", false)]
    [InlineData(@"(?<=type [12] )(?:DM|diabetes)", "type 2 dm", true)]
    [InlineData(@"\b(?:is )?not\b", "was noted", true)]
    [InlineData(@"\b(?:is )?not\b", "never was", false)]
    [InlineData(@"\bx?yz\b", "yz", true)]
    [InlineData(@"\bx+yz\b", "xxyz", true)]
    [InlineData(@"\bx{2}z\b", "xxz", true)]
    [InlineData(@"[0-9]{1,2} ?mg", "40mg", true)]
    [InlineData(@"[^a-z]q", "1q", true)]
    [InlineData(@"I", "I", true)]
    [InlineData(@"\bk\b", "\u212A", true)]
    public void What_it_can_begin_with_is_read_from_the_pattern(string pattern, string text, bool mayMatch)
    {
        var rule = new RulePattern(new(pattern, AnyCase));
        Assert.Equal(mayMatch, rule.MayMatch(new(text)));
        if (!mayMatch) Assert.DoesNotMatch(rule.Pattern, text);
    }

    [Theory]
    [InlineData(".*")]
    [InlineData("(?:a|)")]
    [InlineData("(?<name>a)b")]
    [InlineData("(?i:ab)")]
    public void A_pattern_that_can_begin_with_anything_or_is_not_understood_is_always_tried(string pattern) => Assert.True(new RulePattern(new(pattern)).MayMatch(new("~")));

    [Fact]
    public void No_rule_of_any_list_is_passed_over_where_it_matches()
    {
        string[] texts =
        [
            .. Directory.GetFiles(Repository.Folder("evalsets", "encounters-v1"), "*.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(static l => l.Trim().Length > 0),
            .. Writings.All.SelectMany(static r => new[] { r.Example, r.CounterExample }), .. Directions.All.SelectMany(static r => new[] { r.Example, r.CounterExample }),
            .. RuleFiles.Read("sense-cues.tsv", 6).SelectMany(static r => new[] { r[4], r[5] }),
        ];
        RulePattern[] rules =
        [
            .. Writings.All.Where(static r => r.Kind != "several").Select(static r => new RulePattern(new(@"(?<!\w)(?:" + r.Pattern + @")(?!\w)", r.Kind == "word" ? AnyCase : RegexOptions.CultureInvariant))),
            .. Directions.All.Select(static r => new RulePattern(new(r.Pattern.ToString(), AnyCase))),
            .. RuleFiles.Read("sense-cues.tsv", 6).Select(static r => new RulePattern(new(@"(?:(?<![\w-])(?=\w)|(?!\w))(?:" + r[3] + @")(?![\w])", AnyCase))),
        ];
        int tried = 0, matched = 0;
        foreach (string text in texts.Distinct(StringComparer.Ordinal))
        {
            var pairs = new TextPairs(text);
            foreach (var rule in rules)
            {
                bool mayMatch = rule.MayMatch(pairs), matches = rule.Pattern.IsMatch(text);
                Assert.True(mayMatch || !matches, rule.Pattern + " is passed over in: " + text);
                tried += mayMatch ? 1 : 0;
                matched += matches ? 1 : 0;
            }
        }

        Assert.True(matched > 500, "too few matches to tell: " + matched);
        int all = rules.Length * texts.Distinct(StringComparer.Ordinal).Count();
        Assert.True(tried < all / 3, $"{tried} of {all} are tried: the guard holds nothing back");
    }

    [Fact]
    public void What_is_compiled_after_many_texts_replaces_the_same()
    {
        var rule = new RulePattern(new(@"\bbid\b", AnyCase));
        for (int i = 0; i < 1_200; i++)
        {
            string text = i % 2 == 0 ? "40 mg BID" : "no bids";
            Assert.Equal(i % 2 == 0 ? "40 mg twice" : text, rule.Replace(text, new(text), "twice"));
        }
    }

    [Fact]
    public void Pairs_are_those_of_the_text_as_it_was_changed()
    {
        var pairs = new TextPairs("take qd");
        string text = new RulePattern(new(@"\bqd\b", AnyCase)).Replace("take qd", pairs, "every day");
        Assert.Equal("take daily", new RulePattern(new(@"\bevery day\b", AnyCase)).Replace(text, pairs, "daily"));
    }
}
