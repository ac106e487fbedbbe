using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.ClinicalText.Sections;

namespace HealthcareLlm.RoleTrainer.Sections;

/// <summary>Learns what sections are about from their words: the weights of <see cref="SectionLabeller"/>.</summary>
internal static class SectionTrainer
{
    // Strength of the ridge, and weight of a section of a report against a labelled row; the best that 'judge' found over the part for learning.
    private const double Ridge = 0.003, ReportWeight = 0.3;

    private static readonly ConcurrentDictionary<string, List<string>> s_features = new(StringComparer.Ordinal);

    // A word must stand in so many texts, or it names somebody or something of one text.
    private const int LeastTexts = 5;

    private const double LeastWeight = 0.25;

    // Texts that share so many words in a row are of one document or one template.
    private const int Shingle = 6;

    /// <summary>Learns from the rows that are not held out and from the reports, and writes weights and the numbers of the held-out rows.</summary>
    internal static void Learn(string weights, string heldOut, string table, string reports)
    {
        var (learn, held, sections) = Split(table, reports);
        File.WriteAllText(heldOut, "# Numbers (from 0) of the rows of mts-dialog.csv that section-words.tsv was not learned from: two of five groups of rows that share six words in a row, by hash. Written by tests/HealthcareLlm.RoleTrainer.\n" + string.Join('\n', held.Select(static h => h.Id)) + "\n");
        var learned = Weights(learn, sections, Ridge);
        var head = $"# Weights of words for categories of sections, learned by tests/HealthcareLlm.RoleTrainer from {learn.Count} labelled rows and {sections.Count} sections of reports; no row is written by hand. Card: docs/clinical-language.md.\n# feature\tcategory:weight …; the categories in the order of SectionLabeller.Categories\n";
        var rows = learned.OrderBy(static w => w.Key, StringComparer.Ordinal).Select(static w => (w.Key, Cells: w.Value.Select(static (v, i) => (v, i)).Where(static x => Math.Abs(x.v) >= LeastWeight).Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.i}:{x.v:0.#}")).ToList())).Where(static r => r.Cells.Count > 0);
        File.WriteAllText(weights, head + string.Join('\n', rows.Select(static r => r.Key + "\t" + string.Join(' ', r.Cells))) + "\n");
        Console.WriteLine("held out: " + Score(held, learned));
    }

    /// <summary>Cross-validation over the rows for learning, by group; the held-out rows are not looked at.</summary>
    internal static void Judge(string table, string reports)
    {
        const int Folds = 5;
        var (learn, _, sections) = Split(table, reports);
        var groups = Groups(learn);
        foreach (double ridge in (double[])[0.001, 0.003, 0.01])
        {
            var all = new List<(SectionText, double[])>();
            for (int fold = 0; fold < Folds; fold++)
            {
                var test = learn.Where((_, i) => Part(groups[i], Folds) == fold).ToList();
                var learned = Weights([.. learn.Where((_, i) => Part(groups[i], Folds) != fold)], Without(sections, test), ridge);
                all.AddRange(test.Select(t => (t, SectionLabeller.Shares(FeaturesOf(t.Text), learned))));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ridge {ridge}, cross-validation: ") + Score(all));
        }
    }

    private static List<string> FeaturesOf(string text) => s_features.GetOrAdd(text, SectionLabeller.Features);

    private static (List<SectionText> Learn, List<SectionText> Held, List<SectionText> Reports) Split(string table, string reports)
    {
        var rows = SectionText.OfTable(table).ToList();
        var groups = Groups(rows);
        var held = rows.Where((_, i) => Part("held" + groups[i], 5) < 2).ToList();
        return ([.. rows.Where((_, i) => Part("held" + groups[i], 5) >= 2)], held, Without(SectionText.OfReports(reports), held));
    }

    /// <summary>Sections of reports that share no run of words with the texts, nor are one of them whole, but for very short ones, which stand everywhere.</summary>
    private static List<SectionText> Without(IEnumerable<SectionText> sections, List<SectionText> texts)
    {
        var taken = texts.SelectMany(static t => Shingles(t.Text)).ToHashSet(StringComparer.Ordinal);
        return [.. sections.Where(s => !Shingles(s.Text).Any(taken.Contains))];
    }

    /// <summary>For each text the least id of those that hang together with it by shared runs of words.</summary>
    private static List<string> Groups(List<SectionText> texts)
    {
        int[] parent = [.. Enumerable.Range(0, texts.Count)];
        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Count; i++)
        {
            foreach (string shingle in Shingles(texts[i].Text))
            {
                if (first.TryGetValue(shingle, out int other)) parent[Root(i)] = Root(other);
                else first.Add(shingle, i);
            }
        }

        return [.. texts.Select((_, i) => texts[Root(i)].Id)];
    }

    private static IEnumerable<string> Shingles(string text)
    {
        string[] words = [.. TermTokenizer.Tokenize(text, new(0, text.Length)).Where(static t => t.IsWord).Select(static t => t.Key)];
        if (words.Length is >= 4 and < Shingle) yield return string.Join(' ', words);
        for (int i = 0; i + Shingle <= words.Length; i++) yield return string.Join(' ', words, i, Shingle);
    }

    private static Dictionary<string, double[]> Weights(List<SectionText> rows, List<SectionText> sections, double strength)
    {
        int classes = SectionLabeller.Categories.Length;
        var texts = rows.Select(static r => (r, Weight: 1.0)).Concat(sections.Select(static s => (s, Weight: ReportWeight))).Select(static x => (Features: FeaturesOf(x.Item1.Text), x.Item1.Categories, x.Weight)).Where(static x => x.Features.Count > 0).ToList();
        string[] vocabulary = [.. texts.SelectMany(static t => t.Features).GroupBy(static f => f, StringComparer.Ordinal).Where(static g => g.Count() >= LeastTexts).Select(static g => g.Key).Order(StringComparer.Ordinal)];
        var index = vocabulary.Select(static (f, i) => (f, i)).ToDictionary(static x => x.f, static x => x.i, StringComparer.Ordinal);
        var data = texts.ConvertAll(t => (Features: t.Features.Where(index.ContainsKey).Select(f => index[f]).ToArray(), Each: 1 / Math.Sqrt(t.Features.Count), t.Categories, t.Weight));
        double total = data.Sum(static d => d.Weight);
        int bias = vocabulary.Length * classes;
        double[] learned = Minimizer.Minimize(new double[bias + classes], (weights, gradient) => Loss(data, classes, bias, strength / total, weights, gradient), 120);
        var result = vocabulary.Select((f, i) => (f, Row: learned[(i * classes)..((i + 1) * classes)])).ToDictionary(static x => x.f, static x => x.Row, StringComparer.Ordinal);
        result["bias"] = learned[bias..];
        return result;
    }

    /// <summary>Mean of the negative logarithm of the share of the right categories together, and the ridge.</summary>
    private static double Loss(List<(int[] Features, double Each, int[] Categories, double Weight)> data, int classes, int bias, double strength, double[] weights, double[] gradient)
    {
        double loss = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double ridge = i < bias ? 2 * strength : 0;
            loss += ridge / 2 * weights[i] * weights[i];
            gradient[i] = ridge * weights[i];
        }

        double total = data.Sum(static d => d.Weight);
        double[] scores = new double[classes];
        foreach (var (features, each, categories, weight) in data)
        {
            Array.Copy(weights, bias, scores, 0, classes);
            foreach (int f in features)
            {
                for (int c = 0; c < classes; c++) scores[c] += weights[(f * classes) + c] * each;
            }

            double top = scores.Max(), sum = 0, right = 0;
            for (int c = 0; c < classes; c++) sum += scores[c] = Math.Exp(scores[c] - top);
            foreach (int c in categories) right += scores[c];
            loss -= Math.Log(Math.Max(right / sum, 1e-300)) * weight / total;
            for (int c = 0; c < classes; c++)
            {
                double pull = ((scores[c] / sum) - (Array.IndexOf(categories, c) >= 0 ? scores[c] / right : 0)) * weight / total;
                if (pull == 0) continue;
                gradient[bias + c] += pull;
                foreach (int f in features) gradient[(f * classes) + c] += pull * each;
            }
        }

        return loss;
    }

    private static string Score(List<SectionText> texts, Dictionary<string, double[]> weights) => Score([.. texts.Select(t => (t, SectionLabeller.Shares(FeaturesOf(t.Text), weights)))]);

    private static string Score(List<(SectionText Text, double[] Shares)> judged)
    {
        var labels = judged.Select(static j => j.Text).GroupBy(static t => t.Label).ToDictionary(static g => g.Key, static g => g.First().Categories);
        string Found(double[] shares) => labels.MaxBy(l => l.Value.Sum(c => shares[c])).Key;
        var found = judged.ConvertAll(j => (j.Text.Label, Found: Found(j.Shares)));
        var f1 = labels.Keys.Where(l => found.Count(f => f.Label == l) >= 6).Select(l => (l, F: 2.0 * found.Count(f => f.Label == l && f.Found == l) / (found.Count(f => f.Label == l) + found.Count(f => f.Found == l)))).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{judged.Count} texts, accuracy {found.Count(static f => f.Label == f.Found) / (double)judged.Count:0.000}, macro F1 {f1.Average(static f => f.F):0.000}; ") + string.Join(", ", f1.OrderBy(static f => f.l, StringComparer.Ordinal).Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.l} {f.F:0.00}")));
    }

    private static int Part(string key, int parts) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % parts;
}
