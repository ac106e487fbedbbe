using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>A field as a result file gives it.</summary>
/// <param name="Status">extracted, missing, refused or conflicting, as written.</param>
/// <param name="Value">The value of an extracted field; null otherwise.</param>
/// <param name="Candidates">Values of the candidates, best first.</param>
public sealed record ReadField(string Status, string? Value, ImmutableArray<string> Candidates)
{
    /// <summary>Score of an extracted field, 0 to 1; null where it is absent or no number from 0 to 1.</summary>
    public double? Score { get; init; }

    /// <summary>Its calibrated probability, 0 to 1; null while it is uncalibrated.</summary>
    public double? Confidence { get; init; }

    /// <summary>Its citations, in the order of the file.</summary>
    public ImmutableArray<ReadCitation> Citations { get; init; } = [];

    /// <summary>The first citation of each candidate that has one, in the order of the candidates.</summary>
    public ImmutableArray<ReadCitation> CandidateCitations { get; init; } = [];

    /// <summary>Whether a value stands.</summary>
    public bool IsGiven => Status == "extracted";
}

/// <summary>A citation as a result file gives it.</summary>
/// <param name="File">File name of the document; null where the result lists no such document.</param>
/// <param name="Page">Page, from 1; 0 where it is absent.</param>
/// <param name="Start">First UTF-16 unit of the quote in the document's text; null where it is absent.</param>
/// <param name="End">Unit after the last.</param>
/// <param name="Quote">Its text.</param>
/// <param name="Boxes">x, y, width, height of each line; empty for plain text.</param>
public sealed record ReadCitation(string? File, int Page, int? Start, int? End, string Quote, ImmutableArray<ImmutableArray<double>> Boxes);

/// <summary>A document as a result file lists it.</summary>
/// <param name="Id">SHA-256 of its bytes.</param>
/// <param name="File">File name.</param>
/// <param name="TextSha256">SHA-256 of its text; null where it is absent.</param>
/// <param name="Pages">Number of its pages.</param>
public sealed record ReadDocument(string Id, string File, string? TextSha256, int Pages)
{
    /// <summary>Width and height of each page, pixels; 0 for a page that has none.</summary>
    public ImmutableArray<(double Width, double Height)> Sizes { get; init; } = [];
}

/// <summary>A statement as a result file gives it.</summary>
/// <param name="Section">Name of its section.</param>
/// <param name="Text">Its text.</param>
/// <param name="Status">supported, refused or conflicting, as written.</param>
/// <param name="Parts">Values of its parts that stand, by name.</param>
/// <param name="Quotes">Quotes of its citations.</param>
public sealed record ReadStatement(string Section, string Text, string Status, ImmutableSortedDictionary<string, string> Parts, ImmutableArray<string> Quotes)
{
    /// <summary>Its citations, in the order of the file.</summary>
    public ImmutableArray<ReadCitation> Citations { get; init; } = [];

    /// <summary>Whether it is part of the document.</summary>
    public bool Stands => Status is "supported" or "conflicting";

    /// <summary>The text and every part's value: where a fact is looked for.</summary>
    public string Whole => Parts.IsEmpty ? Text : Text + " | " + string.Join(" | ", Parts.Values);
}

/// <summary>A result file, read for judging and nothing else.</summary>
public sealed record ResultView
{
    /// <summary><c>prior-auth-request/v1</c> or <c>discharge-summary/v1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>done, needs-review or declined.</summary>
    public required string Outcome { get; init; }

    /// <summary>The record; null for a summary.</summary>
    public LeafTree<ReadField>? Record { get; init; }

    /// <summary>The statements in the order of the file; empty for a record.</summary>
    public required ImmutableArray<ReadStatement> Statements { get; init; }

    /// <summary>Paths that are reported missing.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>Pages that were set aside, by file name.</summary>
    public required ImmutableArray<GoldPage> SetAside { get; init; }

    /// <summary>Texts of what must not be lost and is not in the summary.</summary>
    public required ImmutableArray<string> Omissions { get; init; }

    /// <summary>The documents, in order.</summary>
    public ImmutableArray<ReadDocument> Documents { get; init; } = [];

    /// <summary>The manifest as it is written; empty where there is none.</summary>
    public string Manifest { get; init; } = string.Empty;

    /// <summary>Engine and version that the manifest names, such as <c>offline 1</c>; empty where it names none.</summary>
    public string Engine { get; init; } = string.Empty;

    /// <summary>Codes of the issues, in order.</summary>
    public required ImmutableArray<string> Issues { get; init; }

