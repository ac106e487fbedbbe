using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// A page of HTML as text in which titles (<c>#</c>), numbers of lists and rows of tables survive. Scripts, styles and what is hidden by the attribute <c>hidden</c> are left out; nothing is loaded.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    internal static string Of(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var writer = new HtmlText();
        if (document.Body is { } body) writer.Blocks(body, string.Empty, 0);
        return writer._text.ToString();
    }

    private void Blocks(INode parent, string marker, int depth)
    {
        var inline = new StringBuilder();
        void Flush()
        {
            string line = Words(inline.ToString());
            inline.Clear();
            if (line.Length == 0) return;
            Paragraph(new string(' ', Math.Max(0, depth - 1) * 2) + marker + line);
            marker = string.Empty;
        }

        foreach (var node in parent.ChildNodes)
        {
            if (node is not IElement element)
            {
                if (node is IText text) inline.Append(text.Data);
                continue;
            }

            if (element.LocalName is "script" or "style" or "template" or "head" or "noscript" || element.HasAttribute("hidden")) continue;
            if (!IsBlock(element))
            {
                if (element.LocalName == "br") inline.Append(' ');
                else inline.Append(element.TextContent);
                continue;
            }

            Flush();
            Block(element, depth);
        }

        Flush();
    }

    private void Block(IElement element, int depth)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Paragraph(new string('#', element.LocalName[1] - '0') + " " + Words(element.TextContent));
                break;
            case "ol" or "ul":
                List(element, depth + 1);
                break;
            case "table" when element is IHtmlTableElement table:
                foreach (var row in table.Rows) _text.Append("| ").AppendJoin(" | ", row.Cells.Select(static c => Words(c.TextContent))).Append(" |\n");
                _text.Append('\n');
                break;
            default:
                Blocks(element, string.Empty, depth);
                break;
        }
    }

    private void List(IElement list, int depth)
    {
        int number = int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 1;
        foreach (var item in list.Children.Where(static c => c.LocalName == "li"))
        {
            if (int.TryParse(item.GetAttribute("value"), NumberStyles.None, CultureInfo.InvariantCulture, out int own)) number = own;
            string label = list.LocalName == "ul" ? "- " : list.GetAttribute("type") switch
            {
                "a" or "A" when number is > 0 and <= 26 => $"({(char)('a' + number - 1)}) ",
                "i" or "I" => $"({DocxNumbering.Roman(number)}) ",
                _ => string.Create(CultureInfo.InvariantCulture, $"{number}. "),
            };
            Blocks(item, label, depth);
            number++;
        }
    }

    private static bool IsBlock(IElement element) => element.LocalName is "p" or "div" or "section" or "article" or "main" or "header" or "footer" or "nav" or "aside" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ol" or "ul" or "li" or "table" or "blockquote" or "pre" or "dl" or "dt" or "dd" or "form" or "fieldset" or "details" or "summary" or "figure";

    private void Paragraph(string line) => _text.Append(line).Append("\n\n");

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
