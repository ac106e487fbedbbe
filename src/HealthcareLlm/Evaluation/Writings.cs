using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/writings.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>word</c> in any case, <c>mark</c> in its own, <c>several</c> for abbreviations of the lists that are not taken.</param>
/// <param name="Pattern">What is written; of <c>several</c> the abbreviations, parted by <c>|</c>.</param>
/// <param name="Writing">The one writing that it is brought to.</param>
/// <param name="Example">Two texts, parted by <c>=</c>, that are the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>=</c>, that are not.</param>
internal sealed record WritingRule(string Id, string Kind, string Pattern, string Writing, string Example, string CounterExample);

/// <summary>
/// Texts in one writing, so that two writings of one thing are equal wherever a summary is judged: BID and twice a day, PO and by mouth, 1 g and 1,000 mg, 2/28/2026 and February 28, 2026, CKD and chronic kidney
/// disease. A text in it is for comparing with another in it and for nothing else. What has several meanings stays as it stands.
/// </summary>
internal static partial class Writings
{
    private static readonly Lazy<ImmutableArray<WritingRule>> Rules = new(static () => [.. RuleFiles.Read("writings.tsv", 7).Select(static c => new WritingRule(c[0], c[1], c[2], c[3], c[5], c[6]))]);

    private static readonly Lazy<ImmutableArray<(RulePattern Pattern, string Writing)>> Patterns = new(static () =>
        [.. Rules.Value.Where(static r => r.Kind != "several").Select(static r => (new RulePattern(new(@"(?<!\w)(?:" + r.Pattern + @")(?!\w)", (r.Kind == "word" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))), r.Writing))]);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<WritingRule> All => Rules.Value;

    private static readonly KnownTexts<(string Text, int? Year), string> Known = new(20_000);

    /// <summary>The text in one writing; what no rule is about stays letter by letter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="year">The year of the stay, which a date may leave out; null where it is not known, or not one.</param>
    internal static string Of(string text, int? year = null) => Known.Of((text, year is not null && MayHaveDay(text) && (Date().IsMatch(text) || WideGap().IsMatch(text)) ? year : null), static k => Written(k.Text, k.Year));

    /// <summary>False where no day surely stands: every one has digits, and a month by name or a sign between its numbers.</summary>
    private static bool MayHaveDay(string text) => HasDigit(text) && (text.AsSpan().ContainsAny('/', '-') || text.AsSpan().ContainsAny(MonthNames));

