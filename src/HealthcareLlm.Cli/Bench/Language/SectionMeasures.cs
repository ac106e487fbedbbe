using HealthcareLlm.ClinicalText.Sections;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>What a section is about, from its text alone: on the rows of the labelled table that the model was not learned from.</summary>
/// <param name="texts">Where they are.</param>
internal sealed class SectionMeasures(BenchTexts texts)
{
    private const string Table = "mts-dialog.csv";
    private const int LeastRows = 15;

    internal IEnumerable<LanguageRow> Rows()
    {
        const string Accuracy = "section label from its text, rows held out from learning: accuracy", Macro = "  macro F1 over labels with n ≥ 15 in the table";
        string held = Path.Combine(texts.Evalsets, "language-v1", "sections-held-out.txt");
        if (texts.Shared("notes", Table) is not { } path || !File.Exists(held))
        {
            yield return LanguageRow.Absent(Accuracy, Table);
            yield return LanguageRow.Absent(Macro, Table);
            yield break;
        }

        var ids = File.ReadLines(held).Where(static l => !l.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
        var rows = Csv.Read(path).ToList();
        var judged = rows.Where((_, i) => ids.Contains(i.ToString(System.Globalization.CultureInfo.InvariantCulture)) && SectionLabels.Of.ContainsKey(rows[i]["section_header"])).Select(static r => (Label: r["section_header"], Found: Found(r["section_text"]))).ToList();
        var common = rows.GroupBy(static r => r["section_header"], StringComparer.Ordinal).Where(static g => g.Count() >= LeastRows).Select(static g => g.Key).Order(StringComparer.Ordinal).ToList();
        var f1 = common.ConvertAll(label =>
        {
            var tally = new Tally();
            foreach (var (expected, found) in judged) tally.Add(expected == label, found == label);
            return tally.F1;
        });
        yield return LanguageRow.AtLeast(Accuracy, judged.Count(static j => j.Label == j.Found) / (double)Math.Max(1, judged.Count), judged.Count, 0.75);
        yield return LanguageRow.AtLeast(Macro, f1.Average(), common.Count, 0.55);
    }

    private static string Found(string text)
    {
        var guesses = SectionLabeller.Guess(text);
        return guesses.Count == 0 ? string.Empty : SectionLabels.Of.MaxBy(l => guesses.Where(g => l.Value.Contains(g.Category)).Sum(static g => g.Score)).Key;
    }
}
