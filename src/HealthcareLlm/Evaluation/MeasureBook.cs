using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>Every measure, with what is counted of what. Fields are never pooled into one accuracy: critical and other leaves are kept apart, and the table of fields shows each.</summary>
public static class MeasureBook
{
    private delegate (int Count, int Of) Counting(CaseScore score);

    private sealed record Definition(string Id, string Task, string Meaning, Counting Count);

    internal const string Request = "prior-auth-request", Summary = "discharge-summary";

    private static readonly ImmutableArray<Definition> Definitions =
    [
        new("critical.right", Request, "critical leaves that are right, of those that the packet gives", s => Right(s, true)),
        new("other.right", Request, "other leaves that are right, of those that the packet gives", s => Right(s, false)),
        new("lists.f1", Request, "entries of lists, findings apart: twice the matched, of expected plus given (F1)", s => F1(s.Lists.Where(l => l.Field != "clinical.findings[]"))),
        new("medications.whole", Request, "current drugs right as a whole: name, dose, route and frequency, of those that the packet gives", s => Whole(s.Lists.Where(l => l.Field == "clinical.currentMedications[]"))),
        new("diagnoses.primaryFirst", Request, "packets of several diagnoses whose primary one is found and stands first, of those whose primary one is found", s => PrimaryFirst(s.Lists.Where(l => l.Field == "diagnoses[]"))),
        new("findings.found", Request, "expected findings that are given", s => Found(s.Lists.Where(l => l.Field == "clinical.findings[]"))),
        new("critical.wrongOrInvented", Request, "critical values that are wrong or invented, of those given", s => Bad(s, true)),
        new("other.wrongOrInvented", Request, "other values that are wrong or invented, of those given", s => Bad(s, false)),
        new("critical.candidateRight", Request, "critical leaves wrongly held back that show the right value among their candidates", Candidates),
        new("mustRefuse.heldBack", Request, "leaves that must not become a value and are held back", MustRefuse),
        new("conflicts.shown", Request, "leaves on which documents disagree that show every side", Conflicts),
        new("needed.reported", Request, "needed, given by no document, and reported missing", s => (s.Missing!.Reported, s.Missing.Expected)),
        new("needed.saidMissing", Request, "needed, given, and reported missing all the same", s => (s.Missing!.SaidMissing, s.Missing.GivenAndNeeded)),
        new("traps.sprung", Request, "planted traps that stand as facts", s => (s.Traps.Count(t => t.Sprung), s.Traps.Length)),
        new("setAside.done", Request, "pages to set aside that were", s => (s.SetAside!.Rightly, s.SetAside.Rightly + s.SetAside.Missed.Length)),
        new("setAside.wrongly", Request, "pages set aside that had not to be, of those set aside", s => (s.SetAside!.Wrongly.Length, s.SetAside.Rightly + s.SetAside.Wrongly.Length)),
        new("citations.resolve", Request, "citations of values that name a listed document, a page of it, a quote and offsets in order", s => Cited(s, c => c.Resolve)),
        new("citations.verbatim", Request, "citations of values whose quote is the kept text at its offsets", s => Cited(s, c => c.Verbatim)),
        new(NotChecked, Request, "citations of values whose quote could not be checked, the text of its document being not kept or another than the result was made from", s => Cited(s, c => c.NotChecked)),
        new("citations.onPage", Request, "citations of right values on a page that bears the value, where the gold tells places", s => Cited(s, c => c.OnPage)),
        new("citations.inBox", Request, "citations of right values in the gold's box (half of the smaller area shared, and few lines or at most 16 times the box)", s => Cited(s, c => c.InBox)),
        new("citations.tight", Request, "citations of values that a person can check at a glance: a few lines, no page and no document", s => Cited(s, c => c.Tight)),
        new("citations.support", Request, "values that can be read from those of their quotes that can be checked at a glance, choices apart", s => Cited(s, c => c.Support)),
        new("citations.placesFound", Request, "places of the gold that a citation of the right value names: recall", s => Cited(s, c => c.Places)),
        new("values.rightWrongCitation", Request, "right values cited nowhere that bears them, of right values whose citations could be judged", s => Share(s.Leaves.Where(l => l.Outcome == LeafOutcome.Right && l.Citation?.IsRight is not null), l => l.Class == ErrorClass.RightValueWrongCitation)),
        new("values.wrongAssertion", Request, "values that a document denies, doubts, plans or tells of another time or person, of those given", s => Share(s.Leaves.Where(IsValue), l => l.Class == ErrorClass.WrongAssertion)),
        new("values.otherPatient", Request, "values of another patient, of those given", s => Share(s.Leaves.Where(IsValue), l => l.Class == ErrorClass.OtherPatient)),
        new("leaves.notScored", Request, "leaves that could not be scored", s => (s.Leaves.Count(l => l.Outcome == LeafOutcome.NotScored), s.Leaves.Length)),
        new("summary.must", Summary, "facts that a summary must have and has", s => Facts(s, true, FactState.Present)),
        new("summary.other", Summary, "other facts that it has", s => Facts(s, false, FactState.Present)),
        new("summary.claimRecall", Summary, "facts of the gold, those that must be and the others, that stand in a section that may hold them", s => Share(s.Summary!.Facts, f => f.State == FactState.Present)),
        new("summary.citationPrecision", Summary, "statements that are cited and whose numbers, sides and negations stand in their citations", s => (s.Summary!.Text.Supported.Count, s.Summary.Text.Supported.Of)),
        new("summary.redundancy", Summary, "runs of three words that stood in the summary before", s => (s.Summary!.Text.Repeated.Count, s.Summary.Text.Repeated.Of)),
        new("summary.mustLostSilently", Summary, "facts that it must have, neither in it nor held back nor reported as omitted", s => Facts(s, true, FactState.Absent)),
        new("summary.changeRight", Summary, "drugs whose change (new, changed, continued, held, stopped) is right", Changes),
        new("summary.conflicts", Summary, "disagreements shown with every side", s => (s.Summary!.Conflicts.Count(c => c.Value), s.Summary.Conflicts.Length)),
        new("summary.traps", Summary, "planted traps that stand as facts", s => (s.Traps.Count(t => t.Sprung), s.Traps.Length)),
        new("summary.uncited", Summary, "statements without a citation that can be checked at a glance", s => Statements(s, s.Summary!.Uncited.Length)),
        new("summary.numbersNotCited", Summary, "statements with a number that their citations lack", s => Statements(s, s.Summary!.NumbersNotCited.Length)),
        new("summary.sidesNotCited", Summary, "statements with a side that their citations lack", s => Statements(s, s.Summary!.SidesNotCited.Length)),
        new("summary.negationsNotCited", Summary, "statements with a negation that their citations lack", s => Statements(s, s.Summary!.NegationsNotCited.Length)),
        new("summary.senseLost", Summary, "statements that tell as a fact what their citations or the gold's assertions deny, doubt or tell of another person, or turn a number, a side or a denial of what they have word for word", s => Statements(s, s.Summary!.SenseLost.Length)),
        new("summary.rows", Summary, "rows of the sections that the gold's entries give: twice the matched, of expected plus given (F1)", s => F1(s.Lists)),
        new("summary.critical.right", Summary, "critical parts of rows that are right, of those that the gold's entries ask for", s => Right(s, true)),
        new("summary.other.right", Summary, "other parts of rows that are right, of those that the gold's entries ask for", s => Right(s, false)),
        new("summary.critical.wrongOrInvented", Summary, "critical parts of rows that are wrong or invented, of those given in sections that the gold's entries give", s => Bad(s, true)),
        new("summary.other.wrongOrInvented", Summary, "other parts of rows that are wrong or invented, of those given in sections that the gold's entries give", s => Bad(s, false)),
        new("summary.medications.whole", Summary, "drugs right as a whole: name, dose, route, frequency and change, of those that the gold's entries ask for", s => Whole(s.Lists.Where(l => l.Field == "summary.dischargeMedications[]"))),
        new("summary.ownWords", Summary, "statements with a word that their citations lack: another thing, or the same in other words", s => Statements(s, s.Summary!.OwnWords.Length)),
        new("summary.partsNotCited", Summary, "rows of which a part cannot be read from its citations", s => Statements(s, s.Summary!.PartsNotCited.Length)),
        new("summary.partsNotInText", Summary, "rows whose text does not say what their parts say, or says what these deny", s => Statements(s, s.Summary!.PartsNotInText.Length)),
        new("summary.citationsResolve", Summary, "citations of statements and of their parts that name a listed document, a page of it, a quote and offsets in order", s => (s.Summary!.CitationsResolve.Count, s.Summary.CitationsResolve.Of)),
        new("summary.citationsVerbatim", Summary, "citations of statements and of their parts whose quote is the kept text at its offsets", s => (s.Summary!.CitationsVerbatim.Count, s.Summary.CitationsVerbatim.Of)),
        new(SummaryNotChecked, Summary, "citations of statements and of their parts whose quote could not be checked, the text of its document being not kept or another than the result was made from", s => (s.Summary!.CitationsNotChecked.Count, s.Summary.CitationsNotChecked.Of)),
        new("summary.citationsTight", Summary, "citations of statements and of their parts that a person can check at a glance: a few lines, no page and no document", s => (s.Summary!.CitationsTight.Count, s.Summary.CitationsTight.Of)),
        new("summary.wordsNotCited", Summary, "statements with hardly a word that their citations have", s => Statements(s, s.Summary!.WordsNotCited.Length)),
        new("summary.nearDuplicates", Summary, "statements that nearly repeat an earlier one", s => Statements(s, s.Summary!.NearDuplicates.Length)),
        new("summary.tooLong", Summary, "summaries whose prose is longer than the contract allows", s => s.Summary!.ProseLimit is { } limit ? (s.Summary.ProseWords > limit ? 1 : 0, 1) : (0, 0)),
        new("summary.sectionsReported", Summary, "sections without a source that are reported missing", s => (s.Missing!.Reported, s.Missing.Expected)),
        new("summary.sectionsSaidMissing", Summary, "needed sections with a source that are reported missing all the same", s => (s.Missing!.SaidMissing, s.Missing.GivenAndNeeded)),
        new("summary.setAside", Summary, "pages to set aside that were", s => (s.SetAside!.Rightly, s.SetAside.Rightly + s.SetAside.Missed.Length)),
        new("summary.setAsideWrongly", Summary, "pages set aside that had not to be, of those set aside", s => (s.SetAside!.Wrongly.Length, s.SetAside.Rightly + s.SetAside.Wrongly.Length)),
    ];

