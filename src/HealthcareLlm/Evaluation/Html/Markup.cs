using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>Puts texts and tables into HTML. Every text is written as text: nothing of a document becomes mark-up.</summary>
internal static partial class Markup
{
    /// <summary>Rows from which a table can be filtered.</summary>
    private const int Filtered = 9;

    internal static string Text(string? text) => WebUtility.HtmlEncode(Plain(text ?? string.Empty));

    /// <summary>The text with U+FFFD for every control character but tab and line ends: HTML must not hold them, and one that is left out would make two words one.</summary>
    internal static string Plain(string text) => text.Any(IsForbidden) ? string.Create(text.Length, text, static (made, from) =>
    {
        for (int i = 0; i < made.Length; i++) made[i] = IsForbidden(from[i]) ? '\ufffd' : from[i];
    }) : text;

    private static bool IsForbidden(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    /// <summary>A table with its caption; what stands in brackets in a title is its note. Long ones can be filtered.</summary>
    /// <param name="table">The table.</param>
    /// <param name="picks">Columns by which a reader chooses.</param>
    /// <param name="most">Most rows shown; a line says how many are left out.</param>
    /// <param name="filter">Whether a long one can be filtered.</param>
    internal static string Table(ReportTable table, ImmutableArray<string> picks = default, int most = 3000, bool filter = true)
    {
        var (title, note) = Parted(table.Title);
        var html = new StringBuilder();
        html.Append("<div class=\"scroll\"><table").Append(filter && table.Rows.Length >= Filtered ? " data-filter" : string.Empty).Append("><caption>").Append(Text(title));
        if (note.Length > 0) html.Append("<span class=\"note\">").Append(Text(note)).Append("</span>");
        html.Append("</caption><thead><tr>");
        bool[] numeric = [.. table.Columns.Select((_, i) => table.Rows.Length > 0 && table.Rows.All(r => r[i].Length == 0 || Numeric().IsMatch(r[i])))];
        for (int i = 0; i < table.Columns.Length; i++)
        {
            html.Append("<th scope=\"col\"").Append(numeric[i] ? " class=\"n\"" : string.Empty).Append(!picks.IsDefault && picks.Contains(table.Columns[i]) ? " data-pick" : string.Empty).Append('>').Append(Text(table.Columns[i])).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows.Take(most))
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Length; i++)
            {
                string kind = Kind(row[i]) is { } word ? word : numeric[i] ? "n" : string.Empty;
                html.Append(i == 0 ? "<th scope=\"row\"" : "<td").Append(kind.Length > 0 ? " class=\"" + kind + "\"" : string.Empty).Append('>').Append(Text(row[i])).Append(i == 0 ? "</th>" : "</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        if (table.Rows.IsEmpty) html.Append("<p class=\"empty\">None.</p>");
        if (table.Rows.Length > most) html.Append(CultureInfo.InvariantCulture, $"<p class=\"cut\">{table.Rows.Length - most} more rows stand in report.json.</p>");
        return html.ToString();
    }

    internal static string Section(string id, string heading, string body) => $"<section id=\"{id}\" aria-labelledby=\"{id}-h\"><h2 id=\"{id}-h\">{Text(heading)}</h2>{body}</section>";

    internal static string Folded(string heading, string body) => $"<details><summary>{Text(heading)}</summary>{body}</details>";

    internal static string Of(Figure figure)
    {
        var html = new StringBuilder("<figure>").Append("<figcaption><strong>").Append(Text(figure.Caption)).Append("</strong> ").Append(Text(figure.Note)).Append("</figcaption>").Append(figure.Svg).Append("<ul class=\"legend\">");
        foreach (var (kind, name) in figure.Legend) html.Append("<li><span class=\"swatch ").Append(kind).Append("\"></span>").Append(Text(name)).Append("</li>");
        return html.Append("</ul></figure>").ToString();
    }

    /// <summary>Title and the note in its last brackets.</summary>
    internal static (string Title, string Note) Parted(string title) =>
        title.EndsWith(')') && title.IndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? (title[..at], title[(at + 2)..^1]) : (title, string.Empty);

    private static string? Kind(string cell) => cell switch
    {
        "NO" or "NOT SCORED" or "TOO FEW" or "worse" => "bad",
        "yes" or "better" => "good",
        "not scored" => "unscored",
        _ => null,
    };

    [GeneratedRegex(@"^[<≤≥]? ?-?[\d.,]+ ?%?( to -?[\d.,]+ ?%?)?$|^[\d]+/[\d]+$|^not scored$|^none$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numeric();
}
