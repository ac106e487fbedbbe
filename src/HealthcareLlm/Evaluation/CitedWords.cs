using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether the words of a statement that make or break it stand in its own quotes. Shares no code with Grounding.</summary>
internal static partial class CitedWords
{
    /// <summary>Share of a statement's letters, 0 to 1, that must stand in its quotes: low, since a summary may use other words.</summary>
    private const double WordShare = 0.34;

    private static readonly ImmutableArray<string> Units =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    private static readonly FrozenDictionary<string, string> NumberOfWord =
        Units.Select((w, i) => KeyValuePair.Create(w, i.ToString(CultureInfo.InvariantCulture)))
            .Concat([KeyValuePair.Create("once", "1"), KeyValuePair.Create("twice", "2"), KeyValuePair.Create("first", "1"), KeyValuePair.Create("second", "2"), KeyValuePair.Create("third", "3"), KeyValuePair.Create("thirty", "30"), KeyValuePair.Create("forty", "40"), KeyValuePair.Create("fifty", "50"), KeyValuePair.Create("sixty", "60"), KeyValuePair.Create("ninety", "90")])
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Sides => SummaryWords.SidesAnywhere;

    private static readonly FrozenSet<string> Negations =
        new[] { "no", "not", "denies", "denied", "without", "never", "negative", "absent", "none", "nil", "neg", "nkda", "unremarkable", "clear", "ruled", "free", "unlikely", "stopped", "discontinued", "discontinue", "held", "hold", "refused", "declined", "non", "cannot", "unable", "w/o", "neither", "nor", "avoid" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WrittenNegations =
        new[] { "no", "not", "denies", "denied", "without", "never", "negative" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A word of <see cref="NormalForm.Words"/> that is a number, in digits; null where it is none.</summary>
    internal static string? InDigits(string word) => NormalForm.IsNumber(word) ? word : NumberOfWord.GetValueOrDefault(word);

    /// <summary>Whether every number of the text stands in a quote, in digits, in a word or in another writing: 1 g of 1,000 mg.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool HasEveryNumber(ReadStatement statement, int? year = null)
    {
        var cited = Cited(statement).SelectMany(w => NumberOfWord.TryGetValue(w, out string? number) ? [w, number] : new[] { w }).ToHashSet(StringComparer.Ordinal);
        AddDateParts(statement, cited);
        string quotes = string.Join('\n', statement.Quotes);
        string inOne = Writings.Of(statement.Text, year);
        if (Statement.OtherUnits(NormalForm.Words(statement.Text), NormalForm.Words(quotes)) || RowText.IsOtherDay(statement.Text, statement.Quotes) || IsOtherTime(statement.Text, quotes) || IsOtherHalf(statement.Text, quotes) || statement.Quotes.Any(q => IsOtherOrder(inOne, Writings.Of(q, year)))) return false;
        // A year in two digits stands for one in four, in a date alone.
        string text = ShortYear().Replace(statement.Text, "${d}20${y}");
        if (NormalForm.Numbers(statement.Text).All(n => cited.Contains(n) || cited.Contains(n.TrimStart('0')))) return true;
        // Every 12 hours is twice a day.
        string written = Hours().Replace(text, static m => m.Groups["n"].Value switch { "24" => " daily ", "12" => " twice daily ", "8" => " three times daily ", _ => " four times daily " });
        var often = Often(quotes);
        if (NormalForm.Numbers(Directions.Frequency(written)).All(n => cited.Contains(n) || cited.Contains(n.TrimStart('0')) || often.Contains(n))) return true;
        ImmutableArray<string> own = NormalForm.Words(inOne), its = Writings.Words(quotes, year);
        return !RowText.IsOtherYear(statement.Text, quotes) && own.Where(NormalForm.IsNumber).All(n => its.Contains(n) || cited.Contains(n) || often.Contains(n)) && !Statement.OtherUnits(own, its);
    }

    /// <summary>The words of the frequencies of a text, every 12 hours also as twice a day.</summary>
    internal static HashSet<string> Often(string text)
    {
        string written = Directions.Frequency(text);
        return NormalForm.Words(written + " " + Hours().Replace(written, static m => m.Groups["n"].Value switch { "24" => " 1 per day ", "12" => " 2 per day ", "8" => " 3 per day ", _ => " 4 per day " })).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether a time of the text is none of those in the quotes: 13:30 of '10:30', though 13 is the day, or 10:20 PM of '10:20 AM'. An hour without AM or PM may be of either half.</summary>
    private static bool IsOtherTime(string text, string quotes)
    {
        var its = Times(quotes);
        return Times(text).Exists(own => !its.Exists(i => i.Minutes == own.Minutes || ((i.Either || own.Either) && i.Minutes % 720 == own.Minutes % 720)) && !Military().Matches(quotes).Any(m => int.Parse(m.Value.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60 + int.Parse(m.Value.AsSpan(2), CultureInfo.InvariantCulture) is var minutes && (minutes == own.Minutes || (own.Either && minutes % 720 == own.Minutes % 720))));
    }

    /// <summary>Whether a half of the day without an hour is none of the quotes', which name the other: 'echocardiogram in PM' of 'TTE in AM'.</summary>
    private static bool IsOtherHalf(string text, string quotes)
    {
        var own = HalfDay().Matches(text);
        if (own.Count == 0) return false;
        var its = CitedHalf().Matches(quotes).Select(static m => m.Groups["p"].Success ? char.ToLowerInvariant(m.Groups["p"].Value[0]) : m.Groups["m"].Success ? 'a' : 'p').ToHashSet();
        return its.Count > 0 && own.Any(m => !its.Contains(char.ToLowerInvariant(m.Groups["p"].Value[0])));
    }

    // 'I am' is no morning.
    [GeneratedRegex(@"(?<![\p{L}\d.]|\d |\bI )(?<p>[ap])(?:m|\.m\.)(?![\p{L}\d])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HalfDay();

    [GeneratedRegex(@"(?<![\p{L}.]|\bI )(?<p>[ap])\.?m(?![\p{L}\d])|\b(?:(?<m>mornings?|breakfast)|(?:after)?noons?|evenings?|nights?|tonight|bedtime|supper|dinner)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex CitedHalf();

    private static List<(int Minutes, bool Either)> Times(string text) =>
    [
        .. ClockTime().Matches(text).Select(static m =>
        {
            int hour = int.Parse(m.Groups["h"].ValueSpan, CultureInfo.InvariantCulture), minute = m.Groups["m"].Success ? int.Parse(m.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            string half = m.Groups["p"].Value;
            if (half.Length > 0) hour = (hour % 12) + (half is "p" or "P" ? 12 : 0);
            return ((hour * 60) + minute, half.Length == 0 && hour is > 0 and <= 12);
        }),
    ];

    [GeneratedRegex(@"(?<![\d:.])(?:(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)(?!\d)(?: ?(?<p>[ap])\.?m\b)?|(?<h>1[0-2]|0?[1-9]) ?(?<p>[ap])\.?m\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"(?<![\d:./-])(?:[01]\d|2[0-3])[0-5]\d(?![\d:./-])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Military();

    /// <summary>Whether numbers that the text and one quote both have once stand in another order: 45 % (30 % in 2024) is not 30 % (45 % in 2024). Dates and how often may stand elsewhere.</summary>
    private static bool IsOtherOrder(string text, string quote)
    {
        var own = NormalForm.Numbers(Dates().Replace(text, " "));
        var its = NormalForm.Numbers(Dates().Replace(quote, " "));
        string[] common = [.. own.Where(n => own.Count(o => o == n) == 1 && its.Count(o => o == n) == 1)];
        return common.Length > 1 && !common.SequenceEqual(its.Where(common.Contains));
    }

    [GeneratedRegex(@"\b(?:every|q)\s*(?<n>6|8|12|24)\s*(?:h|hrs?|hours?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hours();

    [GeneratedRegex(@"(?<d>\b\d{1,2}[/.-]\d{1,2}[/.-])(?<y>\d\d)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d+ per (?:day|week|month)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dates();

    /// <summary>Whether every side of the text stands in a quote, spelt out or in an abbreviation.</summary>
    internal static bool HasEverySide(ReadStatement statement)
    {
        var cited = Cited(statement).Where(Sides.ContainsKey).Select(w => Sides[w]).ToHashSet(StringComparer.Ordinal);
        return NormalForm.Words(statement.Text).Where(SummaryWords.SidesWrittenOut.ContainsKey).All(w => cited.Contains(Sides[w]) || IsNoSide(w, statement.Text));
    }

    /// <summary>Whether a negation of the text stands in a quote. (That a quote's negation is not lost is the checker's to judge: a quote may hold more than was said.)</summary>
    internal static bool HasSameNegation(ReadStatement statement) =>
        !NormalForm.Words(statement.Text).Any(WrittenNegations.Contains) || Cited(statement).Any(Negations.Contains);

    /// <summary>
    /// Whether most of what the text says stands in its quotes: at least <see cref="WordShare"/> of the letters of its words of four letters and more, each exactly or by
    /// its first four letters. A statement in other words passes; one that cites another line does not.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool HasMostWords(ReadStatement statement, int? year = null) =>
        HasMost(statement, int.MaxValue) || HasMost(Writings.Of(statement, year), Telling(statement.Text).Sum(static w => w.Length));

    /// <summary>So, of one writing; an abbreviation that is spelt out makes what is missing no smaller beside the letters of the text as it stands.</summary>
    private static bool HasMost(ReadStatement statement, int letters)
    {
        var said = Telling(statement.Text);
        var cited = Cited(statement).Where(static w => w.Length >= 4).Select(Stem).ToHashSet(StringComparer.Ordinal);
        return said.IsEmpty || said.Where(w => !cited.Contains(Stem(w))).Sum(static w => w.Length) <= (1 - WordShare) * Math.Min(letters, said.Sum(static w => w.Length));
    }

    private static ImmutableArray<string> Telling(string text) => [.. NormalForm.Words(text).Where(static w => w.Length >= 4 && !NormalForm.IsNumber(w) && !SummaryWords.Frame.Contains(w))];

    /// <summary>The letters by which a word of four and more is known again: its first four, and behind a beginning that many words have (hypo-, post-) three more.</summary>
    private static string Stem(string word) => word[..Math.Min(word.Length, SummaryWords.Beginnings.FirstOrDefault(b => word.StartsWith(b, StringComparison.Ordinal)) is { } beginning ? beginning.Length + 3 : 4)];

    /// <summary>
    /// Whether each word of four letters and more stands in the quotes, by its first four letters, but for those of a summary's own frame. One that does not may be another drug, organism or course, or the
    /// same in other words: of an engine that cuts sentences out it is a fault, of one that writes it is what a person has to look at.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool HasEveryWord(ReadStatement statement, int? year = null)
    {
        // What the parts of a row are read from bears its text too.
        string quotes = string.Join('\n', statement.Quotes.Concat(statement.Fields.Values.Where(static f => f.IsGiven).SelectMany(static f => f.Citations).Select(static c => c.Quote)));
        var cited = NormalForm.Words(quotes).Concat(NormalForm.Words(Directions.Frequency(quotes))).Where(static w => w.Length >= 4).Select(Stem).ToHashSet(StringComparer.Ordinal);
        var counts = NormalForm.Words(quotes).Select(static w => InDigits(w) ?? w).Concat(Often(quotes)).ToHashSet(StringComparer.Ordinal);
        // How often is told in one writing: once for twice daily is another count, and daily for QD the same.
        var written = NormalForm.Words(Directions.Frequency(statement.Text));
        var said = NormalForm.Words(statement.Text);
        var sides = NormalForm.Words(quotes).Select(static w => Sides.GetValueOrDefault(w)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        bool isDenied = NormalForm.Words(quotes).Any(Negations.Contains);
        string? change = Change(statement, quotes);
        bool Stands(string word) => word == change || (WrittenNegations.Contains(word) && isDenied) || (Sides.TryGetValue(word, out string? side) && sides.Contains(side)) || NormalForm.IsNumber(word) ? said.Contains(word) || counts.Contains(word) : word.Length < 4 || SummaryWords.Frame.Contains(word) || cited.Contains(Stem(word)) || (word[^1] == 's' && counts.Contains(word[..^1])) || (NumberOfWord.TryGetValue(word, out string? number) && counts.Contains(number));
        if (!HasEveryMark(statement) || IsOtherRate(statement.Text, quotes)) return false;
        if (written.All(Stands)) return true;
        var its = Writings.Words(quotes, year);
        cited.UnionWith(its.Where(static w => w.Length >= 4).Select(Stem));
        counts.UnionWith(its);
        string inOne = Writings.Of(statement.Text, year);
        var own = NormalForm.Words(inOne);
        for (int i = 0, end; i < own.Length; i = end)
        {
            end = i;
            while (end < own.Length && !said.Contains(own[end])) end++;
            if (end == i && (Stands(own[i]) || IsTrend(own[i], inOne))) end = i + 1;
            // What only the one writing has must stand in the quotes in runs, and a denial with what it denies: 'no fever' for afebrile, and not 'no cough, fever'.
            else if ((end = i + Longest(own.AsSpan(i, end - i), its)) == i || (end == i + 1 && end < own.Length && WrittenNegations.Contains(own[i]) && Comparator.Place(its, own[i..(end + 1)]) < 0)) return false;
        }

        return true;
    }

    /// <summary>How many of the first words stand in others as a run.</summary>
    private static int Longest(ReadOnlySpan<string> words, ImmutableArray<string> others)
    {
        int length = words.Length;
        while (length > 0 && Comparator.Place(others, [.. words[..length]]) < 0) length--;
        return length;
    }

    /// <summary>The first word of a drug's row, where it says what its part does of what became of the drug, and so no more; null where the quotes say that another thing did.</summary>
    private static string? Change(ReadStatement row, string quotes) =>
        row.Section == "dischargeMedications" && row.Parts.TryGetValue("change", out string? part) && NormalForm.Words(row.Text) is [var first, ..] && SummaryWords.Changes.TryGetValue(first, out string? said)
            && said.Equals(part, StringComparison.OrdinalIgnoreCase) && Trend(first) == 0
            && NormalForm.Words(quotes).Select(static w => SummaryWords.Changes.GetValueOrDefault(w)).OfType<string>().ToHashSet(StringComparer.Ordinal) is var told && (told.Count == 0 || told.Contains(said)) ? first : null;

    /// <summary>Whether a word tells that a dose rose or fell, and the text in one writing has the new and the former, of which that is so.</summary>
    private static bool IsTrend(string word, string inOne) => Trend(word) is not 0 and var way && Became().Match(inOne) is { Success: true } change
        && Math.Sign(decimal.Parse(change.Groups["to"].Value, CultureInfo.InvariantCulture) - decimal.Parse(change.Groups["from"].Value, CultureInfo.InvariantCulture)) == way;

    /// <summary>1 of a word by which a dose rises, -1 of one by which it falls, 0 of any other.</summary>
    private static int Trend(string word) => word.StartsWith("increas", StringComparison.Ordinal) ? 1 : word.StartsWith("decreas", StringComparison.Ordinal) || word.StartsWith("reduc", StringComparison.Ordinal) ? -1 : 0;

    [GeneratedRegex(@"(?<to>\d+(?:\.\d+)?) (?<u>mg|mL|units)\b[^.;\n]{0,40}?\bwas (?<from>\d+(?:\.\d+)?) \k<u>\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Became();

    /// <summary>Whether a text tells so many times a day, a week or a month, and quotes that tell such a number tell others alone: the number itself may be another's, of a day or a dose.</summary>
    internal static bool IsOtherRate(string text, string quotes)
    {
        var its = Rate().Matches(Writings.Of(quotes)).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal);
        return its.Count > 0 && Rate().Matches(Writings.Of(text)).Any(m => !its.Contains(m.Value));
    }

    [GeneratedRegex(@"\b\d+ per (?:day|week|month)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Rate();

    /// <summary>Whether each side and route that is written in capitals stands in the quotes: R putamen, IV.</summary>
    private static bool HasEveryMark(ReadStatement statement)
    {
        string quotes = string.Join('\n', statement.Quotes);
        var words = NormalForm.Words(quotes);
        var routes = NormalForm.Words(Directions.Route(quotes));
        return Mark().Matches(statement.Text).All(m => words.Contains(m.Value.ToLowerInvariant()) || (Sides.GetValueOrDefault(m.Value.ToLowerInvariant()) is { } side ? words.Any(w => Sides.GetValueOrDefault(w) == side) : NormalForm.Words(Directions.Route(m.Value)).All(routes.Contains)));
    }

    [GeneratedRegex(@"(?<![\w.'-])(?:R|L|PO|IV|IM|SC|SQ|SL|PR)(?![\w'-]|\.\w)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Mark();

    private static ImmutableArray<string> Cited(ReadStatement statement) => NormalForm.Words(string.Join('\n', statement.Quotes));

    /// <summary>A date in another order of writing is the same date: its parts without leading zeros, with the century put before two-digit years, and months by name.</summary>
    private static void AddDateParts(ReadStatement statement, HashSet<string> cited)
    {
        string quotes = string.Join('\n', statement.Quotes);
        foreach (string number in NormalForm.Numbers(quotes).Where(n => n.Length is 1 or 2)) cited.Add("20" + number.PadLeft(2, '0'));
        foreach (string word in NormalForm.Words(quotes).Where(w => w.Length >= 3))
        {
            int month = NormalForm.Months.IndexOf(word[..3]);
            if (month >= 0) cited.Add((month + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>'right' and 'left' that name no side: 'right away', 'was left with', 'left the ward'.</summary>
    private static bool IsNoSide(string word, string text) => word == "right"
        ? text.Contains("right away", StringComparison.OrdinalIgnoreCase) || text.Contains("right now", StringComparison.OrdinalIgnoreCase)
        : word == "left" && text.Contains("left the", StringComparison.OrdinalIgnoreCase);
}
