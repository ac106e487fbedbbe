using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>A bound that a run must keep.</summary>
/// <param name="Measure">Id of the measure, or a number of <see cref="GateNumbers"/>.</param>
/// <param name="Group">Group of cases.</param>
/// <param name="AtLeast">Smallest allowed number; a share is 0 to 1; null for none.</param>
/// <param name="AtMost">Largest allowed number; null for none.</param>
public sealed record Gate(string Measure, string Group, double? AtLeast, double? AtMost)
{
    /// <summary>Fewest that the number must be over: below it the bound is not kept, for want of evidence. 0 for none.</summary>
    public int MinimumN { get; init; }
}

/// <summary>How a gate came out.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Measured">What was counted; null where nothing was, or where the gate is on a number that is no count.</param>
public sealed record GateOutcome(Gate Gate, Measure? Measured)
{
    /// <summary>The number measured; null where it could not be scored.</summary>
    public double? Value { get; init; } = Measured?.Value;

    /// <summary>How many it is over.</summary>
    public int N { get; init; } = Measured?.Of ?? 0;

    /// <summary>Whether there was nothing to measure: not kept, for want of evidence.</summary>
    public bool NotScored => Value is null;

    /// <summary>Whether it is over fewer than the gate asks for: not kept, for want of evidence.</summary>
    public bool TooFew => N < Gate.MinimumN;

    /// <summary>Whether the bound is kept.</summary>
    public bool Kept => Value is { } value && !TooFew && !(value < Gate.AtLeast) && !(value > Gate.AtMost);
}

/// <summary>Reads gate files and tries them.</summary>
public static class Gates
{
    /// <summary>
    /// Reads a list <c>gates</c> of <c>measure</c>, <c>group</c> (<c>all</c> where it is left out), <c>atLeast</c>, <c>atMost</c>, <c>minimumN</c> and <c>note</c>: YAML where the
    /// file's name ends in .yaml or .yml, else JSON.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is absent, neither JSON nor YAML, or has an unknown key, measure or group.</exception>
    public static ImmutableArray<Gate> Read(string file)
    {
        bool isYaml = Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML";
        ImmutableArray<Gate> gates = [.. (isYaml ? GateYaml.Read(file) : ReadJson(file)).Select(g => ReadOne(g, file))];
        return gates.IsEmpty ? throw new InvalidDataException(file + ": no gates") : gates;
    }

    /// <summary>Tries every gate whose task the run has sets of, in the order of the file.</summary>
    public static ImmutableArray<GateOutcome> Try(ImmutableArray<Gate> gates, EvaluationReport report)
    {
        // Of the sets, not of their cases: a set without a readable case keeps no bound.
        var tasks = report.Evalsets.Select(e => e.Task).Concat(report.Cases.Select(c => c.Task)).ToHashSet(StringComparer.Ordinal);
        return [.. gates.Where(g => MeasureBook.Tasks.GetValueOrDefault(g.Measure, "prior-auth-request") is var task && (task.Length == 0 || tasks.Contains(task))).Select(g => Try(g, report))];
    }

    /// <summary>The outcomes as a table.</summary>
    public static ReportTable Table(ImmutableArray<GateOutcome> outcomes) => new(
        "Gates (the upper bound is exact and one-sided, 95 %)",
        ["measure", "group", "bound", "measured", "count", "of", "upper 95 %", "kept"],
        [.. outcomes.Select(o => (ImmutableArray<string>)
        [
            o.Gate.Measure, o.Gate.Group, Bound(o.Gate), Shown(o.Value, o.Gate), o.Measured is null ? string.Empty : ReportTables.Number(o.Measured.Count), ReportTables.Number(o.N),
            o.Measured?.Value is null ? string.Empty : ReportTables.Share(o.Measured.Upper95), o.NotScored ? "NOT SCORED" : o.TooFew ? "TOO FEW" : o.Kept ? "yes" : "NO",
        ])]);

    /// <summary>A gate that was not kept, in one line: what was measured, over how many, and the bound.</summary>
    public static string Told(GateOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Gate.Measure} ({outcome.Gate.Group}): {(outcome.NotScored ? "nothing to measure" : Shown(outcome.Value, outcome.Gate))}, n {outcome.N}; bound {Bound(outcome.Gate)}");

    /// <summary>The bound in words.</summary>
    internal static string Bound(Gate gate) => string.Join(", ", new[]
    {
        gate.AtLeast is { } least ? "at least " + Shown(least, gate) : null,
        gate.AtMost is { } most ? "at most " + Shown(most, gate) : null,
        gate.MinimumN > 0 ? "n at least " + ReportTables.Number(gate.MinimumN) : null,
    }.OfType<string>());

    internal static string Shown(double? value, Gate gate) =>
        value is { } number && gate.Measure.StartsWith("confidence.", StringComparison.Ordinal) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : ReportTables.Share(value);

    private static GateOutcome Try(Gate gate, EvaluationReport report)
    {
        if (MeasureBook.Tasks.ContainsKey(gate.Measure)) return new(gate, report.Measures.FirstOrDefault(m => m.Id == gate.Measure && m.Group == gate.Group));
        var (value, n) = GateNumbers.Of(gate, report);
        return new(gate, null) { Value = value, N = n };
    }

    private static List<Dictionary<string, string>> ReadJson(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. json.RootElement.Array("gates").Select(g => g.ValueKind == JsonValueKind.Object
                ? g.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.ToString(), StringComparer.Ordinal)
                : throw new InvalidDataException(file + ": a gate is no object"))];
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new InvalidDataException(file + " cannot be read as gates", e);
        }
    }

    private static Gate ReadOne(Dictionary<string, string> gate, string file)
    {
        string? unknown = gate.Keys.FirstOrDefault(n => n is not ("measure" or "group" or "atLeast" or "atMost" or "minimumN" or "note"));
        if (unknown is not null) throw new InvalidDataException(file + ": unknown key " + unknown);
        string measure = gate.GetValueOrDefault("measure") ?? throw new InvalidDataException(file + ": a gate without a measure");
        if (!MeasureBook.Tasks.ContainsKey(measure) && !GateNumbers.IsKnown(measure)) throw new InvalidDataException(file + ": unknown measure " + measure);
        double? Number(string name) => !gate.TryGetValue(name, out string? text) ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw new InvalidDataException(file + ": " + measure + ": " + name + " is no number");
        double n = Number("minimumN") ?? 0;
        if (n < 0 || n != Math.Floor(n)) throw new InvalidDataException(file + ": " + measure + ": minimumN is no whole number");
        foreach (string bound in (string[])["atLeast", "atMost"])
        {
            if (MeasureBook.Tasks.ContainsKey(measure) && Number(bound) is < 0 or > 1) throw new InvalidDataException($"{measure}: {bound} is a share from 0 to 1, and not {gate[bound]}");
        }

        string group = gate.GetValueOrDefault("group", "all");
        if (!CaseGroups.IsKnown(group)) throw new InvalidDataException($"{file}: {measure}: unknown group {group}; groups are {CaseGroups.Known}");
        if (group != "all" && GateNumbers.IsOverAll(measure)) throw new InvalidDataException($"{file}: {measure}: a rate of a field is told over all cases, and not by group: {group}");
        var made = new Gate(measure, group, Number("atLeast"), Number("atMost")) { MinimumN = (int)n };
        return made is { AtLeast: null, AtMost: null } ? throw new InvalidDataException(file + ": " + measure + " has no bound") : made;
    }
}
