using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>What a quantity is counted in where the rules found no unit: the word behind it, before it in its cell or label, or in the head of its column.</summary>
internal static class ServiceUnits
{
    // Words before a number in which its unit is looked for, lines over it for the head of its column, and words of the longest head.
    private const int Before = 4, Above = 14, LongestHead = 5;

    // What is said by the word behind the number is surer than what the head of a column says.
    private const double Share = 0.97;

    // Score of the unit of a number that a person has to read: what is counted is sure where it is written behind it, how many is not.
    private const double OfDoubted = 0.6;

    internal static void Draft(RequestContext context, string prefix)
    {
        if (context.Book.Of(prefix + "unit").Count > 0 || context.Book.Of(prefix + "quantity").MaxBy(static c => c.Score) is not { } quantity) return;
        bool given = quantity is { Doubt: Doubt.None, Score: >= TwoOpinions.GivenScore };
        foreach (var evidence in quantity.Evidence.Where(static e => e.Location is not null))
        {
            foreach (var page in context.Pages.Where(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(evidence.Location!.Value)))
            {
                var number = NumberIn(page, evidence.Location!.Value, quantity.Value);
                if (Find(page, number) is not { } unit || (!given && (unit.Start < number.End || IsHeldBack(context, prefix)))) continue;
                context.AddSpans(prefix + "unit", page, TextForm.OneLine(unit.In(page.Text)).ToLowerInvariant(), given ? quantity.Score * Share : OfDoubted, "unit-of-quantity", false, Doubt.None, unit);
                return;
            }
        }
    }

    /// <summary>The number itself in a place that bears its label as well: the 15 of 'Days requested 15'.</summary>
    private static TextSpan NumberIn(RequestPage page, TextSpan place, string value)
    {
        string words = place.In(page.Text);
        int at = words.LastIndexOf(value, StringComparison.Ordinal);
        return at > 0 && !char.IsAsciiDigit(words[at - 1]) && (at + value.Length == words.Length || !char.IsAsciiDigit(words[at + value.Length])) ? new(place.Start + at, place.Start + at + value.Length) : place;
    }

    /// <summary>Whether a person has to say first what is asked for at all.</summary>
    private static bool IsHeldBack(RequestContext context, string prefix) => CodeArbiter.CodeOf(context, prefix) is { } code && (code.Doubt != Doubt.None || code.Score < TwoOpinions.GivenScore);

    /// <summary>The place of the unit of a number; null where none stands around it.</summary>
    internal static TextSpan? Find(RequestPage page, TextSpan number)
    {
        int line = Array.FindIndex([.. page.Page.Lines], l => l.Span.Contains(number));
        if (line < 0) return null;
        var own = page.Page.Lines[line].Span;
        // '30 tablets every 30 days': a number that says how often is counted in nothing that is asked for.
        if (Interval.Value.IsMatch(page.Text.AsSpan(own.Start, number.Start - own.Start))) return null;
        if (QuantityReadings.Read(page.Text[number.Start..own.End]) is { Unit: { } behind }) return new(number.Start + behind.Start, number.Start + behind.End);
        if (Last(page.Text, LabelStart(page, line, number), number.Start) is { } before) return before;
        var place = RolePlace.Of(page, line, number);
        if (!page.Page.HasPicture) return null;
        for (int l = line - 1; l >= Math.Max(0, line - Above); l--)
        {
            var over = EvidenceOf.WordsIn(page.Document, page.Page.Lines[l].Span).Where(w => w.Box.Right > place.From - place.Unit && w.Box.X < place.To + place.Unit).ToList();
            foreach (var word in over)
            {
                if (IsUnit(word.Text.Trim(':', '#', '(', ')', ',')) && IsHead(page, l, word.Span)) return Trimmed(page.Text, word.Span);
            }
        }

        return null;
    }

    /// <summary>Where the label of a number begins in its line: with its own cell, or with the one before it where that is a label and no words of another column.</summary>
    private static int LabelStart(RequestPage page, int line, TextSpan number)
    {
        var cells = page.Page.Lines[line].Cells;
        int own = Array.FindIndex([.. cells], c => c.Span.Contains(new TextSpan(number.Start, number.Start + 1)));
        if (own < 0) return page.Page.Lines[line].Span.Start;
        if (own == 0 || page.Text[cells[own].Span.Start..number.Start].Any(char.IsLetter)) return cells[own].Span.Start;
        return CountsWhat(cells[own - 1].Span.In(page.Text)) ? cells[own - 1].Span.Start : cells[own].Span.Start;
    }

    /// <summary>Whether a word over a number is in the head of a column of amounts: a title, an answer or a sentence above it is none.</summary>
    private static bool IsHead(RequestPage page, int line, TextSpan word)
    {
        if (page.Page.Lines[line].Cells.FirstOrDefault(c => c.Span.Overlaps(word)) is not { } cell) return false;
        return CountsWhat(cell.Span.In(page.Text));
    }

    /// <summary>Whether words ask for an amount and say no more: 'Units', 'Days requested', 'How many visits'.</summary>
    private static bool CountsWhat(string words)
    {
        var heading = HeadingWords.Of(words);
        if (heading.Count is 0 or > LongestHead || words.Any(char.IsAsciiDigit) || !heading.TrueForAll(w => ColumnRoles.IsHeadingWord(w) || IsUnit(w))) return false;
        return ColumnRoles.Of(words) is ColumnRole.Quantity or ColumnRole.Unit || (heading.Exists(IsUnit) && heading.TrueForAll(static w => !Other.Contains(w)) && ColumnRoles.Of(words) is ColumnRole.None or ColumnRole.Description or ColumnRole.Ignored);
    }

    // What makes of days or hours a rhythm, a span or a day.
    private static readonly FrozenSet<string> Other = FrozenSet.ToFrozenSet(["per", "week", "month", "first", "last", "from", "to", "supply", "length", "how", "long", "often", "procedure", "procedures", "each", "every"], StringComparer.Ordinal);

    private static readonly Lazy<Regex> Interval = Pattern.Of(@"(?:\b(?:every|per|each)\s+|/\s?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // 'Qty / days' supply 30 / 30': the days are another number's.
    private static readonly Lazy<Regex> OfSupply = Pattern.Of(@"^['\u2019]?s?[\s\-]*supply", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static TextSpan Trimmed(string text, TextSpan word)
    {
        int from = word.Start, to = word.End;
        while (from < to && !char.IsLetter(text[from])) from++;
        while (to > from && !char.IsLetter(text[to - 1])) to--;
        return new(from, to);
    }

    /// <summary>The last word before a number that is a unit: 'Visits: 12', 'No. of units asked 48'.</summary>
    private static TextSpan? Last(string text, int start, int end)
    {
        for (int i = end, seen = 0; i > start && seen < Before; seen++)
        {
            while (i > start && !char.IsLetter(text[i - 1]))
            {
                // Another number stands between: the unit is that one's.
                if (char.IsAsciiDigit(text[i - 1])) return null;
                i--;
            }

            int to = i;
            while (i > start && char.IsLetter(text[i - 1])) i--;
            if (to > i && IsUnit(text[i..to])) return OfSupply.Value.IsMatch(text[to..end]) ? null : new(i, to);
        }

        return null;
    }

    private static bool IsUnit(string word) => word.Length > 2 && QuantityReadings.Read("1 " + word) is { Unit: { } unit } && unit.Value.Length == word.Length;
}
