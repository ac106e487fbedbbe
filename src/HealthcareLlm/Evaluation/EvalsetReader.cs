using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads golden sets. A broken case, or one that is listed again, is kept as such, with file and line, and the others are read; a broken set is thrown.</summary>
public static class EvalsetReader
{
    /// <summary>Reads a golden set from its folder.</summary>
    /// <param name="folder">Folder with <c>evalset.json</c> and <c>cases</c>.</param>
    /// <param name="outside">Folder of the documents that are kept outside of the set; null for none.</param>
    /// <param name="outlines">Whether cases are checked, and kept without their answers.</param>
    /// <exception cref="InvalidDataException"><c>evalset.json</c> is absent or breaks its format; the message bears file and line.</exception>
    public static Evalset Read(string folder, string? outside = null, bool outlines = false) => Read(folder, outside, outlines, null);

    /// <summary>The same; each case is shown whole as it is read, on any thread, with the set's id: what is kept of it may then be its outline.</summary>
    internal static Evalset Read(string folder, string? outside, bool outlines, Action<string, GoldenCase>? show)
    {
        using var file = CaseFile.Open(Path.Combine(folder, "evalset.json"), GoldenSchema.Set, named: false);
        if (!file.Faults.IsEmpty) throw new InvalidDataException(file.Faults[0].ToString());
        var root = file.Root;
        string task = root.Text("task"u8)!, name = root.Text("id"u8)!;
        var ids = root.Texts("cases"u8);
        // An id that is listed again: the first stands, and is run; the further ones are told.
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < ids.Length; i++) first.TryAdd(ids[i], i);
        int LineOf(int i) => file.LineOf(string.Create(CultureInfo.InvariantCulture, $"cases[{i}]"));
        (GoldenCase? Case, BrokenCase? Broken) Odd(int i, string fault) => (null, new(ids[i], string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{LineOf(i)}: cases[{i}]: {fault}")));
        var read = Enumerable.Range(0, ids.Length).AsParallel().AsOrdered().Select(i => !GoldenPaths.IsName(ids[i]) ? Odd(i, GoldenPaths.NoName(ids[i]))
            : first[ids[i]] < i ? Odd(i, string.Create(CultureInfo.InvariantCulture, $"{ids[i]} is listed twice, first in line {LineOf(first[ids[i]])}"))
            : ReadOrName(folder, ids[i], task, outside, outlines, show is null ? null : c => show(name, c))).ToList();
        return new(name, root.Whole("version"u8)!.Value, task, [.. read.Select(r => r.Case).OfType<GoldenCase>()]) { Broken = [.. read.Select(r => r.Broken).OfType<BrokenCase>()] };
    }

    private static (GoldenCase? Case, BrokenCase? Broken) ReadOrName(string folder, string id, string task, string? outside, bool outline, Action<GoldenCase>? show)
    {
        GoldenCase read;
        try
        {
            read = ReadCase(Path.Combine(folder, "cases", id), task, outside, outline && show is null ? Reading.Outline : Reading.Whole);
        }
        catch (InvalidDataException e)
        {
            return (null, new(id, e.Message));
        }

        // Results are kept by id: one under another's name would be judged as that one's.
        if (read.Id != id) return (null, new(id, $"{Path.Combine(folder, "cases", id, "case.json")}:1: id: is not the name of the case's folder"));
        show?.Invoke(read);
        return (outline ? read.Outline() : read, null);
    }

    /// <summary>Reads one golden case from its folder.</summary>
    /// <param name="folder">The case's folder.</param>
    /// <param name="task">The set's task.</param>
    /// <param name="outside">As in <see cref="Read(string, string?, bool)"/>.</param>
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
        string id = root.Text("id"u8)!;
        var made = new GoldenCase
        {
            Id = id,
            Task = task,
            Part = root.Text("part"u8)!,
            Date = root.Text("date"u8)!,
            Folder = folder,
            Outside = outside,
            Tags = root.TryGetProperty("tags"u8, out var tags) ? Tags(tags) : ImmutableSortedDictionary<string, string>.Empty,
            Documents = [.. root.Array("documents"u8).Select(d => new GoldDocument(Needed(d, "file", id), d.Whole("pages"u8) ?? 1, d.Whole("words"u8), d.TryGetProperty("outside"u8, out var o) && o.ValueKind == JsonValueKind.True) { Sha256 = d.Text("sha256"u8) })],
            Missing = [],
            SetAside = [],
            Traps = [],
            Facts = [],
            Conflicts = [],
            Assertions = [],
        };
        made = reading == Reading.Outline ? made.Outline() with { Stamp = stamp } : made with
        {
            Stamp = stamp,
            Record = root.TryGetProperty("record"u8, out var record) ? Tree(record, string.Empty, id) : null,
            Entries = root.TryGetProperty("entries"u8, out var entries) ? Tree(entries, GoldFields.Summary, id) : null,
            Reference = root.Text("reference"u8),
            Missing = root.Texts("missing"u8),
            SetAside = [.. root.Array("setAside"u8).Select(p => new GoldPage(Needed(p, "file", id), p.Whole("page"u8), p.Text("reason"u8) ?? string.Empty))],
            Traps = [.. root.Array("traps"u8).Select(t => Trap(t, id))],
            Facts = [.. root.Array("facts"u8).Select(f => Fact(f, id))],
            Conflicts = [.. root.Array("conflicts"u8).Select(c => new GoldConflict(Needed(c, "id", id), c.Text("about"u8) ?? string.Empty, Patterns(c.Texts("sides"u8), id)))],
            Assertions = [.. root.Array("assertions"u8).Where(a => a.Text("quote"u8) is not null).Select(a => Assertion(a, id))],
        };
        var paths = made.Paths;
        for (int i = 0; i < paths.Count; i++)
        {
            if (File.Exists(paths[i])) continue;
            string at = string.Create(CultureInfo.InvariantCulture, $"documents[{i}]");
            throw new InvalidDataException($"{file.Path}:{file.LineOf(at)}: {at}: {made.Documents[i].File} is not there{(made.Documents[i].IsOutside && outside is null ? ": it is kept outside of the set; give --documents DIR" : string.Empty)}");
        }

        return reading == Reading.Outline ? made : made.Keyed(file.Content);
    }