    private static readonly SearchValues<string> MonthNames = SearchValues.Create(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], StringComparison.OrdinalIgnoreCase);

    private static bool HasDigit(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>The words of a text in one writing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="year">As in <see cref="Of(string, int?)"/>.</param>
    internal static ImmutableArray<string> Words(string text, int? year = null) => NormalForm.Words(Of(text, year));

    /// <summary>Whether the words of one text stand in another in their order, both in one writing.</summary>
    internal static bool Holds(string text, string sought) => Words(sought) is { IsEmpty: false } words && Comparator.Place(Words(text), words) >= 0;

    /// <summary>
    /// Whether a pattern of a golden case that is plain words, or several parted by <c>|</c>, stands in a text in another writing: <c>40\s*mg</c>, <c>75\s*(mcg|ug)</c>, <c>daily|once a day</c>. One with other signs is matched as it stands alone.
    /// </summary>
    internal static bool HoldsPattern(string pattern, string text)
    {
        var plain = KnownPatterns.Of(pattern, static p => [.. Plain(p, MostAlternatives).Select(static a => Words(a)).Where(static w => w.Any(static x => !NormalForm.IsNumber(x)))]);
        if (plain.IsEmpty) return false;
        var words = Words(text);
        return plain.Any(p => Comparator.Place(words, p) >= 0);
    }

    private static readonly SearchValues<char> Signs = SearchValues.Create(@"\()[]{}?*+^$.");

    private const int MostAlternatives = 64;

    private static readonly KnownTexts<string, ImmutableArray<ImmutableArray<string>>> KnownPatterns = new(20_000);

    /// <summary>The plain texts that a pattern stands for; none of an alternative with signs that are not plain.</summary>
    private static IEnumerable<string> Plain(string pattern, int most)
    {
        if (Group().Match(pattern) is { Success: true } group)
        {
            string[] inner = group.Groups["a"].Value.Split('|');
            return most < inner.Length ? [] : inner.SelectMany(i => Plain(pattern[..group.Index] + i + pattern[(group.Index + group.Length)..], most / inner.Length)).Distinct(StringComparer.Ordinal);
        }

        return pattern.Split('|').Select(static a => PatternSpace().Replace(a, " ").Replace(@"\b", string.Empty, StringComparison.Ordinal).Replace(@"\.", ".", StringComparison.Ordinal)).Where(static a => a.Length > 2 && !a.AsSpan().ContainsAny(Signs));
    }

    /// <summary>The statement with its text, its quotes and its parts in one writing.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="year">As in <see cref="Of(string, int?)"/>.</param>
    internal static ReadStatement Of(ReadStatement statement, int? year) => statement with
    {
        Text = Of(statement.Text, year),
        Quotes = [.. statement.Quotes.Select(q => Of(q, year))],
        Parts = statement.Parts.SetItems(statement.Parts.Select(p => KeyValuePair.Create(p.Key, RowDate().IsMatch(p.Value) ? p.Value : Of(p.Value, year)))),
    };

    /// <summary>The year that all of a stay was in, by the days of its admission and its discharge; null where it is not told or not one.</summary>
    internal static int? YearOf(IEnumerable<ReadStatement> statements)
    {
        int[] years = [.. statements.Where(static s => s.Section == "encounter").SelectMany(static s => s.Parts).Where(static p => p.Key is "admissionDate" or "dischargeDate" && RowDate().IsMatch(p.Value)).Select(static p => int.Parse(p.Value.AsSpan(0, 4), CultureInfo.InvariantCulture)).Distinct()];
        return years is [var one] ? one : null;
    }

    private static string Written(string text, int? year)
    {
        // A line that goes on is one with the next, and how wide a gap is says nothing.
        text = WideGap().Replace(text, " ");
        var pairs = new TextPairs(text);
        foreach (var (pattern, writing) in Patterns.Value) text = pattern.Replace(text, pairs, writing);
        text = Abbreviations.SpeltOut(text);
        if (MayHaveDay(text)) text = Date().Replace(text, m => Day(m, year));
        if (HasDigit(text)) text = Clock().Replace(text, static m => Time(m));
        text = Directions.Within(text);
        return HasDigit(text) ? Amount().Replace(text, InOneUnit) : text;
    }

    private static string Day(Match date, int? year)
    {
        int month = date.Groups["n"].Success ? NormalForm.Months.IndexOf(date.Groups["n"].Value[..3].ToLowerInvariant()) + 1 : int.Parse(date.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        string day = string.Create(CultureInfo.InvariantCulture, $"{month:00}-{int.Parse(date.Groups["d"].ValueSpan, CultureInfo.InvariantCulture):00}");
        int? its = date.Groups["y"].Success ? int.Parse(date.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) : null;
        its += its < 100 ? 2000 : 0;
        string written = its is null || its == year ? day : string.Create(CultureInfo.InvariantCulture, $"{its}-{day}");
        // The day of the week tells no more where it is that of the day; where it is not, it stays.
        return date.Groups["w"].Success && !IsWeekday(date.Groups["w"].Value, its ?? year, day) ? date.Groups["w"].Value + " " + written : written;
    }

    private static bool IsWeekday(string name, int? year, string day) =>
        year is { } its && DateTime.TryParseExact(its.ToString("0000", CultureInfo.InvariantCulture) + "-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.DayOfWeek.ToString().StartsWith(name[..3], StringComparison.OrdinalIgnoreCase);

    private static string Time(Match clock)
    {
        // 11:00 and 1100, in which many charts have it.
        if (!clock.Groups["h"].Success) return clock.Groups["t"].Value + clock.Groups["m"].Value;
        int hour = int.Parse(clock.Groups["t"].ValueSpan, CultureInfo.InvariantCulture) % 12;
        return string.Create(CultureInfo.InvariantCulture, $"{(clock.Groups["h"].Value is "p" or "P" ? hour + 12 : hour)}{(clock.Groups["m"].Success ? clock.Groups["m"].Value : "00")}");
    }

    // Units whose amounts are told in one of them; a kilogram is a person's, and months and years are no numbers of days.
    private static readonly FrozenDictionary<string, string> Units = new Dictionary<string, string>(StringComparer.Ordinal) { ["mass"] = "mg", ["volume"] = "mL", ["units"] = "units", ["units*"] = "units", ["percent"] = "%", ["time"] = "days" }.ToFrozenDictionary(StringComparer.Ordinal);

    private static string InOneUnit(Match amount)
    {
        string written = amount.Groups["u"].Value;
        if (Quantity.UnitOf(written) is not { } unit || !Units.TryGetValue(unit.Kind, out string? one) || unit.Id is "s" or "min" or "h" || (written is "m" or "M") || Quantity.UnitOf(one) is not { } target) return amount.Value;
        string number = NormalForm.Number(amount.Groups["n"].Value);
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return amount.Value;
        // A pound stays a pound: no note has its grams.
        if (unit.Id is "kg" or "lb" or "oz") return number + " " + unit.Id;
        return (value * unit.Factor / target.Factor).ToString("0.############", CultureInfo.InvariantCulture) + " " + one;
    }

    [GeneratedRegex(@"(?<!\\)\((?:\?:)?(?<a>[^()\\]*(?:\\[^()][^()\\]*)*)\)(?![*+?{])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Group();

    [GeneratedRegex(@"(?<=[a-z0-9,]) ?\r?\n ?(?=[a-z])|[ \t\u00a0]{2,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WideGap();

    [GeneratedRegex(@"\\s[*+?]?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PatternSpace();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RowDate();

    // Months by name, and days with their year: what has neither is written in digits everywhere, and may be no date.
    [GeneratedRegex(@"(?:\b(?<w>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)\.?,? +(?=[\dA-Za-z]))?(?:(?<![\d-])(?<y>\d{4})-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\d|3[01])(?![\d-])|(?<![\d/.-])(?<m>1[0-2]|0?[1-9])(?<s>[/-])(?<d>[12]\d|3[01]|0?[1-9])\k<s>(?<y>(?:19|20)\d\d|\d\d)(?![\d/-])|(?<!\d)(?<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])\.?(?:[\s,-]*(?<y>(?:19|20)\d\d|\d\d(?!:\d))(?!\d))?|\b(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])\.?\s*(?<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d)(?:,?\s*(?<y>(?:19|20)\d\d)(?!\d))?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\d:.])(?:(?<t>1[0-2]|0?[1-9])(?::(?<m>[0-5]\d))? ?(?<h>[ap])\.?m\b\.?|(?<t>[01]?\d|2[0-3]):(?<m>[0-5]\d)(?![\d:]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\w.,/-])(?<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)[ -]?(?<u>[a-z%\u00b5\u03bc]+)(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Amount();
}
