using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what running text and lists without columns ask for: 'I am requesting infliximab (J1745) 5 mg/kg IV every 8 weeks', '1) 97110 exercise, 12 visits'.</summary>
internal static class AskedInProse
{
    /// <summary>A service with the passage that asks for it.</summary>
    private sealed record Found(ListEntry Entry, Passage Where);

    /// <summary>The services that the page's sentences and items ask for, each with what stands about it.</summary>
    internal static List<ListEntry> OfPage(RequestContext context, RequestPage page)
    {
        var passages = Passages.Of(page);
        var found = new List<Found>();
        foreach (var passage in passages)
        {
            foreach (var entry in Entries(context, page, passage)) Add(found, entry, passage);
        }

        if (found.Exists(f => f.Entry.Has("code") || f.Entry.Has("ndc"))) found.RemoveAll(f => !f.Entry.Has("code") && !f.Entry.Has("ndc") && !IsNamed(f.Entry));
        SameDays(page, found);
        if (found.Count > 0) Complete(context, page, passages, found);
        return found.ConvertAll(f => f.Entry);
    }

    /// <summary>Places of codes that sentences deny, take back or tell of as past: 'not part of this order: 62323, which was done in 2023'.</summary>
    internal static List<TextSpan> Refused(RequestPage page)
    {
        var refused = new List<TextSpan>();
        // An appeal asks for what was denied.
        if (Appeal().IsMatch(page.PageText)) return refused;
        foreach (var passage in Passages.Of(page))
        {
            string words = passage.Span.In(page.Text);
            foreach (var (code, _, _) in CodeReadings.Services(words))
            {
                var span = code.At(passage.Span);
                if (ClauseSense.At(words, code.Start, string.Empty) is Sense.NotAsked or Sense.Past && !page.Values.Any(v => v.Row >= 0 && v.ValueSpan.Overlaps(span))) refused.Add(span);
            }
        }

        return refused;
    }

    /// <summary>Whether an entry is an item of a list that asks for it by its name.</summary>
    internal static bool IsNamed(ListEntry entry) => entry.Leaves.Exists(l => l.Rule == AskedItems.NamedRule);

    /// <summary>'Same dates' in an item takes those of the item before.</summary>
    private static void SameDays(RequestPage page, List<Found> found)
    {
        for (int i = 1; i < found.Count; i++)
        {
            if (found[i].Entry.Has("startDate") || !Same.Value.IsMatch(found[i].Where.Span.In(page.Text))) continue;
            foreach (var leaf in found[i - 1].Entry.Leaves.Where(l => l.Leaf is "startDate" or "endDate").ToList()) found[i].Entry.Leaves.Add(leaf);
        }
    }

    private static readonly Lazy<Regex> Same = Pattern.OfWords(@"\b(?:same (?:dates?|days?|period|time)|as above)\b");

    private static void Add(List<Found> found, ListEntry entry, Passage passage)
    {
        // 'NDC 0074-0124-02.' behind the sentence that asks for the drug names no further drug.
        if (!entry.Has("code") && entry.Has("ndc") && found.Count > 0 && found[^1].Where.Paragraph == passage.Paragraph && !found[^1].Entry.Has("ndc") && (!entry.Has("description") || !found[^1].Entry.Has("description")))
        {
            found[^1].Entry.Absorb(entry);
            return;
        }

        var same = found.Find(f => (entry.Value("code") is { } c && f.Entry.Value("code") == c) || (!entry.Has("code") && entry.Value("ndc") is { } n && f.Entry.Value("ndc") == n));
        if (same is not null) same.Entry.Absorb(entry);
        else if (found.Count == 0 || entry.Has("code") || entry.Has("ndc") || IsNamed(entry)) found.Add(new(entry, passage));
    }

    /// <summary>What a passage asks for; an item that asks in a sentence of its own is read as one.</summary>
    internal static List<ListEntry> Entries(RequestContext context, RequestPage page, Passage passage)
    {
        if (!passage.IsItem) return Sentence(context, page, passage);
        string words = passage.Span.In(page.Text);
        bool sentence = CodeReadings.Services(words).FirstOrDefault() is { Code: { } code } && code.Start > 12 && ClauseSense.AskedEnd(words, code.Start) >= 0;
        return sentence ? AskedPhrase.Read(context, page, passage.Span, passage.Intro.In(page.Text), 0.9) : AskedItems.Read(context, page, passage);
    }

    private static List<ListEntry> Sentence(RequestContext context, RequestPage page, Passage passage)
    {
        string words = passage.Span.In(page.Text);
        string intro = passage.Intro.In(page.Text);
        // On a form 'request' is a title; there a person must speak.
        if (page.Kind == PageKind.Form && !Speaks().IsMatch(words) && !ClauseSense.Asks(intro)) return AskedItems.Named(context, page, passage.Span, words, intro);
        return AskedPhrase.Read(context, page, passage.Span, intro, 0.9);
    }

