using System.CommandLine;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Policies;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies add DOCUMENT --sheet FILE</c>: a version into the library, as a draft.</summary>
internal static class PoliciesAddCommand
{
    internal static Command Create()
    {
        var path = new Argument<string>("DOCUMENT") { Description = "The policy: PDF, DOCX, HTML, Markdown or text." };
        var sheet = new Option<string>("--sheet") { Description = "Its sheet (YAML, schemas/medical-policy/v1.json): payer, number, version, dates, what it covers, criteria. 'policies draft-criteria' proposes one.", Required = true, HelpName = "FILE" };
        var store = PolicyArguments.Store();
        var by = PolicyArguments.By("Who adds it.");
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of a draft of the same version; what was approved is never replaced." };
        var command = new Command("add", "Add a version of a medical policy, as a draft: its document, passages and criteria, or, where anything is wrong, nothing.") { path, sheet, store, by, replace };
        command.SetAction(async (result, cancellation) =>
        {
            var (document, sheetFile) = (PolicyArguments.Load(result.GetValue(path)!), PolicyArguments.Load(result.GetValue(sheet)!));
            if (await ReadAsync(document, sheetFile, result.GetValue(path)!, cancellation).ConfigureAwait(false) is not { } read) return ExitStatus.GateFailed;
            using var library = PolicyArguments.Open(result.GetValue(store)!, create: true);
            var change = library.Add(document, sheetFile, read.Sheet, read.Reading.Passages, read.Reading.Reading, result.GetValue(by)!, result.GetValue(replace));
            if (change is StatusChange.NotDone refused)
            {
                Console.Error.WriteLine(refused.Reason);
                return ExitStatus.GateFailed;
            }

            var criteria = read.Sheet.Criteria.Initial.Criteria().Concat(read.Sheet.Criteria.Continuation?.Criteria() ?? []).Select(static c => c.Id).Distinct().Count();
            Console.Out.WriteLine($"added {((StatusChange.Done)change).Policies[0].Key} as a draft: {read.Reading.Passages.Length} passages ({read.Reading.Reading}), {criteria} criteria. It is not used until it is approved.");
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>Document and sheet, where both are whole; every fault is told on standard error.</summary>
    internal static async Task<(PolicyReading Reading, HealthcareLlm.Policies.Sheets.PolicySheet Sheet)?> ReadAsync(PolicyFile document, PolicyFile sheetFile, string path, CancellationToken cancellation)
    {
        var reading = await new PolicyIntake(Settings.Load().Ingestion).ReadAsync(document, cancellation).ConfigureAwait(false);
        foreach (string remark in reading.Remarks) Console.Error.WriteLine($"{path}: {remark}");
        foreach (string fault in reading.Faults) Console.Error.WriteLine($"{path}: {fault}");
        // Without the document no clause can be found: a hundred faults of the sheet would hide the one that counts.
        if (reading.Passages.IsEmpty) return null;
        var sheet = PolicyIntake.Sheet(sheetFile, reading.Passages);
        foreach (var fault in sheet.Faults) Console.Error.WriteLine(fault);
        return sheet.Sheet is { } whole && reading.Faults.IsEmpty ? (reading, whole) : null;
    }
}
