using System.Globalization;

namespace HealthcareLlm.Terminology;

/// <summary>Reads the official files of the systems. A file is taken whole or not at all: one line that is not understood spoils it.</summary>
public static class CodeSetFile
{
    /// <summary>After this many faults a file is not read on.</summary>
    public const int MostFaults = 20;

    /// <summary>Reads a file of a system; never throws for what stands in it.</summary>
    /// <param name="system">The system that it is said to be of.</param>
    /// <param name="reader">Its text.</param>
    /// <param name="partial">Whether a file with fewer codes than <see cref="Least"/> may be a part that was meant; else it counts as cut off.</param>
    public static CodeSetReading Read(CodeSystem system, TextReader reader, bool partial = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lines = new CodeSetLines(system);
        switch (system)
        {
            case CodeSystem.Icd10Cm: IcdOrderFile.Read(reader, lines); break;
            case CodeSystem.Hcpcs: HcpcsFile.Read(reader, lines); break;
            case CodeSystem.Cpt: DelimitedCodes.Read(reader, lines); break;
            case CodeSystem.RxNorm: RxNormConcepts.Read(reader, lines); break;
            default: throw new ArgumentOutOfRangeException(nameof(system));
        }

        return lines.Reading(partial ? 1 : Least(system));
    }

    /// <summary>Fewer codes and categories than any whole edition of a system is known to have; a file with fewer was cut off, or is a part.</summary>
    public static int Least(CodeSystem system) => system switch
    {
        CodeSystem.Icd10Cm => 80_000,
        CodeSystem.Hcpcs => 5_000,
        CodeSystem.Cpt => 8_000,
        CodeSystem.RxNorm => 20_000,
        _ => throw new ArgumentOutOfRangeException(nameof(system)),
    };
}

/// <summary>The codes and faults of a file that is being read.</summary>
internal sealed class CodeSetLines(CodeSystem system)
{
    private readonly Dictionary<string, CodeEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<CodeSetFault> _faults = [];

    /// <summary>Whether so much is wrong that it is not worth reading on.</summary>
    internal bool IsHopeless => _faults.Count >= CodeSetFile.MostFaults;

    internal void Fault(int line, string code, string message)
    {
        if (!IsHopeless) _faults.Add(new(line, code, message));
    }

    /// <summary>Adds a code; a form that is not its system's and a code that stands twice are faults.</summary>
    internal void Add(int line, CodeEntry entry)
    {
        if (!CodeSystems.IsWellFormed(system, entry.Code)) Fault(line, "not-a-code", $"'{Short(entry.Code)}' has not the form of a code of {system.Name()}");
        else if (entry.ValidUntil < entry.ValidFrom) Fault(line, "date-order", $"{entry.Code} ends before it begins");
        else if (!_entries.TryAdd(entry.Code, entry)) Fault(line, "duplicate-code", $"{entry.Code} stands a second time");
    }

    /// <summary>Adds words to the label of a code that stood on the lines before.</summary>
    internal void Continue(int line, string code, string words)
    {
        if (_entries.TryGetValue(code, out var entry)) _entries[code] = entry with { Label = (entry.Label + " " + words).Trim() };
        else Fault(line, "continues-nothing", $"the line goes on with '{Short(code)}', which no line before it has");
    }

    /// <summary>A day written yyyyMMdd or yyyy-MM-dd; null where the cell is empty; a fault where it is neither.</summary>
    internal DateOnly? Day(int line, string cell)
    {
        cell = cell.Trim();
        if (cell.Length == 0) return null;
        if (DateOnly.TryParseExact(cell, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fault(line, "not-a-date", $"'{Short(cell)}' is no day (yyyyMMdd or yyyy-MM-dd)");
        return null;
    }

    internal CodeSetReading Reading(int least)
    {
        if (_faults.Count == 0 && _entries.Count == 0) Fault(0, "empty-file", "the file holds no code");
        else if (_faults.Count == 0 && _entries.Count < least) Fault(0, "too-few-codes", string.Create(CultureInfo.InvariantCulture, $"{_entries.Count} codes where an edition of {system.Name()} has at least {least}: the file was cut off, or is a part (--partial)"));
        return _faults.Count > 0
            ? new CodeSetReading.Faulty([.. _faults])
            : new CodeSetReading.Complete([.. _entries.Values.OrderBy(static e => e.Code, StringComparer.Ordinal)]);
    }

    internal static string Short(string text) => text.Length <= 24 ? text : text[..24] + "…";
}
