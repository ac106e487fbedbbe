using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>How often something is taken or done, brought to one writing by <c>rules/spoken-frequencies.tsv</c>.</summary>
internal static class SpokenFrequencies
{
    private static readonly Lazy<(SievedPattern Pattern, string[] Writings)[]> s_rules = new(static () =>
        [.. RuleFiles.Read("spoken-frequencies.tsv", 6).Select(static r => (new SievedPattern((r[1][0] == '/' ? "(?:" : @"(?<![\w.])(?:") + r[1] + @")(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), r[2].Split('|')))]);

    private static readonly Lazy<PatternNeeds> s_needs = new(static () => PatternNeeds.OfAny(s_rules.Value.Select(static r => r.Pattern.Needs)));

    /// <summary>The first frequency of the statement that the quotes have in no writing; null where there is none.</summary>
    internal static (string Token, int At)? FirstMissing(string statement, string quotes)
    {
        if (!s_needs.Value.MayStandIn(statement)) return null;
        HashSet<string>? cited = null;
        List<TextSpan>? times = null;
        foreach (var (pattern, writings) in s_rules.Value)
        {
            foreach (var match in pattern.EnumerateMatches(statement))
            {
                // The half of a time of the day is the time's.
                int at = match.Index;
                if ((times ??= [.. SpokenTimes.Find(statement).Select(static t => t.Span)]).Exists(t => t.Start < at && at < t.End)) continue;
                string written = statement.Substring(match.Index, match.Length);
                cited ??= Of(quotes);
                // The first writing is what is said; the others follow from it.
                if (!cited.Contains(Expand(writings[0], pattern, statement, match.Index))) return (written, match.Index);
            }
        }

        return null;
    }

    /// <summary>How often, wherever a text says so: the place and the one writing.</summary>
    internal static IEnumerable<(TextSpan Span, string Often)> Find(string text)
    {
        if (!s_needs.Value.MayStandIn(text)) yield break;
        foreach (var (pattern, writings) in s_rules.Value)
        {
            foreach (Match match in pattern.Matches(text)) yield return (new(match.Index, match.Index + match.Length), Expand(writings[0], pattern, text, match.Index));
        }
    }

    private static HashSet<string> Of(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (pattern, writings) in s_rules.Value)
        {
            foreach (var match in pattern.EnumerateMatches(text))
            {
                foreach (string writing in writings) found.Add(Expand(writing, pattern, text, match.Index));
            }
        }

        foreach (var (_, minute) in SpokenTimes.Find(text))
        {
            if (SpokenTimes.PartOfDay(minute) is { } part) found.Add(part);
            // Early hours are night to one and morning to another.
            if (minute < 420) found.UnionWith(["in the morning", "at night"]);
        }

        return found;
    }

    private static string Expand(string writing, SievedPattern pattern, string text, int at)
    {
        if (!writing.Contains('$', StringComparison.Ordinal)) return writing;
        string made = pattern.Match(text, at).Result(writing);
        return made switch { "every 24 hours" => "1 a day", "every 12 hours" => "2 a day", "every 8 hours" => "3 a day", "every 6 hours" => "4 a day", _ => made };
    }
}
