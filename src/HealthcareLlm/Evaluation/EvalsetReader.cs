using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads golden sets. A broken case is kept as such, with file and line, and the others are read; a broken set is thrown.</summary>
public static class EvalsetReader
{
    /// <summary>Reads a golden set from its folder.</summary>
    /// <param name="folder">Folder with <c>evalset.json</c> and <c>cases</c>.</param>
    /// <param name="outside">Folder of the documents that are kept outside of the set; null for none.</param>
    /// <param name="outlines">Whether cases are checked, and kept without their answers.</param>
    /// <exception cref="InvalidDataException"><c>evalset.json</c> is absent or breaks its format; the message bears file and line.</exception>
    public static Evalset Read(string folder, string? outside = null, bool outlines = false)
    {
        using var file = CaseFile.Open(Path.Combine(folder, "evalset.json"), GoldenSchema.Set, named: false);
        if (!file.Faults.IsEmpty) throw new InvalidDataException(file.Faults[0].ToString());
        var root = file.Root;
        string task = root.Text("task")!;
        var ids = root.Texts("cases");
        if (ids.Length != ids.Distinct(StringComparer.Ordinal).Count()) throw new InvalidDataException($"{file.Path}:{file.LineOf("cases")}: a case is named twice");
        var read = ids.AsParallel().AsOrdered().Select(id => ReadOrName(folder, id, task, outside, outlines)).ToList();
        return new(root.Text("id")!, root.Whole("version")!.Value, task, [.. read.Select(r => r.Case).OfType<GoldenCase>()]) { Broken = [.. read.Select(r => r.Broken).OfType<BrokenCase>()] };
    }

    private static (GoldenCase? Case, BrokenCase? Broken) ReadOrName(string folder, string id, string task, string? outside, bool outline)
    {
        try
        {
            return (ReadCase(Path.Combine(folder, "cases", id), task, outside, outline ? Reading.Outline : Reading.Whole), null);
        }
        catch (InvalidDataException e)
        {
            return (null, new(id, e.Message));
        }
    }

    /// <summary>Reads one golden case from its folder.</summary>
    /// <param name="folder">The case's folder.</param>
    /// <param name="task">The set's task.</param>
    /// <param name="outside">As in <see cref="Read"/>.</param>
    /// <exception cref="InvalidDataException">It breaks its format, or a document is not there; the message bears file and line.</exception>
    public static GoldenCase ReadCase(string folder, string task, string? outside = null) => ReadCase(folder, task, outside, Reading.Whole);

    /// <summary>Reads a case again that was found sound: only its format is checked anew.</summary>
    internal static GoldenCase ReadAgain(string folder, string task, string? outside, (long Length, DateTime Written) stamp) =>
        ReadCase(folder, task, outside, stamp == StampOf(folder) ? Reading.Sound : Reading.Whole);

    /// <summary>How closely a case is looked at.</summary>
    private enum Reading
    {
        /// <summary>Checked and read.</summary>
        Whole,

        /// <summary>Checked; its answers are not kept.</summary>
        Outline,

        /// <summary>Read; it was checked before, and did not change.</summary>
        Sound,
    }

    private static (long Length, DateTime Written) StampOf(string folder) => new FileInfo(Path.Combine(folder, "case.json")) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    private static GoldenCase ReadCase(string folder, string task, string? outside, Reading reading)
    {
        var stamp = StampOf(folder);
        using var file = reading == Reading.Sound ? CaseFile.OpenSound(Path.Combine(folder, "case.json")) : CaseCheck.Open(folder, task);
        var errors = file.Faults.Where(f => f.Weight == FaultWeight.Error && f.Rule != SetRules.Names).ToImmutableArray();
        if (!errors.IsEmpty) throw new InvalidDataException(errors[0] + (errors.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {errors.Length - 1} more: evaluate check names them)") : string.Empty));
        var root = file.Root;
        string id = root.Text("id")!;
        var made = new GoldenCase
        {
            Id = id,
            Task = task,
            Part = root.Text("part")!,
            Date = root.Text("date")!,
            Folder = folder,
            Outside = outside,
            Tags = root.TryGetProperty("tags", out var tags) ? Tags(tags) : ImmutableSortedDictionary<string, string>.Empty,
            Documents = [.. root.Array("documents").Select(d => new GoldDocument(Needed(d, "file", id), d.Whole("pages") ?? 1, d.Whole("words"), d.TryGetProperty("outside", out var o) && o.ValueKind == JsonValueKind.True))],
            Missing = [],
            SetAside = [],
            Traps = [],
            Facts = [],
            Conflicts = [],
            Assertions = [],
        };
        made = reading == Reading.Outline ? made.Outline() with { Stamp = stamp } : made with
        {
            Record = root.TryGetProperty("record", out var record) ? Tree(record, string.Empty, id) : null,
            Reference = root.Text("reference"),
            Missing = root.Texts("missing"),
            SetAside = [.. root.Array("setAside").Select(p => new GoldPage(Needed(p, "file", id), p.Whole("page"), p.Text("reason") ?? string.Empty))],
            Traps = [.. root.Array("traps").Select(t => Trap(t, id))],
            Facts = [.. root.Array("facts").Select(f => Fact(f, id))],
            Conflicts = [.. root.Array("conflicts").Select(c => new GoldConflict(Needed(c, "id", id), c.Text("about") ?? string.Empty, Patterns(c.Texts("sides"), id)))],
            Assertions = [.. root.Array("assertions").Where(a => a.Text("quote") is not null).Select(a => Assertion(a, id))],
        };
        for (int i = 0; i < made.Paths.Count; i++)
        {
            if (File.Exists(made.Paths[i])) continue;
            string at = string.Create(CultureInfo.InvariantCulture, $"documents[{i}]");
            throw new InvalidDataException($"{file.Path}:{file.LineOf(at)}: {at}: {made.Documents[i].File} is not there{(made.Documents[i].IsOutside && outside is null ? ": it is kept outside of the set; give --documents DIR" : string.Empty)}");
        }

        return made;
    }

    private static string Needed(JsonElement element, string name, string id) =>
        element.Text(name) ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{id}: an entry without {name}"));

    private static ImmutableSortedDictionary<string, string> Tags(JsonElement tags) =>
        tags.EnumerateObject().ToImmutableSortedDictionary(t => TagTexts.Of(t.Name), t => TagTexts.Of(t.Value.ToString()), StringComparer.Ordinal);

    private static readonly Shared<string> TagTexts = new(5_000);

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
        return LeafTree<GoldLeaf>.Branch.Of(element.EnumerateObject().Select(m => (m.Name, Tree(m.Value, path.Length == 0 ? m.Name : path + "." + m.Name, id))));
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
}
