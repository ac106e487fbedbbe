using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>A table that a terminal or Markdown can show.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Columns">Heads of the columns.</param>
/// <param name="Rows">Rows, each with as many cells as there are columns.</param>
public sealed partial record ReportTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>Whether only <c>report.md</c> shows it, and no terminal.</summary>
    public bool IsLong { get; init; }

    /// <summary>How many of its first rows <c>report.md</c> shows; null for all. The page has the others too, where they can be filtered.</summary>
    public int? Brief { get; init; }

    /// <summary>The same table without columns in which no row has anything; with all of them where there are no rows.</summary>
    public ReportTable WithoutEmptyColumns()
    {
        if (Rows.IsEmpty) return this;
        ImmutableArray<int> kept = [.. Enumerable.Range(0, Columns.Length).Where(i => Rows.Any(r => r[i].Length > 0))];
        return this with { Columns = [.. kept.Select(i => Columns[i])], Rows = [.. Rows.Select(r => (ImmutableArray<string>)[.. kept.Select(i => r[i])])] };
    }

    /// <summary>The table in Markdown, ending in a line feed.</summary>
    /// <param name="most">Most rows; a line below says how many are left out.</param>
    public string Markdown(int most = int.MaxValue)
    {
        var text = new StringBuilder("## ").Append(Title).Append("\n\n");
        Line(text, Columns);
        Line(text, [.. Columns.Select(_ => "---")]);
        int shown = Math.Min(Math.Min(most, Brief ?? most), Rows.Length);
        foreach (var row in Rows.Take(shown)) Line(text, row);
        if (Rows.Length > shown) text.Append(CultureInfo.InvariantCulture, $"\n{Rows.Length - shown} more rows stand in report.json{(Brief is null ? string.Empty : ", and in report.html, where they can be filtered")}.\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, ImmutableArray<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");

    /// <summary>A text of a document as text: Markdown takes HTML as it stands, and a bar for the next cell.</summary>
    private static string Cell(string text) => Html.Markup.Plain(Entity().Replace(text, "&amp;")).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    [GeneratedRegex("&(?=#?[0-9A-Za-z]+;)", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();
}