    private static string Needed(JsonElement element, string name, string id) =>
        element.Text(name) ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{id}: an entry without {name}"));

    private static ImmutableSortedDictionary<string, string> Tags(JsonElement tags) =>
        tags.EnumerateObject().ToImmutableSortedDictionary(t => TagTexts.Of(t.Name), t => TagTexts.Of(t.Value.ToString()), StringComparer.Ordinal);

    private static readonly Shared<string> TagTexts = new(5_000);

    private static GoldTrap Trap(JsonElement trap, string id)
    {
        var patterns = Patterns(trap.Texts("patterns"u8), id);
        string? path = trap.Text("path"u8);
        if (path is null && patterns.IsEmpty) throw new InvalidDataException(id + ": a trap with neither path nor patterns");
        if (path is not null && !RecordShape.IsLeaf(path)) throw new InvalidDataException(id + ": no leaf " + path);
        return new(Needed(trap, "id", id), trap.Text("kind"u8) ?? "other", path, trap.Text("value"u8), patterns, trap.Texts("sections"u8));
    }

    private static GoldFact Fact(JsonElement fact, string id)
    {
        ImmutableArray<ImmutableArray<string>> anyOf =
            [.. fact.Array("anyOf"u8).Select(a => Patterns(a.ValueKind == JsonValueKind.Array ? ((ImmutableArray<JsonElement>)[.. a.EnumerateArray()]).Texts() : [a.GetString()!], id))];
        if (anyOf.IsEmpty || anyOf.Any(a => a.IsEmpty)) throw new InvalidDataException(id + ": a fact without patterns");
        bool must = fact.TryGetProperty("must"u8, out var value) && value.ValueKind == JsonValueKind.True;
        return new(Needed(fact, "id", id), [.. Needed(fact, "section", id).Split('|')], must, anyOf, fact.Text("change"u8));
    }

    private static GoldAssertion Assertion(JsonElement a, string id) => new(
        Needed(a, "file", id), Needed(a, "quote", id), Needed(a, "about", id), Needed(a, "polarity", id), a.Text("temporality"u8) ?? "recent", a.Text("experiencer"u8) ?? "patient");

