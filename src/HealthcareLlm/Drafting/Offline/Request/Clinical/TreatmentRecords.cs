using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Reads what was tried from records of labels ('Drug: … | Dates: … | Outcome: …', one under the other or side by side) and from rows
/// that answer a name with yes or no ('PT ..... Y  9/2025-11/2025  no relief').
/// </summary>
internal static class TreatmentRecords
{
    private const int LongestLine = 300;
    private const int MostParts = 8;

    /// <summary>A label and what stands behind it.</summary>
    private sealed record Part(string Label, TextSpan LabelSpan, TextSpan Value, ColumnRole Role);

    internal static IEnumerable<ListEntry> OfPage(RequestContext context, ClinicalPage page) => [.. Stacked(context, page), .. Answered(context, page)];

    /// <summary>What records name and say was not had, so that no other reading takes it for tried: 'Treatment: injection | Outcome: declined'.</summary>
    internal static List<TextSpan> NotHad(ClinicalPage page) => [.. Records(page).Where(r => r.Count > 1 && IsNotHad(page, r)).Select(r => r[0].Value)];

    private static bool IsNotHad(ClinicalPage page, List<Part> record) =>
        record.Exists(p => p.Role is ColumnRole.Outcome or ColumnRole.Result && (Declined().IsMatch(p.Value.In(page.Text)) || (TreatmentItems.IsNotBegun(p.Value.In(page.Text)) && Outcomes.Of(p.Value.In(page.Text)) is null)));

    private static IEnumerable<ListEntry> Stacked(RequestContext context, ClinicalPage page)
    {
        foreach (var record in Records(page))
        {
            if (Entry(context, page, record) is { } entry) yield return entry;
        }
    }

    /// <summary>Runs of labelled values that begin with one that names a treatment, up to the next such or a line without a label.</summary>
    private static IEnumerable<List<Part>> Records(ClinicalPage page)
    {
        var record = new List<Part>();
        foreach (var line in page.Page.Page.Lines)
        {
            var parts = line.Span.Length > LongestLine ? [] : Parts(page, line.Span);
            if (parts.Count == 0)
            {
                // A line without a label goes on with the value above it where it begins small; any other ends the record.
                if (record.Count > 0 && line.Cells.Length == 1 && line.Span.Length is > 0 and <= LongestLine && char.IsLower(page.Text[line.Span.Start]))
                {
                    record[^1] = record[^1] with { Value = new(record[^1].Value.Start, line.Span.End) };
                    continue;
                }

                if (record.Count > 0) yield return record;
                record = [];
                continue;
            }

            foreach (var part in parts)
            {
                bool names = Names(part);
                if (names || record.Count >= MostParts)
                {
                    if (record.Count > 0) yield return record;
                    record = [];
                }

                if (names || record.Count > 0) record.Add(part);
            }
        }

        if (record.Count > 0) yield return record;
    }

    /// <summary>The treatment of a record; null where it says neither how it went nor, under a title of what was tried, when.</summary>
    private static ListEntry? Entry(RequestContext context, ClinicalPage page, List<Part> record)
    {
        if (record.Count < 2 || record[0].Value.IsEmpty || page.KindAt(record[0].LabelSpan.Start) is "family" or "allergies" or "medications") return null;
        var told = record.FindAll(p => p.Role is ColumnRole.Outcome or ColumnRole.Result);
        if (told.Count == 0 || IsNotHad(page, record) || TreatmentItems.IsNotBegun(record[0].Value.In(page.Text))) return null;
        double score = 0.84 * page.Page.Weight;
        if (TreatmentItems.Read(context, page, record[0].Value, score) is not { } entry) return null;
        foreach (var part in told)
        {
            if (!entry.Has("outcome") && Outcomes.OfAnswer(page.Text, part.LabelSpan, part.Value) is { } outcome) entry.Add(outcome.Leaf(page.Page, score * 0.95));
        }

        if (!entry.Has("outcome")) return null;
        foreach (var part in record.FindAll(p => p.Role is ColumnRole.Dates or ColumnRole.Start or ColumnRole.End or ColumnRole.Duration))
        {
            if (part.Role is ColumnRole.Dates or ColumnRole.Duration) TreatmentItems.Dates(context, page.Page, part.Value, score * 0.92, entry);
            else if (part.Role == ColumnRole.Start) TreatmentItems.Day(context, page.Page, part.Value, "startDate", score * 0.92, entry);
            else TreatmentItems.Day(context, page.Page, part.Value, "endDate", score * 0.92, entry);
        }

        return entry;
    }

    private static List<Part> Parts(ClinicalPage page, TextSpan line)
    {
        string words = line.In(page.Text);
        var labels = Label().Matches(words);
        var parts = new List<Part>();
        for (int i = 0; i < labels.Count; i++)
        {
            var label = labels[i].Groups["l"];
            int from = labels[i].Index + labels[i].Length, to = i + 1 < labels.Count ? labels[i + 1].Index : words.Length;
            while (to > from && (char.IsWhiteSpace(words[to - 1]) || words[to - 1] is ';' or '|' or ',')) to--;
            while (from < to && char.IsWhiteSpace(words[from])) from++;
            parts.Add(new(label.Value, new(line.Start + label.Index, line.Start + label.Index + label.Length), new(line.Start + from, line.Start + to), ColumnRoles.Of(label.Value)));
        }

        return parts;
    }

    private static bool Names(Part part) => (part.Role == ColumnRole.Description && Thing().IsMatch(part.Label) && !Other().IsMatch(part.Label)) || Rung().IsMatch(part.Label);

