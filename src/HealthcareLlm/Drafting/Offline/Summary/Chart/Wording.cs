using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Makes a sentence of a fragment without changing what it says.</summary>
internal static class Wording
{
    /// <summary>White space folded, bullet and list number taken off, first letter raised, a full stop at the end.</summary>
    internal static string Sentence(string raw)
    {
        string text = Phrase(raw);
        if (text.Length == 0) return text;
        if (char.IsLower(text[0]) && (text.Length == 1 || !char.IsUpper(text[1]))) text = char.ToUpperInvariant(text[0]) + text[1..];
        return text[^1] is '.' or '!' or '?' ? text : text + ".";
    }

    /// <summary>White space folded, bullet and list number taken off, punctuation at the end taken off.</summary>
    internal static string Phrase(string raw)
    {
        string text = Fold(raw);
        var bullet = Bullet().Match(text);
        if (bullet.Success) text = text[bullet.Length..];
        return text.TrimEnd(' ', ';', ',', ':', '-', '–', '.', '·', '•', '|').TrimStart(' ', ':', ';', ',', '|');
    }

    /// <summary>Every run of white space as one space, none at the ends.</summary>
    internal static string Fold(string raw)
    {
        if (IsFolded(raw)) return raw;
        var text = new StringBuilder(raw.Length);
        foreach (char c in raw)
        {
            if (!char.IsWhiteSpace(c)) text.Append(c);
            else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    private static bool IsFolded(string text)
    {
        bool white = true;
        foreach (char c in text)
        {
            bool now = char.IsWhiteSpace(c);
            if (now && (white || c != ' ')) return false;
            white = now;
        }

        return !white || text.Length == 0;
    }

    /// <summary>Number of words, divided by white space.</summary>
    internal static int CountWords(string text)
    {
        int count = 0;
        bool inside = false;
        foreach (char c in text)
        {
            bool white = char.IsWhiteSpace(c);
            if (!white && !inside) count++;
            inside = !white;
        }

        return count;
    }

    private static SievedPattern Bullet() => BulletPattern.Value;

    private static readonly Lazy<SievedPattern> BulletPattern = Pattern.Sieved(@"^(?:(?:[-–—*•·>#+]|\(?\d{1,2}[.)](?!\d)|\[[ xX]\])\s*)+", RegexOptions.CultureInvariant);
}
