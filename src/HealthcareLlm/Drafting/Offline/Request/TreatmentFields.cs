using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Clinical;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes what was tried before, with outcome and dates: rows of tables, lists that a label announces, sentences of letters and notes.</summary>
internal static class TreatmentFields
{
    private const int MaximumTreatments = 40;

    internal static void Draft(RequestContext context, ImmutableArray<ClinicalPage> pages)
    {
        var entries = new List<ListEntry>();
        var asked = RequestedDrugs.Of(context);
        string asking = context.Book.Of("request.date").Where(static c => c.Doubt == Doubt.None).MaxBy(static c => c.Score)?.Value ?? string.Empty;
        foreach (var page in pages.OrderBy(p => p.Page.Kind == PageKind.Form ? 0 : p.Page.Kind == PageKind.Letter ? 1 : 2))
        {
            var blocks = page.Blocks.Where(b => b.Kind == "treatment").SelectMany(b => TreatmentItems.OfBlock(context, page, b));
            var tables = ClinicalTables.Extents(page, TableKind.Treatments);
            var notHad = TreatmentRecords.NotHad(page);
            foreach (var entry in ClinicalTables.Treatments(context, page).Concat(Rows(context, page.Page, tables)).Concat(Lists(context, page)).Concat(blocks).Concat(TreatmentItems.OfQuestions(context, page)).Concat(TreatmentRecords.OfPage(context, page)).Concat(TreatmentClauses.OfPage(context, page)))
            {
                // What lies in a table is its rows' own.
                if (entry.Leaves[0] is { Rule: not "treatment-row" } first && tables.Exists(t => t.Contains(first.Spans[0]))) continue;
                if (!WasHad(context, page, entry) || notHad.Exists(n => entry.Leaves[0].Spans.Any(n.Overlaps))) continue;
                // What begins after it was asked for was not tried before.
                if (entry.Leaves.Exists(l => l.Leaf == "startDate" && l.Value.Length == 10 && asking.Length == 10 && string.CompareOrdinal(l.Value, asking) > 0)) continue;
                // A drug asked for was had before where it goes on since a day: a renewal.
                bool goesOn = entry.Value("outcome") == "ongoing" && entry.Has("startDate");
                if (entry.IsStruck || (!goesOn && asked.Names(entry.Leaves.First(l => l.Leaf == "treatment")))) continue;
                var same = entries.Find(e => Same(e, entry));
                if (same is null) entries.Add(entry);
                else same.Absorb(entry);
            }
        }

        for (int i = 0; i < entries.Count && i < MaximumTreatments; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"clinical.priorTreatments[{i}]."));
    }

    /// <summary>Whether the name of a treatment is one: a known drug or procedure, a noun of care, or words that are no sentence, heading or office's.</summary>
    private static bool IsName(ClinicalPage page, ListEntry entry)
    {
        var name = entry.Leaves.First(l => l.Leaf == "treatment");
        if (Generic().IsMatch(name.Value) || Headings().IsMatch(name.Value) || NamesNothing(name.Value) || IsHarm(page, name)) return false;
        // An examination that was only done is none; one that failed is.
        if (name.Rule is not "treatment-row" && (TreatmentClauses.IsTest().IsMatch(name.Value) || s_test.Value.IsMatch(name.Value)) && entry.Value("outcome") is null or "completed" or "ongoing") return false;
        // 'exercise echo, non-diagnostic': a test alone, however it went; 'failed back surgery syndrome' is a disease.
        if (name.Rule is not "treatment-row" && s_test.Value.Match(name.Value) is { Success: true } test && test.Length == name.Value.Length) return false;
        if (name.Spans[^1].End is var end && Syndrome().IsMatch(page.Text[end..Math.Min(page.Page.Page.Span.End, end + 12)])) return false;
        if (IsOrdered(page, entry, name) || IsTitle(page, name) || IsSubstance(page, name)) return false;
        if (name.Spans.Any(s => page.MentionsIn(s).Any(m => m.Type is MentionType.Medication or MentionType.Procedure)) && name.Value.Split(' ').Length < 9) return true;
        return !Sentence().IsMatch(name.Value) && !Titled().IsMatch(page.Text[Math.Max(0, name.Spans[0].Start - 5)..name.Spans[0].Start]);
    }

    /// <summary>Whether an entry names a treatment that was had; its name is brought to the whole name and nothing beside it. The name of a row of a table is its cell.</summary>
    internal static bool WasHad(RequestContext context, ClinicalPage page, ListEntry entry)
    {
        if (entry.Leaves.FindIndex(l => l is { Leaf: "treatment", Rule: not "treatment-row" }) is >= 0 and var named && entry.Leaves[named].Spans is [var whole])
        {
            var name = TreatmentNames.Mended(page, entry.Leaves[named]);
            entry.Leaves[named] = name;
            // What is none of the name tells when it was had and how it went.
            if (name.Spans[0].End is var end && end < whole.End)
            {
                Outcomes.Add(page.Page, new(end, whole.End), name.Score * 0.93, entry);
                TreatmentItems.Dates(context, page.Page, new(end, whole.End), name.Score * 0.9, entry);
            }
        }

        return IsName(page, entry) && !IsNeverHad(page, entry);
    }

    /// <summary>Whether what stands behind the name says that it was never begun; a row that tells how it went was had.</summary>
    private static bool IsNeverHad(ClinicalPage page, ListEntry entry) =>
        !IsForbidden(page, entry) && entry.Leaves.First(l => l.Leaf == "treatment") is { Rule: not "treatment-row", Spans: [.., var last] } && ClinicalCues.IsNeverHad(page, last);

    /// <summary>What may not be had need not have been begun: 'contraindicated, never begun' tells of a treatment, 'not advised' does not.</summary>
    private static bool IsForbidden(ClinicalPage page, ListEntry entry) =>
        entry.Leaves.Find(l => l is { Leaf: "outcome", Value: "contraindicated" }) is { } outcome && outcome.Spans.Any(s => Forbidden().IsMatch(s.In(page.Text)));

    private static readonly Lazy<Regex> s_test = ClinicalCues.Of("test");

    /// <summary>Whether a name stands behind the code of a service in its line, and nothing says how it went: '97112  Neuromuscular re-education  12'.</summary>
    private static bool IsOrdered(ClinicalPage page, ListEntry entry, EntryLeaf name) =>
        !entry.Has("outcome") && page.LineAt(name.Spans[0].Start) is var line && ServiceCode().IsMatch(page.Text[line.Start..Math.Min(line.End, name.Spans[^1].End)]);

    /// <summary>'Wound care tried: …': the title of the list is none of its items.</summary>
    private static bool IsTitle(ClinicalPage page, EntryLeaf name) =>
        name.Spans[^1].End is var end && end < page.Page.Page.Span.End && page.Text[end] == ':' && ClinicalBlocks.KindOf(name.Value) is not null;

    /// <summary>Whether the name is that of a substance which the patient is allergic to, where it is named as one.</summary>
    private static bool IsSubstance(ClinicalPage page, EntryLeaf name) =>
        Allergic().IsMatch(name.Value) || page.KindAt(name.Spans[0].Start) != "treatment" && page.Mentions.Any(m => m.Type == MentionType.Allergy && m.Concept != "none" && name.Spans.Any(m.NameSpan.Overlaps));

    /// <summary>Whether every word tells of forms, counts, order or outcome, and none of care; or a number of an office, a code of a diagnosis or a signature stands in it.</summary>
    private static bool NamesNothing(string name)
    {
        if (Paperwork().IsMatch(name)) return true;
        string[] words = name.ToLowerInvariant().Split([' ', ',', '.', ':', ';', '(', ')', '/', '-', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(words, static w => !w.Any(char.IsLetter) || s_empty.Contains(w));
    }

    private static readonly FrozenSet<string> s_empty = new[]
    {
        "a", "an", "the", "of", "on", "in", "to", "and", "or", "for", "with", "by", "at", "as", "from", "he", "she", "it", "his", "her", "they", "file", "here", "below", "above", "state", "say", "what", "each", "time", "times", "first", "second",
        "third", "last", "next", "earlier", "later", "older", "newer", "previous", "prior", "ones", "one", "two", "three", "ways", "way", "order", "orders", "never", "ever", "trial", "trials", "offered", "declined", "refused", "took", "inadequate",
        "adequate", "failed", "failure", "effective", "ineffective", "intolerant", "intolerance", "contraindicated", "relapse", "relapses", "relief", "plan", "period", "request", "requests", "report", "progress", "extension", "visits", "sessions",
        "units", "allergies", "allergy", "delegate", "sign", "signed", "primary", "secondary", "tried", "care", "outcome", "response", "result", "yes", "no", "not",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<Regex> PaperworkPattern = Pattern.Of(@"[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4}|\b[A-TV-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}\b|\bsigned (?:by|on)\b|\bsign here\b|\breturn (?:to|by) fax\b|^\W*[0-9]+ of [0-9]+\W*$|\bICD(?:-?10)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Paperwork() => PaperworkPattern.Value;

    /// <summary>Whether a name is that of a symptom or disease: the harm or the reason of a treatment, not the treatment.</summary>
    private static bool IsHarm(ClinicalPage page, EntryLeaf name) =>
        name.Spans.All(s => page.MentionsIn(s).ToList() is { Count: > 0 } mentions && mentions.TrueForAll(m => m.Type is MentionType.Problem or MentionType.Lab or MentionType.Vital) && mentions.Sum(m => m.NameSpan.Length) * 4 >= s.Length * 3 && !TreatmentNouns.In(page.Text, s).Any());

    // No name alone: what only stands in for one, and places and events of a life.
    private static readonly Lazy<Regex> GenericPattern = Pattern.Of(@"^\W*(?:the )?(?:following|without|with|none|others?|same|both|work injury|injury|hospital stay|stay|visit|date|result|reason|signature|statement|samples?|coupons?|surgery|treatments?|therapy|medications?|medicines?|drugs?|program|history|once|twice|daily|weekly|nightly|monthly|times|dose|doses|measures?|when|where|why|who|how|failed|begun|ended|started|stopped|withdrawn|changed|change of [a-z]+|filled in(?: by)?|rx|(?:hospital |office )?(?:outpatient|inpatient)(?: hospital| department| setting)?|[0-9]{1,3} (?:injections|visits|sessions|treatments|cycles|courses|doses)|january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)\W*$|^\W*(?:after|before|since|until|during|because|when|while|still|no longer|which|very|filled in|then)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Generic() => GenericPattern.Value;

    private static readonly Lazy<Regex> ForbiddenPattern = Pattern.OfWords(@"\b(?:contra-?indicat\w+|unsafe|cannot|can not|may not|must not|should not|allerg\w+|because of|due to)\b");

    private static Regex Forbidden() => ForbiddenPattern.Value;

    private static readonly Lazy<Regex> SyndromePattern = Pattern.OfWords(@"^ syndrome\b");

    private static Regex Syndrome() => SyndromePattern.Value;

    // 'allergic to amoxicillin'; 'allergy shots' treat.
    private static readonly Lazy<Regex> AllergicPattern = Pattern.OfWords(@"\ballergic to\b|\ballerg(?:y|ies)$");

    private static Regex Allergic() => AllergicPattern.Value;

    private static readonly Lazy<Regex> ServiceCodePattern = Pattern.Of(@"(?:^|\s)(?:[0-9]{5}|[A-CEGJLQS][0-9]{4})\s{1,40}[A-Z]", RegexOptions.CultureInvariant);

    private static Regex ServiceCode() => ServiceCodePattern.Value;

    // 'Drug / daily dose', and '30rmore' for '3 or more'.
    private static readonly Lazy<Regex> HeadingsPattern = Pattern.Of(@"^\W*(?:drug|medicine|medication|treatment|therapy)\b.*\b(?:dose|dates?|name|result|outcome|reason)\b|^[0-9]+[a-z]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Headings() => HeadingsPattern.Value;

    private static readonly Lazy<Regex> SentencePattern = Pattern.Of(@"=|\b(?:would|will|should|could|can|cannot|have|has|had|is|are|was|were|do|does|did|we|you|i|they|this|that|these|know|looked|statement|signature|samples?|coupons?|form|page|injury|prescriber'?s?|reviewer|sites?|member|patient'?s?|please|not|count)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Sentence() => SentencePattern.Value;

    private static readonly Lazy<Regex> TitledPattern = Pattern.Of(@"\b(?:Drs?|Mr|Mrs|Ms|Prof|[A-Z])\.\s+$", RegexOptions.CultureInvariant);

    private static Regex Titled() => TitledPattern.Value;

    /// <summary>Whether two names are of one treatment: 'Home exercises' and 'Home exercise program'. 'Levocetirizine' is no cetirizine: whole words are the same.</summary>
    internal static bool AreOne(string a, string b)
    {
        string k = Key(a), l = Key(b);
        return k == l || (k.Length > 5 && l.Length > 5 && ((' ' + k).Contains(' ' + l, StringComparison.Ordinal) || (' ' + l).Contains(' ' + k, StringComparison.Ordinal)));
    }

    private static bool Same(ListEntry a, ListEntry b) =>
        AreOne(a.Value("treatment")!, b.Value("treatment")!) || (GenericOf(a) is { } g && g == GenericOf(b)) || Overlap(a, b);

    /// <summary>The generic name of the one drug that a treatment names: 'Amox-clav' and 'amoxicillin-clavulanate' are one.</summary>
    private static string? GenericOf(ListEntry entry)
    {
        string name = entry.Value("treatment")!;
        var drugs = DrugLexicon.Find(name, new(0, name.Length)).Select(d => d.Drug.Generic).Distinct().ToList();
        return drugs.Count == 1 && name.Split(' ').Length <= 3 ? drugs[0] : null;
    }

    /// <summary>Whether two readings take up the same words of a page.</summary>
    private static bool Overlap(ListEntry a, ListEntry b)
    {
        if (a.Leaves[0].Page.Document != b.Leaves[0].Page.Document) return false;
        if (Names(a).Any(s => Names(b).Any(s.Overlaps))) return true;
        if (a.Leaves[0].Rule == b.Leaves[0].Rule) return false;
        // 'Oral appliance | mandibular advancement device, 2024-03 to 2024-08': two readings that cite the same days are one treatment.
        if (Days(a).Any(s => Days(b).Any(s.Overlaps))) return true;
        return Extent(a).Overlaps(Extent(b));
    }

    private static IEnumerable<TextSpan> Days(ListEntry entry) => entry.Leaves.Where(l => l.Leaf is "startDate" or "endDate").SelectMany(l => l.Spans);

    private static TextSpan[] Names(ListEntry entry) => entry.Leaves.First(l => l.Leaf == "treatment").Spans;

    private static TextSpan Extent(ListEntry entry)
    {
        var name = entry.Leaves.First(l => l.Leaf == "treatment");
        var first = name.Spans[0];
        int end = entry.Leaves.Where(l => l.Page == name.Page).SelectMany(l => l.Spans).Where(s => s.End > first.Start && s.Start - first.End < 60 && !s.In(name.Page.Text).Contains('\n', StringComparison.Ordinal)).Select(s => s.End).DefaultIfEmpty(first.End).Max();
        return new(first.Start, first.In(name.Page.Text).Contains('\n', StringComparison.Ordinal) || name.Page.Text[first.Start..end].Contains('\n', StringComparison.Ordinal) ? first.End : end);
    }

    private static string Key(string treatment) => Plural().Replace(NameOnly().Match(treatment).Value.ToUpperInvariant().Replace('-', ' ').Trim(), string.Empty);

    private static IEnumerable<ListEntry> Rows(RequestContext context, RequestPage page, List<TextSpan> tables)
    {
        foreach (var row in page.Values.Where(v => v.Row >= 0 && !tables.Exists(t => t.Contains(v.ValueSpan) || t.Contains(v.LabelSpan)) && v.Target.StartsWith("treatment.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key))
        {
            var entry = new ListEntry();
            foreach (var value in row)
            {
                TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
                string words = string.Join(' ', spans.Select(s => s.In(page.Text)));
                switch (value.Target)
                {
                    case "treatment.name" or "treatment.list":
                        string name = TextForm.OneLine(words);
                        if (!TextForm.SaysNothing(name) && !TreatmentItems.IsNone(name)) entry.Add(new(page, "treatment", name, 0.92 * page.Weight, value.Rule, spans));
                        break;
                    case "treatment.outcome":
                        AddOutcome(page, words, spans, 0.9 * page.Weight, entry);
                        break;
                    default:
                        AddDates(context, page, value, entry);
                        break;
                }
            }

            if (entry.Has("treatment")) yield return entry;
        }
    }

    private static void AddDates(RequestContext context, RequestPage page, LabelledValue value, ListEntry entry)
    {
        string words = value.ValueSpan.In(page.Text);
        var dates = DateReadings.PartialDates(words, context.Dates);
        for (int i = 0; i < dates.Count && i < 2; i++)
        {
            string leaf = value.Target == "treatment.end" || i == 1 ? "endDate" : "startDate";
            // A lone date of a range that is still open is where it began; 'until' and 'to' before it make it the end.
            if (entry.Has(leaf)) continue;
            entry.Add(new(page, leaf, dates[i].Value, 0.85 * page.Weight, value.Rule, [dates[i].At(value.ValueSpan)]) { Repaired = dates[i].Repaired, Doubt = dates[i].Doubt });
        }

        // A column between the dates may tell the outcome in an unknown heading's words, or that it goes on.
        if (!entry.Has("outcome") && (Open().IsMatch(words) || dates.Count == 0)) AddOutcome(page, words, [value.ValueSpan], 0.6 * page.Weight, entry);
    }

    private static void AddOutcome(RequestPage page, string words, TextSpan[] spans, double score, ListEntry entry)
    {
        if (entry.Has("outcome") || Outcomes.Of(words) is not { } match) return;
        TextSpan[] span = spans.Length == 1 ? [new(spans[0].Start + match.Span.Start, Math.Min(spans[0].End, spans[0].Start + match.Span.End))] : spans;
        entry.Add(new(page, "outcome", match.Rule.Value, score, match.Rule.Id, span) { Mapped = true });
    }

    private static IEnumerable<ListEntry> Lists(RequestContext context, ClinicalPage page)
    {
        foreach (var value in page.Page.Values.Where(v => v.Row < 0 && v.Target is "treatment.list" or "treatment.name" && !v.IsBlank && v.Place != LabelPlace.CheckBox && v.Rule is not ("heading-list" or "asked")))
        {
            if (TreatmentItems.IsNoneAtAll(value.ValueSpan.In(page.Text))) continue;
            foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans])
            {
                foreach (var item in TreatmentItems.OfAnswer(page, span))
                {
                    if (TreatmentItems.Read(context, page, item, 0.85 * page.Page.Weight) is { } entry) yield return entry;
                }
            }
        }
    }

    // 'Home exercises', 'Home exercise program'.
    private static readonly Lazy<Regex> PluralPattern = Pattern.Of(@"(?:(?<=[A-Z]{4})S)?(?: PROGRAM(?:ME)?S?)?$", RegexOptions.CultureInvariant);

    private static Regex Plural() => PluralPattern.Value;

    private static readonly Lazy<Regex> NameOnlyPattern = Pattern.Of(@"^[A-Za-z][A-Za-z\- ]*", RegexOptions.CultureInvariant);

    private static Regex NameOnly() => NameOnlyPattern.Value;

    private static readonly Lazy<Regex> OpenPattern = Pattern.Of(@"\b(present|current|ongoing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Open() => OpenPattern.Value;
}
