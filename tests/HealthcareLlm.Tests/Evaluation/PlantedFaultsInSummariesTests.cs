using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Tests.Evaluation;

public class PlantedFaultsInSummariesTests
{
    private static readonly GoldenCase Golden = EvalsetReader.ReadCase(Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure"), "discharge-summary") with { Entries = null };

    private static CaseScore Score(JsonObject result) => CaseScorer.Score("set", Golden, Encoding.UTF8.GetBytes(result.ToJsonString()));

    private static SummaryScore With(string section, JsonObject statement)
    {
        var result = PerfectSummary.Node(Golden);
        result["summary"]![section]!.AsArray().Add(statement);
        return Score(result).Summary!;
    }

    private static JsonArray Section(JsonObject result, string name) => result["summary"]![name]!.AsArray();

    private static JsonNode Drug(JsonObject result, string name) => Section(result, "dischargeMedications").First(s => ((string)s!["text"]!).Contains(name, StringComparison.OrdinalIgnoreCase))!;

    private static FactState State(CaseScore score, string id) => score.Summary!.Facts.Single(f => f.Id == id).State;

    [Fact]
    // It lists no documents, so that its citations name none: said, once.
    public void A_perfect_summary_has_no_fault() => Assert.Equal(["citations"], CaseFaults.Of(Score(PerfectSummary.Node(Golden))).Select(static f => f.Where));

    [Fact]
    public void Citation_precision_redundancy_and_rouge_fall_where_a_fault_is_planted()
    {
        var perfect = Score(PerfectSummary.Node(Golden)).Summary!.Text;
        Assert.Equal(perfect.Supported.Of, perfect.Supported.Count);
        Assert.Null(perfect.Rouge);

        // A number that its quote lacks: one statement more, and that one is not supported.
        var number = With("hospitalCourse", PerfectSummary.Statement("Given 90 mg of something else", "supported", null, "Given 60 mg of something else")).Text;
        Assert.Equal((perfect.Supported.Of + 1, perfect.Supported.Of), (number.Supported.Of, number.Supported.Count));

        // Six words twice over: four runs of three the second time.
        JsonObject Once() => PerfectSummary.Statement("zebra quartz violin walked home slowly", "supported", null);
        var result = PerfectSummary.Node(Golden);
        Section(result, "hospitalCourse").Add(Once());
        int before = Score(result).Summary!.Text.Repeated.Count;
        Section(result, "hospitalCourse").Add(Once());
        Assert.Equal(before + 4, Score(result).Summary!.Text.Repeated.Count);

        var referenced = Golden with { Reference = "zebra quartz violin walked home slowly" };
        var rouge = CaseScorer.Score("set", referenced, Encoding.UTF8.GetBytes(result.ToJsonString())).Summary!.Text.Rouge!;
        Assert.Equal((1, 1), (rouge.One.Recall, rouge.Lsum.Recall));
        Assert.InRange(rouge.One.Precision, 0.001, 0.5);
    }

    [Fact]
    public void A_whole_document_bears_no_statement()
    {
        string document = string.Concat(Enumerable.Range(0, 100).Select(i => i + " other words ")) + "Given 90 mg of something else";
        var whole = With("hospitalCourse", PerfectSummary.Statement("Given 90 mg of something else", "supported", null, document));
        Assert.Equal("hospitalCourse: Given 90 mg of something else", Assert.Single(whole.Uncited));
        Assert.Equal((whole.CitationsTight.Of - 1, whole.Text.Supported.Of - 1), (whole.CitationsTight.Count, whole.Text.Supported.Count));
        // Beside a quote that bears it, it takes nothing from the statement, and adds nothing to another.
        var both = PerfectSummary.Statement("Given 90 mg of something else", "supported", null);
        both["citations"]!.AsArray().Add(new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = document });
        Assert.Empty(With("hospitalCourse", both.DeepClone().AsObject()).Uncited);
        both["text"] = "Given 90 mg of something else 17 times";
        Assert.Single(With("hospitalCourse", both).NumbersNotCited);
    }

