using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Tests.Evaluation.Citing;

public sealed class CitationTests : IDisposable
{
    private const string Text = "Patient: Jane A Doe\fMember ID XQZ 123-456\nDOB 03041961";
    private static readonly string Id = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("texts").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private CitationJudge Judge(string? textSha256 = null, bool keep = true, string text = Text)
    {
        if (keep) File.WriteAllText(Path.Combine(_folder, Id + ".txt"), text);
        var view = new ResultView
        {
            Schema = "prior-auth-request/v1",
            Outcome = "done",
            Statements = [],
            Missing = [],
            SetAside = [],
            Omissions = [],
            Issues = [],
            Documents = [new(Id, "packet.pdf", textSha256 ?? Hash(text), 2) { Sizes = [new(1700, 2200, 200, 200), new(1700, 2200, 200, 200)] }],
        };
        return new(view, new(_folder));
    }

    private static ReadCitation Cite(string quote, int page = 2, int? shift = 0, string? file = "packet.pdf", params double[] box)
    {
        int start = Text.IndexOf(quote, StringComparison.Ordinal);
        return new(file, page, start < 0 ? 0 : start + shift, start < 0 ? quote.Length : start + shift + quote.Length, quote, box.Length == 0 ? [] : [new(box[0], box[1], box[2], box[3])]);
    }

    private static ReadField Field(string value, params ReadCitation[] citations) => new("extracted", value, []) { Citations = [.. citations] };

    private static GoldPlace At(int page, params double[] box) => new("packet.pdf", page, [.. box]);

    [Fact]
    public void A_citation_that_is_right_in_everything_counts_in_everything()
    {
        var score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", box: [100, 50, 80, 20])), [At(2, 95, 48, 100, 30), At(1, 10, 10, 50, 20)]);
        Assert.Equal(new CitationScore(new(1, 1), new(1, 1), new(1, 1), new(1, 1), new(1, 1), new(1, 2)) { IsRight = true, Tight = new(1, 1), NotChecked = new(0, 1) }, score);
    }

    [Fact]
    public void A_shifted_quote_is_not_verbatim()
    {
        var score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", shift: 1)), [At(2)]);
        Assert.Equal((new Counted(0, 1), new Counted(1, 1), false), (score.Verbatim, score.OnPage, score.IsRight));
    }

    [Fact]
    public void Without_the_very_text_that_the_result_was_made_from_verbatim_is_not_scored()
    {
        foreach (var judge in new[] { Judge(keep: false), Judge(Hash("another text")) })
        {
            var score = judge.Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", shift: 1)), []);
            Assert.Equal((new Counted(0, 0), null, new Counted(1, 1)), (score.Verbatim, score.IsRight, score.NotChecked));
        }
    }

    [Theory]
    [InlineData(3, "packet.pdf")]
    [InlineData(0, "packet.pdf")]
    [InlineData(2, "other.pdf")]
    [InlineData(2, null)]
    public void What_names_no_page_of_a_listed_document_does_not_resolve(int page, string? file)
    {
        var score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", page, file: file)), []);
        Assert.Equal((new Counted(0, 1), false), (score.Resolve, score.IsRight));
    }

    [Fact]
    public void Another_page_and_another_box_are_told_apart()
    {
        var page = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", 1, box: [100, 50, 80, 20])), [At(2, 95, 48, 100, 30)]);
        Assert.Equal((new Counted(0, 1), new Counted(0, 1), false, new Counted(0, 1)), (page.OnPage, page.InBox, page.IsRight, page.Places));
        var box = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", box: [300, 50, 80, 20])), [At(2, 95, 48, 100, 30)]);
        Assert.Equal((new Counted(1, 1), new Counted(0, 1), true), (box.OnPage, box.InBox, box.IsRight));
    }

    [Theory]
    // The gold's box is 100 by 20 at (0, 0): 2000. A line of 50 by 20 is the smaller: half of it inside is 25 units of width.
    [InlineData(75, 50, true)]
    [InlineData(76, 50, false)]
    // A line of 400 by 20 holds the box whole.
    [InlineData(-100, 400, true)]
    public void Half_of_the_smaller_area_must_be_shared(double x, double width, bool inside) =>
        Assert.Equal(inside, CitationJudge.Overlaps(Cite("DOB", box: [x, 0, width, 20]), [0, 0, 100, 20]));

