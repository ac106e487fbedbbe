using HealthcareLlm.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Graphics.Core;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig.XObjects;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>
/// Walks a page's content and keeps glyphs, shapes and images with the order in which they are painted, which the library's own page does not tell:
/// only so can be known what was covered later.
/// </summary>
internal sealed class PageContentReader : BaseStreamProcessor<PageContent>
{
    // A page of print has some thousands of shapes; a map or a drawing may have millions, which no one reads as words.
    private const int MaximumShapes = 60_000;

    private readonly PageSpace _space;
    private readonly IResourceStore _resources;
    private readonly IPdfTokenScanner _scanner;
    private readonly ILookupFilterProvider _filters;
    private readonly List<Glyph> _glyphs = [];
    private readonly List<Shape> _shapes = [];
    private readonly List<PlacedImage> _images = [];
    private readonly Stack<BoundingBox> _clips = new();
    private readonly Dictionary<IColor, double> _luminances = new(ReferenceEqualityComparer.Instance);
    private readonly PathTracer _path;
    private BoundingBox _clip;
    private int _order;
    private bool _hasShading;
    private bool _clipAtEnd;

    internal PageContentReader(
        PageSpace space, int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser parser, ILookupFilterProvider filters,
        CropBox cropBox, UserSpaceUnit unit, PageRotationDegrees rotation, TransformationMatrix initial, ParsingOptions options)
        : base(pageNumber, resources, scanner, parser, filters, cropBox, unit, rotation, initial, options)
    {
        _space = space;
        _resources = resources;
        _scanner = scanner;
        _filters = filters;
        _clip = new(0, 0, space.Width, space.Height);
        _path = new(point => space.At(GetCurrentState().CurrentTransformationMatrix.Transform(point)));
    }

