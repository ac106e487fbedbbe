using HealthcareLlm.Documents;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Reads a page's annotations, with the form fields behind its widgets, straight from the file's dictionaries.</summary>
internal sealed class AnnotationReader(IPdfTokenScanner scanner, PageSpace space)
{
    // Fields nest a few levels; a file whose fields name one another as parents must not hold us.
    private const int MaximumDepth = 16;
    private const int MaximumAnnotations = 5_000;
    private const int Hidden = 2, NoView = 32;

    internal IReadOnlyList<PageAnnotation> Read(DictionaryToken page)
    {
        var found = new List<PageAnnotation>();
        if (Get<ArrayToken>(page, "Annots") is not { } all) return found;
        foreach (var token in all.Data.Take(MaximumAnnotations))
        {
            if (Resolve(token) is DictionaryToken annotation && ReadOne(annotation) is { } read) found.Add(read);
        }

        return found;
    }

    private PageAnnotation? ReadOne(DictionaryToken annotation)
    {
        if (Get<ArrayToken>(annotation, "Rect") is not { } rect || Box(Numbers(rect)) is not { } box) return null;
        string kind = Name(annotation, "Subtype");
        int flags = (int)(Get<NumericToken>(annotation, "F")?.Double ?? 0);
        bool seen = (flags & (Hidden | NoView)) == 0 && box is { Width: > 0, Height: > 0 } && kind != "Popup";
        string state = Name(annotation, "AS");
        string field = NameOf(Inherited(annotation, "FT"));
        var value = Inherited(annotation, "V");
        string text = kind == "Widget" ? Text(value) : Text(Get(annotation, "Contents"));
        int fieldFlags = (int)((Inherited(annotation, "Ff") as NumericToken)?.Double ?? 0);
        bool on = state.Length > 0 ? state != "Off" : value is NameToken { Data: not "Off" } chosen && HasAppearance(annotation, chosen.Data);
        return new(kind, box, seen, field, fieldFlags, text, on, Quads(annotation));
    }

    private bool HasAppearance(DictionaryToken annotation, string state) =>
        Get<DictionaryToken>(annotation, "AP") is { } appearance && Get<DictionaryToken>(appearance, "N") is { } normal && normal.ContainsKey(NameToken.Create(state));

    private List<BoundingBox> Quads(DictionaryToken annotation)
    {
        var boxes = new List<BoundingBox>();
        double[] numbers = Get<ArrayToken>(annotation, "QuadPoints") is { } points ? Numbers(points) : [];
        for (int i = 0; i + 7 < numbers.Length; i += 8)
        {
            double[] x = [numbers[i], numbers[i + 2], numbers[i + 4], numbers[i + 6]], y = [numbers[i + 1], numbers[i + 3], numbers[i + 5], numbers[i + 7]];
            if (Box([x.Min(), y.Min(), x.Max(), y.Max()]) is { } box) boxes.Add(box);
        }

        return boxes;
    }

    private BoundingBox? Box(double[] n) => n.Length < 4 || n.Any(static v => !double.IsFinite(v))
        ? null
        : space.FromUserSpace(new PdfRectangle(Math.Min(n[0], n[2]), Math.Min(n[1], n[3]), Math.Max(n[0], n[2]), Math.Max(n[1], n[3]))).Bounds;

    private double[] Numbers(ArrayToken array) => [.. array.Data.Select(t => (Resolve(t) as NumericToken)?.Double ?? double.NaN)];

    private IToken? Inherited(DictionaryToken annotation, string name)
    {
        var dictionary = annotation;
        for (int depth = 0; depth < MaximumDepth && dictionary is not null; depth++)
        {
            if (Get(dictionary, name) is { } token) return token;
            dictionary = Get<DictionaryToken>(dictionary, "Parent");
        }

        return null;
    }

    private string Text(IToken? token) => token switch
    {
        StringToken s => s.Data,
        HexToken h => h.Data,
        NameToken n => n.Data,
        ArrayToken a => string.Join(' ', a.Data.Select(t => Text(Resolve(t)))),
        _ => string.Empty,
    };

    private static string NameOf(IToken? token) => (token as NameToken)?.Data ?? string.Empty;

    private string Name(DictionaryToken dictionary, string name) => NameOf(Get(dictionary, name));

    private T? Get<T>(DictionaryToken dictionary, string name)
        where T : class, IToken => Get(dictionary, name) as T;

    private IToken? Get(DictionaryToken dictionary, string name) => dictionary.TryGet(NameToken.Create(name), out IToken token) ? Resolve(token) : null;

    private IToken? Resolve(IToken token)
    {
        for (int depth = 0; depth < MaximumDepth; depth++)
        {
            if (token is ObjectToken known) token = known.Data;
            else if (token is IndirectReferenceToken reference)
            {
                if (scanner.Get(reference.Data) is not { } found) return null;
                token = found.Data;
            }
            else
            {
                return token is NullToken ? null : token;
            }
        }

        return null;
    }
}
