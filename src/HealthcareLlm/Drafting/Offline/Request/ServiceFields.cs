using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes the requested services: rows of tables, labels in their order, and, where no form asks, the letter's words.</summary>
internal static class ServiceFields
{
    private const int MaximumServices = 40;

    internal static void Draft(RequestContext context)
    {
        var services = new List<ListEntry>();
        foreach (var page in context.Pages.OrderBy(p => p.Kind == PageKind.Form ? 0 : p.Kind == PageKind.Letter ? 2 : 1))
        {
            if (page.Kind is PageKind.Note or PageKind.PayerNotice) continue;
            // Where a table told what is asked for, only another table adds to it.
            bool told = services.Exists(s => s.HasRead("code") && IsRow(s));
            var asked = Asked(context, page);
            ServiceJoin.Merge(services, asked, told ? asked.Exists(IsRow) : page.Kind == PageKind.Form || services.Count == 0);
        }

        // A packet of notes alone asks in its sentences: 'Request authorization of 64483, right L5, 1 unit'.
        if (services.Count == 0 && context.Pages.All(p => p.Kind is PageKind.Note or PageKind.PayerNotice))
        {
            foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Note)) ServiceJoin.Merge(services, AskedInProse.OfPage(context, page).FindAll(e => e.HasRead("code")), services.Count == 0);
        }

        DrugCodePairs.Join(services);
        Amendments.Apply(context, services);
        services.RemoveAll(s => !s.Has("code") && !s.Has("description") && !s.Has("ndc") && services.Count > 1);
        // Beside services with codes, words alone that stand in no table of theirs are no service.
        if (services.Exists(s => s.HasRead("code") || s.HasRead("ndc"))) services.RemoveAll(s => !s.Has("code") && !s.Has("ndc") && !IsRow(s) && !AskedInProse.IsNamed(s));
        // Another paper's line without a code says nothing beside lines with codes.
        if (services.Exists(s => s.HasRead("code") && IsRow(s))) services.RemoveAll(s => IsRow(s) && !s.Has("code") && !s.Has("ndc") && !services.Exists(o => o.HasRead("code") && o.Leaves[0].Page == s.Leaves[0].Page));
        LooseCodes.Add(context, services);
        StayFields.Add(context, services);
        foreach (var service in services) Confirmation.Confirm(context, service, words => CodeReadings.Services(words).Select(c => c.Code));
        CodeLetters.Settle(services);
        Schedule.Add(context, services);
        LooseAmounts.Add(context, services);
        if (services.Exists(s => !s.IsStruck)) services.RemoveAll(s => s.IsStruck);
        for (int i = 0; i < services.Count && i < MaximumServices; i++)
        {
            DrugCode(services[i]);
            // The strength in the words of a HCPCS code is what one billing unit holds, and no dose.
            if (services[i].Value("code") is [>= 'A' and <= 'V', ..]) services[i].Leaves.RemoveAll(l => l.Rule == "dose-in-description");
            services[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"request.services[{i}]."));
        }
    }

    private static bool FollowsDiagnosis(RequestPage page, LabelledValue value)
    {
        var before = page.Values.LastOrDefault(v => !v.IsBlank && v.LabelSpan.Start < value.LabelSpan.Start);
        return before is not null && (before.Target is "diagnosis.code" or "diagnosis" || (before.Target == "service.code" && IsDiagnosisCode(before.ValueSpan.In(page.Text)))) && value.LabelSpan.Start - before.ValueSpan.End < 40;
    }

    /// <summary>Whether words begin with the code of a diagnosis, with its dot.</summary>
    private static bool IsDiagnosisCode(string words) => CodeReadings.Diagnoses(words, announced: false).Any(d => d.Start == 0 && !d.Repaired) && !CodeReadings.Services(words).Any();

    private static bool IsPast(RequestPage page, LabelledValue value)
    {
        int start = value.LabelSpan.Start;
        while (start > page.Page.Span.Start && value.LabelSpan.Start - start < 40 && page.Text[start - 1] is not ('\n' or ':' or '|' or '.')) start--;
        return Before().IsMatch(page.Text[start..value.LabelSpan.End]);
    }

    private static readonly Lazy<Regex> BeforePattern = Pattern.Of(@"\b(?:past|prior(?! auth)|previous(?:ly)?|earlier|former|failed|tried)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Before() => BeforePattern.Value;

    internal static bool IsRow(ListEntry entry) => entry.Leaves.Exists(l => l.Rule == "service-row");

    /// <summary>What a page asks for: where codes stand in sentences that ask, these; else its labels; else sentences without codes.</summary>
    private static List<ListEntry> Asked(RequestContext context, RequestPage page)
    {
        var tabled = ServiceTables.OfPage(context, page);
        var labelled = OfPage(context, page, tabled);
        // Rows of a table of services say it best.
        if (page.Kind == PageKind.Form && tabled.Entries.Exists(e => e.HasRead("code") || e.HasRead("ndc"))) return labelled;
        // So do answers to questions.
        if (labelled.Exists(e => e.Leaves.Exists(l => l.Leaf is "code" or "ndc" or "description" && l.Rule == AnsweredItems.Rule))) return labelled;
        var prose = AskedInProse.OfPage(context, page);
        if (labelled.Exists(l => l.Has("code")))
        {
            var refused = AskedInProse.Refused(page);
            labelled.RemoveAll(l => l.Leaves.Exists(f => f.Leaf == "code" && f.Spans.Any(s => refused.Exists(r => r.Overlaps(s)))) && !prose.Exists(p => p.Value("code") == l.Value("code")));
        }

        bool coded = prose.Exists(e => e.Has("code") || e.Has("ndc"));
        bool table = page.Values.Any(v => v.Row >= 0 && v.Target == "service.code");
        // What is written in words goes before what labels made of it, unless they found a code that no words name.
        if (coded && (page.Kind != PageKind.Form || !table) && (page.Kind != PageKind.Form || labelled.TrueForAll(l => !l.Has("code") || prose.Exists(p => p.Value("code") == l.Value("code"))))) return WithLabelled(prose, labelled);
        return labelled.Exists(e => e.Has("code") || e.Has("description") || e.Has("ndc")) || page.Kind == PageKind.Form && !coded ? labelled : prose;
    }

    /// <summary>Leaves that labels beside the words give: each to the entry of its code, without a code to the only one.</summary>
    private static List<ListEntry> WithLabelled(List<ListEntry> prose, List<ListEntry> labelled)
    {
        foreach (var entry in labelled)
        {
            var same = entry.Value("code") is { } code ? prose.Find(p => p.Value("code") == code) : prose.Count == 1 && labelled.Count == 1 ? prose[0] : null;
            same?.Absorb(entry);
        }

        return prose;
    }

    /// <summary>The services that one page asks for, in order.</summary>
    internal static List<ListEntry> OfPage(RequestContext context, RequestPage page, (List<ListEntry> Entries, List<TextSpan> Extents) tables)
    {
        var rows = new SortedDictionary<int, ListEntry>();
        var labelled = new List<ListEntry>();
        var (tabled, extents) = tables;
        foreach (var value in page.Values)
        {
            // A row that was decided before, or that its table says is not asked for, is none for labels either.
            if (page.IsNotAsked(value.ValueSpan)) continue;
            // What stands in a table that was read as one is its rows' own.
            if (value.Row < 0 && extents.Exists(e => e.Overlaps(value.ValueSpan) || e.Overlaps(value.LabelSpan))) continue;
            bool option = value is { Place: LabelPlace.CheckBox, Target: "" } && ServiceLeaves.OptionLeaf(value.Label) is not null;
            if ((!option && !value.Target.StartsWith("service.", StringComparison.Ordinal)) || value.IsBlank || value.Topic is FormTopic.PayerUse or FormTopic.Treatment or FormTopic.CurrentMedication) continue;
            // A code that the form gives as an example, or speaks of in a rule, is not asked for.
            if (value.Target is "service.code" or "service.ndc" && value.Row < 0 && value.Place != LabelPlace.CheckBox && Instructions.Name(page.Text, value.ValueSpan.Start, value.ValueSpan.End)) continue;
            // 'Past hepatitis therapy: …' tells of what was.
            if (value.Target == "service.description" && value.Row < 0 && IsPast(page, value)) continue;
            // Of options with a box each only the marked ones are asked for.
            if (value.Target is "service.code" or "service.ndc" && value.Row < 0 && DrugOptions.BoxOf(page, value) is { } box)
            {
                if (box.Marks.HasFlag(Documents.WordMarks.CheckBoxMarked)) Place(labelled, DrugOptions.Read(page, value, box), page, value);
                continue;
            }

            // 'ICD-10 | H90.3 | Text | …': bare words behind a diagnosis are its own.
            if (value.Rule is "item-desc" or "concept-meaning" or "concept-what" && FollowsDiagnosis(page, value)) continue;
            if (value.Target == "service.code" && IsDiagnosisCode(value.ValueSpan.In(page.Text))) continue;
            // A drug named on a page that asks for nothing else is taken, not requested.
            if (value.Rule == "item-drug" && value.Topic != FormTopic.Service && value.Row < 0 && !page.Values.Any(v => !v.IsBlank && v.Target.StartsWith("service.", StringComparison.Ordinal) && v.Target != "service.description" && v.Topic is not (FormTopic.Treatment or FormTopic.CurrentMedication))) continue;
            if (value.Target == "service.asked")
            {
                foreach (var answered in AnsweredItems.Read(context, page, value)) Place(labelled, answered, page, value);
                continue;
            }

            if (value.Place == LabelPlace.CheckBox)
            {
                if (ServiceLeaves.Option(page, value) is { } chosen) Place(labelled, chosen, page, value);
                continue;
            }

            var read = ServiceLists.Read(page, value) ?? ServiceLeaves.Read(context, page, value);
            if (value.Row >= 0)
            {
                if (!rows.TryGetValue(value.Row, out var row)) rows[value.Row] = row = new();
                foreach (var leaf in read.SelectMany(r => r.Leaves)) row.Add(leaf);
                continue;
            }

            foreach (var entry in read)
            {
                // What could not be read begins no entry: it belongs to the one at hand, where that lacks it.
                if (entry.Leaves.Count > 0 && entry.Leaves.TrueForAll(l => l.IsUnread))
                {
                    if (labelled.Count == 0) labelled.Add(new());
                    foreach (var leaf in entry.Leaves.Where(l => !labelled[^1].Has(l.Leaf))) labelled[^1].Add(leaf);
                    continue;
                }

                Place(labelled, entry, page, value);
            }
        }

        if (rows.Count == 0 && tabled.Count == 0) HoldForAll(labelled);
        var (options, places) = ServiceOptions.OfPage(page);
        if (options.Count > 0 && tabled.Count == 0)
        {
            // What labels made of the options' lines gives way to them.
            labelled.RemoveAll(l => l.Leaves.Exists(x => x.Spans.Any(s => places.Exists(p => p.Overlaps(s)))));
            labelled = ServiceJoin.Join(options, labelled);
        }
        else
        {
            MarkedOptions(page, labelled);
        }

        var table = rows.Values.Where(r => r.HasRead("code") || r.Has("description") || r.Has("ndc")).ToList();
        if (table.Exists(t => !t.IsStruck)) table.RemoveAll(t => t.IsStruck);
        table.RemoveAll(r => !r.HasRead("code") && !r.HasRead("ndc") && ((tabled.Count > 0 || rows.Count > 1) && !r.Leaves.Exists(l => l.Leaf != "description") || IsNoThing(r.Value("description")) || IsOfOtherTable(page, r)));
        if (tabled.Count > 0) table = Tabled(tabled, table);
        foreach (var entry in table) ServiceJoin.SideOfModifiers(entry);
        return ServiceJoin.Join(table, labelled);
    }

    /// <summary>Rows of tables, with what the labels of the same rows add; rows of another table are no services where these name their codes.</summary>
    private static List<ListEntry> Tabled(List<ListEntry> tabled, List<ListEntry> rows)
    {
        if (tabled.Exists(t => !t.IsStruck)) tabled.RemoveAll(t => t.IsStruck);
        foreach (var row in rows)
        {
            if (tabled.Find(t => row.Value("code") is { } code && t.Value("code") == code) is { } same && !row.Leaves.Exists(l => same.Leaves.Exists(m => m.Page == l.Page && m.Spans.Any(a => l.Spans.Any(b => a.Overlaps(b)))))) same.Absorb(row);
        }

        return tabled;
    }

    /// <summary>Whether words that stand in the place of a description are a question or tell how to fill in the form.</summary>
    private static bool IsNoThing(string? description) => description is null || description.Contains('?', StringComparison.Ordinal) || description.Count(char.IsLetter) < 3 || Instructions.Are(description);

    /// <summary>Whether a row belongs to a table of something else: results, what was tried, what is taken.</summary>
    private static bool IsOfOtherTable(RequestPage page, ListEntry row) =>
        page.Tables.Any(t => TableKinds.Of(t) is not (TableKind.Services or TableKind.None) && row.Leaves.Exists(l => l.Spans.Any(s => t.Extent.Overlaps(s))));

    /// <summary>Puts leaves that a label gives to the entry at hand, or begins the next where that already has them.</summary>
    private static void Place(List<ListEntry> entries, ListEntry read, RequestPage page, LabelledValue value)
    {
        if (read.Leaves.Count == 0) return;
        if (entries.Count == 0) entries.Add(new());
        bool names = read.Has("code") || read.Has("description") || read.Has("ndc");
        // What stands in the line of a code is its own.
        if (!names && OfLine(entries, page, value.LabelSpan.IsEmpty ? value.ValueSpan : value.LabelSpan) is { } beside && read.Leaves.TrueForAll(l => l.Leaf == "modifiers" || !beside.Has(l.Leaf)))
        {
            foreach (var leaf in read.Leaves) beside.Add(leaf);
            return;
        }

        // Two amounts for one service contradict each other, unless one says that it is the total.
        if (!names && read.Has("quantity") && entries.Count == 1 && entries[0].Leaves.Find(l => l.Leaf == "quantity") is { } had && read.Value("quantity") != had.Value)
        {
            bool total = Total().IsMatch(value.Label);
            if (total) entries[0].Leaves.RemoveAll(l => l.Leaf is "quantity" or "unit");
            if (total || !had.Rule.EndsWith("-total", StringComparison.Ordinal)) foreach (var leaf in read.Leaves) entries[0].Add(total && leaf.Leaf == "quantity" ? leaf with { Rule = leaf.Rule + "-total" } : leaf);
            return;
        }

        string[] keys = ["code", "description", "ndc", "quantity"];
        var last = entries[^1];
        bool begins = Array.Exists(keys, k => read.Has(k) && last.Leaves.Exists(l => l.Leaf == k && (k != "description" || l.Rule != "description-after-code")) && read.Value(k) != last.Value(k));
        // A quantity that recurs belongs to the first entry that has none.
        if (!read.Has("code") && !read.Has("description") && !read.Has("ndc") && entries.Find(e => !read.Leaves.Exists(l => e.Has(l.Leaf))) is { } free)
        {
            foreach (var leaf in read.Leaves) free.Add(leaf);
            return;
        }

        if (begins && (read.Has("code") || read.Has("description") || read.Has("ndc")))
        {
            // Descriptions that follow codes in the same order belong to them.
            var open = read.Has("code") ? null : entries.Find(e => !e.Leaves.Exists(l => read.Has(l.Leaf)));
            if (open is not null) open.Absorb(read);
            else entries.Add(read);
            return;
        }

        // 'Drug A | Drug B' over 'NDC A | NDC B': a code goes to the drug of its own column, else to the first that has none.
        if (names && !begins && entries.FindAll(e => !read.Leaves.Exists(l => e.Has(l.Leaf))) is { Count: > 1 } without)
        {
            without.MinBy(e => Apart(e, page, value))!.Absorb(read);
            return;
        }

        foreach (var leaf in read.Leaves)
        {
            if (leaf.Leaf == "modifiers" || !last.Leaves.Exists(l => l.Leaf == leaf.Leaf && l.Score >= leaf.Score && l.Leaf is not "dose")) last.Add(leaf);
        }
    }

    /// <summary>How far apart the left edges of an entry's first words and of a value are, pixels; infinite where a page has no boxes or they stand on two.</summary>
    private static double Apart(ListEntry entry, RequestPage page, LabelledValue value)
    {
        double? Left(TextSpan span) => EvidenceOf.WordsIn(page.Document, span).FirstOrDefault()?.LayoutBox.X;
        return entry.Leaves.FirstOrDefault(l => l.Page == page) is { Spans: [var first, ..] } && Left(first) is { } own && Left(value.ValueSpan) is { } other ? Math.Abs(own - other) : double.PositiveInfinity;
    }

    private static ListEntry? OfLine(List<ListEntry> entries, RequestPage page, TextSpan place)
    {
        if (entries.Count < 2 || page.Page.Lines.FirstOrDefault(l => l.Span.Start <= place.Start && place.Start < l.Span.End) is not { } line) return null;
        return entries.FindLast(e => e.Leaves.Exists(l => l.Leaf is "code" or "ndc" && l.Page == page && l.Spans.Any(s => line.Span.Contains(s))));
    }

    /// <summary>Days that a form gives once hold for all that it asks for.</summary>
    private static void HoldForAll(List<ListEntry> entries)
    {
        var coded = entries.FindAll(e => e.HasRead("code"));
        if (coded.Count < 2) return;
        foreach (string leaf in (string[])["startDate", "endDate"])
        {
            var given = entries.SelectMany(e => e.Leaves).Where(l => l.Leaf == leaf).ToList();
            if (given.Count != 1) continue;
            foreach (var entry in coded.Where(e => !e.Has(leaf))) entry.Leaves.Add(given[0]);
        }
    }

    private static readonly Lazy<Regex> TotalPattern = Pattern.Of(@"\b(?:total|overall|in all)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Total() => TotalPattern.Value;

    /// <summary>Check boxes whose option names a code are asked for where marked.</summary>
    private static void MarkedOptions(RequestPage page, List<ListEntry> entries)
    {
        var options = new List<ListEntry>();
        foreach (var value in page.Values)
        {
            if (value.Place != LabelPlace.CheckBox || value.Box != Documents.WordMarks.CheckBoxMarked || value.Topic == FormTopic.PayerUse) continue;
            string words = value.ValueSpan.In(page.Text);
            foreach (var (code, system, modifiers) in CodeReadings.Services(words).Take(1))
            {
                if (code.Repaired || code.Start > 6 || options.Exists(e => e.Value("code") == code.Value) || entries.Exists(e => e.Value("code") == code.Value)) continue;
                var entry = new ListEntry();
                entry.Add(new(page, "code", code.Value, 0.88 * page.AskingWeight, "marked-option", [value.ValueSpan]));
                entry.Add(new(page, "codeSystem", system, 0.88 * page.AskingWeight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(value.ValueSpan)]) { Mapped = true });
                foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, 0.85 * page.AskingWeight, "marked-option", [modifier.At(value.ValueSpan)]));
                string description = TextForm.OneLine(words[code.End..]).Trim(' ', '-', '–', ':', '(', ')');
                if (description.Length > 3) entry.Add(new(page, "description", description, 0.8 * page.AskingWeight, "marked-option", [new(value.ValueSpan.Start + code.End, value.ValueSpan.End)]));
                options.Add(entry);
            }
        }

        // What labels beside the options say (units, dates) goes with them in order.
        for (int i = 0; i < options.Count; i++)
        {
            var open = entries.Find(e => !e.Has("code") && !e.Has("description") && !e.Has("ndc"));
            if (open is null) entries.Add(options[i]);
            else open.Absorb(options[i]);
        }
    }

    /// <summary>An NDC without another code is the code; beside a HCPCS code it stands on its own.</summary>
    private static void DrugCode(ListEntry entry)
    {
        if (entry.Has("code") || entry.Leaves.Find(l => l.Leaf == "ndc") is not { } ndc) return;
        entry.Leaves.Remove(ndc);
        entry.Leaves.Add(ndc with { Leaf = "code" });
        if (ndc.Doubt == Doubt.None) entry.Leaves.Add(ndc with { Leaf = "codeSystem", Value = "NDC", Rule = "system-ndc", Mapped = true });
    }
}
