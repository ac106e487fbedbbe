using System.Buffers;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Operations, tubes and diseases that have a side, with the side written beside them: 'left hip fracture', 'nephrostomy, RIGHT', 'R PCN', 'L intertrochanteric fx'.</summary>
internal static class SidedThings
{
    private const int Before = 4, After = 2;

    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal) { ["pcn"] = "nephrostomy", ["fx"] = "fracture", ["cva"] = "stroke", ["tha"] = "arthroplasty", ["tka"] = "arthroplasty", ["replacement"] = "arthroplasty", ["infarction"] = "infarct", ["renal"] = "kidney" };

    /// <summary>Each thing with a side in a text: what it is and whether it is the left one. What bears another year is of another time.</summary>
    internal static IEnumerable<(string Key, bool Left)> In(string text)
    {
        if (!text.AsSpan().ContainsAny(s_sides) || Year().IsMatch(text)) yield break;
        string[] words = text.Split([' ', '\n', '\t', '(', ')', '/', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i].Trim(',', '.').ToLowerInvariant();
            if (!Thing().IsMatch(word) && !(Organ().IsMatch(word) && words.Any(w => Thing().IsMatch(w.Trim(',', '.').ToLowerInvariant())))) continue;
            string key = Same.TryGetValue(word, out string? same) ? same : Fingerprint.Stem(word);
            if (SideBefore(words, i) is { } before) yield return (key, before);
            else if (SideAfter(words, i) is { } after) yield return (key, after);
        }
    }

    // What the writings of a side have: few sentences have one.
    private static readonly SearchValues<string> s_sides = SearchValues.Create(["left", "right", "L", "R"], StringComparison.Ordinal);

    private static bool? SideBefore(string[] words, int at)
    {
        for (int i = at - 1; i >= Math.Max(0, at - Before); i--)
        {
            if (words[i].EndsWith('.') || words[i].EndsWith(',')) return null;
            if (Side(words[i]) is { } side) return side;
        }

        return null;
    }

    private static bool? SideAfter(string[] words, int at)
    {
        for (int i = at + 1; i < Math.Min(words.Length, at + 1 + After); i++)
        {
            if (words[i - 1].EndsWith('.')) return null;
            if (Side(words[i]) is { } side) return side;
        }

        return null;
    }

    private static bool? Side(string word) => word.Trim(',', '.', '-') switch
    {
        "left" or "Left" or "LEFT" or "L" or "Lt" or "left-sided" => true,
        "right" or "Right" or "RIGHT" or "R" or "Rt" or "right-sided" => false,
        _ => null,
    };

    private static SievedPattern Thing() => ThingPattern.Value;

    private static readonly Lazy<SievedPattern> ThingPattern = Pattern.Sieved(@"^(?:\w{3,}(?:ectomy|plasty|otomy|ostomy|scopy|pexy)|pcn|fracture|fx|nailing|nail|orif|arthroplasty|replacement|tha|tka|amputation|hernia|infarct(?:ion)?|stroke|cva|nephrolithiasis|stone|mass|tumou?r|abscess|pneumothorax|thoracentesis|hydronephrosis|cataract|lobectomy|stent)$", RegexOptions.CultureInvariant);

    // An organ counts where an operation or a disease of the list stands with it.
    private static SievedPattern Organ() => OrganPattern.Value;

    private static readonly Lazy<SievedPattern> OrganPattern = Pattern.Sieved(@"^(?:kidney|renal|knee|hip|breast|lung|eye|ovary|testicle|shoulder)$", RegexOptions.CultureInvariant);

    private static SievedPattern Year() => YearPattern.Value;

    private static readonly Lazy<SievedPattern> YearPattern = Pattern.Sieved(@"(?<![/\d-])(?:19|20)\d\d(?![/\d-])", RegexOptions.CultureInvariant);
}
