using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads the words that ask for services: each code with its description before or after it, and the amounts, days and directions about it.</summary>
internal static class AskedPhrase
{
    /// <summary>The entries that a sentence asks for, each code with its own words; one without code where it asks for something by name alone.</summary>
    internal static List<ListEntry> Read(RequestContext context, RequestPage page, TextSpan span, string intro, double score)
    {
        string words = span.In(page.Text);
        double weight = score * page.AskingWeight / 0.85;
        var codes = CodeReadings.Services(words).Where(c => !c.Code.Repaired && (IsAnnounced(words, c.Code) || (char.IsAsciiLetter(c.Code.Value[0]) && ClauseSense.At(words, c.Code.Start, intro) == Sense.Asked))).ToList();
        var entries = new List<ListEntry>();
        int from = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            var (code, _, _) = codes[i];
            // What qualifies a code stands between it and the words on the next one; brackets close it.
            int next = i + 1 < codes.Count ? codes[i + 1].Code.Start : words.Length;
            int close = words.IndexOf(')', code.End, next - code.End);
            bool inBrackets = close >= 0 && words.LastIndexOf('(', code.Start) > words.LastIndexOf(')', code.Start);
            int end = i + 1 < codes.Count ? Joint(words, inBrackets ? close : code.End, next) : next;
            if (ClauseSense.At(words, code.Start, intro) == Sense.Asked)
            {
                int left = Math.Max(from, ClauseSense.AskedEnd(words, code.Start));
                var entry = new ListEntry();
                Code(page, span, codes[i], weight, "asked-in-prose", entry);
                Describe(page, span, words, left, code.Start, weight, entry);
                // 'CPT 70543 (MRI of the orbits)', 'code 81162: full sequence'.
                if (!entry.Has("description") && !inBrackets) Name(page, span, words, code.End, end, weight, entry);
                var about = new TextSpan(span.Start + code.End, span.Start + end);
                Modifiers(page, about, weight, entry);
                Amount(page, about, weight, entry);
                Amount(page, new(span.Start + left, span.Start + code.Start), weight, entry);
                ServiceLeaves.Side(page, new(span.Start + left, span.Start + code.Start), weight * 0.9, entry, wordsOnly: true);
                if (codes.Count > 1) Directions(context, page, new(about.Start, span.Start + (i + 1 < codes.Count || !inBrackets ? end : close)), weight, entry, directions: true);
                entries.Add(entry);
            }

            from = end;
        }

        foreach (var ndc in CodeReadings.DrugCodes(words).Where(d => IsDrugCode(words, d) && !ClinicalText.Mentions.DrugCodes.IsOtherNumber(page.Text, span.Start + d.Start) && ClauseSense.At(words, d.Start, intro) is Sense.Asked or Sense.Untold).Take(2))
        {
            bool alone = entries.Count == 0;
            if (alone) entries.Add(new());
            if (entries[^1].Has("ndc")) continue;
            entries[^1].Add(new(page, "ndc", ndc.Value, weight, "asked-in-prose", [ndc.At(span)]) { Repaired = ndc.Repaired, Doubt = ndc.Doubt });
            if (alone && ClauseSense.AskedEnd(words, ndc.Start) is >= 0 and var asked) Describe(page, span, words, asked, ndc.Start, weight, entries[^1]);
        }

        if (entries.Count == 0)
        {
            int asked = ClauseSense.AskedEnd(words, words.Length);
            if (asked < 0 || codes.Count > 0 || page.Kind is not (PageKind.Letter or PageKind.Other) || !Formal().IsMatch(words[..asked]) || ClauseSense.IsNotAsked(words)) return entries;
            var entry = new ListEntry();
            foreach (int at in ClauseSense.AskedEnds(words).Reverse())
            {
                if (ClauseSense.At(words, at, string.Empty) == Sense.Asked) Describe(page, span, words, at, words.Length, weight, entry);
                if (entry.Has("description")) break;
            }

            if (!entry.Has("description")) return entries;
            entries.Add(entry);
        }

