using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Divides one paragraph into sentences.</summary>
internal static class SentenceBreaker
{
    /// <summary>Abbreviations whose full stop ends no sentence.</summary>
    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "mr", "mrs", "ms", "prof", "st", "vs", "no", "nos", "fig", "approx", "e.g", "i.e", "eg", "ie", "cf", "al", "jr", "sr", "inc", "dept", "ext", "tel", "est", "ca", "viz", "resp", "q.d", "b.i.d", "t.i.d", "q.i.d",
        "p.o", "p.r.n", "q.h.s", "h.s", "a.c", "p.c", "i.v", "i.m", "s.c", "q.o.d", "q", "o.d", "o.s", "o.u", "a.m", "p.m", "w.d", "gen", "sgt", "capt", "rev", "hon", "drs", "h.o", "s.p", "c.diff", "e.coli", "incl", "pts", "vol", "max", "min", "temp", "avg",
    };

    /// <summary>Abbreviations that may also end a sentence: no break before a number or a small letter alone.</summary>
    private static readonly HashSet<string> s_mayEnd = new(StringComparer.OrdinalIgnoreCase)
    {
        "q.d", "b.i.d", "t.i.d", "q.i.d", "p.o", "p.r.n", "q.h.s", "h.s", "a.m", "p.m", "i.v", "i.m", "s.c", "q.o.d", "al", "jr", "sr", "ext", "a.c", "p.c", "max", "min", "temp", "o.d", "o.s", "o.u", "pts",
    };

    /// <summary>
    /// Characters after which a sentence ends at the next white space, and at twice as many wherever it is: no sentence of a person is as long, and what looks at a sentence (patterns,
    /// scopes, comparisons) stays linear in the length of a text without any full stop.
    /// </summary>
    internal const int Longest = 2_000;

    internal static IEnumerable<TextSpan> Break(string text, TextSpan paragraph)
    {
        int start = SkipSpace(text, paragraph.Start, paragraph.End);
        int i = start;
        while (i < paragraph.End)
        {
            int next = i - start >= Longest && (char.IsWhiteSpace(text[i]) || i - start >= 2 * Longest) ? i : BreakAfter(text, i, start, paragraph);
            if (next < 0)
            {
                i++;
                continue;
            }

            if (Trim(text, start, next) is { IsEmpty: false } sentence) yield return sentence;
            start = i = SkipSpace(text, next, paragraph.End);
        }

        if (Trim(text, start, paragraph.End) is { IsEmpty: false } rest) yield return rest;
    }

    /// <summary>Where the sentence that holds the unit at i ends, if it ends there; -1 where it goes on.</summary>
    private static int BreakAfter(string text, int i, int start, TextSpan paragraph)
    {
        char c = text[i];
        if (c is '.' or '!' or '?') return EndsSentence(text, i, start, paragraph) ? i + 1 : -1;
        if (i == start) return -1;
        if (c is '•' or '●' or '▪') return i;
        if (!char.IsWhiteSpace(text[i - 1])) return -1;
        // '1) … 2) …' on one line.
        if (char.IsDigit(c) && i + 2 < paragraph.End && IsInlineNumber(text, i, paragraph.End)) return i;
        bool wide = i - 2 >= start && char.IsWhiteSpace(text[i - 2]);
        if (char.IsUpper(c) && StartsLabel(text, i, paragraph.End, wide)) return i;
        // A further check box after a wide gap is the next option of a form.
        return wide && c is '[' or '☐' or '☒' or '☑' && CheckBoxes.LengthAt(text.AsSpan(i, Math.Min(4, paragraph.End - i))) > 0 && text[i - 2] is ' ' ? i : -1;
    }

    private static bool EndsSentence(string text, int i, int start, TextSpan paragraph)
    {
        int next = i + 1;
        while (next < paragraph.End && text[next] is '"' or '”' or ')' or '\'') next++;
        // '.,' stands for a line end in collections of transcribed reports.
        bool comma = next < paragraph.End && text[next] == ',' && text[i] == '.';
        if (comma) next++;
        if (next >= paragraph.End) return true;
        if (!char.IsWhiteSpace(text[next]) && !(comma && (char.IsUpper(text[next]) || char.IsDigit(text[next])))) return false;
        while (next < paragraph.End && char.IsWhiteSpace(text[next])) next++;
        if (next >= paragraph.End) return true;
        char first = text[next];
        if (char.IsLower(first) || (comma && !char.IsUpper(first) && !char.IsDigit(first))) return false;
        return text[i] != '.' || !IsAbbreviation(text, i, start, first);
    }

    private static bool IsAbbreviation(string text, int stop, int start, char first)
    {
        int wordStart = stop;
        while (wordStart > start && stop - wordStart < 12 && (char.IsLetterOrDigit(text[wordStart - 1]) || (text[wordStart - 1] == '.' && wordStart - 1 > start && char.IsLetter(text[wordStart - 2])))) wordStart--;
        var word = text.AsSpan(wordStart, stop - wordStart);
        // A list number at the start of its item.
        if (wordStart == start && word.Length <= 2 && word.IndexOfAnyExceptInRange('0', '9') < 0) return true;
        if (word.Length == 1 && char.IsUpper(word[0])) return !After(text, start, wordStart, "vitamin", "hepatitis", "type", "class", "grade", "group", "plan", "part", "factor") && char.IsUpper(first);
        if (!s_abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)) return false;
        if (word.Equals("no", StringComparison.OrdinalIgnoreCase)) return char.IsDigit(first);
        return !s_mayEnd.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || !char.IsUpper(first);
    }

    private static bool After(string text, int start, int wordStart, params ReadOnlySpan<string> words)
    {
        var before = text.AsSpan(start, wordStart - start).TrimEnd();
        foreach (string word in words)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool IsInlineNumber(string text, int i, int end)
    {
        int digits = i;
        while (digits < end && char.IsDigit(text[digits])) digits++;
        if (digits - i > 2 || digits + 1 >= end) return false;
        if (text[digits] == ')') return text[digits + 1] == ' ' && text.LastIndexOf('(', i, Math.Min(i, 12)) < 0;
        return text[digits] == '.' && text[digits + 1] == ' ' && digits + 2 < end && (char.IsUpper(text[digits + 2]) || text[digits + 2] == ' ') && text[i - 1] is ' ' or '\n' && i >= 2 && text[i - 2] is '.' or ':' or ';' or ',' or ' ';
    }

    /// <summary>'HEENT: … Neck: …': a part of an examination, or after a wide gap any label.</summary>
    private static bool StartsLabel(string text, int i, int end, bool wide)
    {
        int colon = text.IndexOf(':', i, Math.Min(40, end - i));
        if (colon < 0 || colon == i) return false;
        var label = text.AsSpan(i, colon - i);
        if (label.ContainsAny(".;,")) return false;
        if (wide && label.Count(' ') <= 3 && !label.Contains("  ", StringComparison.Ordinal)) return true;
        return label.Count(' ') <= 2 && TitleLexicon.Shared.Lookup(label) is { IsPart: true };
    }

    private static TextSpan Trim(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == ',')) end--;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ',')) start++;
        return new(start, end);
    }

    private static int SkipSpace(string text, int i, int end)
    {
        while (i < end && (char.IsWhiteSpace(text[i]) || text[i] is ',')) i++;
        return i;
    }
}
