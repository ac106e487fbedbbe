using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Html;

namespace HealthcareLlm.Tests.Evaluation.Html;

public class WorstFaultTests
{
    [Fact]
    public void Harm_comes_before_loss_and_a_third_is_kept_for_losses()
    {
        // Eight cases with a wrong critical value each, and eight that miss one: 6 shown are 4 wrong ones (6 less a third) and 2 missed.
        var cases = Enumerable.Range(0, 8).Select(i => Case("w" + i, Leaf(i, ErrorClass.WrongValue, 0.5))).Concat(Enumerable.Range(0, 8).Select(i => Case("m" + i, Leaf(i, ErrorClass.Missed, null))));
        var chosen = WorstFault.Choose([.. cases], 6);
        Assert.Equal(["w0", "w1", "w2", "w3", "m0", "m1"], chosen.Select(f => f.Case));
    }

    [Fact]
    public void Where_losses_are_few_harm_takes_their_room()
    {
        var chosen = WorstFault.Choose([.. Enumerable.Range(0, 8).Select(i => Case("w" + i, Leaf(i, ErrorClass.Invented, 0.5))), Case("m", Leaf(0, ErrorClass.WronglyRefused, null))], 6);
        Assert.Equal(5, chosen.Count(f => !f.IsLoss));
        Assert.Equal("m", chosen[^1].Case);
    }

    [Fact]
    public void The_worst_class_then_the_surest_comes_first()
    {
        var chosen = WorstFault.Choose([Case("a", Leaf(0, ErrorClass.WrongValue, 0.6)), Case("b", Leaf(1, ErrorClass.WrongValue, 0.9)), Case("c", Leaf(2, ErrorClass.OtherPatient, 0.1)), Case("d", Leaf(3, ErrorClass.Right, 1))], 12);
        Assert.Equal(["c", "b", "a"], chosen.Select(f => f.Case));
    }

    [Fact]
    public void One_field_and_one_case_do_not_fill_the_list()
    {
        // Five cases wrong in one field, one of them also in three others: of six places two fall to that field first, one to that case.
        var cases = Enumerable.Range(0, 5).Select(i => Case("x" + i, Leaf(0, ErrorClass.WrongValue, 0.9 - (i * 0.1)))).Append(Case("y", Leaf(1, ErrorClass.WrongValue, 0.2), Leaf(2, ErrorClass.WrongValue, 0.2)));
        var chosen = WorstFault.Choose([.. cases], 3);
        Assert.Equal(["x0", "x1"], chosen.Where(f => f.Field == "field0").Select(f => f.Case));
        Assert.Contains(chosen, f => f.Case == "y");
    }

    [Fact]
    public void There_are_never_more_than_asked_for() => Assert.Equal(12, WorstFault.Choose([.. Enumerable.Range(0, 500).Select(i => Case("c" + i, Leaf(i, ErrorClass.WrongValue, 0.5)))], 12).Length);

    private static CaseScore Case(string id, params ImmutableArray<LeafScore> leaves) =>
        new() { Evalset = "set", Id = id, Task = "prior-auth-request", Part = "test", Tags = ImmutableSortedDictionary<string, string>.Empty, Leaves = leaves };

    private static LeafScore Leaf(int field, ErrorClass kind, double? score)
    {
        string path = "field" + field;
        return new(path, path, true, kind == ErrorClass.Right ? LeafOutcome.Right : LeafOutcome.Wrong, "gold", "given", false, true) { Class = kind, Score = score };
    }
}
