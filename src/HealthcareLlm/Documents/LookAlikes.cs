using System.Text;

namespace HealthcareLlm.Documents;

/// <summary>
/// Characters that readers of print confuse, folded to one of each group: O Q D → 0, I l | ! → 1, S $ § → 5, B → 8, Z → 2, G → 6.
/// Two strings that fold alike may be the same print; folding never makes a value, it only excuses a mismatch.
/// </summary>
public static class LookAlikes
{
    /// <summary>The representative of a character's group; the character itself, in upper case, where it has none.</summary>
    public static char Fold(char c) => c switch
    {
        'O' or 'o' or 'Q' or 'D' => '0',
        'I' or 'l' or 'L' or 'i' or '|' or '!' or ']' or '[' => '1',
        'S' or 's' or '$' or '§' => '5',
        'B' => '8',
        'Z' or 'z' => '2',
        'G' => '6',
        _ => char.ToUpperInvariant(c),
    };

    /// <summary>Letters that a mark at the head of a code of diagnoses may have been, the likeliest first; the letter itself where it is one; else none.</summary>
    public static string LettersOf(char seen) => seen switch
    {
        '0' => "OD",
        '1' or '|' or '!' => "I",
        '2' => "Z",
        '3' => "J",
        '4' => "A",
        '5' => "SJ",
        '6' or '9' => "G",
        '7' => "T",
        '8' => "BE",
        '£' or '€' => "E",
        '$' or '§' => "S",
        _ when char.IsAsciiLetter(seen) => char.ToUpperInvariant(seen).ToString(),
        _ => string.Empty,
    };

    /// <summary>Letters and digits only, each folded.</summary>
    public static string FoldCompact(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '|' or '!' or '$' or '§') folded.Append(Fold(c));
        }

        return folded.ToString();
    }

    /// <summary>Letters and digits only, upper case, nothing folded.</summary>
    public static string Compact(ReadOnlySpan<char> text)
    {
        var compact = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) compact.Append(char.ToUpperInvariant(c));
        }

        return compact.ToString();
    }
}