    /// <summary>Rows that say of a named treatment whether it was had, and behind it when or how it went; one that was not is none.</summary>
    private static IEnumerable<ListEntry> Answered(RequestContext context, ClinicalPage page)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Span.Length > LongestLine || page.KindAt(line.Span.Start) is "family" or "allergies" || page.IsCopied(line.Span)) continue;
            string words = line.Span.In(page.Text);
            if (Row().Match(words) is not { Success: true } row) continue;
            var asked = new TextSpan(line.Span.Start + row.Groups["n"].Index, line.Span.Start + row.Groups["n"].Index + row.Groups["n"].Length);
            var known = page.MentionsIn(asked).Where(m => m.Type is MentionType.Medication or MentionType.Procedure).Select(m => m.NameSpan).Concat(TreatmentNouns.In(page.Text, asked)).OrderByDescending(s => s.Length).ToList();
            // 'PT' and 'OT' alone in their cell are therapies.
            if (known.Count == 0 && asked.In(page.Text).Trim() is "PT" or "OT") known.Add(asked);
            if (known.Count == 0 || row.Groups["rest"].Length < 4) continue;
            var rest = new TextSpan(line.Span.Start + row.Groups["rest"].Index, line.Span.End);
            if (TreatmentItems.IsNotBegun(rest.In(page.Text))) continue;
            double score = 0.8 * page.Page.Weight;
            // 'NSAID ..... Y  meloxicam 15 mg, 8/2025-12/2025': the answer names it better than the class.
            var named = page.MentionsIn(rest).FirstOrDefault(m => m.Type == MentionType.Medication && m.NameSpan.Start <= rest.Start + 2);
            var entry = named is not null ? TreatmentItems.Read(context, page, rest, score) : new ListEntry();
            if (entry is null) continue;
            if (named is null) entry.Add(new(page.Page, "treatment", TextForm.OneLine(known[0].In(page.Text)), score, "treatment-answered", [known[0]]));
            if (named is null) Outcomes.Add(page.Page, rest, score * 0.95, entry);
            if (named is null) TreatmentItems.Dates(context, page.Page, rest, score * 0.92, entry);
            // The last cell says it in a word: 'minimal'.
            int cell = rest.In(page.Text).LastIndexOfAny(['|', '\t']) is >= 0 and var bar ? bar + 1 : rest.In(page.Text).LastIndexOf("  ", StringComparison.Ordinal);
            if (cell > 0) Outcomes.Add(page.Page, new(rest.Start + cell, rest.End), score * 0.95, entry);
            if (entry.Has("outcome") || entry.Has("startDate")) yield return entry;
        }
    }

    private static readonly Lazy<Regex> LabelPattern = Pattern.Of(@"(?:^[\s>*\u2022|\-]*(?:[0-9a-h][.)]\s+)?|(?<=\s{2}|[;|,.]\s?)[\s|]*)(?<l>[A-Z][A-Za-z/ '#()\-]{1,34}?[0-9A-D]?)\s*(?::|\.{3,})(?=\s|$)", RegexOptions.CultureInvariant);

    private static Regex Label() => LabelPattern.Value;

    private static readonly Lazy<Regex> DeclinedPattern = Pattern.OfWords(@"^\W*(?:(?:patient |member )?(?:declin\w+|refus\w+)|not (?:yet )?(?:begun|started|given|tried|done)|never (?:begun|started|given|tried)|planned|pending|n/?a)\b");

    private static Regex Declined() => DeclinedPattern.Value;

    private static readonly Lazy<Regex> ThingPattern = Pattern.OfWords(@"\b(?:drugs?|medications?|medicines?|treatments?|therap(?:y|ies)|agents?|interventions?|modality|tried|regimen|what was (?:used|tried|done|given))\b");

    private static Regex Thing() => ThingPattern.Value;

    // Labels that name what is asked for, who gives it, or something else about it.
    private static readonly Lazy<Regex> OtherPattern = Pattern.OfWords(@"\b(?:patient|member|provider|request\w*|plan(?:ned)?|proposed|prescribed|ordered|new|current|goals?|allerg\w*|class|allergen|next|not)\b");

    private static Regex Other() => OtherPattern.Value;

    // 'First line', 'Trial 2', '#3'.
    private static readonly Lazy<Regex> RungPattern = Pattern.Of(@"^\W*(?:(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th)(?:[ -](?:line|trial|agent|drug|step|choice|treatment|therapy))|(?:line|trial|step|attempt|regimen)\s*#?\s*[0-9A-D])\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Rung() => RungPattern.Value;

    // 'Has the patient failed a trial of metformin?   A: Yes. 2000 mg daily, …'; 'Bracing ......... Y   10/2025-present'.
    private static readonly Lazy<Regex> RowPattern = Pattern.Of(@"^\W*(?:[0-9]{1,2}[.)]\s*)?(?:Q:?\s*)?(?:(?<n>[^?\n]{0,90}\b(?:tried|failed|trial|used|taken|had|received|completed)\b[^?\n]{2,100})\?\W{0,6}(?:A(?:nswer)?\s*[:.]\s*)?Yes\b|(?<n>[A-Za-z][A-Za-z /()\-]{1,40}?)(?:\s*\.{3,}\s*|\s{2,}|\s*[|:]\s*)(?:Y|Yes|YES)(?![A-Za-z]))[\s.,;:|\-\u2013]*(?<rest>.*)$", RegexOptions.CultureInvariant);

    private static Regex Row() => RowPattern.Value;
}
