using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation;

/// <summary>Judges the result file of one golden case.</summary>
public static class CaseScorer
{
    /// <summary>Judges a result; a result that cannot be read gives a score that says so.</summary>
    /// <param name="evalset">Id of the golden set.</param>
    /// <param name="gold">The golden case.</param>
    /// <param name="result">Bytes of the result file.</param>
    /// <param name="texts">The documents' texts, to check quotes against; null where none were kept.</param>
    /// <param name="places">Whether every leaf keeps where it stands, for a person to see; scores of many cases go without.</param>
    public static CaseScore Score(string evalset, GoldenCase gold, ReadOnlyMemory<byte> result, DocumentTexts? texts = null, bool places = false)
    {
        ResultView view;
        try
        {
            view = ResultView.Read(result);
        }
        catch (InvalidDataException e)
        {
            return NotScored(evalset, gold, e.Message);
        }

        bool isSummary = gold.Task == "discharge-summary";
        if (view.Schema.StartsWith(gold.Task + "/", StringComparison.Ordinal) && view.Schema != gold.Task + "/v1")
        {
            return NotScored(evalset, gold, $"the result is of {view.Schema}, and this version judges {gold.Task}/v1: make it anew (evaluate run without --judge-again), or judge it with the version that made it");
        }

        if (view.Schema.StartsWith(gold.Task + "/", StringComparison.Ordinal) is false) return NotScored(evalset, gold, "the result is of another task");
        if (!isSummary && gold.Record is null) return NotScored(evalset, gold, "the golden case has no record");
        // One that shares no document with the case; a further one, such as a stranger's page, is judged by what came of it.
        if (!view.Documents.IsEmpty && !view.Documents.Any(d => gold.Documents.Any(g => g.File == d.File))) return NotScored(evalset, gold, "the result is of other documents");
        foreach (var document in view.Documents)
        {
            if (gold.Documents.FirstOrDefault(g => g.File == document.File) is { Sha256: { } annotated } && annotated != document.Id) return NotScored(evalset, gold, "the result is of a document that is not the one annotated: its hash is another");
        }

        var citations = new CitationJudge(view, texts ?? DocumentTexts.None);
        int? words = isSummary ? SourceWords(gold, view) : null;
        var judged = isSummary && !places && gold.Content is { } own && view.Content is { } told
            ? Known.Of((own, told, citations.Content, words), static (_, its) => Judge(its.gold, its.view, its.citations, its.words, false), (gold, view, citations, words))
            : Judge(gold, view, citations, words, places);
        return Empty(evalset, gold) with
        {
            Sources = [.. view.Documents.Select(d => d.Id)],
            SourceFiles = [.. view.Documents.Select(d => FileNames.Of(d.File))],
            Engine = Engines.Of(view.Engine),
            Unread = view.Unread,
            Leaves = judged.Leaves,
            Lists = judged.Lists,
            Traps = judged.Traps,
            Missing = isSummary ? Sections(gold, view) : Needs(gold, view),
            SetAside = SetAside(gold, view),
            Summary = judged.Summary,
        };
    }

    // One summary is judged against one gold once, however often it is met in a process: in copies of a case, in runs of two versions that say the same.
    private static readonly KnownTexts<(UInt128 Gold, UInt128 Result, UInt128 Texts, int? Words), Judged> Known = new(2_000);

    private sealed record Judged(ImmutableArray<LeafScore> Leaves, ImmutableArray<ListScore> Lists, ImmutableArray<TrapScore> Traps, SummaryScore? Summary);

    private static Judged Judge(GoldenCase gold, ResultView view, CitationJudge citations, int? words, bool places)
    {
        bool isSummary = gold.Task == "discharge-summary";
        ImmutableArray<string> wholes = [.. view.Statements.Select(static s => s.Whole)];
        var (leaves, lists) = !isSummary ? RecordScorer.Score(new(gold, citations, places), gold.Record!, view.Record!)
            : gold.Entries is { } entries ? RecordScorer.Score(new(gold, citations, places), entries, SummaryRecord.Of(view), section => entries.Child(section) is not null)
            : ([], []);
        return new(leaves, lists, [.. gold.Traps.Select(t => TrapJudge.Judge(t, view, wholes))], isSummary ? SummaryScorer.Score(gold, view, wholes, citations, words) : null);
    }

    private static readonly Shared<string> FileNames = new(20_000);

    private static readonly Shared<string> Engines = new(100);

    /// <summary>The score of a case that could not be scored.</summary>
    /// <param name="evalset">Id of the golden set.</param>
    /// <param name="gold">The golden case.</param>
    /// <param name="why">Reason.</param>
    public static CaseScore NotScored(string evalset, GoldenCase gold, string why) => Empty(evalset, gold) with { NotScored = why };

    /// <summary>The part of a case that could not be read.</summary>
    public const string UnknownPart = "unknown";

    // The notes of a stay are one for all versions of its summary.
    private static readonly KnownTexts<(string Document, long Length, DateTime Written), int> KnownWords = new(20_000);

