using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>Check boxes as people type them: <c>[x]</c>, <c>[ ]</c>, <c>(X)</c>, <c>☒</c>, <c>☑</c>, <c>☐</c>.</summary>
public static class CheckBoxes
{
    /// <summary>Length of a typed check box at the start of the text; 0 where there is none.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return 0;
        if (text[0] is '☐' or '☑' or '☒' or '□' or '■' or '▢' or '✓' or '✔' or '✗' or '✘') return 1;
        if (text.Length < 3 || text[0] is not ('[' or '(')) return 0;
        char close = text[0] == '[' ? ']' : ')';
        if (text[0] == '[' && text[1] == ']') return 2;
        bool state = text[1] is 'x' or 'X' or '✓' or '✔' or '*' or ' ' or '_';
        // '(x)' and '( )' only: '(*)' and '(_)' are something else.
        if (text[0] == '(' && text[1] is '*' or '_') return 0;
        if (state && text[2] == close) return 3;
        return text.Length >= 4 && text[1] == ' ' && text[2] is ' ' or 'x' or 'X' && text[3] == close ? 4 : 0;
    }

    /// <summary>The mark of a word that is a typed check box; none for any other word.</summary>
    public static WordMarks MarksOf(string word)
    {
        if (LengthAt(word) != word.Length) return WordMarks.None;
        if (word is "☐" or "□" or "▢" or "[]") return WordMarks.CheckBoxEmpty;
        if (word.Length == 1) return WordMarks.CheckBoxMarked;
        return word.AsSpan(1, word.Length - 2).ContainsAny("xX✓✔*") ? WordMarks.CheckBoxMarked : WordMarks.CheckBoxEmpty;
    }
}
