namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>The check digit of a National Provider Identifier (45 CFR 162.406; ISO 7812 Luhn sum with the prefix 80840).</summary>
public static class NpiCheck
{
    /// <summary>What the prefix 80840 adds to the Luhn sum.</summary>
    private const int PrefixSum = 24;

    /// <summary>The ten digits of a writing with spaces, hyphens or comb boxes; null where there are not exactly ten or it does not begin with 1 or 2.</summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[10];
        int count = 0;
        foreach (char c in text)
        {
            if (c is ' ' or '-' or '.' or '|' or '_') continue;
            if (!char.IsAsciiDigit(c) || count == 10) return null;
            digits[count++] = c;
        }

        return count == 10 && digits[0] is '1' or '2' && count == 10 ? digits.ToString() : null;
    }

    /// <summary>Whether ten digits carry the right check digit. False for anything but ten digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> npi)
    {
        if (npi.Length != 10) return false;
        int sum = PrefixSum;
        for (int i = 0; i < 10; i++)
        {
            if (!char.IsAsciiDigit(npi[i])) return false;
            int digit = npi[i] - '0';
            if (i % 2 == 0)
            {
                digit *= 2;
                if (digit > 9) digit -= 9;
            }

            sum += digit;
        }

        return sum % 10 == 0;
    }
}
