using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A day that the packet sets for what is asked for, where no line of the request has one: 'Schedule for 05/14/2026', 'Rental to start on: 03/05/2026'.</summary>
internal static class Schedule
{
    internal static void Add(RequestContext context, List<ListEntry> services)
    {
        if (services.Count == 0 || services.Exists(s => s.Has("startDate"))) return;
        var found = new List<(RequestPage Page, Reading Date, TextSpan Place)>();
        foreach (var page in context.Pages.Where(p => p.Kind is PageKind.Form or PageKind.Other or PageKind.FaxCover))
        {
            foreach (var line in page.Page.Lines)
            {
                if (line.Span.Length > 400) continue;
                string words = line.Span.In(page.Text);
                foreach (Match set in Set().Matches(words))
                {
                    int behind = set.Index + set.Length;
                    if (Past().IsMatch(words[..set.Index]) || DateReadings.Dates(words[behind..Math.Min(words.Length, behind + 30)], context.Dates) is not [{ Start: <= 3 } date, ..]) continue;
                    var place = new TextSpan(line.Span.Start + behind, line.Span.End);
                    // Of two days side by side one was struck; where no stroke is seen, neither is taken.
                    var both = DateReadings.Dates(words[behind..Math.Min(words.Length, behind + 44)], context.Dates);
                    bool corrected = both.Count > 1 && words[(behind + both[0].End)..(behind + both[1].Start)].Trim().Length == 0;
                    if (corrected && EvidenceOf.DoubtOf(page.Document, both[0].At(place)) != Doubt.Struck) continue;
                    found.Add((page, corrected ? both[1] : date, place));
                }
            }
        }

        if (found.Count == 0 || found.Exists(f => f.Date.Value != found[0].Date.Value)) return;
        var (source, day, at) = found[0];
        foreach (var service in services) service.Leaves.Add(new(source, "startDate", day.Value, 0.8 * source.AskingWeight, "scheduled", [day.At(at)]) { Doubt = day.Doubt, Repaired = day.Repaired });
    }

    private static readonly Lazy<Regex> SetPattern = Pattern.Of(@"\b(?:schedul(?:e|ed|ing)|plan(?:ned)?|set|(?:rental|treatment|therapy|service|services|delivery|infusion|care|surgery|procedure|first (?:dose|visit|infusion|treatment)(?: planned)?)\s+(?:is |are )?(?:to\s+)?(?:start|begin|take place|planned|scheduled|set))s?\s*(?:for|on|from)?\s*:?\s*(?=[0-9A-Z])|\b(?:surgery|procedure|operation|service) (?:date|day)\s*:?\s+(?=[0-9A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Set() => SetPattern.Value;

    private static readonly Lazy<Regex> PastPattern = Pattern.Of(@"\b(?:previous|prior|last|earlier|was|were|health|follow-?up|next|appointment|not)\b[^.;]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Past() => PastPattern.Value;
}
