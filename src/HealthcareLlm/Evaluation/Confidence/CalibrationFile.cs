using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Reads and writes calibrations: JSON, stable in order, the same bytes for the same calibration.</summary>
public static class CalibrationFile
{
    /// <summary>Schema of the file.</summary>
    public const string Schema = "calibration/v1";

    private const string What = "a calibration";

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(Calibration calibration)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("id", calibration.Id);
            json.WriteString("method", Names.Of(calibration.Method));
            json.WriteString("part", calibration.Part);
            json.WriteString("engine", calibration.Engine);
            json.WriteString("setSha256", calibration.SetHash);
            json.WriteStartArray("evalsets");
            foreach (var set in calibration.Evalsets)
            {
                json.WriteStartObject();
                json.WriteString("id", set.Id);
                json.WriteNumber("version", set.Version);
                json.WriteNumber("cases", set.Cases);
                json.WriteString("sha256", set.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("maps");
            foreach (var map in calibration.Maps) WriteMap(json, map);
            json.WriteEndArray();
            json.WriteStartArray("sources");
            foreach (string source in calibration.Sources) json.WriteStringValue(source);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a calibration.</summary>
    /// <exception cref="InvalidDataException">The file is absent, no JSON, of another schema, or a map of it falls or leaves 0 to 1.</exception>
    public static Calibration Read(string file) => Read(Artefact.Bytes(file, What), file);

    /// <summary>The calibration that this build brings for packets; null where it brings none. Whether it is for this build's engine, <see cref="Calibration.Stale"/> tells.</summary>
    public static Calibration? BuiltIn()
    {
        const string name = "calibration/prior-auth-request.json";
        using var stream = typeof(CalibrationFile).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes, name);
    }

    private static Calibration Read(byte[] bytes, string file) => Artefact.Read(bytes, file, Schema, What, root =>
    {
        string Text(string name) => root.Text(name) ?? throw new InvalidDataException(file + ": no " + name);
        var method = Text("method") switch
        {
            "isotonic" => CalibrationMethod.Isotonic,
            "logistic" => CalibrationMethod.Logistic,
            var other => throw new InvalidDataException(file + ": unknown method " + other),
        };
        return new Calibration(
            Text("id"), method, Text("part"), Text("engine"), Text("setSha256"), [.. root.Texts("sources").Order(StringComparer.Ordinal)],
            [.. root.Array("maps").Select(m => ReadMap(m, method, file))])
        {
            Evalsets = [.. root.Array("evalsets").Select(s => new CalibrationSource(s.Text("id") ?? string.Empty, s.Whole("version") ?? 0, s.Whole("cases") ?? 0, s.Text("sha256") ?? string.Empty))],
        };
    });

    private static void WriteMap(Utf8JsonWriter json, FittedMap fitted)
    {
        json.WriteStartObject();
        json.WriteString("stratum", fitted.Stratum);
        json.WriteNumber("values", fitted.Values);
        json.WriteNumber("wrong", fitted.Wrong);
        json.WriteNumber("cases", fitted.Cases);
        switch (fitted.Map)
        {
            case CalibrationMap.Logistic logistic:
                json.WriteNumber("slope", logistic.Slope);
                json.WriteNumber("intercept", logistic.Intercept);
                break;
            case CalibrationMap.Isotonic isotonic:
                json.WriteStartArray("knots");
                foreach (var (score, probability) in isotonic.Knots)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(score);
                    json.WriteNumberValue(probability);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
                break;
        }

        json.WriteEndObject();
    }

    private static FittedMap ReadMap(JsonElement map, CalibrationMethod method, string file)
    {
        string stratum = map.Text("stratum") ?? throw new InvalidDataException(file + ": a map without a stratum");
        return new(stratum, method == CalibrationMethod.Logistic ? Logistic(map, file) : Isotonic(map, file), map.Whole("values") ?? 0, map.Whole("wrong") ?? 0, map.Whole("cases") ?? 0);
    }

    private static CalibrationMap.Logistic Logistic(JsonElement map, string file)
    {
        if (!map.TryGetProperty("slope", out var slope) || !map.TryGetProperty("intercept", out var intercept) || !slope.TryGetDouble(out double a) || !intercept.TryGetDouble(out double b) || a < 0)
        {
            throw new InvalidDataException(file + ": a logistic map needs a slope of 0 or more and an intercept");
        }

        return new(a, b);
    }

    private static CalibrationMap.Isotonic Isotonic(JsonElement map, string file)
    {
        ImmutableArray<(double Score, double Probability)> knots =
            [.. map.Array("knots").Where(k => k.ValueKind == JsonValueKind.Array && k.GetArrayLength() == 2).Select(k => (k[0].GetDouble(), k[1].GetDouble()))];
        bool rises = knots.Zip(knots.Skip(1)).All(p => p.First.Score < p.Second.Score && p.First.Probability <= p.Second.Probability);
        if (knots.IsEmpty || !rises || knots[0].Probability < 0 || knots[^1].Probability > 1) throw new InvalidDataException(file + ": the knots of a map must rise, within 0 and 1");
        return new(knots);
    }
}
