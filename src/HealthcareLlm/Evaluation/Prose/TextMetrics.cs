using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation.Prose;

/// <summary>A summary as a text.</summary>
/// <param name="Words">Words of every statement that is part of the document.</param>
/// <param name="SourceWords">Words of the notes; null where unknown.</param>
/// <param name="Repeated">Runs of three words that stood before, of all runs of three: redundancy.</param>
/// <param name="Supported">Statements that are cited and whose numbers, sides and negations stand in their citations, of all: citation precision.</param>
/// <param name="Rouge">Against the case's reference; null where it has none: it could not be scored.</param>
public sealed record TextMetrics(int Words, int? SourceWords, Citing.Counted Repeated, Citing.Counted Supported, Rouge? Rouge)
{
    internal static TextMetrics Of(ImmutableArray<ReadStatement> standing, int supported, int? sourceWords, string? reference)
    {
        string text = string.Join('\n', standing.Select(s => s.Text.ReplaceLineEndings(" ")));
        return new(SummaryScorer.WordCount(text), sourceWords, Repetition(standing), new(supported, standing.Length), reference is null ? null : Rouge.Of(text, reference));
    }

    private static Citing.Counted Repetition(ImmutableArray<ReadStatement> standing)
    {
        // Words as numbers: three of them are one.
        const int bits = 21;
        var ids = new Dictionary<string, ulong>(StringComparer.Ordinal);
        var seen = new HashSet<ulong>();
        int repeated = 0, all = 0;
        foreach (var statement in standing)
        {
            ulong three = 0;
            var words = NormalForm.Words(statement.Text);
            for (int i = 0; i < words.Length; i++)
            {
                if (!ids.TryGetValue(words[i], out ulong id)) ids[words[i]] = id = (ulong)ids.Count + 1;
                three = ((three << bits) | id) & ((1UL << (3 * bits)) - 1);
                if (i < 2) continue;
                all++;
                if (!seen.Add(three)) repeated++;
            }
        }

        return new(repeated, all);
    }

    /// <summary>The table of a report.</summary>
    internal static ReportTable Table(EvaluationReport report) => new(
        "Text metrics (claim recall and citation precision can gate; ROUGE only informs, and Lsum is what is often printed as ROUGE-L; F1)",
        ["case", "claim recall", "citation precision", "redundancy", "words", "of the notes", "ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum"],
        [.. report.Cases.Where(c => c.Summary is not null).Select(c => (c, Summary: c.Summary!, c.Summary!.Text)).Select(x => (ImmutableArray<string>)
        [
            x.c.Id,
            string.Create(CultureInfo.InvariantCulture, $"{x.Summary.Facts.Count(f => f.State == FactState.Present)}/{x.Summary.Facts.Length}"),
            string.Create(CultureInfo.InvariantCulture, $"{x.Text.Supported.Count}/{x.Text.Supported.Of}"),
            x.Text.Repeated.Of == 0 ? "not scored" : ReportTables.Share((double)x.Text.Repeated.Count / x.Text.Repeated.Of),
            ReportTables.Number(x.Text.Words),
            x.Text.SourceWords is > 0 and { } source ? ReportTables.Share((double)x.Text.Words / source) : "not scored",
            F(x.Text.Rouge?.One), F(x.Text.Rouge?.Two), F(x.Text.Rouge?.L), F(x.Text.Rouge?.Lsum),
        ])]);

    private static string F(Overlap? overlap) => overlap is { } o ? o.F.ToString("0.0000", CultureInfo.InvariantCulture) : "no reference";
}
