namespace HealthcareLlm.Guards;

/// <summary>Check digits of identifiers.</summary>
public static class CheckDigits
{
    /// <summary>
    /// Whether ten digits are a National Provider Identifier: the Luhn sum over the digits with the prefix 80840 (24 more) is a multiple of ten
    /// (ISO/IEC 7812; 45 CFR 162.406; CMS, NPI check digit specification), and the first digit is 1 or 2.
    /// </summary>
    public static bool IsNpi(string digits)
    {
        if (digits.Length != 10 || digits[0] is not ('1' or '2')) return false;
        int sum = 24;
        for (int i = 0; i < 10; i++)
        {
            int digit = digits[i] - '0';
            if (digit is < 0 or > 9) return false;
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
