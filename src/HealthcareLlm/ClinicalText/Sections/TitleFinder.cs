using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Finds titles on one line: at its start, alone on it, or inside it before a colon.</summary>
internal static class TitleFinder
{
    private const int LongestTitle = 80, MostWords = 8;

    /// <summary>Words after which a known title is part of a sentence ('see the plan: …').</summary>
    private static readonly HashSet<string> s_runningWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "of", "in", "to", "for", "with", "and", "or", "per", "see", "under", "his", "her", "their", "our", "this", "that", "from", "by", "on", "as", "no", "other", "following", "any",
    };

    /// <summary>Rule of a title in capitals that no lexicon knows, before its text: it ends sections that would colour what follows.</summary>
    internal const string UnknownInline = "section-unknown-inline";

    private static readonly TitleEntry s_unknownInline = new(SectionCategory.Other, false, UnknownInline);

    private static readonly HashSet<string> s_relatives = new(StringComparer.OrdinalIgnoreCase)
    {
        "mother", "father", "brother", "sister", "siblings", "maternal", "paternal", "grandmother", "grandfather", "children", "parents", "son", "daughter", "uncle", "aunt", "family", "brothers", "sisters",
    };

    /// <summary>The titles of a line, left to right.</summary>
    internal static IEnumerable<Title> Find(string text, Line line, Line? previous, Line? next, bool bold)
    {
        int start = line.Span.Start, end = line.Span.End;
        int content = LinePrefix.Skip(text, start, end, out bool bullet, out bool markup);
        if (content >= end) yield break;
        int from = content;
        if (AtStart(text, line, content, bullet, markup, bold, previous, next) is { } first)
        {
            yield return first with { Start = start };
            from = Math.Min(end, first.Span.End + 1);
            if (first.Form == TitleForm.Alone) yield break;
        }

        foreach (var title in Inside(text, from, end, content, from > content)) yield return title;
    }

    private static Title? AtStart(string text, Line line, int content, bool bullet, bool markup, bool bold, Line? previous, Line? next)
    {
        int end = line.Span.End;
        int colon = text.IndexOf(':', content, Math.Min(LongestTitle, end - content));
        if (colon > content && KnownAt(text, content, colon) is { } entry && CanStartTitle(text, content))
        {
            bool alone = LinePrefix.IsMarkup(text.AsSpan(colon + 1, end - colon - 1));
            return new(Trimmed(text, content, colon), content, alone ? TitleForm.Alone : TitleForm.LineStart, bullet, entry);
        }

        return Alone(text, line, content, bullet, markup || bold, previous, next) ?? BeforeDash(text, content, end, bullet) ?? BeforeProse(text, content, end, bullet);
    }

    private static Title? Alone(string text, Line line, int content, bool bullet, bool emphasized, Line? previous, Line? next)
    {
        int end = line.Span.End;
        while (end > content && text[end - 1] is ':' or '*' or '_' or '#' or '-' or '=' or ' ' or ',') end--;
        if (end - content is < 3 or > LongestTitle || !char.IsUpper(text[content]) || line.Cells.Length > 2) return null;
        var span = new TextSpan(content, end);
        var words = text.AsSpan(content, end - content);
        if (words[^1] is '.' or ';' or '?') return null;
        bool upper = IsUpper(words);
        var known = TitleLexicon.Shared.Lookup(words) ?? TitleLexicon.Shared.LookupDamaged(words) ?? FormBar(text, content, end);
        if (known is { IsPart: true } && !upper && !emphasized) return null;
        if (known is not null && (upper || emphasized || !InsideProse(text, previous, next))) return new(span, content, TitleForm.Alone, bullet, known);
        // A title that no lexicon knows still ends the section before it.
        bool unknown = (upper || emphasized) && !bullet && known is null && line.Cells.Length == 1 && CountLetters(words) >= 5 && !words.ContainsAnyInRange('0', '9') && !words.Contains(',') && CountWords(words) is >= 1 and <= 6
            && next is not null && (previous is null || previous.Block != line.Block || emphasized) && HasLower(text, next.Span);
        return unknown ? new(span, content, TitleForm.Alone, bullet, new(SectionCategory.Other, false, "section-unknown-title")) : null;
    }

    /// <summary>'SECTION 2 – DIAGNOSIS INFORMATION', 'Part B. Prescriber Information'.</summary>
    private static TitleEntry? FormBar(string text, int start, int end)
    {
        int skipped = LinePrefix.SkipSectionNumber(text, start, end);
        return skipped > start && skipped < end ? TitleLexicon.Shared.Lookup(text.AsSpan(skipped, end - skipped)) : null;
    }

    private static Title? BeforeDash(string text, int content, int end, bool bullet)
    {
        for (int i = content + 1; i < Math.Min(end - 1, content + LongestTitle); i++)
        {
            if (text[i] is not ('-' or '–' or '—') || text[i - 1] != ' ' || text[i + 1] != ' ') continue;
            if (!char.IsUpper(text[content])) return null;
            return TitleLexicon.Shared.Lookup(text.AsSpan(content, i - content)) is { } entry ? new(Trimmed(text, content, i), content, TitleForm.LineStart, bullet, entry) : null;
        }

        return null;
    }

    /// <summary>'IMPRESSION Stable disease.': a title in capitals straight before text that is not.</summary>
    private static Title? BeforeProse(string text, int content, int end, bool bullet)
    {
        int wordEnd = content, words = 0, titleEnd = content;
        while (wordEnd < end && words < MostWords)
        {
            int next = text.IndexOf(' ', wordEnd, end - wordEnd);
            if (next < 0) next = end;
            if (!IsUpper(text.AsSpan(wordEnd, next - wordEnd)) && text[wordEnd] is not ('&' or '/')) break;
            titleEnd = next;
            words++;
            wordEnd = next + 1;
            while (wordEnd < end && text[wordEnd] == ' ') wordEnd++;
        }

        if (titleEnd - content < 8 || wordEnd >= end || !char.IsLetterOrDigit(text[wordEnd])) return null;
        var entry = TitleLexicon.Shared.Lookup(text.AsSpan(content, titleEnd - content));
        return entry is null || entry.IsPart ? null : new(new(content, titleEnd), content, TitleForm.LineStart, bullet, entry);
    }

    private static IEnumerable<Title> Inside(string text, int from, int end, int lineContent, bool afterTitle)
    {
        int bound = from;
        for (int colon = NextColon(text, from, end); colon >= 0; colon = NextColon(text, colon + 1, end))
        {
            // '10:30' and 'http://' are no titles.
            if (colon + 1 < end && text[colon + 1] is >= '0' and <= '9' or '/' && colon > from && char.IsDigit(text[colon - 1])) continue;
            if (LongestBefore(text, bound, colon, bound == from && (afterTitle || from == lineContent)) is not { } title) continue;
            yield return title;
            (bound, afterTitle) = (colon + 1, true);
            lineContent = from = bound;
        }
    }

    private static Title? LongestBefore(string text, int bound, int colon, bool boundIsStart)
    {
        Title? best = null;
        int i = colon, words = 0;
        while (i > bound && colon - i < LongestTitle && words < MostWords)
        {
            int wordEnd = i;
            while (wordEnd > bound && char.IsWhiteSpace(text[wordEnd - 1])) wordEnd--;
            int wordStart = wordEnd;
            while (wordStart > bound && !char.IsWhiteSpace(text[wordStart - 1]) && text[wordStart - 1] is not (',' or ';' or '.' or '!' or '?' or ')' or ':' or '*')) wordStart--;
            if (wordStart == wordEnd) break;
            words++;
            var entry = TitleLexicon.Shared.Lookup(text.AsSpan(wordStart, colon - wordStart));
            if (entry is not null && MayStandAt(text, bound, wordStart, colon, boundIsStart)) best = new(Trimmed(text, wordStart, colon), wordStart, TitleForm.Inline, false, entry);
            i = wordStart;
        }

        return best ?? DamagedBefore(text, bound, colon, boundIsStart) ?? UnknownBefore(text, bound, colon);
    }

    /// <summary>A title in capitals that recognition damaged, from a line's start, a comma in place of a line end or the end of a sentence to the colon.</summary>
    private static Title? DamagedBefore(string text, int bound, int colon, bool boundIsStart)
    {
        int start = colon;
        while (start > bound && colon - start < LongestTitle && text[start - 1] is not (',' or ';' or '.' or ')' or ':' or '\n')) start--;
        bool atBound = start == bound;
        while (start < colon && char.IsWhiteSpace(text[start])) start++;
        var words = text.AsSpan(start, colon - start);
        if (colon - start is < TitleDistance.Shortest or >= LongestTitle || (atBound && !boundIsStart) || !IsUpper(words) || CountWords(words) > MostWords) return null;
        return TitleLexicon.Shared.LookupDamaged(words) is { } entry ? new(Trimmed(text, start, colon), start, TitleForm.Inline, false, entry) : null;
    }

    /// <summary>At least two words in capitals from a line's start or the end of a sentence to the colon.</summary>
    private static Title? UnknownBefore(string text, int bound, int colon)
    {
        int start = colon, words = 1;
        while (start > bound && colon - start < LongestTitle && !char.IsLower(text[start - 1]) && text[start - 1] is not ('.' or ';' or ',' or ':' or ')'))
        {
            start--;
            if (text[start] == ' ') words++;
        }

        while (start < colon && char.IsWhiteSpace(text[start])) start++;
        if (words < 2 || colon - start < 10 || !char.IsUpper(text[start]) || !IsUpper(text.AsSpan(start, colon - start)) || text.AsSpan(start, colon - start).ContainsAnyInRange('0', '9')) return null;
        if (start > bound && text[start - 1] is not (' ' or ',')) return null;
        foreach (var range in text.AsSpan(start, colon - start).Split(' '))
        {
            if (s_relatives.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(start, colon - start)[range])) return null;
        }

        return new(new(start, colon), start, TitleForm.Inline, false, s_unknownInline);
    }

    private static bool MayStandAt(string text, int bound, int start, int colon, bool boundIsStart)
    {
        var words = text.AsSpan(start, colon - start).Trim();
        if (!char.IsUpper(words[0]) || words.Length < 2) return false;
        int before = start;
        while (before > bound && char.IsWhiteSpace(text[before - 1])) before--;
        bool upper = IsUpper(words);
        if (before == bound) return boundIsStart || upper;
        char last = text[before - 1];
        if (last is '.' or ';' or '!' or '?' or ')' or '*' or '|') return true;
        // A comma in place of a line end, as in collections of transcribed reports.
        if (last == ',') return upper && words.Length > 2;
        if (start - before >= 2 || text.AsSpan(before, start - before).Contains('\t')) return true;
        int wordStart = before;
        while (wordStart > bound && char.IsLetterOrDigit(text[wordStart - 1])) wordStart--;
        var previous = text.AsSpan(wordStart, before - wordStart);
        if (s_runningWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(previous)) return false;
        // Among abbreviations these few are titles wherever a colon follows them.
        if (words is "PMH" or "PSH" or "PMHX" or "PSHX" or "FHX" or "SHX" or "ROS" or "HPI" or "PMHx" or "PSHx" or "FHx" or "SHx") return true;
        if (upper) return !IsUpper(previous) && last != '-';
        return words.Contains(' ') && EachWordIsCapital(words) && !(previous.Length > 0 && char.IsUpper(previous[0]));
    }

    private static TitleEntry? KnownAt(string text, int start, int colon)
    {
        var words = text.AsSpan(start, colon - start).Trim(" *_");
        if (words.Length == 1) return words[0] is 'S' or 'O' or 'A' or 'P' ? TitleLexicon.Shared.Lookup(words) : null;
        return TitleLexicon.Shared.Lookup(words) ?? FormBar(text, start, colon) ?? (CountWords(words) <= MostWords ? TitleLexicon.Shared.LookupDamaged(words) : null);
    }

    private static bool CanStartTitle(string text, int content) => char.IsLetter(text[content]) || char.IsDigit(text[content]);

    /// <summary>Whether a line is the middle of wrapped prose: what stands above does not end, and what stands below goes on in lower case.</summary>
    private static bool InsideProse(string text, Line? previous, Line? next) =>
        previous is not null && next is not null && char.IsLower(text[next.Span.Start]) && text[previous.Span.End - 1] is not ('.' or ':' or ';' or '!' or '?');

    private static TextSpan Trimmed(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '*' or '_')) end--;
        return new(start, end);
    }

    private static int NextColon(string text, int from, int end) => from >= end ? -1 : text.IndexOf(':', from, end - from);

    /// <summary>Whether words are written in capitals; among many of them a small l is a capital I as recognition reads it.</summary>
    internal static bool IsUpper(ReadOnlySpan<char> words)
    {
        int letters = 0, smallL = 0;
        foreach (char c in words)
        {
            if (c == 'l') smallL++;
            else if (char.IsLower(c)) return false;
            if (char.IsUpper(c)) letters++;
        }

        return letters >= 2 && letters >= smallL * 3;
    }

    private static bool HasLower(string text, TextSpan span)
    {
        foreach (char c in text.AsSpan(span.Start, span.Length))
        {
            if (char.IsLower(c)) return true;
        }

        return false;
    }

    private static int CountLetters(ReadOnlySpan<char> words)
    {
        int letters = 0;
        foreach (char c in words) letters += char.IsLetter(c) ? 1 : 0;
        return letters;
    }

    private static int CountWords(ReadOnlySpan<char> words) => words.Count(' ') + 1;

    private static bool EachWordIsCapital(ReadOnlySpan<char> words)
    {
        bool start = true, any = false;
        int first = 0;
        for (int i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] != ' ')
            {
                if (start) (first, start) = (i, false);
                continue;
            }

            if (!start && !char.IsUpper(words[first]) && i - first > 3) return false;
            any |= !start;
            start = true;
        }

        return any;
    }
}
