using System.Globalization;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>What a page's own words amount to once the picture was asked.</summary>
internal sealed class DigitalPage
{
    /// <summary>Words that the picture bears out, without those of annotations and check boxes.</summary>
    internal List<DrawnWord> Trusted { get; init; } = [];

    /// <summary>Words of annotations' appearances and of check boxes; boxes in points.</summary>
    internal List<(string Text, BoundingBox Box, WordSource Source, WordMarks Marks)> Added { get; init; } = [];

    /// <summary>Trusted words with a stroke through them.</summary>
    internal HashSet<DrawnWord> Struck { get; init; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Ruling lines, points.</summary>
    internal List<BoundingBox> Rules { get; init; } = [];

    /// <summary>Places, points, whose ink is understood and is to be wiped before recognition.</summary>
    internal List<BoundingBox> Explained { get; init; } = [];

    /// <summary>Where ink is that nothing explains, points, from the top down; empty where there is none.</summary>
    internal IReadOnlyList<BoundingBox> Residual { get; set; } = [];

    /// <summary>Whether the text layer is of no use and the whole page must be read from its picture.</summary>
    internal bool IsUseless { get; set; }

    /// <summary>What was found out on the way.</summary>
    internal List<Issue> Issues { get; init; } = [];

    internal void Add(IssueCode code, IssueSeverity severity, string message) => Issues.Add(new(code, severity, message));

    internal static string Count(int count, string one, string many) => count == 1 ? one : string.Create(CultureInfo.InvariantCulture, $"{count} {many}");
}

/// <summary>The pictures of a page at 100 dpi.</summary>
/// <param name="Shown">As a viewer shows it.</param>
/// <param name="Bare">Without annotations; null where it has none.</param>
/// <param name="Appearances">Words of annotations' appearances and all others, by poppler; empty where the page has no annotations.</param>
internal sealed record PageViews(GrayPicture Shown, GrayPicture? Bare, IReadOnlyList<LayerWord> Appearances);

/// <summary>Judges the words of a page by its picture.</summary>
internal sealed class DigitalPageReader(PageContent page, PageViews views)
{
    // Share of words that the picture only half bears out above which the whole layer is distrusted.
    private const double MaximumDoubtful = 0.3;

    // Share of a word's ink that an annotation changed above which the word is covered.
    private const double CoveredShare = 0.3;

    // Print smaller than this, points, is a line to the eye.
    private const double MinimumSize = 2.5;

    private readonly PagePixels _pixels = new(views.Shown, page.Width, page.Height);
    private readonly PagePixels? _bare = views.Bare is { } bare && bare.Width == views.Shown.Width && bare.Height == views.Shown.Height ? new(bare, page.Width, page.Height) : null;
    private readonly DigitalPage _result = new();

    internal DigitalPage Read()
    {
        var boxes = new CheckBoxFinder(page, _pixels).Find();
        var words = Seen(boxes);
        if (GarbageText.Is(words))
        {
            _result.IsUseless = true;
            _result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "The text layer's letters are mapped to nonsense; the picture was read instead.");
            return _result;
        }

        words = Consistent(words);
        int doubtful = Judge(words);
        if (doubtful > 3 && doubtful > words.Count * MaximumDoubtful)
        {
            _result.IsUseless = true;
            _result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "Many words of the text layer do not fit the picture; the picture was read instead.");
            return _result;
        }

