using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads the words that ask for services: each code with its description before or after it, and the amounts, days and directions about it.</summary>
internal static class AskedPhrase
{
    /// <summary>Whether words take back what they name, put it off, or tell of another request.</summary>
    internal static bool IsTakenBack(string words) => TakenBack().IsMatch(words);

    /// <summary>The entries of a phrase; one without code where it names none.</summary>
    internal static List<ListEntry> Read(RequestContext context, RequestPage page, TextSpan span, double score, bool needsCode)
    {
        string words = span.In(page.Text);
        double weight = score * page.AskingWeight / 0.85;
        var codes = CodeReadings.Services(words).Where(c => !c.Code.Repaired && IsAnnounced(words, c.Code) && !TakenBack().IsMatch(Clause(words, c.Code))).ToList();
        var entries = new List<ListEntry>();
        int from = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            var (code, system, modifiers) = codes[i];
            // What qualifies a code stands between it and the words on the next one; brackets close it.
            int next = i + 1 < codes.Count ? codes[i + 1].Code.Start : words.Length;
            int close = words.IndexOf(')', code.End, next - code.End);
            int end = close >= 0 && words.LastIndexOf('(', code.Start) > words.LastIndexOf(')', code.Start) ? close : i + 1 < codes.Count ? Joint(words, code.End, next) : next;
            var entry = new ListEntry();
            entry.Add(new(page, "code", code.Value, weight, "asked-in-prose", [code.At(span)]));
            entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(span)]) { Mapped = true });
            foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, "asked-in-prose", [modifier.At(span)]));
            Describe(page, span, words, from, code.Start, weight, entry);
            var about = new TextSpan(span.Start + code.End, span.Start + end);
            Modifiers(page, about, weight, entry);
            Amount(page, about, weight, entry);
            Amount(page, new(span.Start + from, span.Start + code.Start), weight, entry);
            ServiceLeaves.Side(page, new(span.Start + from, span.Start + code.Start), weight * 0.9, entry, wordsOnly: true);
            entries.Add(entry);
            from = end;
        }

        if (entries.Count == 0)
        {
            if (needsCode || TakenBack().IsMatch(words)) return entries;
            var entry = new ListEntry();
            Describe(page, span, words, 0, words.Length, weight, entry);
            if (!entry.Has("description")) return entries;
            entries.Add(entry);
            from = 0;
        }

        foreach (var entry in entries) Directions(context, page, entries.Count == 1 ? span : new(span.Start + from, span.End), weight, entry);
        return entries;
    }

    /// <summary>Amount, days of supply, refills, duration, dates, dose, route and frequency of a phrase, for an entry that lacks them.</summary>
    internal static void Directions(RequestContext context, RequestPage page, TextSpan span, double weight, ListEntry entry)
    {
        string words = span.In(page.Text);
        Amount(page, span, weight, entry);
        var directions = Request.Directions.Read(words);
        Put("dose", entry.Has("quantity") && directions.Dose is { } d && d.Value.EndsWith('s') && !d.Value.Contains("mg", StringComparison.OrdinalIgnoreCase) ? null : directions.Dose);
        Put("route", directions.Route);
        Put("frequency", directions.Frequency ?? Group(Often().Match(words), "f"));
        Put("duration", Group(Duration().Match(words), "d"));
        Put("daysSupply", Group(Supply().Match(words), "n"));
        Put("refills", Group(Refills().Match(words), "n"));
        if (!entry.Has("startDate")) Dates(context, page, span, words, weight, entry);

        void Put(string leaf, Reading? reading)
        {
            // 'Epidural leads' is a thing, not a route.
            if (reading is { } r && !entry.Has(leaf) && !(leaf == "route" && entry.Leaves.Exists(l => l.Leaf == "description" && l.Spans.Any(s => s.Overlaps(r.At(span)))))) entry.Add(new(page, leaf, r.Value, weight * 0.9, "asked-in-prose", [r.At(span)]));
        }
    }

    private static void Dates(RequestContext context, RequestPage page, TextSpan span, string words, double weight, ListEntry entry)
    {
        var from = Since().Match(words);
        if (!from.Success) return;
        int at = from.Index + from.Length;
        var dates = DateReadings.Dates(words[at..Math.Min(words.Length, at + 60)], context.Dates);
        if (dates.Count == 0 || dates[0].Start > 4) return;
        var place = new TextSpan(span.Start + at, span.End);
        entry.Add(new(page, "startDate", dates[0].Value, weight * 0.95, "asked-in-prose", [dates[0].At(place)]) { Doubt = dates[0].Doubt, Repaired = dates[0].Repaired });
        if (dates.Count > 1 && Until().IsMatch(words.AsSpan(at + dates[0].End, dates[1].Start - dates[0].End))) entry.Add(new(page, "endDate", dates[1].Value, weight * 0.95, "asked-in-prose", [dates[1].At(place)]) { Doubt = dates[1].Doubt, Repaired = dates[1].Repaired });
    }

    private static Reading? Group(Match match, string name)
    {
        var group = match.Groups[name];
        return match.Success ? new(TextForm.OneLine(group.Value), group.Index, group.Index + group.Length) : null;
    }

    /// <summary>The words about a code up to the full stops around it; what is said behind a semicolon, such as 'please disregard it', counts.</summary>
    private static string Clause(string words, Reading code)
    {
        int start = words.LastIndexOf(". ", code.Start, StringComparison.Ordinal), end = words.IndexOf(". ", code.End, StringComparison.Ordinal);
        return words[(start < 0 ? 0 : start)..(end < 0 ? words.Length : end)];
    }

    internal static bool IsAnnounced(string words, Reading code) => Announced().IsMatch(words[..code.Start]);

    /// <summary>Where the words on the next code begin: after the last 'and', comma or semicolon, of several.</summary>
    private static int Joint(string words, int start, int end)
    {
        var joint = And().Match(words[start..end]);
        return joint.Success ? start + joint.Index : start;
    }

    private static void Describe(RequestPage page, TextSpan span, string words, int start, int end, double weight, ListEntry entry)
    {
        int colon = words.LastIndexOf(':', Math.Max(0, end - 1), Math.Max(0, end - start));
        if (colon > start && end - colon > 6 && !Announced().IsMatch(words[..(colon + 1)])) start = colon + 1;
        start += Lead().Match(words[start..end]).Length;
        string text = words[start..end];
        text = Trail().Replace(text, string.Empty);
        var cut = (entry.Has("code") ? WithCode() : End()).Match(text);
        if (cut.Success) text = text[..cut.Index];
        var spans = new List<TextSpan>();
        foreach (Match piece in Piece().Matches(text)) spans.Add(new(span.Start + start + piece.Index, span.Start + start + piece.Index + piece.Length));
        string value = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text)))).Trim('.', ',', ' ');
        if (value.Length is < 4 or > 160 || Vague().IsMatch(value) || value.Split(' ').Length > 20) return;
        entry.Add(new(page, "description", value, weight * 0.9, "asked-in-prose", [.. spans]));
    }

    internal static void Modifiers(RequestPage page, TextSpan span, double weight, ListEntry entry)
    {
        foreach (Match match in Modifier().Matches(span.In(page.Text)))
        {
            var group = match.Groups["m"];
            if (entry.Leaves.Exists(l => l.Leaf == "modifiers" && l.Value == group.Value)) continue;
            entry.Add(new(page, "modifiers", group.Value, weight, "asked-in-prose", [new(span.Start + group.Index, span.Start + group.Index + group.Length)]));
        }
    }

    private static void Amount(RequestPage page, TextSpan span, double weight, ListEntry entry)
    {
        if (entry.Has("quantity")) return;
        string words = span.In(page.Text);
        if (!(Count().Match(words) is { Success: true } count) || QuantityReadings.Read(words[count.Index..]) is not { Unit: { } unit } quantity) return;
        var at = new TextSpan(span.Start + count.Index, span.Start + count.Index);
        entry.Add(new(page, "quantity", quantity.Number.Value, weight * 0.95, "asked-in-prose", [new(at.Start + quantity.Number.Start, at.Start + unit.End)]));
        entry.Add(new(page, "unit", unit.Value, weight * 0.95, "asked-in-prose", [unit.At(at)]));
    }

    private static readonly Lazy<Regex> TakenBackPattern = Pattern.Of(@"\b(?:withdrawn|withdraw|disregard|cancel(?:l)?ed|void(?:ed)?|superseded|not (?:being )?(?:requested|asked|part)|no longer|denied|was approved|were approved|may follow|(?:would|will|may|might|could|can) be (?:requested|asked|discussed|needed|considered|added)|if (?:it|he|she|they|this|that|the|a|an|no|not|needed|there)\b|later|in (?:our|my|the) (?:earlier|previous|last|prior)|does not apply)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex TakenBack() => TakenBackPattern.Value;

    private static readonly Lazy<Regex> AnnouncedPattern = Pattern.Of(@"(?:\b(?:CPT|HCPCS|J-?codes?|codes?|procedures?|line [0-9]+|item [0-9]+)\b(?:\s*(?:code|level ii|number|no))?[\s®#:.;/\-]*|\(\s*|\band\s+(?=\S*$))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Announced() => AnnouncedPattern.Value;

    private static readonly Lazy<Regex> AndPattern = Pattern.Of(@"(?:,|;)?\s+(?:and|plus|with|as well as|together with|along with)\s|;\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex And() => AndPattern.Value;

    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"^(?:[\s>),;:.\-–]+|(?:and|plus|with|also|the|a|an|that|of|for|coverage|continued|treatment with|therapy with|the drug|use of|together|as well as|along|(?:[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\s+(?:units?|visits?|sessions?|injections?|treatments?|infusions?|doses?|studies|study)\s+of)\b)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Lead() => LeadPattern.Value;

    private static readonly Lazy<Regex> TrailPattern = Pattern.Of(@"[\s,;:(\[\-–>]*(?:\b(?:CPT|HCPCS|J-?codes?|codes?|procedures?)\b[\s®#:.\-]*)*[\s,;:(\[\-–>]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Trail() => TrailPattern.Value;

    // Whom, where and why it is for is no part of what it is.
    private static readonly Lazy<Regex> WithCodePattern = Pattern.Of(@"\s*(?:\bon (?:the|his|her|their) (?:right|left|both)\b|\bfor (?:my|our|this|mr|ms|mrs|him|her)\b|,?\s*\bNDC\b|\()", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex WithCode() => WithCodePattern.Value;

    private static readonly Lazy<Regex> EndPattern = Pattern.Of(@"\s*(?:\(|,|;|:|\bfor (?:my|this|the|our|treatment|his|her|mr|ms|mrs|[0-9])|\bat a\b|\b[0-9][0-9.,]*\s*(?:mg|mcg|g|units?|ml)\b|\bNDC\b|\bto (?:treat|be)\b|\bas\b|\bon\b|\bbeginning\b|\bevery\b|\bbe approved|\.\s|\.$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex End() => EndPattern.Value;

    private static readonly Lazy<Regex> PiecePattern = Pattern.Of(@"[^\s>][^\n]*", RegexOptions.CultureInvariant);

    private static Regex Piece() => PiecePattern.Value;

    private static readonly Lazy<Regex> VaguePattern = Pattern.Of(@"^(?:this|that|these|it|review|a review|an? (?:expedited|urgent)|expedited|you|your|(?:following|above)|prior authori|authori|medical|approval|coverage|services?|a decision|reconsideration|for|my patient|requested|is|was|under|by|to|in)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Vague() => VaguePattern.Value;

    private static readonly Lazy<Regex> ModifierPattern = Pattern.Of(@"\bmod(?:ifier)?s?\b[\s.:]*(?<m>[A-Z][A-Z0-9]|[0-9]{2})\b", RegexOptions.CultureInvariant);

    private static Regex Modifier() => ModifierPattern.Value;

    private static readonly Lazy<Regex> CountPattern = Pattern.Of(@"(?<![0-9.A-Za-z/])(?:[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|eighteen|twenty|thirty)(?=\s+(?:visits?|units?|sessions?|injections?|treatments?|infusions?|doses?|tablets?|capsules?|vials?|pens?|syringes?|stud(?:y|ies)|scans?|tests?|each)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Count() => CountPattern.Value;

    private static readonly Lazy<Regex> OftenPattern = Pattern.Of(@"\b(?<f>(?:[0-9]|one|two|three|four|five|six|seven)\s+(?:days?|times|visits|sessions)\s+(?:a|per|each|every)\s+(?:day|week|month))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Often() => OftenPattern.Value;

    private static readonly Lazy<Regex> DurationPattern = Pattern.Of(@"\b(?:for|x|over|duration of|period of)\s+(?:a\s+(?:total|period|duration)\s+of\s+)?(?<d>(?:[0-9]{1,3}|one|two|three|four|six|eight|twelve)[\s\-]{1,12}(?:weeks?|months?|days?|years?))\b(?!\s+supply)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Duration() => DurationPattern.Value;

    private static readonly Lazy<Regex> SupplyPattern = Pattern.Of(@"\b(?<n>[0-9]{1,3})[ \-]days?['’]?\s+supply\b|\bdays?['’]?\s+supply\W{0,3}(?<n>[0-9]{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Supply() => SupplyPattern.Value;

    private static readonly Lazy<Regex> RefillsPattern = Pattern.Of(@"\brefills?\W{0,3}(?<n>[0-9]{1,2})\b|\b(?<n>[0-9]{1,2})\s+refills?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Refills() => RefillsPattern.Value;

    private static readonly Lazy<Regex> SincePattern = Pattern.Of(@"\b(?:from|beginning|begin|starting|start|starts|commencing|effective|dos|dates? of service|on|planned for|scheduled for|set for)\b[\s:]*(?:on\s+)?(?=[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Since() => SincePattern.Value;

    private static readonly Lazy<Regex> UntilPattern = Pattern.Of(@"^\s*(?:to|through|thru|until|till|-|–|and ending|ending)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Until() => UntilPattern.Value;
}
