namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Mends characters that readers of print confuse: O Q D o → 0, I l | ! i → 1, S s → 5, B → 8, Z z → 2, G → 6, and back for a letter.</summary>
internal static class LookAlikeRepair
{
    /// <summary>The digit that a character may be; the character itself where it is a digit or has none.</summary>
    internal static char ToDigit(char c) => c switch
    {
        'O' or 'o' or 'Q' or 'D' => '0',
        'I' or 'l' or 'L' or 'i' or '|' or '!' => '1',
        'S' or 's' => '5',
        'B' => '8',
        'Z' or 'z' => '2',
        'G' => '6',
        _ => c,
    };

    /// <summary>The letter that a digit may be; the character itself where it is a letter or has none.</summary>
    internal static char ToLetter(char c) => c switch
    {
        '0' => 'O',
        '1' or '|' or '!' => 'I',
        '5' => 'S',
        '8' => 'B',
        '2' => 'Z',
        '6' => 'G',
        _ => c,
    };

    /// <summary>Letters, digits and look-alike marks only.</summary>
    internal static string Compact(ReadOnlySpan<char> text)
    {
        Span<char> kept = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '|' or '!') kept[length++] = c;
        }

        return kept[..length].ToString();
    }
}
