using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>The three numbers of a numeric date, in the order written.</summary>
internal readonly record struct NumericDate(int First, int Second, int Year, int YearDigits, bool YearFirst, bool Repaired)
{
    /// <summary>Reads <c>a sep b sep c</c>, look-alike letters taken as digits; null where it is no date in either order.</summary>
    internal static NumericDate? Parse(ReadOnlySpan<char> text)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        int part = -1;
        bool inside = false, repaired = false;
        foreach (char c in text)
        {
            int digit = Digit(c, out bool mended);
            if (digit < 0)
            {
                inside = false;
                continue;
            }

            if (!inside && ++part > 2) return null;
            inside = true;
            repaired |= mended;
            numbers[part] = (numbers[part] * 10) + digit;
            if (++lengths[part] > 4) return null;
        }

        if (part != 2) return null;
        if (lengths[0] == 4)
        {
            return lengths[2] <= 2 && Possible(numbers[1], numbers[2]) ? new(numbers[1], numbers[2], numbers[0], 4, true, repaired) : null;
        }

        if (lengths[0] > 2 || lengths[1] > 2 || lengths[2] is not (2 or 4)) return null;
        return Possible(numbers[0], numbers[1]) || Possible(numbers[1], numbers[0])
            ? new(numbers[0], numbers[1], numbers[2], lengths[2], false, repaired)
            : null;
    }

    private static bool Possible(int month, int day) => month is >= 1 and <= 12 && day is >= 1 and <= 31;

    private static int Digit(char c, out bool mended)
    {
        mended = false;
        if (char.IsAsciiDigit(c)) return c - '0';
        if (c is not ('O' or 'o' or 'I' or 'l' or '|' or 'S' or 'B' or 'Z')) return -1;
        mended = true;
        return LookAlikes.Fold(c) - '0';
    }
}