    /// <summary>The score of a case that could not be read: neither right nor wrong, and named.</summary>
    /// <param name="set">The golden set.</param>
    /// <param name="broken">The case and its fault.</param>
    public static CaseScore Broken(Evalset set, BrokenCase broken) => new()
    {
        Evalset = set.Id,
        Id = broken.Id,
        Task = set.Task,
        Part = UnknownPart,
        Tags = ImmutableSortedDictionary<string, string>.Empty,
        NotScored = broken.Fault,
    };

    private static CaseScore Empty(string evalset, GoldenCase gold) =>
        new() { Evalset = evalset, Id = gold.Id, Task = gold.Task, Part = gold.Part, Date = gold.Date, Tags = gold.Tags };

    private static MissingScore Needs(GoldenCase gold, ResultView view)
    {
        var needed = RecordFields.Needed.Select(n => RecordFields.WithoutIndexes(n.Path));
        return Compare(gold, view, [.. needed], RecordFields.WithoutIndexes);
    }

    private static MissingScore Sections(GoldenCase gold, ResultView view) =>
        Compare(gold, view, [.. SummarySections.All.Where(s => s.Required).Select(s => s.Name)], p => p.Split('.', '[')[0]);

    private static MissingScore Compare(GoldenCase gold, ResultView view, ImmutableArray<string> needed, Func<string, string> plain)
    {
        var expected = gold.Missing.Select(plain).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var reported = view.Missing.Select(plain).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> given = [.. needed.Where(n => !expected.Contains(n))];
        ImmutableArray<string> lost = [.. expected.Where(e => !reported.Contains(e))], wrong = [.. given.Where(reported.Contains)];
        return new(expected.Length, expected.Length - lost.Length, given.Length, wrong.Length, lost, wrong);
    }

    private static SetAsideScore SetAside(GoldenCase gold, ResultView view)
    {
        static string Name(string file, int page) => string.Create(CultureInfo.InvariantCulture, $"{file}#{page}");
        var expected = gold.SetAside.SelectMany(p => p.Page is { } page
            ? [Name(p.File, page)]
            : Enumerable.Range(1, gold.Documents.FirstOrDefault(d => d.File == p.File)?.Pages ?? 1).Select(n => Name(p.File, n))).ToImmutableSortedSet(StringComparer.Ordinal);
        var found = view.SetAside.Select(p => Name(p.File, p.Page ?? 1)).ToImmutableSortedSet(StringComparer.Ordinal);
        return new(expected.Intersect(found).Count, [.. expected.Except(found)], [.. found.Except(expected)]);
    }

    private static int? SourceWords(GoldenCase gold, ResultView view)
    {
        int words = 0;
        var paths = gold.Paths;
        for (int i = 0; i < paths.Count; i++)
        {
            var document = gold.Documents[i];
            string path = paths[i];
            if (document.Words is { } known) words += known;
            else if (!document.File.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || new FileInfo(path) is not { Exists: true } there) return null;
            else words += KnownWords.Of((view.Documents.FirstOrDefault(d => d.File == document.File)?.Id ?? path, there.Length, there.LastWriteTimeUtc), static (_, path) => SummaryScorer.WordCount(File.ReadAllText(path, Encoding.Latin1)), path);
        }

        return words;
    }
}

/// <summary>Whether a trap was sprung.</summary>
internal static class TrapJudge
{
    /// <summary>Where what was planted stands as a fact, and in what words.</summary>
    internal static TrapScore Judge(GoldTrap trap, ResultView view, ImmutableArray<string> wholes)
    {
        if (trap.Path is { } path && trap.Value is { } value && view.Record is { } record)
        {
            string? found = Values(record, path.Split('.'), 0).FirstOrDefault(v => IsSprung(path, value, v));
            return new(trap.Id, trap.Kind, found is null ? null : path, found);
        }

        var statement = trap.Patterns.IsEmpty ? null : view.Statements
            .Where((s, i) => s.Status == "supported" && (trap.Sections.IsEmpty ? s.Section != "conflicts" : trap.Sections.Contains(s.Section)) && trap.Patterns.All(p => GoldPatterns.Matches(p, wholes[i])))
            .FirstOrDefault();
        return new(trap.Id, trap.Kind, statement?.Section, statement?.Text);
    }

    /// <summary>Whether a value of a result springs a trap of that path.</summary>
    internal static bool IsSprung(string path, string trap, string value) =>
        Comparator.StrictnessOf(path) is Strictness.FreeText or Strictness.Contained ? value.Contains(trap, StringComparison.OrdinalIgnoreCase) : Comparator.Same(path, trap, value);

    private static IEnumerable<string> Values(LeafTree<ReadField>? tree, string[] steps, int at)
    {
        if (at == steps.Length) return tree is LeafTree<ReadField>.Leaf { Value: { IsGiven: true, Value: { } value } } ? [value] : [];
        string name = steps[at];
        if (!name.Contains('[', StringComparison.Ordinal)) return Values(tree?.Child(name), steps, at + 1);
        return (tree?.Child(name[..name.IndexOf('[', StringComparison.Ordinal)])?.Listed ?? []).SelectMany(e => Values(e, steps, at + 1));
    }
}
