using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Checks golden sets for everything that they promise (evalsets/README.md), and names each fault with file and line.</summary>
/// <param name="look">Looks at a document.</param>
/// <param name="read">Gives a document's text as the program reads it.</param>
/// <param name="outside">Folder of documents that are kept outside of the sets; null for none.</param>
public sealed partial class GoldenSetChecker(LookAtDocument look, ReadDocumentText read, string? outside = null)
{
    /// <summary>Cases below which a set's figures bear no claim: with 29 right of 29 the share may still be 90 % (exact one-sided bound, 95 %).</summary>
    public const int FewCases = 30;

    private static readonly ImmutableArray<(string What, Regex Pattern)> CardTopics =
    [
        ("source", Word("source")), ("licence", Word("licen[cs]e")), ("how and by whom it was annotated", Word("annotat")),
        ("agreement of annotators", Word("agree|second annotator|one annotator")), ("known faults", Word("known faults")),
    ];

    /// <summary>Checks the sets, each by itself and all against each other.</summary>
    /// <param name="folders">Folders of golden sets.</param>
    /// <param name="progress">Told before each case, one at a time: its id, how many were begun before it, of how many; null for none.</param>
    /// <param name="cancellation">Stops between documents.</param>
    public async Task<SetReport> CheckAsync(IReadOnlyList<string> folders, Action<string, int, int>? progress = null, CancellationToken cancellation = default)
    {
        var tally = new SetTally();
        var faults = new List<SetFault>();
        var leaks = new LeakCheck(read);
        var open = new List<CaseFile>();
        var files = new List<(CaseFile File, string Folder, string Id)>();
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var sets = folders.Select(f => Cases(f, faults, open)).ToList();
            int count = sets.Sum(s => s.Cases.Count), done = 0;
            var documents = new DocumentCheck(look, read, outside, tally);
            foreach (var (task, folder) in sets.SelectMany(s => s.Cases.Select(c => (s.Task, c))))
            {
                string id = Path.GetFileName(folder);
                var file = CaseCheck.Open(folder, task);
                open.Add(file);
                files.Add((file, folder, id));
                tally.Checked("cases");
                if (!ids.TryAdd(id, folder)) Named(file, id, folder, ids[id]);
            }

            // Documents are rendered and recognized: cases on every core, each writing to its own file's faults.
            var found = new List<FoundDocument>?[files.Count];
            await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (i, stop) =>
            {
                lock (found) progress?.Invoke(files[i].Id, done++, count);
                if (files[i].File.IsRead) found[i] = await documents.CheckAsync(files[i].File, files[i].Folder, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            for (int i = 0; i < files.Count; i++)
            {
                if (found[i] is { } of) leaks.Add(files[i].File, of);
            }

            faults.AddRange(await leaks.FaultsAsync(tally, cancellation).ConfigureAwait(false));
            faults.AddRange(open.SelectMany(f => f.Faults));
        }
        finally
        {
            foreach (var file in open) file.Dispose();
        }

        return new(
            [.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Message, StringComparer.Ordinal)],
            tally.Done.ToImmutableSortedDictionary(StringComparer.Ordinal),
            tally.Left.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Two cases of one id; or of ids that only the case of letters parts, whose folders and results are one on systems that do not tell it apart.</summary>
    private static void Named(CaseFile file, string id, string folder, string other)
    {
        if (Path.GetFileName(other) == id) file.Add(string.Empty, SetRules.Twice, $"a case of this id stands also in {other}");
        else file.Add("id", SetRules.Names, $"{id} differs from {Path.GetFileName(other)} ({(Path.GetDirectoryName(other) == Path.GetDirectoryName(folder) ? "of the same set" : other)}) in the case of letters alone: on some systems their files would be one");
    }

    private static (string? Task, List<string> Cases) Cases(string folder, List<SetFault> faults, List<CaseFile> open)
    {
        var set = CaseFile.Open(Path.Combine(folder, "evalset.json"), GoldenSchema.Set, named: false);
        open.Add(set);
        Card(folder, faults);
        if (!set.IsRead) return (null, []);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (set.Root.Text("id") is { } id && id != name) set.Add("id", SetRules.Names, $"is {id}, and the folder is called {name}", FaultWeight.Warning);
        var ids = set.Root.Texts("cases");
        foreach (var (odd, i) in ids.Select((id, i) => (id, i)).Where(o => !GoldenPaths.IsName(o.id))) set.Add(string.Create(CultureInfo.InvariantCulture, $"cases[{i}]"), SetRules.Names, GoldenPaths.NoName(odd));
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids.IndexOf(ids[i]) < i) set.Add(string.Create(CultureInfo.InvariantCulture, $"cases[{i}]"), SetRules.Twice, $"{ids[i]} is listed twice");
        }

        if (ids.IsEmpty) set.Add("cases", SetRules.Size, "the set has no cases: nothing can be measured on it", FaultWeight.Warning);
        else if (ids.Length < FewCases) set.Add("cases", SetRules.Size, string.Create(CultureInfo.InvariantCulture, $"the set has {ids.Length} case{(ids.Length == 1 ? string.Empty : "s")}; fewer than {FewCases} bear no claim about single shares, only their intervals"), FaultWeight.Warning);
        string cases = Path.Combine(folder, "cases");
        var there = Directory.Exists(cases) ? Directory.GetDirectories(cases).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal).ToList() : [];
        foreach (string unlisted in there.Except(ids, StringComparer.Ordinal)) set.Add("cases", SetRules.Names, $"cases/{unlisted} is there and not listed");
        return (set.Root.Text("task"), [.. ids.Where(GoldenPaths.IsName).Distinct(StringComparer.Ordinal).Select(i => Path.Combine(cases, i))]);
    }

    private static void Card(string folder, List<SetFault> faults)
    {
        string path = Path.Combine(folder, "README.md");
        if (!File.Exists(path))
        {
            faults.Add(new(path, 1, string.Empty, FaultWeight.Error, SetRules.Card, "there is no data card (source, licence, how annotated, by whom, agreement, known faults)"));
            return;
        }

        string text = File.ReadAllText(path);
        foreach (var (what, pattern) in CardTopics.Where(t => !t.Pattern.IsMatch(text))) faults.Add(new(path, 1, string.Empty, FaultWeight.Error, SetRules.Card, "the data card does not tell: " + what));
        if (Unfilled().IsMatch(text)) faults.Add(new(path, 1, string.Empty, FaultWeight.Error, SetRules.Card, "the data card has places that nobody has filled in ('to be filled in')"));
    }

    private static Regex Word(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    [GeneratedRegex("to be filled in", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Unfilled();
}
