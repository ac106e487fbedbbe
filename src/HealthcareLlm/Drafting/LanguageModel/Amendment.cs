using System.Collections.Immutable;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>How items of an answer that would be withheld are told to the model, and what comes back takes their place.</summary>
/// <param name="Doubts">A line for each item that would be withheld, in their order; empty where none would.</param>
/// <param name="Mend">The items with those of the second answer that are borne out in place of those that they mend; the same array where none is.</param>
internal sealed record Amendment<T>(Func<ImmutableArray<T>, ImmutableArray<string>> Doubts, Func<ImmutableArray<T>, ImmutableArray<T>, ImmutableArray<T>> Mend);

/// <summary>
/// Statements of a summary that the verification would withhold: the model is told which and why, in its own words, and may give them again. A second wording is taken only where the same verification finds it borne out, and only
/// in the place of one that was not: what is never mended stays as it was, to be withheld and shown to a reviewer.
/// </summary>
internal static class SummaryAmendment
{
    // Less of it in common is another statement.
    private const double LeastShared = 0.3;

    /// <summary>Share of the length of a first wording that its second must have to stand for all of it.</summary>
    private const double LeastLength = 0.6;

    /// <summary>For the documents of a case; null where nobody tells what the verification says.</summary>
    internal static Amendment<AnsweredStatement>? For(CaseDocuments documents)
    {
        if (documents.Check is not { } check) return null;
        var byId = documents.Documents.ToDictionary(static d => d.Source.Id);
        var known = new Dictionary<AnsweredStatement, StatementDoubt?>(ReferenceEqualityComparer.Instance);
        return new(
            items => [.. items.Where(i => DoubtOf(i) is not null).Select(i => Line(i, DoubtOf(i)!))],
            (items, again) => Mend(items, again, a => DoubtOf(a) is null, [.. items.Where(i => DoubtOf(i) is not null)], i => DoubtOf(i)?.Token));

        StatementDoubt? DoubtOf(AnsweredStatement statement) =>
            known.TryGetValue(statement, out var doubt) ? doubt : known[statement] = check(SummaryAssembly.Draft(statement, byId));
    }

    private static ImmutableArray<AnsweredStatement> Mend(ImmutableArray<AnsweredStatement> items, ImmutableArray<AnsweredStatement> second, Func<AnsweredStatement, bool> isBorneOut, ImmutableArray<AnsweredStatement> doubtful, Func<AnsweredStatement, string?> tokenOf)
    {
        var mended = new Dictionary<AnsweredStatement, List<AnsweredStatement>>(ReferenceEqualityComparer.Instance);
        foreach (var again in second)
        {
            // What stands already is given once.
            if (doubtful.IsEmpty || items.Any(i => i.Text == again.Text && !doubtful.Contains(i))) continue;
            var (first, common) = doubtful.Select(d => (First: d, Common: Common(d, again))).MaxBy(static p => p.Common);
            if (common < LeastShared || !isBorneOut(again)) continue;
            if (!mended.TryGetValue(first, out var list)) mended[first] = list = [];
            list.Add(again);
        }

        return mended.Count == 0 ? items : [.. items.SelectMany(i => !mended.TryGetValue(i, out var list) ? [i] : Keep(i, list, tokenOf(i)) ? list : (IEnumerable<AnsweredStatement>)[.. list, i])];
    }

    /// <summary>Whether second wordings lose nothing of the first but what it failed on: its numbers, and most of its length. Where they do, the first is withheld beside them, so that a reviewer sees what went.</summary>
    private static bool Keep(AnsweredStatement first, List<AnsweredStatement> again, string? token)
    {
        string told = string.Join(' ', again.Select(static a => a.Text));
        // A day or a time may be written otherwise: '02:44' of '0244', 'May 11' of '5/11'.
        string digits = string.Concat(told.Where(char.IsAsciiDigit));
        return told.Length >= LeastLength * first.Text.Length && Numbers(first.Text).All(n => digits.Contains(n, StringComparison.Ordinal) || token?.Contains(n, StringComparison.Ordinal) == true);
    }

    /// <summary>Runs of figures of a text, without the zeros before them.</summary>
    private static IEnumerable<string> Numbers(string text) => text.Split([.. text.Where(static c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(static n => n.TrimStart('0')).Where(static n => n.Length > 0);

    /// <summary>How much of each other two statements of one section are: the share of their words, and whether they cite the same place.</summary>
    private static double Common(AnsweredStatement first, AnsweredStatement again)
    {
        if (first.Section != again.Section) return 0;
        HashSet<string> one = Words(first.Text), other = Words(again.Text);
        double words = one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);
        bool place = first.Evidence.Any(e => e.Location is { } here && again.Evidence.Any(o => o.DocumentId == e.DocumentId && o.Location is { } there && here.Overlaps(there)));
        return words + (place ? LeastShared : 0);
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Length > 2 || char.IsAsciiDigit(w[0]))];

    private static string Line(AnsweredStatement statement, StatementDoubt doubt)
    {
        string text = "- \"" + statement.Shown.ReplaceLineEndings(" ") + "\": ";
        if (doubt.Part is { } part) return text + $"its part {part} does not stand in its quotes.";
        // The chart's own names and days are not told to a model that was shown others.
        string what = doubt.Token is { Length: > 0 } token && statement.Shown.Contains(token, StringComparison.OrdinalIgnoreCase) ? $"\"{token}\"" : "something in it";
        return text + doubt.Kind switch
        {
            DoubtKind.NoQuote => "none of its quotes stands in the sources.",
            DoubtKind.OfAnother => $"{what} belongs to something else in its quotes.",
            DoubtKind.Reverse => $"its quotes deny {what}, suppose it, affirm it where it is denied here, or give it to somebody else.",
            _ => $"{what} stands in none of its quotes, nor any other word for it.",
        };
    }
}
