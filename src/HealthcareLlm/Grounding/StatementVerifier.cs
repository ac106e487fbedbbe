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
        foreach (var fault in SpokenNumbers.Missing(statement, quotes, spans, said)) yield return fault;
        if (SpokenDates.FirstMissing(statement, quotes) is { } date) yield return new(Verdict.TokenNotInSpan, date.Token, date.At);
        if (SpokenSides.FirstMissing(statement, quotes) is { } side) yield return new(Verdict.TokenNotInSpan, side.Token, side.At);
        if (MissingSalt(statement, quotes) is { } salt) yield return Missing(statement, salt);
        if (MissingMixed(statement, quotes, said, spans) is { } mixed) yield return Missing(statement, mixed);
        if (Negation.AddedTo(statement, quotes) is { } added) yield return new(Verdict.AssertionContradicts, added, Place(statement, added));
        if (spans.All(static s => s.IsCutOff) && spans.Count > 0 && !Negation.StandsIn(statement)) yield return new(Verdict.AssertionContradicts, "no", -1);
        if (SpokenFrequencies.FirstMissing(statement, quotes) is { } frequency) yield return new(Verdict.TokenNotInSpan, frequency.Token, frequency.At);
        if (SpokenDrugs.FirstMissing(statement, quotes) is { } drug) yield return new(Verdict.TokenNotInSpan, drug.Token, drug.At);
        foreach (var fault in SpokenNames.Contradicted(said.Value, spans, quotes)) yield return fault;
        if (SpokenNames.UnprovenDenial(said.Value, spans, quotes) is { } unproven) yield return unproven;
        // What stands in a quote word for word says what it says, and has every value where it belongs.
        bool isVerbatim = spans.Any(s => s.Quote.AsSpan().Contains(statement.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
        if (!spans.Any(s => Plain(s.Quote).Equals(Plain(statement), StringComparison.OrdinalIgnoreCase)))
        {
            var words = SpokenWord.Of(said.Value, new(0, said.Value.Text.Length), judge: true);
            var cited = spans.SelectMany(static s => s.Words()).ToList();
            foreach (var fault in isVerbatim ? [] : OtherThan(words, cited, statement, quotes)) yield return fault;
            if (DifferentDenial(words, cited, spans, statement, quotes) is { } denial) yield return denial;
        }

        if (Unrelated(said.Value, spans, quotes) is { } stranger) yield return Missing(statement, stranger);
        if (FormerDoses.First(statement, quotes) is { } former) yield return new(Verdict.BelongsElsewhere, former.Token, former.At);
        if (DrugRoles.First(statement, quotes) is { } role) yield return new(Verdict.BelongsElsewhere, role.Token, role.At);
        if (isVerbatim) yield break;
        foreach (var (token, at, _) in TokenBinding.Misplaced(said.Value, spans)) yield return new(Verdict.BelongsElsewhere, token, at);
    }

    private static StatementFault Missing(string statement, string token) => new(Verdict.TokenNotInSpan, token, Place(statement, token));

    private static int Place(string statement, string token) => statement.IndexOf(token, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first word of a statement that has nothing in common with its quotes: no word, name, number or other word for a name; null where it has.</summary>
    private static string? Unrelated(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans, string quotes)
    {
        if (said.Mentions.Any(m => m.Concept is not null && spans.Any(s => s.Mentions.Any(o => o.Concept == m.Concept))) || HasWordOf(said.Text, quotes)) return null;
        var words = SpokenWord.Of(said, new(0, said.Text.Length), judge: false).FindAll(static w => w.Kind == SpokenWordKind.Content && (w.Key.Length > 2 || w.Concept is not null));
        if (words.Count < FewWords) return null;
        if (SpokenDates.Find(said.Text).Any(d => SpokenDates.Find(quotes).Any(d.IsPartOf)) || SpokenTimes.Minutes(said.Text).Overlaps(SpokenTimes.Minutes(quotes))) return null;
        if (said.Mentions.Any(m => m.NameSpan.In(said.Text) is var name && ((m.Type == MentionType.Medication && m.Concept is { } drug && SpokenDrugs.IsShortened(drug, quotes)) || SpokenEquivalents.Bears(name, quotes) || Acronym.Bears(name, quotes)))) return null;
        var cited = spans.SelectMany(static s => s.Words()).ToList();
        if (words.Exists(w => cited.Exists(w.IsOf)) || SpokenNumbers.Share(said.Text, quotes)) return null;
        return words.Exists(w => SpokenEquivalents.Bears(w.Key, quotes) || SpokenDrugs.IsShortened(w.Key, quotes)) ? null : words[0].Key;
    }

    /// <summary>Whether the quotes have a long word of the statement as it is: most do, and need no closer look.</summary>
    private static bool HasWordOf(string statement, string quotes)
    {
        foreach (var word in statement.AsSpan().Split(' '))
        {
            var letters = statement.AsSpan()[word].Trim(",.;:()");
            if (letters.Length >= LongWord && char.IsLetter(letters[0]) && quotes.AsSpan().Contains(letters, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private const int LongWord = 7;

    /// <summary>Content words below which a statement says too little to be held to having one in common.</summary>
    private const int FewWords = 3;

    private static StatementFault? DifferentDenial(List<SpokenWord> words, List<SpokenWord> cited, IReadOnlyList<CitedSpan> spans, string statement, string quotes)
    {
        bool plain = SpokenWord.HasDenial(statement) || spans.Any(static s => SpokenWord.HasDenial(s.Quote));
        if (!plain && !SpokenClauses.MayBeOdd(statement) && !spans.Any(static s => SpokenWord.HasOtherDenial(s.Quote))) return null;
        return DenialComparison.FirstDifference(words, cited, quotes, plain) is { } word ? new(Verdict.AssertionContradicts, word, Place(statement, word)) : null;
    }

    /// <summary>What a sentence in words of its own says otherwise than its quotes: another of things that exclude each other, the other way round, or done where it is planned.</summary>
    private static IEnumerable<StatementFault> OtherThan(List<SpokenWord> words, List<SpokenWord> cited, string statement, string quotes)
    {
        var (mine, theirs) = (SpokenContrasts.Find(words), SpokenContrasts.Find(cited));
        if (SpokenContrasts.First(words, mine, theirs) is { } other) yield return Missing(statement, other);
        if (SpokenOrder.First(words, cited) is { } order) yield return new(Verdict.BelongsElsewhere, order, Place(statement, order));
        if (SpokenStates.First(words, mine, cited, theirs) is { } state) yield return new(Verdict.BelongsElsewhere, state, Place(statement, state));
        if (SpokenOwners.First(statement, quotes, words) is { } owner) yield return new(Verdict.BelongsElsewhere, owner.Token, owner.At);
        if (SpokenModality.FirstDone(statement, quotes) is { } done) yield return new(Verdict.AssertionContradicts, done.Token, done.At);
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    /// <summary>Words of letters and digits, such as codes and levels of the spine: 'C50.911', 'L5', 'T4'.</summary>
    private static string? MissingMixed(string statement, string quotes, Lazy<AnnotatedDocument> said, IReadOnlyList<CitedSpan> spans)
    {
        foreach (Match word in Mixed().Matches(statement))
        {
            if (word.Value is not ("SpO2" or "O2") && !TokenMatcher.Holds(quotes, word.Value) && !IsOfName(word)) return word.Value;
        }

        foreach (Match phone in Phone().Matches(statement))
        {
            if (!TokenMatcher.Holds(quotes, phone.Value)) return phone.Value;
        }

        return null;

        // 'vitamin D3' of 'cholecalciferol'.
        bool IsOfName(Match word) => said.Value.Mentions.Any(m => m.Concept is not null && m.Type is MentionType.Medication or MentionType.Lab && m.NameSpan.Start <= word.Index && word.Index < m.NameSpan.End && spans.Any(s => s.Mentions.Any(o => o.Concept == m.Concept)));
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

    private static readonly Lazy<SievedPattern> MixedPattern = Pattern.Sieved(@"(?<![\w.])[A-Za-z]{1,4}\d[\w]*(?:\.\w+)?", RegexOptions.CultureInvariant);

    private static SievedPattern Mixed() => MixedPattern.Value;

    private static readonly Lazy<SievedPattern> PhonePattern = Pattern.Sieved(@"(?:\(?\d{3}\)?[-. ]{1,2})?\d{3}[-‐.]\d{4}\b", RegexOptions.CultureInvariant);

    private static SievedPattern Phone() => PhonePattern.Value;

    private static readonly Lazy<SievedPattern> ReleasePattern = Pattern.Sieved(@"\b(?:ER|XR|XL|SR|LA|CR|DR|EC)\b(?= \d)", RegexOptions.CultureInvariant);

    private static SievedPattern Release() => ReleasePattern.Value;

    private static readonly Lazy<SievedPattern> SaltPattern = Pattern.Sieved(@"\b(?:tartrate|succinate)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Salt() => SaltPattern.Value;

}
