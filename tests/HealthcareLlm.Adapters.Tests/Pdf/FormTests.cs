using HealthcareLlm.Documents;
using static HealthcareLlm.Adapters.Tests.Pdf.RawPdf;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class FormTests
{
    private static readonly string Label = Text(72, 740, "Request form of a payer that does not exist");

    [Fact]
    public async Task Fields_give_what_they_show()
    {
        var pdf = new RawPdf();
        int name = pdf.Appearance(200, 20, "BT /F1 10 Tf 2 6 Td (Jane Sample) Tj ET");
        int comb = pdf.Appearance(120, 20, string.Concat("A1B2C3".Select((c, i) => Text(4 + (20 * i), 6, c.ToString(), 10))));
        int differs = pdf.Appearance(200, 20, "BT /F1 10 Tf 2 6 Td (Shown) Tj ET");
        int nothing = pdf.Appearance(200, 20, string.Empty);
        string annotations = string.Join(
            ' ',
            pdf.Widget($"/FT /Tx /T (name) /V (Jane Sample) /Rect [150 690 350 710] /F 4 /AP << /N {name} 0 R >>"),
            pdf.Widget($"/FT /Tx /T (id) /Ff 16777216 /MaxLen 6 /V (A1B2C3) /Rect [150 650 270 670] /F 4 /AP << /N {comb} 0 R >>"),
            pdf.Widget($"/FT /Tx /T (d) /V (Stored) /Rect [150 610 350 630] /F 4 /AP << /N {differs} 0 R >>"),
            pdf.Widget($"/FT /Tx /T (h) /V (HiddenValue) /Rect [150 570 350 590] /F 2 /AP << /N {name} 0 R >>"),
            pdf.Widget($"/FT /Tx /T (e) /V (NotShown) /Rect [150 530 350 550] /F 4 /AP << /N {nothing} 0 R >>"));
        string content = Label + Text(72, 696, "Name:") + Text(72, 656, "Member ID:") + Text(72, 616, "Other:");
        var document = await PdfFixture.Read(pdf.Page(content, annotations: annotations).File());

        Assert.Contains("Name:  Jane Sample", document.Text, StringComparison.Ordinal);
        Assert.Contains("Member ID:  A1B2C3", document.Text, StringComparison.Ordinal);
        Assert.Contains("Other:  Shown", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Stored", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("HiddenValue", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("NotShown", document.Text, StringComparison.Ordinal);
        Assert.True(document.Has(IssueCode.TextLayerContradicted));
        Assert.True(document.Has(IssueCode.HiddenText));
        Assert.Equal(WordSource.Annotation, document.Word("Jane").Source);
        Assert.Single(document.Pages[0].Words, w => w.Text == "Jane");
    }

    [Fact]
    public async Task Check_boxes_and_radio_buttons_of_a_form_are_told_by_their_picture()
    {
        var pdf = new RawPdf();
        const string box = "0 G 1 w 1 1 10 10 re S ";
        int on = pdf.Appearance(12, 12, box + "BT /ZaDb 10 Tf 2 2.5 Td (4) Tj ET"), off = pdf.Appearance(12, 12, box);
        int dot = pdf.Appearance(12, 12, "0 G 11 6 m 11 8.8 8.8 11 6 11 c 3.2 11 1 8.8 1 6 c 1 3.2 3.2 1 6 1 c 8.8 1 11 3.2 11 6 c s 0 g 3.5 3.5 5 5 re f");
        int ring = pdf.Appearance(12, 12, "0 G 11 6 m 11 8.8 8.8 11 6 11 c 3.2 11 1 8.8 1 6 c 1 3.2 3.2 1 6 1 c 8.8 1 11 3.2 11 6 c s");
        string annotations = string.Join(
            ' ',
            pdf.Widget($"/FT /Btn /T (a) /V /Yes /AS /Yes /Rect [72 690 84 702] /F 4 /AP << /N << /Yes {on} 0 R /Off {off} 0 R >> >>"),
            pdf.Widget($"/FT /Btn /T (b) /V /Off /AS /Off /Rect [72 660 84 672] /F 4 /AP << /N << /Yes {on} 0 R /Off {off} 0 R >> >>"),
            pdf.Widget($"/FT /Btn /Ff 32768 /T (c) /AS /1 /Rect [72 630 84 642] /F 4 /AP << /N << /1 {dot} 0 R /Off {ring} 0 R >> >>"),
            pdf.Widget($"/FT /Btn /Ff 32768 /T (d) /AS /Off /Rect [72 600 84 612] /F 4 /AP << /N << /1 {dot} 0 R /Off {ring} 0 R >> >>"),
            pdf.Widget($"/FT /Btn /T (e) /V /Yes /AS /Yes /Rect [72 570 84 582] /F 4 /AP << /N << /Yes {off} 0 R /Off {off} 0 R >> >>"));
        string content = Label + Text(90, 692, "Urgent") + Text(90, 662, "Standard") + Text(90, 632, "Initial") + Text(90, 602, "Renewal") + Text(90, 572, "Liar");
        var document = await PdfFixture.Read(pdf.Page(content, annotations: annotations).File());

        foreach (string line in (string[])["[x]  Urgent", "[ ]  Standard", "[x]  Initial", "[ ]  Renewal", "[ ]  Liar"])
        {
            Assert.Contains(line, document.Text.Replace("] ", "]  ", StringComparison.Ordinal).Replace("]   ", "]  ", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(5, document.Pages[0].Words.Count(w => w.IsCheckBox));
        Assert.True(document.Has(IssueCode.TextLayerContradicted)); // the box that stores 'Yes' and shows nothing
    }

    [Fact]
    public async Task Drawn_boxes_are_read_with_their_marks_and_a_comb_of_cells_is_none()
    {
        const string cross = "0 G 1 w {0} {1} m {2} {3} l S {0} {3} m {2} {1} l S ";
        static string Box(double x, double y) => FormattableString.Invariant($"0 G 1 w {x} {y} 10 10 re S ");
        string content = Label
            + Box(72, 690) + Text(90, 692, "Alpha")
            + Box(72, 660) + string.Format(System.Globalization.CultureInfo.InvariantCulture, cross, 70, 658, 84, 672) + Text(90, 662, "Bravo")
            + Box(72, 630) + Text(73.5, 631.5, "4", 10, "ZaDb") + Text(90, 632, "Charlie")
            + Box(72, 600) + Text(73.6, 601.5, "X", 10) + Text(90, 602, "Delta")
            + Text(72, 572, "o", 12, "ZaDb") + Text(90, 572, "Echo")
            + "0 g 72 540 10 10 re f 1 g 73 541 8 8 re f 0 g " + Text(90, 542, "Foxtrot")
            + string.Concat(Enumerable.Range(0, 6).Select(i => Box(72 + (10 * i), 500) + Text(74 + (10 * i), 502, "7", 9)));
        var document = await PdfFixture.Read(new RawPdf().Page(content).File());

        string flat = string.Join(' ', document.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (string line in (string[])["[ ] Alpha", "[x] Bravo", "[x] Charlie", "[x] Delta", "[ ] Echo", "[ ] Foxtrot"]) Assert.Contains(line, flat, StringComparison.Ordinal);
        Assert.Equal(6, document.Pages[0].Words.Count(w => w.IsCheckBox));
        Assert.Equal(6, document.Text.Count(c => c == '7'));
    }

    [Fact]
    public async Task Notes_on_the_page_are_part_of_it_and_what_they_cover_is_not()
    {
        var pdf = new RawPdf();
        int note = pdf.Appearance(120, 20, "1 1 1 rg 0 0 120 20 re f 0 g BT /F1 12 Tf 4 5 Td (Dose 75 mg) Tj ET");
        int line = pdf.Appearance(80, 14, "1 0 0 RG 1 w 0 6 m 80 6 l S");
        int free = pdf.Add($"<< /Type /Annot /Subtype /FreeText /Contents (Dose 75 mg) /DA (/F1 12 Tf) /Rect [68 594 188 614] /F 4 /AP << /N {note} 0 R >> >>");
        int strike = pdf.Add($"<< /Type /Annot /Subtype /StrikeOut /Rect [72 548 152 562] /QuadPoints [72 562 152 562 72 548 152 548] /F 4 /AP << /N {line} 0 R >> >>");
        string content = Label + Text(72, 600, "Dose 500 mg") + Text(72, 551, "Withdrawn") + Text(200, 551, "remains") + "0 G 0.8 w 72 504 m 130 504 l S " + Text(72, 500, "Crossed") + Text(200, 500, "kept");
        var document = await PdfFixture.Read(pdf.Page(content, annotations: $"{free} 0 R {strike} 0 R").File());

        Assert.Contains("Dose 75 mg", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("500", document.Text, StringComparison.Ordinal);
        Assert.Equal(WordSource.Annotation, document.Word("75").Source);
        Assert.True(document.Has(IssueCode.AddedByHand));
        Assert.True(document.Has(IssueCode.StruckOut));
        Assert.True(document.Word("Withdrawn").Marks.HasFlag(WordMarks.Struck));
        Assert.True(document.Word("Crossed").Marks.HasFlag(WordMarks.Struck));
        Assert.False(document.Word("remains").Marks.HasFlag(WordMarks.Struck));
        Assert.False(document.Word("kept").Marks.HasFlag(WordMarks.Struck));
    }
}
