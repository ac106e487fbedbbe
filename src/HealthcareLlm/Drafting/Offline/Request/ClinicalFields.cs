using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes current medications, allergies, laboratory results and findings.</summary>
internal static partial class ClinicalFields
{
    private const int TimeLimit = 1000;
    private const int MaximumEntries = 40;

    internal static void Draft(RequestContext context)
    {
        Medications(context);
        Allergies(context);
        Labs(context);
        Findings(context);
    }

    private static void Medications(RequestContext context)
    {
        var entries = new List<ListEntry>();
        foreach (var page in context.Pages.Where(p => p.Kind is not (PageKind.FaxCover or PageKind.PayerNotice)))
        {
            foreach (var row in page.Values.Where(v => v.Row >= 0 && v.Target.StartsWith("medication.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key))
            {
                var entry = new ListEntry();
                if (row.Any(v => v.Target == "medication.status" && Stopped().IsMatch(v.ValueSpan.In(page.Text)))) continue;
                foreach (var value in row) MedicationCell(page, value, entry);
                Keep(entries, entry);
            }

            foreach (var value in page.Values.Where(v => v.Row < 0 && v.Target is "medication.list" or "medication.name" && !v.IsBlank && v.Place != LabelPlace.CheckBox))
            {
                foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans])
                {
                    foreach (var (item, at) in ListItems.Split(span.In(page.Text))) Keep(entries, MedicationItem(page, new(span.Start + at, span.Start + at + item.Length), 0.85 * page.Weight, "medication-list"));
                }
            }

            foreach (var mention in page.Document.Mentions) FromMention(page, mention, entries);
        }

        Write(context, entries, "clinical.currentMedications");
    }

    private static void FromMention(RequestPage page, Mention mention, List<ListEntry> entries)
    {
        if (mention.Type != MentionType.Medication || !page.Page.Span.Contains(mention.Span) || !mention.Assertion.IsCurrentFact) return;
        if (mention.Section >= page.Document.Sections.Length || page.Document.Sections[mention.Section].Category != SectionCategory.Medications) return;
        if (mention.Part("status")?.Value is "stopped" or "held") return;
        var entry = new ListEntry();
        entry.Add(new(page, "name", TextForm.OneLine(mention.NameSpan.In(page.Text)), 0.7 * page.Weight, "medication-section", [mention.NameSpan]));
        foreach (string leaf in (string[])["dose", "route", "frequency"])
        {
            var part = mention.Part(leaf) ?? (leaf == "dose" ? mention.Part("strength") : null);
            if (part is { Span.IsEmpty: false }) entry.Add(new(page, leaf, TextForm.OneLine(part.Span.In(page.Text)), 0.65 * page.Weight, "medication-section", [part.Span]));
        }

        Keep(entries, entry);
    }

    private static void MedicationCell(RequestPage page, LabelledValue value, ListEntry entry)
    {
        string words = TextForm.OneLine(value.ValueSpan.In(page.Text));
        if (TextForm.SaysNothing(words)) return;
        if (value.Target == "medication.doseFrequency")
        {
            AddDirections(page, value.ValueSpan, 0.85 * page.Weight, entry, value.Rule);
            return;
        }

        string leaf = value.Target["medication.".Length..];
        if (leaf is "name" && entry.Has("name") is false)
        {
            var item = MedicationItem(page, value.ValueSpan, 0.9 * page.Weight, value.Rule);
            if (item is not null) entry.Absorb(item);
        }
        else if (leaf is "dose" or "route" or "frequency")
        {
            entry.Leaves.RemoveAll(l => l.Leaf == leaf);
            entry.Add(new(page, leaf, words, 0.9 * page.Weight, value.Rule, [value.ValueSpan]));
        }
    }

    private static ListEntry? MedicationItem(RequestPage page, TextSpan span, double score, string rule)
    {
        string words = span.In(page.Text);
        var name = DrugName().Match(words);
        if (!name.Success || Stopped().IsMatch(words) || StoppedBefore().IsMatch(page.Text.AsSpan(Math.Max(0, span.Start - 24), Math.Min(24, span.Start))) || StoppedAfter().IsMatch(page.Text.AsSpan(span.End, Math.Min(24, page.Text.Length - span.End))) || TextForm.SaysNothing(words)) return null;
        var entry = new ListEntry();
        var group = name.Groups["n"];
        string text = TextForm.OneLine(group.Value).TrimEnd('-', '–', ':', '.', ',');
        if (text.Length < 3 || NoDrug().IsMatch(text)) return null;
        entry.Add(new(page, "name", text, score, rule, [new(span.Start + group.Index, span.Start + group.Index + group.Length)]));
        AddDirections(page, span, score * 0.95, entry, rule);
        return entry;
    }

    private static void AddDirections(RequestPage page, TextSpan span, double score, ListEntry entry, string rule)
    {
        var read = Directions.Read(span.In(page.Text));
        if (read.Dose is { } dose) entry.Add(new(page, "dose", dose.Value, score, rule, [dose.At(span)]));
        if (read.Route is { } route) entry.Add(new(page, "route", route.Value, score, rule, [route.At(span)]));
        if (read.Frequency is { } frequency) entry.Add(new(page, "frequency", frequency.Value, score, rule, [frequency.At(span)]));
    }

    private static void Keep(List<ListEntry> entries, ListEntry? entry)
    {
        if (entry?.Value("name") is not { } name || entry.IsStruck) return;
        var same = entries.Find(e => e.Value("name")!.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (same is null) entries.Add(entry);
        else same.Absorb(entry);
    }

    private static void Write(RequestContext context, List<ListEntry> entries, string list)
    {
        for (int i = 0; i < entries.Count && i < MaximumEntries; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]."));
    }

    private static void Allergies(RequestContext context)
    {
        var seen = new List<string>();
        foreach (var page in context.Pages.Where(p => p.Kind is not (PageKind.FaxCover or PageKind.PayerNotice)))
        {
            foreach (var value in page.Values.Where(v => v.Target == "allergy" && !v.IsBlank && v.Place != LabelPlace.CheckBox))
            {
                foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans]) Allergy(context, page, value, span, seen);
            }
        }
    }

