using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads codes by their grammar; look-alikes are mended where the grammar leaves one reading.</summary>
internal static partial class CodeReadings
{
    private const int TimeLimit = 10_000;

    /// <summary>CPT and HCPCS codes in the words, in order, each with the modifiers that hang on it by a hyphen.</summary>
    internal static IEnumerable<(Reading Code, string System, Reading[] Modifiers)> Services(string words)
    {
        foreach (Match match in ServiceRun().Matches(words))
        {
            string raw = match.Groups["c"].Value;
            if (Mend(raw) is not { } code) continue;
            var modifiers = match.Groups["m"].Captures.Select(m => new Reading(m.Value.ToUpperInvariant(), m.Index, m.Index + m.Length)).ToArray();
            int start = match.Groups["c"].Index;
            yield return (new(code, start, start + raw.Length, !code.Equals(raw, StringComparison.OrdinalIgnoreCase)), char.IsAsciiLetter(code[0]) ? "HCPCS" : "CPT", modifiers);
        }
    }

    /// <summary>NDCs in the words: eleven digits, or ten with hyphens, padded; ten without hyphens are doubted.</summary>
    internal static IEnumerable<Reading> DrugCodes(string words)
    {
        foreach (Match match in NdcRun().Matches(words))
        {
            string a = Fold(match.Groups["a"].Value), b = Fold(match.Groups["b"].Value), c = Fold(match.Groups["c"].Value);
            bool repaired = a + b + c != match.Groups["a"].Value + match.Groups["b"].Value + match.Groups["c"].Value;
            if (a.Length + b.Length + c.Length is 10 or 11 && !ClinicalText.Mentions.DrugCodes.IsOtherNumber(words, match.Index)) yield return new(a.PadLeft(5, '0') + b.PadLeft(4, '0') + c.PadLeft(2, '0'), match.Index, match.Index + match.Length, repaired);
        }

        foreach (Match match in NdcPlain().Matches(words))
        {
            string digits = new([.. match.Value.Where(char.IsAsciiDigit)]);
            if (ClinicalText.Mentions.DrugCodes.IsOtherNumber(words, match.Index)) continue;
            if (digits.Length == 11) yield return new(digits, match.Index, match.Index + match.Length);
            else if (digits.Length == 10) yield return new(digits, match.Index, match.Index + match.Length, false, Doubt.AmbiguousDrugCode);
        }
    }

    /// <summary>
    /// ICD-10-CM codes in the words, in order, with their dot. Where a label announces them the dot may be absent; in prose it must stand.
    /// </summary>
    internal static IEnumerable<Reading> Diagnoses(string words, bool announced)
    {
        foreach (Match match in DiagnosisRun().Matches(words))
        {
            bool dotted = match.Groups["dot"].Success;
            string head = match.Groups["h"].Value, tail = match.Groups["t"].Value;
            if (!dotted && !announced) continue;
            // Words, years and ages look alike without a dot: a letter and two digits must begin it.
            if (!dotted && !(char.IsAsciiLetterUpper(head[0]) && char.IsAsciiDigit(head[1]))) continue;
            if (!dotted && tail.Length > 0 && !tail.Any(char.IsAsciiDigit)) continue;
            char letter = LookAlikes.LettersOf(head[0]) is { Length: > 0 } letters ? letters[0] : head[0];
            char second = LookAlikeRepair.ToDigit(head[1]);
            char third = head[2] is 'A' or 'a' or 'B' or 'b' ? char.ToUpperInvariant(head[2]) : LookAlikeRepair.ToDigit(head[2]);
            if (!char.IsAsciiLetterUpper(letter) || !char.IsAsciiDigit(second) || !(char.IsAsciiDigit(third) || third is 'A' or 'B')) continue;
            if (!char.IsAsciiLetter(head[0]) && !dotted) continue;
            // '$12.50' is a price.
            if (head[0] == '$' && tail.Length < 3) continue;
            string rest = MendTail(tail);
            // '23A. FVC' is a box and its label: behind the dot stands a digit, or the placeholder.
            if (dotted && !char.IsAsciiDigit(rest[0]) && rest[0] != 'X') continue;
            string code = $"{letter}{second}{third}" + (rest.Length > 0 ? "." + rest : string.Empty);
            string written = head.ToUpperInvariant() + (tail.Length > 0 ? "." + tail.ToUpperInvariant() : string.Empty);
            yield return new(code, match.Index, match.Index + match.Length, code != written);
        }
    }

