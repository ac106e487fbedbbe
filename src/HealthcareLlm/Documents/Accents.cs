using System.Text;

namespace HealthcareLlm.Documents;

/// <summary>
/// Letters without their accents, ligatures and fractions in plain letters. Written out, since the runtime does not decompose characters where globalization is
/// invariant (<c>InvariantGlobalization</c>), as it is here for the same result on every machine. Latin-1 and Latin Extended-A (Unicode blocks 0080–017F).
/// </summary>
public static class Accents
{
    private const string Plain =
        "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty" // 00C0–00FF
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"; // 0100–017F

    /// <summary>The text with every such letter in its plain form (é as e, æ as ae, ß as ss, ﬁ as fi, ½ as 1/2); combining accents dropped; anything else as it stands.</summary>
    public static string Dropped(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            string? more = c switch
            {
                >= '\u0300' and <= '\u036F' => string.Empty,
                '\u00C6' => "AE",
                '\u00E6' => "ae",
                '\u00DF' => "ss",
                '\u00DE' => "Th",
                '\u00FE' => "th",
                '\u0152' => "OE",
                '\u0153' => "oe",
                '\u0132' => "IJ",
                '\u0133' => "ij",
                '\uFB00' => "ff",
                '\uFB01' => "fi",
                '\uFB02' => "fl",
                '\uFB03' => "ffi",
                '\uFB04' => "ffl",
                '\u00BC' => Fraction(plain, "1/4"),
                '\u00BD' => Fraction(plain, "1/2"),
                '\u00BE' => Fraction(plain, "3/4"),
                '\u00B2' => "2",
                '\u00B3' => "3",
                '\u00A0' => " ",
                _ => null,
            };
            if (more is not null) plain.Append(more);
            else plain.Append(c is >= '\u00C0' and <= '\u017F' and not ('\u00D7' or '\u00F7') ? Plain[c - '\u00C0'] : c);
        }

        return plain.ToString();
    }

    /// <summary>1½ is 1 1/2.</summary>
    private static string Fraction(StringBuilder before, string fraction) => before.Length > 0 && char.IsAsciiDigit(before[^1]) ? " " + fraction : fraction;
}
