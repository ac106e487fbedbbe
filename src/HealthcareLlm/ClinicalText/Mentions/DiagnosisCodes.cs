namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>The grammar of ICD-10-CM codes: a letter, a digit, a digit (A or B in a few chapters), and up to four more after a dot.</summary>
public static class DiagnosisCodes
{
    /// <summary>
    /// The normal form of a token that may lack its dot, be in lower case or hold look-alikes; null where it is no such code.
    /// </summary>
    /// <param name="token">Letters, digits, perhaps one dot.</param>
    /// <param name="mend">Whether look-alikes may be mended; only where a label says that a code stands there.</param>
    /// <param name="repaired">Whether any was.</param>
    public static string? Normalize(ReadOnlySpan<char> token, bool mend, out bool repaired)
    {
        repaired = false;
        Span<char> code = stackalloc char[7];
        int count = 0;
        for (int i = 0; i < token.Length; i++)
        {
            char c = token[i];
            if (c == '.' || c == ',')
            {
                if (count != 3 || i == token.Length - 1) return null;
                continue;
            }

            if (c == ' ' && count == 3) continue;
            if (count == 7) return null;
            if (Fit(c, count, mend, token.Length, ref repaired) is not { } fitted) return null;
            code[count++] = fitted;
        }

        if (count < 3 || (code[0] == 'U' && !IsUCode(code[..count]))) return null;
        return count == 3 ? code[..3].ToString() : string.Concat(code[..3], ".", code[3..count]);
    }

    /// <summary>Whether a text is a code in normal form.</summary>
    public static bool IsWellFormed(string code) => Normalize(code, mend: false, out _) is { } normal && normal == code;

    private static bool IsUCode(ReadOnlySpan<char> code) => code is "U070" or "U071" or "U099";

    private static char? Fit(char c, int position, bool mend, int length, ref bool repaired)
    {
        char upper = char.ToUpperInvariant(c);
        bool letter = upper is >= 'A' and <= 'Z', digit = char.IsAsciiDigit(c);
        switch (position)
        {
            case 0:
                if (letter && c != 'l') return upper;
                return Mend(c switch { '1' or 'l' or '|' => 'I', '0' => 'O', '5' => 'S', '8' => 'B', '2' => 'Z', '6' => 'G', _ => null }, mend, ref repaired);
            case 1:
                return digit ? c : Mend(ToDigit(c), mend, ref repaired);
            case 2:
                // A and B are written in third place: C4A, C7A, C7B, M1A, O9A, Z3A.
                if (digit || upper is 'A' or 'B') return upper;
                return Mend(ToDigit(c), mend, ref repaired);
            default:
                if (digit) return c;
                if (position < 6 && upper is 'O' or 'I' || c is 'l' or '|') return Mend(ToDigit(c), mend, ref repaired);
                if (position < 6 && upper is 'S' or 'Z' && length < 8) return Mend(ToDigit(c), mend, ref repaired);
                // Fourth to sixth place: digits, A to H, J and X; the seventh is any letter.
                return letter && (position == 6 || upper is (>= 'A' and <= 'H') or 'J' or 'X') ? upper : null;
        }
    }

    private static char? Mend(char? mended, bool mend, ref bool repaired)
    {
        if (!mend || mended is null) return null;
        repaired = true;
        return mended;
    }

    private static char? ToDigit(char c) => c switch
    {
        'O' or 'o' => '0',
        'I' or 'l' or '|' or 'i' => '1',
        'S' or 's' => '5',
        'B' => '8',
        'Z' or 'z' => '2',
        _ => null,
    };
}
