using System.Globalization;
using System.Xml.Linq;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>Counts the automatic numbers of a Word document's lists (ECMA-376 part 1, 17.9), which stand nowhere in its text.</summary>
internal sealed class DocxNumbering
{
    internal static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly Dictionary<string, Dictionary<int, (string Format, string Text, int Start)>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    internal DocxNumbering(XElement? numbering)
    {
        if (numbering is null) return;
        var forms = numbering.Elements(W + "abstractNum").ToDictionary(static a => (string?)a.Attribute(W + "abstractNumId") ?? string.Empty, StringComparer.Ordinal);
        foreach (var list in numbering.Elements(W + "num"))
        {
            string? form = (string?)list.Element(W + "abstractNumId")?.Attribute(W + "val");
            if ((string?)list.Attribute(W + "numId") is not { } id || form is null || !forms.TryGetValue(form, out var levels)) continue;
            _lists[id] = levels.Elements(W + "lvl").ToDictionary(static l => Number(l.Attribute(W + "ilvl"), 0), static l => (
                Value(l, "numFmt") ?? "decimal", Value(l, "lvlText") ?? string.Empty, int.TryParse(Value(l, "start"), NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 1));
        }
    }

    /// <summary>The number that a paragraph of a list shows, with a space behind it; empty where it has none.</summary>
    internal string Next(string list, int level)
    {
        if (!_lists.TryGetValue(list, out var levels) || !levels.TryGetValue(level, out var own)) return string.Empty;
        if (own.Format == "bullet") return "- ";
        if (own.Format == "none") return string.Empty;
        if (!_counts.TryGetValue(list, out int[]? counts)) _counts[list] = counts = new int[10];
        counts[level] = counts[level] == 0 ? own.Start : counts[level] + 1;
        for (int deeper = level + 1; deeper < counts.Length; deeper++) counts[deeper] = 0;
        string shown = own.Text;
        for (int i = 0; i <= level; i++)
        {
            if (!levels.TryGetValue(i, out var form)) continue;
            shown = shown.Replace("%" + (i + 1).ToString(CultureInfo.InvariantCulture), Written(Math.Max(counts[i], 1), form.Format), StringComparison.Ordinal);
        }

        return shown.Length == 0 ? string.Empty : shown + " ";
    }

    internal static string Roman(int number)
    {
        string text = string.Empty;
        foreach (var (value, letters) in ((int, string)[])[(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")])
        {
            while (number >= value)
            {
                text += letters;
                number -= value;
            }
        }

        return text;
    }

    internal static int Number(XAttribute? attribute, int standard) => int.TryParse(attribute?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : standard;

    private static string? Value(XElement level, string name) => (string?)level.Element(W + name)?.Attribute(W + "val");

    private static string Written(int number, string format) => format switch
    {
        "lowerLetter" or "upperLetter" when number <= 26 => (format[0] == 'l' ? (char)('a' + number - 1) : (char)('A' + number - 1)).ToString(CultureInfo.InvariantCulture),
        "lowerRoman" => Roman(number),
        "upperRoman" => Roman(number).ToUpperInvariant(),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };
}
