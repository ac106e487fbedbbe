using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Guards;

/// <summary>
/// Checks a proposed tree of criteria clause by clause against the policy's text: each quote stands letter by letter in its clause; each sentence says nothing that its quote does not (<see cref="StatementVerifier"/>)
/// and drops nothing that decides it: numbers, lengths of time, the way of a bound, exceptions, denials; each test has its numbers, names and outcomes from the quote.
/// </summary>
public static class CriteriaProposalGuard
{
    private static readonly ImmutableDictionary<string, Lazy<System.Text.RegularExpressions.Regex>> Outcomes = new Dictionary<string, Lazy<System.Text.RegularExpressions.Regex>>(StringComparer.Ordinal)
    {
        ["failed"] = Pattern.OfWords(@"\bfail\w*|\bwithout (relief|success|benefit|improvement)\b|\bno (relief|benefit|improvement|response)\b|\bdid not (help|work|respond|improve)\b|\bineffective\b"),
        ["inadequate"] = Pattern.OfWords(@"\binadequate\w*|\binsufficient\w*|\bnot (help|work)\w* enough\b|\bpartial\w*|\bsuboptimal\b"),
        ["intolerant"] = Pattern.OfWords(@"\b(in)?toler\w+|\bside effects?\b|\badverse\b"),
        ["contraindicated"] = Pattern.OfWords(@"\bcontra-?indicat\w+"),
        ["completed"] = Pattern.OfWords(@"\bcomplet\w+|\btried\b|\btrial\b|\breceived\b|\btaken\b"),
        ["ongoing"] = Pattern.OfWords(@"\bongoing\b|\bcurrent\w*|\bcontinu\w+"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The proposal, node by node in its order, with what is withheld and why.</summary>
    public static ImmutableArray<JudgedNode> Judge(ImmutableArray<ProposedNode> nodes, ImmutableArray<PolicyPassage> passages)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var judged = ImmutableArray.CreateBuilder<JudgedNode>();
        foreach (var node in nodes)
        {
            string? fault = ids.Add(node.Tree + "/" + PolicyKey.Slug(node.Id)) ? Fault(node, passages) : "id-twice: the same id stands twice in the tree";
            judged.Add(new(node, fault, fault is null && !node.IsGroup ? TestFault(node) : null));
        }

        return judged.ToImmutable();
    }

    private static string? Fault(ProposedNode node, ImmutableArray<PolicyPassage> passages)
    {
        var clause = passages.Where(p => Folded(p.Clause).Equals(Folded(node.Clause), StringComparison.OrdinalIgnoreCase) && p.Clause.Length > 0).ToList();
        if (clause.Count == 0) return "no-such-clause: the document has no clause of this number";
        var holding = clause.Select(p => (p.Text, At: Quotes.Find(p.Text, node.Quote))).FirstOrDefault(static p => p.At is not null);
        if (holding.At is not { } at) return "quote-not-in-clause: the clause does not hold these words";
        if (node.IsGroup) return GroupFault(node);
        if (CutOff(CriteriaWords.SentenceAround(holding.Text, at), node.Quote) is { } cut) return cut;
        var span = new CitedSpan(node.Quote, StatementReader.Read(node.Quote).Mentions);
        if (StatementVerifier.FirstFault(node.Text, [span]) is { } fault) return $"{Names.Of(fault.Verdict)}: '{fault.Token}' is not what the clause says";
        if (!CriteriaWords.NumbersOf(node.Text).SetEquals(CriteriaWords.NumbersOf(node.Quote))) return "numbers-differ: sentence and quote have not the same numbers";
        if (!CriteriaWords.DaysOf(node.Text).SetEquals(CriteriaWords.DaysOf(node.Quote))) return "times-differ: sentence and quote have not the same lengths of time";
        var (said, cited) = (CriteriaWords.KindsOf(node.Text), CriteriaWords.KindsOf(node.Quote));
        var differing = said.SymmetricExcept(cited);
        return differing.IsEmpty ? null : $"logic-differs: '{string.Join("', '", differing.Order(StringComparer.Ordinal))}' stands in one of sentence and quote alone";
    }

    /// <summary>What decides the sentence of the clause and was left outside of the quote.</summary>
    private static string? CutOff(string sentence, string quote)
    {
        var outside = CriteriaWords.KindsOf(sentence).Except(CriteriaWords.KindsOf(quote));
        if (outside.Contains("not") || outside.Contains("unless")) return "quote-cuts-a-denial: a denial or exception of the same sentence stands outside of the quote";
        return outside.Overlaps(["atLeast", "atMost", "above", "below"]) ? "quote-cuts-a-bound: a bound of the same sentence stands outside of the quote" : null;
    }

    private static string? GroupFault(ProposedNode node)
    {
        var words = CriteriaWords.KindsOf(node.Quote);
        var numbers = CriteriaWords.NumbersOf(node.Quote);
        string? count = node.Test.FirstOrDefault(static t => t.Key == "count").Value;
        return node.Kind switch
        {
            "any" when !words.Contains("either") => "logic-differs: the clause does not say that one suffices",
            "any" when numbers.Any(static n => n > 1) => "logic-differs: the clause asks for more than one",
            "all" when words.Contains("either") || (words.Contains("atLeast") && !numbers.IsEmpty) => "logic-differs: the clause does not ask for all",
            "at-least" when count is null || !IsPlain(count) || CriteriaWords.Number(count) is not { } n || n < 1 || n != Math.Floor(n) || !numbers.Contains(n) => "logic-differs: the clause does not name this count",
            "all" or "any" or "at-least" => null,
            _ => "unknown-kind: there is no group of this kind",
        };
    }

    private static string? TestFault(ProposedNode node)
    {
        if (node.Test.IsEmpty) return null;
        if (node.Test.FirstOrDefault(static t => !ProposedNode.TestNames.Contains(t.Key)) is { Key: { } unknown }) return $"unknown-test: there is no '{unknown}'";
        if (node.Test.Select(static t => t.Key.Split('.')[0]).Distinct(StringComparer.Ordinal).Count() > 1) return "two-tests: a test has one kind";
        return node.Test.Select(t => PartFault(t.Key.Split('.')[0], t.Key.Split('.')[1], t.Value, node.Quote)).FirstOrDefault(static f => f is not null);
    }

    private static string? PartFault(string kind, string part, string value, string quote)
    {
        switch (part)
        {
            case "minimumDays" or "withinDays":
                bool isTime = IsPlain(value) && CriteriaWords.Number(value) is { } days && CriteriaWords.DaysOf(quote).Any(d => d == days);
                if (!isTime) return $"{part}: the clause names no such length of time";
                return part == "withinDays" && !CriteriaWords.KindsOf(quote).Contains("within") ? "withinDays: the clause sets no such window" : null;
            case "atLeast" or "atMost" or "above" or "below":
                if (!IsPlain(value) || CriteriaWords.Number(value) is not { } bound || !(kind == "age" ? CriteriaWords.YearsOf(quote) : CriteriaWords.BoundNumbersOf(quote)).Contains(bound)) return $"{part}: the clause does not hold this number";
                return CriteriaWords.BoundsOf(quote).SetEquals([part]) ? null : $"{part}: the clause's bound goes another way, or has several";
            case "count":
                return IsPlain(value) && CriteriaWords.Number(value) is { } count && CriteriaWords.NumbersOf(quote).Contains(count) ? null : "count: the clause does not hold this number";
            case "outcomes":
                return Outcomes.TryGetValue(value, out var said) && said.Value.IsMatch(quote) ? null : $"outcomes: the clause does not say '{value}'";
            default:
                if (value.StartsWith("class:", StringComparison.Ordinal)) return TherapyClasses.FirstNamed(quote) == value ? null : $"{part}: the clause names no such class";
                return !string.IsNullOrWhiteSpace(value) && TokenMatcher.Holds(quote, value) ? null : $"{part}: '{value}' does not stand in the clause";
        }
    }

    /// <summary>Whether a number is written as sheets write it: digits, and a point between them.</summary>
    private static bool IsPlain(string value) => value.Length is > 0 and <= 12 && char.IsAsciiDigit(value[0]) && char.IsAsciiDigit(value[^1]) && value.All(static c => char.IsAsciiDigit(c) || c == '.');

    private static string Folded(string clause) => string.Concat(clause.Where(static c => !char.IsWhiteSpace(c)));
}
