using System.Collections.Immutable;

namespace HealthcareLlm.Terminology;

/// <summary>A code of an edition.</summary>
/// <param name="Code">Upper case, without dot.</param>
/// <param name="Label">What it stands for, as the file words it; may be empty.</param>
/// <param name="IsHeading">Whether it is a category over complete codes and may not be billed itself.</param>
/// <param name="ValidFrom">First day on which it may be used; null where the edition's holds.</param>
/// <param name="ValidUntil">Last day on which it may be used; null where the edition's holds.</param>
public sealed record CodeEntry(string Code, string Label, bool IsHeading = false, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null);

/// <summary>Which edition of a system a set of codes is, and when it holds.</summary>
/// <param name="System">The system.</param>
/// <param name="Version">Name of the edition, unique within the system: letters, digits, dot, hyphen, underscore.</param>
/// <param name="ValidFrom">First date of service that is judged by it.</param>
/// <param name="ValidUntil">Last one; null while no end is known.</param>
/// <param name="SourceHash">SHA-256 of the bytes that were imported, lower-case hex.</param>
/// <param name="Count">How many codes it has.</param>
public sealed record CodeSetEdition(CodeSystem System, string Version, DateOnly ValidFrom, DateOnly? ValidUntil, string SourceHash, int Count)
{
    /// <summary>System and version, as results name it: <c>ICD-10-CM 2021</c>.</summary>
    public string Name => System.Name() + " " + Version;

    /// <summary>Whether a date of service is judged by it.</summary>
    public bool Covers(DateOnly day) => day >= ValidFrom && (ValidUntil is null || day <= ValidUntil);
}

/// <summary>An edition with its codes.</summary>
/// <param name="Edition">Which it is.</param>
/// <param name="Entries">Its codes, in ordinal order, none twice.</param>
public sealed record CodeSet(CodeSetEdition Edition, ImmutableArray<CodeEntry> Entries);

/// <summary>What is wrong with a line of a file.</summary>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Code">What is wrong, in kebab case.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record CodeSetFault(int Line, string Code, string Message);

/// <summary>What came of reading a file: its codes, or its faults and no codes at all.</summary>
public abstract record CodeSetReading
{
    private CodeSetReading()
    {
    }

    /// <summary>Every line was understood.</summary>
    /// <param name="Entries">The codes, in ordinal order.</param>
    public sealed record Complete(ImmutableArray<CodeEntry> Entries) : CodeSetReading;

    /// <summary>Some line was not; nothing may be imported.</summary>
    /// <param name="Faults">The first ones, at most <see cref="CodeSetFile.MostFaults"/>.</param>
    public sealed record Faulty(ImmutableArray<CodeSetFault> Faults) : CodeSetReading;
}
