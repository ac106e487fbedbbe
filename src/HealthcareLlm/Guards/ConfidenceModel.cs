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
    /// <summary>Certified thresholds that values must reach beside; null for none.</summary>
    public CertifiedBounds? Certified { get; init; }

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
        string certified = model.Certified is { } bounds ? $"; thresholds {bounds.Name}" : string.Empty;
        if (!EngineVersion.ScoreAlike(model.Engine, engine))
        {
            // A promise about one engine is none about another: its values have no threshold that they could reach.
            var without = model.Certified is { } of ? new ConfidenceModel(model.Name, engine, static (_, _) => null) { Certified = of with { Least = static _ => null } } : null;
            return (without, $"{None}: {model.Name} was fitted for {model.Engine}{certified}");
        }

        return (model, (model.Engine == engine ? model.Name : model.Name + ", fitted before rules changed") + certified);
    }

    /// <summary>The fields with a confidence beside each score. A value whose confidence is below the threshold that its score passed is refused.</summary>
    internal void Apply(IDictionary<string, FieldResult> fields, GuardOptions options)
    {
        foreach (var (path, field) in fields.ToImmutableArray())
        {
            if (field is not FieldResult.Extracted extracted) continue;
            bool critical = RecordFields.Find(path)?.Critical ?? false;
            double? confidence = Map(critical, extracted.Score);
            double least = critical ? options.CriticalScore : options.OtherScore;
            string? reason = confidence < least ? string.Create(CultureInfo.InvariantCulture, $"low-confidence: values of this score were right in {confidence:0.00} of cases, and {least:0.00} is asked for") : Certified?.Fault(path, confidence ?? Math.Round(extracted.Score, 3));
            if (reason is not null) fields[path] = new FieldResult.Refused(reason, [new(extracted.Value, extracted.Score, extracted.Citations)]);
            else if (confidence is not null) fields[path] = extracted with { Confidence = confidence };
        }
    }
}

/// <summary>Thresholds certified field by field: only what reaches its own may be given.</summary>
/// <param name="Name">Names the artefact and the set that it rests on, for the manifest.</param>
/// <param name="Least">Threshold of a field (path without indexes), on its confidence, or on its score where there is none; null where none could be certified.</param>
public sealed record CertifiedBounds(string Name, Func<string, double?> Least)
{
    /// <summary>Why a value of a field is held back; null where it reaches the threshold.</summary>
    internal string? Fault(string path, double number) => Least(RecordFields.WithoutIndexes(path)) switch
    {
        null => "below-certified: no threshold could be certified for this field",
        { } least when number < least => string.Create(CultureInfo.InvariantCulture, $"below-certified: {number:0.000}, and {least:0.00} is certified"),
        _ => null,
    };
}
