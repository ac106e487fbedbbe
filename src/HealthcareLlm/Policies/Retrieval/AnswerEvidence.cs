using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>Where a term of a question was found.</summary>
internal enum Borne
{
    /// <summary>Nowhere in the policy of the best passage.</summary>
    Not,

    /// <summary>A word of the same idea, in another passage of its policy.</summary>
    AsIdeaElsewhere,

    /// <summary>In another passage of its policy.</summary>
    Elsewhere,

    /// <summary>A word of the same idea, in the best passage.</summary>
    AsIdea,

    /// <summary>In the policy's title.</summary>
    InTitle,

    /// <summary>In the best passage, or a title or clause above it.</summary>
    InPassage,
}

/// <summary>A term of a question and where it was found.</summary>
/// <param name="Term">The term.</param>
/// <param name="Where">Where.</param>
/// <param name="Weight">Its weight by kind and rareness among the searched passages.</param>
internal readonly record struct BorneTerm(QueryTerm Term, Borne Where, double Weight);

/// <summary>
/// What tells whether the best passage answers at all, and how likely it does: a logistic regression over a few shares of the question's weighed terms, with weights learned from questions whose answers are known
/// (<c>rules/policy-evidence.tsv</c>; its head has the command).
/// </summary>
public sealed record AnswerEvidence
{
    /// <summary>What is weighed, in the order of <see cref="Values"/>; rows of the rule file.</summary>
    internal static readonly ImmutableArray<string> Features = ["bias", "all", "passage", "subjects-missing", "words-missing", "kind-there", "names-missing", "matters-missing"];

    private static readonly Lazy<double[]> Weights = new(() =>
    {
        var rows = RuleFiles.Read("policy-evidence.tsv", 3).ToDictionary(static r => r[0], static r => double.Parse(r[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return [.. Features.Select(n => rows[n])];
    });

    private AnswerEvidence(ImmutableArray<double> values) => Values = values;

    /// <summary>How likely the passages answer, 0 to 1, for questions like those that the weights were learned from.</summary>
    public double Probability => 1 / (1 + Math.Exp(-Values.Select(static (v, i) => v * Weights.Value[i]).Sum()));

    /// <summary>The shares (0 to 1) of the question, by <see cref="Features"/>.</summary>
    internal ImmutableArray<double> Values { get; }

    /// <summary>The evidence of a question's terms.</summary>
    internal static AnswerEvidence Of(IReadOnlyList<BorneTerm> terms)
    {
        // A name of several words that is nowhere counts as a name; its words count by themselves.
        BorneTerm[] words = [.. terms.Where(static t => !t.Term.IsKind && !(t.Term.IsWhole && t.Where < Borne.AsIdea))], names = [.. terms.Where(static t => t.Term.IsWhole && !t.Term.IsMatter)];
        double whole = words.Sum(static t => t.Weight);
        return new([
            1,
            Share(words.Sum(static t => t.Weight * ShareOf(t.Where)), whole),
            Share(Weight(words, static t => t.Where >= Borne.AsIdea), whole),
            Share(Weight(words, static t => t.Term.IsSubject && t.Where <= Borne.AsIdeaElsewhere), Weight(words, static t => t.Term.IsSubject)),
            Share(Weight(words, static t => IsContent(t) && t.Where == Borne.Not), Weight(words, IsContent)),
            terms.Any(static t => t.Term.IsKind && t.Where == Borne.InPassage) ? 1 : 0,
            Share(names.Count(static t => t.Where == Borne.Not), names.Length),
            terms.Any(static t => t.Term.IsMatter && t.Where <= Borne.AsIdeaElsewhere) ? 1 : 0,
        ]);
    }

    private static bool IsContent(BorneTerm term) => !term.Term.IsSubject && term.Term.Weight >= 1;

    private static double Weight(BorneTerm[] terms, Func<BorneTerm, bool> chosen) => terms.Where(chosen).Sum(static t => t.Weight);

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    private static double ShareOf(Borne where) => where switch
    {
        Borne.InPassage or Borne.InTitle => 1,
        Borne.AsIdea => 0.8,
        Borne.Elsewhere => 0.7,
        Borne.AsIdeaElsewhere => 0.5,
        _ => 0,
    };
}
