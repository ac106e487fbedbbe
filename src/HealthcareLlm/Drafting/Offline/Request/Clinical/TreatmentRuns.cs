using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Divides a run of what was tried into its items: where one ends and the next begins.</summary>
internal static class TreatmentRuns
{
    // Characters of a remark in brackets.
    private const int LongestRemark = 120;

    /// <summary>Items of a run: divided at semicolons, else at commas before what begins another treatment.</summary>
    internal static IEnumerable<TextSpan> Items(ClinicalPage page, TextSpan body)
    {
        string words = body.In(page.Text);
        bool semicolons = words.Contains(';', StringComparison.Ordinal);
        // '1) sertraline … 2) bupropion …': the counts part them, and nothing else does.
        var counted = Counted().Matches(words).Select(m => m.Index).ToList();
        if (counted.Count > 1 && IsLeadIn(page, new(body.Start, body.Start + counted[0])))
        {
            for (int i = 0; i < counted.Count; i++)
            {
                int begin = counted[i] + Counted().Match(words, counted[i]).Length;
                yield return new(body.Start + begin, body.Start + (i + 1 < counted.Count ? counted[i + 1] : words.Length));
            }

            yield break;
        }

        int start = 0, depth = 0;
        for (int i = 0; i <= words.Length; i++)
        {
            if (counted.Count > 1 && counted.Contains(i) && i > start)
            {
                yield return new(body.Start + start, body.Start + i);
                start = i;
            }

            if (i < words.Length)
            {
                if (words[i] is '(') depth++;
                if (words[i] is ')') depth = Math.Max(0, depth - 1);
                // '(Feb-May 2022; flare on taper)': what stands in brackets belongs to the item; a bracket that never closes holds nothing.
                bool held = depth > 0 && words.IndexOf(')', i) is > 0 and var closes && closes - i < LongestRemark;
                bool cut = (words[i] == ';' && !held && !NotBegin().IsMatch(words[(i + 1)..])) || (words[i] == ',' && !semicolons && depth == 0 && BeginsItem(page, body.Start + i + 1));
                if (!cut) continue;
            }

            if (i > start) yield return new(body.Start + start, body.Start + i);
            start = i + 1;
        }
    }

    /// <summary>The sentences of a run that begin with a drug or procedure of their own: 'Sertraline 2024: completed. Venlafaxine 2025, failed.' What begins with anything else goes on with the one before.</summary>
    internal static IEnumerable<TextSpan> Sentences(ClinicalPage page, TextSpan body)
    {
        int start = body.Start;
        foreach (Match stop in SentenceEnd().Matches(body.In(page.Text)))
        {
            int next = body.Start + stop.Index + stop.Length;
            if (next >= body.End || !page.Mentions.Any(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.Start == next)) continue;
            yield return new(start, body.Start + stop.Index);
            start = next;
        }

        yield return new(start, body.End);
    }

    private static readonly Lazy<Regex> SentenceEndPattern = Pattern.Of(@"(?<=[a-z0-9)]{2})\.\s+(?=[A-Z])", RegexOptions.CultureInvariant);

    private static Regex SentenceEnd() => SentenceEndPattern.Value;

    /// <summary>Whether what stands before the first count of a list is none of its items: nothing, or the rest of the question.</summary>
    internal static bool IsLeadIn(ClinicalPage page, TextSpan lead) =>
        lead.Length <= 80 && !page.MentionsIn(lead).Any(m => m.Type is MentionType.Medication or MentionType.Procedure) && !lead.In(page.Text).Any(char.IsAsciiDigit);

    private static bool BeginsItem(ClinicalPage page, int at)
    {
        string next = page.Text[at..Math.Min(page.Text.Length, at + 70)];
        if (NotBegin().IsMatch(next)) return false;
        int lead = next.Length - next.TrimStart().Length;
        if (next.TrimStart().StartsWith("and ", StringComparison.OrdinalIgnoreCase)) lead += 4;
        return page.Mentions.Any(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.Start >= at && m.NameSpan.Start <= at + lead + 18) || ItemWords().IsMatch(next) || ItemDays().IsMatch(next);
    }

    private static readonly Lazy<Regex> CountedPattern = Pattern.Of(@"(?<![^\s])(?:[0-9]{1,2}[.)]|\((?:[0-9]{1,2}|[a-h])\))(?=\s+[A-Za-z])", RegexOptions.CultureInvariant);

    internal static Regex Counted() => CountedPattern.Value;

    private static readonly Lazy<Regex> NotBeginPattern = Pattern.Of(@"^\s*(?:and\s+)?(?:[0-9]|stopped|no\b|not\b|with|without|which|failed|inadequate|ongoing|discontinued|caused|but|then|due|because|from|until|since|partial|minimal|some|relapse|regained|last|one\b|two\b|three\b|four\b|five\b|six\b|single|each|every|given|begun|began|started|ended|still|it (?:was|is|had|did)\b|results?\b|outcome|about|up to|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static Regex NotBegin() => NotBeginPattern.Value;

    // ', CPAP since 11/2021', ', Total contact cast, Sept 2026'
    private static readonly Lazy<Regex> ItemDaysPattern = Pattern.Of(@"^\s*(?:and\s+)?[A-Z][A-Za-z\-]{2,}(?:\s[a-z\-]+){0,3}(?:\s+(?:since|from|in)\s+[0-9]|,\s+(?:since |from |in )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (?:19|20)[0-9]{2})", RegexOptions.CultureInvariant);

    private static Regex ItemDays() => ItemDaysPattern.Value;

    private static readonly Lazy<Regex> ItemWordsPattern = Pattern.Of(@"^\s*(?:and\s+)?(?:[a-z\-]+\s){0,2}(?:therapy|injections?|exercises?|diet|counseling|bracing|brace|acupuncture|surgery|program|massage|ice|rest|stretching|nsaids?|steroids?|physiotherapy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ItemWords() => ItemWordsPattern.Value;
}
