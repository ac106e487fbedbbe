namespace HealthcareLlm.Terminology;

/// <summary>
/// RXNCONSO.RRF of RxNorm: 18 cells, each closed by a bar. Taken are RxNorm's own names (SAB RXNORM) in English that are not suppressed, of ingredients, brands, and
/// drugs with strength and form; one a concept, the first kind of this order.
/// </summary>
internal static class RxNormConcepts
{
    private const int Cells = 18, Concept = 0, Language = 1, Source = 11, Kind = 12, Name = 14, Suppressed = 16;

    private static readonly string[] s_kinds = ["IN", "PIN", "MIN", "BN", "SCD", "SBD", "GPCK", "BPCK", "SCDC", "SCDF", "SCDG", "SBDC", "SBDF", "SBDG"];

    internal static void Read(TextReader reader, CodeSetLines lines)
    {
        var best = new Dictionary<string, (int Rank, int Line, string Name)>(StringComparer.Ordinal);
        int number = 0;
        while (!lines.IsHopeless && reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            string[] cells = line.Split('|');
            if (cells.Length != Cells + 1 || cells[Cells].Length > 0)
            {
                lines.Fault(number, "cells", $"{cells.Length - 1} cells closed by a bar where RXNCONSO has {Cells}");
                continue;
            }

            if (!CodeSystems.IsWellFormed(CodeSystem.RxNorm, cells[Concept]))
            {
                lines.Fault(number, "not-a-code", $"'{CodeSetLines.Short(cells[Concept])}' is no RxNorm concept number");
                continue;
            }

            int rank = Array.IndexOf(s_kinds, cells[Kind]);
            if (rank < 0 || cells[Source] != "RXNORM" || cells[Language] != "ENG" || cells[Suppressed] != "N" || cells[Name].Length == 0) continue;
            if (!best.TryGetValue(cells[Concept], out var known) || rank < known.Rank) best[cells[Concept]] = (rank, number, cells[Name]);
        }

        foreach (var (concept, found) in best) lines.Add(found.Line, new(concept, found.Name));
    }
}
