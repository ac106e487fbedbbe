using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/drug-names.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>presentation</c> or <c>ingredient</c>.</param>
/// <param name="Writings">Words, lower case; behind a hyphen how words end.</param>
/// <param name="Example">Two names, parted by <c>=</c>, that are the same.</param>
/// <param name="CounterExample">Two names, parted by <c>=</c>, that are not.</param>
public sealed record DrugNameRule(string Id, string Kind, ImmutableArray<string> Writings, string Example, string CounterExample);

/// <summary>Whether a name that holds another one is the name of another drug: a combination, a salt or release form that is another product, an exacter name.</summary>
internal static class DrugNames
{
    private static readonly Lazy<ImmutableArray<DrugNameRule>> Rules =
        new(() => [.. RuleFiles.Read("drug-names.tsv", 6).Select(c => new DrugNameRule(c[0], c[1], [.. c[2].Split('|')], c[4], c[5]))]);

    private static readonly Lazy<FrozenSet<string>> Presentations = new(() => Writings("presentation").ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<FrozenSet<string>> Forms = new(() => Rules.Value.Where(static r => r.Id is "form" or "breath" or "class").SelectMany(static r => r.Writings).ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<FrozenSet<string>> Ingredients = new(() => Writings("ingredient").Where(static w => w[0] != '-').ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<ImmutableArray<string>> Stems = new(() => [.. Writings("ingredient").Where(static w => w[0] == '-').Select(static w => w[1..])]);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<DrugNameRule> All => Rules.Value;

    /// <summary>Whether two names of drugs are one: equal, or one says beyond the other only how the drug is presented, or one is the other's name in brackets.</summary>
    internal static bool Same(string first, string second) => Alternatives(first).Any(f => Alternatives(second).Any(s => SameWords(NormalForm.Words(f), NormalForm.Words(s))));

    /// <summary>Whether the longer of two texts, of which one holds the other, names a further ingredient right beside the shorter: <c>lisinopril hydrochlorothiazide</c>.</summary>
    internal static bool Joins(string first, string second)
    {
        if (Alternatives(first).Concat(Alternatives(second)).Skip(2).Any() && Same(first, second)) return false;
        var (words, others) = (NormalForm.Words(first), NormalForm.Words(second));
        var (shorter, longer, text) = words.Length <= others.Length ? (words, others, second) : (others, words, first);
        if (shorter.IsEmpty || longer.Length == shorter.Length) return false;
        int at = Comparator.Place(longer, shorter);
        if (at < 0) return false;
        return (at > 0 && IsIngredient(longer[at - 1])) || (at + shorter.Length < longer.Length && IsIngredient(longer[at + shorter.Length])) || IsJoined(shorter, text);
    }

    /// <summary>Whether a word tells in what form a drug comes, or only that it is one.</summary>
    internal static bool IsForm(string word) => Forms.Value.Contains(word);

    /// <summary>Whether a word tells how a drug is presented: its form, its route, its salt.</summary>
    internal static bool IsPresentation(string word) => Presentations.Value.Contains(word);

    private static bool SameWords(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        if (first.IsEmpty || second.IsEmpty) return false;
        var (shorter, longer) = first.Length <= second.Length ? (first, second) : (second, first);
        int at = Comparator.Place(longer, shorter);
        return at >= 0 && longer.Where((word, i) => i < at || i >= at + shorter.Length).All(w => Presentations.Value.Contains(w) || NormalForm.IsNumber(w));
    }

    /// <summary>The name whole, and where it has brackets what stands before them and within them, each alone: a brand beside its drug.</summary>
    private static IEnumerable<string> Alternatives(string name)
    {
        yield return name;
        int open = name.IndexOf('(', StringComparison.Ordinal), close = open < 0 ? -1 : name.IndexOf(')', open);
        if (close < 0) yield break;
        yield return string.Concat(name.AsSpan(0, open), name.AsSpan(close + 1));
        yield return name[(open + 1)..close];
    }

    /// <summary>The text, and where it names one drug by two names, one of them in brackets (Tysabri (natalizumab)), by each alone.</summary>
    internal static IEnumerable<string> ByEitherName(string text)
    {
        string[] ways = [.. Alternatives(text)];
        return ways.Length == 3 && NormalForm.Words(ways[2]) is [var inside] && NormalForm.Words(ways[1]) is [var outside, ..] && (IsIngredient(inside) || IsIngredient(outside)) ? ways : ways[..1];
    }

    /// <summary>Whether words name a drug by a stem of international nonproprietary names.</summary>
    internal static bool NameDrug(ImmutableArray<string> words) => words.Any(IsIngredient);

    private static bool IsIngredient(string word) =>
        Ingredients.Value.Contains(word) || Stems.Value.Any(stem => word.Length > stem.Length + 1 && word.EndsWith(stem, StringComparison.Ordinal));

    /// <summary>Whether a hyphen, a stroke or a plus joins the shorter name to another: <c>lisinopril-hydrochlorothiazide</c>.</summary>
    private static bool IsJoined(ImmutableArray<string> shorter, string longer)
    {
        int at = longer.IndexOf(shorter[0], StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        int end = longer.IndexOf(shorter[^1], at, StringComparison.OrdinalIgnoreCase) is >= 0 and var last ? last + shorter[^1].Length : at;
        return (at > 1 && longer[at - 1] is '-' or '/' or '+' && char.IsLetter(longer[at - 2])) || (end + 1 < longer.Length && longer[end] is '-' or '/' or '+' && char.IsLetter(longer[end + 1]));
    }

    private static IEnumerable<string> Writings(string kind) => Rules.Value.Where(r => r.Kind == kind).SelectMany(static r => r.Writings);
}
