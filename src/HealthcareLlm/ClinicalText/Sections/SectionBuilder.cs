using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Walks the lines of a document once and opens sections.</summary>
internal sealed class SectionBuilder(SourceDocument source)
{
    private readonly List<(int Start, SectionCategory Category, TextSpan Title, string Rule)> _opened = [];
    private readonly string _text = source.Text;
    private SectionCategory _flow = SectionCategory.Other;
    private bool _flowIsNumbered;
    private LineKind _kind = LineKind.Text;
    private int _signatureLines;
    private bool _greeting;

    internal ImmutableArray<Section> Build()
    {
        var furniture = PageFurniture.Find(source);
        Open(0, SectionCategory.Other, default, "section-unlabelled");
        for (int p = 0; p < source.Pages.Length; p++)
        {
            var page = source.Pages[p];
            var headers = HeaderBlocks(page, furniture[p]);
            if (p > 0) StartPage(page, headers, furniture[p].Count > 0);
            for (int l = 0; l < page.Lines.Length; l++)
            {
                var kind = furniture[p].Contains(l) ? LineKind.Furniture : headers.Contains(l) ? LineKind.Header : LineKind.Text;
                ReadLine(page, l, kind);
            }
        }

        return Sections();
    }

    private void ReadLine(Page page, int index, LineKind kind)
    {
        var line = page.Lines[index];
        if (kind == LineKind.Header && _flow is not (SectionCategory.Other or SectionCategory.Header or SectionCategory.Signature) && !IsIdentity(page, index)) kind = LineKind.Text;
        if (kind == LineKind.Text && IsSignature(line)) kind = LineKind.Signature;
        if (kind is LineKind.Furniture or LineKind.Header)
        {
            if (_kind != kind) Open(line.Span.Start, SectionCategory.Header, default, kind == LineKind.Furniture ? "header-running" : "header-block");
            if (kind == LineKind.Header) (_flow, _flowIsNumbered) = (SectionCategory.Other, false);
            _kind = kind;
            return;
        }

        var titles = TitleFinder.Find(_text, line, index > 0 ? page.Lines[index - 1] : null, index + 1 < page.Lines.Length ? page.Lines[index + 1] : null, IsBold(page, line)).ToList();
        if (kind == LineKind.Signature)
        {
            if (_kind != kind) Open(line.Span.Start, SectionCategory.Signature, titles is [{ Entry.Category: SectionCategory.Signature } t, ..] ? t.Span : default, "signature-block");
            (_kind, _flow) = (kind, SectionCategory.Other);
            return;
        }

        bool resumes = _kind != LineKind.Text;
        _kind = LineKind.Text;
        foreach (var title in titles)
        {
            if (!Opens(title)) continue;
            if (resumes && title.Start > line.Span.Start) Open(line.Span.Start, _flow, default, "section-continued");
            resumes = false;
            Open(title.Start, title.Entry.Category, title.Span, title.Entry.Rule);
            (_flow, _flowIsNumbered) = (title.Entry.Category, title.Bullet);
        }

        if (resumes) Open(line.Span.Start, _flow, default, _flow == SectionCategory.Other ? "section-unlabelled" : "section-continued");
    }

    private bool Opens(Title title)
    {
        // Parts of an examination open none, unless vital signs stood between.
        if (title.Entry.Rule == TitleFinder.UnknownInline) return _flow is SectionCategory.FamilyHistory or SectionCategory.Medications or SectionCategory.Allergies or SectionCategory.SocialHistory or SectionCategory.SurgicalHistory;
        if (title.Entry.IsPart) return _flow == SectionCategory.Vitals && title.Form != TitleForm.Alone;
        // In plans and courses 'Labs:' and 'Meds:' after a bullet are items.
        bool item = title.Bullet && !_flowIsNumbered && _flow is SectionCategory.Plan or SectionCategory.AssessmentAndPlan or SectionCategory.HospitalCourse or SectionCategory.FollowUp or SectionCategory.Instructions;
        return !item || title.Entry.Category is SectionCategory.FamilyHistory or SectionCategory.PastHistory or SectionCategory.Hpi or SectionCategory.Signature;
    }

