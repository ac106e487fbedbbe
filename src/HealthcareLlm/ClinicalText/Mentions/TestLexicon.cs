using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A test, vital sign or score of <c>rules/tests.tsv</c>.</summary>
/// <param name="Name">Preferred name, lower case.</param>
/// <param name="Kind">lab, vital, score, bp (two numbers, blood pressure) or pair (two numbers).</param>
/// <param name="Low">Least plausible value.</param>
/// <param name="High">Greatest plausible value.</param>
/// <param name="Units">Its usual units, the commonest first; empty where a result has none. For information: a unit that is not written is not added.</param>
internal sealed record ClinicalTest(string Name, string Kind, double Low, double High, ImmutableArray<string> Units)
{
    /// <summary>Whether two numbers with a slash are its value.</summary>
    internal bool IsPair => Kind is "bp" or "pair";

    /// <summary>Vital sign or laboratory result; scores count as results.</summary>
    internal MentionType Type => Kind is "bp" or "vital" ? MentionType.Vital : MentionType.Lab;
}

/// <summary>Names of tests; read at first use.</summary>
internal static class TestLexicon
{
    private const int ShortName = 3;

    private static readonly Lazy<(NameLexicon<ClinicalTest> Names, HashSet<string> Exact)> Names = new(Load);

    /// <summary>All tests of a range, in order.</summary>
    internal static IEnumerable<(TextSpan Span, ClinicalTest Test)> Find(string text, TextSpan range)
    {
        var (names, exact) = Names.Value;
        foreach (var (span, test) in names.Find(text, range))
        {
            if (span.Length <= ShortName && !exact.Contains(span.In(text))) continue;
            yield return (span, test);
        }
    }

    private static (NameLexicon<ClinicalTest> Names, HashSet<string> Exact) Load()
    {
        var names = new NameLexicon<ClinicalTest>();
        var exact = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("tests.tsv", 5))
        {
            string[] limits = row[3] == "-" ? ["0", "9999999"] : row[3].Split('-');
            var test = new ClinicalTest(row[0], row[2], double.Parse(limits[0], CultureInfo.InvariantCulture), double.Parse(limits[1], CultureInfo.InvariantCulture), row[4] == "-" ? [] : [.. row[4].Split('|')]);
            foreach (string name in row[1] == "-" ? [row[0]] : row[1].Split('|').Prepend(row[0]))
            {
                names.Add(name, test);
                if (name.Length > ShortName) continue;
                exact.Add(name);
                if (name.Length > 1) exact.Add(name.ToUpperInvariant());
            }
        }

        return (names, exact);
    }
}
