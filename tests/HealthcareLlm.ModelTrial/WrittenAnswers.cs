using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>The hand-written answers through the whole chain: how abstractive they are, and how many right statements are withheld.</summary>
internal static class WrittenAnswers
{
    internal static async Task<IReadOnlyList<(string Measure, string Found, string Bound, bool Holds)>> MeasureAsync(string root, CancellationToken cancellation)
    {
        var rows = new List<(string, string, string, bool)>();
        foreach (var set in WrittenAnswer.Load(root).GroupBy(static a => a.Set, StringComparer.Ordinal)) rows.AddRange(await MeasureAsync(set.Key, [.. set], cancellation).ConfigureAwait(false));
        return rows;
    }

    private static async Task<IReadOnlyList<(string Measure, string Found, string Bound, bool Holds)>> MeasureAsync(string set, IReadOnlyList<WrittenAnswer> answers, CancellationToken cancellation)
    {
        var all = answers.SelectMany(static a => a.Statements).ToList();
        int abstractive = all.Count(static s => s.Borrowed() < 0.5), withheld = 0, withheldUnseen = 0, unseen = answers.Where(static a => a.IsHeldOut).Sum(static a => a.Statements.Length);
        foreach (var answer in answers)
        {
            foreach (var (statement, reason) in await WithheldAsync(answer, cancellation).ConfigureAwait(false))
            {
                withheld++;
                if (answer.IsHeldOut) withheldUnseen++;
                else Console.WriteLine($"    withheld though right: {answer.Case}, {statement.Section}: {reason}: {statement.Text}");
            }
        }

        return
        [
            (set + ": hand-written statements that are abstractive (under half of their content words in the quotes)", CarefulAnswers.Share(abstractive, all.Count), "40 %", abstractive >= 0.4 * all.Count),
            (set + ": right statements of the hand-written answers withheld by the whole chain", CarefulAnswers.Share(withheld, all.Count), "5 %", withheld <= 0.05 * all.Count),
            (set + ": of these, of the cases whose verdicts are only counted", CarefulAnswers.Share(withheldUnseen, unseen), "-", true),
        ];
    }

    /// <summary>Statements of an answer that no result gives, and why.</summary>
    private static async Task<List<(WrittenStatement Statement, string Reason)>> WithheldAsync(WrittenAnswer answer, CancellationToken cancellation)
    {
        using var client = new ReplyingClient(call => answer.Json([.. call.Sources.Select(static s => (s.Name, s.Text))]));
        var engine = new LanguageModelDraftingEngine(client, new OfflineDraftingEngine(), new() { Model = "written", Host = "none", Surrogates = false, MaximumInputTokens = 60_000 });
        var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(new()), new()), engine, new());
        var result = (await pipeline.SummarizeAsync(new(answer.Files, []), null, cancellation).ConfigureAwait(false)).Result;
        if (result.Manifest.Model?.Fallback is { } fallback) return [.. answer.Statements.Select(s => (s, "fallback " + fallback))];
        var given = result.Statements.ToLookup(static s => s.Text, StringComparer.Ordinal);
        return [.. answer.Statements.Where(s => !given[s.Text].Any(static g => g.Status == StatementStatus.Supported)).Select(s => (s, given[s.Text].FirstOrDefault()?.Reason ?? "not in the result"))];
    }
}
