using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Settles O and 0 in numbers with letters at the picture: the recognizer has no dictionary for an id and takes the likelier one. In proportional type
/// a capital O is a third wider than the digits beside it and nearly as wide as high; a zero is as wide as they are. Where type gives no such measure the reading stays.
/// </summary>
internal static class RoundLetters
{
    // Width in widths of the word's other digits: zeros 0.9 to 1.15, letters 1.3 to 1.6, over the type of our scanned pages.
    private const double LeastLetter = 1.25, MostZero = 1.12;

    // Width in heights: a letter is round, a zero is not.
    private const double RoundLetter = 0.8;

    // A letter read among digits is doubted only where another letter shows that the type is proportional: in type of one width M and X reach 1.3.
    private const double WideLetter = 1.42;

    // Between two digits, in their widths.
    private const double Gap = 0.22;

    // Digits beside, and characters of a word that is a number at all.
    private const int LeastDigits = 3, LeastLength = 5;

    // How far widths may be from what characters have, on the average, in widths of a digit.
    private const double WorstFit = 0.35;

    // Characters that may touch and make one shape.
    private const int MostTouching = 4;

    // The width of a 1 says nothing of other digits'.
    private const string Compared = "23456789";

    internal static RecognizedWord Settle(PreparedPage page, RecognizedWord word)
    {
        if (word.Text.Length < LeastLength || !word.Text.AsSpan().ContainsAny('0', 'O') || !word.Text.Any(char.IsAsciiLetterUpper)) return word;
        if (word.Text.Count(char.IsAsciiDigit) < LeastDigits) return word;
        var characters = Enumerable.Range(0, word.Text.Length).Where(i => !WordShape.IsLow(word.Text[i])).ToList();
        var shapes = WordShape.Columns(page.Shapes.Inside(word.Box).Select(s => s.Box));
        var placed = Align([.. characters.Select(i => word.Text[i])], shapes);
        var single = placed.FindAll(s => s.Count == 1);
        double[] widths = [.. single.Where(s => Compared.Contains(word.Text[characters[s.Character]], StringComparison.Ordinal)).Select(s => s.Box.Width).Order()];
        if (widths.Length < 2) return word;
        double usual = widths[widths.Length / 2];
        bool proportional = single.Any(s => word.Text[characters[s.Character]] is var c && char.IsAsciiLetterUpper(c) && c != 'O' && s.Box.Width >= WideLetter * usual);
        char[] text = word.Text.ToCharArray();
        foreach (var (character, _, box) in single)
        {
            double width = box.Width / usual;
            ref char c = ref text[characters[character]];
            if (c == '0' && width >= LeastLetter && box.Width >= RoundLetter * box.Height) c = 'O';
            else if (c == 'O' && proportional && width <= MostZero && box.Width < RoundLetter * box.Height) c = '0';
        }

        // Digits that touch and are wider than digits are may hide a letter: which one cannot be told.
        bool hidden = placed.Exists(s => s.Count > 1 && Enumerable.Range(s.Character, s.Count).Select(i => word.Text[characters[i]]) is var touching
            && touching.All(char.IsAsciiDigit) && touching.Contains('0') && s.Box.Width > usual * ((MostZero * s.Count) + (Gap * (s.Count - 1))));
        return word with { Text = new(text), Marks = hidden ? word.Marks | WordMarks.Doubtful : word.Marks };
    }

    /// <summary>The shapes with the first of their characters and how many they are, characters that touch being one shape: the assignment whose widths fit best. Empty where none fits.</summary>
    private static List<(int Character, int Count, BoundingBox Box)> Align(char[] text, List<BoundingBox> shapes)
    {
        if (shapes.Count == 0 || shapes.Count > text.Length || text.Length > shapes.Count * MostTouching) return [];
        // One width of a digit fits all: the middle shape of a word that is mostly digits.
        double unit = shapes.Select(s => s.Width).Order().ElementAt(shapes.Count / 2);
        var cost = new double[shapes.Count + 1, text.Length + 1];
        var taken = new int[shapes.Count + 1, text.Length + 1];
        for (int s = 0; s <= shapes.Count; s++)
        {
            for (int c = 0; c <= text.Length; c++) cost[s, c] = s == 0 && c == 0 ? 0 : double.MaxValue;
        }

        for (int s = 1; s <= shapes.Count; s++)
        {
            for (int c = 1; c <= text.Length; c++)
            {
                for (int n = 1; n <= Math.Min(MostTouching, c); n++)
                {
                    if (cost[s - 1, c - n] == double.MaxValue) continue;
                    double off = cost[s - 1, c - n] + Off(text, c - n, n, shapes[s - 1].Width / unit);
                    if (off < cost[s, c]) (cost[s, c], taken[s, c]) = (off, n);
                }
            }
        }

        var placed = new List<(int, int, BoundingBox)>();
        if (cost[shapes.Count, text.Length] / shapes.Count > WorstFit) return placed;
        for (int s = shapes.Count, c = text.Length; s > 0; s--)
        {
            int n = taken[s, c];
            c -= n;
            placed.Insert(0, (c, n, shapes[s - 1]));
        }

        return placed;
    }

    /// <summary>How far a shape's width, in widths of a digit, is from that of so many characters.</summary>
    private static double Off(char[] text, int start, int count, double width)
    {
        double least = 0, most = 0;
        for (int i = start; i < start + count; i++)
        {
            var (low, high) = WidthOf(text[i]);
            least += low;
            most += high;
        }

        return width < least ? least - width : width > most ? width - most : 0;
    }

    private static (double Least, double Most) WidthOf(char c) => c switch
    {
        'W' or 'M' => (1.2, 2.2),
        '0' or 'O' => (0.85, 1.65),
        'I' or 'i' or 'l' or '|' or '!' or '(' or ')' or '/' => (0.2, 0.9),
        '1' => (0.4, 1.1),
        'J' or 'L' => (0.7, 1.3),
        _ when char.IsAsciiDigit(c) => (0.85, 1.15),
        _ when char.IsAsciiLetterUpper(c) => (0.95, 1.7),
        _ => (0.5, 1.5),
    };
}