    [Fact]
    public void Another_line_of_the_right_page_is_the_wrong_citation()
    {
        // It resolves, is verbatim and stands on the page that bears the value; the value is not in it.
        var score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("DOB 03041961")), [At(2)]);
        Assert.Equal((new Counted(1, 1), new Counted(1, 1), new Counted(0, 1), false), (score.Verbatim, score.OnPage, score.Support, score.IsRight));
    }

    [Fact]
    public void A_whole_document_bears_no_value()
    {
        // Every value stands in it, verbatim and on the right page: a person who looks for one must read all.
        string document = "Member ID XQZ 123-456 " + string.Concat(Enumerable.Range(0, 60).Select(i => i + " word ")) + "end";
        var citation = new ReadCitation("packet.pdf", 2, 0, document.Length, document, []);
        var score = Judge(keep: false).Judge("patient.memberId", Field("XQZ123456", citation), [At(2)]);
        Assert.Equal((new Counted(0, 1), new Counted(0, 1), false), (score.Tight, score.Support, score.IsRight));
        // Beside a line that bears it, it takes nothing from the value.
        score = Judge(keep: false).Judge("patient.memberId", Field("XQZ123456", citation, Cite("XQZ 123-456")), [At(2)]);
        Assert.Equal((new Counted(1, 2), new Counted(1, 1), true), (score.Tight, score.Support, score.IsRight));
        // A short quote with the offsets of the whole is the whole.
        score = Judge(keep: false).Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456") with { Start = 0, End = 5000 }), [At(2)]);
        Assert.Equal((new Counted(0, 1), new Counted(0, 1)), (score.Tight, score.Support));
        // Nor a choice, of which no rule says what its words are.
        score = Judge(keep: false).Judge("patient.sex", Field("female", citation), [At(2)]);
        Assert.Equal((new Counted(0, 0), false), (score.Support, score.IsRight));
    }

    [Fact]
    public void A_whole_page_lies_in_no_box()
    {
        // 1700 by 2200 pixels are 3,740,000: it holds every box of the page, and half of the smaller area is always shared.
        var score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", box: [0, 0, 1700, 2200])), [At(2, 95, 48, 100, 30)]);
        Assert.Equal((new Counted(0, 1), new Counted(0, 1), new Counted(0, 1), new Counted(0, 1), false), (score.Tight, score.InBox, score.Places, score.Support, score.IsRight));
        // A line over the whole width is 17 times the box of one figure, and a line.
        score = Judge().Judge("patient.memberId", Field("XQZ123456", Cite("XQZ 123-456", box: [0, 50, 1700, 30])), [At(2, 95, 48, 90, 30)]);
        Assert.Equal((new Counted(1, 1), new Counted(1, 1), true), (score.Tight, score.InBox, score.IsRight));
    }

    [Theory]
    // Of a value of 9 characters: 209 characters but for white space, 3 lines or boxes.
    [InlineData(209, 1, 0, 9, true)]
    [InlineData(210, 1, 0, 9, false)]
    [InlineData(60, 3, 0, 9, true)]
    [InlineData(60, 4, 0, 9, false)]
    [InlineData(60, 1, 3, 9, true)]
    [InlineData(60, 1, 4, 9, false)]
    // A statement of 300 may have a quote of 500, on 3 + 300 / 60 lines.
    [InlineData(500, 8, 8, 300, true)]
    [InlineData(501, 8, 8, 300, false)]
    [InlineData(500, 9, 8, 300, false)]
    public void A_few_lines_can_be_checked_at_a_glance(int letters, int lines, int boxes, int value, bool expected)
    {
        string quote = string.Concat(Enumerable.Range(0, letters).Select(i => i > 0 && i < lines ? "\n  x" : "x"));
        var citation = new ReadCitation("packet.pdf", 1, null, null, quote, [.. Enumerable.Range(0, boxes).Select(i => new ReadBox(0, 20 * i, 300, 16))]);
        Assert.Equal(expected, Glance.Is(citation, new string('v', value), new ReadPage(1700, 2200, 200, 200)));
    }

    [Theory]
    // 6 % of a letter page at 200 dpi are 224,400 pixels, and 6 square inches 240,000; of a card of 700 by 420 at 200 dpi 17,640: six inches may be covered.
    [InlineData(1700, 2200, 200, 240_000, true)]
    [InlineData(1700, 2200, 200, 240_001, false)]
    [InlineData(1700, 2200, 0, 224_400, true)]
    [InlineData(1700, 2200, 0, 224_401, false)]
    [InlineData(700, 420, 200, 60_000, true)]
    [InlineData(0, 0, 200, 240_001, null)]
    public void Boxes_cover_little_of_a_page(double width, double height, double dpi, double area, bool? expected) =>
        Assert.Equal(expected, Glance.IsSmall(new("packet.pdf", 1, 0, 1, "x", [new(0, 0, area, 1)]), new ReadPage(width, height, dpi, dpi)));

    [Fact]
    public void What_spans_two_pages_is_no_place() =>
        Assert.False(Glance.Is(new("packet.pdf", 1, 0, 8, "end\fnext", []), "end next", null));

    [Fact]
    public void A_value_without_a_citation_is_cited_wrongly()
    {
        var score = Judge().Judge("patient.memberId", Field("XQZ123456"), []);
        Assert.Equal((false, new Counted(0, 1), new Counted(0, 0)), (score.IsRight, score.Support, score.Resolve));
    }

    [Theory]
    [InlineData("patient.memberId", "XQZ123456", "XQZ 123-456", true)]
    [InlineData("patient.memberId", "XQZ123456", "XQZ 123-465", false)]
    [InlineData("patient.birthDate", "1961-03-04", "DOB 03041961", true)]
    [InlineData("patient.birthDate", "1961-03-04", "DOB 3/4/61", true)]
    [InlineData("patient.birthDate", "1961-03-04", "March 4, 1961", true)]
    [InlineData("patient.birthDate", "1961-03-04", "March 4, 1962", false)]
    [InlineData("patient.birthDate", "1961-03-04", "May 4, 1961", false)]
    [InlineData("patient.name", "Jane A Doe", "DOE, JANE A", true)]
    [InlineData("patient.name", "Jane A Doe", "DOE, JANE", false)]
    [InlineData("clinical.currentMedications[].dose", "500 mg", "metformin 500mg BID", true)]
    [InlineData("clinical.currentMedications[].dose", "500 mg", "metformin 50 mg BID", false)]
    [InlineData("request.services[].quantity", "12", "12 visits over 6 weeks", true)]
    [InlineData("request.services[].quantity", "12", "21 visits over 6 weeks", false)]
    [InlineData("request.services[].quantity", "12", "twelve visits", true)]
    [InlineData("patient.sex", "male", "M", null)]
    [InlineData("clinical.allergies[]", "none", "NKDA", null)]
    [InlineData("clinical.allergies[]", "penicillin", "NKDA", false)]
    [InlineData("request.services[].code", "G0299", "GO299", true)]
    [InlineData("request.services[].code", "G0299", "G0289", false)]
    [InlineData("request.services[].code", "00024591401", "0024-5914-01", true)]
    [InlineData("request.reference", "SBA2633140", "SBA-26-33140", true)]
    [InlineData("clinical.currentMedications[].frequency", "twice a day", "metformin 1 tablet BID", true)]
    [InlineData("clinical.currentMedications[].frequency", "daily", "metformin 1 tablet BID", false)]
    [InlineData("clinical.currentMedications[].frequency", "every 6 hours as needed", "albuterol q6h PRN", true)]
    [InlineData("clinical.currentMedications[].frequency", "every 6 hours as needed", "albuterol q6h", false)]
    [InlineData("clinical.currentMedications[].route", "by mouth", "metformin PO", true)]
    [InlineData("clinical.currentMedications[].route", "by mouth", "metoprolol IV", false)]
    [InlineData("clinical.currentMedications[].dose", "1 g", "metformin 1,000 mg BID", true)]
    [InlineData("clinical.currentMedications[].dose", "1 g", "metformin 100 mg BID", false)]
    [InlineData("clinical.currentMedications[].dose", "40 mg tablet", "torsemide 40 mg PO", true)]
    [InlineData("clinical.currentMedications[].dose", "40 mg tablet", "torsemide 40 mg solution", false)]
    [InlineData("diagnoses[].description", "chronic kidney disease", "CKD", true)]
    [InlineData("diagnoses[].description", "COPD exacerbation", "COPD", false)]
    [InlineData("diagnoses[].description", "gestational hypertension", "HTN", false)]
    [InlineData("diagnoses[].description", "multiple sclerosis", "MS", false)]
    // A name bears no number, and figures strewn over a quote are no day.
    [InlineData("request.services[].quantity", "12", "Jane Roe", false)]
    [InlineData("request.services[].quantity", "12", "twelve sessions", true)]
    [InlineData("request.services[].quantity", "1", "a single infusion", true)]
    [InlineData("request.services[].quantity", "2", "a single infusion", false)]
    [InlineData("request.services[].startDate", "2026-02-01", "2026-01-16", false)]
    [InlineData("request.services[].startDate", "2026-07-20", "07/02/2026", false)]
    [InlineData("request.services[].startDate", "2026-07-02", "07/02/2026", true)]
    [InlineData("request.services[].startDate", "2026-07-02", "7-2-26", true)]
    [InlineData("request.services[].startDate", "2026-07-02", "2 July 2026", true)]
    [InlineData("request.services[].startDate", "2026-07-02", "02/07/2026", false)]
    [InlineData("request.services[].startDate", "2026-07-22", "22.07.2026", true)]
    [InlineData("request.services[].startDate", "2026-07-02", "July 2 to 15, 2026", true)]
    [InlineData("request.services[].endDate", "2026-07-15", "July 2 to 15, 2026", true)]
    [InlineData("request.services[].endDate", "2026-07-15", "2 to 15 July 2026", true)]
    [InlineData("request.services[].startDate", "2026-07-02", "07/02 - 07/15/2026", true)]
    [InlineData("patient.birthDate", "1979-06-15", "0 6 1 5 1 9 7 9", true)]
    [InlineData("patient.birthDate", "1979-06-15", "06151979", true)]
    [InlineData("patient.birthDate", "1979-06-15", "O6/1S/1979", true)]
    [InlineData("patient.birthDate", "1979-06-15", "June 15th, '79", true)]
    [InlineData("patient.birthDate", "1979-06-15", "06/16/1979", false)]
    [InlineData("patient.birthDate", "1979-06-15", "06/15/1997", false)]
    // A line break is a space, and capitals are letters.
    [InlineData("clinical.currentMedications[].frequency", "BID", "twice\ndaily", true)]
    [InlineData("clinical.currentMedications[].route", "PO", "by\nmouth", true)]
    [InlineData("patient.weight", "273 LB", "273 lb", true)]
    // Another side, a denial lost or added, a number in place of another, whatever else the quote has.
    [InlineData("clinical.findings[]", "regaining use of the left hand", "regaining use of the right\nhand", false)]
    [InlineData("clinical.findings[]", "regaining use of the right hand", "regaining use of the right\nhand", true)]
    [InlineData("clinical.findings[]", "regaining use of the right hand", "regaining use of the RT hand", true)]
    [InlineData("clinical.findings[]", "best aided: right 14 percent, left 58 percent", "best aided: left 14 percent, right 58 percent", false)]
    [InlineData("clinical.findings[]", "scar about the right root, recurrent disc herniation, no stenosis", "scar about the right root, no recurrent/disc herniation, no stenosis", false)]
    [InlineData("clinical.findings[]", "Rectal: fissure, stool guaiac positive", "Rectal: no fissure, stool/guaiac positive", false)]
    [InlineData("clinical.findings[]", "Rectal: no fissure, stool guaiac negative", "Rectal: no fissure, stool/guaiac positive", false)]
    [InlineData("clinical.findings[]", "Cannot dress right arm help", "Cannot dress right arm without help", false)]
    [InlineData("clinical.findings[]", "She has not left her job", "She cannot stand for long and has left her job", false)]
    [InlineData("clinical.findings[]", "Rectal: no fissure; stool guaiac positive", "Rectal: no fissure, stool/guaiac positive", true)]
    [InlineData("clinical.findings[]", "Rectal:\nno fissure, stool\nguaiac positive", "Rectal: no fissure, stool/guaiac positive", true)]
    [InlineData("clinical.findings[]", "fever", "denies chest pain, cough, fever", false)]
    [InlineData("clinical.findings[]", "Cannot use the telephone not seen", "Cannot use the telephone", false)]
    [InlineData("clinical.findings[]", "mass 7.4 x 7.4 cm", "mass 11.2 x 7.4 cm", false)]
    [InlineData("clinical.findings[]", "Rests after 1 block", "Rests after one block", true)]
    [InlineData("clinical.priorTreatments[].treatment", "duloxetine 60 mcg", "duloxetine 60 mg", false)]
    [InlineData("clinical.currentMedications[].dose", "650 g", "acetaminophen 650 mg", false)]
    [InlineData("clinical.currentMedications[].dose", "0.65 g", "acetaminophen 650 mg", true)]
    [InlineData("clinical.findings[]", "Left heel ulcer 4.2 x 3.1 x 1.4 cm, Wagner grade 4.2", "Left heel ulcer 4.2 x 3.1 x 1.4 cm, Wagner grade 3", false)]
    [InlineData("clinical.findings[]", "stage IIA, cT2N1", "stage IIB, cT2N1", false)]
    [InlineData("clinical.findings[]", "NYHA class III heart failure", "NYHA class II heart failure", false)]
    [InlineData("clinical.findings[]", "NYHA class 2 heart failure", "NYHA class II heart failure", true)]
    [InlineData("diagnoses[].description", "Chronic migraine without aura, intractable not seen", "Chronic migraine without aura, intractable", false)]
    [InlineData("clinical.labs[].value", "reactive", "HBsAg nonreactive", false)]
    [InlineData("clinical.labs[].value", "<1800", ">1800 pg/mL", false)]
    [InlineData("clinical.labs[].value", "1800", "BNP >1800 pg/mL", false)]
    [InlineData("clinical.labs[].value", ">1800", "BNP > 1800 pg/mL", true)]
    [InlineData("clinical.labs[].value", ">=90", "eGFR \u2265 90", true)]
    [InlineData("clinical.findings[]", "until creatinine below 1.3", "HOLD until creatinine < 1.3", true)]
    [InlineData("request.date", "2027-03-27", "Requested on: 03/27/2026", false)]
    [InlineData("request.date", "2025-02-25", "02/25/2026\n02/25/2026", false)]
    [InlineData("request.date", "2026-03-26", "Requested on: 3/26/26", true)]
    [InlineData("request.services[].quantity", "-12", "12 visits", false)]
    [InlineData("diagnoses[].code", "54.16", "M54.16", false)]
    [InlineData("request.services[].code", "0024", "0024T", false)]
    [InlineData("request.services[].code", "J1745", "J1745-JZ", true)]
    [InlineData("request.services[].ndc", "00023392120", "0023-3921-02", false)]
    [InlineData("request.services[].ndc", "00023392102", "0023-3921-02", true)]
    [InlineData("request.services[].code", "61958220101", "61958-2201-1", true)]
    [InlineData("request.services[].code", "61958220110", "61958-2201-1", false)]
    [InlineData("patient.memberId", "BCM88O41120", "BCM-88O-41127", false)]
    [InlineData("patient.memberId", "LX2207719", "LX2207719B", false)]
    [InlineData("diagnoses[].code", "S83.242", "S83.242A", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-03", "since 03/14/2026", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-03", "March to May 2026", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-03", "03-05/2026", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-03", "Mar '26", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-04", "since 03/04/2026", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-06", "03/2026, 6 visits", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2026-13", "13/2026", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "in 2026", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2025", "in 2026", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2025", "since 10/25/2026", false)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "since 10/25/26", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "spring '26", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "03/26", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "Mar 26", true)]
    [InlineData("clinical.priorTreatments[].startDate", "2026", "26 visits", false)]
    [InlineData("clinical.findings[]", "no Right shoulder pain", "Right shoulder pain", false)]
    [InlineData("clinical.findings[]", "denies fever or shaking chills", "no fever or shaking chills", true)]
    [InlineData("clinical.findings[]", "stands 4 minutes", "stands 5 minutes, sits 4 times a day", false)]
    [InlineData("clinical.findings[]", "Pain 10 of 10", "Pain 8 of 10", false)]
    [InlineData("clinical.findings[]", "symptomatic, treatment should wait", "symptomatic, treatment should not wait", false)]
    [InlineData("clinical.findings[]", "knee pain for six weeks", "hip pain for six weeks", false)]
    [InlineData("clinical.findings[]", "Chart no. 4, edema", "Chart no. 4, edema", true)]
    [InlineData("diagnoses[].description", "migraine with aura", "migraine without aura", false)]
    [InlineData("diagnoses[].description", "dehydration complications", "dehydration without complications", false)]
    [InlineData("diagnoses[].description", "smoker", "Non-smoker", false)]
    [InlineData("clinical.labs[].value", "detected", "Not detected", false)]
    [InlineData("request.services[].description", "Drug 2 mg/300 mL syringe", "Drug 300 mg/2 mL syringe", false)]
    [InlineData("request.services[].quantity", "12", "112 visits", false)]
    [InlineData("request.services[].quantity", "5", "0.5 mL", false)]
    [InlineData("request.services[].quantity", "12", "1 2 visits", true)]
    [InlineData("clinical.currentMedications[].dose", "5 mg", "0.5 mg daily", false)]
    [InlineData("clinical.currentMedications[].dose", "4 mg", "14 mg daily", false)]
    [InlineData("diagnoses[].code", "G40.83", "G40.833", false)]
    [InlineData("diagnoses[].code", "G40.833", "epilepsy,G40.833.", true)]
    // A month that is none is no day of any text, and ends nothing.
    [InlineData("request.services[].startDate", "2026-13-02", "13/02/2026", false)]
    [InlineData("followUp", "2026-00-02", "00/02/2026", false)]
    public void A_value_is_supported_where_its_quotes_bear_it(string field, string value, string quote, bool? supported) =>
        Assert.Equal(supported, Support.Of(field, Field(value, new ReadCitation("packet.pdf", 1, 0, quote.Length, quote, []))));

    [Theory]
    [InlineData("left bundle branch block", true, "left", "bundle branch block")]
    [InlineData("left bundle branch block", true, "bundle branch block", "left")]
    [InlineData("right bundle branch block", false, "bundle branch block", "left")]
    [InlineData("Severe depression without psychotic features", true, "Severe depression without", "psychotic features")]
    [InlineData("Severe depression psychotic features", false, "Severe depression without", "psychotic features")]
    [InlineData("Other lack of coordination", true, "Other lack of", "coordination")]
    public void A_value_may_be_told_by_quotes_in_any_order(string value, bool supported, params string[] quotes) =>
        Assert.Equal(supported, Support.Of("diagnoses[].description", Field(value, [.. quotes.Select(static q => new ReadCitation("packet.pdf", 1, 0, q.Length, q, []))])));

    [Theory]
    [InlineData("clinical.findings[]", "recurrent herniation", "There is no recurrent herniation", false)]
    [InlineData("clinical.findings[]", "recurrent herniation", "There is recurrent herniation", true)]
    [InlineData("diagnoses[].description", "intellectual disability", "Not found: intellectual disability", false)]
    [InlineData("diagnoses[].description", "diabetes", "Mother: diabetes", false)]
    // That a drug was not given is told of a treatment by its outcome.
    [InlineData("clinical.priorTreatments[].treatment", "Disulfiram", "Disulfiram was not given", true)]
    public void What_is_told_of_the_patient_is_not_cut_out_of_what_denies_it(string field, string value, string sentence, bool supported) =>
        Assert.Equal(supported, Support.Of(field, Field(value, new ReadCitation("packet.pdf", 1, 0, value.Length, value, [])), null, _ => sentence));

    [Fact]
    public void A_cell_of_a_row_is_no_part_of_the_cell_beside_it()
    {
        Assert.True(Cut("Psychosis? [ ] yes [x] no  QTc: 428 ms", "QTc: 428 ms"));
        Assert.True(Cut("Psychosis? no | QTc: 428 ms", "QTc: 428 ms"));
        Assert.False(Cut("Old trace. There is no long QTc: 428 ms", "long QTc: 428 ms"));

        bool Cut(string text, string value)
        {
            int start = text.IndexOf(value, StringComparison.Ordinal);
            return Judge(text: text).Judge("clinical.findings[]", Field(value, new ReadCitation("packet.pdf", 1, start, start + value.Length, value, [])), []).Support == new Counted(1, 1);
        }
    }

    /// <summary>Values and quotes that no document should have: each is judged, none ends the run.</summary>
    [Fact]
    public void No_value_and_no_quote_ends_the_judging()
    {
        string[] odd = ["2026-13-05", "0000-00-00", "9999-99-99", "\u0663\u0664", "\0", new('9', 600), new('a', 600), "\ud83d\ude00", "\ud83d", ".", "1e999", "99999999999999999999 mg", "1/0", "\u00bd", "no", "left", "\u200b", "(", "\\", "no.", "99:99 PM", "25/25/25", "q0h", "every 99999999999 hours", "-1", "32.13.2026", "4\u20132", "no left 5"];
        string[] quotes = [.. odd, "Quote of 03/04/2026: left knee, 5 mg q 12 h, no pain at 12:30"];
        var faults = from field in GoldFields.All
                     from value in odd
                     from quote in quotes
                     let fault = Record.Exception(() => { _ = (Support.Of(field.Path, Field(value, new ReadCitation("packet.pdf", 1, 0, quote.Length, quote, []))), Comparator.IsRight(field.Path, new GoldLeaf.Given(quote, [], null, []), value)); })
                     where fault is not null
                     select $"{field.Path}: {value} of {quote}: {fault.GetType().Name}";
        Assert.Empty(faults);
    }
}
