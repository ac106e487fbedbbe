using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a value can be read from its quotes. Shares no code with Grounding, and is kinder: it finds quotes that have nothing of the value, not every misreading.</summary>
internal static partial class Support
{
    /// <summary>Share of a text's letters whose words must stand in the quotes, 0 to 1.</summary>
    private const double TextShare = 0.7;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsoDay();

    /// <summary>Whether the quotes together bear the value; null for a choice or state, which a rule maps, and where no value stands.</summary>
    /// <param name="field">Path without indexes.</param>
    /// <param name="given">The field.</param>
    /// <param name="year">The year of the stay, as in <see cref="Writings.Of(string, int?)"/>.</param>
    internal static bool? Of(string field, ReadField given, int? year = null)
    {
        if (given.Value is not { } value || value.Trim().Length == 0) return null;
        var kind = RecordFields.Find(field)?.Kind ?? FieldKind.Text;
        // That there are no allergies is mapped from NKDA and the like.
        if (kind is FieldKind.Choice or FieldKind.State || (field == "clinical.allergies[]" && value == "none")) return null;
        if (given.Citations.IsEmpty) return false;
        return Known.Of((field, value, string.Join('\n', given.Citations.Select(static c => c.Quote)), year), static k => Bear(k.Field, k.Value, k.Quotes, k.Year));
    }

    private static readonly KnownTexts<(string Field, string Value, string Quotes, int? Year), bool> Known = new(20_000);

    private static bool Bear(string field, string value, string quotes, int? year)
    {
        var kind = RecordFields.Find(field)?.Kind ?? FieldKind.Text;
        // When an appointment is may be a day or words.
        if (kind == FieldKind.Text && IsoDay().IsMatch(value)) return HasDate(value, quotes) || RowText.HasDay(value, quotes);
        return kind switch
        {
            FieldKind.Date or FieldKind.PartialDate => HasDate(value, quotes),
            FieldKind.PersonName => IsReadAs(value, quotes) || HasWords(value, quotes, 1),
            FieldKind.Text => IsReadAs(value, quotes) || HasWords(value, quotes, TextShare) || (!RowText.IsOtherYear(value, quotes) && IsWritten(field, Writings.Of(value, year), Writings.Of(quotes, year), NormalForm.Words(value).Sum(static w => w.Length))),
            FieldKind.Number => NormalForm.Numbers(quotes).Contains(NormalForm.Number(value)) || Kept(quotes).Contains(Kept(value), StringComparison.Ordinal) || (!quotes.Any(char.IsAsciiDigit) && IsNumberWord(value, quotes)),
            _ => IsReadAs(value, quotes) || ((kind == FieldKind.DrugCode || value.Length == 11) && HasPaddedCode(value, quotes)),
        };
    }

    /// <summary>Whether the value stands in the quotes but for what parts its characters, and for letters and digits that are read for each other: GO299 is G0299.</summary>
    private static bool IsReadAs(string value, string quotes) => LookAlikes.FoldCompact(quotes).Contains(LookAlikes.FoldCompact(value), StringComparison.Ordinal)
        || LookAlikes.FoldCompact(quotes.ToUpperInvariant()).Contains(LookAlikes.FoldCompact(value.ToUpperInvariant()), StringComparison.Ordinal);

    private static string Kept(string text)
    {
        Span<char> kept = text.Length <= 512 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) kept[length++] = char.ToUpperInvariant(c);
        }

        return new(kept[..length]);
    }

    private static bool HasWords(string value, string quotes, double share, int letters = int.MaxValue)
    {
        var words = NormalForm.Words(value);
        var among = NormalForm.Words(quotes);
        if (words.Any(w => !DrugNames.IsForm(w)) && !among.Any(DrugNames.IsForm)) words = words.RemoveAll(DrugNames.IsForm);
        if (words.IsEmpty) return Kept(quotes).Contains(Kept(value), StringComparison.Ordinal);
        if (words.Any(w => NormalForm.IsNumber(w) && !among.Contains(w))) return false;
        // An abbreviation that is spelt out makes what is missing no smaller.
        return words.Where(w => !among.Any(a => Comparator.IsOne(a, w))).Sum(w => w.Length) <= (1 - share) * Math.Min(letters, words.Sum(w => w.Length));
    }

    /// <summary>Whether the value stands in the quotes, both in one writing: how often and by what way as a run of words, all else as <see cref="HasWords"/>.</summary>
    private static bool IsWritten(string field, string value, string quotes, int letters) =>
        field.EndsWith(".frequency", StringComparison.Ordinal) || field.EndsWith(".route", StringComparison.Ordinal)
            ? NormalForm.Words(value) is { IsEmpty: false } words && Comparator.Place(NormalForm.Words(quotes), words) >= 0
            : HasWords(value, quotes, TextShare, letters);

    /// <summary>Whether words without figures give the number: 'twelve sessions', 'one', 'a single dose'; a name gives none.</summary>
    private static bool IsNumberWord(string value, string quotes)
    {
        string number = NormalForm.Number(value);
        var words = NormalForm.Words(quotes);
        return words.Any(w => CitedWords.InDigits(w) == number) || (number == "1" && words.Any(static w => w is "a" or "an" or "single" or "each"));
    }

    /// <summary>A day as a whole (<see cref="WrittenDay"/>); of a month or a year every part that the value has: a year in two or four digits, a month in digits or by name.</summary>
    private static bool HasDate(string value, string quotes)
    {
        if (IsoDay().IsMatch(value)) return WrittenDay.Stands(value, quotes);
        string[] parts = value.Split('-');
        var numbers = NormalForm.Numbers(quotes).Select(n => n.TrimStart('0')).ToHashSet(StringComparer.Ordinal);
        string digits = new([.. quotes.Where(char.IsAsciiDigit)]), year = parts[0], shortYear = year.Length == 4 ? year[2..] : year;
        if (!Number(year) && !Number(shortYear) && !digits.Contains(year, StringComparison.Ordinal) && !digits.Contains(shortYear, StringComparison.Ordinal)) return false;
        if (parts.Length > 1 && !HasMonth(parts[1])) return false;
        return parts.Length <= 2 || Number(parts[2]) || digits.Contains(parts[2], StringComparison.Ordinal);

        bool Number(string part) => numbers.Contains(part.TrimStart('0'));
        bool HasMonth(string part) => Number(part) || digits.Contains(part, StringComparison.Ordinal)
            || (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int month) && month is >= 1 and <= 12
                && NormalForm.Words(quotes).Any(w => w.StartsWith(NormalForm.Months[month - 1], StringComparison.Ordinal)));
    }

    /// <summary>An NDC of eleven digits written in ten with hyphens: the digits that stand are the value's without its padding zeros.</summary>
    private static bool HasPaddedCode(string value, string quotes) =>
        Kept(quotes).Replace("0", string.Empty, StringComparison.Ordinal).Contains(Kept(value).Replace("0", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
}
