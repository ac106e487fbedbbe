using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies;

/// <summary>What stands at the head of a line of a policy document.</summary>
internal enum LineHead
{
    /// <summary>Nothing particular.</summary>
    None,

    /// <summary>A title.</summary>
    Title,

    /// <summary>A numbered or lettered item.</summary>
    Item,

    /// <summary>An item with a bullet.</summary>
    Bullet,

    /// <summary>A row of a table.</summary>
    Row,
}

/// <summary>Follows titles and numbers through a policy document, so that each passage knows its section and clause.</summary>
internal sealed class ClauseNumbers
{
    private const int TitleWords = 10;

    private static readonly Lazy<Regex> Marked = Pattern.Of(@"^(#{1,6})[ \t]+(.+?)[ \t#]*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Numbered = Pattern.Of(@"^(?:[-*•][ \t]+)?(?<label>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?|[0-9]{1,2}[.)]|\([0-9]{1,2}\)|\(?[A-Za-z][.)]|\(?[ivx]{1,5}[.)])[ \t]+(?<rest>\S.*)$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Leading = Pattern.Of(@"^(?:(?:Section|Part|Article)[ \t]+)?(?<label>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[A-Z](?=\.|\b[ \t]+[-–—]))\.?(?:[ \t]+[-–—])?[ \t]+(?<rest>[A-Z(].*)$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Bulleted = Pattern.Of(@"^[-*•●▪][ \t]+\S", RegexOptions.CultureInvariant);

    private readonly bool _marked;
    private readonly List<(int Level, string Title, string Number)> _titles = [];
    private readonly List<(char Kind, string Label)> _items = [];

    /// <param name="marked">Whether the document marks its titles with <c>#</c>; then nothing else is one.</param>
    internal ClauseNumbers(bool marked) => _marked = marked;

    /// <summary>Titles above, outermost first.</summary>
    internal string Section => string.Join(" › ", _titles.Select(static t => t.Title));

    /// <summary>The number of the innermost item, or of the section where there is none.</summary>
    internal string Clause
    {
        get
        {
            string section = _titles.Count == 0 ? string.Empty : _titles.FindLast(static t => t.Number.Length > 0).Number ?? string.Empty;
            if (section.Length == 0 && _titles.Count > 0) section = _titles[^1].Title;
            string clause = section;
            foreach (var (kind, label) in _items)
            {
                clause = kind switch
                {
                    'd' => label,
                    'n' when clause.Length > 0 && char.IsDigit(clause[^1]) => clause + "." + label,
                    'n' => clause.Length == 0 ? label : clause + " " + label,
                    _ => clause + "(" + label + ")",
                };
            }

            return clause;
        }
    }

    /// <summary>Whether a line of the document is a title marked with <c>#</c>.</summary>
    internal static bool IsMarkedTitle(string line) => Marked.Value.IsMatch(line);

    /// <summary>Takes in the next line and tells what stands at its head.</summary>
    internal LineHead Read(string line, bool bold)
    {
        if (line.StartsWith('|')) return LineHead.Row;
        if (Title(line, bold)) return LineHead.Title;
        var item = Numbered.Value.Match(line);
        if (item.Success)
        {
            Item(item.Groups["label"].Value);
            return LineHead.Item;
        }

        return Bulleted.Value.IsMatch(line) ? LineHead.Bullet : LineHead.None;
    }

    /// <summary>A paragraph that is no item stands under its section alone.</summary>
    internal void Paragraph() => _items.Clear();

    private bool Title(string line, bool bold)
    {
        if (_marked)
        {
            var marked = Marked.Value.Match(line);
            if (marked.Success) Push(marked.Groups[1].Length, marked.Groups[2].Value.Trim());
            return marked.Success;
        }

        if (line.Split(' ').Length > TitleWords || line[^1] is '.' or ';' or ',' or ':') return false;
        // The end of a line that was cut inside of brackets is no title.
        if (line.Count(static c => c is ')' or ']') > line.Count(static c => c is '(' or '[') && !char.IsDigit(line[0]) && line[1..].IndexOf(')', StringComparison.Ordinal) > 0) return false;
        var numbered = Leading.Value.Match(line);
        bool capitals = line.Length > 3 && line.Any(char.IsLetter) && !line.Any(char.IsLower);
        if (!numbered.Success && !bold && !capitals) return false;
        Push(numbered.Success ? numbered.Groups["label"].Value.Split('.').Length + 1 : 1, line);
        return true;
    }

    private void Push(int level, string title)
    {
        _titles.RemoveAll(t => t.Level >= level);
        var numbered = Leading.Value.Match(title);
        _titles.Add((level, title, numbered.Success ? numbered.Groups["label"].Value.TrimEnd('.') : string.Empty));
        _items.Clear();
    }

    private void Item(string written)
    {
        string label = written.Trim('(', ')', '.');
        // 'A)' and 'a)' are two lists, and '(1)' below a letter is none of the numbers above it.
        char kind = label.Contains('.', StringComparison.Ordinal) ? 'd' : char.IsDigit(label[0]) ? (written[0] == '(' && _items.Exists(static i => i.Kind is 'l' or 'L' or 'r') ? 'p' : 'n') : char.IsUpper(label[0]) ? 'L' : IsRoman(label) ? 'r' : 'l';
        // An item in bold that fits its line looks like a title; the next number of its list shows that it was none.
        if (kind == 'n' && !_marked && _titles.Count > 0 && int.TryParse(_titles[^1].Number, NumberStyles.None, CultureInfo.InvariantCulture, out int before)
            && _titles[^1].Title.StartsWith(_titles[^1].Number + ".", StringComparison.Ordinal) && label == (before + 1).ToString(CultureInfo.InvariantCulture))
        {
            _titles.RemoveAt(_titles.Count - 1);
            _items.Clear();
        }

        int at = kind == 'd' ? 0 : _items.FindIndex(i => i.Kind == kind);
        if (at >= 0) _items.RemoveRange(at, _items.Count - at);
        _items.Add((kind, label));
    }

    /// <summary>'i' after 'h' is a letter, and 'i' under '(a)' is the first of a finer list.</summary>
    private bool IsRoman(string label)
    {
        if (!label.All(static c => c is 'i' or 'v' or 'x')) return false;
        if (_items.Exists(static i => i.Kind == 'r')) return true;
        var letter = _items.FindLast(static i => i.Kind is 'l' or 'L');
        return label.Length > 1 || (letter.Label is { } before && before[0] + 1 != label[0]);
    }
}
