using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.Confidence;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Cli;

/// <summary>How scores become confidences.</summary>
public sealed record ConfidenceSettings
{
    /// <summary>The calibration that the program brings.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>No confidences.</summary>
    public const string None = "none";

    /// <summary>
    /// <c>built-in</c> (default); <c>none</c>; or the path of a calibration of your own from 'evaluate calibrate'. One of your own that is not for this version's engine is refused;
    /// the built-in one then gives no confidence, and every result's manifest says so.
    /// </summary>
    public string Calibration { get; init; } = BuiltIn;

    /// <summary>The calibration; null for none.</summary>
    /// <param name="engine">The engine whose scores it is to read.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or is for another engine.</exception>
    internal Calibration? Load(IDraftingEngine engine)
    {
        if (Calibration is None) return null;
        try
        {
            if (Calibration is BuiltIn) return CalibrationFile.BuiltIn();
            var own = CalibrationFile.Read(Calibration);
            var stale = own.Stale(NameOf(engine));
            return stale.IsEmpty ? own : throw new ConfigurationException($"Confidence:Calibration: {string.Join("; ", stale)}. Fit it anew (evaluate calibrate), or set it to '{BuiltIn}' or '{None}'.");
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException("Confidence:Calibration: " + e.Message, e);
        }
    }

    /// <summary>What the pipeline gives confidences with; null for none.</summary>
    internal ConfidenceModel? Model(IDraftingEngine engine) => Load(engine) is { } calibration ? new(calibration.Name, calibration.Engine, calibration.Probability) : null;

    /// <summary>Engine and version as results name them.</summary>
    internal static string NameOf(IDraftingEngine engine) => engine.Name + " " + engine.Version;
}