        TakeCheckBoxes(boxes);
        new AppearanceWords(page, views.Appearances, _pixels, _result).Take();
        _result.Rules.AddRange(PageRules.Of(page.Shapes));
        Strike();
        FindResidual();
        return _result;
    }

    private List<DrawnWord> Seen(List<FoundCheckBox> boxes)
    {
        var covers = new CoveredGlyphs(page);
        var seen = new List<Glyph>(page.Glyphs.Count);
        var hidden = new List<Glyph>();
        foreach (var glyph in page.Glyphs)
        {
            if (glyph.IsPainted && !covers.Covers(glyph)) seen.Add(glyph);
            else hidden.Add(glyph);
        }

        if (hidden.Count > 0) ReportHidden(WordMaker.Make(hidden).Count);
        var words = WordMaker.Make(seen);
        // What stands in a check box is its mark, not a word.
        if (boxes.Count > 0) words = words.FindAll(w => !boxes.Exists(b => Holds(b.Box, w.Box) && w.Glyphs.Count == 1));
        return CombWords.Join(words, PageRules.Of(page.Shapes));
    }

    private static bool Holds(BoundingBox box, BoundingBox word) =>
        word.CenterX > box.X && word.CenterX < box.Right && word.CenterY > box.Y && word.CenterY < box.Bottom;

    private void ReportHidden(int count)
    {
        if (count == 0) return;
        bool scan = page.Images.Any(i => i.Box.Area > 0.5 * page.Width * page.Height);
        string message = scan
            ? "A scan bears an invisible text layer, which was not used: " + DigitalPage.Count(count, "one word.", "words.")
            : "Text that a person does not see (invisible, clipped, off the page or covered) was left out: " + DigitalPage.Count(count, "one word.", "words.");
        _result.Add(IssueCode.HiddenText, scan ? IssueSeverity.Information : IssueSeverity.Warning, message);
    }

    /// <summary>Drops words painted twice; words that lie over others and say something else are all left to the picture.</summary>
    private List<DrawnWord> Consistent(List<DrawnWord> words)
    {
        var ordered = words.OrderBy(static w => w.Box.Y).ToList();
        var dropped = new HashSet<DrawnWord>(ReferenceEqualityComparer.Instance);
        int contradicted = 0;
        for (int i = 0; i < ordered.Count; i++)
        {
            for (int j = i + 1; j < ordered.Count && ordered[j].Box.Y < ordered[i].Box.Bottom; j++)
            {
                DrawnWord a = ordered[i], b = ordered[j];
                if (a.Angle != b.Angle || a.Box.Intersect(b.Box).Area < 0.5 * Math.Min(a.Box.Area, b.Box.Area) || a.Box.Area <= 0) continue;
                if (a.Text == b.Text)
                {
                    dropped.Add(b);
                    continue;
                }

                // A mark over an empty box's glyph is one check box.
                if ((a.Check == CheckGlyph.Empty && CheckGlyphs.IsMark(b.Glyphs[0]) && b.Glyphs.Count == 1) || (b.Check == CheckGlyph.Empty && CheckGlyphs.IsMark(a.Glyphs[0]) && a.Glyphs.Count == 1))
                {
                    dropped.Add(a.Check == CheckGlyph.Empty ? b : a);
                    continue;
                }

                if (a.Size > b.Size * 2 || b.Size > a.Size * 2) continue; // a watermark behind print
                if (dropped.Add(a)) contradicted++;
                if (dropped.Add(b)) contradicted++;
            }
        }

        if (contradicted > 0)
        {
            _result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "Words lie over one another and were read from the picture: " + DigitalPage.Count(contradicted, "one word.", "words."));
        }

        return dropped.Count == 0 ? words : words.FindAll(w => !dropped.Contains(w));
    }

    /// <summary>Asks the picture about each word; gives the number of those that it bears out only in part.</summary>
    private int Judge(List<DrawnWord> words)
    {
        int unseen = 0, partly = 0, covered = 0;
        foreach (var word in words)
        {
            if (word.Size < MinimumSize && word.Text.Any(char.IsLetterOrDigit)) unseen++;
            else if (IsCovered(word)) covered++;
            else if (_bare is null && InkCheck.Of(word, _pixels) is var verdict && verdict != InkVerdict.Seen) Count(verdict);
            else if (_bare is not null && InkCheck.Of(word, _bare) is var bare && bare != InkVerdict.Seen) Count(bare);
            else _result.Trusted.Add(word);
        }

        void Count(InkVerdict verdict)
        {
            if (verdict == InkVerdict.Unseen) unseen++;
            else partly++;
        }

        if (unseen > 0) _result.Add(IssueCode.HiddenText, IssueSeverity.Warning, "Text without legible ink in the picture was left out: " + DigitalPage.Count(unseen, "one word.", "words."));
        if (covered > 0) _result.Add(IssueCode.AddedByHand, IssueSeverity.Warning, "Something added to the page covers text, which was not used: " + DigitalPage.Count(covered, "one word.", "words."));
        if (partly > 0) _result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "Words that the picture shows only in part were read from it: " + DigitalPage.Count(partly, "one word.", "words."));
        return partly;
    }

    private bool IsCovered(DrawnWord word)
    {
        if (_bare is null) return false;
        var (left, top, right, bottom) = _bare.Pixels(word.Box);
        int ground = _bare.Ground(word.Box), inked = 0, changed = 0;
        for (int y = top; y < bottom; y++)
        {
            var before = _bare.Picture.Row(y)[left..right];
            var after = _pixels.Picture.Row(y)[left..right];
            for (int x = 0; x < before.Length; x++)
            {
                if (Math.Abs(before[x] - ground) < 60) continue;
                inked++;
                if (Math.Abs(before[x] - after[x]) > 50) changed++;
            }
        }

        return inked > 0 && changed > inked * CoveredShare;
    }

    private void TakeCheckBoxes(List<FoundCheckBox> boxes)
    {
        foreach (var box in boxes) _result.Added.Add((box.Text, box.Box, box.Source, box.State));
        _result.Explained.AddRange(boxes.Select(static b => Widened(b.Box, b.Box.Height * 0.35)));
        ReportChangedFields();
        bool empties = _result.Trusted.Exists(static w => w.Check == CheckGlyph.Empty);
        foreach (var word in _result.Trusted.ToList())
        {
            WordMarks? state = word.Check switch
            {
                CheckGlyph.Empty => CheckGlyphs.IsRing(word.Text) && CheckGlyphs.IsBare(word.Box, word.Glyphs, page) ? CheckBoxState.OfRing(word.Box, _pixels) : CheckBoxState.Of(word.Box, _pixels),
                CheckGlyph.Marked or CheckGlyph.Tick => WordMarks.CheckBoxMarked,
                CheckGlyph.Solid when empties => WordMarks.CheckBoxMarked,
                _ => null,
            };
            if (state is not { } marks) continue;
            _result.Trusted.Remove(word);
            _result.Explained.Add(Widened(word.Box, 1));
            _result.Added.Add((new FoundCheckBox(word.Box, marks, WordSource.TextLayer).Text, word.Box, WordSource.TextLayer, marks));
        }
    }

    private void ReportChangedFields()
    {
        int differ = page.Annotations.Count(a => a.IsCheckBox && a.IsSeen && (CheckBoxState.Of(a.Box, _pixels) is var state) && state != (a.IsOn ? WordMarks.CheckBoxMarked : WordMarks.CheckBoxEmpty));
        if (differ > 0) _result.Add(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "Check boxes of the form show another state than they store; the picture was taken: " + DigitalPage.Count(differ, "one box.", "boxes."));
    }

    private static BoundingBox Widened(BoundingBox box, double by) => new(box.X - by, box.Y - by, box.Width + (2 * by), box.Height + (2 * by));

    private void Strike()
    {
        var level = _result.Rules.FindAll(static r => r.Width > r.Height);
        var marked = page.Annotations.Where(static a => a.IsSeen && a.Kind == "StrikeOut").SelectMany(static a => a.Quads.Count > 0 ? a.Quads : [a.Box]).ToList();
        foreach (var word in _result.Trusted)
        {
            bool struck = PageRules.Strikes(level, page.Shapes, word) || marked.Exists(m => m.Intersect(word.Box).Area > word.Box.Area * 0.5);
            if (struck) _result.Struck.Add(word);
        }

        int count = _result.Struck.Count;
        if (count > 0) _result.Add(IssueCode.StruckOut, IssueSeverity.Warning, "A stroke runs through " + DigitalPage.Count(count, "one word.", "words."));
        if (page.Annotations.Any(static a => a.IsAddedByHand))
        {
            _result.Add(IssueCode.AddedByHand, IssueSeverity.Information, "Notes, stamps or marks were added to the page; what they show is part of it.");
        }
    }

    /// <summary>Wipes what is understood out of the picture, which nothing else needs any more, and looks at what is left.</summary>
    private void FindResidual()
    {
        foreach (var word in _result.Trusted)
        {
            // Slanted words own their glyphs' places, not the whole box around them.
            if (word.Angle % 90 == 0) _result.Explained.Add(word.Box);
            else _result.Explained.AddRange(word.Glyphs.Select(static g => g.Corners.Bounds));
        }

        _result.Explained.AddRange(_result.Added.Select(static a => a.Box));
        foreach (var box in _result.Explained) _pixels.Wipe(box, 2);
        foreach (var rule in _result.Rules) _pixels.Wipe(rule, 1.5);
        var pieces = new ResidualInk(_pixels.Picture).Find();
        _result.Residual = [.. ResidualRegions.Of([.. pieces.Select(p => new BoundingBox(p.Left / _pixels.ScaleX, p.Top / _pixels.ScaleY, (p.Right - p.Left) / _pixels.ScaleX, (p.Bottom - p.Top) / _pixels.ScaleY))])];
    }
}
