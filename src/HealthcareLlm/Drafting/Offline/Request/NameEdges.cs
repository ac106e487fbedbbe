using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A row of <c>rules/name-edges.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">Where such words stand, one of those that the file tells.</param>
/// <param name="Pattern">An alternative of the pattern of its kind.</param>
/// <param name="Example">A text that has it.</param>
/// <param name="CounterExample">A text that looks like it and has not.</param>
internal sealed record NameEdge(string Id, string Kind, string Pattern, string Example, string CounterExample);

/// <summary>The words at the ends of names that are none of the name, and the patterns that find them there.</summary>
internal static class NameEdges
{
    private const RegexOptions Any = RegexOptions.CultureInvariant, AnyCase = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>How the alternatives of a kind stand in its pattern, and whether case counts.</summary>
    private static readonly FrozenDictionary<string, (string Before, string Behind, RegexOptions Options)> Frames = new Dictionary<string, (string, string, RegexOptions)>(StringComparer.Ordinal)
    {
        ["lead"] = ("^(?:", ")+", AnyCase),
        ["tail"] = ("(?:", @")+\s*$", Any),
        ["cut"] = ("(?:", ")", Any),
        ["amount"] = (@",\s*(?:", ")", AnyCase),
        ["nothing"] = (@"^\W*(?:(?:", @")\b\W*)+$", AnyCase),
        ["sentence"] = (@"^\W*(?:", @")\b", AnyCase),
        ["unfinished"] = (@"\s(?:", ")$", AnyCase),
        ["lab-course"] = (@"\s+(?:", @")(?:\s+(?:at|to))?\s*$", Any),
        ["lab-rating"] = (@"\b(?:", @")\b", AnyCase),
        ["next-label"] = (@"(?<=[A-Za-z]{3}\W*)(?:[\s.,;:\u2013\-]+(?:", @"))+[\s#:.,]*$", Any),
        ["place-before"] = ("^(?:", @")[\s:]+(?=[A-Z]\w+\s+\w)", Any),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<ImmutableArray<NameEdge>> Rules = new(static () => [.. RuleFiles.Read("name-edges.tsv", 6).Select(static c => new NameEdge(c[0], c[1], c[2], c[4], c[5]))]);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<NameEdge> All => Rules.Value;

    /// <summary>The alternatives of a kind, as a part of a pattern.</summary>
    internal static string Alternatives(string kind) => string.Join('|', All.Where(e => e.Kind == kind).Select(static e => e.Pattern));

    /// <summary>The pattern of a kind, made when it is first asked for.</summary>
    internal static Lazy<Regex> Of(string kind) => new(() => Framed(kind, Alternatives(kind)));

    /// <summary>The pattern of a kind with these alternatives.</summary>
    internal static Regex Framed(string kind, string alternatives)
    {
        var (before, behind, options) = Frames[kind];
        return Pattern.Make(before + alternatives + behind, options);
    }
}
