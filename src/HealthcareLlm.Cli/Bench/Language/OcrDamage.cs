using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Damages titles as recognition does: letters that look alike, letters that run together or fall apart, lost letters and spaces. The same for the same text.</summary>
internal static class OcrDamage
{
    /// <summary>Titles shorter than this get one error, longer ones one or two; letters.</summary>
    private const int TwoFrom = 8;

    private static readonly Dictionary<char, string[]> s_alike = new()
    {
        ['O'] = ["0", "Q", "D"],
        ['I'] = ["l", "1", "!"],
        ['S'] = ["5", "8"],
        ['B'] = ["8", "E"],
        ['E'] = ["F", "L"],
        ['F'] = ["P", "E"],
        ['A'] = ["4", "R"],
        ['T'] = ["I", "Y"],
        ['N'] = ["H", "M"],
        ['M'] = ["N", "RN"],
        ['H'] = ["N", "II"],
        ['G'] = ["C", "6"],
        ['C'] = ["G", "O"],
        ['L'] = ["I", "1"],
        ['R'] = ["P", "K"],
        ['P'] = ["F", "R"],
        ['D'] = ["O", "0"],
        ['U'] = ["V", "II"],
        ['V'] = ["Y", "U"],
        ['Y'] = ["V"],
        ['W'] = ["VV"],
        ['K'] = ["X"],
        ['X'] = ["K"],
        ['Z'] = ["2"],
        ['Q'] = ["O"],
        ['J'] = ["I"],
    };

    /// <summary>The text with its titles damaged, and where they stand now.</summary>
    internal static (string Text, List<TextSpan> Titles) Of(string text, List<TextSpan> titles, string key)
    {
        var made = new StringBuilder(text.Length + 64);
        var moved = new List<TextSpan>();
        int at = 0;
        foreach (var title in titles)
        {
            made.Append(text, at, title.Start - at);
            int start = made.Length;
            made.Append(Damaged(title.In(text), key + title.Start.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            moved.Add(new(start, made.Length));
            at = title.End;
        }

        return (made.Append(text, at, text.Length - at).ToString(), moved);
    }

    private static string Damaged(string title, string key)
    {
        byte[] chance = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key));
        int[] letters = [.. Enumerable.Range(0, title.Length).Where(i => char.IsLetter(title[i]))];
        int errors = letters.Length < TwoFrom ? 1 : 1 + (chance[0] % 2);
        int[] places = [.. Enumerable.Range(0, errors).Select(e => letters[((chance[(4 * e) + 1] << 8) + chance[(4 * e) + 2]) % letters.Length]).Distinct().OrderDescending()];
        var made = new StringBuilder(title);
        for (int e = 0; e < places.Length; e++)
        {
            int i = places[e];
            int kind = chance[10 + e] % 10;
            if (kind == 0 && i > 0) made.Remove(i, 1);
            else if (kind == 1 && i > 0 && title[i - 1] != ' ') made.Insert(i, ' ');
            else if (s_alike.TryGetValue(title[i], out var alike)) made.Remove(i, 1).Insert(i, alike[chance[20 + e] % alike.Length]);
        }

        return made.ToString();
    }
}
