using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>Adds form fields, annotations and hidden text to a PDF that Skia wrote, as an incremental update of the file.</summary>
internal sealed partial class PdfPatcher
{
    private const string Fonts = "/Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>/HeBo<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>/Cour<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>";
    private readonly List<(int Number, string Body)> _objects = [];
    private readonly List<int> _fields = [];
    private readonly string _text;
    private readonly float _height;
    private int _next;

    private PdfPatcher(byte[] pdf, float height)
    {
        _text = Encoding.Latin1.GetString(pdf);
        _height = height;
        _next = int.Parse(Size().Matches(_text)[^1].Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The file with everything added; unchanged where no page has extras.</summary>
    public static byte[] Patch(byte[] pdf, IReadOnlyList<IReadOnlyList<PdfExtra>> pages, float height) =>
        pages.All(p => p.Count == 0) ? pdf : new PdfPatcher(pdf, height).Write(pdf, pages);

    private byte[] Write(byte[] pdf, IReadOnlyList<IReadOnlyList<PdfExtra>> pages)
    {
        var order = Kids().Match(_text).Groups[1].Value.Split(" 0 R", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < pages.Count; i++)
        {
            if (pages[i].Count > 0)
                PatchPage(int.Parse(order[i], CultureInfo.InvariantCulture), pages[i]);
        }
        var root = int.Parse(Root().Matches(_text)[^1].Groups[1].Value, CultureInfo.InvariantCulture);
        if (_fields.Count > 0)
            _objects.Add((root, Body(root).Insert(2, $"/AcroForm<</Fields[{string.Join(' ', _fields.Select(f => $"{f} 0 R"))}]/DR<<{Fonts}>>/DA(/Helv 10 Tf 0 g)>>\n")));
        var update = new StringBuilder("\n");
        var offsets = new SortedDictionary<int, long>();
        foreach (var (number, body) in _objects)
        {
            offsets[number] = pdf.Length + update.Length;
            update.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }
        var start = pdf.Length + update.Length;
        update.Append("xref\n");
        foreach (var (number, offset) in offsets)
            update.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n");
        update.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {_next}/Root {root} 0 R/Prev {Start().Matches(_text)[^1].Groups[1].Value}>>\nstartxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(update.ToString())];
    }

    private void PatchPage(int number, IReadOnlyList<PdfExtra> extras)
    {
        var body = Body(number);
        var annotations = extras.Select(Annotation).Where(n => n > 0).ToList();
        var entries = $"/Annots[{string.Join(' ', annotations.Select(n => $"{n} 0 R"))}]\n";
        if (extras.OfType<PdfExtra.Rotate>().FirstOrDefault() is { } turn)
            entries += $"/Rotate {turn.Degrees}\n";
        var hidden = extras.OfType<PdfExtra.Hidden>().ToList();
        if (hidden.Count > 0)
        {
            var font = Add(HiddenFont(hidden.FirstOrDefault(h => h.Mode == "remap")));
            var content = new StringBuilder();
            foreach (var h in hidden)
                content.Append(HiddenText(h));
            var stream = Add(Stream("", content.ToString()));
            body = Contents().Replace(body, m => $"/Contents [{stream} 0 R {m.Groups[1].Value} 0 R]");
            body = body.Contains("/Font <<", StringComparison.Ordinal) ? body.Replace("/Font <<", $"/Font <</FHID {font} 0 R ", StringComparison.Ordinal)
                : body.Replace("/Resources <<", $"/Resources <</Font <</FHID {font} 0 R>>", StringComparison.Ordinal);
        }
        _objects.Add((number, body.Insert(2, entries)));
    }

    private string HiddenFont(PdfExtra.Hidden? remap)
    {
        const string plain = "/Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding";
        if (remap is null)
            return $"<<{plain}>>";
        var pairs = remap.Text.Zip(remap.Says).Where(p => p.First != ' ').DistinctBy(p => p.First).ToList();
        var map = $"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /R def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange {pairs.Count} beginbfchar {string.Concat(pairs.Select(p => $"<{(int)p.First:X2}> <{(int)p.Second:X4}> "))}endbfchar endcmap end end";
        return $"<<{plain}/ToUnicode {Add(Stream("", map))} 0 R>>";
    }

    private string HiddenText(PdfExtra.Hidden h)
    {
        var (x, y, size) = h.Mode == "off" ? (h.X, _height + 40, h.Size) : (h.X, _height - h.Y, h.Mode == "tiny" ? .6f : h.Size);
        var mode = h.Mode == "invisible" ? 3 : 0;
        return $"q {(h.Mode == "white" ? "1 g" : "0 g")} BT {mode} Tr /FHID {N(size)} Tf {N(x)} {N(y)} Td ({Escape(h.Text)}) Tj ET Q\n";
    }

    private int Annotation(PdfExtra extra)
    {
        switch (extra)
        {
            case PdfExtra.TextField f:
                var font = f.Family == "mono" ? "Cour" : "Helv";
                var look = Form(f.Box, $"/Tx BMC q BT /{font} {N(f.Size)} Tf 0 0 .3 rg 1 {N(f.Size * .36f)} Td ({Escape(f.Text)}) Tj ET Q EMC");
                return Field($"/FT/Tx/T(f{_next})/V({Escape(f.Text)})/DA(/{font} {N(f.Size)} Tf 0 g)/AP<</N {look} 0 R>>", f.Box);
            case PdfExtra.CheckBox c:
                var (w, h) = (c.Box.Width, c.Box.Height);
                var frame = $"q .7 w .4 .4 {N(w - .8f)} {N(h - .8f)} re S ";
                var on = Form(c.Box, $"{frame}1.4 w 1.8 {N(h / 2)} m {N(w * .4f)} 2 l {N(w - 1.4f)} {N(h - 1.6f)} l S Q");
                var off = Form(c.Box, frame + "Q");
                return Field($"/FT/Btn/T(c{_next})/V/{(c.Marked ? "Yes" : "Off")}/AS/{(c.Marked ? "Yes" : "Off")}/AP<</N<</Yes {on} 0 R/Off {off} 0 R>>>>", c.Box);
            case PdfExtra.FreeText t:
                var free = Form(t.Box, $"q 1 1 1 rg 0 0 {N(t.Box.Width)} {N(t.Box.Height)} re f BT /Helv {N(t.Size)} Tf 0 0 .4 rg 2 {N(t.Size * .34f)} Td ({Escape(t.Text)}) Tj ET Q");
                return Add($"<</Type/Annot/Subtype/FreeText/F 4/Rect{Rect(t.Box)}/Contents({Escape(t.Text)})/DA(/Helv {N(t.Size)} Tf 0 g)/AP<</N {free} 0 R>>>>");
            case PdfExtra.Stamp s:
                var size = s.Box.Height / 1.7f;
                var ink = $"{N(s.Colour.Red / 255f)} {N(s.Colour.Green / 255f)} {N(s.Colour.Blue / 255f)}";
                var back = s.Opaque ? $"1 1 1 rg 0 0 {N(s.Box.Width)} {N(s.Box.Height)} re f " : "";
                var rubber = Form(s.Box, $"q {back}{ink} RG {ink} rg 1.6 w 1 1 {N(s.Box.Width - 2)} {N(s.Box.Height - 2)} re S BT /HeBo {N(size)} Tf 7 {N(size * .5f)} Td ({Escape(s.Text)}) Tj ET Q");
                return Add($"<</Type/Annot/Subtype/Stamp/F 4/Rect{Rect(s.Box)}/Contents({Escape(s.Text)})/Name/Draft/AP<</N {rubber} 0 R>>>>");
            case PdfExtra.Ink i:
                return InkAnnotation(i);
            default:
                return 0;
        }
    }

    private int InkAnnotation(PdfExtra.Ink i)
    {
        var box = new SKRect(i.Points.Min(p => p.X) - i.Width, i.Points.Min(p => p.Y) - i.Width, i.Points.Max(p => p.X) + i.Width, i.Points.Max(p => p.Y) + i.Width);
        var ink = $"{N(i.Colour.Red / 255f)} {N(i.Colour.Green / 255f)} {N(i.Colour.Blue / 255f)}";
        var way = string.Join(' ', i.Points.Select((p, n) => $"{N(p.X - box.Left)} {N(box.Bottom - p.Y)} {(n == 0 ? 'm' : 'l')}"));
        var look = Form(box, $"q {ink} RG {N(i.Width)} w 1 J 1 j {way} S Q");
        var list = string.Join(' ', i.Points.Select(p => $"{N(p.X)} {N(_height - p.Y)}"));
        return Add($"<</Type/Annot/Subtype/Ink/F 4/Rect{Rect(box)}/C[{ink}]/BS<</W {N(i.Width)}>>/InkList[[{list}]]/AP<</N {look} 0 R>>>>");
    }

    private int Field(string entries, SKRect box)
    {
        var number = Add($"<</Type/Annot/Subtype/Widget/F 4/Rect{Rect(box)}{entries}>>");
        _fields.Add(number);
        return number;
    }

    private int Form(SKRect box, string content) => Add(Stream($"/Type/XObject/Subtype/Form/BBox[0 0 {N(box.Width)} {N(box.Height)}]/Resources<<{Fonts}>>", content));

    private int Add(string body)
    {
        _objects.Add((_next, body));
        return _next++;
    }

    private string Body(int number)
    {
        var head = $"\n{number} 0 obj\n";
        var from = _text.IndexOf(head, StringComparison.Ordinal) + head.Length;
        return _text[from.._text.IndexOf("endobj", from, StringComparison.Ordinal)].Trim();
    }

    private static string Stream(string entries, string content) => $"<<{entries}/Length {content.Length}>>stream\n{content}\nendstream";

    private string Rect(SKRect box) => $"[{N(box.Left)} {N(_height - box.Bottom)} {N(box.Right)} {N(_height - box.Top)}]";

    private static string N(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);

    [GeneratedRegex(@"/Size (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Size();

    [GeneratedRegex(@"/Root (\d+) 0 R", RegexOptions.NonBacktracking)]
    private static partial Regex Root();

    [GeneratedRegex(@"startxref\s+(\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Start();

    [GeneratedRegex(@"/Kids \[([\d R\s]*)\]", RegexOptions.NonBacktracking)]
    private static partial Regex Kids();

    [GeneratedRegex(@"/Contents (\d+) 0 R", RegexOptions.NonBacktracking)]
    private static partial Regex Contents();
}
