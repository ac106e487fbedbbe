using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>A row of <c>rules/clinical-cues.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">What such words tell, one of those that the file names.</param>
/// <param name="Pattern">An alternative of the pattern of its kind.</param>
/// <param name="Example">A text that has it; X stands for the name before it.</param>
/// <param name="CounterExample">A text that looks like it and has not.</param>
internal sealed record ClinicalCue(string Id, string Kind, string Pattern, string Example, string CounterExample);

/// <summary>Words beside the names of drugs, treatments, substances and tests that tell that these are no entry of a clinical list.</summary>
internal static class ClinicalCues
{
    /// <summary>How the alternatives of a kind stand in its pattern.</summary>
    private static readonly FrozenDictionary<string, (string Before, string Behind)> Frames = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        // An aside, or whom and where it is for, may stand between the name and what is said of it; nothing that tells that it was had.
        ["never-behind"] = (@"^X?(?:(?:,| and| or) [a-z\-]{4,20}){0,3}\)?(?:\s*\([^()]{1,40}\))?(?:(?!\b(?:stopped|ended|failed|given up|tried|helped|caused|discontinued|completed|held|had|took|taken)\b)[^.;:,]){0,40}?(?<![A-Za-z])(?:", @")\b"),
        ["ended-behind"] = (@"^X?(?: \([^()]{1,40}\))?\s{1,3}(?:", @")(?![A-Za-z])"),
        ["ended-title"] = (@"(?:^|[.;\n]\s*)(?:", @")(?: [a-z]+){0,3}\s*:\s*(?:X|(?:[A-Za-z0-9\-/ ]{2,30}(?:,|\sand\s)\s*){0,6})$"),
        ["denied-behind"] = (@"^(?:[A-Za-z\-/]|\x20(?!\x20)){0,30}?[\s:,(\u2013\-]{0,4}(?:", ")"),
        ["premedication"] = (@"\b(?:", @")\s*:\s*(?:X)?[^.;:]{0,80}$"),
        ["quiet-on"] = (@"\ballergic\s+(?:", @")\b"),
        ["test"] = (@"(?<![\w\-])(?:", @")(?![\w\-])"),
        ["no-test"] = (@"^\W*(?:", @")\b"),
        ["name-kind"] = (@"^(?:", @")\s+(?=\w)"),
        ["name-end"] = (@"(?:[\s,]+(?:", @"))+$"),
        ["name-verb"] = (@"\s+(?:", @")\b.*$"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<ImmutableArray<ClinicalCue>> Rules = new(static () => [.. RuleFiles.Read("clinical-cues.tsv", 6).Select(static c => new ClinicalCue(c[0], c[1], c[2], c[4], c[5]))]);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<ClinicalCue> All => Rules.Value;

    /// <summary>The pattern of a kind, made when it is first asked for.</summary>
    internal static Lazy<Regex> Of(string kind) => new(() => Framed(kind, string.Join('|', All.Where(c => c.Kind == kind).Select(static c => c.Pattern))));

    /// <summary>The pattern of a kind with these alternatives.</summary>
    internal static Regex Framed(string kind, string alternatives)
    {
        var (before, behind) = Frames[kind];
        return Pattern.OfWords(before + alternatives + behind, RegexOptions.Singleline).Value;
    }

    private static readonly Lazy<Regex> Never = Of("never-behind");

    private static readonly Lazy<Regex> Ended = Of("ended-behind");

    private static readonly Lazy<Regex> EndedTitle = Of("ended-title");

    /// <summary>
    /// Whether the words behind a drug or treatment, up to the next one or the end of its clause, say that it was never had: 'topiramate may come later',
    /// 'tirzepatide was discussed and not started'.
    /// </summary>
    internal static bool IsNeverHad(ClinicalPage page, TextSpan name) => Never.Value.IsMatch(Own(page, name));

    /// <summary>Whether a sentence says of what it begins with that it was never had: 'Platelet-rich plasma was asked about and not advised'.</summary>
    internal static bool TellsNever(string sentence) => Never.Value.IsMatch(sentence);

    /// <summary>Whether the words beside a drug say that it is not taken any more: 'was tapered off', 'Removed from list today: …'.</summary>
    internal static bool IsEnded(ClinicalPage page, TextSpan name) =>
        Ended.Value.IsMatch(Own(page, name)) || EndedTitle.Value.IsMatch(page.Text[Math.Max(page.Page.Page.Span.Start, name.Start - LongestRemark)..name.Start]);

    /// <summary>What is said behind a name: up to the next drug or treatment that is not joined to it, a semicolon, or the end of its sentence.</summary>
    private static string Own(ClinicalPage page, TextSpan name)
    {
        int end = Math.Min(page.Page.Page.Span.End, name.End + LongestRemark);
        foreach (var other in page.Mentions)
        {
            if (other.Type is ClinicalText.MentionType.Medication or ClinicalText.MentionType.Procedure && other.NameSpan.Start >= name.End && other.NameSpan.Start < end && !IsJoined(page, name.End, other.NameSpan.Start)) end = other.NameSpan.Start;
        }

        string words = end > name.End ? page.Text[name.End..end] : string.Empty;
        return Stop.Value.Match(words) is { Success: true } stop ? words[..stop.Index] : words;
    }

    /// <summary>'Docetaxel with ramucirumab in reserve', 'famotidine and omeprazole were offered': what is said behind the last is said of all.</summary>
    private static bool IsJoined(ClinicalPage page, int from, int to) => Joint.Value.IsMatch(page.Text[from..to]);

    private const int LongestRemark = 100;

    private static readonly Lazy<Regex> Joint = Pattern.Of(@"^\s*(?:,|/|\bor\b|\band\b|\bwith\b|,\s*and\b)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Stop = Pattern.Of(@";|\.(?=\s|$)|\n\s*\n|\n\s*(?=[*\u2022]|[0-9]{1,2}[.)]\s|[A-Z][A-Za-z ]{2,24}:)", RegexOptions.CultureInvariant);
}
