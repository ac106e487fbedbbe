using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What kind of paper a page of a packet is.</summary>
internal enum PageKind
{
    /// <summary>The payer's or sender's form.</summary>
    Form,

    /// <summary>A letter, such as one of medical necessity.</summary>
    Letter,

    /// <summary>A clinical note or report.</summary>
    Note,

    /// <summary>The cover of a fax.</summary>
    FaxCover,

    /// <summary>A decision or letter of the payer on an earlier request.</summary>
    PayerNotice,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>A page of the packet that is about its patient.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Page">The page.</param>
/// <param name="Kind">What kind of paper it is.</param>
/// <param name="Order">Place in the packet, from 0.</param>
/// <param name="Values">Labels and values of the page, in order.</param>
internal sealed record RequestPage(AnnotatedDocument Document, Page Page, PageKind Kind, int Order, ImmutableArray<LabelledValue> Values)
{
    private ImmutableArray<PageTable>? _tables;

    internal string Text => Document.Text;

    /// <summary>Tables of the page.</summary>
    internal ImmutableArray<PageTable> Tables => _tables ??= PageTables.Of(this);

    private List<TextSpan>? _notAsked;

    /// <summary>Whether a place lies in a row of a table of services that is not asked for by the table's own words.</summary>
    internal bool IsNotAsked(TextSpan span) => (_notAsked ??= RowStanding.NotAsked(this)).Exists(s => s.Overlaps(span));

    /// <summary>How much a fact of this kind of paper weighs, 0 to 1.</summary>
    internal double Weight => Kind switch
    {
        PageKind.Form => 1,
        PageKind.Letter => 0.94,
        PageKind.Note => 0.88,
        PageKind.FaxCover => 0.72,
        PageKind.PayerNotice => 0.5,
        _ => 0.9,
    };

    /// <summary>How much what is asked for weighs on this kind of paper: a chart tells what was done, not what is requested.</summary>
    internal double AskingWeight => Kind switch
    {
        PageKind.Form => 1,
        PageKind.Letter => 0.85,
        PageKind.Other => 0.8,
        PageKind.FaxCover => 0.6,
        _ => 0.4,
    };

    // A page of print holds some 10,000 characters; running text beyond this is not searched, so that hostile input stays linear.
    private const int LongestProse = 60_000;

    private readonly Lazy<string> _text = new(() => WithoutQuestions(Own(Page, Document), Document, Page, Values));

    /// <summary>
    /// The text of the page, as far as running text is searched; earlier messages that a message quotes are left out, and blanks stand for a form's
    /// questions, since what they name is no fact.
    /// </summary>
    internal string PageText => _text.Value;

    /// <summary>Whether a place is a form's question, or left out for another reason: what it names is no fact.</summary>
    internal bool IsLeftOut(TextSpan span) => span.Start - Page.Span.Start is var at && at >= 0 && (at >= PageText.Length || PageText[at] == ' ');

    private static string Own(Page page, AnnotatedDocument document)
    {
        string text = page.Span.Length <= LongestProse ? page.Span.In(document.Text) : document.Text.Substring(page.Span.Start, LongestProse);
        return text[..EarlierMessages.Start(text)];
    }

    /// <summary>Questions of a questionnaire, and answers that state nothing: what is denied, possible, a relative's or planned.</summary>
    private static string WithoutQuestions(string text, AnnotatedDocument document, Page page, ImmutableArray<LabelledValue> values)
    {
        char[]? kept = null;
        foreach (var value in values.Where(v => v.Rule == "asked" && !v.LabelSpan.IsEmpty))
        {
            kept ??= text.ToCharArray();
            bool unstated = value.Target is "family" or "plan" || (value.Target.Length == 0 && !value.IsBlank && AnswerParts.IsNoAnswer(value.ValueSpan.In(document.Text)));
            foreach (var span in unstated ? (TextSpan[])[value.LabelSpan, value.ValueSpan, .. value.MoreSpans] : [value.LabelSpan])
            {
                for (int i = Math.Max(0, span.Start - page.Span.Start); i < span.End - page.Span.Start && i < kept.Length; i++)
                {
                    if (kept[i] != '\n') kept[i] = ' ';
                }
            }
        }

        return kept is null ? text : new(kept);
    }

    /// <summary>Labels of these targets.</summary>
    internal IEnumerable<LabelledValue> With(params string[] targets) => Values.Where(v => targets.Contains(v.Target));
}
