using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Reads runs of results: items of a sentence that are wholly a name, a value, its unit and remarks, 'Labs of 09/09/2026: platelets 248 K/uL, CA 15-3 18 U/mL
/// (reference below 30)'. That an item is nothing else tells that it is a result, so that names need no lexicon; a day before a colon is that of all items
/// behind it, a day of an item's own is no neighbour's.
/// </summary>
internal static class LabRuns
{
    private const int MostNameWords = 6;

    internal static IEnumerable<ListEntry> OfPage(RequestContext context, ClinicalPage page)
    {
        foreach (var sentence in page.Sentences)
        {
            string kind = page.KindAt(sentence.Start);
            if (kind is "plan" or "family" or "medications" or "stopped" or "allergies" or "treatment" || page.IsCopied(sentence) || LabList.IsTableRow(page, sentence.Start)) continue;
            // What a pathologist's diagnosis says of receptors is a finding.
            if (Instructions.Are(sentence.In(page.Text)) || IsDiagnosed(page, sentence.Start)) continue;
            foreach (var entry in OfSentence(context, page, sentence, kind is "labs" or "tests")) yield return entry;
        }
    }

    /// <summary>Whether a place stands in a pathologist's diagnosis.</summary>
    internal static bool IsDiagnosed(ClinicalPage page, int at) => Diagnosed().IsMatch(page.Text[Math.Max(page.Page.Page.Span.Start, at - 300)..at]);

    private sealed record Item(TextSpan Name, TextSpan Value, TextSpan Unit, TextSpan Day, bool IsSure, char Before)
    {
        /// <summary>Whether it was found on the day of what was told before it.</summary>
        internal bool Back { get; init; }
    }

