using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what a letter or an unstructured page asks for in running text: 'I am requesting infliximab (J1745) 5 mg/kg IV every 8 weeks'.</summary>
internal static class AskedInProse
{
    /// <summary>The services that the page's sentences ask for, each code with what stands about it.</summary>
    internal static List<ListEntry> OfPage(RequestContext context, RequestPage page)
    {
        var services = new List<ListEntry>();
        foreach (var sentence in Sentences(page))
        {
            string words = sentence.In(page.Text);
            var asking = Asking().Match(words);
            if (!asking.Success || Denied().IsMatch(words[..asking.Index])) continue;
            // On a form 'request' is a title; there a person must speak.
            if (page.Kind == PageKind.Form && !Speaks().IsMatch(words[..(asking.Index + asking.Length)])) continue;
            var what = new TextSpan(sentence.Start + asking.Index + asking.Length, sentence.End);
            foreach (var entry in AskedPhrase.Read(context, page, what, 0.9, needsCode: !Formal().IsMatch(asking.Value)))
            {
                if (services.Exists(s => s.Value("code") is { } c && c == entry.Value("code"))) continue;
                if (services.Count == 0 || entry.Has("code")) services.Add(entry);
            }
        }

        if (services.Exists(s => s.Has("code"))) services.RemoveAll(s => !s.Has("code"));
        Scheduled(context, page, services);
        return services;
    }

    /// <summary>A day that another sentence plans holds for what has none: 'Surgery is set for June 9, 2026'.</summary>
    private static void Scheduled(RequestContext context, RequestPage page, List<ListEntry> services)
    {
        if (services.Count == 0 || services.Exists(s => s.Has("startDate"))) return;
        foreach (var sentence in Sentences(page))
        {
            string words = sentence.In(page.Text);
            if (!Planned().IsMatch(words) || Past().IsMatch(words) || AskedPhrase.IsTakenBack(words)) continue;
            var dates = DateReadings.Dates(words, context.Dates);
            if (dates.Count == 0) continue;
            foreach (var service in services) service.Leaves.Add(new(page, "startDate", dates[0].Value, 0.8 * page.AskingWeight / 0.85, "planned-in-prose", [dates[0].At(sentence)]) { Doubt = dates[0].Doubt, Repaired = dates[0].Repaired });
            return;
        }
    }

    /// <summary>The sentences of the page: from one full stop before a capital, or blank line, to the next.</summary>
    private static IEnumerable<TextSpan> Sentences(RequestPage page)
    {
        string text = page.PageText;
        int start = 0;
        foreach (Match stop in Stop().Matches(text))
        {
            int end = stop.Index + 1;
            if (end > start) yield return new(page.Page.Span.Start + start, page.Page.Span.Start + end);
            start = stop.Index + stop.Length;
        }

        if (start < text.Length) yield return new(page.Page.Span.Start + start, page.Page.Span.Start + text.Length);
    }

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"(?<!\b(?:Dr|Mr|Mrs|Ms|St|No|vs|Re|approx|attn|[A-Z]))[.!?]\s+(?=[A-Z>""(•*\-])|\n[>\s]*\n", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    private static readonly Lazy<Regex> AskingPattern = Pattern.Of(@"\b(?:(?:request(?:ing|s)?|ask(?:ing|s)?|seek(?:ing|s)?|appl(?:y|ying)|petition(?:ing)?)\s+(?:(?:that\s+)?you\s+)?(?:to\s+|kindly\s+|please\s+)*(?:(?:for\s+)?(?:an?\s+|your\s+|the\s+)?(?:(?:prior\s+)?authori[sz](?:ation|e)|pre-?authori[sz]ation|approv(?:al|e)|cover(?:age)?|pre-?certif(?:ication|y))(?:\s+(?:of|for)\b)?|for\b)?|(?:please|kindly)\s+(?:authori[sz]e|approve|cover|allow)|(?:authori[sz]ation|approval|coverage|order)\s+(?:of|for)|supports?\s+(?:the\s+(?:request|order|use)\s+(?:of|for)|an?\s+(?:trial|course)\s+of)|(?:am|are)\s+(?:ordering|prescribing))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asking() => AskingPattern.Value;

    private static readonly Lazy<Regex> FormalPattern = Pattern.Of(@"authori[sz]|approv|cover|certif|requesting|ordering|prescribing|petition", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A sentence without a code asks only where it says so in so many words.
    private static Regex Formal() => FormalPattern.Value;

    private static readonly Lazy<Regex> SpeaksPattern = Pattern.Of(@"\b(?:I|[Ww]e|[Pp]lease|[Kk]indly)\s+(?:[a-z]+\s+){0,4}[A-Za-z \n>]*$", RegexOptions.CultureInvariant);

    private static Regex Speaks() => SpeaksPattern.Value;

    private static readonly Lazy<Regex> DeniedPattern = Pattern.Of(@"\b(?:denied|denial of|previous(?:ly)?|prior year|earlier|superseded|cancel(?:l)?ed|last year|not|no|never|was|were|if)\b[^.]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Denied() => DeniedPattern.Value;

    private static readonly Lazy<Regex> PlannedPattern = Pattern.Of(@"\b(?:planned|scheduled|set for|will (?:be|begin|start|take place)|to (?:begin|start)|beginning|starting|(?:date|day) of (?:service|surgery|procedure|treatment)|proposed (?:date|day)|dos)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Planned() => PlannedPattern.Value;

    private static readonly Lazy<Regex> PastPattern = Pattern.Of(@"\b(?:born|birth|dob|follow-?up|next visit|last seen|began|started|since|ended|failed|previous(?:ly)?|was (?:seen|done|given|performed|completed))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Past() => PastPattern.Value;
}
