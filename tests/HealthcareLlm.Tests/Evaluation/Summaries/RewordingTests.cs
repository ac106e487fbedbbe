using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation.Summaries;

/// <summary>Statements in other words than their quotes, right ones and near misses (<c>rewordings.tsv</c>): what the measures see of them, each as the only statement of its summary.</summary>
public class RewordingTests
{
    private static readonly GoldenCase Golden = EvalsetReader.ReadCase(Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure"), "discharge-summary") with { Entries = null, Facts = [], Traps = [], Assertions = [] };

    private sealed record Row(string Id, string Verdict, bool Seen, string Section, string[] Quotes, string Text, (string Name, string Value)[] Parts);

    private static readonly Row[] Rows = [.. File.ReadLines(Repository.Folder("tests", "HealthcareLlm.Tests", "Evaluation", "Summaries", "rewordings.tsv")).Where(static l => !l.StartsWith('#')).Select(static l => l.Split('\t'))
        .Select(static c => new Row(c[0], c[1], c[2] == "yes", c[3], [.. c[4].Split(" || ").Select(static q => q.Replace("\\n", "\n", StringComparison.Ordinal))], c[5], c[6] == "-" ? [] : [.. c[6].Split('|').Select(static p => (p[..p.IndexOf('=', StringComparison.Ordinal)], p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]))]))];

    [Fact]
    public void Every_statement_is_seen_or_not_as_it_was()
    {
        Assert.Equal(Rows.Length, Rows.Select(static r => r.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Rows.Where(static r => IsSeen(r) != r.Seen).Select(static r => r.Id + (r.Seen ? " is seen no more" : " is seen now")));
    }

    [Fact]
    public void Right_ones_are_let_be_and_near_misses_seen()
    {
        Assert.Equal((14, 141), Count("same", string.Empty));
        Assert.Equal((0, 30), Count("same", "fresh-"));
        Assert.Equal((300, 339), Count("other", string.Empty));
        Assert.Equal((28, 30), Count("other", "fresh-"));
        static (int Seen, int Of) Count(string verdict, string prefix) => (Rows.Count(r => r.Verdict == verdict && r.Id.StartsWith(prefix, StringComparison.Ordinal) && r.Seen), Rows.Count(r => r.Verdict == verdict && r.Id.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static bool IsSeen(Row row)
    {
        static JsonArray Cited(IEnumerable<string> quotes) => [.. quotes.Select(static q => new JsonObject { ["documentId"] = Golden.Documents[0].File, ["page"] = 1, ["start"] = 0, ["end"] = q.Length, ["quote"] = q })];
        static JsonObject Statement(string text, IEnumerable<string> quotes, IEnumerable<(string Name, string Value)> parts) => new()
        {
            ["text"] = text,
            ["status"] = "supported",
            ["score"] = 1,
            ["citations"] = Cited(quotes),
            ["parts"] = new JsonObject([.. parts.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value, ["score"] = 1, ["citations"] = Cited(quotes) }))]),
        };
        var summary = new JsonObject();
        foreach (var section in SummarySections.All) summary[section.Name] = new JsonArray();
        // The year of the stay, which all of them are of.
        summary["encounter"]!.AsArray().Add(Statement("Admission date: 01/02/2026.", ["Admission date: 01/02/2026"], [("admissionDate", "2026-01-02")]));
        summary[row.Section]!.AsArray().Add(Statement(row.Text, row.Quotes, row.Parts));
        var result = new JsonObject
        {
            ["schema"] = "discharge-summary/v1",
            ["outcome"] = "done",
            ["summary"] = summary,
            ["missing"] = new JsonArray(),
            ["omissions"] = new JsonArray(),
            ["setAside"] = new JsonArray(),
            ["issues"] = new JsonArray(),
            ["documents"] = new JsonArray([.. Golden.Documents.Select(static d => new JsonObject { ["documentId"] = d.File, ["fileName"] = d.File })]),
        };
        var score = CaseScorer.Score("set", Golden, Encoding.UTF8.GetBytes(result.ToJsonString())).Summary!;
        return !score.NumbersNotCited.IsEmpty || !score.SidesNotCited.IsEmpty || !score.NegationsNotCited.IsEmpty || !score.WordsNotCited.IsEmpty || !score.PartsNotInText.IsEmpty || !score.PartsNotCited.IsEmpty || !score.OwnWords.IsEmpty || !score.SenseLost.IsEmpty;
    }
}
