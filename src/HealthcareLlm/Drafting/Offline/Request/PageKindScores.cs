using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Weighs what tells of a page's kind: titles in its head, what its labels ask for, check boxes, numbered questions, salutation and close, sections of a chart, prose.
/// No sign decides alone, so that a form with a clinical heading stays a form and a note that quotes a form stays a note.
/// </summary>
internal sealed class PageKindScores
{
    private const int TitleLines = 8;
    private const int LongestTitle = 80;
    private const int MailLabels = 8;
    private const double Least = 2;

    // From this share of lines on a message is one of sentences.
    private const double MostlyProse = 0.4;

    // What a title weighs in the first lines, and further down.
    private const double Title = 3, LowerTitle = 2;

    private readonly Dictionary<PageKind, double> _scores = [];
    private double _formTitle;
    private int _known;
    private bool _asks;

    private PageKindScores()
    {
    }

    /// <summary>The kind of the page; null where nothing tells it.</summary>
    internal static PageKind? Of(AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values)
    {
        var scores = new PageKindScores();
        scores.Titles(document, page);
        scores.Labels(document, page, values);
        scores.Letter(document, page);
        scores.Chart(document, page, values);
        // What asks for nothing is no request, whatever it calls itself: a reviewer's worksheet, the title of a chart's section.
        if (!scores._asks) scores.Add(PageKind.Form, -scores._formTitle / 2);
        var (kind, score) = scores._scores.MaxBy(s => (s.Value, -(int)s.Key));
        return score >= Least ? kind : null;
    }

    /// <summary>Whether a short line is the title of a form.</summary>
    internal static bool IsFormTitle(string title) => title.Length <= LongestTitle && !NoTitle.Value.IsMatch(title) && KindsOf(title).Any(k => k.Kind == PageKind.Form);

    private void Add(PageKind kind, double score) => _scores[kind] = _scores.GetValueOrDefault(kind) + score;

    private void Titles(AnnotatedDocument document, Page page)
    {
        var best = new Dictionary<PageKind, double>();
        int read = 0;
        foreach (var line in page.Lines)
        {
            if (read >= TitleLines) break;
            string whole = line.Span.In(document.Text);
            if (FaxHeader.Value.IsMatch(whole)) continue;
            read++;
            double weight = read <= 4 ? Title : LowerTitle;
            string[] titles = whole.Length <= LongestTitle ? [whole] : [.. line.Cells.Select(c => c.Span.In(document.Text))];
            foreach (string title in titles)
            {
                if (title.Length > LongestTitle || (NoTitle.Value.IsMatch(title) && !Cover.Value.IsMatch(title))) continue;
                foreach (var (kind, share) in KindsOf(title)) best[kind] = Math.Max(best.GetValueOrDefault(kind), weight * share);
            }
        }

        foreach (var (kind, score) in best) Add(kind, score);
        _formTitle = best.GetValueOrDefault(PageKind.Form);
    }

    private static IEnumerable<(PageKind Kind, double Share)> KindsOf(string title)
    {
        if (Cover.Value.IsMatch(title)) yield return (PageKind.FaxCover, 1.4);
        if (Notice.Value.IsMatch(title)) yield return (PageKind.PayerNotice, 1.6);
        if (LetterTitle.Value.IsMatch(title)) yield return (PageKind.Letter, 1);
        var form = FormTitle.Value.Matches(title).LastOrDefault();
        var note = NoteTitle.Value.Matches(title).LastOrDefault();
        // 'Office visit note' and 'Imaging request': the last noun says what the paper is.
        if (form is not null && (note is null || form.Index > note.Index)) yield return (PageKind.Form, note is null ? 1 : 0.7);
        if (note is not null && (form is null || note.Index > form.Index)) yield return (PageKind.Note, form is null ? 1 : 0.7);
        if (form is null && note is null && Study.Value.IsMatch(title)) yield return (PageKind.Note, 0.7);
    }

