using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Who denies the whole denies the part: 'never had cancer' denies a cancer of the breast, 'no infection' an active one. Only a whole that stands alone counts.</summary>
internal static class BroaderDenials
{
    private const string Deny = @"(?:no|not|never|never had|without|denie[sd]|denying|negative for|free of|no longer has)(?: (?:any|a|known|prior|previous|earlier|past|personal|current|active|evidence of|signs? of|history of|h/o|hx of|hx|history|of|had|have|has|been|diagnosed with|suspicion of|significant|overt|obvious|concern for)){0,4} ";

    private static readonly Lazy<ImmutableArray<(string Part, Regex Denied, string Example, string CounterExample)>> Rows = new(() =>
        [.. RuleFiles.Read("broader-words.tsv", 5).Select(static r => (r[0], Make(r[1].Split('|')), r[3], r[4]))]);

    /// <summary>Part, pattern, example and counter-example of each row, for tests.</summary>
    internal static IEnumerable<(string Part, Regex Denied, string Example, string CounterExample)> Examples => Rows.Value;

    /// <summary>Places that deny the whole of which the phrases name a part, said of a person.</summary>
    internal static List<ChartStatement> Of(ChartText chart, ImmutableArray<string> phrases, Experiencer experiencer)
    {
        var found = new List<ChartStatement>();
        foreach (var (part, pattern, _, _) in Rows.Value)
        {
            if (!phrases.Any(p => TherapyClasses.HasWords(p, part))) continue;
            foreach (var statement in chart.Find(pattern))
            {
                if (statement.Assertion.Experiencer == experiencer && statement.Assertion is { Polarity: Polarity.Negated, Temporality: not Temporality.Hypothetical }
                    && !found.Exists(f => f.Place == statement.Place && f.Words == statement.Words)) found.Add(statement);
            }
        }

        return found;
    }

    // The words asked about are the whole alone: what denies stands before them, and nothing that narrows them behind.
    private static Regex Make(string[] whole) => Pattern.OfWords(
        $@"(?<=(?<![\w-]){Deny})(?:{string.Join('|', whole.Select(static w => w.Any(char.IsLower) ? Regex.Escape(w) : $"(?-i:{Regex.Escape(w)})"))})(?![\w-])(?! (?:of(?! any| (?:\w+ ){1,5}(?:elsewhere|anywhere))|results?|reports?|records?|available|documented|information|data|in|at|to(?! date)|from|since|until|after|before|contacts?|exposures?|screen\w*|test\w*|treatment|risk|control|markers?|surveillance|prophylaxis|on (?:the )?(?:skin|breast|lung|left|right|site|wound)))").Value;
}
