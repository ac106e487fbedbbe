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
        double[,] weights = new double[expected.Length, found.Length];
        for (int row = 0; row < expected.Length; row++)
        {
            for (int column = 0; column < found.Length; column++) weights[row, column] = EntryLikeness.Of(shape, expected[row], found[column], Math.Abs(row - column));
        }

        var pairs = Assignment.Best(weights);
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

/// <summary>How alike an expected and a given entry of a list are: only to pair them, never to call a value right.</summary>
internal static class EntryLikeness
{
    /// <summary>Weight of a pair; 0 where nothing that names the entry agrees, even nearly.</summary>
    /// <param name="shape">Path of the list without indexes.</param>
    /// <param name="gold">Expected entry.</param>
    /// <param name="given">Given entry.</param>
    /// <param name="distance">How far apart the two stand; breaks ties.</param>
    internal static double Of(string shape, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given, int distance)
    {
        double tie = 0.001 / (1 + distance);
        var keys = RecordScorer.KeysOf(shape);
        if (keys.IsEmpty) return Key(shape, gold, given) is var alone and > 0 ? alone + tie : 0;
        var children = RecordShape.Children(shape);
        double named = 0;
        foreach (var child in children)
        {
            if (keys.IndexOf(child.Name) is var at and >= 0) named = Math.Max(named, Key(child.Path, gold.Child(child.Name), given.Child(child.Name)) * (at == 0 ? 1.0 : 0.9));
        }

        if (named <= 0 && !IsNameless(keys, given)) return 0;
        int others = 0;
        foreach (var child in children)
        {
            if ((keys[0] != child.Name || named < 1) && (!keys.Contains(child.Name) || keys.Length > 2) && DoAgree(child.Path, gold.Child(child.Name), given.Child(child.Name))) others++;
        }

        return named > 0 ? named + (0.05 * others) + tie : others == 0 ? 0 : (0.01 * others) + (tie / 10);
    }

    /// <summary>Whether nothing stands that would name the entry: it is the one whose other leaves agree.</summary>
    private static bool IsNameless(ImmutableArray<string> keys, LeafTree<ReadField> given) => keys.All(k => given.Child(k) is not LeafTree<ReadField>.Leaf { Value: { } leaf } || (!leaf.IsGiven && leaf.Candidates.IsEmpty));

    /// <summary>Whether the entry is found: its first key that the gold gives is right and stands as a value.</summary>
    internal static bool IsFound(string shape, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given)
    {
        var keys = RecordScorer.KeysOf(shape);
        if (keys.IsEmpty) return IsRight(shape, gold, given);
        string? key = keys.FirstOrDefault(k => gold.Child(k) is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given });
        return key is not null && IsRight(shape + "." + key, gold.Child(key), given.Child(key));
    }

    private static bool IsRight(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given) =>
        gold is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given right } && given is LeafTree<ReadField>.Leaf { Value: { IsGiven: true, Value: { } value } }
        && Comparator.IsRight(field, right, value);

    private static bool DoAgree(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given) =>
        gold is LeafTree<GoldLeaf>.Leaf { Value: { } expected } && given is LeafTree<ReadField>.Leaf { Value: { } found } && LeafJudge.Agrees(field, expected, found);

    private const double LeastAlike = 0.6;

    /// <summary>1 where the leaves agree, up to 0.5 where they are merely alike (two letters of a code apart, or most letters of a name the same), else 0.</summary>
    private static double Key(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given)
    {
        if (gold is not LeafTree<GoldLeaf>.Leaf { Value: { } expected } || given is not LeafTree<ReadField>.Leaf { Value: { } found }) return 0;
        if (LeafJudge.Agrees(field, expected, found)) return 1;
        // What must be held back and what is held back belong together, though nobody can read what stands there.
        if (expected is GoldLeaf.Refused && !found.IsGiven && !found.Candidates.IsEmpty) return 0.25;
        if (expected is not GoldLeaf.Given { Value.Length: > 0 } right) return 0;
        // One says more than the other: the same entry, whose name is judged for itself.
        if (found.Value is { } longer && Comparator.OneHoldsOther(right.Value, longer)) return 0.5;
        // What a writing or the pattern of the gold names is this entry, though it says another thing of it.
        if (found.Value is { } named && (right.AnyOf.Any(o => Comparator.Same(field, o, named)) || (right.Pattern is { } pattern && GoldPatterns.Matches(pattern, named)))) return 0.4;
        string sought = right.Value.ToUpperInvariant();
        if (found.Value is { } value) return Comparator.LikenessFrom(LeastAlike, sought, value.ToUpperInvariant()) / 2;
        double alike = 0;
        foreach (string candidate in found.Candidates) alike = Math.Max(alike, Comparator.LikenessFrom(LeastAlike, sought, candidate.ToUpperInvariant()));
        return alike / 2;
    }
}
