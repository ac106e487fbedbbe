using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Policies;

namespace HealthcareLlm.Cli.Trials;

/// <summary>A library made of a folder of policies, each approved in the order of its first day: for measuring alone.</summary>
internal static class PolicyFolder
{
    private static readonly string[] Kinds = [".md", ".txt", ".html", ".docx", ".pdf"];

    /// <summary>Adds and approves every policy of a folder.</summary>
    /// <exception cref="InvalidDataException">A policy has a fault, or a document stands without its sheet.</exception>
    internal static async Task<SqlitePolicyStore> LoadAsync(string folder, string file, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new InvalidDataException(folder + " is no folder");
        string[] sheets = Directory.GetFiles(folder, "*.yaml");
        if (sheets.Length == 0) throw new InvalidDataException(folder + " holds no sheet of a policy");
        Array.Sort(sheets, string.CompareOrdinal);
        var store = SqlitePolicyStore.Open(file, create: true, TimeProvider.System);
        var added = new List<MedicalPolicy>();
        var intake = new PolicyIntake(new());
        foreach (string path in sheets)
        {
            string document = Array.Find(Kinds, k => File.Exists(Path.ChangeExtension(path, k))) is { } kind ? Path.ChangeExtension(path, kind) : throw new InvalidDataException(path + " stands without its document");
            var (text, sheet) = (Read(document), Read(path));
            var reading = await intake.ReadAsync(text, cancellation).ConfigureAwait(false);
            var read = PolicyIntake.Sheet(sheet, reading.Passages);
            if (read.Sheet is not { } whole || !reading.Faults.IsEmpty) throw new InvalidDataException(string.Join('\n', reading.Faults.Select(f => document + ": " + f).Concat(read.Faults.Select(static f => f.ToString()))));
            if (store.Add(text, sheet, whole, reading.Passages, reading.Reading, "evaluation", replace: false) is StatusChange.Done done) added.Add(done.Policies[0]);
        }

        foreach (var policy in added.OrderBy(static p => p.EffectiveFrom))
        {
            if (store.Approve(policy.Key, "evaluation", 1) is StatusChange.NotDone refused) throw new InvalidDataException(refused.Reason);
        }

        return store;
    }

    private static PolicyFile Read(string path) => new(Path.GetFileName(path), File.ReadAllBytes(path));
}
