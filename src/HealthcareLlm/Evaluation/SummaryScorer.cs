using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Citing;
using HealthcareLlm.Evaluation.Prose;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation;

/// <summary>Judges a summary against the facts, conflicts and words of its golden case.</summary>
internal static partial class SummaryScorer
{
    private static readonly FrozenSet<string> ProseSections =
        SummarySections.All.Where(s => s.IsProse).Select(s => s.Name).ToFrozenSet(StringComparer.Ordinal);

    internal static SummaryScore Score(GoldenCase gold, ResultView result, ImmutableArray<string> wholes, CitationJudge citations, int? sourceWords)
    {
        ImmutableArray<ReadStatement> standing = [.. result.Statements.Where(s => s.Stands).Select(citations.Tight)];
        ImmutableArray<StatementFaults> faults = [.. standing.Select(s => StatementFaults.Of(s, citations))];
        ImmutableArray<string> With(Func<StatementFaults, bool> fault) => [.. standing.Where((_, i) => fault(faults[i])).Select(Shown)];
        ImmutableArray<(string For, ReadCitation Citation)> cited = [.. standing.SelectMany(Cited)];
        Counted Sum(Func<(string For, ReadCitation Citation), bool?> holds) => cited.Aggregate(default(Counted), (sum, c) => sum + Counted.One(holds(c)));
        bool Denies(ReadStatement s, GoldAssertion a) => s.Citations.Any(c => citations.Shares(c, a.File, a.Quote)) && LostSense.Denies(s, a) && LostSense.Denies(Writings.Of(s, citations.Year), a with { About = Writings.Of(a.About) });
        ImmutableArray<GoldAssertion> denied = [.. gold.Assertions.Where(LostSense.IsSaidOtherwise)];
        return new()
        {
            Facts = [.. gold.Facts.Select(f => Fact(f, result, wholes))],
            Conflicts = [.. gold.Conflicts.Select(c => KeyValuePair.Create(c.Id, IsShown(c, result)))],
            Statements = standing.Length,
            Uncited = With(static f => f.Uncited),
            NumbersNotCited = With(static f => f.NumbersNotCited),
            SidesNotCited = With(static f => f.SidesNotCited),
            NegationsNotCited = With(static f => f.NegationsNotCited),
            WordsNotCited = With(static f => f.WordsNotCited),
            PartsNotInText = With(static f => f.PartsNotInText),
            OwnWords = With(static f => f.OwnWords),
            PartsNotCited = With(static f => f.PartsNotCited),
            SenseLost = [.. standing.Where((s, i) => faults[i].SenseLost || denied.Any(a => Denies(s, a))).Select(Shown)],
            NearDuplicates = [.. NearDuplicates.Of(standing, ProseSections).Select(i => Shown(standing[i]))],
            Refused = result.Statements.Count(s => s.Status == "refused"),
            ProseWords = standing.Where(s => ProseSections.Contains(s.Section)).Sum(s => WordCount(s.Text)),
            ProseLimit = sourceWords is { } words ? Math.Min(600, Math.Max(150, words / 5)) : null,
            CitationsResolve = Sum(c => citations.Resolves(c.Citation)),
            CitationsVerbatim = Sum(c => citations.IsVerbatim(c.Citation)),
            CitationsNotChecked = Sum(c => citations.IsNotChecked(c.Citation)),
            CitationsTight = Sum(c => citations.IsTight(c.Citation, c.For)),
            Text = TextMetrics.Of(standing, faults.Count(static f => f.IsSupported), sourceWords, gold.Reference),
            OmissionsReported = result.Omissions.Length,
        };
    }

    private static string Shown(ReadStatement statement) => statement.Section + ": " + statement.Text;

    /// <summary>Every citation of a statement, and those of its parts that stand, with what each is cited for. What a part cites as its statement or another part does is one citation.</summary>
    private static IEnumerable<(string For, ReadCitation Citation)> Cited(ReadStatement statement)
    {
        var known = statement.Citations.Select(Place).ToHashSet();
        return statement.Citations.Select(c => (statement.Text, c))
            .Concat(statement.Fields.Values.Where(static f => f.IsGiven).SelectMany(static f => f.Citations.Select(c => (f.Value ?? string.Empty, c))).Where(c => known.Add(Place(c.c))));
    }

    /// <summary>A citation as a value that can be compared: its boxes side by side.</summary>
    private static (ReadCitation Citation, string Boxes) Place(ReadCitation citation) => (citation with { Boxes = [] }, string.Join(' ', citation.Boxes));

    /// <summary>Number of runs of other characters than white space.</summary>
    internal static int WordCount(string text)
    {
        int words = 0;
        bool isIn = false;
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c);
            if (!isSpace && !isIn) words++;
            isIn = !isSpace;
        }

        return words;
    }

    private static FactScore Fact(GoldFact fact, ResultView result, ImmutableArray<string> wholes)
    {
        ReadStatement? First(Func<ReadStatement, bool> which) => result.Statements.Where((s, i) => which(s) && Holds(fact, wholes[i])).FirstOrDefault();
        string section = string.Join('|', fact.Sections), sought = string.Join(" or ", fact.AnyOf.Select(all => string.Join(" & ", all)));
        var holding = result.Statements.Where((s, i) => s.Stands && fact.Sections.Contains(s.Section) && (fact.Change is null ? Holds(fact, wholes[i]) : Medications.Holds(fact, s))).ToImmutableArray();
        if (!holding.IsEmpty)
        {
            bool? change = fact.Change is { } expected
                ? holding.Any(s => s.Parts.TryGetValue("change", out string? found) && string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
                : null;
            return new(fact.Id, section, fact.Must, FactState.Present, sought, change);
        }

        var state = First(s => s.Stands) is not null ? FactState.ElsewherePresent
            : First(s => s.Status == "refused") is not null ? FactState.HeldBack
            : result.Omissions.Any(o => Holds(fact, o)) ? FactState.ReportedOmitted
            : FactState.Absent;
        return new(fact.Id, section, fact.Must, state, sought, null);
    }

    private static bool Holds(GoldFact fact, string text) => fact.AnyOf.Any(all => all.All(p => GoldPatterns.Matches(p, text) || GoldPatterns.Matches(p, Units(text)) || Writings.HoldsPattern(p, text)));

    /// <summary>The text with units as they are written most: 40-mg and 40 milligrams are 40 mg.</summary>
    internal static string Units(string text) => Gram().Replace(text, static m => m.Groups["n"].Value + " " + (m.Groups["u"].Value.ToUpperInvariant() switch { "MILLIGRAM" or "MILLIGRAMS" => "mg", "MICROGRAM" or "MICROGRAMS" => "mcg", "GRAM" or "GRAMS" => "g", "MILLILITER" or "MILLILITERS" => "mL", _ => m.Groups["u"].Value }));

    [GeneratedRegex(@"(?<n>\d)[- ]?(?<u>milligrams?|micrograms?|grams?|milliliters?|mg|mcg|ml)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Gram();

    private static bool IsShown(GoldConflict conflict, ResultView result) => result.Statements
        .Where(s => s.Status == "conflicting" || (s.Section == "conflicts" && s.Stands))
        .Any(s => conflict.Sides.All(side => GoldPatterns.Matches(side, s.Whole + " | " + string.Join(" | ", s.Quotes))));
}
