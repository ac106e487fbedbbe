using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Whom the headers of plain-text documents are about: medical record numbers, names and birth dates behind their labels. An encounter's gold names no person, and the same one in two parts is a leak all the same.
/// </summary>
/// <param name="Numbers">Medical record numbers, letters and digits without leading zeros.</param>
/// <param name="Names">Names as they are written.</param>
/// <param name="Dates">Birth dates, <c>YYYY-MM-DD</c>; both centuries of a year in two digits.</param>
internal sealed partial record HeaderPerson(ImmutableArray<string> Numbers, ImmutableArray<string> Names, ImmutableArray<string> Dates)
{
    /// <summary>Lines with text that count as a document's header.</summary>
    private const int HeaderLines = 15;

    /// <summary>Characters and digits of them that a record number has at least; what has fewer is no number of one person.</summary>
    private const int LeastNumber = 4, LeastDigits = 3;

    /// <summary>Whether two cases can be compared by it: a number, or a name with a birth date.</summary>
    internal bool IsKnown => !Numbers.IsEmpty || (!Names.IsEmpty && !Dates.IsEmpty);

    /// <summary>What the headers of a case's documents state together.</summary>
    /// <param name="texts">Texts of the documents.</param>
    internal static HeaderPerson Read(IEnumerable<string> texts)
    {
        var lines = texts.SelectMany(t => t.Split('\n', '\r', '\f').Where(l => !string.IsNullOrWhiteSpace(l)).Take(HeaderLines)).ToList();
        return new(
            [.. lines.SelectMany(l => Number().Matches(l)).Select(m => Kept(m.Groups["value"].Value)).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. lines.SelectMany(l => Name().Matches(l).Select(m => Cut(l[(m.Index + m.Length)..])).Concat(Born().IsMatch(l) && SurnameFirst().IsMatch(l) ? [Cut(l)] : [])).Where(n => n.Any(char.IsLetter)).Distinct(StringComparer.Ordinal)],
            [.. lines.SelectMany(l => Born().Matches(l)).SelectMany(m => DaysOf(m.Groups["value"].Value)).Distinct(StringComparer.Ordinal)]);
    }

    private static string? Kept(string number)
    {
        string kept = new string([.. number.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]).TrimStart('0');
        return kept.Length >= LeastNumber && kept.Count(char.IsAsciiDigit) >= LeastDigits ? kept : null;
    }

    /// <summary>A name ends where a column, a further label, a number or a sentence's end follows.</summary>
    private static string Cut(string rest) => (NameEnd().Match(rest) is { Success: true } end ? rest[..end.Index] : rest).Trim(' ', '\t', ',', '.', ':', '-', '_');

    /// <summary>The days that a date can be: the month first where both numbers could be it, and both centuries of a year in two digits.</summary>
    private static IEnumerable<string> DaysOf(string date)
    {
        string[] pieces = [.. Piece().Matches(date).Select(m => m.Value)];
        int named = Array.FindIndex(pieces, p => char.IsLetter(p[0]) && p.Length >= 3 && NormalForm.Months.Contains(p[..3].ToLowerInvariant()));
        string[] numbers = [.. pieces.Where(p => char.IsAsciiDigit(p[0]))];
        if (numbers.Length != (named < 0 ? 3 : 2)) yield break;
        var (year, month, day) = named >= 0 ? (numbers[1], (NormalForm.Months.IndexOf(pieces[named][..3].ToLowerInvariant()) + 1).ToString(CultureInfo.InvariantCulture), numbers[0])
            : numbers[0].Length == 4 ? (numbers[0], numbers[1], numbers[2])
            : int.Parse(numbers[0], CultureInfo.InvariantCulture) > 12 ? (numbers[2], numbers[1], numbers[0]) : (numbers[2], numbers[0], numbers[1]);
        foreach (string whole in year.Length == 2 ? (ImmutableArray<string>)["19" + year, "20" + year] : [year])
        {
            if (DateOnly.TryParseExact($"{whole}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)) yield return born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\b(?:MRN|M\.R\.N\.|Medical[ ]+record[ ]+(?:number|no\.?|#))[ \t]*[:#]*[ \t]*(?<value>[A-Z0-9][A-Z0-9\-]+)", Plain)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:DOB|D\.O\.B\.?|Date[ ]+of[ ]+birth|Birth[ ]*date)[ \t]*:?[ \t]*(?<value>\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2}[ \-]?[A-Z]{3,9}\.?[ \-,]*\d{2,4}|[A-Z]{3,9}\.?[ ]+\d{1,2}(?:st|nd|rd|th)?,?[ ]+\d{4})", Plain)]
    private static partial Regex Born();

    // Another's name has a word before the label: 'Provider Name'.
    [GeneratedRegex(@"(?:^|[ ]{2}|[\t|;])[ \t]*(?:(?:Patient|Pt\.?)(?:'s)?(?:[ ]+name)?|Name)(?:[ \t]*:|[ ]{2}|\t)[ \t]*", Plain)]
    private static partial Regex Name();

    // 'DOE, Jane   DOB …': a line that begins so and states a birth date is a header's without labels.
    [GeneratedRegex(@"^[\p{Lu}][\p{L}'\u2019\-]+([ ][\p{L}'\u2019\-]+)?,[ ]*\p{Lu}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SurnameFirst();

    [GeneratedRegex(@"[ ]{2}|[\t|;(\d]|[A-Z]{4}\.[ ]|[ ,](?:MRN|DOB|D\.O\.B|Date[ ]+of[ ]+birth|Birth[ ]*date|Medical[ ]+record|Age|Sex|Gender)\b", Plain)]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"\d+|[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Piece();
}
