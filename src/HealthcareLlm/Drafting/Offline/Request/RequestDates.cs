using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// The day of the request, told by what stands with a date on a form: words of asking before it, above it or below it ('Submitted', 'Order placed',
/// 'Day of this request'), or a signature in its line.
/// </summary>
internal static class RequestDates
{
    private const double Worded = 0.92;
    private const double Signed = 0.86;
    private const double Besides = 0.66;

    private const string Asking = @"(?:(?:date|day) (?:of |for )?(?:this |the )?(?:request|order|appeal|referral|form|submission|application|worksheet|asked|requested|submitted|ordered|written|prepared|completed|sent|faxed)|(?:request|order|referral|submission|worksheet|appeal|application|form) (?:date|placed|submitted|sent|entered)|submitted|requested|entered|sent|filed|transmitted|today[’']?s date|date today|(?<![\p{L}] )request|dated|order placed|(?:answered|completed|filled (?:in|out)|prepared) by\b[^0-9]{0,24}|prepared)";

    private static readonly Lazy<Regex> Before = Pattern.OfWords(@"\b" + Asking + @"(?: on)?\W{0,6}(?:\([^)]*\)\W*)?$");

    private static readonly Lazy<Regex> Caption = Pattern.OfWords(@"^\W*(?:[0-9]{1,2}[.)]?\s)?\W*" + Asking + @"(?: on)?\W*(?:\([^)]*\))?\W*$");

    private static readonly Lazy<Regex> Sentence = Pattern.OfWords(@"^\W*(?:on|this)\W{1,3}$");

    private static readonly Lazy<Regex> Asks = Pattern.OfWords(@"^[^.]{0,160}\b(?:ask|request|order|prescribe)s?\b");

    private static readonly Lazy<Regex> Other = Pattern.OfWords(@"\b(?:birth|dob|born|starts?|begin\w*|planned|effective|expires?|exp|received|service|seen|visit|last|onset|injury|admi\w+|discharge|decision|reviewed|printed|rev(?:ised)?|until|through|to|from|first|patient|member|parent|guardian|witness)\b\W*$");

    private static readonly Lazy<Regex> Signature = Pattern.OfWords(@"\b(?:signature|signs|signed by|in ink|by own hand)\b|/[se]/|\belectronically (?:signed|authenticated)|\bsigned electronically");

    private static readonly Lazy<Regex> NoSignature = Pattern.OfWords(@"\b(?:patient|member|parents?|guardian|witness|pharmacist|subscriber|staff|on file|vital)\b");

    internal static void Draft(RequestContext context)
    {
        List<Dated> found = [];
        foreach (var page in context.Pages.Where(p => p.Kind is PageKind.Form or PageKind.Other))
        {
            for (int i = 0; i < page.Page.Lines.Length; i++)
            {
                for (int c = 0; c < page.Page.Lines[i].Cells.Length; c++) Cell(context, page, i, c, found);
            }
        }

        // The day that the form itself calls that of the request comes before the day of a signature.
        bool worded = found.Exists(f => f.Score > Signed && f.Date.Doubt == Doubt.None) || context.Book.Has("request.date", 0.9);
        foreach (var (page, span, date, score) in found)
        {
            bool signed = score <= Signed;
            context.AddSpans("request.date", page, date.Value, (signed && worded ? Besides : score) * (page.Kind == PageKind.Form ? 1 : 0.7), signed ? "signature-date" : "request-date-words", date.Repaired, date.Doubt, date.At(span));
        }
    }

    private readonly record struct Dated(RequestPage Page, TextSpan Span, Reading Date, double Score);

    private static void Cell(RequestContext context, RequestPage page, int index, int cell, List<Dated> found)
    {
        var line = page.Page.Lines[index];
        var span = line.Cells[cell].Span;
        if (span.Length > 400) return;
        string words = span.In(page.Text);
        foreach (var date in DateReadings.Dates(words, context.Dates))
        {
            string lead = words[..date.Start];
            string own = lead.Length > 60 ? lead[^60..] : lead;
            bool bare = !own.Any(char.IsLetter);
            if (bare && cell > 0) own = line.Cells[cell - 1].Span.In(page.Text);
            if (Other.Value.IsMatch(own)) continue;
            double score = Before.Value.IsMatch(own) || (Sentence.Value.IsMatch(own) && Asks.Value.IsMatch(page.Text[Math.Min(page.Text.Length, span.Start + date.End)..Math.Min(page.Page.Span.End, span.Start + date.End + 200)])) ? Worded
                : bare && IsCaptioned(page, index, line.Cells[cell].Box) ? Worded - 0.04
                : IsSigned(page, index, cell, own) ? Signed : 0;
            if (score > 0) found.Add(new(page, span, date, score));
        }
    }

    /// <summary>Whether the caption above or below a date speaks of asking.</summary>
    private static bool IsCaptioned(RequestPage page, int index, BoundingBox box)
    {
        foreach (int i in (int[])[index - 1, index + 1])
        {
            if (i < 0 || i >= page.Page.Lines.Length) continue;
            var line = page.Page.Lines[i];
            double gap = i < index ? box.Y - line.Box.Bottom : line.Box.Y - box.Bottom;
            if (gap > box.Height * 2.4 || gap < -box.Height) continue;
            if (line.Cells.Any(x => x.Box.X < box.Right && box.X < x.Box.Right && Caption.Value.IsMatch(x.Span.In(page.Text)))) return true;
        }

        return false;
    }

    /// <summary>Whether a place stands in the line where the patient, a parent or a witness signs.</summary>
    internal static bool IsAnothers(RequestPage page, TextSpan place) =>
        page.Page.Lines.FirstOrDefault(l => l.Span.Contains(place)) is { } line && line.Span.In(page.Text) is var words && Signature.Value.IsMatch(words) && NoSignature.Value.IsMatch(words);

    /// <summary>Whether a date ends a line where who asks signs, or the line over such a caption.</summary>
    private static bool IsSigned(RequestPage page, int index, int cell, string lead)
    {
        var line = page.Page.Lines[index];
        if (lead.Any(char.IsAsciiLetter) && !lead.Contains("date", StringComparison.OrdinalIgnoreCase) && !Signature.Value.IsMatch(lead) && cell == 0) return false;
        string words = string.Join(' ', line.Cells.Take(cell + 1).Select(c => c.Span.In(page.Text)));
        if (Signature.Value.IsMatch(words)) return !NoSignature.Value.IsMatch(words);
        if (index + 1 >= page.Page.Lines.Length || cell == 0 || words.Split(' ').Length > 12) return false;
        var next = page.Page.Lines[index + 1];
        string under = next.Span.In(page.Text);
        return next.Box.Y - line.Box.Bottom <= line.Box.Height * 2 && under.Split(' ').Length <= 12 && Signature.Value.IsMatch(under) && !NoSignature.Value.IsMatch(under);
    }
}
