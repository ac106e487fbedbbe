using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>One way in which charts say an idea: <c>rules/chart-ideas.tsv</c> has the language of its pattern.</summary>
/// <param name="Idea">The idea.</param>
/// <param name="Kind">What it does for a criterion that asks for the idea.</param>
/// <param name="Pattern">What finds it.</param>
/// <param name="Conditions">What must be true of the numbers that it found.</param>
/// <param name="Flags">How its words are judged: see the rule file.</param>
internal sealed record ChartRule(string Idea, ChartRuleKind Kind, Regex Pattern, ImmutableArray<NumberCondition> Conditions, ImmutableHashSet<string> Flags)
{
    /// <summary>What the heading of the page must have, so that the words count; null for any page.</summary>
    internal Regex? Under { get; init; }

    /// <summary>Every place of a text where the words stand and the numbers fit.</summary>
    internal IEnumerable<TextSpan> In(string text)
    {
        foreach (Match match in Pattern.Matches(text))
        {
            if (Conditions.All(c => c.Holds(match))) yield return new(match.Index, match.Index + match.Length);
        }
    }
}

/// <summary>What a way of saying does.</summary>
internal enum ChartRuleKind
{
    /// <summary>It says the same as the policy's phrase.</summary>
    Same,

    /// <summary>It says the opposite.</summary>
    Opposite,

    /// <summary>It looks like the phrase and is something else: what says the same counts for nothing where it stands.</summary>
    Never,

    /// <summary>It looks like the phrase or its opposite and is something else: neither counts where it stands.</summary>
    Neither,

    /// <summary>It looks like the opposite and is something else.</summary>
    NotOpposite,
}

/// <summary>A comparison of a number, a difference or a share with another number: <c>n&gt;=3</c>, <c>b&lt;a</c>, <c>a/b&gt;=0.7</c>.</summary>
/// <param name="Left">Name of a number of the pattern.</param>
/// <param name="Over">Name of the number by which it is divided; null for none.</param>
/// <param name="Sign">One of &gt;=, &lt;=, &gt;, &lt;.</param>
/// <param name="Right">A number, or the name of one.</param>
internal sealed record NumberCondition(string Left, string? Over, string Sign, string Right)
{
    private static readonly Regex Written = new(@"^(?<left>[a-z])(?:/(?<over>[a-z]))?(?<sign>>=|<=|>|<)(?<right>[a-z]|[0-9.]+)$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    internal static NumberCondition Parse(string text)
    {
        var match = Written.Match(text);
        if (!match.Success) throw new InvalidDataException("chart-ideas.tsv: no condition: " + text);
        return new(match.Groups["left"].Value, match.Groups["over"].Success ? match.Groups["over"].Value : null, match.Groups["sign"].Value, match.Groups["right"].Value);
    }

    /// <summary>Whether it is true of what was found; false where a number was not.</summary>
    internal bool Holds(Match match)
    {
        if (Read(match, Left) is not { } left || Read(match, Right) is not { } right) return false;
        if (Over is not null)
        {
            if (Read(match, Over) is not { } over || over == 0) return false;
            left /= over;
        }

        return Sign switch { ">=" => left >= right, "<=" => left <= right, ">" => left > right, _ => left < right };
    }

    private static decimal? Read(Match match, string written)
    {
        string text = char.IsAsciiLetter(written[0]) ? match.Groups[written].Value : written;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return number;
        return NumberWords.TryRead(text, out int word) ? word : null;
    }
}

/// <summary>
/// Ideas that policies ask for and charts say in words of their own: 'DAS28 fell from 5.6 to 2.9' for 'lower disease activity'. A phrase of a policy's sheet calls an idea where the rule file names it; nothing else does.
/// </summary>
internal static class ChartIdeas
{
    private static readonly Lazy<(ImmutableArray<ChartRule> Rules, Dictionary<string, ImmutableArray<string>> Asked, ImmutableArray<(string Rule, string Example, string CounterExample)> Examples, ImmutableArray<(string Idea, bool Rises, Regex Measure)> Measures)> Read = new(Load);

