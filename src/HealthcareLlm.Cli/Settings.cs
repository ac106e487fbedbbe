using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Terminology;
using Microsoft.Extensions.Configuration;

namespace HealthcareLlm.Cli;

/// <summary>What <c>appsettings.json</c> and environment variables (<c>HEALTHCARELLM__Guards__CriticalScore</c>) configure.</summary>
public sealed record Settings
{
    /// <summary>Limits of ingestion.</summary>
    public IngestionLimits Ingestion { get; init; } = new();

    /// <summary>Thresholds of the guards.</summary>
    public GuardOptions Guards { get; init; } = new();

    /// <summary>How medical policies are approved and searched.</summary>
    public PolicyOptions Policies { get; init; } = new();

    /// <summary>How scores become confidences.</summary>
    public ConfidenceSettings Confidence { get; init; } = new();

    /// <summary>Where imported code sets are kept.</summary>
    public TerminologyOptions Terminology { get; init; } = new();

    /// <summary>How a language model is reached; none by default.</summary>
    public LanguageModelSettings LanguageModel { get; init; } = new();

    /// <summary>Loads and validates the settings; unknown keys are refused.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with them; the message says what and where.</exception>
    public static Settings Load(string? folder = null)
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .SetBasePath(folder ?? AppContext.BaseDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables("HEALTHCARELLM__")
                .Build();
            var settings = new Settings();
            configuration.Bind(settings, o => o.ErrorOnUnknownConfiguration = true);
            var faults = settings.Guards.Faults().Concat(Faults(settings.Ingestion)).Concat(settings.Policies.Faults()).Concat(settings.Terminology.Faults()).Concat(settings.LanguageModel.Faults()).ToList();
            return faults.Count == 0 ? settings : throw new ConfigurationException(string.Join("; ", faults));
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or FormatException)
        {
            throw new ConfigurationException("The configuration (appsettings.json, HEALTHCARELLM__ variables) is wrong: " + Plain(e), e);
        }
    }

    /// <summary>What the binder says, in plain words: a value that is no number, a key that there is not, a file that is no JSON.</summary>
    private static string Plain(Exception e)
    {
        if (e.InnerException is FormatException && e.InnerException.InnerException is System.Text.Json.JsonException json) return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"appsettings.json is no JSON, at line {(json.LineNumber ?? 0) + 1}");
        var converted = System.Text.RegularExpressions.Regex.Match(e.Message, "configuration value '(.*)' at '([^']+)' to type '[^']*?([A-Za-z0-9]+)'");
        if (converted.Success)
        {
            string kind = converted.Groups[3].Value switch { "Int32" or "Int64" => "a whole number", "Double" => "a number with a point", "TimeSpan" => "a time hh:mm:ss", "Boolean" => "true or false", var other => other };
            return $"{converted.Groups[2].Value} is '{converted.Groups[1].Value}', and must be {kind}";
        }

        var unknown = System.Text.RegularExpressions.Regex.Match(e.Message, @"not found on the instance of ([A-Za-z0-9_.]+): (.+)");
        return unknown.Success ? $"there is no setting {unknown.Groups[2].Value.TrimEnd('.')} in {unknown.Groups[1].Value.Split('.')[^1]}" : e.Message;
    }

    private static IEnumerable<string> Faults(IngestionLimits limits)
    {
        if (limits.MaximumPages < 1) yield return "Ingestion:MaximumPages must be 1 or more";
        if (limits.MaximumBytes < 1) yield return "Ingestion:MaximumBytes must be 1 or more";
        if (limits.MaximumMegapixels is not (> 0 and <= 500)) yield return "Ingestion:MaximumMegapixels must lie above 0 and not above 500";
        if (limits.MaximumSide is not (>= 100 and <= 100_000)) yield return "Ingestion:MaximumSide must lie between 100 and 100000";
        if (limits.PageTime <= TimeSpan.Zero) yield return "Ingestion:PageTime must be positive";
        if (limits.RenderingDpi is not (>= 100 and <= 400)) yield return "Ingestion:RenderingDpi must lie between 100 and 400";
        if (limits.RenderingMemoryMegabytes < 128) yield return "Ingestion:RenderingMemoryMegabytes must be 128 or more";
        if (limits.Parallelism < 0) yield return "Ingestion:Parallelism must not be negative";
    }
}

/// <summary>The configuration or the arguments are wrong: exit status 2.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>With what is wrong.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Without a message.</summary>
    public ConfigurationException()
    {
    }

    /// <summary>With what is wrong and why.</summary>
    public ConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
