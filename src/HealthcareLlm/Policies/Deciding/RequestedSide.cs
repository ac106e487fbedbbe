using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>The side of the body that a request is for: what the chart says of the same joint on the other side shows nothing of it.</summary>
internal static class RequestedSide
{
    private const string Joints = "knees?|hips?|shoulders?|elbows?|wrists?|ankles?|hands?|foot|feet";

    private static readonly Lazy<Regex> Sided = Pattern.OfWords($@"\b(?:(?<side>left|right|lt|rt|l|r|bilateral|both)\.?[ -](?:\w+ )?(?<joint>{Joints})|(?<joint>{Joints}),? \(?(?<side>left|right|lt|rt|bilateral))\b|\b(?:arthroplasty|replacement|surgery|procedure|injection)[ ,-]+\(?(?<side>left|right|lt|rt|bilateral)\b");

    /// <summary>Whether a statement is of a joint of the other side.</summary>
    internal static bool IsOther(CaseFacts facts, ChartStatement statement) => facts.Chart.Document(statement.Place.DocumentId) is { } document && IsOther(facts, document, statement.Place.Span, statement.Words);

    /// <summary>Whether words of a sentence are of a joint of the other side: by the last side that the sentence names before them or in them, else by the first behind them.</summary>
    internal static bool IsOther(CaseFacts facts, AnnotatedDocument document, TextSpan sentence, TextSpan words)
    {
        if (Of(facts) is not { } asked) return false;
        string? before = null, behind = null;
        foreach (Match match in Sided.Value.Matches(sentence.In(document.Text)))
        {
            if (!match.Groups["joint"].Success || (asked.Joint.Length > 0 && Joint(match.Groups["joint"].Value) != asked.Joint)) continue;
            if (sentence.Start + match.Index < words.End) before = Side(match.Groups["side"].Value);
            else behind ??= Side(match.Groups["side"].Value);
        }

        return (before ?? behind) is { } side && side != "both" && side != asked.Side;
    }

    /// <summary>Whether a treatment is said to be for another part of the body than the request's: 'physical therapy for the shoulder' where an MRI of the lumbar spine is asked for.</summary>
    internal static bool IsOtherRegion(CaseFacts facts, AnnotatedDocument document, TextSpan sentence, TextSpan treatment)
    {
        HashSet<string> asked = [.. facts.Services.Select(static s => s.Description.Value).Concat(facts.Diagnoses.Select(static d => d.Description.Value)).OfType<string>().SelectMany(RegionsIn)];
        if (asked.Count == 0) return false;
        string near = document.Text[Math.Max(sentence.Start, treatment.Start - NearBefore)..Math.Min(sentence.End, treatment.End + NearBehind)];
        HashSet<string> named = [.. RegionsIn(near)];
        return named.Count > 0 && !named.Overlaps(asked);
    }

    private const int NearBefore = 15, NearBehind = 45;

    private static readonly ImmutableArray<(string Region, Lazy<Regex> Words)> Regions =
    [
        ("knee", Pattern.OfWords(@"\b(?:knees?|patell\w+|tibiofemoral)\b")), ("hip", Pattern.OfWords(@"\bhips?\b")), ("shoulder", Pattern.OfWords(@"\b(?:shoulders?|rotator cuff|subacromial|glenohumeral)\b")),
        ("elbow", Pattern.OfWords(@"\b(?:elbows?|epicondyl\w+)\b")), ("hand", Pattern.OfWords(@"\b(?:hands?|wrists?|fingers?|thumbs?|trigger finger|carpal tunnel)\b")), ("foot", Pattern.OfWords(@"\b(?:foot|feet|ankles?|heels?|plantar fasci\w+|achilles)\b")),
        ("neck", Pattern.OfWords(@"\b(?:neck|cervical|C-spine)\b")), ("back", Pattern.OfWords(@"\b(?:back (?!to\b|in\b|on\b)|back$|back[.,]|lumbar|lumbosacral|L-?spine|epidural|sciatica|radicul\w+|SI joint|sacroiliac)")),
    ];

    private static IEnumerable<string> RegionsIn(string text) => Regions.Where(r => r.Words.Value.IsMatch(text)).Select(static r => r.Region);

    /// <summary>Whether the sentence of a statement names a relative by blood.</summary>
    internal static bool NamesARelative(ChartText chart, ChartStatement statement) => chart.Document(statement.Place.DocumentId) is { } document && Kin.Value.IsMatch(statement.Place.Span.In(document.Text));

    private static readonly Lazy<Regex> Kin = Pattern.OfWords(@"\b(?:mothers?|fathers?|mom|dad|sisters?|brothers?|siblings?|daughters?|sons?|(?:great[ -])?aunts?|uncles?|cousins?|nieces?|nephews?|grand(?:mothers?|fathers?|ma|pa|parents?)|parents?|maternal|paternal|(?:first|second)[ -]degree|relatives?|half-?sister)\b");

    private static (string Side, string Joint)? Of(CaseFacts facts)
    {
        var sides = new HashSet<string>(StringComparer.Ordinal);
        string joint = string.Empty;
        foreach (string text in facts.Services.Select(static s => s.Description.Value).Concat(facts.Diagnoses.Select(static d => d.Description.Value)).OfType<string>())
        {
            foreach (Match match in Sided.Value.Matches(text))
            {
                sides.Add(Side(match.Groups["side"].Value));
                if (match.Groups["joint"].Success) joint = Joint(match.Groups["joint"].Value);
            }

            if (joint.Length == 0 && Regex.Match(text, $@"\b(?:{Joints})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) is { Success: true } named) joint = Joint(named.Value);
        }

        return sides.Count == 1 && sides.Single() != "both" ? (sides.Single(), joint) : null;
    }

    private static string Joint(string written) => written.ToUpperInvariant() is "FOOT" or "FEET" ? "FOOT" : written.ToUpperInvariant().TrimEnd('S');

    private static string Side(string written) => written.ToUpperInvariant()[0] switch { 'L' => "left", 'R' => "right", _ => "both" };
}
