using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Two pages of which one is a copy of the other.</summary>
/// <param name="First">Index of the earlier page.</param>
/// <param name="Second">Index of the later page.</param>
/// <param name="Turned">Quarter turns to the right by which the later one lies as the earlier does, 0 to 3.</param>
/// <param name="Likeness">Mean correlation of their blocks, laid over each other, 0 to 1.</param>
/// <param name="Differing">Share of the ink that the other page does not have, 0 to 1.</param>
public sealed record CopiedPage(int First, int Second, int Turned, double Likeness, double Differing);

/// <summary>
/// Finds pages that are copies of each other as pictures: turned by quarters, skewed, scaled or shifted a little, scanned, compressed or faxed anew, under a new header line.
/// Every page is compared with every other by coarse grids in four turns; what might be alike is laid over each other by blocks, at half and then at full resolution;
/// and then what differs decides. Two forms of one print with other entries lie over each other as well as a copy does, but where the entries stand the blocks differ.
/// How the bounds were found, with figures: evalsets/README.md, 'Copies of pages'.
/// </summary>
public static class PageCopies
{
    /// <summary>Correlation of the coarse grids from which on two pages are looked at closer. Copies reach 0.78 and more, at worst a bad fax that was scaled by 6 %.</summary>
    public const double GridLikeness = 0.76;

    /// <summary>Least mean correlation of the blocks of a copy. Copies reach 0.88 and more, different pages 0.73 at most.</summary>
    public const double LeastLikeness = 0.8;

    /// <summary>Largest share of the ink that a copy has in blocks that are not the same: what specks and a coarse fax break.</summary>
    public const double MostDiffering = 0.01;

    /// <summary>Correlation under which the two blocks of a place do not show the same.</summary>
    private const float SameBlock = 0.5f;

    /// <summary>Dots at the edge that are not judged: header lines of fax machines, holes, shadows. 0.4 of an inch.</summary>
    private const int Margin = 20;

    private const int Wide = 24, High = 12, Reach = 2;

    /// <summary>Blocks with ink from which on a page tells enough to be called a copy.</summary>
    private const int LeastBlocks = 20;

    /// <summary>Variation of a block from which on something stands there; specks stay below.</summary>
    private const float Inked = 1;

    /// <summary>Every pair of pages that are copies, in order.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="isWanted">Whether a pair is to be compared.</param>
    public static ImmutableArray<CopiedPage> Pairs(IReadOnlyList<PageInk> pages, Func<int, int, bool> isWanted)
    {
        var grids = pages.AsParallel().AsOrdered().Select(InkGrid.Of).ToArray();
        return [.. Enumerable.Range(0, pages.Count).AsParallel().AsOrdered().SelectMany(first => From(first, pages, grids, isWanted))];
    }

    /// <summary>Whether one page is a copy of the other; null where not.</summary>
    public static CopiedPage? Compare(PageInk first, PageInk second) => Pairs([first, second], static (_, _) => true) is [var only] ? only : null;

    private static List<CopiedPage> From(int first, IReadOnlyList<PageInk> pages, InkGrid[] grids, Func<int, int, bool> isWanted)
    {
        var found = new List<CopiedPage>();
        InkLayer? half = null, whole = null;
        for (int second = first + 1; second < pages.Count; second++)
        {
            if (!isWanted(first, second)) continue;
            var grid = grids[first].Best(grids[second]);
            if (grid.Likeness < GridLikeness) continue;
            half ??= pages[first].Half();
            var other = pages[second].Half().Turned(grid.Turn);
            if (InkOverlay.Coarse(half, other, Start(half, other, grid.X / 2.0, grid.Y / 2.0)) is not { } coarse) continue;
            whole ??= pages[first].Whole();
            var under = pages[second].Whole().Turned(grid.Turn);
            if (InkOverlay.Fine(whole, under, coarse.Times(2)) is not { } place || Judge(whole, under, place) is not { } judged) continue;
            if (judged.Likeness >= LeastLikeness && judged.Differing <= MostDiffering) found.Add(new(first, second, grid.Turn, judged.Likeness, judged.Differing));
        }

        return found;
    }

    private static Affine Start(InkLayer first, InkLayer second, double right, double down) => Affine.Shift(right + ((second.Width - first.Width) / 2.0), down + ((second.Height - first.Height) / 2.0));

    private static (double Likeness, double Differing)? Judge(InkLayer first, InkLayer second, Affine place)
    {
        var under = second.Under(first, place);
        int blocks = 0;
        double likeness = 0, ink = 0, differing = 0;
        for (int top = Margin; top + High + Margin <= first.Height; top += High / 2)
        {
            for (int left = Margin; left + Wide + Margin <= first.Width; left += Wide / 2)
            {
                if (!IsInside(place.At(left, top), second) || !IsInside(place.At(left + Wide, top + High), second)) continue;
                float one = first.Variation(left, top, Wide, High), two = under.Variation(left, top, Wide, High), more = Math.Max(one, two);
                if (more < Inked) continue;
                // The block with more ink is looked for in the other: an entry that one page lacks is found from either side.
                float like = (one >= two ? BlockMatch.Best(first, under, left, top, Wide, High, Reach) : BlockMatch.Best(under, first, left, top, Wide, High, Reach)).Likeness;
                blocks++;
                likeness += Math.Max(0, like);
                ink += more;
                if (like < SameBlock) differing += more;
            }
        }

        return blocks < LeastBlocks ? null : (likeness / blocks, differing / ink);
    }

    private static bool IsInside((double X, double Y) place, InkLayer page) => place.X >= Margin && place.Y >= Margin && place.X <= page.Width - Margin && place.Y <= page.Height - Margin;
}
