using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Proposes short statements, word for word, that bear on the request: severity and scores, results of examination and imaging, what the patient can
/// and cannot do. The ones that weigh most are kept, in the order of the packet.
/// </summary>
internal static class FindingList
{
    private const int MostFindings = 14;
    private const double LeastWeight = 1.3;

    internal static void Draft(RequestContext context, ImmutableArray<ClinicalPage> pages)
    {
        var found = new List<Finding>();
        foreach (var page in pages)
        {
            Labelled(page, found);
            foreach (var finding in FindingStatements.OfPage(page))
            {
                if (finding.Weight >= LeastWeight) Keep(found, finding);
            }
        }

        found.RemoveAll(f => TellsNothing().IsMatch(f.Text) || CodeReadings.Diagnoses(f.Text, announced: false).Any(c => c is { Repaired: false, Start: 0 }));
        var kept = found.OrderByDescending(f => f.Weight).ThenBy(f => f.Page.Page.Order).ThenBy(f => f.Spans[0].Start).Take(MostFindings)
            .OrderBy(f => f.Page.Page.Order).ThenBy(f => f.Spans[0].Start).ToList();
        for (int i = 0; i < kept.Count; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"clinical.findings[{i}]");
            double score = Math.Min(0.9, 0.6 + (0.04 * kept[i].Weight)) * kept[i].Page.Page.Weight;
            context.AddSpans(path, kept[i].Page.Page, kept[i].Text, score, kept[i].Rule, false, Doubt.None, kept[i].Spans);
        }
    }

    private static void Keep(List<Finding> found, Finding finding)
    {
        int same = found.FindIndex(f => f.Text.Contains(finding.Text, StringComparison.OrdinalIgnoreCase) || finding.Text.Contains(f.Text, StringComparison.OrdinalIgnoreCase) || (f.Page == finding.Page && f.Spans.Any(s => finding.Spans.Any(t => t.Overlaps(s)))));
        if (same < 0) found.Add(finding);
        else if (found[same].Text.Length < finding.Text.Length && found[same].Rule != "finding-label") found[same] = finding with { Weight = Math.Max(finding.Weight, found[same].Weight) };
    }

    // What was asked for or withdrawn, what an office or a law says, the title of a study, an address, a condition of the plan.
    private static readonly Lazy<Regex> TellsNothingPattern = Pattern.Of(@"\b(?:was asked (?:for|of)|asked of the plan|was withdrawn|withdrew|i (?:confirm|certify|attest)|sent back|signature|initialed|produced by|state law|time limits|national origin|usual limits)\b|^\W*(?:if|your member|units over|continue)\b|,\s*[A-Z]{2}\s+[0-9]{5}\b|^\W*(?:MRI|CT|PET|X-?rays?|ultrasound|echo\w*|office note|exam|visit)\b[^:;]{0,40}[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?\W*$|^[0-9]{1,2}\s+[A-Z][a-z]+(?: [a-z]+){1,7}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex TellsNothing() => TellsNothingPattern.Value;

    private static void Labelled(ClinicalPage page, List<Finding> found)
    {
        foreach (var value in page.Page.Values.Where(v => v.Target == "finding" && !v.IsBlank && v.Place is not (LabelPlace.CheckBox or LabelPlace.Column)))
        {
            TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
            string words = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text)))).TrimEnd('.', ' ');
            if (words.Length is < 5 or > 220 || TextForm.SaysNothing(words) || !words.Contains(' ', StringComparison.Ordinal) || page.IsCopied(value.ValueSpan) || FindingStatements.IsExcluded(words)) continue;
            if (page.Page.Kind is PageKind.Form or PageKind.Other || words.Length < 120) Keep(found, new(page, spans, words, 3, "finding-label"));
        }
    }
}