    /// <summary>
    /// Codes of diagnoses that lost their letter, and perhaps their dot, to recognition, with a disease of their chapter right behind them: '110 hypertension',
    /// '£230 Growth hormone deficiency'.
    /// </summary>
    internal static IEnumerable<Reading> WithoutLetter(string words)
    {
        foreach (Match match in Headless().Matches(words))
        {
            string tail = match.Groups["t"].Value;
            foreach (char letter in LookAlikes.LettersOf(words[match.Index]))
            {
                string code = letter + Fold(match.Groups["h"].Value) + (tail.Length > 0 ? "." + tail : string.Empty);
                if (DiseaseChapters.BearOut(match.Groups["n"].Value, code)) yield return new(code, match.Index, match.Groups["n"].Index - 1, true);
            }
        }
    }

    /// <summary>Modifiers in words that a label announces: pairs of letters and digits.</summary>
    internal static IEnumerable<Reading> Modifiers(string words)
    {
        foreach (Match match in ModifierRun().Matches(words)) yield return new(match.Value.ToUpperInvariant(), match.Index, match.Index + match.Length);
    }

    private static string MendTail(string tail)
    {
        Span<char> mended = stackalloc char[tail.Length];
        for (int i = 0; i < tail.Length; i++)
        {
            char c = char.ToUpperInvariant(tail[i]);
            // The seventh character and the placeholder X are letters; O and I never occur in a tail but as misread digits.
            mended[i] = tail[i] is 'O' or 'o' or 'I' or 'l' or '|' ? LookAlikeRepair.ToDigit(tail[i]) : c;
        }

        return mended.ToString();
    }

    private static string? Mend(string raw)
    {
        // Signs of money are how recognition reads a capital S or E before digits.
        char first = raw[0] switch { '$' or '§' => 'S', '£' or '€' => 'E', var c => c }, last = raw[^1];
        string middle = Fold(raw[1..4]);
        if (!middle.All(char.IsAsciiDigit)) return null;
        int digits = raw.Count(char.IsAsciiDigit);
        if (char.IsAsciiDigit(first))
        {
            char end = last is 'F' or 'T' or 'U' or 'M' or 'A' ? last : LookAlikeRepair.ToDigit(last);
            return digits >= 3 && (char.IsAsciiDigit(end) || char.IsAsciiLetterUpper(end)) ? first + middle + end : null;
        }

        char closing = LookAlikeRepair.ToDigit(last);
        if (!char.IsAsciiDigit(closing)) return null;
        return first is >= 'A' and <= 'V' && digits >= 3 ? first + middle + closing : null;
    }

    private static string Fold(string text) => new([.. text.Select(LookAlikeRepair.ToDigit)]);

    [GeneratedRegex(@"(?<![A-Za-z0-9.$/\-])(?<!-\r?\n[ \t>]{0,40})(?<c>[0-9A-V$§£€][0-9OIlSB]{3}[0-9OIlSBFTUMA])(?:-(?<m>[0-9A-Z]{2})|\s?-\s?(?<m>[0-9A-Z]{2})(?=\s*(?:$|[,;|)\r\n\-]|\s{2})))*(?![A-Za-z0-9]|[./][0-9]|-[0-9]{3})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ServiceRun();

    [GeneratedRegex(@"(?<![0-9A-Za-z\-])(?<a>[0-9OIlSB]{4,5})[\-–](?<b>[0-9OIlSB]{3,4})[\-–](?<c>[0-9OIlSB]{1,2})(?![0-9A-Za-z\-])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NdcRun();

    [GeneratedRegex(@"(?<![0-9A-Za-z\-])[0-9]{10,11}(?![0-9A-Za-z\-])|(?<![0-9A-Za-z\-])[0-9]{5} [0-9]{4} [0-9]{2}(?![0-9A-Za-z\-])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NdcPlain();

    // Behind '1.' of a list a code may follow without a space.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<!(?<!(?:^|[\s(\[])[0-9])\.)(?<h>[A-Za-z0-9|£€§$][0-9OoIlSB|][0-9A-Ba-bOoIlSB|])(?:(?<dot>\s?[.,·]\s?|,\.|\.,)(?<t>[0-9A-Za-z|]{1,4})|(?<t>[0-9A-Za-z]{0,4}))(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex DiagnosisRun();

    private static readonly Lazy<Regex> HeadlessPattern = Pattern.Of(@"(?<![A-Za-z0-9./$])[0-9|£€§](?<h>[0-9OIl|]{2})(?<t>[0-9]{0,3}) (?<n>\p{L}{4}[\p{L} ,\-]{0,60})", RegexOptions.CultureInvariant);

    private static Regex Headless() => HeadlessPattern.Value;

    // A route or a small word in capitals is no modifier.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?!(?:IV|IM|MG|ML|NA|NO|OR|TO|OF|ON|BY|IF|IS|IN)(?![A-Za-z0-9]))(?:[A-Z][A-Z0-9]|[0-9][0-9A-Z])(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ModifierRun();
}
