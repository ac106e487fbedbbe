using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Times of the day, in any writing: '02:44', '0244', '2:44 am' are the same minute.</summary>
internal static class SpokenTimes
{
    // Four figures alone are a time behind a day, 'at' or nothing that they could count; years are none.
    private static readonly Lazy<SievedPattern> s_times = Pattern.Sieved(
        @"(?<![\d:.,/-])(?:(?<h>[01]?\d|2[0-4]):(?<m>[0-5]\d)(?::[0-5]\d)? ?(?<half>[ap])?(?(half)\.?m\b\.?)|(?<h>[01]\d|2[0-4])(?<m>[0-5]\d)(?<!(?<!\d/\d{1,2} |\d/\d{4} |\bat |\d{4}-\d\d-\d\d )(?:19|20)\d\d) ?(?:h|hrs?|hours?)?\b|(?<h>1[0-2]|0?[1-9]) ?(?<half>[ap])\.?m\b\.?)(?!\d|[:/-]\d|[.,]\d| ?(?:mg|mcg|m[lL]|units?|g|kcal|cc|feet|ft|steps)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Every time of a text, in order: its place and its minute of the day.</summary>
    internal static IEnumerable<(TextSpan Span, int Minute)> Find(string text)
    {
        foreach (Match match in s_times.Value.Matches(text))
        {
            int hour = Number(match.Groups["h"]), minute = match.Groups["m"].Success ? Number(match.Groups["m"]) : 0;
            if (match.Groups["half"].Success)
            {
                if (hour > 12) continue;
                hour = (hour % 12) + (match.Groups["half"].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
            }

            yield return (new(match.Index, match.Index + match.Length), ((hour % 24) * 60) + minute);
        }
    }

    /// <summary>Minutes of the day that a text names.</summary>
    internal static HashSet<int> Minutes(string text) => [.. Find(text).Select(static t => t.Minute)];

    /// <summary>The time of a day that a minute belongs to, as frequencies and notes call it: none in the afternoon.</summary>
    internal static string? PartOfDay(int minute) => minute switch
    {
        < 300 => "at night",
        < 720 => "in the morning",
        >= 1260 => "at night",
        >= 1020 => "in the evening",
        _ => null,
    };

    private static int Number(Group group) => DigitRun.Number(group.ValueSpan);
}
