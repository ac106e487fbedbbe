using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Runs the two tasks as functions of a Semantic Kernel, so that its filters see every one: what is asked, answered, spent.</summary>
internal sealed class KernelDraftingEngine : IDraftingEngine
{
    private const string Documents = "documents";

    private readonly LanguageModelDraftingEngine _engine;
    private readonly Kernel _kernel;
    private readonly KernelFunction _extract, _summarize;

    internal KernelDraftingEngine(LanguageModelDraftingEngine engine, IChatClient client, IModelAudit audit, PolicyPlugin? policies = null)
    {
        _engine = engine;
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(client);
        _kernel = builder.Build();
        _kernel.FunctionInvocationFilters.Add(new AuditFilter(audit));
        _extract = KernelFunctionFactory.CreateFromMethod((CaseDocuments documents, CancellationToken cancellation) => engine.DraftRequestAsync(documents, cancellation), "extract", "The fields of a prior-authorization packet, each with a verbatim quote.");
        _summarize = KernelFunctionFactory.CreateFromMethod((CaseDocuments documents, CancellationToken cancellation) => engine.DraftSummaryAsync(documents, cancellation), "summarize", "A discharge summary of an encounter's notes, each statement with verbatim quotes.");
        _kernel.Plugins.AddFromFunctions("healthcarellm", [_extract, _summarize]);
        if (policies is not null) _kernel.Plugins.AddFromObject(policies, PolicyPlugin.Name);
    }

    public string Name => _engine.Name;

    public string Version => _engine.Version;

    public void Prepare(CancellationToken cancellation) => _engine.Prepare(cancellation);

    public Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation) => InvokeAsync<PriorAuthorizationDraft>(_extract, documents, cancellation);

    public Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation) => InvokeAsync<DischargeSummaryDraft>(_summarize, documents, cancellation);

    private async Task<T> InvokeAsync<T>(KernelFunction function, CaseDocuments documents, CancellationToken cancellation)
        where T : Draft
    {
        var result = await _kernel.InvokeAsync(function, new KernelArguments { [Documents] = documents }, cancellation).ConfigureAwait(false);
        return result.GetValue<T>() ?? throw new InvalidOperationException("the function gave no draft");
    }
}
