using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>Every fault of a run, to be filtered by field, fault and tag; and the error taxonomy, to be counted again for one tag.</summary>
internal static class FaultTable
{
    /// <summary>Most rows: beyond them a browser grows slow, and report.json has every one.</summary>
    internal const int Most = 3000;

    internal static string Html(EvaluationReport report)
    {
        var faults = report.Cases.SelectMany((c, i) => CaseFaults.Of(c).Select(f => (Case: c, At: i, Fault: f, Rank: Rank(f.Fault)))).OrderBy(f => f.Rank).ToList();
        var html = new StringBuilder("<div class=\"scroll\"><table data-filter data-tags><caption>Every fault<span class=\"note\">worst kinds first; what is wrong, what was lost, and what was held back for no reason</span></caption><thead><tr>")
            .Append("<th scope=\"col\">case</th><th scope=\"col\" data-pick>grade</th><th scope=\"col\" data-pick>field</th><th scope=\"col\">where</th><th scope=\"col\" data-pick>fault</th><th scope=\"col\">expected</th><th scope=\"col\">given</th></tr></thead><tbody>");
        foreach (var (score, at, fault, _) in faults.Take(Most))
        {
            string field = Drafting.RecordFields.WithoutIndexes(fault.Where.Replace("+", string.Empty, StringComparison.Ordinal));
            html.Append(CultureInfo.InvariantCulture, $"<tr data-c=\"{at}\"><th scope=\"row\">{Markup.Text(score.Id)}</th><td>{Markup.Text(score.Tags.GetValueOrDefault("grade"))}</td><td>{Markup.Text(field)}</td><td>{Markup.Text(field == fault.Where ? string.Empty : fault.Where)}</td><td>{Markup.Text(Plain(fault.Fault))}</td><td>{Markup.Text(fault.Gold)}</td><td>{Markup.Text(fault.Given)}</td></tr>");
        }

        html.Append("</tbody></table></div>");
        if (faults.Count > Most) html.Append(CultureInfo.InvariantCulture, $"<p class=\"cut\">{faults.Count - Most} more faults stand in report.json.</p>");
        return html.ToString();
    }

    /// <summary>What the page's script filters by: tags of every case, and counts of the taxonomy for each tag that enough cases have.</summary>
    internal static string Json(EvaluationReport report, ReportTable? taxonomy)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("tags");
            // Tags of the cases that the table of faults can show; in a great run it is cut, and so are these.
            foreach (var score in report.Cases.Take(10_000))
            {
                json.WriteStartArray();
                foreach (string tag in Tags(score)) json.WriteStringValue(tag);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("taxonomy");
            if (taxonomy is not null) Taxonomy(json, report, taxonomy);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).Replace("<", "\\u003c", StringComparison.Ordinal);
    }

    /// <summary>Grade, part and every other tag of a case, as <c>name: value</c>.</summary>
    private static IEnumerable<string> Tags(CaseScore score) => score.Tags.Where(t => t.Key != "layout").Select(t => t.Key + ": " + t.Value).Append("part: " + score.Part);

    private static void Taxonomy(Utf8JsonWriter json, EvaluationReport report, ReportTable taxonomy)
    {
        ImmutableArray<string> words = [.. Enum.GetValues<ErrorClass>().Select(c => Documents.Names.Of(c).Replace('-', ' '))];
        ImmutableArray<string> fields = [.. taxonomy.Rows.Select(r => r[0].TrimEnd('*', ' '))];
        var groups = report.Cases.Where(c => !c.Leaves.IsEmpty).SelectMany(c => Tags(c).Select(t => (Tag: t, Case: c))).GroupBy(x => x.Tag, StringComparer.Ordinal).Where(g => g.Count() >= Subgroups.SubgroupReport.LeastListed).OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            json.WriteStartArray(string.Create(CultureInfo.InvariantCulture, $"{group.Key} ({group.Count()} packets)"));
            var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
            foreach (var leaf in group.SelectMany(x => x.Case.Leaves))
            {
                ref int[]? row = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, leaf.Field, out _);
                row ??= new int[words.Length];
                row[(int)leaf.Class]++;
            }

            foreach (string field in fields)
            {
                json.WriteStartArray();
                foreach (string word in taxonomy.Columns.Skip(1)) json.WriteNumberValue(counts.TryGetValue(field, out int[]? row) && words.IndexOf(word) is >= 0 and var at ? row[at] : 0);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
    }

    private static string Plain(string fault) => fault.Replace('-', ' ');

    private static int Rank(string fault) => fault switch
    {
        "not scored" => 0,
        _ when fault.StartsWith("trap ", StringComparison.Ordinal) => 1,
        "wrong" => 2,
        "invented" => 3,
        "number not in its citations" or "side not in its citations" or "negation not in its citations" or "no citation" => 4,
        "page not set aside" or "missing, not reported" => 5,
        "missed" => 6,
        _ when fault.StartsWith("fact ", StringComparison.Ordinal) => fault.Contains("(must)", StringComparison.Ordinal) ? 6 : 7,
        _ => 8,
    };
}
