namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>What may stand at the start of a line before its words: markup, bullets, numbers.</summary>
internal static class LinePrefix
{
    /// <summary>Where the words of a line start.</summary>
    internal static int Skip(string text, int start, int end, out bool bullet, out bool markup)
    {
        (bullet, markup) = (false, false);
        int i = start;
        while (i < end)
        {
            char c = text[i];
            if (c is '#' && i + 1 < end && text[i + 1] is '#' or ' ')
            {
                markup = true;
                i++;
            }
            else if (c == '*' && i + 1 < end && text[i + 1] == '*')
            {
                markup = true;
                i += 2;
            }
            else if (char.IsWhiteSpace(c) || c is '>' or '=' or '|' or ',' or '_')
            {
                i++;
            }
            else if (!bullet && LengthOfBullet(text, i, end) is > 0 and var length)
            {
                bullet = true;
                i += length;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    /// <summary>Length of a bullet or list number with its following space; 0 where there is none. '2.5 mg' and '120/80' are none.</summary>
    internal static int LengthOfBullet(string text, int start, int end)
    {
        char c = text[start];
        if (c is '•' or '▪' or '●' or '◦' or '‣' or '·' or '∙') return 1;
        if (c is '-' or '*' or '–' or '+' or 'o' && start + 1 < end && text[start + 1] == ' ') return c is '+' or 'o' ? 0 : 2;
        int i = start;
        if (c == '(' && i + 1 < end) i++;
        int digits = i;
        while (i < end && char.IsDigit(text[i])) i++;
        bool number = i > digits && i - digits <= 2;
        if (!number && i == digits)
        {
            while (i < end && text[i] is 'I' or 'V' or 'X') i++;
            number = i > digits && i - digits <= 4;
            if (!number && i < end && text[i] is >= 'A' and <= 'H' or >= 'a' and <= 'h')
            {
                i++;
                number = true;
            }
        }

        if (!number || i >= end || text[i] is not ('.' or ')')) return 0;
        i++;
        bool space = i < end && char.IsWhiteSpace(text[i]);
        // '1.Pneumonia' is a list number too; 'A.Smith' and '1.5' are not.
        if (!space && !(i < end && char.IsLetter(text[i]) && char.IsDigit(text[i - 2]))) return 0;
        while (i < end && text[i] == ' ') i++;
        return i - start;
    }

    /// <summary>Skips 'Section 2:', 'SECTION B –', 'Part III.'; the start where there is none.</summary>
    internal static int SkipSectionNumber(string text, int start, int end)
    {
        int i = start;
        foreach (string word in (ReadOnlySpan<string>)["section", "part", "step"])
        {
            if (end - i <= word.Length || !text.AsSpan(i, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            i += word.Length;
            while (i < end && text[i] == ' ') i++;
            int number = i;
            while (i < end && i - number < 5 && char.IsLetterOrDigit(text[i])) i++;
            if (i == number || i - number > 4) return start;
            while (i < end && text[i] is ' ' or ':' or '.' or '-' or '–' or '—' or ')') i++;
            return i;
        }

        return start;
    }

    /// <summary>Whether nothing but markup and white space stands here.</summary>
    internal static bool IsMarkup(ReadOnlySpan<char> rest)
    {
        foreach (char c in rest)
        {
            if (!char.IsWhiteSpace(c) && c is not ('*' or '_' or '#' or '-' or '=' or ',')) return false;
        }

        return true;
    }
}
