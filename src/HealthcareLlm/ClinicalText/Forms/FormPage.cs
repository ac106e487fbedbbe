using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>A label at its place on a page.</summary>
/// <param name="Line">Index of its line in <see cref="FormPage.Lines"/>.</param>
/// <param name="First">Its first token.</param>
/// <param name="After">Index after its last token and its colon: where a value begins.</param>
/// <param name="Match">What the lexicon says; target empty for a label that it does not know.</param>
/// <param name="HasColon">Whether a colon, question mark or dash ends it.</param>
/// <param name="IsWholeCell">Whether nothing else stands in its cell.</param>
internal sealed record LabelHit(int Line, int First, int After, LabelMatch Match, bool HasColon, bool IsWholeCell);

/// <summary>A page as a form reader sees it.</summary>
/// <param name="Source">The document.</param>
/// <param name="Page">The page.</param>
/// <param name="Lines">Its lines in tokens.</param>
/// <param name="Reading">How damaged words of labels are read.</param>
internal sealed record FormPage(SourceDocument Source, Page Page, List<FormLine> Lines, WordReading Reading)
{
    /// <summary>Labels of each line, from left to right.</summary>
    internal List<LabelHit>[] Hits { get; } = [.. Lines.Select(_ => new List<LabelHit>())];

    /// <summary>Lines that a table has taken.</summary>
    internal HashSet<int> TableLines { get; } = [];

    /// <summary>Topics by place.</summary>
    internal TopicMap Topics { get; set; } = new();

    /// <summary>Whether this page's labels stand under their values.</summary>
    internal bool LabelsBelow { get; set; }

    /// <summary>Whether this page's labels stand right of their values.</summary>
    internal bool LabelsRight { get; set; }

    /// <summary>Questions of a questionnaire, with their answers, in order.</summary>
    internal List<Concepts.Asked> Asked { get; } = [];

    internal string Text => Source.Text;

    /// <summary>A page without the words that boxes have spent.</summary>
    internal static FormPage Of(SourceDocument source, Page page, HashSet<int>? spent = null)
    {
        bool damaged = page.Reading is not (PageReading.Text or PageReading.TextLayer);
        return new(source, page, FormTokenizer.Tokenize(source, page, spent), new(damaged));
    }

    /// <summary>Usual height of a line of this page, layout pixels.</summary>
    internal double LineHeight => Lines.Count == 0 ? 1 : _lineHeight ??= Lines.Select(l => l.Height).Order().ElementAt(Lines.Count / 2);

    private double? _lineHeight;
}
