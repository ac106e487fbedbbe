using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Whether a gold value stands in the quote that the case gives for it, in any writing that the judge takes for the same: 500 mg for 0.5 g, a date in any order, BID for twice daily, a surname first. It is kind where
/// documents are free in how they write, since a false alarm would teach people to pass over it; that a number, a name or a code is another is told.
/// </summary>
internal static class QuotedValue
{
    /// <summary>Words between two words of one name: 'Last name: Doe, First name: Jane'.</summary>
    private const int MostBetween = 3;

    /// <summary>Words that a writing may have beyond those of the value.</summary>
    private const int MostBeyond = 10;

    /// <summary>Letters from which on a value is also found with its words joined or parted anywhere, as a line that breaks in a word leaves it.</summary>
    private const int LeastJoined = 6;

    /// <summary>Whether a value can be looked for: a choice, a state and 'none' among allergies are mapped by a rule, and need not be written.</summary>
    internal static bool IsWritten(RecordField field, string? value) => field.Kind is not (FieldKind.Choice or FieldKind.State) && !(field.Path == "clinical.allergies[]" && value == "none");

    /// <summary>Whether any of the writings stands in the quote.</summary>
    /// <param name="field">The leaf of the contract.</param>
    /// <param name="writings">The right value and its other right writings.</param>
    /// <param name="pattern">Pattern that a right value matches; null for none.</param>
    /// <param name="quote">The quote.</param>
    internal static bool Stands(RecordField field, IEnumerable<string> writings, string? pattern, string quote) =>
        writings.Any(w => Stands(field, w, quote)) || (pattern is not null && GoldPatterns.IsSound(pattern) && GoldPatterns.Matches(pattern, quote));

    /// <summary>The same for whole documents: whether it stands in one of them. Word for word is looked for in each first, since it is fast.</summary>
    internal static bool StandsInAny(RecordField field, ImmutableArray<string> writings, string? pattern, IReadOnlyList<string> texts) =>
        (field.Kind == FieldKind.Text && texts.Select(NormalForm.Words).Any(among => writings.Any(w => NormalForm.Words(w) is { IsEmpty: false } words && Comparator.Place(among, words) >= 0)))
        || texts.Any(t => Stands(field, writings, pattern, t));

    /// <summary>Whether a quote is a run of the value's own words.</summary>
    internal static bool IsPiece(string value, string quote) => NormalForm.Words(quote) is { IsEmpty: false } words && Comparator.Place(NormalForm.Words(value), words) >= 0;

    private static bool Stands(RecordField field, string value, string quote) => field.Kind switch
    {
        FieldKind.Date or FieldKind.PartialDate => HasDate(value, quote),
        FieldKind.Number => HasNumber(value, quote),
        FieldKind.PersonName => HasName(value, quote),
        FieldKind.Text when field.Path != "request.reference" => HasText(field.Path, value, quote),
        FieldKind.DrugCode or FieldKind.ServiceCode when value.Length == 11 => HasCode(value, quote) || HasNdc(value, quote),
        _ => HasCode(value, quote),
    };

