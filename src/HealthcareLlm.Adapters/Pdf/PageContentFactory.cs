using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Makes <see cref="PageContent"/> of the PDF library's parsed pages.</summary>
internal sealed class PageContentFactory(
    IPdfTokenScanner scanner, IResourceStore resources, ILookupFilterProvider filters, IPageContentParser parser, ParsingOptions options)
    : BasePageFactory<PageContent>(scanner, resources, filters, parser, options)
{
    /// <inheritdoc />
    protected override PageContent ProcessPage(
        int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox,
        UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        var space = PageSpace.Of(mediaBox, cropBox, initialMatrix);
        var reader = new PageContentReader(space, pageNumber, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, ParsingOptions);
        var content = reader.Process(pageNumber, operations);
        return content with { Annotations = new AnnotationReader(PdfScanner, space).Read(dictionary) };
    }
}

/// <summary>From the library's upright page space (origin at the lower left) to points from the top left.</summary>
internal sealed record PageSpace(double Left, double Top, double Width, double Height, TransformationMatrix Initial)
{
    internal static PageSpace Of(MediaBox mediaBox, CropBox cropBox, TransformationMatrix initial)
    {
        var view = mediaBox.Bounds.Intersect(cropBox.Bounds) ?? cropBox.Bounds;
        PdfPoint a = initial.Transform(view.BottomLeft), b = initial.Transform(view.TopRight);
        double left = Math.Min(a.X, b.X), bottom = Math.Min(a.Y, b.Y), right = Math.Max(a.X, b.X), top = Math.Max(a.Y, b.Y);
        return new(left, top, right - left, top - bottom, initial);
    }

    internal Point At(PdfPoint point) => new(point.X - Left, Top - point.Y);

    internal Quad At(PdfRectangle box) => new(At(box.BottomLeft), At(box.BottomRight), At(box.TopRight), At(box.TopLeft));

    /// <summary>A rectangle in the page's own user space, such as an annotation's.</summary>
    internal Quad FromUserSpace(PdfRectangle box) => At(Initial.Transform(box));
}
