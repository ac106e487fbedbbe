using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>
/// The joint that a request is for, and whether words of the chart are about its fellow on the other side: by the side that stands nearest before them in their sentence, the label that the line
/// begins with ('LEFT: …'), or the heading of the report that they stand in.
/// </summary>
internal static class OtherSide
{
    private const string SideWords = "left|right|lt|rt|bilateral|bilaterally|both";

    private static readonly Lazy<ImmutableArray<(string Joint, string[] Words, string Example, string CounterExample)>> Rows = new(() => [.. RuleFiles.Read("paired-joints.tsv", 4).Select(static r => (r[0], r[1].Split('|'), r[2], r[3]))]);

    private static readonly Lazy<Regex> Sided = new(() =>
    {
        string joints = string.Join('|', Rows.Value.SelectMany(static r => r.Words).OrderByDescending(static w => w.Length).Select(Regex.Escape));
        return Pattern.OfWords($@"(?<!\w)(?:(?<side>{SideWords}|[lr])\.?[ -]+(?:\w+[ -]+){{0,2}}?(?<joint>{joints})|(?<joint>{joints}),?[ -]+\(?(?<side>{SideWords}|[lr](?=[ ,.:;)-]|$)))(?!\w)").Value;
    });

    private static readonly Lazy<Regex> Jointed = new(() => Pattern.OfWords($@"(?<!\w)(?<joint>{string.Join('|', Rows.Value.SelectMany(static r => r.Words).OrderByDescending(static w => w.Length).Select(Regex.Escape))})(?!\w)").Value);

    private static readonly Lazy<Regex> Procedure = Pattern.OfWords($@"\b(?:arthroplasty|replacement|surgery|procedure|injection)[ ,-]+\(?(?<side>{SideWords})\b");

    // 'LEFT: …' and 'Right - …' at the start of a line.
    private static readonly Lazy<Regex> Label = Pattern.OfWords($@"^[ \t•*-]*\(?(?<side>{SideWords}|[lr])\)?(?:[ \t]+side)?[ \t]*(?::|[–-](?=[ \t]))");

    /// <summary>Joint, example and counter-example of each row, for tests.</summary>
    internal static IEnumerable<(string Joint, string Example, string CounterExample)> Examples => Rows.Value.Select(static r => (r.Joint, r.Example, r.CounterExample));

    /// <summary>The joint that words name with its side; null where they name none.</summary>
    internal static (string Side, string Joint)? Named(string words) => Sided.Value.Match(words) is { Success: true } match ? (SideOf(match), JointOf(match)) : null;

    /// <summary>The one joint and side that the request is for: of the services, else of the diagnoses; null where none, or more than one, is named.</summary>
    internal static (string Side, string Joint)? Asked(CaseFacts facts)
    {
        string[] services = [.. facts.Services.Select(static s => s.Description.Value).OfType<string>()], diagnoses = [.. facts.Diagnoses.Select(static d => d.Description.Value).OfType<string>()];
        return One(services) ?? One(diagnoses) ?? Apart([.. services, .. diagnoses]);
    }

    /// <summary>Whether a statement is about the same joint on the side that is not asked for.</summary>
    internal static bool Is(CaseFacts facts, ChartStatement statement) => facts.Chart.Document(statement.Place.DocumentId) is { } document && Is(facts, document, statement.Place.Span, statement.Words);

    /// <summary>Whether words of the chart are about the same joint on the side that is not asked for.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="document">The document of the words.</param>
    /// <param name="sentence">Their sentence.</param>
    /// <param name="words">They themselves.</param>
    internal static bool Is(CaseFacts facts, AnnotatedDocument document, TextSpan sentence, TextSpan words)
    {
        if (Asked(facts) is not { Side: "left" or "right" } asked) return false;
        return SideAt(document, sentence, words, asked.Joint) == (asked.Side == "left" ? "right" : "left");
    }

    private static (string Side, string Joint)? One(IEnumerable<string?> texts)
    {
        (string Side, string Joint)[] named = [.. texts.OfType<string>().SelectMany(static t => Sided.Value.Matches(t)).Select(static m => (SideOf(m), JointOf(m))).Distinct()];
        return named.Length == 1 ? named[0] : null;
    }

    // 'Total knee arthroplasty, left', or 'arthroplasty, left' for a knee that the diagnosis names: the side stands apart from the joint.
    private static (string Side, string Joint)? Apart(string[] texts)
    {
        string[] sides = [.. texts.SelectMany(static t => Procedure.Value.Matches(t)).Select(SideOf).Distinct()], joints = [.. texts.SelectMany(static t => Jointed.Value.Matches(t)).Select(JointOf).Distinct()];
        return sides is [var side] && joints is [var joint] ? (side, joint) : null;
    }

    private static string? SideAt(AnnotatedDocument document, TextSpan sentence, TextSpan words, string joint)
    {
        Match[] own = [.. Sided.Value.Matches(sentence.In(document.Text)).Where(m => JointOf(m) == joint)];
        // 'Both knees', or each side once with the words between them: nearest before the words, else the first behind them.
        if ((own.LastOrDefault(m => sentence.Start + m.Index < words.End) ?? own.FirstOrDefault()) is { } near) return SideOf(near);
        var page = document.Source.PageAt(words.Start);
        int at = 0;
        while (at < page.Lines.Length && page.Lines[at].Span.End <= words.Start) at++;
        if (at < page.Lines.Length && Label.Value.Match(page.Lines[at].Span.In(document.Text)) is { Success: true } label) return SideOf(label);
        if (ChartText.HeadingOf(document, words) is not { } heading) return null;
        Match[] titled = [.. Sided.Value.Matches(heading.In(document.Text)).Where(m => JointOf(m) == joint)];
        return titled.Select(SideOf).Distinct().ToArray() is [var only] ? only : null;
    }

    private static string SideOf(Match match) => char.ToUpperInvariant(match.Groups["side"].Value[0]) switch { 'L' => "left", 'R' => "right", _ => "both" };

    private static string JointOf(Match match) => Rows.Value.First(r => r.Words.Contains(match.Groups["joint"].Value, StringComparer.OrdinalIgnoreCase)).Joint;
}
