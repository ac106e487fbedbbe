using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Later letters that change an earlier request in part: 'in place of the MRI without contrast, authorize …; handle the request as expedited'.</summary>
internal static class Amendments
{
    // Share of the words of what is replaced that must name an earlier service, 0 to 1.
    private const double SameThing = 0.5;

    /// <summary>Whether a text changes a request that was sent before.</summary>
    internal static bool Amends(string text) => Changes().IsMatch(text.Length > 3000 ? text[..3000] : text);

    /// <summary>Whether a page changes a request that was sent before.</summary>
    internal static bool Amends(RequestPage page) => page.Kind is PageKind.Letter or PageKind.Other && Amends(page.PageText);

    /// <summary>Puts each service that an amendment asks for in the place of another where that other stood; what else it names stays.</summary>
    internal static void Apply(RequestContext context, List<ListEntry> services)
    {
        foreach (var page in context.Pages.Where(Amends))
        {
            foreach (var passage in Passages.Of(page))
            {
                string words = passage.Span.In(page.Text);
                if (Instead().Match(words) is not { Success: true } instead) continue;
                var added = AskedInProse.Entries(context, page, passage).Find(e => e.Has("code"));
                if (added is null) continue;
                string code = added.Value("code")!;
                int old = services.FindIndex(s => s.Value("code") != code && Names(s, instead.Groups["old"].Value));
                if (old < 0) continue;
                int listed = services.FindIndex(s => s.Value("code") == code);
                if (listed >= 0) added = services[listed];
                services[old] = added;
                if (listed >= 0) services.RemoveAt(listed);
            }
        }
    }

    private static bool Names(ListEntry service, string old)
    {
        if (service.Value("code") is { } code && old.Contains(code, StringComparison.Ordinal)) return true;
        if (service.Value("description") is not { } description) return false;
        var told = Words(old);
        return told.Count > 0 && told.Count(Words(description).Contains) >= told.Count * SameThing;
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '\n', ',', '(', ')', '-'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 3 && w is not ("the" or "and" or "for" or "our"))];

    private static readonly Lazy<Regex> ChangesPattern = Pattern.OfWords(@"\b(?:change|amend|correct|update|revise)s? (?:the|our|my|this) (?:\p{L}+ ){0,2}(?:request|order|letter)\b|\b(?:addendum|amendment|correction) to (?:the|our|my) (?:\p{L}+ ){0,2}(?:request|order|letter)\b|\b(?:earlier|first|former) (?:code|request) is (?:now )?withdrawn\b");

    private static Regex Changes() => ChangesPattern.Value;

    private static readonly Lazy<Regex> InsteadPattern = Pattern.OfWords(@"\b(?:in place of|instead of|rather than|replac(?:e|es|ing)) (?:the |our |my |an? )?(?<old>[^,.;]{3,80}?)(?=,|;|\.\s| with an? | by )");

    private static Regex Instead() => InsteadPattern.Value;
}
