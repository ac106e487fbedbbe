using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation.Summaries;

/// <summary>What is wrong with a statement beside its own citations: everything that is told without the gold.</summary>
/// <param name="Uncited">No quote stands behind it.</param>
/// <param name="NumbersNotCited">It bears a number that no quote has.</param>
/// <param name="SidesNotCited">It bears a side that no quote has.</param>
/// <param name="NegationsNotCited">It denies, and no quote does.</param>
/// <param name="WordsNotCited">Most of its words stand in no quote.</param>
/// <param name="PartsNotInText">Its parts say another thing than its text.</param>
/// <param name="OwnWords">It bears a word of its own.</param>
/// <param name="PartsNotCited">A part stands in no quote.</param>
/// <param name="SenseLost">It tells as a fact what its clauses deny or doubt, or the other way round, or what it has word for word with a number, a side or a denial turned.</param>
internal sealed record StatementFaults(bool Uncited, bool NumbersNotCited, bool SidesNotCited, bool NegationsNotCited, bool WordsNotCited, bool PartsNotInText, bool OwnWords, bool PartsNotCited, bool SenseLost)
{
    // Versions of a summary differ in few statements, and copies of one in none.
    private const int Kept = 50_000;

    private static readonly KnownTexts<UInt128, StatementFaults> Known = new(Kept);

    /// <summary>Whether its quotes bear its numbers, its sides and its denials.</summary>
    internal bool IsSupported => !Uncited && !NumbersNotCited && !SidesNotCited && !NegationsNotCited;

    /// <summary>Faults of a statement whose quotes are those that are tight.</summary>
    internal static StatementFaults Of(ReadStatement statement, CitationJudge citations) =>
        Known.Of(Key(statement, citations), static (_, its) => Judge(its.statement, its.citations), (statement, citations));

    private static StatementFaults Judge(ReadStatement statement, CitationJudge citations)
    {
        int? year = citations.Year;
        var written = Writings.Of(statement, year);
        bool numbers = !CitedWords.HasEveryNumber(statement, year), sides = !CitedWords.HasEverySide(statement);
        // What a reader takes for the same may be written so: it is a fault only where it is one in one writing too.
        bool negations = !CitedWords.HasSameNegation(statement) && !CitedWords.HasSameNegation(written);
        return new(
            Uncited: statement.Quotes.IsEmpty || statement.Quotes.All(static q => q.Trim().Length == 0),
            NumbersNotCited: numbers,
            SidesNotCited: sides,
            NegationsNotCited: negations,
            WordsNotCited: !CitedWords.HasMostWords(statement, year),
            PartsNotInText: RowText.IsAtOdds(statement) && RowText.IsAtOdds(written),
            OwnWords: statement.Section != "conflicts" && !CitedWords.HasEveryWord(statement, year),
            PartsNotCited: statement.Fields.Any(f => f.Value.IsGiven && GoldFields.IsCited(statement.Section, f.Key, f.Value, year) == false),
            SenseLost: (LostSense.Of(statement, citations.Sentence) != Sense.None && LostSense.Of(written, c => Writings.Of(citations.Sentence(c), year)) != Sense.None)
                || (!numbers && !sides && !negations && TurnedWords.Are(statement.Text, Lines(statement)) && TurnedWords.Are(written.Text, Lines(written))));
    }

    // A line ends where the paper does, not what it says.
    private static ImmutableArray<string> Lines(ReadStatement statement) => [.. statement.Quotes.Select(static q => q.ReplaceLineEndings(" "))];

    /// <summary>Everything that <see cref="Judge"/> reads, and nothing else.</summary>
    internal static UInt128 Key(ReadStatement statement, CitationJudge citations)
    {
        var key = ContentKey.Begin().Add(citations.Year ?? 0).Add(statement.Section).Add(statement.Text).Add(statement.Quotes.Length);
        foreach (string quote in statement.Quotes) key.Add(quote);
        key.Add(statement.Parts.Count);
        foreach (var (name, value) in statement.Parts) key.Add(name).Add(value);
        key.Add(statement.Citations.Length);
        foreach (var citation in statement.Citations) key.Add(citations.Sentence(citation));
        key.Add(statement.Fields.Count);
        foreach (var (name, field) in statement.Fields)
        {
            key.Add(name).Add(field.Status).Add(field.Value).Add(field.Citations.Length);
            foreach (var citation in field.Citations) key.Add(citation.Quote);
        }

        return key.End();
    }
}
