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
        foreach (var fault in Faults(statement, spans)) return (fault.Verdict, fault.Token);
        return null;
    }

    /// <summary>What of the statement is not borne out, the first of each kind of thing; empty where all is.</summary>
    public static IEnumerable<StatementFault> Faults(string statement, IReadOnlyList<CitedSpan> spans)
    {
        string quotes = string.Join('\n', spans.Select(s => s.Quote));
        // What cannot be read by itself: the mentions are made where the plain checks found nothing, or where all faults are asked for.
        var said = new Lazy<AnnotatedDocument>(() => StatementReader.Read(statement));
        foreach (var fault in MissingNumbers(statement, quotes, spans, said)) yield return fault;
        if (SpokenDates.FirstMissing(statement, quotes) is { } date) yield return new(Verdict.TokenNotInSpan, date.Token, date.At);
        if (SpokenSides.FirstMissing(statement, quotes) is { } side) yield return new(Verdict.TokenNotInSpan, side.Token, side.At);
        if (MissingSalt(statement, quotes) is { } salt) yield return Missing(statement, salt);
        if (MissingMixed(statement, quotes) is { } mixed) yield return Missing(statement, mixed);
        if (Negation.AddedTo(statement, quotes) is { } added) yield return new(Verdict.AssertionContradicts, added, Place(statement, added));
        if (spans.All(static s => s.IsCutOff) && spans.Count > 0 && !Negation.StandsIn(statement)) yield return new(Verdict.AssertionContradicts, "no", -1);
        if (SpokenFrequencies.FirstMissing(statement, quotes) is { } frequency) yield return new(Verdict.TokenNotInSpan, frequency.Token, frequency.At);
        if (SpokenDrugs.FirstMissing(statement, quotes) is { } drug) yield return new(Verdict.TokenNotInSpan, drug.Token, drug.At);
        foreach (var fault in ContradictedMentions(said.Value, spans, quotes)) yield return fault;
        if (DifferentDenial(said.Value, spans) is { } denial) yield return denial;
        foreach (var (token, at, _) in TokenBinding.Misplaced(said.Value, spans)) yield return new(Verdict.BelongsElsewhere, token, at);
    }

    private static StatementFault Missing(string statement, string token) => new(Verdict.TokenNotInSpan, token, Place(statement, token));

    private static int Place(string statement, string token) => statement.IndexOf(token, StringComparison.OrdinalIgnoreCase);

    private static StatementFault? DifferentDenial(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans)
    {
        if (!SpokenWord.HasDenial(said.Text) && !spans.Any(static s => SpokenWord.HasDenial(s.Quote))) return null;
        var cited = spans.SelectMany(static s => s.Words()).ToList();
        return DenialComparison.FirstDifference(SpokenWord.Of(said, new(0, said.Text.Length), judge: true), cited) is { } word ? new(Verdict.AssertionContradicts, word, Place(said.Text, word)) : null;
    }

    private static IEnumerable<StatementFault> MissingNumbers(string statement, string quotes, IReadOnlyList<CitedSpan> spans, Lazy<AnnotatedDocument> said)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Numbers().Matches(quotes)) found.Add(NormalNumber(match.ValueSpan));
        // 'q12h' is every 12 hours, 'x3' three times.
        foreach (Match match in EveryNumber().Matches(quotes)) found.Add(NormalNumber(match.ValueSpan));
        foreach (Match match in Numbers().Matches(statement))
        {
            string number = NormalNumber(match.ValueSpan);
            int end = match.Index + match.Length;
            if (!found.Contains(number))
            {
                if (!IsPartOfName(match.Index, said.Value, spans)) yield return new(Verdict.TokenNotInSpan, match.Value, match.Index);
            }
            else if (StatementUnits.After(statement, end) is { } unit && !HasNumberWithUnit(quotes, number, unit))
            {
                yield return new(Verdict.TokenNotInSpan, match.Value + " " + unit, match.Index);
            }
        }
    }

    /// <summary>Whether a number is part of a name that the spans have in another writing: 'type 2 diabetes' is T2DM.</summary>
    private static bool IsPartOfName(int at, AnnotatedDocument said, IReadOnlyList<CitedSpan> spans) =>
        said.Mentions.Any(m => m.Concept is not null && m.Type is MentionType.Problem or MentionType.Procedure && m.NameSpan.Start <= at && at < m.NameSpan.End && spans.Any(s => s.Mentions.Any(o => o.Concept == m.Concept)));

    private static bool HasNumberWithUnit(string quotes, string number, string unit)
    {
        bool bare = false, isBorne = false;
        foreach (Match match in Numbers().Matches(quotes))
        {
            var after = StatementUnits.After(quotes, match.Index + match.Length);
            if (NormalNumber(match.ValueSpan) == number)
            {
                if (after == unit) return true;
                bare |= after is null;
            }

            isBorne |= after == unit;
        }

        // In a table the unit may stand in another cell of the row; then it must stand somewhere in the span, and behind no other number.
        if (bare && !isBorne && StatementUnits.StandsIn(quotes, unit)) return true;

        foreach (Match match in EveryNumber().Matches(quotes))
        {
            int letter = match.Index + match.Length;
            if (letter < quotes.Length && quotes[letter] == '.') letter++;
            if (NormalNumber(match.ValueSpan) == number && StatementUnits.After(quotes, letter) == unit) return true;
        }

        return false;
    }

    private static string NormalNumber(ReadOnlySpan<char> written)
    {
        string digits = written.ToString().Replace(",", string.Empty, StringComparison.Ordinal);
        if (digits.Contains('.', StringComparison.Ordinal)) digits = digits.TrimEnd('0').TrimEnd('.');
        digits = digits.TrimStart('0');
        return digits.Length == 0 || digits[0] == '.' ? "0" + digits : digits;
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

    private static IEnumerable<StatementFault> ContradictedMentions(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans, string quotes)
    {
        foreach (var mention in said.Mentions)
        {
            if (mention.Concept is null || !Matters(mention.Type)) continue;
            if (IsVerb(said.Text, mention)) continue;
            string name = mention.NameSpan.In(said.Text);
            var sources = spans.SelectMany(s => s.Mentions).Where(m => m.Concept == mention.Concept).ToList();
            if (sources.Count == 0)
            {
                if (mention.Assertion.Polarity == Polarity.Negated && SpokenEquivalents.Deny(name, quotes)) continue;
                var others = SpokenEquivalents.Of(name).ToList();
                sources = [.. spans.SelectMany(s => s.Mentions.Where(m => s.Names(m) is { } other && others.Exists(o => o.IsMatch(other))))];
                bool stands = quotes.Contains(name, StringComparison.OrdinalIgnoreCase);
                if (sources.Count == 0 && !stands && mention.Type is MentionType.Procedure or MentionType.Lab && spans.Any(s => s.IsUnderThe(mention.Concept, name))) continue;
                if (sources.Count == 0 && !stands && !others.Exists(o => o.IsMatch(quotes))) yield return new(Verdict.TokenNotInSpan, name, mention.NameSpan.Start);
                // Other words that no lexicon judges: they must not lie in a text that denies where the statement affirms.
                else if (sources.Count == 0 && !stands && mention.Type is MentionType.Problem or MentionType.Finding && (mention.Assertion.Polarity == Polarity.Negated ? !Negation.StandsIn(quotes) : others.All(o => !o.IsMatch(quotes) || o.Matches(quotes).All(m => Negation.StandsBefore(quotes, m.Index))))) yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
                if (sources.Count == 0) continue;
            }

            if (mention.Type is MentionType.Problem or MentionType.Finding && !sources.Exists(s => Agrees(mention.Assertion, s.Assertion)))
            {
                yield return new(Verdict.AssertionContradicts, name, mention.NameSpan.Start);
            }
        }
    }

    /// <summary>'falls due', 'hemoglobin falls below': no fall of the patient; 'influenza shot': no influenza.</summary>
    private static bool IsVerb(string text, Mention mention) => Falls().Match(text, mention.NameSpan.Start) is { Success: true } falls && falls.Index == mention.NameSpan.Start;

    private static readonly Lazy<Regex> FallsPattern = Pattern.Of(@"falls? (?=(?:due|below|under|to|from|short|within|on)\b)|\w+ (?=(?:shots?|vaccin\w+|immuni[sz]\w+)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Falls() => FallsPattern.Value;

    private static bool Matters(MentionType type) =>
        type is MentionType.Problem or MentionType.Finding or MentionType.Medication or MentionType.Lab or MentionType.Procedure or MentionType.Allergy;

    // What is said may be weaker in time (historical as recent is not), never other in polarity or person.
    private static bool Agrees(Assertion said, Assertion source) =>
        said.Polarity == source.Polarity
        && said.Experiencer == source.Experiencer
        && (source.Temporality != Temporality.Hypothetical || said.Temporality == Temporality.Hypothetical);

    private static readonly Lazy<Regex> NumbersPattern = Pattern.Of(@"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w*[-‐]\w*\d{4})", RegexOptions.CultureInvariant);

    private static Regex Numbers() => NumbersPattern.Value;

    private static readonly Lazy<Regex> EveryNumberPattern = Pattern.Of(@"(?<=\b(?:[Qq]\.?|[xX]|q\.? ))\d{1,2}(?:\.\d+)?(?=\.?[hHdDwW]|\b)", RegexOptions.CultureInvariant);

    private static Regex EveryNumber() => EveryNumberPattern.Value;

    private static readonly Lazy<Regex> MixedPattern = Pattern.Of(@"(?<![\w.])[A-Za-z]{1,4}\d[\w]*(?:\.\w+)?", RegexOptions.CultureInvariant);

    private static Regex Mixed() => MixedPattern.Value;

    private static readonly Lazy<Regex> PhonePattern = Pattern.Of(@"(?:\(?\d{3}\)?[-. ]{1,2})?\d{3}[-‐.]\d{4}\b", RegexOptions.CultureInvariant);

    private static Regex Phone() => PhonePattern.Value;

    private static readonly Lazy<Regex> ReleasePattern = Pattern.Of(@"\b(?:ER|XR|XL|SR|LA|CR|DR|EC)\b(?= \d)", RegexOptions.CultureInvariant);

    private static Regex Release() => ReleasePattern.Value;

    private static readonly Lazy<Regex> SaltPattern = Pattern.Of(@"\b(?:tartrate|succinate)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Salt() => SaltPattern.Value;

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

    /// <summary>Its document; null where it is of none.</summary>
    internal AnnotatedDocument? Document => _document;

    /// <summary>Its place in the document; empty where it is of none.</summary>
    internal TextSpan Span => _span;

    /// <summary>The cited span of an annotated document.</summary>
    public static CitedSpan Of(AnnotatedDocument document, TextSpan span) =>
        new(span.In(document.Text), [.. document.Mentions.Where(m => span.Contains(m.NameSpan))]) { _document = document, _span = span, IsCutOff = Negation.StandsBefore(document.Text, span.Start) };

    /// <summary>How far before a quote a heading may stand, characters.</summary>
    private const int Above = 1500;

    /// <summary>Whether an examination or operation is named above the span in its document, and not denied there: findings stand below the title of their report.</summary>
    internal bool IsUnderThe(string concept, string name) => _document is not null && _document.Mentions.Any(m => m.NameSpan.End <= _span.Start && m.NameSpan.End > _span.Start - Above
        && (m.Concept == concept || SpokenEquivalents.Bears(name, m.NameSpan.In(_document.Text))) && m.Assertion.Polarity == Polarity.Affirmed);

    /// <summary>The name of a mention as it is written in it; null where it is of no document.</summary>
    internal string? Names(Mention mention) => _document is null ? null : mention.NameSpan.In(_document.Text);

    /// <summary>Its words, denials judged by the document around them; by the quote alone where it is of no document.</summary>
    internal IEnumerable<SpokenWord> Words()
    {
        var document = _document ?? StatementReader.Read(Quote);
        return SpokenWord.Of(document, _document is null ? new(0, Quote.Length) : _span, judge: true);
    }
}