        if (entries.Count == 1) Directions(context, page, span, weight, entries[0], directions: true);
        else Tail(context, page, span, words, weight, entries, codes.Count == 0 ? 0 : codes[^1].Code.End);
        return entries;
    }

    /// <summary>What stands behind the last of several codes: days hold for all; how often and how long for all of which as many are asked for as of the last.</summary>
    private static void Tail(RequestContext context, RequestPage page, TextSpan span, string words, double weight, List<ListEntry> entries, int from)
    {
        if (entries.Count == 0) return;
        var tail = new TextSpan(span.Start + from, span.End);
        Amount(page, tail, weight, entries[^1]);
        foreach (var entry in entries)
        {
            if (entry == entries[^1] || !entry.Has("quantity") || entry.Value("quantity") == entries[^1].Value("quantity")) Directions(context, page, tail, weight, entry, directions: true, amounts: entry == entries[^1]);
            else Dates(context, page, tail, words[from..], weight, entry, false);
        }
    }

    /// <summary>Code, system and modifiers of an entry.</summary>
    internal static void Code(RequestPage page, TextSpan span, (Reading Code, string System, Reading[] Modifiers) found, double weight, string rule, ListEntry entry)
    {
        var (code, system, modifiers) = found;
        entry.Add(new(page, "code", code.Value, weight, rule, [code.At(span)]) { Repaired = code.Repaired, Doubt = code.Doubt });
        entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(span)]) { Mapped = true });
        foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, rule, [modifier.At(span)]));
    }

    /// <summary>Amount, days of supply, refills, duration, dates and, where wanted, dose, route and frequency of a phrase, for an entry that lacks them.</summary>
    internal static void Directions(RequestContext context, RequestPage page, TextSpan span, double weight, ListEntry entry, bool directions, bool bareDates = false, bool amounts = true)
    {
        string words = span.In(page.Text);
        if (amounts) Amount(page, span, weight, entry);
        if (directions)
        {
            var read = Request.Directions.Read(words);
            // What counts pieces is the quantity.
            if (read.Dose is { } d && !(entry.Has("quantity") && Pieces().IsMatch(d.Value))) Put("dose", d);
            Put("route", read.Route);
            Put("frequency", Group(Often().Match(words), "f") ?? read.Frequency);
        }

        Put("duration", Group(Duration().Match(words), "d"));
        Put("daysSupply", Group(Supply().Match(words), "n"));
        Put("refills", Group(Refills().Match(words), "n"));
        if (!entry.Has("startDate")) Dates(context, page, span, words, weight, entry, bareDates);

        void Put(string leaf, Reading? reading)
        {
            // 'Daily reading' is a thing as well.
            if (leaf == "frequency" && reading is { } rhythm && Thing.Value.IsMatch(words[rhythm.End..]) && !rhythm.Value.Contains(' ', StringComparison.Ordinal)) return;
            // 'Epidural leads' is a thing, not a route.
            // 'She has been on it for one year, and we ask …' tells of what was.
            if (reading is { } past && ClauseSense.At(words, past.Start, string.Empty) is Sense.Past or Sense.NotAsked) return;
            if (reading is { } r && !entry.Has(leaf) && !(leaf is "route" or "frequency" && entry.Leaves.Exists(l => l.Leaf == "description" && l.Spans.Any(s => s.Overlaps(r.At(span)))))) entry.Add(new(page, leaf, r.Value, weight * 0.9, "asked-in-prose", [r.At(span)]));
        }
    }

    private static void Dates(RequestContext context, RequestPage page, TextSpan span, string words, double weight, ListEntry entry, bool bareDates)
    {
        var all = DateReadings.Dates(words, context.Dates);
        // 'for Mr. Hollis, who twisted the knee on December 14': a clause that tells something gives no day of service.
        int first = all.FindIndex(d => Since().IsMatch(words[..d.Start]) && !By.Value.IsMatch(words[..d.Start]) && !Told.Value.IsMatch(words[..d.Start]));
        if (first < 0 && bareDates) first = all.FindIndex(d => !Past().IsMatch(words[Math.Max(0, d.Start - 40)..d.Start]) && !Told.Value.IsMatch(words[..d.Start]));
        if (first < 0) return;
        Put("startDate", all[first]);
        if (first + 1 < all.Count && IsRange(words, all[first], all[first + 1])) Put("endDate", all[first + 1]);

        void Put(string leaf, Reading date) => entry.Add(new(page, leaf, date.Value, weight * 0.95, "asked-in-prose", [date.At(span)]) { Doubt = date.Doubt, Repaired = date.Repaired });
    }

    /// <summary>Whether two dates are the first and the last of a time.</summary>
    internal static bool IsRange(string words, Reading first, Reading last) => Until().IsMatch(words[first.End..last.Start]);

    /// <summary>Whether digits with hyphens are announced as a drug's, or can be nothing else.</summary>
    internal static bool IsDrugCode(string words, Reading code) => NdcLabel().IsMatch(words[..code.Start]) || words[code.Start..code.End].Contains('-', StringComparison.Ordinal);

    /// <summary>The name that stands between two places, up to the amounts, dates and directions about it.</summary>
    internal static void Name(RequestPage page, TextSpan span, string words, int start, int end, double weight, ListEntry entry)
    {
        start += Opening().Match(words[start..end]).Length;
        var match = Qualifier().Match(words[start..end]);
        string name = (match.Success ? words.Substring(start, match.Index) : words[start..end]).TrimEnd(' ', '\n', ',', ';', ':', '-', '(', ')', '.');
        if (name.Length is < 4 or > 160 || !name.Any(char.IsLetter) || Vague().IsMatch(name) || Counted().IsMatch(name)) return;
        entry.Add(new(page, "description", TextForm.OneLine(name), weight * 0.95, "order-item", [new(span.Start + start, span.Start + start + name.Length)]));
    }

    private static Reading? Group(Match match, string name)
    {
        var group = match.Groups[name];
        return match.Success ? new(TextForm.OneLine(group.Value), group.Index, group.Index + group.Length) : null;
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
            foreach (Capture one in match.Groups["m"].Captures)
            {
                if (!entry.Leaves.Exists(l => l.Leaf == "modifiers" && l.Value == one.Value)) entry.Add(new(page, "modifiers", one.Value, weight, "asked-in-prose", [new(span.Start + one.Index, span.Start + one.Index + one.Length)]));
            }
        }
    }

    private static void Amount(RequestPage page, TextSpan span, double weight, ListEntry entry)
    {
        if (entry.Has("quantity")) return;
        string words = span.In(page.Text);
        foreach (Match count in Count().Matches(words))
        {
            // 'One (1) study' says it twice.
            string amount = Twice().Replace(words[(count.Index + count.Length)..], m => new string(' ', m.Length));
            if (QuantityReadings.Read(amount) is not { } quantity || (quantity.Unit is null && !count.Groups["l"].Success)) continue;
            // 'One tablet daily', '5 sessions a week': how often, and not how many.
            int from = count.Index + count.Length, after = from + (quantity.Unit?.End ?? quantity.Number.End);
            if (!count.Groups["l"].Success && Rate().IsMatch(words[after..]) && !(Many.Value.IsMatch(words[from..after]) && Fill.Value.IsMatch(words[after..]))) continue;
            // 'every 30 days' says how often.
            if (!count.Groups["l"].Success && Interval.Value.IsMatch(words[..from])) continue;
            var at = new TextSpan(span.Start + from, span.Start + from);
            var counted = new TextSpan(at.Start + quantity.Number.Start, span.Start + after);
            if (entry.Leaves.Exists(l => l.Leaf is "code" or "ndc" && l.Spans.Any(s => s.Overlaps(counted)))) continue;
            entry.Add(new(page, "quantity", quantity.Number.Value, weight * 0.95, "asked-in-prose", [counted]) { Repaired = quantity.Number.Repaired });
            if (quantity.Unit is { } unit) entry.Add(new(page, "unit", unit.Value, weight * 0.95, "asked-in-prose", [unit.At(at)]));
            return;
        }
    }

    private static readonly Lazy<Regex> Thing = Pattern.Of(@"^ (?!(?:for|with|until|over|after|before|when|then|since|from|starting|beginning|oral|orally|each|during|except|while|subcut\w*|intra\w*|under|into|dose|doses|total|plus|also|only|unless|given|taken|about|around)\b)[a-z]{4,}\b", RegexOptions.CultureInvariant);

    // '30 tablets every 30 days' is one fill; '1 tablet every 12 hours' is how it is taken.
    private static readonly Lazy<Regex> Many = Pattern.Of(@"^\s*[0-9]{2,3}\s+(?:tab(?:let)?s|cap(?:sule)?s|patches|strips)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Fill = Pattern.Of(@"^\s*,?\s*(?:every|per|each|/)\s*(?:28|30|31|34|56|60|84|90|month)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Interval = Pattern.Of(@"(?:\b(?:every|per|each)\s+|/\s?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> By = Pattern.Of(@"\b(?:ordered|signed|written|seen) by\b[^;\n]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Told = Pattern.Of(@"\b(?:who|whom|whose|which|having|after)\b[^,;()]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> CountedPattern = Pattern.Of(@"^(?:qty|quantity|units?|number|modifiers?|[0-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:\p{L}+)$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Counted() => CountedPattern.Value;

    private static readonly Lazy<Regex> TwicePattern = Pattern.Of(@"(?<=^\s*\p{L}+\s+)\([0-9]{1,3}\)", RegexOptions.CultureInvariant);

    private static Regex Twice() => TwicePattern.Value;

    private static readonly Lazy<Regex> PiecesPattern = Pattern.Of(@"^[0-9.,]+\s*(?:units?|tabs?|tablets?|caps?|capsules?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Pieces() => PiecesPattern.Value;

    private static readonly Lazy<Regex> RatePattern = Pattern.Of(@"^[\s>]*(?:by mouth|orally|po\b|iv\b|daily|nightly|weekly|monthly|once|twice|every|each|per\b|an?\s+(?:day|week|month)|at (?:bedtime|night)|before|with (?:food|meals)|three times|/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Rate() => RatePattern.Value;

    private static readonly Lazy<Regex> AnnouncedPattern = Pattern.Of(@"(?:\b(?:CPT|HCPCS|J-?codes?|codes?|procedures?|line [0-9]+|item [0-9]+)\b(?:\s*(?:code|level ii|number|no))?[\s®#:.;/\-]*|\(\s*|\b(?:approve|authori[sz]e|cover|allow)\s+|\band\s+(?=\S*$))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Announced() => AnnouncedPattern.Value;

    private static readonly Lazy<Regex> AndPattern = Pattern.Of(@"(?:,|;)?\s+(?:and|plus|with|as well as|together with|along with)\s|;\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex And() => AndPattern.Value;

    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"^(?:[\s>),;:.\-–]+|(?:(?:first|second|third|fourth|finally|next)(?=\s*,)|and|plus|with|also|the|a|an|that|is|are|would be|to (?:cover|approve|authori[sz]e|have|give|get|start|begin|do|perform|use)|of|for|coverage|prior auth(?:ori[sz]ation)?|authori[sz]ation|approval|a course|continued|treatment with|therapy with|the drug|use of|together|as well as|along|(?:[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\s+(?:units?|visits?|sessions?|injections?|treatments?|infusions?|doses?|studies|study)\s+of)\b)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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

    private static readonly Lazy<Regex> ModifierPattern = Pattern.Of(@"\b[Mm]od(?:ifier)?s?\b[\s.:]*(?<m>[A-Z][A-Z0-9]|[0-9]{2})\b(?:[ ,/\-]{1,2}(?<m>[A-Z][A-Z0-9]|[0-9]{2})(?![A-Za-z0-9:/]))*", RegexOptions.CultureInvariant);

    private static Regex Modifier() => ModifierPattern.Value;

    private static readonly Lazy<Regex> CountPattern = Pattern.Of(@"(?<l>\b(?:qty|quantity|count|amount|dispense)\b[\s:=#.]*(?:of\s+)?(?:#\s*)?)(?=[0-9]{1,5}\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)|(?<![0-9.A-Za-z/\-])(?=(?:[0-9]{1,2},[0-9]{3}|[0-9]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|eighteen|twenty|thirty)(?:\s+\([0-9]{1,3}\))?\s+(?:pre-?filled\s+|billing\s+|single-?dose\s+)?(?:visits?|units?|sessions?|injections?|treatments?|infusions?|doses?|tablets?|capsules?|vials?|pens?|syringes?|stud(?:y|ies)|scans?|tests?|procedures?|cycles?|patches|kits?|boxes|nights?|sensors?|days(?! supply)|each)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Count() => CountPattern.Value;

    private static readonly Lazy<Regex> OftenPattern = Pattern.Of(@"\b(?<f>(?:[0-9]|one|two|three|four|five|six|seven)\s+(?:days?|times|visits|sessions)\s+(?:a|per|each|every)\s+(?:day|week|month))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Often() => OftenPattern.Value;

    private static readonly Lazy<Regex> DurationPattern = Pattern.Of(@"\b(?:for|x|over|duration of|period of)\s+(?:a\s+(?:total|period|duration)\s+of\s+)?(?<d>(?:[0-9]{1,3}|one|two|three|four|six|eight|twelve)[\s\-]{1,12}(?:weeks?|months?|days?|years?))\b(?!\s+supply)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Duration() => DurationPattern.Value;

    private static readonly Lazy<Regex> SupplyPattern = Pattern.Of(@"\b(?<n>[0-9]{1,3})[ \-]days?['’]?\s+supply\b|\bdays?['’]?\s+supply\W{0,3}(?<n>[0-9]{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Supply() => SupplyPattern.Value;

    private static readonly Lazy<Regex> RefillsPattern = Pattern.Of(@"\brefills?\W{0,3}(?<n>[0-9]{1,2})\b|\b(?<n>[0-9]{1,2})\s+refills?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Refills() => RefillsPattern.Value;

    // What announces the first day stands right before the date.
    private static readonly Lazy<Regex> SincePattern = Pattern.Of(@"\b(?:from|begin(?:s|ning)?|start(?:s|ing)?(?: dates?)?|commenc(?:es|ing)|effective|dos|dates? of (?:service|surgery|admission)|on|(?:planned|scheduled|set|booked) (?:for|on)|deliver(?:y|ed)?(?: on)?|between)[\s:=,]*(?:on\s+|the\s+|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Since() => SincePattern.Value;

    private static readonly Lazy<Regex> PastPattern = Pattern.Of(@"\b(?:born|dob|birth|seen|since|last|prior|was|were|dated|signed|ordered|written|expires?)\b[^,;\n]*$|\b(?:ordered|signed|written|seen) by\b[^;\n]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Past() => PastPattern.Value;

    private static readonly Lazy<Regex> UntilPattern = Pattern.Of(@"^\s*,?\s*(?:and\s+)?(?:to|through|thru|until|till|-|–|and|(?:and )?end(?:s|ing)?(?: on)?(?: date)?|last (?:day|date)|stop(?:s|ping)?)[\s:=]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Until() => UntilPattern.Value;

    private static readonly Lazy<Regex> NdcLabelPattern = Pattern.Of(@"\bNDC\b[\s#:.]*(?:(?:no|number|code)\b[\s#:.]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NdcLabel() => NdcLabelPattern.Value;

    private static readonly Lazy<Regex> OpeningPattern = Pattern.Of(@"^(?:[\s:;,.)(\-–=]|(?:for|is|the|an?|of|to)\s)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Opening() => OpeningPattern.Value;

    // Where a name ends: at a gap, a bracket, an amount, a dose, a date or the words that announce them.
    private static readonly Lazy<Regex> QualifierPattern = Pattern.Of(@"\s*\.{3,}|\s{2,}|\n|\s?\(|;|[.,]\s+(?=[0-9]|(?:one|two|three|four|five|six|ten|twelve)\s|\p{Lu}\p{Ll}+\s+[0-9])|\.\s+(?=\p{Lu})|\s[x×]\s?[0-9]|,?\s\b(?:mod(?:ifier)?s?|qty|quantity|units|unit(?=\s*[:=0-9])|dos|ndc|hcpcs|cpt|start(?:s|ing)?|begin(?:s|ning)?|from|on|deliver(?:y|ed)?|rental|purchase|every|once|twice|daily|weekly|for (?:[0-9]|my|our|mr|ms|mrs|him|her|a total))\b[\s:.]*(?=[A-Za-z0-9]|$)|\s(?=[0-9][0-9.,]*\s*(?:mg|mcg|g|gm|units?|iu|ml|%|visits?|sessions?|tablets?|capsules?|injections?|vials?|pens?|doses?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Qualifier() => QualifierPattern.Value;

    private static readonly Lazy<Regex> FormalPattern = Pattern.Of(@"\b(?:I|we|please|kindly|letter|practice|clinic|office|patient|he|she)\b[^.;]{0,60}\b(?:authori[sz]|approv|cover|certif|request|order|prescrib|petition|need|seek|ask)|\b(?:authori[sz]ation|approval|coverage)\b[^.;]{0,40}\b(?:of|for|requested|sought)\b|\bto (?:request|obtain|ask|seek|petition)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A sentence without a code asks only where somebody does so in so many words.
    private static Regex Formal() => FormalPattern.Value;
}
