using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a value can be read from its quotes. Shares no code with Grounding, and is kinder to letters that recognition misreads, but not to a number, a side or a denial.</summary>
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
    /// <param name="sentence">The quote of a citation with the rest of its sentence: what is told of the patient may not be cut out of what denies it. Null where that is not looked at.</param>
    internal static bool? Of(string field, ReadField given, int? year = null, Func<ReadCitation, string>? sentence = null)
    {
        if (given.Value is not { } value || value.Trim().Length == 0) return null;
        var kind = KindOf(field);
        // That there are no allergies is mapped from NKDA and the like.
        if (kind is FieldKind.Choice or FieldKind.State || (field == "clinical.allergies[]" && value == "none")) return null;
        if (given.Citations.IsEmpty) return false;
        string quotes = string.Join(Between, given.Citations.Select(static c => c.Quote));
        if (!Bears(field, value, quotes, year)) return false;
        return sentence is null || !Told.Contains(field) || (string.Join(Between, given.Citations.Select(sentence)) is var sentences && (sentences == quotes || Bears(field, value, sentences, year)));
    }

    private static bool Bears(string field, string value, string quotes, int? year) =>
        Known.Of((field, value, quotes, year), static k => Bear(k.Field, k.Value, k.Quotes.Replace(Between, '\n'), k.Year)
            && (KindOf(k.Field) != FieldKind.Text || Comparator.StrictnessOf(k.Field) == Strictness.Exact || IsoDay().IsMatch(k.Value) || !CitedSense.IsOther(k.Value, [.. k.Quotes.Split(Between)], Comparator.StrictnessOf(k.Field) is Strictness.FreeText or Strictness.Contained, Comparator.IsLong(k.Field), Worded.Contains(k.Field), k.Year)));

    // What was tried before may be told in a sentence that says that it failed, was not tolerated or not given: its outcome is a field of its own.
    private static readonly FrozenSet<string> Told = new[] { "clinical.findings[]", "diagnoses[].description", "request.urgencyReason" }.ToFrozenSet(StringComparer.Ordinal);

    // What a person words: a name is not.
    private static readonly FrozenSet<string> Worded = new[] { "clinical.findings[]", "request.urgencyReason", "diagnoses[].description", "request.services[].description", "clinical.priorTreatments[].treatment" }.ToFrozenSet(StringComparer.Ordinal);

    // A mark that no text has: quotes hold line breaks.
    private const char Between = '\u001e';

    private static FieldKind KindOf(string field) => RecordFields.Find(field)?.Kind ?? FieldKind.Text;

    private static readonly KnownTexts<(string Field, string Value, string Quotes, int? Year), bool> Known = new(20_000);

    private static bool Bear(string field, string value, string quotes, int? year)
    {
        var kind = KindOf(field);
        // When an appointment is may be a day or words.
        if (kind == FieldKind.Text && IsoDay().IsMatch(value)) return HasDate(value, quotes) || RowText.HasDay(value, quotes);
        return kind switch
        {
            FieldKind.Date or FieldKind.PartialDate => HasDate(value, quotes),
            FieldKind.PersonName => IsReadAs(value, quotes) || HasWords(value, quotes, 1),
            FieldKind.Text => IsReadAs(value, quotes) || HasWords(value, quotes, TextShare) || (!RowText.IsOtherYear(value, quotes) && IsWritten(field, Writings.Of(value, year), Writings.Of(quotes, year), NormalForm.Words(value).Sum(static w => w.Length))),
            FieldKind.Number => (value[0] != '-' || quotes.Contains(value, StringComparison.Ordinal)) && (NormalForm.Numbers(quotes).Contains(NormalForm.Number(value)) || Stands(value, quotes, Plain) || (!quotes.Any(char.IsAsciiDigit) && IsNumberWord(value, quotes))),
            // Part of a code or an id is another.
            _ => IsReadAs(value, quotes, whole: true) || ((kind == FieldKind.DrugCode || field == "request.services[].code") && HasPaddedCode(value, quotes)),
        };
    }

    /// <summary>Whether the value stands in the quotes but for what parts its characters, and for letters and digits that are read for each other: GO299 is G0299. Part of a number is not the number.</summary>
    private static bool IsReadAs(string value, string quotes, bool whole = false) => Stands(value, quotes, Folded, whole) || Stands(value.ToUpperInvariant(), quotes.ToUpperInvariant(), Folded, whole);

    private static bool Stands(string value, string quotes, Func<char, char> write, bool whole = false)
    {
        string sought = Written(value, write, null);
        List<int> places = [];
        string among = Written(quotes, write, places);
        if (sought.Length == 0) return true;
        for (int at = among.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = among.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            if (!IsPart(quotes, places[at], places[at + sought.Length - 1]) && !(whole && GoesOn(quotes, places[at], places[at + sought.Length - 1]))) return true;
        }

        return false;
    }

    /// <summary>Whether a number goes on before the first or behind the last character, or a word before the first: 'reactive' of 'nonreactive'.</summary>
    private static bool IsPart(string text, int first, int last) =>
        (char.IsLetter(text[first]) && first > 0 && char.IsLetter(text[first - 1]) && char.IsLower(text[first]) == char.IsLower(text[first - 1]))
        || (char.IsAsciiDigit(text[first]) && first > 0 && (char.IsAsciiDigit(text[first - 1]) || (text[first - 1] is '.' or ',' && first > 1 && char.IsAsciiDigit(text[first - 2]))))
        || (char.IsAsciiDigit(text[last]) && last + 1 < text.Length && (char.IsAsciiDigit(text[last + 1]) || (text[last + 1] is '.' or ',' && last + 2 < text.Length && char.IsAsciiDigit(text[last + 2]))));

    private static bool GoesOn(string text, int first, int last) =>
        (first > 0 && IsCode(text[first - 1])) || (last + 1 < text.Length && IsCode(text[last + 1]));

    private static bool IsCode(char c) => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c);

    private static char Plain(char c) => char.IsLetterOrDigit(c) ? char.ToUpperInvariant(c) : '\0';

    private static char Folded(char c) => char.IsAsciiLetterOrDigit(c) || c is '|' or '!' or '$' or '\u00a7' ? LookAlikes.Fold(c) : '\0';

    /// <summary>What is written of each character, but for those of which nothing is, with the place of each in the text.</summary>
    private static string Written(string text, Func<char, char> write, List<int>? places)
    {
        char[] kept = new char[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (write(text[i]) is not (not '\0' and var written)) continue;
            kept[length++] = written;
            places?.Add(i);
        }

        return new(kept, 0, length);
    }

    private static bool HasWords(string value, string quotes, double share, int letters = int.MaxValue)
    {
        var words = NormalForm.Words(value);
        var among = NormalForm.Words(quotes);
        if (words.Any(w => !DrugNames.IsForm(w)) && !among.Any(DrugNames.IsForm)) words = words.RemoveAll(DrugNames.IsForm);
        if (words.IsEmpty) return Stands(value, quotes, Plain);
        if (words.Any(w => NormalForm.IsNumber(w) && !among.Any(a => a == w || CitedWords.InDigits(a) == w))) return false;
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

    /// <summary>A day, or a month of a year, as a whole (<see cref="WrittenDay"/>); of a year its two or four digits.</summary>
    private static bool HasDate(string value, string quotes)
    {
        if (IsoDay().IsMatch(value)) return WrittenDay.Stands(value, quotes);
        if (IsoMonth().IsMatch(value)) return WrittenDay.MonthStands(value, quotes);
        return WrittenDay.YearStands(value, quotes);
    }

    [GeneratedRegex(@"^\d{4}-\d\d$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsoMonth();

    /// <summary>An NDC of eleven digits written in ten: one of its three parts lacks the zero that it begins with (4-4-2, 5-3-2 or 5-4-1).</summary>
    private static bool HasPaddedCode(string value, string quotes) =>
        value.Length == 11 && value.All(char.IsAsciiDigit) && Array.Exists(PartStarts, at => value[at] == '0' && Stands(value.Remove(at, 1), quotes, Plain, whole: true));

    private static readonly int[] PartStarts = [0, 5, 9];
}