    /// <summary>Reads a result file.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, or no result file: the case could not be scored.</exception>
    public static ResultView Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the result is no JSON", e);
        }
    }

    private static ResultView Read(JsonElement root)
    {
        string schema = root.Text("schema") ?? throw new InvalidDataException("the result names no schema");
        var names = root.Array("documents").Where(d => d.Text("documentId") is not null)
            .GroupBy(d => d.Text("documentId")!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Text("fileName") ?? string.Empty, StringComparer.Ordinal);
        bool hasRecord = root.TryGetProperty("record", out var record);
        bool hasSummary = root.TryGetProperty("summary", out var summary);
        if (schema.StartsWith("prior-auth-request/", StringComparison.Ordinal) != hasRecord || hasRecord == hasSummary)
        {
            throw new InvalidDataException("the result's schema and body do not agree");
        }

        return new()
        {
            Schema = schema,
            Outcome = root.Text("outcome") ?? string.Empty,
            Record = hasRecord ? Tree(record, "record", names) : null,
            Statements = hasSummary ? [.. summary.EnumerateObject().SelectMany(s => Section(s, names))] : [],
            Missing = [.. root.Array("missing").Select(m => m.Text("path") ?? string.Empty)],
            SetAside = [.. root.Array("setAside").Select(p => new GoldPage(names.GetValueOrDefault(p.Text("documentId") ?? string.Empty, string.Empty), p.Whole("page"), p.Text("reason") ?? string.Empty))],
            Omissions = [.. root.Array("omissions").Select(o => o.Text("text") ?? string.Empty)],
            Documents = [.. root.Array("documents").Select(d => new ReadDocument(d.Text("documentId") ?? string.Empty, d.Text("fileName") ?? string.Empty, d.Text("textSha256"), d.Array("pages").Length) { Sizes = [.. d.Array("pages").Select(p => ((double)(p.Whole("width") ?? 0), (double)(p.Whole("height") ?? 0)))] })],
            Manifest = root.TryGetProperty("manifest", out var manifest) ? manifest.GetRawText() : string.Empty,
            Engine = root.TryGetProperty("manifest", out var made) ? (made.Text("engine") + " " + made.Text("engineVersion")).Trim() : string.Empty,
            Issues = [.. root.Array("issues").Select(i => i.Text("code") ?? string.Empty)],
        };
    }

    private static readonly Shared<string> MemberNames = new(1_000);

    private static LeafTree<ReadField> Tree(JsonElement element, string name, Dictionary<string, string> names)
    {
        if (element.ValueKind == JsonValueKind.Array) return new LeafTree<ReadField>.Items([.. element.EnumerateArray().Select(e => Tree(e, name, names))]);
        if (element.ValueKind != JsonValueKind.Object) throw new InvalidDataException(name + " in the record is neither an object nor a list");
        if (element.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String) return new LeafTree<ReadField>.Leaf(Field(element, names));
        return LeafTree<ReadField>.Branch.Of(element.EnumerateObject().Select(m => (Name: MemberNames.Of(m.Name), m.Value)).Select(m => (m.Name, Tree(m.Value, m.Name, names))));
    }

    private static ReadField Field(JsonElement field, Dictionary<string, string> names)
    {
        string status = Statuses.Of(field.Text("status")!);
        if (status == "missing") return NotGiven;
        var candidates = field.Array("candidates");
        return new(status, field.Text("value"), [.. candidates.Select(c => c.Text("value")).OfType<string>()])
        {
            Score = field.Share("score"),
            Confidence = field.Share("confidence"),
            Citations = [.. field.Array("citations").Select(c => Citation(c, names))],
            CandidateCitations = [.. candidates.SelectMany(c => c.Array("citations").Take(1)).Select(c => Citation(c, names))],
        };
    }

    private static readonly Shared<string> Statuses = new(20);

    private static readonly ReadField NotGiven = new("missing", null, []);

    private static ReadCitation Citation(JsonElement c, Dictionary<string, string> names) => new(
        names.GetValueOrDefault(c.Text("documentId") ?? string.Empty), c.Whole("page") ?? 0, c.Whole("start"), c.Whole("end"), c.Text("quote") ?? string.Empty,
        Boxes(c));

    private static ImmutableArray<ImmutableArray<double>> Boxes(JsonElement citation)
    {
        if (!citation.TryGetProperty("boxes"u8, out var all) || all.ValueKind != JsonValueKind.Array) return [];
        var boxes = ImmutableArray.CreateBuilder<ImmutableArray<double>>(all.GetArrayLength());
        foreach (var box in all.EnumerateArray())
        {
            if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4) continue;
            double[] sides = new double[4];
            int at = 0;
            foreach (var side in box.EnumerateArray()) sides[at++] = side.ValueKind == JsonValueKind.Number ? side.GetDouble() : 0;
            boxes.Add(ImmutableCollectionsMarshal.AsImmutableArray(sides));
        }

        return boxes.DrainToImmutable();
    }

    private static IEnumerable<ReadStatement> Section(JsonProperty section, Dictionary<string, string> names)
    {
        if (section.Value.ValueKind != JsonValueKind.Array) throw new InvalidDataException("section " + section.Name + " is no list");
        foreach (var statement in section.Value.EnumerateArray())
        {
            var parts = statement.TryGetProperty("parts", out var named) && named.ValueKind == JsonValueKind.Object
                ? named.EnumerateObject().Where(p => p.Value.Text("status") == "extracted" && p.Value.Text("value") is not null)
                    .ToImmutableSortedDictionary(p => p.Name, p => p.Value.Text("value")!, StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty;
            yield return new(
                section.Name,
                statement.Text("text") ?? string.Empty,
                statement.Text("status") ?? string.Empty,
                parts,
                [.. statement.Array("citations").Select(c => c.Text("quote") ?? string.Empty)])
            {
                Citations = [.. statement.Array("citations").Select(c => Citation(c, names))],
            };
        }
    }
}
