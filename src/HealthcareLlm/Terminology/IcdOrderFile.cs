namespace HealthcareLlm.Terminology;

/// <summary>
/// The yearly order file of ICD-10-CM (icd10cm-order-YYYY.txt): order number in columns 1–5, code without dot in 7–13, 0 for a category and 1 for a complete code in 15,
/// short label in 17–76, long label from 78 on.
/// </summary>
internal static class IcdOrderFile
{
    private const int Code = 6, CodeEnd = 13, Flag = 14, Label = 16, LongLabel = 77;

    internal static void Read(TextReader reader, CodeSetLines lines)
    {
        int number = 0;
        while (!lines.IsHopeless && reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim().Length == 0) continue;
            if (line.Length <= Label || !line.AsSpan(0, 5).Trim().ContainsAnyInRange('0', '9') || line[5] != ' ' || line[CodeEnd] != ' ')
            {
                lines.Fault(number, "not-an-order-line", "the line has not the columns of an ICD-10-CM order file");
                continue;
            }

            if (line[Flag] is not ('0' or '1'))
            {
                lines.Fault(number, "no-billable-flag", "column 15 is neither 0 (category) nor 1 (complete code)");
                continue;
            }

            string label = (line.Length > LongLabel ? line[LongLabel..] : line[Label..]).Trim();
            if (label.Length == 0) lines.Fault(number, "no-label", "the code has no label");
            else lines.Add(number, new(line[Code..CodeEnd].Trim(), label, line[Flag] == '0'));
        }
    }
}
