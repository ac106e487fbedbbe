using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>A piece of a text with its place on the way through it: something that can be mistaken for another of its kind (a number, a date, a side, a drug), or a word that tells what it belongs to.</summary>
/// <param name="Key">What pieces are compared by.</param>
/// <param name="Kind">What it can be mistaken for: <c>side</c>, <c>drug</c>, <c>date</c>, a unit of numbers; null for a word.</param>
/// <param name="At">Where it begins in its text.</param>
/// <param name="Length">Its length.</param>
/// <param name="Way">Words on the way to it; marks between clauses and cells count as several.</param>
/// <param name="Text">Number of the text: what stands in different documents has no distance.</param>
internal sealed record SpokenToken(string Key, string? Kind, int At, int Length, double Way, int Text)
{
    /// <summary>Of dates, the date.</summary>
    internal SpokenDates.SpokenDate? Date { get; init; }

    /// <summary>Line and middle of the column of a cell of a table; null elsewhere.</summary>
    internal (int Line, double Column)? Cell { get; init; }

    /// <summary>Words between two pieces of one text; in one column of a table none.</summary>
    internal double DistanceTo(SpokenToken other)
    {
        double words = Math.Abs(Way - other.Way);
        return Cell is { } here && other.Cell is { } there && here.Line != there.Line && Math.Abs(here.Column - there.Column) < ColumnWidth ? Math.Min(words, 1 + (Math.Abs(here.Column - there.Column) / 2)) : words;
    }

    private const double ColumnWidth = 5;

    private const double Comma = 1.5, Stop = 3, LineEnd = 2, CellMark = 0.5, FunctionWord = 0.3;

