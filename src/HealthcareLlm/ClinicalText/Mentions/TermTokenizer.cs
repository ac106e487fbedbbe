using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Cuts text into tokens for lexicons and rules. A hyphen inside a word, an apostrophe and a possessive s vanish, so that
/// 'non-small-cell', 'non small cell', "Crohn's" and 'Crohn' are one; a free-standing hyphen or plus stays as a mark.
/// </summary>
internal static class TermTokenizer
{
    private static readonly Dictionary<string, string> s_irregular = new(StringComparer.Ordinal)
    {
        ["emboli"] = "embolus",
        ["thrombi"] = "thrombus",
        ["diverticula"] = "diverticulum",
        ["diverticuli"] = "diverticulum",
        ["vertebrae"] = "vertebra",
        ["fistulae"] = "fistula",
        ["bullae"] = "bulla",
        ["calculi"] = "calculus",
        ["metastases"] = "metastasis",
        ["children"] = "child",
        ["women"] = "woman",
        ["men"] = "man",
        ["teeth"] = "tooth",
        ["feet"] = "foot",
        ["disc"] = "disk",
        ["discs"] = "disk",
        ["petechiae"] = "petechia",
        ["foci"] = "focus",
        ["nuclei"] = "nucleus",
        ["ova"] = "ovum",
        ["ganglia"] = "ganglion",
        ["diagnoses"] = "diagnosis",
    };

    /// <summary>Tokens of a part of the text, in order.</summary>
    internal static List<TermToken> Tokenize(string text, TextSpan span)
    {
        var tokens = new List<TermToken>((span.Length / 6) + 1);
        int i = span.Start, lineEnds = 0;
        while (i < span.End)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                lineEnds += c switch { '\n' => 1, '\f' => 2, _ => 0 };
                i++;
                continue;
            }

            int start = i;
            var token = char.IsLetterOrDigit(c) ? Word(text, ref i, span.End, lineEnds > 1) : Mark(text, ref i, span, lineEnds > 1);
            if (token.Key.Length > 0 || start == i) tokens.Add(token);
            if (token.Key.Length > 0) lineEnds = 0;
        }

        return tokens;
    }

    /// <summary>What a single word is compared by.</summary>
    internal static string KeyOf(ReadOnlySpan<char> word)
    {
        Span<char> letters = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        word.ToLowerInvariant(letters);
        if (s_irregular.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var irregular)) return irregular;
        string lower = letters.ToString();
        if (lower.Contains("ae", StringComparison.Ordinal) || lower.Contains("oe", StringComparison.Ordinal) || lower.EndsWith("our", StringComparison.Ordinal))
        {
            lower = American(lower);
        }

        return Singular(lower);
    }

    private static TermToken Word(string text, ref int i, int end, bool broken)
    {
        int start = i, letters = 0, upper = 0, digits = 0;
        while (i < end && char.IsLetterOrDigit(text[i]))
        {
            if (char.IsLetter(text[i])) letters++;
            if (char.IsUpper(text[i])) upper++;
            if (char.IsDigit(text[i])) digits++;
            i++;
        }

        int wordEnd = i;
        var word = text.AsSpan(start, wordEnd - start);
        if (i + 1 < end && text[i] is '\'' or '’' && text[i + 1] is 's' or 'S' && (i + 2 == end || !char.IsLetterOrDigit(text[i + 2]))) i += 2;
        bool isUpper = letters >= 2 && (upper == letters || (upper == letters - 1 && upper >= 2 && word[^1] == 's'));
        var kind = letters == 0 && digits > 0 ? TermTokenKind.Number : isUpper ? TermTokenKind.UpperCaseWord : TermTokenKind.Word;
        return new(start, i, word.Length > 40 ? "…" : KeyOf(word), kind, broken);
    }

    private static TermToken Mark(string text, ref int i, TextSpan span, bool broken)
    {
        int start = i;
        var rest = text.AsSpan(i, Math.Min(4, span.End - i));
        if (rest.StartsWith("[?]"))
        {
            i += 3;
            return new(start, i, "[?]", TermTokenKind.UnclearBox, broken);
        }

        int box = CheckBoxes.LengthAt(rest);
        if (box > 0)
        {
            i += box;
            bool marked = CheckBoxes.MarksOf(text[start..i]).HasFlag(WordMarks.CheckBoxMarked);
            return new(start, i, marked ? "[x]" : "[ ]", marked ? TermTokenKind.MarkedBox : TermTokenKind.EmptyBox, broken);
        }

        char c = text[i++];
        bool inside = start > span.Start && i < span.End && char.IsLetterOrDigit(text[start - 1]);
        if (c is '-' or '\'' or '’' or '‑' && inside && (char.IsLetterOrDigit(text[i]) || text[i] is '\n' or '\r')) return new(start, i, string.Empty, TermTokenKind.Mark, broken);
        string key = c switch { '–' or '—' or '−' or '‑' => "-", '’' => "'", < (char)128 => s_marks[c], _ => c.ToString() };
        return new(start, i, key, TermTokenKind.Mark, broken);
    }

    private static readonly string[] s_marks = [.. Enumerable.Range(0, 128).Select(static c => ((char)c).ToString())];

    private static string American(string word) => word
        .Replace("oedema", "edema", StringComparison.Ordinal)
        .Replace("haem", "hem", StringComparison.Ordinal)
        .Replace("aemi", "emi", StringComparison.Ordinal)
        .Replace("rrhoe", "rrhe", StringComparison.Ordinal)
        .Replace("pnoea", "pnea", StringComparison.Ordinal)
        .Replace("oesoph", "esoph", StringComparison.Ordinal)
        .Replace("caec", "cec", StringComparison.Ordinal)
        .Replace("anaesth", "anesth", StringComparison.Ordinal)
        .Replace("tumour", "tumor", StringComparison.Ordinal)
        .Replace("orthopaed", "orthoped", StringComparison.Ordinal);

    private static string Singular(string word)
    {
        if (word.Length <= 3 || word[^1] != 's') return word;
        if (word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("is", StringComparison.Ordinal)) return word;
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 6 && word.EndsWith("oses", StringComparison.Ordinal)) return word[..^2] + "is";
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("uses", StringComparison.Ordinal)) return word[..^2];
        return word[..^1];
    }
}
