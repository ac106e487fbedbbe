using System.Text.Json;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Checker;

/// <summary>
/// Checks a result file against its documents' text and, for an encounter, against the gold's assertions. It shares no code with Grounding: what it
/// knows, it knows from docs/contracts and the file itself. Give it a result, the folder of <c>--text</c>, and get what is wrong, with case, path and reason.
/// </summary>
public sealed partial class ResultChecker
{
    private readonly string _case;
    private readonly JsonElement _root;
    private readonly List<CheckFailure> _failures = [];
    private readonly CheckedDocuments _documents;

    private ResultChecker(string name, JsonElement root, Func<string, string?> textOf)
    {
        _case = name;
        _root = root;
        _documents = new(root, textOf, Fail);
    }

    /// <summary>Checks a result file with the texts that <c>--text</c> wrote.</summary>
    public static IReadOnlyList<CheckFailure> Check(string name, byte[] result, string textFolder, GoldenCase? gold = null) =>
        Check(name, result, id => Path.Combine(textFolder, id + ".txt") is var file && File.Exists(file) ? File.ReadAllText(file) : null, gold);

    /// <summary>Checks a result file with its documents' texts by id.</summary>
    public static IReadOnlyList<CheckFailure> Check(string name, byte[] result, Func<string, string?> textOf, GoldenCase? gold = null)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(result);
        }
        catch (JsonException)
        {
            return [new(name, "", "no JSON")];
        }

        using (json)
        {
            var checker = new ResultChecker(name, json.RootElement, textOf);
            checker.Run(gold);
            return checker._failures;
        }
    }

    private void Fail(string path, string reason) => _failures.Add(new(_case, path, reason));

    private void Run(GoldenCase? gold)
    {
        string schema = Str(_root, "schema") ?? string.Empty;
        if (schema is not ("prior-auth-request/v1" or "discharge-summary/v1")) Fail("schema", "unknown: " + schema);
        if (Str(_root, "outcome") is not ("done" or "needs-review" or "declined")) Fail("outcome", "unknown");
        string body = schema.StartsWith("prior", StringComparison.Ordinal) ? "record" : "summary";
        foreach (string member in new[] { body, "missing", "setAside", "issues", "documents", "manifest" })
        {
            if (!_root.TryGetProperty(member, out _)) Fail(member, "absent");
        }

        Nulls(_root, string.Empty);
        _documents.Check();
        Citations(_root, string.Empty);
        var statements = new List<CheckedStatement>();
        if (_root.TryGetProperty("record", out var record)) Fields(record, "record", "");
        if (_root.TryGetProperty("summary", out var summary)) statements.AddRange(Statements(summary));
        if (gold is not null) AssertionCheck.Run(gold, statements, _documents, Fail);
    }

    private void Nulls(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null when !path.EndsWith(".confidence", StringComparison.Ordinal):
                Fail(path, "null");
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Nulls(member.Value, path + "." + member.Name);
                break;
            case JsonValueKind.Array:
                int i = 0;
                foreach (var item in element.EnumerateArray()) Nulls(item, $"{path}[{i++}]");
                break;
        }
    }

    /// <summary>Every citation of the file, wherever it stands.</summary>
    private void Citations(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (var item in element.EnumerateArray()) Citations(item, $"{path}[{i++}]");
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("quote", out _)) _documents.CheckCitation(element, path);
            foreach (var member in element.EnumerateObject()) Citations(member.Value, path.Length == 0 ? member.Name : path + "." + member.Name);
        }
    }

    private void Fields(JsonElement element, string path, string shape)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (var item in element.EnumerateArray()) Fields(item, $"{path}[{i++}]", shape + "[]");
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            Fail(path, "neither an object nor a list");
            return;
        }

        if (Str(element, "status") is not null)
        {
            FieldCheck.Run(element, path, shape, null, Fail);
            if (Str(element, "status") == "extracted") CutOff(element, Str(element, "value") ?? string.Empty, path);
            return;
        }

        foreach (var member in element.EnumerateObject()) Fields(member.Value, path + "." + member.Name, shape.Length == 0 ? member.Name : shape + "." + member.Name);
    }

    /// <summary>A quote that begins right after its negation or condition affirms what the document denies, stopped or only foresees.</summary>
    private void CutOff(JsonElement cited, string says, string path)
    {
        if (path.EndsWith("Date", StringComparison.Ordinal) || path.EndsWith(".outcome", StringComparison.Ordinal)) return;
        if (!cited.TryGetProperty("citations", out var citations)) return;
        bool isDrug = path.Contains("currentMedications", StringComparison.Ordinal) || path.Contains("dischargeMedications", StringComparison.Ordinal);
        bool isFact = path.Contains("significantFindings", StringComparison.Ordinal) || path.Contains("Diagnos", StringComparison.Ordinal) || path.Contains("procedures", StringComparison.Ordinal) || path.Contains(".labs", StringComparison.Ordinal);
        foreach (var citation in citations.EnumerateArray())
        {
            string before = _documents.Before(Str(citation, "documentId") ?? string.Empty, citation.TryGetProperty("start", out var start) ? start.GetInt32() : 0);
            if (Negation().IsMatch(before) && !Negation().IsMatch(says)) Fail(path, "its quote begins after a negation: '" + before + "'");
            if (isDrug && Stopped().IsMatch(before) && !Stopped().IsMatch(cited.GetRawText())) Fail(path, "its quote begins after a stop: '" + before + "'");
            if (isFact && Condition().IsMatch(before) && !Condition().IsMatch(says)) Fail(path, "its quote begins after a condition: '" + before + "'");
        }
    }

    [GeneratedRegex(@"\b(no|not(?! only)|denies|denied|without(?! contrast)|never|negative for|none|cannot)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(stop|stopped|hold|held|discontinued?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"\b(until|unless|if|once|goal|target)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Condition();

    private IEnumerable<CheckedStatement> Statements(JsonElement summary)
    {
        foreach (var section in summary.EnumerateObject())
        {
            if (section.Value.ValueKind != JsonValueKind.Array)
            {
                Fail("summary." + section.Name, "no list");
                continue;
            }

            int i = 0;
            foreach (var statement in section.Value.EnumerateArray())
            {
                string path = $"summary.{section.Name}[{i++}]";
                var read = new CheckedStatement(path, section.Name, Str(statement, "text") ?? string.Empty, Str(statement, "status") ?? string.Empty, statement);
                StatementCheck.Run(read, Fail);
                if (read.Status == "supported") CutOff(statement, read.Text, path);
                if (read.Status == "supported") yield return read;
            }
        }
    }

    internal static string? Str(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    internal static IReadOnlyList<string> Quotes(JsonElement element) =>
        element.TryGetProperty("citations", out var citations) && citations.ValueKind == JsonValueKind.Array
            ? [.. citations.EnumerateArray().Select(c => Str(c, "quote") ?? string.Empty)]
            : [];
}

/// <summary>A supported or other statement of the file under check.</summary>
internal sealed record CheckedStatement(string Path, string Section, string Text, string Status, JsonElement Element);
