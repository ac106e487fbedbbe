using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/clauses.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>parts</c>, <c>joins</c>, <c>bounds</c>, <c>denies</c> or <c>alone</c>.</param>
/// <param name="Writings">Words, lower case.</param>
/// <param name="Example">Pattern, gold and a value that is wrong, parted by <c>|</c>.</param>
/// <param name="CounterExample">Pattern, gold and a value that is right.</param>
internal sealed record ClauseRule(string Id, string Kind, ImmutableArray<string> Writings, string Example, string CounterExample);

/// <summary>What is said of one place of a text.</summary>
/// <param name="Text">The clauses that the place stands in.</param>
/// <param name="Words">Their words.</param>
/// <param name="Governed">Their words, and before them those of what governs them from outside: a head before a colon, a denial whose list they end, a clause behind them that says only whether it is.</param>
/// <param name="Numbers">The numbers of the clauses, those of dates left out.</param>
/// <param name="Phrase">The words about the place up to the next bound of a phrase, dates left out.</param>
internal sealed record Clause(string Text, ImmutableArray<string> Words, ImmutableArray<string> Governed, ImmutableArray<string> Numbers, ImmutableArray<string> Phrase);

/// <summary>Sentences in their clauses.</summary>
internal static partial class Clauses
{
    private static readonly Lazy<ImmutableArray<ClauseRule>> Rules =
        new(() => [.. RuleFiles.Read("clauses.tsv", 6).Select(c => new ClauseRule(c[0], c[1], [.. c[2].Split('|')], c[4], c[5]))]);

    private static readonly Lazy<FrozenSet<string>> Parts = new(() => WordsOf("parts")), Joins = new(() => WordsOf("joins")), Bounds = new(() => WordsOf("bounds")), Denials = new(() => WordsOf("denies")), Alone = new(() => WordsOf("alone"));

    // Words at the beginning of a sentence that may tell of all of it.
    private const int Leading = 3;

    private readonly record struct Piece(int Start, int End, char Mark);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<ClauseRule> All => Rules.Value;

    /// <summary>Every clause of a text.</summary>
    internal static ImmutableArray<Clause> Of(string text) => PiecesOf(text) is var pieces ? [.. pieces.Select((p, i) => Told(text, pieces, i, i, p.Start, p.End))] : [];

    /// <summary>What is said of a place.</summary>
    /// <param name="text">A text.</param>
    /// <param name="start">First character of the place.</param>
    /// <param name="end">End of the place, exclusive.</param>
    internal static Clause About(string text, int start, int end)
    {
        var pieces = PiecesOf(text);
        if (pieces.Count == 0) return new(text, [], [], [], []);
        int last = Math.Max(0, pieces.FindLastIndex(p => p.Start < end)), first = Math.Min(last, pieces.FindIndex(p => p.End > start) is >= 0 and var found ? found : last);
        return Told(text, pieces, first, last, start, end);
    }

    /// <summary>A text without its dates.</summary>
    internal static string Undated(string text) => Dates().Replace(text, " ");

    private static Clause Told(string text, List<Piece> pieces, int first, int last, int start, int end)
    {
        var (from, to) = (pieces[first].Start, pieces[last].End);
        string clause = text[from..to];
        var words = Statement.Words(clause);
        ImmutableArray<string> governed = [.. Lead(text, pieces, first), .. Head(text, pieces, first), .. Denial(text, pieces, first, last), .. words, .. Tail(text, pieces, last)];
        // With and without contrast: nothing is denied.
        governed = [.. governed.Where((w, i) => w != "without" || i < 2 || governed[i - 2] != "with")];
        return new(clause, words, governed, [.. Statement.Words(Undated(clause)).Where(NormalForm.IsNumber)], Statement.Words(Undated(Phrase(text, (Math.Min(from, start), Math.Max(to, end)), start, end))));
    }

    /// <summary>The words of doubt, of a relative or of history that the sentence begins with: they hold for a list to its end, up to where something is told anew.</summary>
    private static ImmutableArray<string> Lead(string text, List<Piece> pieces, int first)
    {
        int begin = first;
        while (begin > 0 && pieces[begin].Mark is ',' or '&') begin--;
        if (begin == first) return [];
        var words = Statement.Words(text[pieces[begin].Start..pieces[first].Start]);
        if (words.Any(static w => w != "with" && Marks.EndsDenial(w))) return [];
        return [.. words.Take(Leading).Where((w, i) => TurningWords.IsAnywhere(w) || (TurningWords.IsStatus(w) && i + 1 < words.Length && words[i + 1] is "of" or "for"))];
    }

    /// <summary>The words before the colons of the sentence, each back to where they begin: whose or what it is, or by what it was seen.</summary>
    private static ImmutableArray<string> Head(string text, List<Piece> pieces, int first)
    {
        var head = ImmutableArray<string>.Empty;
        for (int i = first; i > 0 && pieces[i].Mark != '.'; i--)
        {
            if (pieces[i].Mark == ':') head = [.. Statement.Words(text[pieces[i - 1].Start..pieces[i - 1].End]), .. head];
        }

        return head;
    }