    private static ImmutableArray<string> Patterns(ImmutableArray<string> patterns, string id)
    {
        foreach (string pattern in patterns) GoldPatterns.Compile(pattern, id);
        return patterns;
    }

    /// <summary>A tree of leaves. What its path is called was checked before, with indexes; here a fault is named without.</summary>
    /// <param name="element">The object, list or leaf.</param>
    /// <param name="shape">Its path without indexes; for the entries of a list with the <c>[]</c>.</param>
    /// <param name="id">Id of the case.</param>
    private static LeafTree<GoldLeaf> Tree(JsonElement element, string shape, string id)
    {
        bool isLeaf = RecordShape.IsLeaf(shape);
        if (element.ValueKind == JsonValueKind.Array)
        {
            string each = RecordShape.Entries(shape);
            var entries = ImmutableArray.CreateBuilder<LeafTree<GoldLeaf>>(element.GetArrayLength());
            foreach (var entry in element.EnumerateArray()) entries.Add(Tree(entry, each, id));
            return new LeafTree<GoldLeaf>.Items(entries.MoveToImmutable());
        }

        if (isLeaf) return new LeafTree<GoldLeaf>.Leaf(Leaf(element, shape, id));
        var known = RecordShape.Children(shape);
        if (shape.Length > 0 && known.IsEmpty && !RecordShape.IsKnown(shape + "[]")) throw new InvalidDataException(id + ": the contract has no " + shape);
        if (element.ValueKind != JsonValueKind.Object) throw new InvalidDataException(id + ": " + shape + " is neither an object nor a list");
        var children = new (string Name, LeafTree<GoldLeaf> Tree)[element.GetPropertyCount()];
        int at = 0;
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("optional"u8) && member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False) continue;
            var child = Child(known, member);
            string name = child?.Name ?? ResultView.MemberName(member.Name);
            children[at++] = (name, Tree(member.Value, child is null || child.IsList ? shape.Length == 0 ? name : shape + "." + name : child.Path, id));
        }

        var branch = LeafTree<GoldLeaf>.Branch.Of(children[..at]);
        return IsOptional(element) ? LeafTree<GoldLeaf>.Branch.Of([.. branch.Children.Select(static c => (c.Name, c.Tree is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given given } ? new LeafTree<GoldLeaf>.Leaf(given with { IsOptional = true }) : c.Tree))]) : branch;
    }

    private static ShapeChild? Child(ImmutableArray<ShapeChild> known, JsonProperty member)
    {
        foreach (var child in known)
        {
            if (member.NameEquals(child.Name)) return child;
        }

        return null;
    }

    private static bool IsOptional(JsonElement element) => element.TryGetProperty("optional"u8, out var optional) && optional.ValueKind == JsonValueKind.True;

    private static GoldLeaf Leaf(JsonElement leaf, string path, string id)
    {
        string? value = leaf.Text("value"u8);
        switch (leaf.Text("status"u8))
        {
            case "refused":
                return new GoldLeaf.Refused(value, leaf.Text("why"u8) ?? "unreadable");
            case "conflicting":
                return new GoldLeaf.Conflicting(leaf.Texts("sides"u8));
            case null or "extracted":
                string? pattern = leaf.Text("pattern"u8);
                if (pattern is not null) GoldPatterns.Compile(pattern, id);
                if (value is null && pattern is null) throw new InvalidDataException(id + ": " + path + " has neither value nor pattern");
                return new GoldLeaf.Given(value ?? string.Empty, leaf.Texts("anyOf"u8), pattern, [.. leaf.Array("at"u8).Select(Place)]) { IsOptional = IsOptional(leaf) };
            case var other:
                throw new InvalidDataException(id + ": " + path + " has the unknown status " + other);
        }
    }

    private static ImmutableArray<double> BoxOf(JsonElement place)
    {
        var sides = place.Array("box"u8);
        var box = ImmutableArray.CreateBuilder<double>(sides.Length);
        foreach (var side in sides) box.Add(side.GetDouble());
        return box.MoveToImmutable();
    }

    private static GoldPlace Place(JsonElement place) => new(
        place.Text("file"u8) ?? string.Empty, place.Whole("page"u8) ?? 1, BoxOf(place));
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
