using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>Normal forms in which values are compared. Written for the judge alone; nothing of it is used to make results.</summary>
public static class NormalForm
{
    /// <summary>The first three letters of each month, January first, in lower case.</summary>
    internal static ImmutableArray<string> Months { get; } = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The comparable form of a value of that kind. What only differs in letters' case, spaces or the separators that a kind allows is equal; nothing else is.</summary>
    public static string Of(FieldKind kind, string value) => kind switch
    {
        FieldKind.Identifier or FieldKind.Compact or FieldKind.Npi or FieldKind.Phone or FieldKind.TaxId or FieldKind.DrugCode or FieldKind.Modifier =>
            Kept(value, char.IsLetterOrDigit).ToUpperInvariant(),
        FieldKind.ServiceCode => Kept(value, char.IsLetterOrDigit).ToUpperInvariant(),
        FieldKind.DiagnosisCode => Kept(value, c => !char.IsWhiteSpace(c)).ToUpperInvariant(),
        FieldKind.Date or FieldKind.PartialDate => value.Trim(),
        FieldKind.Number => Number(value),
        FieldKind.Choice or FieldKind.State => value.Trim().ToUpperInvariant(),
        _ => string.Join(' ', Words(value)),
    };

    /// <summary>
    /// The words of a text: lower case, accents and punctuation dropped, a number and the letters that touch it parted, thousands' commas dropped,
    /// zeros at the end of a fraction dropped, a leading point completed (<c>40.0mg</c> is <c>40</c>, <c>mg</c>; <c>.5</c> is <c>0.5</c>), a minus before a number kept. Signs that change a value stay: less, greater, percent, plus.
    /// </summary>
    public static ImmutableArray<string> Words(string text) => Known.Of(text, Parted);

    private static readonly KnownTexts<string, ImmutableArray<string>> Known = new(100_000);

    private static ImmutableArray<string> Parted(string text)
    {
        string folded = Folded(text);
        var words = ImmutableArray.CreateBuilder<string>(Math.Min(folded.Length / 3, 64) + 1);
        for (int at = 0; at < folded.Length;)
        {
            int end = WordEnd(folded, at);
            if (end > at) words.Add(char.IsAsciiDigit(folded[end - 1]) ? Number(folded[at..end]) : folded[at..end]);
            at = Math.Max(end, at + 1);
        }

        return words.DrainToImmutable();
    }

    /// <summary>The numbers of a text in their shortest writing, in order.</summary>
    public static ImmutableArray<string> Numbers(string text) => [.. Words(text).Where(IsNumber)];

    /// <summary>Whether a word of <see cref="Words"/> is a number, with its sign where it has one.</summary>
    internal static bool IsNumber(string word) => char.IsAsciiDigit(word[^1]);

    /// <summary>A number in its shortest writing: <c>1,500.0</c> is <c>1500</c>; anything else as it stands.</summary>
    public static string Number(string text)
    {
        string plain = text.Trim();
        // A comma parts thousands, or it is none that is known: 1,5 is not 15.
        if (plain.Contains(',', StringComparison.Ordinal))
        {
            string[] groups = plain.Split('.')[0].TrimStart('-').Split(',');
            if (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(static g => g.Length != 3)) return plain;
            plain = plain.Replace(",", string.Empty, StringComparison.Ordinal);
        }

        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("0.############", CultureInfo.InvariantCulture)
            : plain;
    }

    private static string Kept(string text, Func<char, bool> keep)
    {
        Span<char> kept = text.Length <= 512 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (keep(c)) kept[length++] = c;
        }

        return new(kept[..length]);
    }

    private static string Folded(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (char c in Accents.Dropped(text))
        {
            if (c is '\u2264' or '\u2265')
            {
                folded.Append(c == '\u2264' ? "<=" : ">=");
                continue;
            }

            folded.Append(c switch
            {
                '\u2019' or '\u2018' => '\'',
                '\u00b5' or '\u03bc' => 'u',
                '\u2212' or '\u2013' => '-',
                _ => char.ToLowerInvariant(c),
            });
        }

        return folded.ToString();
    }

    /// <summary>
    /// The end of the word that begins at a place, or the place itself where none does: a number with its thousands and fraction; letters with an inner apostrophe; a sign that changes a value.
    /// In one pass, since every value of every case goes through here; after a sign or a point that begins a number it is <c>[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?|\p{L}+('\p{L}+)?|[&lt;&gt;%+≤≥]</c>, first alternative first.
    /// </summary>
    private static int WordEnd(string text, int at)
    {
        char first = text[at];
        if (first is '-' or '.' && LeadsNumber(text, at)) return WordEnd(text, at + 1);
        if (char.IsAsciiDigit(first))
        {
            int end = Digits(text, at);
            if (end - at <= 3)
            {
                while (end < text.Length && text[end] == ',' && Digits(text, end + 1) >= end + 4) end += 4;
            }

            return end < text.Length && text[end] == '.' && Digits(text, end + 1) is var fraction && fraction > end + 1 ? fraction : end;
        }

        if (char.IsLetter(first))
        {
            int end = Letters(text, at);
            return end < text.Length && text[end] == '\'' && Letters(text, end + 1) is var more && more > end + 1 ? more : end;
        }

        if (first is '<' or '>' && at + 1 < text.Length && text[at + 1] == '=') return at + 2;
        return first is '<' or '>' or '%' or '+' or '\u2264' or '\u2265' ? at + 1 : at;
    }

    /// <summary>Whether a sign or a point begins a number: <c>-2.5</c> and <c>.5</c>, but not the hyphen of <c>2.5-5</c>, of <c>A-1</c>, or the point that ends a sentence before a number.</summary>
    private static bool LeadsNumber(string text, int at)
    {
        if (at + 1 == text.Length || (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or ','))) return text[at] == '.' && at > 0 && at + 1 < text.Length && text[at - 1] is '-' or '/' && char.IsAsciiDigit(text[at + 1]);
        return char.IsAsciiDigit(text[at + 1]) || (text[at] != '.' && text[at + 1] == '.' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2]));
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static int Letters(string text, int at)
    {
        while (at < text.Length && char.IsLetter(text[at])) at++;
        return at;
    }
}
