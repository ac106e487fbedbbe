namespace HealthcareLlm.Ingestion.Layout;

/// <summary>
/// Brings rows into reading order. Columns of prose are read one after the other; rows of a form or table, whose cells are short, stay together.
/// A recursive cut along white gutters, after Nagy and Seth's XY-cut (ICPR 1984), with a test that both sides are prose.
/// </summary>
internal static class ReadingOrder
{
    private const int MinimumRows = 6;
    private const double MinimumWordsARow = 3.5;
    private const double MinimumFill = 0.55;

    // Question marks and paragraphs that a column of questions has at least.
    private const int FewestQuestions = 3;

    // Numbered lines that each of two columns has at least, and how many in a row may be misread.
    private const int FewestNumbers = 4, LostNumbers = 2;

    internal static List<Row> Of(IReadOnlyCollection<RawWord> words, IReadOnlyList<Rule>? rules = null)
    {
        var ordered = new List<Row>();
        Append(words, rules ?? [], ordered, depth: 0);
        return ordered;
    }

    private static void Append(IReadOnlyCollection<RawWord> words, IReadOnlyList<Rule> rules, List<Row> ordered, int depth)
    {
        var rows = RowFinder.Find(words, rules);
        var cut = depth < 4 ? FindGutter(rows, RowFinder.TypicalHeight(words)) : null;
        if (cut is null)
        {
            ordered.AddRange(rows);
            return;
        }

        var (first, last, x) = cut.Value;
        ordered.AddRange(rows.Take(first));
        var inside = rows.Skip(first).Take(last - first + 1).SelectMany(r => r.Words).ToList();
        var (left, right) = (inside.FindAll(w => w.LayoutBox.CenterX < x), inside.FindAll(w => w.LayoutBox.CenterX >= x));
        if (!AppendAnswers(RowFinder.Find(left, rules), RowFinder.Find(right, rules), RowFinder.TypicalHeight(inside), ordered))
        {
            Append(left, rules, ordered, depth + 1);
            Append(right, rules, ordered, depth + 1);
        }

        Append(rows.Skip(last + 1).SelectMany(r => r.Words).ToList(), rules, ordered, depth);
    }

    /// <summary>
    /// Where one column asks and the other answers beside it, each question is read with its answer: 'Who asks? Name, NPI.' beside 'Jane Roe, NPI 1234567893'.
    /// </summary>
    /// <returns>Whether the columns are such.</returns>
    private static bool AppendAnswers(List<Row> asking, List<Row> answering, double height, List<Row> ordered)
    {
        static int Asked(List<Row> rows) => rows.Sum(static r => r.Words.Count(static w => w.Text.EndsWith('?')));
        int asked = Asked(asking);
        if (asked < FewestQuestions || Asked(answering) * 4 > asked || answering.Count == 0) return false;
        var begins = Paragraphs(asking, height);
        var tops = begins.ConvertAll(i => asking[i].Box.Y);
        int beside = tops.Count(t => answering.Exists(r => Math.Abs(r.Box.Y - t) <= height));
        if (begins.Count < FewestQuestions || beside * 2 < begins.Count) return false;
        for (int b = 0; b < begins.Count; b++)
        {
            double from = b == 0 ? double.NegativeInfinity : tops[b] - (height * 0.6), to = b + 1 < begins.Count ? tops[b + 1] - (height * 0.6) : double.PositiveInfinity;
            asking[begins[b]].StartsBlock = true;
            ordered.AddRange(asking.GetRange(begins[b], (b + 1 < begins.Count ? begins[b + 1] : asking.Count) - begins[b]));
            ordered.AddRange(answering.Where(r => r.Box.Y >= from && r.Box.Y < to));
        }

        return true;
    }

    /// <summary>Indexes of the rows that begin a paragraph: what stands farther from the row above than lines of one paragraph do.</summary>
    private static List<int> Paragraphs(List<Row> rows, double height)
    {
        var gaps = Enumerable.Range(1, Math.Max(0, rows.Count - 1)).Select(i => rows[i].Box.Y - rows[i - 1].Box.Bottom).Order().ToList();
        double usual = gaps.Count == 0 ? 0 : gaps[gaps.Count / 4];
        return [.. Enumerable.Range(0, rows.Count).Where(i => i == 0 || rows[i].Box.Y - rows[i - 1].Box.Bottom > usual + (height * 0.35))];
    }

