using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>The side of the body that a request is for: what the chart says of the same joint on the other side shows nothing of it.</summary>
internal static class RequestedSide
{
    private const string Joints = "knees?|hips?|shoulders?|elbows?|wrists?|ankles?|hands?|foot|feet";

    private static readonly Lazy<Regex> Sided = Pattern.OfWords($@"\b(?:(?<side>left|right|lt|rt|l|r|bilateral|both)\.?[ -](?:\w+ )?(?<joint>{Joints})|(?<joint>{Joints}),? \(?(?<side>left|right|lt|rt|bilateral))\b|\b(?:arthroplasty|replacement|surgery|procedure|injection)[ ,-]+\(?(?<side>left|right|lt|rt|bilateral)\b");

    private static readonly Lazy<Regex> ByLaw = Pattern.OfWords(@"\b(?:in-law|step-?(?:mother|father|sister|brother|daughter|son|mom|dad)|adopti(?:ve|on)|foster|husband(?:'?s)?|wife(?:'?s)?|spouse(?:'?s)?|partner(?:'?s)?|boyfriend(?:'?s)?|girlfriend(?:'?s)?|friend|friend'?s|neighbo[u]?r|coworker|roommate)\b");

    /// <summary>Whether a statement is of a joint of the other side alone.</summary>
    internal static bool IsOther(CaseFacts facts, ChartStatement statement) => facts.Chart.Document(statement.Place.DocumentId) is { } document && IsOther(facts, document, statement.Place.Span);

    /// <summary>Whether a sentence speaks of a joint of the other side alone.</summary>
    internal static bool IsOther(CaseFacts facts, AnnotatedDocument document, TextSpan sentence)
    {
        if (Of(facts) is not { } asked) return false;
        bool other = false;
        foreach (Match match in Sided.Value.Matches(sentence.In(document.Text)))
        {
            if (!match.Groups["joint"].Success || (asked.Joint.Length > 0 && Joint(match.Groups["joint"].Value) != asked.Joint)) continue;
            if (Side(match.Groups["side"].Value) != asked.Side) other = Side(match.Groups["side"].Value) != "both";
            else return false;
            if (!other) return false;
        }

        return other;
    }

    /// <summary>Whether the relative of a statement is one by law or marriage, or none.</summary>
    internal static bool IsByLaw(ChartText chart, ChartStatement statement) => chart.Document(statement.Place.DocumentId) is { } document && ByLaw.Value.IsMatch(statement.Place.Span.In(document.Text));

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
