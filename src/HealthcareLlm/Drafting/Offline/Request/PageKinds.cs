using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Sorts the pages of a packet by kind and leaves out those of other patients.</summary>
internal static partial class PageKinds
{
    private const int TimeLimit = 10_000;

    /// <summary>The patient's pages, each with its kind.</summary>
    internal static ImmutableArray<RequestPage> Sort(CaseDocuments documents)
    {
        var pages = ImmutableArray.CreateBuilder<RequestPage>();
        foreach (var document in documents.Documents)
        {
            PageKind? before = null;
            foreach (var page in document.Source.Pages)
            {
                int own = page.Span.Start + EarlierMessages.Start(page.Span.In(document.Text));
                var values = document.LabelledValues.Where(v => Holds(page, v) && At(v) < own).ToImmutableArray();
                var kind = PageKindScores.Of(document, page, values) ?? (before is { } kindBefore && GoesOn(kindBefore, document, page, values) ? before : null) ?? PageKind.Other;
                before = kind;
                if (!documents.Patient.IsSetAside(document.Source.Id, page.Number)) pages.Add(new(document, page, kind, pages.Count, values));
            }
        }

        return pages.ToImmutable();
    }

    /// <summary>Whether a page asks for the patient's birth date and member id, or names the patient with one of them: then it begins a form of its own.</summary>
    internal static bool NamesPatient(RequestPage page) =>
        page.Values.Any(v => v.Target == "birthDate" && !v.IsBlank) && page.Values.Any(v => (v.Target == "memberId" || (v.Target == "name" && v.Topic == FormTopic.Patient)) && !v.IsBlank);

    /// <summary>Whether a title of a form stands in the page's head.</summary>
    internal static bool HasTitle(RequestPage page) => page.Page.Lines.Take(8).Any(l => l.Span.Length <= 80 && PageKindScores.IsFormTitle(l.Span.In(page.Text)));

    /// <summary>'Page 2 of 3' as its two numbers, zeros where the page does not say; a fax's own count of pages is none.</summary>
    internal static (int Number, int Of) Numbering(RequestPage page)
    {
        foreach (Match match in PageNumber().Matches(page.PageText))
        {
            var line = page.Page.Lines.FirstOrDefault(l => l.Span.Contains(new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length)));
            if (line is not null && Clock().IsMatch(line.Span.In(page.Text))) continue;
            return (int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["o"].Value, CultureInfo.InvariantCulture));
        }

        return (0, 0);
    }

    /// <summary>Whether a page has the salutation or close of a letter itself, rather than going on with one.</summary>
    internal static bool ReadsAsLetter(string text) => Salutation().IsMatch(text) || LetterClose().IsMatch(text);

    // A further page of a form has labels or boxes too, or goes on with its numbers and is signed; one of a letter or note is running text.
    private static bool GoesOn(PageKind before, AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values) => before != PageKind.Form
        ? before != PageKind.Letter || page.Lines.Count(l => l.Cells.Length == 1 && l.Cells[0].WordCount >= 8) * 3 >= page.Lines.Length
        : !(values.Any(v => v.Target == "birthDate" && !v.IsBlank) && !values.Any(PageKindScores.Asks)) && !page.Lines.Take(4).Any(l => PageKindScores.IsFormTitle(l.Span.In(document.Text))) && (values.Count(v => v.Target.Length > 0 && v.Target != "ignore" || v.Place == LabelPlace.CheckBox) >= 4
        || (values.Any(v => v.Target == "signature" || v.Place == LabelPlace.CheckBox) && page.Lines.Take(3).Any(l => NumberedItem().IsMatch(l.Span.In(document.Text)))));

    private static bool Holds(Page page, LabelledValue value)
    {
        int at = At(value);
        return at >= page.Span.Start && at <= page.Span.End;
    }

    /// <summary>Whether a text begins as a message does: two of its usual lines, or a greeting.</summary>
    internal static bool IsMessage(string head) => MessageLine.Value.Count(head) >= 2 || Greeting.Value.IsMatch(head);

    private static readonly Lazy<Regex> MessageLine = Pattern.Of(@"(?m:^)[ \t>]*(?:from|to|cc|sent|subject|date|sender|recipient|topic|re)[ \t]*:[ \t]*\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Greeting = Pattern.Of(@"(?m:^)[ \t>]*(?:hello|hi|greetings|good (?:morning|afternoon|day|evening))\b[^\n]{0,40}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a person asks in the first person.</summary>
    internal static bool IsWritten(string text) => Writes.Value.IsMatch(text);

    private static readonly Lazy<Regex> Writes = Pattern.Of(@"\b(?:I|we|what (?:I|we))\b(?:\s+(?:am|are|would|kindly|hereby|respectfully|therefore|also|like|to|writing|have))*\s+(?:request\w*|ask\w*|seek\w*|need|petition\w*|prescribed|ordered|ordering|prescribing)\b|\bplease (?:authori[sz]e|approve|cover|expedite|consider)\b|\b(?:I|we) (?:would )?(?:like|want) (?:your )?(?:prior )?(?:approval|authori[sz]ation)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static int At(LabelledValue value) => value.LabelSpan.IsEmpty ? value.ValueSpan.Start : value.LabelSpan.Start;

    [GeneratedRegex(@"\b(dear\s+\w|to whom it may concern|letter of medical necessity|i am writing|i write|we are writing|we write|this letter)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Salutation();

    [GeneratedRegex(@"\b(sincerely|respectfully|(?:best|kind|warm) regards|yours (?:truly|faithfully)|regards,|many thanks|with thanks|thank you[.!,]?\s*\n|thanks[,!.]\s*\n|cordially)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex LetterClose();

    [GeneratedRegex(@"\bpage\s*:?\s*(?<n>[0-9]{1,2})\s*(?:of|/)\s*(?<o>[0-9]{1,2})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\b[0-2]?[0-9]:[0-5][0-9]\b", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\W*(?:[0-9]{1,2}|[A-Z])\s?[.)]\s", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NumberedItem();
}
