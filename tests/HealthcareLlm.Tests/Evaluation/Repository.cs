namespace HealthcareLlm.Tests.Evaluation;

/// <summary>Finds the repository from wherever the tests run.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string Folder(params string[] steps) => Path.Combine([Root, .. steps]);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}
