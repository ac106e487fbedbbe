using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// What the words beside a code say of its chapter. They never make a code: they tell which letter a mark was that recognition put in the letter's
/// place, and cast doubt on a letter that they speak against.
/// </summary>
internal static class DiseaseChapters
{
    // From S on, codes tell of injuries, causes and circumstances in words of every chapter.
    private const char LastDisease = 'R';

    private static readonly Lazy<ImmutableArray<Chapter>> s_chapters = new(() => [.. RuleFiles.Read("icd-chapters.tsv", 3).Select(r => new Chapter(r[0][0], r[1][..2], r[1][3..], new(@"\b(?:(?:hyper|hypo|pan|poly|post|non|peri|endo|intra|sub|micro|macro|hemi|para|an|dys|meso|osteo|bronchio)-?)?(?:" + r[2] + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10))))]);

    /// <summary>The letters of the chapters whose diseases the words name; empty where no word is known.</summary>
    internal static string Of(string words) => new([.. s_chapters.Value.Where(c => c.Words.IsMatch(words)).Select(c => c.Letter)]);

    /// <summary>Whether the classification has such a category, as far as its chapters go.</summary>
    internal static bool IsPossible(string code) => code.Length >= 3 && s_chapters.Value.Any(c => c.Letter == code[0] && string.CompareOrdinal(code, 1, c.First, 0, 2) >= 0 && string.CompareOrdinal(code, 1, c.Last, 0, 2) <= 0);

    /// <summary>Whether the words bear out a code: one of them belongs to its chapter.</summary>
    internal static bool BearOut(string words, string code) => IsPossible(code) && Of(words).Contains(code[0], StringComparison.Ordinal);

    /// <summary>
    /// Judges a code that recognition read: a letter that was mended is settled by the words, a clear one doubted where every known word tells of other chapters.
    /// </summary>
    internal static EntryLeaf[] Judge(EntryLeaf code, char seen, string words)
    {
        string told = Of(words), letters = LookAlikes.LettersOf(seen);
        if (char.IsAsciiLetter(seen))
        {
            bool against = told.Length > 0 && code.Value[0] <= LastDisease && !told.Contains(code.Value[0], StringComparison.Ordinal);
            return [against || !IsPossible(code.Value) ? code with { Doubt = Doubt.Unreadable } : code];
        }

        var possible = letters.Select(l => l + code.Value[1..]).Where(IsPossible).ToList();
        var borneOut = possible.FindAll(c => told.Contains(c[0], StringComparison.Ordinal));
        if (borneOut.Count == 1) return [code with { Value = borneOut[0], Repaired = true, IsBorneOut = true }];
        // No word speaks: a mark that is one letter alone may stand for it.
        if (told.Length == 0 && possible.Count == 1 && possible[0][0] is 'I' or 'Z' or 'G') return [code with { Value = possible[0], Repaired = true }];
        if (possible.Count == 0) return [code with { Doubt = Doubt.NotOfItsKind }];
        return [.. possible.Select((c, i) => code with { Value = c, Repaired = true, Doubt = Doubt.Unreadable, Score = code.Score * (1 - (0.1 * i)) })];
    }

    private sealed record Chapter(char Letter, string First, string Last, Regex Words);
}
