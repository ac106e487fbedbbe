using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation;

/// <summary>Judges a whole record, leaf by leaf; the entries of lists are paired by the best assignment first.</summary>
internal sealed class RecordScorer
{
    private readonly ImmutableArray<LeafScore>.Builder _leaves = ImmutableArray.CreateBuilder<LeafScore>();
    private readonly ImmutableArray<ListScore>.Builder _lists = ImmutableArray.CreateBuilder<ListScore>();

    private readonly LeafJudge _judge;

    private RecordScorer(LeafJudge judge) => _judge = judge;

    /// <param name="judge">Judges leaves.</param>
    /// <param name="gold">The gold record.</param>
    /// <param name="given">That of the result.</param>
    /// <param name="sections">Null for a request; else those of a summary that the gold gives: the others are not judged.</param>
    internal static (ImmutableArray<LeafScore> Leaves, ImmutableArray<ListScore> Lists) Score(LeafJudge judge, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given, Func<string, bool>? sections = null)
    {
        var scorer = new RecordScorer(judge);
        string root = sections is null ? string.Empty : GoldFields.Summary;
        scorer.Walk(root, root, gold, given, sections ?? (static name => name != GoldFields.Summary));
        return (scorer._leaves.ToImmutable(), scorer._lists.ToImmutable());
    }

    /// <summary>The first leaves of an entry's shape decide whether an entry is found: its code or name, and where there is a code, its description.</summary>
    internal static ImmutableArray<string> KeysOf(string list) => list switch
    {
        "request.services[]" or "diagnoses[]" => CodeAndDescription,
        "clinical.priorTreatments[]" => TreatmentAlone,
        "clinical.currentMedications[]" or "clinical.labs[]" or "summary.dischargeMedications[]" or "summary.procedures[]" => NameAlone,
        "summary.principalDiagnosis[]" or "summary.secondaryDiagnoses[]" => DescriptionAlone,
        "summary.allergies[]" => SubstanceAlone,
        "summary.pendingResults[]" => TestAlone,
        "summary.followUp[]" => Appointment,
        "summary.codeStatus[]" => StatusAlone,
        _ => [],
    };

    private static readonly ImmutableArray<string> CodeAndDescription = ["code", "description"], TreatmentAlone = ["treatment"], NameAlone = ["name"], DescriptionAlone = ["description"], SubstanceAlone = ["substance"], TestAlone = ["test"], Appointment = ["with", "for", "when"], StatusAlone = ["status"];

    private void Walk(string path, string shape, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given, Func<string, bool>? taken = null)
    {
        foreach (var child in RecordShape.Children(shape))
        {
            if (taken?.Invoke(child.Name) == false) continue;
            string childPath = path.Length == 0 ? child.Name : path + "." + child.Name;
            var (expected, found) = (gold?.Child(child.Name), given?.Child(child.Name));
            if (child.IsList) WalkList(childPath, child.Path, expected, found);
            else if (child.Field is { } field) _leaves.Add(_judge.Judge(childPath, field, Gold(expected), Given(found)));
            else Walk(childPath, child.Path, expected, found);
        }
    }

    private void WalkList(string path, string shape, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given)
    {
        var expected = gold?.Listed ?? [];
        var found = given?.Listed ?? [];
        var pairs = Assignment.Best(EntryLikeness.Between(shape, expected, found));
        int whole = 0;
        for (int row = 0; row < expected.Length; row++)
        {
            int first = _leaves.Count;
            Entry(string.Create(CultureInfo.InvariantCulture, $"{path}[{row}]"), shape, expected[row], pairs[row] < 0 ? null : found[pairs[row]]);
            if (pairs[row] >= 0) SameQuantity(shape, first, expected[row], found[pairs[row]]);
            if (pairs[row] >= 0 && IsWhole(first)) whole++;
        }

        for (int column = 0; column < found.Length; column++)
        {
            if (!pairs.Contains(column)) Entry(string.Create(CultureInfo.InvariantCulture, $"{path}[+{column}]"), shape, null, found[column]);
        }

        Count(shape, expected, found, pairs, whole);
    }

    /// <summary>Whether every leaf from that one on is as it should be.</summary>
    private bool IsWhole(int first)
    {
        for (int i = first; i < _leaves.Count; i++)
        {
            if (_leaves[i].Outcome is not (LeafOutcome.Right or LeafOutcome.RightlyMissing or LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly)) return false;
        }

        return true;
    }

    private void Entry(string path, string shape, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given)
    {
        if (GoldFields.Find(shape) is { } field) _leaves.Add(_judge.Judge(path, field, Gold(gold), Given(given)));
        else Walk(path, shape, gold, given);
    }

    /// <summary>A result's number and unit are two leaves and one quantity: 0.9 mg/dL is 9 mg/L, and neither leaf is wrong.</summary>
    private void SameQuantity(string shape, int first, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given)
    {
        if (shape != "clinical.labs[]" || Quantity(gold) is not { } right || Quantity(given) is not { } found || Evaluation.Quantity.SameResult(right, found) != true) return;
        for (int i = first; i < _leaves.Count; i++)
        {
            if (_leaves[i].Field is "clinical.labs[].value" or "clinical.labs[].unit" && _leaves[i].Outcome == LeafOutcome.Wrong) _leaves[i] = _leaves[i] with { Outcome = LeafOutcome.Right, Class = _leaves[i].Citation is { IsRight: false } ? ErrorClass.RightValueWrongCitation : ErrorClass.Right };
        }
    }

    private static string? Quantity(LeafTree<GoldLeaf> entry) =>
        Gold(entry.Child("value")) is GoldLeaf.Given value && Gold(entry.Child("unit")) is GoldLeaf.Given unit ? value.Value + " " + unit.Value : null;

    private static string? Quantity(LeafTree<ReadField> entry) =>
        Given(entry.Child("value")) is { IsGiven: true, Value: { } value } && Given(entry.Child("unit")) is { IsGiven: true, Value: { } unit } ? value + " " + unit : null;

    private void Count(string shape, ImmutableArray<LeafTree<GoldLeaf>> expected, ImmutableArray<LeafTree<ReadField>> found, ImmutableArray<int> pairs, int whole)
    {
        int gold = expected.Where((e, row) => e.Leaves().Any(l => l is GoldLeaf.Given { IsOptional: false }) || (pairs[row] >= 0 && e.Leaves().Any(l => l is GoldLeaf.Given))).Count(), given = found.Count(f => f.Leaves().Any(l => l.IsGiven));
        int matched = 0, last = -1;
        bool? first = expected.Length > 1 && pairs[0] >= 0 && EntryLikeness.IsFound(shape, expected[0], found[pairs[0]]) ? pairs[0] == 0 : null;
        bool ordered = true;
        for (int row = 0; row < expected.Length; row++)
        {
            if (pairs[row] < 0 || !EntryLikeness.IsFound(shape, expected[row], found[pairs[row]])) continue;
            matched++;
            ordered &= pairs[row] > last;
            last = Math.Max(last, pairs[row]);
        }

        if (gold > 0 || given > 0) _lists.Add(new(shape, gold, given, matched, ordered) { Whole = whole, StandsFirst = first });
    }

    private static GoldLeaf? Gold(LeafTree<GoldLeaf>? tree) => (tree as LeafTree<GoldLeaf>.Leaf)?.Value;

    private static ReadField? Given(LeafTree<ReadField>? tree) => (tree as LeafTree<ReadField>.Leaf)?.Value;
}
