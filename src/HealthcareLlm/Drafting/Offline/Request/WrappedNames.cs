using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// The name of a disease or service whole: what a line broke off is read on in the next line, of the same paragraph or under the same column, and words of the
/// form at its ends ('In words', 'Primary', an open bracket) are no part of it. A name that is seen to be cut short and goes on nowhere is doubted.
/// </summary>
internal static class WrappedNames
{
    private const int MostLines = 3;
    private const int Longest = 200;
    private const int MostWords = 8;

    private static readonly Lazy<FrozenSet<string>> Unfinished = new(static () => NameEdges.Alternatives("unfinished").Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    private static readonly SearchValues<char> Ends = SearchValues.Create(".;:)]|/");

    /// <summary>The leaf with the whole name; the leaf itself where its name is whole.</summary>
    /// <param name="leaf">A description.</param>
    internal static EntryLeaf Whole(EntryLeaf leaf)
    {
        var whole = Trimmed(leaf);
        for (int i = 0; i < MostLines && Next(whole) is { } next; i++)
        {
            string joined = whole.Value.TrimEnd() + ' ' + TextForm.OneLine(next.In(whole.Page.Text));
            if (joined.Length > Longest) break;
            whole = whole with { Value = joined, Spans = [.. whole.Spans, next] };
        }

        return whole.Doubt == Doubt.None && (EndsOpen(whole.Value) || NamesNothing.Value.IsMatch(whole.Value)) ? whole with { Doubt = Doubt.NotOfItsKind } : whole;
    }

    private static bool EndsOpen(string value)
    {
        int last = value.LastIndexOf(' ');
        // 'Under 22 in' is a measure.
        return last > 0 && Unfinished.Value.Contains(value[(last + 1)..].TrimEnd(',', '.')) && !char.IsAsciiDigit(value[last - 1]);
    }

    /// <summary>Where the name goes on; null where it does not.</summary>
    private static TextSpan? Next(EntryLeaf leaf)
    {
        var (page, text, end) = (leaf.Page.Page, leaf.Page.Text, leaf.Spans[^1].End);
        int at = 0;
        while (at < page.Lines.Length && page.Lines[at].Span.End < end) at++;
        if (at + 1 >= page.Lines.Length || !page.Lines[at].Span.Contains(new TextSpan(end - 1, end))) return null;
        var line = page.Lines[at];
        int own = 0;
        while (own + 1 < line.Cells.Length && line.Cells[own].Span.End < end) own++;
        string rest = text[end..Math.Max(end, line.Cells[own].Span.End)];
        // Something else stands behind the name in its own line.
        if (rest.Any(char.IsLetterOrDigit) || rest.AsSpan().ContainsAny(Ends)) return null;
        bool open = EndsOpen(leaf.Value) || rest.Contains(',', StringComparison.Ordinal);
        if (Under(leaf, at, own, open) is not { } cell) return null;
        string words = cell.Span.In(text);
        int stop = Stop().Match(words) is { Success: true } match ? match.Index : words.Length;
        // Codes and labels begin something new; words right before a code are its own.
        foreach (var code in CodeReadings.Diagnoses(words, announced: false))
        {
            if (code.Start < stop) return null;
        }

        string taken = words[..stop].TrimEnd();
        taken = Tail.Value.Replace(taken, string.Empty);
        if (taken.Length < 3 || (stop < words.Length && words[stop] is ':' or '=') || (stop > 0 && stop == words.Length && words[^1] == ':')) return null;
        if (!(char.IsAsciiLetterLower(taken[0]) || (open && char.IsAsciiLetter(taken[0])))) return null;
        if (taken.Count(c => c == ' ') >= MostWords || Instructions.Are(taken)) return null;
        if (!EndsOpen(leaf.Value) && IsRow(leaf.Page, cell)) return null;
        var span = new TextSpan(cell.Span.Start, cell.Span.Start + taken.Length);
        if (leaf.Page.Values.Any(v => v.LabelSpan.Overlaps(span) || (v.Target.Length > 0 && v.Target is not ("diagnosis" or "diagnosis.code" or "service") && v.ValueSpan.Start >= span.Start && v.ValueSpan.Overlaps(span)))) return null;
        return span;
    }

    /// <summary>
    /// The cell that stands right under the name's own: at the left of its column, whichever line of the reading order it is in; or, where the name ends its line, the
    /// first of the paragraph's next line. Null where nothing does.
    /// </summary>
    private static Cell? Under(EntryLeaf leaf, int at, int own, bool open)
    {
        var page = leaf.Page.Page;
        var line = page.Lines[at];
        var box = line.Cells[own].Box;
        double height = Math.Max(Math.Min(line.Box.Height, box.Height), 1);
        double left = page.Words.FirstOrDefault(w => w.Span.Start >= leaf.Spans[^1].Start)?.LayoutBox.X ?? box.X, right = own + 1 < line.Cells.Length ? line.Cells[own + 1].Box.X : double.MaxValue;
        for (int i = at + 1; i < Math.Min(page.Lines.Length, at + 1 + MostLines); i++)
        {
            if (!IsNext(leaf.Page.Text, line, page.Lines[i], box, height)) continue;
            foreach (var cell in page.Lines[i].Cells)
            {
                if ((Math.Abs(cell.Box.X - left) < 1.5 * height || Math.Abs(cell.Box.X - box.X) < 1.5 * height) && cell.Box.Right < right) return cell;
            }
        }

        var below = page.Lines[at + 1];
        bool isParagraph = own + 1 == line.Cells.Length && IsNext(leaf.Page.Text, line, below, box, height) && Math.Abs(below.Cells[0].Box.X - line.Cells[0].Box.X) < 6 * height && (open || (own == 0 && below.Block == line.Block));
        return isParagraph ? below.Cells[0] : null;
    }

    /// <summary>Whether a code or number stands beside a cell, at its height: it is the next row of a table, and not the rest of the last.</summary>
    private static bool IsRow(RequestPage page, Cell cell) =>
        page.Page.Words.Any(w => !cell.Span.Contains(w.Span) && w.LayoutBox.VerticalOverlap(cell.Box) > 0.5 * Math.Min(w.LayoutBox.Height, cell.Box.Height) && w.Text.Any(char.IsAsciiDigit));

    /// <summary>Whether a line stands right below, with no room for another between.</summary>
    private static bool IsNext(string text, Line line, Line below, BoundingBox box, double height)
    {
        double gap = below.Box.Y - box.Bottom;
        return gap > -0.6 * height && gap < 1.2 * height && text.AsSpan(line.Span.End, Math.Max(0, below.Span.Start - line.Span.End)).IndexOf("\n\n") < 0;
    }

    /// <summary>The leaf without words of the form at the ends of its name.</summary>
    private static EntryLeaf Trimmed(EntryLeaf leaf)
    {
        string value = leaf.Value;
        var lead = Lead.Value.Match(value);
        if (lead.Length > 0 && lead.Length < value.Length - 2) value = value[lead.Length..];
        if (Amount.Value.Match(value) is { Success: true, Index: > 3 } amount) value = value[..amount.Index];
        if (SentenceEnd().Match(value) is { Success: true } end) value = value[..end.Index];
        // Another option begins.
        if (value.IndexOf("[ ]", StringComparison.Ordinal) is > 3 and var box) value = value[..box].TrimEnd();
        value = Tail.Value.Replace(value, string.Empty);
        if (value.LastIndexOf('(') is > 2 and var bracket && value.IndexOf(')', bracket) < 0) value = value[..bracket].TrimEnd(' ', ',', ';', '-');
        return value.Length == leaf.Value.Length || value.Count(char.IsLetter) < 3 ? leaf : leaf.Narrowed(value);
    }

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"[;:|=\[]|\.(?:\s|$)|\s{2,}|\s[–—-]\s|,\s*[0-9]|\((?![^()]{1,40}\))", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    private static readonly Lazy<Regex> Lead = NameEdges.Of("lead"), Amount = NameEdges.Of("amount");

    // Words of the form, of a unit or a modifier alone; the middle of a sentence; an option that is not marked.
    private static readonly Lazy<Regex> NamesNothing = new(static () => Pattern.Make($@"{NameEdges.Framed("nothing", NameEdges.Alternatives("nothing"))}|{NameEdges.Framed("sentence", NameEdges.Alternatives("sentence"))}|^\[ ?\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    // Behind a whole word, not behind an abbreviation.
    private static readonly Lazy<Regex> SentenceEndPattern = Pattern.Of(@"(?<=[a-z]{4})\.\s+(?=[A-Z])", RegexOptions.CultureInvariant);

    private static Regex SentenceEnd() => SentenceEndPattern.Value;

    private static readonly Lazy<Regex> Tail = new(static () => Pattern.Make($@"{NameEdges.Framed("tail", NameEdges.Alternatives("tail"))}|{NameEdges.Framed("cut", NameEdges.Alternatives("cut"))}|\s*[,;:]\s*$", RegexOptions.CultureInvariant));
}