    private void Labels(AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values)
    {
        int known = values.Count(v => v.Target.Length > 0 && v.Target != "ignore" && v.Topic != FormTopic.Lab);
        int boxes = page.Words.Count(w => w.IsCheckBox);
        _known = known;
        Add(PageKind.Form, Math.Min(known, 24) * 0.08);
        Add(PageKind.Form, boxes >= 10 ? 1.5 : boxes >= 4 ? 1 : boxes > 0 ? 0.4 : 0);
        bool identity = values.Any(v => v.Target is "memberId" or "birthDate"), asks = values.Any(Asks);
        if (identity && asks) Add(PageKind.Form, 1);
        _asks = asks || values.Any(v => v.Target is "memberId" or "diagnosis.code" or "service.code" or "item.code" or "item.drug" or "npi") || document.Source.Pages.Length == 1;
        if (values.Any(v => v.Target == "memberId") && values.Any(v => v.Target == "npi")) Add(PageKind.Form, 0.5);
        int questions = page.Lines.Count(l => Question.Value.IsMatch(l.Span.In(document.Text)));
        if (questions >= 3) Add(PageKind.Form, 2);
        _asks |= questions >= 3 || boxes >= 4;
        // 'To', 'From', 'Pages', 'Re' down the page, and hardly anything else asked.
        if (!document.Text.Contains('@', StringComparison.Ordinal) && page.Lines.Select(l => Sender.Value.Match(l.Span.In(document.Text))).Where(m => m.Success).Select(m => m.Groups[1].Value.ToUpperInvariant()).Distinct().Count() >= 3) Add(PageKind.FaxCover, 2);
    }

    /// <summary>Whether a label asks what is requested.</summary>
    internal static bool Asks(LabelledValue value) => value.Target is "service.code" or "service.description" or "service.quantity" or "service.asked" or "urgency" or "setting" or "type";

    private void Letter(AnnotatedDocument document, Page page)
    {
        // Who asks in the first person writes no notice of the payer; a message is a letter, or a form where it lists labels and values.
        string text = page.Span.In(document.Text);
        bool speaks = PageKinds.IsWritten(text.Length > 20_000 ? text[..20_000] : text);
        if (speaks) Add(PageKind.PayerNotice, -4);
        bool dear = false, close = false, addressed = false;
        foreach (var line in page.Lines)
        {
            string words = line.Span.In(document.Text);
            dear |= Salutation.Value.IsMatch(words);
            addressed |= Addressed.Value.IsMatch(words);
            close |= LetterClose.Value.IsMatch(words);
        }

        // An addendum to a request is no addendum to a note.
        if (Amendments.Amends(text)) Add(PageKind.Letter, 7);
        if (speaks && !dear && PageKinds.IsMessage(text.Length > 700 ? text[..700] : text)) Add(_known >= MailLabels && _asks && ShareOfProse(page) < MostlyProse ? PageKind.Form : PageKind.Letter, 4);
        Add(PageKind.Letter, (dear ? 3.5 : addressed ? 2 : 0) + (close ? 2 : 0) + (speaks ? 1 : 0));
    }

    private void Chart(AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values)
    {
        int sections = document.Sections.Where(s => !s.TitleSpan.IsEmpty && page.Span.Contains(s.TitleSpan) && IsOfChart(s.Category)).Select(s => s.Category).Distinct().Count();
        Add(PageKind.Note, Math.Min(sections, 4) * 0.6);
        int results = values.Count(v => v.Target is "lab.value" or "lab.range");
        if (results >= 3) Add(PageKind.Note, 1);
        Add(PageKind.Note, Math.Min(1.5, 2 * ShareOfProse(page)));
        if (page.Lines.Take(5).Any(l => Heading.Value.IsMatch(l.Span.In(document.Text)))) Add(PageKind.Note, 1);
    }

    /// <summary>Share of the page's lines that are lines of running text.</summary>
    private static double ShareOfProse(Page page) => page.Lines.Length == 0 ? 0
        : (double)page.Lines.Count(l => l.Cells.Length == 1 && l.Cells[0].WordCount >= 9 && !page.Words.Skip(l.Cells[0].FirstWord).Take(l.Cells[0].WordCount).Any(w => w.IsCheckBox)) / page.Lines.Length;

    private static bool IsOfChart(SectionCategory category) => category is SectionCategory.ChiefComplaint or SectionCategory.Hpi or SectionCategory.PastHistory or SectionCategory.SurgicalHistory or SectionCategory.FamilyHistory
        or SectionCategory.SocialHistory or SectionCategory.ReviewOfSystems or SectionCategory.Vitals or SectionCategory.Exam or SectionCategory.Assessment or SectionCategory.Plan or SectionCategory.AssessmentAndPlan
        or SectionCategory.Imaging or SectionCategory.OtherResults or SectionCategory.HospitalCourse or SectionCategory.Medications or SectionCategory.Allergies;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Nouns of what is filled in to ask for something.
    private static readonly Lazy<Regex> FormTitle = Pattern.Of(@"\b(?:requests?|requisition|form|worksheet|questionnaire|authori[sz]ation|pre-?cert\w*|prior auth\w*|pre-?approval|application|enrol?lment|(?:coverage|pre-?service|utili[sz]ation|clinical|surgical) review|coverage exception|determination|checklist|(?:certificate|statement) of (?:medical )?(?:necessity|need)|cmn|orders?(?: (?:sheet|export|summary))?|referral|(?:um|review|case) (?:sheet|summary)|schedule of|reauthori[sz]ation)\b", Options);

