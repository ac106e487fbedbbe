using System.Text.RegularExpressions;

namespace HealthcareLlm.SampleRenderer.Specs;

/// <summary>Reads a spec file: case, date, part, tags, let, document, page, drawing commands, gold.</summary>
internal static partial class SpecReader
{
    /// <summary>The case that the file describes; throws FormatException with the line on what it does not understand.</summary>
    public static CaseSpec Read(string path)
    {
        var (id, date, part) = ("", "", "");
        Dictionary<string, string> tags = [], lets = [];
        List<DocumentSpec> documents = [];
        List<PageSpec> pages = [];
        List<Command> commands = [], gold = [];
        List<string> raw = [];
        var inGold = false;
        var number = 0;
        foreach (var written in File.ReadLines(path))
        {
            number++;
            var isText = documents.Count > 0 && documents[^1].Kind == "text" && !inGold;
            var line = Expand(isText ? written.TrimEnd() : written.Trim(), lets);
            if (!isText && (line.Length == 0 || line[0] == '#'))
                continue;
            var cut = line.IndexOf(' ');
            var (word, rest) = cut < 0 ? (line, "") : (line[..cut], line[(cut + 1)..].Trim());
            switch (word)
            {
                case "case": id = rest; break;
                case "date" when documents.Count == 0: date = rest; break;
                case "part": part = rest; break;
                case "tags": tags = rest.Split('|').Select(t => t.Split('=', 2)).ToDictionary(t => t[0].Trim(), t => t[1].Trim()); break;
                case "let": lets[rest[..rest.IndexOf(' ')]] = rest[(rest.IndexOf(' ') + 1)..].Trim(); break;
                case "document":
                    var options = Options(rest[(rest.IndexOf(' ') + 1)..]);
                    pages = [];
                    documents.Add(new DocumentSpec(rest[..rest.IndexOf(' ')], options["kind"], options, pages));
                    if (options["kind"] == "text")
                        pages.Add(new PageSpec(options, [], raw = []));
                    break;
                case "page" when !isText:
                    pages.Add(new PageSpec(Options(rest), commands = [], []));
                    break;
                case "gold": inGold = true; break;
                default:
                    if (isText)
                        raw.Add(line);
                    else
                        (inGold ? gold : commands).Add(new Command(word, rest, number));
                    break;
            }
        }
        return new CaseSpec(id, date, part, tags, documents, gold);
    }

    private static Dictionary<string, string> Options(string text) =>
        Option().Matches(text).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value);

    private static string Expand(string line, Dictionary<string, string> lets)
    {
        for (var depth = 0; depth < 4 && line.Contains('$'); depth++)
            line = Variable().Replace(line, m => lets.TryGetValue(m.Groups[1].Value, out var value) ? value : m.Value);
        return line;
    }

    [GeneratedRegex("""([\w-]+)=(?:"([^"]*)"|(\S+))""", RegexOptions.NonBacktracking)]
    private static partial Regex Option();

    [GeneratedRegex(@"\$([A-Z][A-Z0-9]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
