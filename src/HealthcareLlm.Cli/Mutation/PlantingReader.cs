using System.Collections.Concurrent;
using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation.Mutation;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Mutation;

/// <summary>
/// Reads each file once by another reader and gives it with changes planted in its text. It answers for no picture: these still show what stood there before, and the
/// guards that look at pictures would catch every change for that reason alone.
/// </summary>
/// <param name="inner">The reader.</param>
internal sealed class PlantingReader(IDocumentReader inner) : IDocumentReader
{
    private readonly ConcurrentDictionary<DocumentId, SourceDocument> _read = new();

    /// <summary>What is planted.</summary>
    internal ImmutableArray<TextEdit> Edits { get; set; } = [];

    public bool CanRead(SourceFile file) => inner.CanRead(file);

    public async Task<SourceDocument> ReadAsync(SourceFile file, DistrustedPages distrusted, CancellationToken cancellation)
    {
        if (!_read.TryGetValue(file.Id, out var document)) _read[file.Id] = document = await inner.ReadAsync(file, distrusted, cancellation).ConfigureAwait(false);
        return Planted(file, document, new(Edits, document.Id)) ?? document;
    }

    public Task<IReadOnlyList<RegionReading>> ReadRegionsAsync(SourceFile file, int page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegionReading>>([]);

    public Task<PagePicture?> RenderAsync(SourceFile file, int page, int maximumWidth, CancellationToken cancellation) => Task.FromResult<PagePicture?>(null);

    /// <summary>Whether a document can be put together anew from its words, so that something can be planted in it.</summary>
    internal static bool CanPlant(SourceFile file, SourceDocument document) => document.Pages.Length > 0 && (document.MediaType == "text/plain" || Compose(file, document, new([], document.Id))?.Text == document.Text);

    /// <summary>The document with its changes; null where these cannot be planted so that nothing else changes.</summary>
    internal static SourceDocument? Planted(SourceFile file, SourceDocument document, EditedText edited)
    {
        if (edited.IsEmpty) return document;
        string text = edited.Apply(document.Text);
        if (document.MediaType == "text/plain") return DocumentComposer.ComposeText(file, text, document.Issues);
        var made = Compose(file, document, edited);
        return made?.Text == text ? made : null;
    }

    private static SourceDocument? Compose(SourceFile file, SourceDocument document, EditedText edited)
    {
        var pages = document.Pages.Select(p => new RawPage
        {
            Number = p.Number,
            Width = p.Width,
            Height = p.Height,
            DpiX = p.DpiX,
            DpiY = p.DpiY,
            Reading = p.Reading,
            OcrConfidence = p.OcrConfidence,
            Words = [.. p.Words.SelectMany(w => Words(w, edited))],
            Rules = [.. p.Rules.Select(Rule)],
        });
        return DocumentComposer.Compose(file, document.MediaType, pages, document.Issues, document.Readers);
    }

    private static IEnumerable<RawWord> Words(Word word, EditedText edited)
    {
        string text = word.Text;
        double left = word.Box.X, layoutLeft = word.LayoutBox.X;
        foreach (var edit in edited.Edits.Where(e => e.Span.IsEmpty && e.Span.Start == word.Span.Start))
        {
            // Words put before this one share its place; they are read from left to right.
            string[] before = edit.Replacement.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double share = 1.0 / (before.Length + 1);
            for (int i = 0; i < before.Length; i++) yield return Part(word, before[i], i * share, share * 0.98);
            left = word.Box.X + (word.Box.Width * before.Length * share);
            layoutLeft = word.LayoutBox.X + (word.LayoutBox.Width * before.Length * share);
        }

        foreach (var edit in edited.Edits.Where(e => !e.Span.IsEmpty && e.Span.Overlaps(word.Span)).Reverse())
        {
            bool inside = word.Span.Contains(edit.Span);
            int from = Math.Max(edit.Span.Start, word.Span.Start) - word.Span.Start, to = Math.Min(edit.Span.End, word.Span.End) - word.Span.Start;
            // A replacement over several words keeps its length, or cannot be planted.
            int at = word.Span.Start + from - edit.Span.Start;
            string by = inside ? edit.Replacement : at + to - from <= edit.Replacement.Length ? edit.Replacement.Substring(at, to - from) : text[from..to];
            text = text[..from] + by + text[to..];
        }

        yield return new(text, word.Box with { X = left, Width = word.Box.Right - left }, word.LayoutBox with { X = layoutLeft, Width = word.LayoutBox.Right - layoutLeft }, word.Confidence, word.Source, word.Marks, word.Style);
    }

    private static RawWord Part(Word word, string text, double from, double share) => new(
        text,
        word.Box with { X = word.Box.X + (word.Box.Width * from), Width = word.Box.Width * share },
        word.LayoutBox with { X = word.LayoutBox.X + (word.LayoutBox.Width * from), Width = word.LayoutBox.Width * share },
        word.Confidence, word.Source, word.Marks, word.Style);

    private static Rule Rule(RulingLine line) => Math.Abs(line.X2 - line.X1) >= Math.Abs(line.Y2 - line.Y1)
        ? new(new(line.X1, Math.Min(line.Y1, line.Y2), line.X2 - line.X1, Math.Abs(line.Y2 - line.Y1)), line.Y2 - line.Y1)
        : new(new(Math.Min(line.X1, line.X2), line.Y1, Math.Abs(line.X2 - line.X1), line.Y2 - line.Y1), line.X2 - line.X1);
}
