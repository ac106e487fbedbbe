using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads orders written as text without columns: numbered order lines, and a paragraph under a heading such as 'Requested drug'.</summary>
internal static class AskedItems
{
    /// <summary>The items of the page that name a code; cancelled ones are left out.</summary>
    internal static List<ListEntry> OfPage(RequestContext context, RequestPage page)
    {
        string text = page.PageText;
        var entries = new List<ListEntry>();
        foreach (var pattern in (Regex[])[Numbered(), Headed()])
        {
            foreach (Match match in pattern.Matches(text))
            {
                var what = match.Groups["what"];
                if (Cancelled().IsMatch(what.Value)) continue;
                var entry = Read(context, page, new(page.Page.Span.Start + what.Index, page.Page.Span.Start + what.Index + what.Length));
                if (entry is not null && !entries.Exists(e => e.Value("code") == entry.Value("code") && e.Value("ndc") == entry.Value("ndc"))) entries.Add(entry);
            }

            if (entries.Count > 0) return entries;
        }

        return entries;
    }

    private static ListEntry? Read(RequestContext context, RequestPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        double weight = 0.9 * page.AskingWeight;
        var entry = new ListEntry();
        int first = words.Length, after = 0;
        foreach (var ndc in CodeReadings.DrugCodes(words).Take(1))
        {
            entry.Add(new(page, "ndc", ndc.Value, weight, "order-item", [ndc.At(span)]) { Repaired = ndc.Repaired, Doubt = ndc.Doubt });
            first = ndc.Start;
        }

        foreach (var (code, system, modifiers) in CodeReadings.Services(words).Where(c => !c.Code.Repaired && (c.Code.Start <= 2 || AskedPhrase.IsAnnounced(words, c.Code))).Take(1))
        {
            entry.Add(new(page, "code", code.Value, weight, "order-item", [code.At(span)]));
            entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(span)]) { Mapped = true });
            foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, "order-item", [modifier.At(span)]));
            if (code.Start <= 2) after = code.End;
            else first = Math.Min(first, code.Start);
        }

        if (entry.Leaves.Count == 0) return null;
        Name(page, span, words, after, after > 0 ? words.Length : first, weight, entry);
        AskedPhrase.Modifiers(page, span, weight, entry);
        AskedPhrase.Directions(context, page, span, weight, entry);
        return entry;
    }

    private static void Name(RequestPage page, TextSpan span, string words, int start, int end, double weight, ListEntry entry)
    {
        while (start < end && !char.IsLetterOrDigit(words[start])) start++;
        var match = Qualifier().Match(words[start..end]);
        string name = (match.Success ? words.Substring(start, match.Index) : words[start..end]).TrimEnd(' ', '\n', ',', ';', ':', '-', '(');
        if (name.Length is < 4 or > 160 || !name.Any(char.IsLetter)) return;
        entry.Add(new(page, "description", TextForm.OneLine(name), weight * 0.95, "order-item", [new(span.Start + start, span.Start + start + name.Length)]));
    }

    private static readonly Lazy<Regex> NumberedPattern = Pattern.Of(@"^[ \t]*(?:line|item|service|procedure|order)\s*#?\s*[0-9]{1,2}\W+(?<what>[^\n]{6,200}(?:\n[ \t]{2,}[^\n]{2,200}){0,3})", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private static Regex Numbered() => NumberedPattern.Value;

    private static readonly Lazy<Regex> HeadedPattern = Pattern.Of(@"^[ \t]*(?:(?:requested|ordered|prescribed)\s+(?:drug|medication|service|procedure|treatment|item|equipment|test|therapy)s?|(?:drug|medication|service|procedure|treatment|item|equipment|test|therapy)s?\s+(?:requested|ordered|prescribed|asked for))[ \t:.]*\n(?<what>[^\n]{6,200}(?:\n[^\n]{2,200}){0,6})", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private static Regex Headed() => HeadedPattern.Value;

    private static readonly Lazy<Regex> CancelledPattern = Pattern.Of(@"\b(?:cancel(?:l)?ed|void(?:ed)?|withdrawn|discontinued|superseded|replaced)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Cancelled() => CancelledPattern.Value;

    private static readonly Lazy<Regex> QualifierPattern = Pattern.Of(@"\n|\s{2,}|\s\b(?:mod(?:ifier)?s?|qty|quantity|units?|dos|ndc|hcpcs|cpt|start|from|on)\b[\s:.]*(?=[A-Z0-9])|\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Qualifier() => QualifierPattern.Value;
}