    private static List<ListEntry> OfSentence(RequestContext context, ClinicalPage page, TextSpan sentence, bool inLabs)
    {
        string words = sentence.In(page.Text);
        var items = new List<Item?>();
        TextSpan led = default;
        bool announced = inLabs;
        foreach (var (part, before) in Parts(words))
        {
            if (before == '.') (led, announced) = (default, inLabs);
            string own = part.In(words);
            int from = part.Start;
            var item = Read(own, from, before, announced);
            if (item is null && own.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
            {
                string lead = own[..colon];
                announced |= Announces().IsMatch(lead);
                if (LabUnits.DayAlone.Value.Match(lead) is { Success: true } day) led = Place(from, day.Groups["d"]);
                item = Read(own[(colon + 2)..], from + colon + 2, before, announced);
            }

            if (item is not null && SameDay().IsMatch(own)) item = item with { Back = true };
            items.AddRange(Each(words, item));
        }

        var entries = new List<ListEntry>();
        TextSpan shared = SharedDay(items);
        for (int i = 0; i < items.Count; i++)
        {
            // A name that nothing vouches for stands only in a run: the item beside it is a result too.
            if (items[i] is not { } item || !(item.IsSure || (i > 0 && items[i - 1] is not null) || (i + 1 < items.Count && items[i + 1] is not null)) || (!item.IsSure && !items.Exists(o => o is { IsSure: true }))) continue;
            var entry = new ListEntry();
            double score = 0.76 * page.Page.Weight;
            LabRows.AddName(page, At(item.Name), score, entry);
            entry.Add(new(page.Page, "value", TextForm.OneLine(item.Value.In(words)), score, "lab-run", [At(item.Value)]));
            if (!item.Unit.IsEmpty) entry.Add(new(page.Page, "unit", TextForm.OneLine(item.Unit.In(words)), score, "lab-run", [At(item.Unit)]));
            if (item.Back || (i > 0 && items[i - 1] is { Back: true } && item.Day.IsEmpty)) LastDay(context, page, sentence.Start, score, entry, items, i);
            var day = !item.Day.IsEmpty ? item.Day : !led.IsEmpty && led.Start < item.Name.Start ? led : shared;
            if (!day.IsEmpty) LabRows.AddDate(context, page, At(day), score, entry);
            LabDates.Add(context, page, entry);
            entries.Add(entry);
        }

        return entries;

        TextSpan At(TextSpan span) => new(sentence.Start + span.Start, sentence.Start + span.End);
    }

    /// <summary>The last day told before a sentence: that of 'the same day'.</summary>
    private static void LastDay(RequestContext context, ClinicalPage page, int before, double score, ListEntry entry, List<Item?> items, int index)
    {
        items[index] = items[index]! with { Back = true };
        int from = Math.Max(page.Page.Page.Span.Start, before - 240);
        if (LabUnits.DayAlone.Value.Matches(page.Text[from..before]).LastOrDefault() is { } last) LabRows.AddDate(context, page, Place(from, last.Groups["d"]), score, entry);
    }

    /// <summary>'HIV and hepatitis C negative': tests that one word answers.</summary>
    private static IEnumerable<Item?> Each(string words, Item? item)
    {
        if (item is null) return [null];
        string name = item.Name.In(words);
        int and = name.IndexOf(" and ", StringComparison.Ordinal);
        if (and < 0) return [item];
        if (char.IsAsciiDigit(item.Value.In(words)[^1])) return [null];
        string a = name[..and], b = name[(and + 5)..];
        if (!((Noun().IsMatch(a) || TestLexicon.Find(a, new(0, a.Length)).Any()) && (Noun().IsMatch(b) || TestLexicon.Find(b, new(0, b.Length)).Any()))) return [null];
        return [item with { Name = new(item.Name.Start, item.Name.Start + and) }, item with { Name = new(item.Name.Start + and + 5, item.Name.End) }];
    }

    /// <summary>The day behind the last of items that commas and 'and' join, where no other has one of its own: it closes their list.</summary>
    private static TextSpan SharedDay(List<Item?> items)
    {
        var last = items.FindLast(i => i is not null);
        return last is { Day.IsEmpty: false } && last.Day.Start > last.Value.Start && items.TrueForAll(i => i is not null && (i == last || i.Day.IsEmpty) && i.Before is not ';') ? last.Day : default;
    }

    /// <summary>Items of a sentence: parted at semicolons, commas outside of brackets and numbers, and at 'and'.</summary>
    private static IEnumerable<(TextSpan Part, char Before)> Parts(string words)
    {
        int start = 0, depth = 0;
        char before = ' ';
        for (int i = 0; i <= words.Length; i++)
        {
            int skip = 0;
            if (i < words.Length)
            {
                if (words[i] is '(') depth++;
                if (words[i] is ')') depth = Math.Max(0, depth - 1);
                if (depth > 0) continue;
                bool spaced = i + 1 >= words.Length || char.IsWhiteSpace(words[i + 1]);
                if (words[i] is ';' or '|' || (words[i] is ',' && spaced)) skip = 1;
                else if (words[i] is '.' && i + 2 < words.Length && char.IsWhiteSpace(words[i + 1]) && char.IsUpper(words[i + 2])) skip = 1;
                else if (words[i] is ' ' or '\n' && string.CompareOrdinal(words, i + 1, "and ", 0, 4) == 0 && Valued().IsMatch(words[start..i])) skip = 5;
                else continue;
            }

            if (i > start) yield return (new(start, i), before);
            before = i < words.Length ? words[i] : ' ';
            start = i + skip;
            i += Math.Max(0, skip - 1);
        }
    }

    private static Item? Read(string item, int at, char before, bool announced)
    {
        var match = Whole().Match(item);
        if (!match.Success) return null;
        var (n, v, u) = (match.Groups["n"], match.Groups["v"], match.Groups["u"]);
        var name = Lead().Match(n.Value) is { Success: true } lead ? new TextSpan(at + n.Index + lead.Length, at + n.Index + n.Length) : Place(at, n);
        string said = n.Value[(name.Start - at - n.Index)..];
        // 'K 4.1 mmol/L': of single letters only potassium's is a name, with its unit.
        if ((said.Count(char.IsLetter) < 2 && !(said == "K" && u.Success)) || said.Split(' ').Length > MostNameWords || NoTest().IsMatch(said)) return null;
        bool known = TestLexicon.Find(said, new(0, said.Length)).Any(t => t.Test.Kind is "lab" or "pair");
        bool word = !char.IsAsciiDigit(v.Value.TrimStart('<', '>', '=', '\u2264', '\u2265', ' ')[0]);
        bool noun = Noun().IsMatch(said);
        if (!known && !noun && DrugLexicon.Find(said, new(0, said.Length)).Any()) return null;
        if (!word && !u.Success && !(announced && (known || noun))) return null;
        bool telling = u.Success && TellsUnit().IsMatch(u.Value);
        // Amounts in a solution, weights and doses are no results; a percentage or word is one where results are told or the name is a test's.
        if (!announced && !telling && !(known && (word || u.Success)) && !noun && !Marker().IsMatch(said)) return null;
        bool sure = announced || telling || noun || (known && !word);
        var day = match.Groups["d"] is { Success: true } own ? Place(at, own) : default;
        var value = Place(at, v);
        return new(name, value, u.Success ? Place(at, u) : default, day, sure, before);
    }

    private static TextSpan Place(int at, Group group) => new(at + group.Index, at + group.Index + group.Length);

    private const string Units = "(?:" + LabUnits.Telling + @"|%(?:\s?predicted)?|mm/hr?|seconds|sec|ratio|index)";

    internal const string Words = @"(?:positive|negative|non-?reactive|reactive|undetectable|not detected|detected|indeterminate|no growth|not amplified|amplified)";

    private const string Aside = @"(?:\((?:[^()0-9]{0,16}\s)?(?<d>" + LabUnits.Day + @")\)|\([^()]{1,60}\)|\[[^\[\]]{1,40}\])";

    private const string When = @"(?:,?\s*(?:both\s+|all\s+)?(?:on |of |from |dated |drawn |collected )?(?<d>" + LabUnits.Day + "))";

    // A name, the day in front, the value with its unit, its flag, remarks in brackets and the day behind; nothing else.
    private static readonly Lazy<Regex> DiagnosedPattern = Pattern.Of(@"(?m:^)\W*(?:final |pathologic(?:al)? )?diagnos[ei]s\s*[.:](?:[^\n]|\n(?![ \t]*\n))*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Diagnosed() => DiagnosedPattern.Value;

    private static readonly Lazy<Regex> WholePattern = Pattern.Of(@"^\s*(?<n>(?:[0-9]{2}-)?[A-Za-z][A-Za-z0-9/'+\-]*(?:[ \n]+(?:[A-Za-z(][A-Za-z0-9/'+\-)]*|[0-9]{1,3}-(?:[0-9]{1,2}|[A-Za-z]{1,3})))*?)(?:,?\s*(?:\(?(?:on |of |from )?(?<d>" + LabUnits.Day + @")\)?))?\s*(?:[:=]\s*|\b(?:both|all|was|were|is|are|at|of|came back|returned|now)\s+)*(?<![A-Za-z0-9.])(?<v>" + LabUnits.Number + "|" + Words + @"(?:\s\((?:IHC|FISH|titer)\s[^()]{1,12}\))?)(?![0-9A-Za-z\-/]|\.[0-9])\s*(?<f>[HL]{1,2}\b(?![/]))?\s*(?<u>" + Units + @")?(?![A-Za-z0-9/])(?:\s*(?:[HL]\b|high|low))?(?:\s*" + Aside + "){0,2}" + When + @"?(?:\s*" + Aside + @"){0,2}\s*\.?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Whole() => WholePattern.Value;

    private static readonly Lazy<Regex> SameDayPattern = Pattern.Of(@"^\s*(?:and )?(?:on )?(?:the )?(?:same|that) (?:day|date)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex SameDay() => SameDayPattern.Value;

    private static readonly Lazy<Regex> ValuedPattern = Pattern.Of(@"[0-9]\s?(?:%|[A-Za-z\u00b5]+(?:/[A-Za-z0-9.]+)*)?\s*(?:\([^()]*\))?$|\b" + Words + @"\b[^,;]{0,20}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Valued() => ValuedPattern.Value;

    private static readonly Lazy<Regex> TellsUnitPattern = Pattern.Of("^" + LabUnits.Telling + "$", RegexOptions.CultureInvariant);

    private static Regex TellsUnit() => TellsUnitPattern.Value;

    private static readonly Lazy<Regex> AnnouncesPattern = Pattern.Of(@"\b(?:labs?|laborator(?:y|ies)|bloods?|blood (?:work|tests?)|tests?|results?|markers?|serolog\w+|chemistr\w+|hematology|BMP|CMP|CBC|panel|receptors?|immunohistochemistry)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Announces() => AnnouncesPattern.Value;

    // Words before the name of a test: 'On the same day hemoglobin', 'latest A1c', 'his ferritin'.
    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"^(?:(?:and|with|the|an?|his|her|their|labs?|laboratory|bloods?|repeat(?:ed)?|latest|recent|most recent|last|current|initial|today|then|on|in|that|same|day|showed?|found|also|while|but|now|of|at|both)\s+)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Lead() => LeadPattern.Value;

    /// <summary>Nouns of laboratory medicine: what they end is tested, whatever it is.</summary>
    private static readonly Lazy<Regex> NounPattern = Pattern.Of(@"\b(?:antibod(?:y|ies)|antigen|receptors?|titers?|cultures?|smear|assay|PCR|toxin|metabolites?|crossmatch|viral load|Ig[AEGM]|[A-Za-z]+-?Ig[AEGM]|anti-[A-Za-z0-9]+|[A-Z][A-Za-z]*A[gb]|(?:blood|HIV|pregnancy|stool|urine|skin|antibody|antigen|drug|TB) (?:tests?|screen)|tox(?:icology)? screen|interferon-gamma release|HIV|HCV|HBV|hepatitis [ABC]|quantiferon(?:-TB)?(?: gold)?|T-?spot|(?:virus|viral|antibody) index)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Noun() => NounPattern.Value;

    // 'Ki-67', 'HER2', 'CD20', 'ER': in a run whose other items are results.
    private static readonly Lazy<Regex> MarkerPattern = Pattern.Of(@"^(?:[A-Z][A-Za-z]{0,3}-?[A-Z]?[0-9]{1,3}(?:/[a-z]+)?|[A-Z]{2,4})$", RegexOptions.CultureInvariant);

    private static Regex Marker() => MarkerPattern.Value;

    private static readonly Lazy<Regex> NoTestPattern = Pattern.Of(@"\b(?:weight|height|wt|ht|bmi|bp|blood pressure|pulse|temp\w*|doses?|rate|flow|pressures?|settings?|titrat\w*|target|goal|range|ref|reference|limit|ceiling|action|cutoff|readings?|under|over|below|above|age|quantity|strength|solution|injection|syringe|vial|she|he|it|they|was|were|has|had|have|is|are|than|from|lost|gained|walk\w*|lift\w*|raise|sign|tests? (?:positive|negative)|ejection|stenosis|occlusion|pain|score|stage|grade|lesions?|nodes?|margins?|visits?|units?|patients?|improve\w*|reduc\w*|relief|better|worse|risk|chance|estimate|probability|x-?ray|mri|ct|scan|lachman|spurling|tinel|phalen|romberg|slump|saturation|spo2|oxygen|predicted|percent\w*|for|by|per|down|up|to|about|nearly|almost|only|family|history|brother|sister|mother|father|aunt)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex NoTest() => NoTestPattern.Value;
}
