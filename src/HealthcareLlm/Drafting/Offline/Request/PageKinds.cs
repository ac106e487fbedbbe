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
    private const int TimeLimit = 1000;

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
                var kind = KindOf(document, page, values) ?? (before == PageKind.Form && !GoesOn(values) ? PageKind.Other : before) ?? PageKind.Other;
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
    internal static bool HasTitle(RequestPage page) => FormTitle().IsMatch(page.PageText is { Length: > 400 } text ? text[..400] : page.PageText);

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

    // A further page of a form has labels too.
    private static bool GoesOn(ImmutableArray<LabelledValue> values) => values.Count(v => v.Target.Length > 0 && v.Target != "ignore" || v.Place == LabelPlace.CheckBox) >= 4;

    private static bool Holds(Page page, LabelledValue value)
    {
        int at = At(value);
        return at >= page.Span.Start && at <= page.Span.End;
    }

    /// <summary>Whether a text begins as a message does: two of its usual lines, or a greeting.</summary>
    internal static bool IsMessage(string head) => MessageLine.Value.Count(head) >= 2 || Greeting.Value.IsMatch(head);

    private static readonly Lazy<Regex> MessageLine = Pattern.Of(@"(?m:^)[ \t>]*(?:from|to|cc|sent|subject|date|sender|recipient|topic|re)[ \t]*:[ \t]*\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Greeting = Pattern.Of(@"(?m:^)[ \t>]*(?:hello|hi|greetings|good (?:morning|afternoon|day|evening))\b[^\n]{0,40}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Writes = Pattern.Of(@"\b(?:I|we|what (?:I|we))\b(?:\s+(?:am|are|would|kindly|hereby|respectfully|therefore|also|like|to|writing|have))*\s+(?:request\w*|ask\w*|seek\w*|need|petition\w*|prescribed|ordered|ordering|prescribing)\b|\bplease (?:authori[sz]e|approve|cover|expedite|consider)\b|\b(?:I|we) (?:would )?(?:like|want) (?:your )?(?:prior )?(?:approval|authori[sz]ation)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static int At(LabelledValue value) => value.LabelSpan.IsEmpty ? value.ValueSpan.Start : value.LabelSpan.Start;

    private static PageKind? KindOf(AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values)
    {
        string text = page.Span.In(document.Text);
        string head = text.Length > 700 ? text[..700] : text;
        int known = values.Count(v => v.Target.Length > 0 && v.Target != "ignore");
        bool identity = values.Any(v => v.Target is "memberId" or "birthDate");
        // Who asks in the first person writes no notice of the payer, whatever title or report the words mention.
        bool writes = Writes.Value.IsMatch(text);
        if (!writes && Notice().IsMatch(head)) return PageKind.PayerNotice;
        if (FaxTitle().IsMatch(head) && !FormTitle().IsMatch(head)) return PageKind.FaxCover;
        bool letter = Salutation().IsMatch(text);
        if (FormTitle().IsMatch(head) && known >= 5 && !letter) return PageKind.Form;
        if (letter && (known < 14 || LetterClose().IsMatch(text))) return PageKind.Letter;
        bool asks = values.Any(v => v.Target is "service.code" or "service.description" or "service.quantity" or "urgency");
        if (known >= 10 && identity && asks && values.Any(v => v.Target is "npi" or "memberId" or "payer")) return PageKind.Form;
        if (IsMessage(head) && writes) return PageKind.Letter;
        if (NoteTitle().IsMatch(head)) return writes && !identity && LetterClose().IsMatch(text) ? PageKind.Letter : PageKind.Note;
        if (FormTitle().IsMatch(head)) return PageKind.Form;
        if (LetterClose().IsMatch(text)) return PageKind.Letter;
        return asks && known >= 6 ? PageKind.Form : NoteTitle().IsMatch(text) ? PageKind.Note : null;
    }

    [GeneratedRegex(@"notice of (denial|adverse|approval|determination|action)|adverse (benefit )?determination|denial (notice|letter)|approval (notice|letter)|we (have )?(denied|approved|are unable to approve)|notice of decision|has been (denied|approved)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Notice();

    [GeneratedRegex(@"\b(fax|facsimile)\s+(cover|transmittal|transmission|message)|cover\s+(sheet|page)|pages?\s*(\(?incl|including)|number of pages|# of pages", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex FaxTitle();

    [GeneratedRegex(@"(prior|pre-?)\s*-?\s*(authori[sz]ation|certification|approval|service)|authori[sz]ation\s+(request|form)|precert|(request|referral|order|enrollment|treatment|determination|exception)\s+(request\s+)?form|request for (authori[sz]ation|services|coverage)|coverage (determination|exception)|utilization (review|management) request|service request|reauthori[sz]ation", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex FormTitle();

    [GeneratedRegex(@"\b(dear\s+\w|to whom it may concern|letter of medical necessity|i am writing|i write|we are writing|we write|this letter)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Salutation();

    [GeneratedRegex(@"\b(sincerely|respectfully|(?:best|kind|warm) regards|yours (?:truly|faithfully)|regards,|many thanks|with thanks|thank you[.!,]?\s*\n|thanks[,!.]\s*\n|cordially)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex LetterClose();

    [GeneratedRegex(@"\b(progress note|office (visit|note)|clinic(al)? note|consult(ation)?( note| report)?|history (and|&) physical|h\s?&\s?p|soap note|chief complaint|history of present illness|hpi|subjective|chart note|laboratory report|lab results?|lab report|radiology|imaging report|mri (of|report)|x-?ray|operative report|discharge summary|physical therapy (evaluation|note|daily)|evaluation note|visit note|follow-?up (visit|note)|encounter|impression|findings|pathology)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NoteTitle();

    [GeneratedRegex(@"\bpage\s*:?\s*(?<n>[0-9]{1,2})\s*(?:of|/)\s*(?<o>[0-9]{1,2})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\b[0-2]?[0-9]:[0-5][0-9]\b", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Clock();
}
