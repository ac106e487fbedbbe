using System.ComponentModel;
using System.Globalization;
using System.Text;
using HealthcareLlm.Policies.Retrieval;
using Microsoft.SemanticKernel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>
/// The library of medical policies as functions of a kernel. It can read and nothing else, and it reads through <see cref="IPolicyIndex"/> alone, whose hits can be made of no policy but one that is approved for the
/// day asked about: no draft, no superseded and no retired text can reach a model by it.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="day">The day whose rules are read; a model cannot choose it.</param>
public sealed class PolicyPlugin(IPolicyIndex index, DateOnly day)
{
    /// <summary>Name under which it stands in a kernel.</summary>
    public const string Name = "policies";

    private const int Most = 5, LongestQuestion = 500;

    /// <summary>Passages of approved policies that answer a question, with policy, version, clause and page; where none does, why.</summary>
    [KernelFunction("search")]
    [Description("Passages of medical policies that are approved for the day of the case, word for word, with policy, version, clause and page.")]
    public string Search([Description("The question, in plain words.")] string question, [Description("Name of the payer; empty for all.")] string payer = "")
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = index.Search(new(question.Length <= LongestQuestion ? question : question[..LongestQuestion], day) { Payer = string.IsNullOrWhiteSpace(payer) ? null : payer, Count = Most });
        if (answer.Hits.IsEmpty) return answer.WhyNone ?? "No approved policy found.";
        var text = new StringBuilder();
        foreach (var hit in answer.Hits) text.Append(CultureInfo.InvariantCulture, $"[{hit.Policy.Key}, clause {(hit.Passage.Clause.Length > 0 ? hit.Passage.Clause : "-")}, page {hit.Passage.Page}]\n{hit.Passage.Text}\n");
        return text.ToString();
    }
}
