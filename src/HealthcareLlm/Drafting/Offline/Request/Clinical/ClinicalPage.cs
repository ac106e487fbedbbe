using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>A page of the packet that may tell of the patient's state: its blocks, sentences and mentions.</summary>
internal sealed class ClinicalPage
{
    /// <summary>What is longer is no sentence that anybody wrote.</summary>
    private const int LongestSentence = 2000;

    private ClinicalPage(RequestPage page)
    {
        Page = page;
        Blocks = ClinicalBlocks.Of(page);
        Mentions = [.. page.Document.Mentions.Where(m => page.Page.Span.Contains(m.Span) && m.Assertion.Experiencer == Experiencer.Patient)];
        Sentences = [.. Whole(page, page.Document.Sentences.Where(s => page.Page.Span.Contains(s.Span)).Select(s => s.Span)).SelectMany(s => Items(page, s)).Where(s => s.Length <= LongestSentence)];
        // A section of allergies that ran on over another title, or over what was taken, holds drugs.
        Mentions = [.. Mentions.Select(m => AllergyList.IsDrug(this, m) ? m with { Type = MentionType.Medication } : m)];
        Copied = [.. ShortLines(page).SelectMany(l => CopiedForward().Matches(l.In(page.Text)).Select(m => new TextSpan(l.Start + m.Index, l.Start + m.Index + m.Length)))];
    }

    internal RequestPage Page { get; }

    internal string Text => Page.Text;

    internal ImmutableArray<ClinicalBlock> Blocks { get; }

    /// <summary>Mentions about the patient, in order.</summary>
    internal ImmutableArray<Mention> Mentions { get; }

    internal ImmutableArray<TextSpan> Sentences { get; }

    /// <summary>What was copied from an earlier note, or is a form's own example: not the state of now.</summary>
    internal ImmutableArray<TextSpan> Copied { get; }

    internal static ImmutableArray<ClinicalPage> Of(RequestContext context) =>
        [.. context.Pages.Where(p => p.Kind is not (PageKind.FaxCover or PageKind.PayerNotice)).Select(p => new ClinicalPage(p))];

    /// <summary>Lines that somebody may have written: patterns are tried on each alone, so that no page is too long for them.</summary>
    internal static IEnumerable<TextSpan> ShortLines(RequestPage page) => page.Page.Lines.Select(l => l.Span).Where(s => s.Length <= LongestSentence);

    internal ClinicalBlock? BlockAt(int offset)
    {
        foreach (var block in Blocks)
        {
            if (offset >= block.Body.Start && offset < block.Body.End) return block;
        }

        return null;
    }

    internal string KindAt(int offset) => BlockAt(offset)?.Kind ?? "text";

    /// <summary>The sentence that holds an offset, else its line.</summary>
    internal TextSpan SentenceAt(int offset)
    {
        foreach (var sentence in Sentences)
        {
            if (sentence.Start <= offset && offset < sentence.End) return sentence;
        }

        return LineAt(offset);
    }

    internal TextSpan LineAt(int offset)
    {
        foreach (var line in Page.Page.Lines)
        {
            if (line.Span.Start <= offset && offset < line.Span.End) return line.Span.Length <= LongestSentence ? line.Span : new(offset, Math.Min(line.Span.End, offset + LongestSentence));
        }

        return new(offset, offset);
    }

    internal bool IsCopied(TextSpan span) => Copied.Any(c => c.Overlaps(span));

    internal IEnumerable<Mention> MentionsIn(TextSpan span) => Mentions.Where(m => span.Contains(m.NameSpan));

    /// <summary>Sentences that were cut at the end of a line of print though they run on: 'from 03/2024 to | 10/2024 failed'.</summary>
    private static IEnumerable<TextSpan> Whole(RequestPage page, IEnumerable<TextSpan> sentences)
    {
        TextSpan? open = null;
        foreach (var sentence in sentences)
        {
            if (open is not { } had)
            {
                open = sentence;
                continue;
            }

            string between = sentence.Start >= had.End ? page.Text[had.End..sentence.Start] : "\f";
            bool breaks = between.Count(c => c == '\n') <= 1 && between.Trim().Length == 0 && had.Length + sentence.Length < LongestSentence;
            if (breaks && RunsOn().IsMatch(had.In(page.Text)) && GoesOn().IsMatch(sentence.In(page.Text)))
            {
                open = had.Union(sentence);
                continue;
            }

            yield return had;
            open = sentence;
        }

        if (open is { } last) yield return last;
    }

    /// <summary>Items of a list that no full stop parts.</summary>
    private static IEnumerable<TextSpan> Items(RequestPage page, TextSpan sentence)
    {
        int start = sentence.Start;
        foreach (Match item in ItemStart().Matches(sentence.In(page.Text)))
        {
            int at = sentence.Start + item.Index;
            if (at > start) yield return new(start, at);
            start = sentence.Start + item.Index + item.Length;
        }

        if (start < sentence.End) yield return new(start, sentence.End);
    }

    private static readonly Lazy<Regex> RunsOnPattern = Pattern.Of(@"(?:[a-z0-9,)%\-]\s*)$", RegexOptions.CultureInvariant);

    private static Regex RunsOn() => RunsOnPattern.Value;

    private static readonly Lazy<Regex> GoesOnPattern = Pattern.Of(@"^\s*(?:[a-z]|\((?!(?:[0-9]{1,2}|[A-Za-z])\))|(?:0?[1-9]|1[0-2])/(?:[0-9]{1,2}/)?[0-9]{2,4}(?:\s+[a-z]|\s*[.;,)])|[<>]?[0-9][0-9.,]*\s?(?:%|[a-zA-Z\u00b5]{1,5}/))", RegexOptions.CultureInvariant);

    private static Regex GoesOn() => GoesOnPattern.Value;

    private static readonly Lazy<Regex> ItemStartPattern = Pattern.Of(@"\n[ \t]*(?:[*\u2022\u00a2\u00b7\u25aa\u00bb]|[\-\u2013](?=\s)|[0-9]{1,2}[.)](?=\s))[ \t]*", RegexOptions.CultureInvariant);

    private static Regex ItemStart() => ItemStartPattern.Value;

    private static readonly Lazy<Regex> CopiedForwardPattern = Pattern.Of(@"\[?\b(?:copied|carried|brought) forward\b[^\n]*|^\W*(?:example|sample|e\.g\.)[^\n]*|\bexample of (?:a|an) [^\n]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex CopiedForward() => CopiedForwardPattern.Value;
}