    private static void Allergy(RequestContext context, RequestPage page, LabelledValue value, TextSpan span, List<string> seen)
    {
        string words = span.In(page.Text);
        if (NoAllergies().Match(words) is { Success: true } none)
        {
            if (seen.Contains("none")) return;
            string path = string.Create(CultureInfo.InvariantCulture, $"clinical.allergies[{seen.Count}]");
            seen.Add("none");
            var place = new TextSpan(span.Start + none.Index, span.Start + none.Index + none.Length);
            context.Book.Add(path, new Candidate("none", 0.9 * page.Weight, EvidenceOf.Spans(page.Document, EvidenceOf.WithLabel(page.Document, value.LabelSpan, place)), "allergies-none") { Mapped = true, Doubt = EvidenceOf.DoubtOf(page.Document, place) });
            return;
        }

        foreach (var (item, at) in ListItems.Split(words))
        {
            string substance = Substance().Match(item).Groups["s"].Value.Trim();
            if (substance.Length < 3 || substance.Length > 50 || substance.Count(c => c == ' ') > 3 || TextForm.SaysNothing(substance) || NotSubstance().IsMatch(substance) || seen.Contains(substance, StringComparer.OrdinalIgnoreCase)) continue;
            string path = string.Create(CultureInfo.InvariantCulture, $"clinical.allergies[{seen.Count}]");
            seen.Add(substance);
            int start = span.Start + at + item.IndexOf(substance, StringComparison.Ordinal);
            context.AddSpans(path, page, substance, 0.85 * page.Weight, value.Rule, false, Doubt.None, new TextSpan(start, start + substance.Length));
        }
    }

