using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>A bound that a run must keep.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Group">Group of cases.</param>
/// <param name="AtLeast">Smallest allowed share, 0 to 1; null for none.</param>
/// <param name="AtMost">Largest allowed share, 0 to 1; null for none.</param>
public sealed record Gate(string Measure, string Group, double? AtLeast, double? AtMost);

/// <summary>How a gate came out.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Measured">What was measured; null where nothing was.</param>
public sealed record GateOutcome(Gate Gate, Measure? Measured)
{
    /// <summary>Whether there was nothing to measure: not kept, for want of evidence.</summary>
    public bool NotScored => Measured?.Value is null;

    /// <summary>Whether the bound is kept.</summary>
    public bool Kept => Measured?.Value is { } value && !(value < Gate.AtLeast) && !(value > Gate.AtMost);
}

/// <summary>Reads gate files and tries them.</summary>
public static class Gates
{
    /// <summary>Reads <c>{ "gates": [ { "measure", "group", "atLeast", "atMost" } ] }</c>; <c>group</c> is <c>all</c> where it is left out.</summary>
    /// <exception cref="InvalidDataException">The file is absent, no JSON, or has an unknown key or measure.</exception>
    public static ImmutableArray<Gate> Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            ImmutableArray<Gate> gates = [.. json.RootElement.Array("gates").Select(g => ReadOne(g, file))];
            return gates.IsEmpty ? throw new InvalidDataException(file + ": no gates") : gates;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new InvalidDataException(file + " cannot be read as gates", e);
        }
    }

    /// <summary>Tries every gate whose task the run has sets of, in the order of the file.</summary>
    public static ImmutableArray<GateOutcome> Try(ImmutableArray<Gate> gates, EvaluationReport report)
    {
        // Of the sets, not of their cases: a set without a readable case keeps no bound.
        var tasks = report.Evalsets.Select(e => e.Task).Concat(report.Cases.Select(c => c.Task)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. gates.Where(g => MeasureBook.Tasks[g.Measure] is var task && (task.Length == 0 || tasks.Contains(task)))
                .Select(g => new GateOutcome(g, report.Measures.FirstOrDefault(m => m.Id == g.Measure && m.Group == g.Group))),
        ];
    }

    /// <summary>The outcomes as a table.</summary>
    public static ReportTable Table(ImmutableArray<GateOutcome> outcomes) => new(
        "Gates",
        ["measure", "group", "bound", "measured", "count", "of", "upper 95 %", "kept"],
        [.. outcomes.Select(o => (ImmutableArray<string>)
        [
            o.Gate.Measure, o.Gate.Group, Bound(o.Gate), ReportTables.Share(o.Measured?.Value), ReportTables.Number(o.Measured?.Count ?? 0), ReportTables.Number(o.Measured?.Of ?? 0),
            o.NotScored ? string.Empty : ReportTables.Share(o.Measured!.Upper95), o.NotScored ? "NOT SCORED" : o.Kept ? "yes" : "NO",
        ])]);

    private static string Bound(Gate gate) => string.Join(", ", new[]
    {
        gate.AtLeast is { } least ? "at least " + least.ToString("0.0 %", CultureInfo.InvariantCulture) : null,
        gate.AtMost is { } most ? "at most " + most.ToString("0.0 %", CultureInfo.InvariantCulture) : null,
    }.OfType<string>());

    private static Gate ReadOne(JsonElement gate, string file)
    {
        if (gate.ValueKind != JsonValueKind.Object) throw new InvalidDataException(file + ": a gate is no object");
        string? unknown = gate.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => n is not ("measure" or "group" or "atLeast" or "atMost" or "note"));
        if (unknown is not null) throw new InvalidDataException(file + ": unknown key " + unknown);
        string measure = gate.Text("measure") ?? throw new InvalidDataException(file + ": a gate without a measure");
        if (!MeasureBook.Tasks.ContainsKey(measure)) throw new InvalidDataException(file + ": unknown measure " + measure);
        double? Bound(string name) => gate.TryGetProperty(name, out var bound) ? bound.GetDouble() : null;
        var made = new Gate(measure, gate.Text("group") ?? "all", Bound("atLeast"), Bound("atMost"));
        return made is { AtLeast: null, AtMost: null } ? throw new InvalidDataException(file + ": " + measure + " has no bound") : made;
    }
}
