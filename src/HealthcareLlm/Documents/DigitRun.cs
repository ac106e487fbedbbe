using System.Globalization;

namespace HealthcareLlm.Documents;

/// <summary>Reads digits as patterns know them: those of every script are digits, and one that only reads Arabic figures of the West would stop at the others.</summary>
internal static class DigitRun
{
    /// <summary>The number that a run of at most nine digits is.</summary>
    /// <exception cref="FormatException">Something else than a digit, or nothing, or more than nine.</exception>
    internal static int Number(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 9) throw new FormatException("no run of one to nine digits");
        int number = 0;
        foreach (char c in digits)
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            number = digit >= 0 ? (number * 10) + digit : throw new FormatException("no digit");
        }

        return number;
    }
}
