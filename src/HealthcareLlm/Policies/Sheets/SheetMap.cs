using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>Collects the faults of one sheet.</summary>
internal sealed class SheetFaults(string file)
{
    private readonly List<SheetFault> _found = [];

    internal bool Any => _found.Count > 0;

    internal ImmutableArray<SheetFault> InOrder => [.. _found.OrderBy(static f => f.Line).ThenBy(static f => f.Message, StringComparer.Ordinal)];

    internal void Add(YamlNode at, string message) => Add((int)at.Start.Line, message);

    internal void Add(int line, string message) => _found.Add(new(file, line, message));
}

/// <summary>A map of a sheet, read key by key: what is not known is a fault, what is not of its kind is a fault, each with its line.</summary>
internal sealed class SheetMap
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly SheetFaults _faults;

    private SheetMap(YamlNode at, SheetFaults faults)
    {
        At = at;
        _faults = faults;
    }

    internal YamlNode At { get; }

    internal IEnumerable<string> Keys => _values.Keys;

    internal static SheetMap? Of(YamlNode? node, SheetFaults faults, string what, params ReadOnlySpan<string> known)
    {
        if (node is not YamlMappingNode map)
        {
            if (node is not null) faults.Add(node, what + " must be a map");
            return null;
        }

        var read = new SheetMap(map, faults);
        foreach (var (key, value) in map.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (!known.IsEmpty && !known.Contains(name)) faults.Add(key, $"'{name}' is no key of {what}; these are: {string.Join(", ", known.ToArray())}");
            else read._values[name] = value;
        }

        return read;
    }

    internal YamlNode? Node(string key) => _values.GetValueOrDefault(key);

    internal string Text(string key) => Optional(key) ?? Fault(key);

    internal string? Optional(string key)
    {
        if (!_values.TryGetValue(key, out var node)) return null;
        if (node is YamlScalarNode { Value: "TODO" }) _faults.Add(node, $"'{key}' is a gap (TODO) that a person must fill");
        if (node is YamlScalarNode { Value.Length: > 0 } scalar && !string.IsNullOrWhiteSpace(scalar.Value)) return scalar.Value.Trim();
        _faults.Add(node, $"'{key}' must be words");
        return string.Empty;
    }

    internal ImmutableArray<string> Texts(string key, bool needed = false)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            if (needed) Fault(key);
            return [];
        }

        if (node is not YamlSequenceNode list || list.Children.Any(static c => c is not YamlScalarNode { Value.Length: > 0 }) || (needed && list.Children.Count == 0))
        {
            _faults.Add(node, $"'{key}' must be a list of words");
            return [];
        }

        return [.. list.Children.Select(static c => ((YamlScalarNode)c).Value!.Trim())];
    }

    internal DateOnly? Date(string key, bool needed = false)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            if (needed) Fault(key);
            return null;
        }

        if (node is YamlScalarNode scalar && DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        _faults.Add(node, $"'{key}' must be a date, YYYY-MM-DD");
        return null;
    }

    internal decimal? Number(string key, bool needed = false)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            if (needed) Fault(key);
            return null;
        }

        if (node is YamlScalarNode scalar && decimal.TryParse(scalar.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return number;
        _faults.Add(node, $"'{key}' must be a number with a point, not negative");
        return null;
    }

    internal int? Whole(string key, int least, bool needed = false)
    {
        decimal? number = Number(key, needed);
        if (number is null) return null;
        if (number == decimal.Truncate(number.Value) && number >= least && number <= 100_000) return (int)number;
        _faults.Add(_values[key], string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a whole number, {least} or more"));
        return null;
    }

    private string Fault(string key)
    {
        _faults.Add(At, $"'{key}' is missing");
        return string.Empty;
    }
}
