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

    /// <summary>
    /// The path of certified thresholds from 'evaluate thresholds'; null for none, the default. With it a value that does not reach its field's threshold is refused, and so is every value of a field for which none
    /// could be certified, and of an engine for which none was.
    /// </summary>
    public string? Thresholds { get; init; }

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

    /// <summary>What the pipeline gives confidences with, and holds values back by; null for neither.</summary>
    /// <exception cref="ConfigurationException">A file cannot be read, or is for another engine or calibration.</exception>
    internal ConfidenceModel? Model(params IDraftingEngine[] engines)
    {
        var calibration = Load(engines);
        var model = calibration is null ? null : new ConfidenceModel(calibration.Name, calibration.Engine, calibration.Probability);
        if (string.IsNullOrWhiteSpace(Thresholds)) return model;
        var set = Certified(engines);
        bool serves = calibration is not null && EngineVersion.ScoreAlike(calibration.Engine, set.Engine);
        string inForce = serves ? calibration!.Id : "none";
        if (set.Calibration != inForce) throw new ConfigurationException($"Confidence:Thresholds: {set.Id} was certified with calibration {set.Calibration}, and {inForce} is in force. Certify it anew (evaluate thresholds --calibration), or set Confidence:Calibration.");
        var least = set.Fields.ToDictionary(static f => f.Field, static f => f.Threshold, StringComparer.Ordinal);
        return (serves ? model! : new(None, set.Engine, static (_, _) => null)) with { Certified = new(set.Id + " " + set.SetHash[..Math.Min(12, set.SetHash.Length)], f => least.GetValueOrDefault(f)) };
    }

    private ThresholdSet Certified(IDraftingEngine[] engines)
    {
        try
        {
            var set = ThresholdSet.Read(Thresholds!);
            return engines.Any(e => EngineVersion.ScoreAlike(NameOf(e), set.Engine)) ? set : throw new ConfigurationException($"Confidence:Thresholds: {set.Id} was certified for {set.Engine}, and this is {NameOf(engines[0])}.");
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException("Confidence:Thresholds: " + e.Message, e);
        }
    }

    /// <summary>Engine and version as results name them.</summary>
    internal static string NameOf(IDraftingEngine engine) => engine.Name + " " + engine.Version;
}
