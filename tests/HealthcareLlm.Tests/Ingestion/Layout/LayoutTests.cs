using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Ingestion.Layout;

public sealed class LayoutTests
{
    /// <summary>A drawing of a page, a character 12 pixels wide and a line 30 high; '|' is a piece of a vertical rule, a line of '=' a horizontal one.</summary>
    private static SourceDocument Page(string drawing, Func<double, double, BoundingBox, BoundingBox>? move = null)
    {
        var words = new List<RawWord>();
        var rules = new List<Rule>();
        string[] lines = drawing.Split('\n');
        for (int y = 0; y < lines.Length; y++)
        {
            for (int x = 0; x < lines[y].Length; x++)
            {
                if (lines[y][x] == ' ') continue;
                if (lines[y].StartsWith("===", StringComparison.Ordinal))
                {
                    rules.Add(new(new(0, (y * 30) + 14, lines[y].Length * 12, 2)));
                    break;
                }

                if (lines[y][x] == '|')
                {
                    rules.Add(new(new(x * 12, y * 30, 2, 30)));
                    continue;
                }

                int end = x;
                while (end < lines[y].Length && lines[y][end] is not (' ' or '|')) end++;
                var box = new BoundingBox(x * 12, (y * 30) + 4, (end - x) * 12, 22);
                box = move?.Invoke(x, y, box) ?? box;
                words.Add(new(lines[y][x..end], box, box, 1, WordSource.TextLayer));
                x = end - 1;
            }
        }

        var raw = new RawPage { Number = 1, Width = 1700, Height = 2200, DpiX = 200, DpiY = 200, Reading = PageReading.TextLayer, Words = [.. words], Rules = [.. rules] };
        return DocumentComposer.Compose(new SourceFile("p.pdf", default), "application/pdf", [raw], [], []);
    }

    private const string Form = """
        Name:    Ann Example      DOB:   01/02/1990
        Address: 1 Fictional Way  Phone: 555-010-0000
        Payer:   Plan of Nowhere  Group: 7
        Drug     Dose     Route   Start
        abc      40 mg    SC      01/02/2026
        def      5 mg     PO      02/02/2026
        ghi      7 mg     PO      03/02/2026
        """;

    [Fact]
    public void Rows_of_forms_and_tables_stay_together_in_cells()
    {
        var document = Page(Form);
        Assert.Equal(7, document.Pages[0].Lines.Length);
        Assert.Equal(["Name:", "Ann Example", "DOB:", "01/02/1990"], Cells(document, 0));
        Assert.Equal(["abc", "40 mg", "SC", "01/02/2026"], Cells(document, 4));
        Assert.All(document.Pages[0].Words, w => Assert.Equal(w.Text, w.Span.In(document.Text)));
    }

    [Fact]
    public void Rows_between_lines_are_rows_though_their_cells_wrap()
    {
        const string Striped = """
            Rank       Payer             Member      Group     Subscriber
            ===============================================================
            Primary    Harrow Senior     HSA 0041    H7702-    Ines T.
                       Advantage         7736        014       Calloway
            ===============================================================
            Secondary  Ironwood Plan     IR-66120    PIMA-22   Tom Calloway
            ===============================================================
            Termed     Ocotillo Health   OCT55192    0031      Ines T.
                       PPO                                     Calloway
            ===============================================================
            """;
        var document = Page(Striped);
        Assert.Equal(["Primary", "Harrow Senior Advantage", "HSA 0041 7736", "H7702- 014", "Ines T. Calloway"], Cells(document, 1));
        Assert.Equal(["Secondary", "Ironwood Plan", "IR-66120", "PIMA-22", "Tom Calloway"], Cells(document, 2));
    }

    [Fact]
    public void Lines_between_fields_make_no_table()
    {
        const string Fields = """
            ===============================================================
            Name:      Ines Calloway         Born:      04/05/1971
            ===============================================================
            Physician: Omar Lindgren, MD     Practice:  Harrow Infectious
                                                        Disease Associates
            ===============================================================
            Phone:     555-010-6010          Fax:       555-010-6011
            ===============================================================
            """;
        Assert.Equal(["Name:", "Ines Calloway", "Born:", "04/05/1971"], Cells(Page(Fields), 0));
        Assert.Equal(["Disease Associates"], Cells(Page(Fields.Replace("Practice:  Harrow", "Practice: of Harrow", StringComparison.Ordinal)), 2));
    }

    [Fact]
    public void A_slight_slope_does_not_tear_lines_apart()
    {
        // 0.4 degrees: three quarters of a letter's height over the width of these lines.
        var document = Page(Form, static (_, _, box) => box with { Y = box.Y + (box.X * 0.007) });
        Assert.Equal(Page(Form).Text, document.Text);
    }

    [Fact]
    public void Columns_of_prose_are_read_one_after_the_other()
    {
        string[] left = ["the patient was seen today in", "clinic and reports that pain", "has been worse since the last", "visit although therapy was", "started and taken as written", "without any missed doses so", "that a change is now needed"];
        string[] right = ["imaging of the knee shows the", "cartilage to be thinner than", "in the last study from spring", "and some fluid is seen around", "the joint which was not there", "before while ligaments remain", "intact and well in alignment"];
        var document = Page("Letter of necessity\n" + string.Join('\n', left.Zip(right, static (a, b) => a.PadRight(34) + b)));
        string text = document.Text.Replace('\n', ' ').Replace("  ", " ", StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', left), text, StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', right), text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("needed", StringComparison.Ordinal) < text.IndexOf("imaging", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_separates_cells_that_nearly_touch()
    {
        var document = Page("City:|Ohio|Zip\nCity:|Ohio|Zip");
        Assert.Equal(["City:", "Ohio", "Zip"], Cells(document, 0));
    }

    [Fact]
    public void A_word_between_two_lines_goes_to_the_one_on_its_side_of_the_rule()
    {
        // The typed value hangs between its label's line and the line of the neighbouring column.
        var document = Page("TIN: 123 | this form\n         |", static (x, _, box) => x == 5 ? box with { Y = box.Y + 7 } : x > 9 ? box with { Y = box.Y + 9.5 } : box);
        Assert.Equal("TIN: 123\nthis form", document.Text);
    }

    [Fact]
    public void Points_and_dashes_stay_on_their_line()
    {
        var document = Page("dose - 5 mg .\nnext line of text", static (x, _, box) => x == 5 ? box with { Y = box.Y + 10, Height = 3 } : x == 12 ? box with { Y = box.Y + 18, Height = 4 } : box);
        Assert.Equal("dose - 5 mg .\nnext line of text", document.Text);
    }

    private static IEnumerable<string> Cells(SourceDocument document, int line) => document.Pages[0].Lines[line].Cells.Select(c => c.Span.In(document.Text));
}
