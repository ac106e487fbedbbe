namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Splits what a label announces into its items: at semicolons and line ends, else at commas outside of brackets.</summary>
internal static class ListItems
{
    internal static IEnumerable<(string Item, int At)> Split(string words)
    {
        bool semicolons = words.Contains(';', StringComparison.Ordinal);
        int depth = 0, start = 0;
        for (int i = 0; i <= words.Length; i++)
        {
            bool end = i == words.Length;
            if (!end && words[i] is '(' or '[') depth++;
            if (!end && words[i] is ')' or ']') depth = Math.Max(0, depth - 1);
            bool comma = !end && !semicolons && depth == 0 && words[i] == ',' && !(i > 0 && i + 1 < words.Length && char.IsAsciiDigit(words[i - 1]) && char.IsAsciiDigit(words[i + 1]));
            // A list that semicolons divide runs on over its lines.
            if (!end && words[i] is not (';' or '•') && !comma && !(words[i] == '\n' && !(semicolons && depth >= 0 && i + 1 < words.Length && char.IsLower(words[i + 1])))) continue;
            int from = start, to = i;
            while (from < to && !char.IsLetterOrDigit(words[from]) && words[from] is not '(' and not '<' and not '>') from++;
            while (to > from && (char.IsWhiteSpace(words[to - 1]) || words[to - 1] is '.' or ',' or ';')) to--;
            if (from + 3 < to && words.AsSpan(from, 4).Equals("and ", StringComparison.OrdinalIgnoreCase)) from += 4;
            if (to > from) yield return (words[from..to], from);
            start = i + 1;
        }
    }
}
