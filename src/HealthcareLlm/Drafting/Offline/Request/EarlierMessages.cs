using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Finds what a message quotes of earlier messages: what was asked for there is not asked for now.</summary>
internal static class EarlierMessages
{
    // A message shorter than this passes another on, and says little itself.
    private const int ShortestMessage = 300;

    /// <summary>Where the first earlier message begins in the text of a page; its length where none does.</summary>
    internal static int Start(string text)
    {
        foreach (Match match in Begins().Matches(text))
        {
            // A second head of a message, or the first quoted line, under a message of its own.
            if (match.Index >= ShortestMessage && OwnLetters(text[..match.Index]) >= ShortestMessage / 2) return match.Index;
        }

        return text.Length;
    }

    // A message whose whole body is quoted is passed on as it stands; its head is none of its words.
    private static int OwnLetters(string text) => text.Split('\n').Where(l => !l.AsSpan().TrimStart().StartsWith(">") && !Head().IsMatch(l)).Sum(l => l.Count(char.IsLetter));

    private static readonly Lazy<Regex> HeadPattern = Pattern.Of(@"^\s*(?:from|to|cc|bcc|date|sent|subject|attach\w*)\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Head() => HeadPattern.Value;

    private static readonly Lazy<Regex> BeginsPattern = Pattern.Of(@"(?m:^)[ \t>]*(?:-{2,}[ \t]*(?:original|forwarded|previous)[ \t]+message|begin forwarded message|on[ \t][^\n]{6,100}(?:\n[^\n]{0,60})?\bwrote:|from:[^\n]{3,100}\n[ \t>]*(?:sent|date|to):|(?:-{10,}|_{10,}|={10,})[ \t]*\n[ \t>]*(?:on[ \t][^\n]{6,100}\bwrote:|from:)|(?:>[^\n]*\n){2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Begins() => BeginsPattern.Value;
}
