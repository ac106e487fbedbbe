using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ModelTrial;

/// <summary>Ways to make a right statement wrong, each at every place where it can be done; its quotes stay as they are. What stands elsewhere in the same quotes is planted too: it is the hardest to see.</summary>
internal static partial class Plants
{
    /// <summary>Kinds, and the least share that must be caught.</summary>
    internal static ImmutableArray<(string Kind, double Least)> Kinds { get; } = [("dose", 0.99), ("side", 0.99), ("drug", 0.99), ("date", 0.99), ("code", 0.99), ("negation", 0.95)];

    /// <summary>Wrong versions of a statement.</summary>
    /// <param name="kind">Kind of the error.</param>
    /// <param name="text">The right statement.</param>
    /// <param name="quotes">Its quotes.</param>
    /// <param name="read">Reads a text as a chart is read.</param>
    internal static IEnumerable<string> Of(string kind, string text, string quotes, Func<string, AnnotatedDocument> read) => kind switch
    {
        "dose" => Matches(Dose(), text).SelectMany(m => Matches(Dose(), quotes).Where(q => Same(q.Groups["u"].Value, m.Groups["u"].Value)).Select(static q => q.Groups["n"].Value).Append(Other(m.Groups["n"].Value)).Where(n => Plain(n) != Plain(m.Groups["n"].Value)).Distinct().Select(n => Put(text, m.Groups["n"], n))),
        "side" => Matches(Side(), text).Select(m => Put(text, m, m.Value.StartsWith("l", StringComparison.OrdinalIgnoreCase) ? "right" : "left")),
        "drug" => Drugs(text, read).SelectMany(d => Drugs(quotes, read).Where(q => q.Concept != d.Concept).Select(static q => q.Name).Append("amiodarone").Where(n => IsOther(n, text, quotes)).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => text[..d.Span.Start] + n + text[d.Span.End..])),
        "date" => Matches(Date(), text).SelectMany(m => Matches(Date(), quotes).Select(static q => q.Value).Append(m.Groups["a"].Value + Other(m.Groups["d"].Value) + m.Groups["b"].Value).Where(d => !d.StartsWith(m.Value, StringComparison.Ordinal) && !m.Value.StartsWith(d, StringComparison.Ordinal)).Distinct().Select(d => Put(text, m, d))),
        "code" => [text.TrimEnd('.') + " (C50.911)."],
        "negation" => Matches(Denial(), text).Select(m => Put(text, m, string.Empty).Trim()).Concat(Affirmed(text, read).Select(at => text[..at] + "no " + text[at..])),
        _ => [],
    };

    private static MatchCollection Matches(Regex pattern, string text) => pattern.Matches(text);

    private static string Put(string text, Capture at, string with) => text[..at.Index] + with + text[(at.Index + at.Length)..];

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string number) => number.Replace(",", string.Empty, StringComparison.Ordinal);

    /// <summary>Where diseases, findings and drugs begin that the statement affirms.</summary>
    private static IEnumerable<int> Affirmed(string text, Func<string, AnnotatedDocument> read) =>
        read(text).Mentions.Where(static m => m.Type is MentionType.Problem or MentionType.Finding or MentionType.Medication && m.Assertion.Polarity == Polarity.Affirmed).Select(static m => m.NameSpan.Start).Distinct();

    private static IEnumerable<(string Name, TextSpan Span, string? Concept)> Drugs(string text, Func<string, AnnotatedDocument> read) =>
        read(text).Mentions.Where(static m => m.Type == MentionType.Medication).Select(m => (m.NameSpan.In(text), m.NameSpan, m.Concept));

    // A drug that the statement names too, or one whose name is part of the other's, would make nothing wrong.
    private static bool IsOther(string name, string text, string quotes) => name.Length > 3 && !text.Contains(name, StringComparison.OrdinalIgnoreCase) && (name == "amiodarone" ? !quotes.Contains(name, StringComparison.OrdinalIgnoreCase) : true);

    // Another number of the same length that stands beside it in few notes.
    private static string Other(string digits) => string.Concat(digits.Select(static c => char.IsAsciiDigit(c) ? (char)('0' + ((c - '0' + 7) % 10)) : c));

    [GeneratedRegex(@"(?<![\w.,])(?<n>\d[\d,]*(?:\.\d+)?)(?<u>\s?(?:mg|mcg|g|units|mEq|mL|puffs)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dose();

    [GeneratedRegex(@"\b(?:left|right)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Side();

    [GeneratedRegex(@"(?<a>\b\d{1,2}/)(?<d>\d{1,2})(?<b>(?:/\d{2,4})?)(?![\d/]|\.\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:no|not|denies|without|never|neither|nor)\b ?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denial();
}
