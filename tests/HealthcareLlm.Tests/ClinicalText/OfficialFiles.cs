using System.Runtime.CompilerServices;

namespace HealthcareLlm.Tests.ClinicalText;

/// <summary>Official code files beside the checkout (<c>../shared/data/terminology</c> of it or of a folder above); null where they are not at hand.</summary>
internal static class OfficialFiles
{
    internal static string? Icd { get; } = Find("icd10cm-order-2021.txt.gz");

    internal static string? Hcpcs { get; } = Find("hcpcs-level2.csv");

    private static string? Find(string name, [CallerFilePath] string here = "")
    {
        for (var folder = Directory.GetParent(here); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "terminology", name);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}

/// <summary>A test on the official files: skipped, with a word, where they are not at hand.</summary>
internal sealed class OfficialFactAttribute : FactAttribute
{
    public OfficialFactAttribute()
    {
        if (OfficialFiles.Icd is null || OfficialFiles.Hcpcs is null) Skip = "the official code files (../shared/data/terminology) are not at hand";
    }
}

/// <summary>As <see cref="OfficialFactAttribute"/>, with cases.</summary>
internal sealed class OfficialTheoryAttribute : TheoryAttribute
{
    public OfficialTheoryAttribute()
    {
        if (OfficialFiles.Icd is null || OfficialFiles.Hcpcs is null) Skip = "the official code files (../shared/data/terminology) are not at hand";
    }
}
