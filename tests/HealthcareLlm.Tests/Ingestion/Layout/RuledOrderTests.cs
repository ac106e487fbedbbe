using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Ingestion.Layout;

/// <summary>Pages whose boxes are drawn with '+', '-' and '|'; a character is 12 pixels wide and a line 30 high.</summary>
public sealed class RuledOrderTests
{
    internal static RawPage Drawn(string drawing, Func<BoundingBox, BoundingBox>? rule = null)
    {
        string[] lines = drawing.Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n');
        var words = new List<RawWord>();
        var rules = new List<Rule>();
        for (int y = 0; y < lines.Length; y++)
        {
            string line = lines[y];
            for (int x = 0; x < line.Length;)
            {
                int end = x + 1;
                if (line[x] is '+' or '-' && (line[x] == '-' || (x + 1 < line.Length && line[x + 1] == '-')))
                {
                    while (end < line.Length && line[end] is '-' or '+') end++;
                    rules.Add(new(new((x * 12) + 6, (y * 30) + 14, (end - x - 1) * 12, 2)));
                }
                else if (line[x] == '|')
                {
                    rules.Add(new(new((x * 12) + 5, (y * 30) - 20, 2, 70)));
                }
                else if (line[x] is not (' ' or '+'))
                {
                    while (end < line.Length && line[end] is not (' ' or '|')) end++;
                    bool small = line[x] == '`';
                    var box = new BoundingBox(x * 12, (y * 30) + 4, (end - x) * 12, small ? 16 : 22);
                    words.Add(new(line[x..end].TrimStart('`'), box, box, 1, WordSource.TextLayer));
                }

                x = end;
            }
        }

        if (rule is not null) rules = rules.ConvertAll(r => new Rule(rule(r.Box)));
        return new RawPage { Number = 1, Width = 1700, Height = 2200, DpiX = 200, DpiY = 200, Reading = PageReading.TextLayer, Words = [.. words], Rules = [.. rules] };
    }

    internal static SourceDocument Document(string drawing, Func<BoundingBox, BoundingBox>? rule = null) =>
        DocumentComposer.Compose(new SourceFile("p.pdf", default), "application/pdf", [Drawn(drawing, rule)], [], []);

    private const string Labelled = """
        +--------------------+----------------+-----------+
        | `4. `NAME          | `5. `BORN      | `6. `SEX  |
        | ROE JANE           | 01/02/1960     | F         |
        +--------------+-----+-------+--------+-----------+
        | `7. `ADDRESS | `7A. `CITY  | `7B. `PHONE        |
        | 1 ELM ST     |             | 555-010-0000       |
        +--------------+-------------+--------------------+
        """;

    private const string ReadInBoxes = "4. NAME\nROE JANE\n\n5. BORN\n01/02/1960\n\n6. SEX\nF\n\n7. ADDRESS\n1 ELM ST\n\n7A. CITY\n\n7B. PHONE\n555-010-0000";

    [Fact]
    public void A_box_with_its_label_over_its_value_is_read_before_the_next() => Assert.Equal(ReadInBoxes, Document(Labelled).Text);

    [Fact]
    public void Boxes_need_not_close_nor_have_an_outer_border()
    {
        // Gaps at every crossing, and no border at the left and right.
        var shortened = Document(Labelled, static box => box.Width > box.Height ? box with { X = box.X + 4, Width = box.Width - 8 } : box with { Y = box.Y + 3, Height = box.Height - 6 });
        Assert.Equal(ReadInBoxes, shortened.Text);
        string open = string.Join('\n', Labelled.Split('\n').Select(l => l[0] == '|' ? " " + l[1..^1] + " " : l));
        Assert.Equal(ReadInBoxes, Document(open).Text);
    }

    [Fact]
    public void A_table_row_is_one_line_though_a_cell_wraps()
    {
        var document = Document("""
            +------+------------------+--------+
            | Code | Wording          | Units  |
            +------+------------------+--------+
            | 1234 | repair of cuff   | 2      |
            |      | not traumatic    |        |
            +------+------------------+--------+
            | 5678 | second thing     | 1      |
            +------+------------------+--------+
            """);
        Assert.Equal(["1234", "repair of cuff not traumatic", "2"], document.Pages[0].Lines[1].Cells.Select(c => c.Span.In(document.Text)));
        Assert.All(document.Pages[0].Words, w => Assert.Equal(w.Text, w.Span.In(document.Text)));
    }

