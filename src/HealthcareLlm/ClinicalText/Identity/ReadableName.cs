namespace HealthcareLlm.ClinicalText.Identity;

/// <summary>
/// Whether what was recognized where a name should stand can be read as one. A page is another patient's only by a name that can be read:
/// letters in a comb of boxes, or words run together, name nobody.
/// </summary>
internal static class ReadableName
{
    // Letters of a word that has no vowel, from which on it is no name: 'Ng' is one, 'RJR' (an initial and a suffix run together) is not.
    private const int WithoutVowel = 3;

    private const string Vowels = "aeiouy";

    /// <summary>What can be read of a name in normal form: its words that may be a name's (letters, with a vowel where they are long); null where two of them do not remain.</summary>
    internal static string? Of(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] readable = Array.FindAll(words, static w => w.All(static c => char.IsLetter(c) || c is '-' or '\'' or '\u2019' or '.' or ',') && (w.Count(char.IsLetter) < WithoutVowel || w.Any(IsVowel)));
        return readable.Length == words.Length ? name : readable.Count(static w => w.Length > 1) >= 2 ? string.Join(' ', readable) : null;
    }

    /// <summary>Whether a text looks like the boxes that held a name: letters with bars or brackets between them.</summary>
    internal static bool IsComb(string text) => text.Count(static c => c is '|' or '[' or ']' or '{' or '}') >= 2 && text.Count(char.IsLetter) >= 3 && !text.Contains("[x]", StringComparison.OrdinalIgnoreCase) && !text.Contains("[ ]", StringComparison.Ordinal);

    // Without its accent: what is not of the Latin alphabet's plain letters counts as one.
    private static bool IsVowel(char c) => char.IsLetter(c) && (!char.IsAsciiLetter(c) || Vowels.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal));
}
