using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Gathers pieces of unexplained ink to the regions that are recognized: a signature at the foot and a stamp at the head are two, not the page between them.</summary>
internal static class ResidualRegions
{
    // Pieces nearer than this, points (half an inch), stand in one region: words of a line, lines of a paragraph.
    private const double Gap = 36;

    // Recognition of more regions than this costs more than that of the whole.
    private const int MaximumRegions = 4;

    /// <summary>Regions from the top down, points; one that holds all pieces where there would be too many.</summary>
    internal static List<BoundingBox> Of(IReadOnlyList<BoundingBox> pieces)
    {
        var regions = new List<BoundingBox>();
        foreach (var piece in pieces)
        {
            var grown = piece;
            // What was apart may now touch: joined until nothing is near.
            for (int near; (near = regions.FindIndex(r => Near(r, grown))) >= 0;)
            {
                grown = grown.Union(regions[near]);
                regions.RemoveAt(near);
            }

            regions.Add(grown);
        }

        if (regions.Count > MaximumRegions) return [regions.Aggregate(static (a, b) => a.Union(b))];
        regions.Sort(static (a, b) => a.Y.CompareTo(b.Y));
        return regions;
    }

    private static bool Near(BoundingBox a, BoundingBox b) => a.X < b.Right + Gap && b.X < a.Right + Gap && a.Y < b.Bottom + Gap && b.Y < a.Bottom + Gap;
}
