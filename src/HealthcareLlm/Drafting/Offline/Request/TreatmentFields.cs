using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes what was tried before, with outcome and dates: rows of tables, lists that a label announces, sentences of letters and notes.</summary>
internal static partial class TreatmentFields
{
    private const int TimeLimit = 1000;
    private const int MaximumTreatments = 40;
    private const string Outcome = "clinical.priorTreatments[].outcome";

    internal static void Draft(RequestContext context)
    {
        var entries = new List<ListEntry>();
        foreach (var page in context.Pages.OrderBy(p => p.Kind == PageKind.Form ? 0 : p.Kind == PageKind.Letter ? 1 : 2))
        {
            if (page.Kind is PageKind.FaxCover or PageKind.PayerNotice) continue;
            foreach (var entry in Rows(context, page).Concat(Lists(context, page)).Concat(TreatmentProse.OfPage(context, page)))
            {
                var same = entries.Find(e => Same(e, entry));
                if (same is null) entries.Add(entry);
                else same.Absorb(entry);
            }
        }

        for (int i = 0; i < entries.Count && i < MaximumTreatments; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"clinical.priorTreatments[{i}]."));
    }

    private static bool Same(ListEntry a, ListEntry b) =>
        a.Value("treatment") is { } x && b.Value("treatment") is { } y && Key(x) is var k && Key(y) is var l && (k == l || (k.Length > 4 && l.Length > 4 && (k.StartsWith(l, StringComparison.Ordinal) || l.StartsWith(k, StringComparison.Ordinal))));

    private static string Key(string treatment) => new([.. NameOnly().Match(treatment).Value.ToUpperInvariant().Where(char.IsLetter)]);

    private static IEnumerable<ListEntry> Rows(RequestContext context, RequestPage page)
    {
        foreach (var row in page.Values.Where(v => v.Row >= 0 && v.Target.StartsWith("treatment.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key))
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
                        if (!TextForm.SaysNothing(name)) entry.Add(new(page, "treatment", name, 0.92 * page.Weight, value.Rule, spans));
                        break;
                    case "treatment.outcome":
                        AddOutcome(page, words, spans, 0.9 * page.Weight, entry);
                        break;
                    default:
                        AddDates(context, page, value, entry);
                        break;
                }
            }

            if (entry.Has("treatment") && !(entry.IsStruck)) yield return entry;
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

        if (!entry.Has("outcome") && Open().IsMatch(words)) AddOutcome(page, words, [value.ValueSpan], 0.6 * page.Weight, entry);
    }

    internal static void AddOutcome(RequestPage page, string words, TextSpan[] spans, double score, ListEntry entry)
    {
        if (entry.Has("outcome") || ChoiceRules.Map(Outcome, words) is not { } match) return;
        var span = spans.Length == 1 ? [new(spans[0].Start + match.Span.Start, Math.Min(spans[0].End, spans[0].Start + match.Span.End))] : spans;
        entry.Add(new(page, "outcome", match.Rule.Value, score, match.Rule.Id, span) { Mapped = true });
    }

    private static IEnumerable<ListEntry> Lists(RequestContext context, RequestPage page)
    {
        foreach (var value in page.Values.Where(v => v.Row < 0 && v.Target is "treatment.list" or "treatment.name" && !v.IsBlank && (v.Place != LabelPlace.CheckBox || v.Box == WordMarks.CheckBoxMarked)))
        {
            foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans])
            {
                foreach (var (item, at) in value.Rule == "heading-list" ? LastCell(page, span) : ListItems.Split(span.In(page.Text)))
                {
                    var place = new TextSpan(span.Start + at, span.Start + at + item.Length);
                    if (Item(context, page, place, 0.85 * page.Weight) is { } entry) yield return entry;
                }
            }
        }
    }

    /// <summary>The last cell of a line under a heading: what stands before it names the kind of treatment.</summary>
    private static IEnumerable<(string Item, int At)> LastCell(RequestPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        int gap = words.LastIndexOf("  ", StringComparison.Ordinal);
        int start = gap < 0 ? 0 : gap + 2;
        return words[start..].Contains(';', StringComparison.Ordinal) ? ListItems.Split(words) : [(words[start..], start)];
    }

    /// <summary>One item of a list: a name, and what is said of it in brackets or after a dash.</summary>
    private static ListEntry? Item(RequestContext context, RequestPage page, TextSpan span, double score)
    {
        string words = span.In(page.Text);
        var name = ItemName().Match(words);
        string treatment = TextForm.OneLine(name.Groups["n"].Value).TrimEnd('-', '–', ':', '.', ',');
        if (!name.Success || treatment.Length < 3 || treatment.Length > 90 || words.Contains('?', StringComparison.Ordinal) || TextForm.SaysNothing(treatment)) return null;
        var entry = new ListEntry();
        var group = name.Groups["n"];
        entry.Add(new(page, "treatment", treatment, score, "treatment-list", [new(span.Start + group.Index, span.Start + group.Index + group.Length)]));
        AddOutcome(page, words, [span], score * 0.95, entry);
        var dates = DateReadings.PartialDates(words, context.Dates);
        for (int i = 0; i < dates.Count && i < 2; i++) entry.Add(new(page, i == 0 ? "startDate" : "endDate", dates[i].Value, score * 0.85, "treatment-list", [dates[i].At(span)]) { Doubt = dates[i].Doubt });
        return entry;
    }

    [GeneratedRegex(@"^(?:\W|[\[(][xX][\])])*(?:failed|tried|trial of|intolerant to|s/p|completed)?\s*(?<n>[^(\-–:;]{2,90}?)(?=\s*(?:\(|[-–]\s|:\s|\bfrom\b|\bfailed\b|\bstopped\b|\bx\s*[0-9]|\b(?:19|20)[0-9]{2}\b|[0-9]{1,2}/|$|\bfor [0-9]|\bwith(?:out)?\b|\bno\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ItemName();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z\- ]*", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NameOnly();

    [GeneratedRegex(@"\b(present|current|ongoing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Open();
}
