using System.CommandLine;
using System.Text;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies draft-criteria DOCUMENT --output SHEET</c>: a proposed sheet, for a person to mend.</summary>
internal static class PoliciesDraftCommand
{
    internal static Command Create()
    {
        var path = new Argument<string>("DOCUMENT") { Description = "The policy: PDF, DOCX, HTML, Markdown or text." };
        var output = CaseArguments.Output("Where the proposed sheet goes (YAML).");
        var command = new Command("draft-criteria", "Propose a policy's criteria from its numbering and wording, by rules. A person fills the gaps and takes the mark 'proposed' away before anybody can approve it.") { path, output };
        command.SetAction(async (result, cancellation) =>
        {
            string file = result.GetValue(path)!;
            var reading = await new PolicyIntake(Settings.Load().Ingestion).ReadAsync(PolicyArguments.Load(file), cancellation).ConfigureAwait(false);
            foreach (string said in reading.Remarks.Concat(reading.Faults)) Console.Error.WriteLine($"{file}: {said}");
            if (!reading.Faults.IsEmpty) return ExitStatus.FileNotRead;
            string sheet = CriteriaDrafter.Draft(Path.GetFileName(file), reading.Passages);
            AtomicFile.Write(result.GetValue(output)!, Encoding.UTF8.GetBytes(sheet));
            int criteria = sheet.Split('\n').Count(static l => l.TrimStart().StartsWith("criterion:", StringComparison.Ordinal));
            Console.Out.WriteLine($"proposed {criteria} criteria from {reading.Passages.Length} passages; {sheet.Split("TODO").Length - 1} gaps to fill in {result.GetValue(output)}");
            return ExitStatus.Done;
        });
        return command;
    }
}
