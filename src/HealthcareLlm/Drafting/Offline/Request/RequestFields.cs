using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes what concerns the request as a whole: its date, number, reason of urgency, and the signature.</summary>
internal static partial class RequestFields
{
    private const int TimeLimit = 10_000;

    private static readonly Lazy<Regex> CaseNumber = Pattern.Of(@"\b(?:[Cc]ase|CASE|[Rr]eference|[Rr]ef)\.?[ ]+(?<v>[A-Z]{2,6}-(?:[A-Z0-9]+-)*[A-Z0-9]*[0-9][A-Z0-9]*)\b", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Clock = Pattern.Of(@"\b[0-9]{1,2}:[0-9]{2}\b|\bP\.? ?[0-9]{1,2}/[0-9]{1,2}\b", RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            foreach (var value in page.Values)
            {
                if (value.Topic == FormTopic.PayerUse || value.Place == LabelPlace.CheckBox) continue;
                if (value.Target == "signature")
                {
                    Signature(context, page, value);
                    continue;
                }

                if (SignatureLine.Is(page, value, context.Dates)) SignatureLine.Draft(context, page, value);
                if (value.IsBlank) continue;
                switch (value.Target)
                {
                    // 'Chemotherapy was completed on March 13': in running text only a colon makes a label.
                    case "requestDate" when page.Kind == PageKind.Letter && !HasColon(page, value):
                        break;
                    case "requestDate":
                        Date(context, page, value, 1);
                        break;
                    // 'Procedure | Units | Date': the date of a service, beside what is done.
                    case "signDate" when IsBesideService(page, value) || RequestDates.IsAnothers(page, value.LabelSpan):
                        break;
                    // 'Date: Tue, 2 Jun 2026', 'Sent: …', 'Dated …': when a message was written.
                    case "signDate" or "ignore" when page.Kind == PageKind.Letter && Written.Value.IsMatch(value.Label) && IsInHead(page, value):
                        Date(context, page, value, 0.96);
                        break;
                    case "signDate":
                        Date(context, page, value, value.Topic is FormTopic.Patient or FormTopic.Lab or FormTopic.Clinical ? 0.55 : IsAtSignature(page, value) ? 0.74 : 0.6);
                        break;
                    case "reference":
                        Reference(context, page, value);
                        break;
                    case "urgencyReason":
                        Text(context, "request.urgencyReason", page, value);
                        break;
                }
            }

            if (page.Kind is PageKind.Letter or PageKind.FaxCover or PageKind.Form) NumberedCase(context, page);
            if (page.Kind == PageKind.Letter && PageKinds.ReadsAsLetter(page.PageText)) LetterDate(context, page);
        }
    }

