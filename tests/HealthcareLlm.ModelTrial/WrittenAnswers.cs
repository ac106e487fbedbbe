using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.ModelServer;

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
        int abstractive = all.Count(static s => s.Borrowed() < 0.5), once = 0, withheld = 0, onceUnseen = 0, withheldUnseen = 0, unseen = answers.Where(static a => a.IsHeldOut).Sum(static a => a.Statements.Length);
        foreach (var answer in answers)
        {
            var (told, left) = await WithheldAsync(answer, cancellation).ConfigureAwait(false);
            once += told.Count;
            withheld += left.Count;
            if (answer.IsHeldOut)
            {
                (onceUnseen, withheldUnseen) = (onceUnseen + told.Count, withheldUnseen + left.Count);
                foreach (var reason in told.CountBy(static t => t.Reason.Split(':')[0]).OrderByDescending(static r => r.Value)) Console.WriteLine($"    doubted at first in {answer.Case}, counted only: {reason.Key}: {reason.Value}");
            }
            else foreach (var (statement, reason) in told) Console.WriteLine($"    withheld though right{(left.Contains(statement) ? string.Empty : " at first")}: {answer.Case}, {statement.Section}: {reason}: {statement.Text}");
        }

        return
        [
            (set + ": hand-written statements that are abstractive (under half of their content words in the quotes)", CarefulAnswers.Share(abstractive, all.Count), "40 %", abstractive >= 0.4 * all.Count),
            (set + ": right statements of the hand-written answers that the verifier doubts at first", CarefulAnswers.Share(once, all.Count), "5 %", once <= 0.05 * all.Count),
            (set + ": of these, of the cases whose verdicts are only counted", CarefulAnswers.Share(onceUnseen, unseen), "-", true),
            (set + ": withheld by the whole chain, once the author was told and could say it again", CarefulAnswers.Share(withheld, all.Count), "5 %", withheld <= 0.05 * all.Count),
            (set + ": of these, of the cases whose verdicts are only counted", CarefulAnswers.Share(withheldUnseen, unseen), "-", true),
        ];
    }

    /// <summary>Statements of an answer that are doubted at first, and why; and those of which no result gives a wording in the end.</summary>
    private static async Task<(List<(WrittenStatement Statement, string Reason)> Told, HashSet<WrittenStatement> Left)> WithheldAsync(WrittenAnswer answer, CancellationToken cancellation)
    {
        string message = string.Empty;
        var result = await RunAsync(answer, 0, static _ => { }, cancellation).ConfigureAwait(false);
        if (result.Manifest.Model?.Fallback is { } fallback) return ([.. answer.Statements.Select(s => (s, "fallback " + fallback))], [.. answer.Statements]);
        var first = result.Statements.ToLookup(static s => s.Text, StringComparer.Ordinal);
        var told = answer.Statements.Where(s => !first[s.Text].Any(static g => g.Status == StatementStatus.Supported)).Select(s => (s, first[s.Text].FirstOrDefault()?.Reason ?? "not in the result")).ToList();
        // The last time that something was told counts: what is left then was said twice.
        var again = await RunAsync(answer, 2, call => message = call.Messages[^1].Text.Contains("would be withheld", StringComparison.Ordinal) ? call.Messages[^1].Text : message, cancellation).ConfigureAwait(false);
        var given = again.Statements.Where(static s => s.Status == StatementStatus.Supported).Select(static s => s.Text).ToHashSet(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("TRIAL_TOLD") is { Length: > 0 } folder && message.Length > 0) await File.WriteAllTextAsync(Path.Combine(folder, $"{answer.Set}.{answer.Case}.txt"), message, cancellation).ConfigureAwait(false);
        return (told, [.. told.Select(static t => t.s).Where(s => !given.Contains(s.Text) && !answer.WordingsOf(s).Any(w => w.TrueForAll(a => given.Contains(a.Text))))]);
    }

    private static async Task<GuardedSummary> RunAsync(WrittenAnswer answer, int repairs, Action<ChatCall> see, CancellationToken cancellation)
    {
        using var client = new ReplyingClient(call =>
        {
            see(call);
            return answer.Answer(call);
        });
        var engine = new LanguageModelDraftingEngine(client, new OfflineDraftingEngine(), new() { Model = "written", Host = "none", Surrogates = false, MaximumInputTokens = 60_000, RepairTurns = repairs });
        var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(new()), new()), engine, new());
        return (await pipeline.SummarizeAsync(new(answer.Files, []), null, cancellation).ConfigureAwait(false)).Result;
    }
}
