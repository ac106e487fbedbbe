using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Certified thresholds: a versioned artefact that names the very set it was certified on.</summary>
/// <param name="Id">Name and version.</param>
/// <param name="Options">The promise.</param>
/// <param name="Engine">Engine and version whose scores it is for.</param>
/// <param name="Calibration">Id of the calibration whose confidence it is for; <c>none</c> where it is for scores.</param>
/// <param name="SetHash">SHA-256 of the certifying values (<see cref="LabelledSet"/>).</param>
/// <param name="Sources">SHA-256 of every document learned or certified on, in ordinal order: what must not be measured with it.</param>
/// <param name="Fields">One a field.</param>
public sealed record ThresholdSet(
    string Id, ThresholdOptions Options, string Engine, string Calibration, string SetHash, ImmutableArray<string> Sources, ImmutableArray<CertifiedThreshold> Fields)
{
    /// <summary>Schema of the file.</summary>
    public const string Schema = "thresholds/v1";

    private const string What = "thresholds";

    /// <summary>Certifies on judged cases.</summary>
    /// <param name="id">Name and version.</param>
    /// <param name="learn">Cases that only order the grid; may be empty.</param>
    /// <param name="certify">Cases that the promise rests on; those that share a document with <paramref name="learn"/> are left out of learning.</param>
    /// <param name="options">The promise.</param>
    /// <param name="calibration">Id of the calibration.</param>
    public static ThresholdSet Certify(string id, ImmutableArray<CaseScore> learn, ImmutableArray<CaseScore> certify, ThresholdOptions options, string calibration)
    {
        var certifying = certify.SelectMany(c => c.Sources).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<CaseScore> apart = [.. learn.Where(c => !c.Sources.Any(certifying.Contains))];
        return new(
            id, options, ConfidenceReport.Engines(certify), calibration, LabelledSet.Hash(certify), [.. apart.SelectMany(c => c.Sources).Concat(certifying).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Judged(CertifiedThresholds.Certify(apart.Select(c => ScoredValue.Of(c)), certify.Select(c => ScoredValue.Of(c)), options), ScoredValue.Unjudged(certify)));
    }

    /// <summary>The thresholds without those that would accept values which nobody judged: that no accepted value is wrong is then not shown.</summary>
    private static ImmutableArray<CertifiedThreshold> Judged(ImmutableArray<CertifiedThreshold> fields, ILookup<string, double> unjudged) =>
    [
        .. fields.Select(f => f.Threshold is { } threshold && unjudged[f.Field].Count(s => s >= threshold) is > 0 and var count
            ? f with
            {
                Threshold = null,
                Why = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"not certifiable: {count} values that {threshold:0.00} would accept are judged by nobody, for no case tells whether they are right; nothing is auto-accepted"),
                Accepted = 0,
                Wrong = 0,
                Unjudged = count,
            }
            : f),
    ];

    /// <summary>Whether a case shares a document with those learned or certified on.</summary>
    public bool HasSeen(CaseScore score) => score.Sources.Any(s => Sources.BinarySearch(s, StringComparer.Ordinal) >= 0);

    /// <summary>The file's bytes: stable in order.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("id", Id);
            json.WriteString("engine", Engine);
            json.WriteString("calibration", Calibration);
            json.WriteNumber("risk", Options.Risk);
            json.WriteNumber("confidence", Options.Confidence);
            json.WriteString("setSha256", SetHash);
            json.WriteStartArray("grid");
            foreach (double point in Options.Grid) json.WriteNumberValue(point);
            json.WriteEndArray();
            WriteFields(json, Fields);
            json.WriteStartArray("sources");
            foreach (string source in Sources) json.WriteStringValue(source);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a file of thresholds.</summary>
    /// <exception cref="InvalidDataException">The file is absent, no JSON or of another schema.</exception>
    public static ThresholdSet Read(string file) => Artefact.Read(Artefact.Bytes(file, What), file, Schema, What, root =>
    {
        string Text(string name) => root.Text(name) ?? throw new InvalidDataException(file + ": no " + name);
        double Share(string name) => root.Share(name) ?? throw new InvalidDataException(file + ": no " + name + " from 0 to 1");
        var options = new ThresholdOptions(Share("risk"), Share("confidence")) { Grid = [.. root.Array("grid").Select(g => g.GetDouble())] };
        return new ThresholdSet(Text("id"), options.Checked(), Text("engine"), Text("calibration"), Text("setSha256"), [.. root.Texts("sources").Order(StringComparer.Ordinal)], [.. root.Array("fields").Select(f => ReadField(f, file))]);
    });

    /// <summary>Writes <c>fields</c>; a field without a threshold says why.</summary>
    internal static void WriteFields(Utf8JsonWriter json, ImmutableArray<CertifiedThreshold> fields)
    {
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            if (field.Threshold is { } threshold) json.WriteNumber("threshold", threshold);
            json.WriteString("why", field.Why);
            json.WriteNumber("packets", field.Packets);
            json.WriteNumber("accepted", field.Accepted);
            json.WriteNumber("wrong", field.Wrong);
            json.WriteNumber("unjudged", field.Unjudged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static CertifiedThreshold ReadField(JsonElement field, string file)
    {
        string name = field.Text("field") ?? throw new InvalidDataException(file + ": a threshold without a field");
        // Earlier files counted no values that nobody judged: what they certify may rest on them.
        int unjudged = field.Whole("unjudged") ?? throw new InvalidDataException(file + ": " + name + " does not tell how many accepted values are judged by nobody (unjudged): certify again with evaluate thresholds");
        return new(name, field.Share("threshold"), field.Text("why") ?? string.Empty, field.Whole("packets") ?? 0, field.Whole("accepted") ?? 0, field.Whole("wrong") ?? 0) { Unjudged = unjudged };
    }
}
