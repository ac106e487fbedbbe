using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A sentence of running text, an item of a list with its continuation lines, or a line that stands alone.</summary>
/// <param name="Span">Its place in the document's text, the item's marker left out.</param>
/// <param name="IsItem">Whether it is an item of a list.</param>
/// <param name="Intro">What introduces it: the words before the colon or heading over it; empty where nothing does.</param>
/// <param name="Paragraph">Number of its paragraph, from 0.</param>
/// <param name="Block">The wrapped lines that it is part of.</param>
internal sealed record Passage(TextSpan Span, bool IsItem, TextSpan Intro, int Paragraph, TextSpan Block);

/// <summary>Divides the text of a page into passages: wrapped lines are joined, items and lone lines kept apart.</summary>
internal static class Passages
{
    // A line shorter than this share of the page's longest does not run on to the next.
    private const double FullLine = 0.6;

    // A heading over items has at most this many characters.
    private const int LongestHeading = 90;

    // How many passages a heading governs, its blank lines counted out.
    private const int Governed = 24;

    internal static List<Passage> Of(RequestPage page)
    {
        string text = page.PageText;
        int offset = page.Page.Span.Start;
        var passages = new List<Passage>();
        var lines = Lines(text);
        int longest = lines.Count == 0 ? 0 : lines.Max(l => l.Text.Length);
        TextSpan intro = default;
        int governed = 0, paragraph = 0;
        for (int i = 0; i < lines.Count;)
        {
            var (start, words) = lines[i];
            if (words.Length == 0)
            {
                paragraph++;
                i++;
                continue;
            }

            var marker = Marker().Match(words);
            bool item = marker.Success && marker.Length < words.Length;
            int indent = Indent(words), end = i + 1;
            // A block that hangs under a heading that asks is one item, whether it is numbered or not.
            bool hangs = !item && governed == Governed && intro.Length <= LongestHeading && ClauseSense.Asks(intro.In(page.Text)) && lines[i - 1].Text.Length > 0 && !Label().IsMatch(words);
            while (end < lines.Count && (hangs ? lines[end].Text.Length > 0 && !Marker().IsMatch(lines[end].Text) && !Label().IsMatch(lines[end].Text) : RunsOn(lines, i, end, item, indent, longest))) end++;
            item |= hangs;
            var span = new TextSpan(offset + start + (marker.Success && item ? marker.Length : indent), offset + lines[end - 1].Start + lines[end - 1].Text.TrimEnd().Length);
            i = end;
            if (span.Length <= 0) continue;
            if (item)
            {
                passages.Add(new(span, true, governed > 0 ? intro : default, paragraph, span));
                governed--;
                continue;
            }

            string whole = span.In(page.Text);
            int before = passages.Count;
            foreach (var sentence in Sentences(whole)) passages.Add(new(new(span.Start + sentence.Start, span.Start + sentence.End), false, governed == Governed ? intro : default, paragraph, span));
            governed -= passages.Count - before;
            if (IsHeading(whole, lines, i))
            {
                intro = passages[^1].Span;
                governed = Governed;
            }
            else if (governed > 0 && i < lines.Count && lines[i].Text.Length == 0 && !NextIsItem(lines, i))
            {
                governed = 0;
            }
        }

        return passages;
    }

    /// <summary>The places of running text: paragraphs of wrapped lines that begin with no label.</summary>
    internal static List<TextSpan> Running(RequestPage page) =>
        [.. Of(page).Where(p => !p.IsItem).Select(p => p.Block).Distinct().Where(s => s.In(page.Text) is var words && words.Contains('\n', StringComparison.Ordinal) && !Label().IsMatch(words) && Verbs().IsMatch(words))];

    private static bool RunsOn(List<(int Start, string Text)> lines, int first, int at, bool item, int indent, int longest)
    {
        string words = lines[at].Text, before = lines[at - 1].Text;
        // A code that a wrapped line happens to begin with is no item.
        if (words.Length == 0 || (Marker().Match(words) is { Success: true } marker && !(marker.Length == Indent(words) && before.Length >= longest * FullLine && !Ends(before)))) return false;
        if (item && Indent(words) > indent) return true;
        if (Label().IsMatch(words)) return false;
        if (item) return (before.Length >= longest * FullLine && !Ends(before)) || char.IsLower(words[Indent(words)]);
        // A label's value or a title stands alone, unless what follows hangs under it.
        if (Label().IsMatch(lines[first].Text)) return Indent(words) > indent || char.IsLower(words[Indent(words)]) || (before.Length >= longest * FullLine && !Ends(before));
        if (before.TrimEnd().EndsWith(':')) return false;
        // What hangs under a short line is headed by it.
        if (at == first + 1 && Indent(words) > indent && before.Length < longest * FullLine) return false;
        return char.IsLower(words[Indent(words)]) || before.Length >= longest * FullLine || before.TrimEnd() is [.., ',' or '-' or '('];
    }

