using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Policies;

namespace HealthcareLlm.Cli.Commands;

/// <summary>Arguments that the commands on medical policies share.</summary>
internal static class PolicyArguments
{
    /// <summary>Where the library is when no option says so.</summary>
    internal const string StandardStore = "policies.db";

    internal static Option<string> Store() => new("--store") { Description = $"The library's file. Default {StandardStore} in the current folder.", DefaultValueFactory = static _ => StandardStore, HelpName = "FILE" };

    internal static Argument<string> Key() => new("POLICY") { Description = "A version: PAYER/NUMBER@VERSION; NUMBER@VERSION or NUMBER where only one fits." };

    internal static Option<string> By(string what) => new("--by") { Description = what, Required = true, HelpName = "NAME" };

    internal static Option<string?> Day(string what) => new("--date") { Description = what, HelpName = "YYYY-MM-DD" };

    internal static DateOnly? DayOf(string? written)
    {
        if (written is null) return null;
        return DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new ConfigurationException($"{written} is no date (YYYY-MM-DD).");
    }

    internal static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);

    internal static SqlitePolicyStore Open(string path, bool create = false) => SqlitePolicyStore.Open(path, create, TimeProvider.System);

    /// <summary>The one version that is named.</summary>
    /// <exception cref="ConfigurationException">None is, or several are; then they are told.</exception>
    internal static MedicalPolicy Find(SqlitePolicyStore store, string written)
    {
        string[] parts = written.Split('@');
        var found = store.All().Where(p => Names(p, parts[0]) && (parts.Length == 1 || p.Version == parts[1])).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ConfigurationException($"The library has no {written}."),
            _ => throw new ConfigurationException($"{written} may be: {string.Join(", ", found.Select(static p => p.Key))}."),
        };
    }

    internal static bool Names(MedicalPolicy policy, string written) =>
        string.Equals(policy.PolicyId, written, StringComparison.OrdinalIgnoreCase) || string.Equals(policy.Number, written, StringComparison.OrdinalIgnoreCase);

    internal static PolicyFile Load(string path)
    {
        try
        {
            return new(Path.GetFileName(path), File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read.", e);
        }
    }

    /// <summary>The index of a library; ranked by vectors as well where an embedding model is configured. <paramref name="connection"/> lives as long as it is used.</summary>
    internal static SqlitePolicyIndex Index(SqlitePolicyStore library, Settings settings, out ModelConnection? connection)
    {
        connection = settings.LanguageModel.EmbeddingModel is null ? null : CaseArguments.Connect(settings);
        return new(library, settings.Policies, connection?.Embeddings() is { } generator ? new PolicyVectors(generator, settings.LanguageModel.EmbeddingModel!) : null);
    }

    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "open";
}
