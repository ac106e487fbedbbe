using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads golden sets. A fault in one is ours or its author's, so it is thrown, with case and place.</summary>
public static class EvalsetReader
{
    /// <summary>Reads a golden set from its folder.</summary>
    /// <exception cref="InvalidDataException">A file is absent or breaks the format of evalsets/README.md.</exception>
    public static Evalset Read(string folder)
    {
        string file = Path.Combine(folder, "evalset.json");
        if (!File.Exists(file)) throw new InvalidDataException("no evalset.json in " + folder);
        using var json = Parse(file);
        var root = json.RootElement;
        string task = root.Text("task") ?? throw new InvalidDataException(file + ": no task");
        var ids = root.Texts("cases");
        if (ids.Length != ids.Distinct(StringComparer.Ordinal).Count()) throw new InvalidDataException(file + ": a case is named twice");
        return new(
            root.Text("id") ?? throw new InvalidDataException(file + ": no id"),
            root.Whole("version") ?? throw new InvalidDataException(file + ": no version"),
            task,
            [.. ids.Select(id => ReadCase(Path.Combine(folder, "cases", id), task))]);
    }

    /// <summary>Reads one golden case from its folder.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    public static GoldenCase ReadCase(string folder, string task)
    {
        string file = Path.Combine(folder, "case.json");
        if (!File.Exists(file)) throw new InvalidDataException("no case.json in " + folder);
        using var json = Parse(file);
        var root = json.RootElement;
        string id = root.Text("id") ?? throw new InvalidDataException(file + ": no id");
        if (root.Text("task") != task) throw new InvalidDataException(file + ": its task is not the set's");
        var made = new GoldenCase
        {
            Id = id,
            Task = task,
            Part = root.Text("part") is { } part ? GoldenParts.Known(part, file) : throw new InvalidDataException(file + ": no part"),
            Date = root.Text("date") ?? string.Empty,
            Folder = folder,
            Tags = root.TryGetProperty("tags", out var tags) ? Tags(tags) : ImmutableSortedDictionary<string, string>.Empty,
            Documents = [.. root.Array("documents").Select(d => new GoldDocument(Needed(d, "file", id), d.Whole("pages") ?? 1, d.Whole("words")))],
            Record = root.TryGetProperty("record", out var record) ? Tree(record, string.Empty, id) : null,
            Missing = root.Texts("missing"),
            SetAside = [.. root.Array("setAside").Select(p => new GoldPage(Needed(p, "file", id), p.Whole("page"), p.Text("reason") ?? string.Empty))],
            Traps = [.. root.Array("traps").Select(t => Trap(t, id))],
            Facts = [.. root.Array("facts").Select(f => Fact(f, id))],
            Conflicts = [.. root.Array("conflicts").Select(c => new GoldConflict(Needed(c, "id", id), c.Text("about") ?? string.Empty, Patterns(c.Texts("sides"), id)))],
            Assertions = [.. root.Array("assertions").Select(a => Assertion(a, id))],
        };
        foreach (string path in made.Paths.Where(p => !File.Exists(p))) throw new InvalidDataException(id + ": no document " + Path.GetFileName(path));
        if (made.Documents.IsEmpty) throw new InvalidDataException(id + ": no documents");
        return made;
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(file + ": " + e.Message, e);
        }
    }

    private static string Needed(JsonElement element, string name, string id) =>
        element.Text(name) ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{id}: an entry without {name}"));

    private static ImmutableSortedDictionary<string, string> Tags(JsonElement tags) =>
        tags.EnumerateObject().ToImmutableSortedDictionary(t => t.Name, t => t.Value.ToString(), StringComparer.Ordinal);

    private static GoldTrap Trap(JsonElement trap, string id)
    {
        var patterns = Patterns(trap.Texts("patterns"), id);
        string? path = trap.Text("path");
        if (path is null && patterns.IsEmpty) throw new InvalidDataException(id + ": a trap with neither path nor patterns");
        if (path is not null && !RecordShape.IsLeaf(path)) throw new InvalidDataException(id + ": no leaf " + path);
        return new(Needed(trap, "id", id), trap.Text("kind") ?? "other", path, trap.Text("value"), patterns, trap.Texts("sections"));
    }

    private static GoldFact Fact(JsonElement fact, string id)
    {
        ImmutableArray<ImmutableArray<string>> anyOf =
            [.. fact.Array("anyOf").Select(a => Patterns(a.ValueKind == JsonValueKind.Array ? ((ImmutableArray<JsonElement>)[.. a.EnumerateArray()]).Texts() : [a.GetString()!], id))];
        if (anyOf.IsEmpty || anyOf.Any(a => a.IsEmpty)) throw new InvalidDataException(id + ": a fact without patterns");
        bool must = fact.TryGetProperty("must", out var value) && value.ValueKind == JsonValueKind.True;
        return new(Needed(fact, "id", id), [.. Needed(fact, "section", id).Split('|')], must, anyOf, fact.Text("change"));
    }

    private static GoldAssertion Assertion(JsonElement a, string id) => new(
        Needed(a, "file", id), Needed(a, "quote", id), Needed(a, "about", id), Needed(a, "polarity", id), a.Text("temporality") ?? "recent", a.Text("experiencer") ?? "patient");

    private static ImmutableArray<string> Patterns(ImmutableArray<string> patterns, string id)
    {
        foreach (string pattern in patterns) GoldPatterns.Compile(pattern, id);
        return patterns;
    }

    private static LeafTree<GoldLeaf> Tree(JsonElement element, string path, string id)
    {
        string shape = Drafting.RecordFields.WithoutIndexes(path);
        if (path.Length > 0 && !RecordShape.IsKnown(shape) && !RecordShape.IsKnown(shape + "[]")) throw new InvalidDataException(id + ": the contract has no " + path);
        if (element.ValueKind == JsonValueKind.Array)
        {
            return new LeafTree<GoldLeaf>.Items(
                [.. element.EnumerateArray().Select((e, i) => Tree(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), id))]);
        }

        if (RecordShape.IsLeaf(shape)) return new LeafTree<GoldLeaf>.Leaf(Leaf(element, path, id));
        if (element.ValueKind != JsonValueKind.Object) throw new InvalidDataException(id + ": " + path + " is neither an object nor a list");
        return new LeafTree<GoldLeaf>.Branch(element.EnumerateObject().ToImmutableSortedDictionary(
            m => m.Name, m => Tree(m.Value, path.Length == 0 ? m.Name : path + "." + m.Name, id), StringComparer.Ordinal));
    }

    private static GoldLeaf Leaf(JsonElement leaf, string path, string id)
    {
        string? value = leaf.Text("value");
        switch (leaf.Text("status"))
        {
            case "refused":
                return new GoldLeaf.Refused(value, leaf.Text("why") ?? "unreadable");
            case "conflicting":
                return new GoldLeaf.Conflicting(leaf.Texts("sides"));
            case null or "extracted":
                string? pattern = leaf.Text("pattern");
                if (pattern is not null) GoldPatterns.Compile(pattern, id);
                if (value is null && pattern is null) throw new InvalidDataException(id + ": " + path + " has neither value nor pattern");
                return new GoldLeaf.Given(value ?? string.Empty, leaf.Texts("anyOf"), pattern, [.. leaf.Array("at").Select(Place)]);
            case var other:
                throw new InvalidDataException(id + ": " + path + " has the unknown status " + other);
        }
    }

    private static GoldPlace Place(JsonElement place) => new(
        place.Text("file") ?? string.Empty, place.Whole("page") ?? 1, [.. place.Array("box").Select(n => n.GetDouble())]);
}

/// <summary>The parts of a golden set.</summary>
public static class GoldenParts
{
    /// <summary>What is looked at while the program is mended.</summary>
    public const string Development = "development";

    /// <summary>What calibrations and thresholds are fitted on, and nothing else.</summary>
    public const string Calibration = "calibration";

    /// <summary>What only measures.</summary>
    public const string Test = "test";

    /// <summary>Every part.</summary>
    public static ImmutableArray<string> All { get; } = [Development, Calibration, Test];

    internal static string Known(string part, string file) => All.Contains(part) ? part : throw new InvalidDataException(file + ": unknown part " + part);
}

/// <summary>The regular expressions of golden cases.</summary>
internal static class GoldPatterns
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1000);

    /// <summary>Compiles a pattern: case-insensitive, with a time limit.</summary>
    /// <exception cref="InvalidDataException">It does not compile.</exception>
    internal static Regex Compile(string pattern, string id)
    {
        try
        {
            return new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(id + ": the pattern " + pattern + " does not compile", e);
        }
    }

    /// <summary>Whether the pattern matches; a pattern that runs out of time does not match.</summary>
    internal static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
