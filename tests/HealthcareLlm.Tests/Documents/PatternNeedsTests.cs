using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Writers;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Documents;

/// <summary>The sieve before a pattern lets through whatever the pattern matches: it is for speed alone.</summary>
public class PatternNeedsTests
{
    private const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Letters that are one but for case, and the sign of kelvin and the dotted I, which a pattern takes for a k and an i.
    private const string Letters = "abkiABKI1 -.\n\u212A\u0130é";

    private static readonly Gen<string> s_text = Gen.Int[0, Letters.Length - 1].Select(static i => Letters[i]).Array[0, 14].Select(static c => new string(c));

    private static readonly Gen<string> s_pattern = Patterns(3);

    private static Gen<string> OneOf(params string[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    /// <summary>Patterns of all that the reader of patterns knows, each within another.</summary>
    private static Gen<string> Patterns(int depth)
    {
        var atom = OneOf("a", "b", "k", "i", "A", "ab", "kib", "1", " ", "-", @"\.", @"\d", @"\w", @"\s", ".", "[ab]", "[Kk]", "[a-k]", "[^a]", "[0-9]", @"[\d-]", @"\b", "^", "$", @"\u0041", "é", @"\p{Lu}", "[é1]", "(?!)");
        if (depth == 0) return atom;
        var inner = Patterns(depth - 1);
        return Gen.OneOf(
            atom,
            Gen.Select(inner, inner).Select(static (a, b) => a + b),
            Gen.Select(inner, inner).Select(static (a, b) => "(?:" + a + "|" + b + ")"),
            Gen.Select(inner, OneOf("?", "*", "+", "{2}", "{1,2}", "{0,1}", "{2,}", "??", "+?")).Select(static (a, q) => "(?:" + a + ")" + q),
            Gen.Select(inner, OneOf("(?i:", "(?-i:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?<n>", "(")).Select(static (a, open) => open + a + ")"));
    }

    [Fact]
    public void What_a_pattern_matches_is_let_through() => Gen.Select(s_pattern, s_pattern, Gen.Bool, s_text.Array[1, 12]).Sample(
        (first, second, anyCase, texts) =>
        {
            // Two of them one after the other need more than one does.
            string pattern = first + second;
            var options = anyCase ? AnyCase : RegexOptions.CultureInvariant;
            var (regex, needs) = (new Regex(pattern, options, TimeSpan.FromMilliseconds(100)), PatternNeeds.Of(pattern, options));
            try
            {
                return texts.All(t => needs.MayStandIn(t) || !regex.IsMatch(t));
            }
            catch (Exception e) when (e is RegexMatchTimeoutException or OverflowException or IndexOutOfRangeException)
            {
                // Drawn at random, some blow up, or break the engine itself ('(?:(?:(?:-){0,1})+?){2,}' overflows its stack of tracks); they say nothing of the sieve.
                return true;
            }
        },
        iter: 30_000);

    [Theory]
    [InlineData(@"\bpost-?op(?:erative)? day \d", "on POSTOP DAY 3", true)]
    [InlineData(@"\bpost-?op(?:erative)? day \d", "on the third day", false)]
    [InlineData(@"\b(?:held|on hold|not given)\b", "the dose was given", false)]
    [InlineData(@"\b(?:held|on hold|not given)\b", "the dose was NOT GIVEN", true)]
    [InlineData(@"(?:held)? dose", "no dose", true)]
    [InlineData(@"(?<=held )dose", "a dose", true)]
    [InlineData(@"\d{1,2}/\d{1,2}", "no number here", false)]
    [InlineData(@"\d{1,2}/\d{1,2}", "on 1/2", true)]
    [InlineData(@"tak(?:e|ing)\b", "TA\u212AE", true)]
    [InlineData(@"(?<a>x)\k<a>", "anything", true)]
    [InlineData(@"(?:culture|)s", "nothing", true)]
    public void A_text_without_what_is_needed_is_not_asked(string pattern, string text, bool may) => Assert.Equal(may, PatternNeeds.Of(pattern, AnyCase).MayStandIn(text));

    [Fact]
    public void Of_several_patterns_any_is_let_through()
    {
        var any = PatternNeeds.OfAny([PatternNeeds.Of("pending", AnyCase), PatternNeeds.Of("await(?:s|ing)", AnyCase)]);
        Assert.True(any.MayStandIn("Awaiting cultures"));
        Assert.True(any.MayStandIn("still PENDING"));
        Assert.False(any.MayStandIn("cultures are back"));
        Assert.True(PatternNeeds.OfAny([PatternNeeds.Of("pending", AnyCase), PatternNeeds.Of(@"\w+", AnyCase)]).MayStandIn("cultures are back"));
    }

    /// <summary>What is bound to its start is done with a long text at once; to look for its words would make many such questions quadratic.</summary>
    [Fact]
    public void Long_text_is_not_searched_for_what_is_bound_to_its_start()
    {
        string text = new('x', 5_000);
        Assert.True(PatternNeeds.Of(@"\Gpending", AnyCase).MayStandIn(text));
        Assert.True(PatternNeeds.Of("^(?:pending|awaiting)", AnyCase).MayStandIn(text));
        Assert.False(PatternNeeds.Of(@"(?:^|\s)pending", AnyCase).MayStandIn(text));
        Assert.False(PatternNeeds.Of(@"\Gpending", AnyCase).MayStandIn(text.AsSpan(0, 100)));
    }

    /// <summary>Each pattern of the product against the notes of the development encounters.</summary>
    [Fact]
    public void Each_pattern_of_the_product_matches_through_its_sieve()
    {
        var patterns = typeof(SievedPattern).Assembly.GetTypes().SelectMany(static t => t.IsGenericTypeDefinition ? [] : t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(static f => f.FieldType == typeof(Lazy<SievedPattern>)).Select(static f => ((Lazy<SievedPattern>)f.GetValue(null)!).Value)
            .Concat(CueRules.All.Select(static r => r.Pattern)).Concat(EmbeddedInstructions.All.Select(static r => r.Pattern)).ToList();
        Assert.True(patterns.Count > 300);
        // A sieve that lets all through is none: most patterns have a need, and most lines lack it.
        Assert.True(patterns.Count(static p => !p.Needs.AreNone) * 4 > patterns.Count * 3);
        var lines = Directory.EnumerateFiles(Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure", "documents")).SelectMany(File.ReadLines)
            .Where(static l => l.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count > 100);
        int asked = 0;
        foreach (var pattern in patterns)
        {
            foreach (string line in lines)
            {
                if (pattern.Needs.MayStandIn(line)) asked++;
                else Assert.False(pattern.Regex.IsMatch(line), pattern.Regex.ToString());
            }
        }

        Assert.True(asked * 2 < patterns.Count * lines.Count);
    }
}
