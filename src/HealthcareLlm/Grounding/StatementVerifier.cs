using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether a statement says nothing that its citations do not: every number, unit, side, drug, test and problem of it, and whether that is affirmed,
/// must stand inside the cited spans.
/// </summary>
public static class StatementVerifier
{
    /// <summary>The first token of the statement that is not borne out, and how; null where all are.</summary>
    public static (Verdict Verdict, string Token)? FirstFault(string statement, IReadOnlyList<CitedSpan> spans)
    {
        string quotes = string.Join('\n', spans.Select(s => s.Quote));
        if (MissingNumber(statement, quotes) is { } number) return (Verdict.TokenNotInSpan, number);
        if (SpokenDates.FirstMissing(statement, quotes) is { } date) return (Verdict.TokenNotInSpan, date);
        if (MissingSide(statement, quotes) is { } side) return (Verdict.TokenNotInSpan, side);
        if (MissingSalt(statement, quotes) is { } salt) return (Verdict.TokenNotInSpan, salt);
        if (MissingMixed(statement, quotes) is { } mixed) return (Verdict.TokenNotInSpan, mixed);
        if (Negation.AddedTo(statement, quotes) is { } added) return (Verdict.AssertionContradicts, added);
        if (spans.All(static s => s.IsCutOff) && spans.Count > 0 && !Negation.StandsIn(statement)) return (Verdict.AssertionContradicts, "no");
        if (SpokenFrequencies.FirstMissing(statement, quotes) is { } frequency) return (Verdict.TokenNotInSpan, frequency);
        if (SpokenDrugs.FirstMissing(statement, quotes) is { } drug) return (Verdict.TokenNotInSpan, drug);
        var said = StatementReader.Read(statement);
        return ContradictedMention(said, spans) ?? DifferentDenial(said, spans);
    }

    private static (Verdict Verdict, string Token)? DifferentDenial(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans)
    {
        if (!SpokenWord.HasDenial(said.Text) && !spans.Any(static s => SpokenWord.HasDenial(s.Quote))) return null;
        var cited = spans.SelectMany(static s => s.Words()).ToList();
        return DenialComparison.FirstDifference(SpokenWord.Of(said, new(0, said.Text.Length), judge: true), cited) is { } word ? (Verdict.AssertionContradicts, word) : null;
    }

    private static string? MissingNumber(string statement, string quotes)
    {
        var available = Numbers().EnumerateMatches(quotes);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in available) found.Add(NormalNumber(quotes.AsSpan(match.Index, match.Length)));
        // 'q12h' is every 12 hours.
        foreach (var match in EveryNumber().EnumerateMatches(quotes)) found.Add(NormalNumber(quotes.AsSpan(match.Index, match.Length)));
        foreach (var match in Numbers().EnumerateMatches(statement))
        {
            var written = statement.AsSpan(match.Index, match.Length);
            string number = NormalNumber(written);
            if (!found.Contains(number)) return written.ToString();
            if (UnitAfter(statement, match.Index + match.Length) is { } unit && !HasNumberWithUnit(quotes, number, unit)) return written.ToString() + " " + unit;
        }

