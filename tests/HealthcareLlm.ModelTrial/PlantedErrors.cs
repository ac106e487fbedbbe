using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>One error planted in each right statement of the golden encounters, its quotes left as they are: how many does the verifier catch?</summary>
internal static partial class PlantedErrors
{
    private static readonly (string Kind, double Least, Func<string, string> Plant)[] Kinds =
    [
        ("dose", 0.99, static t => Dose().Replace(t, m => Other(m.Groups["n"].Value) + m.Groups["u"].Value, 1)),
        ("side", 0.99, static t => Side().Replace(t, m => m.Value.StartsWith("l", StringComparison.OrdinalIgnoreCase) ? "right" : "left", 1)),
        ("drug", 0.99, static t => Drug().Replace(t, "amiodarone", 1)),
        ("date", 0.99, static t => Date().Replace(t, m => m.Groups["a"].Value + Other(m.Groups["d"].Value) + m.Groups["b"].Value, 1)),
        ("code", 0.99, static t => t.TrimEnd('.') + " (C50.911)."),
        ("negation", 0.95, static t => Denial().IsMatch(t) ? Denial().Replace(t, string.Empty, 1).Trim() : t),
        ("denied", 0.95, static t => Denial().IsMatch(t) ? t : "No " + t),
    ];

    internal static IEnumerable<(string Measure, string Found, string Bound, bool Holds)> Measure(string root)
    {
        int right = 0, withheld = 0;
        var planted = Kinds.ToDictionary(static k => k.Kind, static _ => (Caught: 0, All: 0), StringComparer.Ordinal);
        foreach (string folder in Directory.GetDirectories(Path.Combine(root, "evalsets"), "encounters-v*").SelectMany(static f => Directory.GetDirectories(Path.Combine(f, "cases"))).Order(StringComparer.Ordinal))
        {
            ImmutableArray<AnnotatedDocument> documents = [.. Directory.GetFiles(Path.Combine(folder, "documents"), "*.txt").Order(StringComparer.Ordinal).Select(static (f, i) => Read(i, File.ReadAllText(f)))];
            if (documents.IsEmpty) continue;
            var draft = new OfflineDraftingEngine().DraftSummaryAsync(new(documents, PatientAssessor.Assess(documents)), CancellationToken.None).GetAwaiter().GetResult();
            foreach (var statement in draft.Statements.Where(static s => !s.IsConflict))
            {
                right++;
                if (!Passes(statement, documents)) withheld++;
                foreach (var (kind, _, plant) in Kinds)
                {
                    string changed = plant(statement.Text);
                    if (changed == statement.Text || changed.Length < 4) continue;
                    var count = planted[kind];
                    planted[kind] = (count.Caught + (Passes(statement with { Text = changed }, documents) ? 0 : 1), count.All + 1);
                }
            }
        }

        foreach (var (kind, least, _) in Kinds)
        {
            var (caught, all) = planted[kind];
            yield return ("planted errors caught: " + kind, CarefulAnswers.Share(caught, all), string.Create(CultureInfo.InvariantCulture, $"{100 * least:0} %"), all > 0 && caught >= least * all);
        }

        yield return ("right statements (extractive, the offline engine's) withheld by the verifier", CarefulAnswers.Share(withheld, right), "5 %", withheld <= 0.05 * right);
    }

    private static bool Passes(StatementDraft statement, ImmutableArray<AnnotatedDocument> documents) =>
        Grounder.Ground(new DischargeSummaryDraft([statement with { Parts = [] }], []), documents).Statements[0].Verdict == Verdict.Supported;

    private static AnnotatedDocument Read(int number, string text) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile(number + ".txt", Encoding.UTF8.GetBytes(number + text)), text, []));

    // Another number of the same length that stands beside it in few notes.
    private static string Other(string digits) => string.Concat(digits.Select(static c => char.IsAsciiDigit(c) ? (char)('0' + ((c - '0' + 7) % 10)) : c));

    [GeneratedRegex(@"\b(?<n>\d+(?:\.\d+)?)(?<u>\s?(?:mg|mcg|g|units|mEq|mL)\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dose();

    [GeneratedRegex(@"\b(?:left|right)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Side();

    [GeneratedRegex(@"\b(?!amiodarone)[a-z]{3,}(?:pril|olol|statin|formin|xaban|cillin|profen|sartan|semide|azole|mycin|pine)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Drug();

    [GeneratedRegex(@"(?<a>\b\d{1,2}/)(?<d>\d{1,2})(?<b>/\d{2,4}\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:no|not|denies|without)\b ?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denial();
}
