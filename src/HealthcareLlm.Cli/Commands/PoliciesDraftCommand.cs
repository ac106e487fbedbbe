using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Guards;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies draft-criteria DOCUMENT --output SHEET</c>: a proposed sheet, for a person to mend.</summary>
internal static class PoliciesDraftCommand
{
    internal static Command Create()
    {
        var path = new Argument<string>("DOCUMENT") { Description = "The policy: PDF, DOCX, HTML, Markdown or text." };
        var output = CaseArguments.Output("Where the proposed sheet goes (YAML).");
        var engine = CaseArguments.Engine();
        var command = new Command("draft-criteria", "Propose a policy's criteria from its numbering and wording, by rules, or by a language model whose every criterion is checked against its clause. A person fills the gaps and takes the mark 'proposed' away before anybody can approve it.") { path, output, engine };
        command.SetAction(async (result, cancellation) =>
        {
            string file = result.GetValue(path)!;
            var reading = await new PolicyIntake(Settings.Load().Ingestion).ReadAsync(PolicyArguments.Load(file), cancellation).ConfigureAwait(false);
            foreach (string said in reading.Remarks.Concat(reading.Faults)) Console.Error.WriteLine($"{file}: {said}");
            if (!reading.Faults.IsEmpty) return ExitStatus.FileNotRead;
            string sheet = result.GetValue(engine) == "language-model" ? await AskAsync(file, reading.Passages, cancellation).ConfigureAwait(false) : CriteriaDrafter.Draft(Path.GetFileName(file), reading.Passages);
            AtomicFile.Write(result.GetValue(output)!, Encoding.UTF8.GetBytes(sheet));
            int criteria = sheet.Split('\n').Count(static l => l.TrimStart().StartsWith("criterion:", StringComparison.Ordinal));
            Console.Out.WriteLine($"proposed {criteria} criteria from {reading.Passages.Length} passages; {sheet.Split("TODO").Length - 1} gaps to fill in {result.GetValue(output)}");
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The model's proposal, checked; that of the rules, and a word about it, where there is none.</summary>
    private static async Task<string> AskAsync(string file, ImmutableArray<PolicyPassage> passages, CancellationToken cancellation)
    {
        using var connection = CaseArguments.Connect(Settings.Load());
        var proposal = await connection.ProposeCriteriaAsync(passages, cancellation).ConfigureAwait(false);
        if (proposal.Use.IsRemote && proposal.Use.CharactersSent > 0) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{proposal.Use.CharactersSent} characters of the policy were sent to {proposal.Use.Host}"));
        if (proposal.Nodes.IsEmpty)
        {
            Console.Error.WriteLine($"The language model proposed nothing ({proposal.Use.Fallback ?? "no criteria"}); the sheet is proposed by rules.");
            return CriteriaDrafter.Draft(Path.GetFileName(file), passages);
        }

        var judged = CriteriaProposalGuard.Judge(proposal.Nodes, passages);
        foreach (var node in judged.Where(static n => n.Fault is not null || n.TestFault is not null)) Console.Error.WriteLine($"withheld{(node.Fault is null ? ", its test" : string.Empty)}, clause {node.Node.Clause}: {node.Fault ?? node.TestFault}");
        return ProposalSheet.Write(Path.GetFileName(file), passages, judged, $"{proposal.Use.AnsweredBy ?? proposal.Use.Model}, {proposal.Prompt}");
    }
}
