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
    /// <param name="engines">The engines whose scores it may read: the one that drafts, and the one that takes over.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or is for another engine.</exception>
    internal Calibration? Load(params IDraftingEngine[] engines)
    {
        if (Calibration is None) return null;
        try
        {
            if (Calibration is BuiltIn) return CalibrationFile.BuiltIn();
            var own = CalibrationFile.Read(Calibration);
            if (engines.Length == 0 || engines.Any(e => own.Stale(NameOf(e)).IsEmpty)) return own;
            var stale = own.Stale(NameOf(engines[0]));
            throw new ConfigurationException($"Confidence:Calibration: {string.Join("; ", stale)}. Fit it anew (evaluate calibrate), or set it to '{BuiltIn}' or '{None}'.");
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException("Confidence:Calibration: " + e.Message, e);
        }
    }

    /// <summary>What the pipeline gives confidences with; null for none.</summary>
    internal ConfidenceModel? Model(params IDraftingEngine[] engines) => Load(engines) is { } calibration ? new(calibration.Name, calibration.Engine, calibration.Probability) : null;

    /// <summary>Engine and version as results name them.</summary>
    internal static string NameOf(IDraftingEngine engine) => engine.Name + " " + engine.Version;
}