    private static void Labs(RequestContext context)
    {
        var entries = new List<ListEntry>();
        foreach (var page in context.Pages.Where(p => p.Kind is not (PageKind.FaxCover or PageKind.PayerNotice)))
        {
            foreach (var row in page.Values.Where(v => v.Row >= 0 && v.Target.StartsWith("lab.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key))
            {
                var entry = LabRow(context, page, [.. row]);
                if (entry.Has("name") && entry.Has("value")) entries.Add(entry);
            }

            foreach (var mention in page.Document.Mentions)
            {
                if (mention.Type != MentionType.Lab || Score().IsMatch(mention.NameSpan.In(page.Text)) || !page.Page.Span.Contains(mention.Span) || mention.Part("value") is not { Span.IsEmpty: false } result) continue;
                string name = TextForm.OneLine(mention.NameSpan.In(page.Text));
                if (entries.Exists(e => e.Value("name")!.Equals(name, StringComparison.OrdinalIgnoreCase) && e.Value("value") == result.Value) || entries.Exists(e => e.Leaves.Exists(l => l.Spans.Any(s => s.Overlaps(mention.NameSpan)) && l.Page.Document == page.Document))) continue;
                var entry = new ListEntry();
                entry.Add(new(page, "name", name, 0.7 * page.Weight, mention.Rule, [mention.NameSpan]));
                entry.Add(new(page, "value", TextForm.OneLine(result.Span.In(page.Text)), 0.7 * page.Weight, mention.Rule, [result.Span]));
                if (mention.Part("unit") is { Span.IsEmpty: false } unit) entry.Add(new(page, "unit", unit.Span.In(page.Text), 0.65 * page.Weight, mention.Rule, [unit.Span]));
                if (mention.Part("time") is { Span.IsEmpty: false } time && DateReadings.PartialDates(time.Span.In(page.Text), context.Dates) is [var date, ..]) entry.Add(new(page, "date", date.Value, 0.6 * page.Weight, mention.Rule, [time.Span]) { Doubt = date.Doubt });
                entries.Add(entry);
            }
        }

        Write(context, entries, "clinical.labs");
    }

    private static ListEntry LabRow(RequestContext context, RequestPage page, List<LabelledValue> row)
    {
        var entry = new ListEntry();
        foreach (var value in row)
        {
            string words = value.ValueSpan.In(page.Text);
            switch (value.Target)
            {
                case "lab.name":
                    string name = TextForm.OneLine(string.Join(' ', ((TextSpan[])[value.ValueSpan, .. value.MoreSpans]).Select(s => s.In(page.Text))));
                    if (name.Any(char.IsLetter)) entry.Add(new(page, "name", name, 0.88 * page.Weight, value.Rule, [value.ValueSpan, .. value.MoreSpans]));
                    break;
                case "lab.value" when LabResult().Match(words) is { Success: true } result:
                    var v = result.Groups["v"];
                    entry.Add(new(page, "value", TextForm.OneLine(v.Value), 0.88 * page.Weight, value.Rule, [new(value.ValueSpan.Start + v.Index, value.ValueSpan.Start + v.Index + v.Length)]));
                    if (result.Groups["u"] is { Success: true, Length: > 0 } u && !entry.Has("unit")) entry.Add(new(page, "unit", u.Value.Trim(), 0.85 * page.Weight, value.Rule, [new(value.ValueSpan.Start + u.Index, value.ValueSpan.Start + u.Index + u.Length)]));
                    else if (!entry.Has("unit") && value.MoreSpans.Length == 1 && value.MoreSpans[0].Length <= 12) entry.Add(new(page, "unit", value.MoreSpans[0].In(page.Text).Trim(), 0.75 * page.Weight, value.Rule, [value.MoreSpans[0]]));
                    break;
                case "lab.unit":
                    entry.Leaves.RemoveAll(l => l.Leaf == "unit");
                    entry.Add(new(page, "unit", TextForm.OneLine(words), 0.88 * page.Weight, value.Rule, [value.ValueSpan]));
                    break;
                case "lab.date" when DateReadings.PartialDates(words, context.Dates) is [var date, ..]:
                    entry.Add(new(page, "date", date.Value, 0.85 * page.Weight, value.Rule, [date.At(value.ValueSpan)]) { Doubt = date.Doubt });
                    break;
            }
        }

        if (!entry.Has("date") && PageDate(context, page) is { } drawn) entry.Add(new(page, "date", drawn.Reading.Value, 0.62 * page.Weight, "lab-page-date", [drawn.Span]) { Doubt = drawn.Reading.Doubt });
        return entry;
    }

    /// <summary>The one date of collection that a laboratory report names for all of its results.</summary>
    private static (Reading Reading, TextSpan Span)? PageDate(RequestContext context, RequestPage page)
    {
        var match = Collected().Match(page.PageText);
        if (!match.Success) return null;
        var span = new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length);
        return DateReadings.Dates(match.Value, context.Dates) is [var date, ..] ? (date, date.At(span)) : null;
    }

    private static void Findings(RequestContext context)
    {
        var seen = new List<string>();
        foreach (var page in context.Pages.Where(p => p.Kind is not (PageKind.FaxCover or PageKind.PayerNotice)))
        {
            // Scores of severity and function are findings rather than laboratory results.
            foreach (var mention in page.Document.Mentions.Where(m => m.Type == MentionType.Lab && page.Page.Span.Contains(m.Span) && m.Part("value") is not null && Score().IsMatch(m.NameSpan.In(page.Text))))
            {
                string score = TextForm.OneLine(mention.Span.In(page.Text));
                if (seen.Contains(score) || !mention.Assertion.IsPatientFact) continue;
                string at = string.Create(CultureInfo.InvariantCulture, $"clinical.findings[{seen.Count}]");
                seen.Add(score);
                context.AddSpans(at, page, score, 0.72 * page.Weight, mention.Rule, false, Doubt.None, mention.Span);
            }

            foreach (var value in page.Values.Where(v => v.Target == "finding" && !v.IsBlank && v.Place is not (LabelPlace.CheckBox or LabelPlace.Column)))
            {
                TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
                string words = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
                if (words.Length is < 8 or > 400 || TextForm.SaysNothing(words) || !words.Contains(' ', StringComparison.Ordinal) || seen.Contains(words)) continue;
                string path = string.Create(CultureInfo.InvariantCulture, $"clinical.findings[{seen.Count}]");
                seen.Add(words);
                context.AddSpans(path, page, words, 0.78 * page.Weight, value.Rule, false, Doubt.None, spans);
            }
        }
    }

    [GeneratedRegex(@"^\W*(?:[0-9]+[.)]\s+)?(?<n>[A-Za-z][A-Za-z0-9\-'/ ]*?(?:\([A-Za-z][A-Za-z\- ]+\))?)(?=\s*(?:[0-9]|,|;|$|\bpo\b|\bby mouth\b|\bdaily\b|\bbid\b|\btid\b|\bqhs\b|\bprn\b|\bas needed\b|\bweekly\b|\btablets?\b|\bcapsules?\b|[-–:(]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex DrugName();

    [GeneratedRegex(@"\b(discontinued|stopped|d/c'?d|held|on hold|not taking|no longer|inactive|completed|expired|planned|to start|will start|proposed|requested)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"\b(?:stopped|discontinued|held|past|former|previous)(?: medications?)?\s*:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex StoppedBefore();

    [GeneratedRegex(@"^[\s\-–:(]*(?:stopped|discontinued|d/c|held|on hold|no longer)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex StoppedAfter();

    [GeneratedRegex(@"\b(score|index|scale|phq|gad|das|das28|epworth|odi|oswestry|fev1|fvc|bmi|ess|haq|cdai|pasi|edss|mmse|moca|ahi|mmrc|womac|basdai)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Score();

    [GeneratedRegex(@"^(none|notes?|comments?|no|see|and|the|with|medication|drug|dose|name|list|attached|n/?a)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NoDrug();

    [GeneratedRegex(@"\b(nkd?a|nkma|no known (?:drug |medication |food |environmental )?(?:or [a-z]+ )?allerg(?:y|ies)|no (?:drug |medication )?allergies|denies (?:any )?(?:drug |medication )?allergies)\b|^\W*(?:none(?: known)?|denies(?: any)?|no|nil)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NoAllergies();

    [GeneratedRegex(@"^(?<s>[A-Za-z][A-Za-z0-9\-'/ ]*?)(?=\s*(?:\(|[-–:=]\s|\bcauses?\b|\breaction\b|$|\.|\b(?:rash|hives|anaphylaxis|nausea|swelling|itching|upset)\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Substance();

    [GeneratedRegex(@"^(rash|hives|anaphylaxis|nausea|vomiting|swelling|itching|reaction|unknown|mild|severe|gi upset|yes|no|see|and|reviewed|updated|patient)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NotSubstance();

    [GeneratedRegex(@"^\s*(?:(?:H|L|HIGH|LOW|HH|LL)\s+)?(?<v>[<>≤≥]?=?\s*[0-9][0-9,]*(?:\.[0-9]+)?(?:\s*/\s*[0-9.]+)?|(?:positive|negative|reactive|non-?reactive|detected|not detected|normal|abnormal|trace|present|absent)\b)\s*(?<u>%|[A-Za-zµμ^0-9*]{1,10}(?:/[A-Za-zµμ0-9.^²]{1,12}){1,2}|mg|g|fL|pg|IU|U|mm|seconds|sec|ratio|million/[A-Za-zµμ]+|cells/[A-Za-zµμ]+)?(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex LabResult();

    [GeneratedRegex(@"\b(?:collected|collection date|date collected|drawn|date drawn|date of collection|specimen date|collection|lab date|date of test|date)\b[^0-9A-Za-z\n]{0,6}(?:on\s+)?(?:[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Collected();
}
