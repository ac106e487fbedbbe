using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>A document and what was understood of it. Made by <see cref="ClinicalTextAnnotator"/> alone.</summary>
public sealed class AnnotatedDocument
{
    private readonly Lazy<ImmutableArray<LabelledValue>> _labelledValues;
    private readonly Lazy<DocumentScopes> _scopes;
    private readonly Lazy<MentionOrder> _order;

    internal AnnotatedDocument(SectionedText text, ImmutableArray<Mention> mentions)
    {
        Source = text.Source;
        Sections = text.Sections;
        Sentences = text.Sentences;
        Mentions = mentions;
        // Notes are summarized without them, and they cost as much as a third of all else.
        _labelledValues = new(() => FormReader.Read(text));
        _scopes = new(() => new DocumentScopes(text));
        _order = new(() => new MentionOrder(mentions));
    }

    /// <summary>The same document with other mentions.</summary>
    internal AnnotatedDocument With(ImmutableArray<Mention> mentions) => new(new SectionedText(Source, Sections, Sentences), mentions);

    /// <summary>The document.</summary>
    public SourceDocument Source { get; }

    /// <summary>Sections in order; they cover the whole text without overlap.</summary>
    public ImmutableArray<Section> Sections { get; }

    /// <summary>Sentences in order.</summary>
    public ImmutableArray<Sentence> Sentences { get; }

    /// <summary>Mentions in order of their start.</summary>
    public ImmutableArray<Mention> Mentions { get; }

    /// <summary>Labels and their values, in order of their labels; read when they are first asked for.</summary>
    public ImmutableArray<LabelledValue> LabelledValues => _labelledValues.Value;

    /// <summary>What the sentences say of the words in them; read when first asked for.</summary>
    internal DocumentScopes Scopes => _scopes.Value;

    /// <summary>The document's text.</summary>
    public string Text => Source.Text;

    /// <summary>The mentions whose name lies inside a span, in order; found without a look at the others.</summary>
    internal IEnumerable<Mention> MentionsIn(TextSpan span)
    {
        for (int i = _order.Value.First(span.Start); i < Mentions.Length && _order.Value.Goes(i, span.End); i++)
        {
            if (span.Contains(Mentions[i].NameSpan)) yield return Mentions[i];
        }
    }

    /// <summary>The mentions in order, without those whose names all end before a place, and without those behind which no name begins at another place or before it.</summary>
    internal IEnumerable<Mention> MentionsBetween(int start, int end)
    {
        for (int i = _order.Value.First(start); i < Mentions.Length && _order.Value.Goes(i, end); i++) yield return Mentions[i];
    }

    /// <summary>Index of the first mention whose name begins at an offset or behind it; the number of mentions where none does.</summary>
    internal int FirstMentionFrom(int offset) => _order.Value.FirstFrom(offset);

    /// <summary>The sections that overlap a span, in order.</summary>
    internal IEnumerable<Section> SectionsOver(TextSpan span)
    {
        for (int i = Math.Max(0, Sorted.FirstFrom(Sections, span.Start, static s => s.Span.Start) - 1); i < Sections.Length && Sections[i].Span.Start <= span.End; i++)
        {
            if (Sections[i].Span.Overlaps(span)) yield return Sections[i];
        }
    }
}
