using HealthcareLlm.Drafting;
using Microsoft.SemanticKernel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Is told of every use of a model: names and counts, never text of a document.</summary>
public interface IModelAudit
{
    /// <summary>A function was run.</summary>
    /// <param name="function"><c>extract</c> or <c>summarize</c>.</param>
    /// <param name="use">What it took.</param>
    void Used(string function, ModelUse use);
}

/// <summary>Keeps nothing.</summary>
internal sealed class NoAudit : IModelAudit
{
    internal static NoAudit Instance { get; } = new();

    public void Used(string function, ModelUse use)
    {
    }
}

/// <summary>Tells an audit of every function that a kernel runs.</summary>
internal sealed class AuditFilter(IModelAudit audit) : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(Microsoft.SemanticKernel.FunctionInvocationContext context, Func<Microsoft.SemanticKernel.FunctionInvocationContext, Task> next)
    {
        await next(context).ConfigureAwait(false);
        if (context.Result.GetValue<object>() is Draft { Origin.Use: { } use }) audit.Used(context.Function.Name, use);
    }
}