    [Fact]
    public void Columns_of_boxes_that_do_not_line_up_are_read_one_after_the_other()
    {
        string text = Document("""
            +----------+-----------+
            | `Member  | `Doctor   |
            | ann      | bob       |
            |          |           |
            |          +-----------+
            |          | `Phone    |
            +----------+ 555       |
            | `Group   |           |
            | 77       |           |
            |          +-----------+
            |          | `Fax      |
            +----------+ 556       |
            | `Plan    |           |
            | x        |           |
            +----------+-----------+
            """).Text;
        Assert.True(text.IndexOf("Plan", StringComparison.Ordinal) < text.IndexOf("Doctor", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Boxes_whose_labels_stand_beside_them_are_fields_and_no_grid()
    {
        string text = Document("""
                   +------------+        +--------+
            Name:  | Ann Roe    |  Born: | 1960   |
                   +------------+        +--------+
            Group: | 12         |  Sex:  | F      |
                   +------------+        +--------+
            Plan:  | none       |  Card: | 77     |
                   +------------+        +--------+
            """).Text;
        Assert.Contains("Name:  Ann Roe  Born:  1960", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_within_a_frame_keeps_its_rows()
    {
        string text = Document("""
            +--------------------------------------------+
            | Services asked for                         |
            |  +--------+-----------+-------+---------+  |
            |  | Code   | Words     | Units | First   |  |
            |  +--------+-----------+-------+---------+  |
            |  | J9271  | infusion  | 800   | 11/09   |  |
            |  +--------+-----------+-------+---------+  |
            |  | 96413  | first     |       | 11/10   |  |
            |  +--------+-----------+-------+---------+  |
            | One unit is one dose.                      |
            +--------------------------------------------+
            """).Text;
        Assert.Contains("Code  Words  Units  First\nJ9271  infusion  800  11/09\n96413  first  11/10\n", text.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_without_rules_between_its_rows_keeps_them_apart()
    {
        string text = Document("""
            +--------+-----------+-------+---------+
            | Code   | Words     | Units | Status  |
            +--------+-----------+-------+---------+
            | A6550  | dressing  | 21    | wanted  |
            | A7000  | canister  | 30    | old     |
            +--------+-----------+-------+---------+
            """).Text;
        Assert.Contains("A6550  dressing  21  wanted\nA7000  canister  30  old", text.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_numbered_on_from_one_column_to_the_other_are_read_down()
    {
        string[] left = ["1. Name?", "Jane Roe", "2. Born?", "3 May 1961", "3. Number?", "W 3388", "4. Phone?", "555-0131"], right = ["5. Code?", "36475", "6. Units?", "1 unit", "7. Day?", "12/08/2026", "8. Why?", "pain"];
        string text = Document(string.Join('\n', left.Zip(right, static (l, r) => l.PadRight(40) + r))).Text;
        Assert.True(text.IndexOf("555-0131", StringComparison.Ordinal) < text.IndexOf("5. Code?", StringComparison.Ordinal), text);
        // Numbers that run across are read across.
        string[] odd = ["1. Name?", "Jane Roe", "3. Born?", "3 May 1961", "5. Number?", "W 3388", "7. Phone?", "555-0131"], even = ["2. Code?", "36475", "4. Units?", "1 unit", "6. Day?", "12/08/2026", "8. Why?", "pain"];
        string across = Document(string.Join('\n', odd.Zip(even, static (l, r) => l.PadRight(40) + r))).Text;
        Assert.True(across.IndexOf("2. Code?", StringComparison.Ordinal) < across.IndexOf("3. Born?", StringComparison.Ordinal), across);
    }

    [Fact]
    public void A_line_under_words_is_no_side_of_a_box()
    {
        var boxes = RuledBoxes.Of([new(0, 0, 400, 0), new(0, 100, 400, 100), new(0, 0, 0, 100), new(200, 0, 200, 100), new(400, 0, 400, 100), new(20, 50, 120, 50)], 20);
        Assert.Equal(new(0, 0, 200, 100), boxes.At(60, 40));
        Assert.Equal(new(0, 0, 200, 100), boxes.At(60, 60));
        Assert.Null(boxes.At(500, 50));
    }
}
