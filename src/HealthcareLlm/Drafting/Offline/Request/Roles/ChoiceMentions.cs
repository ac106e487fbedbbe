using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Finds words that may be a choice, such as 'routine' or 'spouse', wherever they stand: beside a box, behind a label, in a sentence.</summary>
internal static class ChoiceMentions
{
    /// <summary>Leaves that are chosen from a list.</summary>
    internal static readonly string[] Paths = ["request.urgency", "request.type", "request.setting", "coverage.relationship", "coverage.lineOfBusiness", "patient.sex"];

    private const int Longest = 80;

    // Boxes and signs part options.
    private static readonly Lazy<Regex> Segment = Pattern.Of(@"(?:(?!\[.\]|\(.?\)\s|\s{2})[^,;:|\n☐☒☑])+", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BoxBefore = Pattern.Of(@"(?:\[(?<s>[^\]])\]|\((?<s>[xX ])\)|(?<s>[☐☒☑]))\s*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BoxBehind = Pattern.Of(@"^\s*(?:\[(?<s>[^\]])\]|\((?<s>[xX ])\)|(?<s>[☐☒☑]))", RegexOptions.CultureInvariant);

    /// <summary>The choices in a line: the value is the leaf, '=' and the choice.</summary>
    internal static IEnumerable<Reading> In(string words)
    {
        foreach (Match segment in Segment.Value.Matches(words))
        {
            if (segment.Length > Longest || !segment.Value.Any(char.IsLetter)) continue;
            foreach (string path in Paths)
            {
                if (ChoiceRules.Map(path, segment.Value) is not { } match || match.Rule.Id.Contains("-answer-", StringComparison.Ordinal)) continue;
                yield return new(path + "=" + match.Rule.Value, segment.Index + match.Span.Start, segment.Index + match.Span.End);
            }
        }
    }

    /// <summary>Leaf and rule of a mention.</summary>
    internal static (string Path, ChoiceMatch Match)? Of(RoleMention mention)
    {
        string path = mention.Value[..mention.Value.IndexOf('=', StringComparison.Ordinal)], value = mention.Value[(path.Length + 1)..];
        return ChoiceRules.Map(path, mention.Span.In(mention.Page.Text)) is { } match && match.Rule.Value == value ? (path, match) : null;
    }

    /// <summary>Whether a box stands before or behind the words, and whether it or another of the line is marked.</summary>
    internal static void Boxes(ISet<string> features, string line, int start, int end)
    {
        var before = BoxBefore.Value.Match(line[..start]);
        var after = BoxBehind.Value.Match(line[end..]);
        string own = State(before) ?? "none", behind = State(after) ?? "none";
        features.Add("box=" + own);
        features.Add("behind=" + behind);
        features.Add("boxes=" + own + behind);
        // Marks of other options: neither the box before these words nor the one behind them.
        bool others = IsMarked(line[..(before.Success ? before.Index : start)]) || IsMarked(line[(end + after.Length)..]);
        features.Add("box=" + own + (others ? "-other-marked" : "-no-other"));
    }

    private static bool IsMarked(string words) => words.Contains("[x]", StringComparison.OrdinalIgnoreCase) || words.Contains("(x)", StringComparison.OrdinalIgnoreCase) || words.AsSpan().IndexOfAny('☒', '☑') >= 0;

    private static string? State(Match box) => !box.Success ? null : box.Groups["s"].Value is " " or "☐" ? "empty" : box.Groups["s"].Value is "x" or "X" or "☒" or "☑" ? "marked" : "unclear";
}
