using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.Documents;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Drafts with a language model, whose answers are taken for what they are: proposals. The offline engine drafts beside it, as the second opinion and as the one that takes over the whole
/// result where the model cannot be used.
/// </summary>
/// <param name="client">The model. It throws <see cref="ModelFailureException"/> where it gives no answer.</param>
/// <param name="offline">The second opinion, and what takes over.</param>
/// <param name="options">How it is asked.</param>
public sealed class LanguageModelDraftingEngine(IChatClient client, IDraftingEngine offline, ModelEngineOptions options) : IDraftingEngine
{
    /// <summary>Raised where code changes how values are scored.</summary>
    private const string Code = "3";

    private const string SummaryPrompt = "v2";

    private readonly AnswerForms _forms = new(options.AnswerForm);
    private readonly Prompt _request = Prompt.Load("prior-auth-request", "v1"), _summary = Prompt.Load("discharge-summary", SummaryPrompt);

    /// <inheritdoc />
    public string Name => "language-model";

    /// <summary>
    /// What scores first (code, model, prompts, number of samples, what scores in the second opinion), rules and lexicons behind it: a calibration of one model is none of another's
    /// (<see cref="EngineVersion"/>).
    /// </summary>
    public string Version { get; } = VersionOf(offline.Version, options);

    /// <inheritdoc />
    public void Prepare(CancellationToken cancellation) => offline.Prepare(cancellation);