    // What sends or forbids is no title: 'Return this form by fax'.
    private static readonly Lazy<Regex> NoTitle = Pattern.Of(@"^\W*(?:fax|return|send|submit|please|attach|complete|mail|print|type|if|for questions|questions|ordering|ordered|order(?:ed)? (?:by|date)|referred|requested|re\b|regarding|see|attached|attachments?|enclos\w+|subject|cc|from|to|sent)\b|\b(?:in order to|page [0-9]+ of)\b|[.!]\s*$|@", Options);

    private static readonly Lazy<Regex> NoteTitle = Pattern.Of(@"\b(?:notes?|visit|h\s?&\s?p|history (?:and|&) physical|consult(?:ation)?|reports?|results?|laborator(?:y|ies)|pathology|operative|discharge summary|addendum|chart(?: sheet)?|encounter|progress(?: summary)?|plan of care|summary|audiology|audiogram|evaluation|findings|medication list)\b", Options);

    private static readonly Lazy<Regex> Study = Pattern.Of(@"^\W*(?:mri?|ct|cta|pet|x-?rays?|ultrasound|echo\w*|emg|eeg|ecg|ekg|polysomnogra\w*|sleep study|spirometry|pulmonary function|dexa|mammogram|bone scan|biopsy|colonoscopy|endoscopy|radiograph\w*|radiology|imaging)\b|\b(?:clinic|lab)\b[^:]{0,24}[0-9]{1,2}[/-][0-9]{1,2}[/-]", Options);

    private static readonly Lazy<Regex> Cover = Pattern.Of(@"\b(?:fax|facsimile)\s+(?:cover|transmittal|transmission|message)|\bcover\s+(?:sheet|page)\b|^\W*transmittal\b|^\W*(?:fax|facsimile)\W*$", Options);

    private static readonly Lazy<Regex> Notice = Pattern.Of(@"\bnotice of (?:[a-z]+ )?(?:denial|adverse|approval|determination|action|decision)|\badverse (?:benefit )?determination|\b(?:denial|approval|decision) (?:notice|letter)\b|\bwe (?:have )?(?:denied|approved)\b|\bwe are unable to approve", Options);

    private static readonly Lazy<Regex> LetterTitle = Pattern.Of(@"\bletter (?:of|for)\b|^\W*letter\b", Options);

    private static readonly Lazy<Regex> Question = Pattern.Of(@"^\W*(?:q\s*)?(?:[0-9]{1,2}|[A-Za-z])\s?[.)]\s?.{6,160}\?", Options);

    private static readonly Lazy<Regex> Sender = Pattern.Of(@"^\W*(to|from|pages?|sheets|attention|attn|re|subject)(?:\b|:)", Options);

    private static readonly Lazy<Regex> Salutation = Pattern.Of(@"^\W{0,3}(?:dear\s+\w|to whom it may concern)", Options);

    // 'To Harbor Mutual: I ask …'
    private static readonly Lazy<Regex> Addressed = Pattern.Of(@"^\W{0,3}To (?:the )?[A-Z][^:\n]{3,60}:\s+\S+(?:\s+\S+){3}", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> LetterClose = Pattern.Of(@"^\W{0,3}(?:sincerely|respectfully|(?:best |kind |warm )?regards|yours (?:truly|sincerely)|with thanks|very truly yours)\b.{0,24}$", Options);

    private static readonly Lazy<Regex> Heading = Pattern.Of(@"\b(?:dob|born|date of birth)\b.{0,60}\b(?:visit|seen|exam|collected|date of service|dos|reported)\b|\b(?:visit|seen|exam of|collected|note)\b.{0,80}\b(?:dob|born)\b", Options);

    private static readonly Lazy<Regex> FaxHeader = Pattern.Of(@"\b[0-2]?[0-9][:.][0-5][0-9]\b.*(?:[0-9]{3}.?[0-9]{3}.?[0-9]{4}|p[.,]?\s?[0-9]{1,3}\s?/|page)|^\W*p[.,]\s?[0-9]{1,3}\s?(?:/\s?[0-9]{1,3})?\W*$|^\W*from:?\s+[0-9]{7,}", Options);
}
