using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Html;

namespace HealthcareLlm.Tests.Evaluation.Html;

public sealed class HtmlReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("html").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task The_page_is_self_contained_the_same_twice_and_tells_the_fault_with_its_page()
    {
        var asked = new List<(string, int)>();
        var input = await RunAsync(r => Cite(r, "XQZ123465"));
        input = input with { Show = (path, page, _, _) => Shown(asked, path, page) };
        string html = Encoding.UTF8.GetString(await input.WriteAsync());
        Assert.Equal(html, Encoding.UTF8.GetString(await input.WriteAsync()));
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", html);
        Assert.DoesNotContain("http", html.Replace("http-equiv", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<dd class=\"gold\">XQZ123456</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dd class=\"given\">XQZ123465</dd>", html, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,AQID", html, StringComparison.Ordinal);
        // The cited box 100, 200, 300, 20 on a page 1000 wide: a frame of 1000 / 200 = 5 about it.
        Assert.Contains("<rect class=\"cited\" x=\"95\" y=\"195\" width=\"310\" height=\"30\"", html, StringComparison.Ordinal);
        // The detail: half of the width about the box's middle 250, 210, high 500 × 0.55 = 275.
        Assert.Contains("viewBox=\"0 72.5 500 275\"", html, StringComparison.Ordinal);
        Assert.Equal(2, asked.Count);
        Assert.All(asked, a => Assert.Equal((Path.Combine(_folder, "set", "cases", "small", "documents", "packet.txt"), 2), a));
        Assert.Contains("0 of 1 cases; 0 of ", html, StringComparison.Ordinal);
        Assert.Contains("No gates were tried", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_are_told_as_one_sided_where_they_are()
    {
        var input = await RunAsync(_ => { });
        string html = Encoding.UTF8.GetString(await input.WriteAsync()).Replace("&#39;", "'", StringComparison.Ordinal), markdown = string.Join('\n', input.Report.Tables().Select(t => t.Markdown()));
        foreach (string report in (string[])[html, markdown])
        {
            Assert.Contains(ReportTables.OneSided, report, StringComparison.Ordinal);
            Assert.Contains("each one-sided at 95 %; both together are a two-sided interval of 90 %", report, StringComparison.Ordinal);
            Assert.Contains("Wilson's, two-sided at 95 %", report, StringComparison.Ordinal);
        }

        Assert.Contains("one-sided 95", html[html.IndexOf("class=\"tiles\"", StringComparison.Ordinal)..html.IndexOf("id=\"weak\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        // It is so: of 20 of 20 the lower bound is 0.05^(1/20) = 0.8609; two-sided it would be 0.025^(1/20) = 0.8316.
        Assert.Equal(0.8609, new Measure("critical.right", "all", 20, 20).Lower95, 4);
        string schema = await File.ReadAllTextAsync(Repository.Folder("schemas", "run-report", "v1.json"));
        Assert.Contains("Exact one-sided lower 95 % bound", schema, StringComparison.Ordinal);
        Assert.Contains("Exact one-sided upper 95 % bound", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_a_document_becomes_mark_up()
    {
        const string Hostile = "</script><img src=x onerror=alert(1)>{{json}}{{body}}";
        string html = Encoding.UTF8.GetString(await (await RunAsync(r => Cite(r, Hostile))).WriteAsync());
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;{{json}}{{body}}", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length - 1);
    }

    [Fact]
    public async Task No_text_of_a_document_becomes_mark_up_in_markdown_nor_a_control_character_in_the_page()
    {
        var input = await RunAsync(r => r["record"]!["patient"]!["memberId"]!["value"] = "<img src=x>|\u0001\u009b7 &lt;");
        string html = Encoding.UTF8.GetString(await input.WriteAsync()), markdown = string.Join('\n', input.Report.Tables().Select(t => t.Markdown()));
        Assert.DoesNotContain(html, c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
        Assert.Contains("\ufffd\ufffd7", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", markdown, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt;\\|", markdown, StringComparison.Ordinal);
        Assert.Contains("7 &amp;lt;", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(markdown, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_run_without_cases_says_so()
    {
        var input = await RunAsync(_ => { });
        input = input with { Report = new EvaluationReport(input.Report.Evalsets, null, []) };
        string summary = PullRequestSummary.Write(input);
        Assert.Contains(" · no cases · ", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("all scored", summary, StringComparison.Ordinal);
        string html = Encoding.UTF8.GetString(await input.WriteAsync());
        Assert.Contains("no cases", html, StringComparison.Ordinal);
        Assert.DoesNotContain("0, of these 0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_scored_stands_there_with_its_reason_and_failed_gates_come_first()
    {
        var input = await RunAsync(r => r["schema"] = "nothing/v1");
        var gates = Gates.Try([new("critical.right", "all", 0.5, null), new("cases.notScored", "all", null, 1)], input.Report);
        input = input with { Gates = gates };
        string html = Encoding.UTF8.GetString(await input.WriteAsync());
        Assert.Contains("1 of 1 cases; 0 of 0 leaves", html, StringComparison.Ordinal);
        Assert.Contains("the result&#39;s schema and body do not agree", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"verdict failed\">1 of 2 gates failed</p>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"bad\">NOT SCORED</td>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("NOT SCORED", StringComparison.Ordinal) < html.IndexOf("<td class=\"good\">yes</td>", StringComparison.Ordinal));
        var weak = WeakPlaces.Of(input.Report, gates).Rows;
        Assert.Equal("gate failed; critical.right (all); not scored; bound at least 50.0 %, n 0", string.Join("; ", weak[0]));
        Assert.Equal("not scored", weak[1][0]);
    }

    [Fact]
    public async Task The_summary_for_a_pull_request_tells_verdict_weak_places_and_changes_and_no_value()
    {
        var before = await RunAsync(_ => { });
        await before.Report.WriteAsync(Path.Combine(_folder, "before"));
        var input = await RunAsync(r => Cite(r, "XQZ123465"));
        var gates = Gates.Try([new("critical.wrongOrInvented", "all", null, 0), new("critical.right", "all", 0.1, null)], input.Report);
        var comparison = RunComparison.ToEarlier(input.Report, Path.Combine(_folder, "before"));
        string text = PullRequestSummary.Write(input with { Gates = gates, Comparison = comparison });
        Assert.Contains("**1 of 2 gates failed** · 1 cases, all scored", text, StringComparison.Ordinal);
        Assert.Contains("| wrong, critical | patient.memberId | 1 wrong or invented | of 1 that stand; at most 100.0 % (95 %) |", text, StringComparison.Ordinal);
        Assert.Contains("| small | patient.memberId | right | wrong |", text, StringComparison.Ordinal);
        Assert.Matches(@"\| critical\.wrongOrInvented \| 0\.0 % \| \d+\.\d % \| worse \|", text);
        Assert.True(text.IndexOf("### Weak places", StringComparison.Ordinal) < text.IndexOf("### Gates", StringComparison.Ordinal));
        Assert.DoesNotContain("XQZ", text, StringComparison.Ordinal);
        var many = comparison with { Changes = [.. Enumerable.Range(0, 5000).Select(i => new RunChange("case" + i, "patient.name", "right", "wrong", -1))] };
        string bounded = PullRequestSummary.Write(input with { Gates = gates, Comparison = many });
        Assert.True(bounded.Length < 65_536);
        Assert.Contains("4975 more in `report.md`", bounded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_counts_cases_of_which_a_document_could_not_be_read_and_names_no_value()
    {
        static JsonObject Issue(string code, string severity) => new() { ["code"] = code, ["severity"] = severity, ["message"] = "of XQZ123456" };
        var input = await RunAsync(r => r["issues"] = new JsonArray(Issue("damaged-file", "error"), Issue("unsupported-type", "error")));
        Assert.Equal(2, Assert.Single(input.Report.Cases).Unread);
        string text = PullRequestSummary.Write(input);
        Assert.Contains("**1 case has a document that could not be read**", text, StringComparison.Ordinal);
        Assert.DoesNotContain("XQZ", text, StringComparison.Ordinal);
        // A file that breaks off, and was read as far as it goes, is none.
        input = await RunAsync(r => r["issues"] = new JsonArray(Issue("damaged-file", "warning"), Issue("page-not-read", "error")));
        Assert.Equal(0, Assert.Single(input.Report.Cases).Unread);
        Assert.DoesNotContain("could not be read", PullRequestSummary.Write(input), StringComparison.Ordinal);
    }

    private static Task<ReportPicture?> Shown(List<(string, int)> asked, string path, int page)
    {
        asked.Add((path, page));
        return Task.FromResult<ReportPicture?>(new("image/png", new byte[] { 1, 2, 3 }));
    }

    /// <summary>A member id of that value, cited on page 2 of a document of pages 1000 × 1400.</summary>
    private static void Cite(JsonObject result, string value)
    {
        result["documents"]![0]!["pages"] = new JsonArray([.. Enumerable.Range(1, 3).Select(n => (JsonNode)new JsonObject { ["number"] = n, ["width"] = 1000, ["height"] = 1400 })]);
        var field = SmallPacket.Extracted(value);
        field["citations"] = new JsonArray(new JsonObject { ["documentId"] = "d1", ["page"] = 2, ["start"] = 0, ["end"] = 4, ["quote"] = "noth", ["boxes"] = new JsonArray(new JsonArray(100, 200, 300, 20)) });
        result["record"]!["patient"]!["memberId"] = field;
    }

    private async Task<HtmlReport> RunAsync(Action<JsonObject> change)
    {
        string set = Path.Combine(_folder, "set"), documents = Path.Combine(set, "cases", "small", "documents");
        Directory.CreateDirectory(documents);
        await File.WriteAllTextAsync(Path.Combine(documents, "packet.txt"), "nothing");
        await File.WriteAllTextAsync(Path.Combine(set, "cases", "small", "case.json"), SmallPacket.Case);
        await File.WriteAllTextAsync(Path.Combine(set, "evalset.json"), """{ "id": "set", "version": 1, "task": "prior-auth-request", "cases": ["small"] }""");
        var read = EvalsetReader.Read(set);
        var result = SmallPacket.Perfect();
        change(result);
        var report = await new EvaluationRun((_, _, _) => Task.FromResult(Encoding.UTF8.GetBytes(result.ToJsonString()))).RunAsync([read], Path.Combine(_folder, "run"));
        return new(report, [read], Path.Combine(_folder, "run"), "test 1");
    }
}
