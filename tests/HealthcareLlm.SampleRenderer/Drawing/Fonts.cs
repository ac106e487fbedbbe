using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Fonts by path, so that no font lookup of the machine decides what a page looks like.</summary>
internal static class Fonts
{
    private const string Root = "/usr/share/fonts/truetype/";
    private static readonly Dictionary<string, SKTypeface> Loaded = [];

    /// <summary>A font of a family: sans, serif, mono, narrow, dejavu, dejacond, dejaserif, dejaserifcond or dejamono; size in points.</summary>
    public static SKFont Get(string family, bool bold, bool italic, float size)
    {
        var path = Root + Name(family) + (family.StartsWith("deja", StringComparison.Ordinal) ? Dejavu(bold, italic, family) : Liberation(bold, italic)) + ".ttf";
        if (!Loaded.TryGetValue(path, out var face))
            Loaded[path] = face = SKTypeface.FromFile(path) ?? throw new FileNotFoundException("a font is missing: apt-get install fonts-liberation fonts-dejavu-core", path);
        return new SKFont(face, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
    }

    private static string Name(string family) => family switch
    {
        "sans" => "liberation/LiberationSans",
        "serif" => "liberation/LiberationSerif",
        "mono" => "liberation/LiberationMono",
        "narrow" => "liberation/LiberationSansNarrow",
        "dejavu" => "dejavu/DejaVuSans",
        "dejacond" => "dejavu/DejaVuSansCondensed",
        "dejaserifcond" => "dejavu/DejaVuSerifCondensed",
        "dejaserif" => "dejavu/DejaVuSerif",
        "dejamono" => "dejavu/DejaVuSansMono",
        _ => throw new ArgumentException($"no such font: {family}"),
    };

    private static string Liberation(bool bold, bool italic) => (bold, italic) switch
    {
        (true, true) => "-BoldItalic",
        (true, false) => "-Bold",
        (false, true) => "-Italic",
        _ => "-Regular",
    };

    private static string Dejavu(bool bold, bool italic, string family) => (bold, italic) switch
    {
        (true, _) => "-Bold",
        (false, true) => family.StartsWith("dejaserif", StringComparison.Ordinal) ? "" : "-Oblique",
        _ => "",
    };
}
