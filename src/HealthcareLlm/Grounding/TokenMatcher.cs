using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether letters and digits stand in a text as a whole: spaces, hyphens and points between them do not matter, but what stands before and after must not
/// go on. '5 mg' does not stand in '15 mg', nor '5' in '0.5', nor an id in a longer one.
/// </summary>
internal static class TokenMatcher
{
    /// <summary>Whether the value stands whole in the text. With <paramref name="lookAlikes"/>, characters that readers of print confuse count as the same.</summary>
    internal static bool Holds(string text, string value, bool lookAlikes = false) => Find(text, value, lookAlikes) is not null;

    /// <summary>Where the value stands whole in the text, the first time; null where it does not.</summary>
    internal static TextSpan? Find(string text, string value, bool lookAlikes = false)
    {
        var (wanted, _) = Compact(value, lookAlikes);
        if (wanted.Length == 0) return null;
        var (compact, offsets) = Compact(text, lookAlikes);
        for (int at = compact.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = compact.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            if (IsWhole(text, offsets[at], offsets[at + wanted.Length - 1] + 1)) return new(offsets[at], offsets[at + wanted.Length - 1] + 1);
        }

        return null;
    }

    /// <summary>Whether a span of a text begins and ends where a word or number does.</summary>
    internal static bool IsWhole(string text, int start, int end) => BeginsToken(text, start) && EndsToken(text, end);

    private static bool BeginsToken(string text, int start)
    {
        if (start == 0) return true;
        char before = text[start - 1], first = text[start];
        if (char.IsAsciiDigit(first))
        {
            if (char.IsAsciiDigit(before)) return false;
            // A decimal's fraction, or the thousands of a longer number.
            return !(before is '.' or ',' && start > 1 && char.IsAsciiDigit(text[start - 2]));
        }

        return !char.IsLetter(before) || (char.IsLower(before) && char.IsUpper(first));
    }

    private static bool EndsToken(string text, int end)
    {
        if (end == text.Length) return true;
        char after = text[end], last = text[end - 1];
        if (char.IsAsciiDigit(last))
        {
            if (char.IsAsciiDigit(after)) return false;
            return !(after is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]));
        }

        if (!char.IsLetter(after) || (char.IsLower(last) && char.IsUpper(after))) return true;
        // A plural is the same word.
        return after is 's' && (end + 1 == text.Length || !char.IsLetter(text[end + 1]));
    }

    private static (string Compact, List<int> Offsets) Compact(string text, bool lookAlikes)
    {
        var compact = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (!char.IsLetterOrDigit(c) && !(lookAlikes && c is '|' or '!' or '$' or '§')) continue;
            compact.Append(lookAlikes ? LookAlikes.Fold(c) : char.ToUpperInvariant(c));
            offsets.Add(i);
        }

        return (compact.ToString(), offsets);
    }
}
