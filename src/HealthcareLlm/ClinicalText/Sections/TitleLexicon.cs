using System.Numerics;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>What a title says.</summary>
/// <param name="Category">Category of the section that it opens.</param>
/// <param name="IsPart">Whether it names a part of an examination or review of systems ('HEENT').</param>
/// <param name="Rule">Id of the rule.</param>
internal sealed record TitleEntry(SectionCategory Category, bool IsPart, string Rule);

/// <summary>The titles of rules/sections.tsv, compared without case, spaces and punctuation, with a little room for OCR damage.</summary>
internal sealed class TitleLexicon
{
    private const int LongestKey = 60;

    /// <summary>Words in capitals whose nearest title is kept, at most.</summary>
    private const int MostKnown = 4_096;

    private static readonly Lazy<TitleLexicon> s_shared = new(static () => new());

    private static readonly string[] s_before =
        ["current", "brief", "pertinent", "relevant", "updated", "complete", "todays", "focused", "initial", "recent", "additional", "patients", "repeat", "limited", "detailed", "general", "pediatric", "final"];

    private static readonly string[] s_after =
        ["onadmission", "atadmission", "ondischarge", "atdischarge", "upondischarge", "uponadmission", "atthetimeofdischarge", "attimeofdischarge", "attimeofadmission", "athome", "continued", "contd", "cont", "today", "performed", "obtained", "asfollows", "including", "reviewed", "list", "section", "details", "prior"];

    private readonly Dictionary<string, TitleEntry> _titles = new(StringComparer.Ordinal);
    private readonly List<(string Key, uint Letters, TitleEntry Entry)>[] _byLength = [.. Enumerable.Range(0, LongestKey + 1).Select(static _ => new List<(string, uint, TitleEntry)>())];

    private readonly Remembered<TitleEntry?> _damaged = new(MostKnown);

    private TitleLexicon()
    {
        foreach (var row in RuleFiles.Read("sections.tsv", 6))
        {
            bool part = row[1] == "sub-exam";
            var category = part ? SectionCategory.Exam : Enum.Parse<SectionCategory>(row[1], ignoreCase: true);
            var entry = new TitleEntry(category, part, row[0]);
            foreach (string title in row[2].Split('|'))
            {
                string key = KeyOf(title);
                if (_titles.TryAdd(key, entry) && key.Length is >= TitleDistance.Shortest and <= LongestKey) _byLength[key.Length].Add((key, Letters(key), entry));
            }
        }
    }

    /// <summary>The lexicon; read on first use.</summary>
    internal static TitleLexicon Shared => s_shared.Value;

    /// <summary>What titles are compared by: lower-case letters and digits, with <c>and</c> for <c>&amp;</c>, <c>/</c> and <c>+</c>.</summary>
    internal static string KeyOf(ReadOnlySpan<char> title)
    {
        Span<char> key = stackalloc char[Math.Min(title.Length, 100) * 3];
        int length = 0;
        foreach (char c in title[..Math.Min(title.Length, 100)])
        {
            if (char.IsLetterOrDigit(c))
            {
                key[length++] = char.ToLowerInvariant(c);
            }
            else if (c is '&' or '/' or '+')
            {
                "and".CopyTo(key[length..]);
                length += 3;
            }
        }

        return key[..length].ToString();
    }

    /// <summary>The title, exactly or with a qualifier before or after it ('current medications', 'labs on admission'); null where it is none.</summary>
    internal TitleEntry? Lookup(ReadOnlySpan<char> title)
    {
        string key = KeyOf(WithoutParentheses(title));
        if (key.Length is 0 or > LongestKey + 20) return null;
        if (_titles.TryGetValue(key, out var entry)) return entry;
        foreach (string before in s_before)
        {
            if (key.StartsWith(before, StringComparison.Ordinal) && _titles.TryGetValue(key[before.Length..], out entry) && !entry.IsPart) return entry;
        }

        foreach (string after in s_after)
        {
            if (key.EndsWith(after, StringComparison.Ordinal) && _titles.TryGetValue(key[..^after.Length], out entry) && !entry.IsPart) return entry;
        }

        return null;
    }

    /// <summary>The nearest title that recognition may have read so (<see cref="TitleDistance"/>); null where there is none or two of different kinds are as near.</summary>
    internal TitleEntry? LookupDamaged(ReadOnlySpan<char> title)
    {
        string key = KeyOf(WithoutParentheses(title));
        return TitleDistance.Allowed(key.Length) == 0 || key.Length > LongestKey ? null : _damaged.Of(key, Nearest);
    }

    private TitleEntry? Nearest(string key)
    {
        int allowed = TitleDistance.Allowed(key.Length);
        uint letters = Letters(key);
        TitleEntry? best = null;
        int bestDistance = allowed + 1;
        for (int length = Math.Max(TitleDistance.Shortest, key.Length - 2); length <= Math.Min(LongestKey, key.Length + 2); length++)
        {
            foreach (var (candidate, candidateLetters, entry) in _byLength[length])
            {
                // Each error takes away and adds a letter or two.
                if (BitOperations.PopCount(letters ^ candidateLetters) > 5) continue;
                int distance = TitleDistance.Between(key, candidate, Math.Min(bestDistance, TitleDistance.Allowed(candidate.Length)));
                if (distance > TitleDistance.Allowed(candidate.Length)) continue;
                if (distance < bestDistance) (best, bestDistance) = (entry, distance);
                else if (distance == bestDistance && (best?.Category != entry.Category || best.IsPart != entry.IsPart)) best = null;
            }
        }

        return bestDistance <= allowed ? best : null;
    }

    private static ReadOnlySpan<char> WithoutParentheses(ReadOnlySpan<char> title)
    {
        int open = title.IndexOf('(');
        return open > 2 && !title[open..].StartsWith("(es)") && !title[open..].StartsWith("(s)") ? title[..open] : title;
    }

    private static uint Letters(string key)
    {
        uint letters = 0;
        foreach (char c in key) letters |= 1u << (c is >= 'a' and <= 'z' ? c - 'a' : 26);
        return letters;
    }
}
