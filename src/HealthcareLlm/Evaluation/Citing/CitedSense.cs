using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a text says something else than the quotes that have its words: another side, a denial lost or added, a doubt, a relative's, in a sentence another number.</summary>
internal static partial class CitedSense
{
    /// <summary>Whether it does; what is another only until both are in one writing is not.</summary>
    /// <param name="value">The value.</param>
    /// <param name="quotes">Its quotes, at least one.</param>
    /// <param name="isFree">Whether it is free text, of which every word that tells is told by the quotes too.</param>
    /// <param name="isLong">Whether it is a sentence, whose numbers are each of a thing.</param>
    /// <param name="mayAdd">Whether it may be told in some words of its own, beside which the others are judged.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool IsOther(string value, ImmutableArray<string> quotes, bool isFree, bool isLong, bool mayAdd, int? year)
    {
        // A line ends where the paper does, not what it says.
        quotes = [.. quotes.Select(static q => q.ReplaceLineEndings(" "))];
        value = value.ReplaceLineEndings(" ");
        var told = Told(value, quotes);
        if (TurnedWords.Are(value, quotes, mayAdd) || IsOtherBound(value, string.Join('\n', quotes)) || Statement.OtherUnits(NormalForm.Words(value), NormalForm.Words(string.Join('\n', quotes))) || !CitedWords.HasEverySide(told) || (isFree && !CitedWords.HasEveryWord(told, year)) || (isLong && !CitedWords.HasEveryNumber(told, year))) return true;
        return (!CitedWords.HasSameNegation(told) && !CitedWords.HasSameNegation(Writings.Of(told, year)))
            // A sentence may be cited in pieces, of which one ends in a denial of the next.
            || (LosesSense(told, year) && !TurnedWords.KeepDenials(value, quotes) && (quotes.Length == 1 || LosesSense(Told(value, [string.Join(' ', quotes)]), year)));
    }

    /// <summary>Whether a number has another sign of a bound than everywhere in the quotes, or none where they have one: 1800 is not >1800. Words may stand for the sign.</summary>
    private static bool IsOtherBound(string value, string quotes)
    {
        var its = Bound().Matches(quotes).SelectMany(static m => Signs(m).Select(s => (m.Groups["number"].Value, s))).ToLookup(static m => m.Value, static m => m.s, StringComparer.Ordinal);
        return Bound().Matches(value).Any(own => its.Contains(own.Groups["number"].Value) && !Signs(own).Any(its[own.Groups["number"].Value].Contains));
    }

    private static IEnumerable<string> Signs(Match bound)
    {
        if (bound.Groups["less"].Success) yield return "<";
        if (bound.Groups["more"].Success) yield return ">";
        if (bound.Groups["most"].Success) yield return "<=";
        if (bound.Groups["least"].Success) yield return ">=";
        yield return bound.Groups["sign"].Value switch { "\u2264" => "<=", "\u2265" => ">=", var sign => sign };
    }

    [GeneratedRegex(@"(?:\b(?:(?<less>below|under|less than)|(?<more>above|over|greater than|more than)|(?<most>at most|up to)|(?<least>at least)) )?(?<sign>[<>]=?|[\u2264\u2265])?\s?(?<![\d.,])(?<number>\d+(?:[.,]\d+)*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bound();

    private static bool LosesSense(ReadStatement told, int? year) =>
        LostSense.OfValue(told, static c => c.Quote) != Sense.None && LostSense.OfValue(Writings.Of(told, year), c => Writings.Of(c.Quote, year)) != Sense.None;

    private static ReadStatement Told(string value, ImmutableArray<string> quotes) =>
        new("findings", value, "supported", ImmutableSortedDictionary<string, string>.Empty, quotes) { Citations = [.. quotes.Select(static q => new ReadCitation(null, 0, null, null, q, []))] };
}