    /// <summary>Letters and digits in upper case.</summary>
    private static string Kept(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>An NDC of ten digits (4-4-2, 5-3-2 or 5-4-1, with hyphens or without), of which one part is padded to make eleven (5-4-2).</summary>
    private static bool HasNdc(string value, string quote)
    {
        string[] digits = [.. Pieces(quote).Select(p => quote[p.From..p.To]).Where(p => p.All(char.IsAsciiDigit))];
        string Whole(string labeler, string product, string package) => labeler.PadLeft(5, '0') + product.PadLeft(4, '0') + package.PadLeft(2, '0');
        return Enumerable.Range(0, Math.Max(0, digits.Length - 2)).Any(i => digits[i].Length + digits[i + 1].Length + digits[i + 2].Length == 10 && Whole(digits[i], digits[i + 1], digits[i + 2]) == value)
            || digits.Any(d => d.Length == 10 && (Whole(d[..4], d[4..8], d[8..]) == value || Whole(d[..5], d[5..8], d[8..]) == value || Whole(d[..5], d[5..9], d[9..]) == value));
    }

    /// <summary>Whether some whole pieces of the quote, side by side, have the value's letters and digits and no others: 12345 does not stand in 123456.</summary>
    private static bool HasCode(string value, string quote)
    {
        string sought = Kept(value);
        return sought.Length > 0 && Runs(quote).Contains(sought);
    }

    /// <summary>Runs of whole pieces of letters and digits, side by side, as one.</summary>
    private static IEnumerable<string> Runs(string quote)
    {
        const int longest = 40;
        var pieces = Pieces(quote);
        for (int first = 0; first < pieces.Count; first++)
        {
            string run = string.Empty;
            for (int last = first; last < pieces.Count && run.Length <= longest; last++) yield return run += Kept(quote[pieces[last].From..pieces[last].To]);
        }
    }

    private static List<(int From, int To)> Pieces(string text)
    {
        var pieces = new List<(int From, int To)>();
        for (int at = 0; at < text.Length;)
        {
            int from = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            if (at > from) pieces.Add((from, at));
            else at++;
        }

        return pieces;
    }

    /// <summary>A number in digits or in a word; where the quote has neither, a rule told it ('single', 'no refills').</summary>
    private static bool HasNumber(string value, string quote)
    {
        string sought = NormalForm.Number(value);
        ImmutableArray<string> numbers = [.. NormalForm.Words(quote).Select(CitedWords.InDigits).OfType<string>()];
        return numbers.IsEmpty || numbers.Contains(sought) || HasCode(value, quote);
    }

    /// <summary>Every word of the name, each once, with few words between them and in any order.</summary>
    private static bool HasName(string value, string quote)
    {
        var sought = NormalForm.Words(value);
        var words = NormalForm.Words(quote);
        for (int from = 0; from < words.Length; from++)
        {
            var left = sought.ToList();
            for (int at = from, between = 0; at < words.Length && between <= MostBetween && left.Count > 0; at++) between = left.Remove(words[at]) ? 0 : at == from ? MostBetween + 1 : between + 1;
            if (left.Count == 0) return true;
        }

        return IsJoined(value, quote);
    }

    /// <summary>The same letters without regard to where words part; never for what holds a number.</summary>
    private static bool IsJoined(string value, string quote) => !value.Any(char.IsAsciiDigit) && Kept(Documents.Accents.Dropped(value)) is { Length: >= LeastJoined } letters && Kept(Documents.Accents.Dropped(quote)).Contains(letters, StringComparison.Ordinal);

    private static bool HasText(string path, string value, string quote)
    {
        ImmutableArray<string> words = NormalForm.Words(value), among = NormalForm.Words(quote);
        if (words.IsEmpty) return Kept(quote).Contains(Kept(value), StringComparison.Ordinal);
        if (Comparator.Place(among, words) >= 0 || Comparator.Place(Statement.Words(quote), Statement.Words(value)) >= 0 || Comparator.Same(path, value, quote) || IsJoined(value, quote)) return true;
        // Every stretch of the quote that is not much longer than the value, by the judge's own comparison.
        var pieces = quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (int first = 0; first < pieces.Length; first++)
        {
            string stretch = string.Empty;
            for (int last = first; last < pieces.Length && last - first < words.Length + MostBeyond; last++)
            {
                stretch = last == first ? pieces[last] : stretch + " " + pieces[last];
                if (Comparator.Same(path, value, Trimmed(stretch))) return true;
            }
        }

        return false;
    }

    private static string Trimmed(string stretch) => stretch.Trim(',', ';', ':', '.', '(', ')', '[', ']');

    /// <summary>
    /// Month and day side by side and the year beside them or elsewhere; a month by name or number, either order, a year in two digits, the digits together. A date to the month or year asks for no more than that.
    /// </summary>
    private static bool HasDate(string value, string quote)
    {
        string[] parts = value.Split('-');
        string year = parts[0], month = parts.Length > 1 ? parts[1] : string.Empty, day = parts.Length > 2 ? parts[2] : string.Empty;
        if (day.Length > 0 && Runs(quote).Any(r => r == year + month + day || r == month + day + year || r == day + month + year || r == month + day + year[2..] || r == day + month + year[2..])) return true;
        ImmutableArray<string> tokens = [.. DateTokens(quote)];
        bool IsYear(string t) => t == year || t == Short(year[2..]);
        bool IsMonth(string t) => t == Short(month);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (month.Length == 0 && IsYear(tokens[i])) return true;
            if (i + 1 == tokens.Length) continue;
            var (one, two) = (tokens[i], tokens[i + 1]);
            bool Beside(Func<string, bool> a, Func<string, bool> b) => (a(one) && b(two)) || (b(one) && a(two));
            if (month.Length > 0 && day.Length == 0 && (Beside(IsMonth, IsYear) || (i + 2 < tokens.Length && IsMonth(one) && IsYear(tokens[i + 2])))) return true;
            if (day.Length > 0 && Beside(IsMonth, t => t == Short(day)) && tokens.Where((t, at) => at != i && at != i + 1).Any(IsYear)) return true;
        }

        return false;
    }

    private static string Short(string digits) => digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";

    /// <summary>The numbers of a quote, without leading zeros and ordinals' letters, and its months by name as numbers; nothing else.</summary>
    private static IEnumerable<string> DateTokens(string quote)
    {
        foreach (var (from, to) in Pieces(quote))
        {
            string piece = quote[from..to];
            string digits = string.Concat(piece.TakeWhile(char.IsAsciiDigit)), letters = piece[digits.Length..].ToLowerInvariant();
            if (digits.Length > 0) yield return Short(digits);
            if (letters.Length >= 3 && NormalForm.Months.IndexOf(letters[..3]) is >= 0 and var month) yield return (month + 1).ToString(CultureInfo.InvariantCulture);
            // 04MAR1961.
            if (digits.Length > 0 && letters.Length > 3 && letters[3..].All(char.IsAsciiDigit)) yield return Short(letters[3..]);
        }
    }
}