    /// <summary>Every rule with its example and its counter-example.</summary>
    internal static IEnumerable<(ChartRule Rule, string Example, string CounterExample)> Examples => Read.Value.Rules.Zip(Read.Value.Examples, static (r, e) => (r, e.Example, e.CounterExample));

    /// <summary>Phrases of policies that call an idea.</summary>
    internal static IEnumerable<string> Phrases => Read.Value.Asked.Keys;

    /// <summary>The ways of saying any of the phrases.</summary>
    internal static ImmutableArray<ChartRule> Of(ImmutableArray<string> phrases)
    {
        HashSet<string> ideas = [.. phrases.SelectMany(static p => Read.Value.Asked.TryGetValue(p, out var called) ? called : [])];
        return ideas.Count == 0 ? [] : [.. Read.Value.Rules.Where(r => ideas.Contains(r.Idea))];
    }

    /// <summary>The measures that show any of the phrases, and whether they rise or fall where it is so.</summary>
    internal static IEnumerable<(bool Rises, Regex Measure)> MeasuresOf(ImmutableArray<string> phrases) => Read.Value.Measures.Where(m => phrases.Any(p => Read.Value.Asked.TryGetValue(p, out var called) && called.Contains(m.Idea))).Select(static m => (m.Rises, m.Measure));

    private static (ImmutableArray<ChartRule> Rules, Dictionary<string, ImmutableArray<string>> Asked, ImmutableArray<(string Rule, string Example, string CounterExample)> Examples, ImmutableArray<(string Idea, bool Rises, Regex Measure)> Measures) Load()
    {
        var measures = ImmutableArray.CreateBuilder<(string, bool, Regex)>();
        var sets = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        var rules = ImmutableArray.CreateBuilder<ChartRule>();
        var examples = ImmutableArray.CreateBuilder<(string, string, string)>();
        foreach (string[] row in RuleFiles.Read("chart-ideas.tsv", 7))
        {
            switch (row[1])
            {
                case "set":
                    sets.Add(row[0], ChartPattern.Of(row[2], sets));
                    break;
                case "asked":
                    foreach (string phrase in row[2].Split('|')) asked[phrase] = asked.TryGetValue(phrase, out var others) ? others.Add(row[0]) : [row[0]];
                    break;
                case "same" or "opposite" or "never" or "neither" or "not-opposite":
                    string[] conditions = row[3] == "-" ? [] : row[3].Split(',');
                    rules.Add(new(row[0], Enum.Parse<ChartRuleKind>(row[1].Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true), ChartPattern.Make(row[2], sets), [.. conditions.Where(static c => !Flagged.Contains(c) && !c.StartsWith(UnderHeading, StringComparison.Ordinal)).Select(NumberCondition.Parse)], [.. conditions.Where(Flagged.Contains)]) { Under = conditions.FirstOrDefault(static c => c.StartsWith(UnderHeading, StringComparison.Ordinal)) is { } heading ? ChartPattern.Make("<" + heading[UnderHeading.Length..] + ">", sets) : null });
                    examples.Add((row[0], row[5], row[6]));
                    break;
                case "rises" or "falls":
                    measures.Add((row[0], row[1] == "rises", ChartPattern.Make(row[2], sets)));
                    break;
                default:
                    throw new InvalidDataException("chart-ideas.tsv: no kind: " + row[1]);
            }
        }

        return (rules.ToImmutable(), asked, examples.ToImmutable(), measures.ToImmutable());
    }

    /// <summary>It counts on pages whose first lines have a word of the set that is named behind.</summary>
    private const string UnderHeading = "under:";

    /// <summary>The phrase asks for a plan or a need, so that 'to be done' is no objection.</summary>
    internal const string MayBePlanned = "planned";

    /// <summary>It counts whoever it is said of.</summary>
    internal const string OfAnyone = "anyone";

    /// <summary>It is the patient's, unless its own sentence says that it is another's.</summary>
    internal const string OfPatient = "self";

    /// <summary>Its words tell of today, whatever year stands beside them.</summary>
    internal const string OfToday = "now";

    /// <summary>It has its own result, so that 'testing for' before it leaves nothing open.</summary>
    internal const string WithResult = "result";

    private static readonly ImmutableHashSet<string> Flagged = [MayBePlanned, OfAnyone, OfPatient, OfToday, WithResult];
}
