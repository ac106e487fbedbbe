using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Whether who asks has signed: a place for it on a form that is filled or left empty, whatever its caption says and on whichever side of the line it stands;
/// words that state it; and, where the form has no such place, the end of the asking clinician's own note.
/// </summary>
internal static class SignaturePlaces
{
    private const string Path = "requestingProvider.signature";

    // A caption that stands alone is at most this long; in a longer cell it begins or ends it.
    private const int LongestCaption = 10;

    // What is written above or below a caption: more words are a sentence of the form.
    private const int LongestInk = 7;

    private const double Reach = 2.4;

    private static readonly Lazy<Regex> Caption = Pattern.OfWords(@"(?<![-/])\b(?:signature|signs|in ink|by own hand|sign here|signed by)\b|^\W*(?:[A-Z0-9]{1,2}[.)]\s*)?signed\W*$");

    private static readonly Lazy<Regex> NoCaption = Pattern.OfWords(@"\b(?:date signed|signed on|signature date|signature on file|signs? below|vital signs?|electronically|patient|member|parents?|guardian|witness|pharmacist|subscriber|staff|fellow|interpreter|employee|enrollee|beneficiary|representative|reviewer|counter-?sign\w*|co-?sign\w*|signs and|signs? of|signs this form must)\b");

    private static readonly Lazy<Regex> SignsOf = Pattern.OfWords(@"\bsigns? (?:and|of|&|that|the|this)\b");

    private static readonly Lazy<Regex> Stated = Pattern.OfWords(@"\b(?:electronically|digitally|e-?)[ -]?(?:signed|authenticated|verified|attested|approved)(?:[ ]by)?[^\n]{0,60}|\b(?:signed|authenticated)[ ](?:electronically|digitally|in chart|by)\b[^\n]{0,50}|/[se]/[^\n]{0,50}|\be-?sig(?:nature)? (?:is )?on file|signature on file");

    private static readonly Lazy<Regex> Denied = Pattern.OfWords(@"\b(?:not (?:yet )?signed|unsigned(?! (?:forms?|requests?|documents?|orders?|cop|pages?|sheets?))|(?:signature|attestation) pending|awaiting signature|dictated,? (?:but )?not (?:yet )?(?:signed|read))\b");

    private static readonly Lazy<Regex> Filler = Pattern.OfWords(@"\bdate\b.*$|\brequired\b|\bno stamps\b|\bstamps? (?:not )?accepted\b|\((?:[^)]*)\)|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[_xX.:*]+\s*$");

    internal static void Draft(RequestContext context)
    {
        string? asking = context.Book.Of("requestingProvider.name").Where(c => c.Doubt == Doubt.None).OrderByDescending(c => c.Score).FirstOrDefault()?.Value;
        foreach (var page in context.Pages)
        {
            if (page.Kind is PageKind.PayerNotice or PageKind.FaxCover) continue;
            if (page.Kind is PageKind.Form or PageKind.Other) Captions(context, page, asking);
            Statements(context, page, asking);
        }
    }

