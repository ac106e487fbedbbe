using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Makes the patterns of a fact from the words of a statement. Numbers are written plainly: <see cref="WholeNumbers"/> makes them whole where they are matched.</summary>
internal static partial class FactPatterns
{
    private const int Longest = 4, LeastLetters = 5, Short = 10;

    /// <summary>The dates, the numbers and the four longest words, in their order: what another wording of the same would most likely keep. A date, and numbers that a sign joins (120/80, 2.5-5), are one pattern in their order.</summary>
    /// <param name="text">Text of a statement or quote; an empty one gives one pattern that nothing but a question mark matches.</param>
    internal static ImmutableArray<string> Of(string text)
    {
        var tokens = Token().Matches(text);
        var longest = tokens.Where(t => t.Groups["word"].Success && t.Length >= LeastLetters).Select(t => t.Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal)
            .OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).Take(Longest).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> patterns = [.. tokens.Where(t => !t.Groups["word"].Success || longest.Contains(t.Value.ToLowerInvariant())).Select(Pattern).Distinct(StringComparer.Ordinal)];
        return patterns.IsEmpty ? [Joined(text)] : patterns;
    }

    /// <summary>Every word and number of a short text but those that only name what it is about.</summary>
    internal static ImmutableArray<string> OfEveryWord(string text, params string[] about)
    {
        // What stands in a longer text beside it is another's.
        var tokens = Token().Matches(text);
        if (tokens.Count > Short) return Of(text);
        ImmutableArray<string> patterns = [.. tokens.Where(t => !about.Contains(t.Value, StringComparer.OrdinalIgnoreCase) && (t.Length > 1 || !t.Groups["word"].Success)).Select(t => Pattern(t) + (t.Groups["word"].Success ? @"\b" : string.Empty)).Distinct(StringComparer.Ordinal)];
        return patterns.IsEmpty ? Of(text) : patterns;
    }

    /// <summary>Numbers of a text that are no date and that none of the values has, such as the ejection fraction beside the name of a test.</summary>
    internal static IEnumerable<string> NumbersBeside(string text, ImmutableArray<string> values) =>
        Token().Matches(text).Where(t => t.Groups["number"].Success && !values.Any(v => GoldPatterns.Matches(Pattern(t), v))).Select(Pattern)
            .Concat(Token().Matches(text).Where(t => t.Groups["joined"].Success && !Dates(t.Value).Any() && !values.Any(v => GoldPatterns.Matches(Pattern(t), v))).Select(Pattern));

    /// <summary>
    /// Those of <see cref="NumbersBeside"/> that belong to a drug: a quote has them with its name and its own numbers, so that a document has them near these, and they are no year, in which
    /// something else was (stent 2018).
    /// </summary>
    internal static IEnumerable<string> NumbersOfDrug(string text, ImmutableArray<string> values, ImmutableArray<string> quotes)
    {
        if (values.IsEmpty) return [];
        ImmutableArray<string> own = [.. values.Where((v, i) => i == 0 || v.Any(char.IsAsciiDigit)).Select(Joined)];
        ImmutableArray<string> beside = [.. quotes.Where(q => own.All(p => GoldPatterns.Matches(p, q)))];
        var years = Token().Matches(text).Where(t => t.Groups["number"].Success && IsYear(text, t)).Select(Pattern).ToHashSet(StringComparer.Ordinal);
        return NumbersBeside(text, values).Where(n => !years.Contains(n) && beside.Any(q => GoldPatterns.Matches(n, q)));
    }

    /// <summary>Whether a number is a year: four digits from 1900 to 2099, and no unit behind them. Inches are none of a drug, and 'in' is more often a word.</summary>
    private static bool IsYear(string text, Match token) =>
        token.Value is { Length: 4 } digits && (digits.StartsWith("19", StringComparison.Ordinal) || digits.StartsWith("20", StringComparison.Ordinal)) && digits.All(char.IsAsciiDigit)
        && !(NormalForm.Words(text[(token.Index + token.Length)..]) is [var next, ..] && Quantity.UnitOf(next) is { Kind: not "length" });

    /// <summary>The day that a text is, with its year in four digits, and no other word; null where it is none.</summary>
    internal static DateOnly? Day(string text)
    {
        var tokens = Token().Matches(text);
        return tokens.Count == 1 && tokens[0].Length == text.Length && Dates(text).FirstOrDefault() is { Year: >= 1900 and <= 2099 } named && DateOnly.TryParseExact(string.Create(CultureInfo.InvariantCulture, $"{named.Year:0000}-{named.Month:00}-{named.Day:00}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>The sides and the sense of a text: that a denial stands where it has one; and where it has none, that its words are not denied, doubted, another person's or past.</summary>
    internal static IEnumerable<string> Sense(string text, ImmutableArray<string> patterns)
    {
        var words = Statement.Words(text);
        foreach (string side in words.Where(w => w is "left" or "right" or "bilateral").Distinct(StringComparer.Ordinal)) yield return $@"\b{side}\b";
        if (words.Any(Comparator.Denies))
        {
            if (words.Any(Denials.Contains)) yield return $@"\b(?:{Denying})\b";
            yield break;
        }

        string named = string.Join('|', patterns.Where(p => !p.StartsWith('^') && p.Any(char.IsLetter)));
        string turning = string.Join('|', new[] { Denying }.Concat(Turning.Where(w => !words.Contains(w))));
        if (named.Length > 0) yield return $@"^(?!.*\b(?:{turning})\W+(?:\w+\W+){{0,3}}?(?:{named}))";
    }

    private const string Denying = "no|not|denies|denied|without|never|negative";

    private static readonly ImmutableArray<string> Denials = [.. Denying.Split('|')];

    private static readonly ImmutableArray<string> Turning = ["possible", "suspected", "probable", "mother", "father", "brother", "sister", "family", "history"];

    /// <summary>A value word for word, with any space between its words, or none.</summary>
    internal static string Joined(string text) => string.Join(@"\s*", (text.Trim().Length == 0 ? "?" : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));

    /// <summary>The days that a text names whole or without a year: day, month and year, 0 for none. Numbers that may be read in two orders (03/02/2026) are read month first, as the program reads them.</summary>
    internal static IEnumerable<(int Day, int Month, int Year)> Dates(string text)
    {
        foreach (Match token in Token().Matches(text))
        {
            if (token.Groups["month"].Success)
            {
                yield return (Number(token, "day"), Month(token), token.Groups["year"].Success ? Number(token, "year") : 0);
            }
            else if (token.Groups["joined"].Success && Separators().Split(token.Value) is { Length: 3 } parts && parts.All(p => p.Length <= 4 && p.All(char.IsAsciiDigit)))
            {
                int[] numbers = [.. parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
                if (parts[0].Length == 4) yield return (numbers[2], numbers[1], numbers[0]);
                else yield return numbers[0] > 12 ? (numbers[0], numbers[1], numbers[2]) : (numbers[1], numbers[0], numbers[2]);
            }
        }
    }

    private static string Pattern(Match token)
    {
        if (token.Groups["word"].Success) return @"\b" + string.Concat(token.Value.Select(c => char.IsAscii(c) && c != '\'' ? Regex.Escape(c.ToString()) : "."));
        if (token.Groups["month"].Success)
        {
            string day = Plain(token.Groups["day"].Value), month = Named[Month(token) - 1], year = token.Groups["year"].Success ? Year(token.Groups["year"].Value) : string.Empty;
            return token.Groups["month"].Index < token.Groups["day"].Index
                ? $@"\b{month}\.?\s*{day}(?:st|nd|rd|th)?\b" + (year.Length > 0 ? @",?\s*" + year : string.Empty)
                : $@"{day}(?:st|nd|rd|th)?[\s-]*{month}" + (year.Length > 0 ? @"\.?[\s,-]*" + year : string.Empty);
        }

        if (!token.Groups["joined"].Success) return Plain(token.Value);
        string[] parts = Separators().Split(token.Value);
        string[] signs = [.. Separators().Matches(token.Value).Select(m => Regex.Escape(m.Value))];
        bool isDate = parts.Length == 3 && parts[0].Length <= 2;
        return string.Concat(parts.Select((p, i) => (isDate && i == 2 ? Year(p) : Plain(p)) + (i < signs.Length ? signs[i] : string.Empty)));
    }

    /// <summary>A number without zeros before it, which any writing may have; thousands with or without their comma.</summary>
    private static string Plain(string number)
    {
        string plain = NormalForm.Number(number);
        if (plain.StartsWith("0.", StringComparison.Ordinal)) return @"0?\." + plain[2..];
        var written = new StringBuilder();
        int whole = plain.IndexOf('.', StringComparison.Ordinal) is > 0 and var point ? point : plain.Length;
        bool hasThousands = number.Contains(',', StringComparison.Ordinal);
        for (int i = 0; i < plain.Length; i++)
        {
            if (hasThousands && i > 0 && i < whole && (whole - i) % 3 == 0 && char.IsAsciiDigit(plain[i - 1])) written.Append(",?");
            written.Append(Regex.Escape(plain[i].ToString()));
        }

        return written.ToString();
    }

    private static string Year(string year) => year.Length switch { 4 when year.StartsWith("20", StringComparison.Ordinal) => "(?:20)?" + year[2..], 2 => "(?:20)?" + year, _ => Plain(year) };

    private static int Number(Match token, string group) => int.Parse(token.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int Month(Match token) => Named.FindIndex(m => token.Groups["month"].Value.StartsWith(m[..3], StringComparison.OrdinalIgnoreCase)) + 1;

    private static readonly List<string> Named =
        ["jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"];

    private const string Months = "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    [GeneratedRegex(
        @"(?<![\p{L}0-9])" + Months + @"\.?\s+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![\p{L}0-9])(?:,?\s+(?<year>(?:19|20)[0-9]{2})(?![0-9]))?"
        + @"|(?<![\p{L}0-9.,/])(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]*" + Months + @"(?!\p{L})(?:\.?[\s,-]*(?<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![\p{L}0-9]))?"
        + @"|(?<joined>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])|[0-9]+(?:\.[0-9]+)?(?:[/-][0-9]+(?:\.[0-9]+)?)+)"
        + @"|(?<number>(?:(?<![\p{L}0-9.,])-)?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|(?<![\p{L}0-9])\.[0-9]+))"
        + @"|(?<word>\p{L}+(?:['\u2019]\p{L}+)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"[/-]|\.(?=[0-9]+\.)|(?<=\.[0-9]+)\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Separators();
}
