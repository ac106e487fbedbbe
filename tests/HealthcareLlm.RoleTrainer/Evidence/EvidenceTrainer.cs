using System.Globalization;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Evaluation.Determinations;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.RoleTrainer.Evidence;

/// <summary>
/// Learns how likely a passage answers a question (<c>src/HealthcareLlm/Policies/rules/policy-evidence.tsv</c>): a logistic regression with a ridge, from known-item questions. Each question is asked five times, four of
/// them with the other words of a third of its terms taken away: the lists of other words were made after a look at many of these questions, and strangers' words are in no list.
/// </summary>
internal static class EvidenceTrainer
{
    private const int Rounds = 5, Steps = 30;
    private const double TakenAway = 0.35, Ridge = 3;

    private static readonly (string Feature, string Meaning)[] Meanings =
    [
        ("bias", "how likely without any evidence"),
        ("all", "share of the question's weighed words that the policy bears; less for words of one idea and for words in another passage"),
        ("passage", "share that the passage itself bears, its titles with it"),
        ("subjects-missing", "share of what is asked about (diseases, drugs, tests, procedures, devices, codes, matters of a plan) that the passage lacks"),
        ("words-missing", "share of other words of content that stand nowhere in the policy"),
        ("kind-there", "the passage has the kind of answer that is asked for"),
        ("names-missing", "share of names of several words that stand nowhere in the policy"),
        ("matters-missing", "a matter of a plan's own affairs is asked about that the passage lacks"),
    ];

    /// <summary>Learns and writes the weights.</summary>
    /// <param name="output">The rule file.</param>
    /// <param name="policies">Folder of policies, each document (<c>.md</c>) beside its sheet.</param>
    /// <param name="questions">Files of questions, each weighed as one; <c>3*FILE</c> weighs three times.</param>
    internal static async Task LearnAsync(string output, string policies, string[] questions)
    {
        var library = await LoadAsync(policies).ConfigureAwait(false);
        var rows = questions.SelectMany(q => Rows(q, library)).ToList();
        double[] weights = Fit(rows);
        string head = "# Weights of what tells that a passage answers a question (AnswerEvidence), learned by tests/HealthcareLlm.RoleTrainer; no row is written by hand. Anew:\n# RoleTrainer evidence "
            + string.Join(' ', new[] { output, policies }.Concat(questions)) + "\n# feature\tweight\tmeaning\n";
        await File.WriteAllTextAsync(output, head + string.Concat(Meanings.Select((m, i) => FormattableString.Invariant($"{m.Feature}\t{weights[i]:0.000}\t{m.Meaning}\n")))).ConfigureAwait(false);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows of {questions.Length} files"));
    }

    private static async Task<List<(string Payer, PolicySheet Sheet, PolicyWords Words)>> LoadAsync(string folder)
    {
        var library = new List<(string, PolicySheet, PolicyWords)>();
        foreach (string path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            string document = Path.ChangeExtension(path, ".md");
            var reading = await new PolicyIntake(new()).ReadAsync(new(Path.GetFileName(document), await File.ReadAllBytesAsync(document).ConfigureAwait(false)), default).ConfigureAwait(false);
            var sheet = PolicyIntake.Sheet(new(Path.GetFileName(path), await File.ReadAllBytesAsync(path).ConfigureAwait(false)), reading.Passages).Sheet ?? throw new InvalidDataException(path + " has a fault");
            library.Add((PolicyKey.Slug(sheet.Payer), sheet, new(reading.Passages, sheet.Title)));
        }

        return library;
    }

    private static IEnumerable<(double Weight, double[] Values, bool Answers)> Rows(string file, List<(string Payer, PolicySheet Sheet, PolicyWords Words)> library)
    {
        double times = file.IndexOf('*', StringComparison.Ordinal) is > 0 and var star ? double.Parse(file[..star], CultureInfo.InvariantCulture) : 1;
        string path = file[(file.IndexOf('*', StringComparison.Ordinal) + 1)..];
        foreach (var question in GoldQuestion.Read(path))
        {
            var day = DateOnly.ParseExact(question.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            PolicyWords[] words = [.. library.Where(p => p.Payer == PolicyKey.Slug(question.Payer!) && p.Sheet.EffectiveFrom <= day && (p.Sheet.EffectiveTo is not { } last || last >= day)).Select(static p => p.Words)];
            var terms = QueryTerms.Of(Spelling.Mend(question.Text, words));
            for (int round = 0; round < Rounds; round++)
            {
                var asked = round == 0 ? terms : [.. terms.Select(t => t.Alternatives.Length > 1 && Chance(path + question.Id + round + t.Asked) < TakenAway ? t.Bare : t)];
                if (PassageRanker.Rank(words, asked, 5).Evidence is { } evidence) yield return (times, [.. evidence.Values], question.IsAnswerable);
            }
        }
    }

    /// <summary>A number from 0 to 1 that a text always gives (FNV-1a, mixed).</summary>
    private static double Chance(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = unchecked((hash ^ c) * 16777619);
        hash ^= hash >> 13;
        hash = unchecked(hash * 0x5bd1e995);
        hash ^= hash >> 15;
        return hash / (double)uint.MaxValue;
    }

    /// <summary>Newton's method from 0; the bias has no ridge.</summary>
    private static double[] Fit(List<(double Weight, double[] Values, bool Answers)> rows)
    {
        int n = Meanings.Length;
        double[] w = new double[n];
        for (int step = 0; step < Steps; step++)
        {
            var equations = new double[n][];
            for (int i = 0; i < n; i++)
            {
                equations[i] = new double[n + 1];
                equations[i][i] = i > 0 ? Ridge : 1e-9;
                equations[i][n] = i > 0 ? -Ridge * w[i] : 0;
            }

            foreach (var (weight, values, answers) in rows)
            {
                double p = 1 / (1 + Math.Exp(-values.Select((v, i) => v * w[i]).Sum()));
                for (int i = 0; i < n; i++)
                {
                    equations[i][n] += weight * ((answers ? 1 : 0) - p) * values[i];
                    for (int j = 0; j < n; j++) equations[i][j] += weight * p * (1 - p) * values[i] * values[j];
                }
            }

            double[] change = Solve(equations);
            for (int i = 0; i < n; i++) w[i] += change[i];
        }

        return w;
    }

    private static double[] Solve(double[][] equations)
    {
        int n = equations.Length;
        for (int i = 0; i < n; i++)
        {
            int pivot = Enumerable.Range(i, n - i).MaxBy(k => Math.Abs(equations[k][i]));
            (equations[i], equations[pivot]) = (equations[pivot], equations[i]);
            for (int k = 0; k < n; k++)
            {
                if (k == i) continue;
                double factor = equations[k][i] / equations[i][i];
                for (int j = i; j <= n; j++) equations[k][j] -= factor * equations[i][j];
            }
        }

        return [.. equations.Select((row, i) => row[n] / row[i])];
    }
}
