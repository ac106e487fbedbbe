using System.Text;

namespace HealthcareLlm.Terminology;

/// <summary>
/// A table with a heading, cells divided by commas (quoted where needed) or tabs: columns code (or hcpcs, cpt), label (or long, description, long description), and where
/// there are such, from and until (or added, ended, add date, term date) and kind of record (recid; 4 goes on with the label of its code).
/// </summary>
internal static class DelimitedCodes
{
    private static readonly string[] s_code = ["code", "hcpcs", "hcpc", "hcpcs code", "cpt", "cpt code"];
    private static readonly string[] s_label = ["long", "long description", "label", "description", "short", "short description"];
    private static readonly string[] s_from = ["from", "valid from", "added", "add date", "add_dt", "effective date"];
    private static readonly string[] s_until = ["until", "valid until", "ended", "term date", "term_dt", "termination date"];
    private static readonly string[] s_kind = ["recid", "record id"];

    internal static void Read(TextReader reader, CodeSetLines lines)
    {
        if (reader.ReadLine() is { } first) Read(first, reader, lines);
    }

    internal static void Read(string heading, TextReader reader, CodeSetLines lines)
    {
        char divider = heading.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        string[] names = [.. (Cells(heading.TrimStart('\ufeff'), divider) ?? []).Select(static n => n.Trim().ToLowerInvariant())];
        int code = Place(names, s_code), label = Place(names, s_label), from = Place(names, s_from), until = Place(names, s_until), kind = Place(names, s_kind);
        if (code < 0 || label < 0)
        {
            lines.Fault(1, "no-heading", "the first line names no column 'code' and no column 'label' (or 'long', 'description')");
            return;
        }

        int number = 1;
        while (!lines.IsHopeless && reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim().Length == 0) continue;
            if (Cells(line, divider) is not { } cells) lines.Fault(number, "open-quote", "a quotation mark is not closed on its line");
            else if (cells.Count != names.Length) lines.Fault(number, "cells", $"{cells.Count} cells where the heading has {names.Length}");
            else if (kind >= 0 && cells[kind].Trim() == "4") lines.Continue(number, cells[code].Trim().ToUpperInvariant(), cells[label].Trim());
            else lines.Add(number, new(cells[code].Trim().ToUpperInvariant(), cells[label].Trim(), false, from < 0 ? null : lines.Day(number, cells[from]), until < 0 ? null : lines.Day(number, cells[until])));
        }
    }

    private static int Place(string[] names, string[] known) => Array.FindIndex(known, n => names.Contains(n)) is >= 0 and var first ? Array.IndexOf(names, known[first]) : -1;

    /// <summary>The cells of a line; null where a quotation mark is not closed.</summary>
    private static List<string>? Cells(string line, char divider)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (c == '"' && (quoted || cell.Length == 0) && divider == ',') quoted = !quoted;
            else if (c == divider && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }
}
