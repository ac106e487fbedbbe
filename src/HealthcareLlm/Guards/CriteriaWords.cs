using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Guards;

/// <summary>What decides a criterion in the words of a policy: which way a bound goes, exceptions, how many of a list, numbers and lengths of time.</summary>
internal static class CriteriaWords
{
    private static readonly ImmutableArray<(string Name, Lazy<Regex> Pattern)> Kinds =
    [
        ("atLeast", Pattern.OfWords(@"\bat least\b|\bor (more|older|greater|higher|above|over|longer)\b|\bminimum\b|\bno (less|fewer) than\b|\bnot (less|fewer|under|below)\b|≥|>=")),
        ("atMost", Pattern.OfWords(@"\bat most\b|\bor (less|younger|fewer|lower|below|under|shorter)\b|\bmaximum\b|\bno (more|longer|later) than\b|\bnot (more|longer|later) than\b|\bup to\b|≤|<=")),
        ("above", Pattern.OfWords(@"(?<!\bno )(?<!\bnot )\b(more|greater|older|higher|longer) than\b|(?<!\bor )\b(above|over|exceed(s|ed|ing)?)\b|>(?!=)")),
        ("below", Pattern.OfWords(@"(?<!\bno )(?<!\bnot )\b(less|younger|fewer|lower|shorter) than\b|(?<!\bor )(?<!\bnot )\b(below|under)\b|<(?!=)")),
        ("unless", Pattern.OfWords(@"\b(unless|except(ion|ions|ing)?|other than|excluding)\b")),
        ("not", Pattern.OfWords(@"\b(no|not|never|none|without|cannot|neither|nor|denies|absence|absent)\b|n['’]t\b")),
        ("both", Pattern.OfWords(@"\bboth\b|\ball of\b|\beach of\b|\bevery one of\b")),
        ("either", Pattern.OfWords(@"\beither\b|\b(any|one)( one)?( or more)? of\b|\b(any|one)\b.{0,20}\b(suffices|is enough|is met|applies)\b")),
        ("within", Pattern.OfWords(@"\bwithin\b|\bin the (last|past|previous|preceding)\b|\bprior\b|\bbefore\b")),
    ];

    private static readonly Lazy<Regex> Time = Pattern.OfWords(@"\b(?<n>\d{1,4}|[a-z]+(-[a-z]+)?)[ -](?:(?:consecutive|continuous|calendar|full) )?(?<unit>day|week|month|year)s?\b");

    private static readonly Lazy<Regex> Figure = Pattern.OfWords(@"\b\d[\d,]*(\.\d+)?|\b[a-z]+(-[a-z]+)?\b");

    /// <summary>The kinds of words of a text.</summary>
    internal static ImmutableHashSet<string> KindsOf(string text) => [.. Kinds.Where(k => k.Pattern.Value.IsMatch(text)).Select(static k => k.Name)];

    /// <summary>Which way the bounds of a text go.</summary>
    internal static ImmutableHashSet<string> BoundsOf(string text) => KindsOf(text).Intersect(["atLeast", "atMost", "above", "below"]);

    /// <summary>Lengths of time of a text in days: a week is 7, a month 30, a year 365.</summary>
    internal static ImmutableHashSet<int> DaysOf(string text) =>
        [.. Time.Value.Matches(text).Select(static m => (Count: Whole(m.Groups["n"].Value), Unit: m.Groups["unit"].Value)).Where(static m => m.Count is not null).Select(static m => m.Count!.Value * (char.ToLowerInvariant(m.Unit[0]) switch { 'd' => 1, 'w' => 7, 'm' => 30, _ => 365 }))];

    /// <summary>Numbers of a text, in digits or words.</summary>
    internal static ImmutableHashSet<decimal> NumbersOf(string text) => [.. Figure.Value.Matches(text).Select(static m => Number(m.Value)).OfType<decimal>()];

    /// <summary>Numbers of years.</summary>
    internal static ImmutableHashSet<decimal> YearsOf(string text) => [.. Time.Value.Matches(text).Where(static m => char.ToLowerInvariant(m.Groups["unit"].Value[0]) == 'y').Select(static m => Number(m.Groups["n"].Value)).OfType<decimal>()];

    /// <summary>Numbers that are no length of time.</summary>
    internal static ImmutableHashSet<decimal> BoundNumbersOf(string text) => NumbersOf(Time.Value.Replace(text, " "));

    /// <summary>The sentence of a text around a place: what stands between full stops and semicolons.</summary>
    internal static string SentenceAround(string text, TextSpan place)
    {
        int start = place.Start, end = place.End;
        while (start > 0 && !IsEnd(text, start - 1)) start--;
        while (end < text.Length && !IsEnd(text, end - 1)) end++;
        return text[start..end];
    }

    private static bool IsEnd(string text, int at) => text[at] is '.' or ';' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    /// <summary>The number that is written; null where none is.</summary>
    internal static decimal? Number(string written) =>
        decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal number) ? number : NumberWords.TryRead(written, out int word) ? word : null;

    private static int? Whole(string written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : NumberWords.TryRead(written, out int word) ? word : null;
}
