namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Telephone and fax numbers of the North American numbering plan.</summary>
public static class PhoneNumbers
{
    /// <summary>
    /// The ten digits of a number in any writing, without country code and extension; null where it is none
    /// (area code and exchange begin with 2 to 9).
    /// </summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[11];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (count == 11) return null;
                digits[count++] = c;
            }
            else if (c is 'x' or 'X' or 'e' or 'E' && count >= 10)
            {
                break;
            }
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '/' or '+' or '\u2013' or '\u00a0' or '|'))
            {
                return null;
            }
        }

        Span<char> ten = digits[..count];
        if (count == 11 && ten[0] == '1') ten = ten[1..];
        return ten.Length == 10 && ten[0] >= '2' && ten[3] >= '2' ? ten.ToString() : null;
    }
}
