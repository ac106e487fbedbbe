using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>What a quantity that the model gives is counted in: the word behind it, before it in its line, or in the head of its column.</summary>
internal static class ServiceUnits
{
    // Words before a number in which its unit is looked for, and lines over it for the head of its column.
    private const int Before = 4, Above = 14;

    // What is said by the word behind the number is surer than what the head of a column says.
    private const double Share = 0.97;

    internal static void Draft(RequestContext context, string prefix)
    {
        if (context.Book.Of(prefix + "unit").Count > 0 || context.Book.Of(prefix + "quantity").MaxBy(static c => c.Score) is not { Doubt: Doubt.None, Score: >= TwoOpinions.GivenScore } quantity) return;
        foreach (var evidence in quantity.Evidence.Where(static e => e.Location is not null))
        {
            foreach (var page in context.Pages.Where(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(evidence.Location!.Value)))
            {
                if (Find(page, evidence.Location!.Value) is not { } unit) continue;
                context.AddSpans(prefix + "unit", page, TextForm.OneLine(unit.In(page.Text)).ToLowerInvariant(), quantity.Score * Share, "unit-of-quantity", false, Doubt.None, unit);
                return;
            }
        }
    }

    /// <summary>The place of the unit of a number; null where none stands around it.</summary>
    internal static TextSpan? Find(RequestPage page, TextSpan number)
    {
        int line = Array.FindIndex([.. page.Page.Lines], l => l.Span.Contains(number));
        if (line < 0) return null;
        var own = page.Page.Lines[line].Span;
        // '30 tablets every 30 days': a number that says how often is counted in nothing that is asked for.
        if (Interval.Value.IsMatch(page.Text.AsSpan(own.Start, number.Start - own.Start))) return null;
        if (QuantityReadings.Read(page.Text[number.Start..own.End]) is { Unit: { } behind }) return new(number.Start + behind.Start, number.Start + behind.End);
        if (Last(page.Text, own.Start, number.Start) is { } before) return before;
        var place = RolePlace.Of(page, line, number);
        if (!page.Page.HasPicture) return null;
        for (int l = line - 1; l >= Math.Max(0, line - Above); l--)
        {
            var over = EvidenceOf.WordsIn(page.Document, page.Page.Lines[l].Span).Where(w => w.Box.Right > place.From - place.Unit && w.Box.X < place.To + place.Unit).ToList();
            if (over.Count == 0) continue;
            foreach (var word in over)
            {
                if (IsUnit(word.Text.Trim(':', '#', '(', ')', ','))) return Trimmed(page.Text, word.Span);
            }
        }

        return null;
    }

    private static readonly Lazy<Regex> Interval = Pattern.Of(@"(?:\b(?:every|per|each)\s+|/\s?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
            if (to > i && IsUnit(text[i..to])) return new(i, to);
        }

        return null;
    }

    private static bool IsUnit(string word) => word.Length > 2 && QuantityReadings.Read("1 " + word) is { Unit: { } unit } && unit.Value.Length == word.Length;
}
