using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes the diagnoses, primary first: of the form; else of the letter; else of a note's assessment.</summary>
internal static partial class DiagnosisFields
{
    private const int TimeLimit = 10_000;
    private const int MaximumDiagnoses = 25;

    // Characters from one code to the next of a list in sentences.
    private const int LongestList = 200;

    internal static void Draft(RequestContext context)
    {
        var entries = new List<ListEntry>();
        foreach (var page in context.Pages.OrderBy(p => Rank(p.Kind)))
        {
            // An answer says which diagnoses stand, and which were thought of.
            bool answered = page.Values.Any(v => v is { Rule: "asked", Target: "diagnosis" });
            var labelled = OfPage(page);
            labelled.AddRange(Marked(page).Where(m => !labelled.Exists(l => Same(l, m))));
            var found = answered ? labelled : Rowed(page, DiagnosisRows.OfPage(page, Weight(page.Kind)), labelled);
            if (page.Kind is PageKind.Letter or PageKind.Other or PageKind.Form) found = Completed(found, DiagnosisProse.OfPage(page, Weight(page.Kind)));
            foreach (var entry in found)
            {
                var same = entries.Find(e => Same(e, entry));
                if (same is not null) same.Leaves.AddRange(entry.Leaves.Where(l => !same.Has(l.Leaf) || same.Value(l.Leaf) == l.Value));
                else if (entries.Count == 0 || Rank(page.Kind) == Rank(entries[0].Leaves[0].Page.Kind) || (entry.Rung >= 2 && entry.Has("code") && entries[0].Leaves[0].Page.Kind == PageKind.Letter)) entries.Add(entry);
            }
        }

        if (entries.Count == 0) Prose(context, entries);
        else entries.AddRange(NotedDiagnoses.Of(context, entries));
        // What no code goes with stands beside codes only where it names a disease.
        if (entries.Exists(e => e.HasRead("code"))) entries.RemoveAll(e => !e.Has("code") && !NamesDisease(e));
        foreach (var entry in entries) Judge(entry);
        foreach (var entry in entries) Confirmation.Confirm(context, entry, words => CodeReadings.Diagnoses(words, announced: false));
        for (int i = 0; i < entries.Count && i < MaximumDiagnoses; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"diagnoses[{i}]."));
    }

    private static bool NamesDisease(ListEntry entry) =>
        entry.Leaves.Exists(l => l.Leaf == "description" && !Instructions.Are(l.Value) && l.Page.Document.Mentions.Any(m => m.Type is MentionType.Problem && l.Spans.Any(s => s.Contains(m.Span))));

    /// <summary>Sets the code of an entry against its words, where recognition read it.</summary>
    private static void Judge(ListEntry entry)
    {
        int at = entry.Leaves.FindIndex(l => l is { Leaf: "code", Doubt: Doubt.None, IsUnread: false });
        if (at < 0 || entry.Leaves[at] is var code && code.Page.Page.Reading is PageReading.Text or PageReading.TextLayer) return;
        string place = code.Spans[^1].In(code.Page.Text);
        char seen = code.Repaired && CodeReadings.Diagnoses(place, announced: true).LastOrDefault(r => r.Value == code.Value) is { Value: not null } read ? place[read.Start] : code.Value[0];
        var words = entry.Leaves.Find(l => l is { Leaf: "description", Doubt: Doubt.None });
        var judged = DiseaseChapters.Judge(code, seen, words?.Value ?? string.Empty);
        entry.Leaves.RemoveAt(at);
        entry.Leaves.InsertRange(at, judged);
    }

    private static int Rank(PageKind kind) => kind switch { PageKind.Form => 0, PageKind.Other => 1, PageKind.Letter => 2, PageKind.FaxCover => 3, PageKind.Note => 4, _ => 5 };

    internal static double Weight(PageKind kind) => kind switch { PageKind.Form => 1, PageKind.Letter => 0.9, PageKind.Other => 0.9, PageKind.FaxCover => 0.75, PageKind.Note => 0.78, _ => 0.4 };

    /// <summary>Codes with the words of their own lines, and what labels add to them: other codes, and words where lines gave none.</summary>
    private static List<ListEntry> Rowed(RequestPage page, (List<ListEntry> Entries, List<TextSpan> Unmarked) read, List<ListEntry> labelled)
    {
        var rows = read.Entries;
        labelled.RemoveAll(l => l.Leaves.Exists(x => x.Leaf == "code" && x.Spans.Any(s => read.Unmarked.Exists(u => u.Overlaps(s)))));
        labelled.RemoveAll(l => l.Leaves.Find(x => x.Leaf == "code" && !x.IsUnread) is { } code && code.Doubt == Doubt.None && Instructions.Name(page.PageText, code.Spans[0].Start - page.Page.Span.Start, code.Spans[0].End - page.Page.Span.Start));
        if (rows.Count == 0) return labelled;
        var places = rows.SelectMany(r => r.Leaves).SelectMany(l => l.Spans).ToList();
        // A code that was read twice stands once.
        labelled.RemoveAll(l => l.Leaves.TrueForAll(x => x.Spans.Any(s => places.Exists(p => p.Overlaps(s)))) && !rows.Exists(r => r.Value("code") == l.Value("code")));
        foreach (var entry in labelled)
        {
            if (rows.Find(r => entry.Value("code") is { } c && r.Value("code") == c) is not { } row) continue;
            row.Rung = Math.Max(row.Rung, entry.Rung);
            row.Absorb(entry);
        }

        // 'Diagnosis: tension headache | ICD-10: G44.209': the words right before a code that has none are its own.
        foreach (var row in rows.Where(r => !r.Has("description")))
        {
            var before = labelled.FindLast(l => !l.Has("code") && l.Leaves.Exists(x => x.Leaf == "description" && row.Leaves[0].Spans[0].Start - x.Spans[^1].End is >= 0 and < 60));
            if (before is not null) row.Absorb(before);
        }

        labelled.RemoveAll(l => rows.Exists(r => Same(r, l)) || !l.Has("code"));
        var all = rows.Concat(labelled).ToList();
        return [.. all.OrderBy(e => e.Rung switch { 1 => 0, 2 => 2, 3 => 3, _ => 1 })];
    }

    private static List<ListEntry> OfPage(RequestPage page)
    {
        var entries = new List<(int Order, ListEntry Entry)>();
        var rows = new Dictionary<int, ListEntry>();
        ListEntry? open = null;
        int count = 0;
        foreach (var value in page.Values)
        {
            if (value.Target is not ("diagnosis" or "diagnosis.code") || value.IsBlank || (value.Place == LabelPlace.CheckBox && value.Box != WordMarks.CheckBoxMarked) || value.Topic == FormTopic.PayerUse) continue;
            if (value.Row >= 0)
            {
                if (!rows.TryGetValue(value.Row, out var row))
                {
                    rows[value.Row] = row = new();
                    entries.Add((Order(value.Label, count++), row));
                }

                foreach (var read in Read(page, value)) row.Leaves.AddRange(read.Leaves.Where(l => !row.Has(l.Leaf)));
                continue;
            }

            foreach (var read in Read(page, value))
            {
                // A description and the code beside or below it are one diagnosis.
                if (open is not null && open.Leaves.Count > 0 && !read.Leaves.Exists(l => open.Has(l.Leaf)) && Rung(value.Label) is var rung && (rung == 0 || rung == open.Rung)) open.Leaves.AddRange(read.Leaves);
                else
                {
                    open = read;
                    open.Rung = Math.Max(Rung(value.Label), RungBefore(page, value));
                    entries.Add((Order(value.Label, count++), read));
                }
            }
        }

        var ordered = entries.OrderBy(e => e.Order).Select(e => e.Entry).Where(e => e.Leaves.Count > 0).ToList();
        Pair(ordered);
        var kept = new List<ListEntry>();
        foreach (var entry in ordered)
        {
            if (kept.Find(k => Same(k, entry)) is { } same) same.Leaves.AddRange(entry.Leaves.Where(l => !same.Has(l.Leaf)));
            else kept.Add(entry);
        }

        return kept;
    }

    /// <summary>Marked options that begin with a diagnosis code, whatever their question is called.</summary>
    private static List<ListEntry> Marked(RequestPage page)
    {
        var entries = new List<ListEntry>();
        foreach (var value in page.Values.Where(v => v.Place == LabelPlace.CheckBox && v.Box == WordMarks.CheckBoxMarked && v.Topic != FormTopic.PayerUse))
        {
            if (CodeReadings.Diagnoses(value.ValueSpan.In(page.Text), announced: false).Any(c => c.Start <= 6)) entries.AddRange(Read(page, value with { Target = "diagnosis", Rule = "dx" }));
        }

        return entries;
    }

    /// <summary>Codes in one line of boxes and as many descriptions in the next belong together in their order.</summary>
    private static void Pair(List<ListEntry> ordered)
    {
        var codes = ordered.FindAll(e => e.Has("code") && !e.Has("description"));
        var words = ordered.FindAll(e => e.Has("description") && !e.Has("code"));
        if (codes.Count < 2 || codes.Count != words.Count || ordered.Count != codes.Count + words.Count) return;
        int Place(ListEntry entry) => entry.Leaves[0].Spans[0].Start;
        codes.Sort((a, b) => Place(a).CompareTo(Place(b)));
        words.Sort((a, b) => Place(a).CompareTo(Place(b)));
        if (Place(codes[^1]) > Place(words[0])) return;
        for (int i = 0; i < codes.Count; i++) codes[i].Leaves.AddRange(words[i].Leaves);
        ordered.RemoveAll(words.Contains);
    }

    internal static bool Same(ListEntry a, ListEntry b)
    {
        if (a.Value("code") is { } x && b.Value("code") is { } y) return x == y;
        return a.Value("description") is { } d && b.Value("description") is { } e && (d.Contains(e, StringComparison.OrdinalIgnoreCase) || e.Contains(d, StringComparison.OrdinalIgnoreCase));
    }

    private static int Rung(string label) =>
        Primary().IsMatch(label) ? 1 : Secondary().IsMatch(label) ? 2 : Third().IsMatch(label) ? 3 : 0;

    // 'Second diagnosis: …' where the label is the last word only.
    private static int RungBefore(RequestPage page, LabelledValue value)
    {
        int at = value.LabelSpan.Start, start = Math.Max(page.Page.Span.Start, at - 12);
        string before = page.Text[start..Math.Max(start, at)];
        return Secondary().IsMatch(before[(before.LastIndexOfAny(['\n', '.', ':']) + 1)..]) ? 2 : 0;
    }

    private static int Order(string label, int count) => (Rung(label) switch { 1 => 0, 2 => 2000, 3 => 3000, _ => 1000 }) + count;

    private static IEnumerable<ListEntry> Read(RequestPage page, LabelledValue value)
    {
        foreach (var run in ValueWords.Of(page, value))
        {
            string words = run.Span.In(page.Text);
            double weight = value.Score * Weight(page.Kind);
            var codes = CodeReadings.Diagnoses(words, announced: value.Target == "diagnosis.code" || value.Rule is "dx" or "heading-list").Where(c => !NotThePatients(words, c.Start) && !IsQuestioned(page.Text, run.Span.Start + c.Start)).ToList();
            // A letter and four digits without a dot is a code of HCPCS, unless the label says otherwise.
            if (value.Target != "diagnosis.code") codes.RemoveAll(c => c.End - c.Start == 5 && words[(c.Start + 1)..c.End].All(char.IsAsciiDigit));
            // Characters that stand one to a box are one code.
            if (codes.Count == 0 && value.Target == "diagnosis.code" && Comb().Match(words) is { Success: true } comb)
            {
                string joined = new([.. comb.Value.Where(c => !char.IsWhiteSpace(c))]);
                codes = [.. CodeReadings.Diagnoses(joined, announced: true).Take(1).Select(c => c with { Start = comb.Index, End = comb.Index + comb.Length })];
            }

            // What stands behind a date tells of a visit.
            codes.RemoveAll(c => Visit().IsMatch(words[..c.Start]));
            // A word of three letters and digits in a description is no code: there the dot, or the whole box, must speak for it.
            if (value.Target == "diagnosis") codes = codes.FindAll(c => c.Value.Contains('.', StringComparison.Ordinal) || c.Start == 0 || c.End >= words.TrimEnd().Length - 1);
            if (codes.Count == 0)
            {
                string text = TextForm.OneLine(words);
                if (value.Target == "diagnosis.code" && page.Page.HasPicture && text.Length < 16 && UnreadPlaces.Seen(page, run) is { } seen)
                {
                    var unread = new ListEntry();
                    unread.Add(new(page, "code", seen.Value, weight, value.Rule, [run.Span]) { Doubt = seen.Doubt, IsUnread = true });
                    yield return unread;
                    continue;
                }

                if (text.Length < 3 || text.Length > 200 || TextForm.SaysNothing(text) || Asks().IsMatch(text) || NoDisease().IsMatch(text) || NotThePatients(text, Math.Min(text.Length, 40)) || Denial().Match(text) is { Success: true, Index: 0 } || !text.Any(char.IsLetter)) continue;
                if (value.Target == "diagnosis.code" && text.Any(char.IsAsciiDigit) && text.Length < 9)
                {
                    var bad = new ListEntry();
                    bad.Add(new(page, "code", text.ToUpperInvariant(), weight, value.Rule, [run.Span]) { Doubt = Doubt.NotOfItsKind });
                    yield return bad;
                    continue;
                }

                foreach (string part in Parts(text))
                {
                    int at = words.IndexOf(part, StringComparison.Ordinal);
                    var span = at >= 0 ? new TextSpan(run.Span.Start + at, run.Span.Start + at + part.Length) : run.Span;
                    var entry = new ListEntry();
                    entry.Add(new(page, "description", part, weight * 0.95, value.Rule, [span]));
                    yield return entry;
                }

                continue;
            }

            for (int i = 0; i < codes.Count; i++)
            {
                var entry = new ListEntry();
                var span = codes[i].At(run.Span);
                entry.Add(new(page, "code", codes[i].Value, weight, value.Rule, [codes.Count == 1 ? EvidenceOf.WithLabel(page.Document, value.LabelSpan, span) : span]) { Repaired = codes[i].Repaired, Doubt = run.Doubt });
                if (DescriptionOf(words, codes, i) is { } description) entry.Add(new(page, "description", description.Value, weight * 0.9, value.Rule, [description.At(run.Span)]));
                yield return entry;
            }
        }
    }

    private static string[] Parts(string text) => [.. text.Split([';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= 3)];

    /// <summary>The words that go with a code: what follows it up to the next, or, where codes stand last, what comes before.</summary>
    private static Reading? DescriptionOf(string words, List<Reading> codes, int index)
    {
        bool codesFirst = Letters(words[..codes[0].Start]) < 3;
        int start = codesFirst ? codes[index].End : index == 0 ? 0 : codes[index - 1].End;
        int end = codesFirst ? index + 1 < codes.Count ? codes[index + 1].Start : words.Length : codes[index].Start;
        while (start < end && !char.IsLetterOrDigit(words[start])) start++;
        string text = words[start..end];
        text = Lead().Replace(text, string.Empty);
        start = end - text.Length;
        text = WithoutTrail(text, Trail(), codesFirst && index + 1 < codes.Count);
        if (codesFirst && SentenceStop().Match(text) is { Success: true, Index: > 0 } stop) text = text[..stop.Index];
        string value = TextForm.OneLine(text).Trim(' ', '-', '–', ':', '(', ')', ',', '.', ';', '/');
        if (value.Length is < 3 or > 160 || !value.Any(char.IsLetter) || value.StartsWith("e.g", StringComparison.OrdinalIgnoreCase)) return null;
        int at = words.IndexOf(value[..1], start, StringComparison.Ordinal);
        return new(value, Math.Max(start, at), Math.Min(end, start + text.Length));
    }

    // 'Chronic hypoxic resp. failure': behind an abbreviation a name goes on in small letters.
    [GeneratedRegex(@"\.\s+(?![a-z])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex SentenceStop();

    private static int Letters(string text) => Lead().Replace(text, string.Empty).Count(char.IsLetter);

    /// <summary>'Thoracic outlet?' with its code behind it or in the line below.</summary>
    internal static bool IsQuestioned(string text, int at) => text[Math.Max(0, at - 6)..at].TrimEnd(' ', '\n', '(', '[').EndsWith('?');

    /// <summary>Whether what stands before a code denies it, supposes it, or gives it to a relative.</summary>
    internal static bool NotThePatients(string words, int at)
    {
        int start = Math.Max(0, at - 140);
        int stop = words.LastIndexOfAny(['.', ';', '\n'], Math.Max(0, at - 1), Math.Max(0, at - 1) - start + (at > 0 ? 1 : 0));
        return Denial().IsMatch(DiagnosisProse.WithoutLacks(words[Math.Max(start, stop + 1)..at]));
    }

    /// <summary>What sentences say, in the place of labels that give no code: a label's words that a sentence completes give way to it.</summary>
    private static List<ListEntry> Completed(List<ListEntry> labelled, List<ListEntry> prose)
    {
        foreach (var entry in labelled.Where(e => e.HasRead("code") && !e.Has("description")))
        {
            if (prose.Find(p => p.Value("code") == entry.Value("code")) is { } same) entry.Absorb(same);
        }

        // 'Diagnosis for all: F33.2, major depressive disorder. Secondary F41.1, anxiety': a list goes on in the sentences behind it.
        if (labelled.FindLast(e => e.HasRead("code")) is { } last && last.Leaves[0].Rule != "dx-row")
        {
            foreach (var next in prose.Where(p => !labelled.Exists(l => l.Value("code") == p.Value("code"))).OrderBy(p => p.Start))
            {
                if (next.Leaves[0].Page != last.Leaves[0].Page || next.Start < last.Start || next.Start - last.Start > LongestList || next.Leaves[0].Page.Text.AsSpan(last.Start, next.Start - last.Start).Contains("\n\n", StringComparison.Ordinal)) continue;
                labelled.Add(last = next);
            }
        }

        if (prose.Count == 0 || labelled.Exists(e => e.Has("code"))) return labelled;
        labelled.RemoveAll(l => prose.Exists(p => Same(p, l)));
        return [.. prose, .. labelled];
    }

    private static void Prose(RequestContext context, List<ListEntry> entries)
    {
        // Where a form asks for the diagnosis and its place was not read, a chart is no substitute.
        bool asked = context.Pages.Any(p => p.Kind == PageKind.Form && p.With("diagnosis", "diagnosis.code").Any());
        foreach (var page in context.Pages.Where(p => p.Kind != PageKind.PayerNotice && !(asked && p.Kind == PageKind.Note)).OrderBy(p => Rank(p.Kind)))
        {
            entries.AddRange(DiagnosisProse.OfPage(page, Weight(page.Kind)));
            if (entries.Count > 0) return;
        }
    }

    [GeneratedRegex(@"\b(rule[sd]?\s?-?out|r/o|denie[sd]|no\b|never|(is|was|were|does|do|did) not\b|negative for|not have|possibl[ey]|perhaps|maybe|probabl[ey]|suspected|suspicion|questionable|likely|versus|vs\.?|family (history|hx)|fhx?|mother|father|sister|brother|aunt|uncle|grand\w+|son|daughter|parent|differential|history of|h/o|s/p|screening for|risk (of|for)|previously denied|excluded)\b|\?\s*[(\[]?\s*$|^\W*(not|without)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(primary|principal|admitting|dx\s*#?\s*1|diagnosis\s*#?\s*1)\b|^\W*1\b|\b1st\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Primary();

    [GeneratedRegex(@"\b(secondary|second|additional|other|comorbid)\b|\b(dx|diagnosis|code)\s*#?\s*2\b|^\W*2\b|\b2nd\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Secondary();

    [GeneratedRegex(@"\b(tertiary|third)\b|\b(dx|diagnosis|code)\s*#?\s*[3-9]\b|^\W*[3-9]\b|\b3rd\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Third();

    [GeneratedRegex(@"^(?:\W|\b(?:primary|secondary|principal)\b(?=\s*[:.)\-–(]|\s+(?-i:[A-Z][a-z]|[A-Z]?[0-9]))[\s:.)\-]*|\b(?:in words|named|called|icd|icd-?10(?:-?cm)?|codes?|dx|diagnos[ei]s|and|no|[0-9]{1,2}[.)])\b[\s:.)\-]*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Lead();

    /// <summary>The text without what only leads to the next code. 'Secondary' behind a comma leads to it where one follows; else it is of the name: hypertension, secondary.</summary>
    internal static string WithoutTrail(string text, Regex trail, bool leads)
    {
        string kept = trail.Replace(text, string.Empty);
        return !leads && kept.Length > 0 && Inverted().Match(text, Math.Max(0, kept.Length - 1)) is { Success: true } own ? text[..(own.Index + own.Length)] : kept;
    }

    [GeneratedRegex(@"(?<=\w),\s*(?:secondary|primary)(?=[\s,;:(\-–|.]*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Inverted();

    [GeneratedRegex(@"[\s,;:(\-–]*(?:\|?\s*\b(?:icd|icd-?10(?:-?cm)?|codes?|dx|secondary|second|further|primary|and|[0-9]{1,2}[.)])\b[\s:.#\-]*)*[\s,;:(\-–|]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Trail();

    // A question or an option's box is no name of a disease.
    private static readonly Lazy<Regex> AsksPattern = Pattern.Of(@"\[[ xX]?\]|[☐☒☑]|\?\s*$|\b(?:electronically )?signed by\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asks() => AsksPattern.Value;

    // Labels alone, and how often something is done.
    private static readonly Lazy<Regex> NoDiseasePattern = Pattern.OfWords(@"^\W*(?:(?:icd|10|cm|codes?|diagnos[ei]s|dx|first|second|third|primary|secondary|main|other|further|name|named|called|description|in words|text)\W*)+$|^[0-9]+ ?(?:x|times|visits?|per|/)");

    private static Regex NoDisease() => NoDiseasePattern.Value;

    private static readonly Lazy<Regex> VisitPattern = Pattern.Of(@"(?<![0-9/])[0-9]{1,2}/(?:[0-9]{1,2}/)?[0-9]{2,4}\s[^.;\n]{0,80}$", RegexOptions.CultureInvariant);

    private static Regex Visit() => VisitPattern.Value;

    private static readonly Lazy<Regex> CombPattern = Pattern.Of(@"(?<![A-Za-z0-9])[A-Z](?:[ \t]+[0-9A-Z]){2,6}(?![A-Za-z0-9])", RegexOptions.CultureInvariant);

    private static Regex Comb() => CombPattern.Value;
}
