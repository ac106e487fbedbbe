using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What all finders share: making a mention, looking at what stands around a place.</summary>
internal static class Find
{
    internal static Mention Mention(MentionType type, TextSpan span, TextSpan name, string rule, params ImmutableArray<MentionPart> parts) =>
        new(type, span, name, Assertion.Default, rule) { Parts = parts };

    internal static MentionPart Part(string name, string text, TextSpan span) => new(name, span.In(text), span);

    /// <summary>The part of the same line before an offset, at most <paramref name="most"/> units.</summary>
    internal static ReadOnlySpan<char> Before(string text, int offset, int most)
    {
        int start = Math.Max(0, offset - most);
        var before = text.AsSpan(start, offset - start);
        int line = before.LastIndexOfAny('\n', '\f');
        return line < 0 ? before : before[(line + 1)..];
    }

    /// <summary>The part of the same line from an offset on, at most <paramref name="most"/> units.</summary>
    internal static ReadOnlySpan<char> After(string text, int offset, int most)
    {
        var after = text.AsSpan(offset, Math.Min(most, text.Length - offset));
        int line = after.IndexOfAny('\n', '\f');
        return line < 0 ? after : after[..line];
    }

    /// <summary>The line that holds an offset, at most 400 units on either side.</summary>
    internal static TextSpan LineAt(string text, int offset) =>
        new(offset - Before(text, offset, 400).Length, offset + After(text, offset, 400).Length);

    /// <summary>The sentence that holds an offset, or its line where it stands in none.</summary>
    internal static TextSpan SentenceAt(SectionedText text, int offset)
    {
        int index = text.SentenceAt(offset);
        return index >= 0 ? text.Sentences[index].Span : LineAt(text.Text, offset);
    }

    /// <summary>The category of the section that holds an offset.</summary>
    internal static SectionCategory CategoryAt(SectionedText text, int offset) =>
        text.Sections.Length == 0 ? SectionCategory.Other : text.Sections[text.SectionAt(offset)].Category;

    internal static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ',' or ';' or ':' or '-' or '\u2013' or '\u2022' or '.' or '*')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or ':' or '-' or '\u2013' or '.')) end--;
        return new(start, end);
    }
}
