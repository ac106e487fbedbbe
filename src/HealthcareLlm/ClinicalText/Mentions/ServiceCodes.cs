namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Grammars of CPT (five digits, or four and F, T, U, M or A) and HCPCS Level II (A to V and four digits).</summary>
public static class ServiceCodes
{
    /// <summary>The normal form and system of a token of five characters; null where it is neither.</summary>
    /// <param name="token">Five characters.</param>
    /// <param name="mend">Whether look-alikes may be mended; only where a label says that a code stands there.</param>
    /// <param name="repaired">Whether any was.</param>
    public static (string System, string Code)? Normalize(ReadOnlySpan<char> token, bool mend, out bool repaired)
    {
        repaired = false;
        if (token.Length != 5) return null;
        Span<char> code = stackalloc char[5];
        int digits = 0;
        for (int i = 0; i < 5; i++)
        {
            char c = token[i];
            if (char.IsAsciiDigit(c))
            {
                code[i] = c;
                digits++;
                continue;
            }

            char upper = char.ToUpperInvariant(c);
            bool kept = (i == 0 && upper is >= 'A' and <= 'V' && c is not ('l' or 'I' or 'O')) || (i == 4 && c is 'F' or 'T' or 'U' or 'M' or 'A' && digits == 4);
            if (kept)
            {
                code[i] = upper;
            }
            else
            {
                if (!mend || Digit(c) is not { } mended) return null;
                (code[i], repaired) = (mended, true);
                digits++;
            }
        }

        // A letter that itself looks like a digit ('S', 'B') stays a letter: HCPCS has both chapters.
        if (digits == 5) return ("CPT", code.ToString());
        if (digits != 4) return null;
        return (char.IsAsciiDigit(code[0]) ? "CPT" : "HCPCS", code.ToString());
    }

    /// <summary>Whether two characters are a modifier that is written after a code: two digits, two letters, or a letter and a digit.</summary>
    public static bool IsModifier(ReadOnlySpan<char> text)
    {
        if (text.Length != 2) return false;
        if (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1])) return text is "22" or "23" or "24" or "25" or "26" or "27" or "32" or "33" or "47" or "50" or "51" or "52" or "53" or "54" or "55" or "56" or "57" or "58" or "59" or "62" or "63" or "66" or "73" or "74" or "76" or "77" or "78" or "79" or "80" or "81" or "82" or "90" or "91" or "92" or "93" or "95" or "96" or "97" or "99";
        return text is "LT" or "RT" or "TC" or "GA" or "GC" or "GN" or "GO" or "GP" or "GT" or "GY" or "GZ" or "JA" or "JB" or "JG" or "JW" or "JZ" or "KX" or "NU" or "RR" or "UE" or "QW" or "TB" or "XE" or "XP" or "XS" or "XU" or "SL" or "SA" or "AS" or "AA" or "QK" or "QX" or "QZ" or "CO" or "CQ" or "CR" or "FQ" or "LC" or "LD" or "RC"
            || (text[0] is 'E' or 'F' or 'T' && char.IsAsciiDigit(text[1])) || text is "FA" or "TA" || (text[0] is 'K' or 'P' && text[1] is >= '0' and <= '6');
    }

    private static char? Digit(char c) => c switch
    {
        'O' or 'o' => '0',
        'I' or 'l' or '|' => '1',
        'S' => '5',
        'B' => '8',
        'Z' => '2',
        _ => null,
    };
}
