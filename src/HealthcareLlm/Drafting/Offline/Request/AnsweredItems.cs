using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Reads the answer to a question on what is asked for, part by part: 'J0585, onabotulinumtoxinA, 155 units intramuscularly every 12 weeks.
/// In all 310 units, first on 02/10/2026.'
/// </summary>
internal static class AnsweredItems
{
    /// <summary>Rule of what answers give.</summary>
    internal const string Rule = "asked";

    /// <summary>The entries of an answer: one for each code, else one for all of it; of a question on amounts, one without code and name.</summary>
    internal static List<ListEntry> Read(RequestContext context, RequestPage page, LabelledValue value)
    {
        double weight = value.Score * page.AskingWeight;
        var entries = new List<ListEntry>();
        foreach (var zone in Zones(page, value.ValueSpan))
        {
            var entry = Of(context, page, zone, weight, value.Label);
            if (entry.Leaves.Count > 0) entries.Add(entry);
        }

        return entries;
    }

    /// <summary>What words that tell of one service say of it.</summary>
    internal static ListEntry Of(RequestContext context, RequestPage page, TextSpan zone, double weight, string question = "")
    {
        var entry = new ListEntry();
        string words = zone.In(page.Text);
        var taken = new List<(int Start, int End)>();
        Codes(page, zone, words, weight, entry, taken);
        Dates(context, page, zone, words, weight, entry, taken);
        Amounts(page, question, zone, words, weight, entry, taken);
        Describe(page, zone, words, weight, entry, taken);
        AskedPhrase.Directions(context, page, zone, weight, entry, directions: true);
        // The strength in a drug's name gives way to a dose that is told apart.
        var name = entry.Leaves.Find(l => l.Leaf == "description");
        int dose = entry.Leaves.FindIndex(l => l.Leaf == "dose" && name is not null && l.Spans.Any(s => name.Spans.Any(n => n.Overlaps(s))));
        if (dose >= 0) entry.Leaves[dose] = entry.Leaves[dose] with { Score = entry.Leaves[dose].Score * 0.75 };
        ServiceLeaves.Side(page, zone, weight * 0.9, entry, wordsOnly: true);
        return entry;
    }

