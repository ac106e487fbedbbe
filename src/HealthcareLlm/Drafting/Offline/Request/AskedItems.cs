using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads an item of a list that names a service by its code: '1) J1569 immune globulin 35 g IV every 4 weeks, 280 units', '- pembrolizumab (J9271) 200 mg'.</summary>
internal static class AskedItems
{
    // A longer introduction is a sentence.
    private const int LongestHeading = 60;

    /// <summary>The item's service; none where it names no code, its heading is about something else, or it is taken back.</summary>
    internal static List<ListEntry> Read(RequestContext context, RequestPage page, Passage passage)
    {
        string intro = passage.Intro.In(page.Text);
        if (intro.Length > 0 && ((intro.Length <= LongestHeading && OtherList().IsMatch(intro)) || (ClauseSense.IsNotAsked(intro) && !Service().IsMatch(intro)) || ClauseSense.IsPast(intro))) return [];
        var span = WithoutRemark(page, passage.Span);
        string words = span.In(page.Text);
        var code = CodeReadings.Services(words).Where(c => (!c.Code.Repaired || c.Code.Start <= 2) && (c.Code.Start <= 2 || AskedPhrase.IsAnnounced(words, c.Code) || char.IsAsciiLetter(c.Code.Value[0]))).Select(c => ((Reading Code, string System, Reading[] Modifiers)?)c).FirstOrDefault();
        var ndc = CodeReadings.DrugCodes(words).Where(d => AskedPhrase.IsDrugCode(words, d) && !ClinicalText.Mentions.DrugCodes.IsOtherNumber(page.Text, span.Start + d.Start)).Select(d => (Reading?)d).FirstOrDefault();
        int at = code?.Code.Start ?? ndc?.Start ?? -1;
        if (at < 0) return Named(context, page, span, words, intro);
        var sense = ClauseSense.At(words, at, intro);
        if (sense is Sense.NotAsked or Sense.Past || (sense == Sense.Untold && !Service().IsMatch(intro) && !IsOrder(page, passage))) return [];
        double weight = 0.9 * page.AskingWeight;
        var entry = new ListEntry();
        int first = words.Length, after = 0;
        if (ndc is { } drug)
        {
            entry.Add(new(page, "ndc", drug.Value, weight, "order-item", [drug.At(span)]) { Repaired = drug.Repaired, Doubt = drug.Doubt });
            first = drug.Start;
        }

        if (code is { } service)
        {
            AskedPhrase.Code(page, span, service, weight, "order-item", entry);
            if (service.Code.Start <= 2) after = service.Modifiers.Length > 0 ? service.Modifiers[^1].End : service.Code.End;
            else first = Math.Min(first, service.Code.Start);
            // 'K0861 NU - power wheelchair'.
            if (after > 0 && Hung().Match(words, after) is { Success: true } hung)
            {
                foreach (Capture modifier in hung.Groups["m"].Captures) entry.Add(new(page, "modifiers", modifier.Value, weight, "order-item", [new(span.Start + modifier.Index, span.Start + modifier.Index + 2)]));
                after = hung.Index + hung.Length;
            }
        }

        AskedPhrase.Name(page, span, words, after, after > 0 ? words.Length : first, weight, entry);
        AskedPhrase.Modifiers(page, span, weight, entry);
        ServiceLeaves.Side(page, span, weight * 0.9, entry, wordsOnly: true);
        AskedPhrase.Directions(context, page, span, weight, entry, directions: true, bareDates: true);
        return [entry];
    }

    /// <summary>An item without a code that a heading asks for in so many words: 'Inpatient stay, monitoring unit .... 5 days, 05/11/2026 to 05/16/2026'; none without an amount that it counts.</summary>
    internal static List<ListEntry> Named(RequestContext context, RequestPage page, TextSpan span, string words, string intro)
    {
        if (!Wanted().IsMatch(intro) || intro.Length > LongestHeading || ClauseSense.At(words, words.Length, intro) is Sense.NotAsked or Sense.Past || ClauseSense.IsPast(words)) return [];
        var entry = new ListEntry();
        double weight = 0.85 * page.AskingWeight;
        AskedPhrase.Name(page, span, words, 0, words.Length, weight, entry);
        AskedPhrase.Directions(context, page, span, weight, entry, directions: true, bareDates: true);
        int name = entry.Leaves.FindIndex(l => l.Leaf == "description");
        if (name < 0 || !entry.Has("quantity") || !entry.Has("unit")) return [];
        entry.Leaves[name] = entry.Leaves[name] with { Rule = NamedRule };
        return [entry];
    }

    /// <summary>Rule of the name of an item that is asked for without a code.</summary>
    internal const string NamedRule = "named-item";

    private static readonly Lazy<Regex> WantedPattern = Pattern.Of(@"\b(?:ordered|requested|asked for|asking for|wanted|applied for|services? (?:needed|required)|requesting|wants?|covered|coverage wanted)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Wanted() => WantedPattern.Value;

    /// <summary>The item up to a remark or line that takes something back: '(not asked for: S9379)'.</summary>
    private static TextSpan WithoutRemark(RequestPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        foreach (Match remark in Remark().Matches(words))
        {
            if (remark.Index > 8 && ClauseSense.IsNotAsked(remark.Value)) return new(span.Start, span.Start + words[..remark.Index].TrimEnd().Length);
        }

        return span;
    }

    // 'LINE 1; 72148 MRI', or a code that begins a line of a page that is an order or a form.
    private static bool IsOrder(RequestPage page, Passage passage)
    {
        int start = passage.Span.Start;
        while (start > page.Page.Span.Start && page.Text[start - 1] != '\n') start--;
        return Ordered().IsMatch(page.Text[start..passage.Span.Start]);
    }

    private static readonly Lazy<Regex> OrderedPattern = Pattern.Of(@"\b(?:line|item|service|procedure|order|request)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Ordered() => OrderedPattern.Value;

    private static readonly Lazy<Regex> RemarkPattern = Pattern.Of(@"\([^()]{3,160}\)|\n[^\n]{3,200}|[;.]\s[^;.\n]{3,200}", RegexOptions.CultureInvariant);

    private static Regex Remark() => RemarkPattern.Value;

    private static readonly Lazy<Regex> ServicePattern = Pattern.Of(@"\b(?:request(?:ed|ing|s)?|ask(?:ed|ing)?|order(?:ed|s)?|prescribed|services?|procedures?|drugs?|medications?|equipment|supplies|items?|treatments?|tests?|stud(?:y|ies)|therap(?:y|ies)|authori[sz]\w*|approv\w*|cpt|hcpcs|codes?|following|need(?:ed)?|cover(?:age)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Service() => ServicePattern.Value;

    private static readonly Lazy<Regex> OtherListPattern = Pattern.Of(@"\b(?:diagnos[ei]s|icd|dx|history|allerg\w+|current|home|active|tried|failed|labs?|results?|findings|vitals?|problems?|assessment|past|previous(?:ly)?|prior (?!auth)|enclos\w*|attach\w*|cancel\w*|references?|documents?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OtherList() => OtherListPattern.Value;

    private static readonly Lazy<Regex> HungPattern = Pattern.Of(@"\G\s{1,3}(?<m>[A-Z][A-Z0-9])(?:[ ,]{1,2}(?<m>[A-Z][A-Z0-9]))*\s{0,3}[\u2014\u2013\-:](?=\s)", RegexOptions.CultureInvariant);

    private static Regex Hung() => HungPattern.Value;
}