    /// <summary>The denial of a list that the clause goes on with: it is denied to the end, or up to a last part that 'or' begins.</summary>
    private static ImmutableArray<string> Denial(string text, List<Piece> pieces, int first, int last)
    {
        if (Says(Statement.Words(text[pieces[first].Start..pieces[last].End]))) return [];
        for (int i = first; i > 0 && pieces[i].Mark is ',' or '&'; i--)
        {
            var before = Statement.Words(text[pieces[i - 1].Start..pieces[i - 1].End]);
            int at = before.Length - 1;
            while (at >= 0 && !Denials.Value.Contains(before[at])) at--;
            if (before.Skip(at + 1).Any(Marks.EndsDenial) || (at < 0 && Says(before))) return [];
            if (at < 0) continue;
            // 'No wheeze, peak flow 400' is no list, 'no wheeze, stridor or cough' and 'denies wheeze, stridor' are.
            bool isList = before[at].StartsWith("den", StringComparison.Ordinal) || (at + 2 < before.Length && before[at] == "negative" && before[at + 1] == "for") || GoesOn(text, pieces, i);
            return isList && at + 1 < before.Length ? [before[at]] : [];
        }

        return [];
    }

    private static bool GoesOn(string text, List<Piece> pieces, int from)
    {
        for (int i = from; i < pieces.Count && (i == from || pieces[i].Mark is ',' or '&'); i++)
        {
            var words = Statement.Words(text[pieces[i].Start..pieces[i].End]);
            if (words.Contains("or") || words.Contains("nor")) return true;
            if (Says(words)) return false;
        }

        return false;
    }

    /// <summary>Whether a clause says something of its own.</summary>
    private static bool Says(ImmutableArray<string> words) => words.Any(w => Marks.EndsDenial(w) || Denials.Value.Contains(w));

    /// <summary>The next clause, where all it says is whether what stands before it is.</summary>
    private static ImmutableArray<string> Tail(string text, List<Piece> pieces, int last)
    {
        if (last + 1 >= pieces.Count) return [];
        var words = Statement.Words(text[pieces[last + 1].Start..pieces[last + 1].End]);
        bool tells = words.Any(w => Comparator.Denies(w) || TurningWords.IsStatus(w));
        return tells && words.All(w => Comparator.Denies(w) || TurningWords.IsStatus(w) || TurningWords.IsSmall(w) || Alone.Value.Contains(w)) ? words : [];
    }

    private static string Phrase(string text, (int From, int To) clause, int start, int end)
    {
        var (left, right) = clause;
        foreach (Match word in Word().Matches(text[clause.From..start]))
        {
            if (Bounds.Value.Contains(word.Value.ToLowerInvariant())) left = clause.From + word.Index + word.Length;
        }

        foreach (Match word in Word().Matches(text[end..clause.To]))
        {
            if (!Bounds.Value.Contains(word.Value.ToLowerInvariant())) continue;
            right = end + word.Index;
            break;
        }

        return text[left..right];
    }

    private static List<Piece> PiecesOf(string text)
    {
        List<Piece> pieces = [];
        int from = 0;
        char mark = '.';
        foreach (Match boundary in Boundary().Matches(text))
        {
            Add(boundary.Index);
            from = boundary.Index + boundary.Length;
            mark = boundary.Value.Trim() is not [var sign, ..] || sign is '.' or '!' or '?' ? '.' : sign is ':' ? ':' : ',';
        }

        Add(text.Length);
        return pieces;

        void Add(int to)
        {
            foreach (int at in Joints(text, from, to))
            {
                AddPiece(at);
                (from, mark) = (at, '&');
            }

            AddPiece(to);
        }

        void AddPiece(int to)
        {
            if (text.AsSpan(from, to - from).ContainsAnyExcept(" \t\r\n")) pieces.Add(new(from, to, mark));
        }
    }

    /// <summary>Where within a piece another clause begins.</summary>
    private static IEnumerable<int> Joints(string text, int from, int to)
    {
        Match[] words = [.. Word().Matches(text[from..to]).Cast<Match>()];
        for (int i = 1; i < words.Length; i++)
        {
            string word = words[i].Value.ToLowerInvariant();
            if (Parts.Value.Contains(word) || (Joins.Value.Contains(word) && words[i - 1].Value is not ("with" or "With") && i + 1 < words.Length && words[i + 1].Value.ToLowerInvariant() is var next && (Comparator.Denies(next) || Denials.Value.Contains(next) || Marks.EndsDenial(next)))) yield return from + words[i].Index;
        }
    }

    private static FrozenSet<string> WordsOf(string kind) => Rules.Value.Where(r => r.Kind == kind).SelectMany(static r => r.Writings).ToFrozenSet(StringComparer.Ordinal);

    // A point that ends a sentence, and no point of a number or of a word cut short.
    [GeneratedRegex(@"[.!?](?=\s+\p{Lu}|\s*$)|\n|[;()\[\]]|,(?![0-9])|:(?![0-9])|\s[-\u2013\u2014]\s", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\p{L}[\p{L}'\u2019]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\d.])[0-9]{1,4}[/-][0-9]{1,2}(?:[/-] ?[0-9]{2,4})?(?![\d])|\b[0-9]{1,2}/[0-9]{4}\b|\b(?:[0-9]{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: [0-9]{1,2},?)?(?: [0-9]{4})?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dates();
}
