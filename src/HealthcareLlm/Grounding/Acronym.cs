using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>First letters that stand for words: 'LLL' is the left lower lobe, 'CRRT' continuous renal replacement therapy.</summary>
internal static class Acronym
{
    private static readonly HashSet<string> s_left = [.. "of the and a an in on to for with by".Split(' ')];

    /// <summary>Whether a text has the first letters of a name of three words and more as one word of capitals, or the words of a name that is such letters.</summary>
    internal static bool Bears(string name, string text)
    {
        var words = Words(name);
        if (words.Count >= Least && Holds(text, Letters(words))) return true;
        if (words.Count != 1 || name.Length < Least || !name.All(char.IsAsciiLetterUpper)) return false;
        var other = Words(text);
        for (int i = 0; i + name.Length <= other.Count; i++)
        {
            if (Letters(other.GetRange(i, name.Length)) == name) return true;
        }

        return false;
    }

    /// <summary>Where a text has the first letters of a name together with the words before it in the statement ('acute liver failure' is ALF), or behind a word of severity those of a name of two words ('severe AR'); null where it has not.</summary>
    internal static int? WithinAt(string statement, TextSpan name, string text)
    {
        var words = Words(name.In(statement));
        var before = Words(statement[Math.Max(0, name.Start - Ahead)..name.Start]);
        for (int count = 1; count <= Math.Min(2, before.Count); count++)
        {
            string letters = Letters([.. before.GetRange(before.Count - count, count), .. words]);
            if (letters.Length >= Least && At(text, letters) is { } at) return at;
        }

        if (words.Count != 2) return null;
        foreach (Match graded in s_graded.Value.Matches(text))
        {
            if (graded.Groups[1].Value == Letters(words)) return graded.Index;
        }

        return null;
    }

    /// <summary>Whether a text has a side and what follows it as one word of capitals: 'left atrium' is LA.</summary>
    internal static bool BearsFrom(string statement, int at, string text)
    {
        var words = Words(statement[at..Math.Min(statement.Length, at + Ahead)]);
        for (int count = 2; count <= Math.Min(4, words.Count); count++)
        {
            if (Holds(text, Letters(words.GetRange(0, count)))) return true;
        }

        return words.Count > 1 && words[1].StartsWith("ventric", StringComparison.OrdinalIgnoreCase) && Holds(text, Letters(words.GetRange(0, 2)) + "EF");
    }

    private const int Least = 3, Ahead = 48;

    private static string Letters(List<string> words) => string.Concat(words.Select(static w => char.ToUpperInvariant(w[0])));

    private static bool Holds(string text, string letters) => At(text, letters) is not null;

    private static int? At(string text, string letters)
    {
        for (int at = text.IndexOf(letters, StringComparison.Ordinal); at >= 0; at = text.IndexOf(letters, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + letters.Length == text.Length || !char.IsLetterOrDigit(text[at + letters.Length]))) return at;
        }

        return null;
    }

    private static List<string> Words(string text) => [.. s_word.Value.Matches(text).Select(static m => m.Value).Where(static w => !s_left.Contains(w))];

    // Two letters alone are too many things.
    private static readonly Lazy<SievedPattern> s_graded = Pattern.Sieved(@"\b(?:[Ss]evere|[Mm]oderate|[Mm]ild|[Tt]race|[Cc]ritical|[Aa]cute|[Cc]hronic|[Bb]icuspid|[Cc]ongenital|[Kk]nown|[Nn]ew|[Ss]/[Pp]|[Hh]/[Oo]|[Hh]x of) ([A-Z]{2})(?![\w/])", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> s_word = Pattern.Sieved("[A-Za-z]+", RegexOptions.CultureInvariant);
}
