using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// The only HCPCS code that begins an entry of a form, where nothing else told what is asked for: an answer whose question was not known as one.
/// A letter and four digits are no other number of a form.
/// </summary>
internal static class LooseCodes
{
    // Characters of an answer.
    private const int Longest = 160;

    internal static void Add(RequestContext context, List<ListEntry> services)
    {
        if (services.Exists(s => s.Has("code") || s.Has("ndc")) || services.Count > 1) return;
        var found = new List<(RequestPage Page, TextSpan Span, Reading Code)>();
        foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Form))
        {
            foreach (var cell in page.Page.Lines.SelectMany(l => l.Cells).Where(c => c.Span.Length <= Longest && !page.IsLeftOut(c.Span)))
            {
                string words = cell.Span.In(page.Text);
                if (CodeReadings.Services(words).FirstOrDefault() is not { Code: { Repaired: false, Start: 0, Value: [>= 'A' and <= 'V', ..] } code } || Instructions.Name(page.Text, cell.Span.Start, cell.Span.Start + code.End) || ClauseSense.IsNotAsked(words) || Instructions.Are(words)) continue;
                if (EvidenceOf.DoubtOf(page.Document, code.At(cell.Span)) == Doubt.None) found.Add((page, cell.Span, code));
            }
        }

        if (found.Count == 0 || found.Exists(f => f.Code.Value != found[0].Code.Value)) return;
        var (source, span, _) = found[0];
        var entry = AnsweredItems.Of(context, source, span, 0.85 * source.AskingWeight);
        if (services.Count == 0) services.Add(entry);
        else
        {
            services[0].Leaves.RemoveAll(l => l.Leaf == "description" && l.Score < entry.Leaves[0].Score);
            services[0].Absorb(entry);
        }
    }
}
