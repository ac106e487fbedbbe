using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Citing;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>What was judged once is not judged again, and only what is the same in everything that is judged counts as the same.</summary>
public sealed class ContentKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("healthcarellm-tests-").FullName;

    private static readonly string Folder = Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_that_are_parted_otherwise_are_others()
    {
        UInt128[] keys =
        [
            ContentKey.Begin().End(), ContentKey.Begin().Add((string?)null).End(), ContentKey.Begin().Add(string.Empty).End(), ContentKey.Begin().Add("ab").Add("c").End(), ContentKey.Begin().Add("a").Add("bc").End(),
            ContentKey.Begin().Add("abc").End(), ContentKey.Begin().Add(1).End(), ContentKey.Begin().Add("Abc").End(), ContentKey.Begin().Add(new string('x', 10_000)).End(),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(ContentKey.Begin().Add("ab").Add("c").End(), ContentKey.Begin().Add("ab").Add("c").End());
    }

    [Fact]
    public void A_statement_is_another_when_anything_is_that_its_faults_are_told_by()
    {
        static ReadCitation Cited(string quote) => new("a.txt", 1, 0, quote.Length, quote, []);
        static ReadField Part(string value, string quote) => new("extracted", value, []) { Citations = [Cited(quote)] };
        var one = new ReadStatement("dischargeMedications", "Lasix 40 mg", "supported", ImmutableSortedDictionary<string, string>.Empty.Add("dose", "40 mg"), ["Lasix 40 mg"])
        {
            Citations = [Cited("Lasix 40 mg")],
            Fields = ImmutableSortedDictionary<string, ReadField>.Empty.Add("dose", Part("40 mg", "40 mg")),
        };
        ReadStatement[] others =
        [
            one, one with { Section = "hospitalCourse" }, one with { Text = "Lasix 80 mg" }, one with { Quotes = ["Lasix 80 mg"] }, one with { Quotes = [] }, one with { Parts = one.Parts.SetItem("dose", "80 mg") },
            one with { Parts = one.Parts.Remove("dose").Add("name", "40 mg") }, one with { Citations = [] }, one with { Citations = [Cited("no Lasix 40 mg")] }, one with { Fields = one.Fields.Remove("dose") },
            one with { Fields = one.Fields.SetItem("dose", Part("80 mg", "40 mg")) }, one with { Fields = one.Fields.SetItem("dose", Part("40 mg", "80 mg")) },
            one with { Fields = one.Fields.SetItem("dose", Part("40 mg", "40 mg") with { Status = "refused" }) }, one with { Fields = one.Fields.SetItem("dose", Part("40 mg", "40 mg") with { Citations = [] }) },
        ];
        var citations = new CitationJudge(View(Result()), DocumentTexts.None);
        Assert.Equal(others.Length, others.Select(o => StatementFaults.Key(o, citations)).Distinct().Count());
        Assert.Equal(StatementFaults.Key(one, citations), StatementFaults.Key(one with { Status = "conflicting" }, citations));
        var otherYear = new CitationJudge(View(Result()) with { Statements = [] }, DocumentTexts.None);
        Assert.NotEqual(citations.Year, otherYear.Year);
        Assert.NotEqual(StatementFaults.Key(one, citations), StatementFaults.Key(one, otherYear));
    }

    [Fact]
    public void A_result_is_judged_anew_when_its_summary_its_omissions_its_documents_or_its_gold_is_another()
    {
        var golden = EvalsetReader.ReadCase(Folder, "discharge-summary");
        Assert.NotNull(golden.Content);
        // A changed copy is not what was read.
        Assert.Null((golden with { Reference = "other words" }).Content);
        var right = Score(golden, Result());
        Assert.Equal(right.Summary!.Facts, Score(golden, Result()).Summary!.Facts);

        var numbers = Result();
        numbers["summary"]!["dischargeMedications"]![0]!["text"] = (string)numbers["summary"]!["dischargeMedications"]![0]!["text"]! + " 9999 mg";
        Assert.Equal(right.Summary.NumbersNotCited.Length + 1, Score(golden, numbers).Summary!.NumbersNotCited.Length);

        var omitted = Result();
        omitted["omissions"]!.AsArray().Add(new JsonObject { ["text"] = "allergy" });
        Assert.Equal(right.Summary.OmissionsReported + 1, Score(golden, omitted).Summary!.OmissionsReported);

        var unlisted = Result();
        foreach (var document in unlisted["documents"]!.AsArray()) document!["documentId"] = "other " + document["documentId"];
        Assert.True(right.Summary.CitationsResolve.Count > 0);
        Assert.Equal(0, Score(golden, unlisted).Summary!.CitationsResolve.Count);

        string other = Path.Combine(_folder, "medicine-heart-failure");
        Directory.CreateDirectory(other);
        Directory.CreateSymbolicLink(Path.Combine(other, "documents"), Path.Combine(Folder, "documents"));
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "case.json")))!;
        json["facts"]![0]!["anyOf"] = new JsonArray(new JsonArray("zebra stripes"));
        File.WriteAllText(Path.Combine(other, "case.json"), json.ToJsonString());
        Assert.NotEqual(right.Summary.Facts[0].State, Score(EvalsetReader.ReadCase(other, "discharge-summary"), Result()).Summary!.Facts[0].State);

        // The same case under another name says the same.
        File.WriteAllText(Path.Combine(other, "case.json"), File.ReadAllText(Path.Combine(Folder, "case.json")).Replace("\"medicine-heart-failure\"", "\"another\"", StringComparison.Ordinal));
        var renamed = EvalsetReader.ReadCase(other, "discharge-summary");
        Assert.Equal("another", Score(renamed, Result()).Id);
        Assert.Equal(golden.Content, renamed.Content);
    }

    private static CaseScore Score(GoldenCase golden, JsonObject result) => CaseScorer.Score("e", golden, Encoding.UTF8.GetBytes(result.ToJsonString()));

    private static JsonObject Result() => PerfectSummary.Node(EvalsetReader.ReadCase(Folder, "discharge-summary"));

    private static ResultView View(JsonObject result) => ResultView.Read(Encoding.UTF8.GetBytes(result.ToJsonString()));
}