    /// <summary>'Case CL-7788-26': a number with letters behind the bare word.</summary>
    private static void NumberedCase(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("request.reference", 0.5)) return;
        var match = CaseNumber.Value.Match(page.PageText);
        if (!match.Success || !match.Groups["v"].Value.Any(char.IsAsciiDigit)) return;
        int start = page.Page.Span.Start + match.Index;
        context.AddSpans("request.reference", page, match.Groups["v"].Value.TrimEnd('-'), 0.66, "case-in-prose", false, Doubt.None, new TextSpan(start, start + match.Length));
    }

    private static readonly Lazy<Regex> Written = Pattern.Of(@"^\W*(?:date|dated|sent)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool IsInHead(RequestPage page, LabelledValue value) => PageKinds.IsMessage(page.PageText.Length > 700 ? page.PageText[..700] : page.PageText) || value.Label.Contains("dated", StringComparison.OrdinalIgnoreCase);

    private static bool HasColon(RequestPage page, LabelledValue value) => value.LabelSpan.End < page.Text.Length && page.Text[value.LabelSpan.End] is ':' or '.' or '=' or ' ' && page.Text[value.LabelSpan.Start..Math.Min(page.Text.Length, value.LabelSpan.End + 2)].AsSpan().ContainsAny(':', '=');

    private static bool IsBesideService(RequestPage page, LabelledValue date) => page.Page.Lines.FirstOrDefault(l => l.Span.Contains(date.LabelSpan)) is { } line
        && page.Values.Any(v => v.Target.StartsWith("service.", StringComparison.Ordinal) && line.Span.Contains(v.LabelSpan));

    private static bool IsAtSignature(RequestPage page, LabelledValue date) => page.Values.Any(v =>
        (v.Target == "signature" || v.Rule == "party-requesting") && Math.Abs(v.LabelSpan.Start - date.LabelSpan.Start) < 120);

    private static void Date(RequestContext context, RequestPage page, LabelledValue value, double factor)
    {
        double kind = page.Kind switch { PageKind.Form => 1, PageKind.Letter => 0.78, PageKind.FaxCover => 0.62, PageKind.Other => 0.7, _ => 0.3 };
        foreach (var run in ValueWords.Of(page, value))
        {
            foreach (var reading in DateReadings.Dates(run.Span.In(page.Text), context.Dates).Take(1))
            {
                context.Add("request.date", page, value, run.Span, run.Doubt == Doubt.None ? reading : reading with { Doubt = run.Doubt }, value.Score * factor * kind, value.Rule);
            }
        }
    }

    /// <summary>A date that fills a line of a letter's head.</summary>
    private static void LetterDate(RequestContext context, RequestPage page)
    {
        foreach (var line in page.Page.Lines.Take(14))
        {
            foreach (var cell in line.Cells)
            {
                string words = cell.Span.In(page.Text);
                // The line that a fax machine printed tells when the fax was sent.
                if (words.Length > 40 || Clock.Value.IsMatch(line.Span.In(page.Text))) continue;
                var dates = DateReadings.Dates(words, context.Dates);
                if (dates.Count != 1 || words.Length - (dates[0].End - dates[0].Start) > 10 || page.Values.Any(v => v.ValueSpan.Overlaps(cell.Span) && v.Target == "birthDate")) continue;
                context.AddSpans("request.date", page, dates[0].Value, 0.62, "letter-date", dates[0].Repaired, dates[0].Doubt, dates[0].At(cell.Span));
                return;
            }
        }
    }

    private static void Reference(RequestContext context, RequestPage page, LabelledValue value)
    {
        string words = value.ValueSpan.In(page.Text);
        var match = ReferenceNumber().Match(words);
        if (!match.Success || match.Value.Length < 4 || !match.Value.Any(char.IsAsciiDigit) || page.Kind == PageKind.Note || value.Topic == FormTopic.Lab) return;
        // In a letter, 'reference' may be a literature reference; on notes an order's number.
        double weight = page.Kind == PageKind.PayerNotice ? 0.5 : page.Weight;
        context.Add("request.reference", page, value, value.ValueSpan, new(match.Value.TrimEnd('.', ',', '-'), match.Index, match.Index + match.Length), value.Score * weight, value.Rule);
    }

    private static void Text(RequestContext context, string path, RequestPage page, LabelledValue value)
    {
        string words = TextForm.OneLine(string.Join(' ', ((TextSpan[])[value.ValueSpan, .. value.MoreSpans]).Select(s => s.In(page.Text))));
        if (words.Length < 3 || TextForm.SaysNothing(words)) return;
        context.AddSpans(path, page, words, value.Score * page.AskingWeight, value.Rule, false, Doubt.None, [value.ValueSpan, .. value.MoreSpans]);
    }

    private static void Signature(RequestContext context, RequestPage page, LabelledValue value)
    {
        if (value.Topic is FormTopic.Patient or FormTopic.Subscriber or FormTopic.Other or FormTopic.Pharmacy or FormTopic.Servicing or FormTopic.Contact) return;
        double weight = page.Kind switch { PageKind.Form => 1, PageKind.Letter => 0.75, PageKind.Other => 0.7, _ => 0.3 };
        if (weight < 0.4) return;
        string words = value.IsBlank ? string.Empty : value.ValueSpan.In(page.Text);
        // The day beside the line is no signature.
        foreach (var date in DateReadings.Dates(words, context.Dates).TakeLast(1))
        {
            if (date.End < words.TrimEnd(' ', '.', ')', '_').Length) break;
            context.AddSpans("request.date", page, date.Value, 0.7 * weight, "signature-date", date.Repaired, date.Doubt, date.At(value.ValueSpan));
            words = words[..date.Start].TrimEnd(' ', '_', '-', ',', ':');
        }

        if (page.Kind is PageKind.Form or PageKind.Other) return;
        if (NoSignature().IsMatch(words))
        {
            Choice(context, page, "unsigned", "signature-empty-line", value.LabelSpan, 0.85 * weight, SignatureLine.EmptyDoubt(page));
            return;
        }

        if (ChoiceRules.Map("requestingProvider.signature", value.LabelSpan.Union(value.ValueSpan).In(page.Text)) is { } match && match.Rule.Value == "signed")
        {
            context.AddChoice("requestingProvider.signature", page, match, value.LabelSpan.Union(value.ValueSpan), 0.93 * weight);
            return;
        }

        bool script = EvidenceOf.WordsIn(page.Document, value.ValueSpan).Any(w => (w.Marks & (WordMarks.Handwritten | WordMarks.Doubtful)) != 0);
        // Handwriting is what a signature is: the label is cited, and its words are not read.
        Choice(context, page, "signed", "signature-filled-line", script ? value.LabelSpan : EvidenceOf.WithLabel(page.Document, value.LabelSpan, value.ValueSpan), 0.85 * weight);
    }

    private static void Choice(RequestContext context, RequestPage page, string value, string rule, TextSpan span, double score, Doubt doubt = Doubt.None) =>
        context.Book.Add("requestingProvider.signature", new Candidate(value, score, EvidenceOf.Spans(page.Document, span), rule) { Mapped = true, Doubt = doubt });

    [GeneratedRegex(@"[A-Za-z0-9][A-Za-z0-9/#.]*(?:[\- ]?(?=[A-Za-z\-]{0,4}[0-9])[A-Za-z0-9\-]+|-[A-Za-z0-9]+)*", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ReferenceNumber();

    [GeneratedRegex(@"^[\W_xX]*(?:date\b.*|required.*|unsigned.*|not signed.*|n/?a|\(.*\).*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NoSignature();
}