    internal const string NotChecked = "citations.notChecked", SummaryNotChecked = "summary.citationsNotChecked";

    /// <summary>Cases that could not be scored, of all: an id that every task shares.</summary>
    public const string NotScored = "cases.notScored";

    /// <summary>Task of every measure, by id; empty for <see cref="NotScored"/>.</summary>
    public static FrozenDictionary<string, string> Tasks { get; } = Definitions.Select(d => KeyValuePair.Create(d.Id, d.Task))
        .Append(KeyValuePair.Create(NotScored, string.Empty)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How many of how many each measure of the tasks that occur counts in each case, by id; none of none in a case of another task, or that was not scored.</summary>
    internal static FrozenDictionary<string, (int Count, int Of)[]> Count(ImmutableArray<CaseScore> cases)
    {
        Definition[] asked = [.. Definitions.Where(d => cases.Any(c => c.Task == d.Task))];
        var counts = asked.ToFrozenDictionary(d => d.Id, _ => new (int Count, int Of)[cases.Length], StringComparer.Ordinal);
        Parallel.For(0, cases.Length, i =>
        {
            foreach (var definition in asked) counts[definition.Id][i] = definition.Task == cases[i].Task && cases[i].NotScored is null ? definition.Count(cases[i]) : default;
        });
        return counts;
    }

    /// <summary>What a measure counts, in words.</summary>
    public static string Meaning(string id) => id == NotScored ? "cases that could not be scored" : Definitions.First(d => d.Id == id).Meaning;

    /// <summary>Every measure over every group of the cases, in the order of the definitions, groups in ordinal order.</summary>
    /// <param name="cases">Judged cases.</param>
    public static ImmutableArray<Measure> Take(ImmutableArray<CaseScore> cases) => Take(cases, Count(cases));

    /// <summary>The same, of what was counted before.</summary>
    internal static ImmutableArray<Measure> Take(ImmutableArray<CaseScore> cases, FrozenDictionary<string, (int Count, int Of)[]> counts)
    {
        var members = CaseGroups.Places(cases);
        if (members.IsEmpty) members = members.Add("all", []);
        var measures = ImmutableArray.CreateBuilder<Measure>();
        foreach (var (group, places) in members) measures.Add(new(NotScored, group, places.Count(i => cases[i].NotScored is not null), places.Length));
        foreach (var definition in Definitions.Where(d => counts.ContainsKey(d.Id)))
        {
            var counted = counts[definition.Id];
            foreach (var (group, places) in members) measures.Add(new(definition.Id, group, places.Sum(i => counted[i].Count), places.Sum(i => counted[i].Of)));
        }

        return measures.ToImmutable();
    }

    private static (int Count, int Of) Right(CaseScore score, bool critical) =>
        Share(score.Leaves.Where(l => l.GoldGives && l.Critical == critical && l.Outcome != LeafOutcome.NotScored), l => l.Outcome == LeafOutcome.Right);

    private static (int Count, int Of) Bad(CaseScore score, bool critical) =>
        Share(score.Leaves.Where(l => l.Critical == critical && l.Outcome is (LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented)), l => l.Outcome != LeafOutcome.Right);

    private static (int Count, int Of) Candidates(CaseScore score) =>
        Share(score.Leaves.Where(l => l.Critical && l.GoldGives && l.Outcome is (LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly)), l => l.RightAmongCandidates);

    private static (int Count, int Of) MustRefuse(CaseScore score) =>
        Share(score.Leaves.Where(l => l.Gold?.StartsWith("(refuse", StringComparison.Ordinal) == true), l => l.Outcome == LeafOutcome.RefusedRightly);

    private static (int Count, int Of) Conflicts(CaseScore score) =>
        Share(score.Leaves.Where(l => l.Gold?.StartsWith("(conflict", StringComparison.Ordinal) == true), l => l.Outcome == LeafOutcome.ConflictingRightly);

    private static (int Count, int Of) Cited(CaseScore score, Func<Citing.CitationScore, Citing.Counted> of)
    {
        var sum = score.Leaves.Where(l => l.Citation is not null).Aggregate(default(Citing.Counted), (sum, l) => sum + of(l.Citation!));
        return (sum.Count, sum.Of);
    }

    private static bool IsValue(LeafScore leaf) => leaf.Outcome is LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented or LeafOutcome.Extra;

    private static (int Count, int Of) F1(IEnumerable<ListScore> lists) => lists.Aggregate((0, 0), (sum, l) => (sum.Item1 + (2 * l.Matched), sum.Item2 + l.Gold + l.Given));

    private static (int Count, int Of) Whole(IEnumerable<ListScore> lists) => lists.Aggregate((0, 0), (sum, l) => (sum.Item1 + l.Whole, sum.Item2 + l.Gold));

    private static (int Count, int Of) PrimaryFirst(IEnumerable<ListScore> lists) => lists.Aggregate((0, 0), (sum, l) => l.StandsFirst is { } first ? (sum.Item1 + (first ? 1 : 0), sum.Item2 + 1) : sum);

    private static (int Count, int Of) Found(IEnumerable<ListScore> lists) => lists.Aggregate((0, 0), (sum, l) => (sum.Item1 + l.Matched, sum.Item2 + l.Gold));

    private static (int Count, int Of) Facts(CaseScore score, bool must, FactState state) => Share(score.Summary!.Facts.Where(f => f.Must == must), f => f.State == state);

    private static (int Count, int Of) Changes(CaseScore score) => Share(score.Summary!.Facts.Where(f => f.ChangeIsRight is not null), f => f.ChangeIsRight == true);

    private static (int Count, int Of) Statements(CaseScore score, int count) => (count, score.Summary!.Statements);

    private static (int Count, int Of) Share<T>(IEnumerable<T> all, Func<T, bool> counted)
    {
        int count = 0, of = 0;
        foreach (var one in all)
        {
            of++;
            if (counted(one)) count++;
        }

        return (count, of);
    }
}