    /// <summary>A new page goes on with the section of the page before, unless it starts like a document of its own.</summary>
    private void StartPage(Page page, HashSet<int> headers, bool running)
    {
        int boundary = page.Span.Start;
        _kind = LineKind.Text;
        bool starts = !running && (headers.Count > 0 || LooksLikeLetterhead(page));
        bool continues = !starts && _flow is not (SectionCategory.Other or SectionCategory.Header or SectionCategory.Signature);
        if (!continues) (_flow, _flowIsNumbered) = (SectionCategory.Other, false);
        Open(boundary, _flow, default, continues ? "section-continued" : "section-unlabelled");
    }

    private bool LooksLikeLetterhead(Page page)
    {
        // Two short lines on top, neither of which ends or goes on as a sentence does.
        if (page.Lines.Length < 4) return false;
        for (int i = 0; i < 2; i++)
        {
            var span = page.Lines[i].Span;
            if (span.Length > 60 || !char.IsUpper(_text[span.Start]) || _text[span.End - 1] is '.' or ',' or ';' or ':' || _text.AsSpan(span.Start, span.Length).Contains(':')) return false;
        }

        return page.HasPicture;
    }

    /// <summary>Lines that belong to blocks of labels which say who and when.</summary>
    private HashSet<int> HeaderBlocks(Page page, HashSet<int> furniture)
    {
        var block = new HashSet<int>();
        for (int l = 0; l < page.Lines.Length;)
        {
            int first = l, labels = 0, identity = 0, lines = 0, gap = 0;
            int last = l;
            for (; l < page.Lines.Length; l++)
            {
                if (furniture.Contains(l)) break;
                var (count, named) = HeaderLines.Count(_text, page.Lines[l]);
                if (count == 0)
                {
                    // A value may run on to a line of its own.
                    if (lines == 0 || ++gap > 1 || page.Lines[l].Span.Length > 60 || TitleFinder.Find(_text, page.Lines[l], null, null, false).Any()) break;
                    continue;
                }

                gap = 0;
                lines++;
                labels += count;
                identity += named;
                last = l;
            }

            bool top = first <= 8;
            if (lines > 0 && labels >= 2 && (top || identity >= 2))
            {
                // What stands above it on the first page's top is its letterhead.
                int from = first <= 6 && !Enumerable.Range(0, first).Any(i => page.Lines[i].Span.Length > 80 || TitleFinder.Find(_text, page.Lines[i], null, null, false).Any(static t => t.Form != TitleForm.Alone)) ? 0 : first;
                for (int i = from; i <= last; i++) block.Add(i);
            }

            l = Math.Max(l, first + 1);
        }

        return block;
    }

    private bool IsIdentity(Page page, int index)
    {
        int identity = 0;
        for (int i = Math.Max(0, index - 4); i <= Math.Min(page.Lines.Length - 1, index + 4); i++) identity += HeaderLines.Count(_text, page.Lines[i]).Identity;
        return identity >= 2;
    }

    private bool IsSignature(Line line)
    {
        if (SignatureLines.Starts(_text, line))
        {
            (_signatureLines, _greeting) = (1, SignatureLines.IsGreeting(_text, line));
            return true;
        }

        if (_kind != LineKind.Signature || !SignatureLines.GoesOn(_text, line, _signatureLines, _greeting)) return false;
        _signatureLines++;
        return true;
    }

    private static bool IsBold(Page page, Line line)
    {
        foreach (var cell in line.Cells)
        {
            for (int w = cell.FirstWord; w < cell.FirstWord + cell.WordCount; w++)
            {
                if ((page.Words[w].Marks & WordMarks.Bold) == 0) return false;
            }
        }

        return true;
    }

    private void Open(int start, SectionCategory category, TextSpan title, string rule)
    {
        if (_opened.Count > 0 && _opened[^1].Start == start) _opened.RemoveAt(_opened.Count - 1);
        _opened.Add((start, category, title, rule));
    }

    private ImmutableArray<Section> Sections()
    {
        var sections = ImmutableArray.CreateBuilder<Section>(_opened.Count);
        for (int i = 0; i < _opened.Count; i++)
        {
            var (start, category, title, rule) = _opened[i];
            int end = i + 1 < _opened.Count ? _opened[i + 1].Start : _text.Length;
            string name = title.IsEmpty ? string.Empty : title.In(_text);
            sections.Add(new(category, name, title, new(start, end), rule));
        }

        return sections.MoveToImmutable();
    }
}