    /// <summary>What a page states in words: on a form of whoever asks, in a note only of the clinician who does.</summary>
    private static void Statements(RequestContext context, RequestPage page, string? asking)
    {
        bool note = page.Kind is PageKind.Note or PageKind.Other;
        foreach (var (pattern, value) in ((Lazy<Regex>, string)[])[(Denied, "unsigned"), (Stated, "signed")])
        {
            foreach (Match match in pattern.Value.Matches(page.PageText))
            {
                var span = new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length);
                var line = page.Page.Lines.FirstOrDefault(l => l.Span.Contains(new TextSpan(span.Start, span.Start + 1)));
                if (line is null || (value == "signed" && Denied.Value.IsMatch(line.Span.In(page.Text)))) continue;
                string around = line.Span.In(page.Text) + " " + match.Value;
                bool own = asking is not null && IsNamed(around, asking);
                if (note && !own) continue;
                if (!note && !own && (NoCaption.Value.IsMatch(around.Replace("lectronically", string.Empty, StringComparison.OrdinalIgnoreCase)) || (value == "unsigned" && page.Kind != PageKind.Letter && !IsShort(line.Span.In(page.Text))))) continue;
                double score = note ? 0.62 : 0.93 * page.Weight;
                if (value == "signed" && ChoiceRules.Map(Path, match.Value) is { } choice) context.AddChoice(Path, page, choice, span, score);
                else if (value == "unsigned" && page.Kind != PageKind.Letter) Put(context, page, value, "signature-empty-line", Labelled(line.Span, span), score);
                // Who states it needs no ink besides.
                if (!note && value == "signed") context.Book.Withdraw(Path, page.Document.Source.Id, page.Page.Span, "signature-empty-line");
                break;
            }
        }
    }

    /// <summary>The words before a statement in its line, which name what is not signed; the statement where there are none.</summary>
    private static TextSpan Labelled(TextSpan line, TextSpan span) => span.Start - line.Start > 4 ? new(line.Start, span.Start - 1) : span;

    /// <summary>'Provider sig.: NOT YET SIGNED' states it; a sentence tells of rules.</summary>
    private static bool IsShort(string line) => Count(line) <= 8 && (line.Contains(':', StringComparison.Ordinal) || Count(line) <= 4);

    /// <summary>Whether words name somebody: the family name stands there.</summary>
    private static bool IsNamed(string words, string name)
    {
        string family = NameMatch.Words(name).LastOrDefault(w => w.Length > 1) ?? string.Empty;
        return family.Length > 1 && NameMatch.Words(words).Contains(family);
    }

    private static void Captions(RequestContext context, RequestPage page, string? asking)
    {
        for (int i = 0; i < page.Page.Lines.Length; i++)
        {
            var line = page.Page.Lines[i];
            for (int c = 0; c < line.Cells.Length; c++)
            {
                string words = line.Cells[c].Span.In(page.Text);
                if (IsCaption(words) is not { } caption || SignsOf.Value.IsMatch(words) || (c > 0 && Count(words) == 1) || NoCaption.Value.IsMatch(caption.Words) || Stated.Value.IsMatch(words) || Denied.Value.IsMatch(line.Span.In(page.Text))) continue;
                var span = new TextSpan(line.Cells[c].Span.Start + caption.Start, line.Cells[c].Span.Start + caption.End);
                bool heading = line.Cells.Length == 1 && caption.Words.Trim(' ', ':', '.').Equals("signature", StringComparison.OrdinalIgnoreCase);
                bool filled = Resembles(words[..caption.Start], asking) || IsFilled(page, i, c, words[caption.End..], asking);
                // What recognition left beside the caption may be ink.
                bool junk = page.Page.HasPicture && line.Cells.Skip(c + 1).Any(x => !page.Values.Any(v => v.LabelSpan.Overlaps(x.Span) || v.ValueSpan.Overlaps(x.Span)) && !Filler.Value.IsMatch(x.Span.In(page.Text)) && x.Span.In(page.Text).Any(char.IsLetter) && !NoCaption.Value.IsMatch(x.Span.In(page.Text)));
                if (!filled && (heading || junk || (Count(words) == 1 && !words.StartsWith("signature", StringComparison.OrdinalIgnoreCase)))) continue;
                Put(context, page, filled ? "signed" : "unsigned", filled ? "signature-filled-line" : "signature-empty-line", span, 0.85, filled ? Doubt.None : SignatureLine.EmptyDoubt(page));
            }
        }
    }

    /// <summary>The caption in a cell; null where it holds none, or a sentence that speaks of signatures.</summary>
    private static (string Words, int Start, int End)? IsCaption(string cell)
    {
        var match = Caption.Value.Match(cell);
        if (!match.Success) return null;
        int before = Count(cell[..match.Index]), after = Count(cell[(match.Index + match.Length)..]);
        int end = match.Index + match.Length;
        // 'Signature of requesting provider:', 'Signature of surgeon or delegate. I attest …'
        int stop = cell.IndexOfAny([':', '.', '_'], end);
        if (stop < 0 || Count(cell[end..stop]) > 7) stop = before == 0 && cell[end..].TrimStart().StartsWith("of ", StringComparison.OrdinalIgnoreCase) ? cell.Length : end;
        else if (before > 0 && Count(cell[end..stop]) > 3) stop = end;
        if (before + after <= LongestCaption) return (cell[..stop], match.Index, stop);
        if (after <= 1) return (cell[Math.Max(0, match.Index - 40)..stop], match.Index, stop);
        return before <= 1 ? (cell[..stop], match.Index, stop) : null;
    }

    private static bool IsFilled(RequestPage page, int index, int cell, string rest, string? asking)
    {
        var line = page.Page.Lines[index];
        if (HoldsInk(rest)) return true;
        var own = line.Cells[cell];
        if (cell + 1 < line.Cells.Length && line.Cells[cell + 1] is var beside && !page.Values.Any(v => v.LabelSpan.Overlaps(beside.Span)) && HoldsInk(beside.Span.In(page.Text)) && Count(beside.Span.In(page.Text)) <= LongestInk) return true;
        // A colon leads to the right, and no further.
        if (rest.TrimStart().StartsWith(':') || own.Span.In(page.Text).TrimEnd(' ', '_').EndsWith(':')) return Near(page, index, own.Box, -1, asking);
        return Near(page, index, own.Box, -1, asking) || Near(page, index, own.Box, 1, asking);
    }

    /// <summary>Whether handwriting, or something like the name of who asks, stands over or under a caption.</summary>
    private static bool Near(RequestPage page, int index, BoundingBox box, int step, string? asking)
    {
        int i = index + step;
        if (i < 0 || i >= page.Page.Lines.Length) return false;
        var line = page.Page.Lines[i];
        double gap = step < 0 ? box.Y - line.Box.Bottom : line.Box.Y - box.Bottom;
        if (gap > box.Height * Reach) return false;
        foreach (var cell in line.Cells)
        {
            string words = cell.Span.In(page.Text);
            // Tall ink beside a caption may be taken for a line of its own.
            bool beside = cell.Box.Y < box.Bottom && cell.Box.Bottom > box.Y && cell.Box.X >= box.Right && cell.Box.X - box.Right < box.Height * 8;
            if ((!beside && (cell.Box.X > box.Right || cell.Box.Right < box.X)) || Count(words) > LongestInk || !HoldsInk(words) || words.Contains(':', StringComparison.Ordinal)) continue;
            if (Resembles(words, asking) || Stated.Value.IsMatch(words)) return true;
            if (page.Values.Any(v => v.LabelSpan.Overlaps(cell.Span) && v.Rule != PartyPlaces.Rule)) continue;
            if (EvidenceOf.WordsIn(page.Document, cell.Span).Any(w => (w.Marks & (WordMarks.Handwritten | WordMarks.Doubtful)) != 0)) return true;
        }

        return false;
    }

    /// <summary>Whether ink reads like the family name of who asks: 'Vacshese' is Varghese.</summary>
    private static bool Resembles(string words, string? asking)
    {
        if (asking is null) return false;
        string[] written = NameMatch.Words(words);
        return NameMatch.Words(asking).Any(n => n.Length >= 4 && n == NameMatch.Words(asking)[^1] | n.Length >= 5 && written.Any(w => w.Length >= 4 && ClinicalText.Forms.WordReading.Distance(w, n, n.Length * 2 / 5) <= n.Length * 2 / 5));
    }

    /// <summary>Whether words that are no date, rule or remark stand there.</summary>
    private static bool HoldsInk(string words) => Filler.Value.Replace(words, " ").Count(char.IsLetter) >= 2;

    private static int Count(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static void Put(RequestContext context, RequestPage page, string value, string rule, TextSpan span, double score, Doubt doubt = Doubt.None) =>
        context.Book.Add(Path, new Candidate(value, score, EvidenceOf.Spans(page.Document, span), rule) { Mapped = true, Doubt = doubt });
}