    /// <summary>The parts of an answer that each tell of one service: sentences that take back are left out, and every code begins or ends a part.</summary>
    private static IEnumerable<TextSpan> Zones(RequestPage page, TextSpan answer)
    {
        string words = answer.In(page.Text);
        int end = words.Length;
        // What tells of an earlier request, in brackets or in a sentence of its own, is not asked for.
        foreach (Match sentence in Sentence.Value.Matches(words))
        {
            if (!ClauseSense.IsNotAsked(sentence.Value)) continue;
            end = sentence.Index;
            break;
        }

        var codes = CodeReadings.Services(words[..end]).Select(c => c.Code).ToList();
        if (codes.Count < 2)
        {
            if (end > 0) yield return new(answer.Start, answer.Start + end);
            yield break;
        }

        bool first = words[..codes[0].Start].Count(char.IsLetter) < 4;
        int from = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            int to = i + 1 == codes.Count ? end : first ? codes[i + 1].Start : Joint(words, codes[i].End, codes[i + 1].Start);
            yield return new(answer.Start + from, answer.Start + to);
            from = to;
        }
    }

    /// <summary>Where the words on the next code begin: at a line's end, semicolon, full stop or 'and', else at once.</summary>
    private static int Joint(string words, int from, int to) => Next.Value.Match(words[from..to]) is { Success: true } joint ? from + joint.Index : from;

    private static void Codes(RequestPage page, TextSpan zone, string words, double weight, ListEntry entry, List<(int, int)> taken)
    {
        foreach (var ndc in CodeReadings.DrugCodes(words).Take(1))
        {
            entry.Add(new(page, "ndc", ndc.Value, weight, Rule, [ndc.At(zone)]) { Repaired = ndc.Repaired, Doubt = ndc.Doubt });
            taken.Add((ndc.Start, ndc.End));
        }

        foreach (var (code, system, modifiers) in CodeReadings.Services(words).Take(1))
        {
            entry.Add(new(page, "code", code.Value, weight, Rule, [code.At(zone)]) { Repaired = code.Repaired });
            entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(zone)]) { Mapped = true });
            foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, Rule, [modifier.At(zone)]));
            taken.Add((code.Start, modifiers.Length > 0 ? modifiers[^1].End : code.End));
        }
    }

    private static void Dates(RequestContext context, RequestPage page, TextSpan zone, string words, double weight, ListEntry entry, List<(int Start, int End)> taken)
    {
        foreach (var date in DateReadings.Dates(words, context.Dates))
        {
            int from = taken.Where(t => t.End <= date.Start).Select(t => t.End).DefaultIfEmpty(0).Max();
            string before = words[from..date.Start];
            taken.Add((date.Start, date.End));
            if (Past.Value.IsMatch(before)) continue;
            string leaf = entry.Has("startDate") || Until.Value.IsMatch(before) ? "endDate" : "startDate";
            if (!entry.Has(leaf)) entry.Add(new(page, leaf, date.Value, weight, Rule, [date.At(zone)]) { Repaired = date.Repaired, Doubt = date.Doubt });
        }
    }

    /// <summary>
    /// What is counted: an amount with a route or a rhythm behind it is the dose, one that 'in all' announces is the quantity, and so is a lone one;
    /// a span of time is the duration.
    /// </summary>
    private static void Amounts(RequestPage page, string question, TextSpan zone, string words, double weight, ListEntry entry, List<(int Start, int End)> taken)
    {
        foreach (Match at in Number.Value.Matches(words))
        {
            if (taken.Exists(t => at.Index < t.End && t.Start < at.Index + at.Length) || QuantityReadings.Read(words[at.Index..]) is not { Unit: { } unit } quantity) continue;
            int end = at.Index + unit.End;
            var span = new TextSpan(zone.Start + at.Index + quantity.Number.Start, zone.Start + end);
            // 'How many days?' counts days.
            bool counted = Counted.Value.Match(question) is { Success: true } asks && unit.Value.StartsWith(asks.Groups["u"].Value.TrimEnd('s'), StringComparison.OrdinalIgnoreCase);
            if (Time.Value.IsMatch(unit.Value) && !(counted && !entry.Has("quantity")))
            {
                bool often = Often.Value.IsMatch(words[..at.Index]) || Supply.Value.IsMatch(words[end..]) || Rate.Value.IsMatch(words[end..]);
                if (!often && !entry.Has("duration")) entry.Add(new(page, "duration", TextForm.OneLine(span.In(page.Text)), weight * 0.9, Rule, [span]));
                taken.Add((at.Index, end));
                continue;
            }

            bool total = Total.Value.IsMatch(words[..at.Index]), directed = !counted && Directed.Value.IsMatch(words[end..]);
            if (directed && !total && !entry.Has("dose")) entry.Add(new(page, "dose", TextForm.OneLine(span.In(page.Text)), weight, Rule, [span]));
            else if (total || !entry.Has("quantity"))
            {
                entry.Leaves.RemoveAll(l => l.Leaf is "quantity" or "unit" && total);
                entry.Add(new(page, "quantity", quantity.Number.Value, weight, Rule, [span]) { Repaired = quantity.Number.Repaired });
                entry.Add(new(page, "unit", unit.Value, weight, Rule, [new(zone.Start + at.Index + unit.Start, zone.Start + end)]));
            }

            taken.Add((at.Index, end));
        }
    }

    /// <summary>The first words that are neither code, date, amount nor direction.</summary>
    private static void Describe(RequestPage page, TextSpan zone, string words, double weight, ListEntry entry, List<(int Start, int End)> taken)
    {
        foreach (Match segment in Segment.Value.Matches(words))
        {
            int from = segment.Index, to = segment.Index + segment.Length;
            foreach (var (start, end) in taken.OrderBy(t => t.Start))
            {
                if (start <= from + 1 && end > from) from = end;
                else if (start > from && start < to && !words[from..start].Contains("mg", StringComparison.OrdinalIgnoreCase)) to = start;
            }

            while (from < to && !char.IsLetterOrDigit(words[from])) from++;
            if (from >= to) continue;
            string text = words[from..to];
            if (Ends.Value.Match(text) is { Success: true } cut) text = text[..cut.Index];
            text = text.TrimEnd(' ', ',', '-', '–', ':', '(', ';', '.');
            string bare = Bare.Value.Replace(text, string.Empty);
            if (text.Length is < 4 or > 160 || bare.Count(char.IsLetter) < 4 || NoName.Value.IsMatch(text)) continue;
            entry.Add(new(page, "description", TextForm.OneLine(text), weight * 0.9, Rule, [new(zone.Start + from, zone.Start + from + text.Length)]));
            return;
        }
    }

    private static readonly Lazy<Regex> Sentence = Pattern.Of(@"\([^()]*\)|[^.;()]+(?:\.(?=\S)[^.;()]*)*[.;]?", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Next = Pattern.Of(@"\n|;|\.\s|,?\s+(?:and|plus|with)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Number = Pattern.Of(@"(?<![0-9A-Za-z./\-])(?:[0-9][0-9,]{0,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)(?=\s+[A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Time = Pattern.Of(@"^(?:days?|weeks?|months?|years?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Counted = Pattern.Of(@"\b(?:how many|number of|count of)\s+(?:more\s+)?(?<u>days?|weeks?|months?|nights?|hours?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Often = Pattern.Of(@"\b(?:every|each|per|once in)\s+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Rate = Pattern.Of(@"^\s+(?:a|per|each|every|out of)\s+(?:day|week|month|year)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Supply = Pattern.Of(@"^['’]?s?\s+supply", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Total = Pattern.Of(@"\b(?:in all|total(?: of)?|altogether|all told|in sum|quantity|qty)\W{0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Directed = Pattern.Of(@"^\W{0,3}(?:\w+\W{1,2}){0,4}?(?:subcut\w*|intra\w+|sc|sq|iv|im|po|by mouth|oral\w*|under the skin|into|every|once|twice|daily|weekly|monthly|(?:a|per|each) (?:day|week|month|dose|session|treatment)|at bedtime)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Until = Pattern.Of(@"\b(?:to|through|thru|until|till|last|ending|ends?)\W*(?:on\s+)?$|^\s*[-–—]+\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Past = Pattern.Of(@"\b(?:since|was|were|seen|ordered|written|signed|denied|approved|failed|stopped)\b[^,;.]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Segment = Pattern.Of(@"[^,;\n.]+(?:[.,](?=[0-9A-Za-z])[^,;\n.]*|,\s(?=[a-z])[^,;\n.0-9]*(?=$|[,;\n.]))*", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Ends = Pattern.Of(@"\s+[-–]\s+|\s+\b(?:from|first|starting|beginning|start|for (?:a total|[0-9])|in all|on [0-9])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Bare = Pattern.Of(@"\b(?:every|once|twice|daily|weekly|monthly|subcutaneous\w*|intravenous\w*|intramuscular\w*|under the skin|by mouth|oral\w*|weeks?|months?|days?|units?|visits?|dose|doses|mg|ml|mcg|per|each|times?|the|a|an|of|and|hcpcs|cpt|code|ndc|planned|total|in all|first|last)\b|[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> NoName = Pattern.Of(@"^(?:no|none|not|yes|n/a|see|same|first|new start|from|for|in all|until|through|as above)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
