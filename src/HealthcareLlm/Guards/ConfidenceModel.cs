using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Guards;

/// <summary>Turns the scores of one engine into probabilities of being right.</summary>
/// <param name="Name">Names the calibration and the set that it was fitted on, for the manifest.</param>
/// <param name="Engine">Engine and version whose scores it reads, as <see cref="EngineVersion"/> tells; it serves those that score alike.</param>
/// <param name="Map">Probability, 0 to 1, for whether the field is critical and its score; null where there were too few labels to tell.</param>
public sealed record ConfidenceModel(string Name, string Engine, Func<bool, double, double?> Map)
{
    /// <summary>What the manifest says where there is none.</summary>
    public const string None = "none";

    /// <summary>
    /// The model where it serves the engine that drafted a result, and what the manifest says: one that scored otherwise has none, and where rules or lexicons changed since it was fitted it
    /// serves and that is named.
    /// </summary>
    internal static (ConfidenceModel? Serving, string Told) For(ConfidenceModel? model, Manifest manifest)
    {
        string engine = manifest.Engine + " " + manifest.EngineVersion;
        if (model is null) return (null, None);
        if (!EngineVersion.ScoreAlike(model.Engine, engine)) return (null, $"{None}: {model.Name} was fitted for {model.Engine}");
        return (model, model.Engine == engine ? model.Name : model.Name + ", fitted before rules changed");
    }

    /// <summary>The fields with a confidence beside each score. A value whose confidence is below the threshold that its score passed is refused.</summary>
    internal void Apply(IDictionary<string, FieldResult> fields, GuardOptions options)
    {
        foreach (var (path, field) in fields.ToImmutableArray())
        {
            if (field is not FieldResult.Extracted extracted) continue;
            bool critical = RecordFields.Find(path)?.Critical ?? false;
            if (Map(critical, extracted.Score) is not { } confidence) continue;
            double least = critical ? options.CriticalScore : options.OtherScore;
            fields[path] = confidence >= least ? extracted with { Confidence = confidence } : new FieldResult.Refused(
                string.Create(CultureInfo.InvariantCulture, $"low-confidence: values of this score were right in {confidence:0.00} of cases, and {least:0.00} is asked for"),
                [new(extracted.Value, extracted.Score, extracted.Citations)]);
        }
    }
}
