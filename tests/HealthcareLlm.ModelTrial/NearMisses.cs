using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>
/// Pairs of a quote and a fluent sentence about it (<c>evalsets/near-misses</c>), written by strangers: half are right in words of their own, half are wrong in exactly one thing. What of the wrong ones does the verifier
/// let pass, and what of the right ones does it doubt at first?
/// </summary>
internal static class NearMisses
{
    /// <summary>The share of wrong sentences that must be caught, of each kind.</summary>
    private const double Least = 0.99, LeastNegation = 0.95;

    internal static IEnumerable<(string Measure, string Found, string Bound, bool Holds)> Measure(string root)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(root, "evalsets/near-misses"), "pairs-*.tsv").Order(StringComparer.Ordinal))
        {
            string set = "near-misses, " + Path.GetFileNameWithoutExtension(file);
            var pairs = Read(file).Select(p => (p.Id, p.IsRight, p.Kind, p.Quote, p.Statement, Fault: Fault(p.Quote, p.Statement))).ToList();
            bool isShown = Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null && !IsCounted(set);
            foreach (var pair in pairs.Where(p => isShown && p.IsRight != (p.Fault is null))) Console.WriteLine($"    {(pair.IsRight ? "doubted" : "passed")}, {pair.Kind}: {pair.Id} [{pair.Fault?.Verdict} '{pair.Fault?.Token}'] {pair.Statement} << {pair.Quote}");
            foreach (var kind in pairs.Where(static p => !p.IsRight).GroupBy(static p => p.Kind).OrderBy(static g => g.Key, StringComparer.Ordinal))
            {
                int caught = kind.Count(static p => p.Fault is not null), all = kind.Count();
                double least = kind.Key.StartsWith("negation", StringComparison.Ordinal) ? LeastNegation : Least;
                yield return ($"{set}: wrong in one thing, caught: {kind.Key}", CarefulAnswers.Share(caught, all), $"{100 * least:0} %", caught >= least * all);
            }

            int wrong = pairs.Count(static p => !p.IsRight), wrongCaught = pairs.Count(static p => !p.IsRight && p.Fault is not null);
            int right = pairs.Count(static p => p.IsRight), doubted = pairs.Count(static p => p.IsRight && p.Fault is not null);
            yield return (set + ": wrong in one thing, caught: all", CarefulAnswers.Share(wrongCaught, wrong), "99 %", wrongCaught >= Least * wrong);
            yield return (set + ": right in words of their own, doubted at first", CarefulAnswers.Share(doubted, right), "5 %", doubted <= 0.05 * right);
        }
    }

    /// <summary>Sets of even numbers are only counted.</summary>
    private static bool IsCounted(string set) => set[^1] is '2' or '4' or '6';

    private static StatementFault? Fault(string quote, string statement)
    {
        var document = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(quote)), quote, []));
        var draft = new StatementDraft("hospital_course", statement, 0.8, [new(document.Source.Id, quote, new(0, quote.Length))], []);
        var grounded = Grounder.Ground(new DischargeSummaryDraft([draft], []), [document]).Statements[0];
        return grounded.Verdict == Verdict.Supported ? null : new(grounded.Verdict, grounded.Token ?? string.Empty, -1);
    }

    private static IEnumerable<(string Id, bool IsRight, string Kind, string Quote, string Statement)> Read(string file)
    {
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            string[] cells = line.Split('\t');
            if (cells.Length != 5 || cells[1] is not ("right" or "wrong")) throw new InvalidDataException($"{Path.GetFileName(file)}: '{cells[0]}' is no pair.");
            yield return (cells[0], cells[1] == "right", cells[2], cells[3], cells[4]);
        }
    }
}