    [Fact]
    public void A_part_s_citation_counts_as_its_statement_s_does_and_one_that_both_have_once()
    {
        string folder = Directory.CreateTempSubdirectory("parts").FullName;
        try
        {
            static JsonArray Of(JsonNode part) => part["citations"]!.AsArray();
            var row = Entry("New: Torsemide 40 mg PO daily.", ("name", "Torsemide"), ("dose", "40 mg"), ("frequency", "daily"));
            foreach (string part in (string[])["name", "dose"]) row["parts"]![part]!["citations"] = new JsonArray(new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = row["parts"]![part]!["value"]!.DeepClone() });
            var kept = PerfectSummary.Node(Golden);
            foreach (var (_, section) in kept["summary"]!.AsObject()) section!.AsArray().Clear();
            Section(kept, "dischargeMedications").Add(row);
            PerfectSummary.Keep(kept, folder);
            // The third part cites what its statement cites, the same line of the page.
            row["parts"]!["frequency"]!["citations"] = Of(row).DeepClone();
            Of(row)[0]!["boxes"] = new JsonArray(new JsonArray(10, 10, 100, 12));
            row["parts"]!["frequency"]!["citations"]![0]!["boxes"] = new JsonArray(new JsonArray(10, 10, 100, 12));
            SummaryScore Planted(Action<JsonObject>? plant) => Judged(plant).Summary!;
            CaseScore Judged(Action<JsonObject>? plant)
            {
                var result = kept.DeepClone().AsObject();
                var dose = Section(result, "dischargeMedications")[0]!["parts"]!["dose"]!;
                plant?.Invoke(Of(dose)[0]!.AsObject());
                return CaseScorer.Score("set", Golden, Encoding.UTF8.GetBytes(result.ToJsonString()), new DocumentTexts(folder));
            }

            static (Counted Resolve, Counted Verbatim, Counted Tight, Counted NotChecked) Figures(SummaryScore s) => (s.CitationsResolve, s.CitationsVerbatim, s.CitationsTight, s.CitationsNotChecked);
            var (all, two, one) = (new Counted(3, 3), new Counted(2, 3), new Counted(2, 2));
            Assert.Equal((all, all, all, new(0, 3)), Figures(Planted(null)));
            Assert.Equal((two, all, all, new(0, 3)), Figures(Planted(static c => c["page"] = 99)));
            Assert.Equal((two, one, all, new(0, 3)), Figures(Planted(static c => c["documentId"] = "none")));
            Assert.Equal((all, two, all, new(0, 3)), Figures(Planted(static c => c["quote"] = "41 mg")));
            // The case's own faults name them.
            string[] Faults(Action<JsonObject>? plant) => [.. CaseFaults.Of(Judged(plant)).Where(static f => f.Where == "citations").Select(static f => f.Fault)];
            Assert.Empty(Faults(null));
            Assert.Equal(["1 of 3 name no document, page or place of the run"], Faults(static c => c["page"] = 99));
            Assert.Equal(["1 of 3 are not the text at their place"], Faults(static c => c["quote"] = "41 mg"));
            Assert.Equal((all, two, two, new(0, 3)), Figures(Planted(static c => c["quote"] = string.Concat(Enumerable.Range(0, 100).Select(static i => i + " other words ")))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonObject Entry(string text, params (string Part, string Value)[] parts)
    {
        var entry = PerfectSummary.Statement(text, "supported", null);
        entry["parts"] = new JsonObject([.. parts.Select(p => KeyValuePair.Create(p.Part, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value }))]);
        return entry;
    }

    [Theory]
    [InlineData("New: Torsemide 40 mg PO daily.", "Torsemide", "40 mg", "new", FactState.Present)]
    // Another drug's entry that mentions it; another dose; a text that is not what its parts say; one that forbids it.
    [InlineData("Stopped: Furosemide 40 mg daily - replaced by torsemide", "Furosemide", "40 mg", "stopped", FactState.ElsewherePresent)]
    [InlineData("New: Torsemide 4 mg PO daily.", "Torsemide", "4 mg", "new", FactState.Absent)]
    [InlineData("New: Warfarin 999 mg PO hourly.", "Torsemide", "40 mg", "new", FactState.ElsewherePresent)]
    [InlineData("Torsemide 40 mg daily is contraindicated; do not take it.", "Torsemide", "40 mg", "new", FactState.ElsewherePresent)]
    public void A_drug_is_told_by_its_own_entry(string text, string name, string dose, string change, FactState state)
    {
        var result = PerfectSummary.Node(Golden);
        var drugs = Section(result, "dischargeMedications");
        drugs.Remove(Drug(result, "torsemide"));
        drugs.Add(Entry(text, ("name", name), ("dose", dose), ("frequency", "daily"), ("change", change)));
        Assert.Equal(state, State(Score(result), "f12"));
    }

    [Fact]
    public void A_text_that_is_not_what_its_parts_say_is_a_fault()
    {
        Assert.Empty(With("dischargeMedications", Entry("New: Torsemide 40 mg PO daily.", ("name", "Torsemide"), ("dose", "40 mg"), ("change", "new"))).PartsNotInText);
        Assert.Single(With("dischargeMedications", Entry("New: Warfarin 999 mg PO hourly.", ("name", "Torsemide"), ("dose", "40 mg"), ("change", "new"))).PartsNotInText);
        Assert.Single(With("dischargeMedications", Entry("New: Torsemide 4 mg PO daily.", ("name", "Torsemide"), ("dose", "40 mg"), ("change", "new"))).PartsNotInText);
        Assert.Single(With("dischargeMedications", Entry("Torsemide 40 mg: do not take it.", ("name", "Torsemide"), ("dose", "40 mg"), ("change", "new"))).PartsNotInText);
    }

    [Fact]
    public void A_wrong_dose_loses_its_fact()
    {
        var result = PerfectSummary.Node(Golden);
        Drug(result, "torsemide")["text"] = "Torsemide 20 mg PO daily";
        Assert.Equal(FactState.Absent, State(Score(result), "f12"));
    }

    [Fact]
    public void A_stopped_drug_said_to_be_continued_has_a_wrong_change()
    {
        var result = PerfectSummary.Node(Golden);
        Drug(result, "lisinopril")["parts"]!["change"]!["value"] = "continued";
        Assert.False(Score(result).Summary!.Facts.Single(f => f.Id == "f17").ChangeIsRight);
    }

    [Fact]
    public void A_fact_in_another_section_is_elsewhere_and_a_refused_one_is_held_back()
    {
        var result = PerfectSummary.Node(Golden);
        var codeStatus = Section(result, "codeStatus");
        var moved = codeStatus[0]!;
        codeStatus.RemoveAt(0);
        Section(result, "followUp").Add(moved);
        Section(result, "allergies")[0]!["status"] = "refused";
        var score = Score(result);
        Assert.Equal(FactState.ElsewherePresent, State(score, "f28"));
        Assert.Equal(1, score.Summary!.Refused);
        Assert.NotEqual(FactState.Present, State(score, "f20"));
    }

    [Fact]
    public void A_reported_omission_is_no_silent_loss()
    {
        var result = PerfectSummary.Node(Golden);
        Section(result, "pendingResults").Clear();
        result["omissions"]!.AsArray().Add(new JsonObject { ["text"] = "SPEP is pending" });
        Assert.Equal(FactState.ReportedOmitted, State(Score(result), "f22"));
    }

    [Theory]
    [InlineData("secondaryDiagnoses", "Pneumonia", "t1")]
    [InlineData("secondaryDiagnoses", "Colon cancer", "t2")]
    [InlineData("hospitalCourse", "Ejection fraction was 25%", "t3")]
    [InlineData("dischargeMedications", "Carvedilol 12.5 mg twice daily", "t4")]
    [InlineData("procedures", "Implantable defibrillator", "t5")]
    [InlineData("allergies", "NKDA", "t7")]
    public void A_trap_is_sprung_by_a_supported_statement_and_not_by_a_refused_one(string section, string text, string trap)
    {
        foreach (string status in new[] { "supported", "refused" })
        {
            var result = PerfectSummary.Node(Golden);
            Section(result, section).Add(PerfectSummary.Statement(text, status, null));
            Assert.Equal(status == "supported", Score(result).Traps.Single(t => t.Id == trap).Sprung);
        }
    }

    [Fact]
    public void A_conflict_with_one_side_is_not_shown()
    {
        var result = PerfectSummary.Node(Golden);
        Section(result, "conflicts")[0] = PerfectSummary.Statement("Allergy: penicillin", "conflicting", null);
        Assert.False(Score(result).Summary!.Conflicts.Single(c => c.Key == "c1").Value);
    }

    [Fact]
    public void Numbers_sides_and_negations_without_a_source_are_seen()
    {
        Assert.Single(With("hospitalCourse", PerfectSummary.Statement("Creatinine fell to 1.6 mg/dL", "supported", null, "creatinine 1.9 mg/dL")).NumbersNotCited);
        Assert.Single(With("hospitalCourse", PerfectSummary.Statement("Small left pleural effusion", "supported", null, "small right pleural effusion")).SidesNotCited);
        Assert.Single(With("hospitalCourse", PerfectSummary.Statement("There was no pericardial effusion", "supported", null, "pericardial effusion")).NegationsNotCited);
        Assert.Empty(With("hospitalCourse", PerfectSummary.Statement("Discharged on 2026-02-07 after two days on 2 L", "supported", null, "02/07/2026, 2 days, 2L")).NumbersNotCited);
    }

    [Fact]
    public void A_statement_without_a_citation_is_seen()
    {
        var bare = PerfectSummary.Statement("He walked in the hall", "supported", null);
        bare["citations"] = new JsonArray();
        Assert.Single(With("hospitalCourse", bare).Uncited);
    }

    [Fact]
    public void Copied_forward_text_is_a_near_duplicate_and_another_value_is_none()
    {
        var result = PerfectSummary.Node(Golden);
        Section(result, "hospitalCourse").Add(PerfectSummary.Statement("Acute kidney injury on CKD, creatinine 2.4, lisinopril held", "supported", null));
        Section(result, "hospitalCourse").Add(PerfectSummary.Statement("Acute kidney injury on CKD: creatinine 2.4; lisinopril is held", "supported", null));
        Section(result, "hospitalCourse").Add(PerfectSummary.Statement("Acute kidney injury on CKD, creatinine 1.9, lisinopril held", "supported", null));
        Assert.Single(Score(result).Summary!.NearDuplicates);
        Section(result, "conditionAtDischarge").Add(PerfectSummary.Statement("Acute kidney injury on CKD, creatinine 1.9, lisinopril held", "supported", null));
        Section(result, "significantFindings").Add(PerfectSummary.Statement("Acute kidney injury on CKD, creatinine 1.9, lisinopril held", "supported", null));
        Assert.Equal(2, Score(result).Summary!.NearDuplicates.Length);
    }

    [Fact]
    public void Prose_beyond_the_limit_is_seen()
    {
        var score = With("hospitalCourse", PerfectSummary.Statement(string.Join(' ', Enumerable.Repeat("word", 601)), "supported", null));
        Assert.True(score.ProseWords > score.ProseLimit);
        Assert.InRange(score.ProseLimit!.Value, 150, 600);
    }

    [Fact]
    public void A_page_of_another_patient_that_was_used_is_seen()
    {
        var twin = EvalsetReader.ReadCase(Repository.Folder("evalsets", "encounters-v1", "cases", "paediatrics-asthma"), "discharge-summary");
        var result = PerfectSummary.Node(twin);
        result["setAside"]!.AsArray().Clear();
        Section(result, "hospitalCourse").Add(PerfectSummary.Statement("Croup with stridor", "supported", null));
        var score = CaseScorer.Score("set", twin, Encoding.UTF8.GetBytes(result.ToJsonString()));
        Assert.Equal("05-progress-note-0312.txt#1", Assert.Single(score.SetAside!.Missed));
        Assert.True(score.Traps.Single(t => t.Id == "t3").Sprung);
    }
}