    /// <inheritdoc />
    public override PageContent Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        CloneAllStates();
        ProcessOperations(operations);
        return new(pageNumberCurrent, _space.Width, _space.Height, _glyphs, _shapes, _images, [], _hasShading);
    }

    /// <inheritdoc />
    public override void PushState()
    {
        base.PushState();
        _clips.Push(_clip);
    }

    /// <inheritdoc />
    public override void PopState()
    {
        base.PopState();
        if (_clips.TryPop(out var clip)) _clip = clip;
    }

    /// <inheritdoc />
    public override void RenderGlyph(
        IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
        in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix, CharacterBoundingBox characterBoundingBox)
    {
        var corners = _space.At(transformationMatrix.Transform(textMatrix.Transform(renderingMatrix.Transform(Likely(characterBoundingBox)))));
        var advance = transformationMatrix.Transform(textMatrix.Transform(renderingMatrix.Transform(new PdfRectangle(0, 0, characterBoundingBox.Width, UserSpaceUnit.PointMultiples))));
        var mode = currentState.FontState.TextRenderingMode;
        bool stroked = mode is TextRenderingMode.Stroke or TextRenderingMode.StrokeClip;
        bool painted = mode is not (TextRenderingMode.Neither or TextRenderingMode.NeitherClip)
            && (stroked ? currentState.AlphaConstantStroking : currentState.AlphaConstantNonStroking) > MinimumAlpha
            && IsInsideClip(corners.Bounds);
        double luminance = Luminance(stroked ? currentState.CurrentStrokingColor : currentState.CurrentNonStrokingColor);
        _glyphs.Add(new(
            unicode ?? string.Empty, corners, _space.At(advance.BottomLeft), _space.At(advance.BottomRight), pointSize, _order++, TextSequence,
            luminance, font.Details.Name ?? string.Empty, IsBold(font.Details), painted));
    }

    // A glyph of a font that is not embedded comes with the whole font's box. What reaches far beyond the glyph's own advance, or above any letter, is that; in ems.
    private static PdfRectangle Likely(CharacterBoundingBox box)
    {
        const double overhang = 0.25, tallest = 1.05, rise = 0.74, fall = -0.21;
        var glyph = box.GlyphBounds;
        double left = glyph.Left, right = glyph.Right, bottom = glyph.Bottom, top = glyph.Top;
        if (box.Width > 0 && (left < -overhang || right > box.Width + overhang)) (left, right) = (0, box.Width);
        if (top - bottom > tallest) (bottom, top) = (Math.Max(bottom, fall), Math.Min(top, rise));
        return new(left, bottom, right, top);
    }

    // Fainter than this a person takes for nothing.
    private const double MinimumAlpha = 0.08;

    private static bool IsBold(FontDetails font) => font.IsBold || font.Weight >= 600
        || (font.Name is { } name && (name.Contains("Bold", StringComparison.OrdinalIgnoreCase) || name.Contains("Black", StringComparison.OrdinalIgnoreCase) || name.Contains("Heavy", StringComparison.OrdinalIgnoreCase)));

    private bool IsInsideClip(BoundingBox box)
    {
        // The middle decides: a glyph that is cut by half is a matter for the picture.
        const double tolerance = 0.5;
        return box.CenterX >= _clip.X - tolerance && box.CenterX <= _clip.Right + tolerance && box.CenterY >= _clip.Y - tolerance && box.CenterY <= _clip.Bottom + tolerance;
    }

    private double Luminance(IColor? color)
    {
        if (color is null) return 0;
        if (_luminances.TryGetValue(color, out double known)) return known;
        double luminance;
        try
        {
            var (r, g, b) = color.ToRGBValues();
            // Weights of ITU-R BT.601, as poppler turns colours to grey.
            luminance = (0.299 * r) + (0.587 * g) + (0.114 * b);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArgumentException or NotImplementedException)
        {
            luminance = double.NaN; // a pattern or a colour space without red, green and blue: PdfPig tells neither beforehand
        }

        return _luminances[color] = luminance;
    }

    /// <inheritdoc />
    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord)
    {
        IPdfImage? image = null;
        try
        {
            image = XObjectFactory.ReadImage(xObjectContentRecord, _scanner, _filters, _resources);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or StackOverflowException))
        {
            // An image that the library cannot describe is still ink in the picture.
        }

        AddImage(image, GetCurrentState().CurrentTransformationMatrix);
    }

    /// <inheritdoc />
    protected override void RenderInlineImage(InlineImage inlineImage) => AddImage(null, GetCurrentState().CurrentTransformationMatrix);

    private void AddImage(IPdfImage? image, TransformationMatrix matrix)
    {
        var quad = _space.At(matrix.Transform(new PdfRectangle(0, 0, 1, 1)));
        bool upright = Math.Abs(quad.A.Y - quad.B.Y) < 0.5 && quad.B.X > quad.A.X && Math.Abs(quad.A.X - quad.D.X) < 0.5 && quad.D.Y < quad.A.Y;
        bool opaque = image is { IsImageMask: false, MaskImage: null } && GetCurrentState() is { AlphaConstantNonStroking: > 0.99, BlendMode: BlendMode.Normal, SoftMask: null }
            && !image.ImageDictionary.ContainsKey(NameToken.Smask) && !image.ImageDictionary.ContainsKey(NameToken.Mask);
        _images.Add(new(quad.Bounds.Intersect(_clip), upright, opaque, image, _order++));
    }

    private void Paint(bool fill, bool stroke)
    {
        var state = GetCurrentState();
        double alpha = fill ? state.AlphaConstantNonStroking : state.AlphaConstantStroking;
        if (alpha > MinimumAlpha && _shapes.Count < MaximumShapes)
        {
            double luminance = Luminance(fill ? state.CurrentNonStrokingColor : state.CurrentStrokingColor);
            bool opaque = alpha > 0.99 && state is { BlendMode: BlendMode.Normal, SoftMask: null } && !double.IsNaN(luminance);
            var matrix = state.CurrentTransformationMatrix;
            double width = state.LineWidth * Math.Sqrt(Math.Abs((matrix.A * matrix.D) - (matrix.B * matrix.C)));
            foreach (var part in _path.Parts())
            {
                var shape = part with { IsFilled = fill, IsStroked = stroke, IsOpaque = opaque, StrokeWidth = stroke ? width : 0, Luminance = luminance, Order = _order };
                if (Clipped(shape) is { } seen) _shapes.Add(seen);
            }

            _order++;
        }

        FinishPath();
    }

    private Shape? Clipped(Shape shape)
    {
        if (shape.Box.X >= _clip.X - 1 && shape.Box.Right <= _clip.Right + 1 && shape.Box.Y >= _clip.Y - 1 && shape.Box.Bottom <= _clip.Bottom + 1) return shape;
        double x = Math.Max(shape.Box.X, _clip.X), y = Math.Max(shape.Box.Y, _clip.Y);
        double right = Math.Min(shape.Box.Right, _clip.Right), bottom = Math.Min(shape.Box.Bottom, _clip.Bottom);
        return right < x || bottom < y ? null : shape with { Box = new(x, y, right - x, bottom - y), IsRound = false };
    }

    private void FinishPath()
    {
        if (_clipAtEnd && _path.Bounds() is { } bounds) _clip = bounds.Intersect(_clip);
        _clipAtEnd = false;
        _path.Clear();
    }

    /// <inheritdoc />
    public override void BeginSubpath()
    {
    }

    /// <inheritdoc />
    public override PdfPoint? CloseSubpath()
    {
        _path.Close();
        return null;
    }

    /// <inheritdoc />
    public override void StrokePath(bool close)
    {
        if (close) _path.Close();
        Paint(fill: false, stroke: true);
    }

    /// <inheritdoc />
    public override void FillPath(FillingRule fillingRule, bool close) => Paint(fill: true, stroke: false);

    /// <inheritdoc />
    public override void FillStrokePath(FillingRule fillingRule, bool close)
    {
        if (close) _path.Close();
        Paint(fill: true, stroke: true);
    }

    /// <inheritdoc />
    public override void MoveTo(double x, double y) => _path.MoveTo(new(x, y));

    /// <inheritdoc />
    public override void LineTo(double x, double y) => _path.LineTo(new(x, y));

    /// <inheritdoc />
    public override void BezierCurveTo(double x2, double y2, double x3, double y3) => _path.CurveTo(new(x2, y2), new(x2, y2), new(x3, y3));

    /// <inheritdoc />
    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3) => _path.CurveTo(new(x1, y1), new(x2, y2), new(x3, y3));

    /// <inheritdoc />
    public override void Rectangle(double x, double y, double width, double height) => _path.Rectangle(x, y, width, height);

    /// <inheritdoc />
    public override void EndPath() => FinishPath();

    /// <inheritdoc />
    public override void ClosePath() => _path.Close();

    /// <inheritdoc />
    public override void ModifyClippingIntersect(FillingRule clippingRule) => _clipAtEnd = true;

    /// <inheritdoc />
    protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule) => _clip = _space.At(rectangle).Bounds.Intersect(_clip);

    /// <inheritdoc />
    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
    {
        // Layers that are switched off have no ink in the picture.
    }

    /// <inheritdoc />
    public override void EndMarkedContent()
    {
    }

    /// <inheritdoc />
    public override void PaintShading(NameToken shadingName)
    {
        _hasShading = true;
        _order++;
    }
}
