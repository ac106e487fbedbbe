using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>A cited span with what was understood inside it.</summary>
/// <param name="Quote">Its text.</param>
/// <param name="Mentions">Mentions whose name lies inside it, with the assertions of their whole sentences.</param>
public sealed record CitedSpan(string Quote, IReadOnlyList<Mention> Mentions)
{
    private AnnotatedDocument? _document;
    private TextSpan _span;

    /// <summary>Whether the span begins behind a negation of its own clause: 'evidence of pneumonia' inside 'no evidence of pneumonia'.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Its document; null where it is of none.</summary>
    internal AnnotatedDocument? Document => _document;

    /// <summary>Its place in the document; empty where it is of none.</summary>
    internal TextSpan Span => _span;

    /// <summary>The cited span of an annotated document.</summary>
    public static CitedSpan Of(AnnotatedDocument document, TextSpan span) =>
        new(span.In(document.Text), [.. document.MentionsIn(span)]) { _document = document, _span = span, IsCutOff = Negation.StandsBefore(document.Text, span.Start) };

    /// <summary>How far before a quote a heading may stand, characters.</summary>
    private const int Above = 1500;

    /// <summary>Whether an examination or operation is named above the span in its document, and not denied there: findings stand below the title of their report.</summary>
    internal bool IsUnderThe(string concept, string name) => _document is not null && _document.Mentions.Any(m => m.NameSpan.End <= _span.Start && m.NameSpan.End > _span.Start - Above
        && (m.Concept == concept || SpokenEquivalents.Bears(name, m.NameSpan.In(_document.Text))) && m.Assertion.Polarity == Polarity.Affirmed);

    /// <summary>The name of a mention as it is written in it; null where it is of no document.</summary>
    internal string? Names(Mention mention) => _document is null ? null : mention.NameSpan.In(_document.Text);

    /// <summary>
    /// Whether a mention inside it is not what a denial before it speaks of, but why: it stands in brackets behind what is denied ('no charcoal (seizure)'), behind a word that gives a reason ('not given because of bleeding'), or
    /// behind a comma after what is not to be used ('do not use bupropion now, seizure').
    /// </summary>
    internal bool IsReason(Mention mention)
    {
        if (_document is null || !_span.Contains(mention.NameSpan)) return false;
        string before = _document.Text[_span.Start..mention.NameSpan.Start];
        int clause = before.LastIndexOfAny(['.', ';', '\n', '|']);
        return s_reason.Value.IsMatch(before[(clause + 1)..]);
    }

    private static readonly Lazy<SievedPattern> s_reason = Pattern.Sieved(
        @"\b(?:no|not|never|without|hold|held|stop(?:ped)?|avoid(?:ed)?|w/o)\b(?:[^()]{1,60}\([^()]{0,60}|[^(),]{1,50}\b(?:because(?: of)?|due to|d/t|on account of|since|bc|b/c)\b[^,]{0,30}|(?<=\bnot) (?:use|given?|start|restart|resume)\b[^,]{1,40},[^,]{0,20}| \w[^()]{0,40}[ \t]{2,}[^()]{0,20})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Its words, denials judged by the document around them; by the quote alone where it is of no document.</summary>
    internal IEnumerable<SpokenWord> Words()
    {
        var document = _document ?? StatementReader.Read(Quote);
        return SpokenWord.Of(document, _document is null ? new(0, Quote.Length) : _span, judge: true);
    }
}
