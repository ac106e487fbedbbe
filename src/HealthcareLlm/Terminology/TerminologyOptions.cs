namespace HealthcareLlm.Terminology;

/// <summary>Where imported code sets are kept.</summary>
public sealed record TerminologyOptions
{
    /// <summary>Folder of the imported code sets; a relative one lies beside appsettings.json. Where it is not there, codes are judged by their form alone. Default <c>terminology</c>.</summary>
    public string Folder { get; init; } = "terminology";

    /// <summary>What is wrong with these options, in sentences; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Folder)) yield return "Terminology:Folder must name a folder";
    }
}
