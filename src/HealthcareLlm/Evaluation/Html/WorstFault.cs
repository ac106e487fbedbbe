using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>A fault that a person should look at.</summary>
/// <param name="Evalset">Id of the golden set.</param>
/// <param name="Case">Id of the case.</param>
/// <param name="Where">Path of the leaf, or section of the summary.</param>
/// <param name="Kind">What went wrong, in words.</param>
/// <param name="Critical">Whether the field is critical, or the fact one that a summary must have.</param>
/// <param name="Expected">What the gold says; empty where it has nothing.</param>
/// <param name="Given">What the result says; empty where it says nothing.</param>
/// <param name="Score">Score of the value that stands, 0 to 1; null for none.</param>
internal sealed record WorstFault(string Evalset, string Case, string Where, string Kind, bool Critical, string Expected, string Given, double? Score)
{
    /// <summary>0 is the worst.</summary>
    internal int Severity { get; init; }

    /// <summary>Whether nothing wrong stands: something is lost, or held back for no reason.</summary>
    internal bool IsLoss { get; init; }

    /// <summary>Field without indexes, or section.</summary>
    internal string Field { get; init; } = string.Empty;

    /// <summary>
    /// The faults to show, worst first: harm before loss, critical before other, then the highest score, since what is wrong and sure of itself passes a threshold. No more
    /// than one of a case and two of a field while there are others; up to a third is kept for losses.
    /// </summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="most">Most faults.</param>
    internal static ImmutableArray<WorstFault> Choose(ImmutableArray<CaseScore> cases, int most)
    {
        var all = cases.SelectMany(Of).OrderBy(f => f.Severity).ThenByDescending(f => f.Score ?? 0).ThenBy(f => f.Evalset, StringComparer.Ordinal).ThenBy(f => f.Case, StringComparer.Ordinal)
            .ThenBy(f => f.Where, StringComparer.Ordinal).ToList();
        var chosen = new List<WorstFault>();
        Take(chosen, all.Where(f => !f.IsLoss), most - (most / 3));
        Take(chosen, all.Where(f => f.IsLoss), most);
        Take(chosen, all.Where(f => !f.IsLoss), most);
        return [.. chosen.OrderBy(all.IndexOf)];
    }

    private static void Take(List<WorstFault> chosen, IEnumerable<WorstFault> from, int most)
    {
        foreach (var (ofCase, ofField) in new[] { (1, 2), (2, 4), (int.MaxValue, int.MaxValue) })
        {
            foreach (var fault in from)
            {
                if (chosen.Count >= most) return;
                if (chosen.Contains(fault) || chosen.Count(f => f.Case == fault.Case && f.Evalset == fault.Evalset) >= ofCase || chosen.Count(f => f.Field == fault.Field) >= ofField) continue;
                chosen.Add(fault);
            }
        }
    }

    private static IEnumerable<WorstFault> Of(CaseScore score)
    {
        foreach (var leaf in score.Leaves)
        {
            if (SeverityOf(leaf) is not var (severity, loss)) continue;
            yield return new(score.Evalset, score.Id, leaf.Path, Words(leaf.Class), leaf.Critical, leaf.Gold ?? string.Empty, leaf.Given ?? string.Empty, leaf.Score) { Severity = severity, IsLoss = loss, Field = leaf.Field };
        }

        // A trap of a packet is sprung by a leaf, which stands above.
        if (score.Summary is not { } summary) yield break;
        foreach (var trap in score.Traps.Where(t => t.Sprung))
        {
            yield return new(score.Evalset, score.Id, trap.Where!, "trap sprung: " + trap.Kind.Replace('-', ' '), true, "nothing: it was planted", trap.Text ?? string.Empty, null) { Severity = 1, Field = trap.Where! };
        }

        foreach (var (text, what) in summary.NumbersNotCited.Select(t => (t, "number not in its citations")).Concat(summary.SidesNotCited.Select(t => (t, "side not in its citations")))
            .Concat(summary.NegationsNotCited.Select(t => (t, "negation not in its citations"))).Concat(summary.WordsNotCited.Select(t => (t, "hardly a word of it in its citations"))).Concat(summary.PartsNotCited.Select(t => (t, "a part is not in its citations"))).Concat(summary.SenseLost.Select(t => (t, "denied, doubted or another person's in its citations"))).Concat(summary.PartsNotInText.Select(t => (t, "its parts are not in its text"))).Concat(summary.Uncited.Select(t => (t, "no citation"))))
        {
            yield return new(score.Evalset, score.Id, "statement", what, true, string.Empty, text, null) { Severity = 3, Field = what };
        }

        foreach (var fact in summary.Facts.Where(f => f.State != FactState.Present))
        {
            int severity = (fact.State == FactState.Absent ? 10 : 12) + (fact.Must ? 0 : 5);
            yield return new(score.Evalset, score.Id, fact.Section, (fact.Must ? "must fact " : "fact ") + fact.Id + " " + Words(fact.State), fact.Must, fact.Sought, string.Empty, null) { Severity = severity, IsLoss = true, Field = fact.Section };
        }
    }

    private static (int Severity, bool Loss)? SeverityOf(LeafScore leaf) => (leaf.Class, leaf.Critical) switch
    {
        (ErrorClass.OtherPatient, _) => (0, false),
        (ErrorClass.WrongAssertion, true) => (1, false),
        (ErrorClass.WrongValue, true) => (2, false),
        (ErrorClass.Invented, true) => (3, false),
        (ErrorClass.RightValueWrongCitation, true) => (4, false),
        (ErrorClass.WrongAssertion, false) => (5, false),
        (ErrorClass.WrongValue, false) => (6, false),
        (ErrorClass.Invented, false) => (7, false),
        (ErrorClass.RightValueWrongCitation, false) => (8, false),
        (ErrorClass.Missed, true) => (10, true),
        (ErrorClass.WronglyRefused, true) => (11, true),
        (ErrorClass.Missed, false) => (13, true),
        (ErrorClass.WronglyRefused, false) => (14, true),
        _ => null,
    };

    private static string Words(Enum member) => Names.Of(member).Replace('-', ' ');
}
