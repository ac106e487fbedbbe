using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>Normal forms in which values are compared. Written for the judge alone; nothing of it is used to make results.</summary>
public static class NormalForm
{
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
    /// zeros at the end of a fraction dropped (<c>40.0mg</c> is <c>40</c>, <c>mg</c>). Signs that change a value stay: less, greater, percent, plus.
    /// </summary>
    public static ImmutableArray<string> Words(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (Match match in Word().Matches(Folded(text)))
        {
            string word = match.Value;
            words.Add(char.IsAsciiDigit(word[0]) ? Number(word) : word);
        }

        return words.ToImmutable();
    }

    /// <summary>The numbers of a text in their shortest writing, in order.</summary>
    public static ImmutableArray<string> Numbers(string text) => [.. Words(text).Where(w => char.IsAsciiDigit(w[0]))];

    /// <summary>A number in its shortest writing: <c>1,500.0</c> is <c>1500</c>; anything else as it stands.</summary>
    public static string Number(string text)
    {
        string plain = text.Trim().Replace(",", string.Empty, StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("0.############", CultureInfo.InvariantCulture)
            : plain;
    }

    private static string Kept(string text, Func<char, bool> keep) => new([.. text.Where(keep)]);

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(c switch
            {
                '\u2019' or '\u2018' => '\'',
                '\u00b5' or '\u03bc' => 'u',
                _ => char.ToLowerInvariant(c),
            });
        }

        return folded.ToString();
    }

    // A number with its thousands and fraction; a word with an inner apostrophe; or a sign that changes a value.
    private static readonly Lazy<Regex> WordPattern = Pattern.Of(@"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[\p{L}]+(?:'[\p{L}]+)?|[<>%+\u2264\u2265]", RegexOptions.CultureInvariant);

    private static Regex Word() => WordPattern.Value;
}
