using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>
/// The measures of an earlier report over some of its cases. A report holds leaves, lists, traps and facts of every case, and not all that was counted: a measure is told over some cases
/// only where the same counting over all of them gives the very figure that the report has.
/// </summary>
internal static class EarlierMeasures
{
    private static readonly ImmutableDictionary<string, LeafOutcome> Outcomes = Enum.GetValues<LeafOutcome>().ToImmutableDictionary(o => Names.Of(o), StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, ErrorClass> Classes = Enum.GetValues<ErrorClass>().ToImmutableDictionary(o => Names.Of(o), StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, FactState> States = Enum.GetValues<FactState>().ToImmutableDictionary(o => Names.Of(o), StringComparer.Ordinal);

    /// <summary>The measures as the report has them, over all its cases.</summary>
    internal static Dictionary<(string Id, string Group), Measure> All(JsonElement report) => report.Array("measures").Where(m => m.Text("measure") is not null)
        .ToDictionary(m => (m.Text("measure")!, m.Text("group") ?? "all"), m => new Measure(m.Text("measure")!, m.Text("group") ?? "all", m.Whole("count") ?? 0, m.Whole("of") ?? 0));

    /// <summary>The measures over these cases alone; one that the report cannot tell over them is absent.</summary>
    /// <param name="report">The earlier report.</param>
    /// <param name="wanted">Set and id of the cases.</param>
    internal static Dictionary<(string Id, string Group), Measure> Over(JsonElement report, IReadOnlySet<(string Set, string Id)> wanted)
    {
        var tasks = report.Array("evalsets").Where(s => s.Text("id") is not null).DistinctBy(s => s.Text("id")).ToDictionary(s => s.Text("id")!, s => s.Text("task") ?? string.Empty, StringComparer.Ordinal);
        ImmutableArray<CaseScore> cases = [.. report.Array("cases").Select(c => Case(c, tasks))];
        var told = All(report);
        var again = MeasureBook.Take(cases).Where(m => told.TryGetValue((m.Id, m.Group), out var before) && before == m).Select(m => (m.Id, m.Group)).ToHashSet();
        return MeasureBook.Take([.. cases.Where(c => wanted.Contains((c.Evalset, c.Id)))]).Where(m => again.Contains((m.Id, m.Group))).ToDictionary(m => (m.Id, m.Group));
    }

    private static CaseScore Case(JsonElement score, Dictionary<string, string> tasks)
    {
        string set = score.Text("evalset") ?? string.Empty, task = tasks.GetValueOrDefault(set, string.Empty);
        return new()
        {
            Evalset = set,
            Id = score.Text("id") ?? string.Empty,
            Task = task,
            Part = score.Text("part") ?? string.Empty,
            Tags = score.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
                ? tags.EnumerateObject().Where(t => t.Value.ValueKind == JsonValueKind.String).ToImmutableSortedDictionary(t => t.Name, t => t.Value.GetString()!, StringComparer.Ordinal) : ImmutableSortedDictionary<string, string>.Empty,
            NotScored = score.Text("notScored"),
            Leaves = [.. score.Array("leaves").Select(Leaf)],
            Lists = [.. score.Array("lists").Select(l => new ListScore(l.Text("list") ?? string.Empty, l.Whole("expected") ?? 0, l.Whole("given") ?? 0, l.Whole("matched") ?? 0, false) { Whole = l.Whole("whole") ?? 0 })],
            Traps = [.. score.Array("traps").Select(t => new TrapScore(t.Text("id") ?? string.Empty, t.Text("kind") ?? string.Empty, t.Text("sprungAt"), null))],
            // What the report does not hold counts nothing here, and whatever rests on it is then not told.
            Missing = new(0, 0, 0, 0, [], []),
            SetAside = new(0, [], []),
            Summary = task == "discharge-summary" ? Summary(score) : null,
        };
    }

    private static LeafScore Leaf(JsonElement leaf)
    {
        string path = leaf.Text("path") ?? string.Empty, field = RecordFields.WithoutIndexes(path.Replace("+", string.Empty, StringComparison.Ordinal));
        string? gold = leaf.Text("gold");
        bool gives = gold is not null && !gold.StartsWith("(refuse: ", StringComparison.Ordinal) && !gold.StartsWith("(conflict: ", StringComparison.Ordinal);
        return new(path, field, GoldFields.Find(field)?.Critical ?? false, Outcomes.GetValueOrDefault(leaf.Text("outcome") ?? string.Empty, LeafOutcome.NotScored), gold, leaf.Text("given"), IsTrue(leaf, "rightAmongCandidates") == true, gives)
        {
            Class = Classes.GetValueOrDefault(leaf.Text("class") ?? string.Empty),
        };
    }

    private static SummaryScore Summary(JsonElement score)
    {
        var text = score.TryGetProperty("text", out var found) ? found : default;
        return new()
        {
            Facts = [.. score.Array("facts").Select(f => new FactScore(f.Text("id") ?? string.Empty, f.Text("section") ?? string.Empty, IsTrue(f, "must") == true, States.GetValueOrDefault(f.Text("state") ?? string.Empty, FactState.Absent), string.Empty, IsTrue(f, "changeIsRight")))],
            Conflicts = [],
            Statements = 0,
            Uncited = [],
            NumbersNotCited = [],
            SidesNotCited = [],
            NegationsNotCited = [],
            WordsNotCited = [],
            NearDuplicates = [],
            Text = new(text.Whole("words") ?? 0, null, new(text.Whole("repeatedTrigrams") ?? 0, text.Whole("trigrams") ?? 0), new(text.Whole("supported") ?? 0, text.Whole("statements") ?? 0), null),
            Refused = 0,
            ProseWords = 0,
            ProseLimit = null,
            OmissionsReported = 0,
        };
    }

    private static bool? IsTrue(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? member.ValueKind == JsonValueKind.True : null;
}