    /// <summary>What other sentences tell about the services: amounts and directions of the only one, the day that holds for all.</summary>
    private static void Complete(RequestContext context, RequestPage page, List<Passage> passages, List<Found> found)
    {
        double weight = 0.85 * page.AskingWeight / 0.85;
        foreach (var passage in passages)
        {
            string words = passage.Span.In(page.Text);
            if (found.Exists(f => f.Where == passage) && (passage.IsItem || found.Count > 1) || IsElsewhere(words)) continue;
            if (ClauseSense.IsPast(words) || ClauseSense.IsNotAsked(words)) continue;
            bool near = found.Exists(f => f.Where.Paragraph == passage.Paragraph);
            bool follows = near && (Follows().IsMatch(words) || found.Exists(f => f.Where == passage));
            bool asks = ClauseSense.Asks(words);
            var only = found.Count == 1 ? found[0].Entry : null;
            bool names = only?.Value("description") is { Length: > 3 } name && words.Contains(name.Split(' ', ',', '/')[0], StringComparison.OrdinalIgnoreCase);
            // A neighbour that neither asks nor goes on about it speaks of another: 'Plasma exchange, five sessions, gave an inadequate response.'
            if (only is not null && (asks || follows || names) && (asks || Clinical.Outcomes.Of(words) is null)) AskedPhrase.Directions(context, page, passage.Span, weight, only, directions: follows || names);
            if (found.TrueForAll(f => f.Entry.Has("startDate")) || !Planned().IsMatch(words) || Unplanned().IsMatch(words)) continue;
            foreach (var leaf in Days(context, page, passage.Span, words, weight))
            {
                foreach (var entry in found.Where(f => !f.Entry.Has(leaf.Leaf)).Select(f => f.Entry).ToList()) entry.Leaves.Add(leaf);
            }
        }
    }

    private static List<EntryLeaf> Days(RequestContext context, RequestPage page, TextSpan span, string words, double weight)
    {
        // What plans a day stands before it, in the same line of thought.
        var dates = DateReadings.Dates(words, context.Dates).FindAll(d => Planned().IsMatch(words[Math.Max(0, d.Start - 70)..d.Start]) && !Unplanned().IsMatch(words[Math.Max(0, d.Start - 30)..d.Start]));
        var leaves = new List<EntryLeaf>();
        if (dates.Count == 0) return leaves;
        leaves.Add(new(page, "startDate", dates[0].Value, 0.9 * weight, "planned-in-prose", [dates[0].At(span)]) { Doubt = dates[0].Doubt, Repaired = dates[0].Repaired });
        if (dates.Count > 1 && AskedPhrase.IsRange(words, dates[0], dates[1])) leaves.Add(new(page, "endDate", dates[1].Value, 0.9 * weight, "planned-in-prose", [dates[1].At(span)]) { Doubt = dates[1].Doubt, Repaired = dates[1].Repaired });
        return leaves;
    }

    // 'Dose: …', 'It is given …', 'Dispense …' goes on about what was asked for.
    private static readonly Lazy<Regex> FollowsPattern = Pattern.OfWords(@"^\W*(?:dos(?:e|age|ing)|sig|directions|it|this|the (?:dose|drug|medication|infusions?|injections?|treatments?)|we|I|dispense|quantity|qty|give|given|administer\w*|to be)\b");

    private static Regex Follows() => FollowsPattern.Value;

    // A line of the patient, of a laboratory or of a chart says nothing on the service.
    private static bool IsElsewhere(string words) => Elsewhere().IsMatch(words);

    private static readonly Lazy<Regex> ElsewherePattern = Pattern.OfWords(@"^\W*(?:dob|born|birth|date of birth|medications?|meds|allerg\w+|vitals?|labs?|cc|enclos\w+|attach\w+|wt|weight|previous|prior treatment|history|family|(?:he|she|patient|they) takes?|current(?:ly)?)\b");

    private static Regex Elsewhere() => ElsewherePattern.Value;

    private static readonly Lazy<Regex> AppealPattern = Pattern.OfWords(@"\b(?:appeal|reconsider(?:ation)?|overturn|look again|redetermination)\b");

    private static Regex Appeal() => AppealPattern.Value;

    private static readonly Lazy<Regex> SpeaksPattern = Pattern.Of(@"\b(?:I|[Ww]e|[Pp]lease|[Kk]indly|[Ww]hat (?:I|we) need|(?:[Oo]ur|[Mm]y|[Tt]his) (?:request|letter|practice|clinic|office))\b", RegexOptions.CultureInvariant);

    private static Regex Speaks() => SpeaksPattern.Value;

    private static readonly Lazy<Regex> PlannedPattern = Pattern.OfWords(@"\b(?:plan(?:ned|s)?|schedul(?:ed|e)|set (?:for|down)|book(?:ed|ing)|will (?:be|begin|start|take place)|begins?|starts?|(?:to|would) (?:begin|start)|beginning|starting|commenc\w+|(?:date|day)s? of (?:service|surgery|procedure|treatment|delivery|admission)|proposed (?:date|day)|dos|target date|deliver(?:y|ed)?|(?:service|effective) from)\b");

    private static Regex Planned() => PlannedPattern.Value;

    private static readonly Lazy<Regex> UnplannedPattern = Pattern.OfWords(@"\b(?:born|birth\w*|dob|b-?day|follow-?up|next (?:visit|appointment)|(?:last )?seen|began|started|since|ended|dated|signed|sent|printed|written|letter of|note of|visit (?:of|on)|drawn|collected|result\w*|(?:test|scan|film|mri|ct|x-?ray|echo\w*|exam\w*) (?:of|on|from)|delay|beyond)\b");

    private static Regex Unplanned() => UnplannedPattern.Value;
}
