namespace HealthcareLlm.Terminology;

/// <summary>
/// HCPCS Level II: a table with a heading (CSV or tabs), or the fixed-width record of CMS's contractor file: code in columns 1–5, sequence in 6–10, kind of record in 11
/// (3 code, 4 its continuation, 7 modifier, 8 its continuation), long label in 12–91, short label in 92–119, day added in 269–276, last day in 285–292.
/// </summary>
internal static class HcpcsFile
{
    private const int Kind = 10, Label = 11, LabelEnd = 91, Added = 268, Ended = 284, Day = 8;

    internal static void Read(TextReader reader, CodeSetLines lines)
    {
        string? first = reader.ReadLine();
        if (first is null) return;
        if (IsFixed(first)) ReadFixed(first, reader, lines);
        else DelimitedCodes.Read(first, reader, lines);
    }

    private static bool IsFixed(string line) => line.Length > LabelEnd && line.AsSpan(5, 5).IndexOfAnyExceptInRange('0', '9') < 0 && line[Kind] is '3' or '4' or '7' or '8';

    private static void ReadFixed(string first, TextReader reader, CodeSetLines lines)
    {
        int number = 1;
        for (string? line = first; line is not null && !lines.IsHopeless; line = reader.ReadLine(), number++)
        {
            if (line.Trim().Length == 0) continue;
            if (!IsFixed(line))
            {
                lines.Fault(number, "not-a-record", "the line has not the columns of a HCPCS record");
                continue;
            }

            string code = line[..5].Trim(), label = line[Label..LabelEnd].Trim();
            if (line[Kind] == '4') lines.Continue(number, code, label);
            else if (line[Kind] == '3') lines.Add(number, new(code, label, false, lines.Day(number, Cut(line, Added)), lines.Day(number, Cut(line, Ended))));
        }
    }

    private static string Cut(string line, int start) => line.Length < start + Day ? string.Empty : line.Substring(start, Day);
}