    /// <summary>The longest run of rows that one white gutter divides into two columns of prose.</summary>
    private static (int First, int Last, double X)? FindGutter(List<Row> rows, double height)
    {
        if (rows.Count < MinimumRows) return null;
        double left = rows.Min(r => r.Box.X), right = rows.Max(r => r.Box.Right), width = right - left;
        (int First, int Last, double X)? best = null;
        for (double x = left + (width * 0.2); x < left + (width * 0.8); x += height * 0.5)
        {
            foreach (var (first, last) in Runs(rows, x, height * 0.45))
            {
                if (best is { } b && last - first <= b.Last - b.First) continue;
                int end = IsProse(rows, first, last, x) ? last : NumberedTo(rows, first, last, x, height);
                if (end > first && (best is not { } found || end - first > found.Last - found.First)) best = (first, end, x);
            }
        }

        return best;
    }

    private static IEnumerable<(int First, int Last)> Runs(List<Row> rows, double x, double margin)
    {
        int first = -1;
        for (int i = 0; i <= rows.Count; i++)
        {
            bool free = i < rows.Count && !rows[i].Words.Exists(w => w.LayoutBox.X < x + margin && w.LayoutBox.Right > x - margin);
            if (free && first < 0) first = i;
            if (free || first < 0) continue;
            if (i - first >= MinimumRows) yield return (first, i - 1);
            first = -1;
        }
    }

    private static bool IsProse(List<Row> rows, int first, int last, double x)
    {
        var left = new List<RawWord>();
        var right = new List<RawWord>();
        int leftRows = 0, rightRows = 0;
        for (int i = first; i <= last; i++)
        {
            int before = left.Count, beforeRight = right.Count;
            foreach (var word in rows[i].Words) (word.LayoutBox.CenterX < x ? left : right).Add(word);
            if (left.Count > before) leftRows++;
            if (right.Count > beforeRight) rightRows++;
        }

        return SideIsProse(left, leftRows) && SideIsProse(right, rightRows);
    }

    /// <summary>The last row of two columns whose numbers run on from one to the other: questions 1 to 12, beside them 13 to 21; -1 where they do not. What is numbered on below both is none of theirs.</summary>
    private static int NumberedTo(List<Row> rows, int first, int last, double x, double height)
    {
        var left = Numbers(rows, first, last, w => w.LayoutBox.CenterX < x, height);
        var right = Numbers(rows, first, last, w => w.LayoutBox.CenterX >= x, height);
        if (right.Count < FewestNumbers) return -1;
        int below = left.FindIndex(n => n.Number >= right[0].Number);
        if (below >= 0)
        {
            last = left[below].Row - 1;
            left = left[..below];
            right.RemoveAll(n => n.Row > last);
        }

        return left.Count >= FewestNumbers && right.Count >= FewestNumbers && right[0].Number - left[^1].Number <= LostNumbers + 1 ? last : -1;
    }

    /// <summary>The ascending numbers that begin lines at the left edge of a column.</summary>
    private static List<(int Number, int Row)> Numbers(List<Row> rows, int first, int last, Func<RawWord, bool> side, double height)
    {
        var begins = new List<(RawWord Word, int Row)>();
        for (int i = first; i <= last; i++)
        {
            if (rows[i].Words.Where(side).MinBy(static w => w.LayoutBox.X) is { } word) begins.Add((word, i));
        }

        if (begins.Count == 0) return [];
        var numbers = new List<(int Number, int Row)>();
        double edge = begins.Where(static b => NumberOf(b.Word.Text) is not null).Select(static b => b.Word.LayoutBox.X).DefaultIfEmpty(double.NegativeInfinity).Min();
        bool leaps = false;
        foreach (var (word, row) in begins.Where(b => b.Word.LayoutBox.X <= edge + height))
        {
            if (NumberOf(word.Text) is not { } number) continue;
            // A number that does not go on from the last is a date or an amount, or was misread; one leap is what stands below both columns.
            bool follows = numbers.Count == 0 || (number > numbers[^1].Number && number - numbers[^1].Number <= LostNumbers + 1);
            if (!follows && (leaps || numbers.Count < FewestNumbers || number <= numbers[^1].Number)) continue;
            leaps |= !follows;
            numbers.Add((number, row));
        }

        return numbers;
    }

    /// <summary>'12.', '12)' or '12' as its number; null where a word is none.</summary>
    private static int? NumberOf(string text)
    {
        string digits = text.TrimStart('(', '|').TrimEnd('.', ')', ':');
        return digits.Length is 1 or 2 && digits.All(char.IsAsciiDigit) && text.Length > digits.Length ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static bool SideIsProse(List<RawWord> words, int rows)
    {
        if (rows < MinimumRows - 2 || words.Count < rows * MinimumWordsARow) return false;
        double left = words.Min(w => w.LayoutBox.X), right = words.Max(w => w.LayoutBox.Right);
        double inked = words.Sum(w => w.LayoutBox.Width);
        // Prose fills its column; cells of a form leave most of it white, and every other word ends in a colon.
        return inked / rows / Math.Max(1, right - left) >= MinimumFill
            && words.Count(w => w.Text.EndsWith(':')) <= rows * 0.5;
    }
}
