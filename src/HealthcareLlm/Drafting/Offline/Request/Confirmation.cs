namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A code that recognition damaged and that was mended is borne out where the packet says the same elsewhere in clean print.</summary>
internal static class Confirmation
{
    /// <summary>Puts the clean place of a code in the stead of the mended one.</summary>
    internal static void Confirm(RequestContext context, ListEntry entry, Func<string, IEnumerable<Reading>> read)
    {
        int at = entry.Leaves.FindIndex(l => l is { Leaf: "code", Repaired: true, Doubt: Doubt.None, IsUnread: false });
        if (at < 0 || entry.Leaves.Exists(l => l is { Leaf: "code", Repaired: false, Doubt: Doubt.None })) return;
        var mended = entry.Leaves[at];
        foreach (var page in context.Pages)
        {
            foreach (var line in page.Page.Lines)
            {
                if (line.Span.Length > 400) continue;
                foreach (var code in read(line.Span.In(page.Text)))
                {
                    var place = code.At(line.Span);
                    if (code.Repaired || code.Value != mended.Value || EvidenceOf.DoubtOf(page.Document, place) is Doubt.Struck or Doubt.Handwritten) continue;
                    entry.Leaves[at] = mended with { Page = page, Repaired = false, Spans = [place], Rule = "confirmed-elsewhere" };
                    // What the code is of is told by the clean print as well.
                    int system = entry.Leaves.FindIndex(l => l.Leaf == "codeSystem");
                    if (system >= 0) entry.Leaves[system] = entry.Leaves[system] with { Page = page, Spans = [place], Doubt = Doubt.None };
                    return;
                }
            }
        }
    }
}