    private static readonly Lazy<SievedPattern> s_pieces = Pattern.Sieved(@"(?<![\w.,])(?<n>\d[\d,]*(?:\.\d+)?)|(?<w>[A-Za-zµ]{2,40})|(?<m>[,;:.()|\n])", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_function = [.. "a an the any of to for in on at by with from as and or but is was are were be been being has have had having do does did he she his her their it its this that these those which who then than so not no".Split(' ')];

    private static readonly HashSet<string> s_before = [.. "was were from previously formerly before old".Split(' ')];

    /// <summary>Whether both say the same value.</summary>
    internal bool Says(SpokenToken other) => Kind == other.Kind && (Date is { } date ? other.Date is { } o && (date.IsPartOf(o) || o.IsPartOf(date)) : Key == other.Key);

    /// <summary>The pieces of a part of a text, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The part.</param>
    /// <param name="mentions">What was understood in it.</param>
    /// <param name="start">Words on the way to the part.</param>
    /// <param name="number">Number of the text.</param>
    /// <param name="drugs">Generic names that are known by their beginnings too; null for none.</param>
    /// <param name="often">Whether to look for how often something is taken.</param>
    internal static List<SpokenToken> Of(string text, TextSpan part, IEnumerable<Mention> mentions, double start, int number, HashSet<string>? drugs = null, bool often = true)
    {
        string words = part.In(text);
        var tokens = new List<(int At, int Length, string Key, string? Kind, SpokenDates.SpokenDate? Date)>();
        var taken = new List<TextSpan>();
        foreach (var date in SpokenDates.Find(words)) Take(new(date.At, date.At + date.Written.Length), date.Written, "date", date);
        foreach (var (time, minute) in SpokenTimes.Find(words)) Take(time, "time " + minute.ToString(CultureInfo.InvariantCulture), null, null);
        foreach (var side in SpokenSides.Find(words)) Take(side.Span, side.Side, "side", null);
        foreach (var (span, drug) in DrugLexicon.Find(words, new(0, words.Length))) Take(span, drug.Generic, "drug", null);
        if (drugs is { Count: > 0 })
        {
            foreach (var (span, generic) in SpokenDrugs.FindShortened(words, drugs)) Take(span, generic, "drug", null);
        }

        foreach (var (span, rate) in often ? SpokenFrequencies.Find(words).Where(static f => f.Often.Contains(" a ", StringComparison.Ordinal)) : []) Take(span, rate, "frequency", null);
        foreach (var mention in mentions)
        {
            if (mention.Concept is { } concept && part.Contains(mention.NameSpan)) Take(new(mention.NameSpan.Start - part.Start, mention.NameSpan.End - part.Start), "concept: " + concept, null, null);
        }

        foreach (var (span, sense, value) in SpokenContrasts.Plainly(words)) Take(span, value, sense, null);
        return Walk(text, part, tokens, taken, start, number);

        void Take(TextSpan span, string key, string? kind, SpokenDates.SpokenDate? date)
        {
            if (span.IsEmpty || taken.Exists(t => t.Overlaps(span))) return;
            taken.Add(span);
            tokens.Add((span.Start, span.Length, key, kind, date));
        }
    }

    private static List<SpokenToken> Walk(string text, TextSpan part, List<(int At, int Length, string Key, string? Kind, SpokenDates.SpokenDate? Date)> named, List<TextSpan> taken, double start, int number)
    {
        string words = part.In(text);
        foreach (Match piece in s_pieces.Value.Matches(words))
        {
            if (taken.Exists(t => t.Overlaps(new(piece.Index, piece.Index + piece.Length)))) continue;
            if (piece.Groups["n"].Success) named.Add((piece.Index, piece.Length, Number(piece.ValueSpan), "number " + (UnitOf(words, piece.Index + piece.Length) ?? Unsaid(words, piece, named)) + Per(words, piece.Index + piece.Length), null));
            else named.Add((piece.Index, piece.Length, piece.Groups["m"].Success ? piece.Value : Stem(piece.Value), piece.Groups["m"].Success ? "mark" : null, null));
        }

        var pieces = new List<SpokenToken>(named.Count);
        double way = start;
        string last = string.Empty;
        foreach (var (at, length, key, kind, date) in named.OrderBy(static n => n.At))
        {
            if (kind == "mark")
            {
                way += key[0] switch { ',' => Comma, ';' or '.' => Stop, '\n' => LineEnd, _ => CellMark };
                last = string.Empty;
                continue;
            }

            bool function = kind is null && (s_function.Contains(key) || char.IsAsciiDigit(key[0]));
            way += function ? FunctionWord : 1;
            // 'was 24', 'from 24 to 36': the value before a change.
            if (kind is not null and not "frequency" && kind[0] != '=' && s_before.Contains(last)) pieces.Add(new("before", null, at, 0, way, number));
            if (!function && !(kind is null && s_before.Contains(key))) pieces.Add(new(key, kind, at, length, way, number) { Date = date, Cell = CellOf(text, part.Start + at, length) });
            last = key;
        }

        return pieces;
    }

    /// <summary>Where a piece stands in a table: two spaces or more before it, or a line of such gaps that begins with it.</summary>
    private static (int Line, double Column)? CellOf(string text, int at, int length)
    {
        int start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1, end = text.IndexOf('\n', at);
        if (end < 0) end = text.Length;
        if (end - start > 300 || text.AsSpan(start, end - start).TrimStart().IndexOf("  ") < 0) return null;
        bool isCell = at == start || (at - start >= 2 && text[at - 1] == ' ' && text[at - 2] == ' ') || text.AsSpan(start, at - start).Trim().IsEmpty;
        return isCell ? (start, at - start + (length / 2.0)) : null;
    }

    /// <summary>The unit of a number behind a drug that is dosed in it: 'metoprolol increased to 50 BID'.</summary>
    private static string? Unsaid(string words, Match number, List<(int At, int Length, string Key, string? Kind, SpokenDates.SpokenDate? Date)> named)
    {
        string? drug = null;
        int nearest = number.Index - SpokenNumbers.LongestDose;
        foreach (var name in named)
        {
            if (name.Kind == "drug" && name.At < number.Index && name.At >= nearest) (drug, nearest) = (name.Key, name.At);
        }

        return drug is null ? null : SpokenNumbers.Unsaid(drug, words, number.Index + number.Length);
    }

    /// <summary>The unit of a number; of 'from 0.15 to 0.3 mg' that of the second is the first's too.</summary>
    private static string? UnitOf(string words, int at) => StatementUnits.After(words, at) ?? (s_to.Value.Match(words, at) is { Success: true } to ? StatementUnits.After(words, to.Index + to.Length) : null);

    private static readonly Lazy<SievedPattern> s_to = Pattern.Sieved(@"\G to \d[\d,]*(?:\.\d+)?", RegexOptions.CultureInvariant);

    /// <summary>What a number is by beside its unit: of a dose the weight; a grade, 'LE 3+', is none of anything else.</summary>
    private static string? Per(string words, int at)
    {
        if (at < words.Length && words[at] == '+') return "+";
        return s_per.Value.Match(words, at) is { Success: true } per ? per.Groups[1].Value : null;
    }

    private static readonly Lazy<SievedPattern> s_per = Pattern.Sieved(@"\G\s?[A-Za-zµ]{1,5}(/(?:kg|m2))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static string Number(ReadOnlySpan<char> written) =>
        decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal number) ? (number / 1.000000000000000000000m).ToString(CultureInfo.InvariantCulture) : written.ToString();

    // Words that begin alike are forms of one: 'breathless', 'breathlessness'.
    private static string Stem(string word)
    {
        string lower = word.ToLowerInvariant();
        return lower.Length > 6 ? lower[..6] : TermTokenizer.KeyOf(lower);
    }
}
