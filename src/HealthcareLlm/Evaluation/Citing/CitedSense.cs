using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a text says something else than the quotes that have its words: another side, a denial lost or added, a doubt, a relative's, in a sentence another number.</summary>
internal static class CitedSense
{
    /// <summary>Whether it does; what is another only until both are in one writing is not.</summary>
    /// <param name="value">The value.</param>
    /// <param name="quotes">Its quotes, at least one.</param>
    /// <param name="isFree">Whether it is free text, of which every word that tells is told by the quotes too.</param>
    /// <param name="isLong">Whether it is a sentence, whose numbers are each of a thing.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool IsOther(string value, ImmutableArray<string> quotes, bool isFree, bool isLong, int? year)
    {
        // A line ends where the paper does, not what it says.
        quotes = [.. quotes.Select(static q => q.ReplaceLineEndings(" "))];
        value = value.ReplaceLineEndings(" ");
        var told = Told(value, quotes);
        if (TurnedWords.Are(value, quotes) || !CitedWords.HasEverySide(told) || (isFree && !CitedWords.HasEveryWord(told, year)) || (isLong && !CitedWords.HasEveryNumber(told, year))) return true;
        return (!CitedWords.HasSameNegation(told) && !CitedWords.HasSameNegation(Writings.Of(told, year)))
            // A sentence may be cited in pieces, of which one ends in a denial of the next.
            || (LosesSense(told, year) && !TurnedWords.KeepDenials(value, quotes) && (quotes.Length == 1 || LosesSense(Told(value, [string.Join(' ', quotes)]), year)));
    }

    private static bool LosesSense(ReadStatement told, int? year) =>
        LostSense.OfValue(told, static c => c.Quote) != Sense.None && LostSense.OfValue(Writings.Of(told, year), c => Writings.Of(c.Quote, year)) != Sense.None;

    private static ReadStatement Told(string value, ImmutableArray<string> quotes) =>
        new("findings", value, "supported", ImmutableSortedDictionary<string, string>.Empty, quotes) { Citations = [.. quotes.Select(static q => new ReadCitation(null, 0, null, null, q, []))] };
}