    /// <inheritdoc />
    public async Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation)
    {
        var second = await offline.DraftRequestAsync(documents, cancellation).ConfigureAwait(false);
        var (answered, origin) = await AskAsync<AnsweredField>(documents, _request, LeafLists.Request, RequestAnswer.Read, a => RequestAssembly.Completeness(a, second), second.Fields, null, cancellation).ConfigureAwait(false);
        return answered is { } fields ? RequestAssembly.Assemble(fields, second) with { Origin = origin } : second with { Origin = origin };
    }

    /// <inheritdoc />
    public async Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation)
    {
        var second = await offline.DraftSummaryAsync(documents, cancellation).ConfigureAwait(false);
        var (answered, origin) = await AskAsync<AnsweredStatement>(documents, _summary, LeafLists.Summary, SummaryAnswer.Read, a => SummaryAssembly.Completeness(a, second), [], SummaryAmendment.For(documents), cancellation).ConfigureAwait(false);
        return answered is { } statements ? SummaryAssembly.Assemble(statements, second, documents) with { Origin = origin } : second with { Origin = origin };
    }

    private static string VersionOf(string offline, ModelEngineOptions options)
    {
        int rules = offline.LastIndexOf('-');
        string scoring = string.Join('\n', options.Model, Prompt.Load("prior-auth-request", "v1").Hash, Prompt.Load("discharge-summary", SummaryPrompt).Hash, options.Samples.ToString(CultureInfo.InvariantCulture), rules < 0 ? offline : offline[..rules]);
        return $"{Code}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scoring)))[..12]}-{(rules < 0 ? "0" : offline[(rules + 1)..])}";
    }

    /// <summary>The other answers to a part, as many as can be had: one that fails takes nothing from the first.</summary>
    private static async Task<List<ImmutableArray<T>>> SamplesAsync<T>(int count, Func<int, Task<ImmutableArray<T>?>> ask)
    {
        var others = new List<ImmutableArray<T>>();
        try
        {
            for (int sample = 2; sample <= count; sample++)
            {
                if (await ask(sample).ConfigureAwait(false) is { } items) others.Add(items);
            }
        }
        catch (ModelFailureException)
        {
            // Said by the number of samples in the result.
        }

        return others;
    }

    /// <summary>Asks part by part; no items where the offline engine must take over.</summary>
    private async Task<(List<T>? Items, DraftOrigin Origin)> AskAsync<T>(
        CaseDocuments documents, Prompt prompt, string leaves, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read, Func<IReadOnlyCollection<T>, double> completeness, ImmutableArray<FieldDraft> second, Amendment<T>? amendment, CancellationToken cancellation)
    {
        var use = new ModelUse { Model = options.Model, Host = options.Host, IsRemote = options.IsRemote };
        var conversation = new ModelConversation(client, prompt, options, _forms);
        try
        {
            var parts = Chunker.Divide(documents, options.MaximumInputTokens, options.CountTokens);
            if (parts.IsEmpty) return (null, Offline(use with { Host = "none", IsRemote = false }, null));
            ImmutableArray<string> texts = [.. documents.Documents.Select(d => d.Text)];
            var shift = options.ShiftDates ? DateShift.For(texts, documents.Documents.Select(static d => d.Source.Id)) : null;
            var surrogates = options.Surrogates || shift is not null ? Surrogates.For(options.Surrogates ? SurrogateTerms.Of(documents, second) : SurrogateTerms.None, texts, shift) : Surrogates.None;
            if (shift is not null) use = use with { DatesShifted = true };
            if (options.Surrogates) use = use with { Surrogates = surrogates.Count };
            var items = new List<T>();
            int discarded = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                ImmutableArray<SourceBlock> blocks = [.. parts[i].Select(surrogates.Hide)];
                var sources = new SourceIndex(blocks, prompt, surrogates.Restore).With(documents.Documents.Select(d => d.Source));
                use = use with { CharactersSent = use.CharactersSent + blocks.Sum(b => (long)b.Shown.Length) };
                var result = await conversation.AskAsync(blocks, i + 1, parts.Length, leaves, sources, read, amendment, cancellation).ConfigureAwait(false);
                var others = options.Samples > 1 ? await SamplesAsync(options.Samples, sample => conversation.SampleAsync(blocks, i + 1, parts.Length, leaves, sample, sources, read, cancellation)).ConfigureAwait(false) : [];
                // The part with the fewest says how much agreement means.
                if (options.Samples > 1) use = use with { Samples = Math.Min(use.Samples ?? int.MaxValue, others.Count + 1) };
                items.AddRange(Renumbered(SampleAgreement.Of(result.Items, others), i));
                discarded += result.Left.Count(f => !f.IsKept);
            }

            if (completeness(items) < options.MinimumCompleteness) throw new ModelFailureException(ModelFailure.AnswerIncomplete);
            use = conversation.Took(use);
            return (items, new(Name, Version, [prompt.Id], use, Issues(use, discarded)));
        }
        catch (ModelFailureException e)
        {
            return (null, Offline(conversation.Took(use), e.Failure));
        }
    }

    /// <summary>List entries of later parts get numbers of their own; which of them name the same thing is told by their values.</summary>
    private static IEnumerable<T> Renumbered<T>(ImmutableArray<T> items, int part) => part == 0 || items is not ImmutableArray<AnsweredField> fields
        ? items
        : (IEnumerable<T>)(object)fields.Select(f => f with { Path = Shifted(f.Path, part) });

    private static string Shifted(string path, int part)
    {
        int open = path.IndexOf('[', StringComparison.Ordinal), close = path.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < 0) return path;
        int number = int.Parse(path.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture) + (part * 100);
        return string.Create(CultureInfo.InvariantCulture, $"{path[..(open + 1)]}{number}{path[close..]}");
    }

    private DraftOrigin Offline(ModelUse use, ModelFailure? failure)
    {
        if (failure is ModelFailure.HostNotAllowed or ModelFailure.OverBudget or ModelFailure.NotRecorded or ModelFailure.CircuitOpen && use.Calls <= 1) use = use with { Calls = 0, CharactersSent = 0, AnswerForm = null };
        string reason = failure is { } known ? Names.Of(known) : "nothing-to-read";
        return new(offline.Name, offline.Version, [], use with { Fallback = reason }, [.. failure is null ? [] : Issues(use, 0), new(IssueCode.ModelFallback, IssueSeverity.Warning, $"The language model was not used ({reason}); the offline engine drafted the whole result.")]);
    }

    private ImmutableArray<Issue> Issues(ModelUse use, int discarded)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (use.IsRemote && use.Calls > 0) issues.Add(new(IssueCode.TextLeftMachine, IssueSeverity.Information, string.Create(CultureInfo.InvariantCulture, $"{use.CharactersSent} characters of the documents were sent to {use.Host}.")));
        if (discarded > 0) issues.Add(new(IssueCode.ModelAnswerDiscarded, IssueSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"{discarded} items of the language model's answer keep to no rule and were not used.")));
        if (use.AnsweredBy is { } name && !name.StartsWith(options.Model, StringComparison.OrdinalIgnoreCase) && options.ExpectsOwnName) issues.Add(new(IssueCode.ModelNameDiffers, IssueSeverity.Warning, "The server names another model than the one configured."));
        return issues.ToImmutable();
    }
}
