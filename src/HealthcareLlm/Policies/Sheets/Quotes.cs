using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>Finds a quote in a passage, whatever white space divides its words.</summary>
internal static class Quotes
{
    internal static TextSpan? Find(string text, string quote)
    {
        string[] words = quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        for (int start = text.IndexOf(words[0], StringComparison.Ordinal); start >= 0; start = text.IndexOf(words[0], start + 1, StringComparison.Ordinal))
        {
            int at = start;
            if (words.All(word => Take(text, ref at, word))) return new(start, at);
        }

        return null;
    }

    private static bool Take(string text, ref int at, string word)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return false;
        at += word.Length;
        return true;
    }
}
