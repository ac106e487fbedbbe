using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads gate files and tries them.</summary>
public static class Gates
{
    /// <summary>
    /// Reads a list <c>gates</c> of <c>measure</c>, <c>group</c> (<c>all</c> where it is left out), <c>atLeast</c>, <c>atMost</c>, <c>minimumN</c>, <c>task</c> (any where it is left
    /// out) and <c>note</c>: YAML where the file's name ends in .yaml or .yml, else JSON.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is absent, neither JSON nor YAML, or has an unknown key, measure, group or task.</exception>
    public static ImmutableArray<Gate> Read(string file)
    {
        bool isYaml = Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML";
        ImmutableArray<Gate> gates = [.. (isYaml ? GateYaml.Read(file) : ReadJson(file)).Select(g => ReadOne(g, file))];
        return gates.IsEmpty ? throw new InvalidDataException(file + ": no gates") : gates;
    }

    /// <summary>Tries every gate, in the order of the file; those of a task of which the run has no set come back skipped, and none is left out.</summary>
    public static ImmutableArray<GateOutcome> Try(ImmutableArray<Gate> gates, EvaluationReport report)
    {
        // Of the sets, not of their cases: a set without a readable case keeps no bound.
        var tasks = report.Evalsets.Select(e => e.Task).Concat(report.Cases.Select(c => c.Task)).ToHashSet(StringComparer.Ordinal);
        return [.. gates.Select(g => g.Task is { } task && !tasks.Contains(task) ? new GateOutcome(g, null) { Skipped = true, Remark = "for " + task + ", of which the run has no set" } : Try(g, report, tasks))];
    }

    /// <summary>Refuses gates of which none is for a task of these: they would say nothing of the run.</summary>
    /// <param name="gates">The gates; none are not refused.</param>
    /// <param name="file">Their file, for the message.</param>
    /// <param name="tasks">Tasks of the run's sets.</param>
    /// <exception cref="InvalidDataException">Every gate names another task.</exception>
    public static void RefuseOthers(ImmutableArray<Gate> gates, string? file, IEnumerable<string> tasks)
    {
        if (!gates.IsEmpty && gates.All(g => g.Task is { } task && !tasks.Contains(task, StringComparer.Ordinal))) throw new InvalidDataException(file + ": every bound is for " + string.Join(" or ", gates.Select(g => g.Task!).Distinct(StringComparer.Ordinal)) + ", and the run has no set of it: nothing would be tried");
    }

    /// <summary>The gates' verdict in one line, such as 'All 3 gates kept, 2 skipped': what is called kept without a claim is counted.</summary>
    public static string Verdict(ImmutableArray<GateOutcome> gates)
    {
        int skipped = gates.Count(g => g.Skipped), failed = gates.Count(g => g.Failed), little = gates.Count(g => g.KeptOnLittle), tried = gates.Length - skipped;
        string verdict = gates.IsEmpty ? "No gates were tried" : failed == 0 ? string.Create(CultureInfo.InvariantCulture, $"All {tried} gates kept") : string.Create(CultureInfo.InvariantCulture, $"{failed} of {tried} gates failed");
        if (little > 0) verdict += string.Create(CultureInfo.InvariantCulture, $", {little} by a figure that bears no claim");
        return skipped == 0 ? verdict : verdict + string.Create(CultureInfo.InvariantCulture, $", {skipped} skipped (of another task)");
    }

    /// <summary>The outcomes as a table.</summary>
    public static ReportTable Table(ImmutableArray<GateOutcome> outcomes) => new(
        "Gates (the upper bound is exact and one-sided, 95 %)",
        ["measure", "group", "bound", "measured", "count", "of", "upper 95 %", "kept", "remark"],
        [.. outcomes.Select(static o => (ImmutableArray<string>)
        [
            o.Gate.Measure, o.Gate.Group, Bound(o.Gate), Shown(o.Value, o.Gate), o.Measured is null ? string.Empty : ReportTables.Number(o.Measured.Count), ReportTables.Number(o.N),
            o.Measured?.Value is null ? string.Empty : ReportTables.Share(o.Measured.Upper95), o.Standing, o.Remark,
        ])]);

    /// <summary>A gate in one line: what was measured, over how many, the bound, and what is to be said of it.</summary>
    public static string Told(GateOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Gate.Measure} ({outcome.Gate.Group}): {(outcome.NotScored ? "nothing to measure" : Shown(outcome.Value, outcome.Gate))}, n {outcome.N}; bound {Bound(outcome.Gate)}{(outcome.Remark.Length > 0 ? "; " + outcome.Remark : string.Empty)}");

    /// <summary>The bound in words.</summary>
    internal static string Bound(Gate gate) => string.Join(", ", new[]
    {
        gate.AtLeast is { } least ? "at least " + Shown(least, gate) : null,
        gate.AtMost is { } most ? "at most " + Shown(most, gate) : null,
        gate.MinimumN > 0 ? "n at least " + ReportTables.Number(gate.MinimumN) : null,
    }.OfType<string>());

    internal static string Shown(double? value, Gate gate) =>
        value is { } number && gate.Measure.StartsWith("confidence.", StringComparison.Ordinal) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : ReportTables.Share(value);

    private static GateOutcome Try(Gate gate, EvaluationReport report, HashSet<string> tasks)
    {
        if (TaskOf(gate.Measure) is { Length: > 0 } task && !tasks.Contains(task)) return new(gate, null) { Remark = $"the run has no set of {task} (a bound with 'task: {task}' is skipped there)" };
        if (MeasureBook.Tasks.ContainsKey(gate.Measure)) return new(gate, report.Measures.FirstOrDefault(m => m.Id == gate.Measure && m.Group == gate.Group));
        return GateNumbers.Of(gate, report);
    }

    /// <summary>The task that a measure is of; empty for one that every task shares. Of a rate the field tells it; figures on confidence are of requests.</summary>
    private static string TaskOf(string measure) =>
        MeasureBook.Tasks.GetValueOrDefault(measure) ?? (measure.StartsWith(GateNumbers.Rates + GoldFields.Summary + ".", StringComparison.Ordinal) ? MeasureBook.Summary : MeasureBook.Request);

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
        string? unknown = gate.Keys.FirstOrDefault(n => n is not ("measure" or "group" or "atLeast" or "atMost" or "minimumN" or "task" or "note"));
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
        string? task = gate.GetValueOrDefault("task");
        if (task is not (null or MeasureBook.Request or MeasureBook.Summary)) throw new InvalidDataException($"{file}: {measure}: unknown task {task}; tasks are {MeasureBook.Request} and {MeasureBook.Summary}");
        if (task is not null && TaskOf(measure) is { Length: > 0 } own && own != task) throw new InvalidDataException($"{file}: {measure} is measured of {own}, and not of {task}");
        var made = new Gate(measure, group, Number("atLeast"), Number("atMost")) { MinimumN = (int)n, Task = task };
        return made is { AtLeast: null, AtMost: null } ? throw new InvalidDataException(file + ": " + measure + " has no bound") : made;
    }
}
