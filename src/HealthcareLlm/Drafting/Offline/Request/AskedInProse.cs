using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what a letter or an unstructured page asks for in running text: 'I am requesting infliximab (J1745) 5 mg/kg IV every 8 weeks'.</summary>
internal static partial class AskedInProse
{
    private const int TimeLimit = 1000;

    internal static void Draft(RequestContext context, List<ListEntry> services)
    {
        foreach (var page in context.Pages.Where(p => p.Kind is PageKind.Letter or PageKind.Other or PageKind.FaxCover or PageKind.Form))
        {
            foreach (var match in Asking().Matches(page.PageText).Cast<Match>())
            {
                if (Denied().IsMatch(page.PageText.AsSpan(Math.Max(0, match.Index - 40), Math.Min(40, match.Index)))) continue;
                var group = match.Groups["what"];
                var entry = Read(page, new(page.Page.Span.Start + group.Index, page.Page.Span.Start + group.Index + group.Length));
                if (entry is null) continue;
                if (services.Exists(s => s.Value("code") is { } c && c == entry.Value("code"))) continue;
                services.RemoveAll(s => !s.Has("code") && !s.Has("description") && !s.Has("ndc"));
                if (services.Count == 0 || entry.Has("code")) services.Add(entry);
            }

            if (services.Count > 0) return;
        }
    }

    private static ListEntry? Read(RequestPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        var entry = new ListEntry();
        var name = Description().Match(words);
        var codes = CodeReadings.Services(words).Where(c => !c.Code.Repaired).Take(1).ToList();
        double weight = 0.82 * page.AskingWeight / 0.85;
        foreach (var (code, system, modifiers) in codes)
        {
            entry.Add(new(page, "code", code.Value, weight, "asked-in-prose", [code.At(span)]));
            entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(span)]) { Mapped = true });
            foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, "asked-in-prose", [modifier.At(span)]));
        }

        string description = TextForm.OneLine(name.Value);
        if (description.Length > 3 && !Vague().IsMatch(description)) entry.Add(new(page, "description", description, weight * 0.9, "asked-in-prose", [new(span.Start + name.Index, span.Start + name.Index + name.Length)]));
        if (entry.Leaves.Count == 0) return null;
        var directions = Directions.Read(words);
        foreach (var (leaf, reading) in (IEnumerable<(string, Reading?)>)[("dose", directions.Dose), ("route", directions.Route), ("frequency", directions.Frequency)])
        {
            if (reading is { } r) entry.Add(new(page, leaf, r.Value, weight * 0.85, "asked-in-prose", [r.At(span)]));
        }

        if (Duration().Match(words) is { Success: true } duration)
        {
            var d = duration.Groups["d"];
            entry.Add(new(page, "duration", TextForm.OneLine(d.Value), weight * 0.85, "asked-in-prose", [new(span.Start + d.Index, span.Start + d.Index + d.Length)]));
        }

        if (Count().Match(words) is { Success: true } count && QuantityReadings.Read(words[count.Index..]) is { Unit: not null } quantity)
        {
            int start = span.Start + count.Index;
            entry.Add(new(page, "quantity", quantity.Number.Value, weight * 0.9, "asked-in-prose", [new(start + quantity.Number.Start, start + quantity.Unit.Value.End)]));
            entry.Add(new(page, "unit", quantity.Unit.Value.Value, weight * 0.9, "asked-in-prose", [quantity.Unit.Value.At(new(start, start))]));
        }

        ServiceLeaves.Side(page, span, weight * 0.9, entry, wordsOnly: true);
        return entry;
    }

    [GeneratedRegex(@"(?:request(?:ing|s|ed)?(?:\s+(?:that you\s+)?(?:(?:prior\s+)?authori[sz]ation|approval|coverage|pre-?certification)(?:\s+(?:of|for))?|\s+for(?!\s+(?:a\s+)?(?:review|prior|pre)))?|(?:authori[sz]ation|approval|coverage)\s+(?:of|for)|(?:seeking|asking)\s+(?:(?:prior\s+)?authori[sz]ation|approval|coverage)\s+(?:of|for)|(?:approve|authori[sz]e))\s+(?<what>(?![Tt]his\b|[Ii]s\b|[Ww]as\b|[Ff]or\b)[^.\n]{3}(?:[^.]|\.(?=[0-9])){0,260}?)(?=\.\s|\.$|\n\s*\n|$)", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Asking();

    [GeneratedRegex(@"\b(denied|denial of|previous|prior year|earlier|superseded|cancel(l)?ed|last year|not)\b[^.]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Denied();

    // The thing asked for, up to its code, dose, purpose or patient.
    [GeneratedRegex(@"^(?:(?:(?:[0-9]{1,3}|one|two|three|four|five|six|eight|ten|twelve)\s+(?:units?|visits?|sessions?|injections?|treatments?|infusions?|doses?)\s+of|the|a|an|coverage of|coverage for|continued|treatment with|therapy with|the drug|use of)\s+)*(?<x>[^(,;:\n]{3,120}?)(?=\s*(?:\(|,|;|:|\n|$|\bfor (?:my|this|the|our|treatment|his|her|mr|ms|mrs|[0-9])|\bat a\b|\b[0-9][0-9.,]*\s*(?:mg|mcg|g|units?|ml)\b|\bCPT\b|\bHCPCS\b|\bto (?:treat|be)\b|\bas\b|\bon\b|\bbeginning\b|\bevery\b|\bbe approved))", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Description();

    [GeneratedRegex(@"\b(?:for|x|over|duration of|period of)\s+(?:a\s+(?:total|period|duration)\s+of\s+)?(?<d>(?:[0-9]{1,3}|one|two|three|four|six|eight|twelve)[ \-](?:weeks?|months?|days?|years?))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<![0-9.A-Za-z])(?:[0-9]{1,3}|one|two|three|four|five|six|eight|ten|twelve)(?=\s+(?:visits?|units?|sessions?|injections?|treatments?|infusions?|doses?|tablets?|vials?|pens?|syringes?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Count();

    [GeneratedRegex(@"^(this|that|these|it|review|a review|an? (expedited|urgent)|expedited|you|your|the (following|above)|prior authori|authori|medical|approval|coverage|services?|a decision|reconsideration|for|my patient)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Vague();
}
