using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>What a model proposes for a policy.</summary>
/// <param name="Nodes">The proposal, unchecked; empty where there is none.</param>
/// <param name="Use">What it took; its fallback says why there is none.</param>
/// <param name="Prompt">Name and hash of the prompt.</param>
public sealed record CriteriaProposal(ImmutableArray<ProposedNode> Nodes, ModelUse Use, string Prompt);

/// <summary>
/// Asks a language model for the tree of criteria of a medical policy, clause by clause. What it answers is checked by <c>Guards.CriteriaProposalGuard</c>, written as a proposed sheet, and used by nobody before a person
/// has mended and approved it. Only the policy's own text is sent.
/// </summary>
/// <param name="client">The model.</param>
/// <param name="options">How it is asked.</param>
public sealed class CriteriaProposer(IChatClient client, ModelEngineOptions options)
{
    private readonly Prompt _prompt = Prompt.Load("policy-criteria", "v1");

    /// <summary>The proposal for a document's passages.</summary>
    public async Task<CriteriaProposal> ProposeAsync(ImmutableArray<PolicyPassage> passages, CancellationToken cancellation)
    {
        var use = new ModelUse { Model = options.Model, Host = options.Host, IsRemote = options.IsRemote };
        var conversation = new ModelConversation(client, _prompt, options, new(options.AnswerForm));
        try
        {
            ImmutableArray<SourceBlock> blocks = [.. Blocks(passages)];
            if (blocks.IsEmpty) return new([], use with { Host = "none", IsRemote = false, Fallback = "nothing-to-read" }, _prompt.Id);
            // Half a policy has half a tree: one that fits no call is not asked about.
            if (blocks.Sum(b => (long)options.CountTokens(b.Shown)) > options.MaximumInputTokens) throw new ModelFailureException(ModelFailure.TooLong);
            use = use with { CharactersSent = blocks.Sum(static b => (long)b.Shown.Length) };
            var sources = new SourceIndex(blocks, _prompt, static t => t);
            var result = await conversation.AskAsync(blocks, 1, 1, string.Join(", ", ProposedNode.TestNames), sources, (answer, index, _) => CriteriaAnswer.Read(answer, index), null, cancellation).ConfigureAwait(false);
            return new(result.Items, conversation.Took(use), _prompt.Id);
        }
        catch (ModelFailureException e)
        {
            var took = conversation.Took(use) with { Fallback = Names.Of(e.Failure) };
            return new([], took.Calls == 0 || e.Failure is ModelFailure.OverBudget or ModelFailure.HostNotAllowed or ModelFailure.NotRecorded ? took with { CharactersSent = 0 } : took, _prompt.Id);
        }
    }

    /// <summary>A block a clause; what has no number comes with the number of its passage.</summary>
    private static IEnumerable<SourceBlock> Blocks(ImmutableArray<PolicyPassage> passages)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var passage in passages.Where(static p => !string.IsNullOrWhiteSpace(p.Text)))
        {
            string name = string.Concat(passage.Clause.Where(static c => !char.IsWhiteSpace(c) && c is not ('<' or '>')));
            if (name.Length == 0 || !used.Add(name)) name = string.Create(CultureInfo.InvariantCulture, $"{(name.Length == 0 ? "passage" : name)}-{passage.Number}");
            yield return new(name, passage.DocumentId, passage.Page, passage.Span, passage.Text, []);
        }
    }
}
