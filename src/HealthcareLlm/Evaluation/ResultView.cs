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
/// <param name="Boxes">Each line of it, in pixels; empty for plain text.</param>
public sealed record ReadCitation(string? File, int Page, int? Start, int? End, string Quote, ImmutableArray<ReadBox> Boxes);

/// <summary>A place on a page as a result file gives it, in pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct ReadBox(double X, double Y, double Width, double Height)
{
    /// <summary>x, y, width, height.</summary>
    internal ImmutableArray<double> Sides => [X, Y, Width, Height];
}

/// <summary>A document as a result file lists it.</summary>
/// <param name="Id">SHA-256 of its bytes.</param>
/// <param name="File">File name.</param>
/// <param name="TextSha256">SHA-256 of its text; null where it is absent.</param>
/// <param name="Pages">Number of its pages.</param>
public sealed record ReadDocument(string Id, string File, string? TextSha256, int Pages)
{
    /// <summary>Each page, in order.</summary>
    public ImmutableArray<ReadPage> Sizes { get; init; } = [];
}

/// <summary>A page as a result file lists it.</summary>
/// <param name="Width">Width in pixels; 0 where it has none.</param>
/// <param name="Height">Height in pixels; 0 where it has none.</param>
/// <param name="DpiX">Pixels an inch across; 0 where it is not told.</param>
/// <param name="DpiY">Pixels an inch down; 0 where it is not told.</param>
public readonly record struct ReadPage(double Width, double Height, double DpiX, double DpiY);

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

    /// <summary>Its parts as fields, those that were held back among them.</summary>
    public ImmutableSortedDictionary<string, ReadField> Fields { get; init; } = ImmutableSortedDictionary<string, ReadField>.Empty;

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

    /// <summary>Key of all that its summary says, cites and leaves out, of which documents; null of a result that was not read from a file.</summary>
    internal UInt128? Content { get; init; }

    /// <summary>Number of issues which say that nothing of a document was read.</summary>
    public int Unread { get; init; }

    /// <summary>Reads a result file.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, or no result file: the case could not be scored.</exception>
    public static ResultView Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {JsonFault.Line(e)}: the result is no JSON: {JsonFault.Of(e, bytes.Span)}"), e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("the result is not shaped as the contract says", e);
        }
    }

    private static ResultView Read(JsonElement root)
    {
        string schema = root.Text("schema"u8) ?? throw new InvalidDataException("the result names no schema");
        var names = root.Array("documents"u8).Where(d => d.Text("documentId"u8) is not null)
            .GroupBy(d => d.Text("documentId"u8)!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Text("fileName"u8) ?? string.Empty, StringComparer.Ordinal);
        bool hasRecord = root.TryGetProperty("record"u8, out var record);
        bool hasSummary = root.TryGetProperty("summary"u8, out var summary);
        if (schema.StartsWith("prior-auth-request/", StringComparison.Ordinal) != hasRecord || hasRecord == hasSummary)
        {
            throw new InvalidDataException("the result's schema and body do not agree");
        }

        // What is not there cannot be judged: a result without its missing fields is not one that misses none.
        foreach (string list in Lists)
        {
            if (!root.TryGetProperty(list, out var given) || given.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"the result is not shaped as the contract says: it has no list '{list}'");
        }

        return new()
        {
            Schema = schema,
            Outcome = root.Text("outcome"u8) ?? string.Empty,
            Record = hasRecord ? Tree(record, "record", names) : null,
            Statements = hasSummary ? [.. summary.EnumerateObject().SelectMany(s => Section(s, names))] : [],
            Missing = [.. root.Array("missing"u8).Select(m => m.Text("path"u8) ?? string.Empty)],
            SetAside = [.. root.Array("setAside"u8).Select(p => new GoldPage(names.GetValueOrDefault(p.Text("documentId"u8) ?? string.Empty, string.Empty), p.Whole("page"u8), p.Text("reason"u8) ?? string.Empty))],
            Omissions = [.. root.Array("omissions"u8).Select(o => o.Text("text"u8) ?? string.Empty)],
            Documents = [.. root.Array("documents"u8).Select(d => new ReadDocument(d.Text("documentId"u8) ?? string.Empty, d.Text("fileName"u8) ?? string.Empty, d.Text("textSha256"u8), d.Array("pages"u8).Length) { Sizes = [.. d.Array("pages"u8).Select(p => new ReadPage(p.Whole("width"u8) ?? 0, p.Whole("height"u8) ?? 0, p.Whole("dpiX"u8) ?? 0, p.Whole("dpiY"u8) ?? 0))] })],
            Manifest = root.TryGetProperty("manifest"u8, out var manifest) ? manifest.GetRawText() : string.Empty,
            Engine = root.TryGetProperty("manifest"u8, out var made) ? (made.Text("engine"u8) + " " + made.Text("engineVersion"u8)).Trim() : string.Empty,
            Content = hasSummary ? ContentOf(root) : null,
            Unread = root.Array("issues"u8).Count(i => i.Text("severity"u8) == "error" && NotRead.Contains(i.Text("code"u8) ?? string.Empty)),
            Issues = [.. root.Array("issues"u8).Select(i => i.Text("code"u8) ?? string.Empty)],
        };
    }

    private static UInt128 ContentOf(JsonElement root)
    {
        var key = ContentKey.Begin();
        foreach (string member in (ReadOnlySpan<string>)["summary", "omissions", "documents"])
        {
            key.Add(root.TryGetProperty(member, out var value) ? JsonMarshal.GetRawUtf8Value(value) : default);
        }

        return key.End();
    }

    // Of the weight 'error' they are about a whole file; a warning is about one that was read in part.
    private static readonly ImmutableArray<string> NotRead = ["unsupported-type", "empty-file", "damaged-file", "encrypted-file", "file-not-accessible", "file-too-large"];

    private static readonly ImmutableArray<string> Lists = ["missing", "setAside", "issues", "documents"];

    private static readonly Shared<string> MemberNames = new(1_000);

    /// <summary>The one copy of a member's name.</summary>
    internal static string MemberName(string name) => MemberNames.Of(name);

    private static LeafTree<ReadField> Tree(JsonElement element, string name, Dictionary<string, string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var entries = ImmutableArray.CreateBuilder<LeafTree<ReadField>>(element.GetArrayLength());
            foreach (var entry in element.EnumerateArray()) entries.Add(Tree(entry, name, names));
            return new LeafTree<ReadField>.Items(entries.MoveToImmutable());
        }

        if (element.ValueKind != JsonValueKind.Object) throw new InvalidDataException(name + " in the record is neither an object nor a list");
        if (element.TryGetProperty("status"u8, out var status) && status.ValueKind == JsonValueKind.String) return new LeafTree<ReadField>.Leaf(Field(element, names));
        var children = new (string Name, LeafTree<ReadField> Tree)[element.GetPropertyCount()];
        int at = 0;
        foreach (var member in element.EnumerateObject())
        {
            string child = MemberName(member.Name);
            children[at++] = (child, Tree(member.Value, child, names));
        }

        return LeafTree<ReadField>.Branch.Of(children);
    }

    /// <summary>A score or confidence; absent is null, and what is no number from 0 to 1 makes the result none that can be scored.</summary>
    private static double? Share(JsonElement field, string name) =>
        field.Share(name) is { } share ? share
        : !field.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null ? null
        : throw new InvalidDataException($"a {name} of the result is no number from 0 to 1");

    private static ReadField Field(JsonElement field, Dictionary<string, string> names)
    {
        string status = Statuses.Of(field.Text("status"u8)!);
        if (status == "missing") return NotGiven;
        var candidates = field.Array("candidates"u8);
        return new(status, field.Text("value"u8), [.. candidates.Select(c => c.Text("value"u8)).OfType<string>()])
        {
            Score = Share(field, "score"),
            Confidence = Share(field, "confidence"),
            Citations = [.. field.Array("citations"u8).Select(c => Citation(c, names))],
            CandidateCitations = [.. candidates.SelectMany(c => c.Array("citations"u8).Take(1)).Select(c => Citation(c, names))],
        };
    }

    private static readonly Shared<string> Statuses = new(20);

    private static readonly ReadField NotGiven = new("missing", null, []);

    private static ReadCitation Citation(JsonElement c, Dictionary<string, string> names) => new(
        NameOf(c, names), c.Whole("page"u8) ?? 0, c.Whole("start"u8), c.Whole("end"u8), c.Text("quote"u8) ?? string.Empty,
        Boxes(c));

    /// <summary>The file of a citation's document. Documents are few and citations many: ids are compared where they stand.</summary>
    private static string? NameOf(JsonElement citation, Dictionary<string, string> names)
    {
        const int few = 8;
        if (names.Count > few) return names.GetValueOrDefault(citation.Text("documentId"u8) ?? string.Empty);
        if (!citation.TryGetProperty("documentId"u8, out var id) || id.ValueKind != JsonValueKind.String) return null;
        foreach (var (known, file) in names)
        {
            if (id.ValueEquals(known)) return file;
        }

        return null;
    }

    private static ImmutableArray<ReadBox> Boxes(JsonElement citation)
    {
        if (!citation.TryGetProperty("boxes"u8, out var all) || all.ValueKind != JsonValueKind.Array) return [];
        var boxes = ImmutableArray.CreateBuilder<ReadBox>(all.GetArrayLength());
        Span<double> sides = stackalloc double[4];
        foreach (var box in all.EnumerateArray())
        {
            if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4) continue;
            int at = 0;
            foreach (var side in box.EnumerateArray()) sides[at++] = side.ValueKind == JsonValueKind.Number ? side.GetDouble() : 0;
            boxes.Add(new(sides[0], sides[1], sides[2], sides[3]));
        }

        return boxes.DrainToImmutable();
    }

    private static IEnumerable<ReadStatement> Section(JsonProperty section, Dictionary<string, string> names)
    {
        if (section.Value.ValueKind != JsonValueKind.Array) throw new InvalidDataException("section " + section.Name + " is no list");
        foreach (var statement in section.Value.EnumerateArray())
        {
            var parts = ImmutableSortedDictionary<string, string>.Empty;
            var fields = ImmutableSortedDictionary<string, ReadField>.Empty;
            if (statement.TryGetProperty("parts"u8, out var named) && named.ValueKind == JsonValueKind.Object)
            {
                var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                var all = ImmutableSortedDictionary.CreateBuilder<string, ReadField>(StringComparer.Ordinal);
                foreach (var part in named.EnumerateObject())
                {
                    if (part.Value.ValueKind != JsonValueKind.Object) continue;
                    string name = MemberName(part.Name);
                    var field = Field(part.Value, names);
                    all.Add(name, field);
                    if (field is { IsGiven: true, Value: { } value }) values.Add(name, value);
                }

                (parts, fields) = (values.ToImmutable(), all.ToImmutable());
            }

            ImmutableArray<ReadCitation> citations = [.. statement.Array("citations"u8).Select(c => Citation(c, names))];
            yield return new(
                MemberName(section.Name),
                statement.Text("text"u8) ?? string.Empty,
                Statuses.Of(statement.Text("status"u8) ?? string.Empty),
                parts,
                [.. citations.Select(static c => c.Quote)])
            {
                Citations = citations,
                Fields = fields,
            };
        }
    }
}
