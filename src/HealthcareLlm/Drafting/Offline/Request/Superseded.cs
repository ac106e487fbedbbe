using System.Collections.Immutable;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The pages of a packet that are used, and those that are not because a request was voided or replaced.</summary>
/// <param name="Used">In order.</param>
/// <param name="Superseded">Those put aside, and those in doubt, which are used.</param>
internal sealed record SortedPages(ImmutableArray<RequestPage> Used, ImmutableArray<SupersededPage> Superseded);

/// <summary>
/// Tells requests that were voided, cancelled or replaced: what they ask for is not requested. A paper is put aside where it is stamped, where a corrected one
/// names it by number or date, or where it asks the same questions as a corrected one and is not dated later. In doubt both stay, and their values conflict.
/// </summary>
internal static class Superseded
{
    internal static SortedPages Sort(ImmutableArray<RequestPage> pages, PacketDates dates)
    {
        var marks = pages.Select(p => PaperMarks.Of(p.Document, p.Page)).ToImmutableArray();
        var papers = Papers(pages, marks, dates);
        var reasons = new Dictionary<Paper, Supersession>();
        bool OtherAsks(Paper paper) => papers.Exists(p => p != paper && p.Asks && !p.IsVoid && !p.IsPerhapsVoid);
        foreach (var paper in papers)
        {
            if (paper.IsVoid || (paper.IsPerhapsVoid && paper.Asks && OtherAsks(paper))) reasons[paper] = Supersession.Voided;
        }

        VoidByPage(papers, reasons);
        foreach (var replacing in papers.Where(p => p.Kind is not (PageKind.Note or PageKind.PayerNotice)))
        {
            if (reasons.ContainsKey(replacing) || !(replacing.IsCorrected || replacing.References.Any())) continue;
            foreach (var old in papers)
            {
                if (old == replacing || reasons.ContainsKey(old) || !old.Asks || old.Kind == PageKind.FaxCover) continue;
                if (Judge(old, replacing, papers) is { } reason) reasons[old] = reason;
            }
        }

        var superseded = papers.Where(p => reasons.TryGetValue(p, out var reason) && reason != Supersession.Doubtful).SelectMany(p => p.Pages).ToHashSet();
        return new(
            [.. pages.Where(p => !superseded.Contains(p))],
            [.. papers.Where(reasons.ContainsKey).SelectMany(p => p.Pages.Select(page => new SupersededPage(page.Document.Source.Id, page.Page.Number, reasons[p])))]);
    }

    private static Supersession? Judge(Paper old, Paper replacing, List<Paper> papers)
    {
        bool asks = replacing.Kind is PageKind.Form or PageKind.Letter or PageKind.Other;
        if (replacing.References.Any(old.IsNamedBy) && (replacing.Asks || papers.Exists(p => p != old && p.Asks && !p.References.Any())) && !IsLater(old, replacing)) return Supersession.Replaced;
        if (!asks || !replacing.Asks || !old.IsLike(replacing)) return null;
        bool another = replacing.References.Any() && replacing.References.All(old.IsAnotherThan);
        if (another || IsLater(old, replacing)) return Supersession.Doubtful;
        // Of two that are both corrected the later one holds.
        if (old.IsCorrected && !old.IsOld && !(old.Latest is { } a && replacing.Latest is { } b && string.CompareOrdinal(a, b) < 0)) return Supersession.Doubtful;
        return Supersession.Replaced;
    }

    private static bool IsLater(Paper old, Paper replacing) => !old.IsOld && old.Latest is { } a && replacing.Latest is { } b && string.CompareOrdinal(a, b) > 0;

    /// <summary>'Page 3 is void' on a cover or letter.</summary>
    private static void VoidByPage(List<Paper> papers, Dictionary<Paper, Supersession> reasons)
    {
        foreach (var paper in papers)
        {
            foreach (int number in paper.Marks.SelectMany(m => m.VoidPages))
            {
                var named = papers.Find(p => p.Pages[0].Document == paper.Pages[0].Document && p.Pages.Any(q => q.Page.Number == number));
                if (named is not null && named != paper && named.Asks) reasons.TryAdd(named, Supersession.Voided);
            }
        }
    }

    private static List<Paper> Papers(ImmutableArray<RequestPage> pages, ImmutableArray<PaperMarks> marks, PacketDates dates)
    {
        var papers = new List<Paper>();
        for (int i = 0; i < pages.Length; i++)
        {
            if (i > 0 && GoesOn(pages[i - 1], pages[i], marks[i])) papers[^1] = papers[^1] with { Pages = papers[^1].Pages.Add(pages[i]), Marks = papers[^1].Marks.Add(marks[i]) };
            else papers.Add(new([pages[i]], [marks[i]], dates));
        }

        return papers;
    }

    // A page goes on with the one before by its numbering, or where it begins nothing itself: no title, no patient, no mark.
    private static bool GoesOn(RequestPage before, RequestPage page, PaperMarks marks)
    {
        if (before.Document != page.Document || page.Page.Number != before.Page.Number + 1) return false;
        var (number, of) = PageKinds.Numbering(page);
        var (last, lastOf) = PageKinds.Numbering(before);
        if (number == 1) return false;
        if (number > 1 && last > 0 && number == last + 1 && of == lastOf && page.Kind == before.Kind) return true;
        return page.Kind == before.Kind && !marks.Void && !marks.PerhapsVoid && !marks.Corrected && !marks.Old && !PageKinds.HasTitle(page) && !PageKinds.NamesPatient(page);
    }
}