        return null;
    }

    private static bool HasNumberWithUnit(string quotes, string number, string unit)
    {
        foreach (var match in Numbers().EnumerateMatches(quotes))
        {
            if (NormalNumber(quotes.AsSpan(match.Index, match.Length)) != number) continue;
            // In a table the unit may stand in another cell of the row; then it must stand somewhere in the span.
            var after = UnitAfter(quotes, match.Index + match.Length);
            if (after is null ? quotes.Contains(unit, StringComparison.OrdinalIgnoreCase) : after.Equals(unit, StringComparison.OrdinalIgnoreCase)) return true;
        }

        foreach (var match in EveryNumber().EnumerateMatches(quotes))
        {
            int letter = match.Index + match.Length;
            if (quotes[letter] == '.') letter++;
            if (NormalNumber(quotes.AsSpan(match.Index, match.Length)) == number && char.ToLowerInvariant(quotes[letter]) == char.ToLowerInvariant(unit[0])) return true;
        }

        return false;
    }

    private static string? UnitAfter(string text, int at)
    {
        var match = Unit().Match(text, at);
        return match.Success && match.Index == at ? match.Groups["unit"].Value : null;
    }

    private static string NormalNumber(ReadOnlySpan<char> written)
    {
        string digits = written.ToString().Replace(",", string.Empty, StringComparison.Ordinal);
        if (digits.Contains('.', StringComparison.Ordinal)) digits = digits.TrimEnd('0').TrimEnd('.');
        digits = digits.TrimStart('0');
        return digits.Length == 0 || digits[0] == '.' ? "0" + digits : digits;
    }

    private static string? MissingSide(string statement, string quotes)
    {
        foreach (var (words, abbreviations) in Sides.Value)
        {
            if (!words.IsMatch(statement)) continue;
            if (!words.IsMatch(quotes) && !abbreviations.IsMatch(quotes)) return words.Match(statement).Value;
        }

        return null;
    }

    /// <summary>Words of letters and digits, such as codes and levels of the spine: 'C50.911', 'L5', 'T4'.</summary>
    private static string? MissingMixed(string statement, string quotes)
    {
        foreach (Match word in Mixed().Matches(statement))
        {
            if (word.Value is not ("SpO2" or "O2") && !TokenMatcher.Holds(quotes, word.Value)) return word.Value;
        }

        foreach (Match phone in Phone().Matches(statement))
        {
            if (!TokenMatcher.Holds(quotes, phone.Value)) return phone.Value;
        }

        return null;
    }

    // Metoprolol tartrate and succinate are one drug by name and two by dose.
    private static string? MissingSalt(string statement, string quotes)
    {
        foreach (Match salt in Salt().Matches(statement))
        {
            if (!quotes.Contains(salt.Value[..4], StringComparison.OrdinalIgnoreCase)) return salt.Value;
        }

        foreach (Match release in Release().Matches(statement))
        {
            if (!TokenMatcher.Holds(quotes, release.Value) && !quotes.Contains("release", StringComparison.OrdinalIgnoreCase)) return release.Value;
        }

        return null;
    }

    private static (Verdict Verdict, string Token)? ContradictedMention(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans)
    {
        foreach (var mention in said.Mentions)
        {
            if (mention.Concept is null || !Matters(mention.Type)) continue;
            string name = mention.NameSpan.In(said.Text);
            var sources = spans.SelectMany(s => s.Mentions).Where(m => m.Concept == mention.Concept).ToList();
            if (sources.Count == 0)
            {
                if (!spans.Any(s => s.Quote.Contains(name, StringComparison.OrdinalIgnoreCase))) return (Verdict.TokenNotInSpan, name);
                continue;
            }

            if (mention.Type is MentionType.Problem or MentionType.Finding && !sources.Exists(s => Agrees(mention.Assertion, s.Assertion)))
            {
                return (Verdict.AssertionContradicts, name);
            }
        }

        return null;
    }

    private static bool Matters(MentionType type) =>
        type is MentionType.Problem or MentionType.Finding or MentionType.Medication or MentionType.Lab or MentionType.Procedure or MentionType.Allergy;

    // What is said may be weaker in time (historical as recent is not), never other in polarity or person.
    private static bool Agrees(Assertion said, Assertion source) =>
        said.Polarity == source.Polarity
        && said.Experiencer == source.Experiencer
        && (source.Temporality != Temporality.Hypothetical || said.Temporality == Temporality.Hypothetical);

    private static readonly Lazy<(Regex Words, Regex Abbreviations)[]> Sides = new(() =>
    [
        (Left(), LeftShort()),
        (Right(), RightShort()),
        (Both(), BothShort()),
    ]);

    private static readonly Lazy<Regex> NumbersPattern = Pattern.Of(@"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w*[-‐]\w*\d{4})", RegexOptions.CultureInvariant);

    private static Regex Numbers() => NumbersPattern.Value;

    private static readonly Lazy<Regex> EveryNumberPattern = Pattern.Of(@"(?<=\b[Qq]\.?)\d{1,2}(?=\.?[hHdDwW])", RegexOptions.CultureInvariant);

    private static Regex EveryNumber() => EveryNumberPattern.Value;

    private static readonly Lazy<Regex> UnitPattern = Pattern.Of(@"\s?(?<unit>mcg|mg|g|kg|mL|ml|L|units?|mEq|mmol|mmHg|mm Hg|bpm|%|tablets?|tabs?|capsules?|puffs?|hours?|days?|weeks?|months?|years?|cm|mm|liters?|°?[FC]\b)(?:/(?:dL|mL|min|L|hr|h|day|kg))?(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Unit() => UnitPattern.Value;

    private static readonly Lazy<Regex> LeftPattern = Pattern.Of(@"\bleft(?:-sided)?\b(?! (?:the|against|ama|voicemail|message))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Left() => LeftPattern.Value;

    private static readonly Lazy<Regex> LeftShortPattern = Pattern.Of(@"\b(?:L|LT|LLE|LUE|LLL|LUL|LLQ|LUQ|OS)\b", RegexOptions.CultureInvariant);

    private static Regex LeftShort() => LeftShortPattern.Value;

    private static readonly Lazy<Regex> RightPattern = Pattern.Of(@"\bright(?:-sided)?\b(?! (?:away|now|after))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Right() => RightPattern.Value;

    private static readonly Lazy<Regex> RightShortPattern = Pattern.Of(@"\b(?:R|RT|RLE|RUE|RLL|RUL|RML|RLQ|RUQ|OD)\b", RegexOptions.CultureInvariant);

    private static Regex RightShort() => RightShortPattern.Value;

    private static readonly Lazy<Regex> BothPattern = Pattern.Of(@"\bbilateral(?:ly)?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Both() => BothPattern.Value;

    private static readonly Lazy<Regex> MixedPattern = Pattern.Of(@"(?<![\w.])[A-Za-z]{1,4}\d[\w]*(?:\.\w+)?", RegexOptions.CultureInvariant);

    private static Regex Mixed() => MixedPattern.Value;

    private static readonly Lazy<Regex> PhonePattern = Pattern.Of(@"(?:\(?\d{3}\)?[-. ]{1,2})?\d{3}[-‐.]\d{4}\b", RegexOptions.CultureInvariant);

    private static Regex Phone() => PhonePattern.Value;

    private static readonly Lazy<Regex> ReleasePattern = Pattern.Of(@"\b(?:ER|XR|XL|SR|LA|CR|DR|EC)\b(?= \d)", RegexOptions.CultureInvariant);

    private static Regex Release() => ReleasePattern.Value;

    private static readonly Lazy<Regex> SaltPattern = Pattern.Of(@"\b(?:tartrate|succinate)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Salt() => SaltPattern.Value;

    private static readonly Lazy<Regex> BothShortPattern = Pattern.Of(@"\b(?:b/l|bilat|both|BLE|BUE|OU)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex BothShort() => BothShortPattern.Value;
}

/// <summary>A cited span with what was understood inside it.</summary>
/// <param name="Quote">Its text.</param>
/// <param name="Mentions">Mentions whose name lies inside it, with the assertions of their whole sentences.</param>
public sealed record CitedSpan(string Quote, IReadOnlyList<Mention> Mentions)
{
    private AnnotatedDocument? _document;
    private TextSpan _span;

    /// <summary>Whether the span begins behind a negation of its own clause: 'evidence of pneumonia' inside 'no evidence of pneumonia'.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>The cited span of an annotated document.</summary>
    public static CitedSpan Of(AnnotatedDocument document, TextSpan span) =>
        new(span.In(document.Text), [.. document.Mentions.Where(m => span.Contains(m.NameSpan))]) { _document = document, _span = span, IsCutOff = Negation.StandsBefore(document.Text, span.Start) };

    /// <summary>Its words, denials judged by the document around them; by the quote alone where it is of no document.</summary>
    internal IEnumerable<SpokenWord> Words()
    {
        var document = _document ?? StatementReader.Read(Quote);
        return SpokenWord.Of(document, _document is null ? new(0, Quote.Length) : _span, judge: true);
    }
}