    private static bool Ends(string line) => line.TrimEnd() is [.., '.' or '!' or '?' or ':' or ';'];

    private static bool IsHeading(string words, List<(int Start, string Text)> lines, int next)
    {
        if (words.TrimEnd().EndsWith(':')) return true;
        if (words.Length > LongestHeading || words.Contains('\n', StringComparison.Ordinal) || Ends(words)) return false;
        // 'Requested drug', over lines that hang under it or are items.
        if (next < lines.Count && lines[next].Text.Length > 0 && Indent(lines[next].Text) > 0 && !words.Any(char.IsAsciiDigit) && words.Split(' ').Length <= 5) return true;
        while (next < lines.Count && lines[next].Text.Length == 0) next++;
        return next < lines.Count && Marker().IsMatch(lines[next].Text);
    }

    private static bool NextIsItem(List<(int Start, string Text)> lines, int at)
    {
        while (at < lines.Count && lines[at].Text.Length == 0) at++;
        return at < lines.Count && Marker().IsMatch(lines[at].Text);
    }

    private static int Indent(string line)
    {
        int indent = 0;
        while (indent < line.Length - 1 && (char.IsWhiteSpace(line[indent]) || line[indent] == '>')) indent++;
        return indent;
    }

    private static List<(int Start, string Text)> Lines(string text)
    {
        var lines = new List<(int, string)>();
        for (int start = 0; start <= text.Length;)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            string line = text[start..end].TrimEnd('\r', ' ', '\t');
            lines.Add((start, line.AsSpan().Trim(" \t>").IsEmpty ? string.Empty : line));
            start = end + 1;
        }

        return lines;
    }

    /// <summary>Sentences of a paragraph: from a full stop before a capital to the next.</summary>
    private static IEnumerable<TextSpan> Sentences(string text)
    {
        int start = 0;
        foreach (Match stop in Stop().Matches(text))
        {
            int end = stop.Index + 1;
            if (end > start) yield return new(start, end);
            start = stop.Index + stop.Length;
        }

        if (start < text.Length) yield return new(start, text.Length);
    }

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"(?<!\b(?:Dr|Mr|Mrs|Ms|Mx|St|No|vs|Re|Ref|approx|attn|Prof|Jr|Sr|tel|ph|ext|[A-Z]))[.!?][""”)]?\s+(?=[A-Z>""“(•*\-\d])", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    // '1.', '(2)', 'b)', '#3', '-', '*', 'Line 2:', or a service code that begins a line.
    private static readonly Lazy<Regex> VerbsPattern = Pattern.OfWords(@"\b(?:is|are|was|were|has|have|had|been|ask|request|be|takes?|will)\b[\s\S]*\.(?:\s|$)");

    private static Regex Verbs() => VerbsPattern.Value;

    private static readonly Lazy<Regex> MarkerPattern = Pattern.Of(@"^[ \t>]*(?:(?:[-*•▪·–]|\(?[0-9]{1,2}[.)]|[a-h][.)]|#[0-9]{1,2}\b[.:)]?)[ \t]+(?=\S)|(?i:line|item|order|service|procedure|request)[ \t]*#?[0-9]{1,2}\W+(?=\S)|(?:[^\sA-Z0-9]{1,5}[ \t]+)?(?=(?:[A-V][0-9]{4}|[0-9]{4}[0-9FTUMA])(?:-[A-Z0-9]{2})*[ \t:;]+[\p{L}(]))", RegexOptions.CultureInvariant);

    private static Regex Marker() => MarkerPattern.Value;

    // 'Ordering provider:', 'Re:', 'NPI 1234567893' do not run on from the line before.
    private static readonly Lazy<Regex> LabelPattern = Pattern.Of(@"^[ \t>]*\p{Lu}[\p{L}0-9'’ /#.()\-]{1,38}(?::|[ \t]=|[ \t]?\.{3,}|[ \t]{3,}\S)", RegexOptions.CultureInvariant);

    private static Regex Label() => LabelPattern.Value;
}
