using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What who asks practises, told by the grammar of the words: a field of medicine behind the name, under it, or behind a word for it.</summary>
internal static class SpecialtyFields
{
    private const string Path = "requestingProvider.specialty";

    private const string Rule = "field-of-medicine";

    // How far behind a name its field may stand, characters of the same line; lines under a name or label, and lines between a name and a label of its block.
    private const int Reach = 90, Under = 3, Block = 12;

    // Below GuardOptions.OtherScore: shown, never given.
    private const double OfAnother = 0.4, Given = 0.45;

    private static readonly Lazy<Regex> Marked = Pattern.Of(@"[\[(]\s?[xX]\s?[\])]\s*(?<s>\p{L}[\p{L} /&\-]{3,40}?)(?=\s*[\[(]|\s{3,}|$)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Joint = Pattern.Of(@"\p{L}\s?[,–—]\s$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> OpenBox = Pattern.Of(@"(?:[\[(][ _]{0,3}[\])]|\u2610|\u25A1)\s*$", RegexOptions.CultureInvariant);

    /// <summary>The field in words that a label calls a specialty: all of them, or the one piece that is a field; null where they hold none.</summary>
    internal static Reading? In(string words)
    {
        if (Is(TextForm.OneLine(words))) return new(TextForm.OneLine(words), 0, words.Length);
        var pieces = Pieces(words, 0, words.Length);
        var fields = Enumerable.Range(0, pieces.Count).Where(i => Is(TextForm.OneLine(pieces[i].In(words)))).ToList();
        if (fields.Count is 0 or > 2) return null;
        var field = WithNext(words, pieces, fields[0]);
        return fields.Count == 1 || field.Contains(pieces[fields[1]]) ? new(TextForm.OneLine(field.In(words)), field.Start, field.End) : null;
    }

    /// <summary>Whether words that a label calls a specialty name one at all.</summary>
    internal static bool Names(string words) => SpecialtyWords.Names(words);

    /// <summary>Whether words are a field of medicine and nothing else.</summary>
    internal static bool Is(string words) => SpecialtyWords.Is(words);

    internal static void Draft(RequestContext context)
    {
        string? asking = Asking(context);
        foreach (var page in context.Pages.Where(p => p.Kind != PageKind.PayerNotice))
        {
            var people = ProsePeople.Of(page).FindAll(static n => n.IsPerson);
            if (asking is not null)
            {
                foreach (var name in people.Where(n => n.Role != ProseRole.Elsewhere && NameMatch.MayBeSame(n.Name, asking))) BesideName(context, page, people, name);
            }

            if (page.Kind is PageKind.Form or PageKind.Other) Labelled(context, page, people, asking);
        }
    }

    /// <summary>Looks once more when the name of who asks is settled: what stands behind another's name is only shown, and what the first look missed may now be found.</summary>
    internal static void Again(RequestContext context)
    {
        if (Asking(context) is { } asking) context.Book.Weigh(Path, c => StandsBehindAnother(context, c, asking) ? Math.Min(c.Score, OfAnother) : c.Score);
        if (!context.Book.Has(Path, Given)) Draft(context);
    }

    private static string? Asking(RequestContext context) =>
        context.Book.Of("requestingProvider.name").OrderBy(static c => c.Doubt == Doubt.None ? 0 : 1).ThenByDescending(static c => c.Score).FirstOrDefault()?.Value;

    /// <summary>Whether the last clinician named before a field, in its line, is another than who asks.</summary>
    private static bool StandsBehindAnother(RequestContext context, Candidate candidate, string asking)
    {
        if (candidate.Evidence is not [{ Location: { } at } evidence] || context.Pages.FirstOrDefault(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(at)) is not { } page) return false;
        int line = LineOf(page, at.End - 1);
        var people = ProsePeople.Of(page).FindAll(static n => n.IsPerson);
        // A bare 'Specialty' is that of the clinician named before it.
        if (page.Values.FirstOrDefault(v => v.Target == "specialty" && !v.OwnTopic && v.ValueSpan.Overlaps(at)) is { } bare && IsAnothers(page, people, asking, LineOf(page, bare.LabelSpan.Start), bare.LabelSpan)) return true;
        return line >= 0 && people.FindLast(n => n.End <= at.End && page.Page.Lines[line].Span.Contains(n.Span)) is { } owner && !NameMatch.MayBeSame(owner.Name, asking);
    }

    private static void BesideName(RequestContext context, RequestPage page, List<ProseName> people, ProseName name)
    {
        int index = LineOf(page, name.Span.Start);
        if (index < 0) return;
        var line = page.Page.Lines[index];
        var own = line.Cells.First(c => c.Span.End > name.Span.Start);
        int end = Math.Min(Math.Max(name.End, own.Span.End), name.End + Reach);
        if (Put(context, page, First(page, name.End, end, plain: true, page.Kind == PageKind.Note ? 1 : 4), 0.74)) return;
        // 'Hospital Medicine, J. Roe MD'
        if (name.Span.Start > own.Span.Start && Joint.Value.IsMatch(page.Text[own.Span.Start..name.Span.Start]) && Pieces(page.Text, own.Span.Start, name.Span.Start) is [.., var before] && Put(context, page, First(page, before.Start, before.End, plain: true), 0.66)) return;
        // A chart names many clinicians and fields: only what stands right behind the name is the name's.
        if (page.Kind == PageKind.Note) return;
        if (SpecialtyWords.Announcing.Value.Match(page.Text, name.End, end - name.End) is { Success: true } told && Put(context, page, First(page, told.Index + told.Length, end, plain: false, most: 1), 0.74)) return;
        if (end == own.Span.End && Put(context, page, Wrapped(page, name.End, index, own.Span), 0.72)) return;
        int next = people.Find(n => n.Span.Start > name.End)?.Span.Start ?? int.MaxValue;
        foreach (var cell in line.Cells.Where(c => c.Span.Start > own.Span.Start && c.Span.Start < next))
        {
            if (Put(context, page, First(page, cell.Span.Start, cell.Span.End, plain: true, most: 2), 0.66)) return;
        }

        double left = EvidenceOf.WordsIn(page.Document, name.Span).FirstOrDefault()?.LayoutBox.X ?? own.Box.X;
        var above = line;
        for (int l = index + 1; l <= index + Under && l < page.Page.Lines.Length; l++)
        {
            var under = page.Page.Lines[l];
            if (under.Box.Y - above.Box.Bottom > line.Box.Height * 1.5 || people.Exists(n => under.Span.Contains(n.Span)) || OpenBox.Value.IsMatch(above.Span.In(page.Text))) break;
            foreach (var cell in under.Cells.Where(c => Left(page, c.Span, c.Box.X) is var x && (Math.Abs(x - own.Box.X) <= line.Box.Height || Math.Abs(x - left) <= line.Box.Height)))
            {
                if (Put(context, page, First(page, cell.Span.Start, cell.Span.End, plain: true, most: 1), 0.7)) return;
            }

            above = under;
        }

        // 'Attending physiatrist Jane Roe, MD'
        int from = Math.Max(page.Page.Span.Start, name.Span.Start - Reach);
        if (SpecialtyWords.Calling.Value.Match(page.Text[from..name.Span.Start]).Groups["s"] is { Success: true } calling) Put(context, page, [new(from + calling.Index, from + calling.Index + calling.Length)], 0.6);
    }

    private static void Labelled(RequestContext context, RequestPage page, List<ProseName> people, string? asking)
    {
        for (int l = 0; l < page.Page.Lines.Length; l++)
        {
            var line = page.Page.Lines[l];
            if (line.Span.Length >= 300) continue;
            for (int c = 0; c < line.Cells.Length; c++)
            {
                var cell = line.Cells[c].Span;
                string words = cell.In(page.Text);
                double share = IsAnothers(page, people, asking, l, cell) ? OfAnother : 1;
                foreach (Match match in SpecialtyWords.Announcing.Value.Matches(words))
                {
                    int from = cell.Start + match.Index + match.Length;
                    double score = SpecialtyWords.Weak.Value.IsMatch(match.Value) ? 0.5 : 0.66;
                    if (!Put(context, page, First(page, from, cell.End, plain: false, most: 1), score * share) && score > 0.5) Put(context, page, Wrapped(page, from, l, cell), score * share);
                }

                if (SpecialtyWords.Label.Value.IsMatch(words) && !Beside(context, page, l, c, share) && c > 0) Put(context, page, Whole(page, line.Cells[c - 1].Span), 0.6 * share);
                if (!words.Contains("specialt", StringComparison.OrdinalIgnoreCase)) continue;
                foreach (Match match in Marked.Value.Matches(words).Where(m => Is(m.Groups["s"].Value.Trim()))) Put(context, page, [new(cell.Start + match.Groups["s"].Index, cell.Start + match.Groups["s"].Index + match.Groups["s"].Length)], 0.66 * share);
            }
        }

        foreach (var value in page.Values.Where(v => v.Target == "specialty" && !v.IsBlank && v.Topic is not (FormTopic.Requesting or FormTopic.None or FormTopic.Signature) && !v.OwnTopic)) Put(context, page, First(page, value.ValueSpan.Start, value.ValueSpan.End, plain: false, most: 1), 0.6);
    }

    /// <summary>What stands in the cell behind a label, else in the cell under it.</summary>
    private static bool Beside(RequestContext context, RequestPage page, int l, int c, double share)
    {
        var line = page.Page.Lines[l];
        if (c + 1 < line.Cells.Length && Put(context, page, First(page, line.Cells[c + 1].Span.Start, line.Cells[c + 1].Span.End, plain: false, most: 1), 0.66 * share)) return true;
        // Labels under each other have their values elsewhere.
        if (l + 1 < page.Page.Lines.Length && page.Page.Lines[l + 1].Box.Y - line.Box.Bottom > line.Box.Height * 1.5) return false;
        double left = Left(page, line.Cells[c].Span, line.Cells[c].Box.X);
        for (int u = l + 1; u < page.Page.Lines.Length && u <= l + 2; u++)
        {
            foreach (var cell in page.Page.Lines[u].Cells.Where(b => Math.Abs(Left(page, b.Span, b.Box.X) - left) <= line.Box.Height))
            {
                return Put(context, page, First(page, cell.Span.Start, cell.Span.End, plain: true), 0.62 * share);
            }
        }

        return false;
    }

    /// <summary>A cell that is a field and nothing else.</summary>
    private static TextSpan[] Whole(RequestPage page, TextSpan cell) => SpecialtyWords.IsPlain(TextForm.OneLine(cell.In(page.Text))) ? [cell] : [];

    /// <summary>Whether the nearest clinician named before a label, in its column of the page, is another than who asks.</summary>
    private static bool IsAnothers(RequestPage page, List<ProseName> people, string? asking, int l, TextSpan cell)
    {
        if (asking is null || !people.Exists(n => NameMatch.MayBeSame(n.Name, asking))) return false;
        double left = Left(page, cell, 0);
        var near = people.Select(n => (Name: n, Line: LineOf(page, n.Span.Start), X: Left(page, n.Span, 0))).Where(n => n.Line >= 0 && n.Line <= l && l - n.Line <= Block && n.Name.Span.Start < cell.Start).ToList();
        if (near.Count == 0) return false;
        // In the same line the last one before it; else the one whose column it stands under.
        int last = near.Max(static n => n.Line);
        var owner = near.Where(n => n.Line == last).MinBy(n => Math.Abs(n.X - left)).Name;
        return !NameMatch.MayBeSame(owner.Name, asking);
    }

    /// <summary>The first field among the pieces of some words: one of these, or two that belong together ('Cardiology, interventional').</summary>
    private static TextSpan[] First(RequestPage page, int from, int to, bool plain, int most = 4)
    {
        var pieces = Pieces(page.Text, from, to);
        for (int i = 0; i < pieces.Count && i < most; i++)
        {
            string words = TextForm.OneLine(pieces[i].In(page.Text));
            if (IsOpenOption(page.Text, from, pieces[i].Start)) continue;
            if (!(plain ? SpecialtyWords.IsPlain(words) : Is(words))) continue;
            return [WithNext(page.Text, pieces, i)];
        }

        return [];
    }

    /// <summary>A field with what narrows it behind a comma or dash.</summary>
    private static TextSpan WithNext(string text, List<TextSpan> pieces, int i)
    {
        if (i + 1 >= pieces.Count) return pieces[i];
        string joint = text[pieces[i].End..pieces[i + 1].Start], next = TextForm.OneLine(pieces[i + 1].In(text));
        return joint.Trim() is "," or "-" or "–" or "—" && (SpecialtyWords.Narrows(next) || SpecialtyWords.IsPlain(next)) ? pieces[i].Union(pieces[i + 1]) : pieces[i];
    }

    /// <summary>A field that the end of a line or cell broke: 'Allergy and', with 'Immunology' under it.</summary>
    private static TextSpan[] Wrapped(RequestPage page, int from, int line, TextSpan own)
    {
        var pieces = Pieces(page.Text, from, own.End);
        if (pieces.Count == 0 || pieces[^1].End < own.End - 1 || line + 1 >= page.Page.Lines.Length) return [];
        var under = page.Page.Lines[line + 1];
        double left = Left(page, own, 0), at = Left(page, pieces[^1], 0), height = page.Page.Lines[line].Box.Height;
        foreach (var cell in under.Cells)
        {
            double x = Left(page, cell.Span, cell.Box.X);
            if (cell.Span != under.Cells[0].Span && Math.Abs(x - left) > height && Math.Abs(x - at) > height) continue;
            if (Pieces(page.Text, cell.Span.Start, cell.Span.End) is not [var rest, ..]) continue;
            string whole = TextForm.OneLine(pieces[^1].In(page.Text) + " " + rest.In(page.Text));
            if (SpecialtyWords.IsPlain(whole)) return [pieces[^1], rest];
        }

        return [];
    }

    /// <summary>Whether an empty box stands before words, in their line or at the end of the line before.</summary>
    private static bool IsOpenOption(string text, int from, int at)
    {
        string before = text[Math.Max(0, Math.Min(from, at) - 12)..at];
        return OpenBox.Value.IsMatch(before);
    }

    private static List<TextSpan> Pieces(string text, int from, int to)
    {
        var pieces = new List<TextSpan>();
        int start = from;
        foreach (Match part in SpecialtyWords.Parts.Value.Matches(text[from..Math.Max(from, to)]))
        {
            Add(start, from + part.Index);
            start = from + part.Index + part.Length;
        }

        Add(start, to);
        return pieces;

        void Add(int a, int b)
        {
            while (a < b && !char.IsLetterOrDigit(text[a])) a++;
            while (b > a && !char.IsLetterOrDigit(text[b - 1]) && text[b - 1] != '&') b--;
            if (a < b) pieces.Add(new(a, b));
        }
    }

    private static int LineOf(RequestPage page, int at) => Array.FindIndex([.. page.Page.Lines], l => l.Span.Start <= at && at < l.Span.End);

    private static double Left(RequestPage page, TextSpan span, double otherwise) => EvidenceOf.WordsIn(page.Document, span).FirstOrDefault()?.LayoutBox.X ?? otherwise;

    private static bool Put(RequestContext context, RequestPage page, TextSpan[] spans, double score)
    {
        if (spans.Length == 0) return false;
        string value = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
        // Behind the name of who asks a field is as true on a cover or in a chart.
        context.AddSpans(Path, page, value, score * Math.Max(0.8, PartyFields.Asking(page)), Rule, false, Doubt.None, spans);
        return true;
    }
}
