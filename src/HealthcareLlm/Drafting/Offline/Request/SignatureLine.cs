using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// A line that names who asks once more, with a place for a date: 'Physician  ~~~~  Date 12/03/2025'. What stands there is a signature
/// and no name; where nothing does, nobody has signed.
/// </summary>
internal static class SignatureLine
{
    private const double Filled = 0.74;

    private const double Empty = 0.62;

    /// <summary>
    /// What it is doubted for that an empty place was not signed. A picture's may hold ink of which recognition made no word. Only who states in words that nobody has signed is believed.
    /// </summary>
    /// <param name="page">The place's page; in plain text nothing is hidden.</param>
    internal static Doubt EmptyDoubt(RequestPage page) => page.Page.HasPicture ? Doubt.PerhapsSigned : Doubt.None;

    /// <summary>Whether a labelled value is such a line: who asks was named before on the page, and the line is dated or has a place for it.</summary>
    internal static bool Is(RequestPage page, LabelledValue value, PacketDates dates)
    {
        if (value.Target != "name" || value.Topic != FormTopic.Requesting || !value.OwnTopic || page.Kind is not (PageKind.Form or PageKind.Other)) return false;
        if (LineOf(page, value) is not { } line) return false;
        bool dated = page.Values.Any(v => v.Target == "signDate" && line.Span.Contains(v.LabelSpan)) || DateReadings.Dates(line.Span.In(page.Text), dates).Count > 0;
        bool colon = value.LabelSpan.End < page.Text.Length && page.Text[value.LabelSpan.End] == ':';
        if (dated && !colon && !value.IsBlank && EvidenceOf.WordsIn(page.Document, value.ValueSpan).All(w => (w.Marks & (WordMarks.Handwritten | WordMarks.Doubtful)) != 0)) return true;
        return dated && page.Values.Any(v => v.Target is "name" or "npi" && v.Topic == FormTopic.Requesting && !v.IsBlank && v.LabelSpan.End <= line.Span.Start);
    }

    internal static void Draft(RequestContext context, RequestPage page, LabelledValue value)
    {
        var line = LineOf(page, value)!;
        bool empty = value.IsBlank || value.Place is LabelPlace.Below;
        context.Book.Add("requestingProvider.signature", empty
            ? new("unsigned", Empty, EvidenceOf.Spans(page.Document, value.LabelSpan), "signature-empty-line") { Mapped = true, Doubt = EmptyDoubt(page) }
            : new("signed", Filled, EvidenceOf.Spans(page.Document, value.LabelSpan), "signature-filled-line") { Mapped = true });
        if (page.Values.Any(v => v.Target == "signDate" && line.Span.Contains(v.LabelSpan))) return;
        foreach (var date in DateReadings.Dates(line.Span.In(page.Text), context.Dates).Take(1))
        {
            context.AddSpans("request.date", page, date.Value, 0.7 * page.Weight, "signature-date", date.Repaired, date.Doubt, date.At(line.Span));
        }
    }

    private static Line? LineOf(RequestPage page, LabelledValue value) => page.Page.Lines.FirstOrDefault(l => l.Span.Contains(value.LabelSpan));
}
